import { expect, test } from "vitest";
import { awayIn } from "./away.ts";

const period = { cadence: "week", startsOn: "2026-03-02", endsBefore: "2026-03-09", label: {} };
const whole = (from: string, through: string) => ({ from, through, half: false });

test("of an answer about longer periods only the leave that meets this one is told, both its ends included", () => {
  const days = [
    whole("2026-02-20", "2026-03-01"),
    whole("2026-02-27", "2026-03-02"),
    whole("2026-03-08", "2026-03-20"),
    whole("2026-03-09", "2026-03-09"),
  ];
  const away = [{ member: "raj", days }];
  expect(awayIn({ period, away }, "raj")).toEqual(days.slice(1, 3));
  expect(awayIn({ period, away }, "mina")).toEqual([]);
});
