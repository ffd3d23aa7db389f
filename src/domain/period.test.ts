import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { periodsEndingIn } from "./asked.ts";
import { dayOfCivil } from "./civil.ts";
import { isoDay, parseDay, weekdayOf, type Day, type Weekday } from "./day.ts";
import {
  cadences,
  defaultCalendar,
  firstLongYear,
  periodAfter,
  periodBefore,
  periodContaining,
  periodsOverBy,
  periodsTouching,
  weekPatterns,
  windowStart,
  type Cadence,
  type CompanyCalendar,
  type FiscalYear,
} from "./period.ts";

const on = (text: string): Day => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(`${text} is no day`);
  return day.value;
};

const months = (month: number, day: number | "last"): CompanyCalendar => ({
  firstWeekday: 1,
  fiscalYear: { type: "months", startsOn: { month, day } },
});
const sunday: CompanyCalendar = { ...defaultCalendar, firstWeekday: 7 };
/** The calendar of the National Retail Federation: 4-5-4, ends on the Saturday nearest to the end of January, the extra week last. */
const retail: CompanyCalendar = {
  firstWeekday: 7,
  fiscalYear: { type: "weeks", pattern: "4-5-4", endsOn: { weekday: 6, month: 1, rule: "nearest" }, extraWeekIn: 12 },
};
/** The last Saturday of September: the year of Apple, Form 10-K. */
const lastOfSeptember: CompanyCalendar = {
  firstWeekday: 7,
  fiscalYear: { type: "weeks", pattern: "5-4-4", endsOn: { weekday: 6, month: 9, rule: "last" }, extraWeekIn: 3 },
};

const known: readonly (readonly [string, CompanyCalendar, Cadence, string, string, string])[] = [
  ["a month", defaultCalendar, "month", "2026-03-15", "2026-03-01", "2026-04-01"],
  ["February of a leap year", defaultCalendar, "month", "2028-02-29", "2028-02-01", "2028-03-01"],
  ["December runs into the next year, and is not last year's", defaultCalendar, "month", "2026-12-31", "2026-12-01", "2027-01-01"],
  ["a quarter of the calendar year", defaultCalendar, "quarter", "2026-05-31", "2026-04-01", "2026-07-01"],
  ["a half", defaultCalendar, "half", "2026-12-31", "2026-07-01", "2027-01-01"],
  ["a year", defaultCalendar, "year", "2026-01-01", "2026-01-01", "2027-01-01"],
  ["a week from Monday, seven days and not eight", defaultCalendar, "week", "2026-03-09", "2026-03-09", "2026-03-16"],
  ["its Sunday", defaultCalendar, "week", "2026-03-15", "2026-03-09", "2026-03-16"],
  ["a week from Sunday", sunday, "week", "2026-03-15", "2026-03-15", "2026-03-22"],
  ["the week of a clock change is not labelled a day early", sunday, "week", "2026-03-08", "2026-03-08", "2026-03-15"],
  ["a week over the turn of the year", defaultCalendar, "week", "2027-01-01", "2026-12-28", "2027-01-04"],
  ["Japan's and India's fiscal year", months(4, 1), "year", "2026-03-31", "2025-04-01", "2026-04-01"],
  ["its first quarter", months(4, 1), "quarter", "2026-04-01", "2026-04-01", "2026-07-01"],
  ["its second half", months(4, 1), "half", "2026-10-01", "2026-10-01", "2027-04-01"],
  ["a quarter over the turn of the year", months(2, 1), "quarter", "2027-01-31", "2026-11-01", "2027-02-01"],
  ["the United States' federal year", months(10, 1), "year", "2025-10-01", "2025-10-01", "2026-10-01"],
  ["the United Kingdom's tax year", months(4, 6), "year", "2026-04-05", "2025-04-06", "2026-04-06"],
  ["its month", months(4, 6), "month", "2026-03-05", "2026-02-06", "2026-03-06"],
  ["a month from the 26th", months(12, 26), "month", "2026-01-25", "2025-12-26", "2026-01-26"],
  ["a month from the last day of the month", months(1, "last"), "month", "2026-02-27", "2026-01-31", "2026-02-28"],
  ["a plan's month from the 26th, beside the company's own", defaultCalendar, "month-from-26", "2026-03-25", "2026-02-26", "2026-03-26"],
  ["the same beside a year of weeks", retail, "month-from-26", "2026-03-26", "2026-03-26", "2026-04-26"],
  ["a plan's month from the last day", defaultCalendar, "month-from-last", "2026-02-28", "2026-02-28", "2026-03-31"],
  ["the same in a leap year", months(1, "last"), "month", "2028-02-29", "2028-02-29", "2028-03-31"],
  // nrf.com, 4-5-4 calendar: 2023 has 53 weeks, 2024 begins on 4 February 2024 and ends on 1 February 2025.
  ["NRF 2023, of 53 weeks", retail, "year", "2024-02-03", "2023-01-29", "2024-02-04"],
  ["NRF 2024", retail, "year", "2024-02-04", "2024-02-04", "2025-02-02"],
  ["NRF 2017, of 53 weeks", retail, "year", "2018-02-03", "2017-01-29", "2018-02-04"],
  ["NRF 2012, of 53 weeks", retail, "year", "2013-02-02", "2012-01-29", "2013-02-03"],
  ["NRF February 2024, four weeks", retail, "month", "2024-02-20", "2024-02-04", "2024-03-03"],
  ["NRF March 2024, five weeks", retail, "month", "2024-04-06", "2024-03-03", "2024-04-07"],
  ["NRF January of fiscal 2023, with the 53rd week", retail, "month", "2024-02-03", "2023-12-31", "2024-02-04"],
  ["NRF fourth quarter of fiscal 2023, of 14 weeks", retail, "quarter", "2023-11-01", "2023-10-29", "2024-02-04"],
  ["NRF first half of 2024", retail, "half", "2024-08-03", "2024-02-04", "2024-08-04"],
  // Apple's annual reports: fiscal 2023 of 53 weeks ended 30 September 2023, its first quarter of 14 weeks on 31 December 2022.
  ["fiscal 2022", lastOfSeptember, "year", "2022-09-24", "2021-09-26", "2022-09-25"],
  ["fiscal 2023, of 53 weeks", lastOfSeptember, "year", "2023-09-30", "2022-09-25", "2023-10-01"],
  ["its first quarter, of 14 weeks", lastOfSeptember, "quarter", "2022-12-31", "2022-09-25", "2023-01-01"],
  ["fiscal 2024", lastOfSeptember, "year", "2024-09-28", "2023-10-01", "2024-09-29"],
];

describe("a day belongs to the period that people would name", () => {
  test.each(known)("%s", (_, calendar, cadence, day, startsOn, endsBefore) => {
    const period = periodContaining(cadence, on(day), calendar);
    expect([isoDay(period.startsOn), isoDay(period.endsBefore)]).toEqual([startsOn, endsBefore]);
  });

  test("years of 53 weeks are the ones that retailers publish", () => {
    const { fiscalYear } = retail;
    if (fiscalYear.type !== "weeks") throw new Error("a year of weeks");
    const long = [2000, 2002, 2008, 2014, 2019, 2025].map((from) => firstLongYear(fiscalYear.endsOn, from).name - 1);
    // Fiscal 2000, 2006, 2012, 2017, 2023 and 2028, each named by the year it begins in.
    expect(long).toEqual([2000, 2006, 2012, 2017, 2023, 2028]);
  });

  test("the period before a quarter is not a day short", () => {
    const quarter = periodContaining("quarter", on("2026-04-01"), defaultCalendar);
    expect(isoDay(periodBefore(quarter, defaultCalendar).startsOn)).toBe("2026-01-01");
    expect(periodBefore(quarter, defaultCalendar).endsBefore).toBe(quarter.startsOn);
  });

  test("a window may have no start", () => {
    expect(windowStart("ever", on("2026-03-15"), defaultCalendar)).toBe(-Infinity);
    expect(windowStart("week", on("2026-03-15"), defaultCalendar)).toBe(on("2026-03-09"));
  });

  test("the periods of a span without end are not listed", () => {
    expect(() => periodsTouching("day", { startsOn: 0, endsBefore: Infinity }, defaultCalendar)).toThrow(RangeError);
  });
});

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const century = { startsOn: dayOfCivil(1990, 1, 1), endsBefore: dayOfCivil(2091, 1, 1) };

/** Walks a hundred years and counts the days that their period does not answer to, and the periods that do not meet. */
const misplaced = (cadence: Cadence, calendar: CompanyCalendar): number => {
  const periods = periodsTouching(cadence, century, calendar);
  let wrong = 0;
  let day = periods[0]?.startsOn ?? NaN;
  for (const [index, period] of periods.entries()) {
    if (period.startsOn !== day || period.endsBefore <= period.startsOn) wrong += 1;
    // Every day up to a week, else the first, the last and the middle ones at random steps: periods are asked for from the anchor each time.
    const step = period.endsBefore - period.startsOn <= 7 ? 1 : 5 + (index % 7);
    for (; day < period.endsBefore; day += step) {
      const again = periodContaining(cadence, day, calendar);
      if (again.startsOn !== period.startsOn || again.endsBefore !== period.endsBefore) wrong += 1;
    }
    const last = periodContaining(cadence, period.endsBefore - 1, calendar);
    if (last.startsOn !== period.startsOn) wrong += 1;
    day = period.endsBefore;
  }
  return day >= century.endsBefore ? wrong : -1;
};

describe("periods tile time over a hundred years", () => {
  test("months from each day of the month, the last included, whatever the company's own months are", () => {
    for (const day of [...Array.from({ length: 28 }, (_, index) => index + 1), "last" as const])
      for (const calendar of [defaultCalendar, retail]) expect([day, misplaced(`month-from-${day}`, calendar)]).toEqual([day, 0]);
  });

  /** Ascending starts of a list, and its end. */
  const listed = fc
    .tuple(
      fc.integer({ min: century.startsOn, max: century.endsBefore }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 }),
    )
    .map(([first, lengths]) => lengths.reduce((days, length) => [...days, (days.at(-1) ?? 0) + length], [first]));

  test("a list of periods, with what lies before and after it", () => {
    fc.assert(
      fc.property(
        listed,
        fc.array(fc.integer({ min: century.startsOn - 2000, max: century.endsBefore + 4000 }), { minLength: 1 }),
        (boundaries, days) => {
          const [first = 0, ...rest] = boundaries.slice(0, -1);
          const endsBefore = boundaries.at(-1) ?? 0;
          const named = (startsOn: Day) => ({ label: { en: isoDay(startsOn) }, startsOn });
          const list = { id: "own", name: { en: "own" }, periods: [named(first), ...rest.map(named)] as const, endsBefore };
          const calendar: CompanyCalendar = { ...defaultCalendar, lists: [list] };
          for (const day of [...days, ...boundaries, ...boundaries.map((each) => each - 1)]) {
            const period = periodContaining("list:own", day, calendar);
            // Read from the boundaries alone, one after the other.
            const from = boundaries.findLast((each) => each <= day);
            const before = boundaries.find((each) => each > day);
            expect(period.outside).toBe(from === undefined ? "before" : before === undefined ? "after" : undefined);
            if (from !== undefined) expect(period.startsOn).toBe(from);
            if (before !== undefined) expect(period.endsBefore).toBe(before);
            expect(period.startsOn <= day && day < period.endsBefore).toBe(true);
            expect(periodContaining("list:own", period.startsOn, calendar)).toEqual(period);
            expect(periodContaining("list:own", period.endsBefore - 1, calendar)).toEqual(period);
          }
          const span = { startsOn: first - 10, endsBefore: endsBefore + 10 };
          expect(
            periodsTouching("list:own", span, calendar)
              .map(({ startsOn }) => startsOn)
              .slice(1),
          ).toEqual(boundaries);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("the periods of a shorter cadence belong to exactly one of a longer one: the one in which they end", () => {
    for (const calendar of [defaultCalendar, sunday, retail, months(12, 26)]) {
      for (const [inner, outer] of [
        ["week", "month"],
        ["day", "week"],
        ["week", "month-from-26"],
        ["month", "quarter"],
      ] as const) {
        const span = { startsOn: century.startsOn, endsBefore: century.startsOn + 3000 };
        const belonging = periodsTouching(outer, span, calendar).flatMap((period) => periodsEndingIn(inner, period, calendar));
        const starts = belonging.map(({ startsOn }) => startsOn);
        expect(new Set(starts).size).toBe(starts.length);
        // One after the other, without a gap.
        expect(belonging.every(({ endsBefore }, index) => index + 1 === starts.length || starts[index + 1] === endsBefore)).toBe(true);
      }
    }
  });

  test("weeks, from every weekday", () => {
    for (const firstWeekday of weekdays) expect(misplaced("week", { ...defaultCalendar, firstWeekday })).toBe(0);
  });

  test.each(["month", "quarter", "half", "year"] as const)(
    "a %s, with a fiscal year from every month and from each day of it, the last included",
    (cadence) => {
      for (let month = 1; month <= 12; month += 1) {
        for (const day of [1, 2, 6, 15, 16, 26, 28, "last"] as const)
          expect([month, day, misplaced(cadence, months(month, day))]).toEqual([month, day, 0]);
      }
    },
  );

  test.each(weekPatterns)("%s, ending on every weekday of every month by either rule, the extra week anywhere", (pattern) => {
    const wrong: string[] = [];
    for (const cadence of ["month", "quarter", "half", "year"] as const) {
      for (let month = 1; month <= 12; month += 1) {
        for (const weekday of weekdays) {
          for (const rule of ["last", "nearest"] as const) {
            const fiscalYear: FiscalYear = {
              type: "weeks",
              pattern,
              endsOn: { weekday, month, rule },
              extraWeekIn: ((month * 5 + weekday) % 12) + 1,
            };
            const calendar: CompanyCalendar = { firstWeekday: ((weekday % 7) + 1) as Weekday, fiscalYear };
            const periods = periodsTouching(cadence, century, calendar);
            const isWrong = periods.some((period, index) => {
              const next = periods[index + 1];
              return (
                (next !== undefined && next.startsOn !== period.endsBefore) ||
                (period.endsBefore - period.startsOn) % 7 !== 0 ||
                weekdayOf(period.startsOn) !== calendar.firstWeekday ||
                periodContaining(cadence, period.endsBefore - 1, calendar).startsOn !== period.startsOn
              );
            });
            if (isWrong) wrong.push(JSON.stringify(calendar));
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  const anyCalendar: fc.Arbitrary<CompanyCalendar> = fc.oneof(
    fc.record({
      firstWeekday: fc.constantFrom(...weekdays),
      fiscalYear: fc.record({
        type: fc.constant("months" as const),
        startsOn: fc.record({
          month: fc.integer({ min: 1, max: 12 }),
          day: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant("last" as const)),
        }),
      }),
    }),
    fc.record({
      firstWeekday: fc.constantFrom(...weekdays),
      fiscalYear: fc.record({
        type: fc.constant("weeks" as const),
        pattern: fc.constantFrom(...weekPatterns),
        endsOn: fc.record({
          weekday: fc.constantFrom(...weekdays),
          month: fc.integer({ min: 1, max: 12 }),
          rule: fc.constantFrom("last" as const, "nearest" as const),
        }),
        extraWeekIn: fc.integer({ min: 1, max: 12 }),
      }),
    }),
  );

  test("whatever the calendar, the day is inside its period, both edges answer the same period, and neighbours meet", () => {
    fc.assert(
      fc.property(
        anyCalendar,
        fc.constantFrom(...cadences),
        fc.integer({ min: century.startsOn, max: century.endsBefore }),
        (calendar, cadence, day) => {
          const period = periodContaining(cadence, day, calendar);
          expect(period.startsOn <= day && day < period.endsBefore).toBe(true);
          expect(periodContaining(cadence, period.startsOn, calendar)).toEqual(period);
          expect(periodContaining(cadence, period.endsBefore - 1, calendar)).toEqual(period);
          expect(periodAfter(period, calendar).startsOn).toBe(period.endsBefore);
          expect(periodBefore(period, calendar).endsBefore).toBe(period.startsOn);
          expect(periodBefore(periodAfter(period, calendar), calendar)).toEqual(period);
        },
      ),
      { numRuns: 6000 },
    );
  });

  test("twelve months are four quarters, two halves and one year", () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: century.startsOn, max: century.endsBefore }), (calendar, day) => {
        const year = periodContaining("year", day, calendar);
        const counts = (["month", "quarter", "half", "year"] as const).map((cadence) => periodsTouching(cadence, year, calendar));
        expect(counts.map((periods) => periods.length)).toEqual([12, 4, 2, 1]);
        for (const periods of counts) expect([periods[0]?.startsOn, periods.at(-1)?.endsBefore]).toEqual([year.startsOn, year.endsBefore]);
      }),
      { numRuns: 2000 },
    );
  });
});

test("the last periods that are over, of a list none that lies outside of it", () => {
  const startsOf = (cadence: Cadence, day: Day, most: number, calendar: CompanyCalendar): readonly string[] =>
    periodsOverBy(cadence, { day, most, calendar }).map(({ startsOn }) => isoDay(startsOn));
  expect(startsOf("month", on("2026-03-01"), 2, defaultCalendar)).toEqual(["2026-01-01", "2026-02-01"]);
  const [first, second, end] = [on("2026-01-05"), on("2026-01-20"), on("2026-02-01")];
  const lists = [
    {
      id: "own",
      name: {},
      periods: [
        { label: {}, startsOn: first },
        { label: {}, startsOn: second },
      ] as const,
      endsBefore: end,
    },
  ];
  const calendar = { ...defaultCalendar, lists };
  expect(startsOf("list:own", on("2026-06-01"), 12, calendar)).toEqual(["2026-01-05", "2026-01-20"]);
  expect(startsOf("list:own", on("2026-01-25"), 12, calendar)).toEqual(["2026-01-05"]);
  expect(startsOf("list:own", on("2025-12-01"), 12, calendar)).toEqual([]);
});
