import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { rejectedDays } from "../domain/retention.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import type { KeptReport } from "./import-json.ts";
import { importNamed } from "./uploads/find-import.ts";
import { rejectedPath, type ImportStore } from "./uploads/import-store.ts";

export type RejectedRows = { readonly name: string; readonly type: "csv" | "ndjson"; readonly content: Readable };

/** The rows of an import that were not taken, each as it was and with its reasons. Refuses when there are none, or none any more. */
export const readRejectedRows = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  id: string,
): Promise<Outcome<RejectedRows>> => {
  const { found, days } = await inCompany(database, companyId, async (tx) => ({
    found: await importNamed(tx, companyId, id),
    days: rejectedDays((await loadSettings(tx, companyId)).company.retention),
  }));
  if (!found.ok) return found;
  const type = (found.value.report as KeptReport | null)?.rejectedAs ?? null; // written by the operations on imports alone
  const file = type === null ? undefined : await open(rejectedPath(store, id), "r").catch(() => undefined);
  if (type === null || file === undefined) return refused(refusal("rejected-file-none", "", { days }));
  return accepted({ name: `${found.value.fileName}.rejected.${type}`, type, content: createReadStream("", { fd: file }) });
};
