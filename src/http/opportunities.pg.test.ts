import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);
const opportunities = "/api/v1/opportunities";

beforeAll(async () => {
  await openCompany(
    database,
    {
      company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
      sources: [{ id: "crm", provenance: "captured" }],
      members: [
        { id: "raj", name: "Raj" },
        { id: "mina", name: "Mina" },
      ],
      metrics: [{ id: "won", where: 'kind == "deal_won"' }],
    },
    "2026-01-01",
  );
});

const deal = (id: string, more: object = {}) => ({
  source: "crm",
  externalId: id,
  name: `Deal ${id}`,
  owner: "raj",
  prospect: "buying@alder.example",
  product: "GTX Pro",
  stage: "proposal",
  amount: "4821.50",
  currency: "USD",
  openedOn: "2026-03-02",
  ...more,
});
const send = (payload: unknown, url = opportunities) => ask({ method: "POST", url, payload: payload as object });

test("one, several and lines of JSON are recorded, and what is wrong is named with its place", async () => {
  expect(await send(deal("D-1"))).toMatchObject({ status: 200, body: { received: 1, accepted: 1, unattributed: 0, undated: 0 } });
  const { openedOn: _, ...undated } = deal("D-2");
  expect(await send([deal("D-1"), undated, deal("D-3", { owner: "nobody known" }), deal("D-4", { outcome: "won" })])).toMatchObject({
    status: 200,
    body: {
      received: 4,
      accepted: 2,
      duplicates: 1,
      unattributed: 1,
      undated: 1,
      rejected: [{ index: 3, code: "opportunity-closed-on", pointer: "/closedOn" }],
    },
  });
  const lines = [deal("D-5"), deal("D-6")].map((each) => JSON.stringify(each)).join("\n");
  expect(
    await ask({ method: "POST", url: opportunities, payload: lines, headers: { "content-type": "application/x-ndjson" } }),
  ).toMatchObject({ status: 200, body: { received: 2, accepted: 2 } });
});

test("nothing that could be taken is a problem that says why", async () => {
  expect(await send(deal("D-7", { amount: 12 }))).toMatchObject({ status: 422, body: { received: 1, accepted: 0 } });
  expect(await send([])).toMatchObject({ status: 422, body: { code: "batch-empty" } });
  expect(await send([deal("D-8"), deal("D-9", { outcome: "won" })], `${opportunities}?atomic=true`)).toMatchObject({
    status: 422,
    body: { accepted: 0 },
  });
});

test("the list has each in its state that holds, by member, product, stage and what became of it", async () => {
  const ids = async (query: string) => {
    const { body } = await ask(`${opportunities}?${query}`);
    return (body["opportunities"] as { externalId: string }[]).map(({ externalId }) => externalId);
  };
  expect(await ids("state=undated")).toEqual(["D-2"]);
  expect(await ids("state=unattributed")).toEqual(["D-3"]);
  expect(await ids("member=raj&state=open&product=GTX%20Pro&stage=proposal&source=crm")).toEqual(["D-1", "D-2", "D-5", "D-6"]);
  expect(await ids("state=won")).toEqual([]);
  expect(await ask(`${opportunities}?limit=1`)).toMatchObject({
    body: {
      opportunities: [{ externalId: "D-1", member: "raj", amount: { amountMinor: 482_150, currency: "USD" }, openedOn: "2026-03-02" }],
      nextCursor: expect.any(String),
    },
  });
  expect(await ask(`${opportunities}?cursor=x`)).toMatchObject({ status: 400, body: { code: "cursor-invalid" } });
  expect(await ask(`${opportunities}?member=nobody`)).toMatchObject({ status: 404 });
});

test("one shows every state, whose it was from day to day, and the records that count for it", async () => {
  await send(deal("D-1", { owner: "mina", stage: "closed", closedOn: "2026-03-20", outcome: "won", revisedAt: "2026-03-20T18:00:00Z" }));
  expect(await ask(`${opportunities}/crm/D-1`)).toMatchObject({
    status: 200,
    body: {
      member: "mina",
      outcome: "won",
      states: 2,
      ownedBy: [
        { from: null, member: "raj" },
        { from: "2026-03-20", member: "mina" },
      ],
      stages: [
        { from: null, stage: "proposal" },
        { from: "2026-03-20", stage: "closed" },
      ],
      milestones: [
        { milestone: "opportunity_opened", on: "2026-03-02", member: "raj", record: "opportunity:D-1:opening" },
        { milestone: "deal_won", on: "2026-03-20", member: "mina", record: "opportunity:D-1:closing" },
      ],
      told: [{ holds: false }, { holds: true, revisedAt: "2026-03-20T18:00:00Z" }],
      acts: [],
    },
  });
  expect(await ask("/api/v1/activities/crm/opportunity:D-1:closing")).toMatchObject({
    status: 200,
    body: { kind: "deal_won", member: "mina", verdicts: [{ metric: "won", verdict: { counted: true } }] },
  });
  expect(await ask(`${opportunities}/crm/D-404`)).toMatchObject({ status: 404, body: { code: "opportunity-not-found" } });
  expect(await ask(`${opportunities}/elsewhere/D-404`)).toMatchObject({ status: 404 });
});

test("one that a person takes back counts for nothing whatever its source says, until it is restored", async () => {
  const act = (url: string) => ask({ method: "DELETE", url: `${opportunities}/crm/D-1${url}?reason=entered%20twice` });
  const counted = async () =>
    JSON.stringify((await ask("/api/v1/activities/crm/opportunity:D-1:closing")).body["verdicts"]).includes('"counted":true');
  expect(await act("")).toMatchObject({ status: 200, body: { changed: true } });
  expect(await act("")).toMatchObject({ body: { changed: false } });
  expect(await counted()).toBe(false);
  await send(deal("D-1", { closedOn: "2026-03-20", outcome: "won", amount: "5000.00", revisedAt: "2026-03-22T00:00:00Z" }));
  expect(await counted()).toBe(false);
  expect(await ask(`${opportunities}/crm/D-1`)).toMatchObject({
    body: { isVoid: true, voidReason: "entered twice", milestones: [], acts: [{ act: "void", reason: "entered twice" }] },
  });
  expect(await act("/void")).toMatchObject({ status: 200, body: { changed: true } });
  expect(await counted()).toBe(true);
  await send(deal("D-5", { voidedAt: "2026-03-05T00:00:00Z", voidReason: "no deal" }));
  expect(await ask({ method: "DELETE", url: `${opportunities}/crm/D-5/void?reason=x` })).toMatchObject({
    status: 409,
    body: { code: "opportunity-void" },
  });
  expect(await ask({ method: "DELETE", url: `${opportunities}/crm/D-404?reason=x` })).toMatchObject({ status: 404 });
});

test("no request was a fault", () => {
  expect(faults).toEqual([]);
});
