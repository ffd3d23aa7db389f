import type { InjectOptions } from "fastify";
import { expect, test } from "vitest";
import { byKey, signedIn, type Shown } from "./accounts.ts";
import { testApi } from "./api.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** Rows of the list of bad inputs that ask for what the asker may not have. */

const { database, owner } = await testDatabase();
const { ask, faults } = await testApi(database);
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "Etc/UTC", currency: "USD" },
  teams: [{ id: "east" }, { id: "west" }],
  members: [
    { id: "raj", name: "Raj", team: "east" },
    { id: "lea", name: "Lea", team: "east", role: "manager" },
    { id: "far", name: "Far", team: "west" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const shown = {
  nobody: { authorization: "" },
  rep: await signedIn(database, companyId, { id: "raj", roles: ["rep"], member: "raj" }),
  manager: await signedIn(database, companyId, { id: "lea", roles: ["manager"], member: "lea" }),
  reader: await byKey(database, companyId, "reader", ["activities:read"]),
} satisfies Record<string, Shown>;

const file = [
  "--edge",
  'Content-Disposition: form-data; name="file"; filename="team.csv"',
  "",
  "source,external_id,member,kind,occurred_at",
  "dialer,1,far,call,2026-03-02T10:00:00Z",
  "--edge--",
  "",
].join("\r\n");
const json = { "content-type": "application/json" };
const call = JSON.stringify({ source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" });

type Row = readonly [row: string, who: keyof typeof shown, request: InjectOptions, status: number, code: string, says: string];

test.each<Row>([
  [
    "A72",
    "rep",
    { method: "POST", url: "/api/v1/imports", payload: file, headers: { "content-type": "multipart/form-data; boundary=edge" } },
    403,
    "role-required",
    "imports:write",
  ],
  ["B52", "manager", { url: "/api/v1/members/far/explanations?metric=calls&on=2026-03-02" }, 404, "not-found", "far"],
  ["B53", "rep", { url: "/api/v1/users" }, 403, "role-required", "users:read"],
  ["B65", "nobody", { url: "/api/v1/company" }, 401, "auth-required", ""],
  ["B67", "reader", { method: "POST", url: "/api/v1/activities", payload: call, headers: json }, 403, "scope-missing", "activities:write"],
  ["D72", "rep", { method: "PUT", url: "/api/v1/company", payload: "{}", headers: json }, 403, "role-required", "settings:write"],
  // Whether there is such a file is not told either.
  ["H58", "nobody", { url: "/api/v1/imports/AAAAAAAAAAAAAAAAAAAA/rejected" }, 401, "auth-required", ""],
])("%s: %s", async (_row, who, request, status, code, says) => {
  const answer = await ask({ ...request, headers: { ...request.headers, ...shown[who] } });
  expect(answer).toMatchObject({ status, body: { code, detail: expect.stringContaining(says) } });
});

test("B53: whoever was refused for a role is noted for those who look after security, and nothing was a fault", async () => {
  const { rows } = await owner.pool.query<{ subject: string }>(
    "select subject_id as subject from audit_events where act = 'refuse-access' order by event_number",
  );
  expect(rows.map(({ subject }) => subject)).toEqual(expect.arrayContaining(["receiveImport", "listUsers", "applyCompany"]));
  expect(faults).toEqual([]);
});
