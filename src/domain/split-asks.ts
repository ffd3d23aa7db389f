import { apportion, stepOf, type Rounding } from "./apportion.ts";
import type { Ask, AskedOver, AskedQuota, AskedRequirement, DerivationStep, TeamPart } from "./ask.ts";
import type { Credit } from "./credit.ts";
import { commonDays, daysIn, isWithin, type Day, type Span } from "./day.ts";
import type { Requirement } from "./plan.ts";
import type { RampStand } from "./ramp.ts";
import type { Held, Stay } from "./stays.ts";
import type { FromTable } from "./target-table.ts";
import { isByWorkingDays, roundedTarget, scaleStepsOf, shareOf, type ScaleStep, type Scaling, type Share } from "./target.ts";
import { within } from "./within.ts";

/** What is asked on the days of one stay. */
export type StayAsks = { readonly stay: Stay; readonly asks: readonly Ask[] };

/** The teams of the period, within employment and beyond; `day` is the one asked about. */
type Splitting = Scaling & { readonly period: Span; readonly teams: readonly Held<string | null>[]; readonly day: Day };

/** Asked by itself: a quota that no choice contains, or a choice as a whole, of which nothing can be taken without changing what it means. */
type Demand = { readonly stay: Stay; readonly ask: Ask; readonly asked: AskedRequirement; readonly shape: string; readonly place: string };

const shapeOf = (node: Requirement | AskedRequirement): string => {
  if (node.type === "quota") return typeof node.metric === "string" ? node.metric : node.metric.id;
  if (node.type === "over") return `over(${node.rule} ${node.needed} ${node.cadence} ${shapeOf("of" in node ? node.of : node.parts[0])})`;
  if (node.type === "score") {
    const weights = node.weights.map(({ weight, cap, floor }) => `${weight} ${cap} ${floor ?? ""}`);
    return `score(${node.needed} ${weights.join()} ${node.parts.map(shapeOf).join()})`;
  }
  return `${node.type}(${[...node.parts].map(shapeOf).join()})`;
};

/** Two demands of one plan that look alike are told apart by their order. */
const placing = (plan: number): ((shape: string) => string) => {
  const met = new Map<string, number>();
  return (shape) => {
    const nth = (met.get(shape) ?? 0) + 1;
    met.set(shape, nth);
    return `${plan} ${shape} ${nth}`;
  };
};

const asksByThemselves = (asked: AskedRequirement): readonly AskedRequirement[] =>
  asked.type === "allOf" ? asked.parts.flatMap(asksByThemselves) : [asked];

const demandsIn = ({ stay, asks }: StayAsks): readonly Demand[] =>
  asks.flatMap((ask) => {
    const placeOf = placing(ask.plan.number);
    return asksByThemselves(ask.requirement).map((asked): Demand => {
      const shape = shapeOf(asked);
      return { stay, ask, asked, shape, place: placeOf(shape) };
    });
  });

/** Consecutive days on which one plan asked a quota of a member in one team, the same share of the same target. */
type Part = {
  readonly plan: string;
  readonly team: string | null;
  readonly base: Credit;
  readonly stretch: Credit | null;
  readonly table: FromTable | undefined;
  /** The first line of the target, by which `base` came about. */
  readonly baseStep: DerivationStep | undefined;
  /** Working days are left to `isProrated`, since the part may grow. */
  readonly ramp: RampStand | null;
  readonly isProrated: boolean;
  readonly isUnscaled: boolean;
  /** Of the last of its days. */
  rounding: Rounding;
  readonly scaleIn: (span: Span) => readonly ScaleStep[];
  span: Span;
  replaced: readonly DerivationStep[];
};

const tableOf = ({ derivation }: AskedQuota): FromTable | undefined => derivation.find((step) => step.step === "base")?.table;

const fromTable = (table: FromTable | undefined): { readonly table?: FromTable } => (table === undefined ? {} : { table });

const withoutRepeats = (steps: readonly DerivationStep[]): readonly DerivationStep[] => {
  const plans = new Set<string>();
  return steps.filter((step) => step.step === "replaced" && !plans.has(step.plan) && plans.add(step.plan));
};

type QuotaDemand = Omit<Demand, "asked"> & { readonly asked: AskedQuota };

const asksAlike = (one: Part, other: Part): boolean =>
  one.plan === other.plan &&
  one.base === other.base &&
  one.stretch === other.stretch &&
  one.table?.id === other.table?.id &&
  one.ramp?.nth === other.ramp?.nth &&
  one.ramp?.share === other.ramp?.share &&
  one.isProrated === other.isProrated;

const partsOf = (demands: readonly QuotaDemand[], scaling: Scaling): readonly Part[] => {
  const parts: Part[] = [];
  // What is no amount of work for one plan and is for another can only be shared out by days.
  const isUnscaled = demands.every(({ asked }) => asked.isUnscaled);
  for (const { ask, asked, stay } of demands) {
    const part: Part = {
      plan: ask.plan.id,
      team: stay.team,
      base: asked.target,
      stretch: asked.stretch,
      table: tableOf(asked),
      baseStep: asked.derivation[0],
      ramp: asked.isUnscaled ? null : scaling.rampOf(ask, stay.span),
      isProrated: isByWorkingDays(ask, asked),
      isUnscaled,
      rounding: ask.version.rounding,
      scaleIn: (span) => (asked.isUnscaled && !isUnscaled ? [] : scaleStepsOf(ask, asked, span, scaling)),
      span: stay.span,
      replaced: withoutRepeats(asked.derivation),
    };
    const before = parts.at(-1);
    if (before?.team === part.team && asksAlike(before, part) && before.span.endsBefore === part.span.startsOn) {
      before.span = { startsOn: before.span.startsOn, endsBefore: part.span.endsBefore };
      before.rounding = part.rounding;
      before.replaced = withoutRepeats([...before.replaced, ...part.replaced]);
    } else parts.push(part);
  }
  return parts;
};

type Exact = { readonly of: bigint; readonly weights: ReadonlyMap<Part, bigint> };

/** What is asked of each part of its whole number, exactly, as whole numbers of one fraction of a credit. */
const exactOf = (parts: readonly Part[], employed: Span, wholeOf: (part: Part) => Credit): Exact => {
  // Of what is no amount of work the mean is asked, by days.
  const own = parts.every(({ isUnscaled }) => isUnscaled) ? parts.reduce((days, { span }) => days + daysIn(span), 0) : daysIn(employed);
  const shares = parts.map((part): Share => {
    const { done, of } = shareOf(part.scaleIn(part.span));
    return part.isProrated ? { done, of } : { done: done * BigInt(daysIn(part.span)), of: of * BigInt(own) };
  });
  const all = [...new Set(shares.map(({ of }) => of))].reduce((product, of) => product * of, 1n);
  return {
    of: all,
    weights: new Map(parts.map((part, index) => [part, (wholeOf(part) * (shares[index]?.done ?? 0n) * all) / (shares[index]?.of ?? 1n)])),
  };
};

/** What was done before the first or after the last day of employment goes with the stay that is next to it. */
const ownDaysOf = (parts: readonly Part[], employed: Span, period: Span): readonly Span[] =>
  parts.map(({ span }) => ({
    startsOn: span.startsOn === employed.startsOn ? period.startsOn : span.startsOn,
    endsBefore: span.endsBefore === employed.endsBefore ? period.endsBefore : span.endsBefore,
  }));

/** The second mark, in the same shares as the target; none where a part has none. */
const stretchOf = (parts: readonly Part[], employed: Span, step: Credit): Credit | null => {
  if (parts.some(({ stretch }) => stretch === null)) return null;
  const { of, weights } = exactOf(parts, employed, ({ stretch }) => stretch ?? 0n);
  const done = [...weights.values()].reduce((sum, weight) => sum + weight, 0n);
  return roundedTarget({ done, of }, { step, rule: parts.at(-1)?.rounding ?? "half-up" }).target;
};

type Merging = Splitting & { readonly employed: Span; readonly whole: boolean };

const mergedQuota = (demands: readonly [QuotaDemand, ...QuotaDemand[]], merging: Merging): AskedQuota => {
  const { period, teams, employed, whole } = merging;
  const [{ asked: first }] = demands;
  const parts = partsOf(demands, merging);
  const step = stepOf(
    parts.map(({ base }) => base),
    first.unit,
  );
  const { of, weights } = exactOf(parts, employed, ({ base }) => base);
  const weightOf = (part: Part): bigint => weights.get(part) ?? 0n;
  const sumOf = (some: readonly Part[]): bigint => some.reduce((sum, part) => sum + weightOf(part), 0n);
  // The rule of the last days, whatever day is asked about.
  const { target, rounding } = roundedTarget({ done: sumOf(parts), of }, { step, rule: parts.at(-1)?.rounding ?? "half-up" });

  const byTeam = new Map<string | null, Part[]>();
  for (const part of parts) within(byTeam, part.team, () => []).push(part);
  const targets = apportion(target, [...byTeam.values()].map(sumOf), step);
  const targetOf = new Map([...byTeam.keys()].map((team, index) => [team, targets[index] ?? 0n]));
  const valueOf = new Map(
    [...byTeam].flatMap(([team, some]) => {
      const values = apportion(targetOf.get(team) ?? 0n, some.map(weightOf), step);
      return some.map((part, index) => [part, values[index] ?? 0n] as const);
    }),
  );

  const [leading] = parts;
  const isOfOne = leading !== undefined && whole && parts.every((part) => asksAlike(part, leading));
  const derivation: readonly DerivationStep[] = isOfOne
    ? [
        ...(leading.baseStep === undefined ? [] : [leading.baseStep]),
        ...leading.scaleIn(period),
        ...rounding,
        ...withoutRepeats(parts.flatMap(({ replaced }) => replaced)),
      ]
    : [
        ...parts.flatMap((part): readonly DerivationStep[] => {
          const { plan, team, span, base, table, replaced, scaleIn } = part;
          const days = { days: daysIn(span), ofDays: daysIn(employed) };
          const value = valueOf.get(part) ?? 0n;
          return [{ step: "part", plan, team, span, ...days, base, scale: scaleIn(span), value, ...fromTable(table) }, ...replaced];
        }),
        ...rounding,
      ];

  const ownDays = whole ? null : ownDaysOf(parts, employed, period);
  const spansIn = (span: Span): readonly Span[] =>
    (ownDays ?? [period]).map((own) => commonDays(own, span)).filter((common) => common !== undefined);
  const credited = new Map<string | null, Span[]>();
  for (const { value, span } of teams) within(credited, value, () => []).push(...spansIn(span));
  const teamParts = [...credited].flatMap(([team, spans]): readonly TeamPart[] => {
    const days = (byTeam.get(team) ?? []).reduce((sum, { span }) => sum + daysIn(span), 0);
    return spans.length === 0 ? [] : [{ team, days, target: targetOf.get(team) ?? 0n, spans }];
  });
  const stretch = stretchOf(parts, employed, step);
  const isUnscaled = leading?.isUnscaled ?? false;
  return { ...first, target, stretch, isUnscaled, derivation, ownDays, teams: teams.length > 1 ? teamParts : null };
};

const isOver = (asked: AskedRequirement): asked is AskedOver => asked.type === "over";

/** Each of the shorter periods is judged as a whole, by what was asked on its last day; nothing is asked in it when nothing was then. */
const mergedOver = (demands: readonly Demand[], first: AskedOver): AskedOver => {
  const last = first.periods.map(({ period }) => demands.find(({ stay }) => isWithin(stay.span, period.endsBefore - 1))?.asked);
  return {
    ...first,
    periods: first.periods.map(({ period }, index) => ({ period, isAsked: last[index] !== undefined })),
    parts: first.parts.map((part, index) => {
      const asked = last[index];
      return asked !== undefined && isOver(asked) ? (asked.parts[index] ?? part) : part;
    }),
  };
};

const isQuota = (demand: Demand): demand is QuotaDemand => demand.asked.type === "quota";

/** Demands of one shape as one, each quota of a choice with those that stand where it does. */
const merged = (demands: readonly [Demand, ...Demand[]], merging: Merging): AskedRequirement => {
  const [{ asked }] = demands;
  const [first, ...rest] = demands.filter(isQuota);
  if (first !== undefined) return mergedQuota([first, ...rest], merging);
  if (asked.type === "quota") return asked;
  if (asked.type === "over") return mergedOver(demands, asked);
  const at = (index: number): AskedRequirement => {
    const [one, ...others] = demands.flatMap((demand) => {
      const part = demand.asked.type === "quota" ? undefined : demand.asked.parts[index];
      return part === undefined ? [] : [{ ...demand, asked: part }];
    });
    if (one === undefined) throw new Error("Demands of one shape have equally many parts");
    return merged([one, ...others], merging);
  };
  const [, ...more] = asked.parts;
  return { ...asked, parts: [at(0), ...more.map((_, index) => at(index + 1))] };
};

/** The requirement with what is put in its places; a place with nothing in it goes. */
const filled = (requirement: Requirement, put: (shape: string) => AskedRequirement | undefined): AskedRequirement | undefined => {
  if (requirement.type !== "allOf") return put(shapeOf(requirement));
  const [first, ...rest] = requirement.parts.map((part) => filled(part, put)).filter((part) => part !== undefined);
  return first === undefined ? undefined : { type: "allOf", parts: [first, ...rest] };
};

/** Of one plan what it asks, in the order of the version of the day asked about; what only another version asks follows. */
const rowOf = (demands: readonly Demand[], places: ReadonlyMap<string, AskedRequirement>, day: Day): readonly Ask[] => {
  const ask = (demands.find(({ stay }) => isWithin(stay.span, day)) ?? demands.at(-1))?.ask;
  if (ask === undefined) return [];
  const versions = new Set([ask.version, ...demands.map((demand) => demand.ask.version)]);
  const used = new Set<string>();
  const parts = [...versions].flatMap(({ require }) => {
    const placeOf = placing(ask.plan.number);
    const requirement = filled(require, (shape) => {
      const place = placeOf(shape);
      if (used.has(place)) return undefined;
      used.add(place);
      return places.get(place);
    });
    return requirement === undefined ? [] : [requirement];
  });
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  if (rest.length === 0) return [{ ...ask, requirement: first }];
  const [one, ...others] = parts.flatMap((part) => (part.type === "allOf" ? part.parts : [part]));
  return one === undefined ? [] : [{ ...ask, requirement: { type: "allOf", parts: [one, ...others] } }];
};

/**
 * What is asked in a period of a member whose team or phase changed in it, or that a version cuts. What was asked on all days, by whatever plans, is one quota on
 * the whole period: the sum of their targets, each for its days, and it stands with the plan of the day asked about. What was asked on
 * some days alone is held against the credits of those days. Exact until the end, then rounded once.
 *
 * A choice goes together only with the same choice of another plan, quota by quota: with another one, or with a quota, either could be
 * met by what the other asks for.
 */
export const splitAsks = (stays: readonly StayAsks[], splitting: Splitting): readonly Ask[] => {
  const demands = stays.flatMap(demandsIn);
  const [begin, end] = [stays[0]?.stay.span.startsOn, stays.at(-1)?.stay.span.endsBefore];
  if (begin === undefined || end === undefined) return [];
  const employed = { startsOn: begin, endsBefore: end };

  const alike = new Map<string, Demand[]>();
  for (const demand of demands) within(alike, demand.shape, () => []).push(demand);
  const places = new Map<string, AskedRequirement>();
  for (const group of alike.values()) {
    const isOneEachDay = group.length === stays.length && new Set(group.map(({ stay }) => stay)).size === stays.length;
    const leading = isOneEachDay ? group.find(({ stay }) => isWithin(stay.span, splitting.day)) : undefined;
    const byPlace = new Map<string, Demand[]>();
    for (const demand of group) within(byPlace, leading?.place ?? demand.place, () => []).push(demand);
    for (const [place, [first, ...rest]] of byPlace) {
      if (first === undefined) continue;
      places.set(place, merged([first, ...rest], { ...splitting, employed, whole: 1 + rest.length === stays.length }));
    }
  }

  const byPlan = new Map<number, Demand[]>();
  for (const demand of demands) within(byPlan, demand.ask.plan.number, () => []).push(demand);
  return [...byPlan.values()].flatMap((all) => rowOf(all, places, splitting.day)).toSorted((a, b) => a.plan.number - b.plan.number);
};
