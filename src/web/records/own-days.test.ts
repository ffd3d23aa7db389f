import { expect, test } from "vitest";
import type { DerivationStep } from "../api.ts";
import { ownDaysEndOf } from "./own-days.ts";

const part = (endsBefore: string, days: number): DerivationStep => ({
  step: "part",
  plan: "p",
  team: null,
  startsOn: "2026-03-01",
  endsBefore,
  days,
  ofDays: 31,
  base: 31,
  value: days,
});

test("a quota of some days alone ends with the last of them, one of all days with the period", () => {
  expect(ownDaysEndOf({ derivation: [part("2026-03-11", 10), part("2026-03-21", 4)] })).toBe("2026-03-21");
  expect(ownDaysEndOf({ derivation: [part("2026-03-16", 15), part("2026-04-01", 16)] })).toBeNull();
  expect(ownDaysEndOf({ derivation: [{ step: "base", value: 31 }] })).toBeNull();
});
