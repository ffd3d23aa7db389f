import { describe, expect, test } from "vitest";
import { parseDay, type Day } from "./day.ts";
import { HALF_DAY, mondayToFriday, WHOLE_DAY, workingTimeIn, yearsUnknown, type HolidayCalendar, type WorkFacts } from "./working-days.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const chuseok = { en: "Chuseok", ko: "추석" };
const korea: HolidayCalendar = {
  id: "KR",
  holidays: new Map([
    [day("2026-09-24"), { name: chuseok, off: WHOLE_DAY }],
    [day("2026-09-25"), { name: chuseok, off: WHOLE_DAY }],
    [day("2026-09-26"), { name: chuseok, off: WHOLE_DAY }],
  ]),
  years: new Set([2026]),
};
const always: WorkFacts["employed"] = { startsOn: -Infinity, endsBefore: Infinity };
const facts = (some: Partial<WorkFacts> = {}): WorkFacts => ({
  standard: mondayToFriday,
  pattern: [],
  calendar: [{ value: korea, from: -Infinity }],
  leaves: [],
  employed: always,
  ...some,
});
/** Monday 21 to Sunday 27 September 2026. */
const week = { startsOn: day("2026-09-21"), endsBefore: day("2026-09-28") };

describe("working days", () => {
  test("the week of Chuseok has three of five, and says which days it lacks", () => {
    expect(workingTimeIn(facts(), week)).toEqual({
      worked: 300,
      standard: 500,
      less: [{ why: "holiday", name: chuseok, days: [day("2026-09-24"), day("2026-09-25")], work: 200 }],
    });
  });

  test("a holiday on a day that is not worked takes nothing, nor does leave on a holiday", () => {
    const leave = { span: { startsOn: day("2026-09-25"), endsBefore: day("2026-09-28") }, off: WHOLE_DAY };
    expect(workingTimeIn(facts({ leaves: [leave] }), week).worked).toBe(300);
  });

  test("a half day of leave takes half a day, two of them the whole, and never more than there is", () => {
    const half = { span: { startsOn: day("2026-09-21"), endsBefore: day("2026-09-22") }, off: HALF_DAY };
    expect(workingTimeIn(facts({ leaves: [half] }), week).worked).toBe(250);
    expect(workingTimeIn(facts({ leaves: [half, half] }), week).worked).toBe(200);
    expect(workingTimeIn(facts({ leaves: [half, half, half] }), week).worked).toBe(200);
  });

  test("a part-timer, a joiner and a leaver are measured against the full-time week", () => {
    const threeDays = facts({ pattern: [{ value: [100, 100, 100, 0, 0, 0, 0], from: -Infinity }] });
    expect(workingTimeIn(threeDays, week)).toEqual({
      worked: 300,
      standard: 500,
      less: [{ why: "pattern", name: null, days: [day("2026-09-24"), day("2026-09-25")], work: 200 }],
    });
    const joiner = facts({ employed: { startsOn: day("2026-09-23"), endsBefore: Infinity } });
    expect(workingTimeIn(joiner, week).worked).toBe(100);
    const leaver = facts({ employed: { startsOn: -Infinity, endsBefore: day("2026-09-23") } });
    expect(workingTimeIn(leaver, week).worked).toBe(200);
  });

  test("what is lacking adds up to the standard week whatever comes together", () => {
    const some = facts({
      pattern: [{ value: [50, 100, 0, 100, 100, 100, 0], from: day("2026-09-22") }],
      leaves: [{ span: { startsOn: day("2026-09-24"), endsBefore: day("2026-09-27") }, off: HALF_DAY }],
      employed: { startsOn: day("2026-09-22"), endsBefore: day("2026-09-27") },
    });
    const time = workingTimeIn(some, week);
    expect(time.worked).toBe(time.standard - time.less.reduce((sum, { work }) => sum + work, 0));
    expect(time.worked).toBe(100);
  });

  test("a year of which no holidays are known is named, within employment only", () => {
    const turn = { startsOn: day("2026-12-28"), endsBefore: day("2027-01-04") };
    expect(yearsUnknown(facts(), turn)).toEqual([{ calendar: "KR", year: 2027 }]);
    expect(yearsUnknown(facts({ employed: { startsOn: -Infinity, endsBefore: day("2027-01-01") } }), turn)).toEqual([]);
    expect(yearsUnknown(facts({ calendar: [] }), turn)).toEqual([]);
  });
});
