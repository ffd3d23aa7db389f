import { stat } from "node:fs/promises";
import { activityContext, readActivity } from "../domain/activity-reading.ts";
import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Span } from "../domain/day.ts";
import type { Language } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { withoutSecrets } from "../domain/secret-number.ts";
import { shown } from "../domain/shown.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import {
  beginLoad,
  countsBySource,
  endLoad,
  layKeys,
  leaveLoad,
  missingOf,
  sourcesOf,
  type Load,
  type SourceCount,
} from "../store/loads.ts";
import { loadSettings } from "../store/settings.ts";
import { unknownSources } from "../store/sources.ts";
import { importFile, type BatchAnswer, type ImportReport } from "./files/import-run.ts";
import { spool } from "./files/spool.ts";
import {
  activitiesOfCompany,
  importActivities,
  now,
  provenanceOfFiles,
  type ActivitiesImport,
  type ActivitiesInput,
} from "./import-activities.ts";
import { voidMissing } from "./void-missing.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

export type LoadInput = Omit<ActivitiesInput, "progress" | "mayBeEmpty"> & {
  /** The file is all of its sources in this span of local days. */
  readonly span: Span;
  /** Sources that the file is all of, beside those that it names. */
  readonly sources: readonly string[];
  readonly progress?: (stage: LoadStage, done: number, of: number | null) => void;
};

/** A file is read once to be compared and once to be recorded; then what it lacks is voided. */
export type LoadStage = "reading" | "recording" | "voiding";

/** What a complete load would do, before it does anything. */
export type LoadPreview = Pick<ImportReport, "received" | "rejected" | "skipped" | "rejections"> & {
  readonly from: string;
  readonly before: string;
  /** Of each source the records of the file, those of them outside the span, and the records of the log that the file lacks. */
  readonly sources: readonly (SourceCount & { readonly missing: number })[];
  /** How many activities would be voided; those that are void already are not told. */
  readonly missing: number;
  readonly first: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly member: string | null;
    readonly memberReference: string;
    readonly kind: string;
    readonly occurredAt: string | null;
    readonly localDay: string;
  }[];
  /** At most a thousand of the lines, the first days first. */
  readonly byMemberAndDay: readonly {
    readonly member: string | null;
    readonly memberReference: string | null;
    readonly day: string;
    readonly count: number;
  }[];
};

export type LoadAnswer = {
  readonly preview: LoadPreview;
  /** Null when it was not confirmed: nothing is stored then. */
  readonly done:
    | (ActivitiesImport & {
        readonly load: number;
        readonly voided: number;
        /** Why nothing, or not all, was voided, though the records were recorded. */
        readonly refusals: readonly Refusal[];
      })
    | null;
};

const FIRST_SHOWN = 20;
const DAYS_SHOWN = 1000;
const COMPARING_SECONDS = 600;

const previewOf = async (
  tx: Transaction,
  settings: Settings,
  load: Load,
  { received, rejected, skipped, rejections }: ImportReport,
): Promise<LoadPreview> => {
  const { companyId } = settings;
  const ids = new Map(settings.members.map((member) => [member.number, member.id]));
  const idOf = (memberNumber: number | null): string | null => (memberNumber === null ? null : (ids.get(memberNumber) ?? null));
  const { bySource, byDay, first } = await missingOf(tx, companyId, load, { days: DAYS_SHOWN, first: FIRST_SHOWN });
  const sources = (await countsBySource(tx, companyId, load)).map((each) => ({ ...each, missing: bySource.get(each.source) ?? 0 }));
  return {
    from: isoDay(load.span.startsOn),
    before: isoDay(load.span.endsBefore),
    received,
    rejected,
    skipped,
    rejections,
    sources,
    missing: sources.reduce((sum, each) => sum + each.missing, 0),
    first: first.map(({ memberNumber, localDay, ...each }) => ({ ...each, member: idOf(memberNumber), localDay: isoDay(localDay) })),
    byMemberAndDay: byDay.map(({ memberNumber, memberReference, localDay, count }) => ({
      member: idOf(memberNumber),
      memberReference,
      day: isoDay(localDay),
      count,
    })),
  };
};

/** Reads the file without recording anything: its records are laid aside for the comparison. */
const layAside = (
  database: Database,
  settings: Settings,
  number: number,
  { span: _, sources: __, recordBatch: ___, progress, ...input }: LoadInput,
): Promise<Outcome<ImportReport>> => {
  const { companyId, company } = settings;
  const context = activityContext(company, provenanceOfFiles);
  const record = async (items: readonly unknown[]): Promise<BatchAnswer> => {
    const moment = now();
    const read = items.map((item) => readActivity(item, context, moment));
    const reports = read.flatMap((outcome): readonly ActivityReport[] => (outcome.ok ? [outcome.value] : []));
    await inCompany(database, companyId, (tx) => layKeys(tx, settings, number, reports));
    return { rejected: read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])) };
  };
  return importFile(
    { ...input, rejectedPath: null, progress: ({ rows, ofRows }) => progress?.("reading", rows, ofRows) },
    { ...activitiesOfCompany(settings), mayBeEmpty: true, record, add: () => undefined },
  );
};

/** Two readings of a file are of the same only while nobody writes to it. */
const stampOf = async (path: string): Promise<string> => {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? "" : `${found.dev} ${found.ino} ${found.size} ${found.mtimeNs}`;
};

const reasonOf = ({ startsOn, endsBefore }: Span, fileName: string, language: Language): string => {
  const what = `${isoDay(startsOn)}..${isoDay(endsBefore)}, ${shown(fileName)}`;
  return language === "ko" ? `전체 적재(${what})에 없음` : `missing from the complete load (${what})`;
};

type Begun = { readonly settings: Settings; readonly number: number; readonly path: string };

const recordAndVoid = async (
  database: Database,
  { settings, path }: Begun,
  load: Load,
  { span, progress, ...input }: LoadInput,
  stamp: string,
): Promise<Outcome<NonNullable<LoadAnswer["done"]>>> => {
  const { companyId } = settings;
  const imported = await importActivities(database, companyId, {
    ...input,
    from: { path },
    mayBeEmpty: true,
    progress: ({ rows, ofRows }) => progress?.("recording", rows, ofRows),
  });
  if (!imported.ok) return imported;
  const done = { ...imported.value, load: load.number, voided: 0, refusals: [] };
  if (done.rejected > 0) return accepted({ ...done, refusals: [refusal("load-rejected", "", { count: done.rejected })] });
  if ((await stampOf(path)) !== stamp) return accepted({ ...done, refusals: [refusal("load-file-changed", "")] });
  const { voided, isExpired } = await voidMissing(database, companyId, load, {
    reason: reasonOf(span, input.fileName, input.language ?? "en"),
    progress: (count) => progress?.("voiding", count, null),
  });
  await inCompany(
    database,
    companyId,
    async (tx) => {
      await endLoad(tx, companyId, load.number);
      const after = { from: isoDay(span.startsOn), before: isoDay(span.endsBefore), voided };
      const by = input.by ?? doer();
      await keepAuditEvent(tx, companyId, { by, act: "load-activities", subject: "load", subjectId: String(load.number), after });
    },
    { timeoutSeconds: COMPARING_SECONDS },
  );
  return accepted({ ...done, voided, refusals: isExpired ? [refusal("load-expired", "", { voided })] : [] });
};

const compare = async (
  database: Database,
  begun: Begun,
  input: LoadInput,
  confirm: (preview: LoadPreview) => Promise<boolean>,
): Promise<Outcome<LoadAnswer>> => {
  const { settings, number, path } = begun;
  const { companyId } = settings;
  const stamp = await stampOf(path);
  const read = await layAside(database, settings, number, { ...input, from: { path } });
  if (!read.ok) return read;
  const named = await inCompany(database, companyId, (tx) => sourcesOf(tx, companyId, number));
  const load: Load = { number, span: input.span, sources: [...new Set([...named, ...input.sources])] };
  // A file of which every row is rejected has records, though none that can be read.
  if (load.sources.length === 0 && read.value.rejected === 0) return refused(refusal("load-source-missing", ""));
  const preview = await inCompany(database, companyId, (tx) => previewOf(tx, settings, load, read.value), {
    isolation: "repeatable read",
    timeoutSeconds: COMPARING_SECONDS,
  });
  if (!(await confirm(preview))) return accepted({ preview, done: null });
  const done = await recordAndVoid(database, begun, load, input, stamp);
  return done.ok ? accepted({ preview, done: done.value }) : done;
};

const refuseUnknown = async (database: Database, { companyId, company }: Settings, sources: readonly string[]): Promise<Refusal[]> => {
  const unknown = sources.length === 0 ? [] : await inCompany(database, companyId, (tx) => unknownSources(tx, companyId, sources));
  return unknown.map((found) => notFound("source", found, company.sources));
};

/**
 * A complete load: records what a file holds, then voids what the log has of its sources in the span and the file lacks, as of the load's
 * beginning. `confirm` is asked with a preview; until it says yes nothing is stored. Everything is recorded before anything is voided, and
 * voiding goes on in steps that each leave tally and log equal: a load that is cut off is made good by loading the file again. With rejected
 * rows the rest is recorded and nothing is voided, since each of them may be what seems to be missing.
 * Refuses a source that nobody knows, and a file without records that names none.
 */
export const loadActivities = async (
  database: Database,
  companyId: number,
  input: LoadInput,
  confirm: (preview: LoadPreview) => Promise<boolean>,
): Promise<Outcome<LoadAnswer>> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const unknown = await refuseUnknown(database, settings, input.sources);
  const [first, ...more] = unknown;
  if (first !== undefined) return refused(first, ...more);
  // A stream comes once, and the file is read twice.
  const spooled = "path" in input.from ? undefined : await spool(input.from.stream);
  const path = "path" in input.from ? input.from.path : (spooled?.path ?? "");
  try {
    const { fileName, span } = input;
    const number = await inCompany(database, companyId, (tx) =>
      beginLoad(tx, companyId, { span, fileName: withoutSecrets(fileName), doneBy: input.by ?? "" }),
    );
    try {
      return await compare(database, { settings, number, path }, input, confirm);
    } finally {
      await inCompany(database, companyId, (tx) => leaveLoad(tx, companyId, number), { timeoutSeconds: COMPARING_SECONDS });
    }
  } finally {
    await spooled?.remove();
  }
};
