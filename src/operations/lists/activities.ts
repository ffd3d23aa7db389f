import { narrowed, seenOf, type Sight } from "../../domain/sight.ts";
import { membersText, prospectsText } from "../../domain/activity-writing.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay } from "../../domain/day.ts";
import { moneyText } from "../../domain/money.ts";
import { notFound } from "../../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../../domain/refusal.ts";
import { given } from "../../domain/given.ts";
import type { ActivityKey } from "../../store/activities.ts";
import type { Transaction } from "../../store/database.ts";
import { exportedActivities, type ExportedActivity, type ExportFilter } from "../../store/exported-activities.ts";
import { activityFields } from "../files/maps/activity-columns.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { importColumns, type ListTable } from "../files/writing/list-table.ts";
import { attributeCells } from "./attribute-cells.ts";
import type { ListFilter } from "./list-filter.ts";

const pageSize = 2000;

const text = (value: bigint | string | null): string => (value === null ? "" : String(value));

/** A record by the columns of an import, attributes among them. */
export const activityCells = (activity: ExportedActivity, company: Settings["company"]): Readonly<Record<string, string>> => ({
  ...cellsOf(activity, company),
  ...attributeCells(activity.attributes, company),
});

const cellsOf = (activity: ExportedActivity, { country }: Settings["company"]): Readonly<Record<string, string>> => ({
  source: activity.source,
  external_id: activity.externalId,
  member: membersText(activity.members),
  kind: activity.kind,
  direction: text(activity.direction),
  occurred_at: text(activity.occurredAt),
  occurred_on: activity.occurredAt === null ? isoDay(activity.localDay) : "",
  duration_seconds: text(activity.durationSeconds),
  outcome: text(activity.outcome),
  prospect: prospectsText(activity.prospects, country),
  quantity: text(activity.quantity),
  amount: activity.amount === null ? "" : moneyText(activity.amount),
  currency: activity.amount?.currency ?? "",
  provenance: activity.provenance,
  subject: text(activity.subject),
  url: text(activity.url),
  evidence: text(activity.evidence),
  revised_at: text(activity.revisedAt),
  voided_at: text(activity.voidedAt),
  void_reason: text(activity.voidReason),
  total: activity.isTotal ? "true" : "",
  signal: "",
});

/**
 * The log in the state that holds, in the columns by which it is imported. What people decided of a record (that it counts, that it is taken
 * back) is no part of what its source tells.
 */
export const activitiesTable = (tx: Transaction, settings: Settings, filter: ListFilter, sight: Sight): Outcome<ListTable> => {
  const { company, companyId } = settings;
  const members = seenOf(sight, settings.members);
  const member = members.find(({ id }) => id === filter.member);
  if (filter.member !== undefined && member === undefined) return refused(notFound("member", filter.member, members));
  const { kind, source, from, before, unattributed } = filter;
  const which: ExportFilter = given({
    kind,
    source,
    memberNumber: member?.number,
    startsOn: from,
    endsBefore: before,
    isUnattributed: unattributed,
    isTold: true as const,
    seen: narrowed(sight),
  });
  const columns = importColumns(withAttributes(activityFields, attributeFields(company)).fields);
  const attributes = Object.entries(company.attributes);
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    let after: ActivityKey | null = null;
    do {
      const page: readonly ExportedActivity[] = await exportedActivities(tx, companyId, {
        filter: which,
        attributes,
        after,
        limit: pageSize,
      });
      yield page.map((activity) => {
        const cells = activityCells(activity, company);
        return columns.map(({ name }) => cells[name] ?? "");
      });
      after = page.length < pageSize ? null : (page.at(-1) ?? null);
    } while (after !== null);
  }
  return accepted({ columns, pages });
};
