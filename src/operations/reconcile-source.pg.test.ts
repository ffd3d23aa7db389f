import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { parseSpanText } from "../domain/span-text.ts";
import { reconcileSource, type ReconcileInput } from "./reconcile-source.ts";
import { voidActivity } from "./void-activity.ts";

const { database, owner } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-reconcile-"));
afterAll(() => rm(folder, { recursive: true }));

let product: Product;
const record = (externalId: string, change: object = {}): object => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-02T10:00:00Z",
  ...change,
});

beforeAll(async () => {
  product = await openCompany(database, {
    company: { id: "reconciled", name: "Reconciled", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [
      { id: "raj", name: "Raj", timeZone: "Asia/Kolkata", identities: [{ source: "dialer", externalId: "agent 7" }] },
      { id: "mina", name: "Mina" },
    ],
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  await product.record([
    record("1"),
    record("2"),
    record("3", { kind: "email" }),
    // The next day in Kolkata, the same in New York.
    record("4", { occurredAt: "2026-03-02T20:00:00Z" }),
    record("5", { occurredAt: "2026-03-02T20:00:00Z", member: "mina" }),
    record("6", { member: "somebody" }),
    record("7", { voidedAt: "2026-03-03T00:00:00Z", voidReason: "a slip" }),
    record("8"),
    record("9", { occurredAt: "2026-04-02T10:00:00Z" }),
    record("1", { source: "crm" }),
  ]);
  must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "8" }, { reason: "a test call", by: "kim" }));
});

const reconcile = async (rows: readonly string[], more: Partial<ReconcileInput> = {}) => {
  const path = join(folder, "report.csv");
  await writeFile(path, rows.join("\n"));
  return reconcileSource(database, product.companyId, { source: "dialer", from: { path }, fileName: "report.csv", ...more });
};
const summary = "member,occurred_on,kind,count";
const march = { span: must(parseSpanText("2026-03-01..2026-04-01", "")) };
const whole = [
  summary,
  "raj,2026-03-02,call,2",
  "agent 7,2026-03-02,email,1",
  "raj,2026-03-03,call,1",
  "mina,2026-03-02,call,1",
  "somebody,2026-03-02,call,1",
];

describe("a summary", () => {
  test("that says what the log holds is equal: by local day, without what is void, with whom nobody knows", async () => {
    expect(must(await reconcile(whole))).toMatchObject({
      from: "2026-03-02",
      before: "2026-03-04",
      equal: true,
      ours: 6,
      theirs: 6,
      differences: [],
      unknownMembers: [{ memberReference: "somebody", ours: 1, theirs: 1 }],
    });
  });

  test("is compared from its first day to its last, or in the days that are asked", async () => {
    const told = [...whole, "raj,2026-04-02,call,2"];
    expect(must(await reconcile(told))).toMatchObject({
      equal: false,
      before: "2026-04-03",
      differences: [{ day: "2026-04-02", ours: 1, theirs: 2, difference: -1 }],
    });
    expect(must(await reconcile(told, march))).toMatchObject({ equal: true, from: "2026-03-01", before: "2026-04-01", outside: 1 });
    expect(must(await reconcile(["member,occurred_on,count", "raj,2026-04-02,1"], march))).toMatchObject({
      equal: false,
      ours: 6,
      theirs: 0,
      outside: 1,
    });
  });

  test("differs by what either side has more, each named with its member, day and kind", async () => {
    expect(must(await reconcile([summary, "raj,2026-03-02,call,5", "stranger,2026-03-02,call,1", "mina,2026-03-02,call,1"]))).toMatchObject(
      {
        equal: false,
        ours: 5,
        theirs: 7,
        differences: [
          { day: "2026-03-02", member: "raj", memberReference: null, kind: "call", ours: 2, theirs: 5, difference: -3 },
          { day: "2026-03-02", member: "raj", kind: "email", ours: 1, theirs: 0, difference: 1 },
          { day: "2026-03-02", member: null, memberReference: "somebody", ours: 1, theirs: 0 },
          { day: "2026-03-02", member: null, memberReference: "stranger", ours: 0, theirs: 1 },
        ],
        unknownMembers: [
          { memberReference: "somebody", ours: 1, theirs: 0 },
          { memberReference: "stranger", ours: 0, theirs: 1 },
        ],
      },
    );
  });

  test("that tells no kinds is compared by member and day", async () => {
    const told = ["member,occurred_on,count", "raj,2026-03-02,3", "raj,2026-03-03,1", "mina,2026-03-02,1", "somebody,2026-03-02,1"];
    expect(must(await reconcile(told))).toMatchObject({ equal: true });
    expect(must(await reconcile([...told, "mina,2026-03-02,1"]))).toMatchObject({
      differences: [{ member: "mina", kind: null, ours: 1, theirs: 2 }],
    });
  });

  test("is read with a map", async () => {
    const map = 'columns: { member: Agent, occurred_on: { column: Day, format: "d.M.yyyy" }, count: Calls }\nconstants: { kind: call }\n';
    const told = ["Agent;Day;Calls", "agent 7;3.3.2026;1"];
    expect(must(await reconcile(told, { map }))).toMatchObject({ equal: true, ours: 1, theirs: 1 });
  });

  test("with a row that cannot be read is not equal", async () => {
    const told = must(await reconcile([...whole, "raj,2026-03-02,cal,1", "raj,2026-03-02,call,-1", "raj,2026-03-02,call,"]));
    expect(told).toMatchObject({ equal: false, differences: [], rejected: 3 });
    expect(told.rejections.map(({ row, refusals }) => [row, refusals.map(({ code, pointer }) => `${code} ${pointer}`)])).toEqual([
      [7, ["kind-unknown /kind"]],
      [8, ["number-min /count"]],
      [9, ["required /count"]],
    ]);
  });
});

describe("a file of records", () => {
  const header = "source,external_id,member,kind,occurred_at,voided_at,void_reason";
  const line = (id: string, { member = "raj", kind = "call", at = "2026-03-02T10:00:00Z", source = "dialer" } = {}): string =>
    `${source},${id},${member},${kind},${at},,`;

  test("counts each record once, by its later state, and none that its source has taken back", async () => {
    const told = [
      header,
      line("1", { kind: "email" }),
      line("1"),
      line("2"),
      line("2"),
      line("3", { kind: "email" }),
      line("4", { at: "2026-03-02T20:00:00Z" }),
      line("5", { at: "2026-03-02T20:00:00Z", member: "mina" }),
      line("6", { member: "somebody" }),
      "dialer,7,raj,call,2026-03-02T10:00:00Z,2026-03-03T00:00:00Z,a slip",
      line("99", { source: "crm" }),
    ];
    expect(must(await reconcile(told))).toMatchObject({ equal: true, ours: 6, theirs: 6, otherSources: 1, received: 10 });
    expect(must(await reconcile([...told, line("8")]))).toMatchObject({
      equal: false,
      differences: [{ member: "raj", kind: "call", ours: 2, theirs: 3 }],
    });
  });

  test("is of the source that is asked where it names none", async () => {
    expect(must(await reconcile(["external_id,member,kind,occurred_at", "9,raj,call,2026-04-02T10:00:00Z"]))).toMatchObject({
      equal: true,
      theirs: 1,
    });
  });
});

test("a source that nobody knows, and a file that has nothing of it, are refused", async () => {
  expect(await reconcile(whole, { source: "dialler" })).toMatchObject({
    ok: false,
    refusals: [{ code: "not-found", values: { found: "dialler" } }],
  });
  expect(await reconcile(["source,member,occurred_on,count", "crm,raj,2026-03-02,2"])).toMatchObject({
    ok: false,
    refusals: [{ code: "reconcile-nothing" }],
  });
});

test("comparing stores nothing", async () => {
  const counted = async () =>
    (
      await owner.pool.query(
        "select (select count(*) from activities) as activities, (select count(*) from sources) as sources, (select count(*) from load_keys) as keys",
      )
    ).rows;
  const before = await counted();
  await reconcile([
    "source,external_id,member,kind,occurred_at",
    "fresh,77,raj,call,2026-03-02T10:00:00Z",
    "dialer,78,raj,call,2026-03-02T10:00:00Z",
  ]);
  expect(await counted()).toEqual(before);
});
