import type { Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { importMapNamed, type ImportMapShown } from "./import-map-json.ts";

/** A saved map with what it says. */
export const showImportMap = (database: Database, companyId: number, id: string): Promise<Outcome<ImportMapShown>> =>
  inCompany(database, companyId, (tx) => importMapNamed(tx, companyId, id));
