import { readAttributes, type AttributeContext } from "./attribute-reading.ts";
import type { Company } from "./company.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { checkOccurredOn, latestToday, type Instant } from "./instant.ts";
import { codePoints } from "./characters.ts";
import { longestKey, mostKeyBytes, readExternalId } from "./key.ts";
import { MILESTONE_ID_ADDS } from "./milestone-id.ts";
import { readInteger } from "./number.ts";
import { outcomesOfDeals, type DealOutcome, type OpportunityReport } from "./opportunity.ts";
import { readMembers } from "./participants.ts";
import { readAmount, readChoice, readPast, readProspectField, readSourceField, readVoid, refuseLoneCurrency } from "./record-fields.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { readWebAddress } from "./web-address.ts";

/** What an opportunity is read against; prepared once for many. */
export type OpportunityContext = AttributeContext & { readonly country: string };

export const opportunityContext = (company: Pick<Company, "attributes" | "country" | "currency">): OpportunityContext => ({
  attributes: new Map(Object.entries(company.attributes)),
  country: company.country,
  currency: company.currency,
});

/** The fields of an opportunity in JSON; a file's header has them in snake case. */
export const opportunityFieldNames = [
  "source",
  "externalId",
  "name",
  "owner",
  "ownerFrom",
  "prospect",
  "product",
  "stage",
  "stageFrom",
  "amount",
  "currency",
  "units",
  "newCustomer",
  "openedOn",
  "closedOn",
  "outcome",
  "url",
  "attributes",
  "revisedAt",
  "voidedAt",
  "voidReason",
] as const;

const fieldNames: ReadonlySet<string> = new Set(opportunityFieldNames);
const longestName = 200;
const longestStage = 100;

/** Its milestones have longer ones. */
const longestId = longestKey - MILESTONE_ID_ADDS;

const readOpportunityId = (value: unknown): Outcome<string> => {
  const id = readExternalId(value, "/externalId");
  return id.ok && codePoints(id.value) > longestId
    ? refused(refusal("key-too-long", "/externalId", { limit: longestId, bytes: mostKeyBytes }))
    : id;
};

const readBoolean = (value: unknown, pointer: string): Outcome<boolean> =>
  typeof value === "boolean" ? accepted(value) : refused(refuseType(value, "boolean", "true", pointer));

const readDayGone = (value: unknown, pointer: string, now: Instant): Outcome<Day> => {
  const day = parseDay(value, pointer);
  return day.ok ? checkOccurredOn(day.value, latestToday(now), pointer) : day;
};

/** That it closed, on which day and how: both or neither, and not before it opened. */
const readClosed = ({ closedOn, outcome }: Fields, openedOn: Day | null, now: Instant, found: Refusal[]): OpportunityReport["closed"] => {
  const on = isMissing(closedOn) ? null : take<Day | null>(readDayGone(closedOn, "/closedOn", now), null, found);
  const how = isMissing(outcome) ? null : take<DealOutcome | null>(readChoice(outcome, outcomesOfDeals, "/outcome"), null, found);
  if (!isMissing(closedOn) && isMissing(outcome)) found.push(refusal("opportunity-outcome", "/outcome"));
  if (isMissing(closedOn) && how !== null) found.push(refusal("opportunity-closed-on", "/closedOn", { found: how }));
  if (on === null || how === null) return null;
  if (openedOn !== null && on < openedOn)
    found.push(refusal("opportunity-order", "/closedOn", { found: isoDay(on), opened: isoDay(openedOn) }));
  return { outcome: how, on };
};

/**
 * An opportunity as its source tells it, from the canonical JSON object: all that holds of it now, not what changed. `now` bounds the days that can have been.
 * Without `openedOn` it is kept and never counts as opened. Refuses with every wrong at once; fields that it does not know are refused, never skipped.
 */
export const readOpportunity = (fields: unknown, context: OpportunityContext, now: Instant): Outcome<OpportunityReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"source": "crm", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  refuseLoneCurrency(fields, found);
  const optional = <T>(value: unknown, read: (value: unknown) => Outcome<T>): T | null =>
    isMissing(value) ? null : take<T | null>(read(value), null, found);
  const textOf = (name: "name" | "product" | "stage", max: number): string | null =>
    optional(fields[name], (value) => readText(value, `/${name}`, { max }));
  if (isMissing(fields["owner"]) && !isMissing(fields["ownerFrom"])) found.push(refusal("owner-missing", "/owner"));
  if (isMissing(fields["stage"]) && !isMissing(fields["stageFrom"])) found.push(refusal("stage-missing", "/stage"));
  const openedOn = optional(fields["openedOn"], (value) => readDayGone(value, "/openedOn", now));
  const report: OpportunityReport = {
    source: take(readSourceField(fields["source"], false), "", found),
    externalId: take(readOpportunityId(fields["externalId"]), "", found),
    name: textOf("name", longestName),
    owners: optional(fields["owner"], (value) => readMembers(value, "/owner")),
    ownerFrom: optional(fields["ownerFrom"], (value) => parseDay(value, "/ownerFrom")),
    prospects: optional(fields["prospect"], (value) => readProspectField(value, context.country)) ?? [],
    product: textOf("product", longestName),
    stage: textOf("stage", longestStage),
    stageFrom: optional(fields["stageFrom"], (value) => parseDay(value, "/stageFrom")),
    amount: optional(fields["amount"], (amount) => readAmount(amount, fields["currency"])),
    units: optional(fields["units"], (value) => readInteger(value, "/units")),
    isNewCustomer: optional(fields["newCustomer"], (value) => readBoolean(value, "/newCustomer")),
    openedOn,
    closed: readClosed(fields, openedOn, now, found),
    url: optional(fields["url"], (value) => readWebAddress(value, "/url")),
    attributes: isMissing(fields["attributes"]) ? null : readAttributes(fields["attributes"], context, found),
    revisedAt: optional(fields["revisedAt"], (value) => readPast(value, "/revisedAt", now)),
    voided: readVoid(fields, now, found),
  };
  return outcomeOf(() => report, found);
};
