import { notFound } from "../domain/not-found.ts";
import { periodContaining } from "../domain/period.ts";
import type { Day } from "../domain/day.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { NewEntry } from "../domain/rewards/ledger.ts";
import { rewardVersionOf } from "../domain/rewards/reward-plan.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { insertEntries, rewardLedgers } from "../store/reward-ledger.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import type { RewardsBy } from "./draw-reward-statements.ts";
import { Ledgers, Named, rewardEntryJson, type RewardEntryJson } from "./rewards/ledger-entries.ts";
import type { AskedBy } from "./sight-in.ts";

/** What a person enters into a member's ledger, with why. `on`: a day of the period that it is for. */
export type RewardEntryOrder = {
  readonly member: string;
  readonly reward: string;
  readonly on: Day;
  readonly type: "advance" | "adjust";
  readonly amount: (currency: string) => Outcome<bigint>;
  readonly reason: string;
};

/**
 * Enters an advance, or an adjustment, into a member's ledger. Refuses one's own ledger, a reward plan that does not pay the period, and an amount
 * of nothing.
 */
export const enterReward = (
  database: Database,
  companyId: number,
  { member: id, reward: rewardId, on, type, amount, reason }: RewardEntryOrder,
  { by, now, caller }: RewardsBy & AskedBy,
): Promise<Outcome<RewardEntryJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RewardEntryJson>> => {
      await ownRewards(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const { rewards, calendar } = settings.company;
      const member = settings.members.find((each) => each.id === id);
      if (member === undefined) return refused(notFound("member", id, settings.members));
      if (caller !== undefined && caller.memberNumber === member.number) return refused(refusal("reward-entry-own", "/member", { by }));
      const reward = rewards.find((each) => each.id === rewardId);
      const version = reward === undefined ? undefined : (rewardVersionOf(reward, on) ?? reward.versions[0]);
      if (reward === undefined || version === undefined) return refused(notFound("reward", rewardId, rewards));
      const { cadence, currency } = version;
      const read = amount(currency);
      if (!read.ok) return read;
      const amountMinor = read.value;
      const period = periodContaining(cadence, on, calendar);
      const named = new Named(settings);
      const today = todayOf(settings, now);
      const same = { member: id, reward: rewardId, period, amountMinor, currency, cause: { type: "person", by, reason } } as const;
      const entry: NewEntry =
        type === "advance" ? { ...same, type, advancedOn: today } : { ...same, type, adjustedOn: today, adjusts: null };
      const ledgers = new Ledgers(await rewardLedgers(tx, companyId, [member.number]), named);
      const entered = ledgers.enter(entry, { memberNumber: member.number, rewardNumber: reward.number, cadence, statementNumber: null });
      if (!entered.ok) return entered;
      await insertEntries(tx, companyId, ledgers.written, now);
      await keepAuditEvent(tx, companyId, {
        by,
        act: "enter-reward",
        subject: "reward-entry",
        subjectId: String(entered.value.number),
        after: { member: id, reward: rewardId, type, amountMinor: String(amountMinor), currency },
      });
      noteTouched(tx, ["rewards"], new Set([member.number]));
      return accepted(rewardEntryJson(entered.value, settings, named));
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
