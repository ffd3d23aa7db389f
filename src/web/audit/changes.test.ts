import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

test("of a change only what is otherwise since is told", () => {
  expect(changesOf({ roles: ["rep"], member: "raj" }, { roles: ["rep", "manager"], member: "raj" })).toEqual([
    { field: "roles", before: "rep", after: "rep, manager" },
  ]);
});

test("of what was made there is nothing before, and of what was ended nothing after", () => {
  expect(changesOf(null, { name: "dialer" })).toEqual([{ field: "name", before: undefined, after: "dialer" }]);
  expect(changesOf({ name: "dialer" }, null)).toEqual([{ field: "name", before: "dialer", after: undefined }]);
});

test("what holds several things is told as words, not as it is stored", () => {
  expect(changesOf({ changed: {} }, { changed: { member: 1, plan: 2 } })).toEqual([
    { field: "changed", before: "–", after: "member 1, plan 2" },
  ]);
});

test("a field of a thing's own prototype is none", () => {
  expect(changesOf({}, { constructor: "x" })).toEqual([{ field: "constructor", before: undefined, after: "x" }]);
});
