import type { Language } from "../domain/language.ts";
import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endImport } from "../store/imports.ts";
import type { ImportJson } from "./import-json.ts";
import { importNamed, presentImport, waitingImport } from "./uploads/find-import.ts";
import { letGo, type ImportStore } from "./uploads/import-store.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

/**
 * Discards a file that waits, or stops an import that runs: what it has recorded by then stays and counts, as with any other record, and its worker says how much
 * that was. Refuses one that is over.
 */
export const discardImport = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  id: string,
  { language }: { readonly language: Language },
): Promise<Outcome<ImportJson>> => {
  const discarded = await inCompany(database, companyId, async (tx): Promise<Outcome<ImportJson>> => {
    const found = await importNamed(tx, companyId, id, { lock: true });
    if (!found.ok) return found;
    if (!(await endImport(tx, companyId, id, { state: "discarded", report: null }))) {
      const over = await waitingImport(tx, companyId, id);
      return over.ok ? refused(refusal("import-running", "")) : over;
    }
    const [before, after] = [{ state: found.value.state }, { state: "discarded" }];
    await keepAuditEvent(tx, companyId, { by: doer(), act: "discard-import", subject: "import", subjectId: id, before, after });
    return presentImport(tx, companyId, id, language);
  });
  if (discarded.ok) await letGo(store, id);
  return discarded;
};
