import { given } from "../domain/given.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { rewardLedgers } from "../store/reward-ledger.ts";
import { rewardLinesOf, rewardStatementsWhere } from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import { planAuthorsOf } from "./list-reward-statements.ts";
import { Named, rewardEntryJson, type RewardEntryJson } from "./rewards/ledger-entries.ts";
import { mayNext, seenStatements, statementMissing } from "./rewards/seen-statements.ts";
import { rewardLineShown, rewardStatementJson, type RewardLineJson, type RewardStatementJson } from "./rewards/statement-json.ts";
import type { AskedBy } from "./sight-in.ts";

export type RewardStatementShown = RewardStatementJson & {
  readonly lines: readonly RewardLineJson[];
  /** What is entered of it in the ledger, since it was locked. */
  readonly entries: readonly RewardEntryJson[];
};

/** One reward statement with its lines and the records behind them, and what followed in the ledger. Refuses a number that there is not. */
export const showRewardStatement = (
  database: Database,
  companyId: number,
  number: number,
  { by, caller }: { readonly by: string } & AskedBy,
): Promise<Outcome<RewardStatementShown>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RewardStatementShown>> => {
      const settings = await loadSettings(tx, companyId);
      const [found] = await rewardStatementsWhere(tx, companyId, { numbers: [number], ...seenStatements(settings, given({ caller })) });
      if (found === undefined) return refused(statementMissing(number));
      const named = new Named(settings);
      const authorsOf = await planAuthorsOf(tx, settings, [found], named);
      const may = mayNext(found, { settings, named, planAuthors: authorsOf(number), by, ...given({ caller }) });
      const lines = (await rewardLinesOf(tx, companyId, [number], { withRecords: true })).get(number) ?? [];
      const ledgers = await rewardLedgers(tx, companyId, [found.memberNumber]);
      return accepted({
        ...rewardStatementJson(found, settings, named, may),
        lines: lines.map((line) => rewardLineShown(line, settings, named, found.currency)),
        entries: [...ledgers.values()]
          .flat()
          .filter(({ statementNumber }) => statementNumber === number)
          .map((entry) => rewardEntryJson(entry, settings, named)),
      });
    },
    { isolation: "repeatable read" },
  );
