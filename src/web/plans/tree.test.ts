import { describe, expect, test } from "vitest";
import type { RequirementEntry } from "../../domain/company-file.ts";
import { added, combinedAs, moved, removed, replaced, rowsOf } from "./tree.ts";

const calls: RequirementEntry = { metric: "calls", target: 250 };
const visits: RequirementEntry = { metric: "visits", target: 20 };
const mails: RequirementEntry = { metric: "mails", target: 9 };
const tree: RequirementEntry = { allOf: [calls, { anyOf: [visits, mails] }] };

const pointersOf = (root: RequirementEntry) => rowsOf(root).map(({ pointer }) => pointer);

test("rows stand from top to bottom, each where refusals name it", () => {
  expect(pointersOf(tree)).toEqual(["", "/allOf/0", "/allOf/1", "/allOf/1/anyOf/0", "/allOf/1/anyOf/1"]);
  expect(
    pointersOf({ score: { needed: 100, parts: [{ weight: 50, require: { over: { cadence: "week", of: calls, atLeast: 3 } } }] } }),
  ).toEqual(["", "/score/parts/0/require", "/score/parts/0/require/over/of"]);
});

test("a node is replaced where it stands, whatever it is part of", () => {
  expect(replaced(tree, "/allOf/1/anyOf/0", calls)).toEqual({ allOf: [calls, { anyOf: [calls, mails] }] });
  const eleven: RequirementEntry = { allOf: Array.from({ length: 11 }, () => calls) };
  expect(replaced(eleven, "/allOf/10", visits)).toEqual({ allOf: [...Array.from({ length: 10 }, () => calls), visits] });
});

describe("removing", () => {
  test("a combination that has nothing left goes too, and the focus goes to what stands there then", () => {
    expect(removed(tree, "/allOf/1/anyOf/0")).toEqual({ root: { allOf: [calls, { anyOf: [mails] }] }, pointer: "/allOf/1/anyOf/0" });
    expect(removed({ allOf: [calls, { anyOf: [mails] }] }, "/allOf/1/anyOf/0")).toEqual({ root: { allOf: [calls] }, pointer: "/allOf/0" });
  });
  test("where all is taken away nothing is asked", () => {
    expect(removed(calls, "")).toEqual({ root: { allOf: [] }, pointer: "" });
  });
});

describe("adding", () => {
  test("goes to the end of a combination, and after a quota in one", () => {
    expect(added(tree, "/allOf/1", calls)).toEqual({
      root: { allOf: [calls, { anyOf: [visits, mails, calls] }] },
      pointer: "/allOf/1/anyOf/2",
    });
    expect(added(tree, "/allOf/0", mails)).toEqual({ root: { allOf: [calls, mails, { anyOf: [visits, mails] }] }, pointer: "/allOf/1" });
  });
  test("joins a quota that stands alone", () => {
    expect(added(calls, "", mails)).toEqual({ root: { allOf: [calls, mails] }, pointer: "/allOf/1" });
  });
});

describe("moving", () => {
  test("changes places with a neighbour, and not beyond the ends", () => {
    expect(moved(tree, "/allOf/1/anyOf/1", "up")).toEqual({
      root: { allOf: [calls, { anyOf: [mails, visits] }] },
      pointer: "/allOf/1/anyOf/0",
    });
    expect(moved(tree, "/allOf/1", "down")).toBeUndefined();
  });
  test("goes out of a combination behind it, and into the one before", () => {
    const out = { root: { allOf: [calls, { anyOf: [mails] }, visits] }, pointer: "/allOf/2" };
    expect(moved(tree, "/allOf/1/anyOf/0", "out")).toEqual(out);
    expect(moved(out.root, out.pointer, "in")).toEqual({
      root: { allOf: [calls, { anyOf: [mails, visits] }] },
      pointer: "/allOf/1/anyOf/1",
    });
  });
});

test("parts are kept when they are combined otherwise", () => {
  expect(combinedAs({ allOf: [calls, mails] }, "score")).toEqual({
    score: {
      needed: 100,
      parts: [
        { weight: 10, require: calls },
        { weight: 10, require: mails },
      ],
    },
  });
  expect(combinedAs(calls, "anyOf")).toEqual({ anyOf: [calls] });
});
