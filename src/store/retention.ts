import { sql, type RawBuilder } from "kysely";
import { KEPT_REJECTED_MONTHS, REJECTED_DAYS, type Retention, type RetentionField } from "../domain/retention.ts";
import type { Transaction } from "./database.ts";
import { rootOfFact } from "./prospect-roots.ts";

const areOldSessions = (companyId: number, months: number): RawBuilder<unknown> =>
  sql`company_id = ${companyId} and coalesce(ended_at, seen_at) < now() - make_interval(months => ${months})`;

const areOldHookBodies = (companyId: number, months: number): RawBuilder<unknown> => sql`
  company_id = ${companyId} and state = 'quarantined' and body is not null and received_at < now() - make_interval(months => ${months})`;

/** Sessions that are over, or that nobody has used, for so many months. */
export const deleteOldSessions = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`delete from sessions where ${areOldSessions(companyId, months)}`.execute(tx);
};

/** Bodies of hooks that were quarantined so many months ago, and that nobody has mended. */
export const deleteOldHookBodies = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`update hook_requests set body = null, headers = '{}' where ${areOldHookBodies(companyId, months)}`.execute(tx);
};

const areOldTexts = (companyId: number, months: number): RawBuilder<unknown> =>
  sql`s.company_id = ${companyId} and s.excerpt is not null and s.occurred_at < now() - make_interval(months => ${months})`;

/** Takes what was written out of signals that are so many months old; they stay counted. */
export const forgetOldTexts = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`
    with old as (
      update signals s set excerpt = null where ${areOldTexts(companyId, months)} returning s.signal_number
    )
    update signal_topics t set found = null, starts_at = null, ends_before = null
    from old o where t.company_id = ${companyId} and t.signal_number = o.signal_number`.execute(tx);
};

const areOldHits = (companyId: number, months: number): RawBuilder<unknown> =>
  sql`company_id = ${companyId} and hit_at < now() - make_interval(months => ${months})`;

/** Requests for links that came so many months ago. What was a person's click stays a signal. */
export const deleteOldHits = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`delete from link_hits where ${areOldHits(companyId, months)}`.execute(tx);
};

const areOldNotes = (companyId: number, months: number): RawBuilder<unknown> =>
  sql`company_id = ${companyId} and local_day < (now() - make_interval(months => ${months}))::date`;

/** Notes of talks that were held so many months ago. */
export const deleteOldNotes = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`delete from one_to_one_notes where ${areOldNotes(companyId, months)}`.execute(tx);
};

/** Notes that were deleted a day ago, and that nobody has put back. */
export const deleteDeletedNotes = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`delete from one_to_one_notes where company_id = ${companyId} and deleted_at < now() - interval '1 day'`.execute(tx);
};

/** Prospects by their roots with whom nothing was done for so many months, who are none of the company's own, and who are not erased yet. */
const withoutContact = (companyId: number, months: number): RawBuilder<unknown> => sql`
    select p.prospect_number as root from prospects p
    where p.company_id = ${companyId} and p.merged_into is null and not p.is_colleague
      and exists (
        select from prospect_identities i
        where i.company_id = p.company_id and i.prospect_number = p.prospect_number and not (i.kind = 'id' and i.value like 'erased-%'))
      and exists (select from activities a where a.company_id = p.company_id and a.prospect_number = p.prospect_number)
      and not exists (
        select from activities a
        where a.company_id = p.company_id and a.prospect_number = p.prospect_number and a.ordered_at >= now() - make_interval(months => ${months}))
      and not exists (
        select from activity_lines l
        where l.company_id = p.company_id and l.prospect_number = p.prospect_number and l.ordered_at >= now() - make_interval(months => ${months}))
      and not exists (
        select from prospect_facts f
        where f.company_id = p.company_id and ${rootOfFact("f")} = p.prospect_number
          and f.recorded_at >= now() - make_interval(months => ${months}))`;

/** Some of them. */
export const prospectsWithoutContact = async (
  tx: Transaction,
  companyId: number,
  months: number,
  limit: number,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ root: bigint }>`${withoutContact(companyId, months)} order by p.prospect_number limit ${limit}`.execute(tx);
  return rows.map(({ root }) => root);
};

/** Imports whose rejected rows are still kept and would not be any more. */
const rejectedBetween = (companyId: number, kept: number, months: number): RawBuilder<unknown> => sql`
  select from imports i
  where i.company_id = ${companyId} and i.report ->> 'rejectedAs' is not null
    and i.done_at < now() - make_interval(days => ${months * REJECTED_DAYS}) and i.done_at >= now() - make_interval(days => ${kept * REJECTED_DAYS})
    and not exists (select from erasures e where e.company_id = i.company_id and e.done_at >= i.done_at)`;

/** How much there is that is older than it is to be kept for: files of rejected rows, bodies of hooks, sessions, notes, texts of signals, hits, prospects. */
export const countDue = async (
  tx: Transaction,
  companyId: number,
  { before, after }: { readonly before: Retention; readonly after: Retention },
): Promise<Readonly<Record<RetentionField, number>>> => {
  const nothing = sql`select where false`;
  const { hookBodies, sessions, talkNotes, signalTexts, linkHits, prospectsWithoutContact: prospects } = after;
  const { rows } = await sql<Record<RetentionField, number>>`
    select
      (select count(*)::int from (${rejectedBetween(companyId, before.rejectedRows ?? KEPT_REJECTED_MONTHS, after.rejectedRows ?? KEPT_REJECTED_MONTHS)}) d) as "rejectedRows",
      (select count(*)::int from (${hookBodies === undefined ? nothing : sql`select from hook_requests where ${areOldHookBodies(companyId, hookBodies)}`}) d) as "hookBodies",
      (select count(*)::int from (${sessions === undefined ? nothing : sql`select from sessions where ${areOldSessions(companyId, sessions)}`}) d) as sessions,
      (select count(*)::int from (${talkNotes === undefined ? nothing : sql`select from one_to_one_notes where ${areOldNotes(companyId, talkNotes)}`}) d) as "talkNotes",
      (select count(*)::int from (${signalTexts === undefined ? nothing : sql`select from signals s where ${areOldTexts(companyId, signalTexts)}`}) d) as "signalTexts",
      (select count(*)::int from (${linkHits === undefined ? nothing : sql`select from link_hits where ${areOldHits(companyId, linkHits)}`}) d) as "linkHits",
      (select count(*)::int from (${prospects === undefined ? nothing : withoutContact(companyId, prospects)}) d) as "prospectsWithoutContact"`.execute(
    tx,
  );
  return rows[0] ?? { rejectedRows: 0, hookBodies: 0, sessions: 0, talkNotes: 0, signalTexts: 0, linkHits: 0, prospectsWithoutContact: 0 };
};
