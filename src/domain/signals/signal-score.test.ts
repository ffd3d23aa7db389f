import { expect, test } from "vitest";
import { scoreSignals, type ScoredSignal } from "./signal-score.ts";

const now = 1_772_000_000_000_000n;
const signal = (kind: ScoredSignal["kind"], ageDays: number): ScoredSignal => ({
  kind,
  occurredAt: now - BigInt(Math.round(ageDays * 86_400_000_000)),
});

/** reference.json, signal_score: a like of two days, a mention of five, clicks of one day and of three. */
test("the reference's signals score as computed there", () => {
  const score = scoreSignals([signal("like", 2), signal("mention", 5), signal("click", 1), signal("click", 3)], { now });
  expect(score.score).toBeCloseTo(18.694356919600946, 12);
  expect(score.summands[0]).toMatchObject({ kind: "click", weight: 8, halfLifeDays: 7 });
  expect(score.summands[0]?.value).toBeCloseTo(13.189766470659048, 12);
  expect(score.summands.map(({ kind }) => kind)).toEqual(["click", "mention", "like"]);
});

test("a kind adds at most its cap, and all of them a hundred", () => {
  const clicks = Array.from({ length: 5 }, () => signal("click", 0));
  expect(scoreSignals(clicks, { now })).toMatchObject({ score: 16, summands: [{ uncapped: 40, value: 16 }] });
  expect(
    scoreSignals(
      Array.from({ length: 20 }, () => signal("reply", 0)),
      { now },
    ).score,
  ).toBe(100);
});

test("a half-life halves, fit multiplies, and a clock ahead of ours makes nothing larger", () => {
  expect(scoreSignals([signal("mention", 14)], { now }).score).toBe(3);
  expect(scoreSignals([signal("follow", 30)], { now, fit: 0.5 }).score).toBe(0.5);
  expect(scoreSignals([signal("click", -1)], { now }).score).toBe(8);
  expect(scoreSignals([], { now })).toEqual({ score: 0, fit: 1, summands: [] });
});

test("who opted out is below everybody, whatever they did", () => {
  expect(scoreSignals([signal("reply", 0), signal("opt_out", 300)], { now }).score).toBe(-Infinity);
});
