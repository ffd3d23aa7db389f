import { activityContext, readActivity, type ActivityContext } from "../domain/activity-reading.ts";
import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, isWithin, type Day, type Span } from "../domain/day.ts";
import { isFields, type Fields } from "../domain/field-reading.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { readInteger } from "../domain/number.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { isMissing } from "../domain/value-type.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { countsOfSource, placesOf, type Place } from "../store/source-counts.ts";
import { unknownSources } from "../store/sources.ts";
import { field, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type BatchAnswer, type ImportReport } from "./files/import-run.ts";
import { activitiesOfCompany, now, provenanceOfFiles, type ImportInput } from "./import-activities.ts";

export type ReconcileInput = Omit<ImportInput, "rejectedPath" | "by"> & {
  readonly source: string;
  /** The days that are compared; left out: from the file's first to its last. */
  readonly span?: Span;
};

export type Difference = {
  readonly member: string | null;
  readonly memberReference: string | null;
  readonly day: string;
  /** Null where the report does not tell kinds apart. */
  readonly kind: string | null;
  readonly ours: number;
  readonly theirs: number;
  /** What the log has more than the report. */
  readonly difference: number;
};

export type Reconciliation = Pick<ImportReport, "received" | "rejected" | "skipped" | "rejections" | "notes"> & {
  readonly source: string;
  readonly from: string;
  readonly before: string;
  /** Nothing differs, and every row could be compared. */
  readonly equal: boolean;
  readonly ours: number;
  readonly theirs: number;
  readonly differences: readonly Difference[];
  /** References that nobody answers to on some of the days, in the report or in the log. */
  readonly unknownMembers: readonly { readonly memberReference: string; readonly ours: number; readonly theirs: number }[];
  /** Rows that are of other sources, and rows outside the days. */
  readonly otherSources: number;
  readonly outside: number;
};

type Row = { readonly report: ActivityReport; readonly count: number; readonly hasKind: boolean; readonly isRecord: boolean };

const mostAtOnce = 1_000_000_000n;

/** A line of a summary has a count and no id; it is read as one activity by the same rules for member, day and kind. */
const readSummary = (fields: Fields, source: string, context: ActivityContext, moment: Instant): Outcome<Row> => {
  const { member, kind, occurredAt, occurredOn } = fields;
  const hasKind = !isMissing(kind);
  const line = {
    source: isMissing(fields.source) ? source : fields.source,
    externalId: "line",
    member,
    kind: hasKind ? kind : "call",
    occurredAt,
    occurredOn,
  };
  const report = readActivity(line, context, moment);
  const count = isMissing(fields["count"])
    ? refused(refusal("required", "/count"))
    : readInteger(fields["count"], "/count", { max: mostAtOnce });
  if (!report.ok) return count.ok ? report : refused(report.refusals[0], ...report.refusals.slice(1), ...count.refusals);
  return count.ok ? accepted({ report: report.value, count: Number(count.value), hasKind, isRecord: false }) : count;
};

const readRow = (item: unknown, source: string, context: ActivityContext, moment: Instant): Outcome<Row> => {
  if (isFields(item) && (!isMissing(item["count"]) || isMissing(item.externalId))) return readSummary(item, source, context, moment);
  const record = isFields(item) && isMissing(item.source) ? { ...item, source } : item;
  const report = readActivity(record, context, moment);
  return report.ok ? accepted({ report: report.value, count: 1, hasKind: true, isRecord: true }) : report;
};

/** Adds up a report; of a record that comes twice the later state counts, as it would in the log. */
class Theirs {
  otherSources = 0;
  tellsKinds = true;
  readonly #source: string;
  readonly #lines: (Place & { readonly count: number })[] = [];
  readonly #records = new Map<string, Place | null>();

  constructor(source: string) {
    this.#source = source;
  }

  add(rows: readonly Row[], places: readonly Place[]): void {
    for (const [index, { report, count, hasKind, isRecord }] of rows.entries()) {
      const place = places[index];
      if (place === undefined) throw new Error("A row of a report was not placed");
      if (report.source !== this.#source) this.otherSources += 1;
      else if (isRecord) this.#records.set(report.externalId, report.voided === null ? place : null);
      else {
        this.tellsKinds &&= hasKind;
        this.#lines.push({ ...place, count });
      }
    }
  }

  counts(): readonly (Place & { readonly count: number })[] {
    return [...this.#lines, ...[...this.#records.values()].flatMap((place) => (place === null ? [] : [{ ...place, count: 1 }]))];
  }
}

const reportFields = ({ fields }: FieldSet): FieldSet => ({
  fields: [...fields, field("count", "integer")],
  needed: [["member"], ["occurred_at", "occurred_on"]],
});

/** The days of what was told, from the first to the last. */
const spanOf = (places: readonly Place[]): Span | undefined => {
  let startsOn: Day = Infinity;
  let endsBefore: Day = -Infinity;
  for (const { localDay } of places) {
    startsOn = Math.min(startsOn, localDay);
    endsBefore = Math.max(endsBefore, localDay + 1);
  }
  return startsOn < endsBefore ? { startsOn, endsBefore } : undefined;
};

type Cell = { readonly place: Place; ours: number; theirs: number };

/** What is counted side by side. */
class Comparison {
  readonly #tellsKinds: boolean;
  readonly #cells = new Map<string, Cell>();

  constructor(tellsKinds: boolean) {
    this.#tellsKinds = tellsKinds;
  }

  add(side: "ours" | "theirs", counted: readonly (Place & { readonly count: number })[]): void {
    for (const { count, ...place } of counted) {
      const { memberNumber, memberReference, localDay, kind } = place;
      const key = JSON.stringify([memberNumber, memberReference, localDay, this.#tellsKinds ? kind : null]);
      const cell = this.#cells.get(key) ?? { place, ours: 0, theirs: 0 };
      cell[side] += count;
      this.#cells.set(key, cell);
    }
  }

  sum(side: "ours" | "theirs"): number {
    let sum = 0;
    for (const cell of this.#cells.values()) sum += cell[side];
    return sum;
  }

  differences(settings: Settings): readonly Difference[] {
    const ids = new Map(settings.members.map((member) => [member.number, member.id]));
    const differing = [...this.#cells.values()].filter(({ ours, theirs }) => ours !== theirs);
    const rows = differing.map(({ place: { memberNumber, memberReference, localDay, kind }, ours, theirs }) => ({
      member: memberNumber === null ? null : (ids.get(memberNumber) ?? `#${memberNumber}`),
      memberReference,
      day: isoDay(localDay),
      kind: this.#tellsKinds ? kind : null,
      ours,
      theirs,
      difference: ours - theirs,
    }));
    const orderOf = ({ day, member, memberReference, kind }: Difference): string => JSON.stringify([day, member, memberReference, kind]);
    return rows.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  unknownMembers(): Reconciliation["unknownMembers"] {
    const unknown = new Map<string, { memberReference: string; ours: number; theirs: number }>();
    for (const { place, ours, theirs } of this.#cells.values()) {
      if (place.memberReference === null) continue;
      const sum = unknown.get(place.memberReference) ?? { memberReference: place.memberReference, ours: 0, theirs: 0 };
      unknown.set(place.memberReference, { ...sum, ours: sum.ours + ours, theirs: sum.theirs + theirs });
    }
    return [...unknown.values()].sort((a, b) => (a.memberReference < b.memberReference ? -1 : 1));
  }
}

/** One row for each member, day and kind comes back, so that many days are asked a few at a time. */
const DAYS_AT_ONCE = 31;

const compareWithLog = async (
  database: Database,
  settings: Settings,
  source: string,
  span: Span,
  comparison: Comparison,
): Promise<void> => {
  for (let from = span.startsOn; from < span.endsBefore; from += DAYS_AT_ONCE) {
    const days = { startsOn: from, endsBefore: Math.min(from + DAYS_AT_ONCE, span.endsBefore) };
    comparison.add("ours", await inCompany(database, settings.companyId, (tx) => countsOfSource(tx, settings.companyId, source, days)));
  }
};

/**
 * Compares what a source says of itself with what the log holds of it, by member, local day and, where the report tells it, kind. The report is
 * a file of records, or a summary of lines with a count. Stores nothing. Refuses a source that nobody knows, and a file that has nothing of it.
 */
export const reconcileSource = async (
  database: Database,
  companyId: number,
  { source, span: asked, ...input }: ReconcileInput,
): Promise<Outcome<Reconciliation>> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const { company } = settings;
  const [unknown] = await inCompany(database, companyId, (tx) => unknownSources(tx, companyId, [source]));
  if (unknown !== undefined) return refused(notFound("source", unknown, company.sources));

  const context = activityContext(company, provenanceOfFiles);
  const theirs = new Theirs(source);
  const record = async (items: readonly unknown[]): Promise<BatchAnswer> => {
    const moment = now();
    const read = items.map((item) => readRow(item, source, context, moment));
    const rows = read.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    const reports = rows.map((row) => row.report);
    theirs.add(rows, await inCompany(database, companyId, (tx) => placesOf(tx, settings, reports)));
    return { rejected: read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])) };
  };
  const importable = activitiesOfCompany(settings);
  const report = await importFile(
    { ...input, rejectedPath: null },
    // One batch after the other: of two states of a record the later row holds.
    { ...importable, fieldSet: reportFields(importable.fieldSet), inFlight: 1, keyOf: () => null, record, add: () => undefined },
  );
  if (!report.ok) return report;

  const told = theirs.counts();
  const span = asked ?? spanOf(told);
  if (span === undefined) {
    const wrong = report.value.rejections.flatMap(({ row, refusals }) =>
      refusals.map((each) => ({ ...each, values: { ...each.values, row } })),
    );
    return refused(refusal("reconcile-nothing", "", { source: shown(source) }), ...wrong);
  }
  const comparison = new Comparison(theirs.tellsKinds);
  const inside = told.filter(({ localDay }) => isWithin(span, localDay));
  comparison.add("theirs", inside);
  await compareWithLog(database, settings, source, span, comparison);
  const differences = comparison.differences(settings);
  const { received, rejected, skipped, rejections, notes } = report.value;
  return accepted({
    source,
    from: isoDay(span.startsOn),
    before: isoDay(span.endsBefore),
    equal: differences.length === 0 && rejected === 0,
    ours: comparison.sum("ours"),
    theirs: comparison.sum("theirs"),
    differences,
    unknownMembers: comparison.unknownMembers(),
    otherSources: theirs.otherSources,
    outside: told.length - inside.length,
    received,
    rejected,
    skipped,
    rejections,
    notes,
  });
};
