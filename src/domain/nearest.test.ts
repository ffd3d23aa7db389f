import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, isWithinDistance } from "./nearest.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "가"), maxLength: 9 });

test("two texts are within a distance of each other exactly when they are no further apart", () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      expect(isWithinDistance(a, b, most)).toBe(distance(a, b) <= most);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["agent", "agnet", 1, true],
  ["agent", "angte", 1, false],
  ["", "a", 1, true],
  ["duration", "durations", 0, false],
])("%s and %s are within %i: %s", (a, b, most, is) => expect(isWithinDistance(a, b, most)).toBe(is));
