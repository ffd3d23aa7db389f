import { amountOf, type Amount } from "../domain/amount.ts";
import { askedQuotas, type Ask, type AskedQuota } from "../domain/ask.ts";
import type { Unit } from "../domain/credit.ts";
import type { Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import type { Member } from "../domain/member.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { metricsOf } from "../domain/requirement.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay } from "../store/tally.ts";
import { judgedActivities, placeOf } from "../store/verdicts.ts";
import { withheldOf } from "./attainment-of.ts";
import { askedQuotaJson, periodJson, type AskedJson, type PeriodJson, type WithheldJson } from "./attainment-json.ts";
import { keptAsks, type CadenceAsks, type DayAsks } from "./kept-asks.ts";
import { activityJson, membersByNumber, verdictJson, type ActivityJson, type VerdictJson } from "./activity-json.ts";

export type ExplainMemberInput = {
  readonly member: string;
  readonly metric: string;
  readonly on: Day;
  /** Of the period; left out, that of the first plan that asks the member for the metric, else of any that asks for it, else a month. */
  readonly cadence?: Cadence;
  /** Only records that count, or only those that do not. */
  readonly counted?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

export type Explanation = {
  readonly member: string;
  readonly metric: string;
  readonly unit: Unit["type"];
  readonly period: PeriodJson;
  /** What the plans ask of the member on this metric in the period, and how each target came about. */
  readonly asked: readonly (AskedJson & { readonly plan: string; readonly planName: Name; readonly planVersion: number })[];
  /** Why plans that go by working days are missing in `asked`. */
  readonly withheld: readonly WithheldJson[];
  readonly credited: Amount;
  readonly records: readonly (ActivityJson & { readonly verdict: VerdictJson })[];
  readonly nextCursor: string | null;
};

type MetricAsk = { readonly ask: Ask; readonly quota: AskedQuota };

/** What is asked of the member on the metric, in the order of the plans: as `attainmentOf` has it. */
const asksOfMetric = (
  { byCadence }: DayAsks,
  { member, metric }: { readonly member: Member; readonly metric: Metric },
): readonly MetricAsk[] =>
  [...byCadence.values()]
    .flatMap(({ askedOf }) => askedOf(member)?.asks ?? [])
    .toSorted((a, b) => a.plan.number - b.plan.number)
    .flatMap((ask) => askedQuotas(ask.requirement).flatMap((quota) => (quota.metric === metric ? [{ ask, quota }] : [])));

/** Plans that would ask the member for the metric if their targets could be told. */
const withheldFrom = (
  { inForce, askedOf }: CadenceAsks,
  { member, metric }: { readonly member: Member; readonly metric: Metric },
): readonly WithheldJson[] => {
  const asking = new Set(inForce.filter(({ version }) => metricsOf(version.require).includes(metric.id)).map(({ plan }) => plan.id));
  return withheldOf([member], askedOf)
    .map((each) => ({ code: "holidays-unknown" as const, ...each, plans: each.plans.filter((plan) => asking.has(plan)) }))
    .filter(({ plans }) => plans.length > 0);
};

const cadenceOfAny = (plans: readonly Plan[], metric: Metric, on: Day): Cadence | undefined =>
  plans
    .map((plan) => plan.versions.findLast((version) => version.startsOn <= on) ?? plan.versions[0])
    .find((version) => metricsOf(version.require).includes(metric.id))?.cadence;

/**
 * Every record of a member in a period with its verdict for one metric, in the order of the days, and what they add up to. The sum is
 * the tally's; each verdict is found by the conditions that counted it.
 */
export const explainMember = (database: Database, companyId: number, input: ExplainMemberInput): Promise<Outcome<Explanation>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<Explanation>> => {
      const settings = await loadSettings(tx, companyId);
      const member = settings.members.find((each) => each.id === input.member);
      if (member === undefined) return refused(notFound("member", input.member, settings.members));
      const metric = settings.metrics.find((each) => each.id === input.metric);
      if (metric === undefined) return refused(notFound("metric", input.metric, settings.metrics));
      const running = (await runningCounts(tx, companyId)).find((each) => each.metricNumber === metric.number);
      if (running !== undefined)
        return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

      const { calendar } = settings.company;
      const dayAsks = await keptAsks(tx, settings, input.on);
      const asks = asksOfMetric(dayAsks, { member, metric });
      const period = periodContaining(
        input.cadence ?? asks[0]?.ask.period.cadence ?? cadenceOfAny(settings.plans, metric, input.on) ?? "month",
        input.on,
        calendar,
      );
      const ofCadence = dayAsks.byCadence.get(period.cadence);
      const limit = input.limit ?? 100;
      const which = { memberNumber: member.number, startsOn: period.startsOn, endsBefore: period.endsBefore };
      const counted = input.counted ?? null;
      const after = input.cursor === undefined ? null : placeOf(input.cursor, { companyId, which, counted });
      if (input.cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
      const rows = await judgedActivities(tx, settings, { metrics: [metric], which, counted, after, limit: limit + 1 });
      const days = await creditsByDay(tx, { companyId, metricNumbers: [metric.number], memberNumbers: [member.number], span: period });
      const page = rows.slice(0, limit);
      const named = membersByNumber(settings);
      const unit = unitOf(versionOn(metric, period.startsOn).measure);
      return accepted({
        member: member.id,
        metric: metric.id,
        unit: unit.type,
        period: periodJson(period, calendar),
        asked: asks
          .filter(({ ask }) => ask.period.cadence === period.cadence)
          .map(({ ask: { plan, version }, quota }) => ({
            plan: plan.id,
            planName: version.name,
            planVersion: version.version,
            ...askedQuotaJson(quota),
          })),
        withheld: ofCadence === undefined ? [] : withheldFrom(ofCadence, { member, metric }),
        credited: amountOf(
          days.reduce((sum, each) => sum + each.amount, 0n),
          unit,
        ),
        records: page.flatMap(({ activity, verdicts }) => {
          const verdict = verdicts.get(metric.number);
          return verdict === undefined
            ? []
            : [{ ...activityJson(activity, member, named), verdict: verdictJson(verdict, metric, activity) }];
        }),
        nextCursor: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
      });
    },
    // The sum and its records are of one moment.
    { isolation: "repeatable read" },
  );
