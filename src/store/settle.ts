import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import { factorChangesFor } from "../domain/factor-changes.ts";
import { heldOn } from "../domain/member.ts";
import { fieldsIn } from "../domain/expression.ts";
import { ratesChangedFrom } from "../domain/exchange-rate.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { isMoney, windowsRunFrom, type Metric, type MetricVersion } from "../domain/metric.ts";
import { windowStart } from "../domain/period.ts";
import { isSame } from "../domain/same.ts";
import { keyText, type ActivityKey } from "./activities.ts";
import { attributionOf, FURTHEST_DAYS } from "./attribution.ts";
import { columnOf } from "./column-types.ts";
import { beginCount } from "./counting.ts";
import type { Transaction } from "./database.ts";
import { releaseRecords } from "./employment.ts";
import { evaluationOf } from "./evaluation.ts";
import { colleaguesOf, isColleague, type Colleagues } from "./prospects.ts";
import { attributeOpportunities } from "./opportunities.ts";
import { recount } from "./recording.ts";
import { relink } from "./relinking.ts";
import { rebuildBlocks } from "./tally.ts";

const ruleOf = ({ where, measure, oncePer, provenance, startsOn }: MetricVersion): unknown => [
  String(startsOn),
  where,
  measure,
  oncePer,
  provenance,
];

/**
 * The first day whose count a change of a metric's versions may alter, or null when none does. Windows that run through a change of
 * `where` are counted anew from the start of the one that holds the day.
 */
const changedFrom = (before: Metric | undefined, after: Metric, settings: Settings): Day | null => {
  if (before === undefined) return -Infinity;
  const first = Math.min(
    ...after.versions
      .filter((version) => !before.versions.some((each) => isSame(ruleOf(each), ruleOf(version))))
      .map((version) => version.startsOn),
    ...before.versions
      .filter((version) => !after.versions.some((each) => isSame(ruleOf(each), ruleOf(version))))
      .map((version) => version.startsOn),
  );
  if (first === Infinity) return null;
  return fromWindow(after, first, settings);
};

/** A day, or of a metric with windows the start of the one that holds it. */
const fromWindow = (metric: Metric, day: Day, { company }: Settings): Day => {
  const version = metric.versions.findLast((each) => each.startsOn <= day) ?? metric.versions[0];
  return version.oncePer === null || day === -Infinity
    ? day
    : Math.max(windowStart(version.oncePer.prospect, day, company.calendar), windowsRunFrom(metric, version));
};

/** The first day on which a factor that a metric counts by is another one; null when none is. */
const factorsChangedFrom = (before: Settings | null, metric: Metric, after: Settings): Day | null => {
  const changes = before === null ? [] : factorChangesFor(metric, before.company.factors, after.company.factors);
  return changes.length === 0 ? null : fromWindow(metric, Math.min(...changes.map(({ from }) => from)), after);
};

const asksAmounts = (metric: Metric, { company }: Settings): boolean =>
  metric.versions.some(
    (version) =>
      (version.measure.type === "sum" &&
        version.measure.of === "amount" &&
        isMoney(version.measure) &&
        version.measure.currency === company.currency) ||
      fieldsIn(metricExpression(company, version)).some(({ name }) => name === "amount"),
  );

/** The first day whose amounts other exchange rates change, of a metric that asks for amounts; null when none does. */
const exchangeChangedFrom = (before: Settings | null, metric: Metric, after: Settings): Day | null => {
  const from = before === null ? null : ratesChangedFrom(before.company.exchangeRates, after.company.exchangeRates);
  return from === null || !asksAmounts(metric, after) ? null : fromWindow(metric, from, after);
};

const countsWithinTeam = (metric: Metric): boolean => metric.versions.some(({ oncePer }) => oncePer?.within === "team");

/** The first day on which a member known before is now said to have been in another team; null when nobody is. */
const firstMove = (before: Settings, after: Settings): Day | null => {
  const teams = new Map(before.members.map((member) => [member.number, member.team]));
  let first = Infinity;
  for (const member of after.members) {
    const known = teams.get(member.number);
    if (known === undefined || isSame(known, member.team)) continue;
    for (const { from } of [...known, ...member.team]) if (heldOn(known, from) !== heldOn(member.team, from)) first = Math.min(first, from);
  }
  return first === Infinity ? null : first;
};

const earlier = (one: Day | null, other: Day | null): Day | null => (one === null ? other : other === null ? one : Math.min(one, other));

/** What of the calendar cuts the windows of metrics: lists of periods and the names of weeks do not. */
const firstWeekdayAndYear = ({ company: { calendar } }: Settings) => [calendar.firstWeekday, calendar.fiscalYear];

/** The metrics whose numbers a change of settings may alter, each with the first day of those numbers. */
export const changedMetrics = (before: Settings | null, after: Settings): readonly { readonly number: number; readonly from: Day }[] => {
  const reading = (settings: Settings | null) =>
    settings && [firstWeekdayAndYear(settings), settings.company.currency, settings.company.attributes];
  const allChanged = before !== null && !isSame(reading(before), reading(after));
  const moved = before === null ? null : firstMove(before, after);
  return after.metrics.flatMap((metric) => {
    const from = allChanged
      ? -Infinity
      : [
          changedFrom(
            before?.metrics.find((each) => each.number === metric.number),
            metric,
            after,
          ),
          moved !== null && countsWithinTeam(metric) ? fromWindow(metric, moved, after) : null,
          factorsChangedFrom(before, metric, after),
          exchangeChangedFrom(before, metric, after),
        ].reduce(earlier);
    return from === null ? [] : [{ number: metric.number, from }];
  });
};

const countChangedMetrics = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  for (const { number, from } of changedMetrics(before, after)) await beginCount(tx, after, number, from);
  if (before !== null && before.company.calendar.firstWeekday !== after.company.calendar.firstWeekday)
    await rebuildBlocks(tx, after.companyId, after.company.calendar.firstWeekday);
};

/** A line of the log that names nobody so far, and the member and zone that its reference gives now. */
type Attributable = ActivityKey & {
  readonly line: number;
  readonly at: Instant | null;
  readonly day: Day;
  readonly member: number;
  readonly zone: string;
};

const unattributed = (companyId: number): RawBuilder<unknown> => sql`(
  select a.source, a.external_id, 0 as line, a.member_reference, a.ordered_at, a.local_day, a.local_hour from activities a
  where a.company_id = ${companyId} and a.member_number is null
  union all
  select l.source, l.external_id, l.line, l.member_reference, l.ordered_at, l.local_day, l.local_hour from activity_lines l
  where l.company_id = ${companyId} and l.member_number is null)`;

const attributableLines = async (tx: Transaction, settings: Settings): Promise<readonly Attributable[]> => {
  const { companyId } = settings;
  const attribution = await attributionOf(tx, settings);
  const references = await sql<{ source: string; member_reference: string }>`
    select distinct u.source, u.member_reference from ${unattributed(companyId)} u order by u.source, u.member_reference`.execute(tx);
  const resolved = references.rows.flatMap((row) => {
    const member = attribution.memberOf(row.source, row.member_reference);
    return member === null ? [] : [{ ...row, member }];
  });
  if (resolved.length === 0) return [];
  const { rows } = await sql<{
    source: string;
    external_id: string;
    line: number;
    member_reference: string;
    us: bigint;
    local_day: Day;
    has_time: boolean;
  }>`
    select u.source, u.external_id, u.line, u.member_reference, (extract(epoch from u.ordered_at) * 1000000)::bigint as us, u.local_day, u.local_hour is not null as has_time
    from unnest(${columnOf(
      "text",
      resolved.map((row) => row.source),
    )}, ${columnOf(
      "text",
      resolved.map((row) => row.member_reference),
    )}, ${columnOf(
      "int4",
      resolved.map((row) => row.member),
    )}) as r (source, member_reference, member_number)
    join members m on m.company_id = ${companyId} and m.member_number = r.member_number
    join ${unattributed(companyId)} u on u.source = r.source collate "C" and u.member_reference = r.member_reference collate "C"
      and u.local_day >= m.employed_from - ${sql.lit(FURTHEST_DAYS)} and u.local_day < m.employed_before + ${sql.lit(FURTHEST_DAYS)}
    order by u.source, u.external_id, u.line`.execute(tx);
  return rows.map((row) => {
    const member = attribution.memberOf(row.source, row.member_reference) ?? 0;
    return {
      source: row.source,
      externalId: row.external_id,
      line: row.line,
      at: row.has_time ? row.us : null,
      day: row.local_day,
      member,
      zone: row.has_time ? attribution.zoneAt(member, row.us) : attribution.zoneOn(member, row.local_day),
    };
  });
};

/** Gives lines of one table their members, days and hours, where the members were employed on the day. */
const attributeLines = async (
  tx: Transaction,
  companyId: number,
  table: "activities" | "activity_lines",
  lines: readonly Attributable[],
): Promise<void> => {
  if (lines.length === 0) return;
  await sql`
    update ${sql.table(table)} a
    set member_number = m.member_number, time_zone = r.time_zone, local_day = r.local_day,
      local_hour = case when a.local_hour is not null then extract(hour from a.ordered_at at time zone r.time_zone)::smallint end,
      ordered_at = case when a.local_hour is null then ((r.local_day + 1)::timestamp at time zone r.time_zone) - interval '1 microsecond' else a.ordered_at end
    from (
      select g.source, g.external_id, g.line, g.member_number, g.time_zone,
        case when g.us is null then g.day else ((timestamptz 'epoch' + g.us * interval '1 microsecond') at time zone g.time_zone)::date end as local_day
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
        "int4",
        lines.map((each) => each.member),
      )}, ${columnOf(
        "text",
        lines.map((each) => each.zone),
      )}, ${columnOf(
        "int8",
        lines.map((each) => each.at),
      )}, ${columnOf(
        "date",
        lines.map((each) => each.day),
      )}) as g (source, external_id, line, member_number, time_zone, us, day)) r
    join members m on m.company_id = ${companyId} and m.member_number = r.member_number and r.local_day >= m.employed_from and r.local_day < m.employed_before
    where a.company_id = ${companyId} and a.source = r.source collate "C" and a.external_id = r.external_id collate "C"
      ${table === "activities" ? sql`` : sql`and a.line = r.line`}`.execute(tx);
};

// A statement that judges more holds more in memory than a small machine has.
const LINES_AT_ONCE = 5_000;

/** In parts of about so many; all lines of a record stand in one. */
const inParts = (lines: readonly Attributable[]): readonly (readonly Attributable[])[] => {
  const parts: Attributable[][] = [];
  let key = "";
  for (const line of lines) {
    const last = parts.at(-1);
    if (last === undefined || (last.length >= LINES_AT_ONCE && keyText(line) !== key)) parts.push([line]);
    else last.push(line);
    key = keyText(line);
  }
  return parts;
};

/** Records that named nobody, and whose reference now names a member who was employed then: they count from now on. */
export const attributeRecords = async (tx: Transaction, settings: Settings): Promise<void> => {
  const { companyId } = settings;
  const parts = inParts(await attributableLines(tx, settings));
  if (parts.length === 0) return;
  const evaluation = await evaluationOf(tx, settings);
  for (const lines of parts) {
    await recount(tx, evaluation, {
      created: [],
      cause: "identity",
      changed: [...new Map(lines.map((line) => [keyText(line), line])).values()],
      change: async () => {
        await attributeLines(
          tx,
          companyId,
          "activities",
          lines.filter((each) => each.line === 0),
        );
        await attributeLines(
          tx,
          companyId,
          "activity_lines",
          lines.filter((each) => each.line > 0),
        );
      },
    });
  }
};

const difference = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((each) => !b.has(each));

/** Prospects whose address became, or ceased to be, one of the company's own. */
const resolveColleagues = async (tx: Transaction, before: Colleagues, settings: Settings): Promise<void> => {
  const { companyId } = settings;
  const after = colleaguesOf(settings);
  const addresses = [...difference(before.addresses, after.addresses), ...difference(after.addresses, before.addresses)];
  const domains = [...difference(before.domains, after.domains), ...difference(after.domains, before.domains)];
  if (addresses.length + domains.length === 0) return;
  const { rows } = await sql<{ prospect_number: bigint; value: string }>`
    select i.prospect_number, i.value from prospect_identities i
    where i.company_id = ${companyId} and i.kind = 'email' and i.prospect_number in (
      select n.prospect_number from prospect_identities n
      where n.company_id = ${companyId} and n.kind = 'email' and (n.value = any (${columnOf("text", addresses)}) or split_part(n.value, '@', 2) = any (${columnOf("text", domains)})))
    order by i.prospect_number, i.value`.execute(tx);
  const colleague = new Map<bigint, boolean>();
  for (const row of rows)
    colleague.set(
      row.prospect_number,
      colleague.get(row.prospect_number) === true || isColleague(after, { kind: "email", value: row.value }),
    );
  const prospects = [...colleague.keys()];
  if (prospects.length === 0) return;
  const changed = await activitiesOfProspects(tx, companyId, prospects, null);
  await recount(tx, await evaluationOf(tx, settings), {
    created: [],
    cause: "colleague",
    changed,
    change: async () => {
      await sql`
        update prospects p set is_colleague = c.is_colleague
        from unnest(${columnOf("int8", prospects)}, ${columnOf(
          "bool",
          prospects.map((each) => colleague.get(each) === true),
        )}) as c (prospect_number, is_colleague)
        where p.company_id = ${companyId} and p.prospect_number = c.prospect_number`.execute(tx);
    },
  });
};

/** The activities with these prospects, from an instant on or all. */
export const activitiesOfProspects = async (
  tx: Transaction,
  companyId: number,
  prospects: readonly bigint[],
  from: readonly (Instant | null)[] | null,
): Promise<ActivityKey[]> => {
  const { rows } = await sql<{ source: string; external_id: string }>`
    with told as (
      select p.prospect_number, coalesce(timestamptz 'epoch' + p.from_us * interval '1 microsecond', '-infinity') as from_at
      from unnest(${columnOf("int8", prospects)}, ${columnOf("int8", from ?? prospects.map(() => null))}) as p (prospect_number, from_us)
    )
    select a.source, a.external_id
    from told t cross join lateral (
      select a.* from activities a
      where a.company_id = ${companyId} and a.prospect_number = t.prospect_number and a.ordered_at >= t.from_at
      order by a.local_day offset 0) a
    union
    select l.source, l.external_id
    from told t cross join lateral (
      select l.* from activity_lines l
      where l.company_id = ${companyId} and l.prospect_number = t.prospect_number and l.ordered_at >= t.from_at
      order by l.local_day offset 0) l
    order by 1, 2`.execute(tx);
  return rows.map((row) => ({ source: row.source, externalId: row.external_id }));
};

/**
 * Makes the numbers follow a change of settings, in the transaction that wrote it and that owns the company: new and changed metrics
 * begin to be counted (`countNext` goes on), records outside a corrected employment are let go, those that can be attributed now are,
 * those of one act are linked, and colleagues are known as such.
 */
export const settleSettings = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  await countChangedMetrics(tx, before, after);
  if (before !== null) await releaseRecords(tx, before, after);
  await attributeRecords(tx, after);
  await attributeOpportunities(tx, after);
  if (!isSame(before?.company.sameActs ?? [], after.company.sameActs)) await relink(tx, await evaluationOf(tx, after));
  if (before !== null) await resolveColleagues(tx, colleaguesOf(before), after);
};
