import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Agreed, Note } from "../domain/note.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

type Row = {
  readonly number: bigint;
  readonly member_number: number;
  readonly local_day: Day;
  readonly said: string;
  readonly agreed: string | null;
  readonly due_on: Day | null;
  readonly done_on: Day | null;
  readonly revision: number;
  readonly by_number: number;
  readonly written_us: bigint;
  readonly changed_by_number: number | null;
  readonly changed_us: bigint | null;
  readonly is_deleted: boolean;
};

const columns = sql`n.note_number as number, n.member_number, n.local_day, n.said, n.agreed, n.due_on, n.done_on, n.revision, n.by_number,
  (extract(epoch from n.written_at) * 1000000)::bigint as written_us, n.changed_by_number,
  (extract(epoch from n.changed_at) * 1000000)::bigint as changed_us, n.deleted_at is not null as is_deleted`;

const noteOf = (row: Row): Note => ({
  number: Number(row.number),
  memberNumber: row.member_number,
  on: row.local_day,
  said: row.said,
  agreed: row.agreed === null ? null : { text: row.agreed, dueOn: row.due_on, doneOn: row.done_on },
  revision: row.revision,
  by: row.by_number,
  writtenAt: row.written_us,
  changed: row.changed_by_number === null || row.changed_us === null ? null : { by: row.changed_by_number, at: row.changed_us },
  isDeleted: row.is_deleted,
});

const dayOrNull = (day: Day | null): RawBuilder<unknown> => (day === null ? sql`null::date` : dayValue(day));

const agreedColumns = (agreed: Agreed | null): RawBuilder<unknown> =>
  sql`${agreed?.text ?? null}::text, ${dayOrNull(agreed?.dueOn ?? null)}, ${dayOrNull(agreed?.doneOn ?? null)}`;

export type NewNote = Pick<Note, "memberNumber" | "on" | "said" | "agreed" | "by"> & { readonly at: Instant };

/** Keeps a note and answers with it. */
export const keepNote = async (tx: Transaction, companyId: number, { memberNumber, on, said, agreed, by, at }: NewNote): Promise<Note> => {
  const { rows } = await sql<Row>`
    insert into one_to_one_notes as n (company_id, member_number, local_day, said, agreed, due_on, done_on, by_number, written_at)
    values (${companyId}, ${memberNumber}, ${dayValue(on)}, ${said}, ${agreedColumns(agreed)}, ${by}, ${isoInstant(at)}::timestamptz)
    returning ${columns}`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error("the note was not kept");
  return noteOf(kept);
};

/** One note, deleted or not. Until the transaction ends nobody else changes it. */
export const ownNote = async (tx: Transaction, companyId: number, number: number): Promise<Note | undefined> => {
  const { rows } = await sql<Row>`
    select ${columns} from one_to_one_notes n where n.company_id = ${companyId} and n.note_number = ${number}::bigint for update`.execute(
    tx,
  );
  return rows.map(noteOf)[0];
};

/** Where a page of a list goes on. */
export type NotePlace = { readonly on: Day; readonly number: number };

/** What was noted of a member from this day on, the latest talk first, without what is deleted. */
export const notesOf = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, since, below, limit }: { memberNumber: number; since: Day; below: NotePlace | null; limit: number },
): Promise<readonly Note[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from one_to_one_notes n
    where n.company_id = ${companyId} and n.member_number = ${memberNumber} and n.deleted_at is null
      ${Number.isFinite(since) ? sql`and n.local_day >= ${dayValue(since)}` : sql``}
      ${below === null ? sql`` : sql`and (n.local_day, n.note_number) < (${dayValue(below.on)}, ${below.number}::bigint)`}
    order by n.local_day desc, n.note_number desc limit ${limit}`.execute(tx);
  return rows.map(noteOf);
};

type Change = { readonly number: number; readonly by: number; readonly at: Instant };

/** Puts these words in the place of a note's, as its next revision. */
export const reviseNote = async (
  tx: Transaction,
  companyId: number,
  { number, by, at, on, said, agreed }: Change & Pick<Note, "on" | "said" | "agreed">,
): Promise<void> => {
  await sql`
    update one_to_one_notes set local_day = ${dayValue(on)}, said = ${said}, (agreed, due_on, done_on) = row(${agreedColumns(agreed)}),
      revision = revision + 1, changed_by_number = ${by}, changed_at = ${isoInstant(at)}::timestamptz
    where company_id = ${companyId} and note_number = ${number}::bigint`.execute(tx);
};

/** Takes a note out of the list; `at` null: puts it back. */
export const markNoteDeleted = async (tx: Transaction, companyId: number, number: number, at: Instant | null): Promise<void> => {
  await sql`
    update one_to_one_notes set deleted_at = ${at === null ? null : isoInstant(at)}::timestamptz
    where company_id = ${companyId} and note_number = ${number}::bigint`.execute(tx);
};
