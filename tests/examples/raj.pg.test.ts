import { describe, expect, test } from "vitest";
import { restoreActivity, voidActivity } from "../../src/operations/void-activity.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { must, quotasIn, quotaTexts, reasonsIn } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { openExample } from "./example.ts";

/** Raj's March from `examples/raj`: 150 calls, 200 e-mails, 50 people through social media. */

const { database } = await testDatabase();
const ON = "2026-03-31";
const lastCall = { source: "dialer", externalId: "call-0150" };
const raj = await openExample(database, "raj");
const imported = await raj.importFile("activities.csv");

const quotas = async (on = ON): Promise<readonly string[]> =>
  (await raj.rows({ on })).flatMap(({ status, requirement }) => [...quotaTexts(requirement), status]);

test("the file is taken whole", () => {
  expect(imported).toMatchObject({ received: 400, accepted: 400, duplicates: 0, revised: 0, rejected: 0, notes: [], unattributed: 0 });
});

test("has 150 of 150 calls, 200 of 200 e-mails, 50 of 50 people: met", async () => {
  const rows = await raj.rows({ on: ON });
  expect(rows).toMatchObject([
    {
      member: "raj",
      memberName: { en: "Raj", ko: "라즈" },
      plan: "monthly-prospecting",
      planVersion: 1,
      cadence: "month",
      startsOn: "2026-03-01",
      endsBefore: "2026-04-01",
      status: "met",
    },
  ]);
  expect(await quotas()).toEqual(["150/150 met", "200/200 met", "50/50 met", "met"]);
  const [calls, , contacts] = rows.flatMap(({ requirement }) => quotasIn(requirement));
  expect(calls).toMatchObject({
    coverage: { captured: 150, imported: 0, selfReported: 0 },
    shortfall: 0,
    surplus: 0,
    derivation: [{ step: "base", value: 150 }],
  });
  expect(contacts).toMatchObject({ coverage: { captured: 0, selfReported: 50 } });
  expect(await quotas("2026-02-28")).toEqual(["0/150 missed", "0/200 missed", "0/50 missed", "missed"]);
  expect(await quotas("2026-04-01")).toEqual(["0/150 missed", "0/200 missed", "0/50 missed", "missed"]);
});

test("the call at 23:30 on 31 March in Kolkata, when it is April at the company, counts in March", async () => {
  const { records, credited } = await raj.explain("raj", "outbound-calls", ON);
  expect(credited).toBe(150);
  expect(records.findLast(({ verdict }) => verdict.counted)).toMatchObject({
    ...lastCall,
    occurredAt: "2026-03-31T18:00:00Z",
    localDay: "2026-03-31",
    localTime: "23:30",
    timeZone: "Asia/Kolkata",
    verdict: { counted: true, credit: 1 },
  });
});

test("without the last call it is 149 of 150, not met; with it again, met", async () => {
  must(await voidActivity(database, raj.companyId, lastCall, { reason: "a test call", by: "lead" }));
  expect(await quotas()).toEqual(["149/150 missed", "200/200 met", "50/50 met", "missed"]);
  const [row] = await raj.rows({ on: ON });
  expect(row?.requirement.progress).toEqual({ done: 449, of: 450 });
  expect(reasonsIn(await raj.explain("raj", "outbound-calls", ON))).toContain("taken back: a test call");
  must(await restoreActivity(database, raj.companyId, lastCall, { reason: "it was none", by: "lead" }));
  expect(await quotas()).toEqual(["150/150 met", "200/200 met", "50/50 met", "met"]);
});

test("the same file a second time changes nothing", async () => {
  expect(await raj.importFile("activities.csv")).toMatchObject({ accepted: 0, duplicates: 400, revised: 0, stale: 0, rejected: 0 });
  expect(await quotas()).toEqual(["150/150 met", "200/200 met", "50/50 met", "met"]);
});

describe("what is told of a record", () => {
  test("says in both languages why it does not count", async () => {
    const { records } = await raj.explain("raj", "outbound-calls", ON, { counted: false });
    const [email] = records.filter(({ externalId }) => externalId === "mail-0001");
    expect(email?.verdict).toMatchObject({
      counted: false,
      reasons: [{ condition: 'kind == "call"', en: "kind is e-mail, this metric needs call", ko: "활동 유형 이메일, 필요: 전화" }],
    });
  });

  test("and the tally equals the recount", async () => {
    expect(await verifyCompany(database, raj.companyId)).toMatchObject({ equal: true });
  });
});
