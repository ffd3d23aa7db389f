import { expect, test } from "vitest";
import { funnelRates } from "./funnel-rates.ts";

const percents = (low: number, high: number): string => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;

test("Raj's 400 activities to 30 opportunities are 7.5 %, with the interval in which it may lie", () => {
  const { steps, whole } = funnelRates(
    [
      { stage: "activity", count: 400 },
      { stage: "opportunity", count: 30 },
    ],
    0.95,
  );
  expect(steps).toEqual([whole]);
  expect(whole).toMatchObject({
    from: "activity",
    to: "opportunity",
    counted: { reached: 30, of: 400 },
    rate: { value: { done: 3, of: 40 } },
  });
  expect(percents(whole!.rate!.interval.low, whole!.rate!.interval.high)).toBe("5.3–10.5 %");
});

test("each stage leads to the next, and the first to the last", () => {
  const { steps, whole } = funnelRates(
    [
      { stage: "dial", count: 1_000 },
      { stage: "conversation", count: 58 },
      { stage: "meeting", count: 0 },
      { stage: "deal", count: 0 },
    ],
    0.9,
  );
  expect(steps.map(({ from, to, rate }) => [from, to, rate?.value ?? null])).toEqual([
    ["dial", "conversation", { done: 29, of: 500 }],
    ["conversation", "meeting", { done: 0, of: 1 }],
    ["meeting", "deal", null],
  ]);
  expect(whole).toMatchObject({ from: "dial", to: "deal", rate: { value: { done: 0, of: 1 } } });
});

test("one stage alone leads nowhere", () => expect(funnelRates([{ stage: "dial", count: 5 }], 0.9)).toEqual({ steps: [], whole: null }));
