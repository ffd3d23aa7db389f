import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { inCompany } from "../src/store/database.ts";
import { KEPT_HOURS } from "../src/operations/answer-once.ts";
import { verifyCompany } from "../src/operations/verify-company.ts";
import { testApi, type Answer } from "./api.ts";
import { newKey } from "./key.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

// The numbers are those of the list of bad inputs that this interface was built against.

const { database, owner } = await testDatabase();
const { ask, app, faults } = await testApi(database);

const companyOf = (id: string) => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const { companyId } = await openCompany(database, companyOf("ours"));
const theirs = await openCompany(database, companyOf("theirs"));
const dialer = await newKey(database, companyId, "dialer");
const crm = await newKey(database, companyId, "crm");
const other = await newKey(database, theirs.companyId, "dialer");

let number = 0;
const call = (change: object = {}): Record<string, unknown> => ({
  source: "dialer",
  externalId: `call-${(number += 1)}`,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-02T10:00:00+09:00",
  ...change,
});

type Sending = { readonly key?: string; readonly who?: Readonly<Record<string, string>>; readonly url?: string; readonly type?: string };
const post = (
  payload: unknown,
  { key, who = dialer, url = "/api/v1/activities", type = "application/json" }: Sending = {},
): Promise<Answer> =>
  ask({
    method: "POST",
    url,
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    headers: { ...who, "content-type": type, ...(key === undefined ? {} : { "idempotency-key": key }) },
  });

const isReplayed = ({ headers }: Answer): boolean => headers["idempotency-replayed"] === "true";
const rowsOf = async (table: string, where = "true"): Promise<number> => {
  const { rows } = await owner.pool.query<{ count: number }>(`select count(*)::int as count from ${table} where ${where}`);
  return rows[0]?.count ?? 0;
};

test("the same request under one key is done once and answered the same", async () => {
  const key = randomUUID();
  const record = call();
  const first = await post(record, { key });
  expect([first.status, first.body["accepted"], isReplayed(first)]).toEqual([200, 1, false]);
  const again = await post(record, { key });
  expect([again.status, again.text, isReplayed(again)]).toEqual([200, first.text, true]);
  // G52: fields in another order are the same request.
  const turned = Object.fromEntries(Object.entries(record).toReversed());
  expect(isReplayed(await post(turned, { key }))).toBe(true);
  // Without the key it is a duplicate, as ever.
  expect((await post(record)).body).toMatchObject({ accepted: 0, duplicates: 1 });
});

test("a new key that has the name of an ended one is told nothing that was answered to that", async () => {
  const key = randomUUID();
  const record = call();
  const ended = await newKey(database, companyId, "renewed");
  expect((await post(record, { key, who: ended })).body).toMatchObject({ accepted: 1 });
  await owner.pool.query("update api_keys set ended_at = now(), ended_by = 'test' where name = 'renewed'");
  const again = await post(record, { key, who: await newKey(database, companyId, "renewed") });
  expect([isReplayed(again), again.body["duplicates"]]).toEqual([false, 1]);
});

describe("bad keys", () => {
  test.for<[id: string, key: string, status: number, code: string]>([
    ["G47", "", 400, "idempotency-key-invalid"],
    ["G48", "k".repeat(256), 400, "idempotency-key-invalid"],
    ["not ASCII", "clé", 400, "idempotency-key-invalid"],
    ["control", "a\tb", 400, "idempotency-key-invalid"],
  ])("%s", async ([, key, status, code]) => {
    const answer = await post(call(), { key });
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  });

  test("G50: sent twice", async () => {
    const port = new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port;
    const body = JSON.stringify(call());
    const { connect } = await import("node:net");
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `POST /api/v1/activities HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${dialer.authorization}\r\nContent-Type: application/json\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    let heard = "";
    for await (const piece of socket) heard += String(piece);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toContain('"code":"header-repeated"');
  });

  test("a key of 255 characters is one", async () => {
    expect((await post(call(), { key: "k".repeat(255) })).status).toBe(200);
  });
});

test("G53, G54: a key that was used for another request is refused with when, and nothing is done", async () => {
  const key = randomUUID();
  await post(call(), { key });
  const before = await rowsOf("activities");
  const reused = { status: 422, body: { code: "idempotency-key-reused", detail: expect.stringMatching(/first used on \d{4}-\d\d-\d\dT/) } };
  expect(await post(call(), { key })).toMatchObject(reused);
  expect(await post({ member: "raj", from: "2026-03-05", kind: "vacation" }, { key, url: "/api/v1/leaves" })).toMatchObject(reused);
  expect(await post(call(), { key, url: "/api/v1/activities?atomic=true" })).toMatchObject(reused);
  expect(await rowsOf("activities")).toBe(before);
});

test("G55, G56: another's key of the same name is another, in the same company and in another", async () => {
  const key = randomUUID();
  const record = call();
  expect((await post(record, { key })).body).toMatchObject({ accepted: 1 });
  const ofCrm = await post(record, { key, who: crm });
  expect([ofCrm.body["duplicates"], isReplayed(ofCrm)]).toEqual([1, false]);
  const ofOther = await post(record, { key, who: other });
  expect([ofOther.body["accepted"], isReplayed(ofOther)]).toEqual([1, false]);
});

test("G57: fifty at one moment are done once, and the others are told to come back or get the same", async () => {
  const key = randomUUID();
  const record = call();
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(record, { key })));
  const done = answers.filter((answer) => answer.status === 200 && !isReplayed(answer));
  expect(done).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status === 200) expect(answer.text).toBe(done[0]?.text);
    else
      expect(answer).toMatchObject({
        status: 409,
        body: { code: "idempotency-in-progress" },
        headers: { "retry-after": expect.stringMatching(/^\d+$/) },
      });
  }
  expect(await post(record, { key })).toMatchObject({ status: 200, text: done[0]?.text });
});

test("G58: a request that is refused does not use its key up", async () => {
  const key = randomUUID();
  expect(await post(call({ kind: "cal" }), { key })).toMatchObject({ status: 422, body: { code: "kind-unknown" } });
  expect(await post([call({ kind: "cal" }), call({ kind: "cal" })], { key })).toMatchObject({
    status: 422,
    body: { code: "nothing-taken" },
  });
  expect(await post(call(), { key })).toMatchObject({ status: 200, body: { accepted: 1 } });
  const leave = { member: "raj", from: "2026-03-16", kind: "vacation" };
  const other = randomUUID();
  expect(await post({ ...leave, through: "2026-03-01" }, { key: other, url: "/api/v1/leaves" })).toMatchObject({ status: 422 });
  const asked = await post(leave, { key: other, url: "/api/v1/leaves" });
  expect(asked.status).toBe(200);
  const again = await post(leave, { key: other, url: "/api/v1/leaves" });
  expect([again.status, again.text, isReplayed(again)]).toEqual([200, asked.text, true]);
});

test("G63: a key means nothing where nothing is changed", async () => {
  const headers = { ...dialer, "idempotency-key": "same" };
  expect((await ask({ url: "/api/v1/activities?limit=1", headers })).status).toBe(200);
  expect((await ask({ url: "/api/v1/activities?limit=2", headers })).status).toBe(200);
});

test("lines without end are replayed when the same bytes come again, and refused when others do", async () => {
  const key = randomUUID();
  const type = "application/x-ndjson";
  const lines = Array.from({ length: 2_500 }, () => `${JSON.stringify(call())}\n`).join("");
  const first = await post(lines, { key, type });
  expect(first.body).toMatchObject({ accepted: 2_500 });
  const again = await post(lines, { key, type });
  expect([again.text, isReplayed(again)]).toEqual([first.text, true]);
  expect(await post(`${lines}${JSON.stringify(call())}\n`, { key, type })).toMatchObject({
    status: 422,
    body: { code: "idempotency-key-reused" },
  });
});

test("a file that is sent again under its key, in a form with another boundary, is the same import", async () => {
  const key = randomUUID();
  const send = (boundary: string, content: string): Promise<Answer> =>
    ask({
      method: "POST",
      url: "/api/v1/imports",
      payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="calls.csv"\r\n\r\n${content}\r\n--${boundary}--\r\n`,
      headers: { ...dialer, "content-type": `multipart/form-data; boundary=${boundary}`, "idempotency-key": key },
    });
  const csv = "source,external_id,member,kind,occurred_at\ndialer,file-1,raj,call,2026-03-02T10:00:00Z\n";
  const first = await send("----first", csv);
  expect(first.status).toBe(201);
  const again = await send("----second", csv);
  expect([again.status, again.body["id"], isReplayed(again)]).toEqual([201, first.body["id"], true]);
  expect(await send("----third", csv.replace("file-1", "file-2"))).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  expect(await rowsOf("imports")).toBe(1);
});

test("an answer is kept sealed, for a day", async () => {
  const key = randomUUID();
  const record = call({ externalId: "sealed-one", subject: "Renewal for Kim" });
  const first = await post(record, { key });
  const { rows } = await owner.pool.query<{ kept: string }>(
    "select string_agg(encode(sealed_answer, 'escape'), ' ') as kept from kept_answers",
  );
  expect(rows[0]?.kept).not.toContain("accepted");
  await owner.pool.query(`update kept_answers set asked_at = asked_at - interval '${KEPT_HOURS} hours'`);
  const later = await post(record, { key });
  expect([isReplayed(later), later.body["duplicates"], first.body["accepted"]]).toEqual([false, 1, 1]);
});

test("what an operation refuses within the one transaction takes back its own part alone", async () => {
  // A draft is put into the file and refused there: nothing of it stays, and the company is as it was.
  const before = await verifyCompany(database, companyId);
  expect(before).toMatchObject({ equal: true });
  const answer = await post({ kind: "call", cadence: "week", target: -1 }, { key: randomUUID(), url: "/api/v1/quotas" });
  expect(answer.status).toBe(422);
  expect(await inCompany(database, companyId, async () => true)).toBe(true);
});

test("nothing of this was a fault", () => {
  expect(faults).toEqual([]);
});
