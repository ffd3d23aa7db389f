import { sql, type RawBuilder, type SqlBool } from "kysely";
import { conditionsOf, expressionText, fieldsIn, type Expression } from "../domain/expression.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { attributeOf } from "../domain/activity-fields.ts";
import type { Company, Settings } from "../domain/company.ts";
import { WHOLE_FACTOR, type FactorTable } from "../domain/factor.ts";
import { minorRate, ratesOf, type ExchangeRates } from "../domain/exchange-rate.ts";
import type { SameActs } from "../domain/same-acts.ts";
import {
  creditPerUnit,
  factorOf,
  isMoney,
  MOST_SUMMED,
  provenances,
  windowsRunFrom,
  type Measure,
  type Metric,
  type MetricVersion,
  type OncePer,
} from "../domain/metric.ts";
import { PROVENANCE_CONDITION, WINDOW_CONDITION } from "../domain/ruling.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { activityColumns, compile, compileKnown, deniesFields, summedValue, textValue, type ActivityColumns } from "./expression-sql.ts";
import { closedSpans, type Journal } from "./late-changes.ts";
import { rootOfFact } from "./prospect-roots.ts";
import { ruledConditions } from "./rulings.ts";
import { windowStartSql } from "./window-start.ts";

/**
 * Every metric of a company as SQL over judged rows (alias `a`). Recording, recount, preview and verdict use these same fragments:
 * there is no second reading of a rule.
 */
export type Evaluation = Journal & {
  readonly versions: readonly EvaluatedVersion[];
  /** The fields that some condition asks: what nobody asks is not looked up. */
  readonly fields: ReadonlySet<string>;
  /** Some metric counts a prospect once within a team. */
  readonly asksTeam: boolean;
  /** The company's factor tables in their order; null for one that no metric counts by. */
  readonly factors: readonly (FactorTable | null)[];
  readonly sameActs: readonly SameActs[];
  /** Null where the company has none. */
  readonly rates: ExchangeRates | null;
};

const evaluationOfVersions = (
  { companyId, company }: Settings,
  versions: readonly EvaluatedVersion[],
  closed: Journal["closed"],
): Evaluation => ({
  companyId,
  closed,
  cause: "record",
  versions,
  factors: company.factors.map((table) => (versions.some(({ version }) => factorOf(version.measure) === table.id) ? table : null)),
  fields: new Set(versions.flatMap(({ expression }) => fieldsIn(expression).map((field) => field.name))),
  asksTeam: versions.some(({ version }) => version.oncePer?.within === "team"),
  sameActs: company.sameActs,
  rates: company.exchangeRates.length === 0 ? null : ratesOf(company),
});

export type EvaluatedVersion = {
  readonly metric: Metric;
  readonly version: MetricVersion;
  readonly expression: Expression;
  /** The day is one of this version's, and the metric has come as far as this record. */
  readonly applies: RawBuilder<SqlBool>;
  /** The conditions joined by `&&`, one by one. */
  readonly conditions: readonly RawBuilder<SqlBool>[];
  readonly provenanceCounts: RawBuilder<SqlBool>;
  /** A ruling says that the record does not count, whatever the conditions say. */
  readonly ruledOut: RawBuilder<SqlBool>;
  /** What the line adds, null when the record lacks the measured field or has it in another currency. */
  readonly amount: RawBuilder<bigint | null>;
  /** First day of the window and whose it is; null for a metric that counts a prospect as often as it comes. */
  readonly window: { readonly startsOn: RawBuilder<number>; readonly within: RawBuilder<number> } | null;
  /** A ruling says that it counts beside whoever holds the window. */
  readonly besideWindow: RawBuilder<SqlBool>;
};

const and = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> => sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;

/** The member's part of what the record adds. */
const memberPart = (amount: RawBuilder<bigint | null>): RawBuilder<bigint | null> =>
  sql`case when a.weights is null then ${amount} else part_of(${amount}, a.weights, a.member_position) end`;

/** In a window each prospect counts; what is summed is divided among them, so that they do not add up to more than was done. */
const prospectPart = ({ measure, oncePer }: MetricVersion, amount: RawBuilder<bigint | null>): RawBuilder<bigint | null> =>
  oncePer === null || measure.type === "count"
    ? amount
    : sql`case when a.prospect_count = 1 then ${amount} else part_of(${amount}, array_fill(1::bigint, array[a.prospect_count]), a.prospect_position) end`;

/** A record that adds more than this is a slip, and sums of such could not be kept. */
const inRange = (value: RawBuilder<bigint | null>): RawBuilder<bigint | null> =>
  sql`case when ${value} between ${sql.lit(-Number(MOST_SUMMED))} and ${sql.lit(Number(MOST_SUMMED))} then ${value} end`;

const measured = (measure: Exclude<Measure, { type: "count" }>, company: Company): RawBuilder<bigint | null> => {
  if (isMoney(measure)) return summedValue({ name: measure.of, type: "money" }, measure.currency, columnsOf(company, judgedColumns));
  const value = summedValue({ name: measure.of, type: "int" }, null, activityColumns("a"));
  return measure.of === "durationSeconds"
    ? value
    : sql`${attributeOf(measure.of) === undefined ? value : inRange(value)} * ${sql.lit(Number(creditPerUnit(measure)))}::bigint`;
};

/** By its factor of the day a value is rounded half up, once, before anybody has a share of it. */
const wholeAmount = ({ measure }: MetricVersion, company: Company): RawBuilder<bigint | null> => {
  const perUnit = sql.lit(Number(creditPerUnit(measure)));
  if (measure.type === "count") return sql`case when a.is_total then a.quantity * ${perUnit}::bigint else ${perUnit}::bigint end`;
  const place = company.factors.findIndex(({ id }) => id === measure.factor) + 1;
  if (measure.factor === undefined) return measured(measure, company);
  // What a factor makes of a value is held to what the value itself may be: sums of more could not be kept.
  const most = sql.lit(Number(MOST_SUMMED) * Number(creditPerUnit(measure)));
  const converted = sql`floor(${measured(measure, company)} * a.factors[${sql.lit(place)}] + 0.5)`;
  return sql`case when abs(${converted}) <= ${most}::numeric then ${converted}::bigint end`;
};

/** Measures that a daily total states of its day say nothing of one activity. */
const ofTheDay: ReadonlySet<string> = new Set(["durationSeconds", "quantity", "amount"]);

/** Of a daily total, which lacks most fields, a condition on what it lacks is not true, one that denies something of it neither. */
const predicate = (condition: Expression, company: Company): RawBuilder<SqlBool> => {
  const ofRecords = compile(condition, columnsOf(company, judgedColumns));
  return deniesFields(condition) || fieldsIn(condition).some(({ name }) => ofTheDay.has(name))
    ? sql<SqlBool>`case when a.is_total then ${compileKnown(condition, totalColumns)} else ${ofRecords} end`
    : ofRecords;
};

/** A ruling replaces the condition of this name. */
const isRuled = (metric: Metric, condition: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`a.ruled is not null and coalesce(jsonb_exists(a.ruled -> ${sql.lit(String(metric.number))}, ${condition}::text), false)`;

/** A condition, or a ruling that replaces it. */
const orRuled = (condition: RawBuilder<SqlBool>, metric: Metric, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${condition} or ${isRuled(metric, text)})`;

const evaluated = (settings: Settings, metric: Metric, version: MetricVersion, counting: boolean): EvaluatedVersion => {
  const next = metric.versions.find((each) => each.startsOn > version.startsOn);
  const days = [
    ...(version.startsOn === -Infinity ? [] : [sql<SqlBool>`a.local_day >= ${dayValue(version.startsOn)}`]),
    ...(next === undefined ? [] : [sql<SqlBool>`a.local_day < ${dayValue(next.startsOn)}`]),
  ];
  // What the running count has not come to yet is left to it.
  const reached = sql<SqlBool>`not exists (
    select from metric_counts c
    where c.company_id = ${sql.lit(settings.companyId)} and c.metric_number = ${sql.lit(metric.number)} and a.local_day >= c.from_day
      and a.arrival < c.counts_from and (a.source, a.external_id) > (c.through_source, c.through_external_id))`;
  const expression = metricExpression(settings.company, version);
  const counted = version.provenance?.flatMap((each) => (each === "captured" ? [each, "attested" as const] : [each]));
  return {
    metric,
    version,
    expression,
    applies: and([sql<SqlBool>`true`, ...days, ...(counting ? [reached] : [])]),
    conditions: conditionsOf(expression).map((condition) =>
      orRuled(predicate(condition, settings.company), metric, expressionText(condition)),
    ),
    provenanceCounts:
      counted === undefined
        ? sql<SqlBool>`true`
        : orRuled(sql<SqlBool>`a.provenance in (${sql.join(counted.map((each) => sql.lit(each)))})`, metric, PROVENANCE_CONDITION),
    ruledOut: sql<SqlBool>`(a.ruled is not null and coalesce(a.ruled -> ${sql.lit(String(metric.number))} = 'false'::jsonb, false))`,
    amount: prospectPart(version, memberPart(wholeAmount(version, settings.company))),
    besideWindow: version.oncePer === null ? sql<SqlBool>`false` : sql<SqlBool>`(${isRuled(metric, WINDOW_CONDITION)})`,
    window:
      version.oncePer === null
        ? null
        : {
            startsOn: windowStartSql(settings.company.calendar, version.oncePer.prospect, windowsRunFrom(metric, version)),
            within: withins[version.oncePer.within],
          },
  };
};

/** Whose a window is: a member's, a team's on the day (who is in none stands alone), or everybody's. */
const withins: Readonly<Record<OncePer["within"], RawBuilder<number>>> = {
  member: sql`a.member_number`,
  team: sql`coalesce(a.team_number, -a.member_number)`,
  company: sql`0`,
};

/** The prospect's aspects stand in the judged row itself, read once however many metrics ask them. */
export const judgedColumns: ActivityColumns = {
  ...activityColumns("a"),
  total: sql`a.is_total`,
  sealed: sql`a.sealed`,
  "prospect.stage": sql`a.prospect_stage`,
  "prospect.segment": sql`a.prospect_segment`,
  "prospect.isColleague": sql`a.prospect_is_colleague`,
};

/** Where a company reports in one currency, what is asked of amounts in it is asked of all. */
const columnsOf = ({ currency, exchangeRates }: Company, columns: ActivityColumns): ActivityColumns =>
  exchangeRates.length === 0 ? columns : { ...columns, reported: { currency, amount: sql`a.reported_minor` } };

const totalColumns: ActivityColumns = {
  ...judgedColumns,
  durationSeconds: sql`null::int8`,
  quantity: sql`null::int8`,
  amount: sql`null::int8`,
};

const evaluations = new WeakMap<Settings, Evaluation>();

/** Reads which metrics are still being counted and which days are closed; kept with the settings, whose version whatever changes these raises. */
export const evaluationOf = async (tx: Transaction, settings: Settings): Promise<Evaluation> => {
  const kept = evaluations.get(settings);
  if (kept !== undefined) return kept;
  const { rows } = await sql<{
    metric_number: number;
  }>`select metric_number from metric_counts where company_id = ${settings.companyId}`.execute(tx);
  const counting = new Set(rows.map((row) => row.metric_number));
  // One that has ended is asked no more, but what was asked of it in earlier periods follows its records as ever.
  const evaluation = evaluationOfVersions(
    settings,
    settings.metrics.flatMap((metric) =>
      metric.versions.map((version) => evaluated(settings, metric, version, counting.has(metric.number))),
    ),
    await closedSpans(tx, settings.companyId),
  );
  evaluations.set(settings, evaluation);
  return evaluation;
};

/**
 * The same for some metrics alone, as if nothing of them waited to be counted and no day were closed: what recount, the count of a metric and
 * the verdict ask.
 */
export const evaluationOfMetrics = (settings: Settings, metrics: readonly Metric[]): Evaluation =>
  evaluationOfVersions(
    settings,
    metrics.flatMap((metric) => metric.versions.map((version) => evaluated(settings, metric, version, false))),
    [],
  );

const provenanceNumber = sql`case a.provenance ${sql.join(
  provenances.map((provenance, number) => sql`when ${sql.lit(provenance)} then ${sql.lit(number)}`),
  sql` `,
)} end::smallint`;

/** As the index by root has them: of facts from one instant first that of the root, then by the number of the prospect it was told of. */
const factAt = (aspect: string): RawBuilder<string> => sql`(
  select f.value from prospect_facts f
  where f.company_id = a.company_id and ${rootOfFact("f")} = a.prospect_number and f.aspect = ${sql.lit(aspect)} and f.from_at <= a.ordered_at
  order by f.from_at desc, (f.root_number is not null), f.prospect_number limit 1)`;

const isColleague = sql`
  case when a.prospect_number is not null then
    exists (select from prospects p where p.company_id = a.company_id and p.prospect_number = a.prospect_number and p.is_colleague) end`;

/** What must stand in a judged row; of a record that is new nothing can have been ruled, and it is not linked yet. */
export type JudgedFor = Pick<Evaluation, "fields" | "asksTeam" | "factors" | "rates"> & {
  readonly isNew?: boolean;
  /** Nobody ruled on any of the rows. */
  readonly isUnruled?: boolean;
};

const teamOnDay = sql`(
  select t.team_number from member_teams t
  where t.company_id = a.company_id and t.member_number = a.member_number and t.from_day <= a.local_day
  order by t.from_day desc limit 1)`;

const DAY_ZERO = sql`date '1970-01-01'`;
const BEGINNING = -2_147_483_648;

/**
 * The factor in force for a row. The table is one value of the statement: looked up by key and then by day it costs the same for five
 * hundred products as for five, and what is not saved yet can be counted by it too.
 */
const factorAt = ({ by, rows }: FactorTable): RawBuilder<number | null> => {
  const held = Object.fromEntries(
    rows.map(({ key, factors }) => [
      key,
      factors.map(({ value, from }) => [from === -Infinity ? BEGINNING : from, value === null ? null : String(value)]),
    ]),
  );
  return sql`(
    select (f.held ->> 1)::numeric / ${sql.lit(Number(WHOLE_FACTOR))}
    from jsonb_array_elements(${JSON.stringify(held)}::jsonb -> (${textValue(by, activityColumns("a"))})) as f (held)
    where (f.held ->> 0)::integer <= a.local_day - ${DAY_ZERO}
    order by (f.held ->> 0)::integer desc limit 1)`;
};

/** An amount in the currency in which the company reports, at the rate of its day, rounded once, half away from zero; null where no rate holds. */
const reportedMinor = ({ currency, rates }: ExchangeRates): RawBuilder<bigint | null> => {
  const held = Object.fromEntries(
    [...rates].map(([code, dated]) => [
      code,
      dated.map(({ value, from }) => {
        const { times, over } = minorRate(value, code, currency);
        return [from, String(times), String(over)];
      }),
    ]),
  );
  return sql`case when a.currency = ${currency} then a.amount_minor else (
    select (sign(a.amount_minor) * div(2 * abs(a.amount_minor::numeric) * (r.held ->> 1)::numeric + (r.held ->> 2)::numeric, 2 * (r.held ->> 2)::numeric))::bigint
    from jsonb_array_elements(${JSON.stringify(held)}::jsonb -> a.currency) as r (held)
    where (r.held ->> 0)::integer <= a.local_day - ${DAY_ZERO}
    order by (r.held ->> 0)::integer desc limit 1) end`;
};

const factorsAt = (factors: JudgedFor["factors"]): RawBuilder<unknown> =>
  factors.every((table) => table === null)
    ? sql`null::numeric[]`
    : sql`array[${sql.join(factors.map((table) => (table === null ? sql`null` : factorAt(table))))}]::numeric[]`;

/**
 * Lines of the log with what a verdict reads beside them: the prospect's aspects as of the activity's instant, whether it counts at all.
 * `fields` are those that are asked; another aspect is null. `offset 0` keeps the planner from pasting the look-ups into each condition.
 */
export const judgedRows = (rows: RawBuilder<unknown>, evaluation: JudgedFor): RawBuilder<unknown> => sql`
  select a.*, ${judgedAspects(evaluation)}
  from ${rows} a
  offset 0`;

/** What is read beside a row `a` of the log, as further columns of it. */
export const judgedAspects = ({
  fields,
  asksTeam,
  factors,
  rates,
  isNew,
  isUnruled = isNew === true,
}: JudgedFor): RawBuilder<unknown> => sql`
    ${fields.has("prospect.stage") ? sql`case when a.prospect_number is not null then coalesce(${factAt("stage")}, 'prospect') end` : sql`null::text`} as prospect_stage,
    ${fields.has("prospect.segment") ? factAt("segment") : sql`null::text`} as prospect_segment,
    ${fields.has("prospect.isColleague") ? isColleague : sql`null::boolean`} as prospect_is_colleague,
    ${asksTeam ? teamOnDay : sql`null::integer`} as team_number,
    ${factorsAt(factors)} as factors,
    ${rates === null ? sql`null::bigint` : reportedMinor(rates)} as reported_minor,
    ${isUnruled ? sql`null::jsonb` : ruledConditions} as ruled,
    ${provenanceNumber} as provenance_number,
    a.member_number is not null and a.voided_at is null and not a.taken_back ${isNew === true ? sql`` : sql`and a.same_external_id is null`} as stands`;

const counts = ({ applies, conditions, provenanceCounts, ruledOut }: EvaluatedVersion): RawBuilder<SqlBool> =>
  and([applies, provenanceCounts, ...conditions, sql<SqlBool>`not ${ruledOut}`]);

/** Which lines a relation may hold: all, or only those of records with one line, of which less needs to be asked. */
export type LinesHeld = "all" | "single";

/**
 * What each line counts for in the metrics without windows, and by a ruling beside a window, from a relation of judged lines: metric_number,
 * amount, and of the line source, external_id, kind, is_total, provenance_number, member_number, local_day. Null where there is nothing of the kind.
 */
const plainLines = ({ versions }: Evaluation, judged: RawBuilder<unknown>, held: LinesHeld): RawBuilder<unknown> | null => {
  const plain = versions.filter((each) => each.window === null);
  const windows = versions.filter((each) => each.window !== null);
  const line = sql`a.source, a.external_id, a.kind, a.is_total, a.provenance_number, a.member_number, a.local_day`;
  const amounts = (of: readonly EvaluatedVersion[], condition: (each: EvaluatedVersion) => RawBuilder<SqlBool>) => sql`
        unnest(array[${sql.join(of.map(({ metric }) => sql.lit(metric.number)))}]) as metric_number,
        unnest(array[${sql.join(of.map((each) => sql`case when ${condition(each)} then ${each.amount} end`))}]::bigint[]) as amount`;
  const own = () => sql`
      select ${line}, ${amounts(plain, counts)}
      from ${judged} a
      where a.stands ${held === "single" ? sql`` : sql`and a.prospect_count = 1`}`;
  // With several prospects a record counts once if any of them passes.
  const ofSeveral = () => sql`
      select c.source, c.external_id, c.kind, c.is_total, c.provenance_number, c.member_number, c.local_day, c.metric_number, c.amount
      from (
        select distinct on (c.metric_number, c.source, c.external_id, c.member_position) c.*
        from (select ${line}, a.member_position, a.prospect_position, ${amounts(plain, counts)} from ${judged} a where a.stands and a.prospect_count > 1) c
        where c.amount is not null
        order by c.metric_number, c.source, c.external_id, c.member_position, c.prospect_position) c`;
  const besideWindows = () => sql`
      select ${line}, ${amounts(windows, (each) => and([each.besideWindow, counts(each)]))}
      from ${judged} a
      where a.stands and a.ruled is not null and a.prospect_number is not null`;
  const parts = [
    ...(plain.length === 0 ? [] : [own()]),
    ...(plain.length === 0 || held === "single" ? [] : [ofSeveral()]),
    // A record that is new has not been ruled on.
    ...(windows.length === 0 || held === "single" ? [] : [besideWindows()]),
  ];
  return parts.length === 0 ? null : sql.join(parts, sql` union all `);
};

/** The same without daily totals, line by line: what `plainCredits` sums up, with the record it comes from. */
export const plainRecords = (evaluation: Evaluation, judged: RawBuilder<unknown>, held: LinesHeld = "all"): RawBuilder<unknown> | null => {
  const lines = plainLines(evaluation, judged, held);
  return lines === null
    ? null
    : sql`
    select c.metric_number, c.provenance_number, c.member_number, c.local_day, c.amount, c.source, c.external_id
    from (${lines}) c
    where c.amount is not null and not c.is_total`;
};

/** Credits that no window holds: metric_number, provenance_number, member_number, local_day, amount; from a relation of judged lines. */
export const plainCredits = (evaluation: Evaluation, judged: RawBuilder<unknown>, held: LinesHeld = "all"): RawBuilder<unknown> => {
  const lines = plainLines(evaluation, judged, held);
  if (lines === null) return noCredits;
  return sql`
    select c.metric_number, c.provenance_number, c.member_number, c.local_day, sum(c.amount)::bigint as amount
    from (${lines}) c
    where c.amount is not null and not c.is_total
    group by c.metric_number, c.provenance_number, c.member_number, c.local_day`;
};

/**
 * What daily totals add to the records of their member, kind and day, from a relation of all judged lines of such days: metric_number,
 * member_number, local_day, kind; the largest total that counts (`source`, `external_id`, `provenance_number`), what it says
 * (`stated`), what the records count for (`recorded`), and what is left for it to add (`amount`, 0 or more). Null without such metrics.
 */
export const totalCredits = (evaluation: Evaluation, judged: RawBuilder<unknown>): RawBuilder<unknown> | null => {
  const lines = plainLines(evaluation, judged, "all");
  if (lines === null) return null;
  const group = sql`c.metric_number, c.member_number, c.local_day, c.kind`;
  return sql`
    select ${group}, c.source, c.external_id, c.provenance_number, c.stated, c.recorded, greatest(c.stated - c.recorded, 0) as amount
    from (
      select distinct on (${group}) ${group}, c.is_total, c.source, c.external_id, c.provenance_number, c.amount as stated,
        coalesce(sum(c.amount) filter (where not c.is_total) over (partition by ${group}), 0)::bigint as recorded
      from (${lines}) c
      where c.amount is not null
      order by ${group}, c.is_total desc, c.amount desc, c.source, c.external_id) c
    where c.is_total`;
};

const noCredits = sql`select null::integer as metric_number, null::smallint as provenance_number, null::integer as member_number, null::date as local_day, null::bigint as amount where false`;

/**
 * What qualifies for the one credit of a prospect's window, one row per record, metric and window; from a relation of judged lines. Where
 * several members' lines of a record stand in one window, the further ones are in `more_members`, `more_days` and `more_amounts`.
 */
export const windowCandidates = ({ versions }: Evaluation, judged: RawBuilder<unknown>, held: LinesHeld = "all"): RawBuilder<unknown> => {
  const branches = versions.flatMap((each) =>
    each.window === null
      ? []
      : [
          sql`
    select ${sql.lit(each.metric.number)}::integer as metric_number, a.prospect_number, ${each.window.within} as within_number,
      ${each.window.startsOn} as window_starts_on, a.ordered_at, a.source, a.external_id, a.member_number, a.local_day, a.provenance_number, ${each.amount} as amount,
      a.member_position, a.weights is not null as is_joint
    from ${judged} a
    where a.stands and a.prospect_number is not null and ${counts(each)} and ${each.amount} is not null ${held === "single" ? sql`` : sql`and not ${each.besideWindow}`}`,
        ],
  );
  if (branches.length === 0) return noCandidates;
  const lines = sql`(${sql.join(branches, sql` union all `)})`;
  const alone = sql`
    select c.metric_number, c.prospect_number, c.within_number, c.window_starts_on, c.ordered_at, c.source, c.external_id, c.member_number, c.local_day, c.provenance_number, c.amount,
      null::integer[] as more_members, null::date[] as more_days, null::bigint[] as more_amounts
    from ${lines} c`;
  if (held === "single") return alone;
  const others = (column: string): RawBuilder<unknown> =>
    sql`case when count(*) > 1 then (array_agg(${sql.ref(`c.${column}`)} order by c.member_position))[2:] end`;
  const first = (column: string): RawBuilder<unknown> => sql`(array_agg(${sql.ref(`c.${column}`)} order by c.member_position))[1]`;
  return sql`
    ${alone} where not c.is_joint
    union all
    select c.metric_number, c.prospect_number, c.within_number, c.window_starts_on, min(c.ordered_at), c.source, c.external_id, ${first("member_number")}, ${first("local_day")},
      c.provenance_number, ${first("amount")}, ${others("member_number")}, ${others("local_day")}, ${others("amount")}
    from ${lines} c
    where c.is_joint
    group by c.metric_number, c.prospect_number, c.within_number, c.window_starts_on, c.source, c.external_id, c.provenance_number`;
};

const noCandidates = sql`
  select null::integer as metric_number, null::bigint as prospect_number, null::integer as within_number, null::date as window_starts_on,
    null::timestamptz as ordered_at, null::text as source, null::text as external_id, null::integer as member_number, null::date as local_day,
    null::smallint as provenance_number, null::bigint as amount, null::integer[] as more_members, null::date[] as more_days, null::bigint[] as more_amounts where false`;
