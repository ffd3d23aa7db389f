import { amountOf, type Amount } from "../domain/amount.ts";
import { askedQuotas, type Ask, type AskedQuota } from "../domain/ask.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import { isSeen, narrowed, seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { isWithin, type Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import type { DayCredit } from "../domain/member-credits.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { unitOf, versionOn, type Metric, type MetricVersion } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { paceAtTheEnd } from "../domain/pace.ts";
import { periodContaining, type Cadence, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { metricsOf } from "../domain/requirement.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { sourcesWithout } from "../store/sources.ts";
import { creditsByDay } from "../store/tally.ts";
import { judgedActivities, placeOf } from "../store/verdicts.ts";
import { withheldOf } from "./attainment-of.ts";
import {
  askedQuotaJson,
  paceJson,
  periodJson,
  type AskedJson,
  type PaceJson,
  type PeriodJson,
  type WithheldJson,
} from "./attainment-json.ts";
import { keptAsks, type CadenceAsks, type DayAsks } from "./kept-asks.ts";
import { paceIn } from "./pace-in.ts";
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
  /** Left out, nothing is said of the pace. */
  readonly now?: Instant;
} & AskedBy;

export type Explanation = {
  readonly member: string;
  readonly metric: string;
  readonly unit: Unit["type"];
  readonly period: PeriodJson;
  /** What the plans ask of the member on this metric in the period, and how each target came about. */
  readonly asked: readonly (AskedJson & {
    readonly plan: string;
    readonly planName: Name;
    readonly planVersion: number;
    readonly pace: PaceJson | null;
  })[];
  /** Sources that could capture or bring in what the metric asks to be captured or brought in, and have told nothing of the member yet. */
  readonly notConnected: readonly string[];
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

type Paced = {
  readonly settings: Settings;
  readonly input: ExplainMemberInput;
  readonly member: Member;
  readonly metric: Metric;
  readonly period: Period;
  readonly days: readonly DayCredit[];
};

/** How each quota on the metric goes, as `attainmentOf` says it. */
const paceOfAsks = async (
  tx: Transaction,
  { settings, input: { on, now }, member, metric, period, days }: Paced,
): Promise<(quota: AskedQuota) => PaceJson | null> => {
  const asked = (await keptAsks(tx, settings, on)).byCadence.get(period.cadence);
  if (now === undefined || asked === undefined) return () => null;
  const metricNumbers = asked.metrics.map(({ number }) => number).filter((number) => number === metric.number);
  const paceOfQuota = await paceIn(tx, { settings, period, asked, metricNumbers }, now);
  const today = dayIn(zonesOf(settings)(member, dayIn(settings.company.timeZone, now)), now);
  return (quota) => {
    if (quota.target === 0n) return null;
    const spans = quota.ownDays ?? [period];
    const credited = days.reduce((sum, { localDay, amount }) => (spans.some((span) => isWithin(span, localDay)) ? sum + amount : sum), 0n);
    const isOver = today >= (spans.at(-1) ?? period).endsBefore;
    const pace = isOver
      ? paceAtTheEnd(credited, quota.target)
      : (paceOfQuota?.(quota, period)(member.number, credited, quota.target) ?? null);
    return pace === null ? null : paceJson(pace, quota.unit);
  };
};

/** The declared sources of what a metric asks for; none when it takes what is self-reported. */
const sourcesAsked = (sources: Settings["company"]["sources"], { provenance }: MetricVersion): readonly string[] =>
  provenance === null || provenance.includes("self_reported")
    ? []
    : sources.filter((source) => provenance.includes(source.provenance)).map(({ id }) => id);

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
      const sight = sightIn(settings, input.caller, "activities:read");
      const members = seenOf(sight, settings.members);
      const member = members.find((each) => each.id === input.member);
      if (member === undefined) return refused(notFound("member", input.member, members));
      const metric = settings.metrics.find((each) => each.id === input.metric);
      if (metric === undefined) return refused(notFound("metric", input.metric, settings.metrics));
      const [unknownList] = refuseUnknownList(input.cadence, settings.company.calendar);
      if (unknownList !== undefined) return refused(unknownList);
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
      if (!isSeen(sight, member.number, period.endsBefore - 1)) return refused(notFound("member", input.member, []));
      const ofCadence = dayAsks.byCadence.get(period.cadence);
      const limit = input.limit ?? 100;
      const seen = narrowed(sight);
      const which = {
        memberNumber: member.number,
        startsOn: period.startsOn,
        endsBefore: period.endsBefore,
        // A period that reaches into what is seen is told whole.
        ...(seen === undefined ? {} : { seen: { ...seen, since: Math.min(seen.since, period.startsOn) } }),
      };
      const counted = input.counted ?? null;
      const after = input.cursor === undefined ? null : placeOf(input.cursor, { companyId, which, counted });
      if (input.cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
      const rows = await judgedActivities(tx, settings, { metrics: [metric], which, counted, after, limit: limit + 1 });
      const days = await creditsByDay(tx, { companyId, metricNumbers: [metric.number], memberNumbers: [member.number], span: period });
      const paceOfAsk = await paceOfAsks(tx, { settings, input, member, metric, period, days });
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
            pace: paceOfAsk(quota),
          })),
        withheld: ofCadence === undefined ? [] : withheldFrom(ofCadence, { member, metric }),
        notConnected: await sourcesWithout(tx, companyId, member, sourcesAsked(settings.company.sources, versionOn(metric, input.on))),
        credited: amountOf(
          days.reduce((sum, each) => sum + each.amount, 0n),
          unit,
        ),
        records: page.flatMap(({ activity, verdicts }) => {
          const verdict = verdicts.get(metric.number);
          return verdict === undefined
            ? []
            : [{ ...activityJson(activity, member, named), verdict: verdictJson(verdict, metric, activity, settings.company) }];
        }),
        nextCursor: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
      });
    },
    // The sum and its records are of one moment.
    { isolation: "repeatable read" },
  );
