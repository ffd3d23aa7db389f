import { Temporal } from "temporal-polyfill";
import type { CompanyFile } from "../domain/company-file.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyFile, type ApplyOptions, type CompanyChanges } from "./company-file/apply-file.ts";

/** What a change is worked out from. `today` is the company's. */
export type PresentCompany = { readonly file: CompanyFile; readonly settings: Settings; readonly today: Day };

export type ChangedFile = {
  readonly file: CompanyFile;
  /** A refusal of that file as whoever asked for the change understands it; left out: as it is. */
  readonly told?: (refusal: Refusal) => Refusal;
};

/** The day that the company's clocks show now. */
export const companyDay = ({ company }: Settings): Day => dayIn(company.timeZone, BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n);

/** As `changeCompany`, in a transaction that is there. A refusal leaves nothing to keep: the caller rolls back. */
export const changeCompanyWithin = async (
  tx: Transaction,
  companyId: number,
  change: (present: PresentCompany) => Outcome<ChangedFile>,
  options: ApplyOptions,
): Promise<Outcome<CompanyChanges>> => {
  await ownCompany(tx, companyId);
  const settings = await loadSettings(tx, companyId);
  const today = options.today ?? companyDay(settings);
  const changed = change({ file: companyFileOf(settings), settings, today });
  if (!changed.ok) return changed;
  const { file, told } = changed.value;
  const applied = await applyFile(tx, file, { companyId, settings }, { ...options, today });
  if (applied.ok || told === undefined) return applied;
  const [first, ...rest] = applied.refusals;
  return refused(told(first), ...rest.map(told));
};

/** A file of many members brings many records with it. */
export const CHANGE_SECONDS = 600;

/**
 * Changes a part of the company where it is, such as the members that somebody adds. `change` gets the company as the file that it is and answers
 * with the file that it is to be, or refuses; the company is owned from the reading on, so nothing that others change meanwhile is lost.
 */
export const changeCompany = (
  database: Database,
  companyId: number,
  change: (present: PresentCompany) => Outcome<ChangedFile>,
  options: ApplyOptions,
): Promise<Outcome<CompanyChanges>> =>
  inCompany(database, companyId, (tx) => changeCompanyWithin(tx, companyId, change, options), {
    rollBackIf: (outcome) => options.dryRun === true || !outcome.ok,
    timeoutSeconds: CHANGE_SECONDS,
  });
