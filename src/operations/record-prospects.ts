import type { ProspectReference } from "../domain/activity.ts";
import type { ProspectReport } from "../domain/prospect.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { attributesText } from "../store/activities.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { colleaguesOf, createMissingProspects, describeProspects, isColleague, nameProspects, newFacts, prospectsNamed, stateFacts, type NumberedFact, type ProspectDetails } from "../store/prospects.ts";
import { recount } from "../store/recording.ts";
import { activitiesOfProspects } from "../store/settle.ts";
import { loadSettings } from "../store/settings.ts";
import type { Settings } from "../domain/company.ts";

export type ProspectsAnswer = {
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

/** The same inside of a transaction that owns the company. */
export const recordProspectReports = async (tx: Transaction, settings: Settings, reports: readonly ProspectReport[]): Promise<ProspectsAnswer> => {
  const { companyId } = settings;
  const colleagues = colleaguesOf(settings);
  const references = reports.flatMap((report) => report.references);
  const known = await prospectsNamed(tx, companyId, references);
  const firstNames = new Map(reports.filter((report) => report.references.every((each) => !known.has(textOf(each)))).map((report) => [textOf(report.references[0]), report.references[0]]));
  await createMissingProspects(tx, companyId, [...firstNames.values()], colleagues);
  const named = new Map(await prospectsNamed(tx, companyId, references));

  const members = new Map(settings.members.map((member) => [member.id, member.number]));
  const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
  const facts: NumberedFact[] = [];
  const names: { prospect: bigint; reference: ProspectReference }[] = [];
  const details: ProspectDetails[] = [];
  for (const [index, report] of reports.entries()) {
    const [prospect, ...others] = new Set(report.references.flatMap((reference) => named.get(textOf(reference)) ?? []));
    const owner = report.owner === null ? null : members.get(report.owner);
    if (prospect === undefined || others.length > 0) {
      rejected.push({ index, refusals: [refusal("prospect-names-differ", "", { found: report.references.map((each) => each.value).join(", ") })] });
    } else if (owner === undefined) {
      rejected.push({ index, refusals: [refusal("not-found", "/owner", { what: "member", found: report.owner ?? "" })] });
    } else {
      for (const reference of report.references.filter((each) => !named.has(textOf(each)))) {
        names.push({ prospect, reference });
        named.set(textOf(reference), prospect);
      }
      facts.push(...report.facts.map((fact) => ({ ...fact, prospect })));
      details.push({ prospect, name: report.name, ownerNumber: owner, timeZone: report.timeZone, attributes: attributesText(report.attributes) });
    }
  }

  const news = await newFacts(tx, companyId, facts);
  const becomeColleagues = names.filter((each) => isColleague(colleagues, each.reference));
  const touched = await activitiesOfProspects(
    tx,
    companyId,
    [...news.map((each) => each.prospect), ...becomeColleagues.map((each) => each.prospect)],
    [...news.map((each) => each.from), ...becomeColleagues.map(() => null)],
  );
  await recount(tx, await evaluationOf(tx, settings), {
    created: [],
    changed: touched,
    change: async () => {
      await nameProspects(tx, companyId, names, colleagues);
      await stateFacts(tx, companyId, news);
    },
  });
  await describeProspects(tx, companyId, details);
  const changed = new Set([...news, ...names].map((each) => each.prospect)).size;
  return { received: reports.length, created: firstNames.size, changed, unchanged: Math.max(0, details.length - firstNames.size - changed), rejected };
};

const textOf = ({ kind, value }: ProspectReference): string => `${kind}:${value}`;
