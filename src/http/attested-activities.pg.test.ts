import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  attributes: { product: "string", premium: "money" },
  factors: [{ id: "conversion", name: "환산율", by: "attributes.product", values: { term: [{ value: "30%" }, { value: "45%", from: "2026-04-01" }] } }], // prettier-ignore
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "premium", where: "true", measure: { sum: "attributes.premium", factor: "conversion" }, provenance: ["captured"] }],
});
const contract = {
  externalId: "1",
  member: "raj",
  kind: "demo",
  occurredOn: "2026-03-02",
  attributes: { product: "term", premium: "120000" },
  reason: "signed on paper",
};
const attest = (payload: Readonly<Record<string, unknown>>) => ask({ method: "POST", url: "/api/v1/attested-activities", payload });

test("an activity is entered over HTTP, and its verdict says by whom, why and by which factor", async () => {
  const verdict = { counted: true, credit: { amountMinor: 36_000, currency: "KRW" }, conversion: { ko: "120,000원 × 30% (환산율: term) = 36,000원" } }; // prettier-ignore
  expect(await attest(contract)).toMatchObject({
    status: 200,
    body: { changed: true, activity: { source: "attested", attested: { by: "key:tests" }, verdicts: [{ verdict }] } },
  });
  expect(await attest(contract)).toMatchObject({ status: 200, body: { changed: false } });
  expect(await ask("/api/v1/members/raj/explanations?metric=premium&on=2026-03-02")).toMatchObject({
    status: 200,
    body: { records: [{ attested: { reason: "signed on paper" }, verdict }] },
  });
  expect(await ask("/api/v1/activities/attested/1")).toMatchObject({ status: 200, body: { acts: [{ act: "attest" }] } });
  expect(await ask("/api/v1/metrics/premium")).toMatchObject({
    status: 200,
    body: { factors: [{ values: { term: [{ value: "30%" }, { value: "45%", from: "2026-04-01" }] } }] },
  });
  expect(faults).toEqual([]);
});

test("what is wrong with it is told with its place", async () => {
  expect(await attest({ ...contract, externalId: "2", source: "dialer", member: "raja" })).toMatchObject({
    status: 422,
    body: { code: "unknown-field", pointer: "/source" },
  });
  expect(await attest({ ...contract, externalId: "2", member: "raja" })).toMatchObject({ status: 404, body: { pointer: "/member" } });
});
