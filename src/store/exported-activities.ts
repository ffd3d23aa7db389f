import type { Seen } from "../domain/sight.ts";
import { isRecordSeen } from "./seen.ts";
import { sql, type RawBuilder } from "kysely";
import type { Participant, ProspectReference } from "../domain/activity.ts";
import type { AttributeType } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Money } from "../domain/money.ts";
import type { ActivityKey } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import { isMilestone } from "./opportunities.ts";
import type { Transaction } from "./database.ts";

/** In the order of the attributes asked for; of money its minor units and its currency. */
export type ExportedAttributes = readonly { readonly text: string | null; readonly currency: string | null }[];

/** An activity as its source tells it now, ready to be told again. */
export type ExportedActivity = {
  readonly source: string;
  readonly externalId: string;
  readonly members: readonly Participant[];
  readonly kind: string;
  readonly direction: string | null;
  /** RFC 3339; null for a day without a time. */
  readonly occurredAt: string | null;
  readonly localDay: Day;
  readonly durationSeconds: bigint | null;
  readonly outcome: string | null;
  readonly prospects: readonly ProspectReference[];
  readonly quantity: bigint | null;
  readonly amount: Money | null;
  readonly provenance: string;
  readonly subject: string | null;
  readonly url: string | null;
  readonly evidence: string | null;
  readonly revisedAt: string | null;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
  readonly isTotal: boolean;
  readonly attributes: ExportedAttributes;
};

export type ExportFilter = {
  readonly memberNumber?: number;
  readonly kind?: string;
  readonly source?: string;
  readonly keys?: readonly ActivityKey[];
  readonly startsOn?: Day;
  readonly endsBefore?: Day;
  readonly isUnattributed?: boolean;
  /** What was worked out from opportunities goes out with them. */
  readonly isTold?: true;
  /** Left out: all are. */
  readonly seen?: Seen;
};

export type ExportPage = {
  readonly filter: ExportFilter;
  /** The attributes that the company declares, with their types. */
  readonly attributes: readonly (readonly [name: string, type: AttributeType])[];
  readonly after: ActivityKey | null;
  readonly limit: number;
};

type Row = {
  source: string;
  external_id: string;
  member_reference: string;
  kind: string;
  direction: string | null;
  ordered_at: string;
  local_day: Day;
  local_hour: number | null;
  duration_seconds: bigint | null;
  outcome: string | null;
  prospect_reference: string | null;
  prospect_kind: ProspectReference["kind"] | null;
  quantity: bigint | null;
  amount_minor: bigint | null;
  currency: string | null;
  provenance: string;
  subject: string | null;
  url: string | null;
  evidence: string | null;
  revised_at: string | null;
  voided_at: string | null;
  void_reason: string | null;
  is_total: boolean;
  attribute_texts: (string | null)[];
  parties: {
    readonly members: readonly { readonly reference: string; readonly weight: string }[];
    readonly prospects: readonly ProspectReference[];
  } | null;
};

/** Of a row `a`; as text, since JSON's numbers would be rounded on the way. */
export const attributeTexts = (attributes: ExportPage["attributes"]): RawBuilder<unknown> => {
  const texts = attributes.flatMap(([name, type]) =>
    type === "money"
      ? [sql`a.attributes -> ${name}::text ->> 'amountMinor'`, sql`a.attributes -> ${name}::text ->> 'currency'`]
      : [sql`a.attributes ->> ${name}::text`, sql`null`],
  );
  return texts.length === 0 ? sql`array[]::text[]` : sql`array[${sql.join(texts)}]::text[]`;
};

export const attributesIn = (texts: readonly (string | null)[]): ExportedAttributes =>
  Array.from({ length: texts.length / 2 }, (_, index) => ({ text: texts[index * 2] ?? null, currency: texts[index * 2 + 1] ?? null }));

const whichMeet = (companyId: number, filter: ExportFilter): RawBuilder<unknown> => {
  const { memberNumber, kind, source, keys, startsOn, endsBefore, isUnattributed, isTold, seen } = filter;
  return sql`
  ${
    memberNumber === undefined
      ? sql``
      : sql`and (a.member_number = ${memberNumber} or exists (
        select from activity_lines l
        where l.company_id = ${companyId} and l.source = a.source and l.external_id = a.external_id and l.member_number = ${memberNumber}))`
  }
  ${kind === undefined ? sql`` : sql`and a.kind = ${kind}`}
  ${source === undefined ? sql`` : sql`and a.source = ${source}`}
  ${
    keys === undefined
      ? sql``
      : sql`and (a.source, a.external_id) in (select * from unnest(${columnOf(
          "text",
          keys.map((key) => key.source),
        )}, ${columnOf(
          "text",
          keys.map((key) => key.externalId),
        )}))`
  }
  ${startsOn === undefined ? sql`` : sql`and a.local_day >= ${dayValue(startsOn)}`}
  ${endsBefore === undefined ? sql`` : sql`and a.local_day < ${dayValue(endsBefore)}`}
  ${seen === undefined ? sql`` : sql`and ${isRecordSeen(seen)}`}
  ${isTold === undefined ? sql`` : sql`and not ${isMilestone("a")}`}
  ${isUnattributed === undefined ? sql`` : sql`and (a.member_number is null) = ${isUnattributed}`}`;
};

const activityOf = (row: Row): ExportedActivity => {
  const { parties, attribute_texts: texts } = row;
  return {
    source: row.source,
    externalId: row.external_id,
    members:
      parties === null
        ? [{ reference: row.member_reference, weight: 1n }]
        : parties.members.map(({ reference, weight }) => ({ reference, weight: BigInt(weight) })),
    kind: row.kind,
    direction: row.direction,
    occurredAt: row.local_hour === null ? null : row.ordered_at,
    localDay: row.local_day,
    durationSeconds: row.duration_seconds,
    outcome: row.outcome,
    prospects:
      parties === null
        ? row.prospect_reference === null
          ? []
          : [{ kind: row.prospect_kind ?? "id", value: row.prospect_reference }]
        : parties.prospects,
    quantity: row.quantity,
    amount: row.amount_minor === null || row.currency === null ? null : { amountMinor: row.amount_minor, currency: row.currency },
    provenance: row.provenance,
    subject: row.subject,
    url: row.url,
    evidence: row.evidence,
    revisedAt: row.revised_at,
    voidedAt: row.voided_at,
    voidReason: row.void_reason,
    isTotal: row.is_total,
    attributes: attributesIn(texts),
  };
};

/** A page of the log in the order of its keys, each record in the state that holds. */
export const exportedActivities = async (
  tx: Transaction,
  companyId: number,
  { filter, attributes, after, limit }: ExportPage,
): Promise<readonly ExportedActivity[]> => {
  const { rows } = await sql<Row>`
    select a.source, a.external_id, a.member_reference, a.kind, a.direction, a.ordered_at, a.local_day, a.local_hour, a.duration_seconds, a.outcome,
      a.prospect_reference, i.kind as prospect_kind, a.quantity, a.amount_minor, a.currency, a.provenance, a.subject, a.url, a.evidence, a.revised_at,
      a.voided_at, a.void_reason, a.is_total, a.parties, ${attributeTexts(attributes)} as attribute_texts
    from (
      select a.* from activities a
      where a.company_id = ${companyId} ${after === null ? sql`` : sql`and (a.source, a.external_id) > (${after.source}, ${after.externalId})`}
        ${whichMeet(companyId, filter)}
      order by a.source, a.external_id limit ${limit}) a
    left join lateral (
      select i.kind from prospect_identities i
      where i.company_id = ${companyId} and i.kind in ('email', 'handle', 'id', 'phone') and i.value = a.prospect_reference
        and coalesce(i.own_number, i.prospect_number) = coalesce(a.own_prospect_number, a.prospect_number)
      order by i.kind limit 1) i on a.prospect_reference is not null
    order by a.source, a.external_id`.execute(tx);
  return rows.map(activityOf);
};
