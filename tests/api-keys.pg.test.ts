import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { permissions, scopes } from "../src/domain/access.ts";
import { newCredential } from "../src/operations/credentials.ts";
import { testApi } from "./api.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database, owner } = await testDatabase();
await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
});
const { ask, faults } = await testApi(database);

const url = "/api/v1/api-keys";
const make = (payload: unknown) =>
  ask({ method: "POST", url, payload: JSON.stringify(payload), headers: { "content-type": "application/json" } });
const bearer = (key: unknown) => ({ authorization: `Bearer ${String(key)}` });
const read = (headers: Record<string, string>) => ask({ url: "/api/v1/activities", headers });

test("a key opens what its scopes say, is shown once, and nothing once it is ended", async () => {
  const made = await make({ name: "dialer", scopes: ["activities:read", "activities:read"] });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "dialer", scopes: ["activities:read"], expiresAt: null, usedAt: null, endedAt: null },
  });
  const key = String(made.body["key"]);
  expect(key).toMatch(/^attain_key_[1-9][0-9]{0,8}_[A-Za-z0-9]{49}$/);
  expect((await read(bearer(key))).status).toBe(200);
  // B67
  const call = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };
  expect(await ask({ method: "POST", url: "/api/v1/activities", payload: call, headers: bearer(key) })).toMatchObject({
    status: 403,
    body: { code: "scope-missing", detail: expect.stringContaining("activities:write") },
  });
  const listed = await ask(url);
  expect(listed.text).not.toContain(key);
  const [first] = listed.body["keys"] as readonly Record<string, unknown>[];
  expect(first).toMatchObject({ name: "dialer", usedAt: expect.any(String) });
  expect(key.startsWith(String(first?.["beginning"]))).toBe(true);
  const { rows } = await owner.pool.query<{ row: string }>("select k::text as row from api_keys k");
  expect(rows.map(({ row }) => row).join()).not.toContain(key.slice(-30));
  expect(await ask({ method: "DELETE", url: `${url}/${String(made.body["number"])}` })).toMatchObject({
    status: 200,
    body: { endedAt: expect.any(String), endedBy: "key:tests" },
  });
  expect(await read(bearer(key))).toMatchObject({ status: 401, body: { code: "auth-required" } });
  expect((await make({ name: "dialer", scopes: ["activities:write"] })).status).toBe(201);
});

test("the last six characters of a key are the checksum of the others, so that a scanner knows one", () => {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (let round = 0; round < 200; round += 1) {
    const { text } = newCredential("key", 7);
    const sum = [...text.slice(-6)].reduce((value, digit) => value * 62 + digits.indexOf(digit), 0);
    expect(sum).toBe(crc32(text.slice(0, -6)));
  }
});

test("when a key was used last is written down at most once a minute", async () => {
  const key = (await make({ name: "often", scopes: ["activities:read"] })).body["key"];
  const usedAt = async (): Promise<unknown> =>
    ((await ask(url)).body["keys"] as readonly Record<string, unknown>[]).find(({ name }) => name === "often")?.["usedAt"];
  await read(bearer(key));
  const first = await usedAt();
  await read(bearer(key));
  expect(await usedAt()).toBe(first);
  await owner.pool.query("update api_keys set used_at = used_at - interval '2 minutes' where name = 'often'");
  await read(bearer(key));
  expect(new Date(String(await usedAt())).getTime()).toBeGreaterThan(new Date(String(first)).getTime() - 60_000);
});

test("a key ends by itself when its time has come, and its name is free again", async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const made = await make({ name: "guest", scopes: ["activities:read"], expiresAt: soon });
  expect((await read(bearer(made.body["key"]))).status).toBe(200);
  expect(await make({ name: "guest", scopes: ["activities:read"] })).toMatchObject({
    status: 409,
    body: { code: "api-key-name-taken", pointer: "/name" },
  });
  await owner.pool.query("update api_keys set expires_at = now() - interval '1 second' where name = 'guest'");
  expect((await read(bearer(made.body["key"]))).status).toBe(401);
  expect((await make({ name: "guest", scopes: ["activities:read"] })).status).toBe(201);
});

const good = { name: "new", scopes: ["activities:write"] };
test.for<[what: string, body: unknown, status: number, code: string, pointer: string]>([
  ["no object", [], 422, "type", ""],
  ["no name", { scopes: good.scopes }, 422, "required", "/name"],
  ["a long name", { ...good, name: "x".repeat(65) }, 422, "text-too-long", "/name"],
  ["no scopes", { name: "new" }, 422, "required", "/scopes"],
  ["an empty list", { ...good, scopes: [] }, 422, "scopes-empty", "/scopes"],
  ["a text for a list", { ...good, scopes: "activities:write" }, 422, "type", "/scopes"],
  ["a slip", { ...good, scopes: ["activities:rite"] }, 422, "scope-unknown", "/scopes/0"],
  ["a number", { ...good, scopes: [1] }, 422, "type", "/scopes/0"],
  ["more than there are", { ...good, scopes: Array.from({ length: 10_000 }, () => "x") }, 422, "scope-unknown", "/scopes/0"],
  ["a day for an instant", { ...good, expiresAt: "2030-01-01" }, 422, "date-format", "/expiresAt"],
  ["a past end", { ...good, expiresAt: "2020-01-01T00:00:00Z" }, 422, "api-key-expiry", "/expiresAt"],
  ["another field", { ...good, role: "admin" }, 422, "unknown-field", "/role"],
  ...permissions
    .filter((permission) => !scopes.includes(permission))
    .map((permission): [string, unknown, number, string, string] => [
      permission,
      { ...good, scopes: [permission] },
      422,
      "scope-people",
      "/scopes/0",
    ]),
])("%s is refused", async ([, body, status, code, pointer]) => {
  const answer = await make(body);
  expect([answer.status, answer.body["code"], answer.body["pointer"]]).toEqual([status, code, pointer]);
});

test.for<[id: string, authorization: string, code: string]>([
  ["B69: alg none", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "token-invalid"],
  ["B69: signed with the public key", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2ln", "token-invalid"],
  ["I68: a session as a key", `Bearer ${newCredential("session", 1).text}`, "auth-required"],
  ["of nobody", `Bearer ${newCredential("key", 1).text}`, "auth-required"],
  ["of a company that is not there", `Bearer ${newCredential("key", 999_999_999).text}`, "auth-required"],
  ["with a slip in it", `Bearer ${newCredential("key", 1).text.slice(0, -1)}!`, "token-invalid"],
  ["cut short", `Bearer ${newCredential("key", 1).text.slice(0, -1)}`, "token-invalid"],
  ["another scheme", "Basic YWRtaW46YWRtaW4=", "auth-required"],
  ["nothing", "", "auth-required"],
])("%s opens nothing", async ([, authorization, code]) => {
  const answer = await read({ authorization });
  expect([answer.status, answer.body["code"]]).toEqual([401, code]);
});

test("I68: a key in the place of the session's cookie opens nothing", async () => {
  const key = (await make({ name: "cookie", scopes: ["activities:read"] })).body["key"];
  expect(await ask({ url: "/api/v1/activities", headers: { cookie: `attain=${String(key)}` } })).toMatchObject({
    status: 401,
    body: { code: "auth-required" },
  });
});

test("a key that has every scope makes neither keys nor accounts", async () => {
  const key = (await make({ name: "all", scopes })).body["key"];
  for (const request of [{ method: "POST", url, payload: good }, { url }, { method: "DELETE", url: `${url}/1` }] as const)
    expect(await ask({ ...request, headers: bearer(key) })).toMatchObject({ status: 403, body: { code: "scope-missing" } });
});

test("keys are listed page by page, and one that is not there is told", async () => {
  const names: unknown[] = [];
  let cursor = "";
  do {
    const { body } = await ask(`${url}?limit=2${cursor}`);
    names.push(...(body["keys"] as readonly Record<string, unknown>[]).map(({ number }) => number));
    cursor = typeof body["nextCursor"] === "string" ? `&cursor=${body["nextCursor"]}` : "";
  } while (cursor !== "");
  expect(names).toEqual([...names].toSorted((a, b) => Number(b) - Number(a)));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(5);
  for (const number of ["999999", "0", "-1", "x", "99999999999"])
    expect(await ask({ method: "DELETE", url: `${url}/${number}` })).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("whoever makes and ends keys is told in the audit", async () => {
  const { rows } = await owner.pool.query<{ act: string; by: string }>(
    "select distinct act, done_by as by from audit_events where subject = 'api-key' order by 1, 2",
  );
  expect(rows).toEqual([
    { act: "end-key", by: "key:#1" },
    { act: "make-key", by: "key:#1" },
    { act: "make-key", by: "test" },
  ]);
});

test("nothing of this was a fault", () => {
  expect(faults).toEqual([]);
});
