import { beforeAll, describe, expect, test } from "vitest";
import { scopes } from "../src/domain/access.ts";
import { makeKey } from "../src/operations/make-key.ts";
import { newSecret } from "../src/operations/secret.ts";
import { sealProof } from "../src/operations/sign-in/proof.ts";
import { inCompany } from "../src/store/database.ts";
import { keepPasskey } from "../src/store/passkeys.ts";
import { userByName } from "../src/store/users.ts";
import { browser, makeAccount, PASSWORD, proved, type Account } from "./accounts.ts";
import { testApi } from "./api.ts";
import { must, openCompany } from "./product.ts";
import { softwareAuthenticator } from "./software-authenticator.ts";
import { testDatabase } from "./test-database.ts";

/** By what an account signs in is changed by its owner, who shows it once more; a session that somebody else has hold of changes nothing of it. */

const { database, owner } = await testDatabase();
const secret = newSecret();
const { app, document, faults } = await testApi(database, { secret });
const { companyId } = await openCompany(
  database,
  { company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" } },
  "2026-03-01",
);

const numberOf = (email: string): Promise<number> =>
  inCompany(database, companyId, async (tx) => (await userByName(tx, companyId, { emailKey: email, memberNumber: null }))?.number ?? 0);

const changes = [
  ["POST", "/account/passkeys/options"],
  ["DELETE", "/account/passkeys/1"],
  ["DELETE", "/account/oidc-links/1"],
  ["POST", "/account/second-factor"],
  ["POST", "/account/second-factor/confirmation"],
  ["DELETE", "/account/second-factor"],
] as const;

const change = async (headers: Readonly<Record<string, string>>, [method, url]: (typeof changes)[number]) => {
  const payload = url.endsWith("confirmation") ? { payload: { code: "000000" } } : {};
  const { status, body } = await browser(app, headers)({ method, url: `/api/v1${url}`, ...payload });
  return { status, code: body["code"] };
};

/** The account's own browser, which keeps what it is given. */
const browserOf = ({ session }: Account): ReturnType<typeof browser> => {
  const ask = browser(app);
  ask.jar.set("attain", session);
  return ask;
};

const required = { status: 403, code: "proof-required" };

test("every operation that changes by what an account signs in asks for a proof, and says so", () => {
  const said = Object.entries(document.paths).flatMap(([url, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      String((operation as unknown as Record<string, unknown>)["x-access"]).includes("has proved")
        ? [`${method.toUpperCase()} ${url.replace("/api/v1", "").replace(/\{\w+\}/, "1")}`]
        : [],
    ),
  );
  expect(said.toSorted()).toEqual(changes.map((each) => each.join(" ")).toSorted());
});

describe("a session", () => {
  let mina: Account;
  beforeAll(async () => {
    mina = await makeAccount(database, companyId, { email: "mina@northwind.example" });
  });

  test.for(changes)("alone does not: %s %s, also while its owner's proof holds in their browser", async (each) => {
    expect(await change(mina.headers, each)).toEqual(required);
    const there = await proved(app, mina);
    expect(await change(there, each)).not.toEqual(required);
    expect(await change(mina.headers, each)).toEqual(required);
  });

  test.for(changes)("of a key there is none: %s %s", async (each) => {
    const { key } = must(await makeKey(database, companyId, { name: each.join(" "), scopes, expiresAt: null, by: mina.id }));
    const { cookie } = await proved(app, mina);
    const refused = { status: 403, code: "user-only-account" };
    expect(await change({ authorization: `Bearer ${key}` }, each)).toEqual(refused);
    expect(await change({ authorization: `Bearer ${key}`, cookie }, each)).toEqual(refused);
  });

  test("proves nothing to a key, which has no owner who could", async () => {
    const { key } = must(await makeKey(database, companyId, { name: "proves", scopes, expiresAt: null, by: mina.id }));
    const ask = browser(app, { authorization: `Bearer ${key}`, cookie: mina.headers.cookie });
    expect(await ask({ method: "POST", url: "/api/v1/session/proof", payload: { password: PASSWORD } })).toMatchObject({
      status: 403,
      body: { code: "user-only-account" },
    });
    expect(ask.jar.has("attain-proof")).toBe(false);
  });

  test("takes no proof of another session, of another account, of ten minutes ago, and none that was made up", async () => {
    const userNumber = await numberOf(mina.email);
    const other = await makeAccount(database, companyId, { email: "other@northwind.example" });
    const of = { companyId, userNumber, session: mina.session };
    const now = Date.now();
    const shown = (sealed: string) => change({ cookie: `${mina.headers.cookie}; attain-proof=${sealed}` }, changes[0]);
    expect(await shown(sealProof(secret, of, now - 599_000).sealed)).toMatchObject({ status: 200 });
    for (const sealed of [
      sealProof(secret, of, now - 600_001).sealed,
      sealProof(secret, { ...of, session: other.session }, now).sealed,
      sealProof(secret, { ...of, userNumber: userNumber + 1 }, now).sealed,
      sealProof(secret, { ...of, companyId: companyId + 1 }, now).sealed,
      sealProof(newSecret(), of, now).sealed,
      "AAAA",
    ])
      expect(await shown(sealed)).toEqual(required);
  });

  test("that was signed in by password a moment ago is asked for it again", async () => {
    const ask = browser(app);
    expect((await ask({ method: "POST", url: "/api/v1/session", payload: { name: mina.email, password: PASSWORD } })).status).toBe(200);
    expect([...ask.jar.keys()]).toEqual(["attain"]);
    const proof = await ask({ method: "POST", url: "/api/v1/session/proof", payload: { password: PASSWORD } });
    expect(proof.headers["set-cookie"]).toEqual(expect.stringMatching(/^attain-proof=\S+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/));
    expect((await ask({ url: "/api/v1/session/proof" })).body).toMatchObject({ provedUntil: proof.body["provedUntil"] });
    expect((await ask({ method: "DELETE", url: "/api/v1/session" })).cookies).toEqual({});
  });
});

describe("a passkey proves it", () => {
  const key = softwareAuthenticator(companyId, { origin: "http://localhost:3000", rpId: "localhost" });
  const theirs = softwareAuthenticator(companyId, { origin: "http://localhost:3000", rpId: "localhost" });
  let raj: Account;
  beforeAll(async () => {
    raj = await makeAccount(database, companyId, { email: "raj@northwind.example" });
    const another = await makeAccount(database, companyId, { email: "kim@northwind.example" });
    for (const [account, { credentialId, userHandle, publicKey }] of [
      [raj, key],
      [another, theirs],
    ] as const) {
      const passkey = {
        credentialId,
        userHandle,
        publicKey,
        counter: 0n,
        transports: [],
        name: "Key",
        userNumber: await numberOf(account.email),
      };
      await inCompany(database, companyId, (tx) => keepPasskey(tx, companyId, passkey));
    }
  });
  const prove = async (ask: ReturnType<typeof browser>, by = key, flags?: number) => {
    const { body } = await ask({ method: "POST", url: "/api/v1/session/proof/passkey/options" });
    const response = by.answer(String(body["challenge"]), flags === undefined ? {} : { flags });
    return ask({ method: "POST", url: "/api/v1/session/proof/passkey", payload: { response } });
  };

  test("of the account's own, once, in the browser that began", async () => {
    const ask = browserOf(raj);
    expect(await prove(ask, theirs)).toMatchObject({ status: 401, body: { code: "passkey-unknown" } });
    const { body } = await ask({ method: "POST", url: "/api/v1/session/proof/passkey/options" });
    expect(body["allowCredentials"]).toMatchObject([{ id: key.credentialId.toString("base64url") }]);
    const payload = { response: key.answer(String(body["challenge"])) };
    const elsewhere = browserOf(raj);
    expect(await elsewhere({ method: "POST", url: "/api/v1/session/proof/passkey", payload })).toMatchObject({
      status: 400,
      body: { code: "passkey-challenge" },
    });
    expect(await prove(browserOf(raj))).toMatchObject({ status: 200, body: { provedUntil: expect.any(String) as string } });
  });

  test("a sign-in's challenge does not, and one's own does not sign in", async () => {
    const ask = browserOf(raj);
    const begun = await ask({ method: "POST", url: "/api/v1/session/passkey/options" });
    const response = key.answer(String(begun.body["challenge"]));
    expect(await ask({ method: "POST", url: "/api/v1/session/proof/passkey", payload: { response } })).toMatchObject({
      status: 400,
      body: { code: "passkey-challenge" },
    });
  });

  test("an account without one is told so, and one without a password has proved it by signing in, for ten minutes", async () => {
    const bare = await makeAccount(database, companyId, { email: "bare@northwind.example" });
    expect(await browser(app, bare.headers)({ method: "POST", url: "/api/v1/session/proof/passkey/options" })).toMatchObject({
      status: 401,
      body: { code: "passkey-unknown" },
    });
    const signIn = async () => {
      const ask = browser(app);
      const { body } = await ask({ method: "POST", url: "/api/v1/session/passkey/options" });
      const response = key.answer(String(body["challenge"]));
      expect((await ask({ method: "POST", url: "/api/v1/session/passkey", payload: { response } })).status).toBe(200);
      return ask;
    };
    expect((await signIn()).jar.has("attain-proof")).toBe(false);
    await owner.pool.query("update users set password_hash = null where user_number = $1", [await numberOf(raj.email)]);
    const ask = await signIn();
    expect((await ask({ method: "POST", url: "/api/v1/account/passkeys/options" })).status).toBe(200);
    expect((await ask({ url: "/api/v1/session/proof" })).body).toMatchObject({ ways: { password: false, passkey: true } });
    ask.jar.delete("attain-proof");
    expect((await ask({ method: "POST", url: "/api/v1/account/passkeys/options" })).status).toBe(403);
    expect((await prove(ask)).status).toBe(200);
    expect((await ask({ method: "POST", url: "/api/v1/account/passkeys/options" })).status).toBe(200);
  });

  test("a touch alone does not where the account has a second factor", async () => {
    await owner.pool.query(
      "insert into second_factors (company_id, user_number, sealed_secret, confirmed_at) values ($1, $2, 'x', now()) on conflict do nothing",
      [companyId, await numberOf(raj.email)],
    );
    const ask = browserOf(raj);
    expect(await prove(ask, key, 1)).toMatchObject({ status: 401, body: { code: "passkey-failed" } });
    expect((await prove(ask, key)).status).toBe(200);
  });
});

test("whoever changes the password is told what goes on opening the account, and may take it away at once", async () => {
  const account = await makeAccount(database, companyId, { email: "choi@northwind.example" });
  const { credentialId, userHandle, publicKey } = softwareAuthenticator(companyId, { origin: "http://localhost:3000", rpId: "localhost" });
  const passkey = {
    credentialId,
    userHandle,
    publicKey,
    counter: 0n,
    transports: [],
    name: "Lost phone",
    userNumber: await numberOf(account.email),
  };
  const number = await inCompany(database, companyId, (tx) => keepPasskey(tx, companyId, passkey));
  for (const name of ["holds", "ended"]) must(await makeKey(database, companyId, { name, scopes, expiresAt: null, by: account.id }));
  await owner.pool.query("update api_keys set ended_at = now(), ended_by = 'test' where name = 'ended'");
  const ask = browserOf(account);
  const changed = await ask({
    method: "POST",
    url: "/api/v1/account/password",
    payload: { current: PASSWORD, password: "a quite new password" },
  });
  const stillOpen = { passkeys: [{ id: number, name: "Lost phone" }], links: [], keys: [{ name: "holds" }] };
  expect(changed).toMatchObject({ status: 200, body: { sessionsEnded: 0, stillOpen } });
  expect((await ask({ url: "/api/v1/account/ways-in" })).body).toMatchObject(stillOpen);
  const remove = { method: "DELETE", url: `/api/v1/account/passkeys/${String(number)}` } as const;
  expect((await browser(app, account.headers)(remove)).status).toBe(403);
  expect((await ask(remove)).status).toBe(200);
});

test("who has shown who they are stands in the audit, and nothing of this was a fault", async () => {
  const { rows } = await owner.pool.query<{ way: string }>(
    "select distinct after ->> 'way' as way from audit_events where act = 'prove-session' order by 1",
  );
  expect(rows.map(({ way }) => way)).toEqual(["passkey", "password"]);
  expect(faults).toEqual([]);
});
