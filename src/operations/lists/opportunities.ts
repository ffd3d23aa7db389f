import { membersText, prospectsText } from "../../domain/activity-writing.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay, type Day } from "../../domain/day.ts";
import { given } from "../../domain/given.ts";
import { isoInstant, type Instant } from "../../domain/instant.ts";
import { moneyText } from "../../domain/money.ts";
import { notFound } from "../../domain/not-found.ts";
import { inOrder, type OpportunityRevision } from "../../domain/opportunity.ts";
import { accepted, refused, type Outcome } from "../../domain/refusal.ts";
import { narrowed, seenOf, type Sight } from "../../domain/sight.ts";
import type { AttributeValue } from "../../domain/activity.ts";
import type { Transaction } from "../../store/database.ts";
import { knownOpportunities, listedOpportunities, type ListedOpportunity } from "../../store/opportunities.ts";
import { keyText } from "../../store/activities.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { importColumns, type ListTable } from "../files/writing/list-table.ts";
import { opportunityFields } from "../import-opportunities.ts";
import { attributeCells } from "./attribute-cells.ts";
import type { ListFilter } from "./list-filter.ts";

const pageSize = 1000;

const dayText = (day: Day | null | undefined): string => (day == null ? "" : isoDay(day));
const instantText = (instant: Instant | null | undefined): string => (instant == null ? "" : isoInstant(instant));

const exported = (value: AttributeValue | undefined) => {
  if (value === undefined) return { text: null, currency: null };
  return typeof value === "object"
    ? { text: String(value.amountMinor), currency: value.currency }
    : { text: String(value), currency: null };
};

const cellsOf = ({ report, revisedAt }: OpportunityRevision, { company }: Settings): Readonly<Record<string, string>> => ({
  source: report.source,
  external_id: report.externalId,
  name: report.name ?? "",
  owner: report.owners === null ? "" : membersText(report.owners),
  owner_from: dayText(report.ownerFrom),
  prospect: prospectsText(report.prospects, company.country),
  product: report.product ?? "",
  stage: report.stage ?? "",
  stage_from: dayText(report.stageFrom),
  amount: report.amount === null ? "" : moneyText(report.amount),
  currency: report.amount?.currency ?? "",
  units: report.units === null ? "" : String(report.units),
  new_customer: report.isNewCustomer === null ? "" : String(report.isNewCustomer),
  opened_on: dayText(report.openedOn),
  closed_on: dayText(report.closed?.on),
  outcome: report.closed?.outcome ?? "",
  url: report.url ?? "",
  revised_at: instantText(revisedAt),
  voided_at: instantText(report.voided?.at),
  void_reason: report.voided?.reason ?? "",
  ...attributeCells(
    Object.keys(company.attributes).map((name) => exported(report.attributes?.[name])),
    company,
  ),
});

/**
 * Opportunities in the columns by which they are imported, a row for each of their states in the order in which they came to be: whose they were, and what they
 * were worth when they opened, is worked out from all of them. Who sees their own alone is given the states that hold.
 */
export const opportunitiesTable = (
  tx: Transaction,
  settings: Settings,
  { member: id, source }: ListFilter,
  sight: Sight,
): Outcome<ListTable> => {
  const { company, companyId } = settings;
  const members = seenOf(sight, settings.members);
  const member = members.find((each) => each.id === id);
  if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
  const columns = importColumns(withAttributes(opportunityFields, attributeFields(company)).fields);
  const seen = narrowed(sight);
  const statesOf = async (page: readonly ListedOpportunity[]): Promise<readonly OpportunityRevision[]> => {
    if (seen !== undefined) return page.map(({ present }) => present);
    const known = await knownOpportunities(
      tx,
      companyId,
      page.map(({ present }) => present.report),
    );
    return page.flatMap(({ present }) => inOrder(known.get(keyText(present.report))?.revisions ?? []));
  };
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    let after: bigint | null = null;
    do {
      const page: readonly ListedOpportunity[] = await listedOpportunities(tx, companyId, {
        ...given({ memberNumber: member?.number, source, seen }),
        after,
        limit: pageSize,
      });
      yield (await statesOf(page)).map((state) => {
        const cells = cellsOf(state, settings);
        return columns.map(({ name }) => cells[name] ?? "");
      });
      after = page.length < pageSize ? null : (page.at(-1)?.number ?? null);
    } while (after !== null);
  }
  return accepted({ columns, pages });
};
