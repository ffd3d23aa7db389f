import { withQuotas, type Ask, type Asked, type AskedQuota, type AskedRequirement, type DerivationStep, type PlanInForce } from "./ask.ts";
import { carriesPlansOn, factsOn, fits, specificityOf, type Facts } from "./audience.ts";
import type { Credit, Unit } from "./credit.ts";
import { daysIn, type Day, type Span } from "./day.ts";
import type { Member } from "./member.ts";
import { unitOf, versionOn, type Metric } from "./metric.ts";
import { periodContaining, type Cadence, type CompanyCalendar, type Period } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { metricsOf, quotasOf, requirementWithout, type QuotaRequirement } from "./requirement.ts";
import { splitAsks } from "./split-asks.ts";
import { employedIn, heldIn, isSettled, staysIn } from "./stays.ts";
import { noTargets, tablesNamed, type FromTable, type HeldTarget, type TargetsInForce } from "./target-table.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

/**
 * Of each plan the latest version whose period around the day began under it: a version holds from the start of a period, so what began
 * under the earlier one ends under it. A plan that has ended by the day asks nobody.
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
    return version === undefined ? [] : [{ plan, version, period: around(version.cadence) }];
  });
};

type Claim = PlanInForce & { readonly kept: Requirement; readonly replaced: Map<string, DerivationStep[]> };
type Claims = Map<string, Claim[]>;

/** What the plan still asks beside the narrower ones, which note what they replaced of it. */
const claimBeside = (narrower: Claims, inForce: PlanInForce, own: OwnTargets): Claim | null => {
  const { require, audience } = inForce.version;
  const { kept, whole } = requirementWithout(require, narrower);
  const given = whole
    ? metricsOf(require).map((metric) => ({ metric, value: null }))
    : quotasOf(require).map((quota) => ({ metric: quota.metric, value: baseOf(quota, own).value }));
  for (const { metric, value } of given) {
    for (const { replaced } of narrower.get(metric) ?? []) {
      replaced.set(metric, [...(replaced.get(metric) ?? []), { step: "replaced", plan: inForce.plan.id, audience, value }]);
    }
  }
  return kept === null ? null : { ...inForce, kept, replaced: new Map() };
};

type Metrics = ReadonlyMap<string, Metric>;

/** What each table says of the one who is asked. */
export type OwnTargets = (table: string) => HeldTarget | undefined;

type Base = { readonly value: Credit; readonly table?: FromTable };

/** The number that a quota starts from: the plan's own, or what the table says of the one who is asked; of whom it says nothing, nothing is asked. */
export const baseOf = ({ target }: QuotaRequirement, own: OwnTargets): Base => {
  if (typeof target === "bigint") return { value: target };
  const held = own(target.table);
  return { value: held?.value ?? 0n, table: { id: target.table, set: held === undefined ? null : { by: held.by, at: held.at } } };
};

type Asking = {
  readonly plan: Plan;
  readonly period: Period;
  readonly metrics: Metrics;
  readonly own: OwnTargets;
  /** Of wider plans that gave way, by metric. */
  readonly replaced: ReadonlyMap<string, readonly DerivationStep[]>;
};

export const askedRequirement = (requirement: Requirement, asking: Asking): AskedRequirement => {
  if (requirement.type !== "quota") {
    const [first, ...rest] = requirement.parts;
    const asked = (part: Requirement): AskedRequirement => askedRequirement(part, asking);
    return { type: requirement.type, parts: [asked(first), ...rest.map(asked)] };
  }
  const { plan, period, metrics, own, replaced } = asking;
  const metric = metrics.get(requirement.metric);
  if (metric === undefined) throw new Error(`Plan ${plan.id} asks the metric ${requirement.metric}, which is not set`);
  const { atLeast } = requirement;
  const unit: Unit = atLeast === undefined ? unitOf(versionOn(metric, period.startsOn).measure) : { type: "count" };
  const base = baseOf(requirement, own);
  const derivation: readonly DerivationStep[] = [{ step: "base", ...base }, ...(replaced.get(metric.id) ?? [])];
  const asked: AskedQuota = { type: "quota", metric, unit, target: base.value, derivation, ownDays: null, teams: null };
  return atLeast === undefined ? asked : { ...asked, atLeast };
};

type Ranked = { readonly inForce: PlanInForce; readonly specificity: number };

/**
 * The more specific replaces the wider for a metric and cadence: by quota where a quota counts by itself, as a whole where it stands in
 * an anyOf. A plan that was itself replaced replaces nothing further. Equally specific plans are refused when they are set; should two
 * meet all the same, both ask. `ranked` is of one cadence, the most specific first.
 */
const asksAmong = (ranked: readonly Ranked[], metrics: Metrics, own: OwnTargets): readonly Ask[] => {
  const claims: Claims = new Map();
  const standing: Claim[] = [];
  for (let at = 0; at < ranked.length;) {
    const specificity = ranked[at]?.specificity;
    const end = ranked.findIndex((each, index) => index > at && each.specificity !== specificity);
    const equals = ranked.slice(at, end === -1 ? ranked.length : end);
    const beside = equals.map(({ inForce }) => claimBeside(claims, inForce, own)).filter((claim) => claim !== null);
    for (const claim of beside) for (const metric of metricsOf(claim.kept)) claims.set(metric, [...(claims.get(metric) ?? []), claim]);
    standing.push(...beside);
    at += equals.length;
  }
  return standing
    .map((claim): Ask => ({
      plan: claim.plan,
      version: claim.version,
      period: claim.period,
      requirement: askedRequirement(claim.kept, { ...claim, metrics, own }),
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

/** What the tables say of a member; `alike` is the same for all of whom they say the same. */
type Owned = { readonly own: OwnTargets; readonly alike: string };

const nothingOwned: Owned = { own: () => undefined, alike: "" };

const ownTargets = (ranked: readonly Ranked[], targets: TargetsInForce): ((member: Member) => Owned) => {
  const named = [...new Set(ranked.flatMap(({ inForce: { version } }) => tablesNamed(version)))];
  if (named.length === 0) return () => nothingOwned;
  return ({ number }) => {
    const own: OwnTargets = (table) => targets.get(table)?.member.get(number);
    return { own, alike: JSON.stringify(named.map(own).map((held) => held && [String(held.value), held.by, held.at])) };
  };
};

/**
 * What is asked of a member in the period around the day: undefined when the member carries no plans on it. The audience is asked about
 * as it was on each day, so a member whose team or phase changed within the period is asked by each plan for the days that were its own.
 * `inForce` is of one cadence, and so are `targets`, which the tables hold in its period. Members with the same role, phase, team, naming
 * plans and targets of their own, all through the period, share what they are asked, which is worked out once. What a team is asked itself
 * is asked of nobody here.
 */
export const askedOn = (
  day: Day,
  {
    inForce,
    metrics,
    tree,
    targets = noTargets,
  }: {
    readonly inForce: readonly PlanInForce[];
    readonly metrics: Metrics;
    readonly tree: TeamTree;
    readonly targets?: TargetsInForce;
  },
): ((member: Member) => Asked | undefined) => {
  const ranked = inForce
    .filter(({ version }) => version.of === undefined)
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

  const ownOf = ownTargets(ranked, targets);
  // Many teams are asked by the same plans: what these plans make of one another is worked out once for all of them.
  const worked = new Map<string, readonly Ask[]>();
  const askedWith = (facts: Facts, key: string, { own, alike }: Owned): Asked => {
    // Who names members is more specific than whoever does not, so the order by specificity holds.
    const asking = [...(naming.get(key) ?? []), ...unnamed].filter(({ inForce: { version } }) => fits(version.audience, facts, tree));
    const plans = asking.map(({ inForce: { plan } }) => plan.number).join();
    return { team: facts.team, asks: within(worked, `${plans} ${alike}`, () => asksAmong(asking, metrics, own)) };
  };
  type ByTeam = Map<string | null, Asked>;
  const known = new Map<string, Map<string, Map<string | null, ByTeam>>>();
  const askedAs = (facts: Facts, key: string, owned: Owned): Asked => {
    const byRole = within(known, `${key} ${owned.alike}`, () => new Map<string, Map<string | null, ByTeam>>());
    const byPhase = within(byRole, facts.role, () => new Map<string | null, ByTeam>());
    const byTeam = within(byPhase, facts.phase, (): ByTeam => new Map());
    return within(byTeam, facts.team, () => askedWith(facts, key, owned));
  };

  const period = inForce[0]?.period;
  // A team that is dissolved moves all its members on one day: they share what they are asked too.
  const split = new Map<string, readonly Ask[]>();
  return (member) => {
    if (!carriesPlansOn(member, day)) return undefined;
    const key = named.get(member.id) ?? "";
    const owned = ownOf(member);
    const asked = askedAs(factsOn(member, day), key, owned);
    if (period === undefined || isSettled(member, period)) return asked;
    const { role } = member;
    const stays = staysIn(member, period);
    const teams = heldIn(member.team, period);
    const asks = within(split, JSON.stringify([key, owned.alike, role, stays, teams]), () => {
      const onEach = stays.map((stay) => ({ stay, asks: askedAs({ role, phase: stay.phase, team: stay.team }, key, owned).asks }));
      return withEmployment(splitAsks(onEach, { period, teams, day }), employedIn(member, period), period);
    });
    return { team: asked.team, asks };
  };
};
