import { expect, test } from "vitest";
import { must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { listActivities } from "./list-activities.ts";
import { showActivity } from "./show-activity.ts";

const { database } = await testDatabase();

const file = (id: string, metrics: readonly object[]): object => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  metrics,
});
const calls = [{ id: "calls", where: 'kind == "call"' }];
const call = (externalId: string): object => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  durationSeconds: 300,
  prospect: "mina@example.com",
  occurredAt: "2026-03-02T10:00:00+09:00",
});

const withCalls = async (id: string): Promise<Product> => {
  const product = await openCompany(database, file(id, calls));
  await product.record(["1", "2", "3"].map(call));
  return product;
};
const ours = await withCalls("ours");
const theirs = await withCalls("theirs");

const first = must(await listActivities(database, ours.companyId, { limit: 1 }));
const cursor = first.nextCursor ?? "";
const refusedCursor = { ok: false, refusals: [{ code: "cursor-invalid", pointer: "/cursor" }] };

test("a cursor goes on where its page ended", async () => {
  const rest = must(await listActivities(database, ours.companyId, { cursor }));
  expect([...first.activities, ...rest.activities].map((each) => each.externalId)).toEqual(["1", "2", "3"]);
});

test("a cursor of another company or another question is none", async () => {
  expect(await listActivities(database, theirs.companyId, { cursor })).toMatchObject(refusedCursor);
  expect(await listActivities(database, ours.companyId, { cursor, kind: "email" })).toMatchObject(refusedCursor);
});

test("a cursor changed by hand is refused, whatever it holds now", async () => {
  const place = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as readonly unknown[];
  const hostile = [null, "", "infinity", "2026-03-02T99:99:99Z", "2026-03-02T::::Z", 1e15, -1e15, 1.5, {}, [], "a\0"];
  for (const at of [0, 1, 2, 3, 4]) {
    for (const value of hostile) {
      const forged = Buffer.from(JSON.stringify(place.with(at, value))).toString("base64url");
      const outcome = await listActivities(database, ours.companyId, { cursor: forged });
      if (!outcome.ok) expect(outcome).toMatchObject(refusedCursor);
      else expect([at, typeof value]).toEqual([at === 3 || at === 4 ? at : -1, "string"]);
    }
  }
});

test("records are told with the verdicts of more metrics than a statement has columns for", async () => {
  const metrics = Array.from({ length: 340 }, (_, index) => ({
    id: `m${index}`,
    where: `kind == "call" && durationSeconds >= ${index}`,
    ...(index % 2 === 0 ? {} : { oncePer: { prospect: "month" } }),
  }));
  const product = await openCompany(database, file("many", metrics));
  await product.record([call("1"), call("2")]);
  const { verdicts } = must(await showActivity(database, product.companyId, { source: "dialer", externalId: "2" }));
  expect(verdicts.map(({ metric, verdict }) => [metric, verdict.counted])).toEqual(
    metrics.map(({ id }, index) => [id, index <= 300 && index % 2 === 0]),
  );
});

test("the latest come first when asked for, page by page, and one order's cursor is none of the other", async () => {
  const page = must(await listActivities(database, ours.companyId, { limit: 2, order: "latest" }));
  expect(page.activities.map((each) => each.externalId)).toEqual(["3", "2"]);
  const rest = must(await listActivities(database, ours.companyId, { cursor: page.nextCursor ?? "", order: "latest" }));
  expect(rest.activities.map((each) => each.externalId)).toEqual(["1"]);
  expect(await listActivities(database, ours.companyId, { cursor: page.nextCursor ?? "" })).toMatchObject(refusedCursor);
});

test("records are listed by whom they name, also as a further one, and by whether they count", async () => {
  const product = await openCompany(database, file("named", [{ id: "long", where: "durationSeconds >= 200" }]));
  await product.record([
    call("long"),
    { ...call("short"), durationSeconds: 41, prospect: "jiwoo@example.com;mina@example.com" },
    { ...call("other"), prospect: "jiwoo@example.com" },
  ]);
  const ids = async (more: object) =>
    must(await listActivities(database, product.companyId, more)).activities.map((each) => each.externalId);
  expect(await ids({ prospect: "mina@example.com" })).toEqual(["long", "short"]);
  expect(await ids({ counted: true })).toEqual(["long", "other"]);
  expect(await ids({ counted: false, metric: "long" })).toEqual(["short"]);
});
