import { nameToRead } from "../domain/file-name.ts";
import { given } from "../domain/given.ts";
import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { previewAnew } from "../store/imports.ts";
import { fileAt } from "./files/spool.ts";
import type { ImportJson, KeptPreview } from "./import-json.ts";
import type { What } from "./import-preview.ts";
import { previewInAll } from "./preview-import.ts";
import type { PreviewOptions } from "./preview-opening.ts";
import { previewed } from "./receive-import.ts";
import { presentImport, waitingImport } from "./uploads/find-import.ts";
import { filePath, type ImportStore } from "./uploads/import-store.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

/** Reads a file that waits by another map, and keeps what it would come to then. Refuses a map that does not suit, and an import that does not wait. */
export const remapImport = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  { id, map }: { readonly id: string; readonly map: unknown },
  { language, now, progress }: { readonly language: Language; readonly now: Instant; readonly progress?: PreviewOptions["progress"] },
): Promise<Outcome<ImportJson>> => {
  const waiting = await inCompany(database, companyId, (tx) => waitingImport(tx, companyId, id));
  if (!waiting.ok) return waiting;
  const { fileName, what, preview: kept } = waiting.value;
  const { restOf = null } = kept as KeptPreview; // a row that waits has one
  const file = await fileAt(filePath(store, id));
  if (file === undefined) return refused(refusal("import-file-gone", ""));
  // What an import is of was one of them when it was kept.
  const preview = await previewInAll(database, companyId, file, nameToRead(fileName), {
    ...given({ map, progress }),
    what: what as What,
    now,
  });
  if (!preview.ok) return preview;
  return inCompany(database, companyId, async (tx): Promise<Outcome<ImportJson>> => {
    const still = await waitingImport(tx, companyId, id, { lock: true });
    if (!still.ok) return still;
    await previewAnew(tx, companyId, id, previewed(preview.value, { fileName, restOf }));
    await keepAuditEvent(tx, companyId, { by: doer(), act: "remap-import", subject: "import", subjectId: id });
    return presentImport(tx, companyId, id, language);
  });
};
