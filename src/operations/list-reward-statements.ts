import { given } from "../domain/given.ts";
import type { Day } from "../domain/day.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { seenOf } from "../domain/sight.ts";
import type { StatementState } from "../domain/rewards/reward-statement.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { rewardAuthors, rewardLinesOf, rewardStatementsWhere, type StoredRewardStatement } from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import type { Settings } from "../domain/company.ts";
import { Named } from "./rewards/ledger-entries.ts";
import { mayNext, seenStatements } from "./rewards/seen-statements.ts";
import { rewardStatementJson, type RewardStatementJson } from "./rewards/statement-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RewardStatementsQuestion = {
  readonly cadence?: Cadence;
  /** Of the periods that contain this day. */
  readonly on?: Day;
  readonly member?: string;
  readonly state?: StatementState;
  /** Those before this number. */
  readonly below?: number;
  readonly limit?: number;
} & AskedBy;

const MOST = 200;

/** Who wrote the versions of the plans by which each statement is paid. */
export const planAuthorsOf = async (
  tx: Transaction,
  { companyId }: Settings,
  statements: readonly StoredRewardStatement[],
  named: Named,
): Promise<(statement: number) => readonly string[]> => {
  const lines = await rewardLinesOf(
    tx,
    companyId,
    statements.map(({ number }) => number),
    { withRecords: false },
  );
  const ids = new Map([...lines].map(([number, own]) => [number, [...new Set(own.map(({ rewardNumber }) => named.reward(rewardNumber)))]]));
  const authors = await rewardAuthors(tx, companyId, [...new Set([...ids.values()].flat())]);
  return (statement) => [...new Set((ids.get(statement) ?? []).flatMap((id) => authors.get(id) ?? []))];
};

/** Reward statements that the caller sees, the latest first, with what they may do with each. Refuses a member that there is not. */
export const listRewardStatements = (
  database: Database,
  companyId: number,
  { cadence, on, member: id, state, below, limit = MOST, caller }: RewardStatementsQuestion,
  { by }: { readonly by: string },
): Promise<Outcome<{ readonly statements: readonly RewardStatementJson[]; readonly next: number | null }>> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const members = seenOf(sightIn(settings, caller, "rewards:read"), settings.members);
    const member = members.find((each) => each.id === id);
    if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
    const asked = { ...seenStatements(settings, given({ caller })), ...given({ below, state }) };
    const startsOn =
      on === undefined || cadence === undefined ? undefined : periodContaining(cadence, on, settings.company.calendar).startsOn;
    const found = await rewardStatementsWhere(tx, companyId, {
      ...asked,
      ...given({ cadence, startsOn, on: startsOn === undefined ? on : undefined }),
      ...(member === undefined ? {} : { memberNumbers: [member.number] }),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const named = new Named(settings);
    const authorsOf = await planAuthorsOf(tx, settings, page, named);
    return accepted({
      statements: page.map((each) =>
        rewardStatementJson(
          each,
          settings,
          named,
          mayNext(each, { settings, named, planAuthors: authorsOf(each.number), by, ...given({ caller }) }),
        ),
      ),
      next: found.length > limit ? (page.at(-1)?.number ?? null) : null,
    });
  });
