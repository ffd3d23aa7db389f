import { sql } from "kysely";
import type { Credit } from "../domain/credit.ts";
import type { Day } from "../domain/day.ts";
import type { Holder, TableEntry } from "../domain/target-table.ts";
import type { TargetChange } from "../domain/target-word.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** One period of one table. */
export type TablePeriod = { readonly tableNumber: number; readonly startsOn: Day };

type EntryRow = {
  readonly table_number: number;
  readonly starts_on: Day;
  readonly holder: Holder;
  readonly holder_number: number;
  readonly value: Credit;
  readonly said_by: string;
  readonly said_at: string;
};

const entryOf = (row: EntryRow): TableEntry => ({
  tableNumber: row.table_number,
  startsOn: row.starts_on,
  holder: row.holder,
  holderNumber: row.holder_number,
  value: row.value,
  by: row.said_by,
  at: row.said_at,
});

/** What tables say in some of their periods: of each entry the latest word, in the order of tables, periods and holders. */
export const targetsIn = async (tx: Transaction, companyId: number, periods: readonly TablePeriod[]): Promise<readonly TableEntry[]> => {
  if (periods.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    select * from (
      select distinct on (table_number, starts_on, holder, holder_number)
        table_number, starts_on, holder, holder_number, value, said_by, said_at
      from target_words
      join unnest(${columnOf(
        "int4",
        periods.map(({ tableNumber }) => tableNumber),
      )}, ${columnOf(
        "date",
        periods.map(({ startsOn }) => startsOn),
      )}) as period (table_number, starts_on) using (table_number, starts_on)
      where company_id = ${companyId}
      order by table_number, starts_on, holder, holder_number, word_number desc
    ) as latest where value is not null
    order by table_number, starts_on, holder, holder_number`.execute(tx);
  return rows.map(entryOf);
};

/** Everything that some tables say, as of an instant (RFC 3339) or now. */
export const targetsOfTables = async (
  tx: Transaction,
  companyId: number,
  tables: readonly number[],
  asOf: string | null = null,
): Promise<readonly TableEntry[]> => {
  if (tables.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    select * from (
      select distinct on (table_number, starts_on, holder, holder_number)
        table_number, starts_on, holder, holder_number, value, said_by, said_at
      from target_words
      where company_id = ${companyId} and table_number = any(${columnOf("int4", tables)})
        and (${asOf}::timestamptz is null or said_at <= ${asOf}::timestamptz)
      order by table_number, starts_on, holder, holder_number, word_number desc
    ) as latest where value is not null
    order by table_number, starts_on, holder, holder_number`.execute(tx);
  return rows.map(entryOf);
};

/** Says what changes, in one statement. The caller owns the company, and what it compared with was read under the lock. */
export const sayTargets = async (
  tx: Transaction,
  companyId: number,
  changes: readonly { readonly tableNumber: number; readonly change: TargetChange }[],
  by: string,
): Promise<void> => {
  if (changes.length === 0) return;
  await sql`
    insert into target_words (company_id, table_number, starts_on, holder, holder_number, word_number, value, reason, said_by)
    select ${companyId}::int, said.table_number, said.starts_on, said.holder, said.holder_number,
      1 + coalesce((
        select max(word_number) from target_words as known
        where known.company_id = ${companyId} and known.table_number = said.table_number and known.starts_on = said.starts_on
          and known.holder = said.holder and known.holder_number = said.holder_number), 0),
      said.value, said.reason, ${by}
    from unnest(${columnOf(
      "int4",
      changes.map(({ tableNumber }) => tableNumber),
    )}, ${columnOf(
      "date",
      changes.map(({ change }) => change.period.startsOn),
    )}, ${columnOf(
      "text",
      changes.map(({ change }) => change.holder),
    )}, ${columnOf(
      "int4",
      changes.map(({ change }) => change.number),
    )}, ${columnOf(
      "int8",
      changes.map(({ change }) => change.value),
    )}, ${columnOf(
      "text",
      changes.map(({ change }) => change.reason),
    )}) as said (table_number, starts_on, holder, holder_number, value, reason)`.execute(tx);
};

/** How many words were said about a table so far: none is ever taken away. */
export const wordsSaid = async (tx: Transaction, companyId: number, tableNumber: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from target_words where company_id = ${companyId} and table_number = ${tableNumber}`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** One word about an entry; a value of null took it back. */
export type SaidTarget = {
  readonly startsOn: Day;
  readonly holder: Holder;
  readonly holderNumber: number;
  readonly value: Credit | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
};

export type WordsAsked = {
  readonly tableNumber: number;
  /** Only of this period. */
  readonly startsOn: Day | null;
  /** Only of this member or team. */
  readonly of: { readonly holder: Holder; readonly holderNumber: number } | null;
  readonly limit: number;
};

/** The latest words about a table's entries, the latest first. */
export const wordsOf = async (
  tx: Transaction,
  companyId: number,
  { tableNumber, startsOn, of, limit }: WordsAsked,
): Promise<readonly SaidTarget[]> => {
  const { rows } = await sql<Omit<EntryRow, "table_number" | "value"> & { readonly value: Credit | null; readonly reason: string | null }>`
    select starts_on, holder, holder_number, value, reason, said_by, said_at
    from target_words
    where company_id = ${companyId} and table_number = ${tableNumber}
      ${startsOn === null ? sql`` : sql`and starts_on = any(${columnOf("date", [startsOn])})`}
      ${of === null ? sql`` : sql`and holder = ${of.holder} and holder_number = ${of.holderNumber}`}
    order by said_at desc, starts_on, holder, holder_number, word_number desc
    limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    startsOn: row.starts_on,
    holder: row.holder,
    holderNumber: row.holder_number,
    value: row.value,
    reason: row.reason,
    by: row.said_by,
    at: row.said_at,
  }));
};
