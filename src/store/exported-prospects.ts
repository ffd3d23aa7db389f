import type { Seen } from "../domain/sight.ts";
import { isProspectSeen } from "./seen.ts";
import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { AttributeType } from "../domain/company.ts";
import type { Transaction } from "./database.ts";
import { attributeTexts, attributesIn, type ExportedAttributes } from "./exported-activities.ts";
import { rootOfProspect } from "./prospect-roots.ts";

/** A prospect as it was told of itself, whatever it was said to be one with later. */
export type ExportedProspect = {
  readonly number: bigint;
  readonly references: readonly ProspectReference[];
  readonly name: string | null;
  readonly ownerNumber: number | null;
  readonly timeZone: string | null;
  /** Stages in the order of their time; `from` is RFC 3339, null from the beginning. */
  readonly stages: readonly { readonly value: string; readonly from: string | null }[];
  readonly segment: string | null;
  readonly attributes: ExportedAttributes;
};

export type ProspectPage = {
  readonly attributes: readonly (readonly [name: string, type: AttributeType])[];
  /** Null: everybody's. */
  readonly ownerNumber: number | null;
  /** Left out: all are. */
  readonly seen?: Seen;
  readonly after: bigint | null;
  readonly limit: number;
};

type Row = {
  number: bigint;
  identities: readonly ProspectReference[];
  name: string | null;
  owner_number: number | null;
  time_zone: string | null;
  stages: readonly { readonly value: string; readonly from: string | null }[] | null;
  segment: string | null;
  attribute_texts: (string | null)[];
};

/** RFC 3339 in UTC, to the microsecond. */
const instantText = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when isfinite(${column}) then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`;

/** A page of prospects in the order in which they were met. */
export const exportedProspects = async (
  tx: Transaction,
  companyId: number,
  { attributes, ownerNumber, seen, after, limit }: ProspectPage,
): Promise<readonly ExportedProspect[]> => {
  const { rows } = await sql<Row>`
    select a.prospect_number as number, a.name, a.owner_number, a.time_zone, ${attributeTexts(attributes)} as attribute_texts,
      i.identities, f.stages, f.segment
    from (
      select p.* from prospects p
      where p.company_id = ${companyId} ${after === null ? sql`` : sql`and p.prospect_number > ${after}::bigint`}
        ${ownerNumber === null ? sql`` : sql`and p.owner_number = ${ownerNumber}`}
        ${seen === undefined ? sql`` : sql`and ${isProspectSeen(companyId, seen, rootOfProspect("p"))}`}
      order by p.prospect_number limit ${limit}) a
    cross join lateral (
      select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) order by i.kind, i.value) as identities
      from prospect_identities i
      where i.company_id = ${companyId}
        and i.prospect_number = ${rootOfProspect("a")} and coalesce(i.own_number, i.prospect_number) = a.prospect_number) i
    cross join lateral (
      select jsonb_agg(jsonb_build_object('value', f.value, 'from', ${instantText(sql`f.from_at`)}) order by f.from_at)
          filter (where f.aspect = 'stage' and f.value is not null) as stages,
        max(f.value) filter (where f.aspect = 'segment' and not isfinite(f.from_at)) as segment
      from prospect_facts f where f.company_id = ${companyId} and f.prospect_number = a.prospect_number) f
    where i.identities is not null
    order by a.prospect_number`.execute(tx);
  return rows.map((row) => ({
    number: row.number,
    references: row.identities,
    name: row.name,
    ownerNumber: row.owner_number,
    timeZone: row.time_zone,
    stages: row.stages ?? [],
    segment: row.segment,
    attributes: attributesIn(row.attribute_texts),
  }));
};
