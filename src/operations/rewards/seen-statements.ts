import { mayDo } from "../../domain/access.ts";
import type { Settings } from "../../domain/company.ts";
import { given } from "../../domain/given.ts";
import { noHint } from "../../domain/meant.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { isLed, narrowed, type Seen } from "../../domain/sight.ts";
import { stepNames, type StepName } from "../../domain/reward-reading.ts";
import type { StatementStep } from "../../domain/rewards/reward-statement.ts";
import { stepped } from "../../domain/rewards/reward-statement.ts";
import type { StoredRewardStatement } from "../../store/reward-statements.ts";
import { sightIn, type AskedBy } from "../sight-in.ts";
import type { Named } from "./ledger-entries.ts";
import { statementOf } from "./statement-json.ts";

/** Which statements a caller sees: of whom, and whether drafts too, which are for who draws them up. */
export const seenStatements = (settings: Settings, { caller }: AskedBy): { readonly seen?: Seen; readonly published: boolean } => ({
  ...given({ seen: narrowed(sightIn(settings, caller, "rewards:read")) }),
  published: caller !== undefined && !mayDo(caller, "rewards:write"),
});

export const statementMissing = (found: number | string, pointer = "/statement"): Refusal =>
  refusal("not-found", pointer, { what: { en: "reward statement", ko: "인센티브 명세서" }, found, hint: noHint });

export type StepBy = { readonly by: string; readonly member: string | null; readonly at: string; readonly reason: string };

export const stepNamed = (name: StepName, { by: account, member, at, reason }: StepBy): StatementStep => {
  const done = { by: { account, member }, at };
  switch (name) {
    case "publish":
      return { ...done, type: "published" };
    case "withdraw":
      return { ...done, type: "withdrawn", reason };
    case "approve-as-manager":
      return { ...done, type: "approved", as: "manager" };
    case "approve-as-finance":
      return { ...done, type: "approved", as: "finance" };
    case "lock":
      return { ...done, type: "locked" };
    case "pay":
      return { ...done, type: "paid" };
  }
};

/** Whether the caller may do such a thing with a member's statements at all: managers approve for their teams, finance for the company. */
export const isAllowed = (name: StepName, memberNumber: number, settings: Settings, { caller }: AskedBy): boolean => {
  if (!name.startsWith("approve")) return caller === undefined || mayDo(caller, "rewards:write");
  const sight = sightIn(settings, caller, "rewards:approve");
  return name === "approve-as-manager" ? isLed(sight, memberNumber) : sight.members === "all";
};

/** What the caller may do next, as far as statement, permission and authorship tell. */
export const mayNext = (
  stored: StoredRewardStatement,
  {
    settings,
    named,
    planAuthors,
    by,
    caller,
  }: {
    readonly settings: Settings;
    readonly named: Named;
    readonly planAuthors: readonly string[];
    readonly by: string;
  } & AskedBy,
): readonly StepName[] => {
  const member = caller === undefined || caller.memberNumber === null ? null : named.member(caller.memberNumber);
  const openDisputes = stored.disputes.filter(({ decided }) => decided === null).length;
  const statement = statementOf(stored, named, planAuthors);
  return stepNames.filter(
    (name) =>
      isAllowed(name, stored.memberNumber, settings, { ...given({ caller }) }) &&
      stepped(statement, stepNamed(name, { by, member, at: "", reason: "" }), { openDisputes, budgets: [] }).ok,
  );
};
