import fc from "fast-check";
import { expect, test } from "vitest";
import { readId } from "./company-reading-basics.ts";
import { idFromName } from "./id-from-name.ts";

test.each([
  ["Northwind Advisory", "northwind-advisory"],
  ["Diane O'Neil", "diane-oneil"],
  ["  김 민수 ", "김-민수"],
  ["한빛생명(주)", "한빛생명-주"],
  ["José Ángel", "josé-ángel"],
  ["3M", "3m"],
  ["…", "member"],
  ["", "member"],
  ["J. R. R. Tolkien", "j-r-r-tolkien"],
  ["a".repeat(80), "a".repeat(64)],
])("the id of %j is %j", (name, id) => expect(idFromName(name, "member")).toBe(id));

test("a name whose id is taken gets the next number, also where the id is as long as ids may be", () => {
  const taken = new Set(["diane", "diane-2", "b".repeat(64)]);
  expect(idFromName("Diane", "member", (id) => taken.has(id))).toBe("diane-3");
  expect(idFromName("B".repeat(64), "member", (id) => taken.has(id))).toBe(`${"b".repeat(62)}-2`);
});

test("whatever a name is, the domain takes its id", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 90 })), (name) => {
      const findings: never[] = [];
      const id = idFromName(name, "member");
      expect(readId(findings, id, "/id")).toBe(id);
      expect(findings).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
