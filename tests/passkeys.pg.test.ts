import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAccount } from "./accounts.ts";
import { testApi } from "./api.ts";
import { browserPath, launch } from "./e2e/browser.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** Passkeys with an authenticator that Chromium brings along for tests, and the library that the pages use. */

const { database } = await testDatabase();
const { app, faults } = await testApi(database);
const { companyId } = await openCompany(
  database,
  { company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" } },
  "2026-03-01",
);

const library = createRequire(import.meta.url)
  .resolve("@simplewebauthn/browser")
  .replace("/script/index.js", "/dist/bundle/index.umd.min.js");

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** What runs in the page; each ends as the server or the browser answers. */
type InPage = {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly register: (name: string) => Promise<Answer>;
  readonly signIn: () => Promise<Answer>;
};

const pageScript = `
  const call = async (method, path, body) => {
    const answer = await fetch("/api/v1" + path, {
      method, ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const { startRegistration, startAuthentication } = SimpleWebAuthnBrowser;
  window.own = {
    call,
    register: async (name) => {
      const { body: optionsJSON } = await call("POST", "/account/passkeys/options");
      return call("POST", "/account/passkeys", { name, response: await startRegistration({ optionsJSON }) });
    },
    signIn: async () => {
      const { body: optionsJSON } = await call("POST", "/session/passkey/options");
      window.shown = await startAuthentication({ optionsJSON });
      return call("POST", "/session/passkey", { response: window.shown });
    },
  };
`;

describe.skipIf(browserPath === undefined)("passkeys in a browser", () => {
  let chromium: Browser;
  let url = "";
  beforeAll(async () => {
    url = `http://localhost:${new URL(await app.listen({ port: 0, host: "localhost" })).port}`;
    chromium = await launch();
  });
  afterAll(() => chromium?.close());

  /** A page of the test's own at our address, with an authenticator that verifies its user or only feels a touch. */
  const visit = async ({ verifies = true, session }: { verifies?: boolean; session?: string } = {}) => {
    const context = await chromium.newContext();
    const page = await context.newPage();
    await page.route("**/own-page", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>own</title>" }));
    if (session !== undefined) await context.addCookies([{ name: "attain", value: session, url }]);
    const devtools = await context.newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: verifies,
        isUserVerified: verifies,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${url}/own-page`);
    await page.addScriptTag({ path: library });
    await page.addScriptTag({ content: pageScript });
    const credentials = async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    return { page, context, devtools, authenticatorId, credentials, [Symbol.asyncDispose]: () => context.close() };
  };
  const own = <Name extends keyof InPage>(page: Page, name: Name, ...given: Parameters<InPage[Name]>): Promise<Answer> =>
    page.evaluate(
      ([called, values]) =>
        (globalThis as unknown as { own: Record<string, (...values: unknown[]) => Promise<Answer>> }).own[called]?.(...values),
      [name, given] as const,
    ) as Promise<Answer>;
  const forgetSession = (context: Awaited<ReturnType<typeof visit>>["context"]) => context.clearCookies({ name: "attain" });

  test("a passkey is made, signs in without a name, is listed with its use, and opens nothing once removed", async () => {
    const { session } = await makeAccount(database, companyId, { email: "mina@northwind.example" });
    await using there = await visit({ session });
    const { page, context } = there;
    const made = await own(page, "register", "My laptop");
    expect(made).toMatchObject({ status: 201, body: { name: "My laptop", usedAt: null } });
    expect(await own(page, "call", "GET", "/account/passkeys")).toMatchObject({ body: { passkeys: [made.body] } });

    await forgetSession(context);
    expect(await own(page, "call", "GET", "/account/passkeys")).toMatchObject({ status: 401 });
    expect(await own(page, "signIn")).toMatchObject({
      status: 200,
      body: { signedIn: { user: { email: "mina@northwind.example" } }, next: "/" },
    });
    const { body } = await own(page, "call", "GET", "/account/passkeys");
    expect(body).toMatchObject({ passkeys: [{ name: "My laptop", usedAt: expect.any(String) as string }] });

    const [credential] = await there.credentials();
    // The handle tells the device nothing about the person.
    expect(Buffer.from(credential?.userHandle ?? "", "base64")).toHaveLength(32);
    expect(await own(page, "call", "DELETE", `/account/passkeys/${String(made.body["id"])}`)).toMatchObject({ status: 200 });
    await forgetSession(context);
    expect(await own(page, "signIn")).toMatchObject({ status: 401, body: { code: "passkey-unknown" } });
  });

  test("the same answer again, another browser's challenge and a copied authenticator open nothing", async () => {
    const { session } = await makeAccount(database, companyId, { email: "raj@northwind.example" });
    await using there = await visit({ session });
    const { page, context, devtools, authenticatorId } = there;
    await own(page, "register", "Key");
    const [copy] = await there.credentials();
    await forgetSession(context);
    const begun = await own(page, "call", "POST", "/session/passkey/options");
    expect(begun.status).toBe(200);
    const cookies = await context.cookies();
    expect((await own(page, "signIn")).status).toBe(200);
    const shown = await page.evaluate(() => (globalThis as unknown as { shown: unknown }).shown);
    const replay = () => own(page, "call", "POST", "/session/passkey", { response: shown });
    expect(await replay()).toMatchObject({ status: 400, body: { code: "passkey-challenge" } });
    // A challenge that this browser did begin, but not for this answer.
    await context.addCookies(cookies);
    expect(await replay()).toMatchObject({ status: 401, body: { code: "passkey-failed" } });
    await context.addCookies(cookies);
    expect(await replay()).toMatchObject({ status: 400, body: { code: "passkey-challenge" } });

    // The device counts its uses: a copy that was made before counts from there.
    await devtools.send("WebAuthn.removeCredential", { authenticatorId, credentialId: copy?.credentialId ?? "" });
    if (copy !== undefined) await devtools.send("WebAuthn.addCredential", { authenticatorId, credential: { ...copy, signCount: 0 } });
    await forgetSession(context);
    expect(await own(page, "signIn")).toMatchObject({ status: 401, body: { code: "passkey-failed" } });
  });

  test("a device has one passkey for an account, and another account's browser adds none to it", async () => {
    const { session } = await makeAccount(database, companyId, { email: "kim@northwind.example" });
    const another = await makeAccount(database, companyId, { email: "lee@northwind.example" });
    await using there = await visit({ session });
    const { page, context } = there;
    await own(page, "register", "Key");
    await expect(own(page, "register", "Again")).rejects.toThrow(/previously registered/);
    const begun = await own(page, "call", "POST", "/account/passkeys/options");
    await context.addCookies([{ name: "attain", value: another.session, url }]);
    expect(begun.status).toBe(200);
    const response = { id: "AAAA", rawId: "AAAA", type: "public-key", response: { clientDataJSON: "AAAA", attestationObject: "AAAA" } };
    expect(await own(page, "call", "POST", "/account/passkeys", { name: "Theirs", response })).toMatchObject({
      status: 400,
      body: { code: "passkey-challenge" },
    });
  });

  test("a touch alone is one factor: the second is asked for where the account has one", async () => {
    const { session } = await makeAccount(database, companyId, { email: "park@northwind.example" });
    await using there = await visit({ session, verifies: false });
    const { page, context } = there;
    expect((await own(page, "register", "Key")).status).toBe(201);
    await forgetSession(context);
    expect(await own(page, "signIn")).toMatchObject({ status: 200, body: { signedIn: {} } });
    expect(faults).toEqual([]);
  });
});
