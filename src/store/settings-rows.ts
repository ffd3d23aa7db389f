import type { Company } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { FactorTable } from "../domain/factor.ts";
import type { Dated, Member, Team } from "../domain/member.ts";
import type { Metric, MetricVersion } from "../domain/metric.ts";
import type { CompanyCalendar, ListedPeriod, PeriodList } from "../domain/period.ts";
import type { Plan, PlanVersion, Requirement } from "../domain/plan.ts";

/** How settings lie in jsonb: the domain's own shapes, but days as ISO text (null for an infinity) and credits as decimal text. */

type StoredDated<T> = readonly { readonly value: T; readonly from: string | null }[];
type StoredRequirement =
  | { readonly type: "quota"; readonly metric: string; readonly target: string; readonly stretch?: string }
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [StoredRequirement, ...StoredRequirement[]] }
  | {
      readonly type: "score";
      readonly needed: string;
      readonly weights: readonly { readonly weight: string; readonly cap: string; readonly floor: string | null }[];
      readonly parts: readonly [StoredRequirement, ...StoredRequirement[]];
    }
  | (Omit<Extract<Requirement, { type: "over" }>, "parts"> & { readonly parts: readonly [StoredRequirement] });

export type TeamDefinition = Pick<Team, "name" | "parent" | "timeZone">;
export type MemberDefinition = Pick<Member, "name" | "email" | "code" | "role" | "identities"> & {
  readonly team: StoredDated<string | null>;
  readonly phase: StoredDated<string | null>;
  readonly timeZone: StoredDated<string | null>;
};
export type MetricDefinition = Omit<MetricVersion, "version" | "startsOn">;
export type PlanDefinition = Omit<PlanVersion, "version" | "startsOn" | "require" | "carryOver"> & {
  readonly require: StoredRequirement;
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

const MS_PER_DAY = 86_400_000;
const dayOf = (text: string | null): Day => (text === null ? -Infinity : Date.parse(text) / MS_PER_DAY);

const storedDated = <T>(dated: Dated<T>): StoredDated<T> =>
  dated.map(({ value, from }) => ({ value, from: from === -Infinity ? null : isoDay(from) }));
const readDated = <T>(stored: StoredDated<T>): Dated<T> => stored.map(({ value, from }) => ({ value, from: dayOf(from) }));

const storedRequirement = (requirement: Requirement): StoredRequirement => {
  if (requirement.type === "quota") {
    const { stretch, ...quota } = requirement;
    return { ...quota, target: String(quota.target), ...(stretch === undefined ? {} : { stretch: String(stretch) }) };
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
    const { stretch, ...quota } = stored;
    return { ...quota, target: BigInt(quota.target), ...(stretch === undefined ? {} : { stretch: BigInt(stretch) }) };
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

export const teamRow = ({ number, id, ended, name, parent, timeZone }: Team): TeamRow => ({
  team_number: number,
  id,
  ended,
  definition: { name, parent, timeZone },
});
export const readTeam = ({ team_number: number, id, ended, definition }: TeamRow): Team => ({ number, id, ended, ...definition });

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
    identities: member.identities,
  },
});
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
  ...definition,
  team: readDated(definition.team),
  phase: readDated(definition.phase),
  timeZone: readDated(definition.timeZone),
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
export const planVersionRow = (
  plan: Plan,
  { version, startsOn, require, carryOver, ...definition }: PlanVersion,
): VersionRow<PlanDefinition> => ({
  number: plan.number,
  version,
  starts_on: startsOn,
  definition: {
    ...definition,
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

export const readPlans = (plans: readonly PlanRow[], versions: readonly VersionRow<PlanDefinition>[]): readonly Plan[] => {
  const versionsOf = byNumber(versions);
  return plans.map(({ plan_number: number, id, ended_on: endedOn }) => ({
    number,
    id,
    endedOn,
    versions: atLeastOne(
      versionsOf.get(number)?.map(({ version, starts_on: startsOn, definition: { carryOver, ...definition } }) => ({
        version,
        startsOn,
        ...definition,
        require: readRequirement(definition.require),
        ...(carryOver === undefined ? {} : { carryOver: { surplus: BigInt(carryOver.surplus) } }),
      })),
      `plan ${id}`,
    ),
  }));
};

type StoredFactor = { readonly value: string | null; readonly from: string | null; readonly reason?: string };
type StoredFactors = readonly (Omit<FactorTable, "rows"> & {
  readonly rows: readonly { readonly key: string; readonly factors: readonly StoredFactor[] }[];
})[];
type StoredList = Omit<PeriodList, "periods" | "endsBefore"> & {
  readonly periods: readonly [StoredPeriod, ...StoredPeriod[]];
  readonly endsBefore: string;
};
type StoredPeriod = Omit<ListedPeriod, "startsOn"> & { readonly startsOn: string };
type StoredCalendar = Omit<CompanyCalendar, "lists"> & { readonly lists?: readonly StoredList[] };

const storedCalendar = ({ lists, ...calendar }: CompanyCalendar): StoredCalendar => {
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

const readCalendar = ({ lists, ...calendar }: StoredCalendar): CompanyCalendar => {
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

/** One that was stored before there were factor tables, or acts told by two sources, has none. */
export type CompanyDefinition = Omit<Company, "factors" | "sameActs" | "calendar"> & { readonly calendar: StoredCalendar } & Partial<
    Pick<Company, "sameActs">
  > & { readonly factors?: StoredFactors };

export const companyDefinition = ({ factors, calendar, ...company }: Company): CompanyDefinition => ({
  ...company,
  calendar: storedCalendar(calendar),
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

const readFactors = (stored: StoredFactors): readonly FactorTable[] =>
  stored.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ key, factors }) => ({
      key,
      factors: factors.map(({ value, from, ...more }) => ({ value: value === null ? null : BigInt(value), from: dayOf(from), ...more })),
    })),
  }));

/** Lookups by a declared name must not find what every object inherits (`constructor`). */
export const readCompany = ({ factors = [], sameActs = [], calendar, ...stored }: CompanyDefinition): Company => ({
  ...stored,
  calendar: readCalendar(calendar),
  attributes: Object.assign(Object.create(null), stored.attributes),
  factors: readFactors(factors),
  sameActs,
});
