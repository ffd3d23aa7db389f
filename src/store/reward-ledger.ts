import { sql } from "kysely";
import type { Day } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Cadence } from "../domain/period.ts";
import type { ChangedRecord, LedgerCause } from "../domain/rewards/ledger.ts";
import { within } from "../domain/within.ts";
import { columnOf } from "./column-types.ts";
import { ownCompany } from "./company-lock.ts";
import type { Transaction } from "./database.ts";

/** An entry as it stands in the table. */
export type StoredEntry = {
  readonly number: number;
  readonly memberNumber: number;
  readonly rewardNumber: number;
  readonly cadence: Cadence;
  readonly startsOn: Day;
  readonly endsBefore: Day;
  readonly currency: string;
  readonly type: "advance" | "earn" | "reverse" | "adjust";
  readonly amountMinor: bigint;
  readonly on: Day;
  readonly reverses: number | null;
  readonly adjusts: number | null;
  readonly statementNumber: number | null;
  readonly cause: LedgerCause;
};

type StoredCause =
  | Exclude<LedgerCause, { readonly type: "records" | "settings" }>
  | {
      readonly type: "records";
      readonly isOfEarlierPeriod?: true;
      readonly changed: readonly (Omit<ChangedRecord, "credited"> & { readonly credited: string })[];
    }
  | { readonly type: "settings"; readonly version: string };

const storedCause = (cause: LedgerCause): StoredCause => {
  if (cause.type === "records")
    return { ...cause, changed: cause.changed.map(({ credited, ...record }) => ({ ...record, credited: String(credited) })) };
  return cause.type === "settings" ? { type: cause.type, version: String(cause.version) } : cause;
};
const readCause = (cause: StoredCause): LedgerCause => {
  if (cause.type === "records")
    return { ...cause, changed: cause.changed.map(({ credited, ...record }) => ({ ...record, credited: BigInt(credited) })) };
  return cause.type === "settings" ? { type: cause.type, version: BigInt(cause.version) } : cause;
};

/** The ledger of a member in a currency. */
export const ledgerKey = ({ memberNumber, currency }: Pick<StoredEntry, "memberNumber" | "currency">): string =>
  `${memberNumber} ${currency}`;

/** The ledgers of these members, each in its order. */
export const rewardLedgers = async (
  tx: Transaction,
  companyId: number,
  memberNumbers: readonly number[],
): Promise<ReadonlyMap<string, readonly StoredEntry[]>> => {
  const { rows } = await sql<{
    entry_number: number;
    member_number: number;
    reward_number: number;
    cadence: Cadence;
    starts_on: Day;
    ends_before: Day;
    currency: string;
    entry: StoredEntry["type"];
    amount_minor: bigint;
    entered_on: Day;
    reverses: number | null;
    adjusts: number | null;
    statement_number: number | null;
    cause: StoredCause;
  }>`
    select e.entry_number, e.member_number, e.reward_number, e.cadence, e.starts_on, e.ends_before, e.currency, e.entry, e.amount_minor,
      e.entered_on, e.reverses, e.adjusts, e.statement_number, e.cause
    from reward_entries e
    where e.company_id = ${companyId} and e.member_number = any (${columnOf("int4", memberNumbers)})
    order by e.member_number, e.currency, e.entry_number`.execute(tx);
  const ledgers = new Map<string, StoredEntry[]>();
  for (const row of rows) {
    const entry: StoredEntry = {
      number: row.entry_number,
      memberNumber: row.member_number,
      rewardNumber: row.reward_number,
      cadence: row.cadence,
      startsOn: row.starts_on,
      endsBefore: row.ends_before,
      currency: row.currency,
      type: row.entry,
      amountMinor: row.amount_minor,
      on: row.entered_on,
      reverses: row.reverses,
      adjusts: row.adjusts,
      statementNumber: row.statement_number,
      cause: readCause(row.cause),
    };
    within(ledgers, ledgerKey(entry), () => []).push(entry);
  }
  return ledgers;
};

export const insertEntries = async (tx: Transaction, companyId: number, entries: readonly StoredEntry[], at: Instant): Promise<void> => {
  if (entries.length === 0) return;
  const column = <T>(of: (entry: StoredEntry) => T): readonly T[] => entries.map(of);
  await sql`
    insert into reward_entries (company_id, member_number, currency, entry_number, reward_number, cadence, starts_on, ends_before, entry,
      amount_minor, entered_on, reverses, adjusts, statement_number, cause, entered_at)
    select ${companyId}::integer, r.*, ${isoInstant(at)}::timestamptz
    from unnest(
      ${columnOf(
        "int4",
        column(({ memberNumber }) => memberNumber),
      )}, ${columnOf(
        "text",
        column(({ currency }) => currency),
      )},
      ${columnOf(
        "int4",
        column(({ number }) => number),
      )}, ${columnOf(
        "int4",
        column(({ rewardNumber }) => rewardNumber),
      )},
      ${columnOf(
        "text",
        column(({ cadence }) => cadence),
      )}, ${columnOf(
        "date",
        column(({ startsOn }) => startsOn),
      )},
      ${columnOf(
        "date",
        column(({ endsBefore }) => endsBefore),
      )}, ${columnOf(
        "text",
        column(({ type }) => type),
      )},
      ${columnOf(
        "int8",
        column(({ amountMinor }) => amountMinor),
      )}, ${columnOf(
        "date",
        column(({ on }) => on),
      )},
      ${columnOf(
        "int4",
        column(({ reverses }) => reverses),
      )}, ${columnOf(
        "int4",
        column(({ adjusts }) => adjusts),
      )},
      ${columnOf(
        "int4",
        column(({ statementNumber }) => statementNumber),
      )},
      ${columnOf(
        "jsonb",
        column(({ cause }) => storedCause(cause)),
      )}) r`.execute(tx);
};

/** What was paid to each member and currency for periods that begin by a day. */
export const paidThrough = async (
  tx: Transaction,
  companyId: number,
  memberNumbers: readonly number[],
): Promise<readonly { readonly memberNumber: number; readonly currency: string; readonly startsOn: Day; readonly paidMinor: bigint }[]> => {
  const { rows } = await sql<{ member_number: number; currency: string; starts_on: Day; paid: bigint }>`
    select s.member_number, s.currency, s.starts_on, sum(t.paid_minor)::bigint as paid
    from reward_steps t join reward_statements s on s.company_id = t.company_id and s.statement_number = t.statement_number
    where t.company_id = ${companyId} and t.step = 'paid' and s.member_number = any (${columnOf("int4", memberNumbers)})
    group by s.member_number, s.currency, s.starts_on
    order by s.member_number, s.currency, s.starts_on`.execute(tx);
  return rows.map((row) => ({ memberNumber: row.member_number, currency: row.currency, startsOn: row.starts_on, paidMinor: row.paid }));
};

/** What the numbers were when they were last compared with what is locked; null: never. */
export const comparedAt = async (tx: Transaction, companyId: number): Promise<string | null> => {
  const { rows } = await sql<{ compared: string }>`
    select c.compared from reward_corrections c where c.company_id = ${companyId}`.execute(tx);
  return rows[0]?.compared ?? null;
};

export const noteCompared = async (tx: Transaction, companyId: number, compared: string): Promise<void> => {
  await sql`
    insert into reward_corrections (company_id, compared) values (${companyId}, ${compared})
    on conflict (company_id) do update set compared = excluded.compared`.execute(tx);
};

/**
 * What every change of a number, of the settings or of what is asked makes another. The company is owned for a moment, so that what has a number is
 * committed.
 */
export const numbersStamp = async (tx: Transaction, companyId: number): Promise<string> => {
  await ownCompany(tx, companyId);
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(' ', pg_sequence_last_value('tally_changes_change_number_seq'::regclass), s.settings_version, s.asks_stamp) as stamp
    from company_settings s where s.company_id = ${companyId}`.execute(tx);
  return rows[0]?.stamp ?? "";
};

/** Which of these records are voided now, as JSON of source and id. */
export const voidedAmong = async (
  tx: Transaction,
  companyId: number,
  keys: readonly { readonly source: string; readonly externalId: string }[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ source: string; external_id: string }>`
    select a.source, a.external_id from activities a
    join unnest(${columnOf(
      "text",
      keys.map(({ source }) => source),
    )}, ${columnOf(
      "text",
      keys.map(({ externalId }) => externalId),
    )}) as k (source, external_id)
      on k.source = a.source and k.external_id = a.external_id
    where a.company_id = ${companyId} and (a.voided_at is not null or a.taken_back)
    order by a.source, a.external_id`.execute(tx);
  return new Set(rows.map((row) => JSON.stringify([row.source, row.external_id])));
};
