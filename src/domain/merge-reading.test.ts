import { expect, test } from "vitest";
import type { Outcome } from "./refusal.ts";
import { readMerge, readMergeDecision, readUnmerge } from "./merge-reading.ts";

const told = (outcome: Outcome<unknown>): unknown =>
  outcome.ok ? outcome.value : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`.trim());

test("an order says who is one with whom, and why", () => {
  const order = { keep: "mina@example.com", other: "bsky:mina", reason: "asked\nher" };
  expect(told(readMerge(order))).toEqual(order);
  expect(told(readUnmerge({ prospect: " 010-1234-5678 ", reason: "his" }))).toEqual({ prospect: "010-1234-5678", reason: "his" });
  expect(told(readMergeDecision({ merge: false, reason: "two" }))).toEqual({ merge: false, reason: "two" });
});

test.each<[string, Outcome<unknown>, readonly string[]]>([
  ["what is no object", readMerge([]), ["type"]],
  ["nothing", readMerge({}), ["required /keep", "required /other", "required /reason"]],
  ["a field that there is not", readUnmerge({ prospect: "a", reason: "b", other: "c" }), ["unknown-field /other"]],
  ["a reason that is no text", readUnmerge({ prospect: "a", reason: 5 }), ["type /reason"]],
  ["a name that is longer than any", readMerge({ keep: "a".repeat(300), other: "b", reason: "c" }), ["text-too-long /keep"]],
  ["a decision that is none", readMergeDecision({ merge: "yes", reason: "" }), ["type /merge", "text-empty /reason"]],
  ["a decision that is missing", readMergeDecision({ reason: "b" }), ["required /merge"]],
])("refused: %s", (_, outcome, expected) => {
  expect(told(outcome)).toEqual(expected);
});
