import { expect, test } from "vitest";
import { seenAt, type MadeQuota } from "./quota-api.ts";

const made = (startsOn: string, lastDay: string | null): MadeQuota => ({
  metric: { id: "call", name: { en: "Calls" }, made: true },
  plan: { id: "call-week", name: { en: "Calls, weekly" }, cadence: "week", startsOn, made: true },
  lastDay,
});

test.each([
  ["in the period of the last records that it asks for", made("2026-01-05", "2026-03-27"), "2026-03-27"],
  ["in its first period when the records are older than it", made("2026-04-06", "2026-03-27"), "2026-04-06"],
  ["in its first period when there are none", made("2026-04-06", null), "2026-04-06"],
  ["on its first day when they are of that day", made("2026-04-06", "2026-04-06"), "2026-04-06"],
])("a quota is seen %s", (_, quota, on) => expect(seenAt(quota)).toEqual({ cadence: "week", on }));
