import { expect, test } from "vitest";
import type { Inbox } from "../client.ts";
import { waitingIn } from "./waiting.ts";

test("what is due first comes first, and what was read is gone", () => {
  const inbox = {
    disputes: [{ dispute: "D-1", waiting: { decideThrough: "2026-04-10" } }],
    leaves: [{ leave: 4, from: "2026-04-02" }],
    followUps: [
      { member: { id: "raj" }, plan: { id: "month" }, period: { startsOn: "2026-03-01" }, reviewOn: null },
      { member: { id: "mina" }, plan: { id: "month" }, period: { startsOn: "2026-03-01" }, reviewOn: "2026-04-05" },
    ],
    questions: [{ question: "burst:raj:2026-04-01" }],
    notices: [
      { notice: 1, readAt: null },
      { notice: 2, readAt: "2026-04-01T00:00:00Z" },
    ],
    // Only what the order goes by.
  } as unknown as Inbox;
  expect(waitingIn(inbox).map(({ kind, due }) => `${kind} ${due ?? "–"}`)).toEqual([
    "leave 2026-04-02",
    "followUp 2026-04-05",
    "dispute 2026-04-10",
    "followUp –",
    "question –",
    "notice –",
  ]);
});
