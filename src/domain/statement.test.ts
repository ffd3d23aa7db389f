import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type Json } from "./canonical-json.ts";
import { isAdjusted, lasting, quotaDifferences, quotasOf, type StatementContent } from "./statement.ts";

const content = (quotas: readonly (readonly [string, number, number])[], digest = "d"): StatementContent => ({
  subject: { type: "member", id: "raj" },
  period: { cadence: "month", startsOn: "2026-03-01", endsBefore: "2026-04-01" },
  plan: "month",
  planVersion: 1,
  metrics: {},
  team: null,
  status: quotas.every(([, credited, target]) => credited >= target) ? "met" : "missed",
  requirement: {
    type: "allOf",
    parts: quotas.map(([metric, credited, target]) => ({
      type: "quota",
      metric,
      credited,
      target,
      status: credited >= target ? "met" : "missed",
    })),
  },
  records: { calls: { records: 1, credits: "1", digest } },
});

test("of two quotas on one metric the first is set against the first, and what is asked no more against nothing", () => {
  const before = content([
    ["calls", 5, 10],
    ["calls", 5, 3],
    ["talk", 1, 1],
  ]);
  const now = content([
    ["calls", 6, 10],
    ["calls", 5, 3],
  ]);
  expect(quotasOf(before).map(({ metric }) => metric)).toEqual(["calls", "calls", "talk"]);
  expect(quotaDifferences(before, now)).toEqual([
    { metric: "calls", before: { credited: 5, target: 10, status: "missed" }, now: { credited: 6, target: 10, status: "missed" } },
    { metric: "talk", before: { credited: 1, target: 1, status: "met" }, now: null },
  ]);
  expect(quotaDifferences(null, now).every(({ before: was }) => was === null)).toBe(true);
});

test("other records behind the same numbers are told too; how a target came about alone is not", () => {
  const one = content([["calls", 5, 10]]);
  expect(isAdjusted(one, one)).toBe(false);
  expect(isAdjusted(one, content([["calls", 5, 10]], "e"))).toBe(true);
  expect(isAdjusted(one, null)).toBe(true);
  expect("requirement" in one && isAdjusted(one, { ...one, requirement: { ...(one.requirement as object), derivation: [] } as Json })).toBe(
    false,
  );
});

test("what follows from the day of the look, and names, are left out at any depth", () => {
  expect(lasting({ memberName: { en: "Raj" }, parts: [{ credited: 1, pace: { expected: 2 } }], credited: null })).toEqual({
    parts: [{ credited: 1 }],
    credited: null,
  });
});

test("what is made up after the end is left out; a holiday that lowered the target keeps its name", () => {
  const less = [{ why: "holiday", name: { en: "Chuseok", ko: "추석" }, days: ["2026-09-24"] }];
  expect(
    lasting({
      metric: "calls",
      status: "missed",
      madeUp: { by: 3 },
      derivation: [
        { step: "proration", less },
        { step: "base", table: { id: "t", name: "T" } },
      ],
    }),
  ).toEqual({
    metric: "calls",
    status: "missed",
    derivation: [
      { step: "proration", less },
      { step: "base", table: { id: "t" } },
    ],
  });
});

test("canonical JSON is read back as it was, whatever the order of the fields, and has no other spelling", () => {
  const shuffled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shuffled)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([field, held]) => [field, shuffled(held)]),
          )
        : value;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      // What fast-check calls a JSON value is one.
      const text = canonicalJson(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(shuffled(value) as Json)).toBe(text);
    }),
  );
});

test("of what is asked over weeks each is set against itself", () => {
  const over = (weeks: readonly (readonly [string, number | null])[]): StatementContent => ({
    ...content([]),
    ...{
      requirement: {
        type: "over",
        periods: weeks.map(([startsOn, credited]) => ({
          period: { cadence: "week", startsOn, endsBefore: `${startsOn} + 7` },
          requirement: credited === null ? null : { type: "quota", metric: "calls", credited, target: 2 },
        })),
      },
    },
  });
  const before = over([
    ["03-02", null],
    ["03-09", 1],
    ["03-16", 1],
  ]);
  const now = over([
    ["03-02", 2],
    ["03-09", 1],
    ["03-16", 3],
  ]);
  expect(quotaDifferences(before, now)).toEqual([
    {
      metric: "calls",
      within: { startsOn: "03-16", endsBefore: "03-16 + 7" },
      before: { credited: 1, target: 2 },
      now: { credited: 3, target: 2 },
    },
    { metric: "calls", within: { startsOn: "03-02", endsBefore: "03-02 + 7" }, before: null, now: { credited: 2, target: 2 } },
  ]);
});
