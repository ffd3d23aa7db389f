import { expect, test } from "vitest";
import type { AdjustmentJson } from "../operations/closing/closing-json.ts";
import { adjustmentLines } from "./closing-lines.ts";

const adjustment = (source: string): AdjustmentJson => ({
  closure: 1,
  period: { cadence: "month", startsOn: "2026-10-01", endsBefore: "2026-11-01" },
  statedIn: null,
  subject: { type: "member", id: "kim" },
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
