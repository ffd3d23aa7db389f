import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { dueOf, standingOf } from "../domain/rewards/ledger.ts";
import { seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { paidThrough, rewardLedgers } from "../store/reward-ledger.ts";
import { loadSettings } from "../store/settings.ts";
import { ledgerEntryOf, Named, rewardEntryJson, type RewardEntryJson } from "./rewards/ledger-entries.ts";
import { moneyJson, type MoneyJson } from "./rewards/money-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RewardLedgerJson = {
  readonly member: string;
  readonly standings: readonly {
    /** Earned, less what was reversed, with what was adjusted. */
    readonly earned: MoneyJson;
    /** Advanced and not earned yet. */
    readonly outstanding: MoneyJson;
    readonly paid: MoneyJson;
    /** To be paid now. */
    readonly due: MoneyJson;
    /** Paid beyond what is earned: taken from what comes next. */
    readonly carried: MoneyJson;
  }[];
  /** The latest first. */
  readonly entries: readonly RewardEntryJson[];
};

/** A member's ledger: what was advanced, earned, reversed and adjusted, each with its cause, and where that leaves them. */
export const showRewardLedger = (
  database: Database,
  companyId: number,
  id: string,
  { caller }: AskedBy = {},
): Promise<Outcome<RewardLedgerJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RewardLedgerJson>> => {
      const settings = await loadSettings(tx, companyId);
      const members = seenOf(sightIn(settings, caller, "rewards:read"), settings.members);
      const member = members.find((each) => each.id === id);
      if (member === undefined) return refused(notFound("member", id, members));
      const named = new Named(settings);
      const ledgers = await rewardLedgers(tx, companyId, [member.number]);
      const paid = await paidThrough(tx, companyId, [member.number]);
      const standings = [...ledgers.values()].map((own) => {
        const currency = own[0]?.currency ?? settings.company.currency;
        const ledger = own.map((entry) => ledgerEntryOf(entry, named));
        const paidMinor = paid.filter((each) => each.currency === currency).reduce((sum, each) => sum + each.paidMinor, 0n);
        const { earnedMinor, outstandingMinor } = standingOf(ledger);
        const { dueMinor, carriedMinor } = dueOf(ledger, paidMinor);
        return {
          earned: moneyJson(earnedMinor, currency),
          outstanding: moneyJson(outstandingMinor, currency),
          paid: moneyJson(paidMinor, currency),
          due: moneyJson(dueMinor, currency),
          carried: moneyJson(carriedMinor, currency),
        };
      });
      return accepted({
        member: id,
        standings,
        entries: [...ledgers.values()]
          .flat()
          .toSorted((a, b) => b.number - a.number)
          .map((entry) => rewardEntryJson(entry, settings, named)),
      });
    },
    { isolation: "repeatable read" },
  );
