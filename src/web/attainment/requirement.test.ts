import { expect, test } from "vitest";
import type { Combination, Over, Quota, Requirement, Row, Score, Status } from "../api.ts";
import {
  byMetric,
  byShortfall,
  compareProgress,
  leavesOf,
  openableOf,
  shortfallOf,
  standingsOf,
  surplusOf,
  type LaidOut,
} from "./requirement.ts";

const quota = (metric: string, credited: number, target: number, status: Status = "open"): Quota => ({
  type: "quota",
  metric,
  credited,
  target,
  status,
  progress: { done: credited, of: target },
  derivation: [],
});
const all = (...parts: readonly Requirement[]): Combination => ({ type: "allOf", status: "open", progress: null, parts });
const any = (...parts: readonly Requirement[]): Combination => ({ type: "anyOf", status: "open", progress: null, parts });
const laidOut = (requirement: Requirement): string =>
  leavesOf(requirement)
    .map(({ quota: { metric }, joiner, quieter }) => `${joiner}:${metric}${quieter ? " quieter" : ""}`)
    .join(" ");
const row = (member: string, status: Status, requirement: Requirement): LaidOut => ({
  row: { member, status, requirement } as Row, // what sorting reads of a row
  leaves: leavesOf(requirement),
});

test("parts that are all asked stand apart, ways to the same end are joined by or", () => {
  expect(laidOut(all(quota("calls", 1, 10), quota("mails", 1, 10)))).toBe("first:calls apart:mails");
  expect(laidOut(any(quota("calls", 1, 10), quota("mails", 1, 10)))).toBe("first:calls or:mails");
  expect(laidOut(all(quota("demos", 1, 10), any(quota("calls", 1, 10), quota("mails", 1, 10))))).toBe("first:demos apart:calls or:mails");
});

test("what belongs together inside a choice is joined by and", () => {
  expect(laidOut(any(quota("calls", 1, 10), all(quota("mails", 1, 10), quota("demos", 1, 10))))).toContain("or:mails");
  expect(laidOut(any(all(quota("mails", 1, 10), quota("demos", 1, 10)), quota("calls", 1, 10)))).toMatch(
    /^first:mails.* and:demos.* or:calls/,
  );
});

test("of two ways the further one is quieter, and neither is when they are equally far", () => {
  expect(laidOut(any(quota("calls", 5, 10), quota("mails", 30, 50)))).toBe("first:calls quieter or:mails");
  expect(laidOut(any(quota("calls", 0, 250), quota("mails", 0, 50)))).toBe("first:calls or:mails");
});

test("once one way is met, nothing is missing on the others", () => {
  const met: Combination = { ...any(quota("calls", 0, 250, "missed"), quota("mails", 50, 50, "met")), status: "met" };
  expect(leavesOf(met).map(({ needless }) => needless)).toEqual([true, false]);
  expect(leavesOf(any(quota("calls", 0, 250), quota("mails", 9, 50))).some(({ needless }) => needless)).toBe(false);
  expect(
    leavesOf({ ...any(all(quota("demos", 3, 3, "met"), quota("calls", 0, 250)), quota("mails", 50, 50, "met")), status: "met" }).map(
      ({ needless }) => needless,
    ),
  ).toEqual([false, true, false]);
});

test("a part that is excused stays so beside a way that is met: it is not called needless", () => {
  const excused: Quota = { ...quota("calls", 0, 0, "excused"), progress: null };
  const met: Combination = { ...any(excused, quota("mails", 50, 50, "met"), quota("demos", 0, 3)), status: "met" };
  expect(leavesOf(met).map(({ needless }) => needless)).toEqual([false, false, true]);
});

test("progress is compared exactly, also where percentages would be equal", () => {
  const almost = { done: 9_007_199_254_740_990, of: 9_007_199_254_740_991 };
  expect(compareProgress(almost, { done: 1, of: 1 })).toBe(-1);
  expect(compareProgress({ done: 1, of: 3 }, { done: 2, of: 6 })).toBe(0);
  expect(compareProgress({ done: 150, of: 150 }, { done: 149, of: 150 })).toBe(1);
});

test("a missed plan comes before a running one, a running one before a met one, and the furthest first", () => {
  const rows = [
    row("met", "met", quota("calls", 10, 10, "met")),
    row("near", "open", quota("calls", 9, 10)),
    row("far", "open", quota("calls", 0, 10)),
    row("missed", "missed", quota("calls", 9, 10, "missed")),
  ];
  expect(rows.toSorted(byShortfall).map((each) => each.row.member)).toEqual(["missed", "far", "near", "met"]);
});

test("by a metric the furthest comes first, and who is not asked it or excused from it comes last", () => {
  const rows = [
    row("without", "open", quota("mails", 0, 10)),
    row("excused", "excused", { ...quota("calls", 0, 0, "excused"), progress: null }),
    row("near", "open", quota("calls", 9, 10)),
    row("far", "open", quota("calls", 1, 10)),
  ];
  expect(rows.toSorted(byMetric("calls")).map((each) => each.row.member)).toEqual(["far", "near", "without", "excused"]);
});

test("what is missing or over never falls below nothing, in counts and in money", () => {
  const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
  expect([shortfallOf({ credited: 112, target: 150 }), surplusOf({ credited: 112, target: 150 })]).toEqual([38, 0]);
  expect([shortfallOf({ credited: usd(700), target: usd(500) }), surplusOf({ credited: usd(700), target: usd(500) })]).toEqual([
    usd(0),
    usd(200),
  ]);
});

const over = (done: number, needed: number, ...statuses: readonly Status[]): Over => ({
  type: "over",
  status: done >= needed ? "met" : "open",
  progress: { done, of: needed },
  cadence: "week",
  rule: "atLeast",
  done,
  needed,
  periods: statuses.map((status, index) => ({
    period: { cadence: "week", startsOn: `2026-03-0${index + 2}`, endsBefore: `2026-03-0${index + 3}`, label: { en: "week" } },
    status,
    requirement: quota("calls", 1, 2, status),
  })),
});
const score = (...parts: readonly Requirement[]): Score => ({
  type: "score",
  status: "open",
  progress: { done: 1, of: 3 },
  needed: 100,
  points: { done: 100, of: 3 },
  parts,
  scores: parts.map(() => ({
    weight: 50,
    cap: "100%",
    floor: null,
    worth: { done: 50, of: 1 },
    points: { done: 50, of: 3 },
    belowFloor: false,
  })),
});

test("a score and what is asked over shorter periods stand as one, in points and in periods", () => {
  const [points, weeks, mails] = leavesOf(
    all(score(quota("calls", 1, 3), quota("mails", 1, 3)), over(1, 3, "met", "open"), quota("mails", 1, 3)),
  );
  // Never rounded up: 33 1/3 points.
  expect(points?.quota).toMatchObject({ metric: "calls", credited: 33.33, target: 100 });
  expect(weeks?.quota).toMatchObject({ metric: "calls", credited: 1, target: 3 });
  expect([points, weeks, mails].map((leaf) => `${leaf?.joiner} ${leaf?.whole?.type ?? "quota"}`)).toEqual([
    "first score",
    "apart over",
    "apart quota",
  ]);
});

test("the records of each part of a score can be opened, and of an over those of its metric", () => {
  const opened = openableOf(all(score(quota("calls", 1, 3), over(1, 3, "met")), quota("mails", 1, 3)));
  expect(opened.map(({ quota: { metric }, whole }) => `${metric} ${whole?.type ?? "quota"}`)).toEqual([
    "calls score",
    "calls over",
    "mails quota",
  ]);
});

test("what was carried over lowers what is missing, and is no part of what is over", () => {
  const from = { cadence: "month", startsOn: "2026-02-01", endsBefore: "2026-03-01", label: { en: "February" } };
  const carried = { credited: 7, target: 10, carriedOver: { amount: 2, from } };
  expect(shortfallOf(carried)).toBe(1);
  expect(shortfallOf({ ...carried, credited: 9 })).toBe(0);
  expect(surplusOf({ ...carried, credited: 9 })).toBe(0);
});

test("a member whom two plans ask stands as the one of them that needs somebody first", () => {
  const rows = [
    { member: "mina", status: "met" },
    { member: "mina", status: "behind" },
    { member: "raj", status: "excused" },
    { member: "raj", status: "met" },
    { member: "jiwoo", status: "excused" },
  ] as const;
  expect(Object.fromEntries(standingsOf(rows))).toEqual({ mina: "behind", raj: "met", jiwoo: "excused" });
});
