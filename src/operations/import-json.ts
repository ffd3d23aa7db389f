import { isoDay } from "../domain/day.ts";
import type { Language } from "../domain/language.ts";
import { MOST_MEMBERS } from "../domain/new-members.ts";
import { refusal, sentence, type Refusal } from "../domain/refusal.ts";
import type { ImportPlace, ImportRow, ImportState } from "../store/imports.ts";
import type { ImportOrders } from "./confirm-import.ts";
import type { ImportPreview, PreviewedRefusal, PreviewInAll, What } from "./import-preview.ts";
import type { LoadPreview } from "./load-activities.ts";
import { previewIn, shownPreview } from "./preview-json.ts";

/** What an import came to, by the names of the recording; of what is no activity the new, the unchanged and the changed stand for them. */
export type ImportCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly rejected: number;
  readonly unattributed: number;
  readonly skipped: number;
};

/** As it is kept: sentences are made where it is answered, in the language that is asked for. */
export type KeptReport = {
  readonly counts: ImportCounts | null;
  readonly newSources: readonly string[];
  readonly notes: readonly Refusal[];
  readonly rejections: readonly { readonly row: number; readonly refusals: readonly Refusal[] }[];
  /** Why it failed, or why not all was done. */
  readonly refusals: readonly Refusal[];
  /** How rejected rows are written, when there are any. */
  readonly rejectedAs: "csv" | "ndjson" | null;
  /** Of a complete load. */
  readonly voided: number | null;
};

export const nothingReported: KeptReport = {
  counts: null,
  newSources: [],
  notes: [],
  rejections: [],
  refusals: [],
  rejectedAs: null,
  voided: null,
};

/** What a complete load of a file that waits would void. */
export type LoadShown = Pick<LoadPreview, "from" | "before" | "sources" | "first" | "byMemberAndDay"> & { readonly voids: number };

/** As it is kept while the file waits. */
export type KeptPreview = {
  readonly preview: PreviewInAll;
  readonly load: LoadShown | null;
  /** The import whose rejected rows these are, mended. */
  readonly restOf?: string | null;
};

/** The import whose rejected rows a file holds, and how many there were. */
export type RestOf = { readonly id: string; readonly fileName: string; readonly rejected: number };

/** Rejected rows that came again. Null: it is not known yet. */
export type SentAgain = {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: string;
  readonly state: ImportState;
  readonly taken: number | null;
  readonly rejected: number | null;
};

export type ImportJson = {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly what: What;
  readonly state: ImportState;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly doneAt: string | null;
  readonly by: string;
  readonly sameFileAs: { readonly id: string; readonly fileName: string; readonly createdAt: string } | null;
  readonly restOf: RestOf | null;
  readonly sentAgain: readonly SentAgain[];
  readonly preview: ImportPreview | null;
  readonly load: LoadShown | null;
  readonly progress: { readonly rows: number; readonly ofRows: number };
  readonly resumedAtRow: number | null;
  readonly counts: ImportCounts | null;
  readonly voided: number | null;
  readonly newSources: readonly string[];
  readonly notes: readonly string[];
  readonly rejections: readonly { readonly row: number; readonly errors: readonly PreviewedRefusal[] }[];
  readonly hasRejectedFile: boolean;
  readonly refusals: readonly PreviewedRefusal[];
  readonly firstDay: string | null;
  readonly lastDay: string | null;
};

export type ShownWith = {
  readonly language: Language;
  readonly sameFileAs: (ImportPlace & { readonly fileName: string }) | undefined;
  readonly restOf?: ImportRow | undefined;
  readonly rests?: readonly ImportRow[];
};

const leftOver = (orders: ImportOrders | null): readonly Refusal[] =>
  orders === null || orders.membersLeft === 0 ? [] : [refusal("members-left", "", { count: orders.membersLeft, limit: MOST_MEMBERS })];

/** Written by the operations on imports alone. */
export const reportIn = (row: ImportRow): KeptReport => (row.report as KeptReport | null) ?? nothingReported;

const sentAgainOf = (row: ImportRow): SentAgain => {
  const { counts } = reportIn(row);
  const { id, fileName, createdAt, state } = row;
  const taken = counts === null ? null : counts.received - counts.rejected;
  return { id, fileName, createdAt, state, taken, rejected: counts?.rejected ?? null };
};

const restOfJson = (row: ImportRow): RestOf => ({ id: row.id, fileName: row.fileName, rejected: reportIn(row).counts?.rejected ?? 0 });

export const importJson = (row: ImportRow, { language, sameFileAs, restOf, rests = [] }: ShownWith): ImportJson => {
  const told = (refusal: Refusal): PreviewedRefusal => ({
    code: refusal.code,
    pointer: refusal.pointer,
    detail: sentence(refusal, language),
  });
  // Written by the operations on imports alone.
  const kept = row.preview as KeptPreview | null;
  const report = reportIn(row);
  return {
    id: row.id,
    fileName: row.fileName,
    bytes: Number(row.bytes),
    what: row.what as What,
    state: row.state,
    createdAt: row.createdAt,
    confirmedAt: row.confirmedAt,
    doneAt: row.doneAt,
    by: row.createdBy,
    sameFileAs: sameFileAs ?? null,
    restOf: restOf === undefined ? null : restOfJson(restOf),
    sentAgain: rests.map(sentAgainOf),
    preview: kept === null ? null : shownPreview(previewIn(kept.preview, language)),
    load: kept?.load ?? null,
    progress: { rows: Number(row.rowsDone), ofRows: Number(row.ofRows) },
    resumedAtRow: row.resumedAtRow === null ? null : Number(row.resumedAtRow),
    counts: report.counts,
    voided: report.voided,
    newSources: report.newSources,
    notes: [...leftOver(row.orders as ImportOrders | null), ...report.notes].map((each) => sentence(each, language)),
    rejections: report.rejections.map((each) => ({ row: each.row, errors: each.refusals.map(told) })),
    hasRejectedFile: report.rejectedAs !== null,
    refusals: report.refusals.map(told),
    firstDay: row.firstDay === null ? null : isoDay(row.firstDay),
    lastDay: row.lastDay === null ? null : isoDay(row.lastDay),
  };
};
