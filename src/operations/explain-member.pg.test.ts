import { expect, test } from "vitest";
import { openCompany, quotasIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const { record, rows, explain } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [
    { id: "east", name: "East" },
    { id: "west", name: "West" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "east" },
    { id: "mina", name: "Mina", team: "west" },
    { id: "leo", name: "Leo", team: "west", phase: "probation" },
    { id: "lead", name: "Lead", role: "manager" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [
    { id: "monthly", cadence: "month", for: { team: "east" }, require: { metric: "calls", target: 20 } },
    { id: "weekly", cadence: "week", for: { team: "west" }, require: { metric: "calls", target: 4 } },
    { id: "first-weeks", cadence: "week", for: { phase: "probation" }, require: { metric: "calls", target: 9 } },
  ],
});
await record(
  ["raj", "mina", "leo", "lead"].flatMap((member) =>
    ["2026-03-02", "2026-03-10"].map((occurredOn) => ({
      source: "dialer",
      externalId: `${member} ${occurredOn}`,
      member,
      kind: "call",
      occurredOn,
    })),
  ),
);

test("the period is that of the member's own row, and the number the row's", async () => {
  for (const { member, cadence, startsOn, endsBefore, requirement } of await rows({ on: "2026-03-10" })) {
    const { period, credited, records } = await explain(member, "calls", "2026-03-10");
    expect({ member, ...period }).toMatchObject({ member, cadence, startsOn, endsBefore });
    expect([credited]).toEqual(quotasIn(requirement).map((quota) => quota.credited));
    expect(records.filter(({ verdict }) => verdict.counted)).toHaveLength(Number(credited));
  }
  // Of whom nobody asks it, it is that of a plan that asks others.
  expect((await explain("lead", "calls", "2026-03-10")).period.cadence).toBe("month");
  expect((await explain("raj", "calls", "2026-03-10", { cadence: "week" })).credited).toBe(1);
});

test("the target is told with what asks it and what it replaced, as on the row", async () => {
  expect(await explain("leo", "calls", "2026-03-10")).toMatchObject({
    unit: "count",
    asked: [
      {
        plan: "first-weeks",
        planVersion: 1,
        target: 9,
        derivation: [
          { step: "base", value: 9 },
          { step: "replaced", plan: "weekly", audience: { team: "west" }, value: 4 },
        ],
      },
    ],
  });
  expect((await explain("mina", "calls", "2026-03-10")).asked).toMatchObject([{ plan: "weekly", target: 4 }]);
  expect((await explain("raj", "calls", "2026-03-10", { cadence: "week" })).asked).toEqual([]);
});
