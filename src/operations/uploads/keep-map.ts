import { accepted, type Outcome } from "../../domain/refusal.ts";
import { inCompany, type Database } from "../../store/database.ts";
import { saveImportMap } from "../../store/import-maps.ts";
import { headerPrint } from "../files/propose-map.ts";
import type { ImportPreview } from "../import-preview.ts";

const longestId = 64;

const idOf = (name: string): string =>
  Array.from(
    name
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-"),
  )
    .slice(0, longestId)
    .join("")
    .replace(/^-+|-+$/g, "") || "map";

/** Keeps the map of a preview for files with its header; one of the same name is replaced. Lines of JSON have none. */
export const keepMap = async (
  database: Database,
  companyId: number,
  { name, preview: { what, columns, map, format } }: { readonly name: string; readonly preview: ImportPreview },
  { by }: { readonly by: string },
): Promise<Outcome<undefined>> => {
  if (format === "ndjson") return accepted(undefined);
  const header = headerPrint(columns.map((column) => column.name));
  await inCompany(database, companyId, (tx) => saveImportMap(tx, companyId, { id: idOf(name), name, what, header, map, by }));
  return accepted(undefined);
};
