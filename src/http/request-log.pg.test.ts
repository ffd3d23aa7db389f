import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { byKey } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { RequestLine } from "./request-log.ts";

const { database } = await testDatabase();
const lines: RequestLine[] = [];
const { app, ask } = await testApi(database, { hearRequest: (line) => void lines.push(line) });
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
});
const metricsKey = await byKey(database, companyId, "prometheus", ["metrics:read"]);
const otherKey = await byKey(database, companyId, "other", ["company:read"]);

/** What stands in no document. */
const look = async (url: string): Promise<{ readonly text: string; readonly headers: Readonly<Record<string, unknown>> }> => {
  const { body, headers, statusCode } = await app.inject({ url, headers: { host: "localhost:3000" } });
  expect(statusCode).toBe(200);
  return { text: body, headers };
};

const lineOf = (id: unknown): RequestLine | undefined => lines.find((line) => line.id === id);

test("each answer carries an id, under which one line says what was asked by whom and how it ended", async () => {
  const { headers } = await ask("/api/v1/company?kim=5");
  expect(headers["x-request-id"]).toMatch(/^[2-9A-HJKMNP-Z]{12}$/);
  expect(lineOf(headers["x-request-id"])).toMatchObject({
    method: "GET",
    route: "/api/v1/company",
    status: 400,
    company: companyId,
    by: "key:tests",
    code: "parameter-unknown",
  });
});

test("a problem's instance is that id, and of an address only its pattern is kept", async () => {
  const { headers, body } = await ask("/api/v1/activities/dialer/kim%40acme.example");
  expect(body).toMatchObject({ code: "not-found", instance: headers["x-request-id"] });
  expect(lineOf(headers["x-request-id"])).toMatchObject({ route: "/api/v1/activities/:source/:externalId", status: 404 });
  const nowhere = await ask("/api/v1/kim%40acme.example");
  expect(lineOf(nowhere.headers["x-request-id"])).toMatchObject({ route: null, status: 404, code: "address-unknown" });
  expect(JSON.stringify(lines)).not.toContain("acme");
});

test("an address of a client is kept only where somebody was kept out", async () => {
  const out = await ask({ url: "/api/v1/company", headers: { authorization: "Bearer attain_key_1_no" }, remoteAddress: "10.0.0.9" });
  expect(lineOf(out.headers["x-request-id"])).toMatchObject({ status: 401, code: "token-invalid", address: "10.0.0.9", by: null });
  const within = await ask({ url: "/api/v1/company", remoteAddress: "10.0.0.9" });
  expect(lineOf(within.headers["x-request-id"])).not.toHaveProperty("address");
});

test("whoever hangs up in the middle is told of too", async () => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo; // it listens at a port
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const { authorization } = await byKey(database, companyId, "sender", ["activities:write"]);
  socket.write(
    `POST /api/v1/activities HTTP/1.1\r\nhost: localhost:3000\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[`,
  );
  // Its head has been read once it is known who asks.
  await expect.poll(() => app.server.listening && lines.length > 0).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  await expect
    .poll(() => lines.find((line) => line.route === "/api/v1/activities" && line.method === "POST"))
    .toMatchObject({ isAborted: true, status: 499 });
});

test("metrics are told to this computer, and to others with a key that may", async () => {
  const here = await ask("/metrics");
  expect(here.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(here.text).toMatch(/attain_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/company",status="200"\} [1-9]/);
  expect(here.text).toMatch(/attain_http_problems_total\{code="not-found"\} 1/);
  expect(here.text).toMatch(/attain_database_connections\{state="idle"\} \d/);
  expect(here.text).not.toContain("acme");

  const from = { url: "/metrics", remoteAddress: "10.0.0.9" };
  expect(await ask({ ...from, headers: metricsKey })).toMatchObject({ status: 200 });
  expect(await ask({ ...from, headers: otherKey })).toMatchObject({ status: 403, body: { code: "scope-missing" } });
  expect(await ask({ ...from, headers: { authorization: "" } })).toMatchObject({ status: 401, body: { code: "auth-required" } });
  const byProxy = { "x-forwarded-for": "203.0.113.9", authorization: "" };
  expect(await ask({ url: "/metrics", headers: byProxy })).toMatchObject({ status: 401, body: { code: "auth-required" } });
});

test("the reference page has every operation and problem, and nothing from elsewhere or in place", async () => {
  const { text, headers } = await look("/api/docs");
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  expect(text).not.toMatch(/<script(?! src="\/)|<style|\sstyle=|\son\w+=/);
  expect(text).not.toMatch(/(?:src|href)="(?!\/[a-z]|#)/);
  for (const asset of ["/api/docs.css", "/api/docs.js"]) expect((await look(asset)).text).not.toMatch(/url\(|@import|:\/\//);
  const document = (await ask("/api/openapi.json")).body as { paths: Record<string, Record<string, { operationId: string }>> };
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(ids.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
  const named = new Set([...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? ""));
  expect([...named].filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
});
