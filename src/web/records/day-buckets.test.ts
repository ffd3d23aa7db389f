import { expect, test } from "vitest";
import { bucketsOf } from "./day-buckets.ts";

test("every day of the period has a bar, also one without a record", () => {
  const { by, buckets } = bucketsOf([{ day: "2026-03-03", credited: 4 }], "2026-03-02", "2026-03-05");
  expect(by).toBe("day");
  expect(buckets).toEqual([
    { startsOn: "2026-03-02", credited: 0 },
    { startsOn: "2026-03-03", credited: 4 },
    { startsOn: "2026-03-04", credited: 0 },
  ]);
});

test("a year is drawn by month, money in minor units", () => {
  const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
  const { by, buckets } = bucketsOf(
    [
      { day: "2026-02-01", credited: usd(100) },
      { day: "2026-02-28", credited: usd(50) },
    ],
    "2026-01-01",
    "2027-01-01",
  );
  expect([by, buckets.length, buckets[1]]).toEqual(["month", 12, { startsOn: "2026-02-01", credited: 150 }]);
});
