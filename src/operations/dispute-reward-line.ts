import { given } from "../domain/given.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { insertRewardDispute, rewardLinesOf, rewardStatementsWhere } from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import type { RewardsBy } from "./draw-reward-statements.ts";
import { Named } from "./rewards/ledger-entries.ts";
import { seenStatements, statementMissing } from "./rewards/seen-statements.ts";
import { rewardStatementJson, stateIn, type RewardStatementJson } from "./rewards/statement-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** What a member says against what a reward plan pays on a statement of theirs. */
export type RewardDisputeOrder = { readonly statement: number; readonly reward: string; readonly said: string };

/**
 * Says that a line of one's own statement is wrong. Until it is decided the statement is neither approved nor locked. Refuses a statement that is
 * not one's own, a draft, a reward plan that pays nothing on it, and a second dispute beside an open one.
 */
export const disputeRewardLine = (
  database: Database,
  companyId: number,
  { statement: number, reward: id, said }: RewardDisputeOrder,
  { by, now, caller }: RewardsBy & AskedBy,
): Promise<Outcome<RewardStatementJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<RewardStatementJson>> => {
    await ownRewards(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "rewards:dispute");
    const find = async () =>
      (await rewardStatementsWhere(tx, companyId, { numbers: [number], ...seenStatements(settings, given({ caller })) }))[0];
    const found = await find();
    if (found === undefined || (sight.members !== "all" && found.memberNumber !== sight.own)) return refused(statementMissing(number));
    if (stateIn(found) === "draft") return refused(refusal("reward-dispute-draft", "/statement", { number }));
    const named = new Named(settings);
    const lines = (await rewardLinesOf(tx, companyId, [number], { withRecords: false })).get(number) ?? [];
    const rewards = [...new Set(lines.map(({ rewardNumber }) => rewardNumber))].map((each) => ({ number: each, id: named.reward(each) }));
    const reward = rewards.find((each) => each.id === id);
    if (reward === undefined) return refused(notFound("reward", id, rewards));
    if (found.disputes.some((each) => each.rewardNumber === reward.number && each.decided === null))
      return refused(refusal("reward-dispute-open", "/reward"));
    const dispute = await insertRewardDispute(tx, companyId, { statementNumber: number, rewardNumber: reward.number, said, by, at: now });
    await keepAuditEvent(tx, companyId, {
      by,
      act: "dispute-reward-line",
      subject: "reward-dispute",
      subjectId: String(dispute),
      after: { statement: number, reward: id },
    });
    noteTouched(tx, ["rewards"], new Set([found.memberNumber]));
    return accepted(rewardStatementJson((await find()) ?? found, settings, named, []));
  });
