import { expect, test } from "vitest";
import { browser, PASSWORD, tokenOf } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { newSecret } from "../operations/secret.ts";
import { setUpToken } from "../operations/set-up.ts";

const { database } = await testDatabase();
const secret = newSecret();
const { app, faults } = await testApi(database, { secret });

const company = { name: "Northwind", country: "US", timeZone: "America/New_York" };
const email = "Ann@Northwind.example";

test("from nothing to an admin who is signed in, and invites a rep who comes in by the link", async () => {
  const ann = browser(app);
  expect((await ann({ url: "/api/v1/session" })).body).toMatchObject({ signedIn: null, needsSetUp: true, needsCompany: true });
  const order = { token: setUpToken(secret), company, email, password: PASSWORD, language: "ko" };
  expect(await ann({ method: "POST", url: "/api/v1/set-up", payload: { ...order, token: "x" } })).toMatchObject({
    status: 403,
    body: { code: "set-up-refused" },
  });
  const made = await ann({ method: "POST", url: "/api/v1/set-up", payload: order });
  expect(made).toMatchObject({ status: 200, body: { signedIn: { user: { id: "ann", roles: ["admin"] }, company: { id: "northwind" } } } });
  expect((await ann({ url: "/api/v1/session" })).body).toMatchObject({
    signedIn: { user: { email, language: "ko", member: null }, permissions: { "users:write": ["company"] }, by: "user" },
    needsSetUp: false,
    needsCompany: false,
    severalCompanies: false,
    sample: false,
  });
  expect(await browser(app)({ method: "POST", url: "/api/v1/set-up", payload: order })).toMatchObject({ status: 403 });

  await ann({ method: "POST", url: "/api/v1/members", payload: { members: [{ name: "Raj" }] } });
  const invited = await ann({
    method: "POST",
    url: "/api/v1/users",
    payload: { email: "raj@northwind.example", roles: ["rep"], member: "raj" },
  });
  expect(invited).toMatchObject({ status: 200, body: { user: { id: "raj", hasPassword: false, member: "raj" }, mailed: false } });
  const token = tokenOf(invited.body["link"]);
  const raj = browser(app);
  expect((await raj({ url: `/api/v1/links/${token}` })).body).toMatchObject({
    purpose: "invitation",
    email: "raj@northwind.example",
    company: { id: "northwind" },
  });
  expect(await raj({ method: "POST", url: `/api/v1/links/${token}`, payload: { password: "too short" } })).toMatchObject({
    status: 422,
    body: { code: "password-short", pointer: "/password" },
  });
  expect(await raj({ method: "POST", url: `/api/v1/links/${token}`, payload: { password: "my own long words" } })).toMatchObject({
    body: { signedIn: { user: { id: "raj", member: { id: "raj" } }, permissions: { "activities:write": ["own"] } } },
  });
  expect(await raj({ url: "/api/v1/users" })).toMatchObject({ status: 403, body: { code: "role-required" } });

  expect((await raj({ method: "DELETE", url: "/api/v1/session" })).cookies).toEqual({});
  expect(await raj({ url: "/api/v1/sessions" })).toMatchObject({ status: 401, body: { code: "auth-required" } });
  const again = await raj({
    method: "POST",
    url: "/api/v1/session",
    payload: { name: " RAJ@northwind.example ", password: "my own long words" },
  });
  expect(again).toMatchObject({ status: 200, body: { signedIn: { user: { id: "raj" } }, next: "/" } });
  expect(again.headers["set-cookie"]).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^attain=attain_session_1_\S{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/) as unknown,
    ]),
  );
  expect(faults).toEqual([]);
});
