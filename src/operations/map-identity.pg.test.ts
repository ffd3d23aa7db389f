import { expect, test } from "vitest";
import { day, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { addMembers } from "./add-members.ts";
import { countActivities } from "./count-activities.ts";
import { countMetrics } from "./count-metrics.ts";
import { listUnattributed } from "./list-unattributed.ts";
import { mapIdentity } from "./map-identity.ts";
import { unmapIdentity } from "./unmap-identity.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const by = { by: "sam" };

const company = (id: string) => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    { id: "raj", name: "Raj Patel" },
    { id: "mina", name: "Mina Kim", employedFrom: "2026-03-01", timeZone: "Asia/Seoul" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "reached", where: 'kind == "call"', oncePer: { prospect: "week" } },
  ],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 100 } }],
});

const calls = (count: number, member: string, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    source: "pbx",
    externalId: `${member}-${index}`,
    member,
    kind: "call",
    direction: "outbound",
    // 20:00 in New York on each of 90 days: in Seoul it is the next morning.
    occurredAt: `${isoDay(day("2026-01-02") + (index % 90))}T01:00:00Z`,
    prospect: `p${index % 700}@acme.example`,
    ...more,
  }));

const creditedTo = async (product: Product, member: string, metric: string): Promise<number> => {
  let credited = 0;
  for (const on of ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"])
    credited += Number((await product.explain(member, metric, on, { limit: 1 })).credited);
  return credited;
};

const send = async (product: Product, items: readonly object[]): Promise<void> => {
  for (let at = 0; at < items.length; at += 5_000) expect((await product.record(items.slice(at, at + 5_000))).rejected).toEqual([]);
};

const isProven = async ({ companyId }: Product): Promise<boolean> => (await verifyCompany(database, companyId)).equal;

test("10,000 records of a name that nobody knew count once it is mapped, in one company and not in the other, and go back", async () => {
  const [one, other] = [await openCompany(database, company("one")), await openCompany(database, company("other"))];
  for (const product of [one, other]) {
    await countMetrics(database, product.companyId);
    await send(product, calls(10_000, "Ext 7"));
  }
  expect(must(await listUnattributed(database, one.companyId))).toMatchObject({
    references: [
      { source: "pbx", reference: "Ext 7", records: 10_000, firstDay: "2026-01-01", lastDay: "2026-03-31", why: "unknown", proposals: [] },
    ],
    records: 10_000,
    nextCursor: null,
  });
  expect(await creditedTo(one, "raj", "calls")).toBe(0);

  const mapped = must(await mapIdentity(database, one.companyId, { member: "raj", source: "pbx", externalId: "Ext 7" }, by));
  expect(mapped).toMatchObject({ member: "raj", changed: true, records: 10_000 });
  expect(await creditedTo(one, "raj", "calls")).toBe(10_000);
  // 700 prospects, of whom each is reached in as many weeks as it has calls in.
  const weeks = new Set(
    calls(10_000, "Ext 7").map(({ occurredAt, prospect }) => `${Math.floor((day(occurredAt.slice(0, 10)) - 1 + 3) / 7)} ${prospect}`),
  );
  expect(await creditedTo(one, "raj", "reached")).toBe(weeks.size);
  expect(await isProven(one)).toBe(true);
  expect(must(await listUnattributed(database, one.companyId)).references).toEqual([]);
  expect(must(await listUnattributed(database, other.companyId)).records).toBe(10_000);
  expect(await creditedTo(other, "raj", "calls")).toBe(0);

  // The same file again changes nothing, and a late record of the name is the member's at once.
  expect(await one.record(calls(3, "Ext 7"))).toMatchObject({ duplicates: 3, unattributed: 0 });
  expect(await one.record([{ ...calls(1, "Ext 7")[0], externalId: "late" }])).toMatchObject({ accepted: 1, unattributed: 0 });

  const taken = must(await unmapIdentity(database, one.companyId, { member: "raj", source: "pbx", externalId: "Ext 7" }, by));
  expect(taken.records).toBe(10_001);
  expect(await creditedTo(one, "raj", "calls")).toBe(0);
  expect(await creditedTo(one, "raj", "reached")).toBe(0);
  expect(must(await listUnattributed(database, one.companyId)).records).toBe(10_001);
  expect(await isProven(one)).toBe(true);
}, 120_000);

test("a name counts by the zone and employment of whom it is mapped to, and a shared record by the part that was missing", async () => {
  const product = await openCompany(database, company("zones"));
  await countMetrics(database, product.companyId);
  await send(product, [
    ...calls(90, "M. Kim"),
    { ...calls(1, "shared")[0], externalId: "joint", member: "raj:60%;M. Kim:40%", occurredAt: "2026-03-10T01:00:00Z" },
  ]);
  expect(must(await listUnattributed(database, product.companyId)).references).toMatchObject([
    { reference: "M. Kim", records: 91, proposals: [{ member: "mina" }] },
  ]);
  const mapped = must(await mapIdentity(database, product.companyId, { member: "mina", source: "pbx", externalId: "M. Kim" }, by));
  // Mina begins on 1 March: in Seoul the record of 1 March 01:00 UTC is the first.
  const since = calls(90, "M. Kim").filter(({ occurredAt }) => occurredAt >= "2026-02-28T15:00:00Z").length;
  expect(mapped.records).toBe(since + 1);
  expect((await product.explain("mina", "calls", "2026-03-10")).credited).toBe(31.4);
  expect(must(await listUnattributed(database, product.companyId)).references).toMatchObject([
    { reference: "M. Kim", records: 90 - since, why: "not-employed", proposals: [] },
  ]);
  expect(must(await unmapIdentity(database, product.companyId, { member: "mina", source: "pbx", externalId: "M. Kim" }, by)).records).toBe(
    since + 1,
  );
  expect((await product.explain("raj", "calls", "2026-03-10")).credited).toBe(0.6);
  expect(must(await listUnattributed(database, product.companyId)).records).toBe(91);
  expect(await isProven(product)).toBe(true);
});

test("a name that is somebody else's is refused, and so is taking back what nobody said", async () => {
  const product = await openCompany(database, company("taken"));
  const map = (member: string, externalId: string) => mapIdentity(database, product.companyId, { member, source: "pbx", externalId }, by);
  expect(must(await map("raj", "Ext 1"))).toMatchObject({ changed: true, records: 0 });
  expect(must(await map("raj", "Ext 1"))).toMatchObject({ changed: false });
  expect(await map("mina", "Ext 1")).toMatchObject({
    refusals: [{ code: "identity-repeated", pointer: "/externalId", values: { member: "raj" } }],
  });
  expect(await map("rat", "Ext 2")).toMatchObject({ refusals: [{ code: "not-found", values: { hint: { en: ' Did you mean "raj"?' } } }] });
  const unmap = (externalId: string) => unmapIdentity(database, product.companyId, { member: "raj", source: "pbx", externalId }, by);
  expect(await unmap("Ext 2")).toMatchObject({ refusals: [{ code: "identity-none", values: { hint: { en: ' Did you mean "Ext 1"?' } } }] });
  must(await unmap("Ext 1"));
  expect(must(await map("mina", "Ext 1"))).toMatchObject({ changed: true });
});

test("what a name that was taken back still means, as an id, goes on counting for whom it means", async () => {
  const product = await openCompany(database, company("still"));
  await countMetrics(database, product.companyId);
  must(await mapIdentity(database, product.companyId, { member: "mina", source: "pbx", externalId: "raj" }, by));
  await send(product, calls(90, "raj", { occurredAt: "2026-03-20T12:00:00Z" }));
  expect(await creditedTo(product, "mina", "calls")).toBe(90);
  must(await unmapIdentity(database, product.companyId, { member: "mina", source: "pbx", externalId: "raj" }, by));
  expect([await creditedTo(product, "mina", "calls"), await creditedTo(product, "raj", "calls")]).toEqual([0, 90]);
  expect(await isProven(product)).toBe(true);
});

test("members out of a file's names are added once, and what they did counts", async () => {
  const product = await openCompany(database, company("file"));
  const of = (name: string, more: object = {}) => ({
    id: null,
    name,
    email: null,
    team: null,
    employedFrom: null,
    identities: [{ source: "pbx", externalId: name }],
    ...more,
  });
  await send(product, [...calls(5, "Diane"), ...calls(7, "김 민수")]);
  const members = [of("Diane", { email: "Diane@example.com" }), of("김 민수")];
  expect(must(await addMembers(database, product.companyId, members, by))).toMatchObject({
    members: [
      { id: "diane", name: { en: "Diane" }, act: "added" },
      { id: "김-민수", act: "added" },
    ],
    attributed: 12,
  });
  expect(must(await addMembers(database, product.companyId, members, by))).toMatchObject({
    members: [{ act: "unchanged" }, { act: "unchanged" }],
    attributed: 0,
    changes: [],
  });
  // Another source names her by her address: the same person, with one more name.
  const again = { ...of("D. Kim", { email: "diane@example.com" }), identities: [{ source: "crm", externalId: "005A" }] };
  expect(must(await addMembers(database, product.companyId, [again], by))).toMatchObject({
    members: [{ id: "diane", name: { en: "Diane" }, act: "changed" }],
  });
  const counts = must(await countActivities(database, product.companyId, { by: ["member"] }));
  expect(counts.rows.map(({ member, count }) => [member, count])).toEqual([
    ["diane", 5],
    ["김-민수", 7],
  ]);
});

test("all that is wrong with members is told at once, and none of them is added", async () => {
  const product = await openCompany(database, company("wrong"));
  const of = (name: string, more: object = {}) => ({
    id: null,
    name,
    email: null,
    team: null,
    employedFrom: null,
    identities: [],
    ...more,
  });
  const add = (...members: readonly ReturnType<typeof of>[]) => addMembers(database, product.companyId, members, by);
  expect(
    await add(
      of("Joe"),
      of("raj patel"),
      of("Ann", { id: "mina", email: "m@example.com" }),
      of("Bob", { id: "bob", email: "m@example.com" }),
    ),
  ).toMatchObject({
    refusals: [
      { code: "member-name-taken", pointer: "/members/1/name", values: { member: "raj", free: "raj-patel" } },
      { code: "members-two" },
    ].slice(0, 1),
  });
  expect(await add(of("Joe"), of("Ann", { team: "advisers" }), of("Zoe", { email: "zoe" }))).toMatchObject({
    refusals: [
      { code: "reference-unknown", pointer: "/members/1/team" },
      { code: "email-format", pointer: "/members/2/email" },
    ],
  });
  must(await add(of("Joe", { email: "joe@example.com" })));
  expect(await add(of("Joe Park", { id: "raj", email: "joe@example.com" }))).toMatchObject({
    refusals: [{ code: "members-two", pointer: "/members/0" }],
  });
  expect(await add(of("Joe", { id: "joe", email: "park@example.com" }))).toMatchObject({
    refusals: [{ code: "member-email-differs", pointer: "/members/0/email" }],
  });
  expect(must(await add(of("Joe", { id: "joe-2", email: "park@example.com" }))).members).toMatchObject([{ id: "joe-2", act: "added" }]);
});
