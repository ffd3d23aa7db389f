import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { keyText, type ActivityKey } from "./activities.ts";
import { attributionOf, FURTHEST_DAYS, type Attribution } from "./attribution.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import type { Evaluation } from "./evaluation.ts";
import { recount } from "./recording.ts";

/** A line of a record that was stored in another zone than the settings give it now, and what its day is there. */
export type Redated = ActivityKey & {
  readonly line: number;
  readonly oldDay: Day;
  readonly oldZone: string;
  readonly newDay: Day;
  readonly newZone: string;
};

// A statement that judges more holds more in memory than a small machine has.
const RECORDS_AT_ONCE = 5_000;

/** The lines of these members, stored on a day near the span, whose zone is another by the settings than the stored one. */
const datedAnew = (
  companyId: number,
  memberNumbers: readonly number[],
  { zonesOf }: Attribution,
  { startsOn, endsBefore }: Span,
): RawBuilder<unknown> => {
  const zones = memberNumbers.flatMap((member) => zonesOf(member).map((span, position) => ({ member, position, ...span })));
  const linesOfMember = (table: RawBuilder<unknown>, line: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select a.source, a.external_id, ${line} as line, a.member_number, a.local_day, a.local_hour, a.ordered_at, a.time_zone from ${table} a
    where a.company_id = ${sql.lit(companyId)} and a.member_number = z.member_number
      and a.local_day >= ${dayValue(startsOn - FURTHEST_DAYS)} and a.local_day < ${dayValue(endsBefore + FURTHEST_DAYS)}`;
  return sql`
  select a.source, a.external_id, a.line, a.member_number, a.local_day as old_day, a.time_zone as old_zone, n.zone as new_zone,
    case when a.local_hour is null then a.local_day else (a.ordered_at at time zone n.zone)::date end as new_day
  from (
    select z.member_number, array_agg(z.zone order by z.position) as zones, array_agg(z.from_day order by z.position) as from_days,
      array_agg(z.from_us order by z.position) as from_us
    from unnest(${columnOf(
      "int4",
      zones.map((each) => each.member),
    )}, ${columnOf(
      "int4",
      zones.map((each) => each.position),
    )}, ${columnOf(
      "text",
      zones.map((each) => each.zone),
    )},
      ${columnOf(
        "date",
        zones.map((each) => each.from),
      )}, ${columnOf(
        "int8",
        zones.map((each) => each.fromInstant),
      )})
      as z (member_number, position, zone, from_day, from_us)
    group by z.member_number) z
  cross join lateral (${linesOfMember(sql`activities`, sql`0`)} union all ${linesOfMember(sql`activity_lines`, sql`a.line`)}) a
  cross join lateral (
    select u.zone collate "C" as zone
    from unnest(z.zones, z.from_days, z.from_us) with ordinality as u (zone, from_day, from_us, position)
    where case when a.local_hour is null then u.from_day <= a.local_day
      else u.from_us is null or timestamptz 'epoch' + u.from_us * interval '1 microsecond' <= a.ordered_at end
    order by u.position desc limit 1) n
  where n.zone <> a.time_zone`;
};

/** Those with a day in the span, the old one or the new one, in the order of their keys. */
export const recordsToRedate = async (
  tx: Transaction,
  settings: Settings,
  { memberNumbers, span, limit }: { readonly memberNumbers: readonly number[]; readonly span: Span; readonly limit: number },
): Promise<Redated[]> => {
  const attribution = await attributionOf(tx, settings);
  const { rows } = await sql<Redated>`
    select r.source, r.external_id as "externalId", r.line, r.old_day as "oldDay", r.old_zone as "oldZone", r.new_day as "newDay", r.new_zone as "newZone"
    from (${datedAnew(settings.companyId, memberNumbers, attribution, span)}) r
    where (r.old_day >= ${dayValue(span.startsOn)} and r.old_day < ${dayValue(span.endsBefore)})
      or (r.new_day >= ${dayValue(span.startsOn)} and r.new_day < ${dayValue(span.endsBefore)})
    order by r.source, r.external_id, r.line limit ${limit}`.execute(tx);
  return rows;
};

/** How many records of these members would have another day in the zones of the settings, of how many members, and from which to which day. */
export const daysKept = async (
  tx: Transaction,
  settings: Settings,
  memberNumbers: readonly number[],
): Promise<{ readonly records: number; readonly memberNumbers: readonly number[]; readonly span: Span } | null> => {
  const attribution = await attributionOf(tx, settings);
  const { rows } = await sql<{ records: number; members: number[] | null; first: Day; last: Day }>`
    select count(distinct (r.source, r.external_id))::integer as records, array_agg(distinct r.member_number) as members,
      min(least(r.old_day, r.new_day)) as first, max(greatest(r.old_day, r.new_day)) as last
    from (${datedAnew(settings.companyId, memberNumbers, attribution, { startsOn: -Infinity, endsBefore: Infinity })}) r
    where r.old_day <> r.new_day`.execute(tx);
  const [row] = rows;
  return row === undefined || row.members === null
    ? null
    : { records: row.records, memberNumbers: row.members, span: { startsOn: row.first, endsBefore: row.last + 1 } };
};

const setDays = async (
  tx: Transaction,
  companyId: number,
  table: "activities" | "activity_lines",
  lines: readonly Redated[],
): Promise<void> => {
  if (lines.length === 0) return;
  await sql`
    update ${sql.table(table)} a
    set time_zone = r.zone, local_day = r.day,
      local_hour = case when a.local_hour is not null then extract(hour from a.ordered_at at time zone r.zone)::smallint end,
      ordered_at = case when a.local_hour is null then ((r.day + 1)::timestamp at time zone r.zone) - interval '1 microsecond' else a.ordered_at end,
      member_number = case when r.day >= m.employed_from and r.day < m.employed_before then m.member_number end
    from unnest(${columnOf(
      "text",
      lines.map((each) => each.source),
    )}, ${columnOf(
      "text",
      lines.map((each) => each.externalId),
    )}, ${columnOf(
      "int4",
      lines.map((each) => each.line),
    )}, ${columnOf(
      "date",
      lines.map((each) => each.newDay),
    )}, ${columnOf(
      "text",
      lines.map((each) => each.newZone),
    )}) as r (source, external_id, line, day, zone), members m
    where a.company_id = ${companyId} and a.source = r.source collate "C" and a.external_id = r.external_id collate "C"
      ${table === "activities" ? sql`` : sql`and a.line = r.line`}
      and m.company_id = ${companyId} and m.member_number = a.member_number`.execute(tx);
};

/** Gives these records the day of their new zone, and takes the count with them. The company is owned. */
export const redate = async (tx: Transaction, evaluation: Evaluation, records: readonly Redated[]): Promise<void> => {
  for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
    const batch = records.slice(from, from + RECORDS_AT_ONCE);
    await recount(tx, evaluation, {
      created: [],
      cause: "redating",
      changed: [...new Map(batch.map((line) => [keyText(line), line])).values()],
      change: async () => {
        await setDays(
          tx,
          evaluation.companyId,
          "activities",
          batch.filter(({ line }) => line === 0),
        );
        await setDays(
          tx,
          evaluation.companyId,
          "activity_lines",
          batch.filter(({ line }) => line > 0),
        );
      },
    });
  }
};

export type RedatingAct = {
  /** Null: everybody's. */
  readonly memberNumber: number | null;
  readonly span: Span;
  readonly reason: string;
  readonly doneBy: string;
};

/** Keeps who had which records dated anew, and why. The number of the act. */
export const keepRedating = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, span, reason, doneBy }: RedatingAct,
  records: readonly Redated[],
): Promise<number> => {
  const { rows } = await sql<{ redating_number: number }>`
    insert into redatings (company_id, redating_number, member_number, from_day, before_day, reason, done_by)
    select ${companyId}::integer, coalesce(max(r.redating_number), 0) + 1, ${memberNumber}::integer, ${dayValue(span.startsOn)}, ${dayValue(span.endsBefore)}, ${reason}, ${doneBy}
    from redatings r where r.company_id = ${companyId}
    returning redating_number`.execute(tx);
  const number = rows[0]?.redating_number ?? 0;
  await sql`
    insert into redated_activities (company_id, source, external_id, line, redating_number, old_day, old_zone, new_day, new_zone)
    select ${companyId}::integer, r.source, r.external_id, r.line, ${number}::integer, r.old_day, r.old_zone, r.new_day, r.new_zone
    from unnest(${columnOf(
      "text",
      records.map((each) => each.source),
    )}, ${columnOf(
      "text",
      records.map((each) => each.externalId),
    )}, ${columnOf(
      "int4",
      records.map((each) => each.line),
    )}, ${columnOf(
      "date",
      records.map((each) => each.oldDay),
    )}, ${columnOf(
      "text",
      records.map((each) => each.oldZone),
    )}, ${columnOf(
      "date",
      records.map((each) => each.newDay),
    )}, ${columnOf(
      "text",
      records.map((each) => each.newZone),
    )}) as r (source, external_id, line, old_day, old_zone, new_day, new_zone)`.execute(tx);
  return number;
};

export type KeptRedating = Omit<Redated, keyof ActivityKey | "line"> & {
  readonly reason: string;
  readonly doneBy: string;
  readonly doneAt: string;
};

/** How an activity was dated anew, the first time first. At most a thousand. */
export const redatingsOf = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<readonly KeptRedating[]> => {
  const { rows } = await sql<KeptRedating>`
    select r.old_day as "oldDay", r.old_zone as "oldZone", r.new_day as "newDay", r.new_zone as "newZone", t.reason, t.done_by as "doneBy", t.done_at as "doneAt"
    from redated_activities r
    join redatings t on t.company_id = r.company_id and t.redating_number = r.redating_number
    where r.company_id = ${companyId} and r.source = ${source} and r.external_id = ${externalId}
    order by r.redating_number, r.line limit 1000`.execute(tx);
  return rows;
};
