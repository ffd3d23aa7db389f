import { expect, test } from "vitest";
import { nameMatches } from "./name-search.ts";

const minah = { en: "Mina Kim", ko: "김민아" };

test.each([
  ["", true],
  ["mina", true],
  ["KIM", true],
  ["minak", true],
  ["민아", true],
  ["김 민아", true],
  ["ㄱㅁㅇ", true],
  ["ㅁㅇ", true],
  ["ㄱㅁㄱ", false],
  ["Raj", false],
])("a name is found by any part in any language or by its initial consonants: %s", (typed, found) => {
  expect(nameMatches(minah, typed)).toBe(found);
});

test("a name typed in decomposed Hangul, as macOS gives it, is found", () => {
  expect(nameMatches(minah, "민아".normalize("NFD"))).toBe(true);
});
