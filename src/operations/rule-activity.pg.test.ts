import { expect, test } from "vitest";
import { parse } from "yaml";
import { sentence } from "../domain/refusal.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { exportCompany } from "./export-company.ts";
import { recountCompany } from "./recount-company.ts";
import { ruleActivity, type RulingInput } from "./rule-activity.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "ruled", name: "Ruled", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [{ id: "dialer", provenance: "captured" }],
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "minutes", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
    { id: "captured", where: 'kind == "call"', provenance: ["captured"] },
    { id: "people", where: 'kind == "call" && durationSeconds >= 60', oncePer: { prospect: "week" } },
  ],
};
const { companyId, record, explain, apply } = await openCompany(database, file);
const on = "2026-03-03";
const call = (externalId: string, more = {}) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  direction: "outbound",
  durationSeconds: 58,
  occurredAt: "2026-03-03T15:00:00Z",
  ...more,
});
const key = (externalId: string) => ({ source: "dialer", externalId });
const rule = (externalId: string, input: Omit<RulingInput, "reason" | "by">) =>
  ruleActivity(database, companyId, key(externalId), { ...input, reason: "cut off by the network", by: "kim" });
const credited = async (metric: string) => (await explain("raj", metric, on)).credited;
const isEqual = async () => (await verifyCompany(database, companyId)).equal;

test("a call of 58 s that was ruled as counted: the record says 58 s, the verdict names the ruling, and nothing but a ruling takes it back", async () => {
  await record([call("1")]);
  expect(await credited("minutes")).toBe(0);
  expect(must(await rule("1", { metric: "minutes", counts: true }))).toMatchObject({
    changed: true,
    conditions: ["durationSeconds >= 60"],
  });
  const isRuled = async () => {
    const { durationSeconds, verdicts, rulings } = must(await showActivity(database, companyId, key("1")));
    expect(durationSeconds).toBe(58);
    expect(verdicts.find(({ metric }) => metric === "minutes")?.verdict).toMatchObject({
      counted: true,
      credit: 1,
      ruling: { by: "kim", reason: "cut off by the network", conditions: ["durationSeconds >= 60"] },
    });
    expect(rulings).toHaveLength(1);
    expect([await credited("minutes"), await credited("people"), await isEqual()]).toEqual([1, 0, true]);
  };
  await isRuled();
  // Ruled again, told again by its source, its company exported and applied, the metric counted anew: it holds.
  expect(must(await rule("1", { metric: "minutes", counts: true }))).toMatchObject({ changed: false });
  expect(await record([call("1")])).toMatchObject({ duplicates: 1 });
  must(await apply(parse(await exportCompany(database, companyId))));
  must(await recountCompany(database, companyId, { metric: "minutes" }));
  await isRuled();
});

test("what a ruling does not name still decides", async () => {
  await record([call("2", { direction: "inbound" })]);
  const named = must(await rule("2", { metric: "minutes", counts: true, conditions: ["durationSeconds >= 60"] }));
  expect(named.verdict).toMatchObject({ counted: false, reasons: [{ condition: 'direction == "outbound"' }] });
  // Corrected later by its source it counts, by the same ruling.
  await record([call("2", { revisedAt: "2026-03-04T00:00:00Z" })]);
  expect([await credited("minutes"), await isEqual()]).toEqual([2, true]);
});

test("provenance can be ruled, a void cannot", async () => {
  await record([call("3", { provenance: "self_reported" })]);
  const before = Number(await credited("captured"));
  expect(must(await rule("3", { metric: "captured", counts: true }))).toMatchObject({ conditions: ["provenance"] });
  expect(await credited("captured")).toBe(before + 1);
  await record([call("3", { provenance: "self_reported", voidedAt: "2026-03-05T00:00:00Z", voidReason: "twice" })]);
  expect([await credited("captured"), await isEqual()]).toEqual([before, true]);
});

test("a record that was ruled out counts no more and says so; withdrawn, the rule decides again", async () => {
  await record([
    call("4", { durationSeconds: 90, prospect: "ann@x.example" }),
    call("5", { durationSeconds: 90, prospect: "ann@x.example" }),
  ]);
  expect(await credited("people")).toBe(1);
  const out = must(await rule("4", { metric: "people", counts: false }));
  expect(out.verdict).toMatchObject({
    counted: false,
    reasons: [
      {
        code: "ruled-out",
        en: expect.stringMatching(/^ruled on \d{4}-\d\d-\d\d by kim that it does not count: cut off by the network$/),
        ko: expect.stringMatching(/^\d{4}-\d\d-\d\d kim의 결정으로 미인정: cut off by the network$/),
      },
    ],
  });
  // The window's credit went to the next call of the week.
  const holder = (await explain("raj", "people", on)).records.filter(({ verdict }) => verdict.counted).map(({ externalId }) => externalId);
  expect([holder, await credited("people"), await isEqual()]).toEqual([["5"], 1, true]);
  expect(must(await rule("4", { metric: "people", counts: null })).verdict).toMatchObject({ counted: true });
  expect(await isEqual()).toBe(true);
});

test("a ruling that names the window lets a record count beside the one that holds it, whatever becomes of the holder", async () => {
  const talk = (externalId: string, at: string) =>
    call(externalId, { durationSeconds: 90, prospect: "cy@client.example", occurredAt: `2026-03-17T${at}:00Z` });
  await record([talk("w1", "10:00"), talk("w2", "11:00")]);
  const people = async () => (await explain("raj", "people", "2026-03-17", { cadence: "day" })).credited;
  expect(await people()).toBe(1);
  expect(must(await rule("w2", { metric: "people", counts: true }))).toMatchObject({
    conditions: ["window"],
    verdict: { counted: true, credit: 1 },
  });
  expect([await people(), await isEqual()]).toEqual([2, true]);
  must(await voidActivity(database, companyId, key("w1"), { reason: "wrong number", by: "kim" }));
  expect([await people(), await isEqual()]).toEqual([1, true]);
  // Nobody holds the window now: a third call takes it.
  await record([talk("w3", "12:00")]);
  expect([await people(), await isEqual()]).toEqual([2, true]);
  must(await rule("w2", { metric: "people", counts: null }));
  expect([await people(), await isEqual()]).toEqual([1, true]);
});

test("where nothing fails that a ruling could replace it is refused, and says what keeps the record from counting", async () => {
  await record([call("gone", { durationSeconds: 90 })]);
  must(await voidActivity(database, companyId, key("gone"), { reason: "twice", by: "kim" }));
  const outcome = await rule("gone", { metric: "minutes", counts: true });
  if (outcome.ok) throw new Error("a void was ruled away");
  expect(outcome.refusals.map(({ code }) => code)).toEqual(["ruling-nothing"]);
  expect(sentence(outcome.refusals[0], "en")).toContain("taken back: twice");
  expect(sentence(outcome.refusals[0], "ko")).toContain("취소됨: twice");
});

test.for<[externalId: string, input: Omit<RulingInput, "reason" | "by">, code: string, hint: string]>([
  ["1", { metric: "minuts", counts: true }, "not-found", "minutes"],
  ["none", { metric: "minutes", counts: true }, "activity-not-found", ""],
  ["1", { metric: "minutes", counts: true, conditions: ["durationSeconds >= 30"] }, "ruling-condition", "durationSeconds >= 60"],
])("refused: %j", async ([externalId, input, code, hint]) => {
  const outcome = await rule(externalId, input);
  expect(outcome).toMatchObject({ ok: false, refusals: [{ code }] });
  expect(JSON.stringify(outcome)).toContain(hint);
});
