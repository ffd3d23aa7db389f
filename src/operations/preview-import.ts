import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import type { Spooled } from "./files/spool.ts";
import type { ImportPreview, What } from "./import-preview.ts";

export type PreviewOptions = {
  /** What the file holds; left out: as its header says. */
  readonly what?: What;
  /** A map's text or its content; left out: the saved one of this header, that of a known export, or one made from the file. */
  readonly map?: unknown;
  readonly language: Language;
  /** Bounds the times that can have been. */
  readonly now: Instant;
  /** Also a header alone is a file. */
  readonly mayBeEmpty?: boolean;
  readonly progress?: (progress: { readonly rows: number; readonly ofRows: number }) => void;
};

/**
 * What a file would come to: how it is read, ten rows as they are read, whom it names, what it counts. Stores nothing. Reads the whole file,
 * in flat memory. Refuses a file that is wrong as a whole, and a given map that does not suit it.
 */
export const previewImport = async (
  database: Database,
  companyId: number,
  file: Spooled,
  fileName: string,
  options: PreviewOptions,
): Promise<Outcome<ImportPreview>> => {
  void database;
  void companyId;
  void file;
  void fileName;
  void options;
  throw new Error("not yet");
};
