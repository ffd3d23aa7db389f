import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { conditionsOf, fieldsIn } from "../domain/expression.ts";
import type { Instant } from "../domain/instant.ts";
import { contactKinds } from "../domain/signals/contact-rules.ts";
import { contactRulesOf } from "../domain/signals/own-contact-rules.ts";
import { within } from "../domain/within.ts";
import { instantOf } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedRows, plainRecords, windowCandidates } from "./evaluation.ts";
import { rootNow } from "./prospect-roots.ts";

/** A contact that was asked of a member and is refused. */
export type RefusedContact = {
  readonly memberNumber: number;
  readonly prospect: bigint;
  readonly kind: string;
  readonly at: Instant;
  /** The member's day and hour then. */
  readonly day: Day;
  readonly hour: number;
  /** What the rules say, as it is shown. */
  readonly findings: unknown;
  readonly allowedFrom: Instant | null;
  readonly allowedOn: Day | null;
};

/** What of a contact is known before it is made; what shows only in the doing is taken to be as the metric asks. */
const knownBefore: ReadonlySet<string> = new Set(["kind", "direction", "weekday", "localHour"]);
const isKnownBefore = (name: string): boolean => knownBefore.has(name) || name.startsWith("prospect.");

const plannedRows = (companyId: number, contacts: readonly RefusedContact[]): RawBuilder<unknown> => {
  const rows = contacts.map(({ memberNumber, prospect, kind, day, hour }, index) => ({
    company_id: companyId,
    source: "planned",
    external_id: String(index),
    member_number: memberNumber,
    prospect_number: String(prospect),
    kind,
    direction: "outbound",
    provenance: "captured",
    local_hour: hour,
    day,
    taken_back: false,
    prospect_count: 1,
    is_total: false,
  }));
  return sql`(
    select p.*, 1 as member_position, 1 as prospect_position
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as g (row, place)
    cross join unnest(${columnOf(
      "int8",
      contacts.map(({ at }) => at),
    )}) with ordinality as t (us, place)
    cross join lateral jsonb_populate_record(null::activities, g.row || jsonb_build_object(
      'ordered_at', ${instantOf(sql`t.us`)}, 'local_day', date '1970-01-01' + (g.row ->> 'day')::integer)) p
    where t.place = g.place)`;
};

/** For which metrics each of these contacts would count, by its place: those that count contacts, and not the same prospect a second time. */
const wouldCountFor = async (
  tx: Transaction,
  settings: Settings,
  contacts: readonly RefusedContact[],
): Promise<ReadonlyMap<number, readonly number[]>> => {
  const whole = evaluationOfMetrics(
    settings,
    settings.metrics.filter(({ versions }) => versions.every(({ measure }) => measure.type === "count")),
  );
  const evaluation = {
    ...whole,
    versions: whole.versions.map((each) => {
      const asked = conditionsOf(each.expression);
      return {
        ...each,
        conditions: each.conditions.filter((_, index) => {
          const condition = asked[index];
          return condition !== undefined && fieldsIn(condition).every(({ name }) => isKnownBefore(name));
        }),
        provenanceCounts: sql<boolean>`true`,
      };
    }),
  };
  const plain = plainRecords(evaluation, sql`judged`);
  const { rows } = await sql<{ place: string; metric: number }>`
    with judged as materialized (${judgedRows(plannedRows(settings.companyId, contacts), { ...evaluation, isUnruled: true })})
    ${plain === null ? sql`` : sql`select c.external_id as place, c.metric_number as metric from (${plain}) c union`}
    select c.external_id, c.metric_number
    from (${windowCandidates(evaluation, sql`judged`)}) c
    where not exists (
      select from window_credits w where w.company_id = ${settings.companyId} and w.metric_number = c.metric_number and w.prospect_number = c.prospect_number
        and w.within_number = c.within_number and w.window_starts_on = c.window_starts_on and w.source is not null)
    order by 1, 2`.execute(tx);
  const found = new Map<number, number[]>();
  for (const { place, metric } of rows) within(found, Number(place), () => []).push(metric);
  return found;
};

/** Keeps contacts that were asked of members and may not be made; of a member, prospect, kind and day one. How many are new. */
export const keepRefusedContacts = async (
  tx: Transaction,
  settings: Settings,
  contacts: readonly RefusedContact[],
  by: string,
): Promise<number> => {
  if (contacts.length === 0) return 0;
  const metrics = await wouldCountFor(tx, settings, contacts);
  const of = <T>(read: (contact: RefusedContact, index: number) => T): T[] => contacts.map(read);
  const { rows } = await sql`
    insert into refused_contacts (company_id, member_number, prospect_number, kind, planned_at, local_day, findings, allowed_from, allowed_on, metric_numbers, refused_by)
    select ${settings.companyId}::integer, g.member, g.prospect, g.kind, ${instantOf(sql`g.at_us`)}, g.day, g.findings::jsonb, ${instantOf(sql`g.from_us`)}, g.from_day,
      array(select jsonb_array_elements_text(g.metrics::jsonb)::integer), ${by}
    from unnest(${columnOf(
      "int4",
      of(({ memberNumber }) => memberNumber),
    )}, ${columnOf(
      "int8",
      of(({ prospect }) => prospect),
    )}, ${columnOf(
      "text",
      of(({ kind }) => kind),
    )},
      ${columnOf(
        "int8",
        of(({ at }) => at),
      )}, ${columnOf(
        "date",
        of(({ day }) => day),
      )}, ${columnOf(
        "text",
        of(({ findings }) => JSON.stringify(findings)),
      )},
      ${columnOf(
        "int8",
        of(({ allowedFrom }) => allowedFrom),
      )}, ${columnOf(
        "date",
        of(({ allowedOn }) => allowedOn),
      )},
      ${columnOf(
        "text",
        of((_, index) => JSON.stringify(metrics.get(index) ?? [])),
      )}) as g (member, prospect, kind, at_us, day, findings, from_us, from_day, metrics)
    on conflict do nothing
    returning refused_number`.execute(tx);
  return rows.length;
};

/**
 * How many contacts each member may not make in a span, by metric: of each prospect one, refused in the span and not to be made before its end, and with whom
 * nobody made one after all.
 */
export const contactReliefIn = async (
  tx: Transaction,
  { companyId, company }: Settings,
  { startsOn, endsBefore }: Span,
): Promise<ReadonlyMap<number, ReadonlyMap<number, number>>> => {
  const kinds = [...contactKinds(contactRulesOf(company)).keys()];
  const isMade = (line: "a" | "l") => sql`
    a.voided_at is null and not a.taken_back and a.same_external_id is null and not a.is_total and a.direction is distinct from 'inbound'
      and a.kind collate "C" = any (${columnOf("text", kinds)}) and ${sql.ref(`${line}.barred`)} is null
      and ${sql.ref(`${line}.ordered_at`)} >= r.planned_at and ${sql.ref(`${line}.local_day`)} < ${dayValue(endsBefore)}`;
  const { rows } = await sql<{ member: number; metric: number; contacts: number }>`
    select r.member_number as member, m.metric_number as metric, count(distinct r.root)::integer as contacts
    from (
      select r.*, ${rootNow(companyId, sql`r.prospect_number`)} as root from refused_contacts r
      where r.company_id = ${companyId} and r.local_day >= ${dayValue(startsOn)} and r.local_day < ${dayValue(endsBefore)}
        and (r.allowed_on is null or r.allowed_on >= ${dayValue(endsBefore)}) offset 0) r
    cross join lateral unnest(r.metric_numbers) as m (metric_number)
    where not exists (
        select from activities a where a.company_id = ${companyId} and a.prospect_number = r.root and a.local_day >= r.local_day and ${isMade("a")})
      and not exists (
        select from activity_lines l join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
        where l.company_id = ${companyId} and l.prospect_number = r.root and l.local_day >= r.local_day and ${isMade("l")})
    group by 1, 2
    order by 1, 2`.execute(tx);
  const found = new Map<number, Map<number, number>>();
  for (const { member, metric, contacts } of rows) within(found, member, () => new Map<number, number>()).set(metric, contacts);
  return found;
};

export const hasRefusedContacts = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql`select from refused_contacts r where r.company_id = ${companyId} limit 1`.execute(tx);
  return rows.length > 0;
};
