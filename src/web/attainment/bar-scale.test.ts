import { expect, test } from "vitest";
import { barScale } from "./bar-scale.ts";

const coverage = (selfReported: number, captured: number) => ({ captured, imported: 0, selfReported, attested: 0 });

test("the target stands at four fifths of the width", () => {
  expect(barScale({ credited: 150, target: 150 })).toEqual({ credited: 80, selfReported: 0, expected: null, overflows: false });
  expect(barScale({ credited: 75, target: 150 }).credited).toBe(40);
  expect(barScale({ credited: 0, target: 150 }).credited).toBe(0);
});

test("a surplus has room up to a quarter over, and what is beyond is said", () => {
  expect(barScale({ credited: 187.5, target: 150 })).toMatchObject({ credited: 100, overflows: false });
  expect(barScale({ credited: 300, target: 150 })).toMatchObject({ credited: 100, overflows: true });
});

test("the hatched part is the self-reported share of what is drawn", () => {
  expect(barScale({ credited: 100, target: 100, coverage: coverage(25, 75) }).selfReported).toBe(20);
  expect(barScale({ credited: 300, target: 150, coverage: coverage(150, 150) }).selfReported).toBe(50);
});

test("nothing is drawn while a metric is being counted, and a target of nothing is full once something is done", () => {
  expect(barScale({ credited: null, target: 150, coverage: null }).credited).toBe(0);
  expect(barScale({ credited: 0, target: 0 }).credited).toBe(0);
  expect(barScale({ credited: 3, target: 0 }).credited).toBe(100);
});

test("the pace has a mark where one should be by now, and none before anything should be there", () => {
  expect(barScale({ credited: 60, target: 150, expected: 75 }).expected).toBe(40);
  expect(barScale({ credited: 60, target: 150, expected: 0 }).expected).toBeNull();
  expect(barScale({ credited: 60, target: 0, expected: 10 }).expected).toBeNull();
});
