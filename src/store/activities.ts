import { sql, type RawBuilder } from "kysely";
import type { ActivityReport, AttributeValue, ProspectReference } from "../domain/activity.ts";
import type { Instant } from "../domain/instant.ts";
import type { PresentRevision, RevisionMark } from "../domain/revision.ts";
import type { Day } from "../domain/day.ts";
import type { Settings } from "../domain/company.ts";
import { capReach } from "../domain/signals/barred.ts";
import { contactRulesOf } from "../domain/signals/own-contact-rules.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { lockProspects, prospectNumbers } from "./prospects.ts";

export type ActivityKey = { readonly source: string; readonly externalId: string };

/** Whom a member's reference names, and the zone that they had then. */
export type Attributed = {
  /** Null when nobody answers to the reference; the store also leaves out whom the day finds not employed. */
  readonly memberNumber: number | null;
  readonly timeZone: string;
};

/** A report whose members and zones are known, ready to be stored as the state of its activity. */
export type ActivityState = {
  readonly report: ActivityReport;
  /** In the order of the report's members. */
  readonly attributed: readonly [Attributed, ...Attributed[]];
  readonly contentHash: string;
  /** When the source says the state came to be: the report's own word, or of a void its time. */
  readonly revisedAt: Instant | null;
  readonly rank: Instant | null;
  readonly revision: number;
};

/** Several members or several prospects: the record has more lines than the one that stands in it. */
export const hasLines = ({ members, prospects }: ActivityReport): boolean => members.length > 1 || prospects.length > 1;

/** One text for a key, to look it up by; an external id holds no control characters. */
export const keyText = ({ source, externalId }: ActivityKey): string => `${source}\u0000${externalId}`;

export const keyRows = (keys: readonly ActivityKey[]): RawBuilder<unknown> => sql`
  (select k.source collate "C" as source, k.external_id collate "C" as external_id
   from unnest(${columnOf(
     "text",
     keys.map((key) => key.source),
   )}, ${columnOf(
     "text",
     keys.map((key) => key.externalId),
   )}) as k (source, external_id))`;

// Look-ups of a batch are written as lateral sub-queries that end in `limit` or `offset 0`: the planner then walks the index once a row,
// and cannot decide that reading a whole table is cheaper, which it does while a table is young and is wrong about a minute later.

export const microseconds = (column: RawBuilder<unknown>): RawBuilder<bigint> => sql`(extract(epoch from ${column}) * 1000000)::bigint`;
export const instantOf = (column: RawBuilder<unknown>): RawBuilder<string> =>
  sql`timestamptz 'epoch' + ${column} * interval '1 microsecond'`;

export type StoredRevision = PresentRevision & {
  readonly revision: number;
  readonly memberReference: string;
  readonly takenBack: boolean;
  /** Its source has taken it back, or a complete load lacked it. */
  readonly isVoid: boolean;
  /** A complete load lacked it, and nobody has told it since. */
  readonly isMissing: boolean;
  /** A person was erased from it: it takes no further states from its source. */
  readonly isSealed: boolean;
};

/** The prospects that the activities of a relation `k` of keys have, of all their lines. */
export const prospectsOfKeys = (companyId: number, keys: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select a.prospect_number from ${keys} k cross join lateral (
    select a.prospect_number from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1) a
  union
  select l.prospect_number from ${keys} k cross join lateral (
    select l.prospect_number from activity_lines l where l.company_id = ${companyId} and l.source = k.source and l.external_id = k.external_id offset 0) l`;

/**
 * Locks those of the keys that are known, in key order, and says what holds of each. Where sources tell of the same acts, a record changes with
 * another one that nobody has locked by its key, and so where a cap counts contacts together: there the prospects come first, those that the activities have and those that are `named`.
 */
export const lockActivities = async (
  tx: Transaction,
  { companyId, company }: Settings,
  keys: readonly ActivityKey[],
  named: readonly ProspectReference[] = [],
): Promise<Map<string, StoredRevision>> => {
  if (company.sameActs.length > 0 || capReach(contactRulesOf(company)) > 0n)
    await lockProspects(
      tx,
      companyId,
      sql`(${prospectsOfKeys(companyId, keyRows(keys))} union ${prospectNumbers(companyId, named)}) as n (prospect_number)`,
    );
  const { rows } = await sql<{
    source: string;
    external_id: string;
    content_hash: string;
    revised_us: bigint | null;
    rank_us: bigint | null;
    revision: number;
    member_reference: string;
    taken_back: boolean;
    is_void: boolean;
    is_missing: boolean;
    is_sealed: boolean;
  }>`
    select a.source, a.external_id, encode(a.content_hash, 'hex') as content_hash, ${microseconds(sql`a.revised_at`)} as revised_us,
      ${microseconds(sql`nullif(a.rank_at, '-infinity')`)} as rank_us, a.revision, a.member_reference, a.taken_back,
      a.voided_at is not null as is_void, a.missing_load is not null as is_missing, a.sealed is not null as is_sealed
    from (select k.source, k.external_id from ${keyRows(keys)} k order by k.source, k.external_id offset 0) k
    cross join lateral (
      select a.* from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1 for no key update) a`.execute(
    tx,
  );
  return new Map(
    rows.map((row) => [
      keyText({ source: row.source, externalId: row.external_id }),
      {
        contentHash: row.content_hash,
        revisedAt: row.revised_us,
        rank: row.rank_us,
        revision: row.revision,
        memberReference: row.member_reference,
        takenBack: row.taken_back,
        isVoid: row.is_void,
        isMissing: row.is_missing,
        isSealed: row.is_sealed,
      },
    ]),
  );
};

/** The revisions beside the one that holds, by key. */
export const earlierRevisions = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
): Promise<Map<string, RevisionMark[]>> => {
  const { rows } = await sql<{ source: string; external_id: string; content_hash: string; revised_us: bigint | null }>`
    select r.source, r.external_id, encode(r.content_hash, 'hex') as content_hash, ${microseconds(sql`r.revised_at`)} as revised_us
    from ${keyRows(keys)} k
    cross join lateral (
      select r.* from activity_revisions r where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id offset 0) r
    order by r.source, r.external_id, r.revision`.execute(tx);
  const earlier = new Map<string, RevisionMark[]>();
  for (const row of rows) {
    const key = keyText({ source: row.source, externalId: row.external_id });
    const marks = earlier.get(key) ?? [];
    marks.push({ contentHash: row.content_hash, revisedAt: row.revised_us });
    earlier.set(key, marks);
  }
  return earlier;
};

/** The columns that a report sets, in the order of `givenRows`. */
export const reportColumns = [
  "member_number",
  "member_reference",
  "local_day",
  "ordered_at",
  "local_hour",
  "time_zone",
  "prospect_number",
  "own_prospect_number",
  "prospect_reference",
  "kind",
  "direction",
  "outcome",
  "duration_seconds",
  "quantity",
  "amount_minor",
  "currency",
  "provenance",
  "subject",
  "url",
  "evidence",
  "attributes",
  "signal_source",
  "signal_external_id",
  "content_hash",
  "revised_at",
  "rank_at",
  "voided_at",
  "void_reason",
  "revision",
  "weights",
  "prospect_count",
  "parties",
  "is_total",
] as const;

const names = (alias?: string): RawBuilder<unknown> =>
  sql.join(reportColumns.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)));

const attributeText = (value: AttributeValue): string => {
  if (typeof value === "bigint") return value.toString();
  return typeof value === "object"
    ? `{"amountMinor":${value.amountMinor},"currency":${JSON.stringify(value.currency)}}`
    : JSON.stringify(value);
};

// By hand, since JSON.stringify refuses a bigint and a number would round it.
export const attributesText = (attributes: ActivityReport["attributes"]): string | null =>
  attributes === null
    ? null
    : `{${Object.entries(attributes)
        .map(([name, value]) => `${JSON.stringify(name)}:${attributeText(value)}`)
        .join(",")}}`;

/** Here, and nowhere else, an instant becomes a local day: in the zone that the member had then. Columns of `g`, whose `occurred_us` or `occurred_on` says when. */
export const occurrence = (given: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select g.*, coalesce(g.occurred_local::date, g.occurred_on) as local_day, extract(hour from g.occurred_local)::smallint as local_hour,
    coalesce(g.occurred_at, ((g.occurred_on + 1)::timestamp at time zone g.time_zone) - interval '1 microsecond') as ordered_at
  from (
    select g.*, g.occurred_at at time zone g.time_zone as occurred_local
    from (select g.*, ${instantOf(sql`g.occurred_us`)} as occurred_at from ${given} offset 0) g
    offset 0) g`;

/** The members among those of `g` who were employed on the day; the others are not attributed. */
export const employed = (companyId: number, members: readonly (number | null)[]): RawBuilder<unknown> => sql`
  left join (
    select m.member_number, m.employed_from, m.employed_before from members m
    where m.company_id = ${sql.lit(companyId)} and m.member_number = any (${columnOf("int4", [...new Set(members)])}) offset 0) m
    on m.member_number = g.member_number and g.local_day >= m.employed_from and g.local_day < m.employed_before`;

export const prospectNamed = (companyId: number): RawBuilder<unknown> => sql`
  left join lateral (
    select i.prospect_number, i.own_number from prospect_identities i
    where i.company_id = ${sql.lit(companyId)} and i.kind = g.prospect_kind collate "C" and i.value = g.prospect_value collate "C" limit 1) i on true`;

export const occurredUs = ({ occurred }: ActivityReport): bigint | null => ("at" in occurred ? occurred.at : null);
export const occurredOn = ({ occurred }: ActivityReport): Day | null => ("on" in occurred ? occurred.on : null);

/** Who was named, as jsonb; weights as text, since they may be larger than a number holds. */
const partiesText = (report: ActivityReport): string | null =>
  hasLines(report)
    ? JSON.stringify({
        members: report.members.map(({ reference, weight }) => ({ reference, weight: String(weight) })),
        prospects: report.prospects,
      })
    : null;

const weightsText = ({ members }: ActivityReport): string | null =>
  members.length > 1 ? `{${members.map(({ weight }) => String(weight)).join(",")}}` : null;

/** States as rows of the log, each with its first line. */
export const givenRows = (companyId: number, states: readonly ActivityState[]): RawBuilder<unknown> => {
  const reports = states.map((state) => state.report);
  const members = states.map((state) => state.attributed[0].memberNumber);
  const text = (read: (report: ActivityReport) => string | null) => columnOf("text", reports.map(read));
  const whole = (read: (report: ActivityReport) => bigint | null) =>
    reports.some((each) => read(each) !== null) ? columnOf("int8", reports.map(read)) : sql`array[]::int8[]`;
  const sparse = (read: (report: ActivityReport) => string | null) =>
    reports.some((each) => read(each) !== null) ? text(read) : sql`array[]::text[]`;
  return sql`
  select ${sql.lit(companyId)}::integer as company_id, g.source, g.external_id, m.member_number, g.member_reference, g.local_day, g.ordered_at, g.local_hour, g.time_zone,
    i.prospect_number, i.own_number as own_prospect_number, g.prospect_value as prospect_reference, g.kind, g.direction, g.outcome, g.duration_seconds, g.quantity, g.amount_minor, g.currency,
    g.provenance, g.subject, g.url, g.evidence, g.attributes::jsonb as attributes, g.signal_source, g.signal_external_id, decode(g.content_hash, 'hex') as content_hash,
    ${instantOf(sql`g.revised_us`)} as revised_at, coalesce(${instantOf(sql`g.rank_us`)}, '-infinity') as rank_at, ${instantOf(sql`g.voided_us`)} as voided_at,
    g.void_reason, g.revision, g.weights::bigint[] as weights, coalesce(g.prospect_count, 1)::integer as prospect_count, g.parties::jsonb as parties,
    coalesce(g.is_total::boolean, false) as is_total
  from (${occurrence(sql`
    unnest(
      ${text((each) => each.source)}, ${text((each) => each.externalId)}, ${columnOf("int4", members)}, ${text((each) => each.members[0].reference)},
      ${whole(occurredUs)}, ${columnOf("date", reports.map(occurredOn))},
      ${columnOf(
        "text",
        states.map((state) => state.attributed[0].timeZone),
      )}, ${sparse((each) => each.prospects[0]?.kind ?? null)}, ${sparse((each) => each.prospects[0]?.value ?? null)},
      ${text((each) => each.kind)}, ${sparse((each) => each.direction)}, ${sparse((each) => each.outcome)}, ${whole((each) => each.durationSeconds)}, ${whole((each) => each.quantity)},
      ${whole((each) => each.amount?.amountMinor ?? null)}, ${sparse((each) => each.amount?.currency ?? null)}, ${text((each) => each.provenance)}, ${sparse((each) => each.subject)},
      ${sparse((each) => each.url)}, ${sparse((each) => each.evidence)}, ${sparse((each) => attributesText(each.attributes))},
      ${sparse((each) => each.signal?.source ?? null)}, ${sparse((each) => each.signal?.externalId ?? null)},
      ${columnOf(
        "text",
        states.map((state) => state.contentHash),
      )}, ${columnOf(
        "int8",
        states.map((state) => state.revisedAt),
      )}, ${columnOf(
        "int8",
        states.map((state) => state.rank),
      )},
      ${whole((each) => each.voided?.at ?? null)}, ${sparse((each) => each.voided?.reason ?? null)}, ${columnOf(
        "int4",
        states.map((state) => state.revision),
      )}, ${sparse(weightsText)}, ${whole(({ prospects }) => (prospects.length > 1 ? BigInt(prospects.length) : null))}, ${sparse(partiesText)}, ${sparse((each) => (each.isTotal ? "true" : null))})
      as g (source, external_id, member_number, member_reference, occurred_us, occurred_on, time_zone, prospect_kind, prospect_value, kind, direction, outcome,
        duration_seconds, quantity, amount_minor, currency, provenance, subject, url, evidence, attributes, signal_source, signal_external_id, content_hash, revised_us, rank_us, voided_us, void_reason, revision,
        weights, prospect_count, parties, is_total)`)}) g
  ${employed(companyId, members)}
  ${prospectNamed(companyId)}`;
};

/** What judging reads of a record: its rows are carried through several steps, so what none of them reads stays behind. */
const judgedColumns = [
  "company_id",
  "source",
  "external_id",
  "arrival",
  "member_number",
  "local_day",
  "ordered_at",
  "local_hour",
  "prospect_number",
  "kind",
  "direction",
  "outcome",
  "duration_seconds",
  "quantity",
  "amount_minor",
  "currency",
  "provenance",
  "subject",
  "evidence",
  "attributes",
  "signal_source",
  "signal_external_id",
  "voided_at",
  "taken_back",
  "weights",
  "prospect_count",
  "is_total",
  "sealed",
] as const;

const insertion = (companyId: number, states: readonly ActivityState[]): RawBuilder<unknown> => sql`
  insert into activities as a (company_id, source, external_id, ${names()})
  select g.company_id, g.source, g.external_id, ${names("g")}
  from (${givenRows(companyId, states)}) g
  order by g.source collate "C", g.external_id collate "C"
  returning `;

/**
 * An insert of activities that are new and have one line, to stand first in a statement: it yields the rows it made, with `aspects` of each
 * (alias `a`) beside what judging reads. When another transaction stored one of the keys meanwhile, the two have met: `on conflict` would
 * look up every key once more.
 */
export const insertActivities = (
  companyId: number,
  states: readonly ActivityState[],
  aspects: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  ${insertion(companyId, states)} ${sql.join(judgedColumns.map((name) => sql.ref(`a.${name}`)))}, 1 as member_position, 1 as prospect_position,
    a.prospect_reference is not null and a.prospect_number is null as names_stranger, ${aspects}`;

/** Stores activities that are new and have several lines, without those lines. */
export const insertJointActivities = async (tx: Transaction, companyId: number, states: readonly ActivityState[]): Promise<void> => {
  if (states.length > 0) await sql`${insertion(companyId, states)} a.source`.execute(tx);
};

/** What a revision keeps: everything that a report says, under the columns' names. */
const contentOf = (alias: string): RawBuilder<unknown> =>
  sql`jsonb_strip_nulls(to_jsonb(${sql.ref(alias)}) || jsonb_build_object('total', nullif(${sql.ref(`${alias}.is_total`)}, false)) - array['company_id', 'source', 'external_id', 'arrival', 'content_hash', 'revised_at', 'rank_at', 'revision', 'recorded_at', 'taken_back', 'weights', 'prospect_count', 'is_total', 'own_prospect_number', 'same_source', 'same_external_id', 'sealed', 'barred'])`;

// Member and day were found when the record came; only a revision of the member or the time asks for them again.
// Where several share a record, they and their days are found anew with every revision.
const sameMemberAndTime = sql`(a.member_number is not null and a.weights is null and g.weights is null and a.member_reference = g.member_reference
  and (a.local_hour is null) = (g.local_hour is null) and case when a.local_hour is null then a.local_day = g.local_day else a.ordered_at = g.ordered_at end)`;
const resolvedColumns: ReadonlySet<string> = new Set(["member_number", "local_day", "ordered_at", "local_hour", "time_zone"]);

/** Keeps the present states of these activities as earlier revisions, then sets the new ones. */
export const reviseActivities = async (tx: Transaction, companyId: number, states: readonly ActivityState[]): Promise<void> => {
  if (states.length === 0) return;
  const keys = states.map((state) => state.report);
  await sql`
    insert into activity_revisions (company_id, source, external_id, revision, content_hash, revised_at, stale, content, recorded_at)
    select a.company_id, a.source, a.external_id, a.revision, a.content_hash, a.revised_at, false, ${contentOf("a")}, a.recorded_at
    from ${keyRows(keys)} k cross join lateral (
      select a.* from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1) a`.execute(
    tx,
  );
  await sql`
    update activities a
    set (${names()}) = row (${sql.join(
      reportColumns.map((name) =>
        resolvedColumns.has(name)
          ? sql`case when ${sameMemberAndTime} then a.${sql.ref(name)} else g.${sql.ref(name)} end`
          : sql.ref(`g.${name}`),
      ),
    )}), recorded_at = now(), barred = null
    from (${givenRows(companyId, states)}) g
    where a.company_id = ${companyId} and a.source = g.source collate "C" and a.external_id = g.external_id collate "C"`.execute(tx);
};

/** Keeps states that never held, or hold no more, beside the one that does. */
export const keepRevisions = async (
  tx: Transaction,
  companyId: number,
  states: readonly ActivityState[],
  stale: readonly boolean[],
): Promise<void> => {
  if (states.length === 0) return;
  await sql`
    insert into activity_revisions (company_id, source, external_id, revision, content_hash, revised_at, stale, content, recorded_at)
    select g.company_id, g.source, g.external_id, g.revision, g.content_hash, g.revised_at, s.stale, ${contentOf("g")}, now()
    from (${givenRows(companyId, states)}) g
    join unnest(${columnOf(
      "text",
      states.map((state) => state.report.source),
    )}, ${columnOf(
      "text",
      states.map((state) => state.report.externalId),
    )},
      ${columnOf(
        "int4",
        states.map((state) => state.revision),
      )}, ${columnOf("bool", stale)}) as s (source, external_id, revision, stale)
      on s.source = g.source and s.external_id = g.external_id and s.revision = g.revision`.execute(tx);
};

/** The same content stands, as of a later instant: its rank rises. */
export const confirmActivities = async (
  tx: Transaction,
  companyId: number,
  confirmed: readonly (ActivityKey & { readonly rank: Instant })[],
): Promise<void> => {
  if (confirmed.length === 0) return;
  await sql`
    update activities a
    set revised_at = ${instantOf(sql`c.rank_us`)}, rank_at = ${instantOf(sql`c.rank_us`)}
    from unnest(${columnOf(
      "text",
      confirmed.map((each) => each.source),
    )}, ${columnOf(
      "text",
      confirmed.map((each) => each.externalId),
    )},
      ${columnOf(
        "int8",
        confirmed.map((each) => each.rank),
      )}) as c (source, external_id, rank_us)
    where a.company_id = ${companyId} and a.source = c.source collate "C" and a.external_id = c.external_id collate "C"`.execute(tx);
};

/** The states that do not hold, the oldest first; `content` by the names of the log's columns. At most a thousand. */
export const revisionsOf = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<{ revision: number; revisedAt: string | null; recordedAt: string; stale: boolean; content: Record<string, unknown> }[]> => {
  const { rows } = await sql<{
    revision: number;
    revisedAt: string | null;
    recordedAt: string;
    stale: boolean;
    content: Record<string, unknown>;
  }>`
    select r.revision, r.revised_at as "revisedAt", r.recorded_at as "recordedAt", r.stale, r.content
    from activity_revisions r where r.company_id = ${companyId} and r.source = ${source} and r.external_id = ${externalId}
    order by r.revision limit 1000`.execute(tx);
  return rows;
};

/** What people did to an activity, the first act first. At most a thousand. */
export const actsOf = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<{ act: string; reason: string; doneBy: string; doneAt: string }[]> => {
  const { rows } = await sql<{ act: string; reason: string; doneBy: string; doneAt: string }>`
    select t.act, t.reason, t.done_by as "doneBy", t.done_at as "doneAt"
    from activity_acts t where t.company_id = ${companyId} and t.source = ${source} and t.external_id = ${externalId}
    order by t.act_number limit 1000`.execute(tx);
  return rows;
};
