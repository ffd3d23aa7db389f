import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { InjectOptions } from "fastify";
import { afterAll, expect, test } from "vitest";
import { newSecret } from "../src/operations/secret.ts";
import { startBackground } from "../src/jobs/background.ts";
import { faultText, openLog } from "../src/log.ts";
import { makeAccount } from "./accounts.ts";
import { testApi } from "./api.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** What is somebody's own, each with a mark: none of it may come into a log, whatever happens on the way. */
const mark = "qzv";
const email = "qzvmina@qzvhouse.example";
const password = "qzv heron quiet seven";
const phone = "+821098761234";

const folder = mkdtempSync(join(tmpdir(), "attain-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "log");
const fd = openSync(path, "a");
let onTerminal = "";
const terminal = new Writable({
  write: (piece: Buffer, _, done) => {
    onTerminal += piece.toString();
    done();
  },
});
const log = openLog("json", { out: { fd }, error: terminal });
const text = openLog("text", { out: { fd }, error: terminal });

const { database, owner } = await testDatabase();
const { ask, keyOf, faults } = await testApi(database, {
  hearRequest: log.request,
  hearFault: (id, error, request) => {
    log.fault({ id, ...request }, error);
    text.fault({ id, ...request }, error);
  },
});
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj Qzvfamily", email: "raj@qzvhouse.example" }],
});

const json = { "content-type": "application/json" };
const post = (url: string, payload: unknown, headers: Readonly<Record<string, string>> = {}): InjectOptions => ({
  method: "POST",
  url,
  payload: JSON.stringify(payload),
  headers: { ...json, ...headers },
});
const activity = {
  source: "dialer",
  externalId: "qzv-1",
  member: "qzvnobody@qzvhouse.example",
  kind: "call",
  occurredAt: "2026-03-02T10:00:00+09:00",
  prospect: `${email};${phone};bsky:qzvhandle`,
  subject: "Qzv subject",
};

const written = (): string => {
  log.close();
  return `${readFileSync(path, "utf8")}${onTerminal}`;
};

test("no name, address, number, password or token comes into the log, of requests that are done, refused, or broken", async () => {
  const account = await makeAccount(database, companyId, { email, roles: ["admin"], password });
  const { authorization = "" } = await keyOf("northwind");
  const nobody = { authorization: "" };
  const asked: readonly InjectOptions[] = [
    post("/api/v1/session", { name: email, password }, nobody),
    post("/api/v1/session", { name: email, password: "qzv wrong" }, nobody),
    post("/api/v1/session", { name: "qzvother@qzvhouse.example", password }, nobody),
    post("/api/v1/session", { name: [email], password }, nobody),
    post("/api/v1/reset-requests", { email }, nobody),
    { url: `/api/v1/links/${authorization.slice(7)}`, headers: nobody },
    post(`/api/v1/links/qzvtoken`, { password }, nobody),
    post("/api/v1/set-up", { token: "qzvtoken", company: null, email, password }, nobody),
    { url: "/api/v1/company", headers: { authorization: "Bearer qzvkey" } },
    { url: "/api/v1/company", headers: { cookie: `attain=qzvsession` } },
    { url: "/api/v1/company", headers: { host: "qzvhost.example" } },
    { url: "/api/v1/company", headers: { "attain-company": "qzvcompany" } },
    { url: `/api/v1/company?qzv=1`, headers: account.headers },
    { url: `/api/v1/activities?member=${email}`, headers: account.headers },
    { url: `/api/v1/activities/dialer/${encodeURIComponent(email)}` },
    { url: `/api/v1/qzvnowhere/${encodeURIComponent(phone)}` },
    { url: "/api/v1/%zzqzv" },
    post("/api/v1/activities", activity),
    post("/api/v1/activities", { ...activity, kind: "qzvkind" }),
    { method: "POST", url: "/api/v1/activities", payload: `{"qzv": `, headers: json },
    { method: "POST", url: "/api/v1/activities", payload: "qzv", headers: { "content-type": "text/qzv" } },
    post("/api/v1/users", { email: "qzvnew@qzvhouse.example", roles: ["rep"] }, account.headers),
    post("/api/v1/account/password", { current: password, password: `${password} qzv` }, account.headers),
    { url: "/api/v1/prospects?limit=5" },
  ];
  const statuses: number[] = [];
  for (const request of asked) statuses.push((await ask(request)).status);
  expect(new Set(statuses.map((status) => Math.floor(status / 100)))).toEqual(new Set([2, 4]));
  expect(faults).toEqual([]);

  // Broken in the middle: by what a column's type says, by what a rule of the schema says, by a value that is not there.
  await owner.pool.query(
    `create function qz_breaks() returns trigger language plpgsql as $$ begin perform new.external_id::integer; return new; end $$`,
  );
  await owner.pool.query("create trigger qz_breaks before insert on activities for each row execute function qz_breaks()");
  expect(await ask(post("/api/v1/activities", { ...activity, externalId: "qzv-2" }))).toMatchObject({ status: 500 });
  await owner.pool.query("drop trigger qz_breaks on activities");
  await owner.pool.query("alter table activities add constraint no_mark check (external_id <> 'qzv-3')");
  expect(await ask(post("/api/v1/activities", { ...activity, externalId: "qzv-3" }))).toMatchObject({ status: 500 });
  await owner.pool.query("alter table activities drop constraint no_mark");
  await owner.pool.query("alter table companies rename to companies_away");
  const background = startBackground({ database, secret: newSecret(), hearFault: (error) => log.fault({ work: "background" }, error) });
  await expect.poll(() => written().includes('"work":"background"'), { timeout: 50_000 }).toBe(true);
  await background.stop();

  const all = written();
  const lines = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { message: string; error?: string });
  expect(lines.filter(({ message }) => message === "request")).toHaveLength(asked.length + 2);
  expect(lines.filter(({ message }) => message === "fault").length).toBeGreaterThanOrEqual(3);
  expect(all.split("\n").filter((line) => line.toLowerCase().includes(mark))).toEqual([]);
  for (const secret of [phone.slice(3), account.session, authorization.slice(7), "heron"]) expect(all).not.toContain(secret);
  // What remains still says where it broke.
  expect(all).toContain("invalid input syntax for type integer");
  expect(all).toContain("no_mark");
  expect(all).toContain("companies");
  closeSync(fd);
});

test("a fault's text keeps tables and columns, and loses what it quotes of a row", () => {
  const broken = Object.assign(new Error('relation "notices" does not exist'), { code: "42P01", severity: "ERROR" });
  expect(faultText(broken)).toContain('relation "notices" does not exist');
  const cause = Object.assign(new Error("duplicate key: Key (email_key)=(qzvmina@qzvhouse.example) already exists"), {
    code: "23505",
    severity: "ERROR",
  });
  const told = faultText(new Error('could not read "Qzv\nname"', { cause }));
  expect(told.toLowerCase()).not.toContain(mark);
  expect(told).toContain("caused by Error: duplicate key");
  expect(faultText("qzv")).toBe("string");
});
