import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Candidate, Unsuggested, Waiting } from "../domain/signals/routing.ts";
import { holderOf, suggestionState, type Suggestion, type SuggestionAct, type SuggestionState } from "../domain/signals/suggestion.ts";
import type { SignalKind } from "../domain/signals/signal.ts";
import { within } from "../domain/within.ts";
import { microseconds } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { prospectName } from "./prospects.ts";

const instant = (at: Instant): RawBuilder<unknown> => sql`${isoInstant(at)}::timestamptz`;
const instants = (values: readonly (Instant | null)[]): RawBuilder<unknown> =>
  columnOf(
    "timestamptz",
    values.map((value) => (value === null ? null : isoInstant(value))),
  );

/** A signal that nobody has been told of, and what is known of whom it is. */
export type UnroutedSignal = {
  readonly number: bigint;
  readonly kind: SignalKind;
  readonly topics: readonly string[];
  readonly occurredAt: Instant;
  readonly prospect: bigint;
  readonly owner: number | null;
  /** The prospect's own word, as a signal. */
  readonly optedOut: boolean;
  readonly references: readonly ProspectReference[];
  /** When anybody contacted them last. */
  readonly lastContactAt: Instant | null;
};

/** Of a row `s` of signals: whose the prospect is, by the root or by one that was merged into it. */
const ownerOf = (companyId: number, prospect: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select p.owner_number from prospects p
  where p.company_id = ${companyId} and (p.prospect_number = ${prospect} or p.merged_into = ${prospect}) and p.owner_number is not null
  order by p.merged_into is not null, p.prospect_number limit 1)`;

const lastContact = (companyId: number, prospect: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select max(r.ordered_at) from (
    (select a.ordered_at from activities a
     where a.company_id = ${companyId} and a.prospect_number = ${prospect} and a.voided_at is null and not a.taken_back and a.direction is distinct from 'inbound'
     order by a.local_day desc, a.ordered_at desc limit 1)
    union all
    (select l.ordered_at from activity_lines l join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
     where l.company_id = ${companyId} and l.prospect_number = ${prospect} and a.voided_at is null and not a.taken_back and a.direction is distinct from 'inbound'
     order by l.local_day desc, l.ordered_at desc limit 1)) r)`;

const referencesOf = (companyId: number, prospect: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) order by i.own_number is not null, i.kind, i.value), '[]'::jsonb)
  from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${prospect})`;

/** Signals `s` of people of which it is not yet said what became of them. Nobody is bothered about what was taken back. */
const unrouted = (companyId: number, since: Instant): RawBuilder<unknown> => sql`
    from signals s
    where s.company_id = ${companyId} and s.prospect_number is not null and s.kind <> 'opt_out' and s.voided_at is null and s.purged_at is null
      and s.occurred_at >= ${instant(since)}
      and not exists (select from routed_signals r where r.company_id = ${companyId} and r.signal_number = s.signal_number)
      and not exists (select from prospects p where p.company_id = ${companyId} and p.prospect_number = s.prospect_number and p.is_colleague)`;

/** Signals of people, no older than `since`, of which it is not yet said what became of them, the earliest first. */
export const unroutedSignals = async (
  tx: Transaction,
  companyId: number,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<readonly UnroutedSignal[]> => {
  const { rows } = await sql<UnroutedSignal>`
    select s.signal_number as number, s.kind, ${microseconds(sql`s.occurred_at`)} as "occurredAt", s.prospect_number as prospect,
      array(select t.topic from signal_topics t where t.company_id = ${companyId} and t.signal_number = s.signal_number order by t.topic) as topics,
      ${ownerOf(companyId, sql`s.prospect_number`)} as owner,
      exists (select from signals o where o.company_id = ${companyId} and o.prospect_number = s.prospect_number and o.kind = 'opt_out' and o.voided_at is null) as "optedOut",
      ${referencesOf(companyId, sql`s.prospect_number`)} as "references", ${microseconds(lastContact(companyId, sql`s.prospect_number`))} as "lastContactAt"
    ${unrouted(companyId, since)}
    order by s.occurred_at, s.signal_number limit ${limit}`.execute(tx);
  return rows;
};

/** What waits for somebody and is to be routed again by now. */
export type WaitingSuggestion = {
  readonly number: bigint;
  readonly play: string;
  readonly owner: number | null;
  readonly kinds: readonly SignalKind[];
};

export const suggestionsToRoute = async (
  tx: Transaction,
  companyId: number,
  now: Instant,
  limit: number,
): Promise<readonly WaitingSuggestion[]> => {
  const { rows } = await sql<WaitingSuggestion>`
    select g.suggestion_number as number, g.play, ${ownerOf(companyId, sql`g.prospect_number`)} as owner,
      array(select s.kind from routed_signals r join signals s on s.company_id = r.company_id and s.signal_number = r.signal_number
        where r.company_id = ${companyId} and r.suggestion_number = g.suggestion_number order by 1) as kinds
    from suggestions g
    where g.company_id = ${companyId} and g.state = 'open' and g.waits_until <= ${instant(now)} and g.expires_at > ${instant(now)}
    order by g.made_at, g.suggestion_number limit ${limit}`.execute(tx);
  return rows;
};

/** What each member has open, got today (since `dayBegan`), and when the last. */
export const loadsOf = async (
  tx: Transaction,
  companyId: number,
  dayBegan: Instant,
): Promise<ReadonlyMap<number, Omit<Candidate, "memberNumber" | "isThere">>> => {
  const { rows } = await sql<{ member: number; open: number; givenToday: number; lastGivenAt: Instant | null }>`
    select m.member, sum(m.open)::integer as open, sum(m.given_today)::integer as "givenToday", ${microseconds(sql`max(m.given_at)`)} as "lastGivenAt"
    from (
      select g.holder_number as member, 1 as open, 0 as given_today, null::timestamptz as given_at from suggestions g
      where g.company_id = ${companyId} and g.state in ('open', 'claimed') and g.holder_number is not null
      union all
      select g.given_to, 0, (g.given_at >= ${instant(dayBegan)})::integer, g.given_at from suggestions g
      where g.company_id = ${companyId} and g.given_to is not null and g.given_at >= ${instant(dayBegan)} - interval '90 days') m
    group by m.member`.execute(tx);
  return new Map(rows.map(({ member, ...load }) => [member, load]));
};

/** The suggestions of these prospects that wait, by prospect and play. */
export const waitingOfProspects = async (
  tx: Transaction,
  companyId: number,
  prospects: readonly bigint[],
): Promise<ReadonlyMap<string, { readonly number: bigint; readonly dueAt: Instant | null; readonly holder: number | null }>> => {
  if (prospects.length === 0) return new Map();
  const { rows } = await sql<{ prospect: bigint; play: string; number: bigint; dueAt: Instant | null; holder: number | null }>`
    select g.prospect_number as prospect, g.play, g.suggestion_number as number, ${microseconds(sql`g.due_at`)} as "dueAt", g.holder_number as holder
    from suggestions g
    where g.company_id = ${companyId} and g.state in ('open', 'claimed') and g.prospect_number = any (${columnOf("int8", [...new Set(prospects)])})`.execute(
    tx,
  );
  return new Map(rows.map(({ prospect, play, ...found }) => [`${prospect} ${play}`, found]));
};

/** To whom a suggestion goes now, or why to nobody until when. */
export type Given =
  | { readonly to: number; readonly by: "owner" | "turn"; readonly dueAt: Instant | null }
  | { readonly to: null; readonly because: Waiting; readonly until: Instant };

export type NewSuggestion = {
  readonly play: string;
  readonly prospect: bigint;
  readonly given: Given;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
};

/** Makes suggestions, at most one of a prospect and play, and answers with their numbers in their order. */
export const makeSuggestions = async (tx: Transaction, companyId: number, made: readonly NewSuggestion[]): Promise<readonly bigint[]> => {
  if (made.length === 0) return [];
  const { rows } = await sql<{ number: bigint; prospect: bigint; play: string }>`
    insert into suggestions (company_id, play, prospect_number, given_to, holder_number, given_by, given_at, waits_because, waits_until, made_at, due_at, expires_at)
    select ${companyId}::int, n.play, n.prospect, n.given_to, n.given_to, n.given_by, case when n.given_to is not null then n.made_at end, n.because, n.until, n.made_at, n.due_at, n.expires_at
    from unnest(${columnOf(
      "text",
      made.map(({ play }) => play),
    )}, ${columnOf(
      "int8",
      made.map(({ prospect }) => prospect),
    )}, ${columnOf(
      "int4",
      made.map(({ given }) => given.to),
    )}, ${columnOf(
      "text",
      made.map(({ given }) => (given.to === null ? null : given.by)),
    )}, ${columnOf(
      "text",
      made.map(({ given }) => (given.to === null ? given.because : null)),
    )}, ${instants(made.map(({ given }) => (given.to === null ? given.until : null)))}, ${instants(made.map(({ madeAt }) => madeAt))},
      ${instants(made.map(({ given }) => (given.to === null ? null : given.dueAt)))}, ${instants(made.map(({ expiresAt }) => expiresAt))})
      with ordinality as n (play, prospect, given_to, given_by, because, until, made_at, due_at, expires_at, place)
    order by n.place
    returning suggestion_number as number, prospect_number as prospect, play`.execute(tx);
  const numbers = new Map(rows.map(({ prospect, play, number }) => [`${prospect} ${play}`, number]));
  return made.map(({ prospect, play }) => {
    const number = numbers.get(`${prospect} ${play}`);
    if (number === undefined) throw new Error("a suggestion was not made");
    return number;
  });
};

/** Gives what waited to somebody, or lets it wait on. */
export const giveSuggestions = async (
  tx: Transaction,
  companyId: number,
  given: readonly (Given & { readonly number: bigint })[],
  now: Instant,
): Promise<void> => {
  if (given.length === 0) return;
  await sql`
    update suggestions g set given_to = n.given_to, holder_number = n.given_to, given_by = n.given_by, given_at = case when n.given_to is not null then ${instant(now)} end,
      waits_because = n.because, waits_until = n.until, due_at = n.due_at
    from unnest(${columnOf(
      "int8",
      given.map(({ number }) => number),
    )}, ${columnOf(
      "int4",
      given.map(({ to }) => to),
    )}, ${columnOf(
      "text",
      given.map((each) => (each.to === null ? null : each.by)),
    )}, ${columnOf(
      "text",
      given.map((each) => (each.to === null ? each.because : null)),
    )}, ${instants(given.map((each) => (each.to === null ? each.until : null)))}, ${instants(given.map((each) => (each.to === null ? null : each.dueAt)))})
      as n (number, given_to, given_by, because, until, due_at)
    where g.company_id = ${companyId} and g.suggestion_number = n.number and g.state = 'open'`.execute(tx);
};

/** What is more urgent than what it was made of is due earlier. */
export const hastenSuggestions = async (
  tx: Transaction,
  companyId: number,
  hastened: readonly { readonly number: bigint; readonly dueAt: Instant }[],
): Promise<void> => {
  if (hastened.length === 0) return;
  await sql`
    update suggestions g set due_at = least(g.due_at, n.due_at)
    from unnest(${columnOf(
      "int8",
      hastened.map(({ number }) => number),
    )}, ${instants(hastened.map(({ dueAt }) => dueAt))}) as n (number, due_at)
    where g.company_id = ${companyId} and g.suggestion_number = n.number and g.due_at is not null`.execute(tx);
};

export type RoutedSignal = { readonly number: bigint; readonly play: string } & (
  | { readonly suggestion: bigint }
  | { readonly because: Unsuggested }
);

/** Keeps what became of signals. */
export const keepRouted = async (tx: Transaction, companyId: number, routed: readonly RoutedSignal[], now: Instant): Promise<void> => {
  if (routed.length === 0) return;
  await sql`
    insert into routed_signals (company_id, signal_number, play, routed_at, suggestion_number, because)
    select ${companyId}::int, r.number, r.play, ${instant(now)}, r.suggestion, r.because
    from unnest(${columnOf(
      "int8",
      routed.map(({ number }) => number),
    )}, ${columnOf(
      "text",
      routed.map(({ play }) => play),
    )}, ${columnOf(
      "int8",
      routed.map((each) => ("suggestion" in each ? each.suggestion : null)),
    )}, ${columnOf(
      "text",
      routed.map((each) => ("because" in each ? each.because : null)),
    )}) as r (number, play, suggestion, because)`.execute(tx);
};

/** A suggestion as it is kept, with whom it is about. */
export type KeptSuggestion = Suggestion & {
  readonly play: string;
  readonly prospect: bigint;
  readonly prospectName: string | null;
  readonly references: readonly ProspectReference[];
  readonly owner: number | null;
  readonly givenBy: "owner" | "turn" | null;
  readonly givenAt: Instant | null;
  readonly waitsBecause: Waiting | null;
  readonly madeAt: Instant;
};

type SuggestionRow = {
  readonly number: bigint;
  readonly play: string;
  readonly prospect: bigint;
  readonly prospect_name: string | null;
  readonly refs: readonly ProspectReference[];
  readonly owner: number | null;
  readonly given_to: number | null;
  readonly given_by: "owner" | "turn" | null;
  readonly given_us: bigint | null;
  readonly waits_because: Waiting | null;
  readonly made_us: bigint;
  readonly due_us: bigint | null;
  readonly expires_us: bigint;
  /** Instants as text, since JSON would round them. */
  readonly acts: readonly { readonly act: SuggestionAct["act"]; readonly by: number | null; readonly said: string; readonly at: string }[];
};

const suggestionOf = (row: SuggestionRow): KeptSuggestion => ({
  number: Number(row.number),
  play: row.play,
  prospect: row.prospect,
  prospectName: row.prospect_name,
  references: row.refs,
  owner: row.owner,
  givenTo: row.given_to,
  givenBy: row.given_by,
  givenAt: row.given_us,
  waitsBecause: row.waits_because,
  madeAt: row.made_us,
  dueAt: row.due_us,
  expiresAt: row.expires_us,
  acts: row.acts.map(({ act, by, said, at }) => ({ act, by, said, at: BigInt(at) })),
});

const suggestionsWhere = async (
  tx: Transaction,
  companyId: number,
  which: RawBuilder<unknown>,
  { order, limit }: { readonly order: RawBuilder<unknown>; readonly limit: number },
): Promise<readonly KeptSuggestion[]> => {
  const { rows } = await sql<SuggestionRow>`
    select g.suggestion_number as number, g.play, g.prospect_number as prospect, ${prospectName("p")} as prospect_name,
      ${referencesOf(companyId, sql`g.prospect_number`)} as refs,
      ${ownerOf(companyId, sql`g.prospect_number`)} as owner, g.given_to, g.given_by, ${microseconds(sql`g.given_at`)} as given_us, g.waits_because,
      ${microseconds(sql`g.made_at`)} as made_us, ${microseconds(sql`g.due_at`)} as due_us, ${microseconds(sql`g.expires_at`)} as expires_us,
      (select coalesce(jsonb_agg(jsonb_build_object('act', a.act, 'by', a.by_number, 'said', a.said, 'at', (${microseconds(sql`a.done_at`)})::text) order by a.act_number), '[]'::jsonb)
        from suggestion_acts a where a.company_id = ${companyId} and a.suggestion_number = g.suggestion_number) as acts
    from (
      select g.* from suggestions g where g.company_id = ${companyId} and ${which} order by ${order} limit ${limit}) g
    left join prospects p on p.company_id = ${companyId} and p.prospect_number = g.prospect_number
    order by ${order}`.execute(tx);
  return rows.map(suggestionOf);
};

/** Whose suggestions are asked for: those that these members hold, and those that nobody holds. Null: everybody's. */
export type SuggestionFilter = {
  readonly holders: readonly number[] | null;
  readonly withUnheld: boolean;
  readonly states: readonly SuggestionState[];
  readonly prospect?: bigint;
};

const whichMeet = ({ holders, withUnheld, states, prospect }: SuggestionFilter): RawBuilder<unknown> => sql`
  g.state = any (${columnOf("text", states)})
  ${prospect === undefined ? sql`` : sql`and g.prospect_number = ${prospect}`}
  ${
    holders === null
      ? sql``
      : sql`and (g.holder_number = any (${columnOf("int4", holders)}) ${withUnheld ? sql`or g.holder_number is null` : sql``})`
  }`;

/** The latest first. */
export const suggestionsListed = (
  tx: Transaction,
  companyId: number,
  filter: SuggestionFilter,
  limit: number,
): Promise<readonly KeptSuggestion[]> =>
  suggestionsWhere(tx, companyId, whichMeet(filter), { order: sql`g.made_at desc, g.suggestion_number desc`, limit });

/** One suggestion. Until the transaction ends nobody else acts on it: who comes second sees what the first has done. */
export const ownSuggestion = async (tx: Transaction, companyId: number, number: number): Promise<KeptSuggestion | undefined> => {
  await sql`
    select g.suggestion_number from suggestions g
    where g.company_id = ${companyId} and g.suggestion_number = ${number}::bigint for update`.execute(tx);
  const found = await suggestionsWhere(tx, companyId, sql`g.suggestion_number = ${number}::bigint`, {
    order: sql`g.suggestion_number`,
    limit: 1,
  });
  return found[0];
};

/** Keeps the last act of a suggestion that is owned, and what it comes to with it. */
export const keepSuggestionAct = async (tx: Transaction, companyId: number, suggestion: Suggestion): Promise<void> => {
  const act = suggestion.acts.at(-1);
  if (act === undefined) return;
  await sql`
    insert into suggestion_acts (company_id, suggestion_number, act_number, act, by_number, said, done_at)
    values (${companyId}, ${suggestion.number}::bigint, ${suggestion.acts.length}, ${act.act}, ${act.by}, ${act.said}, ${instant(act.at)})`.execute(
    tx,
  );
  await sql`
    update suggestions set state = ${suggestionState(suggestion)}, holder_number = ${holderOf(suggestion)}::int, waits_because = null, waits_until = null
    where company_id = ${companyId} and suggestion_number = ${suggestion.number}::bigint`.execute(tx);
};

/** Whether another suggestion of the same prospect and play waits. */
export const hasOtherWaiting = async (tx: Transaction, companyId: number, { prospect, play, number }: KeptSuggestion): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from suggestions g where g.company_id = ${companyId} and g.prospect_number = ${prospect} and g.play = ${play}
      and g.state in ('open', 'claimed') and g.suggestion_number <> ${number}::bigint) as found`.execute(tx);
  return rows[0]?.found === true;
};

/** Whose suggestions have changed; null: some that nobody held. */
type Ended = { readonly holder: number | null };

/** What stands in the log as an answer to a signal of a suggestion `g`, the first of them. */
const firstAnswer = (companyId: number): RawBuilder<unknown> => sql`
  select a.member_number, a.ordered_at
  from routed_signals r join signals s on s.company_id = r.company_id and s.signal_number = r.signal_number
  cross join lateral (
    select a.member_number, a.ordered_at from activities a
    where a.company_id = ${companyId} and a.signal_source = s.source and a.signal_external_id = s.external_id and a.prospect_number = s.prospect_number
      and a.ordered_at >= s.occurred_at and a.voided_at is null and not a.taken_back and a.member_number is not null
      and a.direction is distinct from 'inbound' offset 0) a
  where r.company_id = ${companyId} and r.suggestion_number = g.suggestion_number
  order by a.ordered_at, a.member_number limit 1`;

/** Whether there is something to route, to end or to settle: asked every other second. */
export const hasSuggestionWork = async (
  tx: Transaction,
  companyId: number,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select ${unrouted(companyId, since)})
      or exists (select from suggestions g where g.company_id = ${companyId} and g.state in ('open', 'claimed') and (g.waits_until <= ${instant(now)} or g.expires_at <= ${instant(now)}))
      or exists (select from suggestions g cross join lateral (${firstAnswer(companyId)}) f where g.company_id = ${companyId} and g.state in ('open', 'claimed')) as found`.execute(
    tx,
  );
  return rows[0]?.found === true;
};

/** Ends what nobody contacted in time. */
export const expireSuggestions = async (tx: Transaction, companyId: number, now: Instant): Promise<readonly Ended[]> => {
  const { rows } = await sql<Ended>`
    with over as (
      select g.suggestion_number, g.holder_number from suggestions g
      where g.company_id = ${companyId} and g.state in ('open', 'claimed') and g.expires_at <= ${instant(now)}
      order by g.suggestion_number for update skip locked
    ), acts as (
      insert into suggestion_acts (company_id, suggestion_number, act_number, act, by_number, said, done_at)
      select ${companyId}::int, o.suggestion_number, 1 + (select count(*) from suggestion_acts a where a.company_id = ${companyId} and a.suggestion_number = o.suggestion_number),
        'expiry', null, '', ${instant(now)} from over o
    )
    update suggestions g set state = 'expired', waits_because = null, waits_until = null from over o
    where g.company_id = ${companyId} and g.suggestion_number = o.suggestion_number
    returning o.holder_number as holder`.execute(tx);
  return rows;
};

/** Lets a suggestion be contacted whose signal an activity answers, whoever told it. */
export const settleAnswered = async (tx: Transaction, companyId: number): Promise<readonly Ended[]> => {
  const { rows } = await sql<Ended>`
    with answered as materialized (
      select g.suggestion_number, f.member_number, f.ordered_at from suggestions g cross join lateral (${firstAnswer(companyId)}) f
      where g.company_id = ${companyId} and g.state in ('open', 'claimed')
    ), held as (
      select g.suggestion_number, g.holder_number, a.member_number, a.ordered_at
      from suggestions g join answered a on a.suggestion_number = g.suggestion_number
      where g.company_id = ${companyId} and g.state in ('open', 'claimed')
      order by g.suggestion_number for update of g skip locked
    ), acts as (
      insert into suggestion_acts (company_id, suggestion_number, act_number, act, by_number, said, done_at)
      select ${companyId}::int, h.suggestion_number, 1 + (select count(*) from suggestion_acts a where a.company_id = ${companyId} and a.suggestion_number = h.suggestion_number),
        'contact', h.member_number, '', h.ordered_at from held h
    )
    update suggestions g set state = 'contacted', holder_number = h.member_number, waits_because = null, waits_until = null from held h
    where g.company_id = ${companyId} and g.suggestion_number = h.suggestion_number
    returning h.holder_number as holder`.execute(tx);
  return rows;
};

/** A signal of a prospect, as an inbox shows it. */
export type ShownSignal = {
  readonly prospect: bigint;
  readonly suggestion: bigint | null;
  readonly source: string;
  readonly externalId: string;
  readonly kind: SignalKind;
  readonly occurredAt: Instant;
  readonly topic: string | null;
  readonly url: string | null;
  readonly excerpt: string | null;
  readonly evidence: string | null;
  readonly isPurged: boolean;
  readonly phrase: string | null;
  readonly found: string | null;
  readonly startsAt: number | null;
  readonly endsBefore: number | null;
};

/** What these prospects did since, the latest first. */
export const signalsOfProspects = async (
  tx: Transaction,
  companyId: number,
  prospects: readonly bigint[],
  since: Instant,
): Promise<ReadonlyMap<bigint, readonly ShownSignal[]>> => {
  if (prospects.length === 0) return new Map();
  const { rows } = await sql<ShownSignal>`
    select s.prospect_number as prospect, r.suggestion_number as suggestion, s.source, s.external_id as "externalId", s.kind,
      ${microseconds(sql`s.occurred_at`)} as "occurredAt", s.topic, s.url, s.excerpt, s.evidence, s.purged_at is not null as "isPurged",
      t.phrase, t.found, t.starts_at as "startsAt", t.ends_before as "endsBefore"
    from (select distinct n.prospect from unnest(${columnOf("int8", prospects)}) as n (prospect)) n
    cross join lateral (
      select s.* from signals s
      where s.company_id = ${companyId} and s.prospect_number = n.prospect and s.occurred_at >= ${instant(since)} and s.voided_at is null
      order by s.occurred_at desc, s.signal_number desc limit 100) s
    left join routed_signals r on r.company_id = ${companyId} and r.signal_number = s.signal_number
    left join signal_topics t on t.company_id = ${companyId} and t.signal_number = s.signal_number and t.topic = s.topic
    order by s.prospect_number, s.occurred_at desc, s.signal_number desc`.execute(tx);
  const found = new Map<bigint, ShownSignal[]>();
  for (const row of rows) within(found, row.prospect, () => []).push(row);
  return found;
};

/** How many signals were given to whom since, how many of them were answered, and after how many seconds (half of them within that). */
export type AnswerCounts = {
  readonly member: number | null;
  readonly routed: number;
  readonly answered: number;
  readonly waiting: number;
  readonly medianSeconds: number | null;
};

/** By holder, of suggestions that were made from one instant to before another. Answered is what an activity that stands says. */
export const answersByHolder = async (
  tx: Transaction,
  companyId: number,
  { from, before, holders }: { readonly from: Instant; readonly before: Instant; readonly holders: readonly number[] | null },
): Promise<readonly AnswerCounts[]> => {
  const { rows } = await sql<AnswerCounts>`
    select g.holder_number as member, count(*)::integer as routed, count(f.ordered_at)::integer as answered,
      count(*) filter (where f.ordered_at is null and g.state in ('open', 'claimed'))::integer as waiting,
      (percentile_cont(0.5) within group (order by greatest(0, extract(epoch from f.ordered_at - g.made_at))) filter (where f.ordered_at is not null))::float8 as "medianSeconds"
    from suggestions g left join lateral (${firstAnswer(companyId)}) f on true
    where g.company_id = ${companyId} and g.made_at >= ${instant(from)} and g.made_at < ${instant(before)}
      ${holders === null ? sql`` : sql`and g.holder_number = any (${columnOf("int4", holders)})`}
    group by g.holder_number order by g.holder_number nulls last`.execute(tx);
  return rows;
};

/** What became of the signals of a topic, or of a source. */
export type HitRate = { readonly signals: number; readonly suggested: number; readonly answered: number };
export type HitRates = {
  readonly topics: readonly (HitRate & { readonly topic: string })[];
  readonly sources: readonly (HitRate & { readonly source: string; readonly lastAt: Instant })[];
};

/** Of signals of people that came to be in a span; answered by an activity that stands. */
export const hitRates = async (
  tx: Transaction,
  companyId: number,
  { from, before }: { readonly from: Instant; readonly before: Instant },
): Promise<HitRates> => {
  const { rows } = await sql<HitRate & { readonly topic: string | null; readonly source: string | null; readonly lastAt: Instant }>`
    select s.topic, s.source, count(*)::integer as signals, count(r.suggestion_number)::integer as suggested,
      count(*) filter (where exists (
        select from activities a
        where a.company_id = ${companyId} and a.signal_source = s.source and a.signal_external_id = s.external_id and a.prospect_number = s.prospect_number
          and a.ordered_at >= s.occurred_at and a.voided_at is null and not a.taken_back and a.member_number is not null))::integer as answered,
      ${microseconds(sql`max(s.occurred_at)`)} as "lastAt"
    from signals s left join routed_signals r on r.company_id = ${companyId} and r.signal_number = s.signal_number
    where s.company_id = ${companyId} and s.occurred_at >= ${instant(from)} and s.occurred_at < ${instant(before)} and s.voided_at is null
    group by grouping sets ((s.topic), (s.source))
    order by signals desc, s.topic, s.source`.execute(tx);
  return {
    topics: rows.flatMap(({ topic, signals, suggested, answered }) => (topic === null ? [] : [{ topic, signals, suggested, answered }])),
    sources: rows.flatMap(({ source, signals, suggested, answered, lastAt }) =>
      source === null ? [] : [{ source, signals, suggested, answered, lastAt }],
    ),
  };
};

/**
 * Lets suggestions follow prospects that go from one root to another. Where two would wait for one then, the signals of the later go to the earlier, and the
 * later ends.
 */
export const moveSuggestions = async (
  tx: Transaction,
  companyId: number,
  { prospects, from, to }: { readonly prospects: readonly bigint[]; readonly from: bigint; readonly to: bigint },
): Promise<void> => {
  const own = sql`case when g.own_prospect_number is null then g.prospect_number else g.own_prospect_number end`;
  const moving = columnOf("int8", prospects);
  await sql`
    with pairs as (
      select (g.made_at, g.suggestion_number) < (o.made_at, o.suggestion_number) as is_first, g.suggestion_number as one,
        o.suggestion_number as other
      from suggestions g join suggestions o on o.company_id = g.company_id and o.play = g.play and o.prospect_number = ${to} and o.state in ('open', 'claimed')
      where g.company_id = ${companyId} and g.prospect_number = ${from} and ${own} = any (${moving}) and g.state in ('open', 'claimed')
    ), joined as (
      select case when p.is_first then p.one else p.other end as kept, case when p.is_first then p.other else p.one end as ended from pairs p
    ), moved as (
      update routed_signals r set suggestion_number = j.kept from joined j where r.company_id = ${companyId} and r.suggestion_number = j.ended
    ), acts as (
      insert into suggestion_acts (company_id, suggestion_number, act_number, act, by_number, said, done_at)
      select ${companyId}::int, j.ended, 1 + (select count(*) from suggestion_acts a where a.company_id = ${companyId} and a.suggestion_number = j.ended), 'expiry', null, '', now()
      from joined j
    )
    update suggestions g set state = 'expired', waits_because = null, waits_until = null from joined j
    where g.company_id = ${companyId} and g.suggestion_number = j.ended`.execute(tx);
  await sql`
    update suggestions g set prospect_number = ${to}, own_prospect_number = nullif(${own}, ${to})
    where g.company_id = ${companyId} and g.prospect_number = ${from} and ${own} = any (${moving})`.execute(tx);
};
