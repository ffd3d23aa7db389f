import { describe, expect, test } from "vitest";
import { sentence } from "../../src/domain/refusal.ts";
import { quotasIn, quotaTexts } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { exampleText, openExample } from "./example.ts";

/** The weeks of 2 and 9 March 2026 from `examples/adviser`: 250 calls or 50 different people on probation, 100 calls past it. */

const { database } = await testDatabase();
const WEEKS = ["2026-03-08", "2026-03-09"] as const;
const lakeside = await openExample(database, "adviser");
const imported = await lakeside.importFile("activities.csv");

const weeksOf = async (member: string): Promise<readonly string[]> =>
  (await Promise.all(WEEKS.map((on) => lakeside.rows({ on, member }))))
    .flat()
    .map(({ plan, startsOn, status, requirement }) => `${plan} ${startsOn}: ${quotaTexts(requirement).join(", ")}: ${status}`);

test("the file is taken whole", () => {
  expect(imported).toMatchObject({ received: 847, accepted: 847, rejected: 0, unattributed: 0 });
});

test("on probation, either path alone is enough: the calls in one week, the people in the other", async () => {
  expect(await weeksOf("mina")).toEqual([
    "probation-week 2026-03-02: 250/250 met, 0/50 missed: met",
    "probation-week 2026-03-09: 0/250 missed, 50/50 met: met",
  ]);
});

test("the same person contacted fifty times is one, and 249 calls with 49 people are neither", async () => {
  expect(await weeksOf("leo")).toEqual([
    "probation-week 2026-03-02: 0/250 missed, 1/50 missed: missed",
    "probation-week 2026-03-09: 249/250 missed, 49/50 missed: missed",
  ]);
  const { records, credited } = await lakeside.explain("leo", "social-contacts", WEEKS[0]);
  expect(credited).toBe(1);
  const [first, second] = records.filter(({ kind }) => kind === "social_contact");
  expect(first?.verdict).toEqual({ counted: true, credit: 1 });
  expect(second?.verdict).toMatchObject({
    counted: false,
    reasons: [
      {
        code: "window-taken",
        en: 'this prospect has counted that week already: social "social-0051" on 2026-03-02',
        ko: '그 주에 이미 인정된 잠재 고객: 2026-03-02 social "social-0051"',
      },
    ],
  });
});

test("the plan of those on probation replaces the one of everybody, and the derivation names it", async () => {
  const [row, ...others] = await lakeside.rows({ on: WEEKS[0], member: "mina" });
  expect(others).toEqual([]);
  const [calls, contacts] = row === undefined ? [] : quotasIn(row.requirement);
  expect(calls).toMatchObject({
    metric: "outbound-calls",
    target: 250,
    derivation: [
      { step: "base", value: 250 },
      { step: "replaced", plan: "weekly-calls", audience: {}, value: 100 },
    ],
  });
  expect(contacts).toMatchObject({ metric: "social-contacts", target: 50, derivation: [{ step: "base", value: 50 }] });
  expect(await weeksOf("dana")).toEqual(["weekly-calls 2026-03-02: 100/100 met: met", "weekly-calls 2026-03-09: 99/100 missed: missed"]);
});

test("from the day on which the probation ends the plan of everybody asks", async () => {
  expect(
    (await lakeside.rows({ on: "2026-06-01", member: "mina" })).map(({ plan, requirement }) => `${plan} ${quotaTexts(requirement).join()}`),
  ).toEqual(["weekly-calls 0/100 missed"]);
});

describe("two equally specific plans", () => {
  const second = `
  - id: calls-again
    cadence: week
    for: { team: advisers, phase: probation }
    require: { metric: outbound-calls, target: 120 }
`;
  test("that ask the same of one member are refused, naming the members and the days, and nothing changes", async () => {
    const before = await weeksOf("mina");
    const answer = await lakeside.apply(exampleText("adviser/company.yaml") + second);
    expect(answer.ok).toBe(false);
    const [refusal] = answer.ok ? [] : answer.refusals;
    expect(refusal?.code).toBe("plan-conflict");
    if (refusal === undefined) return;
    expect(sentence(refusal, "en")).toMatch(/"probation-week".*"calls-again".*"outbound-calls".*mina.*2026-03-02/s);
    expect(sentence(refusal, "en")).toContain("leo");
    expect(sentence(refusal, "ko")).toMatch(/mina.*2026-03-02/s);
    expect(await weeksOf("mina")).toEqual(before);
  });
});
