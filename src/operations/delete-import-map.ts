import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { deleteImportMap as deleteFrom } from "../store/import-maps.ts";
import { importMapJson, importMapNamed, type ImportMapJson } from "./import-map-json.ts";

/** Forgets a saved map; what was imported by it stays. */
export const deleteImportMap = (database: Database, companyId: number, id: string): Promise<Outcome<ImportMapJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ImportMapJson>> => {
    const saved = await importMapNamed(tx, companyId, id);
    if (!saved.ok) return saved;
    await deleteFrom(tx, companyId, saved.value.id);
    return accepted(importMapJson(saved.value));
  });
