import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay, type Span } from "./day.ts";
import { momentIn } from "./moment.ts";
import { paceAtTheEnd, paceOf, paceStatus, probabilityOf, type Pacing } from "./pace.ts";
import { perEventOf, priorOf, ratesOf, type Prior } from "./rate-history.ts";
import { mondayToFriday, WHOLE_DAY, type WorkFacts } from "./working-days.ts";
import { daysWorkedIn, elapsing, equalWeights, learntWeights, noDays, total, weighed, type WeekdayWeights } from "./working-weight.ts";

const day = plainDay;
const month = (startsOn: string, endsBefore: string): Span => ({ startsOn: day(startsOn), endsBefore: day(endsBefore) });
const november = month("2026-11-01", "2026-12-01");

const facts = (more: Partial<WorkFacts> = {}): WorkFacts => ({
  standard: mondayToFriday,
  pattern: [],
  calendar: [],
  leaves: [],
  employed: { startsOn: -Infinity, endsBefore: Infinity },
  ...more,
});

/** Gamma(8, 8/47): 47 a day of average weight, as much as is known from a sixth of a day. */
const prior: Prior = { shape: 8, days: 8 / 47, perEvent: 1 };
const weights: WeekdayWeights = [1.1, 1.2, 1.1, 1.0, 0.6, 1, 1];
/** As of the end of 16 November 2026, a Monday. */
const evening = { day: day("2026-11-16"), gone: 1 };

describe("520 of 1,000 calls by 16 November 2026", () => {
  const days = elapsing(facts(), [november], evening);
  const gone = weighed(days.gone, weights);
  const left = weighed(days.left, weights);

  test("eleven working days are gone and ten are left, which weigh 11.1 and 10", () => {
    expect([total(days.gone), total(days.left)]).toEqual([11, 10]);
    expect([gone, left]).toEqual([expect.closeTo(11.1, 12), expect.closeTo(10, 12)]);
    expect(days.lastDay).toBe(day("2026-11-30"));
  });

  test("what it would come to by calendar days, by working days and by their weight", () => {
    expect([(520 / 16) * 30, (520 / total(days.gone)) * 21, (520 / gone) * (gone + left)]).toEqual([
      975,
      expect.closeTo(992.7272727272727, 10),
      expect.closeTo(988.4684684684686, 10),
    ]);
  });

  test("the probability is that of the mixture, not of the rate taken for known (0.3031)", () =>
    expect(probabilityOf({ credited: 520, target: 1000, gone, left }, prior)).toBeCloseTo(0.3506267256592838, 9));

  test("by now 526 should be there, and 48 a working day are needed until the 30th", () =>
    expect(
      paceOf(5_200_000n, { target: 10_000_000n, unit: { type: "count" }, days, weights, prior: { ...prior, perEvent: 10_000 } }),
    ).toEqual({
      expected: 5_260_664n,
      probability: expect.closeTo(0.3506267256592838, 9),
      neededPerWorkingDay: 480_000n,
      workingDaysLeft: 10,
      lastWorkingDay: day("2026-11-30"),
    }));
});

test("132 calls in 12 working days of 250, nine left, after Gamma(20, 2): 6.4 %", () =>
  expect(probabilityOf({ credited: 132, target: 250, gone: 12, left: 9 }, { shape: 20, days: 2, perEvent: 1 })).toBeCloseTo(
    0.06378794665373104,
    9,
  ));

describe("days", () => {
  const seollal = {
    value: {
      id: "KR",
      years: new Set([2026]),
      holidays: new Map([
        [day("2026-02-16"), holiday()],
        [day("2026-02-17"), holiday()],
        [day("2026-02-18"), holiday()],
      ]),
    },
    from: -Infinity,
  };
  function holiday() {
    return { name: { ko: "설날" }, off: WHOLE_DAY };
  }
  const february = month("2026-02-01", "2026-03-01");

  test("that are not worked weigh nothing: weekends, holidays, leave, and what lies outside employment", () => {
    const korean = facts({
      calendar: [seollal],
      leaves: [{ span: { startsOn: day("2026-02-19"), endsBefore: day("2026-02-20") }, off: WHOLE_DAY / 2 }],
      employed: { startsOn: day("2026-02-03"), endsBefore: Infinity },
    });
    // 20 weekdays less the 2nd, three holidays and half a day.
    expect(total(daysWorkedIn(korean, february))).toBe(15.5);
    expect(daysWorkedIn(korean, february)).toEqual([2, 3, 3, 3.5, 4, 0, 0]);
    const { gone, left } = elapsing(korean, [february], { day: day("2026-02-17"), gone: 0.5 });
    expect([gone, left].map(total)).toEqual([9, 6.5]);
  });

  test("of which a part is gone are divided by the clock where the member is, from nine to six", () => {
    const at = (text: string) => momentIn("Asia/Seoul", BigInt(Date.parse(text)) * 1000n);
    expect([at("2026-03-02T08:59:00+09:00"), at("2026-03-02T13:30:00+09:00"), at("2026-03-02T23:59:00+09:00")]).toEqual([
      { day: day("2026-03-02"), gone: 0 },
      { day: day("2026-03-02"), gone: 0.5 },
      { day: day("2026-03-02"), gone: 1 },
    ]);
  });
});

describe("weights by weekday", () => {
  const days = [26, 26, 26, 26, 26, 0, 0] as const;

  test("of ten meetings a month lean to equal, of a thousand calls follow what was done", () => {
    const few = learntWeights({ credits: [24, 12, 12, 12, 0, 0, 0], days, perEvent: 1 });
    const many = learntWeights({ credits: [2400, 1200, 1200, 1200, 0, 0, 0], days, perEvent: 1 });
    expect(few.slice(0, 5).map((each) => Math.round(each * 100) / 100)).toEqual([1.38, 1, 1, 1, 0.63]);
    expect(many.slice(0, 5).map((each) => Math.round(each * 100) / 100)).toEqual([1.98, 1, 1, 1, 0.02]);
  });

  test("leave the weight of the days that they were learnt from as it was", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 7, maxLength: 7 }),
        fc.tuple(...Array.from({ length: 7 }, () => fc.integer({ min: 0, max: 26 }))),
        (credits, worked) => {
          const known = worked as unknown as typeof days;
          expect(weighed(known, learntWeights({ credits, days: known, perEvent: 1 }))).toBeCloseTo(total(known), 6);
        },
      ),
    ));

  test("of nobody's work are equal, and of a newcomer's everybody's", () => {
    expect([learntWeights({ credits: [], days: noDays, perEvent: 1 }), learntWeights({ credits: [0, 0], days, perEvent: 1 })]).toEqual([
      equalWeights,
      equalWeights,
    ]);
    expect(learntWeights({ credits: [], days: noDays, perEvent: 1 }, weights)).toEqual(weights);
  });
});

describe("how it is said", () => {
  test.each([
    [1, "ahead"],
    [0.9, "ahead"],
    [0.8999, "on_pace"],
    [0.1, "on_pace"],
    [0.0999, "at_risk"],
    [0.02, "at_risk"],
    [0.0199, "behind"],
    [0, "behind"],
  ])("with a probability of %d: %s", (probability, status) => expect(paceStatus(probability)).toBe(status));

  const week = month("2026-03-02", "2026-03-09");
  const pacing = (at: { day: number; gone: number }, more: Partial<Pacing> = {}): Pacing => ({
    target: 600_000n,
    unit: { type: "count" },
    days: elapsing(facts(), [week], at),
    weights: equalWeights,
    prior: { shape: 4, days: 4 / 12, perEvent: 10_000 },
    ...more,
  });

  test("needed is what is missing over the days left, never more than all of it", () => {
    const needed = (at: { day: number; gone: number }, credited: bigint) => paceOf(credited, pacing(at))?.neededPerWorkingDay;
    expect(needed({ day: day("2026-03-02"), gone: 0 }, 0n)).toBe(120_000n);
    expect(needed({ day: day("2026-03-04"), gone: 0.5 }, 240_000n)).toBe(150_000n);
    expect(needed({ day: day("2026-03-06"), gone: 0.9 }, 500_000n)).toBe(100_000n);
    expect(needed({ day: day("2026-03-07"), gone: 0.5 }, 500_000n)).toBeNull();
    expect(needed({ day: day("2026-03-07"), gone: 0.5 }, 600_000n)).toBe(0n);
  });

  test("a target that is reached is certain, and one with no working day left is not to be reached by work", () => {
    expect(paceOf(600_000n, pacing(evening))).toMatchObject({ probability: 1, neededPerWorkingDay: 0n });
    expect(paceOf(599_999n, pacing(evening))).toMatchObject({ probability: 0, neededPerWorkingDay: null });
  });

  test("nothing is said of a probability without a belief, and nothing at all of who works on none of the days", () => {
    expect(paceOf(0n, pacing({ day: day("2026-03-03"), gone: 0 }, { prior: null }))).toMatchObject({
      expected: 120_000n,
      probability: null,
    });
    const away = elapsing(facts({ employed: { startsOn: day("2026-04-01"), endsBefore: Infinity } }), [week], evening);
    expect(paceOf(0n, pacing(evening, { days: away }))).toBeNull();
  });

  test("at the end all of it is expected", () => {
    expect(paceAtTheEnd(5n, 5n)).toMatchObject({ expected: 5n, probability: 1, neededPerWorkingDay: 0n });
    expect(paceAtTheEnd(4n, 5n)).toMatchObject({ expected: 5n, probability: 0, neededPerWorkingDay: null });
  });
});

test("more done is never less likely, and more time never hurts", () =>
  fc.assert(
    fc.property(
      fc.record({
        credited: fc.integer({ min: 0, max: 100 }),
        target: fc.integer({ min: 1, max: 120 }),
        gone: fc.integer({ min: 0, max: 20 }),
        left: fc.integer({ min: 0, max: 20 }),
      }),
      fc.record({
        shape: fc.double({ min: 0.3, max: 80, noNaN: true }),
        days: fc.double({ min: 0.05, max: 80, noNaN: true }),
        perEvent: fc.constantFrom(1, 2.5),
      }),
      (standing, belief) => {
        const probability = probabilityOf(standing, belief);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(probabilityOf({ ...standing, credited: standing.credited + 1 }, belief)).toBeGreaterThanOrEqual(probability - 1e-12);
        expect(probabilityOf({ ...standing, left: standing.left + 1 }, belief)).toBeGreaterThanOrEqual(probability - 1e-12);
      },
    ),
  ));

describe("the belief before the period", () => {
  const weeksOf = (credits: readonly number[], days = 5) => credits.map((each) => ({ credits: each, days }));

  test("of members who differ by more than chance is about how they differ", () => {
    // Rates of 1 to 9 a day without any chance in them, so that all of the spread but one mean's is theirs.
    const members = [1, 3, 5, 7, 9].map((rate) => weeksOf(Array.from({ length: 26 }, () => rate * 5)));
    const rates = ratesOf(members, 1);
    expect(rates).toMatchObject({ mean: 5, variance: expect.closeTo(10 - 5 / 130, 6) });
    const belief = priorOf(rates, 99, 1);
    expect(belief.shape / belief.days).toBeCloseTo(5, 9);
    expect(belief.shape).toBeCloseTo(25 / (10 - 5 / 130), 6);
  });

  test("of members who are alike is still not certain", () => {
    const members = Array.from({ length: 6 }, () => weeksOf(Array.from({ length: 26 }, () => 10)));
    expect(priorOf(ratesOf(members, 1), 99, 1)).toEqual({ shape: 100, days: 50, perEvent: 1 });
  });

  test("without history is what is asked, half of it either way", () => {
    expect([ratesOf([], 1), ratesOf([weeksOf([0, 0, 0])], 1)]).toEqual([null, null]);
    expect(priorOf(null, 2, 1)).toEqual({ shape: 4, days: 2, perEvent: 1 });
  });

  test("of fewer than five is their mean, half of it either way", () =>
    expect(priorOf(ratesOf([weeksOf([50, 50])], 1), 99, 1)).toEqual({ shape: 4, days: 0.4, perEvent: 1 }));

  test("is in deals where money comes by deals", () => {
    // One deal of 1,000 in every fourth week.
    const members = Array.from({ length: 4 }, (_, first) =>
      weeksOf(Array.from({ length: 24 }, (__, week) => (week % 4 === first ? 1000 : 0))),
    );
    const perEvent = perEventOf(members, 1);
    expect(perEvent).toBeCloseTo((1000 * 3) / 4 / (23 / 24), 6);
  });

  test("of calls that come one by one is in calls, and of too little history in nothing", () => {
    expect(perEventOf([weeksOf(Array.from({ length: 26 }, () => 10))], 1)).toBe(1);
    expect(perEventOf([weeksOf([10, 12])], 1)).toBeNull();
  });
});

test("however large a target is, the probability is told in a moment and as exactly as chance leaves it", () => {
  const belief = priorOf({ mean: 5_000_000, variance: 1_000_000_000_000 }, 1, 1000);
  const fine = { credited: 50_000_000, target: 100_000_000, gone: 10, left: 10 };
  // A normal curve around what is to come, from the belief and what was done, says the same.
  const seen = belief.shape + 50_000;
  const mean = (seen * 10) / (belief.days + 10);
  const sd = Math.sqrt(mean * (1 + 10 / (belief.days + 10)));
  const above = 0.5 * (1 - Math.tanh(((50_000 - mean) / sd) * 0.7978 * (1 + 0.044715 * ((50_000 - mean) / sd) ** 2)));
  expect(probabilityOf(fine, belief)).toBeCloseTo(above, 2);
});
