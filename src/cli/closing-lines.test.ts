import { expect, test } from "vitest";
import type { AdjustmentJson } from "../operations/closing/closing-json.ts";
import type { StatementShown } from "../operations/show-statement.ts";
import { adjustmentLines, statementLines } from "./closing-lines.ts";

const adjustment = (source: string): AdjustmentJson => ({
  closure: 1,
  period: { cadence: "month", startsOn: "2026-10-01", endsBefore: "2026-11-01" },
  statedIn: null,
  subject: { type: "member", id: "kim" },
  name: { en: "Kim" },
  plan: "weeks",
  status: { before: "missed", now: "met" },
  quotas: [
    {
      metric: "calls",
      within: { startsOn: "2026-10-12", endsBefore: "2026-10-19" },
      unit: "count",
      before: { credited: 9, target: 10, status: "missed" },
      now: { credited: 10, target: 10, status: "met" },
    },
  ],
  causes: [
    {
      cause: "record",
      metric: "calls",
      unit: "count",
      day: "2026-10-13",
      source,
      externalId: "a1",
      credited: 1,
      at: "2026-11-27T23:41:00Z",
    },
  ],
});

test("an adjustment of a week names the week, what became of the whole, and whether a source or a person entered the record", () => {
  expect(adjustmentLines(adjustment("attested"), "en")).toEqual([
    "kim  weeks  2026-10-01 – 2026-10-31  waits for the next statements",
    "  missed → met",
    "  calls (2026-10-12 – 2026-10-18): 9 / 10 missed → 10 / 10 met",
    "    2026-10-13 attested a1: +1 calls, entered with its reason (2026-11-27 23:41 UTC)",
  ]);
  expect(adjustmentLines(adjustment("dialer"), "en").at(-1)).toContain("told by its source");
});

const quota = (credited: number, target: number, more: object) => ({
  type: "quota",
  metric: "calls",
  credited,
  target,
  status: "missed",
  ...more,
});
const period = { cadence: "month", startsOn: "2026-10-01", endsBefore: "2026-11-01" };
const part = { step: "part", plan: "m", base: 44, days: 13, ofDays: 31, scale: [] };

test("a statement shows every part of what was asked: shares of teams, what was carried in, weeks and points", () => {
  const requirement = {
    type: "allOf",
    parts: [
      quota(36, 66, {
        carriedOver: { amount: 6, from: { ...period, startsOn: "2026-09-01", endsBefore: "2026-10-01" } },
        derivation: [
          { ...part, team: "s", startsOn: "2026-10-01", endsBefore: "2026-10-14", value: 14 },
          { ...part, team: "t", startsOn: "2026-10-14", endsBefore: "2026-11-01", value: 52 },
        ],
      }),
      {
        type: "over",
        cadence: "week",
        rule: "atLeast",
        done: 0,
        needed: 1,
        status: "missed",
        periods: [
          { period: { startsOn: "2026-10-05", endsBefore: "2026-10-12" }, status: "missed", requirement: quota(5, 6, { derivation: [] }) },
          { period: { startsOn: "2026-10-12", endsBefore: "2026-10-19" }, status: "excused", requirement: null },
        ],
      },
      { type: "score", points: { done: 90, of: 1 }, needed: 100, status: "missed", parts: [quota(9, 10, { derivation: [] })] },
    ],
  };
  const shown: StatementShown = {
    statement: 1,
    content: {
      subject: { type: "member", id: "kim" },
      period,
      plan: "m",
      planVersion: 1,
      metrics: { calls: { unit: "count", versions: [] } },
      team: "t",
      status: "missed",
      requirement,
      records: {},
    },
    name: { en: "Kim" },
    fingerprint: "f",
    acknowledged: null,
    superseded: false,
    closure: {
      closure: 2,
      period: { ...period, cadence: "month", label: { en: "October 2026", ko: "2026년 10월" } },
      version: 1,
      closedAt: "2026-11-05T09:00:00Z",
      closedBy: "boss",
      overruled: [],
      reason: null,
      statedAt: null,
      reopened: null,
    },
    adjustments: [],
  };
  const [, calls = "", ...rest] = statementLines(shown, "en");
  expect(calls).toContain("calls: 36 / 66  missed; 6 carried over from 2026-09-01 – 2026-09-30");
  expect(calls).toContain("= 14 (2026-10-01 – 2026-10-13, m, team s)");
  expect(calls).toContain("= 52 (2026-10-14 – 2026-10-31, m, team t)");
  expect(rest.slice(0, 6)).toEqual([
    "  weeks met 0 / 1  missed",
    "    2026-10-05 – 2026-10-11  missed",
    "      calls: 5 / 6  missed",
    "    2026-10-12 – 2026-10-18  excused",
    "  score 90 / 100  missed",
    "    calls: 9 / 10  missed",
  ]);
});
