import type { PlanInForce } from "./ask.ts";
import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Name } from "./language.ts";
import type { Cadence, Period } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { quotasOf } from "./requirement.ts";
import { within } from "./within.ts";

/** A dated table of targets: for each member or team and each period of the cadence a number of the metric. */
export type TargetTable = {
  readonly number: number;
  readonly id: string;
  readonly name: Name;
  readonly metric: string;
  readonly cadence: Cadence;
  /** No quota may name it any more; what it says of periods gone stays. */
  readonly ended: boolean;
};

/** Whose target: numbers of members and of teams are counted apart. */
export type Holder = "member" | "team";

/** What a table says of one member or team in one period, and who said so. `at` is RFC 3339 in UTC. */
export type HeldTarget = { readonly value: Credit; readonly by: string; readonly at: string };

/** An entry with its place in the table. `startsOn` is the first day of the period. */
export type TableEntry = HeldTarget & {
  readonly tableNumber: number;
  readonly holder: Holder;
  readonly holderNumber: number;
  readonly startsOn: Day;
};

/** How a quota's number came from a table; `set` is null where the table says nothing of this member or team: then nothing is asked. */
export type FromTable = { readonly id: string; readonly set: { readonly by: string; readonly at: string } | null };

/** What one table says in one period, by number. */
export type PeriodTargets = Readonly<Record<Holder, ReadonlyMap<number, HeldTarget>>>;

/** By id of the table and first day of the period. */
export type TargetsInForce = ReadonlyMap<string, ReadonlyMap<Day, PeriodTargets>>;

export const noTargets: TargetsInForce = new Map();

/** The tables that a plan's version names. */
export const tablesNamed = ({ require }: Pick<Plan["versions"][number], "require">): readonly string[] =>
  quotasOf(require).flatMap(({ target }) => (typeof target === "object" ? [target.table] : []));

const tablesIn = (requirement: Requirement, period: Period, inner: PlanInForce["inner"]): readonly TablePeriodNamed[] => {
  if (requirement.type === "over")
    return (inner?.get(requirement.cadence) ?? []).flatMap((each) => tablesIn(requirement.parts[0], each, undefined));
  if (requirement.type !== "quota") return requirement.parts.flatMap((part) => tablesIn(part, period, inner));
  const { target } = requirement;
  return typeof target === "object" ? [{ table: target.table, startsOn: period.startsOn }] : [];
};

/** A period of a table that plans in force name. */
export type TablePeriodNamed = { readonly table: string; readonly startsOn: Day };

/** The periods of tables that plans in force name, each once: their own, and the shorter ones over which they ask something. */
export const tablePeriodsOf = (inForce: readonly Pick<PlanInForce, "version" | "period" | "inner">[]): readonly TablePeriodNamed[] => {
  const named = inForce.flatMap(({ version, period, inner }) => tablesIn(version.require, period, inner));
  return [...new Map(named.map((each) => [`${each.startsOn} ${each.table}`, each])).values()];
};

/** Entries by table, period and holder. */
export const targetsByTable = (tables: readonly TargetTable[], entries: readonly TableEntry[]): TargetsInForce => {
  type Periods = Map<Day, Record<Holder, Map<number, HeldTarget>>>;
  const found = new Map<string, Periods>(tables.map(({ id }) => [id, new Map()]));
  const ids = new Map(tables.map(({ number, id }) => [number, id]));
  for (const { tableNumber, startsOn, holder, holderNumber, value, by, at } of entries) {
    const periods: Periods = found.get(ids.get(tableNumber) ?? "") ?? new Map();
    within(periods, startsOn, () => ({ member: new Map(), team: new Map() }))[holder].set(holderNumber, { value, by, at });
  }
  return found;
};
