import { connect } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { testApi, type Answer } from "./api.ts";
import { newKey } from "./key.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

// The numbers are those of the list of bad inputs that this interface was built against; those of bodies are tried beside the server.

const { database } = await testDatabase();
const { app, ask, faults } = await testApi(database, { silenceSeconds: 1 });
const companyOf = (id: string) => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const keys: Record<"ours" | "theirs", Readonly<Record<string, string>>> = { ours: {}, theirs: {} };
for (const id of ["ours", "theirs"] as const) {
  const { companyId } = await openCompany(database, companyOf(id));
  keys[id] = await newKey(database, companyId, "dialer");
  const call = { source: "dialer", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };
  const payload = Array.from({ length: 7 }, (_, index) => ({ ...call, externalId: `${id}-${index}` }));
  await ask({ method: "POST", url: "/api/v1/activities", payload, headers: keys[id] });
}

const list = (query: string, who: "ours" | "theirs" = "ours"): Promise<Answer> =>
  ask({ url: `/api/v1/activities?${query}`, headers: keys[who] });
const cursorIn = (body: Answer["body"]): string => (typeof body["nextCursor"] === "string" ? body["nextCursor"] : "");
const nextOf = (body: Answer["body"]): string => (cursorIn(body) === "" ? "" : `&cursor=${cursorIn(body)}`);
const refused = { status: 400, body: { code: "cursor-invalid", parameter: "cursor" } };

describe("cursors", () => {
  test("a list is walked page by page, and each record comes once", async () => {
    const seen: unknown[] = [];
    let cursor = "";
    do {
      const { body } = await list(`kind=call&limit=3${cursor}`);
      seen.push(...(body["activities"] as readonly Record<string, unknown>[]).map(({ externalId }) => externalId));
      cursor = nextOf(body);
    } while (cursor !== "");
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `ours-${index}`));
  });

  test("one that was changed by hand opens nothing (B60)", async () => {
    const cursor = cursorIn((await list("limit=3")).body);
    expect((await list(`limit=3&cursor=${cursor}`)).status).toBe(200);
    // How many at once may change between two pages.
    expect((await list(`limit=2&cursor=${cursor}`)).status).toBe(200);
    for (let at = 0; at < cursor.length; at += 1) {
      const other = cursor.charAt(at) === "A" ? "B" : "A";
      // The last character may hold bits that nobody reads.
      if (at < cursor.length - 1)
        expect([at, await list(`limit=3&cursor=${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`)]).toMatchObject([at, refused]);
    }
    for (const bad of ["", "x", cursor.slice(0, -4), `${cursor}AAAA`, "A".repeat(5_000), Buffer.from("activities 1").toString("base64url")])
      expect([bad, await list(`limit=3&cursor=${bad}`)]).toMatchObject([bad, refused]);
  });

  test("one of another company, another list or other parameters opens nothing (B60)", async () => {
    const cursor = cursorIn((await list("limit=3")).body);
    expect(await list(`limit=3&cursor=${cursor}`, "theirs")).toMatchObject(refused);
    expect(await list(`kind=call&limit=3&cursor=${cursor}`)).toMatchObject(refused);
    for (const url of [
      "leaves",
      "disputes",
      "imports",
      "unattributed",
      "merge-suggestions",
      "api-keys",
      "drafts",
      "import-maps",
      "closures",
    ])
      expect([url, await ask({ url: `/api/v1/${url}?cursor=${cursor}`, headers: keys.ours })]).toMatchObject([url, refused]);
  });

  test.for(["1000000", "0", "-1", "abc", "1.0", ""])("limit=%s is out of range (B59)", async (limit) => {
    for (const url of ["activities", "drafts", "import-maps", "closures", "follow-ups", "api-keys"])
      expect(await ask({ url: `/api/v1/${url}?limit=${limit}`, headers: keys.ours })).toMatchObject({
        status: 422,
        body: { code: "limit-range", parameter: "limit" },
      });
  });
});

test("a list that is worked out whole is walked page by page, too", async () => {
  for (let number = 0; number < 5; number += 1) {
    const payload = { plans: [{ id: "weekly", cadence: "week", require: { metric: "calls", target: 5 + number } }] };
    expect((await ask({ method: "PUT", url: `/api/v1/drafts/draft-${number}`, payload, headers: keys.ours })).status).toBe(200);
  }
  const seen: unknown[] = [];
  let cursor = "";
  do {
    const { body } = await ask({ url: `/api/v1/drafts?limit=2${cursor}`, headers: keys.ours });
    seen.push(...(body["drafts"] as readonly Record<string, unknown>[]).map(({ id }) => id));
    cursor = nextOf(body);
  } while (cursor !== "");
  expect(seen).toEqual(["draft-4", "draft-3", "draft-2", "draft-1", "draft-0"]);
});

describe("other sites", () => {
  const cors = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
  ];
  test("no answer lets another site's page read it", async () => {
    for (const url of ["/", "/api/openapi.json", "/api/v1/activities", "/api/v1/session", "/healthz", "/nothing"]) {
      const { headers } = await app.inject({ url, headers: { host: "localhost", origin: "https://evil.example", ...keys.ours } });
      expect([url, cors.filter((name) => name in headers)]).toEqual([url, []]);
      expect([url, headers["cross-origin-resource-policy"], headers["x-content-type-options"]]).toEqual([url, "same-origin", "nosniff"]);
    }
  });

  test("a browser that asks first is told no", async () => {
    const headers = {
      host: "localhost",
      origin: "https://evil.example",
      "access-control-request-method": "DELETE",
      "access-control-request-headers": "authorization",
    };
    for (const url of ["/api/v1/activities", "/api/v1/session", "/api/v1/company", "/api/v1/api-keys"]) {
      const answer = await app.inject({ method: "OPTIONS", url, headers });
      expect([url, answer.statusCode, cors.filter((name) => name in answer.headers)]).toEqual([url, 405, []]);
    }
  });

  test.for(["DELETE", "PUT", "delete"])("a header that asks for %s is ignored (B56)", async (method) => {
    for (const name of ["x-http-method-override", "x-http-method", "x-method-override"])
      expect((await ask({ url: "/api/v1/activities/dialer/ours-0", headers: { ...keys.ours, [name]: method } })).body).toMatchObject({
        externalId: "ours-0",
      });
    expect((await ask({ url: "/api/v1/activities/dialer/ours-0", headers: keys.ours })).body["voided"] ?? null).toBeNull();
  });
});

describe("senders that are slow", () => {
  const opened = app.listen({ host: "127.0.0.1", port: 0 });
  afterAll(() => app.server.closeAllConnections());

  /** Sends the head, then byte after byte, until the server hangs up. */
  const crawl = async (head: string, byte: string): Promise<string> => {
    const socket = connect(Number(new URL(await opened).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(head);
    const timer = setInterval(() => void (socket.writable && socket.write(byte)), 50);
    let heard = "";
    try {
      for await (const piece of socket) heard += String(piece);
    } finally {
      clearInterval(timer);
    }
    return heard;
  };
  const head = (type: string, more: string): string =>
    `POST /api/v1/activities HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${keys.ours["authorization"]}\r\nContent-Type: ${type}\r\n${more}\r\n\r\n`;

  test("a body that comes byte by byte is not waited for (B13, C69)", async () => {
    const heard = await crawl(head("application/json", "Content-Length: 100000"), " ");
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(heard).toContain('"code":"request-timeout"');
  });

  test("nor are lines that do, and what came whole before is kept", async () => {
    const line = JSON.stringify({ source: "dialer", externalId: "slow", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" });
    const chunk = `${(line.length + 1).toString(16)}\r\n${line}\n\r\n`;
    const heard = await crawl(`${head("application/x-ndjson", "Transfer-Encoding: chunked")}${chunk}`, "1\r\n \r\n");
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  });
});

test("nothing of this was a fault", () => {
  expect(faults).toEqual([]);
});
