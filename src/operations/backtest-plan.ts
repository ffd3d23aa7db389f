import type { Settings } from "../domain/company.ts";
import { spanKey, type Day } from "../domain/day.ts";
import { asIfAlways, type DraftContent } from "../domain/draft.ts";
import { outcomesIn, type PlanOutcome } from "../domain/backtest.ts";
import type { Standing } from "../domain/luck.ts";
import type { Instant } from "../domain/instant.ts";
import type { DayCredit } from "../domain/member-credits.ts";
import type { Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodsOverBy, type Cadence, type Period } from "../domain/period.ts";
import type { Plan, PlanVersion } from "../domain/plan.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { metricsOf, oversIn } from "../domain/requirement.ts";
import { periodsReached } from "../domain/reached-periods.ts";
import { within } from "../domain/within.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { creditsFromLog, firstDayOfLog } from "../store/log-count.ts";
import { loadSettings } from "../store/settings.ts";
import { sectionOf, tallied, type CreditsSource } from "./attainment-of.ts";
import { countedSource } from "./counted-source.ts";
import { readDraftInput } from "./company-file/draft-input.ts";
import { todayOf } from "./company-today.ts";
import { draftNamed } from "./draft-json.ts";
import { metricsToCount } from "./drafted-metrics.ts";
import { inTurn } from "./in-turn.ts";
import { keptAsks } from "./kept-asks.ts";

export type BacktestQuestion = {
  /** A draft that is kept, by its id, or one that is not: a text, or what a door has parsed already. */
  readonly of: { readonly draft: string } | { readonly input: unknown };
  /** Left out: the draft's only one, or the only one in force that asks for its metrics. */
  readonly plan?: string;
  /** How many of the last periods that are over. */
  readonly periods?: number;
  /** With a row for each member and period; false: the periods alone. */
  readonly rows?: boolean;
  readonly now: Instant;
};

export type BacktestPeriod = {
  readonly period: Period;
  readonly draft: PlanOutcome;
  /** The plan of the same id as it was in force then; null where none of this cadence was. */
  readonly inForce: PlanOutcome | null;
  readonly standings: readonly Standing[];
  readonly inForceStandings: readonly Standing[];
};

export type Backtest = {
  readonly settings: Settings;
  readonly plan: Plan;
  /** By which it is told what the plan is called, and its periods. */
  readonly version: PlanVersion;
  /** Metrics that were counted from the log, since the tally has no such numbers. */
  readonly counted: readonly string[];
  readonly asked: number;
  /** The earliest first; fewer than were asked for where the log begins later. */
  readonly periods: readonly BacktestPeriod[];
};

export const MOST_PERIODS = 60;
/** Rows of one answer. */
const MOST_ROWS = 200_000;
/** Rows that are read for one without them; each takes about a kilobyte of memory. */
const MOST_READ = 1_000_000;
const PERIODS = 12;
// Counting millions of records by a new rule is one statement.
const COUNTING_SECONDS = 600;

/** The version that is in force; of a plan that is still to come its first. */
const versionNow = (versions: Plan["versions"], today: Day): PlanVersion =>
  versions.findLast(({ startsOn }) => startsOn <= today) ?? versions[0];

/** The plans that a draft may mean: its own, else those in force that ask for what it counts. */
const plansMeant = (settings: Settings, { plans, metrics }: DraftContent, today: Day): readonly Plan[] => {
  const drafted = new Set(plans.map(({ id }) => id));
  if (drafted.size > 0) return settings.plans.filter(({ id }) => drafted.has(id));
  const counted = new Set(metrics.map(({ id }) => id));
  return settings.plans.filter(
    ({ endedOn, versions }) =>
      (endedOn === null || endedOn > today) && metricsOf(versionNow(versions, today).require).some((metric) => counted.has(metric)),
  );
};

const planMeant = (settings: Settings, content: DraftContent, named: string | undefined, today: Day): Outcome<Plan> => {
  if (named !== undefined) {
    const plan = settings.plans.find(({ id }) => id === named);
    return plan === undefined ? refused(notFound("plan", named, settings.plans)) : accepted(plan);
  }
  const [plan, ...others] = plansMeant(settings, content, today);
  if (plan === undefined) return refused(refusal("draft-plan-none", "/plan"));
  if (others.length === 0) return accepted(plan);
  return refused(refusal("draft-plan-unclear", "/plan", { choices: [plan, ...others].map(({ id }) => id).join(", ") }));
};

/** The last periods that are over, the earliest first, none before the log's first day. */
const periodsOver = (
  settings: Settings,
  cadence: Cadence,
  most: number,
  { today, first }: { today: Day; first: Day | undefined },
): readonly Period[] => {
  const { calendar } = settings.company;
  return periodsOverBy(cadence, { day: today, most, calendar }).filter(({ endsBefore }) => first !== undefined && endsBefore > first);
};

/** What a period is read for again, on other days, is read once. */
const readOnce = (source: CreditsSource): CreditsSource => {
  const known = new Map<string, ReturnType<CreditsSource["ofAll"]>>();
  return {
    ...source,
    ofAll: (reading) => within(known, `${spanKey(reading.period)} ${reading.metricNumbers.join()}`, () => source.ofAll(reading)),
  };
};

/** The day on which each member's row is read: the last of the period, of who left before it the last of employment. */
const daysRead = ({ members }: Settings, { startsOn, endsBefore }: Period): ReadonlySet<Day> =>
  new Set([
    endsBefore - 1,
    ...members.map(({ employedBefore }) => employedBefore - 1).filter((last) => last >= startsOn && last < endsBefore - 1),
  ]);

/** Every member's row of the plan in a period. */
const standingsIn = async (
  tx: Transaction,
  settings: Settings,
  plan: string,
  period: Period,
  { source, now }: { readonly source: CreditsSource; readonly now: Instant },
): Promise<readonly Standing[]> => {
  const standings: Standing[] = [];
  for (const on of daysRead(settings, period)) {
    const section = await sectionOf(tx, period.cadence, {
      question: { plan, now },
      settings,
      on,
      asks: await keptAsks(tx, settings, on),
      running: new Map(),
      source,
    });
    const isLast = on === period.endsBefore - 1;
    for (const row of section.rows)
      if (isLast || row.member.employedBefore - 1 === on) standings.push({ row, requirement: row.requirement });
  }
  return standings;
};

/** Whose days are wanted one by one: who changed team or phase within one of the periods. */
const movedIn = async (tx: Transaction, settings: Settings, periods: readonly Period[]): Promise<readonly number[]> => {
  const moved = new Set<number>();
  for (const period of periods)
    for (const on of daysRead(settings, period))
      for (const { number } of (await keptAsks(tx, settings, on)).byCadence.get(period.cadence)?.moved ?? []) moved.add(number);
  return [...moved];
};

/** The credits of some metrics as the log gives them, those of all others from the tally. */
const sourceOf = async (
  tx: Transaction,
  settings: Settings,
  metrics: readonly Metric[],
  { periods: looked, versions }: { readonly periods: readonly [Period, ...Period[]]; readonly versions: readonly PlanVersion[] },
): Promise<CreditsSource> => {
  if (metrics.length === 0) return readOnce(tallied(tx));
  const periods = periodsReached(versions, looked, settings.company.calendar);
  // What is asked over shorter periods is found day by day, of everybody.
  const byDayOf = versions.some(({ require }) => oversIn(require).length > 0)
    ? settings.members.map(({ number }) => number)
    : await movedIn(tx, settings, periods);
  const credits: readonly DayCredit[] = await creditsFromLog(tx, settings, { metrics, periods, byDayOf });
  return readOnce(countedSource({ metricNumbers: new Set(metrics.map(({ number }) => number)), credits }, tallied(tx)));
};

/** None where there is no such plan. */
const versionsOf = ({ plans }: Settings, plan: string): readonly PlanVersion[] => plans.find(({ id }) => id === plan)?.versions ?? [];

/** What a plan asks for, in any of its versions. */
const askedBy = (settings: Settings, plan: string): ReadonlySet<string> =>
  new Set(versionsOf(settings, plan).flatMap(({ require }) => metricsOf(require)));

type Read = { readonly content: DraftContent; readonly placed: (refusals: readonly Refusal[]) => readonly Refusal[] };

const draftOf = async (tx: Transaction, companyId: number, of: BacktestQuestion["of"]): Promise<Outcome<Read>> => {
  if ("draft" in of) {
    const draft = await draftNamed(tx, companyId, of.draft);
    return draft.ok ? accepted({ content: draft.value.content, placed: (refusals) => refusals }) : draft;
  }
  const { content, placed } = readDraftInput(of.input);
  return content.ok ? accepted({ content: content.value, placed }) : refusedAs(content.refusals, placed);
};

const refusedAs = (refusals: readonly [Refusal, ...Refusal[]], placed: Read["placed"]): Outcome<never> => {
  const [first, ...more] = placed(refusals);
  return refused(first ?? refusals[0], ...more);
};

/**
 * What a draft would have given had it held from the beginning: every member's target, credit and status in the last periods that are over, beside
 * what the plan in force gave. Members, teams and all that is not drafted are as they are set now, by their days. Everything is read at one
 * moment, nothing is stored, and nobody who records waits. Refuses a draft that cannot be read, and what names no plan.
 */
export const backtestPlan = (database: Database, companyId: number, question: BacktestQuestion): Promise<Outcome<Backtest>> =>
  inTurn(database, `backtest ${companyId}`, () => readBacktest(database, companyId, question));

/** What is looked back at: which plan, by which settings, over which periods. */
type Tested = {
  readonly settings: Settings;
  readonly plan: Plan;
  readonly version: PlanVersion;
  readonly periods: readonly [Period, ...Period[]];
};

const testedBy = async (tx: Transaction, present: Settings, question: BacktestQuestion, most: number): Promise<Outcome<Tested>> => {
  const today = todayOf(present, question.now);
  const read = await draftOf(tx, present.companyId, question.of);
  if (!read.ok) return read;
  const { content, placed } = read.value;
  const asIf = asIfAlways(present, content, today);
  if (!asIf.ok) return refusedAs(asIf.refusals, placed);
  const meant = planMeant(asIf.value, content, question.plan, today);
  if (!meant.ok) return meant;
  const version = versionNow(meant.value.versions, today);
  if (version.of === "team") return refused(refusal("backtest-of-team", "/plan", { plan: meant.value.id }));
  const { cadence } = version;
  const [first, ...rest] = periodsOver(present, cadence, most, { today, first: await firstDayOfLog(tx, present) });
  if (first === undefined) return refused(refusal("backtest-no-period", "/periods", { cadence }));
  const [rows, limit] = [(1 + rest.length) * present.members.length, question.rows === false ? MOST_READ : MOST_ROWS];
  if (rows > limit) return refused(refusal("backtest-large", "/periods", { found: rows, limit }));
  return accepted({ settings: asIf.value, plan: meant.value, version, periods: [first, ...rest] });
};

/** Every member's rows of a plan, period by period, with the metrics that had to be counted for it. */
const lookedBack = async (
  tx: Transaction,
  settings: Settings,
  present: Settings,
  { plan, periods, now }: Pick<Tested, "plan" | "periods"> & { readonly now: Instant },
): Promise<{ readonly counted: readonly Metric[]; readonly standings: readonly (readonly Standing[])[] }> => {
  const running = new Set((await runningCounts(tx, present.companyId)).map(({ metricNumber }) => metricNumber));
  const counted = metricsToCount(settings, present, askedBy(settings, plan.id), running);
  const reading = { source: await sourceOf(tx, settings, counted, { periods, versions: versionsOf(settings, plan.id) }), now };
  const standings: (readonly Standing[])[] = [];
  for (const period of periods) standings.push(await standingsIn(tx, settings, plan.id, period, reading));
  return { counted, standings };
};

const readBacktest = (database: Database, companyId: number, question: BacktestQuestion): Promise<Outcome<Backtest>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<Backtest>> => {
      const most = question.periods ?? PERIODS;
      if (!Number.isInteger(most) || most < 1 || most > MOST_PERIODS)
        return refused(refusal("backtest-periods", "/periods", { found: String(most), limit: MOST_PERIODS }));
      // A copy: what is kept beside the settings for those who ask about today is not pushed out by days long gone.
      const present = { ...(await loadSettings(tx, companyId)) };
      const tested = await testedBy(tx, present, question, most);
      if (!tested.ok) return tested;
      const { settings, plan, version, periods } = tested.value;
      const drafted = await lookedBack(tx, settings, present, { plan, periods, now: question.now });
      const inForce = await lookedBack(tx, present, present, { plan, periods, now: question.now });
      const [outcomes, before] = [outcomesIn(drafted.standings), outcomesIn(inForce.standings)];
      return accepted({
        settings,
        plan,
        version,
        counted: drafted.counted.map(({ id }) => id),
        asked: most,
        periods: periods.flatMap((period, index) => {
          const [draft, was] = [outcomes[index], before[index]];
          return draft === undefined || was === undefined
            ? []
            : [
                {
                  period,
                  draft,
                  inForce: was.asked === 0 ? null : was,
                  standings: drafted.standings[index] ?? [],
                  inForceStandings: inForce.standings[index] ?? [],
                },
              ];
        }),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: COUNTING_SECONDS },
  );
