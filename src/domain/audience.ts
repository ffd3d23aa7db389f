import type { Day, Span } from "./day.ts";
import { heldOn, type Dated, type Member, type Role, type Team } from "./member.ts";
import type { Cadence } from "./period.ts";
import type { Audience, Plan, PlanVersion } from "./plan.ts";
import { metricsOf } from "./requirement.ts";
import { isInTeam, teamTree, type TeamTree } from "./team-tree.ts";

/** What of a member an audience asks about, as it is on one day. */
export type Facts = { readonly role: Role; readonly phase: string | null; readonly team: string | null };

/** Of somebody who is no longer in the company file and has no last day it is not known that there was a first. */
const wasNever = ({ ended, employedBefore }: Member): boolean => ended && employedBefore === Infinity;

/** A member who has left or has not begun carries no plan. */
export const carriesPlansOn = (member: Member, day: Day): boolean =>
  !wasNever(member) && member.employedFrom <= day && day < member.employedBefore;

export const factsOn = (member: Member, day: Day): Facts => ({
  role: member.role,
  phase: heldOn(member.phase, day),
  team: heldOn(member.team, day),
});

/** Quotas are carried by reps: whoever else is to carry one is named, or the role is. */
const roleAsked = ({ role, members }: Audience): Role | null => role ?? (members === null ? "rep" : null);

/** Whether role, phase and team are those of the audience; whom it names is looked at apart. */
export const fits = (audience: Audience, facts: Facts, tree: TeamTree): boolean => {
  const role = roleAsked(audience);
  return (
    (role === null || role === facts.role) &&
    (audience.phase === null || audience.phase === facts.phase) &&
    (audience.team === null || isInTeam(tree, facts.team, audience.team))
  );
};

const names = ({ members }: Audience, { id }: Member): boolean => members === null || members.includes(id);

/** Whether a plan for this audience asks the member on this day. Everything that the audience names must hold. */
export const isAskedOn = (audience: Audience, member: Member, day: Day, tree: TeamTree): boolean =>
  carriesPlansOn(member, day) && names(audience, member) && fits(audience, factsOn(member, day), tree);

/** No tree of teams is that deep: a team's depth stays below what a role weighs. */
const DEEPER_THAN_ANY_TEAM = 2 ** 20;

/**
 * How narrow an audience is; the greater replaces the lesser. Compared by the most specific thing named (members, then phase, then role,
 * then team), and where both name it by the next: {phase, team} stands above {phase}, and {phase} above {role, team}. Of two teams the
 * deeper is the narrower: both hold the same member, so one contains the other.
 */
export const specificityOf = (audience: Audience, tree: TeamTree): number => {
  const named = (audience.members === null ? 0 : 4) + (audience.phase === null ? 0 : 2) + (audience.role === null ? 0 : 1);
  const depth = audience.team === null ? 0 : (tree.get(audience.team)?.length ?? 1);
  return named * DEEPER_THAN_ANY_TEAM + depth;
};

/** Each version of a plan with the days on which it is in force. */
export const versionsInForce = (plan: Plan): readonly { readonly version: PlanVersion; readonly span: Span }[] =>
  plan.versions.map((version, index) => ({
    version,
    span: { startsOn: version.startsOn, endsBefore: Math.min(plan.versions[index + 1]?.startsOn ?? Infinity, plan.endedOn ?? Infinity) },
  }));

/** Two equally specific plans that ask the same of one member on the same days: neither can replace the other. */
export type AudienceConflict = {
  readonly member: string;
  readonly plans: readonly [string, string];
  readonly metric: string;
  readonly cadence: Cadence;
  /** `endsBefore` is `Infinity` when it has no end. */
  readonly span: Span;
};

const common = (some: readonly Span[], others: readonly Span[]): readonly Span[] =>
  some.flatMap((a) =>
    others.flatMap((b) => {
      const span = { startsOn: Math.max(a.startsOn, b.startsOn), endsBefore: Math.min(a.endsBefore, b.endsBefore) };
      return span.startsOn < span.endsBefore ? [span] : [];
    }),
  );

/** The days on which what held passes the test, in as few spans as possible. */
const spansWhere = <T>(dated: Dated<T>, passes: (value: T | null) => boolean): readonly Span[] => {
  const spans: { startsOn: Day; endsBefore: Day }[] = [];
  const holds = [{ value: null, from: -Infinity }, ...dated];
  for (const [index, { value, from }] of holds.entries()) {
    const endsBefore = holds[index + 1]?.from ?? Infinity;
    if (!passes(value) || from >= endsBefore) continue;
    const before = spans.at(-1);
    if (before?.endsBefore === from) before.endsBefore = endsBefore;
    else spans.push({ startsOn: from, endsBefore });
  }
  return spans;
};

/** The days on which a plan for this audience asks the member. */
export const spansAsked = (audience: Audience, member: Member, tree: TeamTree): readonly Span[] => {
  const role = roleAsked(audience);
  if (wasNever(member) || (role !== null && role !== member.role) || !names(audience, member)) return [];
  const employed = [{ startsOn: member.employedFrom, endsBefore: member.employedBefore }];
  const inPhase =
    audience.phase === null
      ? employed
      : common(
          employed,
          spansWhere(member.phase, (phase) => phase === audience.phase),
        );
  const { team: asked } = audience;
  return asked === null
    ? inPhase
    : common(
        inPhase,
        spansWhere(member.team, (team) => isInTeam(tree, team, asked)),
      );
};

type Asking = { readonly plan: Plan; readonly version: PlanVersion; readonly span: Span };

/**
 * Every member, metric and run of days of which two equally specific plans ask. Plans of the same metric and cadence can only meet when they
 * name the same phase, role and team, or when both name the member: such plans are brought together first, and only then members are looked at.
 */
export const conflictsAmong = (plans: readonly Plan[], members: readonly Member[], teams: readonly Team[]): readonly AudienceConflict[] => {
  const tree = teamTree(teams);
  const alike = new Map<string, Asking[]>();
  for (const plan of plans) {
    for (const { version, span } of versionsInForce(plan)) {
      // A team's own target is nobody's else: it never meets what members are asked.
      if (span.startsOn >= span.endsBefore || version.of === "team") continue;
      const { phase, role, team, members: named } = version.audience;
      for (const metric of metricsOf(version.require)) {
        for (const member of named === null ? [null] : new Set(named)) {
          const key = JSON.stringify([metric, version.cadence, member, phase, role, team]);
          const others = alike.get(key);
          if (others === undefined) alike.set(key, [{ plan, version, span }]);
          else others.push({ plan, version, span });
        }
      }
    }
  }
  const byId = new Map(members.map((member) => [member.id, [member]]));
  return [...alike].flatMap(([key, askings]) => {
    if (askings.length < 2) return [];
    const [metric, cadence, named] = JSON.parse(key) as [string, Cadence, string | null]; // the key was written so a few lines above
    return askings.flatMap((first, index) =>
      askings.slice(index + 1).flatMap((second) => {
        const together = first.plan === second.plan ? [] : common([first.span], [second.span]);
        if (together.length === 0) return [];
        // A list of ten thousand names is not searched again for each of them.
        const audience = named === null ? first.version.audience : { ...first.version.audience, members: [named] };
        return (named === null ? members : (byId.get(named) ?? [])).flatMap((member) =>
          common(together, spansAsked(audience, member, tree)).map((span): AudienceConflict => ({
            member: member.id,
            plans: [first.plan.id, second.plan.id],
            metric,
            cadence,
            span,
          })),
        );
      }),
    );
  });
};
