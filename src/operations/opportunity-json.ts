import type { AttributeValue } from "../domain/activity.ts";
import { isoDay } from "../domain/day.ts";
import type { Member } from "../domain/member.ts";
import type { Money } from "../domain/money.ts";
import type { OpportunityReport } from "../domain/opportunity.ts";
import type { ListedOpportunity } from "../store/opportunities.ts";

export const moneyJson = ({ amountMinor, currency }: Money) => ({ amountMinor: Number(amountMinor), currency });

const attributeJson = (value: AttributeValue) =>
  typeof value === "bigint" ? Number(value) : typeof value === "object" ? moneyJson(value) : value;

/** What a source said of an opportunity. */
export const toldJson = (report: OpportunityReport) => ({
  name: report.name,
  owners: (report.owners ?? []).map(({ reference }) => reference),
  prospects: report.prospects.map(({ value }) => value),
  product: report.product,
  stage: report.stage,
  amount: report.amount === null ? null : moneyJson(report.amount),
  units: report.units === null ? null : Number(report.units),
  newCustomer: report.isNewCustomer,
  openedOn: report.openedOn === null ? null : isoDay(report.openedOn),
  closedOn: report.closed === null ? null : isoDay(report.closed.on),
  outcome: report.closed?.outcome ?? null,
  url: report.url,
  attributes:
    report.attributes === null
      ? null
      : Object.fromEntries(Object.entries(report.attributes).map(([name, value]) => [name, attributeJson(value)])),
});

/** An opportunity as the API and the CLI show it; `named`: the members whom the caller sees. */
export const opportunityJson = (
  { present, memberNumber, takenBack, states, recordedAt }: ListedOpportunity,
  named: ReadonlyMap<number, Member>,
) => {
  const member = memberNumber === null ? undefined : named.get(memberNumber);
  const { report } = present;
  return {
    source: report.source,
    externalId: report.externalId,
    member: member?.id ?? null,
    memberName: member?.name ?? null,
    ...toldJson(report),
    isVoid: takenBack !== null || report.voided !== null,
    voidReason: takenBack?.reason ?? report.voided?.reason ?? null,
    states,
    recordedAt,
  };
};

export type OpportunityJson = ReturnType<typeof opportunityJson>;
