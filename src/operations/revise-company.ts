import { Temporal } from "temporal-polyfill";
import { changesBetween, keptChange, type Change } from "../domain/company-changes.ts";
import type { CompanyFile } from "../domain/company-file.ts";
import { readCompany } from "../domain/company-reading.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { accepted, outcomeOf, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { saveSettings } from "../store/save-settings.ts";
import { loadSettings } from "../store/settings.ts";
import { settleSettings } from "../store/settle.ts";

export type Revision = {
  readonly file: CompanyFile;
  /** A refusal of the file as whoever revises it understands it. */
  readonly told: (refusal: Refusal) => Refusal;
};

/**
 * Changes a part of the company's file as it stands: reads it, revises it and applies it in one transaction, so that nobody's change in
 * between is lost. `today` is the company's, as its file writes days. Refuses what applying the revised file would refuse.
 */
export const reviseCompany = (
  database: Database,
  companyId: number,
  revise: (file: CompanyFile, today: string) => Revision,
  { by }: { readonly by: string },
): Promise<Outcome<readonly Change[]>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<readonly Change[]>> => {
      await ownCompany(tx, companyId);
      const before = await loadSettings(tx, companyId);
      const today = dayIn(before.company.timeZone, BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n);
      const { file, told } = revise(companyFileOf(before), isoDay(today));
      const after = readCompany(file, before, today);
      if (!after.ok) return outcomeOf(() => [], after.refusals.map(told));
      const changes = changesBetween(before, { ...after.value, companyId });
      if (changes.length > 0)
        await settleSettings(
          tx,
          before,
          await saveSettings(tx, before, { ...after.value, companyId }, { by, act: "import-members", changes: changes.map(keptChange) }),
        );
      return accepted(changes);
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: 120 },
  );
