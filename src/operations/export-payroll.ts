import type { Day } from "../domain/day.ts";
import { isoDay } from "../domain/day.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { moneyText } from "../domain/money.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { inCompany, type Database } from "../store/database.ts";
import { paidThrough, rewardLedgers } from "../store/reward-ledger.ts";
import { rewardStatementsWhere } from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import { csvLine } from "./files/writing/csv-line.ts";
import { Named } from "./rewards/ledger-entries.ts";
import { stateIn } from "./rewards/statement-json.ts";
import { dueThrough } from "./step-reward-statements.ts";

const header = ["statement", "member", "name", "from", "through", "currency", "amount", "corrections", "pay", "carried", "state"] as const;

/**
 * What payroll pays for a period: of each statement that is locked or paid its amount, what followed in the ledger, and what is to be paid now,
 * which takes in what earlier periods still owe or have paid too much.
 */
export const exportPayroll = (
  database: Database,
  companyId: number,
  { cadence, on, language }: { readonly cadence: Cadence; readonly on: Day; readonly language: Language },
): Promise<{ readonly csv: string; readonly name: string; readonly statements: number }> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const { startsOn } = periodContaining(cadence, on, settings.company.calendar);
      const statements = (await rewardStatementsWhere(tx, companyId, { cadence, startsOn, locked: true })).toSorted(
        (a, b) => a.number - b.number,
      );
      const members = statements.map(({ memberNumber }) => memberNumber);
      const ledgers = await rewardLedgers(tx, companyId, members);
      const paid = await paidThrough(tx, companyId, members);
      const named = new Named(settings);
      const rows = statements.map((statement) => {
        const { memberNumber, currency } = statement;
        const ledger = ledgers.get(`${memberNumber} ${currency}`) ?? [];
        const { dueMinor, carriedMinor } = dueThrough(ledger, startsOn, {
          named,
          paid: paid.filter((each) => each.memberNumber === memberNumber && each.currency === currency),
        });
        const corrections = ledger
          .filter(({ statementNumber, type, cause }) => statementNumber === statement.number && type !== "earn" && cause.type !== "dispute")
          .reduce((sum, { type, amountMinor }) => (type === "reverse" ? sum - amountMinor : sum + amountMinor), 0n);
        const isPaid = stateIn(statement) === "paid";
        const paidMinor = statement.steps.reduce((sum, step) => sum + (step.paidMinor ?? 0n), 0n);
        const text = (amountMinor: bigint): string => moneyText({ amountMinor, currency });
        return [
          String(statement.number),
          named.member(memberNumber),
          nameIn(named.memberName(memberNumber), language),
          isoDay(statement.startsOn),
          isoDay(statement.endsBefore - 1),
          currency,
          text(statement.amountMinor),
          text(corrections),
          text(isPaid ? paidMinor : dueMinor),
          text(carriedMinor),
          stateIn(statement),
        ];
      });
      const csv = [header, ...rows].map(csvLine).join("");
      return { csv, name: `payroll-${isoDay(startsOn)}.csv`, statements: rows.length };
    },
    { isolation: "repeatable read" },
  );
