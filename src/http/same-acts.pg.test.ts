import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: ["dialer", "crm"].map((id) => ({ id, provenance: "captured" })),
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};
const { record } = await openCompany(database, company);
const call = { member: "raj", kind: "call", prospect: "ann@x.example" };
const [dialer, crm] = [
  { source: "dialer", externalId: "d" },
  { source: "crm", externalId: "c" },
];

test("a linked record says what it is the same as; unlinked both count, with the reason on either; the file holds the rule", async () => {
  await record([
    { ...dialer, ...call, occurredAt: "2026-03-03T15:00:00Z" },
    { ...crm, ...call, occurredAt: "2026-03-03T15:00:40Z" },
  ]);
  expect((await ask("/api/v1/company/file")).body).toMatchObject({ sameActs: company.sameActs });
  expect((await ask("/api/v1/activities?source=crm")).body).toMatchObject({
    activities: [
      {
        sameAs: dialer,
        verdicts: [{ verdict: { counted: false, reasons: [{ code: "same-act", en: 'same as dialer "d"', ko: '같은 활동: dialer "d"' }] } }],
      },
    ],
  });
  expect((await ask("/api/v1/activities/dialer/d")).body).toMatchObject({ sameAs: null, links: { standsFor: [crm], acts: [] } });

  const unlinked = await ask({ method: "DELETE", url: "/api/v1/activities/crm/c/link?reason=two%20calls" });
  expect(unlinked).toMatchObject({ status: 200, body: { changed: true, sameAs: null, standsFor: [] } });
  for (const [each, other] of [
    [dialer, crm],
    [crm, dialer],
  ] as const)
    expect((await ask(`/api/v1/activities/${each.source}/${each.externalId}`)).body).toMatchObject({
      links: { acts: [{ with: other, act: "unlink", reason: "two calls", doneBy: "key:tests" }] },
      verdicts: [{ verdict: { counted: true } }],
    });
  const linked = await ask({ method: "DELETE", url: "/api/v1/activities/crm/c/unlinking?reason=one%20after%20all" });
  expect(linked).toMatchObject({ status: 200, body: { changed: true, sameAs: dialer, standsFor: [] } });
  expect(faults).toEqual([]);
});

test("what is linked with nothing, or counts itself, is a problem that says so", async () => {
  await record([{ source: "dialer", externalId: "alone", ...call, occurredAt: "2026-03-05T15:00:00Z" }]);
  const unlink = (path: string) => ask({ method: "DELETE", url: `/api/v1/activities/${path}/link?reason=x` });
  expect(await unlink("dialer/d")).toMatchObject({ status: 409, body: { code: "link-held", detail: expect.stringContaining("crm c") } });
  expect(await unlink("dialer/alone")).toMatchObject({ status: 409, body: { code: "link-none" } });
  expect(await unlink("dialer/gone")).toMatchObject({ status: 404, body: { code: "activity-not-found" } });
});
