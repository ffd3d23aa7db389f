import type { AttributeValue, ProspectReference, Voided } from "../domain/activity.ts";
import type { Money } from "../domain/money.ts";
import { isoDay } from "../domain/day.ts";
import type { OpportunityReport, DealOutcome, Owners } from "../domain/opportunity.ts";
import { dayOf } from "./stored-day.ts";

/** How a state of an opportunity lies in jsonb: days as ISO text, whole numbers as decimal text. Its key stands beside it, and when it was revised. */
export type StoredOpportunity = {
  readonly name?: string;
  readonly owners?: readonly { readonly reference: string; readonly weight: string }[];
  readonly ownerFrom?: string;
  readonly prospects?: readonly ProspectReference[];
  readonly product?: string;
  readonly stage?: string;
  readonly stageFrom?: string;
  readonly amount?: StoredMoney;
  readonly units?: string;
  readonly isNewCustomer?: boolean;
  readonly openedOn?: string;
  readonly closed?: { readonly outcome: DealOutcome; readonly on: string };
  readonly url?: string;
  readonly attributes?: Readonly<Record<string, StoredAttribute>>;
  readonly voided?: { readonly at: string; readonly reason: string };
};
type StoredMoney = { readonly amountMinor: string; readonly currency: string };
type StoredAttribute = string | boolean | { readonly whole: string } | StoredMoney;

const storedMoney = ({ amountMinor, currency }: Money): StoredMoney => ({ amountMinor: String(amountMinor), currency });
const readMoney = ({ amountMinor, currency }: StoredMoney): Money => ({ amountMinor: BigInt(amountMinor), currency });

const storedAttribute = (value: AttributeValue): StoredAttribute => {
  if (typeof value === "bigint") return { whole: String(value) };
  return typeof value === "object" ? storedMoney(value) : value;
};
const readAttribute = (value: StoredAttribute): AttributeValue => {
  if (typeof value !== "object") return value;
  return "whole" in value ? BigInt(value.whole) : readMoney(value);
};

/** In the order of their names, so that the same attributes are the same text. */
const mapped = <V, W>(record: Readonly<Record<string, V>>, of: (value: V) => W): Record<string, W> =>
  Object.fromEntries(
    Object.entries(record)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, of(value)]),
  );

export const storedOpportunity = (report: OpportunityReport): StoredOpportunity => {
  const { name, owners, ownerFrom, prospects, product, stage, stageFrom, amount, units, isNewCustomer, openedOn, closed, url } = report;
  const { attributes, voided } = report;
  return {
    ...(name !== null && { name }),
    ...(owners !== null && { owners: owners.map(({ reference, weight }) => ({ reference, weight: String(weight) })) }),
    ...(ownerFrom !== null && { ownerFrom: isoDay(ownerFrom) }),
    ...(prospects.length > 0 && { prospects }),
    ...(product !== null && { product }),
    ...(stage !== null && { stage }),
    ...(stageFrom !== null && { stageFrom: isoDay(stageFrom) }),
    ...(amount !== null && { amount: storedMoney(amount) }),
    ...(units !== null && { units: String(units) }),
    ...(isNewCustomer !== null && { isNewCustomer }),
    ...(openedOn !== null && { openedOn: isoDay(openedOn) }),
    ...(closed !== null && { closed: { outcome: closed.outcome, on: isoDay(closed.on) } }),
    ...(url !== null && { url }),
    ...(attributes !== null && { attributes: mapped(attributes, storedAttribute) }),
    ...(voided !== null && { voided: { at: String(voided.at), reason: voided.reason } }),
  };
};

const readOwners = (owners: StoredOpportunity["owners"]): Owners | null => {
  const [first, ...others] = (owners ?? []).map(({ reference, weight }) => ({ reference, weight: BigInt(weight) }));
  return first === undefined ? null : [first, ...others];
};

const readVoided = (voided: StoredOpportunity["voided"]): Voided | null =>
  voided === undefined ? null : { at: BigInt(voided.at), reason: voided.reason };

const readDay = (day: string | undefined): number | null => (day === undefined ? null : dayOf(day));

export const readStoredOpportunity = (
  stored: StoredOpportunity,
  { source, externalId, revisedAt }: Pick<OpportunityReport, "source" | "externalId" | "revisedAt">,
): OpportunityReport => ({
  source,
  externalId,
  name: stored.name ?? null,
  owners: readOwners(stored.owners),
  ownerFrom: readDay(stored.ownerFrom),
  prospects: stored.prospects ?? [],
  product: stored.product ?? null,
  stage: stored.stage ?? null,
  stageFrom: readDay(stored.stageFrom),
  amount: stored.amount === undefined ? null : readMoney(stored.amount),
  units: stored.units === undefined ? null : BigInt(stored.units),
  isNewCustomer: stored.isNewCustomer ?? null,
  openedOn: readDay(stored.openedOn),
  closed: stored.closed === undefined ? null : { outcome: stored.closed.outcome, on: dayOf(stored.closed.on) },
  url: stored.url ?? null,
  attributes: stored.attributes === undefined ? null : mapped(stored.attributes, readAttribute),
  revisedAt,
  voided: readVoided(stored.voided),
});
