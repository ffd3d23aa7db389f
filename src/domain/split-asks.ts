import { apportion, roundHalfUp, stepOf } from "./apportion.ts";
import type { Ask, AskedQuota, AskedRequirement, DerivationStep, TeamPart } from "./ask.ts";
import type { Credit } from "./credit.ts";
import { commonDays, daysIn, isWithin, type Day, type Span } from "./day.ts";
import type { Requirement } from "./plan.ts";
import type { Held, Stay } from "./stays.ts";
import type { FromTable } from "./target-table.ts";
import { within } from "./within.ts";

/** What is asked on the days of one stay. */
export type StayAsks = { readonly stay: Stay; readonly asks: readonly Ask[] };

/** The teams of the period, within employment and beyond; `day` is the one asked about. */
type Splitting = { readonly period: Span; readonly teams: readonly Held<string | null>[]; readonly day: Day };

/** Asked by itself: a quota that no choice contains, or a choice as a whole, of which nothing can be taken without changing what it means. */
type Demand = { readonly stay: Stay; readonly ask: Ask; readonly asked: AskedRequirement; readonly shape: string; readonly place: string };

const shapeOf = (node: Requirement | AskedRequirement): string => {
  if (node.type === "quota") return typeof node.metric === "string" ? node.metric : node.metric.id;
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

/** Consecutive days on which one plan asked a quota of a member in one team. */
type Part = {
  readonly plan: string;
  readonly team: string | null;
  readonly base: Credit;
  readonly table: FromTable | undefined;
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

const partsOf = (demands: readonly QuotaDemand[]): readonly Part[] => {
  const parts: Part[] = [];
  for (const { ask, asked, stay } of demands) {
    const before = parts.at(-1);
    if (before?.plan === ask.plan.id && before.team === stay.team && before.span.endsBefore === stay.span.startsOn) {
      before.span = { startsOn: before.span.startsOn, endsBefore: stay.span.endsBefore };
      before.replaced = withoutRepeats([...before.replaced, ...asked.derivation]);
    } else {
      const { target: base, derivation } = asked;
      parts.push({
        plan: ask.plan.id,
        team: stay.team,
        base,
        table: tableOf(asked),
        span: stay.span,
        replaced: withoutRepeats(derivation),
      });
    }
  }
  return parts;
};

/** What was done before the first or after the last day of employment goes with the stay that is next to it. */
const ownDaysOf = (parts: readonly Part[], employed: Span, period: Span): readonly Span[] =>
  parts.map(({ span }) => ({
    startsOn: span.startsOn === employed.startsOn ? period.startsOn : span.startsOn,
    endsBefore: span.endsBefore === employed.endsBefore ? period.endsBefore : span.endsBefore,
  }));

type Merging = Splitting & { readonly employed: Span; readonly whole: boolean };

const mergedQuota = (demands: readonly [QuotaDemand, ...QuotaDemand[]], { period, teams, employed, whole }: Merging): AskedQuota => {
  const [{ asked: first }] = demands;
  const parts = partsOf(demands);
  const ofDays = daysIn(employed);
  const step = stepOf(
    parts.map(({ base }) => base),
    first.unit,
  );
  const weightOf = ({ base, span }: Part): bigint => base * BigInt(daysIn(span));
  const sumOf = (some: readonly Part[]): bigint => some.reduce((sum, part) => sum + weightOf(part), 0n);
  const target = roundHalfUp(sumOf(parts), BigInt(ofDays), step);

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

  const isOfOnePlan = whole && parts.every(({ plan }) => plan === parts[0]?.plan);
  const derivation: readonly DerivationStep[] = isOfOnePlan
    ? [{ step: "base", value: target, ...fromTable(tableOf(first)) }, ...withoutRepeats(parts.flatMap(({ replaced }) => replaced))]
    : parts.flatMap((part): readonly DerivationStep[] => {
        const { plan, team, span, base, table, replaced } = part;
        const value = valueOf.get(part) ?? 0n;
        return [{ step: "part", plan, team, span, days: daysIn(span), ofDays, base, value, ...fromTable(table) }, ...replaced];
      });

  const ownDays = whole ? null : ownDaysOf(parts, employed, period);
  const spansIn = (span: Span): readonly Span[] =>
    (ownDays ?? [period]).map((own) => commonDays(own, span)).filter((common) => common !== undefined);
  const credited = new Map<string | null, Span[]>();
  for (const { value, span } of teams) within(credited, value, () => []).push(...spansIn(span));
  const teamParts = [...credited].flatMap(([team, spans]): readonly TeamPart[] => {
    const days = (byTeam.get(team) ?? []).reduce((sum, { span }) => sum + daysIn(span), 0);
    return spans.length === 0 ? [] : [{ team, days, target: targetOf.get(team) ?? 0n, spans }];
  });
  return { ...first, target, derivation, ownDays, teams: teams.length > 1 ? teamParts : null };
};

const isQuota = (demand: Demand): demand is QuotaDemand => demand.asked.type === "quota";

/** Demands of one shape as one, each quota of a choice with those that stand where it does. */
const merged = (demands: readonly [Demand, ...Demand[]], merging: Merging): AskedRequirement => {
  const [{ asked }] = demands;
  const [first, ...rest] = demands.filter(isQuota);
  if (first !== undefined) return mergedQuota([first, ...rest], merging);
  if (asked.type === "quota") return asked;
  const at = (index: number): AskedRequirement => {
    const [one, ...others] = demands.flatMap((demand) => {
      const part = demand.asked.type === "quota" ? undefined : demand.asked.parts[index];
      return part === undefined ? [] : [{ ...demand, asked: part }];
    });
    if (one === undefined) throw new Error("Demands of one shape have equally many parts");
    return merged([one, ...others], merging);
  };
  const [, ...more] = asked.parts;
  return { type: asked.type, parts: [at(0), ...more.map((_, index) => at(index + 1))] };
};

/** The requirement with what is put in its places; a place with nothing in it goes. */
const filled = (requirement: Requirement, put: (shape: string) => AskedRequirement | undefined): AskedRequirement | undefined => {
  if (requirement.type !== "allOf") return put(shapeOf(requirement));
  const [first, ...rest] = requirement.parts.map((part) => filled(part, put)).filter((part) => part !== undefined);
  return first === undefined ? undefined : { type: "allOf", parts: [first, ...rest] };
};

/**
 * What is asked in a period of a member whose team or phase changed in it. What was asked on all days, by whatever plans, is one quota on
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

  const asking = new Map(demands.map(({ ask }) => [ask.plan.number, ask]));
  return [...asking.values()]
    .flatMap((ask): readonly Ask[] => {
      const placeOf = placing(ask.plan.number);
      const requirement = filled(ask.version.require, (shape) => places.get(placeOf(shape)));
      return requirement === undefined ? [] : [{ ...ask, requirement }];
    })
    .toSorted((a, b) => a.plan.number - b.plan.number);
};
