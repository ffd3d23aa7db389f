import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, app, keyOf, faults } = await testApi(database);

const { record } = await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
    { id: "ops", name: "Ops", role: "operations" },
  ],
  metrics: [{ id: "minutes", where: 'kind == "call" && durationSeconds >= 60' }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "minutes", target: 2 } }],
});
await record(
  ["1", "2", "3"].map((externalId) => ({
    source: "dialer",
    externalId,
    member: "raj",
    kind: "call",
    durationSeconds: 58,
    occurredOn: "2026-03-03",
  })),
);
const url = "/api/v1/disputes";
const post = (path: string, payload: object) => ask({ method: "POST", url: `${url}${path}`, payload });
const about = (externalId: string) => ({ by: "raj", record: { source: "dialer", externalId }, metric: "minutes", reason: "cut off" });

test("a dispute goes its whole way over HTTP: raised, spoken to, previewed, decided, and the record says by which ruling it counts", async () => {
  expect(await post("", about("1"))).toMatchObject({
    status: 200,
    body: { dispute: "D-1", state: "open", waiting: { deciders: [{ id: "kim" }], late: false } },
  });
  expect(await post("/D-1/comments", { by: "kim", text: "which exchange?", evidence: "https://x.example/1" })).toMatchObject({
    status: 200,
  });
  expect(await ask(`${url}?decider=kim&open=true`)).toMatchObject({ body: { disputes: [{ dispute: "D-1" }], nextCursor: null } });
  const decision = { by: "kim", upheld: true, reason: "seen in the log" };
  const numbers = [{ metric: "minutes", member: "raj", before: 0, after: 1, difference: 1 }];
  expect(await ask({ method: "POST", url: `${url}/D-1/decision?dryRun=true`, payload: decision })).toMatchObject({
    status: 200,
    body: { acts: [{ act: "comment" }, { act: "decision", outcome: { numbers } }] },
  });
  expect(await ask(`${url}/D-1`)).toMatchObject({ body: { state: "open", acts: [{ act: "comment" }] } });
  expect(await post("/D-1/decision", decision)).toMatchObject({ status: 200, body: { state: "upheld" } });
  expect(await post("/1/decision", { ...decision, upheld: false })).toMatchObject({ status: 409, body: { code: "dispute-decided" } });
  expect(await ask("/api/v1/members/raj/explanations?metric=minutes&on=2026-03-03&counted=true")).toMatchObject({
    body: { records: [{ durationSeconds: 58, verdict: { counted: true, ruling: { dispute: "D-1", by: "kim" } } }] },
  });
  expect(faults).toEqual([]);
});

test("a missing record is raised, rejected and appealed; a second one is withdrawn", async () => {
  const missing = { kind: "call", occurredOn: "2026-03-03", durationSeconds: 240 };
  expect(await post("", { by: "raj", missing, reason: "the dialer was down" })).toMatchObject({
    status: 200,
    body: { dispute: "D-2", missing: { ...missing, member: "raj" }, record: null },
  });
  expect(await post("/D-2/decision", { by: "kim", upheld: false, reason: "no trace" })).toMatchObject({
    body: { state: "rejected", appealThrough: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
  });
  expect(await post("/D-2/appeal", { by: "raj", reason: "ticket 812" })).toMatchObject({
    body: { state: "appealed", waiting: { deciders: [{ id: "ops" }] } },
  });
  expect(await post("/D-2/decision", { by: "ops", upheld: true, reason: "ticket 812 says so" })).toMatchObject({
    body: {
      state: "upheld",
      acts: [{}, {}, { outcome: { record: { source: "attested" }, statuses: [{ before: "missed", after: "met" }] } }],
    },
  });
  await post("", about("2"));
  expect(await post("/D-3/withdrawal", { by: "raj", reason: "found it" })).toMatchObject({ body: { state: "withdrawn" } });
  expect(await ask(`${url}?limit=1`)).toMatchObject({ body: { disputes: [{ dispute: "D-3" }], nextCursor: expect.any(String) } });
});

test("what is wrong with it is told with its place", async () => {
  expect(await post("", { by: "raj", reason: "x", metric: 1, counts: "yes", extra: 1 })).toMatchObject({
    status: 422,
    body: {
      errors: [{ pointer: "/extra" }, { pointer: "/record", code: "dispute-about" }, { pointer: "/metric" }, { pointer: "/counts" }],
    },
  });
  expect(await post("", { ...about("3"), evidence: "javascript:alert(1)" })).toMatchObject({ status: 422, body: { pointer: "/evidence" } });
  expect(await post("", { ...about("3"), by: "rajj" })).toMatchObject({ status: 404, body: { pointer: "/by" } });
  expect(await post("", about("3"))).toMatchObject({ status: 200, body: { dispute: "D-4" } });
  expect(await post("/D-4/decision", { by: "raj", upheld: true, reason: "mine" })).toMatchObject({
    status: 403,
    body: { code: "dispute-self" },
  });
  expect(await ask(`${url}/D-99`)).toMatchObject({ status: 404 });
  expect(await ask(`${url}/x`)).toMatchObject({ status: 404 });
  expect(await ask(`${url}?member=zed`)).toMatchObject({ status: 404, body: { parameter: "member" } });
});

test("a file is known by its content, kept under a clean name, and given back to be saved, never shown in place", async () => {
  const add = (content: Buffer, name: string) =>
    ask({
      method: "POST",
      url: `${url}/D-4/files?by=raj&name=${encodeURIComponent(name)}`,
      payload: content,
      headers: { "content-type": "application/octet-stream" },
    });
  expect(await add(Buffer.from("<svg onload=alert(1)>"), '../"x\r\n".svg')).toMatchObject({
    status: 200,
    body: { files: [{ file: 1, name: "x___.svg.txt", type: "text/plain" }] },
  });
  expect(await add(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), "화면.PNG")).toMatchObject({
    body: { files: [{}, { name: "화면.png" }] },
  });
  expect(await add(Buffer.from([0, 1, 2]), "x.png")).toMatchObject({ status: 422, body: { code: "file-evidence-type" } });
  expect(await add(Buffer.alloc(5 * 1024 * 1024 + 1, 65), "x.txt")).toMatchObject({ status: 413 });
  const got = await app.inject({ url: `${url}/D-4/files/1`, headers: { ...(await keyOf()), host: "localhost" } });
  expect([got.statusCode, got.body]).toEqual([200, "<svg onload=alert(1)>"]);
  expect(got.headers).toMatchObject({
    "content-type": expect.stringMatching(/^text\/plain/),
    "content-disposition": `attachment; filename="D-4-1"; filename*=UTF-8''x___.svg.txt`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  expect(await ask(`${url}/D-4/files/9`)).toMatchObject({ status: 404 });
  expect(faults).toEqual([]);
});
