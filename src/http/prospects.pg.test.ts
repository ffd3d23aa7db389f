import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const { record } = await openCompany(database, {
  company: { id: "doors", name: "Doors", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "reached", where: 'kind != "demo"', oncePer: { prospect: "week" } }],
});
const activity = (externalId: string, prospect: string) => ({
  source: "crm",
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-03T15:00:00Z",
  prospect,
});
await record([activity("1", "ann@client.example"), activity("2", "+12125550100"), activity("3", "x:ann")]);

const post = (url: string, payload: Readonly<Record<string, unknown>>) => ask({ method: "POST", url: `/api/v1/${url}`, payload });
const order = { keep: "ann@client.example", other: "+12125550100", reason: "asked her" };

test("a merge previews, does, is shown with the prospect by any of its names, and is taken back", async () => {
  expect(await post("merges?dryRun=true", order)).toMatchObject({
    status: 200,
    body: { merge: null, records: 1, totals: [{ metric: "reached", difference: -1 }] },
  });
  expect(await post("merges", order)).toMatchObject({ status: 200, body: { merge: 1, numbers: [{ before: 3, after: 2 }] } });
  const { status, body } = await ask(`/api/v1/prospects/${encodeURIComponent("+12125550100")}`);
  expect([status, body]).toMatchObject([
    200,
    {
      identities: [
        { kind: "email", value: "ann@client.example", status: "verified", merge: null },
        { kind: "phone", value: "+12125550100", status: "verified", merge: 1 },
      ],
      merges: [{ merge: 1, act: "merge", prospect: "+12125550100", into: "ann@client.example", reason: "asked her", by: "key:tests" }],
    },
  ]);
  expect(await post("unmerges", { prospect: "+12125550100", reason: "her husband's" })).toMatchObject({ status: 200, body: { merge: 2 } });
  expect(faults).toEqual([]);
});

test("a suggestion is made, listed and decided", async () => {
  expect(await post("merge-suggestions", { ...order, other: "x:ann" })).toMatchObject({
    status: 200,
    body: { changed: true, suggestion: 1 },
  });
  expect((await ask("/api/v1/merge-suggestions?limit=1")).body).toMatchObject({
    suggestions: [
      { keep: { kind: "email" }, other: { kind: "handle", value: "x:ann" }, reason: "asked her", by: "key:tests", decision: null },
    ],
    nextCursor: null,
  });
  expect(await post("merge-suggestions/1/decision?dryRun=true", { merge: true, reason: "so she says" })).toMatchObject({
    body: { merge: null },
  });
  expect(await post("merge-suggestions/1/decision", { merge: true, reason: "so she says" })).toMatchObject({
    status: 200,
    body: { merge: 3, suggestion: { decision: { decision: "merged" } } },
  });
  expect((await ask("/api/v1/merge-suggestions")).body).toEqual({ suggestions: [], nextCursor: null });
});

test("what cannot be merged is a problem with a pointer", async () => {
  expect(await ask("/api/v1/prospects/nobody@client.example")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await post("merges", { ...order, other: "x:ann" })).toMatchObject({
    status: 422,
    body: { code: "prospects-merged", pointer: "/other" },
  });
  expect(await post("merges", { keep: "ann@client.example", other: 5 })).toMatchObject({
    status: 422,
    body: { code: "type", pointer: "/other", errors: [{ code: "type" }, { code: "required", pointer: "/reason" }] },
  });
  expect(await post("unmerges", { prospect: "ann@client.example", reason: "none" })).toMatchObject({
    status: 422,
    body: { code: "prospect-unmerged", pointer: "/prospect" },
  });
  expect(await post("merge-suggestions/one/decision", { merge: true, reason: "none" })).toMatchObject({ status: 404 });
  expect(await post("merge-suggestions/1/decision", { merge: "yes", reason: "none" })).toMatchObject({
    body: { code: "type", pointer: "/merge" },
  });
  expect(faults).toEqual([]);
});
