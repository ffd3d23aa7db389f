import type { ImportConfirmation, MemberOrder } from "../domain/import-reading.ts";
import { nameToRead } from "../domain/file-name.ts";
import { isoDay, type Span } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { confirmImport as keepConfirmation, previewAnew, type ImportRow } from "../store/imports.ts";
import type { ImportJson, KeptPreview, LoadShown } from "./import-json.ts";
import type { ImportPreview } from "./import-preview.ts";
import { loadActivities, type LoadPreview } from "./load-activities.ts";
import { previewIn } from "./preview-json.ts";
import { remapImport } from "./remap-import.ts";
import { addNamedMembers } from "./uploads/add-named-members.ts";
import { presentImport, waitingImport } from "./uploads/find-import.ts";
import { filePath, type ImportStore } from "./uploads/import-store.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { keepPreviewedMap, keepUsedMap, noteImportMapUsed } from "./save-import-map.ts";

/** What is kept of a confirmation for whoever runs the import. */
export type ImportOrders = {
  /** Null for a file whose lines are records already. */
  readonly map: Readonly<Record<string, unknown>> | null;
  readonly format: ImportPreview["format"];
  readonly language: Language;
  readonly complete: { readonly from: string; readonly before: string; readonly voids: number } | null;
  /** Of those who were to become members, how many are more than are added at once. */
  readonly membersLeft: number;
  /** The import whose rejected rows these are. */
  readonly restOf?: string | null;
};

export type ConfirmOptions = { readonly by: string; readonly language: Language; readonly now: Instant };

const keptOf = (row: ImportRow): KeptPreview => row.preview as KeptPreview; // a row that waits has one, and only operations on imports write it

const mapOf = ({ map, format }: Pick<ImportPreview, "map" | "format">): ImportOrders["map"] => (format === "ndjson" ? null : map);

const loadShown = ({ from, before, sources, first, byMemberAndDay, missing }: LoadPreview): LoadShown => ({
  from,
  before,
  sources,
  first,
  byMemberAndDay,
  voids: missing,
});

/** What a complete load of the file would void now; stores nothing. */
const previewLoad = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  { row, span, language }: { readonly row: ImportRow; readonly span: Span; readonly language: Language },
): Promise<Outcome<LoadShown>> => {
  const { preview } = keptOf(row);
  const input = {
    from: { path: filePath(store, row.id) },
    fileName: nameToRead(row.fileName),
    map: mapOf(preview),
    rejectedPath: null,
    language,
    span,
    sources: [],
  };
  const loaded = await loadActivities(database, companyId, input, () => Promise.resolve(false));
  return loaded.ok ? accepted(loadShown(loaded.value.preview)) : loaded;
};

/** Refuses unless the number of records that would be voided is the one that was confirmed; keeps the preview of the load then, so that it can be looked at. */
const agreeOnVoids = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  row: ImportRow,
  { complete, language }: { readonly complete: NonNullable<ImportConfirmation["complete"]>; readonly language: Language },
): Promise<Outcome<number>> => {
  if (row.what !== "activities") return refused(refusal("import-complete-what", "/complete", { found: row.what }));
  const load = await previewLoad(database, companyId, store, { row, span: complete.span, language });
  if (!load.ok) return load;
  const { voids } = load.value;
  if (complete.voids === voids) return accepted(voids);
  const kept = { ...row, preview: { ...keptOf(row), load: load.value } };
  await inCompany(database, companyId, (tx) => previewAnew(tx, companyId, row.id, kept));
  return refused(refusal("import-voids", "/complete/voids", { found: voids }));
};

const proposedMembers = ({ members }: ImportPreview): readonly MemberOrder[] =>
  members.proposed.map(({ reference, id, name, email }) => ({ reference, id, name, email }));

const membersOf = ({ addMembers }: ImportConfirmation, preview: ImportPreview): readonly MemberOrder[] =>
  typeof addMembers === "object" ? addMembers : addMembers ? proposedMembers(preview) : [];

/**
 * Confirms a file that waits: members are added, the map is kept, and it is imported beside the requests, one file of a company after the other. Refuses what the
 * preview says cannot be imported, and a complete load whose number of voids is not the one that was seen.
 */
export const confirmImport = async (
  database: Database,
  companyId: number,
  store: ImportStore,
  { id, confirmation }: { readonly id: string; readonly confirmation: ImportConfirmation },
  { by, language, now }: ConfirmOptions,
): Promise<Outcome<ImportJson>> => {
  if (confirmation.map !== undefined) {
    const remapped = await remapImport(database, companyId, store, { id, map: confirmation.map }, { language, now });
    if (!remapped.ok) return remapped;
  }
  const waiting = await inCompany(database, companyId, (tx) => waitingImport(tx, companyId, id));
  if (!waiting.ok) return waiting;
  const row = waiting.value;
  const preview = previewIn(keptOf(row).preview, language);
  if (!preview.canImport) return refused(refusal("import-not-ready", ""));
  const { complete } = confirmation;
  const voids = complete === null ? accepted(0) : await agreeOnVoids(database, companyId, store, row, { complete, language });
  if (!voids.ok) return voids;
  const members = membersOf(confirmation, preview);
  const added = await addNamedMembers(database, companyId, { members, preview }, { by });
  if (!added.ok) return added;
  const { saveMapAs } = confirmation;
  if (saveMapAs !== null && preview.format !== "ndjson") {
    const saved = await keepPreviewedMap(database, companyId, { name: saveMapAs, preview }, { by });
    if (!saved.ok) return saved;
  }
  if (saveMapAs === null) await keepUsedMap(database, companyId, preview, { fileName: nameToRead(row.fileName), by });
  if (preview.savedMap !== null) await noteImportMapUsed(database, companyId, preview.savedMap.id);
  const orders: ImportOrders = {
    map: mapOf(preview),
    format: preview.format,
    language,
    restOf: keptOf(row).restOf ?? null,
    complete:
      complete === null ? null : { from: isoDay(complete.span.startsOn), before: isoDay(complete.span.endsBefore), voids: voids.value },
    membersLeft: confirmation.addMembers === true ? preview.members.more : 0,
  };
  return inCompany(database, companyId, async (tx): Promise<Outcome<ImportJson>> => {
    const still = await waitingImport(tx, companyId, id, { lock: true });
    if (!still.ok) return still;
    await keepConfirmation(tx, companyId, id, { orders, by });
    const after = { complete: orders.complete, membersAdded: members.length };
    await keepAuditEvent(tx, companyId, {
      by,
      act: "confirm-import",
      subject: "import",
      subjectId: id,
      before: { state: "waiting" },
      after,
    });
    return presentImport(tx, companyId, id, language);
  });
};
