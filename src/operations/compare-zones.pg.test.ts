import { expect, test } from "vitest";
import { plainDay } from "../domain/day.ts";
import { acrossCompanies } from "../store/database.ts";
import { databaseOffsets } from "../store/zone-offsets.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { zoneDifferences } from "./compare-zones.ts";

const { database } = await testDatabase();

test("the database's offsets are east of UTC, and where the program shares them nothing differs", async () => {
  const offsets = await acrossCompanies(database, (tx) =>
    databaseOffsets(tx, ["America/New_York", "Asia/Seoul"], [plainDay("2026-01-05"), plainDay("2026-07-06")]),
  );
  expect(offsets.map(({ zone, seconds }) => [zone, seconds])).toEqual([
    ["America/New_York", -5 * 3600],
    ["America/New_York", -4 * 3600],
    ["Asia/Seoul", 9 * 3600],
    ["Asia/Seoul", 9 * 3600],
  ]);
  expect(zoneDifferences(offsets)).toEqual([]);
});

test("a zone that differs is named once, with the first day on which it does", () => {
  const changed = ["2026-01-05", "2026-07-06", "2026-07-13"].map((day) => ({
    zone: "America/New_York",
    day: plainDay(day),
    seconds: -5 * 3600,
  }));
  expect(zoneDifferences(changed)).toEqual([
    { zone: "America/New_York", from: "2026-07-06", databaseSeconds: -5 * 3600, programSeconds: -4 * 3600 },
  ]);
});
