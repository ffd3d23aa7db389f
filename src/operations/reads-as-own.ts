import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { CsvSplitter, separators } from "./files/formats/csv-rows.ts";
import { columnName } from "./files/maps/fields.ts";
import { formatOf } from "./files/formats/file-type.ts";
import { isOwnHeader } from "./files/proposals/propose-map.ts";
import type { Spooled } from "./files/spool.ts";
import { encodingOf } from "./files/formats/text-pieces.ts";
import { fieldSetsOf } from "./import-field-sets.ts";
import type { What } from "./import-preview.ts";

/**
 * Whether a file can be read without a map, as far as its first bytes tell: its lines are records, or its header names our own fields. True of
 * a file that is something else as well, since whoever reads it refuses it with the reason.
 */
export const readsAsOwn = async (
  database: Database,
  companyId: number,
  file: Spooled,
  { what, fileName }: { readonly what: What; readonly fileName: string },
): Promise<boolean> => {
  const format = formatOf(fileName, file.head);
  if (typeof format === "object" || format === "ndjson") return true;
  if (format !== "csv") return false;
  const text = new TextDecoder(encodingOf(file.head)).decode(file.head);
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const fieldSet = fieldSetsOf(company)[what];
  return separators.some((separator) => {
    const [header] = new CsvSplitter(separator, text.includes("\n") ? "\n" : "\r").push(text);
    return header !== undefined && isOwnHeader(header.cells.map(columnName), what, fieldSet);
  });
};
