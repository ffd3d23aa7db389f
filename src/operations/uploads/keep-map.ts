import type { Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";
import type { ImportPreview } from "../import-preview.ts";

/** Keeps the map of a preview for files with its header. */
export const keepMap = async (
  database: Database,
  companyId: number,
  order: { readonly name: string; readonly preview: ImportPreview },
  options: { readonly by: string },
): Promise<Outcome<undefined>> => {
  void [database, companyId, order, options];
  throw new Error("not yet");
};
