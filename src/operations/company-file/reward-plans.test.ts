import { expect, test } from "vitest";
import { changesBetween } from "../../domain/company-changes.ts";
import { readCompany } from "../../domain/company-reading.ts";
import { warningsOf } from "../../domain/company-warnings.ts";
import { companyFileOf } from "../../domain/company-writing.ts";
import { rewardPlanRefusals } from "../../domain/refusals/reward-plan.ts";
import type { Settings } from "../../domain/company.ts";
import { sentence, type Refusal } from "../../domain/refusal.ts";
import { parseDay, type Day } from "../../domain/day.ts";
import { readReward, storedReward, type StoredReward } from "../../store/reward-rows.ts";
import { aboutWhole, readCompanyInput } from "./input.ts";

const dayOf = (text: string): Day => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(text);
  return day.value;
};
const today = dayOf("2026-03-04");

const base = `
company: { id: northwind, name: Northwind, country: KR, timeZone: Asia/Seoul, currency: KRW }
teams: [{ id: sales }]
members: [{ id: raj, name: Raj, team: sales }]
metrics:
  - { id: calls, where: kind == "call" }
  - { id: held, where: kind == "meeting" && outcome == "held" }
  - { id: revenue, where: kind == "demo", measure: { sum: amount } }
  - { id: talk, where: kind == "call", measure: { sum: durationSeconds } }
plans:
  - { id: monthly, cadence: month, require: { allOf: [{ metric: calls, target: 150 }, { metric: revenue, target: 1000000 }] } }
  - { id: daily, cadence: month, require: { over: { cadence: week, of: { metric: talk, target: 3 }, atLeast: 3 } } }
  - { id: team-calls, cadence: month, of: team, for: { team: sales }, require: { metric: talk, target: 900 } }
`;

/** Of calls above the target, ₩5,000 each, ₩7,000 from the 21st on. */
const surplus = {
  id: "calls-bonus",
  name: { en: "Calls above the quota", ko: "초과 통화" },
  cadence: "month",
  for: "everyone",
  basis: { surplus: { plan: "monthly", metric: "calls" } },
  threshold: "none",
  tiers: [
    { from: 0, below: 20, rate: 5000, per: 1 },
    { from: 20, below: "none", rate: 7000, per: 1 },
  ],
  split: "marginal",
  accumulate: "period",
  interpolate: false,
  cap: { hard: 300_000 },
  currency: "KRW",
  rounding: "half-up",
  participants: "own",
  budget: { most: 5_000_000, over: "share" },
  gate: { good: "held", of: "calls", least: "35%", probability: "20%", prior: { team: 20 } },
};
const quota = {
  ...surplus,
  id: "attained",
  basis: { quota: { plan: "monthly", metric: "calls" } },
  threshold: "80%",
  tiers: [
    { from: "0%", below: "100%", amount: 0 },
    { from: "100%", below: "112.5%", amount: 100_000 },
    { from: "112.5%", below: "none", rate: 2000, per: "1%" },
  ],
  cap: { soft: 400_000, above: "50%" },
  budget: "none",
  gate: { good: "held", of: "calls", least: "35%", probability: "20%", prior: { good: 7, bad: 13 } },
};
const commission = {
  ...surplus,
  id: "commission",
  basis: { credits: { metric: "revenue" } },
  tiers: [
    { from: 0, below: 1_000_000, rate: "1%" },
    { from: 1_000_000, below: "none", rate: "2.125%" },
  ],
  accumulate: "each",
  cap: "none",
  gate: "none",
};
const ofTeam = {
  ...surplus,
  id: "team-bonus",
  for: { team: "sales" },
  basis: { requirement: { plan: "team-calls" } },
  tiers: [{ from: "0%", below: "none", amount: 10_000 }],
  participants: "equal",
  gate: "none",
};

const inputOf = (...rewards: readonly unknown[]): string => `${base}\nrewards: ${JSON.stringify(rewards)}\n`;

const read = (input: unknown, before: Settings | null = null, on = today) => {
  const { rest, refusals, placed } = readCompanyInput(input);
  if (rest === null) throw new Error(JSON.stringify(refusals));
  const outcome = readCompany(rest.file, before, on);
  const all: readonly Refusal[] = placed([...refusals, ...(outcome.ok ? [] : aboutWhole(outcome.refusals, rest))]);
  return { refusals: all, settings: outcome.ok ? outcome.value : null };
};
const settingsOf = (input: unknown, before: Settings | null = null, on = today): Settings => {
  const { settings, refusals } = read(input, before, on);
  if (settings === null || refusals.length > 0) throw new Error(JSON.stringify(refusals));
  return settings;
};

const all = settingsOf(inputOf(surplus, quota, commission, ofTeam));

test("a reward plan is read to the unit of its basis and the smallest unit of its money", () => {
  const [first, second, third] = all.company.rewards.map(({ versions }) => versions[0]);
  expect(first).toMatchObject({
    unit: { type: "count" },
    tiers: [
      { from: 0n, below: 200_000n, pays: { type: "rate", amountMinor: 5000n, per: 10_000n } },
      { from: 200_000n, below: null, pays: { type: "rate", amountMinor: 7000n, per: 10_000n } },
    ],
    cap: { type: "hard", most: 300_000n },
    budget: { mostMinor: 5_000_000n, over: "share" },
    gate: { least: 3_500n, probability: 2_000n, prior: { type: "team", worth: 20 } },
  });
  expect(second).toMatchObject({
    unit: { type: "share" },
    threshold: 8_000n,
    tiers: [{ below: 10_000n }, { below: 11_250n }, { pays: { amountMinor: 2000n, per: 100n } }],
    cap: { type: "soft", most: 400_000n, above: 5_000n },
  });
  expect(third).toMatchObject({
    unit: { type: "money", currency: "KRW" },
    tiers: [{ pays: { amountMinor: 1n, per: 100n } }, { pays: { amountMinor: 2125n, per: 100_000n } }],
  });
});

test("what is written out gives the same again, and lies in the database as it was", () => {
  const written = companyFileOf(all);
  expect(written.rewards).toMatchObject([surplus, quota, commission, ofTeam]);
  const again = settingsOf(JSON.parse(JSON.stringify(written)), all);
  expect(again.company.rewards).toEqual(all.company.rewards);
  expect(changesBetween(all, again)).toEqual([]);
  for (const each of all.company.rewards) {
    const lying = JSON.parse(JSON.stringify(storedReward(each))) as StoredReward; // what lies in jsonb
    expect(readReward(lying)).toEqual(each);
  }
});

test("every field that decides a payout must be said", () => {
  const optional = new Set(["id", "name"]);
  for (const field of Object.keys(surplus).filter((each) => !optional.has(each))) {
    const { [field as keyof typeof surplus]: _, ...rest } = surplus;
    const code = field === "currency" ? "currency-required" : "required";
    expect([field, read(inputOf(rest)).refusals.map(({ code: found, pointer }) => `${found} ${pointer}`)]).toEqual([
      field,
      [`${code} /rewards/0/${field}`],
    ]);
  }
});

const tiers = (...entries: readonly object[]): object => ({ ...surplus, tiers: entries });
const some = { from: 0, below: 20, amount: 1 };
const last = { from: 20, below: "none", amount: 2 };
const of = (more: object, plan: object = surplus): object => ({ ...plan, ...more });

/** What is written, and every code with its pointer that it is refused with. */
const wrong: readonly (readonly [string, object, ...string[]])[] = [
  ["a plan that there is not", of({ basis: { quota: { plan: "monthy", metric: "calls" } } }, quota), "reference-unknown /basis/quota/plan"],
  [
    "a metric that the plan does not ask",
    of({ basis: { surplus: { plan: "monthly", metric: "talk" } } }),
    "reward-metric /basis/surplus/metric",
  ],
  [
    "a metric asked over shorter periods",
    of({ basis: { quota: { plan: "daily", metric: "talk" } } }, quota),
    "reward-metric /basis/quota/metric",
  ],
  ["a metric that there is not", of({ basis: { credits: { metric: "revenues" } } }, commission), "reference-unknown /basis/credits/metric"],
  ["another cadence than the plan's", of({ cadence: "week" }), "reward-cadence /cadence"],
  ["a start inside a period", of({ startsOn: "2026-03-10" }), "reward-start /startsOn"],
  ["a bound of an attainment without a sign", of({ threshold: 80 }, quota), "reward-bound /threshold"],
  ["a bound of an attainment in thousandths", of({ threshold: "80.125%" }, quota), "reward-bound /threshold"],
  ["a bound of calls in percent", of({ threshold: "80%" }), "target-format /threshold"],
  ["a threshold of nothing", of({ threshold: 0 }), "reward-threshold /threshold"],
  ["no tiers", tiers(), "reward-tiers-empty /tiers"],
  [
    "more tiers than anybody looks through",
    tiers(...Array.from({ length: 101 }, (_, index) => ({ from: index, below: index === 100 ? "none" : index + 1, amount: index }))),
    "reward-tiers-many /tiers",
  ],
  ["tiers that do not start at nothing", tiers({ ...some, from: 5 }, last), "reward-tier-start /tiers/0/from"],
  ["a gap between tiers", tiers(some, { ...last, from: 21 }), "reward-tier-gap /tiers/1/from"],
  ["tiers that overlap", tiers(some, { ...last, from: 19 }), "reward-tier-overlap /tiers/1/from"],
  ["a tier in which nothing lies", tiers({ ...some, below: 0 }, { ...last, from: 0 }), "reward-tier-width /tiers/0/below"],
  [
    "tiers in the wrong order",
    tiers(last, some),
    "reward-tier-start /tiers/0/from",
    "reward-tier-open /tiers/0/below",
    "reward-tier-closed /tiers/1/below",
  ],
  ["a last tier that ends", tiers(some, { ...last, below: 40 }), "reward-tier-closed /tiers/1/below"],
  ["an open tier in the middle", tiers({ ...some, below: "none" }, last), "reward-tier-open /tiers/0/below"],
  ["a tier that pays nothing said", tiers(some, { from: 20, below: "none" }), "reward-tier-pays /tiers/1"],
  ["a tier that pays both", tiers(some, { ...last, rate: 5, per: 1 }), "reward-tier-pays /tiers/1"],
  ["an amount for each", tiers(some, { ...last, per: 1 }), "reward-tier-pays /tiers/1/per"],
  ["a rate for nothing said", tiers(some, { from: 20, below: "none", rate: 5 }), "reward-rate-per /tiers/1/per"],
  ["a rate for each none", tiers(some, { from: 20, below: "none", rate: 5, per: 0 }), "reward-rate-per /tiers/1/per"],
  ["a percentage of calls", tiers(some, { from: 20, below: "none", rate: "5%" }), "reward-rate-share /tiers/1/rate"],
  [
    "a percentage of money in another currency",
    of({ currency: "USD" }, commission),
    "reward-rate-share /tiers/0/rate",
    "reward-rate-share /tiers/1/rate",
  ],
  [
    "a percentage for each",
    of({ tiers: [{ from: 0, below: "none", rate: "5%", per: 1 }] }, commission),
    "reward-rate-share-per /tiers/0/per",
  ],
  [
    "a percentage beyond reason",
    of({ tiers: [{ from: 0, below: "none", rate: "1001%" }] }, commission),
    "reward-rate-format /tiers/0/rate",
  ],
  ["a percentage of words", of({ tiers: [{ from: 0, below: "none", rate: "five%" }] }, commission), "reward-rate-format /tiers/0/rate"],
  ["money with decimals that it does not have", tiers(some, { ...last, amount: "1.5" }), "money-scale /tiers/1/amount"],
  ["money below nothing", tiers(some, { ...last, amount: -1 }), "number-min /tiers/1/amount"],
  ["money of words", of({ cap: { hard: "much" } }), "money-format /cap/hard"],
  ["a currency that there is not", of({ currency: "WON" }), "currency-unknown /currency"],
  ["interpolated rates", of({ interpolate: true }), "reward-interpolate-nothing /interpolate"],
  ["an interpolated amount without end", { ...tiers(some, last), interpolate: true }, "reward-interpolate-open /tiers/1/amount"],
  [
    "rates among interpolated amounts of the whole",
    { ...tiers(some, { from: 20, below: "none", rate: 5, per: 1 }), interpolate: true, split: "whole" },
    "reward-interpolate-rate /tiers/1/rate",
  ],
  ["each record against a target", of({ accumulate: "each" }), "reward-accumulate-each /accumulate"],
  ["the year of a whole requirement", of({ accumulate: "year-to-date" }, ofTeam), "reward-accumulate-year /accumulate"],
  ["a team's reward for one", of({ participants: "own" }, ofTeam), "reward-participants-team /participants"],
  ["a member's reward for many", of({ participants: "equal" }), "reward-participants-own /participants"],
  ["shares by credits of several metrics", of({ participants: "credits" }, ofTeam), "reward-participants-credits /participants"],
  ["a gate without a target", of({ gate: surplus.gate }, commission), "reward-gate-basis /gate"],
  ["a gate of sums", of({ gate: { ...surplus.gate, good: "talk" } }), "reward-gate-count /gate/good"],
  ["a gate of a metric that there is not", of({ gate: { ...surplus.gate, of: "cals" } }), "reference-unknown /gate/of"],
  ["a gate at everything", of({ gate: { ...surplus.gate, least: "100%" } }), "reward-gate-share /gate/least"],
  ["a gate at nothing", of({ gate: { ...surplus.gate, probability: 0 } }), "reward-gate-share /gate/probability"],
  ["a prior of nothing", of({ gate: { ...surplus.gate, prior: { team: 0 } } }), "reward-gate-prior /gate/prior/team"],
  ["a prior without a bad record", of({ gate: { ...surplus.gate, prior: { good: 7, bad: 0 } } }), "reward-gate-prior /gate/prior/bad"],
  ["a soft cap above the whole", of({ cap: { soft: 100, above: "101%" } }), "number-range /cap/above"],
  ["a team that there is not", of({ for: { team: "sale" } }), "reference-unknown /for/team"],
  ["an unknown field", of({ treshold: "none" }), "unknown-field /treshold"],
  ["another split", of({ split: "half" }), "enum /split"],
];

test.each(wrong)("%s is refused", (_, plan, ...codes) =>
  expect(read(inputOf(plan)).refusals.map(({ code, pointer }) => `${code} ${pointer.replace("/rewards/0", "")}`)).toEqual(codes),
);

test("it ends today at the earliest: a period that has begun is paid", () => {
  const ended = read(inputOf(of({ endedOn: "2026-03-01" }), quota, commission, ofTeam), all).refusals;
  expect(ended).toMatchObject([{ code: "reward-end-past", pointer: "/rewards/0/endedOn", values: { earliest: "2026-03-04" } }]);
  expect(settingsOf(inputOf(of({ endedOn: "2026-03-04" }), quota, commission, ofTeam), all).company.rewards[0]?.endedOn).toBe(today);
});

test("every refusal of a reward plan is provoked here, and its sentence is filled in both languages", () => {
  const refusals = [
    ...wrong.flatMap(([, plan]) => read(inputOf(plan)).refusals),
    ...read(inputOf(of({ endedOn: "2026-03-01" }), quota, commission, ofTeam), all).refusals,
  ];
  const provoked = new Set<string>(refusals.map(({ code }) => code));
  expect(Object.keys(rewardPlanRefusals).filter((code) => !provoked.has(code))).toEqual([]);
  for (const refusal of refusals)
    for (const language of ["en", "ko"] as const) expect(sentence(refusal, language)).not.toMatch(/undefined|\{\w+\}|\[object/);
});

test("the gap is told with what would be right", () => {
  const [gap] = read(inputOf(tiers(some, { ...last, from: 21 }))).refusals;
  expect(gap === undefined ? [] : [sentence(gap, "en"), sentence(gap, "ko")]).toEqual([
    "Between 20 and 21 there is no tier. Start this one at 20, or put one between.",
    "앞 구간은 20 미만에서 끝나는데 이 구간은 21에서 시작해 그 사이가 비어 있습니다. 이 구간을 20에서 시작하거나 사이에 구간을 넣으세요.",
  ]);
});

test("a version that holds cannot change, and a new one begins with a period", () => {
  const dearer = of({ tiers: [{ from: 0, below: "none", rate: 6000, per: 1 }] });
  const [held] = read(inputOf(dearer), all).refusals;
  expect(held).toMatchObject({ code: "version-held", values: { earliest: "2026-04-01" } });
  const later = settingsOf(inputOf(surplus, of({ startsOn: "2026-04-01" }, dearer), quota, commission, ofTeam), all);
  expect(later.company.rewards[0]?.versions.map(({ version, startsOn }) => [version, startsOn])).toEqual([
    [1, -Infinity],
    [2, dayOf("2026-04-01")],
  ]);
  expect(changesBetween(all, later).map(({ words }) => words.ko)).toEqual([
    "인센티브 기준 calls-bonus: tiers.1 { from: 0, below: 20, rate: 5000, per: 1 } → { from: 0, below: none, rate: 6000, per: 1 }, 2026-04-01부터",
    "인센티브 기준 calls-bonus: tiers.2 { from: 20, below: none, rate: 7000, per: 1 } → 없음, 2026-04-01부터",
  ]);
});

test("what the file no longer names pays no period that begins from today on, and keeps its number", () => {
  const without = settingsOf(inputOf(quota, commission, ofTeam), all);
  expect(without.company.rewards[0]).toMatchObject({ number: 1, id: "calls-bonus", endedOn: today });
  expect(changesBetween(all, without).map(({ words }) => words.en)).toEqual(["reward plan calls-bonus: ended, from 2026-03-04"]);
  const again = settingsOf(inputOf(surplus, quota, commission, ofTeam), without);
  expect(again.company.rewards[0]).toMatchObject({ number: 1, endedOn: null });
});

test("a reward that runs keeps its plan and its metrics", () => {
  const file = companyFileOf(all);
  const without = {
    ...file,
    plans: file.plans?.filter(({ id }) => id !== "team-calls"),
    metrics: file.metrics?.filter(({ id }) => id !== "held"),
  };
  expect(
    read(JSON.parse(JSON.stringify(without)), all).refusals.map(({ code, values, pointer }) => [code, values["found"], pointer]),
  ).toEqual([
    ["reference-ended", "held", "/rewards/0"],
    ["reference-ended", "held", "/rewards/1"],
    ["reference-ended", "team-calls", "/rewards/3"],
  ]);
});

test("a payout that falls as attainment grows is warned of with its place, until it is known", () => {
  const falling = of({
    split: "whole",
    tiers: [
      { from: 0, below: 20, rate: 5000, per: 1 },
      { from: 20, below: "none", rate: 3000, per: 1 },
    ],
  });
  const settings = settingsOf(inputOf(falling, of({ id: "rising" }, quota)));
  expect(warningsOf(null, settings, today)).toEqual([
    {
      code: "reward-falls",
      reward: "calls-bonus",
      words: {
        en: "The reward plan calls-bonus pays less for more: just below 20 it pays 100000 KRW, at 20 it pays 60000 KRW.",
        ko: "인센티브 기준 calls-bonus: 더 해도 지급액이 줄어듭니다. 20 바로 아래에서는 100000 KRW, 20에서는 60000 KRW입니다.",
      },
    },
  ]);
  expect(warningsOf(settings, settings, today)).toEqual([]);
});

test("versions before the last went by what their plan asked then; what is paid from now on goes by what it asks from now on", () => {
  const other = "- { id: monthly, cadence: month, startsOn: 2026-04-01, require: { metric: revenue, target: 1000000 } }";
  const later = inputOf(surplus).replace("- { id: daily,", `${other}\n  - { id: daily,`);
  const before = settingsOf(inputOf(surplus));
  expect(read(later, before).refusals.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    "reward-metric /rewards/0/basis/surplus/metric",
  ]);
  const next = of({ startsOn: "2026-04-01", basis: { credits: { metric: "calls" } }, gate: "none" });
  const followed = later.replace(JSON.stringify([surplus]), JSON.stringify([surplus, next]));
  expect(settingsOf(followed, before).company.rewards[0]?.versions.map(({ basis }) => basis.type)).toEqual(["surplus", "credits"]);
});
