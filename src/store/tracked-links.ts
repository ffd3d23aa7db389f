import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { ClickClass, Hit, JudgedHit, SentMessage } from "../domain/signals/click.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type TrackedLink = {
  readonly id: string;
  readonly url: string;
  readonly topic: string | null;
  readonly isHoneypot: boolean;
};

export type NewMessage = { readonly recipient: ProspectReference; readonly links: readonly TrackedLink[] };

/** Keeps messages with their links. */
export const keepMessages = async (
  tx: Transaction,
  companyId: number,
  messages: readonly NewMessage[],
  { sentAt, by }: { readonly sentAt: Instant; readonly by: string },
): Promise<void> => {
  const { rows } = await sql<{ number: bigint }>`
    insert into link_messages (company_id, recipient_kind, recipient_value, sent_at, made_by)
    select ${companyId}::int, r.kind, r.value, ${isoInstant(sentAt)}::timestamptz, ${by}
    from unnest(${columnOf(
      "text",
      messages.map(({ recipient }) => recipient.kind),
    )}, ${columnOf(
      "text",
      messages.map(({ recipient }) => recipient.value),
    )}) with ordinality as r (kind, value, place)
    order by r.place
    returning message_number as number`.execute(tx);
  // Numbers are drawn in the order of the rows.
  const numbers = rows.map(({ number }) => number).toSorted((a, b) => (a < b ? -1 : 1));
  const links = messages.flatMap((message, place) => message.links.map((link) => ({ ...link, message: numbers[place] ?? null })));
  await sql`
    insert into tracked_links (company_id, link_id, message_number, url, topic, is_honeypot)
    select ${companyId}::int, l.id, l.message, l.url, l.topic, l.is_honeypot
    from unnest(${columnOf(
      "text",
      links.map(({ id }) => id),
    )}, ${columnOf(
      "int8",
      links.map(({ message }) => message),
    )}, ${columnOf(
      "text",
      links.map(({ url }) => url),
    )}, ${columnOf(
      "text",
      links.map(({ topic }) => topic),
    )}, ${columnOf(
      "bool",
      links.map(({ isHoneypot }) => isHoneypot),
    )}) as l (id, message, url, topic, is_honeypot)`.execute(tx);
};

export const linkById = async (
  tx: Transaction,
  companyId: number,
  id: string,
): Promise<(TrackedLink & { readonly messageNumber: bigint }) | undefined> => {
  const { rows } = await sql<TrackedLink & { readonly messageNumber: bigint }>`
    select l.link_id as id, l.url, l.topic, l.is_honeypot as "isHoneypot", l.message_number as "messageNumber"
    from tracked_links l where l.company_id = ${companyId} and l.link_id = ${id} limit 1`.execute(tx);
  return rows[0];
};

export type NewHit = Omit<Hit, "id" | "link" | "isHoneypot" | "recipient"> & { readonly linkId: string; readonly messageNumber: bigint };

export const keepHit = async (tx: Transaction, companyId: number, hit: NewHit): Promise<void> => {
  await sql`
    insert into link_hits (company_id, message_number, link_id, hit_at, method, purpose, is_signed, user_agent, network)
    values (${companyId}, ${hit.messageNumber}, ${hit.linkId}, ${isoInstant(hit.at)}::timestamptz, ${hit.method}, ${hit.purpose}, ${hit.isSigned},
      ${hit.userAgent}, ${hit.network})`.execute(tx);
};

/** Beside a hit's own message those that its network reached within a minute, and of which a hit is not a machine's yet. */
export const messagesToJudge = async (
  tx: Transaction,
  companyId: number,
  { messageNumber, network, at }: Pick<NewHit, "messageNumber" | "network" | "at">,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ number: bigint }>`
    select distinct h.message_number as number from link_hits h
    where h.company_id = ${companyId} and h.network = ${network} and h.class in ('human', 'suspect', 'duplicate') and h.message_number <> ${messageNumber}
      and h.hit_at between ${isoInstant(at)}::timestamptz - interval '1 minute' and ${isoInstant(at)}::timestamptz + interval '1 minute'
    order by 1`.execute(tx);
  return [messageNumber, ...rows.map(({ number }) => number)];
};

export type MessageJudged = {
  readonly number: bigint;
  readonly recipient: ProspectReference;
  readonly message: SentMessage;
  readonly hits: readonly KeptHit[];
};

export type KeptHit = Hit & { readonly class: ClickClass | null; readonly topic: string | null; readonly url: string };

type HitRow = {
  readonly number: bigint;
  readonly message: bigint;
  readonly at_us: bigint;
  readonly link: string;
  readonly topic: string | null;
  readonly url: string;
  readonly is_honeypot: boolean;
  readonly method: string;
  readonly purpose: string;
  readonly is_signed: boolean;
  readonly user_agent: string;
  readonly network: string;
  readonly recipient: string;
  readonly class: ClickClass | null;
};

const hitsWhere = async (
  tx: Transaction,
  companyId: number,
  which: RawBuilder<unknown>,
): Promise<readonly (KeptHit & { message: bigint })[]> => {
  const { rows } = await sql<HitRow>`
    select h.hit_number as number, h.message_number as message, (extract(epoch from h.hit_at) * 1000000)::bigint as at_us, h.link_id as link, l.topic, l.url,
      l.is_honeypot, h.method, h.purpose, h.is_signed, h.user_agent, h.network, m.recipient_kind || ':' || m.recipient_value as recipient, h.class
    from link_hits h
    join tracked_links l on l.company_id = h.company_id and l.link_id = h.link_id
    join link_messages m on m.company_id = h.company_id and m.message_number = h.message_number
    where h.company_id = ${companyId} and ${which}
    order by h.hit_number`.execute(tx);
  return rows.map(({ number, at_us: at, is_honeypot: isHoneypot, is_signed: isSigned, user_agent: userAgent, ...row }) => ({
    ...row,
    id: String(number),
    at,
    isHoneypot,
    isSigned,
    userAgent,
  }));
};

/** Messages with all their hits. */
export const judgedMessages = async (tx: Transaction, companyId: number, numbers: readonly bigint[]): Promise<readonly MessageJudged[]> => {
  const which = columnOf("int8", numbers);
  const { rows } = await sql<{
    number: bigint;
    recipient_kind: ProspectReference["kind"];
    recipient_value: string;
    sent_us: bigint;
    links: readonly string[];
  }>`
    select m.message_number as number, m.recipient_kind, m.recipient_value, (extract(epoch from m.sent_at) * 1000000)::bigint as sent_us,
      array(select l.link_id::text from tracked_links l
        where l.company_id = m.company_id and l.message_number = m.message_number and not l.is_honeypot order by l.link_id) as links
    from link_messages m where m.company_id = ${companyId} and m.message_number = any (${which}) order by m.message_number`.execute(tx);
  const hits = await hitsWhere(tx, companyId, sql`h.message_number = any (${which})`);
  return rows.map(({ number, recipient_kind: kind, recipient_value: value, sent_us: sentAt, links }) => ({
    number,
    recipient: { kind, value },
    message: { sentAt, links },
    hits: hits.filter(({ message }) => message === number),
  }));
};

/** Hits of whatever message from the networks of these messages' hits, within a minute of one of them. */
export const hitsAround = (tx: Transaction, companyId: number, numbers: readonly bigint[]): Promise<readonly KeptHit[]> =>
  hitsWhere(
    tx,
    companyId,
    sql`exists (select from link_hits o where o.company_id = h.company_id and o.message_number = any (${columnOf("int8", numbers)})
      and o.network = h.network and o.hit_at between h.hit_at - interval '1 minute' and h.hit_at + interval '1 minute')`,
  );

/** Says of hits what they are by which rules. */
export const classHits = async (tx: Transaction, companyId: number, judged: readonly JudgedHit[]): Promise<void> => {
  await sql`
    update link_hits h set class = j.class, rule = j.rule, rules = j.rules
    from unnest(${columnOf(
      "int8",
      judged.map(({ id }) => BigInt(id)),
    )}, ${columnOf(
      "text",
      judged.map((each) => each.class),
    )}, ${columnOf(
      "text",
      judged.map(({ rule }) => rule),
    )}, ${columnOf(
      "text",
      judged.map(({ rules }) => rules),
    )}) as j (number, class, rule, rules)
    where h.company_id = ${companyId} and h.hit_number = j.number and (h.class, h.rule, h.rules) is distinct from (j.class, j.rule, j.rules)`.execute(
    tx,
  );
};

/** Messages whose hits were judged by other rules than these; the earliest first. */
export const messagesJudgedOtherwise = async (
  tx: Transaction,
  companyId: number,
  rules: string,
  limit: number,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ number: bigint }>`
    select distinct h.message_number as number from link_hits h
    where h.company_id = ${companyId} and h.rules is distinct from ${rules} order by 1 limit ${limit}`.execute(tx);
  return rows.map(({ number }) => number);
};

/** Forgets the messages for these identities, with their links and who followed them; what was a click of theirs stays a signal. */
export const eraseMessages = async (
  tx: Transaction,
  companyId: number,
  identities: readonly { readonly kind: string; readonly value: string }[],
): Promise<void> => {
  await sql`
    delete from link_messages m where m.company_id = ${companyId} and (m.recipient_kind, m.recipient_value) in (
      select i.kind collate "C", i.value collate "C" from unnest(${columnOf(
        "text",
        identities.map(({ kind }) => kind),
      )}, ${columnOf(
        "text",
        identities.map(({ value }) => value),
      )}) as i (kind, value))`.execute(tx);
};
