import fc from "fast-check";
import { expect, test } from "vitest";
import { readActivityMessage } from "./activity-line.ts";
import { builtInWords } from "./activity-word.ts";
import { dayOfCivil } from "./civil.ts";
import { ReportedDays } from "./reported-day.ts";

const monday = dayOfCivil(2026, 3, 2);

/** What a day comes to after these messages of one person. */
const after = (...messages: readonly string[]): readonly string[] => {
  const days = new ReportedDays();
  const last = new Map<string, number>();
  for (const text of messages)
    for (const { day, kind, count } of days.tell("민지", readActivityMessage(text, monday, builtInWords).counts))
      last.set(`${day === monday ? "" : "earlier "}${kind}`, count);
  return [...last].map(([kind, count]) => `${kind} ${count}`);
};

test.each([
  [["TA 10", "TA 15"], ["call 15"]],
  [["TA 15", "통화 12"], ["call 12"]],
  [
    ["TA 10 AP 1", "AP 2"],
    ["call 10", "meeting 2"],
  ],
  [["TA 10", "TA +5", "TA +3"], ["call 18"]],
  [["TA +5"], ["call 5"]],
  [["문자 5", "카톡 10"], ["message 15"]],
  [["문자 5 카톡 10", "문자 6"], ["message 16"]],
  [["AP 2", "AP 0"], ["meeting 0"]],
  [["AP 0"], []],
  [
    ["TA 10", "어제 TA 12"],
    ["call 10", "earlier call 12"],
  ],
])("After %j the day is %j", (messages, totals) => {
  expect(after(...messages)).toEqual(totals);
});

test("What one person tells leaves the others' days alone", () => {
  const days = new ReportedDays();
  const { counts } = readActivityMessage("TA 10", monday, builtInWords);
  days.tell("민지", counts);
  expect(days.tell("라지", readActivityMessage("TA +5", monday, builtInWords).counts)).toMatchObject([{ kind: "call", count: 5 }]);
});

test("Whole numbers and those that add come to the last whole one and what was added since", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 50 })), { minLength: 1 }), (told) => {
      const from = told.findLastIndex(([isMore]) => !isMore);
      const wanted = told.slice(Math.max(from, 0)).reduce((sum, [, count]) => sum + count, 0);
      expect(after(...told.map(([isMore, count]) => `TA ${isMore ? "+" : ""}${count}`))).toEqual([`call ${wanted}`]);
    }),
  );
});
