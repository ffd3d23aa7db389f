import type { ProspectReference } from "../domain/activity.ts";
import { ownersByName } from "../domain/member-naming.ts";
import type { ProspectReport } from "../domain/prospect.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { attributesText } from "../store/activities.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { suggestMerges, type SuggestedPair } from "../store/merge-suggestions.ts";
import {
  colleaguesOf,
  createMissingProspects,
  describeProspects,
  isColleague,
  nameProspects,
  newFacts,
  prospectsNamed,
  stateFacts,
  type NamedProspect,
  type NumberedFact,
  type ProspectDetails,
} from "../store/prospects.ts";
import { recount, recountContacts } from "../store/recording.ts";
import { activitiesOfProspects } from "../store/settle.ts";
import { loadSettings } from "../store/settings.ts";
import { erasedReferences } from "./without-erased.ts";
import type { Settings } from "../domain/company.ts";

export type ProspectsAnswer = {
  /** What follows adds up to it: a prospect that comes twice is told of twice. */
  readonly received: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
};

/**
 * Records prospects: who they are, under which names, and from when on which stage and segment hold. A stage told late moves the
 * verdicts of exactly the activities that it touches, in the same transaction. At most 1,000 at a time, since the company is owned meanwhile.
 */
export const recordProspects = (database: Database, companyId: number, reports: readonly ProspectReport[]): Promise<ProspectsAnswer> =>
  inCompany(database, companyId, async (tx) => {
    await ownCompany(tx, companyId);
    return recordProspectReports(tx, await loadSettings(tx, companyId), reports);
  });

/** A prospect that is known, or the name of the one that the first report of it will make. */
type Subject = NamedProspect | ProspectReference;

type Named = { readonly index: number; readonly report: ProspectReport; readonly subject: Subject };

const subjectText = (subject: Subject): string => ("root" in subject ? String(subject.root) : textOf(subject));

type SubjectNamed = { readonly reference: ProspectReference; readonly subject: Subject };

/** Of whom a report speaks, each once by the first name that they have in it. */
const subjectsOf = ({ references }: ProspectReport, subjects: ReadonlyMap<string, Subject>): readonly SubjectNamed[] => {
  const found = new Map<string, SubjectNamed>();
  for (const reference of references) {
    const subject = subjects.get(textOf(reference));
    if (subject !== undefined && !found.has(subjectText(subject))) found.set(subjectText(subject), { reference, subject });
  }
  return [...found.values()];
};

/**
 * Who each report is about, as if they came one by one: a name that an earlier report gave to a prospect counts for the later ones.
 * Names of several prospects in one report, and owners that there are not, refuse it; the former are perhaps of one, which a person may say.
 */
export const nameSubjects = (
  reports: readonly ProspectReport[],
  isErased: (report: ProspectReport) => boolean,
  known: ReadonlyMap<string, NamedProspect>,
  ownerOf: ReturnType<typeof ownersByName>,
): {
  readonly named: readonly Named[];
  readonly rejected: ProspectsAnswer["rejected"];
  readonly suggested: readonly SuggestedPair[];
} => {
  const subjects = new Map<string, Subject>(known);
  const named: Named[] = [];
  const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
  const suggested: SuggestedPair[] = [];
  for (const [index, report] of reports.entries()) {
    if (isErased(report)) continue;
    const [first, ...others] = subjectsOf(report, subjects);
    const owner = report.owner === null ? null : ownerOf(report.owner);
    if (first !== undefined && others.length > 0) {
      rejected.push({
        index,
        refusals: [refusal("prospect-names-differ", "", { found: report.references.map((each) => each.value).join(", ") })],
      });
      suggested.push(...others.map(({ reference }) => ({ keep: first.reference, other: reference, reason: null, by: null })));
    } else if (owner !== null && !owner.ok) {
      rejected.push({ index, refusals: owner.refusals.map((each) => ({ ...each, pointer: "/owner" })) });
    } else {
      const subject = first?.subject ?? report.references[0];
      for (const reference of report.references) if (!subjects.has(textOf(reference))) subjects.set(textOf(reference), subject);
      named.push({ index, report, subject });
    }
  }
  return { named, rejected, suggested };
};

/** The same inside of a transaction that owns the company. */
export const recordProspectReports = async (
  tx: Transaction,
  settings: Settings,
  reports: readonly ProspectReport[],
): Promise<ProspectsAnswer> => {
  const { companyId } = settings;
  const colleagues = colleaguesOf(settings);
  const ownerOf = ownersByName(settings.members);
  const known = await prospectsNamed(
    tx,
    companyId,
    reports.flatMap((report) => report.references),
  );
  const isErasedName = await erasedReferences(tx, settings);
  const isErased = ({ references }: ProspectReport): boolean => references.some(isErasedName);
  const { named, rejected, suggested } = nameSubjects(reports, isErased, known, ownerOf);
  const firstNames = [...new Set(named.flatMap(({ subject }) => ("root" in subject ? [] : [subject])))];
  await createMissingProspects(tx, companyId, firstNames, colleagues);
  const made = await prospectsNamed(tx, companyId, firstNames);
  const created = new Set([...made.values()].map(({ root }) => root));

  const facts = new Map<string, NumberedFact>();
  const names = new Map<string, { prospect: NamedProspect; reference: ProspectReference }>();
  // In the order of the reports: of two about one prospect, the later word holds.
  const details = new Map<
    bigint,
    Omit<ProspectDetails, "attributes"> & { readonly attributes: NonNullable<ProspectReport["attributes"]> }
  >();
  const told = named.flatMap(({ report, subject }) => {
    const prospect = "root" in subject ? subject : made.get(textOf(subject));
    if (prospect === undefined) return [];
    for (const reference of report.references)
      if (!known.has(textOf(reference)) && !made.has(textOf(reference))) names.set(textOf(reference), { prospect, reference });
    for (const fact of report.facts) facts.set(`${prospect.own} ${fact.aspect} ${fact.from}`, { ...fact, prospect });
    // Of those that are one it is the root that is described.
    const earlier = details.get(prospect.root);
    const owner = report.owner === null ? null : ownerOf(report.owner);
    details.set(prospect.root, {
      prospect: prospect.root,
      name: report.name ?? earlier?.name ?? null,
      ownerNumber: (owner?.ok === true ? owner.value.number : null) ?? earlier?.ownerNumber ?? null,
      timeZone: report.timeZone ?? earlier?.timeZone ?? null,
      attributes: { ...earlier?.attributes, ...report.attributes },
    });
    return [prospect.root];
  });

  const news = await newFacts(tx, companyId, [...facts.values()]);
  const newNames = [...names.values()];
  const becomeColleagues = newNames.filter((each) => isColleague(colleagues, each.reference));
  const touched = await activitiesOfProspects(
    tx,
    companyId,
    [...news, ...becomeColleagues].map((each) => each.prospect.root),
    [...news.map((each) => each.from), ...becomeColleagues.map(() => null)],
  );
  await recount(tx, await evaluationOf(tx, settings), {
    created: [],
    cause: "stage",
    changed: touched,
    change: async () => {
      await nameProspects(tx, companyId, newNames, colleagues);
      await stateFacts(tx, companyId, news);
    },
  });
  const described = await describeProspects(
    tx,
    companyId,
    [...details.values()].map((each) => ({
      ...each,
      attributes: Object.keys(each.attributes).length === 0 ? null : attributesText(each.attributes),
    })),
  );
  // Where they are, and to which company an address belongs, is asked of their contacts.
  const retold = [...new Set([...described, ...newNames.map((each) => each.prospect.root)])];
  await recountContacts(
    tx,
    await evaluationOf(tx, settings),
    retold.map((prospect) => ({ prospect, between: null })),
  );
  await suggestMerges(tx, companyId, suggested);
  const changed = new Set([...[...news, ...newNames].map((each) => each.prospect.root), ...described]);
  // Of who was erased nothing is kept.
  const counts = { created: 0, changed: 0, unchanged: reports.filter(isErased).length };
  // The first report of a new prospect made it; what later ones say of it changed it.
  for (const prospect of told) counts[created.delete(prospect) ? "created" : changed.has(prospect) ? "changed" : "unchanged"] += 1;
  return { received: reports.length, ...counts, rejected };
};

const textOf = ({ kind, value }: ProspectReference): string => `${kind}:${value}`;
