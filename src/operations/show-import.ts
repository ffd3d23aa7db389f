import type { Language } from "../domain/language.ts";
import type { Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { ImportJson } from "./import-json.ts";
import { presentImport } from "./uploads/find-import.ts";

/** One import: what it would come to while it waits, how far it is, what it came to. */
export const showImport = (
  database: Database,
  companyId: number,
  id: string,
  { language }: { readonly language: Language },
): Promise<Outcome<ImportJson>> => inCompany(database, companyId, (tx) => presentImport(tx, companyId, id, language));
