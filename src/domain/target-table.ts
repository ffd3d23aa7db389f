import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Name } from "./language.ts";
import type { Cadence } from "./period.ts";
import type { Plan } from "./plan.ts";
import { quotasOf } from "./requirement.ts";

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

/** By id of the table; what the plans of one cadence name has one period. */
export type TargetsInForce = ReadonlyMap<string, PeriodTargets>;

export const noTargets: TargetsInForce = new Map();

/** The tables that a plan's version names. */
export const tablesNamed = ({ require }: Pick<Plan["versions"][number], "require">): readonly string[] =>
  quotasOf(require).flatMap(({ target }) => (typeof target === "object" ? [target.table] : []));

/** Entries of one period of each table, by table and holder. */
export const targetsByTable = (tables: readonly TargetTable[], entries: readonly TableEntry[]): TargetsInForce => {
  const found = new Map(tables.map(({ id }) => [id, { member: new Map<number, HeldTarget>(), team: new Map<number, HeldTarget>() }]));
  const ids = new Map(tables.map(({ number, id }) => [number, id]));
  for (const { tableNumber, holder, holderNumber, value, by, at } of entries)
    found.get(ids.get(tableNumber) ?? "")?.[holder].set(holderNumber, { value, by, at });
  return found;
};
