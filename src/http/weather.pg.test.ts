import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { makeHook, signed } from "../../tests/hook-sender.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { newCredential } from "../operations/credentials.ts";
import { verifyCompany } from "../operations/verify-company.ts";
import { openPool, type Database } from "../store/database.ts";

const call = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };

const company = {
  company: { id: "northwind", name: "N", country: "US", timeZone: "Etc/UTC", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
};

/** Longer than any test may take: only the watch can end the waiting. */
const PATIENCE_SECONDS = 3_600;

const over = (database: Database): Database => {
  afterAll(() => void database.pool.end());
  return database;
};

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

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
  const port = await listening(silent);
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

test("a database that is starting is named as that", async () => {
  const words = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
  const message = Buffer.alloc(5 + Buffer.byteLength(words));
  message.write("E");
  message.writeUInt32BE(4 + Buffer.byteLength(words), 1);
  message.write(words, 5);
  const starting = createServer((socket) => void socket.on("error", () => undefined).once("data", () => socket.end(message)));
  const port = await listening(starting);
  afterAll(() => void starting.close());
  const { ask } = await testApi(over(openPool({ url: `postgres://nobody@127.0.0.1:${port}/none` })));
  const headers = { authorization: `Bearer ${newCredential("key", 1).text}` };
  const named = { ...unavailable, body: { ...unavailable.body, detail: expect.stringContaining("(starting)") } };
  expect(await Promise.all([ask("/readyz"), ask({ url: "/api/v1/company", headers })])).toMatchObject([named, named]);
});

test("a database that takes no changes is named as that, still read, and written again once it can be, by the same connections", async () => {
  const { owner, places } = await testDatabase();
  const database = over(openPool(places.app));
  const { ask, faults, keyOf } = await testApi(database);
  const { companyId } = await openCompany(database, company);
  const headers = await keyOf("northwind");
  const send = (externalId: string): ReturnType<typeof ask> =>
    ask({ method: "POST", url: "/api/v1/activities", payload: { ...call, externalId }, headers });
  expect(await send("1")).toMatchObject({ status: 200 });
  expect(await ask("/readyz")).toMatchObject({ status: 200 });

  const { rows } = await owner.pool.query<{ name: string }>("select current_database() as name");
  const switchTo = (state: "on" | "off"): Promise<unknown> =>
    owner.pool.query(
      `begin; set local transaction_read_only = off; alter database "${rows[0]?.name}" set default_transaction_read_only = ${state}; commit`,
    );
  await switchTo("on");
  // What is connected already has its settings; these connections find out as new ones.
  await owner.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  const readOnly = {
    status: 503,
    body: { code: "database-unavailable", detail: expect.stringContaining("(read-only)") },
    headers: { "retry-after": "30" },
  };
  await expect.poll(() => send("2").then(({ body }) => body["detail"])).toContain("(read-only)");
  expect(await send("3")).toMatchObject(readOnly);
  expect(await ask("/readyz")).toMatchObject(readOnly);
  expect(await ask({ url: "/api/v1/activities", headers })).toMatchObject({ status: 200, body: { activities: [{ externalId: "1" }] } });

  await switchTo("off");
  expect(await ask("/readyz")).toMatchObject({ status: 200 });
  // A connection that reads was opened while nothing could be changed: it is found out and replaced.
  await expect.poll(() => send("4").then(({ status }) => status)).toBe(200);
  const { body } = await ask({ url: "/api/v1/activities", headers });
  expect((body["activities"] as { externalId: string }[]).map(({ externalId }) => externalId).toSorted()).toEqual(["1", "4"]);
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  expect(faults).toEqual([]);
});

/** A file system of two megabytes in a folder of its own; undefined where the machine does not let us have one. */
const smallDisk = (ownedBy: number): { readonly folder: string; readonly remove: () => void } | undefined => {
  const folder = mkdtempSync(join(tmpdir(), "attain-small-disk-"));
  const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=2m,uid=${ownedBy},mode=700`, "tmpfs", folder]).status === 0;
  const remove = (): void => {
    if (isMounted) spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (isMounted) return { folder, remove };
  remove();
  return undefined;
};

test("a disk that is full is named as that: what was confirmed is there, the rest is not, and goes in once there is room", async (context) => {
  const { owner, database } = await testDatabase();
  const { rows } = await owner.pool.query<{ folder: string; isMaster: boolean }>(
    `select current_setting('data_directory') as folder, (select rolsuper from pg_roles where rolname = current_user) as "isMaster"`,
  );
  const { folder = "", isMaster = false } = rows[0] ?? {};
  const disk = isMaster && existsSync(folder) ? smallDisk(statSync(folder).uid) : undefined;
  if (disk === undefined) return context.skip("only a superuser beside the database can give it a disk of two megabytes");
  const { ask, faults, keyOf } = await testApi(database);
  const { companyId } = await openCompany(database, company);
  const headers = await keyOf("northwind");
  const inBatch = 500;
  const send = async (batch: number): Promise<number> => {
    const payload = Array.from({ length: inBatch }, (_, at) => ({ ...call, externalId: `${batch}-${at}` }));
    const { status, body } = await ask({ method: "POST", url: "/api/v1/activities", payload, headers });
    if (status === 200) expect(body).toMatchObject({ accepted: inBatch });
    else
      expect({ status, body }).toMatchObject({
        status: 503,
        body: { code: "database-unavailable", detail: expect.stringContaining("(full)") },
      });
    return status;
  };
  const count = async (): Promise<number> =>
    Number((await owner.pool.query<{ count: string }>("select count(*) as count from activities")).rows[0]?.count);
  const space = `small_${randomBytes(4).toString("hex")}`;
  try {
    await owner.pool.query(`create tablespace ${space} location '${disk.folder}'`);
    await owner.pool.query(`alter table activities set tablespace ${space}`);
    let confirmed = 0;
    while ((await send(confirmed)) === 200) confirmed += 1;
    expect(confirmed).toBeGreaterThan(0);
    expect(await count()).toBe(confirmed * inBatch);
    expect(await ask("/readyz")).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining("(full)") },
      headers: { "retry-after": "30" },
    });
    expect(await ask({ url: "/api/v1/activities", headers })).toMatchObject({ status: 200 });
    spawnSync("mount", ["-o", "remount,size=64m", disk.folder]);
    expect(await send(confirmed)).toBe(200);
    expect(await count()).toBe((confirmed + 1) * inBatch);
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
    expect(faults).toEqual([]);
  } finally {
    await owner.pool.query("alter table activities set tablespace pg_default");
    await owner.pool.query(`drop tablespace if exists ${space}`);
    disk.remove();
  }
});

test("C64, C65: what a hook brings while the database is away or all connections are taken is asked for again, and counted once", async () => {
  const { places } = await testDatabase();
  const database = over(openPool(places.app, 1, 2));
  const { ask } = await testApi(database);
  await openCompany(database, company);
  const map = { columns: { external_id: "id", member: "owner", occurred_at: "at" }, constants: { kind: "call", direction: "outbound" } };
  const hook = await makeHook({ ask }, { name: "Dialer", source: "dialer", map }, "northwind");
  const { payload, headers } = signed(hook.secret, JSON.stringify({ id: "1", owner: "raj", at: call.occurredAt }));
  const delivery = { method: "POST" as const, url: hook.path, payload, headers };

  const { ask: askWithout } = await testApi(over(openPool({ host: "/nonexistent", user: "nobody", password: "", database: "none" })));
  expect(await askWithout(delivery)).toMatchObject(unavailable);
  const held = await database.pool.connect();
  expect(await ask({ ...delivery, headers: { ...headers, authorization: "" } })).toMatchObject(unavailable);
  held.release();
  expect(await ask(delivery)).toMatchObject({ status: 200 });
  expect(await ask(delivery)).toMatchObject({ status: 200 });
  expect((await ask("/api/v1/activities")).body["activities"]).toHaveLength(1);
});
