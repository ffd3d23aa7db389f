import { rename } from "node:fs/promises";
import { parseDay } from "../domain/day.ts";
import { nameToRead, readUploadName } from "../domain/file-name.ts";
import { given } from "../domain/given.ts";
import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { perhaps } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { withoutSecretsWithin } from "../domain/secret-number.ts";
import { secretsWithin } from "../domain/secrets-within.ts";
import { shown } from "../domain/shown.ts";
import { ownImports } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { bytesHeld, insertImport, type Previewed } from "../store/imports.ts";
import type { ImportJson, KeptPreview } from "./import-json.ts";
import { importables, type PreviewInAll, type What } from "./import-preview.ts";
import { previewInAll } from "./preview-import.ts";
import type { PreviewOptions } from "./preview-opening.ts";
import { findRest, previewRest } from "./uploads/rest-of-import.ts";
import { presentImport } from "./uploads/find-import.ts";
import { arrivedFile, arrivingName, filePath, letGo, quotaRefusal, type Arrived, type ImportStore } from "./uploads/import-store.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

const readWhat = (found: string | undefined): Outcome<What | undefined> => {
  const what = importables.find((each) => each === found);
  return found === undefined || what !== undefined
    ? accepted(what)
    : refused(refusal("enum", "/what", { found: shown(found), choices: importables.join(", "), hint: perhaps(found, importables) }));
};

const dayOf = (text: string | null): number | null => {
  const day = text === null ? null : parseDay(text, "");
  return day === null || !day.ok ? null : day.value;
};

/** What is kept of a preview. A file has not been looked at by anybody yet: what may be stored nowhere is left out of its examples. */
export const previewed = (
  preview: PreviewInAll,
  { fileName, restOf }: { readonly fileName: string; readonly restOf: string | null },
): Previewed => ({
  what: preview.what,
  // Texts in it change, and nothing of its shape.
  preview: { preview: withoutSecretsWithin({ ...preview, fileName }) as PreviewInAll, load: null, restOf } satisfies KeptPreview,
  ofRows: BigInt(preview.rows),
  firstDay: dayOf(preview.firstDay),
  lastDay: dayOf(preview.lastDay),
});

/** How many bytes of files a company may still send. Refuses when there are none left. */
export const roomForImport = async (database: Database, companyId: number, store: ImportStore): Promise<Outcome<number>> => {
  const used = Number(await inCompany(database, companyId, (tx) => bytesHeld(tx, companyId)));
  return used < store.mostWaiting ? accepted(store.mostWaiting - used) : refused(quotaRefusal(store, used));
};

export type ReceivedFile = {
  readonly arrived: Arrived;
  readonly fileName: string;
  readonly what: string | undefined;
  readonly map: string | undefined;
  /** The import whose rejected rows the file may hold, mended; its name may say it too. */
  readonly restOf?: string | undefined;
};

export type ReceiveOptions = {
  readonly by: string;
  readonly language: Language;
  readonly now: Instant;
  /** Told while the file is read for its preview. */
  readonly progress?: PreviewOptions["progress"];
};

const receive = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  { arrived, fileName, what: namedWhat, map, restOf: namedRest }: ReceivedFile,
  { by, language, now, progress }: ReceiveOptions,
): Promise<Outcome<ImportJson>> => {
  const { id, bytes, digest } = arrived;
  const name = readUploadName(fileName, "/file");
  if (!name.ok) return name;
  const what = readWhat(namedWhat);
  if (!what.ok) return what;
  const [secret, ...more] = secretsWithin(map, "/map");
  if (secret !== undefined) return refused(secret, ...more);
  const file = await arrivedFile(store, arrived);
  if (file === undefined) return refused(refusal("import-file-gone", ""));
  const asked = { ...given({ what: what.value, map, progress }), now };
  const rest = await findRest(database, companyId, { fileName: name.value, named: namedRest });
  if (!rest.ok) return rest;
  const asRest =
    rest.value === null ? null : await previewRest(database, companyId, { file, fileName: name.value, rest: rest.value }, asked);
  const preview = asRest === null ? await previewInAll(database, companyId, file, nameToRead(name.value), asked) : accepted(asRest);
  if (!preview.ok) return preview;
  const restOf = asRest === null ? null : (rest.value?.row.id ?? null);
  // First the file, then the row: a row without its file could never be imported, a file without its row is swept away.
  await rename(arrivingName(store, id), filePath(store, id));
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ImportJson>> => {
      await ownImports(tx, companyId);
      const used = Number(await bytesHeld(tx, companyId));
      if (used + bytes > store.mostWaiting) return refused(quotaRefusal(store, used));
      const row = {
        id,
        fileName: name.value,
        bytes: BigInt(bytes),
        digest,
        createdBy: by,
        ...previewed(preview.value, { fileName: name.value, restOf }),
      };
      await insertImport(tx, companyId, row);
      const after = { what: row.what, rows: Number(row.ofRows), digest };
      await keepAuditEvent(tx, companyId, { by, act: "receive-import", subject: "import", subjectId: id, after });
      return presentImport(tx, companyId, id, language);
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
};

/**
 * Takes a file that has come in as one that waits to be confirmed, with a preview of what it would come to. Refuses a name that is none, what is wrong with
 * the file as a whole, and more than a company may have waiting; of a file that is refused nothing stays.
 */
export const receiveImport = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  file: ReceivedFile,
  options: ReceiveOptions,
): Promise<Outcome<ImportJson>> => {
  let isKept = false;
  try {
    const received = await receive(database, companyId, store, file, options);
    isKept = received.ok;
    return received;
  } finally {
    if (!isKept) await letGo(store, file.arrived.id);
  }
};
