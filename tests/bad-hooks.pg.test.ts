import { request as requestHttp } from "node:http";
import { createConnection } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { readWaitingHooks } from "../src/operations/read-waiting-hooks.ts";
import { testApi, type Answer } from "./api.ts";
import { makeHook, signature, signed, type Hook, type Signed } from "./hook-sender.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** What a sender may get wrong, and what it hears; what is authentic and unusable is kept, and counts for nothing. */

const { database, owner } = await testDatabase();
const api = await testApi(database, { silenceSeconds: 1 });
const { ask, app } = api;

const company = (id: string): object => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj", identities: [{ source: "crm", externalId: "u-7" }] }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
});
const { companyId } = await openCompany(database, company("northwind"));
await openCompany(database, company("southwind"));
const inNorth = { "attain-company": "northwind" };

const map = {
  type: "type",
  where: { column: "type", in: ["call.created", "call.updated", "call.deleted"] },
  columns: {
    external_id: "call.id",
    member: "call.owner",
    occurred_at: "call.startedAt",
    prospect: "call.with",
    subject: "call.subject",
    revised_at: "call.updatedAt",
    voided_at: { column: "call.updatedAt", when: { column: "type", equals: "call.deleted" } },
  },
  constants: { kind: "call", direction: "outbound" },
};
const order = { name: "CRM", source: "crm", map };
const hook = await makeHook(api, order, "northwind");
const other = await makeHook(api, { ...order, name: "Other" }, "northwind");
const dialer = await makeHook(api, { ...order, name: "Dialer", source: "dialer" }, "northwind");
const elsewhere = await makeHook(api, order, "southwind");
const ofAccount = await makeHook(api, { ...order, name: "Account", account: { column: "$.account", value: "A-1" } }, "northwind");
const walled = await makeHook(api, { ...order, name: "Walled", addresses: ["203.0.113.0/24"] }, "northwind");
const ended = await makeHook(api, { ...order, name: "Ended" }, "northwind");
await ask({ method: "DELETE", url: `/api/v1/hook-endpoints/${ended.id}`, headers: inNorth });

const call = (id: unknown, more: object = {}) => ({
  type: "call.created",
  call: { id, owner: "u-7", startedAt: "2026-03-02T15:00:00Z", updatedAt: "2026-03-02T15:05:00Z", ...more },
});
const text = (id: unknown, more: object = {}): string => JSON.stringify(call(id, more));

const post = (to: Hook | string, { payload, headers }: Pick<Signed, "payload" | "headers">): Promise<Answer> =>
  ask({ method: "POST", url: typeof to === "string" ? to : to.path, payload, headers: { authorization: "", ...headers } });
const sign = (payload: string, options: Parameters<typeof signed>[2] = {}): Signed => signed(hook.secret, payload, options);
const send = (payload: string): Promise<Answer> => post(hook, sign(payload));
const altered = (request: Signed, headers: Record<string, string | undefined>): Signed => ({
  ...request,
  // Left out where undefined.
  headers: Object.fromEntries(
    Object.entries({ ...request.headers, ...headers }).filter((each): each is [string, string] => each[1] !== undefined),
  ),
});

const counted = async (): Promise<number> =>
  Number((await ask({ url: "/api/v1/activity-counts?from=1970-01-01&before=2027-01-01&by=kind", headers: inNorth })).body["total"]);
let next = 0;
const newId = (): string => `c-${(next += 1)}`;
const seconds = (): number => Math.floor(Date.now() / 1000);
const byHand = (timestamp: string, payload = text(newId())): Signed => {
  const request = sign(payload);
  return altered(
    { ...request, timestamp },
    { "webhook-timestamp": timestamp, "webhook-signature": signature(hook.secret, request.id, timestamp, payload) },
  );
};
const digest = ({ headers }: Signed): string => headers["webhook-signature"]?.slice(3) ?? "";

type Case = {
  readonly row: string;
  readonly what: string;
  readonly do: () => Promise<Answer>;
  readonly status: number;
  readonly code: string;
};

/** Refused: nothing of them is kept. */
const refusals: readonly Case[] = [
  {
    row: "C2",
    what: "a wrong signature",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}` })),
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C3",
    what: "no signature",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-signature": undefined })),
    status: 401,
    code: "sig-missing",
  },
  {
    row: "C4",
    what: "another endpoint's secret",
    do: () => post(hook, signed(other.secret, text(newId()))),
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C5",
    what: "another company's secret",
    do: () => post(hook, signed(elsewhere.secret, text(newId()))),
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C6",
    what: "no timestamp",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-timestamp": undefined })),
    status: 401,
    code: "sig-missing",
  },
  ...["abc", "-1", "1.5"].map((timestamp) => ({
    row: "C7",
    what: `the timestamp ${timestamp}`,
    do: () => post(hook, byHand(timestamp)),
    status: 401,
    code: "sig-timestamp",
  })),
  { row: "C7", what: "an empty timestamp", do: () => post(hook, byHand("")), status: 401, code: "sig-missing" },
  { row: "C8", what: "a timestamp in milliseconds", do: () => post(hook, byHand(String(Date.now()))), status: 401, code: "sig-timestamp" },
  {
    row: "C9",
    what: "a timestamp of six minutes ago",
    do: () => post(hook, byHand(String(seconds() - 360))),
    status: 401,
    code: "sig-expired",
  },
  {
    row: "C10",
    what: "a timestamp in six minutes",
    do: () => post(hook, byHand(String(seconds() + 360))),
    status: 401,
    code: "sig-expired",
  },
  {
    row: "C11",
    what: "a timestamp altered after signing",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-timestamp": String(seconds() - 7) })),
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C11",
    what: "a body altered after signing",
    do: () => post(hook, { ...sign(text(newId())), payload: text(newId()) }),
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C12",
    what: "no id",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-id": undefined })),
    status: 401,
    code: "sig-missing",
  },
  {
    row: "C12",
    what: "an empty id",
    do: () => post(hook, altered(sign(text(newId())), { "webhook-id": "" })),
    status: 401,
    code: "sig-missing",
  },
  {
    row: "C17",
    what: "no version before the signature",
    do: async () => {
      const request = sign(text(newId()));
      return post(hook, altered(request, { "webhook-signature": digest(request) }));
    },
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C18",
    what: "an unknown version alone",
    do: async () => {
      const request = sign(text(newId()));
      return post(hook, altered(request, { "webhook-signature": `v9,${digest(request)}` }));
    },
    status: 401,
    code: "sig-version",
  },
  {
    row: "C20",
    what: "a hundred signatures",
    do: async () => {
      const request = sign(text(newId()));
      return post(
        hook,
        altered(request, { "webhook-signature": Array.from({ length: 100 }, () => request.headers["webhook-signature"]).join(" ") }),
      );
    },
    status: 400,
    code: "sig-too-many",
  },
  {
    row: "C21",
    what: "hex instead of base64",
    do: async () => {
      const request = sign(text(newId()));
      return post(hook, altered(request, { "webhook-signature": `v1,${Buffer.from(digest(request), "base64").toString("hex")}` }));
    },
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C22",
    what: "a truncated signature",
    do: async () => {
      const request = sign(text(newId()));
      return post(hook, altered(request, { "webhook-signature": `v1,${digest(request).slice(0, 20)}` }));
    },
    status: 401,
    code: "sig-invalid",
  },
  {
    row: "C23",
    what: "a signature by a key pair",
    do: async () => {
      const request = sign(text(newId()));
      return post(hook, altered(request, { "webhook-signature": `v1a,${digest(request)}` }));
    },
    status: 401,
    code: "sig-version",
  },
  {
    row: "C44",
    what: "11 MB",
    do: () => send(JSON.stringify({ ...call(newId()), filler: "x".repeat(11 * 1024 * 1024) })),
    status: 413,
    code: "body-too-large",
  },
  {
    row: "C45",
    what: "a packed body",
    do: () => post(hook, altered(sign(text(newId())), { "content-encoding": "gzip" })),
    status: 415,
    code: "content-encoding",
  },
  {
    row: "C46",
    what: "a form",
    do: () => post(hook, altered(sign("a=b"), { "content-type": "application/x-www-form-urlencoded" })),
    status: 415,
    code: "media-type",
  },
  { row: "C47", what: "GET", do: () => ask({ url: hook.path, headers: { authorization: "" } }), status: 405, code: "method-not-allowed" },
  {
    row: "C48",
    what: "an unknown token",
    do: () => post(hook.path.slice(0, -6) + "aaaaaa", sign(text(newId()))),
    status: 404,
    code: "endpoint-unknown",
  },
  { row: "C48", what: "a token of another form", do: () => post("/hooks/1", sign(text(newId()))), status: 404, code: "endpoint-unknown" },
  { row: "C49", what: "an ended endpoint", do: () => post(ended, signed(ended.secret, text(newId()))), status: 410, code: "endpoint-gone" },
  {
    row: "C55",
    what: "another account's event",
    do: () => post(ofAccount, signed(ofAccount.secret, JSON.stringify({ account: "A-2", ...call(newId()) }))),
    status: 403,
    code: "account-mismatch",
  },
  {
    row: "C72",
    what: "a sender from elsewhere",
    do: () => post(walled, signed(walled.secret, text(newId()))),
    status: 403,
    code: "ip-not-allowed",
  },
];

const keptRequests = async (): Promise<number> => {
  const { rows } = await owner.pool.query<{ count: number }>("select count(*)::integer as count from hook_requests");
  return rows[0]?.count ?? -1;
};

test.each(refusals)("$row $what is refused: $status $code, and nothing of it is kept", async ({ do: act, status, code }) => {
  const before = [await keptRequests(), await counted()];
  const answer = await act();
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect([await keptRequests(), await counted()]).toEqual(before);
});

const future = (): string => new Date(Date.now() + 3 * 86_400_000).toISOString();

/** Kept with what is wrong; none of them counts. */
const quarantined: readonly {
  readonly row: string;
  readonly what: string;
  readonly payload: () => string;
  readonly code: string;
  readonly pointer: string;
}[] = [
  { row: "C39", what: "an empty body", payload: () => "", code: "body-empty", pointer: "" },
  { row: "C40", what: "no JSON", payload: () => "{", code: "json-syntax", pointer: "" },
  {
    row: "C41",
    what: "a field twice",
    payload: () => '{"type":"call.created","type":"call.deleted"}',
    code: "json-key-repeated",
    pointer: "/type",
  },
  {
    row: "C42",
    what: "10,000 levels",
    payload: () => "[".repeat(10_000) + "]".repeat(10_000),
    code: "json-too-deep",
    pointer: "/0".repeat(33),
  },
  { row: "C43", what: "NUL in a text", payload: () => text(newId(), { subject: "a\u0000b" }), code: "text-nul", pointer: "/call/subject" },
  { row: "C52", what: "no id", payload: () => text(undefined), code: "key-empty", pointer: "/externalId" },
  {
    row: "C53",
    what: "a number that programs read in two ways",
    payload: () => text(newId()).replace('"c-', '9007199254740993,"x":"c-'),
    code: "number-precision",
    pointer: "/call/id",
  },
  { row: "C57", what: "no time", payload: () => text(newId(), { startedAt: undefined }), code: "date-required", pointer: "/occurredAt" },
  {
    row: "C58",
    what: "a time in three days",
    payload: () => text(newId(), { startedAt: future() }),
    code: "date-future",
    pointer: "/occurredAt",
  },
  {
    row: "C59",
    what: "1970",
    payload: () => text(newId(), { startedAt: "1970-01-01T00:00:00Z" }),
    code: "date-range",
    pointer: "/occurredAt",
  },
  { row: "C60", what: "no event", payload: () => "[]", code: "hook-events", pointer: "" },
];

test.each(quarantined)("$row $what is kept in quarantine as $code at $pointer, and not counted", async ({ payload, code, pointer }) => {
  const before = await counted();
  const { status, body } = await send(payload());
  expect([
    status,
    body["state"],
    (body["problems"] as { code: string; pointer: string }[]).map((each) => [each.code, each.pointer]),
  ]).toEqual([202, "quarantined", [[code, pointer]]]);
  const listed = await ask({ url: `/api/v1/hook-endpoints/${hook.id}/requests?state=quarantined&limit=1`, headers: inNorth });
  expect(listed.body["requests"]).toMatchObject([{ request: body["request"], hasBody: true, problems: [{ code }] }]);
  expect(await counted()).toBe(before);
});

type Taken = {
  readonly row: string;
  readonly what: string;
  readonly do: () => Promise<Answer>;
  readonly status: number;
  readonly answer: object;
  readonly more: number;
};

/** Taken, and how much more is counted then. */
const taken: readonly Taken[] = [
  {
    row: "C19",
    what: "two signatures, the second of which is valid",
    do: async () => {
      const request = sign(text(newId()));
      return post(
        hook,
        altered(request, { "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")} ${request.headers["webhook-signature"]}` }),
      );
    },
    status: 200,
    answer: { state: "done", accepted: 1 },
    more: 1,
  },
  {
    row: "C27",
    what: "the same delivery again",
    do: async () => {
      const request = sign(text(newId()));
      await post(hook, request);
      return post(hook, request);
    },
    status: 200,
    answer: { state: "duplicate" },
    more: 1,
  },
  {
    row: "C30",
    what: "the same object by two deliveries",
    do: async () => {
      const payload = text(newId());
      await send(payload);
      return send(payload);
    },
    status: 200,
    answer: { state: "done", duplicates: 1, accepted: 0 },
    more: 1,
  },
  {
    row: "C31",
    what: "the same call from another system",
    do: async () => {
      const id = newId();
      await send(text(id, { startedAt: "2026-04-02T15:00:00Z", with: "+12125550123" }));
      return post(dialer, signed(dialer.secret, text(id, { startedAt: "2026-04-02T15:01:00Z", with: "+12125550123", owner: "raj" })));
    },
    status: 200,
    answer: { state: "done", accepted: 1 },
    more: 1,
  },
  {
    row: "C32",
    what: "an update that is older than what is stored",
    do: async () => {
      const id = newId();
      await send(text(id));
      return send(text(id, { subject: "earlier", updatedAt: "2026-03-02T15:01:00Z" }));
    },
    status: 200,
    answer: { state: "done", stale: 1 },
    more: 1,
  },
  {
    row: "C33",
    what: "an update before its creation",
    do: () => send(JSON.stringify({ ...call(newId()), type: "call.updated" })),
    status: 200,
    answer: { state: "done", accepted: 1 },
    more: 1,
  },
  {
    row: "C35",
    what: "a deletion that says nothing but which",
    do: async () => {
      const id = newId();
      await send(text(id));
      return send(JSON.stringify({ type: "call.deleted", call: { id, updatedAt: "2026-03-03T09:00:00Z" } }));
    },
    status: 200,
    answer: { state: "done", revised: 1 },
    more: 0,
  },
  {
    row: "C37",
    what: "a creation after a deletion, with a newer version",
    do: async () => {
      const id = newId();
      await send(text(id));
      await send(JSON.stringify({ type: "call.deleted", call: { id, updatedAt: "2026-03-03T09:00:00Z" } }));
      return send(text(id, { updatedAt: "2026-03-04T09:00:00Z" }));
    },
    status: 200,
    answer: { state: "done", revised: 1 },
    more: 1,
  },
  {
    row: "C51",
    what: "a kind of event that the map leaves out",
    do: () => send(JSON.stringify({ ...call(newId()), type: "deal.won" })),
    status: 202,
    answer: { state: "ignored", unused: ["deal.won"] },
    more: 0,
  },
  {
    row: "C54",
    what: 'the id 123, then "123"',
    do: async () => {
      await send(text(123));
      return send(text("123"));
    },
    status: 200,
    answer: { state: "done", duplicates: 1 },
    more: 1,
  },
  {
    row: "C56",
    what: "a user of the other system whom nobody knows",
    do: () => send(text(newId(), { owner: "u-99" })),
    status: 202,
    answer: { state: "done", accepted: 1, unattributed: 1 },
    more: 1,
  },
  { row: "C61", what: "a ping", do: () => send('{"type":"ping"}'), status: 200, answer: { state: "pong" }, more: 0 },
  {
    row: "C62",
    what: "a trial",
    do: () => send(JSON.stringify({ ...call(newId()), livemode: false })),
    status: 200,
    answer: { state: "ignored", ignored: 1 },
    more: 0,
  },
  {
    row: "C63",
    what: "what says that it is sent for the tenth time",
    do: async () => post(hook, altered(sign(text(newId())), { "x-attempt": "10" })),
    status: 200,
    answer: { state: "done", accepted: 1 },
    more: 1,
  },
];

test.each(taken)("$row $what is taken", async ({ do: act, status, answer, more }) => {
  const before = await counted();
  const found = await act();
  expect(found).toMatchObject({ status, body: answer });
  expect(await counted()).toBe(before + more);
});

test("C24, C25 a secret that was renewed holds for a day more", async () => {
  const renewed = await makeHook(api, { ...order, name: "Renewed" }, "northwind");
  const { secret } = (await ask({ method: "POST", url: `/api/v1/hook-endpoints/${renewed.id}/secret`, payload: {}, headers: inNorth }))
    .body;
  for (const each of [renewed.secret, String(secret)]) expect((await post(renewed, signed(each, text(newId())))).status).toBe(200);
  await owner.pool.query("update hook_endpoints set old_secret_until = now() - interval '1 second' where id = $1", [renewed.id]);
  expect((await post(renewed, signed(renewed.secret, text(newId())))).body["code"]).toBe("sig-invalid");
  expect((await post(renewed, signed(String(secret), text(newId())))).status).toBe(200);
});

test("C50 what comes while an endpoint is suspended waits, and is counted when it is resumed", async () => {
  const suspended = await makeHook(api, { ...order, name: "Suspended", suspended: true }, "northwind");
  const before = await counted();
  expect(await post(suspended, signed(suspended.secret, text(newId())))).toMatchObject({ status: 202, body: { state: "waiting" } });
  const read = (): Promise<number> =>
    readWaitingHooks(database, companyId, {
      now: (BigInt(Date.now()) + 120_000n) * 1000n,
      hearFault: (error) => {
        throw error;
      },
    });
  expect(await read()).toBe(0);
  expect(await counted()).toBe(before);
  await ask({
    method: "PUT",
    url: `/api/v1/hook-endpoints/${suspended.id}`,
    payload: { ...order, name: "Suspended" },
    headers: { ...inNorth, "if-match": "*" },
  });
  expect(await read()).toBe(1);
  expect(await counted()).toBe(before + 1);
});

test("C68 what was kept by a process that died before it was read is read when it is sent again", async () => {
  const request = sign(text(newId()));
  const before = await counted();
  // As it stands after the first of the two transactions.
  await post(hook, request);
  await owner.pool.query("update hook_requests set state = 'waiting', body = $2, processed_at = null where delivery_id = $1", [
    request.id,
    Buffer.from(request.payload),
  ]);
  await owner.pool
    .query("delete from activities where external_id = $1", [(JSON.parse(request.payload) as { call: { id: string } }).call.id])
    .catch(() => undefined);
  expect(await post(hook, request)).toMatchObject({ status: 200, body: { state: "done" } });
  expect(await counted()).toBe(before + 1);
});

test("numbers that may be stored nowhere are kept nowhere, in a body neither", async () => {
  const { status, body } = await send(text(newId(), { subject: "card 4111 1111 1111 1111" }));
  expect(status).toBe(202);
  expect(body).toMatchObject({ state: "quarantined", problems: [{ code: "secret-number", pointer: "/call/subject" }] });
  const { rows } = await owner.pool.query<{ kept: string }>("select r::text as kept from hook_requests r");
  const kept = rows.map((row) => row.kept).join("\n");
  for (const number of ["4111 1111 1111 1111", "4111111111111111"]) {
    expect(kept).not.toContain(number);
    expect(kept).not.toContain(Buffer.from(number).toString("hex"));
  }
  const replay = await ask({
    method: "POST",
    url: `/api/v1/hook-endpoints/${hook.id}/requests/${String(body["request"])}/replay`,
    headers: inNorth,
  });
  expect(replay.body["code"]).toBe("hook-body-gone");
});

const listening = async (): Promise<number> => {
  if (!app.server.listening) await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as AddressInfo).port;
};

test("C15, C26 a header that comes twice, or holds a line break, is refused", async () => {
  const port = await listening();
  const { payload, headers } = sign(text(newId()));
  const answer = await new Promise<string>((resolve, reject) => {
    const request = requestHttp(
      {
        port,
        host: "127.0.0.1",
        method: "POST",
        path: hook.path,
        headers: { ...headers, "webhook-id": [headers["webhook-id"] ?? "", "msg_other"] },
      },
      (response) => {
        response.setEncoding("utf8");
        let body = "";
        response.on("data", (piece: string) => (body += piece));
        response.on("end", () => resolve(`${response.statusCode} ${body}`));
      },
    );
    request.on("error", reject);
    request.end(payload);
  });
  expect(answer).toMatch(/^400 .*header-repeated/);
  const raw = await new Promise<string>((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1" }, () =>
      socket.write(`POST ${hook.path} HTTP/1.1\r\nhost: localhost:${port}\r\nwebhook-id: a\rb\r\ncontent-length: 0\r\n\r\n`),
    );
    let heard = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => (heard += piece));
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
  });
  expect(raw).toMatch(/^HTTP\/1\.1 400 /);
});

test("C69 who sends a byte now and then is not waited for", async () => {
  const port = await listening();
  const { payload, headers } = sign(text(newId()));
  const heard = await new Promise<string>((resolve, reject) => {
    const head = Object.entries({ ...headers, host: `localhost:${port}`, "content-length": String(payload.length) }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const socket = createConnection({ port, host: "127.0.0.1" }, () =>
      socket.write(`POST ${hook.path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`),
    );
    let at = 0;
    const timer = setInterval(() => socket.writable && socket.write(payload[at++] ?? ""), 300);
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => (answer += piece));
    socket.on("close", () => {
      clearInterval(timer);
      resolve(answer);
    });
    socket.on("error", reject);
  });
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(heard).toContain("request-timeout");
});

test("who owns an endpoint sees what was not let in, and an event of another account stands in the audit", async () => {
  await post(ofAccount, signed(ofAccount.secret, JSON.stringify({ account: "A-2", ...call(newId()) })));
  expect((await ask({ url: `/api/v1/hook-endpoints/${ofAccount.id}`, headers: inNorth })).body).toMatchObject({
    refused: { lastCode: "account-mismatch" },
  });
  const { rows } = await owner.pool.query("select after from audit_events where act = 'receive-hook'");
  expect(rows.length).toBeGreaterThan(0);
  expect(await post(ofAccount, signed(ofAccount.secret, JSON.stringify({ account: "A-1", ...call(newId()) })))).toMatchObject({
    status: 200,
  });
});

test("none of it was a fault", () => {
  expect(api.faults).toEqual([]);
});
