import fc from "fast-check";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { SharedTexts } from "./shared-texts.ts";

const textFolders = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("attain-texts-"));

test("every text comes back by its number, in memory and from a file that nobody else finds, in any order", () => {
  const before = textFolders();
  const texts = Array.from({ length: 60_000 }, (_, index) => `${"값 é 😀 x".repeat(index % 40)} ${index}`);
  const shared = new SharedTexts(2 * 1_048_576);
  for (const text of texts) shared.add(text);
  expect(textFolders()).toEqual(before);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: texts.length - 1 }), { maxLength: 200 }), (numbers) => {
      expect(numbers.map((number) => shared.at(number))).toEqual(numbers.map((number) => texts[number]));
    }),
  );
  expect(texts.every((text, number) => shared.at(number) === text)).toBe(true);
  expect([shared.at(-1), shared.at(texts.length), shared.at(0.5), shared.at(Number.NaN)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  shared.close();
});

test("a text longer than a block lies in several", () => {
  const shared = new SharedTexts(0);
  const long = "길다".repeat(1_000_000);
  shared.add("a");
  shared.add(long);
  shared.add("");
  shared.add("b");
  expect([0, 1, 2, 3].map((number) => shared.at(number))).toEqual(["a", long, "", "b"]);
  shared.close();
});
