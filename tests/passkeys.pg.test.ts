import { generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inCompany } from "../src/store/database.ts";
import { keepPasskey, passkeysOf } from "../src/store/passkeys.ts";
import { userByName } from "../src/store/users.ts";
import { newSecret } from "../src/operations/secret.ts";
import { codeOf, stepOf } from "../src/operations/sign-in/one-time-codes.ts";
import { sealProof } from "../src/operations/sign-in/proof.ts";
import { browser, makeAccount, proved, type Account } from "./accounts.ts";
import { testApi } from "./api.ts";
import { browserPath, launch } from "./e2e/browser.ts";
import { openCompany } from "./product.ts";
import { softwareAuthenticator, type Said } from "./software-authenticator.ts";
import { testDatabase } from "./test-database.ts";

/** Passkeys with an authenticator that Chromium brings along for tests, and the library that the pages use. */

const { database, owner } = await testDatabase();
const secret = newSecret();
const { app, ask, faults } = await testApi(database, { secret });
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
  readonly prove: () => Promise<Answer>;
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
    prove: async () => {
      const { body: optionsJSON } = await call("POST", "/session/proof/passkey/options");
      return call("POST", "/session/proof/passkey", { response: await startAuthentication({ optionsJSON }) });
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

  /** A page of the test's own at our address, with an authenticator that takes its user for verified. */
  const visit = async (account: Account) => {
    const context = await chromium.newContext();
    const page = await context.newPage();
    await page.route("**/own-page", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>own</title>" }));
    const cookies = (await proved(app, account)).cookie.split("; ").map((each) => each.split("="));
    await context.addCookies(cookies.map(([name = "", value = ""]) => ({ name, value, url })));
    const devtools = await context.newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
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
    const account = await makeAccount(database, companyId, { email: "mina@northwind.example" });
    await using there = await visit(account);
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
    const remove = () => own(page, "call", "DELETE", `/account/passkeys/${String(made.body["id"])}`);
    // Who has come in by a passkey and has a password is asked for it, or for the passkey once more.
    expect(await remove()).toMatchObject({ status: 403, body: { code: "proof-required" } });
    expect(await own(page, "prove")).toMatchObject({ status: 200, body: { provedUntil: expect.any(String) as string } });
    expect(await remove()).toMatchObject({ status: 200 });
    await forgetSession(context);
    expect(await own(page, "signIn")).toMatchObject({ status: 401, body: { code: "passkey-unknown" } });
  });

  test("the same answer again, another browser's challenge and a copied authenticator open nothing", async () => {
    const account = await makeAccount(database, companyId, { email: "raj@northwind.example" });
    await using there = await visit(account);
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
    const account = await makeAccount(database, companyId, { email: "kim@northwind.example" });
    const another = await makeAccount(database, companyId, { email: "lee@northwind.example" });
    await using there = await visit(account);
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

  test("a verified user's is two factors in one", async () => {
    const account = await makeAccount(database, companyId, { email: "choi@northwind.example" });
    await using there = await visit(account);
    const { page, context } = there;
    await own(page, "register", "Phone");
    const { body } = await own(page, "call", "POST", "/account/second-factor");
    const code = codeOf(String(body["secret"]), stepOf(Date.now()));
    expect((await own(page, "call", "POST", "/account/second-factor/confirmation", { code })).status).toBe(200);
    await forgetSession(context);
    expect(await own(page, "signIn")).toMatchObject({ status: 200, body: { signedIn: { secondFactor: { on: true } } } });
    expect(faults).toEqual([]);
  });
});

describe("what an authenticator says", () => {
  const origin = "http://localhost:3000";
  const key = softwareAuthenticator(companyId, { origin, rpId: "localhost" });
  let account: Account;
  beforeAll(async () => {
    account = await makeAccount(database, companyId, { email: "jung@northwind.example" });
    await inCompany(database, companyId, async (tx) => {
      const user = await userByName(tx, companyId, { emailKey: account.email, memberNumber: null });
      const { credentialId, userHandle, publicKey } = key;
      const passkey = { userNumber: user?.number ?? 0, credentialId, userHandle, publicKey, counter: 0n, transports: [], name: "Own" };
      return keepPasskey(tx, companyId, passkey);
    });
  });

  const signIn = async (said: Said = {}, ask = browser(app)) => {
    const { challenge } = (await ask({ method: "POST", url: "/api/v1/session/passkey/options" })).body;
    return ask({ method: "POST", url: "/api/v1/session/passkey", payload: { response: key.answer(String(challenge), said) } });
  };

  test("the truth signs in", async () => {
    expect(await signIn()).toMatchObject({ status: 200, body: { signedIn: { user: { email: account.email } }, next: "/" } });
  });

  const another = Buffer.alloc(32, 7);
  another.writeUInt32BE(companyId, 0);
  const elsewhere = Buffer.from(key.userHandle);
  elsewhere.writeUInt32BE(companyId + 1, 0);
  test.each<readonly [string, Said, string]>([
    ["another site's page", { origin: "http://localhost.evil.example:3000" }, "passkey-failed"],
    ["another port's page", { origin: "http://localhost:3001" }, "passkey-failed"],
    ["another site's key", { rpId: "evil.example" }, "passkey-failed"],
    ["a registration", { type: "webauthn.create" }, "passkey-failed"],
    ["another challenge", { challenge: "AAAA" }, "passkey-failed"],
    ["nobody touched it", { flags: 0 }, "passkey-failed"],
    ["another key's signature", { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }, "passkey-failed"],
    ["as often as it was used before", { counter: 1 }, "passkey-failed"],
    ["another person's handle", { userHandle: another }, "passkey-unknown"],
    ["another company's handle", { userHandle: elsewhere }, "passkey-unknown"],
    ["a handle that is none", { userHandle: Buffer.from("mina") }, "passkey-unknown"],
  ])("refused: %s", async (_what, said, code) => {
    const ask = browser(app);
    expect(await signIn(said, ask)).toMatchObject({ status: 401, body: { code } });
    expect(ask.jar.has("attain")).toBe(false);
  });

  test("what is no answer is refused by its fields", async () => {
    const ask = browser(app);
    const send = (payload: object) => ask({ method: "POST", url: "/api/v1/session/passkey", payload });
    expect(await send({})).toMatchObject({ status: 422, body: { code: "required", pointer: "/response" } });
    expect(await send({ response: { id: "a=", rawId: 1, response: {} } })).toMatchObject({
      body: {
        errors: [
          { code: "required", pointer: "/response/response/clientDataJSON" },
          { code: "required", pointer: "/response/response/authenticatorData" },
          { code: "required", pointer: "/response/response/signature" },
          { code: "required", pointer: "/response/response/userHandle" },
          { code: "base64url", pointer: "/response/id" },
          { code: "type", pointer: "/response/rawId" },
        ],
      },
    });
  });

  test("a number has no passkeys, and the page is told before", async () => {
    const ask = browser(app, { host: "127.0.0.1:3000" });
    expect(await ask({ method: "POST", url: "/api/v1/session/passkey/options" })).toMatchObject({
      status: 409,
      body: { code: "passkey-address" },
    });
    expect((await ask({ url: "/api/v1/session" })).body).toMatchObject({ ways: { passkeys: false } });
    expect((await browser(app)({ url: "/api/v1/session" })).body).toMatchObject({ ways: { passkeys: true, oidc: [] } });
  });

  test("a touch alone is one factor: the second is asked for where the account has one", async () => {
    const own = browser(app, await proved(app, account));
    const { secret } = (await own({ method: "POST", url: "/api/v1/account/second-factor" })).body;
    const code = (steps: bigint): string => codeOf(String(secret), stepOf(Date.now()) + steps);
    const confirmed = await own({ method: "POST", url: "/api/v1/account/second-factor/confirmation", payload: { code: code(0n) } });
    expect(confirmed.status).toBe(200);
    const there = browser(app);
    const begun = await signIn({ flags: 1 }, there);
    expect(begun.body).toEqual({ secondFactor: { token: expect.any(String) as string } });
    expect((await there({ url: "/api/v1/account/passkeys" })).status).toBe(401);
    const { token } = begun.body["secondFactor"] as { readonly token: string };
    const done = await there({ method: "POST", url: "/api/v1/session/second-factor", payload: { token, code: code(1n) } });
    expect(done).toMatchObject({ status: 200, body: { signedIn: { user: { email: account.email } } } });
  });

  test("the last way to sign in stays, an ended account's are gone", async () => {
    const { number } = await inCompany(database, companyId, async (tx) => {
      const user = await userByName(tx, companyId, { emailKey: account.email, memberNumber: null });
      return { number: user?.number ?? 0 };
    });
    const { sealed } = sealProof(secret, { companyId, userNumber: number, session: account.session }, Date.now());
    const headers = { cookie: `${account.headers.cookie}; attain-proof=${sealed}` };
    await owner.pool.query("update users set password_hash = null where user_number = $1", [number]);
    const [passkey] = (await ask({ url: "/api/v1/account/passkeys", headers: account.headers })).body["passkeys"] as { id: number }[];
    const remove = { method: "DELETE", url: `/api/v1/account/passkeys/${passkey?.id}`, headers } as const;
    expect(await ask(remove)).toMatchObject({ status: 409, body: { code: "way-last" } });
    expect((await ask({ method: "DELETE", url: `/api/v1/users/${account.id}` })).status).toBe(200);
    expect(await signIn()).toMatchObject({ status: 401, body: { code: "passkey-unknown" } });
    expect(await inCompany(database, companyId, (tx) => passkeysOf(tx, companyId, number))).toEqual([]);
  });
});
