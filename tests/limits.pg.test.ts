import { expect, test } from "vitest";
import { take } from "../src/operations/limits/take.ts";
import { tidyAddressLimits, tidyCompanyLimits } from "../src/operations/limits/tidy-limits.ts";
import { signIn } from "../src/operations/sign-in.ts";
import { newSecret } from "../src/operations/secret.ts";
import { openPool } from "../src/store/database.ts";
import { makeAccount, PASSWORD } from "./accounts.ts";
import { testApi } from "./api.ts";
import { newKey } from "./key.ts";
import { must, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database, owner, places } = await testDatabase();
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
});
const secret = newSecret();
const { ask, faults } = await testApi(database, { secret, limits: { perCaller: 600, perAddress: 40 } });
const dialer = await newKey(database, companyId, "dialer");
const crm = await newKey(database, companyId, "crm");

const read = (headers: Record<string, string>) => ask({ url: "/api/v1/activities?limit=1", headers });

test("the 601st request within a minute is refused with when to come back (B72), whatever Idempotency-Key it has (G62); others are served", async () => {
  for (let request = 1; request <= 600; request += 1) {
    const { status, headers } = await read({ ...dialer, "idempotency-key": `key-${request}` });
    expect([request, status, headers["ratelimit-policy"]]).toEqual([request, 200, '"key";q=600;w=60']);
    expect(headers["ratelimit"]).toMatch(new RegExp(`^"key";r=${600 - request};t=\\d+$`));
  }
  expect(await read({ ...dialer })).toMatchObject({
    status: 429,
    body: { code: "rate-limited", detail: expect.stringContaining("600") },
    headers: { "retry-after": expect.stringMatching(/^[1-9]\d?$/), ratelimit: expect.stringMatching(/^"key";r=0;t=\d+$/) },
  });
  expect((await read({ ...crm })).status).toBe(200);
}, 120_000);

test("who guesses keys is refused by address, whatever the header says about it (B58); health is answered for ever", async () => {
  const statuses: number[] = [];
  for (let request = 0; request < 45; request += 1)
    statuses.push((await read({ authorization: `Bearer guess-${request}`, "x-forwarded-for": `192.0.2.${request}` })).status);
  expect(statuses).toEqual([...Array.from({ length: 40 }, () => 401), ...Array.from({ length: 5 }, () => 429)]);
  expect((await ask("/api/v1/presets")).status).toBe(429);
  expect((await ask("/healthz")).status).toBe(200);
  expect((await read({ ...crm })).status).toBe(200);
});

test("a new key with an ended one's name has a count of its own; an account has one, by whichever session and at whichever server", async () => {
  const countOf = async (headers: Record<string, string>, at = ask): Promise<string> =>
    String((await at({ url: "/api/v1/activities?limit=1", headers })).headers["ratelimit"]).split(";")[1] ?? "";
  const made = await newKey(database, companyId, "renewed");
  expect(await countOf(made)).toBe("r=599");
  await owner.pool.query("update api_keys set ended_at = now(), ended_by = 'test' where name = 'renewed'");
  expect(await countOf(await newKey(database, companyId, "renewed"))).toBe("r=599");
  const account = await makeAccount(database, companyId, { email: "ann@x.example" });
  const again = must(
    await signIn(database, secret, {
      company: null,
      order: { name: account.email, password: PASSWORD, next: "/" },
      browser: { agent: "another", session: null },
      address: "192.0.2.1",
    }),
  );
  const another = { cookie: `attain=${again.type === "session" ? again.text : ""}` };
  expect([await countOf(account.headers), await countOf(another)]).toEqual(["r=599", "r=598"]);
  const pool = openPool(places.app, 2);
  const other = await testApi(pool, { secret, limits: { perCaller: 600, perAddress: null } });
  // A server takes ten at once: the first has taken these.
  expect(await countOf(another, other.ask)).toBe("r=589");
  await other.app.close();
  await pool.pool.end();
});

test("processes share a limit, and never let more through than it is", async () => {
  const others = [openPool(places.app, 4), openPool(places.app, 4)];
  const limit = { companyId, key: "shared", most: 200, perSeconds: 60 };
  const taken = await Promise.all(Array.from({ length: 400 }, (_, index) => take(others[index % others.length] ?? database, limit)));
  expect(taken.filter(({ isAllowed }) => isAllowed)).toHaveLength(200);
  // A few of a process that takes no more may be lost to the others, and no more than those.
  const lonely = { ...limit, key: "lonely" };
  for (const each of others) expect(await take(each, lonely)).toMatchObject({ isAllowed: true });
  const rest = await Promise.all(Array.from({ length: 300 }, () => take(database, lonely)));
  const allowed = rest.filter(({ isAllowed }) => isAllowed).length;
  expect(allowed).toBeGreaterThanOrEqual(200 - 2 * 10);
  expect(allowed).toBeLessThanOrEqual(198);
  await Promise.all(others.map(({ pool }) => pool.end()));
});

test("a span that is over begins anew, and what is over is forgotten", async () => {
  const limit = { companyId, key: "again", most: 3, perSeconds: 60 };
  for (const isAllowed of [true, true, true, false]) expect(await take(database, limit)).toMatchObject({ isAllowed });
  await owner.pool.query("update used_limits set ends_at = now() - interval '1 second'");
  const later = openPool(places.app, 1);
  expect(await take(later, limit)).toMatchObject({ isAllowed: true, remaining: 2 });
  await later.pool.end();
  await tidyCompanyLimits(database, companyId);
  await tidyAddressLimits(database);
  const { rows } = await owner.pool.query<{ count: number }>("select count(*)::int as count from used_limits");
  expect(rows[0]?.count).toBe(1);
});

test("nothing of this was a fault", () => {
  expect(faults).toEqual([]);
});
