import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newSecret } from "../operations/secret.ts";
import { openPool } from "../store/database.ts";
import { makeServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "attain-pages-"));
mkdirSync(join(folder, "web", "assets"), { recursive: true });
writeFileSync(join(folder, "web", "index.html"), "<!doctype html><title>Attain</title>");
writeFileSync(join(folder, "web", "icon.svg"), "<svg/>");
writeFileSync(join(folder, "web", "assets", "index-4f2a.js"), "export {};");
writeFileSync(join(folder, "secret.txt"), "not for anybody");

const database = openPool({ host: "/nonexistent", user: "nobody", password: "", database: "none" });
const app = await makeServer({ database, secret: newSecret(), webFolder: join(folder, "web"), hearFault: () => undefined });
afterAll(async () => {
  await app.close();
  await database.pool.end();
  rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { host: "localhost", accept: "text/html", ...headers } });

test("a page is served at every address of the app, and asked for anew", async () => {
  for (const url of ["/", "/members/raj?on=2026-03-31", "/team", "/metrics", "/metrics?company=northwind"]) {
    const { statusCode, headers, body } = await get(url);
    expect({ url, statusCode, type: headers["content-type"], cache: headers["cache-control"] }).toEqual({
      url,
      statusCode: 200,
      type: "text/html; charset=utf-8",
      cache: "no-cache",
    });
    expect(body).toContain("Attain");
  }
});

test("no page runs what is not this server's, inline code included", async () => {
  const { headers } = await get("/");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|http:|https:|data:|\*/);
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  expect(headers["strict-transport-security"]).toBeUndefined();
});

test("files named after their content are kept for ever, others asked for anew", async () => {
  expect((await get("/assets/index-4f2a.js")).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await get("/icon.svg")).headers["cache-control"]).toBe("no-cache");
});

test.for([
  "/assets/index-gone.js",
  "/api/v1/nothing",
  "/api",
  "/schemas/other.json",
  "/index.htm",
  "/..%2fsecret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/%2e%2e/secret.txt",
  "/assets/",
])("%s is no page and no file", async (url) => {
  const { statusCode, body } = await get(url);
  expect(statusCode).toBe(404);
  expect(body).not.toContain("not for anybody");
  expect(JSON.parse(body)).toMatchObject({ code: "address-unknown" });
});

test("what does not want a page is told that there is nothing", async () => {
  expect((await get("/team", { accept: "application/json" })).statusCode).toBe(404);
  expect((await app.inject({ method: "POST", url: "/team", headers: { host: "localhost", accept: "text/html" } })).statusCode).toBe(404);
});
