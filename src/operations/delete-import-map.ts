import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { deleteImportMap as deleteFrom } from "../store/import-maps.ts";
import { importMapJson, importMapNamed, type ImportMapJson } from "./import-map-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

/** Forgets a saved map; what was imported by it stays. */
export const deleteImportMap = (database: Database, companyId: number, id: string): Promise<Outcome<ImportMapJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ImportMapJson>> => {
    const saved = await importMapNamed(tx, companyId, id);
    if (!saved.ok) return saved;
    await deleteFrom(tx, companyId, saved.value.id);
    const before = { what: saved.value.what };
    await keepAuditEvent(tx, companyId, { by: doer(), act: "delete-import-map", subject: "import-map", subjectId: saved.value.id, before });
    return accepted(importMapJson(saved.value));
  });
