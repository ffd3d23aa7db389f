import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { attestActivity } from "./attest-activity.ts";
import { restoreActivity } from "./restore-activity.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "attested", name: "Attested", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  attributes: { product: "string", premium: "money", points: "int" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "captured", where: 'kind == "call"', provenance: ["captured"] },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "week" } },
  ],
};
const { companyId, record, explain, apply } = await openCompany(database, file);
const on = "2026-03-03";
const reason = "the dialer was down";
const call = { member: "raj", kind: "call", occurredOn: on, prospect: "ann@client.example", reason };
const attest = (fields: unknown) => attestActivity(database, companyId, { fields, by: "kim" });
const credited = async (metric: string) => (await explain("raj", metric, on)).credited;
const isEqual = async () => (await verifyCompany(database, companyId)).equal;

test("an activity that no source told is entered by a person: it counts wherever a captured one does, and says who entered it and why", async () => {
  const { changed, activity } = must(await attest(call));
  expect(changed).toBe(true);
  expect(activity).toMatchObject({
    source: "attested",
    provenance: "attested",
    attested: { by: "kim", reason },
    verdicts: [
      { metric: "captured", verdict: { counted: true } },
      { metric: "people", verdict: { counted: true } },
    ],
  });
  expect([await credited("captured"), await credited("people")]).toEqual([1, 1]);
  expect((await explain("raj", "captured", on)).records).toMatchObject([{ attested: { by: "kim", reason } }]);
  const shown = must(await showActivity(database, companyId, { source: "attested", externalId: activity.externalId }));
  expect(shown.acts).toMatchObject([{ act: "attest", reason, doneBy: "kim" }]);
  expect(await isEqual()).toBe(true);
});

test("the same id again is there already, or corrects it with a reason of its own", async () => {
  const own = { ...call, externalId: "ticket-812", durationSeconds: 60 };
  must(await attest(own));
  const before = await credited("captured");
  expect(must(await attest({ ...own, reason: "again" }))).toMatchObject({ changed: false, activity: { attested: { reason } } });
  const corrected = must(await attest({ ...own, durationSeconds: 240, reason: "it was four minutes" }));
  expect(corrected).toMatchObject({
    changed: true,
    activity: { durationSeconds: 240, revisions: 2, attested: { reason: "it was four minutes" } },
  });
  expect(await credited("captured")).toBe(before);
});

test("a correction back to what was said at first is a correction too", async () => {
  const at = (occurredOn: string) => ({ ...call, externalId: "to-and-fro", occurredAt: undefined, occurredOn });
  for (const [day, changed] of [
    ["2026-03-12", true],
    ["2026-03-13", true],
    ["2026-03-12", true],
    ["2026-03-12", false],
  ] as const)
    expect(must(await attest(at(day)))).toMatchObject({ changed, activity: { localDay: day } });
});

test("it is taken back and restored like every other, and a correction does not bring it back", async () => {
  const own = { ...call, externalId: "void", prospect: "bo@client.example" };
  must(await attest(own));
  const before = await credited("people");
  const key = { source: "attested", externalId: "void" };
  must(await voidActivity(database, companyId, key, { reason: "it was another day", by: "lee" }));
  expect(await credited("people")).toBe(Number(before) - 1);
  must(await attest({ ...own, subject: "follow-up", reason: "a subject" }));
  expect(await credited("people")).toBe(Number(before) - 1);
  expect(must(await showActivity(database, companyId, key))).toMatchObject({ isVoid: true, voidReason: "it was another day" });
  must(await restoreActivity(database, companyId, key, { reason: "it was that day", by: "lee" }));
  expect(await credited("people")).toBe(before);
  const { acts } = must(await showActivity(database, companyId, key));
  expect(acts.map(({ act }) => act)).toEqual(["attest", "void", "attest", "restore"]);
  expect(await isEqual()).toBe(true);
});

test("texts are read as a row of a file is", async () => {
  const cells = {
    member: "raj",
    kind: "call",
    occurred_at: "2026-03-02T10:00:00+09:00",
    duration_seconds: "240",
    amount: "120,000",
    currency: "KRW",
    "attributes.points": "7",
    "attributes.premium": "12000",
    reason,
  };
  const { activity } = must(await attestActivity(database, companyId, { cells, by: "kim" }));
  expect(activity).toMatchObject({
    durationSeconds: 240,
    amount: { amountMinor: 120_000, currency: "KRW" },
    attributes: { points: 7, premium: { amountMinor: 12_000, currency: "KRW" } },
  });
  expect(
    await attestActivity(database, companyId, { cells: { ...cells, duration_seconds: "4m", quantity: "x" }, by: "kim" }),
  ).toMatchObject({
    refusals: [{ pointer: "/durationSeconds" }, { pointer: "/quantity" }],
  });
});

test.each([
  ["no reason", { ...call, reason: undefined }, "required /reason"],
  ["a reason of spaces", { ...call, reason: " " }, "text-empty /reason"],
  ["a source", { ...call, source: "dialer" }, "unknown-field /source"],
  ["a provenance", { ...call, provenance: "captured" }, "unknown-field /provenance"],
  ["no day", { ...call, occurredOn: undefined }, "occurrence-required /occurredAt"],
  ["a member whom nobody knows", { ...call, member: "raja" }, "not-found /member"],
  ["two wrongs", { ...call, kind: "cal", reason: 5 }, "type /reason", "kind-unknown /kind"],
  ["no object", [call], "type "],
])("nothing is entered with %s", async (_, fields, ...codes) => {
  const before = await credited("captured");
  const refused = await attest(fields);
  if (refused.ok) throw new Error("it was not refused");
  expect(refused.refusals.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(codes);
  expect(await credited("captured")).toBe(before);
});

test("nobody else can claim to be attested: neither a record, nor its source, nor the company's file", async () => {
  const told = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredOn: on };
  const { rejected } = await record([
    { ...told, provenance: "attested" },
    { ...told, source: "attested" },
    { ...told, source: "attested", provenance: "captured" },
  ]);
  expect(rejected.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual([
    ["provenance-attested"],
    ["source-reserved"],
    ["source-reserved"],
  ]);
  expect(await apply({ ...file, sources: [{ id: "dialer", provenance: "attested" }, { id: "attested", provenance: "captured" }] })) // prettier-ignore
    .toMatchObject({
      refusals: [
        { code: "provenance-attested", pointer: "/sources/0/provenance" },
        { code: "source-reserved", pointer: "/sources/1/id" },
      ],
    });
});
