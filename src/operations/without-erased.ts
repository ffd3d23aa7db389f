import type { ActivityReport, ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
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

const forget = (report: ActivityReport, erased: ReadonlyMap<string, bigint>, settings: Settings): ActivityReport => {
  const prospects = report.prospects.map((each): ProspectReference => {
    const number = erased.get(`${each.kind}:${each.value}`);
    return number === undefined ? each : { kind: "id", value: erasedProspectId(number) };
  });
  const attributes = Object.entries(report.attributes ?? {}).filter(
    ([name, value]) => typeof value !== "string" || isFactorWord(settings, name, value),
  );
  return {
    ...report,
    prospects: [...new Map(prospects.map((each) => [`${each.kind}:${each.value}`, each])).values()],
    subject: null,
    url: null,
    evidence: null,
    attributes: attributes.length === 0 ? null : Object.fromEntries(attributes),
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
  const erased = await erasedIn(tx, settings);
  if (erased.isEmpty) return reports;
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
  return reports.map((report) => {
    const [first, ...others] = report.members.map((each) => {
      const number = erasedMember(erased, attribution, report.source, each.reference);
      return number === undefined ? each : { ...each, reference: erasedMemberId(number) };
    });
    const named = first === undefined ? report : { ...report, members: [first, ...others] as const };
    return named.prospects.some(({ kind, value }) => found.has(`${kind}:${value}`)) ? forget(named, found, settings) : named;
  });
};

/** Whether a prospect's name is one of somebody who was erased. */
export const erasedReferences = async (tx: Transaction, settings: Settings): Promise<(reference: ProspectReference) => boolean> => {
  const erased = await erasedIn(tx, settings);
  return ({ kind, value }) => !erased.isEmpty && erased.numberOf({ of: "prospect", kind, value }) !== undefined;
};
