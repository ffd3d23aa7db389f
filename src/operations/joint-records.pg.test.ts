import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { divided } from "../domain/shares.ts";
import { acrossCompanies } from "../store/database.ts";
import { columnOf } from "../store/column-types.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { listActivities } from "./list-activities.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const { companyId, record, explain, apply } = await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [
    { id: "east", name: "East" },
    { id: "west", name: "West" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "east" },
    { id: "mina", name: { en: "Mina", ko: "미나" }, team: "east" },
    { id: "jo", name: "Jo", team: "west", timeZone: "America/New_York" },
  ],
  metrics: [
    { id: "demos", where: 'kind == "demo"' },
    { id: "demo-value", where: 'kind == "demo"', measure: { sum: "amount" } },
    { id: "mails", where: 'kind == "email" && prospect.stage != "customer"' },
    { id: "reached", where: 'kind == "email" && !prospect.isColleague', oncePer: { prospect: "week" } },
    { id: "reached-by-team", where: 'kind == "email"', oncePer: { prospect: "week", within: "team" } },
    { id: "met", where: 'kind == "meeting"', oncePer: { prospect: "ever", within: "company" } },
  ],
});

const at = "2026-03-03T10:00:00+09:00";
const on = "2026-03-03";
const credited = async (metric: string, ...members: string[]) =>
  Promise.all(members.map(async (member) => (await explain(member, metric, on)).credited));
const isEqual = async () => (await verifyCompany(database, companyId)).equal;

test("a demo by two members, 60/40 of ₩1,000,001, adds up to the won", async () => {
  await record([
    { source: "crm", externalId: "demo", member: "raj:60%;mina:40%", kind: "demo", occurredAt: at, amount: "1000001", currency: "KRW" },
  ]);
  expect(await credited("demos", "raj", "mina")).toEqual([0.6, 0.4]);
  expect(await credited("demo-value", "raj", "mina")).toEqual([
    { amountMinor: 600_001, currency: "KRW" },
    { amountMinor: 400_000, currency: "KRW" },
  ]);
  const shown = must(await showActivity(database, companyId, { source: "crm", externalId: "demo" }));
  expect(shown.members.map(({ member, share }) => [member, share])).toEqual([
    ["raj", { part: 3, of: 5 }],
    ["mina", { part: 2, of: 5 }],
  ]);
  expect(await isEqual()).toBe(true);
});

test("a revision that only names more prospects leaves the record on its day, also when the member's zone is another one by now", async () => {
  const moved = await openCompany(database, {
    company: { id: "moved", name: "Moved", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [{ id: "reached", where: "true", oncePer: { prospect: "day" } }],
  });
  const mail = { source: "mail", externalId: "1", member: "raj", kind: "email", occurredAt: "2026-03-03T01:00:00+09:00" };
  await moved.record([{ ...mail, prospect: "ann@x.example" }]);
  must(
    await moved.apply({
      company: { id: "moved", name: "Moved", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
      members: [{ id: "raj", name: "Raj", timeZone: [{ value: "America/New_York" }] }],
      metrics: [{ id: "reached", where: "true", oncePer: { prospect: "day" } }],
    }),
  );
  await moved.record([{ ...mail, prospect: "ann@x.example;bo@x.example" }]);
  expect((await moved.explain("raj", "reached", "2026-03-03", { cadence: "day" })).credited).toBe(2);
  expect((await moved.explain("raj", "reached", "2026-03-02", { cadence: "day" })).credited).toBe(0);
});

test("a mail to five prospects counts 1 as an e-mail and 5 as prospects reached; the same five later that week count for nothing more", async () => {
  const five = "ann@x.example;bo@x.example;cy@x.example;di@x.example;ed@x.example";
  await record([{ source: "mail", externalId: "1", member: "mina", kind: "email", occurredAt: at, prospect: five }]);
  expect(await credited("mails", "mina")).toEqual([1]);
  expect(await credited("reached", "mina")).toEqual([5]);
  await record([
    { source: "mail", externalId: "2", member: "mina", kind: "email", occurredAt: "2026-03-04T10:00:00+09:00", prospect: five },
  ]);
  expect(await credited("reached", "mina")).toEqual([5]);
  const isMail = ({ source }: { readonly source: string }): boolean => source === "mail";
  const { records } = await explain("mina", "reached", on);
  expect(records.filter(isMail).map(({ externalId, prospects, verdict }) => [externalId, prospects.length, verdict.counted])).toEqual([
    ["1", 5, true],
    ["2", 5, false],
  ]);
  const listed = (counted: boolean) => explain("mina", "reached", on, { counted });
  expect((await listed(true)).records.map(({ externalId }) => externalId)).toEqual(["1"]);
  expect((await listed(false)).records.filter(isMail).map(({ externalId }) => externalId)).toEqual(["2"]);
  expect(await isEqual()).toBe(true);
});

test("a prospect counts once within a team, and again in another; a move that is said later is followed", async () => {
  const mail = (externalId: string, member: string) => ({
    source: "team",
    externalId,
    member,
    kind: "email",
    occurredAt: at,
    prospect: "zed@x.example",
  });
  await record([mail("1", "raj"), mail("2", "mina"), mail("3", "jo")]);
  const teamCredits = async () => {
    const [raj, mina, jo] = await credited("reached-by-team", "raj", "mina", "jo");
    return [raj, Number(mina) - 5, jo]; // Mina's five are above
  };
  expect(await teamCredits()).toEqual([1, 0, 1]);
  expect(await isEqual()).toBe(true);
});

test("several members in several zones: each has a local day, and one holds a company's window together with the others", async () => {
  const meeting = { source: "crm", externalId: "m1", kind: "meeting", occurredAt: "2026-03-05T08:00:00+09:00", prospect: "yun@x.example" };
  await record([{ ...meeting, member: "raj;jo" }]);
  const days = async (member: string) =>
    (await explain(member, "met", "2026-03-05")).records.filter(({ kind }) => kind === "meeting").map(({ localDay }) => localDay);
  expect([await days("raj"), await days("jo")]).toEqual([["2026-03-05"], ["2026-03-04"]]);
  expect(await credited("met", "raj", "jo")).toEqual([0.5, 0.5]);
  // An earlier one takes the whole credit; taken back, both have their halves again.
  await record([{ ...meeting, externalId: "m0", member: "mina", occurredAt: "2026-03-02T08:00:00+09:00" }]);
  expect(await credited("met", "raj", "jo", "mina")).toEqual([0, 0, 1]);
  await record([
    {
      ...meeting,
      externalId: "m0",
      member: "mina",
      occurredAt: "2026-03-02T08:00:00+09:00",
      voidedAt: "2026-03-06T08:00:00+09:00",
      voidReason: "no",
    },
  ]);
  expect(await credited("met", "raj", "jo", "mina")).toEqual([0.5, 0.5, 0]);
  expect(await isEqual()).toBe(true);
});

test("a share of somebody nobody knows waits until they are known", async () => {
  const demo = { source: "crm", externalId: "wait", member: "raj:50%;005X:50%", kind: "demo", occurredAt: at };
  expect(await record([demo])).toMatchObject({ accepted: 1, unattributed: 1 });
  const before = await credited("demos", "raj", "jo");
  const waiting = must(await listActivities(database, companyId, { unattributed: true }));
  expect(waiting.activities.map(({ externalId }) => externalId)).toEqual(["wait"]);
  await apply(
    {
      company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
      teams: [
        { id: "east", name: "East" },
        { id: "west", name: "West" },
      ],
      members: [
        { id: "raj", name: "Raj", team: "east" },
        { id: "mina", name: { en: "Mina", ko: "미나" }, team: "east" },
        { id: "jo", name: "Jo", team: "west", timeZone: "America/New_York", identities: [{ source: "crm", externalId: "005X" }] },
      ],
      metrics: [
        { id: "demos", where: 'kind == "demo"' },
        { id: "demo-value", where: 'kind == "demo"', measure: { sum: "amount" } },
        { id: "mails", where: 'kind == "email" && prospect.stage != "customer"' },
        { id: "reached", where: 'kind == "email" && !prospect.isColleague', oncePer: { prospect: "week" } },
        { id: "reached-by-team", where: 'kind == "email"', oncePer: { prospect: "week", within: "team" } },
        { id: "met", where: 'kind == "meeting"', oncePer: { prospect: "ever", within: "company" } },
      ],
    },
    "2026-03-10",
  );
  expect(before).toEqual([1.1, 0]);
  expect(await credited("demos", "raj", "jo")).toEqual([1.1, 0.5]);
  expect(await isEqual()).toBe(true);
});

test("a metric that changes on the day of one of the members is counted anew for that member alone", async () => {
  const file = (versions: readonly object[]) => ({
    company: { id: "hours", name: "Hours", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    members: [
      { id: "jo", name: "Jo", timeZone: "America/New_York" },
      { id: "raj", name: "Raj" },
    ],
    metrics: versions,
  });
  const first = { id: "demos", where: 'kind == "demo"' };
  const hours = await openCompany(database, file([first]), "2026-03-05");
  // 4 March for Jo, who is named first, 5 March for Raj.
  await hours.record([
    { source: "crm", externalId: "1", member: "jo;raj", kind: "demo", occurredAt: "2026-03-05T08:00:00+09:00", quantity: 4 },
  ]);
  must(await hours.apply(file([first, { ...first, where: 'kind == "demo" && quantity >= 4', startsOn: "2026-03-05" }]), "2026-03-05"));
  await countMetrics(database, hours.companyId);
  const of = async (member: string) => (await hours.explain(member, "demos", on)).credited;
  expect([await of("jo"), await of("raj"), (await verifyCompany(database, hours.companyId)).equal]).toEqual([0.5, 0.5, true]);
});

test("a revision that adds, changes and takes away members and prospects leaves nothing of the earlier state", async () => {
  const mail = { source: "rev", externalId: "1", kind: "email", occurredAt: "2026-03-10T10:00:00+09:00" };
  const week = async () =>
    Promise.all(["raj", "jo"].map(async (member) => (await explain(member, "reached", "2026-03-10", { cadence: "week" })).credited));
  await record([{ ...mail, member: "raj;jo", prospect: "one@x.example;two@x.example" }]);
  expect(await week()).toEqual([1, 1]);
  await record([{ ...mail, member: "jo", prospect: "two@x.example" }]);
  expect(await week()).toEqual([0, 1]);
  await record([{ ...mail, member: "raj:75%;jo:25%", prospect: "two@x.example" }]);
  expect(await week()).toEqual([0.75, 0.25]);
  const { earlier } = must(await showActivity(database, companyId, { source: "rev", externalId: "1" }));
  expect(earlier).toHaveLength(2);
  expect(await isEqual()).toBe(true);
});

test("the database divides as the domain does", async () => {
  const weights = fc.array(fc.bigInt(1n, 10n ** 6n), { minLength: 1, maxLength: 6 });
  const totals = fc.bigInt(-(2n ** 62n), 2n ** 62n);
  const asked = fc.sample(fc.tuple(totals, weights), 2000);
  const found = await acrossCompanies(database, async (tx) => {
    const { rows } = await sql<{ parts: bigint[] }>`
      select (select array_agg(part_of(q.total, q.weights::bigint[], p) order by p) from generate_series(1, cardinality(q.weights::bigint[])) p) as parts
      from unnest(${columnOf(
        "int8",
        asked.map(([total]) => total),
      )}, ${columnOf(
        "text",
        asked.map(([, each]) => `{${each.join(",")}}`),
      )}) with ordinality as q (total, weights, place)
      order by q.place`.execute(tx);
    return rows.map(({ parts }) => parts);
  });
  expect(found).toEqual(asked.map(([total, each]) => divided(total, each)));
});
