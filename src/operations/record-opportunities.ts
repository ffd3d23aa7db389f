import { hash } from "node:crypto";
import type { Company, Settings } from "../domain/company.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Provenance } from "../domain/metric.ts";
import { milestoneReports, type OpportunityStates } from "../domain/milestone-reports.ts";
import { opportunityContext, readOpportunity } from "../domain/opportunity-reading.ts";
import { inOrder, type OpportunityReport, type OpportunityRevision } from "../domain/opportunity.ts";
import type { Refusal } from "../domain/refusal.ts";
import { judgeRevision, type RevisionVerdict } from "../domain/revision.ts";
import { keyText } from "../store/activities.ts";
import { attributionOf, type Attribution } from "../store/attribution.ts";
import { noteTouched } from "../store/changes.ts";
import type { Database, Transaction } from "../store/database.ts";
import { holdOpportunities, keepOpportunityRevisions, knownOpportunities, type HeldOpportunity } from "../store/opportunities.ts";
import { storedOpportunity } from "../store/opportunity-rows.ts";
import { registerSources } from "../store/sources.ts";
import { opportunitiesWithoutErased } from "./without-erased.ts";
import { recordBeside, type RecordReports } from "./record-activities.ts";

export type OpportunitiesOptions = {
  /** One bad item refuses all. */
  readonly atomic?: boolean;
  readonly now: Instant;
  /** What a source is taken for that the company has not declared. */
  readonly defaultProvenance: Provenance;
  /** What else is to be written in the transaction that records, or not at all. */
  readonly beside?: (tx: Transaction, answer: OpportunitiesAnswer) => Promise<void>;
};

export type OpportunitiesAnswer = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
  /** Of the accepted and the revised, how many are of an owner whom nobody knows: kept, and counted once the identity is known. */
  readonly unattributed: number;
  /** Of the accepted and the revised, how many have no day on which they opened: kept, and never counted as opened. */
  readonly undated: number;
  readonly newSources: readonly string[];
};

/** What is compared to tell one state from another: everything that it says but when it was revised. */
const contentHash = (report: OpportunityReport): string => hash("sha256", JSON.stringify(storedOpportunity(report)), "hex").slice(0, 32);

/** What comes of one opportunity, folded over its reports in their order. */
type Course = {
  readonly was: OpportunityStates;
  readonly isNew: boolean;
  readonly isSealed: boolean;
  readonly revisions: OpportunityRevision[];
  readonly kept: OpportunityRevision[];
};

const startOf = (known: Awaited<ReturnType<typeof knownOpportunities>>, key: string): Course => {
  const found = known.get(key);
  const was = { revisions: found?.revisions ?? [], takenBack: found?.takenBack ?? null };
  return { was, isNew: found === undefined, isSealed: found?.isSealed ?? false, revisions: [...was.revisions], kept: [] };
};

/**
 * What a further state does. One that says when it came to be is kept also where it changes nothing by now: between it and the next, other states may have
 * their place that come later.
 */
const follow = (course: Course, report: OpportunityReport, day: number): RevisionVerdict["type"] | "accepted" => {
  const { revisions, kept } = course;
  const mark = { contentHash: contentHash(report), revisedAt: report.revisedAt ?? report.voided?.at ?? null };
  const keep = (rank: Instant | null): void => {
    const revision = { ...mark, report, rank, arrival: revisions.length + 1, day };
    revisions.push(revision);
    kept.push(revision);
  };
  const present = inOrder(revisions).at(-1);
  if (present === undefined) {
    keep(mark.revisedAt);
    return "accepted";
  }
  if (course.isSealed) return "duplicate";
  const verdict = judgeRevision(
    present,
    revisions.filter((each) => each !== present),
    mark,
  );
  if (verdict.type === "revised") keep(verdict.rank);
  else if (mark.revisedAt !== null && !revisions.some((each) => each.contentHash === mark.contentHash && each.revisedAt === mark.revisedAt))
    keep(mark.revisedAt);
  return verdict.type;
};

const ownerIn = (attribution: Attribution, { source, owners }: OpportunityReport): number | null =>
  owners === null ? null : attribution.memberOf(source, owners[0].reference);

/** Whose they are by any state: whoever had one before sees that it went. */
const ownersOf = (attribution: Attribution, courses: readonly Course[]): ReadonlySet<number> =>
  new Set(courses.flatMap(({ revisions }) => revisions.flatMap(({ report }) => ownerIn(attribution, report) ?? [])));

type Recorded = Omit<OpportunitiesAnswer, "received" | "rejected">;

/** Who observed what a source says: as the company declares. */
export const provenanceIn = ({ sources }: Pick<Company, "sources">, source: string, otherwise: Provenance): Provenance =>
  sources.find(({ id }) => id === source)?.provenance ?? otherwise;

type Recording = { readonly settings: Settings; readonly record: RecordReports; readonly options: OpportunitiesOptions };

const recordStates = async (tx: Transaction, told: readonly OpportunityReport[], recording: Recording): Promise<Recorded> => {
  const { settings, record, options } = recording;
  const reports = await opportunitiesWithoutErased(tx, settings, told);
  const { companyId, company } = settings;
  const attribution = await attributionOf(tx, settings);
  const newSources = await registerSources(tx, companyId, [...new Set(reports.map(({ source }) => source))]);
  const known = await knownOpportunities(tx, companyId, [...new Map(reports.map((report) => [keyText(report), report])).values()]);
  const courses = new Map<string, Course>();
  const counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0 };
  for (const report of reports) {
    const key = keyText(report);
    const course = courses.get(key) ?? startOf(known, key);
    courses.set(key, course);
    const came = follow(course, report, dayIn(company.timeZone, report.revisedAt ?? report.voided?.at ?? options.now));
    counts[came === "duplicate" || came === "confirmed" ? "duplicates" : came] += 1;
  }
  const changed = [...courses.values()].filter(({ kept }) => kept.length > 0);
  const held = changed.flatMap(({ revisions }): (HeldOpportunity & { readonly report: OpportunityReport })[] => {
    const report = inOrder(revisions).at(-1)?.report;
    return report === undefined ? [] : [{ revisions, report, memberNumber: ownerIn(attribution, report) }];
  });
  await keepOpportunityRevisions(
    tx,
    companyId,
    changed.flatMap(({ kept }) => kept),
  );
  await holdOpportunities(tx, companyId, held);
  noteTouched(tx, ["opportunities"], ownersOf(attribution, changed));
  await record(
    changed.flatMap(({ was, revisions }) => {
      const provenance = provenanceIn(company, revisions[0]?.report.source ?? "", options.defaultProvenance);
      return milestoneReports(was, { revisions, takenBack: was.takenBack }, { now: options.now, provenance });
    }),
    { isWorkedOut: true },
  );
  return {
    ...counts,
    unattributed: held.filter(({ report, memberNumber }) => report.owners !== null && memberNumber === null).length,
    undated: held.filter(({ report }) => report.openedOn === null).length,
    newSources,
  };
};

const nothing: Recorded = { accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0, undated: 0, newSources: [] };

/**
 * Records opportunities, each as its source tells it now. Every state is kept once; what happened to an opportunity is worked out from all of them and stands
 * in the log when the answer arrives, counted like any record. What is bad is named with its index. With `atomic` one bad item refuses all.
 */
export const recordOpportunities = (
  database: Database,
  companyId: number,
  items: readonly unknown[],
  options: OpportunitiesOptions,
): Promise<OpportunitiesAnswer> =>
  recordBeside(database, companyId, async (tx, settings, record) => {
    const context = opportunityContext(settings.company);
    const reports: OpportunityReport[] = [];
    const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
    items.forEach((item, index) => {
      const read = readOpportunity(item, context, options.now);
      if (read.ok) reports.push(read.value);
      else rejected.push({ index, refusals: read.refusals });
    });
    const isRefused = options.atomic === true && rejected.length > 0;
    const recorded = isRefused || reports.length === 0 ? nothing : await recordStates(tx, reports, { settings, record, options });
    const answer = { received: items.length, rejected, ...recorded };
    await options.beside?.(tx, answer);
    return answer;
  });
