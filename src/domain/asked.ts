import { withQuotas, type Ask, type Asked, type AskedRequirement, type DerivationStep, type PlanInForce } from "./ask.ts";
import { carriesPlansOn, factsOn, fits, specificityOf, type Facts } from "./audience.ts";
import { daysIn, type Day, type Span } from "./day.ts";
import type { Member } from "./member.ts";
import { unitOf, versionOn, type Metric } from "./metric.ts";
import { periodContaining, periodsTouching, type Cadence, type CompanyCalendar, type Period } from "./period.ts";
import type { Plan, PlanVersion, Requirement } from "./plan.ts";
import { metricsOf, oversIn, quotasOf, requirementWithout } from "./requirement.ts";
import { splitAsks } from "./split-asks.ts";
import { employedIn, heldIn, isSettled, staysIn } from "./stays.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

/**
 * The periods of a shorter cadence that belong to a period: those whose last day is in it, so that each belongs to exactly one. A week
 * from 30 March to 5 April is one of April's.
 */
export const periodsEndingIn = (cadence: Cadence, period: Span, calendar: CompanyCalendar): readonly Period[] =>
  periodsTouching(cadence, period, calendar).filter(({ endsBefore, outside }) => outside === undefined && endsBefore <= period.endsBefore);

const innerPeriods = ({ require }: PlanVersion, period: Period, calendar: CompanyCalendar): Pick<PlanInForce, "inner"> => {
  const overs = oversIn(require);
  return overs.length === 0 ? {} : { inner: new Map(overs.map(({ cadence }) => [cadence, periodsEndingIn(cadence, period, calendar)])) };
};

/**
 * Of each plan the latest version whose period around the day began under it: a version holds from the start of a period, so what began
 * under the earlier one ends under it. A plan that has ended by the day asks nobody, nor does one outside of the list of its periods.
 */
export const plansInForce = (plans: readonly Plan[], day: Day, calendar: CompanyCalendar): readonly PlanInForce[] => {
  const periods = new Map<Cadence, Period>();
  const around = (cadence: Cadence): Period => {
    const period = periods.get(cadence) ?? periodContaining(cadence, day, calendar);
    periods.set(cadence, period);
    return period;
  };
  return plans.flatMap((plan) => {
    if (plan.endedOn !== null && plan.endedOn <= day) return [];
    const version = plan.versions.findLast(({ startsOn, cadence }) => startsOn <= around(cadence).startsOn);
    if (version === undefined) return [];
    const period = around(version.cadence);
    return period.outside === undefined ? [{ plan, version, period, ...innerPeriods(version, period, calendar) }] : [];
  });
};

type Claim = PlanInForce & { readonly kept: Requirement; readonly replaced: Map<string, DerivationStep[]> };
type Claims = Map<string, Claim[]>;

/** What the plan still asks beside the narrower ones, which note what they replaced of it. */
const claimBeside = (narrower: Claims, inForce: PlanInForce): Claim | null => {
  const { require, audience } = inForce.version;
  const { kept, whole } = requirementWithout(require, narrower);
  const given = whole
    ? metricsOf(require).map((metric) => ({ metric, value: null }))
    : quotasOf(require).map(({ metric, target }) => ({ metric, value: target }));
  for (const { metric, value } of given) {
    for (const { replaced } of narrower.get(metric) ?? []) {
      replaced.set(metric, [...(replaced.get(metric) ?? []), { step: "replaced", plan: inForce.plan.id, audience, value }]);
    }
  }
  return kept === null ? null : { ...inForce, kept, replaced: new Map() };
};

type Metrics = ReadonlyMap<string, Metric>;

const askedOver = (over: Extract<Requirement, { type: "over" }>, claim: Claim, metrics: Metrics): AskedRequirement => {
  const { type, cadence, rule, needed, parts } = over;
  const periods = claim.inner?.get(cadence) ?? [];
  return {
    type,
    cadence,
    rule,
    needed,
    of: parts[0],
    periods: periods.map((period) => ({ period, isAsked: true })),
    parts: periods.map((period) => askedRequirement(parts[0], { ...claim, period }, metrics)),
  };
};

const askedRequirement = (requirement: Requirement, claim: Claim, metrics: Metrics): AskedRequirement => {
  if (requirement.type === "over") return askedOver(requirement, claim, metrics);
  if (requirement.type !== "quota") {
    const [first, ...rest] = requirement.parts;
    const asked = (part: Requirement): AskedRequirement => askedRequirement(part, claim, metrics);
    return { ...requirement, parts: [asked(first), ...rest.map(asked)] };
  }
  const metric = metrics.get(requirement.metric);
  if (metric === undefined) throw new Error(`Plan ${claim.plan.id} asks the metric ${requirement.metric}, which is not set`);
  const { target } = requirement;
  const unit = unitOf(versionOn(metric, claim.period.startsOn).measure);
  const derivation: readonly DerivationStep[] = [{ step: "base", value: target }, ...(claim.replaced.get(metric.id) ?? [])];
  const stretch = requirement.stretch ?? null;
  return { type: "quota", metric, unit, target, stretch, derivation, ownDays: null, teams: null };
};

type Ranked = { readonly inForce: PlanInForce; readonly specificity: number };

/**
 * The more specific replaces the wider for a metric and cadence: by quota where a quota counts by itself, as a whole where it stands in
 * an anyOf. A plan that was itself replaced replaces nothing further. Equally specific plans are refused when they are set; should two
 * meet all the same, both ask. `ranked` is of one cadence, the most specific first.
 */
const asksAmong = (ranked: readonly Ranked[], metrics: Metrics): readonly Ask[] => {
  const claims: Claims = new Map();
  const standing: Claim[] = [];
  for (let at = 0; at < ranked.length;) {
    const specificity = ranked[at]?.specificity;
    const end = ranked.findIndex((each, index) => index > at && each.specificity !== specificity);
    const equals = ranked.slice(at, end === -1 ? ranked.length : end);
    const beside = equals.map(({ inForce }) => claimBeside(claims, inForce)).filter((claim) => claim !== null);
    for (const claim of beside) for (const metric of metricsOf(claim.kept)) claims.set(metric, [...(claims.get(metric) ?? []), claim]);
    standing.push(...beside);
    at += equals.length;
  }
  return standing
    .map((claim): Ask => ({
      plan: claim.plan,
      version: claim.version,
      period: claim.period,
      requirement: askedRequirement(claim.kept, claim, metrics),
    }))
    .toSorted((a, b) => a.plan.number - b.plan.number);
};

/** Joined or left within the period: said beside the target, which stays as it is. */
const withEmployment = (asks: readonly Ask[], span: Span | undefined, period: Period): readonly Ask[] => {
  if (span === undefined || daysIn(span) === daysIn(period)) return asks;
  const step: DerivationStep = { step: "employed", span, days: daysIn(span), ofDays: daysIn(period) };
  return asks.map((ask) => ({
    ...ask,
    requirement: withQuotas(ask.requirement, (quota) => ({ ...quota, derivation: [...quota.derivation, step] })),
  }));
};

/**
 * What is asked of a member in the period around the day: undefined when the member carries no plans on it. The audience is asked about
 * as it was on each day, so a member whose team or phase changed within the period is asked by each plan for the days that were its own.
 * `inForce` is of one cadence. Members with the same role, phase, team and naming plans, all through the period, share what they are
 * asked, which is worked out once.
 */
export const askedOn = (
  day: Day,
  { inForce, metrics, tree }: { readonly inForce: readonly PlanInForce[]; readonly metrics: Metrics; readonly tree: TeamTree },
): ((member: Member) => Asked | undefined) => {
  const ranked = inForce
    .map((each) => ({ inForce: each, specificity: specificityOf(each.version.audience, tree) }))
    .toSorted((a, b) => b.specificity - a.specificity || a.inForce.plan.number - b.inForce.plan.number);
  const unnamed = ranked.filter(({ inForce: { version } }) => version.audience.members === null);
  const naming = new Map<string, readonly Ranked[]>();
  const named = new Map<string, string>();
  for (const [index, each] of ranked.entries()) {
    for (const id of new Set(each.inForce.version.audience.members)) named.set(id, `${named.get(id) ?? ""}${index},`);
  }
  for (const key of new Set(named.values()))
    naming.set(
      key,
      key
        .split(",")
        .slice(0, -1)
        .flatMap((index) => ranked[Number(index)] ?? []),
    );

  // Many teams are asked by the same plans: what these plans make of one another is worked out once for all of them.
  const worked = new Map<string, readonly Ask[]>();
  const askedWith = (facts: Facts, key: string): Asked => {
    // Who names members is more specific than whoever does not, so the order by specificity holds.
    const asking = [...(naming.get(key) ?? []), ...unnamed].filter(({ inForce: { version } }) => fits(version.audience, facts, tree));
    const asks = within(worked, asking.map(({ inForce: { plan } }) => plan.number).join(), () => asksAmong(asking, metrics));
    return { team: facts.team, asks };
  };
  type ByTeam = Map<string | null, Asked>;
  const known = new Map<string, Map<string, Map<string | null, ByTeam>>>();
  const askedAs = (facts: Facts, key: string): Asked => {
    const byRole = within(known, key, () => new Map<string, Map<string | null, ByTeam>>());
    const byPhase = within(byRole, facts.role, () => new Map<string | null, ByTeam>());
    const byTeam = within(byPhase, facts.phase, (): ByTeam => new Map());
    return within(byTeam, facts.team, () => askedWith(facts, key));
  };

  const period = inForce[0]?.period;
  // A team that is dissolved moves all its members on one day: they share what they are asked too.
  const split = new Map<string, readonly Ask[]>();
  return (member) => {
    if (!carriesPlansOn(member, day)) return undefined;
    const key = named.get(member.id) ?? "";
    const asked = askedAs(factsOn(member, day), key);
    if (period === undefined || isSettled(member, period)) return asked;
    const { role } = member;
    const stays = staysIn(member, period);
    const teams = heldIn(member.team, period);
    const asks = within(split, JSON.stringify([key, role, stays, teams]), () => {
      const onEach = stays.map((stay) => ({ stay, asks: askedAs({ role, phase: stay.phase, team: stay.team }, key).asks }));
      return withEmployment(splitAsks(onEach, { period, teams, day }), employedIn(member, period), period);
    });
    return { team: asked.team, asks };
  };
};
