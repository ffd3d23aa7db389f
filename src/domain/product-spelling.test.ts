import { expect, test } from "vitest";
import { productSpellings } from "./product-spelling.ts";

const spellings = (found: Readonly<Record<string, number>>, known: readonly string[] = []) =>
  productSpellings(new Map(Object.entries(found)), known).map(({ written, known: name }) => `${written} → ${name}`);

test("a product that the company writes otherwise is offered as that one", () => {
  expect(spellings({ GTXPro: 1480, "GTX Basic": 1866 }, ["GTX Pro", "GTX Basic", "MG Special"])).toEqual(["GTXPro → GTX Pro"]);
});

test("of two spellings in one file the one that most rows have is the known one", () => {
  expect(spellings({ "gtx-pro": 3, "GTX Pro": 12, "MG Special": 4 })).toEqual(["gtx-pro → GTX Pro"]);
});

test("two products that the company itself tells apart by a mark stay two", () => {
  expect(spellings({ "A-1": 2, A1: 5 }, ["A-1", "A1"])).toEqual([]);
});

test("full-width letters and hangul are compared by what they are", () => {
  expect(spellings({ "ＧＴＸ　Pro": 1, 종신보험: 2 }, ["GTX Pro", "종신 보험"])).toEqual(["ＧＴＸ　Pro → GTX Pro", "종신보험 → 종신 보험"]);
});
