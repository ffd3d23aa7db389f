import { createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { newCredential } from "../operations/credentials.ts";
import { openPool, type Database } from "../store/database.ts";

const call = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };

/** Longer than any test may take: only the watch can end the waiting. */
const PATIENCE_SECONDS = 3_600;

const over = (database: Database): Database => {
  afterAll(() => void database.pool.end());
  return database;
};

const unavailable = {
  status: 503,
  body: { code: "database-unavailable", errors: [{ code: "database-unavailable" }] },
  headers: { "retry-after": expect.stringMatching(/^\d+$/) },
};

test("while the database is away requests are answered 503 with when to come back, health is alive, readiness is not (B80)", async () => {
  const { ask, faults } = await testApi(over(openPool({ host: "/nonexistent", user: "nobody", password: "", database: "none" })));
  expect(await ask({ method: "POST", url: "/api/v1/activities", payload: call })).toMatchObject(unavailable);
  expect(await ask("/api/v1/company")).toMatchObject(unavailable);
  expect(await ask("/readyz")).toMatchObject(unavailable);
  expect(await ask("/healthz")).toMatchObject({ status: 200, body: { status: "alive" } });
  expect(await ask("/api/openapi.json")).toMatchObject({ status: 200 });
  expect(faults).toEqual([]);
});

test("a database that takes connections and says nothing is found out before any time-out of its own", async () => {
  const held = new Set<Socket>();
  const silent = createServer((socket) => void held.add(socket.on("error", () => undefined)));
  const port = await new Promise<number>((resolve) => {
    silent.listen(0, "127.0.0.1", () => {
      const address = silent.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  afterAll(() => {
    for (const socket of held) socket.destroy();
    silent.close();
  });
  const { ask } = await testApi(over(openPool({ url: `postgres://nobody@127.0.0.1:${port}/none` }, 2, PATIENCE_SECONDS)));
  const headers = { authorization: `Bearer ${newCredential("key", 1).text}` };
  expect(
    await Promise.all([
      ask({ url: "/readyz", headers }),
      ask({ url: "/api/v1/company", headers }),
      ask({ method: "POST", url: "/api/v1/activities", payload: call, headers }),
    ]),
  ).toMatchObject([unavailable, unavailable, unavailable]);
});

test("work that takes longer than the watch's patience is waited for", async () => {
  const { database, owner } = await testDatabase();
  const { ask } = await testApi(database);
  const company = {
    company: { id: "northwind", name: "N", country: "US", timeZone: "Etc/UTC", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
  };
  await openCompany(database, company);
  const client = await owner.pool.connect();
  await client.query("begin; lock table activities in access exclusive mode");
  const answer = ask({ method: "POST", url: "/api/v1/activities", payload: call });
  // Released once the watch has asked at least twice whether the database is there.
  const connections = async (): Promise<number> => {
    const { rows } = await owner.pool.query<{ calls: number }>(
      "select sessions::integer as calls from pg_stat_database where datname = current_database()",
    );
    return rows[0]?.calls ?? 0;
  };
  const before = await connections();
  await expect.poll(connections, { timeout: 30_000, interval: 200 }).toBeGreaterThan(before + 1);
  await client.query("commit");
  client.release();
  expect(await answer).toMatchObject({ status: 200, body: { accepted: 1 } });
});

test("requests beyond the connections there are wait, and are told so when none comes free", async () => {
  const { places } = await testDatabase();
  // Long enough for the first connection on a busy machine.
  const database = over(openPool(places.app, 1, 2));
  const { ask } = await testApi(database);
  const headers = { authorization: `Bearer ${newCredential("key", 1).text}` };
  const held = await database.pool.connect();
  expect(await ask({ url: "/api/v1/company", headers })).toMatchObject({ status: 503, body: { code: "database-unavailable" } });
  held.release();
  expect(await ask({ url: "/api/v1/company", headers })).toMatchObject({ status: 401, body: { code: "auth-required" } });
});
