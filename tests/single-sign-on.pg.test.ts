import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { testApi } from "./api.ts";
import { browserPath, launch, reader } from "./e2e/browser.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** A provider of OpenID Connect that others wrote, and a browser between it and us. */

const { database } = await testDatabase();
const secretOfClient = "a secret of the test's own, long enough";
let issuer = "";
const { app, ask, faults } = await testApi(database, { outside: { allow: (origin) => origin === issuer } });

const { companyId } = await openCompany(
  database,
  {
    company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "mina", name: "Mina", email: "mina@northwind.example" }],
  },
  "2026-03-01",
);

/** The provider's own pages for those who sign in take any name and password. */
const startProvider = async (redirectUri: string) => {
  const server = createServer((request, response) => void provider.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It listens on a port of TCP.
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { Provider } = await import("oidc-provider");
  const provider = new Provider(issuer, {
    clients: [{ client_id: "attain", client_secret: secretOfClient, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["only for this test"] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@northwind.example`, email_verified: true }),
    }),
  });
  return { stop: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
};

describe.skipIf(browserPath === undefined)("single sign-on in a browser", () => {
  test("a person signs in by their provider, and is who they were there the next time", async () => {
    const address = await app.listen({ port: 0, host: "localhost" });
    const url = `http://localhost:${new URL(address).port}`;
    // The provider says on every start that it is a quick one.
    vi.spyOn(console, "info").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
    const provider = await startProvider(`${url}/sign-in/oidc/callback/${companyId}/works`);
    const browser = await launch();
    onTestFinished(async () => {
      await browser.close();
      await provider.stop();
    });
    const order = {
      name: "Northwind's own",
      issuer,
      clientId: "attain",
      clientSecret: secretOfClient,
      domains: ["northwind.example"],
      createsAccounts: true,
      roles: ["rep"],
    };
    expect((await ask({ method: "PUT", url: "/api/v1/oidc-providers/works", payload: order })).status).toBe(200);

    /** A code that was used before, in a sign-in that another browser began. */
    const redeemedAgain = async (code: string): Promise<unknown> => {
      const { host } = new URL(url);
      const begun = await app.inject({ url: "/sign-in/oidc/works", headers: { host } });
      const state = new URL(String(begun.headers.location)).searchParams.get("state") ?? "";
      const query = new URLSearchParams({ code, state, iss: issuer });
      const cookie = begun.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
      const answer = await app.inject({ url: `/sign-in/oidc/callback/${companyId}/works?${query}`, headers: { host, cookie } });
      return [answer.statusCode, answer.json()];
    };

    const signIn = async (): Promise<Record<string, unknown>> => {
      await using visit = await reader(browser, { language: "en", width: 1000 });
      const { page } = visit;
      const returns: { readonly url: string; readonly cookie: Promise<string | null> }[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/callback/")) returns.push({ url: request.url(), cookie: request.headerValue("cookie") });
      });
      await page.goto(`${url}/sign-in/oidc/works?next=/api/v1/session`);
      expect(new URL(page.url()).origin).toBe(issuer);
      await page.locator("input[name=login]").fill("mina");
      await page.locator("input[name=password]").fill("any");
      await page.getByRole("button", { name: /sign-in/i }).click();
      await page.getByRole("button", { name: /continue/i }).click();
      await page.waitForURL(`${url}/api/v1/session`);
      const cookies = await page.context().cookies(url);
      expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
        ["attain", true, "Lax"],
        // It has no password that could be asked for once more.
        ["attain-proof", true, "Lax"],
      ]);
      const [came] = returns;
      const replay = await app.inject({ url: came?.url ?? "", headers: { host: new URL(url).host, cookie: (await came?.cookie) ?? "" } });
      expect([replay.statusCode, replay.json()]).toMatchObject([400, { code: "oidc-state" }]);
      expect(await redeemedAgain(new URL(came?.url ?? "").searchParams.get("code") ?? "")).toMatchObject([401, { code: "oidc-failed" }]);
      return JSON.parse(await page.evaluate(async () => (await fetch("/api/v1/session")).text())) as Record<string, unknown>;
    };
    const expected = { signedIn: { user: { email: "mina@northwind.example", roles: ["rep"], member: { id: "mina" } } } };
    expect(await signIn()).toMatchObject(expected);
    expect(await signIn()).toMatchObject(expected);
    const { body } = await ask("/api/v1/users");
    expect(body["users"]).toHaveLength(1);
    expect(faults).toEqual([]);
  });
});
