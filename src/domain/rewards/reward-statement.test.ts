import fc from "fast-check";
import { expect, test } from "vitest";
import { sentence } from "../refusal.ts";
import { stateOf, stepped, type Actor, type RewardStatement, type StatementFacts, type StatementStep } from "./reward-statement.ts";

const at = "2026-04-02T09:00:00Z";
const actor = (account: string, member: string | null = account): Actor => ({ account, member });
const author = actor("ops");
const manager = actor("jung");
const finance = actor("fin", null);

const draft: RewardStatement = {
  number: 7,
  member: "raj",
  period: { startsOn: 20_513, endsBefore: 20_544 },
  amountMinor: 60_000n,
  currency: "KRW",
  author: "ops",
  planAuthors: ["planner"],
  steps: [],
};
const quiet: StatementFacts = { openDisputes: 0, budgets: [] };

const publish: StatementStep = { type: "published", by: author, at };
const approve = (as: "manager" | "finance", by: Actor): StatementStep => ({ type: "approved", as, by, at });
const withdraw: StatementStep = { type: "withdrawn", by: author, at, reason: "a call was missing" };
const lock: StatementStep = { type: "locked", by: finance, at };
const pay: StatementStep = { type: "paid", by: finance, at };

const after = (...steps: readonly StatementStep[]): RewardStatement =>
  steps.reduce((statement, step) => {
    const next = stepped(statement, step, quiet);
    if (!next.ok) throw new Error(sentence(next.refusals[0], "en"));
    return next.value;
  }, draft);
const refusal = (statement: RewardStatement, step: StatementStep, facts = quiet): readonly string[] => {
  const outcome = stepped(statement, step, facts);
  return outcome.ok ? [] : outcome.refusals.flatMap((each) => [each.code, sentence(each, "en"), sentence(each, "ko")]);
};

const all = [publish, approve("manager", manager), approve("finance", finance), lock, pay];

test("from a draft to paid, in this order alone", () => {
  const states = all.map((_, index) => stateOf(after(...all.slice(0, index + 1))));
  expect(states).toEqual(["published", "approved-by-manager", "approved", "locked", "paid"]);
  for (const [index] of [...all, null].entries()) {
    const statement = after(...all.slice(0, index));
    for (const [other, step] of all.entries())
      expect([index, other, refusal(statement, step).length === 0]).toEqual([index, other, other === index]);
  }
});

test("a step out of turn is told with where it stands and where it should", () =>
  expect(refusal(after(publish), approve("finance", finance))).toEqual([
    "reward-statement-state",
    "Cannot approve for finance statement 7: it is published. For that it must be approved by a manager.",
    "7번 명세서는 재무로 승인할 수 없습니다. 지금 공개 상태이며, 관리자 승인 상태여야 합니다.",
  ]));

test("nobody approves what they wrote, a plan that they wrote, their own money, or twice", () => {
  const published = after(publish);
  expect(refusal(published, approve("manager", author))).toEqual([
    "reward-statement-approver",
    "ops cannot approve statement 7: ops wrote this statement. Somebody else approves it.",
    "ops: 이 명세서를 작성했으므로 7번 명세서를 승인할 수 없습니다. 다른 사람이 승인해야 합니다.",
  ]);
  expect(refusal(published, approve("manager", actor("planner")))[1]).toContain("wrote a reward plan by which it is paid");
  expect(refusal(published, approve("manager", actor("raj@work", "raj")))[1]).toContain("is who it pays");
  expect(refusal(after(publish, approve("manager", manager)), approve("finance", manager))[1]).toContain("approved it already");
});

test("open disputes hold it back from being approved and locked, a budget from the last approval", () => {
  const disputed = { ...quiet, openDisputes: 2 };
  expect(refusal(after(publish), approve("manager", manager), disputed)[0]).toBe("reward-statement-disputes");
  expect(refusal(after(...all.slice(0, 3)), lock, disputed)).toEqual([
    "reward-statement-disputes",
    "Statement 7 waits: 2 disputes on its lines are open. Decide them first.",
    "7번 명세서에 결정하지 않은 이의 신청이 2건 있습니다. 먼저 결정하세요.",
  ]);
  expect(refusal(draft, publish, disputed)).toEqual([]);
  const budget = (approvedMinor: bigint): StatementFacts => ({
    ...quiet,
    budgets: [
      { mostMinor: 1n, approvedMinor: 1n, amountMinor: 0n },
      { mostMinor: 100_000n, approvedMinor, amountMinor: 60_000n },
    ],
  });
  const managed = after(publish, approve("manager", manager));
  expect(refusal(managed, approve("finance", finance), budget(40_000n))).toEqual([]);
  expect(refusal(managed, approve("finance", finance), budget(40_001n))).toEqual([
    "reward-statement-budget",
    "Statement 7 of 60000 KRW goes beyond the budget: 40001 KRW of 100000 KRW are approved already. Raise the budget, or change the plan.",
    "7번 명세서(60000 KRW)를 승인하면 예산을 넘습니다. 예산 100000 KRW 가운데 40001 KRW을(를) 이미 승인했습니다. 예산이나 인센티브 기준을 바꾸세요.",
  ]);
  expect(refusal(after(publish), approve("manager", manager), budget(100_000n))).toEqual([]);
});

test("withdrawn it is a draft again, with both approvals to be given anew, until it is locked", () => {
  const withdrawn = after(publish, approve("manager", manager), withdraw);
  expect(stateOf(withdrawn)).toBe("draft");
  expect(
    stateOf(after(publish, approve("manager", manager), withdraw, publish, approve("manager", finance), approve("finance", manager))),
  ).toBe("approved");
  expect(refusal(after(...all.slice(0, 4)), withdraw)[0]).toBe("reward-statement-state");
});

const actors = [author, manager, finance, actor("planner"), actor("raj"), actor("boss", null)] as const;
const anyStep: fc.Arbitrary<StatementStep> = fc.oneof(
  fc.record({ type: fc.constantFrom("published", "locked", "paid"), by: fc.constantFrom(...actors), at: fc.constant(at) }),
  fc.record({
    type: fc.constant("approved"),
    as: fc.constantFrom("manager", "finance"),
    by: fc.constantFrom(...actors),
    at: fc.constant(at),
  }),
  fc.record({ type: fc.constant("withdrawn"), by: fc.constantFrom(...actors), at: fc.constant(at), reason: fc.constant("x") }),
);

test("whoever tries whatever in any order: what is paid was approved by two who neither wrote it nor are paid by it", () => {
  let paid = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 10, maxLength: 60 }), (steps) => {
      let statement = draft;
      for (const step of steps) {
        const next = stepped(statement, step, quiet);
        if (next.ok) statement = next.value;
      }
      if (stateOf(statement) !== "paid") return;
      paid += 1;
      const approvals = statement.steps.slice(-4, -2);
      expect(approvals.map((step) => (step.type === "approved" ? step.as : step.type))).toEqual(["manager", "finance"]);
      const accounts = approvals.map(({ by }) => by.account);
      expect(new Set(accounts).size).toBe(2);
      for (const each of ["ops", "planner", "raj"]) expect(accounts).not.toContain(each);
    }),
    { numRuns: 1_000 },
  );
  expect(paid).toBeGreaterThan(0);
});
