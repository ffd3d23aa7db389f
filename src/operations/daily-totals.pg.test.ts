import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { attestActivity } from "./attest-activity.ts";
import { countMetrics } from "./count-metrics.ts";
import { recountCompany } from "./recount-company.ts";
import { ruleActivity } from "./rule-activity.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { restoreActivity, voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "seolak", name: "Seolak", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  attributes: { campaign: "string" },
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "captured", where: 'kind == "call"', provenance: ["captured"] },
    { id: "long-calls", where: 'kind == "call" && durationSeconds >= 60' },
    { id: "to-prospects", where: 'kind == "call" && prospect.stage != "customer"' },
    { id: "no-campaign", where: 'kind == "call" && !(attributes.campaign == "spring")' },
    { id: "single", where: 'kind == "call" && !total' },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "day" } },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
};
const { companyId, record, explain, apply } = await openCompany(database, file);

let next = 0;
const calls = (count: number, on: string, more = {}) =>
  Array.from({ length: count }, () => ({
    source: "dialer",
    externalId: `call-${(next += 1)}`,
    member: "raj",
    kind: "call",
    occurredAt: `${on}T10:00:00+09:00`,
    provenance: "captured",
    ...more,
  }));
const total = (quantity: number, occurredOn: string, more = {}) => ({
  source: "sheet",
  member: "raj",
  kind: "call",
  occurredOn,
  quantity,
  total: true,
  ...more,
});
const identity = (on: string) => `total:raj:call:${on}`;
/** What a member's day counts for. */
const credited = async (on: string, metric = "calls", member = "raj") => (await explain(member, metric, on, { cadence: "day" })).credited;
const verdictOf = async (externalId: string, metric = "calls", source = "sheet") =>
  must(await showActivity(database, companyId, { source, externalId })).verdicts.find((each) => each.metric === metric)?.verdict;
const isEqual = async () => (await verifyCompany(database, companyId)).equal;

test("TA 15 with 12 calls of that day gives 15, with 17 gives 17, whichever comes first", async () => {
  await record([...calls(12, "2026-03-02"), total(15, "2026-03-02")]);
  expect(await credited("2026-03-02")).toBe(15);
  expect(await verdictOf(identity("2026-03-02"))).toMatchObject({
    counted: true,
    credit: 3,
    note: { en: "daily total: 12 of the 15 are here as records" },
  });
  await record(calls(5, "2026-03-02"));
  expect(await credited("2026-03-02")).toBe(17);
  expect(await verdictOf(identity("2026-03-02"))).toMatchObject({
    counted: false,
    reasons: [{ code: "total-covered", en: "this daily total states 15, and records of that day count for 17" }],
  });

  await record([total(15, "2026-03-03")]);
  expect(await credited("2026-03-03")).toBe(15);
  await record(calls(12, "2026-03-03"));
  expect(await credited("2026-03-03")).toBe(15);
  await record(calls(5, "2026-03-03"));
  expect(await credited("2026-03-03")).toBe(17);
  expect(await isEqual()).toBe(true);
});

test("the next total of the day replaces the one before, and the same again changes nothing", async () => {
  expect(await record([total(15, "2026-03-04")])).toMatchObject({ accepted: 1 });
  expect(await record([total(15, "2026-03-04")])).toMatchObject({ duplicates: 1 });
  expect(await record([total(9, "2026-03-04", { externalId: identity("2026-03-04") })])).toMatchObject({ revised: 1 });
  expect(await credited("2026-03-04")).toBe(9);
});

test("a total is its member's, its kind's and its day's alone", async () => {
  await record([
    total(10, "2026-03-05"),
    ...calls(4, "2026-03-05", { member: "mina" }),
    ...calls(4, "2026-03-05", { kind: "email" }),
    ...calls(4, "2026-03-06"),
  ]);
  expect([await credited("2026-03-05"), await credited("2026-03-05", "calls", "mina"), await credited("2026-03-06")]).toEqual([10, 4, 4]);
});

test("the records are those that count for the metric: of the others the total knows nothing", async () => {
  await record([
    total(10, "2026-03-09", { durationSeconds: 600 }),
    ...calls(3, "2026-03-09", { durationSeconds: 90 }),
    ...calls(4, "2026-03-09"),
  ]);
  // Ten calls of ten minutes altogether say nothing of the length of one.
  expect([await credited("2026-03-09"), await credited("2026-03-09", "long-calls"), await credited("2026-03-09", "talk")]).toEqual([
    10, 3, 600,
  ]);
  expect(await verdictOf(identity("2026-03-09"), "long-calls")).toMatchObject({
    counted: false,
    reasons: [{ condition: "durationSeconds >= 60" }],
  });
});

test("conditions on fields that a total lacks fail, those that deny something too; a prospect's window it never takes", async () => {
  await record([total(10, "2026-03-10")]);
  const of = async (metric: string) => [await credited("2026-03-10", metric), await verdictOf(identity("2026-03-10"), metric)];
  expect(await of("long-calls")).toMatchObject([0, { counted: false, reasons: [{ condition: "durationSeconds >= 60" }] }]);
  expect(await of("to-prospects")).toMatchObject([0, { counted: false, reasons: [{ condition: 'prospect.stage != "customer"' }] }]);
  expect(await of("no-campaign")).toMatchObject([0, { counted: false }]);
  expect(await of("single")).toMatchObject([0, { counted: false, reasons: [{ condition: "!total" }] }]);
  expect(await of("people")).toMatchObject([0, { counted: false, reasons: [{ code: "no-prospect" }] }]);
  expect(await of("captured")).toMatchObject([0, { counted: false, reasons: [{ code: "provenance" }] }]);
});

test("of totals from two sources the larger counts, and when it is taken back the other", async () => {
  await record([total(8, "2026-03-11"), total(11, "2026-03-11", { source: "crm" }), ...calls(2, "2026-03-11")]);
  expect(await credited("2026-03-11")).toBe(11);
  expect(await verdictOf(identity("2026-03-11"))).toMatchObject({ counted: false, reasons: [{ code: "total-exceeded" }] });
  const key = { source: "crm", externalId: identity("2026-03-11") };
  must(await voidActivity(database, companyId, key, { reason: "typed twice", by: "kim" }));
  expect(await credited("2026-03-11")).toBe(8);
  must(await restoreActivity(database, companyId, key, { reason: "it was right", by: "kim" }));
  expect(await credited("2026-03-11")).toBe(11);
  expect(await isEqual()).toBe(true);
});

test("a record of the day that is taken back, ruled out, shared or moved to another day leaves the total to fill its place", async () => {
  const on = "2026-03-12";
  const [first, second, third, fourth] = calls(4, on);
  await record([total(4, on), first, second, third, fourth]);
  const key = (one: typeof first) => ({ source: "dialer", externalId: one?.externalId ?? "" });
  const adds = async () => {
    const verdict = await verdictOf(identity(on));
    return verdict?.counted === true ? verdict.credit : 0;
  };
  expect(await adds()).toBe(0);
  must(await voidActivity(database, companyId, key(first), { reason: "wrong number", by: "kim" }));
  expect(await adds()).toBe(1);
  must(await ruleActivity(database, companyId, key(second), { metric: "calls", counts: false, reason: "a test call", by: "kim" }));
  expect(await adds()).toBe(2);
  await record([{ ...third, member: "raj:60%;mina:40%" }]);
  expect(await adds()).toBe(2.4);
  await record([{ ...fourth, occurredAt: "2026-03-13T10:00:00+09:00" }]);
  expect(await adds()).toBe(3.4);
  expect([await credited(on), await credited("2026-03-13"), await credited(on, "calls", "mina")]).toEqual([4, 1, 0.4]);
  expect(await isEqual()).toBe(true);
});

test("a total whose member nobody knew yet counts beside the records when the member is known", async () => {
  await record([total(6, "2026-03-16", { member: "005A" }), ...calls(4, "2026-03-16")]);
  expect(await credited("2026-03-16")).toBe(4);
  must(
    await apply({
      ...file,
      members: [{ id: "raj", name: "Raj", identities: [{ source: "sheet", externalId: "005A" }] }, file.members[1]],
    }),
  );
  expect(await credited("2026-03-16")).toBe(6);
  expect(await isEqual()).toBe(true);
});

test("a metric that is new, or counted anew, finds the totals of earlier days", async () => {
  await record([total(7, "2026-03-17"), ...calls(3, "2026-03-17")]);
  must(
    await apply({
      ...file,
      members: [{ id: "raj", name: "Raj", identities: [{ source: "sheet", externalId: "005A" }] }, file.members[1]],
      metrics: [...file.metrics, { id: "phone", where: 'kind == "call"' }],
    }),
  );
  await countMetrics(database, companyId);
  expect(await credited("2026-03-17", "phone")).toBe(7);
  must(await recountCompany(database, companyId, {}));
  expect([await credited("2026-03-17"), await isEqual()]).toEqual([7, true]);
});

test("the list of what counts has the total while it adds something", async () => {
  const counted = async () => {
    const { records } = await explain("raj", "calls", "2026-03-18", { cadence: "day", counted: true });
    return records.filter((each) => each.total).length;
  };
  await record([total(2, "2026-03-18"), ...calls(1, "2026-03-18")]);
  expect(await counted()).toBe(1);
  await record(calls(1, "2026-03-18"));
  expect(await counted()).toBe(0);
});

test("a total and the records of its day that come at the same moment end as if they had come one by one", async () => {
  const on = "2026-03-19";
  await Promise.all([
    ...calls(12, on).map((each) => record([each])),
    record([total(15, on)]),
    record([total(14, on, { source: "crm" })]),
    ...calls(2, on).map((each) => record([each])),
  ]);
  expect(await credited(on)).toBe(15);
  await Promise.all(calls(3, on).map((each) => record([each])));
  expect(await credited(on)).toBe(17);
  expect(await isEqual()).toBe(true);
});

test("a person may enter a total that no source told; it is attested and replaced like any other", async () => {
  const enter = (quantity: number) =>
    attestActivity(database, companyId, {
      fields: { member: "raj", kind: "call", occurredOn: "2026-03-23", quantity, total: true, reason: "the dialer was down" },
      by: "kim",
    });
  await record(calls(2, "2026-03-23"));
  expect(must(await enter(5)).activity.externalId).toBe(identity("2026-03-23"));
  expect([await credited("2026-03-23"), await credited("2026-03-23", "captured")]).toEqual([5, 5]);
  must(await enter(4));
  expect(await credited("2026-03-23")).toBe(4);
});

test("the first total of a company counts too, though its member is known only later", async () => {
  const young = { ...file, company: { ...file.company, id: "young" }, members: [{ id: "raj", name: "Raj" }] };
  const company = await openCompany(database, young);
  const day = async () => (await company.explain("raj", "calls", "2026-03-24", { cadence: "day" })).credited;
  await company.record([total(6, "2026-03-24", { member: "005A" }), ...calls(4, "2026-03-24")]);
  expect(await day()).toBe(4);
  must(await company.apply({ ...young, members: [{ id: "raj", name: "Raj", identities: [{ source: "sheet", externalId: "005A" }] }] }));
  expect(await day()).toBe(6);
  expect((await verifyCompany(database, company.companyId)).equal).toBe(true);
});

test.each([
  [{ occurredOn: undefined, occurredAt: "2026-03-02T10:00:00+09:00" }, "total-day", "/occurredOn"],
  [{ quantity: undefined }, "total-quantity", "/quantity"],
  [{ member: "raj;mina" }, "total-members", "/member"],
  [{ prospect: "mina@client.example" }, "total-prospect", "/prospect"],
  [{ externalId: "row-7" }, "total-identity", "/externalId"],
])("a total with %j is refused: %s", async (more, code, pointer) => {
  const { rejected } = await record([total(3, "2026-03-20", more)]);
  expect(rejected.flatMap(({ refusals }) => refusals.map((each) => [each.code, each.pointer]))).toEqual([[code, pointer]]);
});
