import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi, type Answer } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { accepted } from "../domain/refusal.ts";
import { requestRefusals } from "../domain/refusals/request.ts";
import { inBatches, type Line } from "./ndjson.ts";

// The numbers are those of the list of bad inputs that this interface was built against.

const { database } = await testDatabase();
const { app, ask, keyOf, faults, codes } = await testApi(database, { silenceSeconds: 0.05 });

const company = {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  attributes: { campaign: "string" },
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "won", where: 'kind == "demo"', measure: { sum: "amount", currency: "KRW" } },
  ],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } }],
};
beforeAll(() => openCompany(database, company));

const call = { source: "dialer", externalId: "b-1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00+09:00" };
let number = 0;
/** Each under a key of its own. */
const record = (change: object = {}): object => ({ ...call, externalId: `bad-${(number += 1)}`, ...change });

const post = (payload: unknown, headers: Record<string, string> = { "content-type": "application/json" }): Promise<Answer> =>
  ask({
    method: "POST",
    url: "/api/v1/activities",
    payload: typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    headers,
  });

describe("bodies", () => {
  const without = (name: string): object => Object.fromEntries(Object.entries(record()).filter(([field]) => field !== name));
  test.for<[id: string, payload: unknown, status: number, code: string, pointer: string | null]>([
    ["B3", '{"source": "dial', 400, "json-syntax", null],
    ["B4", `${JSON.stringify(record())} x`, 400, "json-syntax", null],
    ["B6", "null", 422, "type", ""],
    ["B6", '"x"', 422, "type", ""],
    ["B6", "42", 422, "type", ""],
    ["B18", '{"__proto__": {"role": "admin"}}', 422, "unknown-field", "/__proto__"],
    ["B19", { constructor: { prototype: {} } }, 422, "unknown-field", "/constructor"],
    ["B21", record({ company_id: "other" }), 422, "unknown-field", "/company_id"],
    ["B23", record({ counted: true }), 422, "unknown-field", "/counted"],
    ["B24", without("member"), 422, "required", "/member"],
    ["B26", record({ member: "" }), 422, "key-empty", "/member"],
    ["B26", record({ subject: "" }), 422, "text-empty", "/subject"],
    ["B27", record({ durationSeconds: "5" }), 422, "type", "/durationSeconds"],
    [
      "B31",
      JSON.stringify(record({ quantity: 1 })).replace('"quantity":1', '"quantity":9007199254740993'),
      422,
      "number-precision",
      "/quantity",
    ],
    ["B33", record({ quantity: 1.5 }), 422, "number-integer", "/quantity"],
    ["B35", record({ amount: "1.5", currency: "KRW" }), 422, "money-scale", "/amount"],
    ["B35", record({ amount: "1.5", currency: "JPY" }), 422, "money-scale", "/amount"],
    ["B36", record({ amount: 12.34, currency: "USD" }), 422, "type", "/amount"],
    ["B37", record({ amount: "1", currency: "usd" }), 422, "currency-unknown", "/currency"],
    ["B37", record({ amount: "1", currency: "XXX" }), 422, "currency-unknown", "/currency"],
    ["B37", record({ amount: "1", currency: "BTC" }), 422, "currency-unknown", "/currency"],
    ["B38", record({ kind: "cal" }), 422, "kind-unknown", "/kind"],
    ["B38", record({ direction: "sideways" }), 422, "enum", "/direction"],
    ["B39", Array.from({ length: 10_001 }, () => 0), 413, "batch-too-large", ""],
    ["B40", [], 422, "batch-empty", ""],
    ["B43", record({ subject: "x".repeat(1_000_000) }), 422, "text-too-long", "/subject"],
    ["B44", record({ subject: "a\0b" }), 422, "text-nul", "/subject"],
    ["B46", record({ subject: "\u001b[31mred" }), 422, "text-control", "/subject"],
    ["B47", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, "json-encoding", ""],
    ["twice", '{"source": "a", "source": "b"}', 400, "json-key-repeated", "/source"],
    ["deep", "[".repeat(40) + "]".repeat(40), 400, "json-too-deep", null],
    ["half", '{"source": "\\ud800"}', 422, "text-surrogate", "/source"],
    ["G1", without("externalId"), 422, "required", "/externalId"],
    ["G2", record({ externalId: "" }), 422, "key-empty", "/externalId"],
    ["G5", record({ externalId: "null" }), 422, "key-placeholder", "/externalId"],
    ["G5", record({ externalId: "[object Object]" }), 422, "key-placeholder", "/externalId"],
    ["G5", record({ externalId: "0" }), 422, "key-placeholder", "/externalId"],
    ["G6", record({ externalId: 123 }), 422, "type", "/externalId"],
    ["G8", record({ externalId: true }), 422, "type", "/externalId"],
    ["G8", record({ externalId: {} }), 422, "type", "/externalId"],
    ["G9", record({ externalId: "x".repeat(256) }), 422, "key-too-long", "/externalId"],
    ["G12", record({ externalId: "a\0" }), 422, "text-nul", "/externalId"],
    ["G13", record({ externalId: "a\tb" }), 422, "key-control", "/externalId"],
    ["G14", record({ externalId: " a" }), 422, "key-space", "/externalId"],
    ["G19", record({ externalId: "a\u200bb" }), 422, "key-invisible", "/externalId"],
    ["G20", record({ externalId: "x\u202ey" }), 422, "key-invisible", "/externalId"],
  ])("%s", async ([, payload, status, code, pointer]) => {
    const { status: found, body } = await post(payload);
    expect({ found, code: body["code"] }).toEqual({ found: status, code });
    if (pointer !== null) expect(body["pointer"]).toBe(pointer);
  });

  test("every wrong of one activity is told at once", async () => {
    const { body } = await post(record({ counted: true, createdAt: "x", kind: "cal" }));
    expect(body["errors"]).toMatchObject([
      { code: "unknown-field", pointer: "/counted" },
      { code: "unknown-field", pointer: "/createdAt" },
      { code: "kind-unknown", pointer: "/kind" },
    ]);
  });

  test("fields without end are told in part, and are no fault", async () => {
    const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, 1]));
    const attributes = await post(record({ attributes: many(150_000) }));
    expect(attributes).toMatchObject({ status: 422, body: { code: "unknown-field", pointer: "/attributes/field0" } });
    expect((attributes.body["errors"] as unknown[]).length).toBe(20);
    const fields = await post(Array.from({ length: 100 }, () => many(1_000)));
    expect(fields).toMatchObject({ status: 422, body: { code: "nothing-taken", received: 100 } });
  });

  test("B5: an array where the company file is due", async () => {
    const { status, body } = await ask({ method: "PUT", url: "/api/v1/company", payload: [] });
    expect(status).toBe(422);
    expect(body["code"]).toBe("company-file-shape");
  });

  test("B32: minus zero is zero, G11 and G22: odd keys are keys", async () => {
    const odd = ["😀".repeat(255), "a.b", "a|b", "a/b", "a:b", "ABC", "abc", "ａ", "é".normalize("NFC"), "Å"];
    const answer = await post(odd.map((externalId) => record({ externalId, quantity: -0 })));
    expect(answer.body).toMatchObject({ received: 10, accepted: 10 });
    // G16, G17: one key under Unicode's NFC.
    expect(
      (await post([record({ externalId: "é".normalize("NFD"), quantity: 0 }), record({ externalId: "\u212b", quantity: 0 })])).body,
    ).toMatchObject({ received: 2, accepted: 0, duplicates: 2 });
    expect((await ask(`/api/v1/activities/dialer/${encodeURIComponent("a/b")}`)).body).toMatchObject({ externalId: "a/b" });
    expect((await ask(`/api/v1/activities/dialer/${encodeURIComponent("😀".repeat(255))}`)).status).toBe(200);
  });

  test("G26: the same three times is created, duplicate, duplicate", async () => {
    const same = record();
    for (const expected of [
      { accepted: 1, duplicates: 0 },
      { accepted: 0, duplicates: 1 },
      { accepted: 0, duplicates: 1 },
    ])
      expect((await post(same)).body).toMatchObject(expected);
  });

  test("G30, G31: a newer state revises, an older is stale", async () => {
    const same = record({ revisedAt: "2026-03-02T11:00:00Z" });
    expect((await post(same)).body).toMatchObject({ accepted: 1 });
    expect((await post({ ...same, revisedAt: "2026-03-02T12:00:00Z", durationSeconds: 5 })).body).toMatchObject({ revised: 1 });
    expect((await post({ ...same, revisedAt: "2026-03-02T11:30:00Z", durationSeconds: 9 })).body).toMatchObject({ stale: 1 });
  });

  test("G42: two batches of the same keys in opposite order at once", async () => {
    const batch = Array.from({ length: 50 }, () => record());
    const [a, b] = await Promise.all([post(batch), post(batch.toReversed())]);
    expect(Number(a?.body["accepted"]) + Number(b?.body["accepted"])).toBe(50);
    expect(Number(a?.body["duplicates"]) + Number(b?.body["duplicates"])).toBe(50);
  });

  test("good items of a batch are taken and bad ones named with their index; with atomic one bad one refuses all", async () => {
    const batch = [record(), record({ kind: "cal" }), record()];
    const atomic = await ask({ method: "POST", url: "/api/v1/activities?atomic=true", payload: batch });
    expect(atomic).toMatchObject({
      status: 422,
      body: { code: "nothing-taken", received: 3, accepted: 0, rejected: [{ index: 1, code: "kind-unknown", pointer: "/kind" }] },
    });
    const single = await post(batch);
    expect(single).toMatchObject({ status: 200, body: { received: 3, accepted: 2, rejected: [{ index: 1, code: "kind-unknown" }] } });
  });

  test("a line that is no JSON does not spoil the others; with atomic it does", async () => {
    const lines = [JSON.stringify(record()), "{", "", '{"a":1,"a":2}', JSON.stringify(record())].join("\r\n");
    const ndjson = { "content-type": "application/x-ndjson" };
    const atomic = await ask({ method: "POST", url: "/api/v1/activities?atomic=true", payload: lines, headers: ndjson });
    expect(atomic).toMatchObject({ status: 422, body: { received: 4, accepted: 0, rejected: [{ index: 1 }, { index: 2 }] } });
    expect(await post(lines, ndjson)).toMatchObject({
      status: 200,
      body: {
        received: 4,
        accepted: 2,
        rejected: [
          { index: 1, code: "json-syntax" },
          { index: 2, code: "json-key-repeated" },
        ],
      },
    });
    const long = `${JSON.stringify(record({ subject: "x".repeat(1_100_000) }))}\n${JSON.stringify(record())}`;
    expect(await post(long, ndjson)).toMatchObject({
      status: 200,
      body: { received: 2, accepted: 1, rejected: [{ index: 0, code: "line-too-long" }] },
    });
    const many = `${JSON.stringify(record())}\n`.repeat(10_001);
    expect(await ask({ method: "POST", url: "/api/v1/activities?atomic=true", payload: many, headers: ndjson })).toMatchObject({
      status: 413,
      body: { code: "batch-too-large" },
    });
    expect(await post(many, ndjson)).toMatchObject({ status: 200, body: { received: 10_001, accepted: 1, duplicates: 10_000 } });
  });

  test("long lines are recorded few at a time, and together with atomic are no more than a batch may be", async () => {
    const ndjson = { "content-type": "application/x-ndjson" };
    const long = `${JSON.stringify(record({ note: "x".repeat(1_000_000) }))}\n`.repeat(40);
    expect(await ask({ method: "POST", url: "/api/v1/activities?atomic=true", payload: long, headers: ndjson })).toMatchObject({
      status: 413,
      body: { code: "body-too-large" },
    });
    const lines = async function* (): AsyncGenerator<Line> {
      for (let sent = 0; sent < 10; sent += 1) yield { read: accepted(sent), bytes: sent < 6 ? 500 : 1 };
    };
    const sizes: number[] = [];
    for await (const batch of inBatches(lines(), { lines: 3, bytes: 1000 })) sizes.push(batch.length);
    expect(sizes).toEqual([2, 2, 2, 3, 1]);
  });

  test("a body larger than the address takes is refused before it is read", async () => {
    expect(await post(`[${"0,".repeat(17_000_000)}0]`)).toMatchObject({ status: 413, body: { code: "body-too-large" } });
  });

  test("a refusal is told in the language that is preferred", async () => {
    const korean = await post(record({ kind: "cal" }), {
      "content-type": "application/json",
      "accept-language": "fr, ko-KR;q=0.9, en;q=0.8",
    });
    expect(korean.body["detail"]).toMatch(/유형/);
    expect(korean.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  });
});

describe("addresses and headers", () => {
  const activities = "/api/v1/activities";
  test.for<[id: string, request: Parameters<typeof ask>[0], status: number, code: string]>([
    ["B9", { method: "POST", url: activities, payload: Buffer.from("{}"), headers: { "content-type": "" } }, 415, "media-type"],
    ["B9", { method: "POST", url: activities }, 415, "media-type"],
    [
      "B9",
      { method: "POST", url: activities, payload: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "media-type",
    ],
    [
      "B9",
      { method: "POST", url: activities, payload: "{}", headers: { "content-type": "application/json; charset=euc-kr" } },
      415,
      "media-type",
    ],
    [
      "B9",
      { method: "PUT", url: "/api/v1/company", payload: "{}", headers: { "content-type": "application/x-ndjson" } },
      415,
      "media-type",
    ],
    [
      "B11",
      { method: "POST", url: activities, payload: "{}", headers: { "content-type": "application/json", "content-encoding": "gzip" } },
      415,
      "content-encoding",
    ],
    ["B59", `${activities}?limit=1000000`, 422, "limit-range"],
    ["B59", `${activities}?limit=0`, 422, "limit-range"],
    ["B59", `${activities}?limit=-1`, 422, "limit-range"],
    ["B59", `${activities}?limit=abc`, 422, "limit-range"],
    ["B59", `${activities}?limit=1.0`, 422, "limit-range"],
    ["B59", `${activities}?limit=`, 422, "limit-range"],
    ["B60", `${activities}?cursor=abc`, 400, "cursor-invalid"],
    ["B63", "/api/v1/attainment?member=raj&member=mina", 400, "parameter-repeated"],
    ["B77", `${activities}?kind=${"x".repeat(9_000)}`, 414, "url-too-long"],
    ["B78", "/api/%2e%2e%2fadmin", 404, "address-unknown"],
    ["B78", "/api/%252e%252e", 404, "address-unknown"],
    ["percent", "/api/v1/%zz", 400, "url-malformed"],
    ["NUL", `${activities}?kind=a%00b`, 422, "text-nul"],
    ["NUL", `${activities}/dialer/a%00b`, 422, "text-nul"],
    ["key", `${activities}/dialer/%20a`, 422, "key-space"],
    ["unknown", `${activities}?membr=raj`, 400, "parameter-unknown"],
    ["unknown", `/api/v1/company?dryRun=true`, 400, "parameter-unknown"],
    ["unknown", `${activities}?__proto__=1`, 400, "parameter-unknown"],
    ["choice", "/api/v1/attainment?cadence=fortnight", 422, "enum"],
    ["choice", "/api/v1/tallies?metric=calls&from=2026-03-01&before=2026-04-01&groupBy=colour", 422, "enum"],
    ["missing", "/api/v1/tallies?metric=calls&from=2026-03-01&groupBy=day", 422, "required"],
    ["missing", { method: "DELETE", url: `${activities}/dialer/b-1` }, 422, "required"],
    ["day", "/api/v1/attainment?on=2026-02-30", 422, "date-invalid"],
    ["day", "/api/v1/attainment?on=today", 422, "date-format"],
    ["span", "/api/v1/tallies?metric=calls&from=2026-03-01&before=2026-03-01&groupBy=day", 422, "period-empty"],
    ["nobody", "/api/v1/attainment?member=nobody", 404, "not-found"],
    ["nobody", "/api/v1/members/nobody/explanations?metric=calls&on=2026-03-01", 404, "not-found"],
    ["nothing", "/api/v1/members/raj/explanations?metric=cals&on=2026-03-01", 404, "not-found"],
    ["nothing", `${activities}/dialer/nothing`, 404, "activity-not-found"],
    ["nothing", "/api/problems/nothing", 404, "not-found"],
    ["company", { url: "/api/v1/company", headers: { "attain-company": "other" } }, 404, "not-found"],
    ["method", { method: "PATCH", url: activities, payload: "x", headers: { "content-type": "text/plain" } }, 405, "method-not-allowed"],
    ["method", { method: "POST", url: "/healthz" }, 405, "method-not-allowed"],
    [
      "method",
      { method: "OPTIONS", url: activities, headers: { origin: "http://evil.example", "access-control-request-method": "POST" } },
      405,
      "method-not-allowed",
    ],
    ["host", { url: "/", headers: { host: "evil.example" } }, 421, "host-refused"],
    ["host", { url: "/api/v1/company", headers: { host: "localhost.evil.example:3000" } }, 421, "host-refused"],
    ["site", { method: "POST", url: activities, payload: {}, headers: { origin: "http://evil.example" } }, 403, "cross-site"],
    ["site", { method: "POST", url: activities, payload: {}, headers: { origin: "null" } }, 403, "cross-site"],
    ["site", { method: "POST", url: activities, payload: {}, headers: { origin: "http://localhost:5000" } }, 403, "cross-site"],
    [
      "site",
      { method: "DELETE", url: `${activities}/dialer/b-1?reason=x`, headers: { "sec-fetch-site": "cross-site" } },
      403,
      "cross-site",
    ],
  ])("%s", async ([, request, status, code]) => {
    const answer = await ask(request);
    expect({ status: answer.status, code: answer.body["code"] }).toEqual({ status, code });
  });

  test("what is not possible names what is", async () => {
    expect((await ask({ method: "PATCH", url: "/api/v1/activities" })).headers["allow"]).toBe("GET, HEAD, POST");
  });

  test("a header that asks for another method is ignored (B56)", async () => {
    expect((await ask({ url: "/api/v1/activities", headers: { "x-http-method-override": "DELETE" } })).body).toHaveProperty("activities");
  });

  test("a filter is text, whatever it holds (B62)", async () => {
    expect((await ask(`/api/v1/activities?kind=${encodeURIComponent("' OR 1=1--")}`)).body).toEqual({ activities: [], nextCursor: null });
  });

  test("the page of this server itself may write", async () => {
    const headers = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
    expect((await ask({ method: "POST", url: "/api/v1/activities", payload: record(), headers })).status).toBe(200);
  });
});

describe("bytes that are no request", () => {
  const opened = app.listen({ host: "127.0.0.1", port: 0 });
  afterAll(() => app.server.closeAllConnections());

  /** Sends, and gives everything that comes until the server hangs up. */
  const say = async (text: string): Promise<{ readonly status: number; readonly code: unknown }> => {
    const { port } = new URL(await opened);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(text);
    let heard = "";
    for await (const piece of socket) heard += String(piece);
    const [head = "", body = ""] = heard.split("\r\n\r\n");
    return { status: Number(head.split(" ")[1]), code: (JSON.parse(body) as { code: unknown }).code };
  };
  const head = (more: string): string =>
    `POST /api/v1/activities HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\nContent-Type: application/json\r\n${more}\r\n`;

  test.for<[id: string, text: string, status: number, code: string]>([
    ["B13", `${head("Content-Length: 100\r\n")}{"source":`, 408, "request-timeout"],
    ["B65", `${head("Content-Length: 100\r\n").replace("{key}", "Basic x")}{"source":`, 401, "auth-required"],
    ["B15", `${head("Content-Length: 2\r\nContent-Length: 3\r\n")}{}`, 400, "request-malformed"],
    ["B76", head(`X-Large: ${"x".repeat(20_000)}\r\n`), 431, "headers-too-large"],
    ["twice", `${head("Attain-Company: a\r\nAttain-Company: b\r\nConnection: close\r\nContent-Length: 2\r\n")}{}`, 400, "header-repeated"],
    ["large", head("Content-Length: 999999999\r\n"), 413, "body-too-large"],
    ["no HTTP", "HELLO\r\n\r\n", 400, "request-malformed"],
  ])("%s", async ([, text, status, code]) => {
    const heard = await say(text.replace("{key}", (await keyOf())["authorization"] ?? ""));
    expect(heard).toEqual({ status, code });
  });
});

test("a request that would write and asks for numbers as well is refused before anything is looked at", async () => {
  const answer = await ask({ method: "PUT", url: "/api/v1/company?numbers=true", payload: {} });
  expect([answer.status, answer.body["code"], answer.body["parameter"]]).toEqual([400, "numbers-without-dry-run", "numbers"]);
});

test("nothing of this was a fault, and every code of a request has been provoked", () => {
  expect(faults).toEqual([]);
  const onTheWire = new Set(["request-timeout", "request-malformed", "headers-too-large", "header-repeated", "rate-limited"]);
  const ofStreams = new Set(["streams-too-many"]);
  const ofCommands = new Set(["output-unwritable", "input-unreadable", "input-too-large", "input-encoding"]);
  const elsewhere = new Set([...onTheWire, ...ofStreams, ...ofCommands]);
  expect(Object.keys(requestRefusals).filter((code) => !codes.has(code) && !elsewhere.has(code))).toEqual([]);
});
