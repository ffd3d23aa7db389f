import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Signal, SignalKind } from "../domain/signals/signal.ts";
import type { Seen } from "../domain/sight.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { erasedProspectId } from "./erased-identities.ts";
import { isProspectSeen } from "./seen.ts";

export type SignalKey = Pick<Signal, "source" | "externalId">;

/** A signal as it is kept. */
export type KeptSignal = {
  readonly number: bigint;
  readonly revision: number;
  readonly signal: Signal;
  /** False: its topic was found in what was written. */
  readonly topicWasTold: boolean;
  /** What was no person's doing after all counts nothing. */
  readonly voidedAt: Instant | null;
};

/** That a signal is on a topic, and why; the place is one in its excerpt. */
export type SignalTopic = {
  readonly topic: string;
  readonly by: "told" | "phrase" | "synonym";
  readonly phrase: string | null;
  readonly found: string | null;
  readonly startsAt: number | null;
  readonly endsBefore: number | null;
};

type Row = {
  readonly number: bigint;
  readonly source: string;
  readonly external_id: string;
  readonly kind: SignalKind;
  readonly occurred_us: bigint;
  readonly author_kind: ProspectReference["kind"] | null;
  readonly author_value: string | null;
  readonly topic: string | null;
  readonly topic_was_told: boolean;
  readonly url: string | null;
  readonly excerpt: string | null;
  readonly evidence: string | null;
  readonly revision: number;
  readonly revised_us: bigint | null;
  readonly purged_us: bigint | null;
  readonly voided_us: bigint | null;
};

const micros = (column: string): RawBuilder<unknown> => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`;

const columns = sql`s.signal_number as number, s.source, s.external_id, s.kind, ${micros("s.occurred_at")} as occurred_us, s.author_kind, s.author_value,
  s.topic, s.topic_was_told, s.url, s.excerpt, s.evidence, s.revision, ${micros("s.revised_at")} as revised_us, ${micros("s.purged_at")} as purged_us,
  ${micros("s.voided_at")} as voided_us`;

const signalOf = (row: Row): KeptSignal => ({
  number: row.number,
  revision: row.revision,
  topicWasTold: row.topic_was_told,
  voidedAt: row.voided_us,
  signal: {
    source: row.source,
    externalId: row.external_id,
    kind: row.kind,
    occurredAt: row.occurred_us,
    author: row.author_kind === null || row.author_value === null ? null : { kind: row.author_kind, value: row.author_value },
    topic: row.topic,
    url: row.url,
    excerpt: row.excerpt,
    evidence: row.evidence,
    revisedAt: row.revised_us,
    purgedAt: row.purged_us,
  },
});

const keyRows = (keys: readonly SignalKey[]): RawBuilder<unknown> =>
  sql`unnest(${columnOf(
    "text",
    keys.map(({ source }) => source),
  )}, ${columnOf(
    "text",
    keys.map(({ externalId }) => externalId),
  )}) as k (source, external_id)`;

/** Those of the signals that are known. Whoever may change them owns the signals meanwhile. */
export const signalsByKey = async (tx: Transaction, companyId: number, keys: readonly SignalKey[]): Promise<readonly KeptSignal[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${columns} from ${keyRows(keys)}
    join signals s on s.company_id = ${companyId} and s.source = k.source collate "C" and s.external_id = k.external_id collate "C"
    order by s.signal_number`.execute(tx);
  return rows.map(signalOf);
};

export type SignalState = {
  readonly signal: Signal;
  readonly localDay: Day;
  readonly topicWasTold: boolean;
  readonly matchedWith: string | null;
  readonly voidedAt?: Instant | null;
};

const instants = (values: readonly (Instant | null)[]): RawBuilder<unknown> =>
  columnOf(
    "timestamptz",
    values.map((value) => (value === null ? null : isoInstant(value))),
  );

const texts = <T>(values: readonly T[], of: (value: T) => string | null): RawBuilder<unknown> => columnOf("text", values.map(of));

/** Writes states that hold from now on, each key once, and answers with the number of each in their order. */
export const saveSignals = async (tx: Transaction, companyId: number, states: readonly SignalState[]): Promise<readonly bigint[]> => {
  if (states.length === 0) return [];
  const signals = states.map(({ signal }) => signal);
  const { rows } = await sql<{ number: bigint; source: string; external_id: string }>`
    insert into signals as s (company_id, source, external_id, kind, occurred_at, local_day, author_kind, author_value, topic, topic_was_told,
      url, excerpt, evidence, revised_at, purged_at, voided_at, matched_with)
    select ${companyId}::int, r.* from unnest(
      ${texts(signals, ({ source }) => source)}, ${texts(signals, ({ externalId }) => externalId)}, ${texts(signals, ({ kind }) => kind)},
      ${instants(signals.map(({ occurredAt }) => occurredAt))},
      ${columnOf(
        "date",
        states.map(({ localDay }) => localDay),
      )},
      ${texts(signals, ({ author }) => author?.kind ?? null)}, ${texts(signals, ({ author }) => author?.value ?? null)},
      ${texts(signals, ({ topic }) => topic)}, ${columnOf(
        "bool",
        states.map(({ topicWasTold }) => topicWasTold),
      )},
      ${texts(signals, ({ url }) => url)}, ${texts(signals, ({ excerpt }) => excerpt)}, ${texts(signals, ({ evidence }) => evidence)},
      ${instants(signals.map(({ revisedAt }) => revisedAt))}, ${instants(signals.map(({ purgedAt }) => purgedAt))},
      ${instants(states.map(({ voidedAt }) => voidedAt ?? null))}, ${texts(states, ({ matchedWith }) => matchedWith)}) as r
    on conflict (company_id, source, external_id) do update set kind = excluded.kind, occurred_at = excluded.occurred_at, local_day = excluded.local_day,
      author_kind = excluded.author_kind, author_value = excluded.author_value, topic = excluded.topic, topic_was_told = excluded.topic_was_told,
      url = excluded.url, excerpt = excluded.excerpt, evidence = excluded.evidence, revised_at = excluded.revised_at, purged_at = excluded.purged_at,
      voided_at = excluded.voided_at, matched_with = excluded.matched_with, revision = s.revision + 1
    returning signal_number as number, source, external_id`.execute(tx);
  const numbers = new Map(rows.map((row) => [`${row.source} ${row.external_id}`, row.number]));
  return signals.map(({ source, externalId }) => {
    const number = numbers.get(`${source} ${externalId}`);
    if (number === undefined) throw new Error("a signal was not kept");
    return number;
  });
};

export type TopicsOfSignal = { readonly number: bigint; readonly topics: readonly SignalTopic[] };

/** Puts these in the place of the topics that each signal has; of `among` alone where it is given: what is said of others stays. */
export const writeSignalTopics = async (
  tx: Transaction,
  companyId: number,
  signals: readonly TopicsOfSignal[],
  { matcher, among }: { readonly matcher: string; readonly among?: readonly string[] },
): Promise<void> => {
  if (signals.length === 0) return;
  await sql`
    delete from signal_topics where company_id = ${companyId} and signal_number = any (${columnOf(
      "int8",
      signals.map(({ number }) => number),
    )})
      ${among === undefined ? sql`` : sql`and matched_by <> 'told' and topic = any (${columnOf("text", among)})`}`.execute(tx);
  const rows = signals.flatMap(({ number, topics }) => topics.map((topic) => ({ number, ...topic })));
  if (rows.length === 0) return;
  const places = (of: (row: (typeof rows)[number]) => number | null): RawBuilder<unknown> => columnOf("int4", rows.map(of));
  await sql`
    insert into signal_topics (company_id, signal_number, topic, matched_by, phrase, found, starts_at, ends_before, matcher)
    select ${companyId}::int, r.number, r.topic, r.matched_by, r.phrase, r.found, r.starts_at, r.ends_before,
      case when r.matched_by <> 'told' then ${matcher}::text end
    from unnest(${columnOf(
      "int8",
      rows.map(({ number }) => number),
    )}, ${texts(rows, ({ topic }) => topic)}, ${texts(rows, ({ by }) => by)}, ${texts(rows, ({ phrase }) => phrase)},
      ${texts(rows, ({ found }) => found)}, ${places(({ startsAt }) => startsAt)}, ${places(({ endsBefore }) => endsBefore)})
      as r (number, topic, matched_by, phrase, found, starts_at, ends_before)
    on conflict do nothing`.execute(tx);
};

/**
 * Lets of each author's posts of a day on a topic the first so many count: of the authors, days and topics of these signals, which are worked out anew
 * whole, so that the order in which posts come in makes no difference. A topic that is not among the limits has none.
 */
export const capAuthors = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly bigint[],
  limits: ReadonlyMap<string, number>,
): Promise<void> => {
  if (numbers.length === 0) return;
  await sql`
    with touched as (
      select distinct s.author_kind, s.author_value, s.local_day from signals s
      where s.company_id = ${companyId} and s.signal_number = any (${columnOf("int8", numbers)}) and s.author_kind is not null
    ), ranked as (
      select t.signal_number, t.topic, t.counts,
        s.voided_at is null and (s.kind not in ('mention', 'share', 'quote') or l.most is null
          or row_number() over (partition by s.author_kind, s.author_value, s.local_day, t.topic, s.voided_at is null and s.kind in ('mention', 'share', 'quote')
            order by s.occurred_at, s.source, s.external_id) <= l.most) as is_within
      from touched d
      join signals s on s.company_id = ${companyId} and s.author_kind = d.author_kind and s.author_value = d.author_value and s.local_day = d.local_day
      join signal_topics t on t.company_id = s.company_id and t.signal_number = s.signal_number
      left join unnest(${columnOf("text", [...limits.keys()])}, ${columnOf("int4", [...limits.values()])}) as l (topic, most) on l.topic = t.topic
    )
    update signal_topics t set counts = r.is_within from ranked r
    where t.company_id = ${companyId} and t.signal_number = r.signal_number and t.topic = r.topic and t.counts <> r.is_within`.execute(tx);
};

/** Takes the words that were found out of what is said of these signals' topics. */
export const forgetWords = async (tx: Transaction, companyId: number, numbers: readonly bigint[]): Promise<void> => {
  if (numbers.length === 0) return;
  await sql`
    update signal_topics set found = null, starts_at = null, ends_before = null
    where company_id = ${companyId} and signal_number = any (${columnOf("int8", numbers)})`.execute(tx);
};

/** Takes what was written out of signals, where it is still there: they stay counted. Which of them it was. */
export const purgeSignals = async (
  tx: Transaction,
  companyId: number,
  which: RawBuilder<unknown>,
  at: Instant,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ number: bigint }>`
    with gone as (
      update signals s set purged_at = ${isoInstant(at)}::timestamptz, excerpt = null, url = null, evidence = null, revision = s.revision + 1
      where s.company_id = ${companyId} and s.purged_at is null and ${which}
      returning s.signal_number
    ), forgotten as (
      update signal_topics t set found = null, starts_at = null, ends_before = null
      from gone g where t.company_id = ${companyId} and t.signal_number = g.signal_number
    )
    select signal_number as number from gone order by 1`.execute(tx);
  return rows.map(({ number }) => number);
};

export const ofKeys = (keys: readonly SignalKey[]): RawBuilder<unknown> => sql`
  (s.source, s.external_id) in (select k.source collate "C", k.external_id collate "C" from ${keyRows(keys)})`;

/** Of records by the beginning of their ids: a record's id is followed by that of its state. */
export const ofRecords = (source: string, records: readonly string[]): RawBuilder<unknown> => sql`
  s.source = ${source} and exists (select from unnest(${columnOf("text", records)}) as r (name)
    where s.external_id >= (r.name || '/') collate "C" and s.external_id < (r.name || '0') collate "C")`;

export const ofAuthors = (source: string, authors: readonly ProspectReference[]): RawBuilder<unknown> => sql`
  s.source = ${source} and (s.author_kind, s.author_value) in (select a.kind collate "C", a.value collate "C" from unnest(${texts(
    authors,
    ({ kind }) => kind,
  )}, ${texts(authors, ({ value }) => value)}) as a (kind, value))`;

/** Signals with a text that was looked through by another matcher, or for other topics, than this stamp says; the earliest first. */
export const signalsMatchedOtherwise = async (
  tx: Transaction,
  companyId: number,
  stamp: string,
  limit: number,
): Promise<readonly KeptSignal[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from signals s
    where s.company_id = ${companyId} and s.excerpt is not null and s.matched_with is distinct from ${stamp}
    order by s.signal_number limit ${limit}`.execute(tx);
  return rows.map(signalOf);
};

/** Says by what these were looked through last, and which topic each has now; one that its source told stays. */
export const markMatched = async (
  tx: Transaction,
  companyId: number,
  signals: readonly { readonly number: bigint; readonly topic: string | null }[],
  stamp: string,
): Promise<void> => {
  await sql`
    update signals s set matched_with = ${stamp}, topic = case when s.topic_was_told then s.topic else m.topic end
    from unnest(${columnOf(
      "int8",
      signals.map(({ number }) => number),
    )}, ${texts(signals, ({ topic }) => topic)}) as m (number, topic)
    where s.company_id = ${companyId} and s.signal_number = m.number`.execute(tx);
};

/** What was no person's doing after all; `at` null: it was one again. Which of them are otherwise now. */
export const voidSignals = async (
  tx: Transaction,
  companyId: number,
  keys: readonly SignalKey[],
  at: Instant | null,
): Promise<readonly bigint[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ number: bigint }>`
    update signals s set voided_at = ${at === null ? null : isoInstant(at)}::timestamptz, revision = s.revision + 1
    where s.company_id = ${companyId} and ${ofKeys(keys)} and (s.voided_at is null) <> ${at === null}::boolean
    returning s.signal_number as number`.execute(tx);
  return rows.map(({ number }) => number);
};

export type ListedSignal = KeptSignal & { readonly topics: readonly (SignalTopic & { readonly counts: boolean })[] };

export type SignalsAsked = {
  readonly topic: string | null;
  readonly source: string | null;
  readonly kind: string | null;
  readonly author: ProspectReference | null;
  /** Null: everybody is seen. */
  readonly seen: Seen | null;
  readonly below: { readonly at: Instant; readonly number: bigint } | null;
  readonly limit: number;
};

/** The latest first, without what was voided. */
export const listKeptSignals = async (tx: Transaction, companyId: number, asked: SignalsAsked): Promise<readonly ListedSignal[]> => {
  const { topic, source, kind, author, seen, below, limit } = asked;
  const { rows } = await sql<Row & { readonly topics: ListedSignal["topics"] }>`
    select ${columns}, coalesce((
      select jsonb_agg(jsonb_build_object('topic', t.topic, 'by', t.matched_by, 'phrase', t.phrase, 'found', t.found, 'startsAt', t.starts_at,
        'endsBefore', t.ends_before, 'counts', t.counts) order by t.starts_at nulls first, t.topic)
      from signal_topics t where t.company_id = s.company_id and t.signal_number = s.signal_number), '[]') as topics
    from signals s
    where s.company_id = ${companyId} and s.voided_at is null
      ${topic === null ? sql`` : sql`and exists (select from signal_topics t where t.company_id = s.company_id and t.signal_number = s.signal_number and t.topic = ${topic})`}
      ${source === null ? sql`` : sql`and s.source = ${source}`}
      ${kind === null ? sql`` : sql`and s.kind = ${kind}`}
      ${author === null ? sql`` : sql`and s.author_kind = ${author.kind} and s.author_value = ${author.value}`}
      ${
        seen === null
          ? sql``
          : sql`and (s.author_kind is null or s.author_kind = 'handle' or exists (
              select from prospect_identities i
              where i.company_id = s.company_id and i.kind = s.author_kind and i.value = s.author_value
                and ${isProspectSeen(companyId, seen, sql`i.prospect_number`)}))`
      }
      ${below === null ? sql`` : sql`and (s.occurred_at, s.signal_number) < (${isoInstant(below.at)}::timestamptz, ${below.number}::bigint)`}
    order by s.occurred_at desc, s.signal_number desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...signalOf(row), topics: row.topics }));
};

/**
 * Forgets who did what these identities' signals tell: they stay counted, under a name made of the prospect's number. The id at a source may name its author, and goes
 * too.
 */
export const eraseSignals = async (
  tx: Transaction,
  companyId: number,
  identities: readonly { readonly kind: string; readonly value: string; readonly own: bigint }[],
): Promise<void> => {
  if (identities.length === 0) return;
  await sql`
    with erased as (
      update signals s set author_kind = 'id', author_value = i.erased, external_id = 'erased-' || s.signal_number, url = null, excerpt = null, evidence = null,
        purged_at = coalesce(s.purged_at, now())
      from unnest(${texts(identities, ({ kind }) => kind)}, ${texts(identities, ({ value }) => value)},
        ${texts(identities, ({ own }) => erasedProspectId(own))}) as i (kind, value, erased)
      where s.company_id = ${companyId} and s.author_kind = i.kind collate "C" and s.author_value = i.value collate "C"
      returning s.signal_number
    )
    update signal_topics t set found = null, starts_at = null, ends_before = null
    from erased e where t.company_id = ${companyId} and t.signal_number = e.signal_number`.execute(tx);
};

/** Whether anything is known of what somebody did, or a link was made for them. */
export const isKnownBySignals = async (tx: Transaction, companyId: number, { kind, value }: ProspectReference): Promise<boolean> => {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from signals s where s.company_id = ${companyId} and s.author_kind = ${kind} and s.author_value = ${value})
      or exists (select from link_messages m where m.company_id = ${companyId} and m.recipient_kind = ${kind} and m.recipient_value = ${value}) as known`.execute(
    tx,
  );
  return rows[0]?.known === true;
};
