import type { ActivityReport, Participant, ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import type { OpportunityReport, Owners } from "../domain/opportunity.ts";
import { attributionOf, type Attribution } from "../store/attribution.ts";
import type { Transaction } from "../store/database.ts";
import { erasedIn, erasedMemberId, erasedProspectId, type Erased } from "../store/erased-identities.ts";
import { unmetProspects } from "../store/prospects.ts";

/** The member's number behind a reference to somebody who was erased; undefined of everybody else. */
const erasedMember = (erased: Erased, attribution: Attribution, source: string, reference: string): bigint | undefined =>
  attribution.memberOf(source, reference) === null
    ? (erased.numberOf({ of: "member", kind: source, value: reference }) ??
      erased.numberOf({ of: "member", kind: "", value: reference.toLowerCase() }))
    : undefined;

/** What a factor goes by is a word of the company's own, and no person's. */
const isFactorWord = ({ company }: Settings, name: string, value: string): boolean =>
  company.factors.some(({ by, rows }) => by === `attributes.${name}` && rows.some(({ key }) => key === value));

/** What may be kept of the attributes of a record that names somebody who was erased. */
const keptAttributes = (attributes: ActivityReport["attributes"], settings: Settings): ActivityReport["attributes"] => {
  const kept = Object.entries(attributes ?? {}).filter(([name, value]) => typeof value !== "string" || isFactorWord(settings, name, value));
  return kept.length === 0 ? null : Object.fromEntries(kept);
};

const renamed = (prospects: readonly ProspectReference[], erased: ReadonlyMap<string, bigint>): readonly ProspectReference[] => {
  const named = prospects.map((each): ProspectReference => {
    const number = erased.get(`${each.kind}:${each.value}`);
    return number === undefined ? each : { kind: "id", value: erasedProspectId(number) };
  });
  return [...new Map(named.map((each) => [`${each.kind}:${each.value}`, each])).values()];
};

type Names = Pick<ActivityReport, "source" | "prospects">;

/** How those who were erased are taken out of records; undefined where nobody was. */
type Forgetting = {
  readonly members: (source: string, members: Owners) => Owners;
  /** Null where nobody is named who was erased. */
  readonly prospects: (prospects: readonly ProspectReference[]) => readonly ProspectReference[] | null;
};

const forgettingIn = async (tx: Transaction, settings: Settings, reports: readonly Names[]): Promise<Forgetting | undefined> => {
  const erased = await erasedIn(tx, settings);
  if (erased.isEmpty) return undefined;
  const attribution = await attributionOf(tx, settings);
  // Whom this process has met was not erased: that would have been forgotten.
  const unmet = unmetProspects(
    tx.database,
    settings.companyId,
    reports.flatMap(({ prospects }) => prospects),
  );
  const found = new Map<string, bigint>();
  for (const { kind, value } of unmet) {
    const number = erased.numberOf({ of: "prospect", kind, value });
    if (number !== undefined) found.set(`${kind}:${value}`, number);
  }
  const without = (source: string, each: Participant): Participant => {
    const number = erasedMember(erased, attribution, source, each.reference);
    return number === undefined ? each : { ...each, reference: erasedMemberId(number) };
  };
  return {
    members: (source, [first, ...others]) => [without(source, first), ...others.map((each) => without(source, each))],
    prospects: (prospects) => (prospects.some(({ kind, value }) => found.has(`${kind}:${value}`)) ? renamed(prospects, found) : null),
  };
};

/**
 * The reports as they may be stored where people were erased: one that names an erased person names the number that is left of them, and of an
 * erased prospect it says nothing but what was done and when. The transaction shares or owns the company.
 */
export const withoutErased = async (
  tx: Transaction,
  settings: Settings,
  reports: readonly ActivityReport[],
): Promise<readonly ActivityReport[]> => {
  const forgetting = await forgettingIn(tx, settings, reports);
  if (forgetting === undefined) return reports;
  return reports.map((report) => {
    const named = { ...report, members: forgetting.members(report.source, report.members) };
    const prospects = forgetting.prospects(report.prospects);
    if (prospects === null) return named;
    return { ...named, prospects, subject: null, url: null, evidence: null, attributes: keptAttributes(report.attributes, settings) };
  });
};

/** The same of opportunities. */
export const opportunitiesWithoutErased = async (
  tx: Transaction,
  settings: Settings,
  reports: readonly OpportunityReport[],
): Promise<readonly OpportunityReport[]> => {
  const forgetting = await forgettingIn(tx, settings, reports);
  if (forgetting === undefined) return reports;
  return reports.map((report) => {
    const owners = report.owners === null ? null : forgetting.members(report.source, report.owners);
    const prospects = forgetting.prospects(report.prospects);
    if (prospects === null) return { ...report, owners };
    return { ...report, owners, prospects, name: null, url: null, attributes: keptAttributes(report.attributes, settings) };
  });
};

/** Whether a prospect's name is one of somebody who was erased. */
export const erasedReferences = async (tx: Transaction, settings: Settings): Promise<(reference: ProspectReference) => boolean> => {
  const erased = await erasedIn(tx, settings);
  return ({ kind, value }) => !erased.isEmpty && erased.numberOf({ of: "prospect", kind, value }) !== undefined;
};
