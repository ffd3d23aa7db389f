import { createHmac } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { must } from "./product.ts";
import { browser, makeAccount, PASSWORD, proved, tokenOf, type BrowserAnswer } from "./accounts.ts";
import { testApi } from "./api.ts";
import { testDatabase } from "./test-database.ts";
import { ownPath } from "../src/domain/own-path.ts";
import { makeServer } from "../src/http/server.ts";
import { addMembers } from "../src/operations/add-members.ts";
import { readNewMembers } from "../src/domain/new-members.ts";
import { createCompany } from "../src/operations/create-company.ts";
import { newSecret } from "../src/operations/secret.ts";
import { sendResets } from "../src/operations/send-resets.ts";
import { codeOf, stepOf } from "../src/operations/sign-in/one-time-codes.ts";
import type { Mail } from "../src/domain/mail.ts";

/** What must not let anybody in, row by row of the list of bad inputs. */

const { database, owner } = await testDatabase();
const secret = newSecret();
const { app, faults } = await testApi(database, { secret });

const place = { country: "US", timeZone: "America/New_York" };
const { companyId } = must(await createCompany(database, { name: "Northwind", ...place }, { by: "test" }));
must(
  await addMembers(
    database,
    companyId,
    must(
      readNewMembers({
        members: [
          { id: "raj", name: "Raj" },
          { id: "mina", name: "Mina" },
          { id: "yuna", name: "Yuna" },
        ],
      }),
    ),
    { by: "test" },
  ),
);
const ann = await makeAccount(database, companyId, { email: "ann@x.example" });
const raj = await makeAccount(database, companyId, { email: "raj@x.example", roles: ["rep"], member: "raj" });

const mails: Mail[] = [];
let tried = 0;
/** From an address of its own, since tries are counted by address too. */
const fresh = (): ReturnType<typeof browser> => browser(served);
const proxied = await makeServer({
  database,
  secret,
  sendMail: async (mail) => void mails.push(mail),
  hearFault: (_id, error) => void (faults as unknown[]).push(error),
  settings: { publicUrl: new URL("http://localhost:3000"), trustedProxies: ["127.0.0.1"] },
});
afterAll(() => proxied.close());
const served = proxied;

const signIn = (payload: object, headers: Record<string, string> = {}): Promise<BrowserAnswer> => {
  tried += 1;
  return fresh()({
    method: "POST",
    url: "/api/v1/session",
    payload,
    headers: { "x-forwarded-for": `10.1.${tried >> 8}.${tried & 255}`, ...headers },
  });
};

const failed = { status: 401, body: { code: "login-failed" } };

describe("name and password", () => {
  test.for<readonly [id: string, payload: object, status: number, code: string, pointer: string]>([
    ["I1 empty name", { name: "", password: PASSWORD }, 422, "required", "/name"],
    ["I1 empty password", { name: "ann@x.example", password: "" }, 422, "required", "/password"],
    ["I1 nothing", {}, 422, "required", "/name"],
    ["I16 a list", { name: ["ann@x.example"], password: PASSWORD }, 422, "type", "/name"],
    ["I16 an operator", { name: { $ne: null }, password: { $ne: null } }, 422, "type", "/name"],
    ["I17 10 kB", { name: `${"a".repeat(10_000)}@x.example`, password: PASSWORD }, 422, "email-format", "/name"],
    ["I17 10 kB without an at sign", { name: "a".repeat(10_000), password: PASSWORD }, 422, "email-format", "/name"],
    ["I19 another header", { name: "ann@x.example\r\nBcc: all@x.example", password: PASSWORD }, 422, "email-format", "/name"],
    ["an unknown field", { name: "ann@x.example", password: PASSWORD, admin: true }, 422, "unknown-field", "/admin"],
  ])("%s", async ([, payload, status, code, pointer]) => {
    const answer = await signIn(payload);
    expect(answer).toMatchObject({ status, body: { code, pointer } });
    expect(answer.cookies).toEqual({});
  });

  test.for<readonly [id: string, name: string, password: string]>([
    ["I2 unknown address", "nobody@x.example", PASSWORD],
    ["I3 wrong password", "ann@x.example", "seven quiet heron"],
    ["I7 spaces at the ends are part of it", "ann@x.example", ` ${PASSWORD} `],
    ["I15 a query", "' OR '1'='1", PASSWORD],
    ["a member's code that nobody has", "E-777", PASSWORD],
    ["I70 no account is there by default", "admin", "admin"],
  ])("%s", async ([, name, password]) => {
    const answer = await signIn({ name, password });
    expect(answer).toMatchObject(failed);
    const other = await signIn({ name: "someone.else@x.example", password: "whatever it is" });
    // Each answer has its request's id, and nothing else of its own.
    expect({ ...answer.body, instance: null }).toEqual({ ...other.body, instance: null });
  });

  test.for(["ANN@X.EXAMPLE", "  ann@x.example ", "Ann@x.example"])("I6 %s is the same account", async (name) => {
    expect(await signIn({ name, password: PASSWORD })).toMatchObject({ status: 200, body: { signedIn: { user: { id: "ann" } } } });
  });

  test("a member comes in by id", async () => {
    expect(await signIn({ name: "raj", password: PASSWORD })).toMatchObject({ status: 200, body: { signedIn: { user: { id: "raj" } } } });
  });

  test.for<readonly [id: string, password: unknown, status: number, code: string | undefined]>([
    ["I8 of one character", "x", 422, "password-short"],
    ["of eleven", "elevenchars", 422, "password-short"],
    ["of eleven that are more bytes", "한글열한글자비밀번호입", 422, "password-short"],
    ["of 1,001", "ab cde".repeat(200).slice(0, 1_001), 422, "password-long"],
    ["of a megabyte", "x".repeat(900_000), 422, "password-long"],
    ["that everybody tries", "123456789012", 422, "password-simple"],
    ["that is one key", "aaaaaaaaaaaa", 422, "password-simple"],
    ["that is the address", "kim.minji.92@x.example", 422, "password-simple"],
    ["as a number", 123456789012, 422, "type"],
    ["I9 of 64", "64 characters and not one more or less, counted twice by a friend", 200, undefined],
    ["I9 in Korean", "가나다라 마바사 아자차카", 200, undefined],
    ["I9 of emoji", "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧", 200, undefined],
  ])("a password that is set: %s", async ([id, password, status, code]) => {
    const email = `kim.minji.92+${id.length}${String(password).length}@x.example`.replace(/\+.*@/, id.includes("address") ? "@" : "$&");
    const { body } = await browser(app)({
      method: "POST",
      url: "/api/v1/users",
      payload: { email, roles: ["viewer"] },
      headers: ann.headers,
    });
    const url = `/api/v1/links/${tokenOf(body["link"])}`;
    expect(await fresh()({ method: "POST", url, payload: { password } })).toMatchObject({
      status,
      ...(code === undefined ? {} : { body: { code, pointer: "/password" } }),
    });
    if (code === undefined) expect((await signIn({ name: email, password })).status).toBe(200);
  });

  test("a password typed in parts is the one typed in whole letters", async () => {
    const password = "조용한 왜가리 일곱 마리";
    await makeAccount(database, companyId, { email: "nfc@x.example", roles: ["viewer"], password: password.normalize("NFD") });
    expect((await signIn({ name: "nfc@x.example", password })).status).toBe(200);
  });

  test("I20 an address with a letter of another alphabet is another account, and the list marks it", async () => {
    const add = (email: string) =>
      browser(app)({ method: "POST", url: "/api/v1/users", payload: { email, roles: ["viewer"] }, headers: ann.headers });
    expect((await add("\u0430nn@x.example")).body).toMatchObject({ user: { looksLike: { email: "ann@x.example" } } });
    expect((await add("민지@x.example")).body).toMatchObject({ user: { looksLike: null } });
    expect((await add("иван@x.example")).body).toMatchObject({ user: { looksLike: null } });
    expect(await add("ANN@x.example")).toMatchObject({ status: 409, body: { code: "user-taken", pointer: "/email" } });
    const { body } = await browser(app)({ url: "/api/v1/users?limit=200", headers: ann.headers });
    expect((body["users"] as { looksLike: unknown }[]).filter(({ looksLike }) => looksLike !== null)).toHaveLength(1);
  });
});

describe("guessing", () => {
  test.for(["guessed@x.example", "nobody.at.all@x.example"])("I21 the eleventh wrong try at %s has to wait", async (name) => {
    if (name.startsWith("guessed")) await makeAccount(database, companyId, { email: name, roles: ["viewer"] });
    for (let at = 0; at < 10; at += 1) expect(await signIn({ name, password: `wrong ${at}` })).toMatchObject(failed);
    const slow = await signIn({ name, password: PASSWORD });
    expect(slow).toMatchObject({ status: 429, body: { code: "login-slow" } });
    expect(Number(slow.headers["retry-after"])).toBeGreaterThan(800);
    expect(Number(slow.headers["retry-after"])).toBeLessThanOrEqual(900);
    await owner.pool.query("update failed_tries set tried_at = array(select at - interval '16 minutes' from unnest(tried_at) as at)");
    expect((await signIn({ name, password: PASSWORD })).status).toBe(name.startsWith("guessed") ? 200 : 401);
  });

  test("a hundred at once are not all the first", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn({ name: "raj@x.example", password: "wrong" })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
    await owner.pool.query("delete from failed_tries");
    // Whoever is right now and then is not slowed down by it.
    for (let at = 0; at < 9; at += 1) await signIn({ name: "raj@x.example", password: "wrong" });
    expect((await signIn({ name: "raj@x.example", password: PASSWORD })).status).toBe(200);
    for (let at = 0; at < 10; at += 1) expect((await signIn({ name: "raj@x.example", password: "wrong" })).status).toBe(401);
    await owner.pool.query("delete from failed_tries");
  });

  test("an account is guessed at ten times, by whichever of its names and from within; the eleventh is not told from a wrong one", async () => {
    const account = await makeAccount(database, companyId, { email: "three@x.example", roles: ["rep"], member: "yuna" });
    const prove = (password: string) =>
      browser(app, account.headers)({ method: "POST", url: "/api/v1/session/proof", payload: { password } });
    const change = (current: string) =>
      browser(
        app,
        account.headers,
      )({ method: "POST", url: "/api/v1/account/password", payload: { current, password: "a quite new password" } });
    for (let at = 0; at < 3; at += 1) expect(await signIn({ name: "three@x.example", password: `wrong ${at}` })).toMatchObject(failed);
    for (let at = 0; at < 3; at += 1) expect(await signIn({ name: "yuna", password: `wrong ${at}` })).toMatchObject(failed);
    for (let at = 0; at < 2; at += 1) expect(await prove(`wrong ${at}`)).toMatchObject({ status: 422, body: { code: "password-wrong" } });
    for (let at = 0; at < 2; at += 1) expect(await change(`wrong ${at}`)).toMatchObject({ status: 422, body: { code: "password-wrong" } });
    for (const name of ["three@x.example", "yuna"]) expect(await signIn({ name, password: PASSWORD })).toMatchObject(failed);
    expect(await prove(PASSWORD)).toMatchObject({ status: 429, body: { code: "login-slow" } });
    expect(await change(PASSWORD)).toMatchObject({ status: 429, body: { code: "login-slow" } });
    await owner.pool.query("update failed_tries set tried_at = array(select at - interval '16 minutes' from unnest(tried_at) as at)");
    expect((await signIn({ name: "yuna", password: PASSWORD })).status).toBe(200);
  });

  test("while too many wait for their turn one more is turned away, whoever it is, and comes in later", async () => {
    const names = Array.from({ length: 250 }, (_, at) => (at % 2 === 0 ? "ann@x.example" : "nobody.there@x.example"));
    const come = (name: string, password: string) => browser(app)({ method: "POST", url: "/api/v1/session", payload: { name, password } });
    const answers = await Promise.all(names.map((name) => come(name, "wrong")));
    const busy = (name: string) => answers.filter(({ status }, at) => status === 503 && names[at] === name);
    const [known, unknown] = [busy("ann@x.example"), busy("nobody.there@x.example")];
    expect(Math.min(known.length, unknown.length)).toBeGreaterThan(20);
    for (const { body, headers } of [...known, ...unknown]) expect([body["code"], headers["retry-after"]]).toEqual(["login-busy", "5"]);
    await owner.pool.query("delete from failed_tries");
    expect((await come("ann@x.example", PASSWORD)).status).toBe(200);
  });

  test("I22 many accounts from one address have to wait, and others do not", async () => {
    const from = { "x-forwarded-for": "203.0.113.9" };
    const answers = [];
    for (let at = 0; at < 12; at += 1)
      answers.push(
        ...(await Promise.all(Array.from({ length: 10 }, (_, each) => signIn({ name: `n${at}-${each}@x.example`, password: "x" }, from)))),
      );
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(100).fill(401), ...Array<number>(20).fill(429)]);
    expect((await signIn({ name: "ann@x.example", password: PASSWORD }, from)).status).toBe(429);
    expect((await signIn({ name: "ann@x.example", password: PASSWORD }, { "x-forwarded-for": "203.0.113.10" })).status).toBe(200);
    // What the client itself says stands before what the proxy says.
    expect((await signIn({ name: "ann@x.example", password: PASSWORD }, { "x-forwarded-for": "203.0.113.10, 203.0.113.9" })).status).toBe(
      429,
    );
    await owner.pool.query("delete from failed_tries");
  });
});

/** The second opinion on a code: RFC 6238 as it is written there, over a secret in base32. */
const totp = (base32: string, atMs: number): string => {
  const bits = [...base32].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.from(
    Math.floor(atMs / 30_000)
      .toString(16)
      .padStart(16, "0"),
    "hex",
  );
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = (digest[19] ?? 0) & 15;
  return ((digest.readInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
};

test("codes are those of RFC 6238", () => {
  // The secret of its appendix B in base32, and the last six digits of its table.
  const appendix = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ] as const) {
    expect(codeOf(appendix, stepOf(seconds * 1000))).toBe(code);
    expect(totp(appendix, seconds * 1000)).toBe(code);
  }
});

describe("the second factor", () => {
  type Factor = { readonly secret: string; readonly recoveryCodes: readonly string[]; readonly email: string };
  let made = 0;
  const withFactor = async (): Promise<Factor> => {
    made += 1;
    const email = `factor${made}@x.example`;
    const ask = browser(app, await proved(app, await makeAccount(database, companyId, { email, roles: ["viewer"] })));
    const begun = await ask({ method: "POST", url: "/api/v1/account/second-factor" });
    const totpSecret = String(begun.body["secret"]);
    expect(begun.body["uri"]).toContain(`secret=${totpSecret}`);
    expect(await ask({ method: "POST", url: "/api/v1/account/second-factor/confirmation", payload: { code: "000000" } })).toMatchObject({
      status: 422,
      body: { code: "code-wrong", pointer: "/code" },
    });
    // A step back, so that the codes of now and next are left.
    const code = totp(totpSecret, Date.now() - 30_000);
    const on = await ask({ method: "POST", url: "/api/v1/account/second-factor/confirmation", payload: { code } });
    expect(on.status).toBe(200);
    expect(await ask({ method: "POST", url: "/api/v1/account/second-factor" })).toMatchObject({
      status: 409,
      body: { code: "second-factor-on" },
    });
    return { secret: totpSecret, recoveryCodes: on.body["recoveryCodes"] as string[], email };
  };
  const firstStep = async ({ email }: Factor) => {
    const ask = fresh();
    const answer = await ask({ method: "POST", url: "/api/v1/session", payload: { name: email, password: PASSWORD } });
    const { token } = answer.body["secondFactor"] as { token: string };
    return {
      token,
      finish: (code: string, of = token) => ask({ method: "POST", url: "/api/v1/session/second-factor", payload: { token: of, code } }),
      ask,
    };
  };

  test("I25 the codes of now and of one step around it open, each once; older ones do not", async () => {
    const factor = await withFactor();
    const now = Date.now();
    const first = await firstStep(factor);
    expect(await first.ask({ url: "/api/v1/sessions" })).toMatchObject({ status: 401 });
    expect(await first.finish(totp(factor.secret, now - 90_000))).toMatchObject(failed);
    const code = totp(factor.secret, now + 30_000);
    expect(await first.finish(` ${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({
      status: 200,
      body: { signedIn: { secondFactor: { on: true, recoveryCodesLeft: 10 } } },
    });
    const second = await firstStep(factor);
    expect(await second.finish(code)).toMatchObject(failed);
    expect(await second.finish(totp(factor.secret, now))).toMatchObject(failed);
    // The first step opens once as well.
    expect(await first.finish(factor.recoveryCodes[0] ?? "")).toMatchObject({ status: 401, body: { code: "login-restart" } });
  });

  test("I26 after five wrong codes every one has to wait, at another first step too", async () => {
    const factor = await withFactor();
    const { finish } = await firstStep(factor);
    for (let at = 0; at < 5; at += 1) expect(await finish("000000")).toMatchObject(failed);
    expect(await finish(totp(factor.secret, Date.now()))).toMatchObject({ status: 429, body: { code: "login-slow" } });
    const again = await firstStep(factor);
    const slow = await again.finish(totp(factor.secret, Date.now()));
    expect(slow).toMatchObject({ status: 429, body: { code: "login-slow" } });
    expect(Number(slow.headers["retry-after"])).toBeGreaterThan(800);
  });

  test("I27 a recovery code opens once, however it is written", async () => {
    const factor = await withFactor();
    const [code = ""] = factor.recoveryCodes;
    expect(new Set(factor.recoveryCodes).size).toBe(10);
    const first = await firstStep(factor);
    expect(await first.finish(code.toLowerCase().replace("-", " "))).toMatchObject({
      status: 200,
      body: { signedIn: { secondFactor: { recoveryCodesLeft: 9 } } },
    });
    expect(await (await firstStep(factor)).finish(code)).toMatchObject(failed);
  });

  test("I29 a first step of another account, of another browser or of long ago begins anew", async () => {
    const [one, other] = [await withFactor(), await withFactor()];
    const [mine, theirs] = [await firstStep(one), await firstStep(other)];
    const restart = { status: 401, body: { code: "login-restart" } };
    expect(await mine.finish(totp(one.secret, Date.now()), theirs.token)).toMatchObject(restart);
    expect(await mine.finish(totp(other.secret, Date.now()), theirs.token)).toMatchObject(restart);
    expect(
      await fresh()({
        method: "POST",
        url: "/api/v1/session/second-factor",
        payload: { token: mine.token, code: totp(one.secret, Date.now()) },
      }),
    ).toMatchObject(restart);
    await owner.pool.query("update sign_in_steps set created_at = created_at - interval '11 minutes'");
    expect(await mine.finish(totp(one.secret, Date.now()))).toMatchObject(restart);
  });

  test("it is turned off by whoever has the password and one more code, and then not asked for", async () => {
    const factor = await withFactor();
    const { finish, ask } = await firstStep(factor);
    await finish(totp(factor.secret, Date.now()));
    const prove = (order: object) => ask({ method: "POST", url: "/api/v1/session/proof", payload: order });
    const off = () => ask({ method: "DELETE", url: "/api/v1/account/second-factor" });
    expect((await ask({ url: "/api/v1/session/proof" })).body).toEqual({
      provedUntil: null,
      ways: { password: true, code: true, passkey: false, oidc: [] },
    });
    expect(await prove({ password: PASSWORD })).toMatchObject({ status: 422, body: { code: "required", pointer: "/code" } });
    expect(await prove({ password: PASSWORD, code: "000000" })).toMatchObject({ status: 422, body: { code: "code-wrong" } });
    expect(await off()).toMatchObject({ status: 403, body: { code: "proof-required" } });
    expect(await prove({ password: PASSWORD, code: factor.recoveryCodes[3] ?? "" })).toMatchObject({ status: 200 });
    expect(await off()).toMatchObject({ status: 200 });
    expect(await off()).toMatchObject({ status: 409, body: { code: "second-factor-off" } });
    expect(await signIn({ name: factor.email, password: PASSWORD })).toMatchObject({
      status: 200,
      body: { signedIn: { secondFactor: { on: false } } },
    });
  });
});

describe("a link to a new password", () => {
  const send = () =>
    sendResets(database, companyId, {
      publicUrl: new URL("https://attain.example"),
      send: async (mail) => void mails.push(mail),
      hearFault: (error) => void (faults as unknown[]).push(error),
      isStopping: () => false,
    });
  const forgot = (email: string) => {
    tried += 1;
    return fresh()({
      method: "POST",
      url: "/api/v1/reset-requests",
      payload: { email },
      headers: { "x-forwarded-for": `10.2.${tried >> 8}.${tried & 255}` },
    });
  };
  const newest = (): string => /#(\S+)/.exec(mails.at(-1)?.text ?? "")?.[1] ?? "";
  const open = (token: string, password = "another long password") =>
    fresh()({ method: "POST", url: `/api/v1/links/${token}`, payload: { password } });

  test("I30 an unknown address is answered as a known one, and gets no mail", async () => {
    const known = await forgot("ann@x.example");
    const unknown = await forgot("nobody@x.example");
    expect(known).toMatchObject({ status: 202 });
    expect({ ...unknown, headers: {} }).toEqual({ ...known, headers: {} });
    expect(await send()).toBe(1);
    expect(mails).toMatchObject([{ to: "ann@x.example", subject: "A new password for Northwind" }]);
    expect(mails[0]?.text).toContain("https://attain.example/link#attain_link_");
    expect(await send()).toBe(0);
  });

  test("a server that sends no mail says so, whoever asks", async () => {
    const answer = await browser(app)({ method: "POST", url: "/api/v1/reset-requests", payload: { email: "ann@x.example" } });
    expect(answer).toMatchObject({ status: 409, body: { code: "reset-off" } });
    expect((await browser(app)({ url: "/api/v1/session" })).body).toMatchObject({ ways: { mail: false } });
    expect((await fresh()({ url: "/api/v1/session" })).body).toMatchObject({ ways: { mail: true } });
  });

  test("an invitation goes by mail, and then its link is shown to nobody", async () => {
    const invite = (headers: object) =>
      fresh()({
        method: "POST",
        url: "/api/v1/users",
        payload: { email: "mailed@x.example", roles: ["viewer"] },
        headers: { ...ann.headers, ...headers },
      });
    expect((await invite({})).body).toMatchObject({ link: null, mailed: true });
    expect(mails.at(-1)).toMatchObject({ to: "mailed@x.example", subject: "Your account at Northwind" });
    expect(await open(newest())).toMatchObject({ status: 200, body: { signedIn: { user: { id: "mailed" } } } });
    const again = await fresh()({ method: "POST", url: "/api/v1/users/mailed/link", headers: ann.headers });
    expect(again.body).toMatchObject({ link: null, mailed: true });
    expect(mails.at(-1)).toMatchObject({ subject: "A new password for Northwind" });
  });

  test("I31 a hundred requests are at most three mails an hour", async () => {
    await makeAccount(database, companyId, { email: "often@x.example", roles: ["viewer"] });
    for (let at = 0; at < 100; at += 1) expect((await forgot(at % 2 === 0 ? "often@x.example" : " OFTEN@x.example")).status).toBe(202);
    await send();
    expect(mails.filter(({ to }) => to === "often@x.example")).toHaveLength(3);
    await owner.pool.query("update reset_requests set asked_at = asked_at - interval '61 minutes'");
    await forgot("often@x.example");
    expect(await send()).toBe(1);
  });

  test("I32, I33, I36 a link opens once, for half an hour, and only whole; the newest alone", async () => {
    const { headers } = await makeAccount(database, companyId, { email: "links@x.example", roles: ["viewer"] });
    await forgot("links@x.example");
    await send();
    const first = newest();
    expect((await fresh()({ url: `/api/v1/links/${first}` })).body).toMatchObject({ purpose: "reset", email: "links@x.example" });
    await forgot("links@x.example");
    await send();
    const token = newest();
    expect(await open(first)).toMatchObject({ status: 410, body: { code: "link-invalid" } });
    for (const at of [3, 14, token.length - 1])
      expect(await open(`${token.slice(0, at)}${token[at] === "x" ? "y" : "x"}${token.slice(at + 1)}`)).toMatchObject({
        status: 410,
        body: { code: "link-invalid" },
      });
    const both = await Promise.all([open(token), open(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    expect(await open(token)).toMatchObject({ status: 410, body: { code: "link-used" } });
    expect(await fresh()({ url: `/api/v1/links/${token}` })).toMatchObject({ status: 410, body: { code: "link-used" } });
    // Whoever was signed in before is not any more.
    expect(await browser(app, headers)({ url: "/api/v1/sessions" })).toMatchObject({ status: 401, body: { code: "session-ended" } });
    expect(await signIn({ name: "links@x.example", password: PASSWORD })).toMatchObject(failed);
    expect(await signIn({ name: "links@x.example", password: "another long password" })).toMatchObject({ status: 200 });

    await forgot("links@x.example");
    await send();
    await owner.pool.query("update account_links set expires_at = expires_at - interval '31 minutes'");
    expect(await open(newest())).toMatchObject({ status: 410, body: { code: "link-expired" } });
    expect(await open("attain_session_1_x")).toMatchObject({ status: 410, body: { code: "link-invalid" } });
  });

  test("I39 an invitation says for itself which roles it has", async () => {
    const { body } = await browser(app)({
      method: "POST",
      url: "/api/v1/users",
      payload: { email: "inv@x.example", roles: ["viewer"] },
      headers: ann.headers,
    });
    const answer = await fresh()({
      method: "POST",
      url: `/api/v1/links/${tokenOf(body["link"])}`,
      payload: { password: "long enough for me", roles: ["admin"] },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "unknown-field", pointer: "/roles" } });
  });

  test("I19 an address that would be two headers is refused", async () => {
    expect(await forgot("ann@x.example\r\nBcc: all@x.example")).toMatchObject({
      status: 422,
      body: { code: "email-format", pointer: "/email" },
    });
  });
});

describe("a session", () => {
  test("I37 ends elsewhere when its owner changes the password", async () => {
    const { email } = await makeAccount(database, companyId, { email: "changes@x.example", roles: ["viewer"] });
    const [here, there] = [fresh(), fresh()];
    for (const ask of [here, there]) await ask({ method: "POST", url: "/api/v1/session", payload: { name: email, password: PASSWORD } });
    const change = (current: string) =>
      here({ method: "POST", url: "/api/v1/account/password", payload: { current, password: "a quite new password" } });
    expect(await change("wrong")).toMatchObject({ status: 422, body: { code: "password-wrong", pointer: "/current" } });
    expect(await change(PASSWORD)).toMatchObject({
      status: 200,
      body: { done: true, sessionsEnded: 2, stillOpen: { passkeys: [], links: [], keys: [] } },
    });
    expect((await here({ url: "/api/v1/sessions" })).body["sessions"]).toMatchObject([{ agent: "test browser", isThis: true }]);
    expect(await there({ url: "/api/v1/sessions" })).toMatchObject({ status: 401, body: { code: "session-ended" } });
  });

  test("is listed, ended one by one or all but this, and nobody ends another's", async () => {
    const { email } = await makeAccount(database, companyId, { email: "lists@x.example", roles: ["viewer"] });
    const browsers = [fresh(), fresh(), fresh(), fresh()] as const;
    for (const ask of browsers) await ask({ method: "POST", url: "/api/v1/session", payload: { name: email, password: PASSWORD } });
    const [here] = browsers;
    const listed = (await here({ url: "/api/v1/sessions" })).body["sessions"] as { number: number; isThis: boolean }[];
    expect(listed.filter(({ isThis }) => isThis)).toHaveLength(1);
    const other = listed.find(({ isThis }) => !isThis)?.number ?? 0;
    expect(await browser(app, ann.headers)({ method: "DELETE", url: `/api/v1/sessions/${other}` })).toMatchObject({ status: 404 });
    expect(await here({ method: "DELETE", url: `/api/v1/sessions/${other}` })).toMatchObject({ body: { ended: 1 } });
    expect(await here({ method: "DELETE", url: "/api/v1/sessions/x" })).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect((await here({ method: "DELETE", url: "/api/v1/sessions" })).body).toEqual({ ended: listed.length - 2 });
    expect((await here({ url: "/api/v1/sessions" })).body["sessions"]).toHaveLength(1);
  });

  test.for([
    ["twelve hours of rest", "seen_at = now() - interval '12 hours'", "session-expired"],
    ["a week", "created_at = now() - interval '7 days'", "session-expired"],
    ["almost as much", "seen_at = now() - interval '11 hours 59 minutes', created_at = now() - interval '6 days 23 hours'", undefined],
  ] as const)("I42 after %s", async ([, change, code]) => {
    const ask = fresh();
    await ask({ method: "POST", url: "/api/v1/session", payload: { name: "ann@x.example", password: PASSWORD } });
    await owner.pool.query(`update sessions set ${change} where user_number = (select user_number from users where id = 'ann')`);
    const answer = await ask({ url: "/api/v1/sessions" });
    expect(answer).toMatchObject(code === undefined ? { status: 200 } : { status: 401, body: { code } });
    expect((await ask({ url: "/api/v1/session" })).body["signedIn"] === null).toBe(code !== undefined);
    // Whoever is seen is seen now.
    if (code === undefined)
      expect((answer.body["sessions"] as { seenAt: string }[])[0]?.seenAt.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  });

  test.for<readonly [id: string, cookie: (session: string) => string, status: number, code: string]>([
    ["I45 two of one name", (session) => `attain=${session}; attain=${session}`, 400, "cookie-repeated"],
    ["I46 a character changed", (session) => `attain=${session.slice(0, -1)}${session.endsWith("A") ? "B" : "A"}`, 401, "auth-required"],
    ["I46 4 kB", () => `attain=${"x".repeat(4_096)}`, 401, "auth-required"],
    ["I46 empty", () => "attain=", 401, "auth-required"],
    ["I46 none", () => "other=1", 401, "auth-required"],
    ["of a company that is not there", (session) => `attain=${session.replace(/_\d+_/, "_99_")}`, 401, "auth-required"],
    ["I68 a step of signing in", (session) => `attain=${session.replace("session", "step")}`, 401, "auth-required"],
  ])("of a cookie that is none: %s", async ([, cookie, status, code]) => {
    const { session } = await makeAccount(database, companyId, { email: `cookie${Math.random()}@x.example`, roles: ["viewer"] });
    expect(await browser(app)({ url: "/api/v1/sessions", headers: { cookie: cookie(session) } })).toMatchObject({ status, body: { code } });
  });

  test("I68 opens nothing as a key", async () => {
    expect(await browser(app)({ url: "/api/v1/company", headers: { authorization: `Bearer ${ann.session}` } })).toMatchObject({
      status: 401,
      body: { code: "auth-required" },
    });
  });

  test("is a new one at each signing in; the one that was shown ends, and one that a stranger set is never taken on", async () => {
    const ask = fresh();
    const planted = `attain_session_${companyId}_${"A".repeat(43)}`;
    ask.jar.set("attain", planted);
    await ask({ method: "POST", url: "/api/v1/session", payload: { name: "raj@x.example", password: PASSWORD } });
    const first = ask.jar.get("attain") ?? "";
    expect(first).not.toBe(planted);
    await ask({ method: "POST", url: "/api/v1/session", payload: { name: "raj@x.example", password: PASSWORD } });
    expect(ask.jar.get("attain")).not.toBe(first);
    expect(await browser(app)({ url: "/api/v1/sessions", headers: { cookie: `attain=${first}` } })).toMatchObject({
      status: 401,
      body: { code: "session-ended" },
    });
  });

  test.for([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n//evil.example",
    " //evil.example",
    "http:evil.example",
    "data:text/html,x",
    "",
    7,
    ["/members"],
    `/${"x".repeat(3_000)}`,
  ])("I49 goes on within the site, and not to %s", async (next) => {
    expect(await signIn({ name: "ann@x.example", password: PASSWORD, next })).toMatchObject({ status: 200, body: { next: "/" } });
  });

  test("I49 goes on to a path of the site", () => {
    for (const path of ["/", "/members/raj?on=2026-03-02#top", "/구성원"]) expect(ownPath(path)).toBe(path);
  });
});

describe("an account", () => {
  const admin = browser(app, ann.headers);
  const add = (payload: object) => admin({ method: "POST", url: "/api/v1/users", payload });
  const change = (id: string, payload: object, seen = "*") =>
    admin({ method: "PUT", url: `/api/v1/users/${id}`, payload, headers: { "if-match": seen } });

  test.for<readonly [what: string, payload: object, status: number, code: string, pointer: string]>([
    ["without an address", { roles: ["rep"], member: "mina" }, 422, "required", "/email"],
    ["without roles", { email: "a1@x.example" }, 422, "required", "/roles"],
    ["with no role", { email: "a1@x.example", roles: [] }, 422, "required", "/roles"],
    ["with a role that there is not", { email: "a1@x.example", roles: ["boss"] }, 422, "enum", "/roles/0"],
    ["of a rep who is nobody", { email: "a1@x.example", roles: ["rep"] }, 422, "user-needs-member", "/member"],
    ["of a member who is not there", { email: "a1@x.example", roles: ["rep"], member: "mona" }, 404, "not-found", "/member"],
    ["of a member who has one", { email: "a1@x.example", roles: ["rep"], member: "raj" }, 409, "user-member-taken", "/member"],
    ["with a field more", { email: "a1@x.example", roles: ["viewer"], password: "x" }, 422, "unknown-field", "/password"],
  ])("%s is refused", async ([, payload, status, code, pointer]) => {
    expect(await add(payload)).toMatchObject({ status, body: { code, pointer } });
  });

  test("of the last admin is neither ended nor made less", async () => {
    const last = { status: 409, body: { code: "user-last-admin" } };
    expect(await admin({ method: "DELETE", url: "/api/v1/users/ann" })).toMatchObject(last);
    expect(await change("ann", { roles: ["viewer"] })).toMatchObject(last);
    expect((await change("ann", { roles: ["operations", "admin"] })).body).toMatchObject({
      roles: ["operations", "admin"],
    });
  });

  test.for([
    ["set-up", "set-up-2"],
    ["attain", "attain-2"],
    ["local", "local-2"],
    ["erased-user-1", "erased-user-1-2"],
  ])("is not named %s, as journals name somebody else", async ([name, id]) => {
    const made = await add({ email: `${name}@x.example`, roles: ["viewer"] });
    expect(made).toMatchObject({ status: 200, body: { user: { id } } });
  });

  test("is not changed by whoever has not seen it as it is", async () => {
    const { user } = (await add({ email: "seen@x.example", roles: ["viewer"] })).body as { user: { version: number } };
    const unsaid = await admin({ method: "PUT", url: "/api/v1/users/seen", payload: { roles: ["operations"] } });
    expect(unsaid).toMatchObject({ status: 428, body: { code: "precondition-required" }, headers: { etag: `"${user.version}"` } });
    const [one, other] = await Promise.all(["operations", "admin"].map((role) => change("seen", { roles: [role] }, `"${user.version}"`)));
    expect([one?.status, other?.status].toSorted()).toEqual([200, 412]);
  });

  test("may do at once what its roles say, and nothing when it has ended; its address may come back", async () => {
    const { headers } = await makeAccount(database, companyId, { email: "mina@x.example", roles: ["rep"], member: "mina" });
    const mina = browser(app, headers);
    expect((await mina({ url: "/api/v1/users" })).status).toBe(403);
    await change("mina", { roles: ["rep", "admin"], member: "mina" });
    expect((await mina({ url: "/api/v1/users" })).status).toBe(200);
    const { body } = await add({ email: "pending@x.example", roles: ["viewer"] });
    expect((await admin({ method: "DELETE", url: "/api/v1/users/pending" })).body).toMatchObject({
      endedAt: expect.any(String) as unknown,
    });
    expect(await fresh()({ url: `/api/v1/links/${tokenOf(body["link"])}` })).toMatchObject({ status: 410, body: { code: "link-invalid" } });
    expect((await admin({ method: "DELETE", url: "/api/v1/users/mina@x.example" })).status).toBe(200);
    expect(await mina({ url: "/api/v1/session" })).toMatchObject({ body: { signedIn: null } });
    expect(await mina({ url: "/api/v1/sessions" })).toMatchObject({ status: 401, body: { code: "session-ended" } });
    expect(await signIn({ name: "mina@x.example", password: PASSWORD })).toMatchObject(failed);
    expect(await admin({ method: "DELETE", url: "/api/v1/users/mina" })).toMatchObject({ status: 404 });
    expect(await add({ email: "Mina@x.example", roles: ["rep"], member: "mina" })).toMatchObject({
      status: 200,
      body: { user: { id: "mina", endedAt: null, hasPassword: false } },
    });
  });

  test("of a rep who has left does not come in any more", async () => {
    await owner.pool.query("update members set employed_before = '2026-01-01' where id = 'raj'");
    expect(await signIn({ name: "raj@x.example", password: PASSWORD })).toMatchObject(failed);
    expect(await browser(app, raj.headers)({ url: "/api/v1/sessions" })).toMatchObject({ status: 401, body: { code: "session-ended" } });
    await change("raj", { roles: ["rep", "viewer"], member: "raj" });
    expect(await signIn({ name: "raj@x.example", password: PASSWORD })).toMatchObject({
      status: 200,
      body: { signedIn: { user: { roles: ["viewer"] } } },
    });
    await owner.pool.query("update members set employed_before = 'infinity' where id = 'raj'");
  });
});

describe("over the network", () => {
  const settings = { publicUrl: new URL("https://attain.northwind.example"), trustedProxies: ["10.9.9.9"] };
  const https = async () => {
    const server = await makeServer({ database, secret, settings, hearFault: (_id, error) => void (faults as unknown[]).push(error) });
    afterAll(() => server.close());
    return (headers: Record<string, string>, remoteAddress = "10.9.9.9") =>
      server.inject({
        method: "POST",
        url: "/api/v1/session",
        remoteAddress,
        headers: { host: "attain.northwind.example", ...headers },
        payload: { name: "ann@x.example", password: PASSWORD },
      });
  };

  test("I50 nobody signs in over plain http, or over what somebody says is https", async () => {
    const ask = await https();
    for (const [headers, from] of [
      [{}, "10.9.9.9"],
      [{ "x-forwarded-proto": "http" }, "10.9.9.9"],
      [{ "x-forwarded-proto": "https" }, "10.9.9.8"],
      // A proxy on this computer that hands on its own name for it.
      [{ host: "attain.northwind.example", "x-forwarded-for": "192.0.2.1" }, "127.0.0.1"],
    ] as const) {
      const answer = await ask(headers, from);
      expect([answer.statusCode, answer.headers["set-cookie"]]).toEqual([403, undefined]);
    }
    const answer = await ask({ "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7" });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
    expect(answer.headers["set-cookie"]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^__Host-attain=\S+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/) as unknown,
      ]),
    );
  });

  test("pages of other sites and other names of the server are refused", async () => {
    const ask = await https();
    const over = { "x-forwarded-proto": "https" };
    for (const [headers, code] of [
      [{ ...over, origin: "https://evil.example" }, "cross-site"],
      [{ ...over, origin: "http://attain.northwind.example" }, "cross-site"],
      [{ ...over, origin: "null" }, "cross-site"],
      [{ ...over, "sec-fetch-site": "same-site" }, "cross-site"],
      [{ ...over, host: "evil.example" }, "host-refused"],
      [{ ...over, host: "localhost" }, "host-refused"],
    ] as const) {
      const answer = await ask(headers);
      expect([answer.json<{ code: string }>().code, answer.headers["set-cookie"]]).toEqual([code, undefined]);
    }
    expect((await ask({ ...over, origin: "https://attain.northwind.example", "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
  });
});

test("where there are several companies one is named, and one that there is not is no other answer", async () => {
  const { companyId: other } = must(await createCompany(database, { name: "Southwind", ...place }, { by: "test" }));
  await makeAccount(database, other, { email: "ann@x.example", password: "quite another one here" });
  const payload = { name: "ann@x.example", password: PASSWORD };
  expect(await signIn(payload)).toMatchObject({ status: 400, body: { code: "company-unnamed" } });
  expect(JSON.stringify((await signIn(payload)).body)).not.toContain("southwind");
  expect(await signIn(payload, { "attain-company": "northwind" })).toMatchObject({
    status: 200,
    body: { signedIn: { company: { id: "northwind" } } },
  });
  expect(await signIn(payload, { "attain-company": "southwind" })).toMatchObject(failed);
  const nowhere = await signIn(payload, { "attain-company": "eastwind" });
  expect(nowhere).toMatchObject(failed);
});

test("nothing of this was a fault of ours", () => expect(faults).toEqual([]));
