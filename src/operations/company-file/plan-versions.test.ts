import { describe, expect, test } from "vitest";
import { readCompany } from "../../domain/company-reading.ts";
import type { Settings } from "../../domain/company.ts";
import { parseDay } from "../../domain/day.ts";
import { sentence, type Refusal } from "../../domain/refusal.ts";
import { targetRefusals } from "../../domain/refusals/target.ts";
import { changesBetween } from "../../domain/company-changes.ts";
import { companyFileOf } from "../../domain/company-writing.ts";
import { readCompanyInput } from "./input.ts";

const dayOf = (text: string): number => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(text);
  return day.value;
};

type Read = { readonly settings: Settings | null; readonly refusals: readonly Refusal[] };

const read = (input: unknown, before: Settings | null, on: string): Read => {
  const { rest, refusals, placed } = readCompanyInput(input);
  if (rest === null) return { settings: null, refusals: placed(refusals) };
  const outcome = readCompany(rest.file, before, dayOf(on));
  const all = [...refusals, ...(outcome.ok ? [] : outcome.refusals)];
  return { settings: outcome.ok && all.length === 0 ? outcome.value : null, refusals: placed(all) };
};

const monthly = {
  id: "monthly",
  cadence: "month",
  require: {
    allOf: [
      { metric: "calls", target: 100 },
      { metric: "emails", target: 50 },
    ],
  },
};
const company = (...plans: readonly object[]) => ({
  company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "emails", where: 'kind == "email"' },
  ],
  plans,
});
const first = read(company({ ...monthly, startsOn: "2026-01-01" }), null, "2026-01-10").settings;
const held = { ...monthly, startsOn: "2026-01-01" };

/** A version after the one that holds, read on a day within March. */
const followedBy = (version: object, on = "2026-03-16"): Read => read(company(held, { ...monthly, ...version }), first, on);
const told = ({ refusals }: Read): readonly string[] => refusals.map(({ code, pointer }) => `${code} ${pointer}`);
const asking = (calls: number, emails = 50) => ({
  allOf: [
    { metric: "calls", target: calls },
    { metric: "emails", target: emails },
  ],
});

const ramped = (...ramp: readonly object[]) => ({ ramp });

const wrong: readonly (readonly [string, object, ...string[]])[] = [
  ["no share", ramped({ throughMonth: 1, share: "half" }), "ramp-share /plans/0/ramp/0/share"],
  ["a share below nothing", ramped({ throughMonth: 1, share: -1 }), "ramp-share /plans/0/ramp/0/share"],
  ["a share above the whole", ramped({ throughMonth: 1, share: "100.01%" }), "number-range /plans/0/ramp/0/share"],
  ["a third", ramped({ throughMonth: 1, share: "33.333%" }), "ramp-share-decimals /plans/0/ramp/0/share"],
  ["no period", ramped({ share: 0.5 }), "ramp-through /plans/0/ramp/0"],
  ["two periods", ramped({ throughMonth: 1, throughYear: 1, share: 0.5 }), "ramp-through /plans/0/ramp/0"],
  ["a period before the first", ramped({ throughMonth: 0, share: 0.5 }), "number-min /plans/0/ramp/0/throughMonth"],
  ["periods without end", ramped({ throughMonth: 401, share: 0.5 }), "number-range /plans/0/ramp/0/throughMonth"],
  ["half a period", ramped({ throughMonth: 1.5, share: 0.5 }), "number-integer /plans/0/ramp/0/throughMonth"],
  ["months and quarters", ramped({ throughMonth: 1, share: 0.5 }, { throughQuarter: 2, share: 0.75 }), "ramp-mixed /plans/0/ramp/1"],
  [
    "the same month twice",
    ramped({ throughMonth: 2, share: 0.5 }, { throughMonth: 2, share: 0.75 }),
    "ramp-order /plans/0/ramp/1/throughMonth",
  ],
  ["weeks under a plan by months", ramped({ throughWeek: 2, share: 0.5 }), "ramp-shorter /plans/0/ramp/0/throughWeek"],
  ["steps that are none", { ramp: [] }, "list-empty /plans/0/ramp"],
  ["a start of nothing", { rampFrom: "phase" }, "ramp-from-alone /plans/0/rampFrom"],
  ["another proration", { proration: "calendar-days" }, "enum /plans/0/proration"],
  ["another rounding", { rounding: "nearest" }, "enum /plans/0/rounding"],
  ["a quota by working days", { require: { metric: "calls", target: 1, proration: "working-days" } }, "enum /plans/0/require/proration"],
];

test.each(wrong)("refused of a ramp or of rounding: %s", (_, more, ...codes) => {
  expect(told(read(company({ ...monthly, ...Object(more) }), null, "2026-03-16"))).toEqual(codes);
});

describe("a version that asks more", () => {
  const more = { startsOn: "2026-03-20", require: asking(120) };

  test("starts with a period, unless it says why: then it cuts the period, on a day that is not gone", () => {
    expect(told(followedBy({ ...more, startsOn: "2026-04-01" }))).toEqual([]);
    expect(told(followedBy(more))).toEqual(["plan-raise /plans/1/startsOn"]);
    expect(told(followedBy({ ...more, reason: "a campaign" }))).toEqual([]);
    expect(told(followedBy({ ...more, startsOn: "2026-03-16", reason: "a campaign" }))).toEqual([]);
    expect(told(followedBy({ ...more, startsOn: "2026-03-15", reason: "a campaign" }))).toEqual(["version-past /plans/1/startsOn"]);
    expect(told(followedBy({ ...more, startsOn: "2026-03-01", reason: "a campaign" }))).toEqual(["version-past /plans/1/startsOn"]);
  });

  test("is told what would be right", () => {
    const [refusal] = followedBy(more).refusals;
    expect(refusal && sentence(refusal, "en")).toContain(
      "so it starts with a period: 2026-04-01. To start on 2026-03-20 all the same, say why",
    );
    expect(refusal && sentence(refusal, "ko")).toContain("기간의 첫날인 2026-04-01부터 적용합니다");
  });

  test.each([
    ["one target is higher and the other lower", { require: asking(50, 51) }],
    ["it asks something else", { require: { metric: "calls", target: 1 } }],
    ["it asks other people", { for: { phase: "probation" }, require: asking(50) }],
    ["it rounds up", { rounding: "up" }],
    ["it goes by working days, which may be more than the full week", { proration: "working-days", require: asking(50) }],
    [
      "a ratio is no ratio any more",
      {
        require: {
          allOf: [
            { metric: "calls", target: 1, proration: "none" },
            { metric: "emails", target: 1 },
          ],
        },
      },
    ],
  ])("so does one of which %s", (_, version) => {
    expect(told(followedBy({ startsOn: "2026-03-20", ...version }))).toEqual(["plan-raise /plans/1/startsOn"]);
  });

  test("a steeper ramp asks more, a gentler one less", () => {
    const ramp = (...shares: readonly string[]) => shares.map((share, index) => ({ throughMonth: index + 1, share }));
    const stands = read(company({ ...held, ramp: ramp("50%", "75%") }), null, "2026-01-10").settings;
    const after = (more2: object) =>
      told(read(company({ ...held, ramp: ramp("50%", "75%") }, { ...monthly, startsOn: "2026-03-20", ...more2 }), stands, "2026-03-16"));
    expect(after({ ramp: ramp("50%", "76%") })).toEqual(["plan-raise /plans/1/startsOn"]);
    expect(after({ ramp: ramp("50%") })).toEqual(["plan-raise /plans/1/startsOn"]);
    expect(after({})).toEqual(["plan-raise /plans/1/startsOn"]);
    expect(after({ ramp: ramp("50%", "75%"), rampFrom: "phase" })).toEqual(["plan-raise /plans/1/startsOn"]);
    expect(after({ ramp: ramp("40%", "75%", "90%") })).toEqual([]);
  });

  test("of another cadence never cuts a period", () => {
    const quarterly = { cadence: "quarter", startsOn: "2026-03-20", reason: "a campaign" };
    expect(told(followedBy(quarterly))).toEqual(["plan-start /plans/1/startsOn"]);
  });
});

describe("a version that only asks less", () => {
  test.each(["2026-03-01", "2026-03-10", "2026-03-16", "2026-03-20", "2026-04-01"])(
    "may start on %s, with the running period or after",
    (startsOn) => {
      expect(told(followedBy({ startsOn, require: asking(80) }))).toEqual([]);
    },
  );

  test("does not reach behind the running period, nor behind what holds already", () => {
    expect(told(followedBy({ startsOn: "2026-02-20", require: asking(80) }))).toEqual(["version-past /plans/1/startsOn"]);
    const cut = { ...monthly, startsOn: "2026-03-18", require: asking(120), reason: "a campaign" };
    const raised = read(company(held, cut), first, "2026-03-16").settings;
    const lower = { ...monthly, startsOn: "2026-03-01", require: asking(80) };
    expect(told(read(company(held, cut, lower), raised, "2026-03-20"))).toEqual(["version-past /plans/2/startsOn"]);
  });
});

test("what is exported reads again, here and elsewhere, cuts and ramps in it", () => {
  const whole = company(
    { ...held, ramp: [{ throughMonth: 2, share: 0.125 }], rampFrom: "phase", proration: "working-days", rounding: "down" },
    { ...monthly, startsOn: "2026-03-20", require: { metric: "calls", target: 5, proration: "none" }, reason: "a campaign" },
  );
  const { settings } = read(whole, null, "2026-03-16");
  if (settings === null) throw new Error("The file is right");
  const file = companyFileOf(settings);
  expect(file.plans).toEqual([
    { ...whole.plans[0], name: "monthly", ramp: [{ throughMonth: 2, share: "12.5%" }] },
    { ...whole.plans[1], name: "monthly" },
  ]);
  expect(read(file, settings, "2026-06-01").settings?.plans).toEqual(settings.plans);
  expect(read(file, null, "2026-06-01").settings?.plans).toEqual(settings.plans);
});

test("who publishes a plan by working days knows this year's holidays of those whom it asks", () => {
  const far = (more: object) => ({ ...company({ ...monthly, proration: "working-days" }), ...more });
  expect(told(read(far({}), null, "2099-03-16"))).toEqual(["holidays-unknown /plans/0/proration"]);
  expect(told(read(far({ members: [] }), null, "2099-03-16"))).toEqual([]);
  expect(told(read(company(monthly), null, "2099-03-16"))).toEqual([]);
  const calendars = [{ id: "own", base: "KR", provisional: [2099] }];
  expect(told(read(far({ calendars, members: [{ id: "raj", name: "Raj", holidays: "own" }] }), null, "2099-03-16"))).toEqual([]);
  // One that stands already goes on when the years that are known run out.
  const stands = read(far({}), null, "2026-03-16").settings;
  expect(told(read(far({}), stands, "2099-03-16"))).toEqual([]);
});

test("every code is provoked here", () => {
  const provoked = new Set([...wrong.flatMap(([, , ...codes]) => codes.map((code) => code.split(" ")[0])), "plan-raise"]);
  expect(Object.keys(targetRefusals).filter((code) => !provoked.has(code))).toEqual([]);
});

test("a new plan tells how its targets are scaled where they are, and why it cuts a period", () => {
  const plans = [
    { ...held, ramp: [{ throughMonth: 2, share: 0.125 }], proration: "working-days" },
    { ...monthly, startsOn: "2026-03-20", reason: "a campaign" },
  ];
  const { settings } = read(company(...plans), null, "2026-03-16");
  if (settings === null) throw new Error("The file is right");
  const words = changesBetween(null, settings).flatMap(({ what, words: { en } }) => (what === "plan" ? [en] : []));
  expect(words).toEqual([
    "plan monthly: added (allOf (100 calls, 50 emails)), from 2026-01-01",
    "plan monthly: ramp nothing → throughMonth 2: 12.5%, from 2026-01-01",
    "plan monthly: rampFrom nothing → employment, from 2026-01-01",
    "plan monthly: proration none → working-days, from 2026-01-01",
    "plan monthly: ramp throughMonth 2: 12.5% → nothing, from 2026-03-20",
    "plan monthly: rampFrom employment → nothing, from 2026-03-20",
    "plan monthly: proration working-days → none, from 2026-03-20",
    "plan monthly: reason nothing → a campaign, from 2026-03-20",
  ]);
});
