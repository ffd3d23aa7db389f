import { attainmentsOf } from "../domain/attainment.ts";
import { calibrationOf, forecastDays, forecastsOf, type Calibration, type CreditedBy, type Forecast } from "../domain/calibration.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { creditedIn } from "../domain/member-credits.ts";
import { notFound } from "../domain/not-found.ts";
import { paceOfQuotas } from "../domain/pace-of-quotas.ts";
import { periodsOverBy, type Cadence, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { within } from "../domain/within.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsWithin } from "../store/tally.ts";
import { freshAsks } from "./kept-asks.ts";
import { beliefsIn, factsIn } from "./pace-in.ts";

export type CalibrationQuestion = {
  /** Of this plan alone. */
  readonly plan?: string;
  /** How many of the periods that are over, the latest. */
  readonly periods: number;
  readonly now: Instant;
};

export const MOST_PERIODS = 60;

/** How often what was said of a plan came true. Scores are rounded to four digits. */
export type CalibrationJson = {
  readonly plans: readonly (Calibration & {
    readonly plan: string;
    readonly planName: Name;
    readonly cadence: Cadence;
    readonly periods: number;
    /** Of the periods in which the plan asked somebody. */
    readonly startsOn: string;
    readonly endsBefore: string;
  })[];
  readonly all: Calibration;
};

/** The latest that are over for everybody, wherever they are, the earliest first. */
const periodsOver = (
  cadence: Cadence,
  { settings, today, count }: { settings: Settings; today: Day; count: number },
): readonly Period[] => {
  const { calendar } = settings.company;
  return periodsOverBy(cadence, { day: today - 1, most: count, calendar });
};

type Forecasts = ReadonlyMap<Plan, readonly Forecast[]>;

/** Forecasts of one period, as of its quarters, each from what was there on that day. */
const forecastsIn = async (
  tx: Transaction,
  settings: Settings,
  { period, isCounted }: { readonly period: Period; readonly isCounted: (metric: number) => boolean },
): Promise<Forecasts> => {
  const asked = (await freshAsks(tx, settings, period.endsBefore - 1)).byCadence.get(period.cadence);
  const metricNumbers = (asked?.metrics ?? []).map(({ number }) => number).filter(isCounted);
  const made = new Map<Plan, Forecast[]>();
  if (asked === undefined || metricNumbers.length === 0) return made;
  const which = { companyId: settings.companyId, metricNumbers, firstWeekday: settings.company.calendar.firstWeekday };
  const rows = attainmentsOf(settings.members, {
    asked: asked.askedOf,
    counted: {
      credits: await creditsWithin(tx, { ...which, span: period }),
      byDay: new Map(),
      counting: { has: (metric) => !isCounted(metric) },
    },
    today: () => period.endsBefore,
  });
  const plans = new Set(rows.map(({ ask }) => ask.plan));
  const factsOf = await factsIn(tx, settings, period);
  const beliefs = await beliefsIn(tx, { settings, period, asked, metricNumbers }, factsOf);
  for (const day of forecastDays(period)) {
    const credits = await creditsWithin(tx, { ...which, span: { startsOn: period.startsOn, endsBefore: day + 1 } });
    const readers = new Map([...credits].map(([metric, columns]) => [metric, creditedIn(columns)]));
    const creditedBy: CreditedBy = (metric, member) => readers.get(metric)?.(member) ?? 0n;
    const evening = { day, gone: 1 };
    const paceOfQuota = paceOfQuotas({
      beliefs,
      members: settings.members,
      teamOf: (member) => asked.askedOf(member)?.team ?? null,
      factsOf,
      momentOf: () => evening,
    });
    for (const plan of plans) {
      const own = rows.filter(({ ask }) => ask.plan === plan);
      within(made, plan, () => []).push(...forecastsOf(own, { period, creditedBy, paceOfQuota }));
    }
  }
  return made;
};

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000);

const calibrationJson = (forecasts: readonly Forecast[]): Calibration => {
  const { brier, straightLineBrier, deciles, ...rest } = calibrationOf(forecasts);
  return {
    ...rest,
    brier: rounded(brier),
    straightLineBrier: rounded(straightLineBrier),
    deciles: deciles.map(({ said, reached, ...decile }) => ({ ...decile, said: rounded(said), reached: rounded(reached) })),
  };
};

/**
 * How often what the probabilities say came true in the company's own past: of periods that are over, forecasts as of a quarter, half and
 * three quarters of each, held against what came of it. Quotas reached by then, and those without a working day left, are left out. Refuses
 * a plan that there is not.
 */
export const showCalibration = (
  database: Database,
  companyId: number,
  { plan: asked, periods: count, now }: CalibrationQuestion,
): Promise<Outcome<CalibrationJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<CalibrationJson>> => {
      const settings = await loadSettings(tx, companyId);
      const plans = settings.plans.filter(({ id }) => asked === undefined || id === asked);
      if (asked !== undefined && plans.length === 0) return refused(notFound("plan", asked, settings.plans));
      const counting = new Set((await runningCounts(tx, companyId)).map(({ metricNumber }) => metricNumber));
      const today = dayIn(settings.company.timeZone, now);
      const cadences = new Set(plans.flatMap(({ versions }) => versions.map(({ cadence }) => cadence)));
      const made: { readonly plan: Plan; readonly period: Period; readonly forecasts: readonly Forecast[] }[] = [];
      for (const cadence of cadences) {
        for (const period of periodsOver(cadence, { settings, today, count })) {
          const forecasts = await forecastsIn(tx, settings, { period, isCounted: (metric) => !counting.has(metric) });
          for (const [plan, own] of forecasts) if (plans.includes(plan)) made.push({ plan, period, forecasts: own });
        }
      }
      return accepted({
        plans: plans.flatMap((plan) => {
          const own = made.filter((each) => each.plan === plan);
          const [first, last] = [own[0], own.at(-1)];
          if (first === undefined || last === undefined) return [];
          return [
            {
              plan: plan.id,
              planName: (plan.versions.at(-1) ?? plan.versions[0]).name,
              cadence: last.period.cadence,
              periods: own.length,
              startsOn: isoDay(first.period.startsOn),
              endsBefore: isoDay(last.period.endsBefore),
              ...calibrationJson(own.flatMap(({ forecasts }) => forecasts)),
            },
          ];
        }),
        all: calibrationJson(made.flatMap(({ forecasts }) => forecasts)),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: 120 },
  );
