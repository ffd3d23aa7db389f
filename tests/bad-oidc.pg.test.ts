import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newSecret } from "../src/operations/secret.ts";
import { inCompany } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { userByName } from "../src/store/users.ts";
import { makeAccount, proved } from "./accounts.ts";
import { testApi } from "./api.ts";
import { insideUrls } from "./inside-addresses.ts";
import { CLIENT, startLyingProvider, type Lie } from "./lying-provider.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** What a provider of OpenID Connect, or whoever stands between, can send that is not so (I52 to I67 of the list of bad inputs). */

const { database } = await testDatabase();
const [honest, other] = await Promise.all([startLyingProvider(), startLyingProvider()]);
afterAll(() => Promise.all([honest.stop(), other.stop()]));
const origins = new Set([honest.issuer, other.issuer]);
const outside = { allow: (origin: string) => origins.has(origin) };
const { app, ask, faults } = await testApi(database, { secret: newSecret(), outside });

const { companyId } = await openCompany(
  database,
  {
    company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [
      { id: "mina", name: "Mina", email: "mina@northwind.example" },
      { id: "raj", name: "Raj", email: "raj@northwind.example" },
    ],
  },
  "2026-03-01",
);

const put = (id: string, body: object) =>
  ask({ method: "PUT", url: `/api/v1/oidc-providers/${id}`, payload: { name: id, ...CLIENT, ...body } });
await put("honest", { issuer: honest.issuer });
await put("other", { issuer: other.issuer });

const mina = await makeAccount(database, companyId, { email: "mina@northwind.example", roles: ["viewer"] });
const ofMina = await proved(app, mina);
/** Mina's browser, in which she has just shown who she is. */
const minas = (): Browser => ({
  cookies: Object.fromEntries(ofMina.cookie.split("; ").map((each) => each.split("=") as [string, string])),
});

type Browser = { cookies: Record<string, string> };
const newBrowser = (): Browser => ({ cookies: {} });

/** A browser that keeps cookies and follows nothing by itself. */
const go = async (browser: Browser, url: string, headers: Readonly<Record<string, string>> = {}) => {
  const cookie = Object.entries(browser.cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const answer = await app.inject({
    url,
    headers: { host: "localhost:3000", ...(cookie === "" ? {} : { cookie }), ...headers },
  });
  for (const each of [answer.headers["set-cookie"] ?? []].flat()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
    if (value === "") delete browser.cookies[name];
    else browser.cookies[name] = value;
  }
  return answer;
};

const begin = async (browser: Browser, query = "", provider = "honest"): Promise<URL> => {
  const answer = await go(browser, `/sign-in/oidc/${provider}${query}`, { "sec-fetch-site": "same-origin" });
  expect(answer.statusCode).toBe(303);
  return new URL(String(answer.headers.location));
};

const back = (browser: Browser, address: URL) => go(browser, `${address.pathname}${address.search}`);

/** What an answer comes to: its status and code, and nothing signed in. */
const outcome = async (answer: Promise<Awaited<ReturnType<typeof go>>>) => {
  const { statusCode, body } = await answer;
  const { code, detail } = body === "" ? { code: null, detail: "" } : (JSON.parse(body) as { code: string; detail: string });
  return { status: statusCode, code, problem: /\(([\w {}…]+)\)/.exec(detail)?.[1] };
};

const link = async (): Promise<void> => {
  const browser = minas();
  const answer = await back(browser, honest.agree(await begin(browser, "?link=true&next=/account")));
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/account"]);
};
await link();

beforeEach(() => {
  honest.lie = {};
  honest.person = { sub: "mina-at-the-provider", email: "mina@northwind.example", email_verified: true };
});

test("whoever is linked is signed in, with a cookie that no script reads, and goes on where they wanted to", async () => {
  const browser = newBrowser();
  const answer = await back(browser, honest.agree(await begin(browser, "?next=/disputes")));
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/disputes"]);
  expect([answer.headers["set-cookie"]].flat()).toContainEqual(
    expect.stringMatching(/^attain=attain_session_.+; Path=\/;.*HttpOnly; SameSite=Lax/),
  );
  expect(Object.keys(browser.cookies)).toEqual(["attain"]);
  expect((await go(browser, "/api/v1/account/oidc-links")).json()).toMatchObject({ links: [{ provider: { id: "honest" } }] });
});

test("of two who change a provider the second is told that the first was there (B70, B71)", async () => {
  const listed = async (): Promise<Record<string, unknown>> => {
    const { providers } = (await ask("/api/v1/oidc-providers")).body as { providers: Record<string, unknown>[] };
    return providers.find(({ id }) => id === "other") ?? {};
  };
  const change = (name: string, seen?: string) => {
    const payload = { ...CLIENT, name, issuer: other.issuer };
    return ask({ method: "PUT", url: "/api/v1/oidc-providers/other", payload, headers: { "if-match": seen } });
  };
  const { version } = await listed();
  expect(await change("nobody saw it")).toMatchObject({ status: 428, body: { code: "precondition-required" } });
  const first = await change("first", `"${String(version)}"`);
  expect(first).toMatchObject({ status: 200, headers: { etag: `"${Number(version) + 1}"` }, body: { version: Number(version) + 1 } });
  expect(await change("second", `"${String(version)}"`)).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
  expect(await listed()).toMatchObject({ name: "first", version: Number(version) + 1 });
});

const seconds = (count: number): number => Math.floor(Date.now() / 1_000) + count;

/** By the row of the list of bad inputs. */
const lies: readonly (readonly [row: string, what: string, lie: Lie, problem: string])[] = [
  ["I55", "alg none", { signedBy: "nobody" }, "id_token"],
  ["I55", "alg none that says RS256", { signedBy: "nobody", header: (header) => ({ ...header, alg: "RS256" }) }, "id_token"],
  ["I55", "HS256 with the public key", { signedBy: "public-key" }, "id_token"],
  ["I55", "HS256 that says RS256", { signedBy: "public-key", header: (header) => ({ ...header, alg: "RS256" }) }, "id_token"],
  ["I55", "another's key under our kid", { signedBy: "another-key" }, "id_token"],
  ["I56", "another audience", { claims: (claims) => ({ ...claims, aud: "another" }) }, "aud"],
  ["I56", "several audiences, ours not authorised", { claims: (claims) => ({ ...claims, aud: ["attain", "b"], azp: "b" }) }, "azp"],
  ["I56", "another issuer", { claims: (claims) => ({ ...claims, iss: other.issuer }) }, "iss"],
  ["I56", "the issuer with a slash", { claims: (claims) => ({ ...claims, iss: `${honest.issuer}/` }) }, "iss"],
  ["I57", "expired", { claims: (claims) => ({ ...claims, exp: seconds(-61) }) }, "exp"],
  ["I57", "no end", { claims: ({ exp: _, ...claims }) => claims }, "id_token"],
  ["I57", "not yet", { claims: (claims) => ({ ...claims, nbf: seconds(70) }) }, "nbf"],
  ["I57", "made in the future", { claims: (claims) => ({ ...claims, iat: seconds(70) }) }, "iat"],
  ["I58", "no nonce", { claims: ({ nonce: _, ...claims }) => claims }, "id_token"],
  ["I58", "another nonce", { claims: (claims) => ({ ...claims, nonce: "another" }) }, "nonce"],
  ["", "no subject", { claims: ({ sub: _, ...claims }) => claims }, "id_token"],
  ["", "a subject with what no text has", { claims: (claims) => ({ ...claims, sub: "mina\u0000" }) }, "sub"],
  ["", "a subject without end", { claims: (claims) => ({ ...claims, sub: "m".repeat(256) }) }, "sub"],
  ["", "no token", { answer: ({ id_token: _, ...answer }) => answer }, "id_token"],
  ["", "a token that is none", { answer: (answer) => ({ ...answer, id_token: "a.b.c" }) }, "id_token"],
  ["", "critical extensions", { header: (header) => ({ ...header, crit: ["x"], x: 1 }) }, "id_token"],
];

describe("what does not prove who signs in opens nothing", () => {
  test.each(lies)("%s %s", async (_row, _what, lie, problem) => {
    honest.lie = lie;
    const browser = newBrowser();
    expect(await outcome(back(browser, honest.agree(await begin(browser))))).toEqual({ status: 401, code: "oidc-failed", problem });
    expect(browser.cookies).toEqual({});
  });

  test("within 60 seconds of clock difference it does", async () => {
    honest.lie = { claims: (claims) => ({ ...claims, exp: seconds(-50), iat: seconds(50), nbf: seconds(50) }) };
    const browser = newBrowser();
    expect((await back(browser, honest.agree(await begin(browser)))).statusCode).toBe(303);
  });

  test("I54 a code of another client, a made-up one and one that was used before", async () => {
    const [victim, thief] = [newBrowser(), newBrowser()];
    const code = honest.agree(await begin(victim)).searchParams.get("code") ?? "";
    const stolen = honest.agree(await begin(thief));
    stolen.searchParams.set("code", code);
    // The code belongs to the sign-in of another browser: its verifier does not fit.
    expect(await outcome(back(thief, stolen))).toEqual({ status: 401, code: "oidc-failed", problem: "invalid_grant" });
    const made = honest.agree(await begin(thief));
    made.searchParams.set("code", "made-up");
    expect(await outcome(back(thief, made))).toMatchObject({ status: 401, code: "oidc-failed", problem: "invalid_grant" });
  });

  test("a secret of ours that the provider does not know", async () => {
    honest.lie = { status: 401, answer: () => ({ error: "invalid_client", error_description: "<script>" }) };
    const browser = newBrowser();
    expect(await outcome(back(browser, honest.agree(await begin(browser))))).toMatchObject({
      code: "oidc-failed",
      problem: "invalid_client",
    });
  });

  test("a provider that is down", async () => {
    honest.lie = { status: 503, answer: () => ({}) };
    const browser = newBrowser();
    expect(await outcome(back(browser, honest.agree(await begin(browser))))).toMatchObject({ status: 503, code: "oidc-away" });
  });
});

describe("what this browser did not begin is not ended", () => {
  const refused = { status: 400, code: "oidc-state", problem: undefined };

  test("I52 without state, with another state, in another browser", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const stateless = new URL(address);
    stateless.searchParams.delete("state");
    const guessed = new URL(address);
    guessed.searchParams.set("state", "guessed");
    expect(await outcome(back({ cookies: { ...browser.cookies } }, stateless))).toEqual(refused);
    expect(await outcome(back({ cookies: { ...browser.cookies } }, guessed))).toEqual(refused);
    expect(await outcome(back(newBrowser(), address))).toEqual(refused);
    const elsewhere = newBrowser();
    await begin(elsewhere);
    expect(await outcome(back(elsewhere, address))).toEqual(refused);
    expect((await back(browser, address)).statusCode).toBe(303);
  });

  test("a replay: the same address and cookie again", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const copy = { cookies: { ...browser.cookies } };
    expect((await back(browser, address)).statusCode).toBe(303);
    const before = honest.asked.get("/token");
    expect(await outcome(back(copy, address))).toEqual(refused);
    expect(honest.asked.get("/token")).toBe(before);
  });

  test("of two at once one is signed in", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const copies = Array.from({ length: 8 }, () => back({ cookies: { ...browser.cookies } }, address));
    const statuses = (await Promise.all(copies)).map(({ statusCode }) => statusCode);
    expect(statuses.toSorted()).toEqual([303, 400, 400, 400, 400, 400, 400, 400]);
  });

  test("a cookie that was changed, made elsewhere, or is too old", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const sealed = browser.cookies["attain-oidc"] ?? "";
    const changed = `${sealed.slice(0, 20)}${sealed[20] === "A" ? "B" : "A"}${sealed.slice(21)}`;
    expect(await outcome(back({ cookies: { "attain-oidc": changed } }, address))).toEqual(refused);
    expect(await outcome(back({ cookies: { "attain-oidc": "e30" } }, address))).toEqual(refused);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    try {
      expect(await outcome(back({ cookies: { "attain-oidc": sealed } }, address))).toEqual(refused);
    } finally {
      vi.useRealTimers();
    }
  });

  test("I65 mix-up: an answer of one provider where another's is awaited", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const named = new URL(address);
    named.searchParams.set("iss", other.issuer);
    expect(await outcome(back({ cookies: { ...browser.cookies } }, named))).toEqual(refused);
    const moved = new URL(address);
    moved.pathname = moved.pathname.replace("honest", "other");
    expect(await outcome(back({ cookies: { ...browser.cookies } }, moved))).toEqual(refused);
    const company = new URL(address);
    company.pathname = company.pathname.replace(`/${companyId}/`, `/${companyId + 1}/`);
    expect(await outcome(back({ cookies: { ...browser.cookies } }, company))).toEqual(refused);
    expect(other.asked.get("/token")).toBeUndefined();
  });

  test("the provider says no, or its user does", async () => {
    const browser = newBrowser();
    const state = (await begin(browser)).searchParams.get("state");
    const no = await outcome(go(browser, `/sign-in/oidc/callback/${companyId}/honest?error=access_denied&state=${state}`));
    expect(no).toMatchObject({ status: 403, code: "oidc-denied" });
  });

  test("a page of another site that begins a link with its own sign-in", async () => {
    const browser = { cookies: { attain: mina.session } };
    for (const site of ["cross-site", "same-site"])
      expect(await outcome(go(browser, "/sign-in/oidc/honest?link=true", { "sec-fetch-site": site }))).toMatchObject({
        code: "cross-site",
      });
    expect(await outcome(go(browser, "/sign-in/oidc/honest?link=true"))).toMatchObject({ code: "cross-site" });
    expect(await outcome(go(newBrowser(), "/sign-in/oidc/honest?link=true", { "sec-fetch-site": "same-origin" }))).toMatchObject({
      code: "auth-required",
    });
  });

  test("a link that is begun with a session alone", async () => {
    const answer = outcome(
      go({ cookies: { attain: mina.session } }, "/sign-in/oidc/honest?link=true", { "sec-fetch-site": "same-origin" }),
    );
    expect(await answer).toMatchObject({ status: 403, code: "proof-required" });
  });

  test("a link that somebody else's session ends", async () => {
    const browser = minas();
    const address = honest.agree(await begin(browser, "?link=true"));
    delete browser.cookies["attain"];
    expect(await outcome(back(browser, address))).toEqual(refused);
  });
});

describe("keys", () => {
  test("I59 an unknown kid has the keys fetched again once, and at most once a minute", async () => {
    const signIn = async () => {
      const browser = newBrowser();
      return (await back(browser, honest.agree(await begin(browser)))).statusCode;
    };
    const fetched = (): number => honest.asked.get("/keys") ?? 0;
    const start = Date.now();
    expect(await signIn()).toBe(303);
    const before = fetched();
    vi.useFakeTimers({ toFake: ["Date"], now: start + 61_000 });
    try {
      honest.newKey();
      expect([await signIn(), fetched()]).toEqual([303, before + 1]);
      honest.lie = { header: (header) => ({ ...header, kid: "unknown" }) };
      expect([await signIn(), fetched()]).toEqual([401, before + 1]);
      vi.setSystemTime(start + 123_000);
      expect([await signIn(), fetched()]).toEqual([401, before + 2]);
      expect([await signIn(), fetched()]).toEqual([401, before + 2]);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each(["jku", "x5u", "jwk"])("I60 %s in the header leads nowhere", async (name) => {
    const pointed = name === "jwk" ? { kty: "RSA", n: "AQAB", e: "AQAB" } : `${other.issuer}/keys`;
    honest.lie = { signedBy: "another-key", header: (header) => ({ ...header, [name]: pointed }) };
    const browser = newBrowser();
    expect(await outcome(back(browser, honest.agree(await begin(browser))))).toMatchObject({ status: 401, code: "oidc-failed" });
    expect(other.asked.get("/keys")).toBeUndefined();
    honest.lie = { header: (header) => ({ ...header, [name]: pointed }) };
    const again = newBrowser();
    expect((await back(again, honest.agree(await begin(again)))).statusCode).toBe(303);
  });
});

describe("accounts go by issuer and subject", () => {
  const comeFrom = async (provider: typeof honest, id: string) => {
    const browser = newBrowser();
    return outcome(back(browser, provider.agree(await begin(browser, "", id))));
  };

  test("I61 the same address from another issuer links nothing", async () => {
    other.person = { sub: "somebody", email: "mina@northwind.example", email_verified: true };
    expect(await comeFrom(other, "other")).toMatchObject({ status: 403, code: "oidc-not-linked" });
    await put("other", { issuer: other.issuer, domains: ["northwind.example"], createsAccounts: true, roles: ["rep"] });
    expect(await comeFrom(other, "other")).toMatchObject({ status: 403, code: "oidc-not-linked" });
  });

  test("I63 the same subject from another issuer is another person", async () => {
    other.person = { sub: "mina-at-the-provider", email: "mina@northwind.example", email_verified: true };
    expect(await comeFrom(other, "other")).toMatchObject({ status: 403, code: "oidc-not-linked" });
  });

  test("a first sign-in makes an account where the provider does, for the member with the verified address, once", async () => {
    other.person = { sub: "raj", email: "Raj@Northwind.example", email_verified: true };
    const browser = newBrowser();
    expect((await back(browser, other.agree(await begin(browser, "", "other")))).statusCode).toBe(303);
    expect(await comeFrom(other, "other")).toMatchObject({ status: 303 });
    const made = await inCompany(database, companyId, (tx) =>
      userByName(tx, companyId, { emailKey: "raj@northwind.example", memberNumber: null }),
    );
    const { number } =
      (await inCompany(database, companyId, (tx) => loadSettings(tx, companyId))).members.find(({ id }) => id === "raj") ?? {};
    expect(made).toMatchObject({ memberNumber: number, roles: ["rep"], passwordHash: null });
  });

  test("two first sign-ins at once make one account", async () => {
    other.person = { sub: "kim", email: "kim@northwind.example", email_verified: true };
    await put("other", { issuer: other.issuer, domains: ["northwind.example"], createsAccounts: true, roles: ["viewer", "rep"] });
    expect(await Promise.all([comeFrom(other, "other"), comeFrom(other, "other")])).toMatchObject([{ status: 303 }, { status: 303 }]);
    const users = (await ask("/api/v1/users")).body["users"] as { readonly email: string; readonly roles: readonly string[] }[];
    // Who is no member gets no role of members.
    expect(users.filter(({ email }) => email === "kim@northwind.example")).toMatchObject([{ roles: ["viewer"] }]);
    await put("other", { issuer: other.issuer, domains: ["northwind.example"], createsAccounts: true, roles: ["rep"] });
  });

  test("an ended account is opened by nobody's sign-in", async () => {
    const [kim] = ((await ask("/api/v1/users")).body["users"] as { readonly id: string; readonly email: string }[]).filter(({ email }) =>
      email.startsWith("kim@"),
    );
    expect((await ask({ method: "DELETE", url: `/api/v1/users/${kim?.id}` })).status).toBe(200);
    other.person = { sub: "kim", email: "kim@northwind.example", email_verified: true };
    expect(await comeFrom(other, "other")).toMatchObject({ status: 403, code: "oidc-not-linked" });
  });

  test.each([
    ["no address", { email: "raj\u0000@northwind.example" }, "oidc-domain"],
    ["not verified", { email_verified: false }, "oidc-domain"],
    ["not said to be verified", { email_verified: undefined }, "oidc-domain"],
    ["of another domain", { email: "raj@northwind.example.evil.example" }, "oidc-domain"],
    ["of no member", { email: "nobody@northwind.example" }, "oidc-no-member"],
  ])("nobody comes in by an address that is %s", async (_what, person, code) => {
    other.person = { sub: `new ${code}`, email: "raj@northwind.example", email_verified: true, ...person };
    expect(await comeFrom(other, "other")).toMatchObject({ status: 403, code });
  });

  test("a subject that is linked is not linked with another account", async () => {
    other.person = { sub: "raj", email: "raj@northwind.example", email_verified: true };
    const browser = minas();
    const answer = outcome(back(browser, other.agree(await begin(browser, "?link=true", "other"))));
    expect(await answer).toMatchObject({ status: 409, code: "oidc-linked" });
  });
});

describe("an address that the token leaves out is asked for", () => {
  const saved = { domains: ["northwind.example"], createsAccounts: true, roles: ["viewer"] };
  const come = async (sub: string, userInfo: object) => {
    other.hasUserInfo = true;
    other.person = { sub };
    other.lie = { userInfo: { ...userInfo } };
    // Its document is read anew once it was changed.
    await put("other", { issuer: other.issuer, ...saved });
    const browser = newBrowser();
    const answer = await outcome(back(browser, other.agree(await begin(browser, "", "other"))));
    other.lie = {};
    return answer;
  };
  const verified = { email: "new@northwind.example", email_verified: true };

  test.each([
    ["of another subject", { ...verified, sub: "another" }, 401, "oidc-failed"],
    ["of nobody", verified, 401, "oidc-failed"],
    ["not verified", { sub: "new", ...verified, email_verified: false }, 403, "oidc-domain"],
  ])("refused: %s", async (_what, userInfo, status, code) => {
    expect(await come("new", userInfo)).toMatchObject({ status, code });
  });

  test("and counts as if the token had it", async () => {
    expect(await come("new", { sub: "new", ...verified })).toMatchObject({ status: 303 });
  });
});

describe("providers", () => {
  test.each([
    ["I67 an address of the network itself", { issuer: "https://169.254.169.254" }, "/issuer", "url-number"],
    ["http", { issuer: "http://accounts.example" }, "/issuer", "url-not-https"],
    ["a name inside", { issuer: "https://metadata.google.internal" }, "/issuer", "url-inside"],
    ["no provider", { issuer: `${honest.issuer}/nothing` }, "/issuer", "oidc-discovery"],
    ["the issuer with a slash", { issuer: `${honest.issuer}/` }, "/issuer", "oidc-issuer"],
    ["everybody's", { issuer: "https://login.microsoftonline.com/common/v2.0" }, "/issuer", "oidc-issuer-many"],
    ["one that is there", { issuer: other.issuer }, "/issuer", "oidc-issuer-taken"],
    ["no domain", { domains: ["@northwind.example"] }, "/domains/0", "domain-format"],
    ["accounts for anybody", { createsAccounts: true, roles: ["rep"] }, "/domains", "oidc-creates"],
    ["accounts without a role", { createsAccounts: true, domains: ["northwind.example"] }, "/roles", "oidc-creates"],
    ["admins", { roles: ["admin"] }, "/roles/0", "oidc-admin"],
    ["a field that there is not", { client_id: "x" }, "/client_id", "unknown-field"],
  ])("refused: %s", async (_what, body, pointer, code) => {
    const answer = await put("third", { issuer: honest.issuer, ...body });
    expect(answer.body["errors"]).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test.each([
    ["authorization_endpoint", "https://127.0.0.1/authorize", "url-number"],
    ["token_endpoint", "https://169.254.169.254/latest", "url-number"],
    ["jwks_uri", "http://keys.example/", "url-not-https"],
    ["token_endpoint", "file:///etc/passwd", "oidc-discovery"],
  ])("I67 a document that leads inside: %s %s", async (name, address, code) => {
    honest.lie = { document: (document) => ({ ...document, [name]: address }) };
    expect((await put("honest", { issuer: honest.issuer })).body).toMatchObject({ code });
  });

  test("I67 no form of an address within is connected to, as an issuer or in a provider's document", async () => {
    let connections = 0;
    const listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    // All addresses of this computer, of both families.
    await new Promise<void>((resolve) => listener.listen(0, "::", resolve));
    const { port } = listener.address() as AddressInfo;
    const taken: string[] = [];
    for (const address of insideUrls(port)) {
      if ((await put("inside", { issuer: address })).status === 200) taken.push(address);
      for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"]) {
        honest.lie = { document: (document) => ({ ...document, [name]: address }) };
        if ((await put("honest", { issuer: honest.issuer })).status === 200) taken.push(`${name} ${address}`);
      }
    }
    expect([taken, connections]).toEqual([[], 0]);
    await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    expect(connections).toBe(1);
    await new Promise<void>((resolve) => void listener.close(() => resolve()));
  });

  test("one that signs with shared secrets alone", async () => {
    honest.lie = { document: (document) => ({ ...document, id_token_signing_alg_values_supported: ["HS256", "none"] }) };
    expect((await put("honest", { issuer: honest.issuer })).body).toMatchObject({ code: "oidc-algorithm" });
  });

  test("the secret is kept for its issuer alone and told to nobody", async () => {
    const { clientSecret: _, ...rest } = CLIENT;
    const kept = await ask({ method: "PUT", url: "/api/v1/oidc-providers/honest", payload: { name: "H", issuer: honest.issuer, ...rest } });
    expect(kept.body).toMatchObject({ hasSecret: true, redirectUri: `http://localhost:3000/sign-in/oidc/callback/${companyId}/honest` });
    expect(kept.text + (await ask("/api/v1/oidc-providers")).text).not.toContain(CLIENT.clientSecret);
    await ask({ method: "DELETE", url: "/api/v1/oidc-providers/other" });
    const moved = await ask({ method: "PUT", url: "/api/v1/oidc-providers/honest", payload: { name: "H", issuer: other.issuer, ...rest } });
    expect(moved.body).toMatchObject({ code: "required", errors: [{ pointer: "/clientSecret" }] });
    expect((await ask({ method: "DELETE", url: "/api/v1/oidc-providers/hones" })).body).toMatchObject({ code: "not-found" });
  });

  test("a browser is led back to the page, with the code of what was refused", async () => {
    const browser = newBrowser();
    const address = honest.agree(await begin(browser));
    const answer = await go(newBrowser(), `${address.pathname}${address.search}`, { accept: "text/html" });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/sign-in?refused=oidc-state"]);
  });

  test("whoever begins without end is told to wait", async () => {
    const limited = await testApi(database, { outside, limits: { perCaller: null, perAddress: 4 } });
    const statuses: number[] = [];
    for (let times = 0; times < 6; times += 1)
      statuses.push((await limited.app.inject({ url: "/sign-in/oidc/none", headers: { host: "localhost:3000" } })).statusCode);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  });

  test("nothing of this was a fault", () => expect(faults).toEqual([]));
});
