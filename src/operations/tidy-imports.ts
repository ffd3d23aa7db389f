import { rm } from "node:fs/promises";
import { join } from "node:path";
import { refusal } from "../domain/refusal.ts";
import { rejectedDays } from "../domain/retention.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { findSettings } from "../store/settings.ts";
import { listCompanies } from "./list-companies.ts";
import { endImport, expiredImports, strandedImports, wantedFiles } from "../store/imports.ts";
import { nothingReported } from "./import-json.ts";
import { reportDiscards } from "./run-import.ts";
import { letGo, lyingFiles, WAITING_DAYS, type ImportStore, type Lying } from "./uploads/import-store.ts";

/** A file that nobody has written to for so long, and that no import knows, was left by a server that died. */
const QUIET_SECONDS = 600;

/** Its file is with a server that does not come back, or was taken away. */
const giveUp = async (database: Database, companyId: number, atHand: readonly string[]): Promise<void> => {
  const report = { ...nothingReported, refusals: [refusal("import-file-gone", "")] };
  for (const id of await inCompany(database, companyId, (tx) => strandedImports(tx, companyId, { days: WAITING_DAYS, atHand })))
    await inCompany(database, companyId, (tx) => endImport(tx, companyId, id, { state: "failed", report }));
};

const expire = async (database: Database, companyId: number, store: ImportStore): Promise<void> => {
  for (const id of await inCompany(database, companyId, (tx) => expiredImports(tx, companyId, WAITING_DAYS))) {
    if (await inCompany(database, companyId, (tx) => endImport(tx, companyId, id, { state: "discarded", report: null })))
      await letGo(store, id);
  }
};

/** Rejected rows are kept for as long as the company says. */
const wantedIn = async (tx: Transaction, companyId: number, ids: readonly string[]) => {
  return wantedFiles(tx, companyId, ids, rejectedDays((await findSettings(tx, companyId))?.company.retention ?? {}));
};

/**
 * Discards files that have waited for a week, gives up what was confirmed a week ago and whose file is nowhere, and takes away what lies about and no import wants any more: what came in to the half when a server was killed, files
 * of imports that are over, rejected rows that were kept long enough.
 */
export const tidyImports = async (database: Database, store: ImportStore, now: number): Promise<void> => {
  const lying = await lyingFiles(store, now);
  const ids = [...new Set(lying.map(({ id }) => id))];
  const files = new Set<string>();
  const rejected = new Set<string>();
  for (const { companyId } of await listCompanies(database)) {
    await expire(database, companyId, store);
    await giveUp(database, companyId, ids);
    await reportDiscards(database, companyId);
    if (ids.length === 0) continue;
    for (const each of await inCompany(database, companyId, (tx) => wantedIn(tx, companyId, ids))) {
      if (each.isFileWanted) files.add(each.id);
      if (each.areRejectedWanted) rejected.add(each.id);
    }
  }
  const isWanted = ({ id, name, isArriving }: Lying): boolean => !isArriving && (name === id ? files.has(id) : rejected.has(id));
  const left = lying.filter((each) => !isWanted(each) && each.quietSeconds > QUIET_SECONDS);
  await Promise.all(left.map(({ name }) => rm(join(store.folder, name), { force: true })));
};
