import { hash } from "node:crypto";
import { activityContext, readActivity } from "../domain/activity-reading.ts";
import type { ActivityReport, ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { extentsOf } from "../domain/access.ts";
import { isFields } from "../domain/field-reading.ts";
import type { Instant } from "../domain/instant.ts";
import type { Provenance } from "../domain/metric.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Sight } from "../domain/sight.ts";
import { isMissing } from "../domain/value-type.ts";
import { bringsBack, judgeRevision, type PresentRevision, type RevisionMark, type RevisionVerdict } from "../domain/revision.ts";
import {
  confirmActivities,
  earlierRevisions,
  hasLines,
  insertJointActivities,
  keepRevisions,
  keyText,
  lockActivities,
  reviseActivities,
  type ActivityKey,
  type ActivityState,
} from "../store/activities.ts";
import { countUnattributed, writeLines } from "../store/lines.ts";
import { attributedBy, attributionOf } from "../store/attribution.ts";
import { ownCompany, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction, type TransactionOptions } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import {
  colleaguesOf,
  createMissingProspects,
  forgetProspects,
  meetProspects,
  ProspectsUnmet,
  unmetProspects,
} from "../store/prospects.ts";
import { returnActivities } from "../store/loads.ts";
import { recount } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { registerSources } from "../store/sources.ts";
import { erasedReferences, withoutErased } from "./without-erased.ts";
import { refuseReports } from "./reached-records.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RecordingOptions = AskedBy & {
  /** One bad item refuses all. */
  readonly atomic?: boolean;
  readonly now: Instant;
  /** What a record of a source is taken for that the company has not declared. */
  readonly defaultProvenance: Provenance;
  /** What else is to be written in the transaction that records, or not at all. */
  readonly beside?: (tx: Transaction, answer: RecordingAnswer) => Promise<void>;
};

export type RecordingAnswer = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
  /** Of the accepted, how many name a member that nobody answers to: kept, and counted once the identity is known. */
  readonly unattributed: number;
  readonly newSources: readonly string[];
  /** Once-per-prospect credits that went from one activity to another. */
  readonly moved: number;
};

type Rejected = RecordingAnswer["rejected"][number];

type Reading = { readonly settings: Settings; readonly reports: readonly ActivityReport[]; readonly rejected: readonly Rejected[] };

type Placed = Reading & { readonly places: readonly number[] };

const read = (items: readonly unknown[], settings: Settings, options: RecordingOptions, sight: Sight): Placed => {
  const isOwn = sight.members !== "all";
  const context = activityContext(settings.company, isOwn ? "self_reported" : options.defaultProvenance);
  const own = settings.members.find(({ number }) => number === sight.own)?.id;
  const places: number[] = [];
  const reports: ActivityReport[] = [];
  const rejected: Rejected[] = [];
  items.forEach((item, index) => {
    // Who tells of themselves alone need not say of whom.
    const named = isOwn && isFields(item) && isMissing(item["member"]) ? { ...item, member: own } : item;
    const outcome = readActivity(named, context, options.now);
    if (outcome.ok) {
      reports.push(outcome.value);
      places.push(index);
    } else rejected.push({ index, refusals: outcome.refusals });
  });
  return { settings, reports, rejected, places };
};

/** Without those that their teller may not tell. */
const readWithin = async (tx: Transaction, items: readonly unknown[], settings: Settings, options: RecordingOptions): Promise<Reading> => {
  const sight = sightIn(settings, options.caller, "activities:write");
  const { reports, places, rejected } = read(items, settings, options, sight);
  const refusals = await refuseReports(tx, settings, sight, reports);
  return {
    settings,
    reports: reports.filter((_, at) => refusals[at] === undefined),
    rejected: [...rejected, ...places.flatMap((index, at) => (refusals[at] === undefined ? [] : [{ index, refusals: [refusals[at]] }]))],
  };
};

/** Whether it may be a daily total, however else it reads: what is refused now may be taken once the settings are read under the lock. */
const claimsTotal = (item: unknown): boolean => isFields(item) && item["total"] === true;

/** Whom the reports name, each once. */
const prospectsOf = (reports: readonly ActivityReport[]): ProspectReference[] => {
  const named = new Map<string, ProspectReference>();
  for (const { prospects } of reports) for (const prospect of prospects) named.set(`${prospect.kind}:${prospect.value}`, prospect);
  return [...named.values()];
};

/**
 * Makes the prospects that nobody has heard of, in a short transaction before the recording one: two recorders that meet the same new
 * prospect would otherwise wait for each other's whole work. A crash of the database may take them back, since nothing waits for the disk
 * here: recording then finds that somebody whom it names is missing, and refuses.
 */
const makeProspects = async (database: Database, companyId: number, reports: readonly ActivityReport[]): Promise<void> => {
  const unmet = unmetProspects(database, companyId, prospectsOf(reports));
  if (unmet.length === 0) return;
  let made: readonly ProspectReference[] = [];
  await inCompany(
    database,
    companyId,
    async (tx) => {
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const isErased = await erasedReferences(tx, settings);
      made = unmet.filter((reference) => !isErased(reference));
      await createMissingProspects(tx, companyId, made, colleaguesOf(settings));
    },
    { lasting: false },
  );
  meetProspects(database, companyId, made);
};

/**
 * Records activities in their canonical form. What is good is durable and counted when the answer arrives, each once whatever
 * comes twice, late or out of order; what is bad is named with its index. With `atomic` one bad item refuses all.
 */
export const recordActivities = async (
  database: Database,
  companyId: number,
  items: readonly unknown[],
  options: RecordingOptions,
): Promise<RecordingAnswer> => {
  const isRefused = ({ rejected }: Reading): boolean => options.atomic === true && rejected.length > 0;
  return whileProspectsAreUnmet(database, companyId, async (named) => {
    const early = await inCompany(database, companyId, async (tx) => readWithin(tx, items, await loadSettings(tx, companyId), options));
    named(early.reports);
    if (!isRefused(early)) await makeProspects(database, companyId, early.reports);
    return inCompany(database, companyId, async (tx) => {
      // What a total adds depends on all records of its day: nobody records while one comes, and who comes after it sees it.
      // Whether somebody may tell it depends on what others told, when the teller reaches their own things alone.
      const isNarrow = options.caller !== undefined && !extentsOf(options.caller, "activities:write").has("company");
      await (isNarrow || items.some(claimsTotal) ? ownCompany : shareCompany)(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      // What was set meanwhile may read the items otherwise; from here on it holds.
      const reading = settings === early.settings && !isNarrow ? early : await readWithin(tx, items, settings, options);
      const recorded = isRefused(reading) ? nothing : await recordReports(tx, settings, reading.reports);
      const answer = { received: items.length, rejected: reading.rejected, ...recorded };
      await options.beside?.(tx, answer);
      return answer;
    });
  });
};

const MOST_TRIES = 5;

/** Does it again when somebody whom the reports name, and whom this process remembers, was taken back by a crash of the database. */
const whileProspectsAreUnmet = async <T>(
  database: Database,
  companyId: number,
  work: (named: (reports: readonly ActivityReport[]) => void) => Promise<T>,
): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    let reports: readonly ActivityReport[] = [];
    try {
      return await work((named) => (reports = named));
    } catch (error) {
      if (!(error instanceof ProspectsUnmet) || tries === MOST_TRIES) throw error;
      forgetProspects(database, companyId, prospectsOf(reports));
    }
  }
};

/** `isWorkedOut`: the reports were made from what is stored and stand for all of it, so that the last one holds whatever was told before. */
export type Recording = { readonly isWorkedOut?: boolean };

export type RecordReports = (reports: readonly ActivityReport[], how?: Recording) => Promise<Recorded>;

/** What else is to happen in the transaction that records; `record` does it. */
type BesideRecording<T> = (tx: Transaction, settings: Settings, record: RecordReports) => Promise<T>;

/** Records in one transaction with what stands beside it; it may be a daily total, for which the company is owned. */
export const recordBeside = <T>(
  database: Database,
  companyId: number,
  work: BesideRecording<T>,
  options: TransactionOptions<T> = {},
): Promise<T> =>
  whileProspectsAreUnmet(database, companyId, (named) =>
    inCompany(
      database,
      companyId,
      async (tx) => {
        await ownCompany(tx, companyId);
        const settings = await loadSettings(tx, companyId);
        return work(tx, settings, (reports, how) => {
          named(reports);
          return recordReports(tx, settings, reports, how);
        });
      },
      options,
    ),
  );

type Recorded = Omit<RecordingAnswer, "received" | "rejected">;

const nothing: Recorded = { accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0, newSources: [], moved: 0 };

const attributesText = (attributes: ActivityReport["attributes"]): string =>
  attributes === null
    ? ""
    : Object.entries(attributes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([name, value]) =>
            `${name}\u0000${typeof value}\u0000${typeof value === "object" ? `${value.amountMinor} ${value.currency}` : value}`,
        )
        .join("\u0000");

/**
 * What is compared to tell one state of an activity from another: everything a report says but when it was revised. Joined by hand with
 * NUL, which no text holds: a general serialization took half of the recording's time in Node.
 */
const contentHash = (report: ActivityReport): string => {
  const { occurred, members, prospects, amount, voided, opportunity } = report;
  // Of one member alone the name is said, as before there could be several.
  const membersText =
    members.length === 1 ? members[0].reference : members.map(({ reference, weight }) => `${reference} ${weight}`).join("\u0001");
  const prospectsText = prospects.map(({ kind, value }) => `${kind} ${value}`).join("\u0001");
  const text = `${membersText}\u0000${report.kind}\u0000${report.direction ?? ""}\u0000${"at" in occurred ? occurred.at : `on ${occurred.on}`}\u0000${report.durationSeconds ?? ""}\u0000${
    report.outcome ?? ""
  }\u0000${prospectsText}\u0000${report.quantity ?? ""}\u0000${amount === null ? "" : `${amount.amountMinor} ${amount.currency}`}\u0000${
    report.provenance
  }\u0000${report.subject ?? ""}\u0000${report.url ?? ""}\u0000${report.evidence ?? ""}\u0000${attributesText(report.attributes)}\u0000${voided === null ? "" : `${voided.at} ${voided.reason}`}${report.isTotal ? "\u0000total" : ""}${
    opportunity === undefined ? "" : `\u0000${opportunity.product ?? ""}\u0000${opportunity.isNewCustomer ?? ""}`
  }`;
  return hash("sha256", text, "hex").slice(0, 32);
};

const replaces = (present: PresentRevision, content: string): RevisionVerdict =>
  present.contentHash === content ? { type: "duplicate" } : { type: "revised", rank: present.rank };

/** What is to be written about one key, folded over its reports in their order. */
type Course = {
  readonly key: { readonly source: string; readonly externalId: string };
  /** What holds so far. */
  present: PresentRevision;
  readonly marks: RevisionMark[];
  /** The state to be written, when another holds than the store has. */
  state: ActivityState | null;
  readonly isNew: boolean;
  confirmed: boolean;
  /** A complete load lacked it, and no report so far has brought it back. */
  isMissing: boolean;
};

/** The same inside of a transaction that shares or owns the company. */
export const recordReports = async (
  tx: Transaction,
  settings: Settings,
  told: readonly ActivityReport[],
  { isWorkedOut = false }: Recording = {},
): Promise<Recorded> => {
  if (told.length === 0) return nothing;
  const { companyId } = settings;
  const reports = await withoutErased(tx, settings, told);
  const attribution = await attributionOf(tx, settings);
  const evaluation = await evaluationOf(tx, settings);
  const newSources = await registerSources(tx, companyId, [...new Set(reports.map((report) => report.source))]);
  const colleagues = colleaguesOf(settings);
  await createMissingProspects(tx, companyId, unmetProspects(tx.database, companyId, prospectsOf(reports)), colleagues);

  const stored = await lockActivities(tx, settings, reports, prospectsOf(reports));
  // Each key once, however many of its states a batch brings: its earlier revisions are counted.
  const knownReports = [...new Map(reports.map((report) => [keyText(report), report])).entries()].flatMap(([key, report]) =>
    stored.has(key) ? [report] : [],
  );
  const earlier = knownReports.length === 0 ? new Map<string, RevisionMark[]>() : await earlierRevisions(tx, companyId, knownReports);

  const stateOf = (
    report: ActivityReport,
    content: string,
    revisedAt: Instant | null,
    rank: Instant | null,
    revision: number,
  ): ActivityState => {
    return { report, contentHash: content, revisedAt, rank, revision, attributed: attributedBy(attribution, report) };
  };
  const courses = new Map<string, Course>();
  const kept: ActivityState[] = [];
  const keptStale: boolean[] = [];
  const returned: ActivityKey[] = [];
  const counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0 };
  for (const report of reports) {
    const key = keyText(report);
    const content = contentHash(report);
    // A void by the source ranks as a revision at its own time.
    const revisedAt = isWorkedOut ? null : (report.revisedAt ?? report.voided?.at ?? null);
    let course = courses.get(key);
    if (course === undefined) {
      const known = stored.get(key);
      if (known === undefined) {
        const state = stateOf(report, content, revisedAt, revisedAt, 1);
        courses.set(key, { key: report, present: state, marks: [], state, isNew: true, confirmed: false, isMissing: false });
        counts.accepted += 1;
        continue;
      }
      // What is worked out comes of what was erased already.
      if (known.isSealed && !isWorkedOut) {
        counts.duplicates += 1;
        continue;
      }
      course = {
        key: report,
        present: known,
        marks: earlier.get(key) ?? [],
        state: null,
        isNew: false,
        confirmed: false,
        isMissing: known.isMissing,
      };
      courses.set(key, course);
    }
    const verdict = isWorkedOut
      ? replaces(course.present, content)
      : judgeRevision(course.present, course.marks, { contentHash: content, revisedAt });
    const returns = course.isMissing && bringsBack(verdict, { isVoid: report.voided !== null });
    if (returns) {
      course.isMissing = false;
      returned.push(course.key);
    }
    switch (verdict.type) {
      case "duplicate":
        counts[returns ? "revised" : "duplicates"] += 1;
        break;
      case "confirmed":
        counts[returns ? "revised" : "duplicates"] += 1;
        course.present = { ...course.present, revisedAt, rank: verdict.rank };
        if (course.state === null) course.confirmed = true;
        else course.state = { ...course.state, revisedAt, rank: verdict.rank };
        break;
      case "stale":
        counts[returns ? "revised" : "stale"] += 1;
        kept.push(stateOf(report, content, revisedAt, course.present.rank, course.marks.length + 2));
        keptStale.push(true);
        course.marks.push({ contentHash: content, revisedAt });
        break;
      case "revised":
        counts.revised += 1;
        if (course.state !== null) {
          kept.push(course.state);
          keptStale.push(false);
        }
        course.marks.push({ contentHash: course.present.contentHash, revisedAt: course.present.revisedAt });
        course.state = stateOf(report, content, revisedAt, verdict.rank, course.marks.length + 1);
        course.present = course.state;
    }
  }

  const written = [...courses.values()];
  const created = written.flatMap((course) => (course.isNew && course.state !== null ? [course.state] : []));
  const revised = written.flatMap((course) => (!course.isNew && course.state !== null ? [course.state] : []));
  // What is new and has one line finds out by itself whether somebody is missing; the others are few.
  const joint = created.filter((state) => hasLines(state.report));
  const touched = [...joint, ...revised];
  await createMissingProspects(tx, companyId, prospectsOf([...touched, ...kept].map((state) => state.report)), colleagues);
  const recounted = await recount(tx, evaluation, {
    created: joint.length === 0 ? created : created.filter((state) => !hasLines(state.report)),
    changed: [...new Map([...returned, ...touched.map((state) => state.report)].map((key) => [keyText(key), key])).values()],
    change: async () => {
      await returnActivities(tx, companyId, returned);
      await insertJointActivities(tx, companyId, joint);
      await reviseActivities(tx, companyId, revised);
      await writeLines(tx, companyId, touched);
    },
  });
  const unattributed =
    recounted.unattributed +
    (await countUnattributed(
      tx,
      companyId,
      touched.map((state) => state.report),
    ));
  await confirmActivities(
    tx,
    companyId,
    written.flatMap(({ key, present, confirmed, state }) =>
      confirmed && state === null && present.rank !== null ? [{ ...key, rank: present.rank }] : [],
    ),
  );
  await keepRevisions(tx, companyId, kept, keptStale);
  const { moved } = recounted;
  return { ...counts, unattributed, newSources, moved };
};
