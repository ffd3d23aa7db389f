import { stepOf, type Rounding } from "./apportion.ts";
import {
  withInnerQuotas,
  withQuotas,
  type Ask,
  type Asked,
  type AskedQuota,
  type AskedRequirement,
  type DerivationStep,
  type PlanInForce,
} from "./ask.ts";
import { carriesPlansOn, factsOn, fits, specificityOf, type Facts } from "./audience.ts";
import type { Credit, Unit } from "./credit.ts";
import { commonDays, daysIn, isWithin, spanKey, type Day, type Span } from "./day.ts";
import { given } from "./given.ts";
import type { Member } from "./member.ts";
import { unitOf, versionOn, type Metric } from "./metric.ts";
import { periodContaining, periodsTouching, type Cadence, type CompanyCalendar, type Period } from "./period.ts";
import type { Plan, PlanVersion, Requirement } from "./plan.ts";
import { rampStandOn, type Ramp, type RampStand } from "./ramp.ts";
import { metricsOf, oversIn, quotasOf, requirementWithout, type QuotaRequirement } from "./requirement.ts";
import { splitAsks } from "./split-asks.ts";
import { employedIn, heldIn, isSettled, staysIn } from "./stays.ts";
import { noTargets, tablePeriodsOf, type FromTable, type HeldTarget, type TargetsInForce } from "./target-table.ts";
import { isScaled, roundedTarget, scaleStepsOf, shareOf, type ScaleStep, type Scaling } from "./target.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";
import type { WorkFacts, WorkingTime } from "./working-days.ts";
import { workingTimes, type KnownTime, type WorkingTimes } from "./working-times.ts";

/** The versions of one plan that hold in its period around a day, each with its days of it. */
const versionsAround = (plan: Plan, around: (cadence: Cadence) => Period): readonly PlanInForce[] => {
  const begun = plan.versions.findLastIndex(({ startsOn, cadence }) => startsOn <= around(cadence).startsOn);
  const at = begun === -1 ? plan.versions.findIndex(({ startsOn, cadence }) => startsOn < around(cadence).endsBefore) : begun;
  const first = plan.versions[at];
  if (first === undefined) return [];
  const period = around(first.cadence);
  const later = plan.versions.slice(at + 1);
  const over = later.findIndex(({ startsOn, cadence }) => cadence !== first.cadence || startsOn >= period.endsBefore);
  const holding = [first, ...(over === -1 ? later : later.slice(0, over))];
  return holding.map((version, index) => {
    const startsOn = Math.max(version.startsOn, period.startsOn);
    return { plan, version, period, span: { startsOn, endsBefore: holding[index + 1]?.startsOn ?? period.endsBefore } };
  });
};

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
 * Of each plan the latest version whose period around the day began under it, and those that cut that period: a version of another
 * cadence waits for the end of what began under the earlier one. A plan that has ended by the day asks nobody, nor does one outside of
 * the list of its periods.
 */
export const plansInForce = (plans: readonly Plan[], day: Day, calendar: CompanyCalendar): readonly PlanInForce[] => {
  const periods = new Map<Cadence, Period>();
  const around = (cadence: Cadence): Period => within(periods, cadence, () => periodContaining(cadence, day, calendar));
  return plans
    .flatMap((plan) => (plan.endedOn !== null && plan.endedOn <= day ? [] : versionsAround(plan, around)))
    .filter(({ period }) => period.outside === undefined)
    .map((each) => ({ ...each, ...innerPeriods(each.version, each.period, calendar) }));
};

type Claim = PlanInForce & { readonly kept: Requirement; readonly replaced: Map<string, DerivationStep[]> };
type Claims = Map<string, Claim[]>;

/** What the plan still asks beside the narrower ones, which note what they replaced of it. */
const claimBeside = (narrower: Claims, inForce: PlanInForce, own: OwnTargets): Claim | null => {
  const { require, audience } = inForce.version;
  const { kept, whole } = requirementWithout(require, narrower);
  const given = whole
    ? metricsOf(require).map((metric) => ({ metric, value: null }))
    : quotasOf(require).map((quota) => ({ metric: quota.metric, value: baseOf(quota, inForce.period, own).value }));
  for (const { metric, value } of given) {
    for (const { replaced } of narrower.get(metric) ?? []) {
      replaced.set(metric, [...(replaced.get(metric) ?? []), { step: "replaced", plan: inForce.plan.id, audience, value }]);
    }
  }
  return kept === null ? null : { ...inForce, kept, replaced: new Map() };
};

type Metrics = ReadonlyMap<string, Metric>;

/** What each table says of the one who is asked, in the period that begins on a day. */
export type OwnTargets = (table: string, startsOn: Day) => HeldTarget | undefined;

type Base = { readonly value: Credit; readonly table?: FromTable };

/**
 * The number that a quota starts from, of whoever works the whole period, before ramp and working days: the plan's own, or what the table
 * says of the one who is asked. Of whom it says nothing, nothing is asked.
 */
const baseOf = ({ target }: QuotaRequirement, { startsOn }: Period, own: OwnTargets): Base => {
  if (typeof target === "bigint") return { value: target };
  const held = own(target.table, startsOn);
  return { value: held?.value ?? 0n, table: { id: target.table, set: held === undefined ? null : { by: held.by, at: held.at } } };
};

export type Demanding = Pick<PlanInForce, "plan" | "period" | "inner"> & {
  readonly metrics: Metrics;
  readonly own: OwnTargets;
  /** Of wider plans that gave way, by metric. */
  readonly replaced: ReadonlyMap<string, readonly DerivationStep[]>;
};

const askedOver = (over: Extract<Requirement, { type: "over" }>, demanding: Demanding): AskedRequirement => {
  const { type, cadence, rule, needed, parts } = over;
  const periods = demanding.inner?.get(cadence) ?? [];
  return {
    type,
    cadence,
    rule,
    needed,
    of: parts[0],
    periods: periods.map((period) => ({ period, isAsked: true })),
    parts: periods.map((period) => askedRequirement(parts[0], { ...demanding, period })),
  };
};

/** What a requirement asks of one member or team in the period. */
export const askedRequirement = (requirement: Requirement, demanding: Demanding): AskedRequirement => {
  if (requirement.type === "over") return askedOver(requirement, demanding);
  if (requirement.type !== "quota") {
    const [first, ...rest] = requirement.parts;
    const asked = (part: Requirement): AskedRequirement => askedRequirement(part, demanding);
    return { ...requirement, parts: [asked(first), ...rest.map(asked)] };
  }
  const { plan, period, metrics, own, replaced } = demanding;
  const metric = metrics.get(requirement.metric);
  if (metric === undefined) throw new Error(`Plan ${plan.id} asks the metric ${requirement.metric}, which is not set`);
  const { atLeast, stretch = null } = requirement;
  const unit: Unit = atLeast === undefined ? unitOf(versionOn(metric, period.startsOn).measure) : { type: "count" };
  const base = baseOf(requirement, period, own);
  const derivation: readonly DerivationStep[] = [{ step: "base", ...base }, ...(replaced.get(metric.id) ?? [])];
  const isUnscaled = requirement.proration === "none";
  const asked: AskedQuota = {
    type: "quota",
    metric,
    unit,
    target: base.value,
    stretch,
    isUnscaled,
    derivation,
    ownDays: null,
    teams: null,
  };
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
      span: claim.span,
      ...given({ inner: claim.inner }),
      requirement: askedRequirement(claim.kept, { ...claim, metrics, own }),
    }))
    .toSorted((a, b) => a.plan.number - b.plan.number);
};

/** Joined or left within the period: said beside a target that stays as it is. */
const withEmployment = (asks: readonly Ask[], span: Span | undefined, period: Period): readonly Ask[] => {
  if (span === undefined || daysIn(span) === daysIn(period)) return asks;
  const step: DerivationStep = { step: "employed", span, days: daysIn(span), ofDays: daysIn(period) };
  return asks.map((ask) =>
    ask.version.proration !== "none"
      ? ask
      : { ...ask, requirement: withQuotas(ask.requirement, (quota) => ({ ...quota, derivation: [...quota.derivation, step] })) },
  );
};

/** The target in the share of it that is asked; the steps follow the one that it begins with. */
const scaledQuota = (quota: AskedQuota, steps: readonly ScaleStep[], rule: Rounding): AskedQuota => {
  const [base, ...rest] = quota.derivation;
  if (base === undefined) return quota;
  const { done, of } = shareOf(steps);
  const rounding = { step: stepOf([quota.target], quota.unit), rule };
  const { target, rounding: rounded } = roundedTarget({ done: quota.target * done, of }, rounding);
  const stretch = quota.stretch === null ? null : roundedTarget({ done: quota.stretch * done, of }, rounding).target;
  return { ...quota, target, stretch, derivation: [base, ...steps, ...rounded, ...rest] };
};

/** What the tables say of a member; `alike` is the same for all of whom they say the same. */
type Owned = { readonly own: OwnTargets; readonly alike: string };

const nothingOwned: Owned = { own: () => undefined, alike: "" };

const ownTargets = (inForce: readonly PlanInForce[], targets: TargetsInForce): ((member: Member) => Owned) => {
  const named = tablePeriodsOf(inForce);
  if (named.length === 0) return () => nothingOwned;
  return ({ number }) => {
    const own: OwnTargets = (table, startsOn) => targets.get(table)?.get(startsOn)?.member.get(number);
    const held = named.map(({ table, startsOn }) => own(table, startsOn));
    return { own, alike: JSON.stringify(held.map((each) => each && [String(each.value), each.by, each.at])) };
  };
};

/** What is asked of members by facts alone, on days on which the same versions hold. */
type Asker = {
  readonly span: Span;
  readonly keyOf: (member: Member) => string;
  readonly asked: (facts: Facts, key: string, owned: Owned) => Asked;
};

const askerOf = (span: Span, inForce: readonly PlanInForce[], metrics: Metrics, tree: TeamTree): Asker => {
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
  const askedWith = (facts: Facts, key: string, { own, alike }: Owned): Asked => {
    // Who names members is more specific than whoever does not, so the order by specificity holds.
    const asking = [...(naming.get(key) ?? []), ...unnamed].filter(({ inForce: { version } }) => fits(version.audience, facts, tree));
    const plans = asking.map(({ inForce: { plan } }) => plan.number).join();
    return { team: facts.team, asks: within(worked, `${plans} ${alike}`, () => asksAmong(asking, metrics, own)), withheld: null };
  };
  type ByTeam = Map<string | null, Asked>;
  const known = new Map<string, Map<string, Map<string | null, ByTeam>>>();
  return {
    span,
    keyOf: ({ id }) => named.get(id) ?? "",
    asked: (facts, key, owned) => {
      const byRole = within(known, `${key} ${owned.alike}`, () => new Map<string, Map<string | null, ByTeam>>());
      const byPhase = within(byRole, facts.role, () => new Map<string | null, ByTeam>());
      const byTeam = within(byPhase, facts.phase, (): ByTeam => new Map());
      return within(byTeam, facts.team, () => askedWith(facts, key, owned));
    },
  };
};

/** The stretches of days of the period on which the same versions hold. */
const stretchesOf = (period: Span, inForce: readonly PlanInForce[]): readonly Span[] => {
  const cuts = new Set([period.startsOn, ...inForce.map(({ span }) => span.startsOn)]);
  const starts = [...cuts].toSorted((a, b) => a - b);
  return starts.map((startsOn, index) => ({ startsOn, endsBefore: starts[index + 1] ?? period.endsBefore }));
};

/** What targets are scaled by besides the plans: who works how much, and the calendar by which ramps count. */
export type Working = {
  readonly factsOf: (member: Member) => WorkFacts;
  readonly calendar: CompanyCalendar;
  readonly clocksPauseOnLeave: boolean;
};

const always: Span = { startsOn: -Infinity, endsBefore: Infinity };

/** The first day of the phase that the member is in on a day, or of employment where that is later. */
const phaseStart = ({ phase, employedFrom }: Member, day: Day): Day =>
  Math.max(employedFrom, heldIn(phase, always).find(({ span }) => isWithin(span, day))?.span.startsOn ?? -Infinity);

const isWhollyOnLeave = ({ worked, less }: WorkingTime): boolean => worked === 0 && less.some(({ why }) => why === "leave");

/** Where members stand on ramps in a period. */
const rampsIn = (period: Span, { factsOf, calendar, clocksPauseOnLeave }: Working, timeIn: WorkingTimes) => {
  const known = new Map<Ramp, Map<Day, RampStand | null>>();
  const never = (): boolean => false;
  return (ramp: Ramp | null, member: Member, day: Day): RampStand | null => {
    if (ramp === null) return null;
    const start = ramp.from === "employment" ? member.employedFrom : phaseStart(member, day);
    const clock = { start, day: Math.max(start, period.startsOn), calendar };
    const facts = clocksPauseOnLeave ? factsOf(member) : null;
    if (facts !== null && facts.leaves.length > 0)
      return rampStandOn(ramp, { ...clock, isPaused: (each) => isWhollyOnLeave(timeIn(facts, each).time) });
    const stands = within(known, ramp, () => new Map<Day, RampStand | null>());
    return within(stands, start, () => rampStandOn(ramp, { ...clock, isPaused: never }));
  };
};

type Asking = {
  readonly inForce: readonly PlanInForce[];
  readonly metrics: Metrics;
  readonly tree: TeamTree;
  readonly working: Working;
  /** What the tables say that the plans name. */
  readonly targets?: TargetsInForce;
};

/**
 * What is asked of a member in the period around the day: undefined when the member carries no plans on it. The audience is asked about
 * as it was on each day, so a member whose team or phase changed within the period is asked by each plan for the days that were its own,
 * and so is everybody where a version cuts the period. `inForce` is of one cadence. Members of whom the same is true all through the
 * period, and of whom the tables say the same, share what they are asked, which is worked out once. What a team is asked itself is asked of
 * nobody here.
 */
export const askedOn = (
  day: Day,
  { inForce: all, metrics, tree, working, targets = noTargets }: Asking,
): ((member: Member) => Asked | undefined) => {
  const inForce = all.filter(({ version }) => version.of === undefined);
  const period = inForce[0]?.period;
  if (period === undefined)
    return (member) => (carriesPlansOn(member, day) ? { team: factsOn(member, day).team, asks: [], withheld: null } : undefined);

  const askers = stretchesOf(period, inForce).map((span) =>
    askerOf(
      span,
      inForce.filter((each) => commonDays(each.span, span) !== undefined),
      metrics,
      tree,
    ),
  );
  const ownOf = ownTargets(inForce, targets);
  const timeIn = workingTimes();
  const rampIn = new Map<string, ReturnType<typeof rampsIn>>();
  const rampsOf = (around: Span): ReturnType<typeof rampsIn> => within(rampIn, spanKey(around), () => rampsIn(around, working, timeIn));
  const isProrated = inForce.some(({ version }) => version.proration !== "none");
  const ramps = [...new Set(inForce.map(({ version }) => version.ramp))].filter((ramp) => ramp !== null);
  const timeOf = (member: Member, span: Span): KnownTime => timeIn(working.factsOf(member), span);

  const inner = new Map(
    inForce
      .filter(isScaled)
      .flatMap(({ inner: periods }) => [...(periods?.values() ?? [])].flat().map((each) => [spanKey(each), each] as const)),
  );

  /** What besides the facts decides over the targets of the member, on some days of a period. */
  const scaleKey = (member: Member, span: Span, around: Span = period): string =>
    [isProrated ? timeOf(member, span).number : 0, ...ramps.map((ramp) => rampsOf(around)(ramp, member, span.startsOn)?.nth ?? 0)].join();
  const wholeKey = (member: Member): string =>
    [scaleKey(member, period), ...[...inner.values()].map((each) => scaleKey(member, each, each))].join(" ");

  const scalingOf = (member: Member, around: Span = period): Scaling => ({
    rampOf: ({ version }, span) => rampsOf(around)(version.ramp, member, span.startsOn),
    prorationIn: (span) => ({ step: "proration", time: timeOf(member, span).time, ofWork: timeOf(member, around).time.standard }),
  });

  /** What is asked over shorter periods goes by the member's time in each of them. */
  const withInnerScaled = (ask: Ask, member: Member): Ask => {
    if (ask.inner === undefined || !isScaled(ask)) return ask;
    const requirement = withInnerQuotas(ask.requirement, (quota, each) =>
      scaledQuota(quota, scaleStepsOf(ask, quota, each, scalingOf(member, each)), ask.version.rounding),
    );
    return { ...ask, requirement };
  };

  /** What goes by working days is not known where the holidays are not. */
  const tellable = (asks: readonly Ask[], member: Member): Pick<Asked, "asks" | "withheld"> => {
    const prorating = asks.filter(({ version }) => version.proration !== "none");
    const years = prorating.length === 0 ? [] : timeOf(member, period).unknown;
    return years.length === 0
      ? { asks, withheld: null }
      : { asks: asks.filter((ask) => !prorating.includes(ask)), withheld: { plans: prorating.map(({ plan }) => plan.id), years } };
  };

  const scaled = new Map<Asked, Map<string, Asked>>();
  const scaledAsks = new Map<readonly Ask[], Map<string, readonly Ask[]>>();
  const scaledFor = (member: Member, asked: Asked): Asked => {
    if (!asked.asks.some(isScaled)) return asked;
    const key = wholeKey(member);
    return within(
      within(scaled, asked, () => new Map<string, Asked>()),
      key,
      () => {
        const { asks, withheld } = tellable(asked.asks, member);
        const scaling = scalingOf(member);
        // Teams that are asked by the same plans share what is asked, here too.
        const shared = within(scaledAsks, asked.asks, () => new Map<string, readonly Ask[]>());
        const scaledOnce = within(shared, key, () =>
          asks.map((ask) => {
            const requirement = withQuotas(ask.requirement, (quota) =>
              scaledQuota(quota, scaleStepsOf(ask, quota, period, scaling), ask.version.rounding),
            );
            return withInnerScaled({ ...ask, requirement }, member);
          }),
        );
        return { team: asked.team, asks: scaledOnce, withheld };
      },
    );
  };

  // A team that is dissolved moves all its members on one day: they share what they are asked too.
  const split = new Map<string, Pick<Asked, "asks" | "withheld">>();
  return (member) => {
    if (!carriesPlansOn(member, day)) return undefined;
    const asker = askers.find(({ span }) => isWithin(span, day));
    if (asker === undefined) throw new Error("The day asked about lies outside of the period");
    const owned = ownOf(member);
    const asked = asker.asked(factsOn(member, day), asker.keyOf(member), owned);
    if (askers.length === 1 && isSettled(member, period)) return scaledFor(member, asked);
    const { role } = member;
    const stays = askers.flatMap((each) => staysIn(member, each.span).map((stay) => ({ stay, asker: each })));
    const teams = heldIn(member.team, period);
    const isAnyScaled = isProrated || ramps.length > 0;
    const scales = isAnyScaled ? [wholeKey(member), ...stays.map(({ stay }) => scaleKey(member, stay.span))] : [];
    const keys = askers.map((each) => each.keyOf(member));
    const key = JSON.stringify([keys, owned.alike, role, stays.map(({ stay }) => stay), teams, scales]);
    const whole = within(split, key, () => {
      const onEach = stays.map(({ stay, asker: { asked: askedAs, keyOf } }) => ({
        stay,
        ...tellable(askedAs({ role, phase: stay.phase, team: stay.team }, keyOf(member), owned).asks, member),
      }));
      const withheld = onEach.flatMap((each) => each.withheld ?? []);
      const asks = splitAsks(onEach, { period, teams, day, ...scalingOf(member) }).map((ask) => withInnerScaled(ask, member));
      return {
        asks: withEmployment(asks, employedIn(member, period), period),
        withheld: withheld[0] === undefined ? null : { ...withheld[0], plans: [...new Set(withheld.flatMap(({ plans }) => plans))] },
      };
    });
    return { team: asked.team, ...whole };
  };
};
