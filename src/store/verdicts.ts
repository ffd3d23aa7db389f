import { sql, type RawBuilder, type SqlBool } from "kysely";
import { hash } from "node:crypto";
import type { ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { conditionsOf } from "../domain/expression.ts";
import { parseInstant } from "../domain/instant.ts";
import { factorOn, type FactorTable } from "../domain/factor.ts";
import { factorOf, isMoney, MOST_SUMMED, unitOf, type Metric, type MetricVersion, type Provenance } from "../domain/metric.ts";
import type { Money } from "../domain/money.ts";
import { conversionOf, failingConditions, type FailedCondition, type Found, type FoundValue, type Verdict } from "../domain/verdict.ts";
import type { Name } from "../domain/language.ts";
import { isSeenBy, type Seen } from "../domain/sight.ts";
import { attributionOf } from "./attribution.ts";
import { keyText, type ActivityKey } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { WINDOW_CONDITION, type Ruling } from "../domain/ruling.ts";
import { evaluationOfMetrics, judgedRows, type EvaluatedVersion, type Evaluation, type JudgedFor } from "./evaluation.ts";
import { linesForEach, linesWhere } from "./lines.ts";
import { prospectName } from "./prospects.ts";
import { ofDispute, ruledDetails } from "./rulings.ts";
import { isRecordSeen } from "./seen.ts";

/** An activity as it stands in the log, with what a verdict reads. */
export type LoggedActivity = {
  readonly source: string;
  readonly externalId: string;
  readonly memberNumber: number | null;
  readonly memberReference: string;
  /** Everybody who shares it, with their weights beside one another; one as a rule. */
  readonly members: readonly { readonly memberNumber: number | null; readonly reference: string; readonly weight: bigint }[];
  readonly kind: string;
  readonly direction: string | null;
  /** RFC 3339 in UTC; null for a day without a time. */
  readonly occurredAt: string | null;
  readonly localDay: Day;
  /** `23:30` in the member's zone. */
  readonly localTime: string | null;
  readonly timeZone: string;
  readonly durationSeconds: bigint | null;
  readonly outcome: string | null;
  readonly prospect: string | null;
  /** All who are named; the first is `prospect`. */
  readonly prospects: readonly string[];
  readonly prospectName: string | null;
  readonly prospectStage: string | null;
  readonly quantity: bigint | null;
  readonly amount: Money | null;
  readonly provenance: Provenance;
  readonly subject: string | null;
  readonly url: string | null;
  readonly evidence: string | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly revision: number;
  readonly revisedAt: string | null;
  readonly recordedAt: string;
  readonly voidReason: string | null;
  readonly isVoid: boolean;
  /** The record of the same act that counts in its place. */
  readonly sameAs: ActivityKey | null;
  /** A daily total. */
  readonly isTotal: boolean;
  /** Of a milestone: what it has of its opportunity. */
  readonly product: string | null;
  readonly isNewCustomer: boolean | null;
  /** Who entered it and why, of one that no source told. */
  readonly attested: Attested | null;
};

/** `dispute` names the one by which it was entered. */
type Attested = { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string };

export type JudgedActivity = {
  readonly activity: LoggedActivity;
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly cursor: string;
};

/** As recording wrote it. */
type Parties = {
  readonly members: readonly { readonly reference: string; readonly weight: string }[];
  readonly prospects: readonly ProspectReference[];
};

type Holder = { source: string; external_id: string; day: number; member_number: number };
/** Amounts as text, since JSON would round them. */
type CountedTotal = { source: string; external_id: string; stated: string; recorded: string };

type ActivityRow = {
  source: string;
  external_id: string;
  member_number: number | null;
  member_reference: string;
  kind: string;
  direction: string | null;
  ordered_at: string;
  local_day: Day;
  local_hour: number | null;
  local_time: string | null;
  time_zone: string;
  duration_seconds: bigint | null;
  outcome: string | null;
  prospect_number: bigint | null;
  prospect_reference: string | null;
  prospect_name: string | null;
  prospect_stage: string | null;
  prospect_segment: string | null;
  prospect_is_colleague: boolean | null;
  quantity: bigint | null;
  amount_minor: bigint | null;
  currency: string | null;
  provenance: Provenance;
  subject: string | null;
  url: string | null;
  evidence: string | null;
  attributes: Record<string, unknown> | null;
  revision: number;
  revised_at: string | null;
  recorded_at: string;
  voided_at: string | null;
  void_reason: string | null;
  taken_back: boolean;
  taken_back_reason: string | null;
  attested: Attested | null;
  same_source: string | null;
  same_external_id: string | null;
  member_position: number;
  prospect_position: number;
  prospect_count: number;
  parties: Parties | null;
  applies: readonly boolean[];
  provenances_count: readonly boolean[];
  ruled_out: readonly boolean[];
  rulings: Readonly<Record<string, Ruling>> | null;
  conditions: readonly boolean[];
  amounts: readonly (bigint | null)[];
  holders: readonly (Holder | null)[];
  is_total: boolean;
  product: string | null;
  is_new_customer: boolean | null;
  totals: readonly (CountedTotal | null)[];
};

const holderOf = ({ metric, window }: EvaluatedVersion, companyId: number): RawBuilder<unknown> =>
  window === null
    ? sql`null::jsonb`
    : sql`(select jsonb_build_object('source', w.source, 'external_id', w.external_id, 'day', w.local_day - date '1970-01-01', 'member_number', w.member_number)
        from window_credits w
        where w.company_id = ${sql.lit(companyId)} and w.metric_number = ${sql.lit(metric.number)} and w.prospect_number = a.prospect_number
          and w.within_number = ${window.within} and w.window_starts_on = ${window.startsOn} and w.source is not null)`;

/** Of a daily total: the one that counts on its day. */
const countedTotalOf = ({ metric, window }: EvaluatedVersion, companyId: number): RawBuilder<unknown> =>
  window === null
    ? sql`case when a.is_total then (
        select jsonb_build_object('source', t.source, 'external_id', t.external_id, 'stated', t.stated::text, 'recorded', t.recorded::text)
        from ${totalOfDay(metric, companyId)}) end`
    : sql`null::jsonb`;

const totalOfDay = (metric: Metric, companyId: number): RawBuilder<unknown> => sql`total_credits t
        where t.company_id = ${sql.lit(companyId)} and t.member_number = a.member_number and t.local_day = a.local_day and t.kind = a.kind
          and t.metric_number = ${sql.lit(metric.number)}`;

/** One array over all versions for each thing that is asked: a column for each would be too many for a statement (1,664) at a few hundred metrics. */
const verdictColumns = (versions: readonly EvaluatedVersion[], companyId: number): RawBuilder<unknown> => {
  const over = (of: (each: EvaluatedVersion) => readonly RawBuilder<unknown>[]): RawBuilder<unknown> => {
    const all = versions.flatMap(of);
    return all.length === 0 ? sql`array[]` : sql`array[${sql.join(all)}]`;
  };
  return sql`
  ${over((each) => [each.applies])}::boolean[] as applies, ${over((each) => [each.provenanceCounts])}::boolean[] as provenances_count,
  ${over((each) => [each.ruledOut])}::boolean[] as ruled_out, ${over((each) => each.conditions)}::boolean[] as conditions, ${over((each) => [each.amount])}::bigint[] as amounts,
  to_jsonb(${over((each) => [holderOf(each, companyId)])}::jsonb[]) as holders, to_jsonb(${over((each) => [countedTotalOf(each, companyId)])}::jsonb[]) as totals`;
};

/** Whether the record counts for the metric, as the tally has it. */
const countsFor = (versions: readonly EvaluatedVersion[], companyId: number): RawBuilder<SqlBool> =>
  sql<SqlBool>`(a.stands and (${sql.join(
    versions.map(
      (each) =>
        sql`(${each.applies} and ${each.provenanceCounts} and not ${each.ruledOut} and ${sql.join(each.conditions, sql` and `)} and ${each.amount} is not null ${
          each.window === null
            ? sql`and (not a.is_total or exists (select from ${totalOfDay(each.metric, companyId)} and t.source = a.source and t.external_id = a.external_id and t.amount > 0))`
            : sql`and (${each.besideWindow} or exists (select from window_credits w
            where w.company_id = ${sql.lit(companyId)} and w.metric_number = ${sql.lit(each.metric.number)} and w.prospect_number = a.prospect_number
              and w.within_number = ${each.window.within} and w.window_starts_on = ${each.window.startsOn} and w.source = a.source and w.external_id = a.external_id))`
        })`,
    ),
    sql` or `,
  )}))`;

const foundOf = (row: ActivityRow): Found => {
  const attributes = Object.entries(row.attributes ?? {}).map(([name, value]): [string, FoundValue] => [
    `attributes.${name}`,
    typeof value === "number" ? BigInt(value) : value !== null && typeof value === "object" ? moneyOf(value) : (value as string | boolean), // recording wrote no other types
  ]);
  const weekday = BigInt(((((row.local_day + 3) % 7) + 7) % 7) + 1);
  return {
    namesProspect: row.prospect_number !== null,
    fields: {
      kind: row.kind,
      direction: row.direction,
      outcome: row.outcome,
      subject: row.subject,
      source: row.source,
      provenance: row.provenance,
      total: row.is_total,
      // What a daily total states of its day says nothing of one activity.
      durationSeconds: row.is_total ? null : row.duration_seconds,
      quantity: row.is_total ? null : row.quantity,
      amount: row.is_total ? null : amountOf(row),
      hasEvidence: row.evidence !== null,
      weekday,
      localHour: row.local_hour === null ? null : BigInt(row.local_hour),
      "prospect.stage": row.prospect_stage,
      "prospect.segment": row.prospect_segment,
      "prospect.isColleague": row.prospect_is_colleague,
      "opportunity.product": row.product,
      "opportunity.isNewCustomer": row.is_new_customer,
      ...Object.fromEntries(attributes),
    },
  };
};

const moneyOf = (value: object): Money | null =>
  "amountMinor" in value && "currency" in value
    ? { amountMinor: BigInt(value.amountMinor as number), currency: String(value.currency) }
    : null; // as recording wrote it

const amountOf = (row: ActivityRow): Money | null =>
  row.amount_minor === null || row.currency === null ? null : { amountMinor: row.amount_minor, currency: row.currency };

const sameAsOf = (row: ActivityRow): ActivityKey | null =>
  row.same_source === null || row.same_external_id === null ? null : { source: row.same_source, externalId: row.same_external_id };

type People = {
  readonly nameOf: (memberNumber: number) => Name | null;
  /** Whether the record by which a window is taken may be named. */
  readonly isHolderSeen: (memberNumber: number, day: Day) => boolean;
  readonly employedOf: (row: ActivityRow) => Extract<FailedCondition, { code: "unattributed" }>["employed"];
};

/** A version, its place among those that were asked, and where its conditions begin. */
type AskedVersion = {
  readonly each: EvaluatedVersion;
  readonly index: number;
  readonly conditionsFrom: number;
  /** By which it counts. */
  readonly table: FactorTable | undefined;
};

const verdictOf = (row: ActivityRow, found: Found, { each, index, conditionsFrom, table }: AskedVersion, people: People): Verdict => {
  const { version } = each;
  const failing: FailedCondition[] = [];
  const ruling = row.rulings?.[each.metric.number];
  if (row.ruled_out[index] === true && ruling !== undefined) failing.push({ code: "ruled-out", ruling });
  if (row.taken_back || row.voided_at !== null)
    failing.push({ code: "voided", reason: row.taken_back ? row.taken_back_reason : row.void_reason });
  if (row.member_number === null) failing.push({ code: "unattributed", reference: row.member_reference, employed: people.employedOf(row) });
  const sameAs = sameAsOf(row);
  if (sameAs !== null) failing.push({ code: "same-act", holder: sameAs });
  if (row.provenances_count[index] !== true) failing.push({ code: "provenance", found: row.provenance, needed: version.provenance ?? [] });
  failing.push(
    ...failingConditions(
      conditionsOf(each.expression),
      row.conditions.slice(conditionsFrom, conditionsFrom + each.conditions.length),
      found,
    ),
  );
  const amount = row.amounts[index] ?? null;
  if (amount === null) failing.push(...unmeasured(version, table, { row, found, failing }));
  if (version.oncePer !== null && row.prospect_number === null) failing.push({ code: "no-prospect" });
  const holder = row.holders[index] ?? null;
  const isBeside = ruling?.counts === true && ruling.conditions.includes(WINDOW_CONDITION);
  if (
    version.oncePer !== null &&
    !isBeside &&
    failing.length === 0 &&
    holder !== null &&
    (holder.source !== row.source || holder.external_id !== row.external_id)
  ) {
    failing.push({
      code: "window-taken",
      window: version.oncePer.prospect,
      holder: people.isHolderSeen(holder.member_number, holder.day)
        ? {
            source: holder.source,
            externalId: holder.external_id,
            on: holder.day,
            memberName: holder.member_number === row.member_number ? null : people.nameOf(holder.member_number),
          }
        : null,
    });
  }
  const total = failing.length === 0 && version.oncePer === null && row.is_total ? row.totals[index] : null;
  const beside =
    total == null ? undefined : { stated: BigInt(total.stated), recorded: BigInt(total.recorded), unit: unitOf(version.measure) };
  if (total != null && keyText({ source: total.source, externalId: total.external_id }) !== recordOf(row))
    failing.push({ code: "total-exceeded", by: { source: total.source, externalId: total.external_id } });
  else if (beside !== undefined && beside.stated <= beside.recorded) failing.push({ code: "total-covered", total: beside });
  const [first, ...rest] = failing;
  if (first !== undefined) return { counted: false, failing: [first, ...rest] };
  const conversion = table === undefined ? null : conversionOf(version, table, { fields: found.fields, on: row.local_day });
  return {
    counted: true,
    credit: beside === undefined ? (amount ?? 0n) : beside.stated - beside.recorded,
    ...(conversion === null ? {} : { conversion }),
    ...(ruling === undefined ? {} : { ruling }),
    ...(beside === undefined ? {} : { total: beside }),
  };
};

/** Why the record adds nothing that could be summed: what it lacks, or what the factor table lacks. */
const unmeasured = (
  { measure }: MetricVersion,
  table: FactorTable | undefined,
  { row, found: { fields }, failing }: { readonly row: ActivityRow; readonly found: Found; readonly failing: readonly FailedCondition[] },
): readonly FailedCondition[] => {
  if (measure.type === "count") return [];
  // A condition on the same field has said already that it is missing, or in which currency it stands.
  const isTold = (name: string): boolean =>
    failing.some((failed) => failed.code === "condition" && failed.found.some(({ field }) => field.name === name));
  const field = { name: measure.of, type: isMoney(measure) ? "money" : "int" } as const;
  const value = fields[measure.of] ?? null;
  // One of another type, told before the attribute was declared as it is, is missing.
  const number = !isMoney(measure) && typeof value === "bigint" ? value : null;
  const money = isMoney(measure) && typeof value === "object" ? value : null;
  if (number === null && money === null) return isTold(field.name) ? [] : [{ code: "measure-missing", field }];
  if (isMoney(measure) && money !== null && money.currency !== measure.currency)
    return isTold(field.name) ? [] : [{ code: "currency", found: money, needed: measure.currency }];
  if (number !== null && (number > MOST_SUMMED || number < -MOST_SUMMED)) return [{ code: "measure-range", field, found: number }];
  if (table === undefined) return [];
  const by = { name: table.by, type: "string" } as const;
  const key = fields[table.by];
  if (typeof key !== "string") return isTold(by.name) ? [] : [{ code: "measure-missing", field: by }];
  // With a factor of its day it is out of range once that is applied.
  if (factorOn(table, key, row.local_day) !== null) return [{ code: "measure-range", field, found: number ?? money?.amountMinor ?? 0n }];
  return [{ code: "factor-missing", table: table.name, field: by, found: key, on: row.local_day }];
};

/** Which activities are asked about; what is left out does not narrow. */
export type ActivityFilter = {
  readonly key?: ActivityKey;
  readonly memberNumber?: number;
  readonly isUnattributed?: boolean;
  readonly kind?: string;
  readonly source?: string;
  readonly startsOn?: Day;
  readonly endsBefore?: Day;
  /** Which name this prospect, first or not; its number once merged. */
  readonly prospectNumber?: string;
  /** Only what is seen; left out: everything is. */
  readonly seen?: Seen;
};

const names = (prospectNumber: string): RawBuilder<SqlBool> => sql<SqlBool>`(a.prospect_number = ${prospectNumber}::bigint
  or a.prospect_count > 1 and exists (
    select from activity_lines n where n.company_id = a.company_id and n.source = a.source and n.external_id = a.external_id and n.prospect_number = ${prospectNumber}::bigint))`;

/** `line` has the member and the day. Every record once, or with a member every record that they have a part in. */
const passes = (
  { key, memberNumber, isUnattributed, kind, source, startsOn, endsBefore, prospectNumber, seen }: ActivityFilter,
  line: "a" | "l",
): RawBuilder<SqlBool> => {
  const own = (column: string) => sql.ref(`${line}.${column}`);
  const namesNobody = sql`(a.member_number is null or a.weights is not null and exists (
    select from activity_lines l where l.company_id = a.company_id and l.source = a.source and l.external_id = a.external_id and l.member_number is null))`;
  return sql<SqlBool>`${sql.join(
    [
      line === "a" ? sql`true` : memberNumber === undefined ? sql`false` : sql`l.prospect_position = 1`,
      ...(key === undefined ? [] : [sql`a.source = ${key.source} and a.external_id = ${key.externalId}`]),
      ...(memberNumber === undefined ? [] : [sql`${own("member_number")} = ${memberNumber}`]),
      ...(isUnattributed === undefined ? [] : [isUnattributed ? namesNobody : sql`not ${namesNobody}`]),
      ...(kind === undefined ? [] : [sql`a.kind = ${kind}`]),
      ...(source === undefined ? [] : [sql`a.source = ${source}`]),
      ...(prospectNumber === undefined ? [] : [names(prospectNumber)]),
      ...(seen === undefined ? [] : [isRecordSeen(seen)]),
      ...(startsOn === undefined ? [] : [sql`${own("local_day")} >= ${dayValue(startsOn)}`]),
      ...(endsBefore === undefined ? [] : [sql`${own("local_day")} < ${dayValue(endsBefore)}`]),
    ],
    sql` and `,
  )}`;
};

export type VerdictQuestion = {
  /** Metrics to judge by; those still being counted are left to the caller. */
  readonly metrics: readonly Metric[];
  readonly which: ActivityFilter;
  /** Only those that count for one of the metrics, or for none. */
  readonly counted: boolean | null;
  /** Activities that come after this place; null from the start. */
  readonly after: Place | null;
  /** Left out: in the order of their days. */
  readonly isLatestFirst?: boolean;
  readonly limit: number;
};

/** A verdict tells what was found, whether or not a condition asks it. */
const shown = ({ factors, rates }: Evaluation): JudgedFor => ({
  fields: new Set(["prospect.stage", "prospect.segment", "prospect.isColleague"]),
  asksTeam: true,
  factors,
  rates,
});

/** The other lines of a record and member, for each of the next prospects that it names; `of` yields the keys and positions. */
const linesBeside = (evaluation: Evaluation, of: RawBuilder<unknown>): RawBuilder<unknown> =>
  judgedRows(
    linesForEach(
      evaluation.companyId,
      of,
      (line) => sql<SqlBool>`${sql.ref(`${line}.source`)} = k.source and ${sql.ref(`${line}.external_id`)} = k.external_id
        and ${line === "a" ? sql`false` : sql`l.member_position = k.member_position and l.prospect_position > 1`}`,
    ),
    shown(evaluation),
  );

/** What is read of a judged line `a`. */
const lineColumns = (versions: readonly EvaluatedVersion[], companyId: number): RawBuilder<unknown> => sql`
  a.source, a.external_id, a.member_number, a.member_reference, a.kind, a.direction, a.ordered_at, a.local_day, a.local_hour,
  case when a.local_hour is not null then to_char(a.ordered_at at time zone a.time_zone, 'HH24:MI') end as local_time, a.time_zone,
  a.duration_seconds, a.outcome, a.prospect_number, a.prospect_reference, ${prospectName("p")} as prospect_name, a.prospect_stage, a.prospect_segment, a.prospect_is_colleague,
  a.quantity, a.amount_minor, a.currency, a.provenance, a.subject, a.url, a.evidence, a.attributes, a.revision, a.revised_at, a.recorded_at, a.voided_at, a.void_reason, a.taken_back, a.is_total, a.product, a.is_new_customer,
  a.same_source, a.same_external_id,
  a.member_position, a.prospect_position, a.prospect_count, a.parties, case when a.ruled is not null then ${ruledDetails} end as rulings,
  case when a.taken_back then (
    select t.reason from activity_acts t
    where t.company_id = a.company_id and t.source = a.source and t.external_id = a.external_id and t.act = 'void' order by t.act_number desc limit 1) end as taken_back_reason,
  case when a.provenance = 'attested' then (
    select jsonb_build_object('reason', t.reason, 'by', t.done_by, 'at', to_char(t.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || ${ofDispute(sql`t.dispute_number`)} from activity_acts t
    where t.company_id = a.company_id and t.source = a.source and t.external_id = a.external_id and t.act = 'attest' order by t.act_number desc limit 1) end as attested,
  ${verdictColumns(versions, companyId)}`;

const recordOf = (row: ActivityRow): string => keyText({ source: row.source, externalId: row.external_id });

/** The lines of these rows' records and members for the next prospects that they name, by record and member's place. */
const furtherLines = async (
  tx: Transaction,
  evaluation: Evaluation,
  rows: readonly ActivityRow[],
): Promise<ReadonlyMap<string, readonly ActivityRow[]>> => {
  const { companyId, versions } = evaluation;
  const several = rows.filter((row) => row.prospect_count > 1);
  if (several.length === 0) return new Map();
  const keys = sql`(
    select k.source collate "C" as source, k.external_id collate "C" as external_id, k.member_position
    from unnest(${columnOf(
      "text",
      several.map((row) => row.source),
    )}, ${columnOf(
      "text",
      several.map((row) => row.external_id),
    )}, ${columnOf(
      "int4",
      several.map((row) => row.member_position),
    )}) as k (source, external_id, member_position))`;
  const { rows: found } = await sql<ActivityRow>`
    select ${lineColumns(versions, companyId)}
    from (${linesBeside(evaluation, keys)}) a
    left join prospects p on p.company_id = ${companyId} and p.prospect_number = a.prospect_number
    order by a.source, a.external_id, a.member_position, a.prospect_position`.execute(tx);
  const lines = new Map<string, ActivityRow[]>();
  for (const row of found) {
    const of = `${recordOf(row)} ${row.member_position}`;
    lines.set(of, [...(lines.get(of) ?? []), row]);
  }
  return lines;
};

/** One verdict over all prospects of a record: it counts once if any passes, in a metric of distinct prospects once for each that does. */
const overProspects = (verdicts: readonly [Verdict, ...Verdict[]], isDistinct: boolean): Verdict => {
  const counted = verdicts.filter((verdict) => verdict.counted);
  const [first] = counted;
  if (first === undefined) return verdicts[0];
  return isDistinct ? { ...first, credit: counted.reduce((sum, { credit }) => sum + credit, 0n) } : first;
};

export type Place = readonly [day: number, orderedAt: string, source: string, externalId: string];

/** What tells one list from another: of which company, and what was asked. */
export type ListAsked = Pick<VerdictQuestion, "which" | "counted" | "isLatestFirst"> & { readonly companyId: number };

/** A cursor of one list means nothing in another. It opens nothing, so it need not be kept from being forged. */
const listMark = ({ companyId, which, counted, isLatestFirst = false }: ListAsked): string =>
  hash("sha256", JSON.stringify([companyId, which, counted, isLatestFirst]), "base64url").slice(0, 16);

/** Names the place after a row in the order of a list; not to be read by anybody else. */
const cursorAt = (row: ActivityRow, mark: string): string =>
  Buffer.from(JSON.stringify([mark, row.local_day, row.ordered_at, row.source, row.external_id])).toString("base64url");

/** Days that a date can hold, with room on both sides. */
const FARTHEST_DAY = 1_000_000;

const isText = (value: unknown): value is string => typeof value === "string" && !value.includes("\0");

/** The place that a cursor names in this list; null for a text that is no cursor of it. */
export const placeOf = (cursor: string, list: ListAsked): Place | null => {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(read) || read.length !== 5) return null;
  const [mark, day, orderedAt, source, externalId] = read as unknown[];
  if (mark !== listMark(list) || typeof day !== "number" || !Number.isSafeInteger(day) || Math.abs(day) > FARTHEST_DAY) return null;
  if (typeof orderedAt !== "string" || !parseInstant(orderedAt, "").ok) return null;
  return isText(source) && isText(externalId) ? [day, orderedAt, source, externalId] : null;
};

/** Whether a judged line `a`, or one of its record's for another prospect, counts. */
const countsForAny = (evaluation: Evaluation, versions: readonly EvaluatedVersion[]): RawBuilder<SqlBool> => sql<SqlBool>`
  (${countsFor(versions, evaluation.companyId)} or a.prospect_count > 1 and exists (
    select from (${linesBeside(evaluation, sql`(select a.source, a.external_id, a.member_position)`)}) a where ${countsFor(versions, evaluation.companyId)}))`;

export type SampledRecord = ActivityKey & {
  readonly memberNumber: number | null;
  readonly kind: string;
  readonly localDay: Day;
  readonly occurredAt: string | null;
  readonly durationSeconds: bigint | null;
  readonly prospect: string | null;
  readonly provenance: Provenance;
  readonly url: string | null;
  readonly evidence: string | null;
};

/** The records of a span that count for a metric, drawn without a choice: how many there are, and as many of them as `size` says of that number. */
export const drawCounted = async (
  tx: Transaction,
  settings: Settings,
  { metric, which, seed, size }: { metric: Metric; which: ActivityFilter; seed: string; size: (all: number) => number },
): Promise<{ readonly all: number; readonly records: readonly SampledRecord[] }> => {
  const evaluation = evaluationOfMetrics(settings, [metric]);
  const counted = sql`
    (${judgedRows(
      linesWhere(settings.companyId, (line) => passes(which, line)),
      shown(evaluation),
    )}) a where ${countsForAny(evaluation, evaluation.versions)}`;
  const { rows: counts } = await sql<{ all: number }>`select count(*)::integer as "all" from ${counted}`.execute(tx);
  const all = counts[0]?.all ?? 0;
  const { rows } = await sql<SampledRecord>`
    select a.source, a.external_id as "externalId", a.member_number as "memberNumber", a.kind, a.local_day as "localDay",
      case when a.local_hour is not null then a.ordered_at end as "occurredAt", a.duration_seconds as "durationSeconds", a.prospect_reference as "prospect",
      a.provenance, a.url, a.evidence
    from ${counted}
    order by md5(concat_ws(' ', ${seed}::text, a.source, a.external_id)) collate "C", a.source, a.external_id
    limit ${size(all)}`.execute(tx);
  return { all, records: rows };
};

/**
 * Activities in the order of their days with the verdict of each metric, by the same compiled conditions that count. The verdict says
 * what the tally has: for a window, who holds its credit now.
 */
export const judgedActivities = async (tx: Transaction, settings: Settings, question: VerdictQuestion): Promise<JudgedActivity[]> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetrics(settings, question.metrics);
  const { versions } = evaluation;
  const { after: place, isLatestFirst = false } = question;
  const [beyond, way] = isLatestFirst ? [sql`<`, sql`desc`] : [sql`>`, sql``];
  const { seen } = question.which;
  const mark = listMark({ companyId, which: question.which, counted: question.counted, isLatestFirst });
  const { rows } = await sql<ActivityRow>`
    select ${lineColumns(versions, companyId)}
    from (${judgedRows(
      linesWhere(
        companyId,
        (line) => sql<SqlBool>`${passes(question.which, line)}
        ${
          place === null
            ? sql``
            : sql`and (${sql.ref(`${line}.local_day`)}, ${sql.ref(`${line}.ordered_at`)}, a.source, a.external_id) ${beyond} (date '1970-01-01' + ${place[0]}::integer, ${place[1]}::timestamptz, ${place[2]}::text collate "C", ${place[3]}::text collate "C")`
        }`,
      ),
      shown(evaluation),
    )}) a
    left join prospects p on p.company_id = ${companyId} and p.prospect_number = a.prospect_number
    where ${question.counted === null || versions.length === 0 ? sql`true` : sql`${countsForAny(evaluation, versions)} = ${question.counted}::boolean`}
    order by a.local_day ${way}, a.ordered_at ${way}, a.source ${way}, a.external_id ${way}, a.member_position
    limit ${question.limit}`.execute(tx);
  const further = await furtherLines(tx, evaluation, rows);

  const members = new Map(settings.members.map((member) => [member.number, member]));
  const attribution = await attributionOf(tx, settings);
  const people: People = {
    nameOf: (number) => members.get(number)?.name ?? null,
    isHolderSeen: (number, day) => seen === undefined || isSeenBy(seen, number, day),
    employedOf: (row) => {
      const member = members.get(attribution.memberOf(row.source, row.member_reference) ?? 0);
      if (member === undefined) return null;
      if (row.local_day < member.employedFrom) return { from: member.employedFrom };
      return row.local_day < member.employedBefore ? null : { through: member.employedBefore - 1 };
    },
  };
  let conditionsFrom = 0;
  const asked = versions.map((each, index): AskedVersion => {
    const one = { each, index, conditionsFrom, table: settings.company.factors.find(({ id }) => id === factorOf(each.version.measure)) };
    conditionsFrom += each.conditions.length;
    return one;
  });
  return rows.map((row) => {
    const lines = further.get(`${recordOf(row)} ${row.member_position}`) ?? [];
    const verdicts = new Map<number, Verdict>();
    for (const one of asked) {
      if (row.applies[one.index] !== true) continue;
      const ofLine = (line: ActivityRow): Verdict => verdictOf(line, foundOf(line), one, people);
      verdicts.set(one.each.metric.number, overProspects([ofLine(row), ...lines.map(ofLine)], one.each.version.oncePer !== null));
    }
    return {
      verdicts,
      cursor: cursorAt(row, mark),
      activity: {
        source: row.source,
        externalId: row.external_id,
        memberNumber: row.member_number,
        memberReference: row.member_reference,
        members: row.parties?.members.map(({ reference, weight }) => ({
          memberNumber: attribution.memberOf(row.source, reference),
          reference,
          weight: BigInt(weight),
        })) ?? [{ memberNumber: row.member_number, reference: row.member_reference, weight: 1n }],
        kind: row.kind,
        direction: row.direction,
        occurredAt: row.local_hour === null ? null : row.ordered_at,
        localDay: row.local_day,
        localTime: row.local_time,
        timeZone: row.time_zone,
        durationSeconds: row.duration_seconds,
        outcome: row.outcome,
        prospect: row.prospect_reference,
        prospects: row.parties?.prospects.map(({ value }) => value) ?? (row.prospect_reference === null ? [] : [row.prospect_reference]),
        prospectName: row.prospect_name,
        prospectStage: row.prospect_stage,
        quantity: row.quantity,
        amount: amountOf(row),
        provenance: row.provenance,
        subject: row.subject,
        url: row.url,
        evidence: row.evidence,
        attributes: row.attributes,
        revision: row.revision,
        revisedAt: row.revised_at,
        recordedAt: row.recorded_at,
        voidReason: row.taken_back ? row.taken_back_reason : row.void_reason,
        isVoid: row.taken_back || row.voided_at !== null,
        sameAs: sameAsOf(row),
        isTotal: row.is_total,
        product: row.product,
        isNewCustomer: row.is_new_customer,
        attested: row.attested,
      },
    };
  });
};
