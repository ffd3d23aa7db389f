import { describe, expect, test } from "vitest";
import { day, instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import type { MetricEntry } from "../domain/company-file.ts";
import { countMetrics } from "./count-metrics.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { previewMetric } from "./preview-metric.ts";
import { ruleActivity } from "./rule-activity.ts";
import { talliesJson } from "./tallies-json.ts";
import { talliesOf } from "./tallies-of.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  attributes: { topic: "string", seats: "int" },
  teams: [{ id: "north" }, { id: "south" }],
  members: [
    { id: "raj", name: "Raj", team: "north" },
    { id: "mina", name: "Mina", team: "north" },
    { id: "theo", name: "Theo", team: [{ value: "north" }, { value: "south", from: "2026-03-10" }], timeZone: "Asia/Seoul" },
  ],
  metrics: [{ id: "all", where: "true" }],
  plans: [],
};
const { companyId, record, apply } = await openCompany(database, file, "2026-01-01");

const pick = <T>(all: readonly T[], index: number): T => all[index % all.length] as T; // a remainder is an index

/** Records of February and March, of all kinds that a count tells apart. */
const records = Array.from({ length: 240 }, (_, index) => ({
  source: pick(["dialer", "dialer", "crm"], index),
  externalId: `r${index}`,
  member: pick(["raj", "mina", "theo", "raj:60%;mina:40%", "nobody"], (index * 7) % 11),
  kind: pick(["call", "email", "meeting"], index * 3 + (index % 7)),
  direction: pick(["outbound", "inbound"], Math.floor(index / 5)),
  ...(index % 9 === 0
    ? { occurredOn: isoDay(day("2026-02-10") + (index % 49)) }
    : { occurredAt: `${isoDay(day("2026-02-10") + (index % 49))}T${String((index * 5) % 24).padStart(2, "0")}:10:00Z` }),
  ...(index % 4 === 0 ? {} : { durationSeconds: (index * 17) % 300 }),
  ...(index % 6 === 0 ? {} : { outcome: pick(["answered", "no_answer", "voicemail"], index) }),
  ...(index % 5 === 0 ? {} : { prospect: pick(["a@x.example", "b@x.example", "c@x.example", "a@x.example;d@x.example"], index * 5) }),
  ...(index % 3 === 0 ? { quantity: index % 8 } : {}),
  ...(index % 7 === 0 ? { amount: { amountMinor: index * 100, currency: pick(["USD", "EUR"], index) } } : {}),
  attributes: { topic: pick(["pension", "house"], index), seats: index % 6 },
}));
await record(records);
await record([
  { source: "dialer", externalId: "m1", member: "mina", kind: "call", occurredOn: "2026-03-06" },
  { source: "dialer", externalId: "m2", member: "mina", kind: "call", occurredOn: "2026-03-06" },
  { source: "sheet", member: "raj", kind: "call", occurredOn: "2026-03-05", quantity: 15, total: true },
  { source: "sheet", member: "mina", kind: "call", occurredOn: "2026-03-06", quantity: 1, total: true },
]);
for (const id of ["r10", "r73"])
  must(await voidActivity(database, companyId, { source: "dialer", externalId: id }, { reason: "twice", by: "test" }));
must(
  await ruleActivity(
    database,
    companyId,
    { source: "dialer", externalId: "r60" },
    { metric: "all", counts: false, reason: "a test call", by: "test" },
  ),
);
must(await mergeProspects(database, companyId, { keep: "b@x.example", other: "c@x.example", reason: "one" }, { by: "test" }));

const metrics: readonly MetricEntry[] = [
  { id: "calls", where: 'kind == "call"' },
  { id: "long", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
  { id: "reached", where: 'outcome in ["answered", "voicemail"] || kind == "meeting"' },
  { id: "not-customers", where: 'prospect.stage != "customer" && has(outcome)' },
  { id: "captured", where: 'kind != "email"', provenance: ["captured"] },
  { id: "once-a-week", where: 'kind == "call"', oncePer: { prospect: "week" } },
  { id: "once-a-month-in-team", where: "true", oncePer: { prospect: "month", within: "team" } },
  { id: "once-ever", where: 'kind != "meeting"', oncePer: { prospect: "ever", within: "company" } },
  { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  { id: "things", where: "true", measure: { sum: "quantity" } },
  { id: "sold", where: "true", measure: { sum: "amount", currency: "USD" } },
  { id: "sold-once", where: "amount > 1", measure: { sum: "amount", currency: "USD" }, oncePer: { prospect: "month" } },
  { id: "pension", where: 'attributes.topic == "pension" && attributes.seats > 2' },
  { id: "late", where: "localHour >= 18 || weekday > 5" },
  { id: "none", where: "false" },
];

const [from, before] = ["2026-03-02", "2026-04-01"] as const;
const tried = (entry: MetricEntry, id = entry.id) =>
  previewMetric(database, companyId, {
    input: { metrics: [entry] },
    metric: id,
    through: day(before) - 1,
    now: instant("2026-04-15T12:00:00Z"),
  });

test("what an unsaved metric counts is what it counts once it is saved, day by day, whatever it counts by", async () => {
  const previews = [];
  for (const entry of metrics) previews.push(must(await tried(entry)));
  must(await apply({ ...file, metrics: [...file.metrics, ...metrics] }));
  await countMetrics(database, companyId);
  const ruled = must(await tried({ id: "all", where: "true" }));
  for (const [index, entry] of [...metrics, { id: "all" }].entries()) {
    const preview = previews[index] ?? ruled;
    const saved = talliesJson(
      must(await talliesOf(database, companyId, { metric: entry.id, from: day(from), before: day(before), groupBy: "day" })),
    );
    const told = preview.days.filter(({ credited }) => (typeof credited === "number" ? credited : credited.amountMinor) !== 0);
    expect({ metric: entry.id, days: told.map(({ day: on, credited }) => ({ day: on, credited })) }).toEqual({
      metric: entry.id,
      days: saved.tallies.map(({ day: on, credited }) => ({ day: on, credited })),
    });
  }
  expect(previews.filter(({ counted }) => counted > 0).length).toBeGreaterThan(12);
});

describe("what drops out", () => {
  test("is told condition by condition, also what keeps nothing out, and every record is counted or dropped for something", async () => {
    const preview = must(await tried({ id: "long", where: 'kind == "call" && durationSeconds >= 60 && weekday <= 7' }));
    expect(preview.conditions.map(({ condition, words, records: out, alone }) => [condition, words.en, out > 0, alone > 0])).toEqual([
      ['kind == "call"', "kind: call", true, true],
      ["durationSeconds >= 60", "duration: 60 s or more", true, true],
      ["weekday <= 7", expect.anything(), false, false],
    ]);
    const [kind, duration] = preview.conditions;
    expect(kind?.examples.every(({ kind: found, found: fields }) => found !== "call" && fields["kind"] === found)).toBe(true);
    expect(duration?.examples.every(({ found }) => found["durationSeconds"] === null || Number(found["durationSeconds"]) < 60)).toBe(true);
    expect(preview.counted).toBeLessThan(preview.records);
  });

  test("names windows that are taken, records without a prospect, void ones and those that nobody knows the member of", async () => {
    const { others, records: all, counted } = must(await tried({ id: "once-a-week", where: "true", oncePer: { prospect: "week" } }));
    const of = new Map(others.map(({ code, ...each }) => [code, each]));
    expect([...of.keys()]).toEqual(expect.arrayContaining(["window-taken", "no-prospect", "unattributed", "voided"]));
    expect(counted + others.reduce((sum, { alone }) => sum + alone, 0)).toBeLessThanOrEqual(all);
    expect(of.get("window-taken")?.examples[0]).toMatchObject({
      source: expect.any(String) as string,
      memberName: expect.anything() as unknown,
    });
  });

  test("of daily totals is what the records cover already", async () => {
    const { others } = must(await tried({ id: "calls", where: 'kind == "call"' }));
    const covered = others.find(({ code }) => code === "total-covered");
    expect(covered?.examples.map(({ member }) => member) ?? []).toEqual(["mina"]);
  });
});

test("a metric that cannot be is refused where it stands in the order", async () => {
  const wrong = await tried({ id: "long", where: 'kind == "call" && lenght >= 60' });
  expect(wrong).toMatchObject({ ok: false, refusals: [{ pointer: "/content/metrics/0/where" }] });
  expect(await tried({ id: "long", where: "true" }, "short")).toMatchObject({ ok: false, refusals: [{ code: "not-found" }] });
});
