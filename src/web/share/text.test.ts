import { expect, test } from "vitest";
import { squaresOf, textOf } from "./text.ts";

test("a square is filled when a tenth of the target is there, and the last one by who reached it", () => {
  const squares = (credited: number, target: number | null) => squaresOf({ credited, target });
  expect(squares(112, 150)).toBe("■■■■■■■□□□");
  expect(squares(149, 150)).toBe("■■■■■■■■■□");
  expect(squares(150, 150)).toBe("■■■■■■■■■■");
  expect(squares(900, 150)).toBe("■■■■■■■■■■");
  expect(squares(0, 150)).toBe("□□□□□□□□□□");
});

test("who is asked for nothing has figures and no bar", () => {
  expect(squaresOf({ credited: 12, target: null })).toBe("");
  expect(squaresOf({ credited: 12, target: 0 })).toBe("");
  const line = { name: "라지", credited: 12, target: null, figures: "12" };
  expect(textOf({ title: "3월 · 전화", lines: [line, { ...line, target: 10, figures: "12/10" }], more: "" })).toBe(
    "3월 · 전화\n라지 12\n라지 ■■■■■■■■■■ 12/10",
  );
});
