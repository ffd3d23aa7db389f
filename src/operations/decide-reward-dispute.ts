import { given } from "../domain/given.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isLed } from "../domain/sight.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { insertEntries, rewardLedgers } from "../store/reward-ledger.ts";
import { decideRewardDispute as keepDecision, rewardDispute, rewardStatementsWhere } from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import type { RewardsBy } from "./draw-reward-statements.ts";
import { Ledgers, Named } from "./rewards/ledger-entries.ts";
import { seenStatements } from "./rewards/seen-statements.ts";
import { rewardStatementJson, stateIn, type RewardStatementJson } from "./rewards/statement-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RewardDecision = {
  readonly dispute: number;
  readonly upheld: boolean;
  readonly reason: string;
  /** What an upheld one adds to the statement, or takes from it, in minor units of its currency; 0: the numbers are put right elsewhere. */
  readonly amount: (currency: string) => Outcome<bigint>;
};

/**
 * Decides what somebody said against a line. What an upheld one adds is part of the statement; once it is locked, of the ledger, with the dispute as
 * its cause. Refuses whoever is paid by it, what was decided before, and an amount while the statement is approved with another.
 */
export const decideRewardDispute = (
  database: Database,
  companyId: number,
  { dispute: number, upheld, reason, amount }: RewardDecision,
  { by, now, caller }: RewardsBy & AskedBy,
): Promise<Outcome<RewardStatementJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RewardStatementJson>> => {
      await ownRewards(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const dispute = await rewardDispute(tx, companyId, number);
      const find = async () =>
        dispute === undefined
          ? undefined
          : (
              await rewardStatementsWhere(tx, companyId, {
                numbers: [dispute.statementNumber],
                ...seenStatements(settings, given({ caller })),
              })
            )[0];
      const found = await find();
      const sight = sightIn(settings, caller, "rewards:approve");
      if (dispute === undefined || found === undefined || !(isLed(sight, found.memberNumber) || found.memberNumber === sight.own))
        return refused(refusal("not-found", "/dispute", { what: { en: "dispute", ko: "이의 신청" }, found: number, hint: noHint }));
      if (found.memberNumber === sight.own) return refused(refusal("reward-dispute-own", "/dispute", { by, number }));
      if (dispute.decided !== null)
        return refused(refusal("reward-dispute-decided", "/dispute", { number, by: dispute.decided.by, at: dispute.decided.at }));
      const added = amount(found.currency);
      if (!added.ok) return added;
      const amountMinor = added.value;
      if (!upheld && amountMinor !== 0n) return refused(refusal("reward-dispute-amount", "/amount"));
      const state = stateIn(found);
      if (amountMinor !== 0n && (state === "approved" || state === "approved-by-manager"))
        return refused(refusal("reward-dispute-approved", "/amount", { number: found.number }));
      const named = new Named(settings);
      await keepDecision(tx, companyId, number, { upheld, amountMinor, reason, by, at: now });
      if (amountMinor !== 0n && (state === "locked" || state === "paid")) {
        const ledgers = new Ledgers(await rewardLedgers(tx, companyId, [found.memberNumber]), named);
        const { memberNumber, cadence, startsOn, endsBefore, currency } = found;
        const earned = ledgers
          .of(found)
          .find((each) => each.type === "earn" && each.statementNumber === found.number && each.rewardNumber === dispute.rewardNumber);
        const entered = ledgers.enter(
          {
            member: named.member(memberNumber),
            reward: named.reward(dispute.rewardNumber),
            period: { startsOn, endsBefore },
            currency,
            type: "adjust",
            amountMinor,
            adjustedOn: todayOf(settings, now),
            adjusts: earned?.number ?? null,
            cause: { type: "dispute", dispute: number },
          },
          { memberNumber, rewardNumber: dispute.rewardNumber, cadence, statementNumber: found.number },
        );
        if (!entered.ok) return entered;
        await insertEntries(tx, companyId, ledgers.written, now);
      }
      await keepAuditEvent(tx, companyId, {
        by,
        act: "decide-reward-dispute",
        subject: "reward-dispute",
        subjectId: String(number),
        after: { upheld, amountMinor: String(amountMinor), currency: found.currency, statement: found.number },
      });
      noteTouched(tx, ["rewards"], new Set([found.memberNumber]));
      return accepted(rewardStatementJson((await find()) ?? found, settings, named, []));
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
