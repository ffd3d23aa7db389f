import { Temporal } from "temporal-polyfill";
import type { CompanyFile } from "../domain/company-file.ts";
import { changesBetween, keptChange, type Change } from "../domain/company-changes.ts";
import { readCompany } from "../domain/company-reading.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { parseZone } from "../domain/zone.ts";
import { companyNamed, enterCompany, registerCompany } from "../store/companies.ts";
import { ownCompany } from "../store/company-lock.ts";
import { acrossCompanies, type Database, type Transaction } from "../store/database.ts";
import { saveSettings } from "../store/save-settings.ts";
import { findSettings } from "../store/settings.ts";
import { settleSettings } from "../store/settle.ts";
import { aboutWhole, readCompanyInput, type CompanyInput } from "./company-file/input.ts";

export type ApplyOptions = {
  /** Only tell what would change. */
  readonly dryRun?: boolean;
  /** Who applies it: kept with the changes. */
  readonly by: string;
  /** The company's day; left out: the one that its clocks show now. */
  readonly today?: Day;
};

export type CompanyChanges = {
  /** The company's number; null while it is not there yet. */
  readonly companyId: number | null;
  readonly company: string;
  /** The settings version that holds after it; it rises only when something changes. */
  readonly version: bigint;
  readonly changes: readonly Change[];
};

const todayOf = ({ company }: CompanyFile): Day => {
  const zone = parseZone(company.timeZone, "");
  const micros = BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n;
  return dayIn(zone.ok ? zone.value : "UTC", micros);
};

/** The present settings, under the lock that keeps recorders and other files waiting. Registers the company unless it is only a preview. */
const openCompany = async (tx: Transaction, id: string, dryRun: boolean): Promise<{ readonly companyId: number | null; readonly before: Settings | null }> => {
  const companyId = dryRun ? ((await companyNamed(tx, id))?.companyId ?? null) : await registerCompany(tx, id);
  if (companyId === null) return { companyId, before: null };
  await enterCompany(tx, companyId);
  if (!dryRun) await ownCompany(tx, companyId);
  return { companyId, before: await findSettings(tx, companyId) };
};

const toldWhole = (refusals: readonly Refusal[], { placed }: CompanyInput): Outcome<never> => {
  const [first, ...rest] = placed(refusals);
  if (first === undefined) throw new Error("refused without a refusal");
  return refused(first, ...rest);
};

/**
 * Makes the company what the file says: all of it, in one transaction, or nothing and every refusal. `input` is the text of a file (refusals
 * then carry `line` and `column` among their values) or its content as a door has parsed it. What the file no longer names ends; the log is not
 * touched. Applying the same file again changes nothing.
 */
export const applyCompany = async (database: Database, input: unknown, { dryRun = false, by, today }: ApplyOptions): Promise<Outcome<CompanyChanges>> => {
  const read = readCompanyInput(input);
  const { rest, refusals } = read;
  if (rest === null) return toldWhole(refusals, read);
  const { file } = rest;
  return acrossCompanies(
    database,
    async (tx): Promise<Outcome<CompanyChanges>> => {
      const { companyId, before } = await openCompany(tx, file.company.id.normalize("NFC"), dryRun);
      const outcome = readCompany(file, before, today ?? todayOf(file));
      if (!outcome.ok || refusals.length > 0) return toldWhole([...refusals, ...(outcome.ok ? [] : aboutWhole(outcome.refusals, rest))], read);
      const after = { ...outcome.value, companyId: companyId ?? 0 };
      const changes = changesBetween(before, after);
      const told = { companyId, company: after.company.id, changes };
      if (dryRun || changes.length === 0) return accepted({ ...told, version: before?.version ?? 0n });
      const saved = await saveSettings(tx, before, after, { by, changes: changes.map(keptChange) });
      await settleSettings(tx, before, saved);
      return accepted({ ...told, version: saved.version });
    },
    { rollBackIf: (outcome) => dryRun || !outcome.ok, timeoutSeconds: 120 },
  );
};
