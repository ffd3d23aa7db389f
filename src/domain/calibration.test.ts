import { describe, expect, test } from "vitest";
import { aMember, aPlan, aQuota, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { attainmentsOf } from "./attainment.ts";
import { askedMembers, beliefsOf, weeksBefore } from "./beliefs.ts";
import { calibrationOf, forecastDays, forecastsOf, type Forecast } from "./calibration.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { plainDay, weekdayOf, type Day, type Span } from "./day.ts";
import type { Member } from "./member.ts";
import { provenances } from "./metric.ts";
import { paceStatus } from "./pace.ts";
import { paceOfQuotas } from "./pace-of-quotas.ts";
import { defaultCalendar, periodContaining, periodsTouching } from "./period.ts";
import { teamTree } from "./team-tree.ts";
import { mondayToFriday, WHOLE_DAY, workedOn, type WorkFacts } from "./working-days.ts";

/** mulberry32: the same numbers for the same seed, wherever. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const poisson = (mean: number, random: () => number): number => {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count += 1;
  return count;
};

/** Marsaglia and Tsang, for a shape of one and more. */
const gamma = (shape: number, random: () => number): number => {
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v;
  }
};

const metrics = metricsNamed("meetings");
const meetings = metrics.get("meetings");
if (meetings === undefined) throw new Error("no metric");

const history: Span = { startsOn: plainDay("2025-06-30"), endsBefore: plainDay("2027-01-01") };
const year: Span = { startsOn: plainDay("2026-01-01"), endsBefore: plainDay("2027-01-01") };
const holidays = new Set(
  ["2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-05-05", "2026-09-24", "2026-09-25", "2026-12-25"].map(plainDay),
);
const calendar: WorkFacts["calendar"] = [
  {
    value: { id: "KR", years: new Set([2025, 2026]), holidays: new Map([...holidays].map((day) => [day, { name: {}, off: WHOLE_DAY }])) },
    from: -Infinity,
  },
];
const employed: Span = { startsOn: -Infinity, endsBefore: Infinity };
const facts: WorkFacts = { standard: mondayToFriday, pattern: [], calendar, leaves: [], employed };
const factsOf = (): WorkFacts => facts;

/** Reps with a rate of their own, and one rhythm of the week for all; what they do comes by chance. */
type World = { readonly members: readonly Member[]; readonly done: readonly (readonly number[])[] };

const rhythm = [1.1, 1.2, 1.1, 1.0, 0.6, 0, 0];

const worldOf = (rates: readonly number[], random: () => number): World => ({
  members: rates.map((_, number) => aMember({ id: `rep-${number}`, number, team: `team-${Math.floor(number / 20)}` })),
  done: rates.map((rate) =>
    Array.from({ length: history.endsBefore - history.startsOn }, (_, index) => {
      const day = history.startsOn + index;
      return workedOn(factsOf(), day) === 0 ? 0 : poisson(rate * (rhythm[weekdayOf(day) - 1] ?? 0), random);
    }),
  ),
});

const doneIn = (world: World, member: number, { startsOn, endsBefore }: Span): number =>
  (world.done[member] ?? []).slice(startsOn - history.startsOn, endsBefore - history.startsOn).reduce((sum, each) => sum + each, 0);

const creditsIn = (world: World, span: Span): BigInt64Array =>
  BigInt64Array.from(world.members, ({ number }) => BigInt(doneIn(world, number, span)) * CREDIT_PER_COUNT);

const planOf = (cadence: "month" | "week", target: number) => aPlan({ id: "plan", cadence, require: aQuota("meetings", target) });

/** As an operation has it: what is asked, what the past says, and how a quota goes at the end of a day. */
const goingOn = (world: World, period: ReturnType<typeof periodContaining>, target: number) => {
  const plans = [planOf(period.cadence === "week" ? "week" : "month", target)];
  const asked = askedOn(period.endsBefore - 1, {
    inForce: plansInForce(plans, period.endsBefore - 1, defaultCalendar),
    metrics,
    tree: teamTree([]),
    working: fullTime,
  });
  const weeks = weeksBefore(period, defaultCalendar.firstWeekday);
  const beliefs = beliefsOf(meetings, {
    period,
    weeks,
    factsOf,
    asking: askedMembers(world.members, asked),
    byWeek: new Map([[meetings.number, weeks.firsts.map((week) => creditsIn(world, { startsOn: week, endsBefore: week + 7 }))]]),
    byWeekday: new Map([
      [
        meetings.number,
        [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
          BigInt64Array.from(world.members, ({ number }) => {
            let sum = 0;
            for (let day = weeks.byDay.startsOn; day < weeks.byDay.endsBefore; day += 1)
              if (weekdayOf(day) === weekday) sum += world.done[number]?.[day - history.startsOn] ?? 0;
            return BigInt(sum) * CREDIT_PER_COUNT;
          }),
        ),
      ],
    ]),
  });
  const at = (day: Day) =>
    paceOfQuotas({
      beliefs: new Map([[meetings.number, beliefs]]),
      members: world.members,
      teamOf: ({ team }) => team[0]?.value ?? null,
      factsOf,
      momentOf: () => moment(day),
    });
  const rowsAt = (span: Span, today: Day) =>
    attainmentsOf(world.members, {
      asked,
      counted: {
        credits: new Map([[meetings.number, provenances.map((each) => (each === "captured" ? creditsIn(world, span) : null))]]),
        byDay: new Map(),
        counting: new Set(),
      },
      today: () => today,
      paceOfQuota: at(today - 1),
    });
  return { at, rowsAt };
};

const moments = new Map<Day, { day: Day; gone: number }>();
const moment = (day: Day) => {
  const known = moments.get(day) ?? { day, gone: 1 };
  moments.set(day, known);
  return known;
};

const forecastsIn = (world: World, cadence: "month" | "week", target: number): readonly Forecast[] =>
  periodsTouching(cadence, year, defaultCalendar)
    .filter(({ startsOn, endsBefore }) => startsOn >= year.startsOn && endsBefore <= year.endsBefore)
    .flatMap((period) => {
      const { at, rowsAt } = goingOn(world, period, target);
      const rows = rowsAt(period, period.endsBefore);
      return forecastDays(period).flatMap((day) => {
        const credits = creditsIn(world, { startsOn: period.startsOn, endsBefore: day + 1 });
        return forecastsOf(rows, { period, creditedBy: (_, member) => credits[member] ?? 0n, paceOfQuota: at(day) });
      });
    });

/** Reps who differ by four tenths of the mean either way. */
const reps = (mean: number, random: () => number): readonly number[] => Array.from({ length: 200 }, () => (gamma(6, random) / 6) * mean);

const MONTHLY = 10;
const workingDays = 20.5;

/** Years of their own, since one of them is 200 people only: chance alone moves a decile of theirs by five points now and then. */
const YEARS = 4;

describe.each([
  ["10 meetings a month", "month", MONTHLY / workingDays, MONTHLY],
  ["20 calls a week", "week", 4, 20],
] as const)("in years of 200 reps who are asked %s", (_, cadence, mean, target) => {
  const forecasts = Array.from({ length: YEARS }, (__, year) => {
    const random = randomFrom(20_260_101 + year);
    return forecastsIn(worldOf(reps(mean, random), random), cadence, target);
  }).flat();
  const { brier, straightLineBrier, deciles } = calibrationOf(forecasts);

  test("what was said comes true as often as it was said, within five points in each decile", () => {
    expect(Math.min(...deciles.map((decile) => decile.forecasts))).toBeGreaterThanOrEqual(400);
    for (const { said, reached } of deciles) expect(Math.abs((said ?? 0) - (reached ?? 1))).toBeLessThan(0.05);
  });

  test("it misses by less than a straight line does", () => expect(brier).toBeLessThan((straightLineBrier ?? 0) * 0.75));
});

describe("in the middle of a month of 10 meetings, by what the team is known to do", () => {
  const period = periodContaining("month", plainDay("2026-06-15"), defaultCalendar);
  /** Eleven of June's 22 working days are gone. */
  const middle = plainDay("2026-06-15");
  /** How often someone of a rate is at risk or worse, over many months that begin alike. */
  const flaggedAt = (rate: number): number => {
    const random = randomFrom(11);
    const world = worldOf(reps(MONTHLY / 22, random), random);
    const { at } = goingOn(world, period, MONTHLY);
    const paceAt = at(middle);
    let flagged = 0;
    const months = 4000;
    const rows = goingOn(world, period, MONTHLY).rowsAt(period, period.endsBefore);
    const [quota] = rows[0]?.quotas ?? [];
    if (quota === undefined) throw new Error("nothing is asked");
    const paceOf = paceAt(quota.asked, period);
    for (let month = 0; month < months; month += 1) {
      const done = BigInt(poisson((rate * 11) / 22, random)) * CREDIT_PER_COUNT;
      const status = done >= quota.asked.target ? "met" : paceStatus(paceOf(0, done, quota.asked.target)?.probability ?? 0);
      if (status === "at_risk" || status === "behind") flagged += 1;
    }
    return flagged / months;
  };

  test("somebody exactly on rate is flagged in fewer than 15 of 100 (exact: 12.5), where a straight line says so of 44", () =>
    expect(flaggedAt(MONTHLY)).toBeLessThan(0.15));

  test("somebody at half the rate is flagged in at least 50 of 100", () => expect(flaggedAt(MONTHLY / 2)).toBeGreaterThanOrEqual(0.5));
});

describe("a forecast knows nothing of the days after it", () => {
  const random = randomFrom(7);
  const world = worldOf(reps(MONTHLY / workingDays, random), random);
  const period = periodContaining("month", plainDay("2026-05-10"), defaultCalendar);
  const [, middle = period.startsOn] = forecastDays(period);
  /** The Friday before, since the middle of May is a Saturday. */
  const lastWorked = middle - 1;
  const emptied = (from: Day): World => ({
    ...world,
    done: world.done.map((days) => days.map((count, index) => (history.startsOn + index >= from ? 0 : count))),
  });
  const saidOf = (of: World): readonly (number | null | undefined)[] => {
    const { at, rowsAt } = goingOn(of, period, MONTHLY);
    const credits = creditsIn(of, { startsOn: period.startsOn, endsBefore: middle + 1 });
    return rowsAt(period, period.endsBefore).map(
      ({ member, quotas: [quota] }) =>
        quota && at(middle)(quota.asked, period)(member.number, credits[member.number] ?? 0n, quota.asked.target)?.probability,
    );
  };

  test("and everything of those before", () => {
    expect(saidOf(emptied(middle + 1))).toEqual(saidOf(world));
    expect(saidOf(emptied(lastWorked))).not.toEqual(saidOf(world));
  });

  test("and it learns from no day of the period itself how people differ", () => {
    const credits = (of: World) => creditsIn(of, { startsOn: period.startsOn, endsBefore: middle + 1 });
    const { at, rowsAt } = goingOn(emptied(period.startsOn), period, MONTHLY);
    const known = credits(world);
    const [quota] = rowsAt(period, period.endsBefore)[0]?.quotas ?? [];
    const said = world.members.map(
      ({ number }) => quota && at(middle)(quota.asked, period)(number, known[number] ?? 0n, quota.asked.target)?.probability,
    );
    expect(said).toEqual(saidOf(world));
  });
});

test("forecasts are made a quarter, half and three quarters into a period, and none in one of a day", () => {
  const iso = (cadence: "month" | "week" | "day", day: string) => {
    const period = periodContaining(cadence, plainDay(day), defaultCalendar);
    return forecastDays(period).map((each) => each - period.startsOn + 1);
  };
  expect([iso("month", "2026-06-01"), iso("week", "2026-06-01"), iso("day", "2026-06-01")]).toEqual([[8, 15, 23], [2, 4, 5], []]);
});

test("the Brier score is the mean square of what was missed by, and a decile holds what was said in it", () => {
  const forecasts: readonly Forecast[] = [
    { probability: 0.75, straightLine: 1, reached: true },
    { probability: 0.25, straightLine: 1, reached: false },
    { probability: 0.2, straightLine: 0, reached: true },
    { probability: 1, straightLine: 0, reached: true },
  ];
  const { brier, straightLineBrier, deciles } = calibrationOf(forecasts);
  expect(brier).toBeCloseTo((0.0625 + 0.0625 + 0.64) / 4, 12);
  expect(straightLineBrier).toBe(0.75);
  expect(deciles.map((decile) => decile.forecasts)).toEqual([0, 0, 2, 0, 0, 0, 0, 1, 0, 1]);
  expect(deciles[2]).toMatchObject({ said: expect.closeTo(0.225, 12), reached: 0.5 });
  expect(calibrationOf([])).toMatchObject({ forecasts: 0, brier: null, straightLineBrier: null });
});
