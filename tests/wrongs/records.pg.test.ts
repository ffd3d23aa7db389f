import { expect, test } from "vitest";
import { openClient } from "../../src/store/database.ts";
import { restoreActivity, voidActivity } from "../../src/operations/void-activity.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { must, openCompany, type Product } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { aCall, aCompany, monthly } from "./company.ts";

/** Records as the commonest systems get them wrong: sent twice, late, mended, taken back. Each title is the wrong and what is right. */

const { database, places } = await testDatabase();

const creditedIn = async ({ explain }: Product, on: string, metric = "calls"): Promise<unknown> =>
  (await explain("raj", metric, on)).credited;
const MARCH = "2026-03-10";
const at = "2026-03-10T12:00:00Z";

test("rows deleted to zero leave the old value standing → a void lowers the tally at once, to zero if need be", async () => {
  const product = await openCompany(database, aCompany({ id: "voids", plans: [monthly(1)] }));
  await product.record([aCall("only", at)]);
  const status = async (): Promise<readonly unknown[]> => [
    await creditedIn(product, MARCH),
    ...(await product.rows({ on: MARCH })).map((row) => row.status),
  ];
  expect(await status()).toEqual([1, "met"]);
  must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "only" }, { reason: "wrong number", by: "lead" }));
  expect(await status()).toEqual([0, "missed"]);
  must(
    await restoreActivity(database, product.companyId, { source: "dialer", externalId: "only" }, { reason: "it was right", by: "lead" }),
  );
  expect(await status()).toEqual([1, "met"]);
  await product.record([aCall("only", at, { voidedAt: "2026-03-11T08:00:00Z", voidReason: "deleted in the dialer" })]);
  expect(await status()).toEqual([0, "missed"]);
  expect((await verifyCompany(database, product.companyId)).equal).toBe(true);
});

test("a retry after a failure counts zero times, or twice → exactly once", async () => {
  const product = await openCompany(database, aCompany({ id: "retries" }));
  const batch = [aCall("a", at), aCall("b", at)];
  // The connection is cut while the batch is being recorded.
  const blocker = await openClient(places.owner);
  await blocker.query("begin");
  await blocker.query("lock table activities in access exclusive mode");
  const cut = product.record(batch).then(
    () => "answered",
    () => "cut",
  );
  let waiting: number | undefined;
  while (waiting === undefined) {
    const { rows } = await blocker.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
    );
    waiting = rows[0]?.pid;
  }
  await blocker.query("select pg_terminate_backend($1)", [waiting]);
  expect(await cut).toBe("cut");
  await blocker.query("rollback");
  await blocker.end();
  expect(await creditedIn(product, MARCH)).toBe(0);
  expect(await product.record(batch)).toMatchObject({ accepted: 2, duplicates: 0 });
  // The answer was lost on the way: the sender tries again, and again.
  expect(await product.record(batch)).toMatchObject({ accepted: 0, duplicates: 2 });
  expect(await product.record(batch)).toMatchObject({ accepted: 0, duplicates: 2 });
  expect(await creditedIn(product, MARCH)).toBe(2);
});

test("duplicates refused with an error that rolls back the batch → accepted, reported, no effect", async () => {
  const product = await openCompany(database, aCompany({ id: "duplicates" }));
  await product.record([aCall("known", at)]);
  const answer = await product.record([aCall("new", at), aCall("known", at), aCall("new", at)], { atomic: true });
  expect(answer).toMatchObject({ received: 3, accepted: 1, duplicates: 2, revised: 0, rejected: [] });
  expect(await creditedIn(product, MARCH)).toBe(2);
});

test("a deleted event's id can never come again → a revision restores it", async () => {
  const product = await openCompany(database, aCompany({ id: "reborn" }));
  await product.record([aCall("x", at)]);
  await product.record([aCall("x", at, { voidedAt: "2026-03-11T08:00:00Z", voidReason: "deleted in the dialer" })]);
  expect(await creditedIn(product, MARCH)).toBe(0);
  expect(await product.record([aCall("x", at, { revisedAt: "2026-03-12T08:00:00Z", durationSeconds: 40 })])).toMatchObject({
    revised: 1,
    rejected: [],
  });
  expect(await creditedIn(product, MARCH)).toBe(1);
});

test("a corrected time becomes a second activity → time is no part of the identity", async () => {
  const product = await openCompany(database, aCompany({ id: "corrected" }));
  await product.record([aCall("x", "2026-03-31T09:00:00Z")]);
  expect(await product.record([aCall("x", "2026-04-01T09:00:00Z", { revisedAt: "2026-04-02T09:00:00Z" })])).toMatchObject({
    accepted: 0,
    revised: 1,
  });
  expect([await creditedIn(product, "2026-03-31"), await creditedIn(product, "2026-04-01")]).toEqual([0, 1]);
});

test("an activity with several participants counted several times → shares add up to one", async () => {
  const product = await openCompany(
    database,
    aCompany({
      id: "several",
      members: [
        { id: "raj", name: "Raj" },
        { id: "mina", name: "Mina" },
      ],
    }),
  );
  await product.record([
    aCall("shared", at, { member: "raj:60%;mina:40%" }),
    aCall("seminar", at, { prospect: "ann@client.example;bo@client.example" }),
  ]);
  expect([await creditedIn(product, MARCH), (await product.explain("mina", "calls", MARCH)).credited]).toEqual([1.6, 0.4]);
});

test("saves, views and edits counted as activity → only what happened, by when it happened", async () => {
  const product = await openCompany(database, aCompany({ id: "edits" }));
  await product.record([aCall("x", at, { subject: "First call" })]);
  for (const subject of ["Frist call", "First call with Ann", "First call with Ann Kim"])
    await product.record([aCall("x", at, { subject })]);
  await product.record([aCall("x", at, { subject: "Renewal", revisedAt: "2026-05-20T08:00:00Z" })]);
  // A delivery made twice brings no earlier state back.
  expect(await product.record([aCall("x", at, { subject: "First call" })])).toMatchObject({ duplicates: 1, revised: 0 });
  expect([await creditedIn(product, MARCH), await creditedIn(product, "2026-05-20")]).toEqual([1, 0]);
  expect((await product.explain("raj", "calls", MARCH)).records.map(({ subject, revisions }) => [subject, revisions])).toEqual([
    ["Renewal", 5],
  ]);
});

test("one number for a batch and another for single records → one arithmetic", async () => {
  const metrics = [
    { id: "calls", where: 'kind == "call" && durationSeconds >= 30' },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" as const } },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "week" as const } },
  ];
  const items = Array.from({ length: 40 }, (_, index) =>
    aCall(
      `call ${index % 33}`,
      `2026-03-${String(1 + ((index * 7) % 28)).padStart(2, "0")}T${String(index % 24).padStart(2, "0")}:00:00Z`,
      { durationSeconds: (index * 13) % 90, prospect: `p${index % 9}@client.example` },
    ),
  );
  const batch = await openCompany(database, aCompany({ id: "batch", metrics }));
  const single = await openCompany(database, aCompany({ id: "single", metrics }));
  await batch.record(items);
  for (const item of items) await single.record([item]);
  for (const { id } of metrics) {
    const [together, apart] = await Promise.all([batch, single].map((each) => each.explain("raj", id, MARCH, { cadence: "month" })));
    expect(together?.credited).toBeGreaterThan(0);
    expect(apart?.credited).toEqual(together?.credited);
    expect(apart?.records.map(({ externalId, verdict }) => [externalId, verdict])).toEqual(
      together?.records.map(({ externalId, verdict }) => [externalId, verdict]),
    );
  }
});
