import type { CurrencyRates } from "../domain/exchange-rate.ts";
import { fraction } from "../domain/fraction.ts";
import { defaultBoardRules } from "../domain/leaderboard.ts";
import type { Company } from "../domain/company.ts";
import { defaultDisputeRules } from "../domain/dispute-rules.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { OwnCalendar, OwnHoliday } from "../domain/holiday-calendar.ts";
import type { FactorTable } from "../domain/factor.ts";
import type { AssumedRate, Funnel, FunnelStage } from "../domain/funnel.ts";
import type { Language } from "../domain/language.ts";
import type { Dated, Engagement, Member, Team } from "../domain/member.ts";
import type { Metric, MetricVersion } from "../domain/metric.ts";
import type { NoticeWays } from "../domain/notice-kinds.ts";
import type { CompanyCalendar, ListedPeriod, PeriodList } from "../domain/period.ts";
import type { Plan, PlanVersion, Requirement } from "../domain/plan.ts";
import type { Ramp } from "../domain/ramp.ts";
import { mondayToFriday, type WorkingPattern } from "../domain/working-days.ts";
import { readReward, storedReward, type StoredReward } from "./reward-rows.ts";
import { dayOf } from "./stored-day.ts";

/** How settings lie in jsonb: the domain's own shapes, but days as ISO text (null for an infinity) and credits as decimal text. */

type StoredDated<T> = readonly { readonly value: T; readonly from: string | null }[];
type StoredRequirement =
  | {
      readonly type: "quota";
      readonly metric: string;
      readonly target: string | { readonly table: string };
      readonly stretch?: string;
      readonly proration?: "none";
      readonly atLeast?: string;
    }
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [StoredRequirement, ...StoredRequirement[]] }
  | {
      readonly type: "score";
      readonly needed: string;
      readonly weights: readonly { readonly weight: string; readonly cap: string; readonly floor: string | null }[];
      readonly parts: readonly [StoredRequirement, ...StoredRequirement[]];
    }
  | (Omit<Extract<Requirement, { type: "over" }>, "parts"> & { readonly parts: readonly [StoredRequirement] });

/** What is missing was stored before there was such a thing; an empty one is not written. */
export type TeamDefinition = Pick<Team, "name" | "parent" | "timeZone"> & Partial<Pick<Team, "holidays">>;
export type MemberDefinition = Pick<Member, "name" | "email" | "code" | "role" | "identities"> & {
  readonly team: StoredDated<string | null>;
  readonly phase: StoredDated<string | null>;
  readonly timeZone: StoredDated<string | null>;
  readonly holidays?: StoredDated<string | null>;
  readonly workingDays?: StoredDated<WorkingPattern | null>;
  readonly engagement?: StoredDated<Engagement | null>;
  readonly language?: Language;
  readonly notices?: NoticeWays;
};
export type MetricDefinition = Omit<MetricVersion, "version" | "startsOn">;
type StoredRamp = Omit<Ramp, "steps"> & { readonly steps: readonly { readonly through: number; readonly share: string }[] };
/** One that was stored before a target could be scaled says nothing of it. */
export type PlanDefinition = Omit<
  PlanVersion,
  "version" | "startsOn" | "require" | "ramp" | "proration" | "rounding" | "graceDays" | "carryOver"
> &
  Partial<Pick<PlanVersion, "proration" | "rounding" | "graceDays">> & {
    readonly require: StoredRequirement;
    readonly ramp?: StoredRamp | null;
    readonly carryOver?: { readonly surplus: string };
  };

export type TeamRow = { readonly team_number: number; readonly id: string; readonly definition: TeamDefinition; readonly ended: boolean };
export type MemberRow = {
  readonly member_number: number;
  readonly id: string;
  readonly definition: MemberDefinition;
  readonly employed_from: Day;
  readonly employed_before: Day;
  readonly ended: boolean;
};
export type VersionRow<D> = { readonly number: number; readonly version: number; readonly starts_on: Day; readonly definition: D };
export type MetricRow = { readonly metric_number: number; readonly id: string; readonly ended: boolean };
export type PlanRow = { readonly plan_number: number; readonly id: string; readonly ended_on: Day | null };

const storedDated = <T>(dated: Dated<T>): StoredDated<T> =>
  dated.map(({ value, from }) => ({ value, from: from === -Infinity ? null : isoDay(from) }));
const readDated = <T>(stored: StoredDated<T>): Dated<T> => stored.map(({ value, from }) => ({ value, from: dayOf(from) }));

const storedRequirement = (requirement: Requirement): StoredRequirement => {
  if (requirement.type === "quota") {
    const { target, stretch, atLeast, ...quota } = requirement;
    return {
      ...quota,
      target: typeof target === "bigint" ? String(target) : target,
      ...(stretch === undefined ? {} : { stretch: String(stretch) }),
      ...(atLeast === undefined ? {} : { atLeast: String(atLeast) }),
    };
  }
  if (requirement.type === "over") return { ...requirement, parts: [storedRequirement(requirement.parts[0])] };
  const [first, ...rest] = requirement.parts;
  const parts: readonly [StoredRequirement, ...StoredRequirement[]] = [storedRequirement(first), ...rest.map(storedRequirement)];
  if (requirement.type !== "score") return { type: requirement.type, parts };
  const weights = requirement.weights.map(({ weight, cap, floor }) => ({
    weight: String(weight),
    cap: String(cap),
    floor: floor === null ? null : String(floor),
  }));
  return { type: "score", needed: String(requirement.needed), weights, parts };
};
const readRequirement = (stored: StoredRequirement): Requirement => {
  if (stored.type === "quota") {
    const { target, stretch, atLeast, ...quota } = stored;
    return {
      ...quota,
      target: typeof target === "string" ? BigInt(target) : target,
      ...(stretch === undefined ? {} : { stretch: BigInt(stretch) }),
      ...(atLeast === undefined ? {} : { atLeast: BigInt(atLeast) }),
    };
  }
  if (stored.type === "over") return { ...stored, parts: [readRequirement(stored.parts[0])] };
  const [first, ...rest] = stored.parts;
  const parts: readonly [Requirement, ...Requirement[]] = [readRequirement(first), ...rest.map(readRequirement)];
  if (stored.type !== "score") return { type: stored.type, parts };
  const weights = stored.weights.map(({ weight, cap, floor }) => ({
    weight: BigInt(weight),
    cap: BigInt(cap),
    floor: floor === null ? null : BigInt(floor),
  }));
  return { type: "score", needed: BigInt(stored.needed), weights, parts };
};

export const teamRow = ({ number, id, ended, name, parent, timeZone, holidays }: Team): TeamRow => ({
  team_number: number,
  id,
  ended,
  definition: { name, parent, timeZone, ...(holidays === null ? {} : { holidays }) },
});
export const readTeam = ({ team_number: number, id, ended, definition }: TeamRow): Team => ({
  number,
  id,
  ended,
  holidays: null,
  ...definition,
});

const storedUnlessEmpty = <K extends string, T>(key: K, dated: Dated<T>): { readonly [key in K]?: StoredDated<T> } =>
  (dated.length === 0 ? {} : { [key]: storedDated(dated) }) as { readonly [key in K]?: StoredDated<T> }; // a computed key is a string to the compiler

export const memberRow = (member: Member): MemberRow => ({
  member_number: member.number,
  id: member.id,
  employed_from: member.employedFrom,
  employed_before: member.employedBefore,
  ended: member.ended,
  definition: {
    name: member.name,
    email: member.email,
    code: member.code,
    role: member.role,
    team: storedDated(member.team),
    phase: storedDated(member.phase),
    timeZone: storedDated(member.timeZone),
    ...storedUnlessEmpty("holidays", member.holidays),
    ...storedUnlessEmpty("workingDays", member.workingDays),
    ...storedUnlessEmpty("engagement", member.engagement),
    identities: member.identities,
    ...(member.language === null ? {} : { language: member.language }),
    ...(Object.keys(member.notices).length === 0 ? {} : { notices: member.notices }),
  },
});
const noneSaid: NoticeWays = {};

export const readMember = ({
  member_number: number,
  id,
  definition,
  employed_from: employedFrom,
  employed_before: employedBefore,
  ended,
}: MemberRow): Member => ({
  number,
  id,
  language: null,
  notices: noneSaid,
  ...definition,
  team: readDated(definition.team),
  phase: readDated(definition.phase),
  timeZone: readDated(definition.timeZone),
  holidays: readDated(definition.holidays ?? []),
  workingDays: readDated(definition.workingDays ?? []),
  engagement: readDated(definition.engagement ?? []),
  employedFrom,
  employedBefore,
  ended,
});

export const metricVersionRow = (metric: Metric, { version, startsOn, ...definition }: MetricVersion): VersionRow<MetricDefinition> => ({
  number: metric.number,
  version,
  starts_on: startsOn,
  definition,
});
const storedRamp = ({ steps, ...ramp }: Ramp): StoredRamp => ({
  ...ramp,
  steps: steps.map(({ through, share }) => ({ through, share: String(share) })),
});
const readRamp = ({ steps, ...ramp }: StoredRamp): Ramp => {
  const [first, ...rest] = atLeastOne(
    steps.map(({ through, share }) => ({ through, share: BigInt(share) })),
    "a ramp",
  );
  return { ...ramp, steps: [first, ...rest] };
};

export const planVersionRow = (
  plan: Plan,
  { version, startsOn, require, ramp, carryOver, ...definition }: PlanVersion,
): VersionRow<PlanDefinition> => ({
  number: plan.number,
  version,
  starts_on: startsOn,
  definition: {
    ...definition,
    ramp: ramp === null ? null : storedRamp(ramp),
    require: storedRequirement(require),
    ...(carryOver === undefined ? {} : { carryOver: { surplus: String(carryOver.surplus) } }),
  },
});

/** Versions by the number of what they are versions of; each list ascends by day, for so they are selected. */
const byNumber = <D>(rows: readonly VersionRow<D>[]): ReadonlyMap<number, readonly VersionRow<D>[]> => {
  const lists = new Map<number, VersionRow<D>[]>();
  for (const row of rows) {
    const list = lists.get(row.number);
    if (list === undefined) lists.set(row.number, [row]);
    else list.push(row);
  }
  return lists;
};

const atLeastOne = <T>(versions: readonly T[] | undefined, what: string): readonly [T, ...T[]] => {
  const [first, ...rest] = versions ?? [];
  if (first === undefined) throw new Error(`${what} is stored without a version`);
  return [first, ...rest];
};

export const readMetrics = (metrics: readonly MetricRow[], versions: readonly VersionRow<MetricDefinition>[]): readonly Metric[] => {
  const versionsOf = byNumber(versions);
  return metrics.map(({ metric_number: number, id, ended }) => ({
    number,
    id,
    ended,
    versions: atLeastOne(
      versionsOf.get(number)?.map(({ version, starts_on: startsOn, definition }) => ({ version, startsOn, ...definition })),
      `metric ${id}`,
    ),
  }));
};

const readPlanDefinition = ({
  require,
  ramp = null,
  proration = "none",
  rounding = "half-up",
  graceDays = 0,
  carryOver,
  ...definition
}: PlanDefinition): Omit<PlanVersion, "version" | "startsOn"> => ({
  ...definition,
  require: readRequirement(require),
  ramp: ramp === null ? null : readRamp(ramp),
  proration,
  rounding,
  graceDays,
  ...(carryOver === undefined ? {} : { carryOver: { surplus: BigInt(carryOver.surplus) } }),
});

export const readPlans = (plans: readonly PlanRow[], versions: readonly VersionRow<PlanDefinition>[]): readonly Plan[] => {
  const versionsOf = byNumber(versions);
  return plans.map(({ plan_number: number, id, ended_on: endedOn }) => ({
    number,
    id,
    endedOn,
    versions: atLeastOne(
      versionsOf
        .get(number)
        ?.map(({ version, starts_on: startsOn, definition }) => ({ version, startsOn, ...readPlanDefinition(definition) })),
      `plan ${id}`,
    ),
  }));
};

type StoredFactor = { readonly value: string | null; readonly from: string | null; readonly reason?: string };
type StoredFactors = readonly (Omit<FactorTable, "rows"> & {
  readonly rows: readonly { readonly key: string; readonly factors: readonly StoredFactor[] }[];
})[];
type StoredCalendar = Omit<OwnCalendar, "days" | "working"> & {
  readonly days: readonly (Omit<OwnHoliday, "on"> & { readonly on: string })[];
  readonly working: readonly string[];
};

const storedCalendar = ({ days, working, ...calendar }: OwnCalendar): StoredCalendar => ({
  ...calendar,
  days: days.map(({ on, ...day }) => ({ on: isoDay(on), ...day })),
  working: working.map(isoDay),
});
const readCalendar = ({ days, working, ...calendar }: StoredCalendar): OwnCalendar => ({
  ...calendar,
  days: days.map(({ on, ...day }) => ({ on: dayOf(on), ...day })),
  working: working.map(dayOf),
});

type StoredList = Omit<PeriodList, "periods" | "endsBefore"> & {
  readonly periods: readonly [StoredPeriod, ...StoredPeriod[]];
  readonly endsBefore: string;
};
type StoredPeriod = Omit<ListedPeriod, "startsOn"> & { readonly startsOn: string };
type StoredFiscalCalendar = Omit<CompanyCalendar, "lists"> & { readonly lists?: readonly StoredList[] };

const storedFiscalCalendar = ({ lists, ...calendar }: CompanyCalendar): StoredFiscalCalendar => {
  const stored = ({ startsOn, ...period }: ListedPeriod): StoredPeriod => ({ ...period, startsOn: isoDay(startsOn) });
  if (lists === undefined) return calendar;
  return {
    ...calendar,
    lists: lists.map(({ periods: [first, ...rest], endsBefore, ...list }) => ({
      ...list,
      periods: [stored(first), ...rest.map(stored)],
      endsBefore: isoDay(endsBefore),
    })),
  };
};

const readFiscalCalendar = ({ lists, ...calendar }: StoredFiscalCalendar): CompanyCalendar => {
  const read = ({ startsOn, ...period }: StoredPeriod): ListedPeriod => ({ ...period, startsOn: dayOf(startsOn) });
  if (lists === undefined) return calendar;
  return {
    ...calendar,
    lists: lists.map(({ periods: [first, ...rest], endsBefore, ...list }) => ({
      ...list,
      periods: [read(first), ...rest.map(read)],
      endsBefore: dayOf(endsBefore),
    })),
  };
};

/** Stored with one kind before there could be several. */
type StoredStage = Omit<FunnelStage, "kinds"> & { readonly kinds?: readonly string[]; readonly kind?: string | null };
type StoredFunnel = {
  readonly stages: readonly StoredStage[];
  readonly rates: readonly (Omit<AssumedRate, "rate"> & { readonly rate: string })[];
};

type LaterParts =
  | "sameActs"
  | "targetTables"
  | "disputes"
  | "boards"
  | "retention"
  | "workingDays"
  | "holidays"
  | "clocksPauseOnLeave"
  | "words";
type StoredRates = readonly {
  readonly currency: string;
  readonly held: readonly { readonly from: string; readonly done: string; readonly of: string }[];
}[];

const storedRates = ({ currency, held }: CurrencyRates): StoredRates[number] => ({
  currency,
  held: held.map(({ value, from }) => ({ from: isoDay(from), done: String(value.done), of: String(value.of) })),
});

const readRates = ({ currency, held }: StoredRates[number]): CurrencyRates => ({
  currency,
  held: held.map(({ from, done, of }) => ({ value: fraction(BigInt(done), BigInt(of)), from: dayOf(from) })),
});

/** What is missing was stored before there was such a thing. */
export type CompanyDefinition = Omit<Company, "factors" | "calendar" | "calendars" | "funnel" | "rewards" | "exchangeRates" | LaterParts> &
  Partial<Pick<Company, LaterParts>> & {
    readonly funnel?: StoredFunnel | null;
    readonly calendar: StoredFiscalCalendar;
    readonly factors?: StoredFactors;
    readonly calendars?: readonly StoredCalendar[];
    readonly rewards?: readonly StoredReward[];
    readonly exchangeRates?: StoredRates;
  };

export const companyDefinition = ({
  factors,
  calendar,
  calendars,
  funnel,
  rewards,
  exchangeRates,
  ...company
}: Company): CompanyDefinition => ({
  ...company,
  ...(rewards.length === 0 ? {} : { rewards: rewards.map(storedReward) }),
  ...(exchangeRates.length === 0 ? {} : { exchangeRates: exchangeRates.map(storedRates) }),
  ...(funnel === null ? {} : { funnel: { ...funnel, rates: funnel.rates.map(({ rate, ...more }) => ({ ...more, rate: String(rate) })) } }),
  calendar: storedFiscalCalendar(calendar),
  calendars: calendars.map(storedCalendar),
  factors: factors.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ key, factors: held }) => ({
      key,
      factors: held.map(({ value, from, ...more }) => ({
        value: value === null ? null : String(value),
        from: from === -Infinity ? null : isoDay(from),
        ...more,
      })),
    })),
  })),
});

const readFunnel = (stored: StoredFunnel | null): Funnel | null =>
  stored === null
    ? null
    : {
        stages: stored.stages.map(({ kind = null, kinds = kind === null ? [] : [kind], ...stage }) => ({ ...stage, kinds })),
        rates: stored.rates.map(({ rate, ...more }) => ({ ...more, rate: BigInt(rate) })),
      };

const readFactors = (stored: StoredFactors): readonly FactorTable[] =>
  stored.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ key, factors }) => ({
      key,
      factors: factors.map(({ value, from, ...more }) => ({ value: value === null ? null : BigInt(value), from: dayOf(from), ...more })),
    })),
  }));

/** Lookups by a declared name must not find what every object inherits (`constructor`). */
export const readCompany = ({
  factors = [],
  sameActs = [],
  calendars = [],
  targetTables = [],
  disputes = defaultDisputeRules,
  funnel = null,
  rewards = [],
  exchangeRates = [],
  calendar,
  ...stored
}: CompanyDefinition): Company => ({
  workingDays: mondayToFriday,
  holidays: null,
  clocksPauseOnLeave: false,
  words: {},
  boards: defaultBoardRules,
  retention: {},
  ...stored,
  funnel: readFunnel(funnel),
  calendar: readFiscalCalendar(calendar),
  calendars: calendars.map(readCalendar),
  attributes: Object.assign(Object.create(null), stored.attributes),
  factors: readFactors(factors),
  sameActs,
  targetTables,
  rewards: rewards.map(readReward),
  exchangeRates: exchangeRates.map(readRates),
  disputes,
});
