import { expect, test } from "vitest";
import { readEffortOrder, readRateText } from "./effort-reading.ts";

const usd = { currency: "USD" };
const wanted = { results: 30 };
const wrongs = (fields: unknown): readonly string[] => {
  const read = readEffortOrder(fields, usd);
  return read.ok ? [] : read.refusals.map(({ code, pointer }) => `${pointer} ${code}`);
};

test("a rate is a percentage, a number or so many of so many, exactly", () => {
  const read = ["7.5%", 0.075, "0.075", "3/40", "30/400", "100%", "0"].map((text) => readRateText(text, ""));
  expect(read.map((each) => each.ok && each.value)).toEqual([
    ...Array.from({ length: 5 }, () => ({ done: 3, of: 40 })),
    { done: 1, of: 1 },
    { done: 0, of: 1 },
  ]);
  expect(["101%", "1/0", "3/2", "-1%", "x", "", "1e-3", "7,5%"].every((text) => !readRateText(text, "").ok)).toBe(true);
});

test("what is left out is a month, 80 %, six hours a day, nobody's and without bound", () => {
  const read = readEffortOrder({ wanted, stages: [{ counted: { reached: 30, of: 400 }, minutes: 5 }] }, usd);
  expect(read.ok && read.value).toEqual({
    member: null,
    cadence: "month",
    on: null,
    wanted: { type: "results", results: 30 },
    chance: 0.8,
    rates: { type: "typed", stages: [{ name: null, rate: { type: "counted", counted: { reached: 30, of: 400 } }, secondsEach: 300 }] },
    secondsPerDay: 6 * 3600,
    mostContacts: null,
  });
});

test("money is in the company's currency where none is said, and never a JSON number", () => {
  const read = readEffortOrder({ wanted: { income: "3600.00", each: "900" }, rates: "assumed" }, usd);
  expect(read.ok && read.value.wanted).toEqual({
    type: "income",
    needed: { amountMinor: 360_000n, currency: "USD" },
    each: { amountMinor: 90_000n, currency: "USD" },
  });
  expect(wrongs({ wanted: { worth: 5 }, rates: "funnel" })).toEqual(["/wanted/worth type"]);
});

test("everything that is wrong is told at once, each where it stands", () => {
  expect(wrongs({ wanted: {}, stages: [{ rate: "x" }, { rate: "5%", counted: { reached: 1, of: 2 } }, {}], cadense: "week" })).toEqual([
    "/cadense unknown-field",
    "/wanted planner-wanted",
    "/stages/0/rate planner-rate-format",
    "/stages/1 planner-rate-or-counted",
    "/stages/2 planner-rate-or-counted",
  ]);
  expect(wrongs({ wanted, stages: [{ counted: { reached: 3, of: 2 }, minutes: -1 }], rates: "funnel", hoursPerDay: 25 })).toEqual([
    "/stages planner-rates",
    "/stages/0/counted planner-counted",
    "/stages/0/minutes planner-minutes",
    "/hoursPerDay planner-hours",
  ]);
  expect(wrongs({ wanted })).toEqual(["/rates planner-rates"]);
  expect(wrongs({ wanted, stages: [] })).toEqual(["/stages planner-stages"]);
  expect(wrongs({ wanted, stages: [{ rate: "5%" }], first: "dial" })).toEqual(["/first planner-typed"]);
  expect(wrongs([])).toEqual([" type"]);
});
