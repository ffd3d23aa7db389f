import type { Company } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { OwnCalendar, OwnHoliday } from "../domain/holiday-calendar.ts";
import type { FactorTable } from "../domain/factor.ts";
import type { Dated, Engagement, Member, Team } from "../domain/member.ts";
import type { Metric, MetricVersion } from "../domain/metric.ts";
import type { Plan, PlanVersion, Requirement } from "../domain/plan.ts";
import { mondayToFriday, type WorkingPattern } from "../domain/working-days.ts";

/** How settings lie in jsonb: the domain's own shapes, but days as ISO text (null for an infinity) and credits as decimal text. */

type StoredDated<T> = readonly { readonly value: T; readonly from: string | null }[];
type StoredRequirement =
  | { readonly type: "quota"; readonly metric: string; readonly target: string | { readonly table: string }; readonly atLeast?: string }
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [StoredRequirement, ...StoredRequirement[]] };

/** What is missing was stored before there was such a thing; an empty one is not written. */
export type TeamDefinition = Pick<Team, "name" | "parent" | "timeZone"> & Partial<Pick<Team, "holidays">>;
export type MemberDefinition = Pick<Member, "name" | "email" | "code" | "role" | "identities"> & {
  readonly team: StoredDated<string | null>;
  readonly phase: StoredDated<string | null>;
  readonly timeZone: StoredDated<string | null>;
  readonly holidays?: StoredDated<string | null>;
  readonly workingDays?: StoredDated<WorkingPattern | null>;
  readonly engagement?: StoredDated<Engagement | null>;
};
export type MetricDefinition = Omit<MetricVersion, "version" | "startsOn">;
export type PlanDefinition = Omit<PlanVersion, "version" | "startsOn" | "require"> & { readonly require: StoredRequirement };

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
    const { target, atLeast, ...quota } = requirement;
    return {
      ...quota,
      target: typeof target === "bigint" ? String(target) : target,
      ...(atLeast === undefined ? {} : { atLeast: String(atLeast) }),
    };
  }
  const [first, ...rest] = requirement.parts;
  return { type: requirement.type, parts: [storedRequirement(first), ...rest.map(storedRequirement)] };
};
const readRequirement = (stored: StoredRequirement): Requirement => {
  if (stored.type === "quota") {
    const { target, atLeast, ...quota } = stored;
    return {
      ...quota,
      target: typeof target === "string" ? BigInt(target) : target,
      ...(atLeast === undefined ? {} : { atLeast: BigInt(atLeast) }),
    };
  }
  const [first, ...rest] = stored.parts;
  return { type: stored.type, parts: [readRequirement(first), ...rest.map(readRequirement)] };
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
export const planVersionRow = (plan: Plan, { version, startsOn, require, ...definition }: PlanVersion): VersionRow<PlanDefinition> => ({
  number: plan.number,
  version,
  starts_on: startsOn,
  definition: { ...definition, require: storedRequirement(require) },
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
      versionsOf.get(number)?.map(({ version, starts_on: startsOn, definition }) => ({
        version,
        startsOn,
        ...definition,
        require: readRequirement(definition.require),
      })),
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

type LaterParts = "sameActs" | "targetTables" | "workingDays" | "holidays" | "clocksPauseOnLeave";
/** What is missing was stored before there was such a thing. */
export type CompanyDefinition = Omit<Company, "factors" | "calendars" | LaterParts> &
  Partial<Pick<Company, LaterParts>> & { readonly factors?: StoredFactors; readonly calendars?: readonly StoredCalendar[] };

export const companyDefinition = ({ factors, calendars, ...company }: Company): CompanyDefinition => ({
  ...company,
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

const readFactors = (stored: StoredFactors): readonly FactorTable[] =>
  stored.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ key, factors }) => ({
      key,
      factors: factors.map(({ value, from, ...more }) => ({ value: value === null ? null : BigInt(value), from: dayOf(from), ...more })),
    })),
  }));

/** Lookups by a declared name must not find what every object inherits (`constructor`). */
export const readCompany = ({ factors = [], sameActs = [], calendars = [], targetTables = [], ...stored }: CompanyDefinition): Company => ({
  workingDays: mondayToFriday,
  holidays: null,
  clocksPauseOnLeave: false,
  ...stored,
  calendars: calendars.map(readCalendar),
  attributes: Object.assign(Object.create(null), stored.attributes),
  factors: readFactors(factors),
  sameActs,
  targetTables,
});
