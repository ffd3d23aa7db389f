import { nameToRead, nameOfRejected } from "../../domain/file-name.ts";
import { accepted, refused, type Outcome } from "../../domain/refusal.ts";
import { inCompany, type Database } from "../../store/database.ts";
import { importWithRejected, type ImportRow } from "../../store/imports.ts";
import type { ImportOrders } from "../confirm-import.ts";
import { rejectionColumns } from "../files/writing/rejected-file.ts";
import type { Spooled } from "../files/spool.ts";
import { reportIn } from "../import-json.ts";
import type { PreviewInAll, What } from "../import-preview.ts";
import { previewInAll } from "../preview-import.ts";
import type { PreviewOptions } from "../preview-opening.ts";
import { importNamed } from "./find-import.ts";

/** An import whose rejected rows a file may hold; `isSure` when the file is called as they were. */
export type Rest = { readonly row: ImportRow; readonly isSure: boolean };

/**
 * The import whose rejected rows a file is the rest of, by its name or by where it was dropped; null when there is none. Refuses an import that there is not.
 */
export const findRest = (
  database: Database,
  companyId: number,
  { fileName, named }: { readonly fileName: string; readonly named: string | undefined },
): Promise<Outcome<Rest | null>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<Rest | null>> => {
    const original = nameOfRejected(fileName);
    const byName = original === null ? undefined : await importWithRejected(tx, companyId, original);
    if (named === undefined) return accepted(byName === undefined ? null : { row: byName, isSure: true });
    const found = await importNamed(tx, companyId, named);
    if (!found.ok) return refused({ ...found.refusals[0], pointer: "/restOf" });
    if (reportIn(found.value).rejectedAs === null) return accepted(null);
    return accepted({ row: found.value, isSure: found.value.fileName === original });
  });

/** How it was read, but for what a spreadsheet may have changed in saving it, and what the rejected rows have in common whatever the file was. */
const mapOf = ({ map }: ImportOrders): ImportOrders["map"] => {
  if (map === null) return null;
  const { encoding: _, separator: __, ...rest } = map;
  return rest;
};

const hasReasons = ({ columns }: PreviewInAll): boolean => columns.some(({ name }) => rejectionColumns.some((each) => each === name));

/**
 * What the rejected rows of an import come to, mended and read as they were then; null when the file is something else: its map does not suit it,
 * or it has another name and no reasons in it.
 */
export const previewRest = async (
  database: Database,
  companyId: number,
  { file, fileName, rest }: { readonly file: Spooled; readonly fileName: string; readonly rest: Rest },
  asked: PreviewOptions,
): Promise<PreviewInAll | null> => {
  const map = mapOf(rest.row.orders as ImportOrders); // what has rejected rows was confirmed
  // What an import is of was one of them when it was kept.
  const what = rest.row.what as What;
  const preview = await previewInAll(database, companyId, file, nameToRead(fileName), {
    what,
    ...(map === null ? {} : { map }),
    ...asked,
  });
  return preview.ok && (rest.isSure || hasReasons(preview.value)) ? preview.value : null;
};
