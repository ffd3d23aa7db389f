import type { Span } from "../day.ts";
import { moneyText } from "../money.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import type { Words } from "../refusals/words.ts";

export const approvers = ["manager", "finance"] as const;
/** Whose approval it is, in their order. */
export type Approver = (typeof approvers)[number];

/** Who acts: an account, and the member that it is, if any. */
export type Actor = { readonly account: string; readonly member: string | null };

/** What somebody did with a statement. Instants are RFC 3339 text. */
export type StatementStep = { readonly by: Actor; readonly at: string } & (
  | { readonly type: "published" | "locked" | "paid" }
  | { readonly type: "approved"; readonly as: Approver }
  | { readonly type: "withdrawn"; readonly reason: string }
);

/** The lines of a member and period, and what was done with them. Its state follows from its steps. */
export type RewardStatement = {
  readonly number: number;
  readonly member: string;
  readonly period: Span;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** The account that drew it up, and those that wrote the versions of the plans by which its lines are paid. */
  readonly author: string;
  readonly planAuthors: readonly string[];
  readonly steps: readonly StatementStep[];
};

export const statementStates = ["draft", "published", "approved-by-manager", "approved", "locked", "paid"] as const;
export type StatementState = (typeof statementStates)[number];

const stateWords: Readonly<Record<StatementState, Words>> = {
  draft: { en: "a draft", ko: "작성 중" },
  published: { en: "published", ko: "공개" },
  "approved-by-manager": { en: "approved by a manager", ko: "관리자 승인" },
  approved: { en: "approved", ko: "승인 완료" },
  locked: { en: "locked", ko: "확정" },
  paid: { en: "paid", ko: "지급 완료" },
};

const after = (step: StatementStep): StatementState => {
  switch (step.type) {
    case "withdrawn":
      return "draft";
    case "approved":
      return step.as === "manager" ? "approved-by-manager" : "approved";
    default:
      return step.type;
  }
};

export const stateOf = ({ steps }: Pick<RewardStatement, "steps">): StatementState => {
  const last = steps.at(-1);
  return last === undefined ? "draft" : after(last);
};

type StepKey = Exclude<StatementStep["type"], "approved"> | `approved-as-${Approver}`;
const key = (step: StatementStep): StepKey => (step.type === "approved" ? `approved-as-${step.as}` : step.type);

/** From which states each step may be taken. Once it is locked nothing is taken back: what changes is told in the ledger. */
const allowedFrom: Readonly<Record<StepKey, readonly StatementState[]>> = {
  published: ["draft"],
  withdrawn: ["published", "approved-by-manager", "approved"],
  "approved-as-manager": ["published"],
  "approved-as-finance": ["approved-by-manager"],
  locked: ["approved"],
  paid: ["locked"],
};

const stepWords: Readonly<Record<StepKey, Words>> = {
  published: { en: "publish", ko: "공개" },
  withdrawn: { en: "withdraw", ko: "회수" },
  "approved-as-manager": { en: "approve as a manager", ko: "관리자로 승인" },
  "approved-as-finance": { en: "approve for finance", ko: "재무로 승인" },
  locked: { en: "lock", ko: "확정" },
  paid: { en: "pay", ko: "지급" },
};

const listed = (states: readonly StatementState[]): Words => ({
  en: states.map((state) => stateWords[state].en).join(" or "),
  ko: states.map((state) => stateWords[state].ko).join("이나 "),
});

/** What is known of the moment at which somebody acts. */
export type StatementFacts = {
  readonly openDisputes: number;
  /** Of each budget that refuses what goes beyond it: what of the statement it pays, and what is approved of it already. */
  readonly budgets: readonly { readonly mostMinor: bigint; readonly approvedMinor: bigint; readonly amountMinor: bigint }[];
};

/** The approvals since it was last a draft. */
const standingApprovals = ({ steps }: RewardStatement): readonly StatementStep[] =>
  steps.slice(steps.findLastIndex(({ type }) => type === "withdrawn") + 1).filter(({ type }) => type === "approved");

const ownWork: Words = { en: "wrote this statement", ko: "이 명세서를 작성했으므로" };
const ownPlan: Words = { en: "wrote a reward plan by which it is paid", ko: "이 명세서의 인센티브 기준을 작성했으므로" };
const ownApproval: Words = { en: "approved it already", ko: "이미 승인했으므로" };
const ownMoney: Words = { en: "is who it pays", ko: "이 명세서의 당사자이므로" };

/** Two pairs of eyes that are not those of whoever wrote it or is paid by it. */
const refuseApprover = (statement: RewardStatement, { by }: StatementStep): Refusal | undefined => {
  const { number, author, planAuthors, member } = statement;
  const why =
    by.member === member
      ? ownMoney
      : by.account === author
        ? ownWork
        : planAuthors.includes(by.account)
          ? ownPlan
          : standingApprovals(statement).some((step) => step.by.account === by.account)
            ? ownApproval
            : undefined;
  return why === undefined ? undefined : refusal("reward-statement-approver", "", { number, by: by.account, why });
};

const refuseBudget = ({ number, currency }: RewardStatement, { budgets }: StatementFacts): Refusal | undefined => {
  const beyond = budgets.find(({ mostMinor, approvedMinor, amountMinor }) => amountMinor > 0n && approvedMinor + amountMinor > mostMinor);
  if (beyond === undefined) return undefined;
  const text = (minor: bigint): string => `${moneyText({ amountMinor: minor, currency })} ${currency}`;
  return refusal("reward-statement-budget", "", {
    number,
    amount: text(beyond.amountMinor),
    approved: text(beyond.approvedMinor),
    most: text(beyond.mostMinor),
  });
};

/**
 * The statement after a step. Refuses a step out of turn, an approval by whoever wrote the statement or a plan behind it, is paid by it or
 * has approved it already, approving and locking while disputes on its lines are open, and the last approval where it goes beyond the
 * budget.
 */
export const stepped = (statement: RewardStatement, step: StatementStep, facts: StatementFacts): Outcome<RewardStatement> => {
  const { number } = statement;
  const state = stateOf(statement);
  const from = allowedFrom[key(step)];
  if (!from.includes(state))
    return refused(
      refusal("reward-statement-state", "", { number, step: stepWords[key(step)], state: stateWords[state], wanted: listed(from) }),
    );
  if ((step.type === "approved" || step.type === "locked") && facts.openDisputes > 0)
    return refused(refusal("reward-statement-disputes", "", { number, count: facts.openDisputes }));
  if (step.type === "approved") {
    const wrong = refuseApprover(statement, step) ?? (step.as === "finance" ? refuseBudget(statement, facts) : undefined);
    if (wrong !== undefined) return refused(wrong);
  }
  return accepted({ ...statement, steps: [...statement.steps, step] });
};
