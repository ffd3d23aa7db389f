import { expect, test } from "vitest";
import { voidActivity } from "../../src/operations/void-activity.ts";
import { must, openCompany, quotasIn, quotaTexts } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { aCall, aCompany, monthly } from "./company.ts";

/** Numbers as the commonest systems get them wrong. Each title is the wrong and what is right. */

const { database } = await testDatabase();
const MARCH = "2026-03-10";
const calls = (count: number): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => aCall(`call ${index}`, "2026-03-10T12:00:00Z"));

test('"reached" stays when the value falls → status is always computed', async () => {
  const { companyId, record, rows } = await openCompany(database, aCompany({ id: "falls", plans: [monthly(2)] }));
  const standing = async (now: string): Promise<readonly string[]> =>
    (await rows({ on: MARCH, now })).map(({ status, requirement }) => `${quotaTexts(requirement).join()}, plan ${status}`);
  await record(calls(2));
  expect(await standing("2026-03-20T12:00:00Z")).toEqual(["2/2 met, plan met"]);
  must(await voidActivity(database, companyId, { source: "dialer", externalId: "call 0" }, { reason: "a test call", by: "lead" }));
  expect(await standing("2026-03-20T12:00:00Z")).toEqual(["1/2 on_pace, plan on_pace"]);
  expect(await standing("2026-04-01T12:00:00Z")).toEqual(["1/2 missed, plan missed"]);
});

test("a rep with no rows never appears, never fails → every member with a plan has a row", async () => {
  const members = [
    { id: "raj", name: "Raj" },
    { id: "idle", name: "Idle" },
    { id: "lead", name: "Lead", role: "manager" },
    { id: "gone", name: "Gone", employedThrough: "2026-02-28" },
  ];
  const { record, rows } = await openCompany(database, aCompany({ id: "idle", members, plans: [monthly(1)] }));
  await record(calls(1));
  expect(
    (await rows({ on: MARCH })).map(({ member, status, requirement }) => `${member} ${quotaTexts(requirement).join()} ${status}`),
  ).toEqual(["raj 1/1 met met", "idle 0/1 missed missed"]);
});

test("percentages capped or rounded before they are compared → exact pairs compared by cross-multiplication", async () => {
  const metrics = [
    { id: "calls", where: 'kind == "call"' },
    { id: "e-mails", where: 'kind == "email"' },
  ];
  const both = {
    id: "both",
    cadence: "month" as const,
    require: {
      allOf: [
        { metric: "calls", target: 1000 },
        { metric: "e-mails", target: 1 },
      ],
    },
  };
  const hair = { id: "hair", cadence: "quarter" as const, require: { metric: "calls", target: "999.0001" } };
  const { record, rows } = await openCompany(database, aCompany({ id: "exact", metrics, plans: [both, hair] }));
  // 999 of 1,000 is 100 % once it is rounded, and 2 e-mails of 1 do not make up for the call that is missing.
  await record([...calls(999), ...["one", "two"].map((id) => aCall(id, "2026-03-10T12:00:00Z", { kind: "email" }))]);
  const found = await rows({ on: MARCH });
  expect(
    found.map(({ plan, status, requirement }) => [
      plan,
      status,
      requirement.progress,
      quotasIn(requirement).map(({ progress }) => progress),
    ]),
  ).toEqual([
    [
      "both",
      "missed",
      { done: 1999, of: 2000 },
      [
        { done: 999, of: 1000 },
        { done: 2, of: 1 },
      ],
    ],
    ["hair", "missed", { done: 9_990_000, of: 9_990_001 }, [{ done: 9_990_000, of: 9_990_001 }]],
  ]);
});
