import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoDay, plainDay } from "../../../domain/day.ts";
import { sentence, type Outcome } from "../../../domain/refusal.ts";
import { calendarEventsIn, type CalendarEvents } from "./calendar-events.ts";

const span = { startsOn: plainDay("2027-01-01"), endsBefore: plainDay("2031-01-01") };

const calendar = (...events: readonly string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//x//EN",
    ...events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("\n"), "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const daysOf = (outcome: Outcome<CalendarEvents>): readonly string[] => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => sentence(refusal, "en")).join());
  return outcome.value.days.map(({ on, name }) => `${isoDay(on)} ${name}`);
};
const read = (...events: readonly string[]): readonly string[] => daysOf(calendarEventsIn(calendar(...events), span));
const refusedAs = (text: string): string => {
  const outcome = calendarEventsIn(text, span);
  return outcome.ok ? "" : sentence(outcome.refusals[0], "en");
};

describe("the days of a calendar file", () => {
  test("the end of several days is exclusive, and a line may be folded", () => {
    expect(read("UID:1\nDTSTART;VALUE=DATE:20280124\nDTEND;VALUE=DATE:20280127\nSUMMARY:Seol\n lal")).toEqual([
      "2028-01-24 Seollal",
      "2028-01-25 Seollal",
      "2028-01-26 Seollal",
    ]);
  });

  test("one day needs no end, may have a duration, or an end on the same day", () => {
    const one = "DTSTART;VALUE=DATE:20280301\nSUMMARY:삼일절";
    for (const end of ["", "\nDURATION:P1D", "\nDTEND;VALUE=DATE:20280301", "\nDTEND;VALUE=DATE:20280302"])
      expect(read(one + end)).toEqual(["2028-03-01 삼일절"]);
    expect(read(`${one}\nDURATION:P2D`)).toHaveLength(2);
  });

  test("yearly rules hold for as long as the span, by date and by weekday, and 29 February comes every fourth year", () => {
    expect(read("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nSUMMARY:New Year")).toEqual(
      [2027, 2028, 2029, 2030].map((year) => `${year}-01-01 New Year`),
    );
    expect(read("DTSTART;VALUE=DATE:20271125\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2\nSUMMARY:T")).toEqual([
      "2027-11-25 T",
      "2028-11-23 T",
    ]);
    expect(read("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Leap")).toEqual(["2028-02-29 Leap"]);
    expect(read("DTSTART;VALUE=DATE:20270501\nRRULE:FREQ=YEARLY;UNTIL=20280501\nSUMMARY:May")).toEqual([
      "2027-05-01 May",
      "2028-05-01 May",
    ]);
  });

  test("exceptions, days moved within a series, and cancelled events are left out", () => {
    const series = "UID:s\nDTSTART;VALUE=DATE:20270704\nRRULE:FREQ=YEARLY;COUNT=4\nSUMMARY:July";
    expect(read(`${series}\nEXDATE;VALUE=DATE:20280704`)).toEqual(["2027-07-04 July", "2029-07-04 July", "2030-07-04 July"]);
    expect(read(series, "UID:s\nRECURRENCE-ID;VALUE=DATE:20270704\nDTSTART;VALUE=DATE:20270705\nSUMMARY:Observed")).toContain(
      "2027-07-05 Observed",
    );
    expect(read(series, "UID:s\nRECURRENCE-ID;VALUE=DATE:20270704\nDTSTART;VALUE=DATE:20270705\nSUMMARY:Observed")).not.toContain(
      "2027-07-04 July",
    );
    expect(read(series, "UID:s\nRECURRENCE-ID;VALUE=DATE:20270704\nDTSTART;VALUE=DATE:20270704\nSTATUS:CANCELLED")).toHaveLength(3);
    expect(read("DTSTART;VALUE=DATE:20270704\nSTATUS:CANCELLED\nSUMMARY:x")).toEqual([]);
  });

  test("events with a time are counted and make no day free", () => {
    const outcome = calendarEventsIn(calendar("DTSTART:20280101T090000Z\nSUMMARY:Standup", "DTSTART;VALUE=DATE:20280102\nSUMMARY:x"), span);
    expect(outcome).toMatchObject({ ok: true, value: { timed: 1, days: [{ name: "x" }] } });
  });
});

describe("what is no calendar, or wrong in one", () => {
  test.each([
    ["", "This is no iCalendar file: it does not begin with BEGIN:VCALENDAR."],
    ["date,name\n2028-01-01,x\n", "This is no iCalendar file: it does not begin with BEGIN:VCALENDAR."],
    ["BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "This is no iCalendar file: it is cut short."],
    ["BEGIN:VCALENDAR\nVERSION:2.0\nWHAT\nEND:VCALENDAR", 'The calendar file is wrong at line 3: "WHAT" is not understood.'],
    [calendar("SUMMARY:x"), "The calendar file is wrong at line 4: it has no DTSTART."],
    [calendar("DTSTART;VALUE=DATE:20281345"), 'The calendar file is wrong at line 4: "2028-13-45" is not understood.'],
    [calendar("DTSTART;VALUE=DATE:2028AB01"), 'The calendar file is wrong at line 4: "2028-AB-01" is not understood.'],
    [
      calendar("DTSTART;VALUE=DATE:20280101", "DTSTART;VALUE=DATE:20280105\nDTEND;VALUE=DATE:20280101"),
      "The calendar file is wrong at line 7: it ends on 2028-01-01, before it begins.",
    ],
    [
      calendar("DTSTART;VALUE=DATE:20280101\nDTEND;VALUE=DATE:21280101"),
      "The calendar file is wrong at line 4: it lasts 36524 days; 62 is the most.",
    ],
    [
      calendar("DTSTART;VALUE=DATE:20280101\nRRULE:FREQ=SECONDLY"),
      "The calendar file is wrong at line 4: it repeats by FREQ=SECONDLY; holidays repeat by FREQ=YEARLY.",
    ],
    [calendar("DTSTART;VALUE=DATE:20280101\nRRULE:FREQ=BOGUS"), 'The calendar file is wrong at line 6: "BOGUS" is not understood.'],
  ])("%#: is refused with what is wrong and where", (text, sentenceOf) => {
    expect(refusedAs(text)).toBe(sentenceOf);
  });

  test("a rule that never comes true, or hardly ends, gives up", () => {
    for (const rule of ["BYSETPOS=9;BYMONTH=1;BYDAY=MO", "BYMONTH=2;BYMONTHDAY=30", "INTERVAL=1000000000", "COUNT=99999999999"])
      expect(calendarEventsIn(calendar(`DTSTART;VALUE=DATE:20280101\nRRULE:FREQ=YEARLY;${rule}`), span).ok || rule).toBeTruthy();
  });

  test("whatever stands in a file, it is read or refused", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "END:VALARM",
        "UID:1",
        "STATUS:CANCELLED",
        "RRULE:FREQ=YEARLY",
        "EXDATE:x",
        "DTSTART;VALUE=DATE:20280229",
        "DTEND;VALUE=DATE:20280301",
        "DTSTART;TZID=Nowhere:20280101T000000",
        "RECURRENCE-ID:1",
        "RDATE;VALUE=DATE:20290101",
        "DURATION:-P9D",
        "SUMMARY:\u0000",
        " folded",
      ),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const outcome = calendarEventsIn(["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\n"), span);
        if (outcome.ok) expect(outcome.value.days.every(({ on }) => on >= span.startsOn && on < span.endsBefore)).toBe(true);
        else expect(sentence(outcome.refusals[0], "en")).not.toMatch(/\{line|\{problem|undefined/);
      }),
      { numRuns: 500 },
    );
  });
});
