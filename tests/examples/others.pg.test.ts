import { describe, expect, test } from "vitest";
import { attainmentJson } from "../../src/operations/attainment-json.ts";
import { attainmentOf } from "../../src/operations/attainment-of.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, must, NOW, quotaTexts, quotasIn } from "../product.ts";
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
  const pipeline = await hanbit.importOpportunities("opportunities.csv");
  const standing = async (plan: string, now?: string): Promise<readonly string[]> =>
    (await hanbit.rows({ on: "2026-03-31", plan, ...(now === undefined ? {} : { now }) })).map(
      ({ member, status, requirement }) => `${member} ${quotaTexts(requirement).join(", ")}: ${status}`,
    );
  const ofTeam = async (plan: string): Promise<readonly string[]> => {
    const { teamRows } = attainmentJson(must(await attainmentOf(database, hanbit.companyId, { on: day("2026-03-31"), now: NOW, plan })));
    return teamRows.map(({ team, status, requirement }) => `${team} ${quotaTexts(requirement).join(", ")}: ${status}`);
  };

  test("the pipeline is read whole: six deals won, one lost, one open", async () => {
    expect(pipeline).toMatchObject({ received: 8, accepted: 8, rejected: 0, undated: 0, unattributed: 0, notes: [] });
    expect(await verifyCompany(database, hanbit.companyId)).toMatchObject({ equal: true });
  });

  test("of each who sells: in money, units, new customers and demos by the month", async () => {
    expect(await standing("monthly-sales")).toEqual([
      "jihun 22000000 KRW/20000000 KRW met, 14/14 met: met",
      "sora 28999999 KRW/20000000 KRW met, 19/14 met: met",
      "minseo 0 KRW/20000000 KRW missed, 0/14 missed: missed",
    ]);
    expect(await standing("monthly-customers")).toEqual(["jihun 1/1 met: met", "sora 1/1 met: met", "minseo 0/1 missed: missed"]);
    expect(await standing("monthly-activity")).toEqual([
      "jihun 52/40 met, 5/4 met: met",
      "sora 37/40 missed, 4/4 met: missed",
      "minseo 0/40 missed, 0/4 missed: missed",
    ]);
  });

  test("by the quarter", async () => {
    expect(await standing("quarterly-revenue")).toEqual([
      "jihun 61500000 KRW/60000000 KRW met: met",
      "sora 59999999 KRW/60000000 KRW missed: missed",
      "minseo 0 KRW/60000000 KRW missed: missed",
    ]);
    expect(await standing("quarterly-sales")).toEqual([
      "jihun 40/40 met, 3/3 met, 5/12 missed: missed",
      "sora 39/40 missed, 2/3 missed, 4/12 missed: missed",
      "minseo 0/40 missed, 0/3 missed, 0/12 missed: missed",
    ]);
  });

  test("and by the year, which is open until it is over", async () => {
    expect(await standing("yearly-units")).toEqual(["jihun 40/120 open: open", "sora 39/120 open: open", "minseo 0/120 open: open"]);
    expect(await standing("yearly-sales")).toEqual([
      "jihun 61500000 KRW/240000000 KRW open, 3/12 at_risk, 5/48 behind: behind",
      "sora 59999999 KRW/240000000 KRW open, 2/12 at_risk, 4/48 behind: behind",
      "minseo 0 KRW/240000000 KRW open, 0/12 behind, 0/48 behind: behind",
    ]);
  });

  test("of the team: the same four by the month, the quarter and the year", async () => {
    expect(await ofTeam("team-month")).toEqual(["sales 50999999 KRW/50000000 KRW met, 33/40 missed, 2/2 met, 9/9 met: missed"]);
    expect(await ofTeam("team-quarter")).toEqual(["sales 121499999 KRW/120000000 KRW met, 79/79 met, 5/5 met, 9/30 missed: missed"]);
    expect(await ofTeam("team-year")).toEqual(["sales 121499999 KRW/480000000 KRW open, 79/79 met, 5/24 open, 9/96 open: open"]);
  });

  test("a customer who buys again is no new one, and the verdict says so", async () => {
    const { records } = await hanbit.explain("jihun", "new-customers", "2026-03-31");
    const again = records.find(({ externalId }) => externalId === "opportunity:D-03:closing");
    expect(again?.verdict).toMatchObject({
      counted: false,
      reasons: [
        {
          code: "condition",
          condition: "opportunity.isNewCustomer",
          en: "an existing customer, this metric needs a new customer",
          ko: "기존 고객, 필요: 신규 고객",
        },
      ],
    });
  });

  test("whoever goes past the activity quota sees by how much, whoever stays below sees what is missing", async () => {
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
