import { sql, type RawBuilder } from "kysely";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { NoticeKind, NoticeWay } from "../domain/notice-kinds.ts";
import type { Notice, NoticeDetail } from "../domain/notice.ts";
import { noteTouched } from "./changes.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

const timeOf = (instant: Instant): RawBuilder<unknown> => sql`${isoInstant(instant)}::timestamptz`;

/** Tells each member each of these once for ever: what was told before is left as it is. Those that were new. */
export const keepNotices = async (
  tx: Transaction,
  companyId: number,
  notices: readonly Notice[],
  now: Instant,
): Promise<readonly Notice[]> => {
  if (notices.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    insert into notices (company_id, member_number, what, subject, detail, way, noticed_at)
    select ${companyId}::integer, n.member_number, n.detail ->> 'what', n.subject, n.detail, n.way, ${timeOf(now)}
    from unnest(${columnOf(
      "int4",
      notices.map(({ memberNumber }) => memberNumber),
    )}, ${columnOf(
      "text",
      notices.map(({ subject }) => subject),
    )}, ${columnOf(
      "jsonb",
      notices.map(({ detail }) => detail),
    )}, ${columnOf(
      "text",
      notices.map(({ way }) => way),
    )}) as n (member_number, subject, detail, way)
    on conflict on constraint notices_are_told_once do nothing
    returning member_number || ' ' || what || ' ' || subject as key`.execute(tx);
  const fresh = new Set(rows.map(({ key }) => key));
  const told = notices.filter(({ memberNumber, detail, subject }) => fresh.has(`${memberNumber} ${detail.what} ${subject}`));
  noteTouched(tx, ["notices"], new Set(told.map(({ memberNumber }) => memberNumber)));
  return told;
};

export type MailState = "waiting" | "sent" | "failed" | "unknown";

export type KeptNotice = {
  readonly number: bigint;
  readonly memberNumber: number;
  readonly what: NoticeKind;
  readonly detail: NoticeDetail;
  readonly way: NoticeWay;
  readonly at: string;
  readonly readAt: string | null;
  /** Null of one that stands in no mail yet. */
  readonly mail: { readonly state: MailState; readonly failure: string | null } | null;
};

const noticeColumns = sql`
  n.notice_number as number, n.member_number as "memberNumber", n.what, n.detail, n.way, n.noticed_at as at, n.read_at as "readAt",
  case when m.mail_number is not null then jsonb_build_object('failure', m.failure, 'state', case
    when m.sent_at is not null then 'sent' when m.failure is not null then 'failed' when m.taken_at is not null then 'unknown' else 'waiting' end) end as mail`;

export type NoticesAsked = {
  readonly memberNumber: number;
  readonly isUnread: boolean;
  /** The number that a page goes on below: the latest come first. */
  readonly below: bigint | null;
  readonly limit: number;
};

export const listedNotices = async (tx: Transaction, companyId: number, asked: NoticesAsked): Promise<readonly KeptNotice[]> => {
  const { rows } = await sql<KeptNotice>`
    select ${noticeColumns}
    from notices n left join mails m on m.company_id = n.company_id and m.mail_number = n.mail_number
    where n.company_id = ${companyId} and n.member_number = ${asked.memberNumber}
      and ${asked.isUnread ? sql`n.read_at is null` : sql`true`}
      and ${asked.below === null ? sql`true` : sql`n.notice_number < ${asked.below}::bigint`}
    order by n.notice_number desc limit ${asked.limit}`.execute(tx);
  return rows;
};

export const unreadNotices = async (tx: Transaction, companyId: number, memberNumber: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from notices n
    where n.company_id = ${companyId} and n.member_number = ${memberNumber} and n.read_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** Marks a member's notices as read, these or, without any, all up to now. How many were not. */
export const markRead = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, numbers, now }: { readonly memberNumber: number; readonly numbers: readonly bigint[] | null; readonly now: Instant },
): Promise<number> => {
  const { rows } = await sql<{ notice_number: bigint }>`
    update notices n set read_at = ${timeOf(now)}
    where n.company_id = ${companyId} and n.member_number = ${memberNumber} and n.read_at is null
      and ${numbers === null ? sql`true` : sql`n.notice_number = any (${columnOf("int8", numbers)})`}
    returning n.notice_number`.execute(tx);
  return rows.length;
};

/** Older than this nobody wants to be written to about it: a mail server that was set only later does not write about last month. */
const mailedWithin = sql`interval '7 days'`;

const toMail = (companyId: number, way: NoticeWay, now: Instant): RawBuilder<unknown> => sql`
  n.company_id = ${companyId} and n.mail_number is null and n.way = ${way} and n.way <> 'inbox' and n.read_at is null
  and n.noticed_at > ${timeOf(now)} - ${mailedWithin}`;

/** Who has something for the next digest. */
export const membersToWrite = async (tx: Transaction, companyId: number, now: Instant): Promise<readonly number[]> => {
  const { rows } = await sql<{ member_number: number }>`
    select distinct n.member_number from notices n where ${toMail(companyId, "digest", now)} order by n.member_number`.execute(tx);
  return rows.map((row) => row.member_number);
};

export type NewMail = { readonly memberNumber: number; readonly subject: string };

/** Makes a digest for each of these, unless the day has had one, and puts into it what waits for one. How many were made. */
export const makeDigests = async (tx: Transaction, companyId: number, digests: readonly NewMail[], now: Instant): Promise<number> => {
  if (digests.length === 0) return 0;
  const { rows } = await sql<{ mail_number: bigint }>`
    with made as (
      insert into mails (company_id, member_number, subject, made_at)
      select ${companyId}::integer, d.member_number, d.subject, ${timeOf(now)}
      from unnest(${columnOf(
        "int4",
        digests.map(({ memberNumber }) => memberNumber),
      )}, ${columnOf(
        "text",
        digests.map(({ subject }) => subject),
      )}) as d (member_number, subject)
      on conflict on constraint mails_are_made_once do nothing
      returning member_number, mail_number
    ), filled as (
      update notices n set mail_number = made.mail_number from made
      where n.member_number = made.member_number and ${toMail(companyId, "digest", now)}
    )
    select made.mail_number from made order by made.mail_number`.execute(tx);
  return rows.length;
};

/** Makes a mail of its own for each notice that is to have one. How many were made. */
export const makeSingleMails = async (tx: Transaction, companyId: number, now: Instant): Promise<number> => {
  const { rows } = await sql<{ mail_number: bigint }>`
    with made as (
      insert into mails (company_id, member_number, subject, made_at)
      select n.company_id, n.member_number, 'notice ' || n.notice_number, ${timeOf(now)}
      from notices n where ${toMail(companyId, "email", now)}
      on conflict on constraint mails_are_made_once do nothing
      returning member_number, mail_number, subject
    ), filled as (
      update notices n set mail_number = made.mail_number from made
      where n.company_id = ${companyId} and n.member_number = made.member_number and made.subject = 'notice ' || n.notice_number
    )
    select made.mail_number from made order by made.mail_number`.execute(tx);
  return rows.length;
};

export type TakenMail = {
  readonly number: bigint;
  readonly memberNumber: number;
  readonly subject: string;
  readonly notices: readonly NoticeDetail[];
};

/** Takes the next mail that nobody has taken, for ever: whoever has it sends it, and nobody sends it again. */
export const takeMail = async (tx: Transaction, companyId: number, now: Instant): Promise<TakenMail | undefined> => {
  const { rows } = await sql<TakenMail>`
    with next as (
      select m.mail_number from mails m where m.company_id = ${companyId} and m.taken_at is null
      order by m.mail_number limit 1 for update skip locked)
    update mails m set taken_at = ${timeOf(now)} from next
    where m.company_id = ${companyId} and m.mail_number = next.mail_number
    returning m.mail_number as number, m.member_number as "memberNumber", m.subject,
      (select coalesce(jsonb_agg(n.detail order by n.notice_number), '[]'::jsonb) from notices n
        where n.company_id = m.company_id and n.member_number = m.member_number and n.mail_number = m.mail_number) as notices`.execute(tx);
  return rows[0];
};

/** Notes what came of sending it: null is well. */
export const settleMail = async (
  tx: Transaction,
  companyId: number,
  { number, failure, now }: { readonly number: bigint; readonly failure: string | null; readonly now: Instant },
): Promise<void> => {
  await sql`
    update mails m set sent_at = case when ${failure}::text is null then ${timeOf(now)} end, failure = ${failure}::text
    where m.company_id = ${companyId} and m.mail_number = ${number}::bigint`.execute(tx);
};
