import { beforeEach, describe, expect, test } from "vitest";
import { instant, must, NOW, openCompany, quotaTexts, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { exportCompany } from "./export-company.ts";
import { recordOpportunities } from "./record-opportunities.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

let companies = 0;
let product: Product;

const metrics = [
  { id: "opened", where: 'kind == "opportunity_opened"' },
  { id: "won", where: 'kind == "deal_won"' },
  { id: "lost", where: 'kind == "deal_lost"' },
  { id: "revenue", where: 'kind == "deal_won"', measure: { sum: "amount" } },
  { id: "units", where: 'kind == "deal_won"', measure: { sum: "quantity" } },
  { id: "new-customers", where: 'kind == "deal_won" && opportunity.isNewCustomer' },
  { id: "pro", where: 'kind == "deal_won" && opportunity.product == "GTX Pro"' },
];

beforeEach(async () => {
  companies += 1;
  product = await openCompany(database, {
    company: { id: `deals-${companies}`, name: "Deals", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    sources: [{ id: "crm", provenance: "captured" }],
    members: [
      { id: "raj", name: "Raj" },
      { id: "mina", name: "Mina" },
    ],
    metrics: metrics.map((metric) => ({ ...metric, name: metric.id })),
    plans: [{ id: "monthly", cadence: "month", require: { allOf: metrics.map(({ id }) => ({ metric: id, target: 1 })) } }],
  });
});

const deal = {
  source: "crm",
  externalId: "D-1",
  name: "Hanbit Works renewal",
  owner: "raj",
  prospect: "buying@hanbit.example",
  product: "GTX Pro",
  stage: "proposal",
  amount: "1200000",
  currency: "KRW",
  units: 3,
  newCustomer: true,
  openedOn: "2026-03-02",
};
const won = { ...deal, stage: "closed", closedOn: "2026-03-20", outcome: "won" };

const record = (...items: readonly unknown[]) =>
  recordOpportunities(database, product.companyId, items, { now: NOW, defaultProvenance: "imported" });

/** What a member has of each metric in March, in the order of the metrics. */
const creditedTo = async (member: string): Promise<readonly string[]> => {
  const row = (await product.rows({ on: "2026-03-31" })).find((each) => each.member === member);
  return row === undefined ? [] : quotaTexts(row.requirement).map((text) => text.split("/")[0] ?? "");
};

const nothing = ["0", "0", "0", "0 KRW", "0", "0", "0"];

describe("an opportunity", () => {
  test("that opened counts as opened, and as nothing else", async () => {
    expect(await record(deal)).toMatchObject({ received: 1, accepted: 1, unattributed: 0, undated: 0, newSources: [] });
    expect(await creditedTo("raj")).toEqual(["1", "0", "0", "0 KRW", "0", "0", "0"]);
  });

  test("that was won counts as a deal, in money, in units, as a new customer and by its product", async () => {
    await record(won);
    expect(await creditedTo("raj")).toEqual(["1", "1", "0", "1200000 KRW", "3", "1", "1"]);
    expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  });

  test("comes twice and counts once", async () => {
    expect(await record(won, won)).toMatchObject({ received: 2, accepted: 1, duplicates: 1 });
    expect(await record(won)).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await creditedTo("raj")).toEqual(["1", "1", "0", "1200000 KRW", "3", "1", "1"]);
  });

  test("that is opened again has no deal, and has it again once it is won again", async () => {
    await record(won);
    expect(await record({ ...deal, revisedAt: "2026-03-25T00:00:00Z" })).toMatchObject({ revised: 1 });
    expect(await creditedTo("raj")).toEqual(["1", "0", "0", "0 KRW", "0", "0", "0"]);
    await record({ ...won, revisedAt: "2026-03-26T00:00:00Z" });
    expect(await creditedTo("raj")).toEqual(["1", "1", "0", "1200000 KRW", "3", "1", "1"]);
    expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  });

  test("that was lost after all has its closing as lost", async () => {
    await record(won, { ...won, outcome: "lost", revisedAt: "2026-03-25T00:00:00Z" });
    expect(await creditedTo("raj")).toEqual(["1", "0", "1", "0 KRW", "0", "0", "0"]);
  });

  test("moves the credit for its closing to whoever closed it, and leaves who opened it", async () => {
    await record(deal, { ...won, owner: "mina", revisedAt: "2026-03-20T03:00:00Z" });
    expect(await creditedTo("raj")).toEqual(["1", "0", "0", "0 KRW", "0", "0", "0"]);
    expect(await creditedTo("mina")).toEqual(["0", "1", "0", "1200000 KRW", "3", "1", "1"]);
  });

  test("is worth what holds, and its opening what was told first", async () => {
    await record(won, { ...won, amount: "900000", units: 2, revisedAt: "2026-03-28T00:00:00Z" });
    expect(await creditedTo("raj")).toEqual(["1", "1", "0", "900000 KRW", "2", "1", "1"]);
  });

  test("that its source takes back counts for nothing", async () => {
    await record(won, { ...won, voidedAt: "2026-03-29T00:00:00Z", voidReason: "entered twice" });
    expect(await creditedTo("raj")).toEqual(nothing);
    expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  });

  test("without a day is kept, named as such, and never counts as opened", async () => {
    const { openedOn: _, ...undated } = deal;
    expect(await record(undated)).toMatchObject({ accepted: 1, undated: 1 });
    expect(await creditedTo("raj")).toEqual(nothing);
  });

  test("of an owner whom nobody knows counts once the identity is known", async () => {
    expect(await record({ ...won, owner: "R. Kumar" })).toMatchObject({ accepted: 1, unattributed: 1 });
    expect(await creditedTo("raj")).toEqual(nothing);
  });

  test("an earlier state that comes late changes nothing that holds, and is kept", async () => {
    await record({ ...won, revisedAt: "2026-03-20T03:00:00Z" });
    expect(await record({ ...deal, revisedAt: "2026-03-05T03:00:00Z" })).toMatchObject({ stale: 1 });
    expect(await creditedTo("raj")).toEqual(["1", "1", "0", "1200000 KRW", "3", "1", "1"]);
    expect(await record({ ...deal, revisedAt: "2026-03-05T03:00:00Z" })).toMatchObject({ duplicates: 1 });
  });

  test("that is wrong is named with its place, and with atomic refuses all", async () => {
    const wrong = { ...won, externalId: "D-2", closedOn: "2026-02-01" };
    expect(await record(won, wrong)).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, refusals: [{ code: "opportunity-order" }] }],
    });
    const answer = await recordOpportunities(database, product.companyId, [{ ...won, externalId: "D-3" }, wrong], {
      now: instant("2026-06-30T12:00:00Z"),
      defaultProvenance: "imported",
      atomic: true,
    });
    expect(answer).toMatchObject({ accepted: 0, rejected: [{ index: 1 }] });
  });
});

describe("money in several currencies", () => {
  const inDollars = { ...won, externalId: "D-2", amount: "1000.00", currency: "USD", units: 1, newCustomer: false };
  const file = (rates: readonly object[]) => ({
    company: { id: `deals-${companies}`, name: "Deals", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    sources: [{ id: "crm", provenance: "captured" }],
    members: [
      { id: "raj", name: "Raj" },
      { id: "mina", name: "Mina" },
    ],
    metrics: metrics.map((metric) => ({ ...metric, name: metric.id })),
    plans: [{ id: "monthly", cadence: "month", require: { allOf: metrics.map(({ id }) => ({ metric: id, target: 1 })) } }],
    exchangeRates: rates,
  });
  const revenue = async () => (await creditedTo("raj"))[3];

  test("is never added together without a rate", async () => {
    await record(won, inDollars);
    expect(await revenue()).toBe("1200000 KRW");
  });

  test("is reported at the rate of the day on which a deal was won, each deal rounded by itself", async () => {
    const rates = [
      { currency: "USD", from: "2026-01-01", rate: "1300" },
      { currency: "USD", from: "2026-03-15", rate: "1385.5" },
      { currency: "USD", from: "2026-03-21", rate: "1400" },
    ];
    must(await product.apply(file(rates)));
    await record(won, inDollars, { ...inDollars, externalId: "D-3", amount: "0.01" });
    expect(await revenue()).toBe(String(1_200_000 + 1_385_500 + 14) + " KRW");
    expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  });

  test("counts anew when a rate of days gone is put right, also what was won before there was one", async () => {
    await record(won, inDollars);
    must(await product.apply(file([{ currency: "USD", from: "2026-03-01", rate: 1300 }])));
    await countMetrics(database, product.companyId);
    expect(await revenue()).toBe("2500000 KRW");
    must(await product.apply(file([{ currency: "USD", from: "2026-03-01", rate: "1385.5" }])));
    await countMetrics(database, product.companyId);
    expect(await revenue()).toBe("2585500 KRW");
    expect(await exportCompany(database, product.companyId)).toContain('{ currency: USD, from: 2026-03-01, rate: "1385.5" }');
    must(await product.apply(file([{ currency: "USD", from: "2026-03-21", rate: "1385.5" }])));
    await countMetrics(database, product.companyId);
    expect(await revenue()).toBe("1200000 KRW");
    expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  });

  test("is refused where a rate cannot be one", async () => {
    const codes = async (...rates: readonly object[]) => {
      const applied = await product.apply(file(rates));
      return applied.ok ? [] : applied.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
    };
    const usd = { currency: "USD", from: "2026-03-01", rate: 1300 };
    expect(await codes({ ...usd, rate: "0" }, { ...usd, currency: "KRW" })).toEqual([
      "exchange-rate-format /exchangeRates/0/rate",
      "exchange-rate-own /exchangeRates/1/currency",
    ]);
    expect(await codes(usd, { ...usd, rate: 1 })).toEqual(["exchange-rate-twice /exchangeRates/1"]);
  });
});
