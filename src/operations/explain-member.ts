import { amountOf } from "../domain/amount.ts";
import { things } from "../domain/company-reading-basics.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { metricsOf } from "../domain/requirement.ts";
import { shown } from "../domain/shown.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay } from "../store/tally.ts";
import { judgedActivities, placeOf } from "../store/verdicts.ts";
import { activityJson, verdictJson, type ActivityJson, type VerdictJson } from "./activity-json.ts";

export type ExplainMemberInput = {
  readonly member: string;
  readonly metric: string;
  readonly on: Day;
  /** Of the period; left out, that of the first plan that asks for the metric, or a month when none does. */
  readonly cadence?: Cadence;
  /** Only records that count, or only those that do not. */
  readonly counted?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

export type Explanation = {
  readonly member: string;
  readonly metric: string;
  readonly period: { readonly cadence: Cadence; readonly startsOn: string; readonly endsBefore: string; readonly label: { readonly en: string; readonly ko: string } };
  readonly credited: ReturnType<typeof amountOf>;
  readonly records: readonly (ActivityJson & { readonly verdict: VerdictJson })[];
  readonly nextCursor: string | null;
};

/**
 * Every record of a member in a period with its verdict for one metric, in the order of the days, and what they add up to. The sum is
 * the tally's; each verdict is found by the conditions that counted it.
 */
export const explainMember = (database: Database, companyId: number, input: ExplainMemberInput): Promise<Outcome<Explanation>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<Explanation>> => {
    const settings = await loadSettings(tx, companyId);
    const member = settings.members.find((each) => each.id === input.member);
    if (member === undefined) return refused(refusal("not-found", "/member", { what: things.member, found: shown(input.member) }));
    const metric = settings.metrics.find((each) => each.id === input.metric);
    if (metric === undefined) return refused(refusal("not-found", "/metric", { what: things.metric, found: shown(input.metric) }));
    if (input.cursor !== undefined && placeOf(input.cursor) === null) return refused(refusal("cursor-invalid", "/cursor"));
    const running = (await runningCounts(tx, companyId)).find((each) => each.metricNumber === metric.number);
    if (running !== undefined) return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

    const { calendar } = settings.company;
    const asking = settings.plans.map((plan) => plan.versions.findLast((version) => version.startsOn <= input.on) ?? plan.versions[0]).find((version) => metricsOf(version.require).includes(metric.id));
    const period = periodContaining(input.cadence ?? asking?.cadence ?? "month", input.on, calendar);
    const limit = input.limit ?? 100;
    const rows = await judgedActivities(tx, settings, {
      metrics: [metric],
      which: { memberNumber: member.number, startsOn: period.startsOn, endsBefore: period.endsBefore },
      counted: input.counted ?? null,
      after: input.cursor ?? null,
      limit: limit + 1,
    });
    const days = await creditsByDay(tx, { companyId, metricNumbers: [metric.number], memberNumbers: [member.number], span: period });
    const page = rows.slice(0, limit);
    return accepted({
      member: member.id,
      metric: metric.id,
      period: {
        cadence: period.cadence,
        startsOn: isoDay(period.startsOn),
        endsBefore: isoDay(period.endsBefore),
        label: { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") },
      },
      credited: amountOf(days.reduce((sum, each) => sum + each.amount, 0n), unitOf(versionOn(metric, period.endsBefore - 1).measure)),
      records: page.flatMap(({ activity, verdicts }) => {
        const verdict = verdicts.get(metric.number);
        return verdict === undefined ? [] : [{ ...activityJson(activity, member), verdict: verdictJson(verdict, metric, activity) }];
      }),
      nextCursor: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
    });
  });
