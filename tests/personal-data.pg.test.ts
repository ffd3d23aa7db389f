import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ErasureKept } from "../src/domain/erasure-reading.ts";
import { replayErasures } from "../src/operations/replay-erasures.ts";
import { importProspects } from "../src/operations/import-prospects.ts";
import { readLeave } from "../src/domain/leave-reading.ts";
import { requestLeave } from "../src/operations/request-leave.ts";
import { personalColumns } from "../src/store/personal-columns.ts";
import { Readable } from "node:stream";
import { makeAccount } from "./accounts.ts";
import { testApi } from "./api.ts";
import { attainWith, over } from "./command-line.ts";
import { textColumns } from "./every-column.ts";
import { must, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database, owner } = await testDatabase();
const { ask, faults } = await testApi(database);

const { companyId, record } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
  members: [
    { id: "eve", name: "Eve Marlow", email: "eve.marlow@hill.example", employedThrough: "2026-05-31" },
    { id: "kim", name: "Kim Lindqvist", email: "kim@hill.example" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const call = { source: "dialer", member: "eve", kind: "call", occurredAt: "2026-03-03T15:00:00Z" };
await record([
  { ...call, externalId: "1", prospect: "ann@example.com", subject: "about the walnuts", attributes: {} },
  { ...call, externalId: "2", member: "kim" },
]);
must(
  await importProspects(database, companyId, {
    from: { stream: Readable.from(["id,name,email\nP-1,Ann Orchard,ann@example.com\n"]) },
    fileName: "prospects.csv",
    rejectedPath: null,
  }),
);
must(
  await requestLeave(
    database,
    companyId,
    must(readLeave({ member: "eve", from: "2026-05-04", through: "2026-05-05", note: "moving house" })),
    {
      by: "local",
    },
  ),
);

const { id: account, session } = await makeAccount(database, companyId, { email: "eve.marlow@hill.example", roles: ["viewer"] });
await owner.pool.query(`
  update users set member_number = 1 where id = '${account}';
  insert into passkeys (company_id, user_number, name, credential_id, user_handle, public_key, counter, transports)
    select company_id, user_number, 'the key of Eve', 'x', 'x', 'x', 0, '{}' from users;
  insert into oidc_links (company_id, issuer, subject, user_number)
    select company_id, 'https://id.example', 'eve-there', user_number from users`);

test("every column that holds text, JSON or bytes says what it holds of a person, and the page about personal data lists what does", async () => {
  const stored = (await textColumns(owner.pool)).map(({ table, column }) => `${table}.${column}`);
  const told = Object.entries(personalColumns).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`));
  expect(stored.filter((each) => !told.includes(each))).toEqual([]);
  expect(told.filter((each) => !stored.includes(each))).toEqual([]);
  const personal = Object.entries(personalColumns).flatMap(([table, columns]) =>
    Object.entries(columns).some(([, treatment]) => treatment !== "ours" && treatment !== "by" && treatment !== "sealed") ? [table] : [],
  );
  for (const page of ["docs/personal-data.md", "docs/personal-data.ko.md"]) {
    const listed = [...readFileSync(page, "utf8").matchAll(/^\| `(\w+)` \|/gm)].map(([, table]) => table);
    expect([page, listed.toSorted()]).toEqual([page, personal.toSorted()]);
  }
});

test("a person is shown everything that is stored about them, as data and to be read", async () => {
  const json = await ask("/api/v1/members/eve/personal-data");
  expect(json.status).toBe(200);
  expect(json.headers["content-disposition"]).toContain("personal-data.json");
  const sections = Object.values(json.body) as readonly (readonly Record<string, unknown>[])[];
  expect(json.body["leaves: Leave"]).toMatchObject([{ note: "moving house" }]);
  expect(json.body["activities: Their records"]).toMatchObject([{ external_id: "1", subject: "about the walnuts" }]);
  expect(json.body["users: Account"]).toMatchObject([{ email: "eve.marlow@hill.example", roles: ["viewer"] }]);
  expect(json.body["sessions: Sessions"]).toMatchObject([{ agent: "test" }]);
  expect(json.body["passkeys: Passkeys"]).toMatchObject([{ name: "the key of Eve" }]);
  expect(json.body["oidc_links: Accounts at other providers"]).toMatchObject([{ subject: "eve-there" }]);
  expect(json.text).not.toMatch(/hash|secret|public_key/);
  expect(sections.flat().length).toBeGreaterThan(6);
  const own = await ask({ url: "/api/v1/account/personal-data", headers: { cookie: `attain=${session}` } });
  expect(Object.keys(own.body)).toEqual(Object.keys(json.body));
  expect(json.text).not.toContain("Lindqvist");
  const text = await ask({ url: "/api/v1/members/eve/personal-data?format=text", headers: { "accept-language": "ko" } });
  expect(text.text).toContain("부재\n");
  expect(text.text).toContain("note: moving house");
  const prospect = await ask("/api/v1/prospects/ann%40example.com/personal-data");
  expect(prospect.text).toContain("Ann Orchard");
  expect(await ask("/api/v1/members/nobody/personal-data")).toMatchObject({ status: 404 });
  const told = await attainWith(over(database), [
    "show-personal-data",
    "--prospect",
    "ann@example.com",
    "--format",
    "text",
    "--lang",
    "en",
  ]);
  expect(told).toMatchObject({ status: 0, stdout: expect.stringContaining("name: Ann Orchard") });
  expect(await attainWith(over(database), ["show-personal-data", "--lang", "en"])).toMatchObject({ status: 64 });
  expect(await ask("/api/v1/account/personal-data")).toMatchObject({ status: 422, body: { code: "account-memberless" } });
  expect(faults).toEqual([]);
});

test("a person is erased over HTTP and on the command line, and what is left of them is listed", async () => {
  const erase = (payload: object) => ask({ method: "POST", url: "/api/v1/erasures", payload });
  expect(await erase({ reason: "x" })).toMatchObject({ status: 422, body: { code: "erasure-ask", pointer: "/member" } });
  expect(await erase({ member: "eve", prospect: "x", reason: "x" })).toMatchObject({ body: { code: "erasure-ask", pointer: "/prospect" } });
  expect(await erase({ member: "kim", reason: "x" })).toMatchObject({ status: 422, body: { code: "erasure-employed" } });
  expect(await erase({ prospect: "nobody@example.com", reason: "x" })).toMatchObject({ status: 404, body: { pointer: "/prospect" } });
  expect(await erase({ prospect: "ann@example.com", reason: "asked" })).toMatchObject({
    status: 200,
    body: { what: "prospect", records: 1 },
  });
  expect(await erase({ prospect: "ann@example.com", reason: "asked" })).toMatchObject({ status: 404 });
  const line = ["erase-person", "--member", "eve", "--reason", "asked", "--json"];
  expect(JSON.parse((await attainWith(over(database), line)).stdout)).toMatchObject({ what: "member", id: "erased-1", records: 1 });
  expect(await ask("/api/v1/erasures")).toMatchObject({
    status: 200,
    body: {
      erasures: [
        { what: "member", id: "erased-1", by: "local" },
        { what: "prospect", by: "key:tests" },
      ],
      nextCursor: null,
    },
  });
  expect((await attainWith(over(database), ["list-erasures", "--lang", "en"])).stdout).toContain("member · erased-1 · local · asked");
  for (const list of ["activities", "members", "leaves", "prospects", "verdicts", "audit-events"]) {
    const file = await ask(`/api/v1/exports/${list}`);
    expect(file.status).toBe(200);
    expect(file.text).not.toMatch(/marlow|orchard|ann@|eve\b|walnut|moving house/i);
  }
  const file = await ask("/api/v1/company/file");
  expect(file.text).not.toMatch(/marlow|orchard|ann@|\beve\b/i);
  expect(faults).toEqual([]);
});

test("after an older backup was restored whoever was erased since is erased again", async () => {
  const { companyId: restored, record: recordAgain } = await openCompany(database, {
    company: { id: "dale", name: "Dale", country: "US", timeZone: "UTC", currency: "USD" },
    members: [{ id: "zoe", name: "Zoe Marchbanks", employedThrough: "2026-05-31" }],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
  });
  await recordAgain([{ ...call, externalId: "1", member: "zoe", prospect: "joan@example.com" }]);
  const line = async (...words: readonly string[]) => attainWith(over(database), [...words, "--company", "dale", "--json", "--lang", "en"]);
  await line("erase-person", "--prospect", "joan@example.com", "--reason", "asked");
  const kept = JSON.parse((await line("export-erasures")).stdout) as { erasures: readonly ErasureKept[] };
  expect(kept.erasures).toMatchObject([{ what: "prospect", reason: "asked" }]);
  expect(JSON.stringify(kept)).not.toContain("joan");
  // As it stood before.
  await owner.pool.query("delete from erased_identities where company_id = $1", [restored]);
  await owner.pool.query("delete from erasures where company_id = $1", [restored]);
  await owner.pool.query("update company_settings set stamp = gen_random_uuid() where company_id = $1", [restored]);
  await recordAgain([{ ...call, externalId: "2", member: "zoe", prospect: "joan@example.com", subject: "joan@example.com" }]);
  expect(await replayErasures(database, restored, kept.erasures, { by: "local" })).toEqual({ ok: true, value: { erased: 1, left: 0 } });
  expect(await replayErasures(database, restored, kept.erasures, { by: "local" })).toEqual({ ok: true, value: { erased: 0, left: 0 } });
  const { rows } = await owner.pool.query("select value from prospect_identities where company_id = $1 and value like '%joan%'", [
    restored,
  ]);
  expect(rows).toEqual([]);
  expect(await line("replay-erasures", "package.json")).toMatchObject({ status: 2, stderr: expect.stringContaining("export-erasures") });
});

test("how long things are kept is shown, what a change would delete is told first, and nobody overwrites what they have not seen", async () => {
  const keep = (payload: object, ifMatch: string | undefined, dryRun = false) =>
    ask({
      method: "PUT",
      url: `/api/v1/retention${dryRun ? "?dryRun=true" : ""}`,
      payload,
      headers: { "attain-company": "hill", "if-match": ifMatch },
    });
  const shown = await ask({ url: "/api/v1/retention", headers: { "attain-company": "hill" } });
  expect(shown.body).toMatchObject({ rejectedRows: null, hookBodies: null, sessions: null, prospectsWithoutContact: null });
  const seen = `"${String(shown.body["version"])}"`;
  expect(shown.headers["etag"]).toBe(seen);
  await owner.pool.query(`
    insert into users (company_id, user_number, id, roles, created_by) values (${companyId}, 900, 'una', '{admin}', 'local');
    insert into sessions (company_id, secret_hash, user_number, agent, created_at, seen_at)
      select ${companyId}, decode(md5(n::text), 'hex'), 900, 'old', now() - interval '2 years', now() - interval '2 years' from generate_series(1, 3) n;
    insert into hook_endpoints (company_id, endpoint_number, id, name, token_hash, token, source, scheme, secret, map, created_by)
      values (${companyId}, 900, 'old', 'old', '\\x00', '\\x00', 'dialer', '{}', '\\x00', '{}', 'local');
    insert into hook_requests (company_id, endpoint_number, received_at, headers, body_hash, body, state)
      values (${companyId}, 900, now() - interval '5 months', '{}', '\\x01', '\\x01', 'quarantined'), (${companyId}, 900, now(), '{}', '\\x02', '\\x02', 'quarantined');
    insert into imports (company_id, import_id, file_name, bytes, digest, what, created_by, of_rows, state, done_at, report)
      values (${companyId}, gen_random_uuid(), 'a.csv', 1, 'x', 'activities', 'local', 1, 'done', now() - interval '45 days', '{"rejectedAs": "csv"}')`);
  const told = await keep({ hookBodies: 4, sessions: 12, prospectsWithoutContact: 240 }, seen, true);
  expect(told).toMatchObject({
    status: 200,
    body: { sessions: 12, due: { rejectedRows: 0, hookBodies: 1, sessions: 3, prospectsWithoutContact: 0 } },
  });
  expect((await ask({ url: "/api/v1/retention", headers: { "attain-company": "hill" } })).body["sessions"]).toBe(null);
  expect(await keep({ sessions: 12 }, undefined)).toMatchObject({ status: 428 });
  expect(await keep({ sessions: 12 }, '"0"')).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
  for (const [order, pointer] of [
    [{ sessions: 0 }, "/sessions"],
    [{ hookBodies: 241 }, "/hookBodies"],
    [{ hookBodies: "12" }, "/hookBodies"],
  ] as const)
    expect(await keep(order, seen)).toMatchObject({ status: 422, body: { code: "retention-months", pointer } });
  expect(await keep({ forever: 1 }, seen)).toMatchObject({ status: 422, body: { code: "unknown-field", pointer: "/forever" } });
  const kept = await keep({ sessions: 12 }, seen);
  expect(kept).toMatchObject({ status: 200, body: { sessions: 12, due: { sessions: 3 } } });
  expect(await keep({ sessions: 6 }, seen)).toMatchObject({ status: 412 });
  expect((await ask({ url: "/api/v1/company/file", headers: { "attain-company": "hill" } })).body["retention"]).toEqual({ sessions: 12 });
  expect(await keep({ rejectedRows: 3 }, `"${String(kept.body["version"])}"`)).toMatchObject({ status: 200 });
  const imported = (await owner.pool.query<{ id: string }>("select import_id as id from imports where company_id = $1", [companyId]))
    .rows[0];
  expect(await ask({ url: `/api/v1/imports/${imported?.id}/rejected`, headers: { "attain-company": "hill" } })).toMatchObject({
    status: 404,
    body: { code: "rejected-file-none", detail: expect.stringContaining("90 days") as string },
  });
  expect(faults).toEqual([]);
});
