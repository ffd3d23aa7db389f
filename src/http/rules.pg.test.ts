import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const monthly = {
  id: "monthly",
  name: "Monthly",
  cadence: "month",
  for: { team: "sales" },
  proration: "working-days",
  ramp: [{ throughMonth: 1, share: "50%" }],
  require: {
    anyOf: [
      { metric: "calls", target: 200 },
      { metric: "visits", target: 20 },
    ],
  },
};
const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "sales", name: "Sales" }],
  members: [
    { id: "old", name: "Olive", team: "sales", employedFrom: "2020-01-01" },
    { id: "half", name: "Hana", team: "sales", employedFrom: "2021-01-01", workingDays: ["mon", "tue"] },
    { id: "new", name: "Nils", team: "sales", employedFrom: "2026-06-01" },
    { id: "boss", name: "Bea", role: "manager" },
  ],
  metrics: [
    { id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call" && durationSeconds >= 60' },
    { id: "visits", where: 'kind == "visit"' },
    { id: "gone", where: "false" },
  ],
  plans: [monthly],
};
await openCompany(database, company, "2026-01-01");

const preview = (order: Readonly<Record<string, unknown>>) => ask({ method: "POST", url: "/api/v1/target-previews", payload: order });

test("plans and metrics are listed with since when they hold, by whom they are asked, and the draft that changes them", async () => {
  await ask({ method: "PUT", url: "/api/v1/drafts/spring", payload: { plans: [monthly] } });
  expect((await ask("/api/v1/plans")).body).toMatchObject({
    plans: [
      {
        id: "monthly",
        cadence: "month",
        audience: { team: "sales" },
        of: "member",
        version: 1,
        startsOn: null,
        next: null,
        endedOn: null,
        metrics: ["calls", "visits"],
        draft: { id: "spring", savedBy: "key:tests" },
      },
    ],
    nextCursor: null,
  });
  expect((await ask("/api/v1/plans/monthly")).body).toMatchObject({
    version: 1,
    versions: [{ version: 1, startsOn: null, entry: monthly }],
  });
  expect((await ask("/api/v1/metrics")).body).toMatchObject({
    metrics: [
      {
        id: "calls",
        conditions: [{ en: "kind: call" }, { ko: "소요 시간: 60초 이상" }],
        plans: ["monthly"],
        draft: null,
      },
      { id: "visits", plans: ["monthly"] },
      { id: "gone", plans: [] },
    ],
  });
  expect((await ask("/api/v1/plans/none")).body).toMatchObject({ code: "not-found" });
  expect(faults).toEqual([]);
});

test("what a draft would ask is worked out for who is new, who works less and who has been there longest", async () => {
  const { body } = await preview({ content: { plans: [monthly] }, plan: "monthly", on: "2026-06-10" });
  expect(body).toMatchObject({
    on: "2026-06-10",
    period: { startsOn: "2026-06-01" },
    asked: 3,
    samples: [
      { member: "new", why: "new" },
      { member: "half", why: "less" },
      { member: "old", why: "established" },
    ],
  });
  const targets = (body as { samples: { row: { requirement: { parts: { target: number }[] } } }[] }).samples.map(({ row }) =>
    row.requirement.parts.map(({ target }) => target),
  );
  // June 2026 has 22 weekdays, ten of them Mondays and Tuesdays; a newcomer's first month is half.
  expect(targets).toEqual([
    [100, 10],
    [91, 9],
    [200, 20],
  ]);
  expect((await preview({ content: { plans: [monthly] }, plan: "monthly", on: "2026-06-10", members: ["boss"] })).body).toMatchObject({
    samples: [{ member: "boss", why: "chosen", row: null }],
  });
  expect(faults).toEqual([]);
});

test("what is wrong with a draft is refused where it stands in the order", async () => {
  const wrong = {
    ...monthly,
    require: {
      anyOf: [
        { metric: "calls", target: 200 },
        { metric: "visitz", target: 20 },
      ],
    },
  };
  expect((await preview({ content: { plans: [wrong] }, plan: "monthly" })).body).toMatchObject({
    code: "reference-unknown",
    pointer: "/content/plans/0/require/anyOf/1/metric",
  });
  expect(
    (await preview({ content: { plans: [monthly] }, plan: "monthly", members: ["a", "b", "c", "d", "e", "f", "g"] })).body,
  ).toMatchObject({
    code: "samples-many",
    pointer: "/members",
  });
  expect((await preview({ content: { plans: [monthly] }, plan: "monthly", members: ["nobody"] })).body).toMatchObject({
    code: "not-found",
    pointer: "/members/0",
  });
  expect(faults).toEqual([]);
});

test("what rules can be made of is told", async () => {
  expect((await ask("/api/v1/rule-words")).body).toMatchObject({
    currency: "USD",
    stages: ["prospect", "opportunity", "customer"],
    outcomes: expect.arrayContaining(["no_answer"]) as unknown,
  });
});
