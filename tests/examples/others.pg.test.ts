import { describe, expect, test } from "vitest";
import { quotaTexts, quotasIn } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { openExample } from "./example.ts";

const { database } = await testDatabase();

test("three statements of work, one of them sent in two versions under one id, are three, worth what the last version says", async () => {
  const nordhafen = await openExample(database, "statements");
  expect(await nordhafen.importFile("activities.csv")).toMatchObject({ received: 4, accepted: 3, revised: 1, rejected: 0 });
  const [row] = await nordhafen.rows({ on: "2026-03-31" });
  expect(row === undefined ? [] : quotaTexts(row.requirement)).toEqual(["3/3 met", "3620000 EUR/3500000 EUR met"]);
  expect(row?.status).toBe("met");
});

describe("e-mails to prospects", async () => {
  const fernhill = await openExample(database, "prospects");
  await fernhill.importFile("activities.csv");
  const told = await fernhill.importProspects("prospects.csv");

  test("the prospects' stages are read from their file", () => {
    expect(told).toMatchObject({ received: 4, rejected: 0, notes: [] });
  });

  test("do not count when they go to a colleague or to an existing customer, and the verdict says so", async () => {
    const { records, credited } = await fernhill.explain("nora", "emails-to-prospects", "2026-03-31");
    expect(credited).toBe(3);
    expect(
      records.map(
        ({ externalId, verdict }) =>
          `${externalId} ${verdict.counted ? "counts" : verdict.reasons.map(({ en, ko }) => `${en} | ${ko}`).join("; ")}`,
      ),
    ).toEqual([
      "mail-1 counts",
      "mail-2 not to prospects: to a colleague | 잠재 고객이 아님: 동료에게 한 활동",
      "mail-3 not to prospects: to a colleague | 잠재 고객이 아님: 동료에게 한 활동",
      "mail-4 counts",
      "mail-5 not to prospects: stage is customer | 잠재 고객이 아님: 단계 고객",
      "mail-6 direction is inbound, this metric needs outbound | 방향 수신, 필요: 발신",
      "mail-7 counts",
    ]);
    expect(
      (await fernhill.rows({ on: "2026-03-31" })).map(
        ({ member, status, requirement }) => `${member} ${quotaTexts(requirement).join()} ${status}`,
      ),
    ).toEqual(["nora 3/3 met met"]);
  });
});

describe("sales quotas beside the activity quota", async () => {
  const hanbit = await openExample(database, "sales");
  await hanbit.importFile("activities.csv");
  const standing = async (plan: string, now?: string): Promise<readonly string[]> =>
    (await hanbit.rows({ on: "2026-03-31", plan, ...(now === undefined ? {} : { now }) })).map(
      ({ member, status, requirement }) => `${member} ${quotaTexts(requirement).join(", ")}: ${status}`,
    );

  test("in money by the quarter", async () => {
    expect(await standing("quarterly-revenue")).toEqual([
      "jihun 61500000 KRW/60000000 KRW met: met",
      "sora 59999999 KRW/60000000 KRW missed: missed",
      "minseo 0 KRW/60000000 KRW missed: missed",
    ]);
  });

  test("in units by the year, which is open until the year is over", async () => {
    expect(await standing("yearly-units")).toEqual(["jihun 40/120 open: open", "sora 39/120 open: open", "minseo 0/120 open: open"]);
  });

  test("in new customers by the month, where a customer is new once", async () => {
    expect(await standing("monthly-customers")).toEqual(["jihun 1/1 met: met", "sora 1/1 met: met", "minseo 0/1 missed: missed"]);
    const { records } = await hanbit.explain("jihun", "new-customers", "2026-03-31");
    const again = records.find(({ externalId }) => externalId === "D-03");
    expect(again?.verdict).toMatchObject({
      counted: false,
      reasons: [{ en: 'this prospect has counted already: crm "D-01" on 2026-01-20' }],
    });
  });

  test("whoever goes past the activity quota sees by how much, whoever stays below sees what is missing", async () => {
    expect(await standing("monthly-activity")).toEqual([
      "jihun 52/40 met, 5/4 met: met",
      "sora 37/40 missed, 4/4 met: missed",
      "minseo 0/40 missed, 0/4 missed: missed",
    ]);
    const rows = await hanbit.rows({ on: "2026-03-31", plan: "monthly-activity" });
    expect(
      rows.map(({ requirement }) =>
        quotasIn(requirement).map((quota) => (quota.credited === null ? null : [quota.shortfall, quota.surplus])),
      ),
    ).toEqual([
      [
        [0, 12],
        [0, 1],
      ],
      [
        [3, 0],
        [0, 0],
      ],
      [
        [40, 0],
        [4, 0],
      ],
    ]);
  });
});
