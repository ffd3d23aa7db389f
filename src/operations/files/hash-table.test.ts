import fc from "fast-check";
import { expect, test } from "vitest";
import { HashTable } from "./hash-table.ts";

const hash = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.maxSafeNat(),
  fc.integer({ min: 0, max: 60 }).map((each) => each * 1024),
);

test("a hash has the value that it was first kept with, as in a Map, also where places collide and the table grows", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, fc.maxSafeNat()), { maxLength: 4000, size: "max" }), (entries) => {
      const table = new HashTable(Infinity);
      const map = new Map<number, number>();
      const expected = entries.map(([key, value]) => {
        const before = map.get(key);
        if (before === undefined) map.set(key, value);
        return before;
      });
      expect(entries.map(([key, value]) => table.getOrKeep(key, value))).toEqual(expected);
      expect(table.size).toBe(map.size);
    }),
    { numRuns: 30 },
  );
});

test("beyond its limit a table keeps nothing more, and still knows what it has", () => {
  const table = new HashTable(2);
  for (const key of [7, 8, 9]) expect(table.getOrKeep(key, key)).toBeUndefined();
  expect([7, 8, 9].map((key) => table.getOrKeep(key, 0))).toEqual([7, 8, undefined]);
});
