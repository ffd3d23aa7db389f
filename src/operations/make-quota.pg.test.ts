import { expect, test } from "vitest";
import { day, instant, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { readQuotaOrder } from "../domain/quota-order-reading.ts";
import type { Outcome } from "../domain/refusal.ts";
import { countActivities } from "./count-activities.ts";
import { countMetrics } from "./count-metrics.ts";
import { endQuota } from "./end-quota.ts";
import { makeQuota, type QuotaMade } from "./make-quota.ts";
import { suggestQuota } from "./suggest-quota.ts";
import { exportCompany } from "./export-company.ts";
import { applyCompany } from "./apply-company.ts";

const { database } = await testDatabase();

const company = (id: string, more: object = {}) => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD", firstWeekday: "monday" },
  teams: [
    { id: "all", name: "All" },
    { id: "sales", name: { en: "Sales", ko: "영업" }, parent: "all" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "mina", name: "Mina", team: "sales" },
    { id: "joe", name: "Joe" },
    { id: "meg", name: "Meg", role: "manager" },
  ],
  kinds: [{ id: "house-visit", name: { en: "House visits", ko: "가정 방문" } }],
  ...more,
});

// A Wednesday.
const today = day("2026-04-01");
const by = "sam";

let sent = 0;
/** So many calls of a member on each working day of eleven weeks before today. */
const calls = (member: string, perDay: number, more: object = {}) =>
  Array.from({ length: 55 }, (_, index) => day("2026-01-12") + Math.floor(index / 5) * 7 + (index % 5)).flatMap((on) =>
    Array.from({ length: perDay }, () => ({
      source: "pbx",
      externalId: `c${(sent += 1)}`,
      member,
      kind: "call",
      direction: "outbound",
      occurredOn: isoDay(on),
      ...more,
    })),
  );

const make = (product: Product, fields: object, on = today): Promise<Outcome<QuotaMade>> => {
  const order = readQuotaOrder(fields);
  return order.ok ? makeQuota(database, product.companyId, order.value, { by, today: on }) : Promise.resolve(order);
};

const standings = async (product: Product, on: string, cadence: "week" | "month" = "week") =>
  (await product.rows({ on, cadence })).map(({ member, plan, status, requirement }) => [
    member,
    plan,
    status,
    requirement.status === null ? null : JSON.stringify(requirement).match(/"credited":(\d+)/)?.[1],
  ]);

const calls50 = { kind: "call", direction: "outbound", cadence: "week", target: 50 };

test("a count becomes a quota: what it credits in a week gone is what was counted there", async () => {
  const product = await openCompany(database, company("one"));
  must({
    ok: true,
    value: await product.record([...calls("raj", 12), ...calls("mina", 4), ...calls("mina", 9, { direction: "inbound" })]),
  });
  const made = must(await make(product, { ...calls50, fromFirstDay: true }));
  expect(made).toMatchObject({
    lastDay: "2026-03-27",
    metric: { id: "call-outbound", made: true, name: { en: "Calls (outbound)", ko: "전화 (발신)" } },
    plan: {
      id: "call-outbound-week",
      startsOn: "2026-01-12",
      made: true,
      name: { en: "Calls (outbound), weekly", ko: "주간 전화 (발신)" },
    },
    target: 50,
    counting: true,
  });
  await countMetrics(database, product.companyId);
  expect((await standings(product, "2026-03-04")).toSorted()).toEqual([
    ["joe", "call-outbound-week", "missed", "0"],
    ["mina", "call-outbound-week", "missed", "20"],
    ["raj", "call-outbound-week", "met", "60"],
  ]);
  const counted = must(
    await countActivities(database, product.companyId, { by: ["member", "kind"], from: day("2026-03-02"), before: day("2026-03-09") }),
  );
  expect(counted.rows.flatMap(({ member, direction, count }) => (direction === "outbound" ? [[member, count]] : []))).toEqual([
    ["mina", 20],
    ["raj", 60],
  ]);
  // The file that there is now says it all: applied again, it changes nothing.
  const file = await exportCompany(database, product.companyId, "yaml");
  expect(must(await applyCompany(database, file, { by, today }))).toMatchObject({ changes: [] });
});

test("without a day it begins with the running period; a day within one, and one that says both, are refused", async () => {
  const product = await openCompany(database, company("starts"));
  expect(await make(product, { ...calls50, startsOn: "2026-04-02" })).toMatchObject({
    refusals: [{ code: "plan-start", pointer: "/startsOn" }],
  });
  expect(await make(product, { ...calls50, startsOn: "2026-04-06", fromFirstDay: true })).toMatchObject({
    refusals: [{ code: "quota-start-both" }],
  });
  expect(must(await make(product, { ...calls50, cadence: "month", fromFirstDay: true })).plan.startsOn).toBe("2026-04-01");
  expect(must(await make(product, calls50)).plan.startsOn).toBe("2026-03-30");
});

test("a second kind stands beside the first in the running week, and in one plan with it where that may still change", async () => {
  const product = await openCompany(database, company("second"));
  must(await make(product, calls50));
  const mails = must(await make(product, { kind: "email", cadence: "week", target: 20 }));
  expect(mails.plan).toMatchObject({ id: "email-week", made: true, startsOn: "2026-03-30" });
  expect((await standings(product, "2026-04-01")).map(([member, plan]) => `${member} ${plan}`)).toContain("raj email-week");

  const visits = must(await make(product, { kind: "house-visit", cadence: "week", target: 3, startsOn: "2026-04-06" }));
  expect(visits.plan).toMatchObject({
    id: "call-outbound-week",
    made: false,
    startsOn: "2026-04-06",
    name: { en: "Weekly activity", ko: "주간 활동" },
  });
  expect(visits.metric).toMatchObject({ id: "house-visit", name: { en: "House visits", ko: "가정 방문" } });
  // It has not begun: a third one joins the same version.
  const demos = must(await make(product, { kind: "demo", cadence: "week", target: 1, startsOn: "2026-04-06" }));
  expect(demos.plan).toMatchObject({ id: "call-outbound-week", made: false });
  const [row] = (await product.rows({ on: "2026-04-08", cadence: "week", now: "2026-04-08T12:00:00Z" })).filter(
    ({ plan, member }) => plan === "call-outbound-week" && member === "raj",
  );
  expect(row).toMatchObject({
    requirement: { type: "allOf", parts: [{ metric: "call-outbound" }, { metric: "house-visit" }, { metric: "demo" }] },
  });
  // What was asked in the week that runs is what it was.
  const [before] = (await product.rows({ on: "2026-04-01", cadence: "week" })).filter(
    ({ plan, member }) => plan === "call-outbound-week" && member === "raj",
  );
  expect(before).toMatchObject({ requirement: { type: "quota", metric: "call-outbound", target: 50 } });
  // Another cadence and another audience are plans of their own.
  expect(must(await make(product, { kind: "demo", cadence: "month", target: 4, startsOn: "2026-05-01" })).plan.made).toBe(true);
  expect(
    must(await make(product, { kind: "referral", cadence: "week", target: 2, for: { team: "영업" }, startsOn: "2026-04-06" })).plan,
  ).toMatchObject({
    id: "referral-week-sales",
    name: { en: "Referrals, weekly · Sales", ko: "주간 소개 · 영업" },
    made: true,
  });
});

test("the metric that counts just this is taken, whatever it is called; one that asks more is not", async () => {
  const product = await openCompany(
    database,
    company("metrics", {
      metrics: [
        { id: "long-calls", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
        { id: "dials", name: { en: "Dials" }, where: 'direction == "outbound"  &&  (kind == "call")' },
        { id: "email", where: 'kind == "email" && direction == "outbound"' },
      ],
    }),
  );
  const made = must(await make(product, { kind: "email", cadence: "week", target: 5 }));
  expect(made.metric).toMatchObject({ id: "email-2", made: true });
  const dials = must(await make(product, calls50));
  expect(dials.metric).toEqual({ id: "dials", name: { en: "Dials" }, made: false });
});

test("what is asked of the same people already is refused with its plan, whoever asks; of a team more may be asked", async () => {
  const product = await openCompany(database, company("again"));
  must(await make(product, calls50));
  expect(await make(product, { ...calls50, target: 60 })).toMatchObject({
    refusals: [{ code: "quota-there", pointer: "/kind", values: { plan: "call-outbound-week", metric: "call-outbound" } }],
  });
  must(await make(product, { ...calls50, target: 60, for: { team: "sales" } }));
  expect((await product.rows({ on: "2026-04-01", cadence: "week" })).map(({ member, plan }) => `${member} ${plan}`).toSorted()).toEqual([
    "joe call-outbound-week",
    "mina call-outbound-week-sales",
    "raj call-outbound-week-sales",
  ]);
});

test("all that is wrong with an order is told at once", async () => {
  const product = await openCompany(database, company("wrong"));
  expect(await make(product, { kind: "", direction: "up", cadence: "wek", target: 0, for: { team: 5 }, stretch: 9 })).toMatchObject({
    refusals: [
      { code: "unknown-field", pointer: "/stretch" },
      { code: "text-empty", pointer: "/kind" },
      { code: "enum", pointer: "/direction" },
      { code: "enum", pointer: "/cadence" },
      { code: "number-min", pointer: "/target" },
      { code: "type", pointer: "/for/team" },
    ],
  });
  expect(await make(product, { kind: "cal", cadence: "list:weeks", target: 5, for: { team: "sale" } })).toMatchObject({
    refusals: [
      { code: "not-found", pointer: "/kind", values: { hint: { en: ' Did you mean "call"?' } } },
      { code: "not-found", pointer: "/for/team", values: { hint: { en: ' Did you mean "sales"?' } } },
      { code: "not-found", pointer: "/cadence" },
    ],
  });
});

test("ended, a quota is asked no more and days gone keep it; the same may be made again", async () => {
  const product = await openCompany(database, company("ended"));
  must({ ok: true, value: await product.record(calls("raj", 12)) });
  must(await make(product, { ...calls50, fromFirstDay: true }));
  await countMetrics(database, product.companyId);
  const end = (plan: string, metric: string | null, on = today) =>
    endQuota(database, product.companyId, { plan, metric }, { by, today: on });
  expect(must(await end("call-outbound-week", null))).toMatchObject({ metric: "call-outbound", endedOn: "2026-04-01", planEnded: true });
  expect(await standings(product, "2026-04-01")).toEqual([]);
  expect(await standings(product, "2026-03-04")).toContainEqual(["raj", "call-outbound-week", "met", "60"]);
  expect(await end("call-outbound-week", null)).toMatchObject({ refusals: [{ code: "quota-none" }] });
  expect(await end("call-outbound-wek", null)).toMatchObject({
    refusals: [{ code: "not-found", values: { hint: { en: ' Did you mean "call-outbound-week"?' } } }],
  });
  // In the week that runs it was asked until today, so the next one is the first in which it may be asked again.
  expect(must(await make(product, { ...calls50, fromFirstDay: true }))).toMatchObject({
    metric: { id: "call-outbound", made: false },
    plan: { id: "call-outbound-week-2", made: true, startsOn: "2026-04-06" },
    lastDay: "2026-03-27",
  });
  expect(must(await make(product, { kind: "demo", cadence: "week", target: 1 }))).toMatchObject({ lastDay: null });
});

test("of a plan that asks several, one is taken out and the rest is asked on", async () => {
  const product = await openCompany(database, company("several"));
  must(await make(product, { ...calls50, startsOn: "2026-04-06" }));
  must(await make(product, { kind: "email", cadence: "week", target: 20, startsOn: "2026-04-06" }));
  must(await make(product, { kind: "demo", cadence: "week", target: 1, startsOn: "2026-04-06" }));
  const end = (metric: string, on: string) =>
    endQuota(database, product.companyId, { plan: "call-outbound-week", metric }, { by, today: day(on) });
  expect(await end("emails", "2026-04-01")).toMatchObject({
    refusals: [{ code: "quota-none", values: { hint: { en: ' Did you mean "email"?' } } }],
  });
  expect(must(await end("demo", "2026-04-01"))).toMatchObject({ endedOn: "2026-04-06", planEnded: false });
  expect(must(await end("email", "2026-04-15"))).toMatchObject({ endedOn: "2026-04-20", planEnded: false });
  const asked = async (on: string) =>
    (await product.rows({ on, cadence: "week", now: `${on}T12:00:00Z` }))
      .filter(({ member }) => member === "raj")
      .map(({ requirement }) => requirement.type);
  expect([await asked("2026-04-15"), await asked("2026-04-22")]).toEqual([["allOf"], ["quota"]]);
  const choice = {
    id: "either",
    cadence: "month",
    require: {
      anyOf: [
        { kind: "call", target: 1 },
        { kind: "email", target: 1 },
      ],
    },
  };
  const other = await openCompany(database, company("choice", { plans: [choice] }));
  expect(await endQuota(database, other.companyId, { plan: "either", metric: "call" }, { by, today })).toMatchObject({
    refusals: [{ code: "quota-inside" }],
  });
});

test("what is suggested are the quartiles of reps and whole weeks, zeros among them", async () => {
  const product = await openCompany(database, company("suggested"));
  must({
    ok: true,
    value: await product.record([...calls("raj", 12), ...calls("mina", 4), ...calls("meg", 30), ...calls("joe", 1, { kind: "email" })]),
  });
  const question = { kind: "call", direction: null, cadence: "week", team: null, target: null } as const;
  const now = instant("2026-04-01T12:00:00Z");
  const suggest = (more: object = {}) => suggestQuota(database, product.companyId, { ...question, ...more }, { now });
  // Eleven weeks of 0, 20 and 60.
  expect(must(await suggest())).toMatchObject({
    members: 3,
    values: 33,
    lowerQuartile: 0,
    median: 20,
    upperQuartile: 60,
    best: 60,
    suggested: 60,
    target: 60,
    met: 11,
  });
  expect(must(await suggest()).periods).toHaveLength(11);
  expect(must(await suggest({ team: "sales", target: 20 }))).toMatchObject({ members: 2, values: 22, median: 40, target: 20, met: 22 });
  expect(must(await suggest({ kind: "demo" }))).toMatchObject({ members: 3, values: 33, best: 0, suggested: 1, met: 0 });
  expect(await suggest({ kind: "cal", team: "sale" })).toMatchObject({ refusals: [{ pointer: "/kind" }, { pointer: "/team" }] });
  // Joe begins on a Monday, and is looked at from that week on; Mina moves within a week, which is nobody's whole one.
  const file = company("suggested");
  const members = file.members.map((member) =>
    member.id === "joe"
      ? { ...member, employedFrom: "2026-03-09" }
      : member.id === "mina"
        ? { ...member, team: [{ value: "sales" }, { value: "all", from: "2026-03-18" }] }
        : member,
  );
  must(await product.apply({ ...file, members }, "2026-04-01"));
  expect(must(await suggest())).toMatchObject({ members: 3, values: 25 });
  expect(must(await suggest({ team: "sales" }))).toMatchObject({ members: 2, values: 20 });
  expect(must(await suggest({ team: "all" }))).toMatchObject({ members: 2, values: 22 });
  const empty = await openCompany(database, company("empty"));
  expect(must(await suggestQuota(database, empty.companyId, question, { now }))).toMatchObject({
    periods: [],
    members: 0,
    values: 0,
    median: null,
    suggested: null,
    target: null,
    met: null,
  });
});

test("a quota that was made today is undone whole, and the right one made in its place, days gone included", async () => {
  const product = await openCompany(database, company("undone"));
  must({ ok: true, value: await product.record(calls("raj", 12)) });
  const now = (fields: object) => {
    const order = must(readQuotaOrder(fields));
    return makeQuota(database, product.companyId, order, { by });
  };
  must(await now({ ...calls50, target: 500, fromFirstDay: true }));
  expect(must(await endQuota(database, product.companyId, { plan: "call-outbound-week", metric: null }, { by }))).toMatchObject({
    undone: true,
    planEnded: true,
  });
  expect(await product.rows({ on: "2026-03-04", cadence: "week" })).toEqual([]);
  const file = await exportCompany(database, product.companyId, "yaml");
  expect(must(await applyCompany(database, file, { by }))).toMatchObject({ changes: [] });
  expect(must(await now({ ...calls50, fromFirstDay: true })).plan).toMatchObject({ startsOn: "2026-01-12", made: true });
  await countMetrics(database, product.companyId);
  expect(await standings(product, "2026-03-04")).toContainEqual(["raj", "call-outbound-week-2", "met", "60"]);
});
