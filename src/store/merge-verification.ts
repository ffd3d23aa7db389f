import { sql, type RawBuilder } from "kysely";
import type { Transaction } from "./database.ts";
import { placeProspects } from "./lines.ts";

/** Something that does not stand where the merges, as they were said, put it. */
export type MisplacedProspect = {
  readonly what: "merge" | "identity" | "fact" | "activity";
  /** The name of the prospect, of the identity, of the fact or of the record. */
  readonly of: string;
  /** By a name, the prospect under which it stands, and the one to which it belongs. */
  readonly standsUnder: string | null;
  readonly belongsTo: string | null;
};

// More would not be read; the first thousand tell what is wrong.
const MOST = 1000;

/** `latest`: into whom each prospect was merged by the last word; `roots`: the root of each that is merged. */
const roots = (companyId: number): RawBuilder<unknown> => sql`
  latest as materialized (
    select distinct on (m.prospect_number) m.prospect_number, m.into_number from prospect_merges m
    where m.company_id = ${companyId} order by m.prospect_number, m.merge_number desc
  ), climbing as (
    select l.prospect_number as own, l.into_number as root from latest l where l.into_number is not null
    union
    select c.own, l.into_number from climbing c join latest l on l.prospect_number = c.root where l.into_number is not null
  ), roots as materialized (
    select c.own, c.root from climbing c
    where not exists (select from latest l where l.prospect_number = c.root and l.into_number is not null))`;

/** Rows `t` of a table with their own prospect, where they stand and where they belong, if that differs. */
const misplaced = (companyId: number, table: string, own: string): RawBuilder<unknown> => sql`
  select t.*, coalesce(r.root, t.own) as belongs_to
  from (
    select t.*, coalesce(t.${sql.ref(own)}, t.prospect_number) as own from ${sql.table(table)} t
    where t.company_id = ${companyId} and t.prospect_number is not null) t
  left join roots r on r.own = t.own
  where t.prospect_number <> coalesce(r.root, t.own)`;

const misplacedFacts = (companyId: number): RawBuilder<unknown> => sql`
  select f.*, coalesce(f.root_number, f.prospect_number) as stands_under, coalesce(r.root, f.prospect_number) as belongs_to
  from prospect_facts f left join roots r on r.own = f.prospect_number
  where f.company_id = ${companyId} and coalesce(f.root_number, f.prospect_number) <> coalesce(r.root, f.prospect_number)`;

const misplacedMerges = (companyId: number): RawBuilder<unknown> => sql`
  select p.prospect_number, p.merged_into, l.into_number
  from prospects p left join latest l on l.prospect_number = p.prospect_number
  where p.company_id = ${companyId} and p.merged_into is distinct from l.into_number`;

/** Records whose own prospect is none that their name was made for. */
const misnamed = (companyId: number, table: string): RawBuilder<unknown> => sql`
  select t.source, t.external_id, t.prospect_number, t.prospect_reference from ${sql.table(table)} t
  where t.company_id = ${companyId} and t.prospect_number is not null and not exists (
    select from prospect_identities i
    where i.company_id = ${companyId} and i.value = t.prospect_reference
      and coalesce(i.own_number, i.prospect_number) = coalesce(t.own_prospect_number, t.prospect_number))`;

/** What does not stand where the merges put it, and records that are counted for another prospect than they name. At most a thousand. */
export const misplacedProspects = async (tx: Transaction, companyId: number): Promise<readonly MisplacedProspect[]> => {
  const { rows } = await sql<MisplacedProspect>`
    with recursive ${roots(companyId)}, found as (
      select 'merge' as what, null as of, p.prospect_number as own, coalesce(p.merged_into, p.prospect_number) as stands_under, coalesce(p.into_number, p.prospect_number) as belongs_to from (${misplacedMerges(companyId)}) p
      union all
      select 'identity', i.value, null, i.prospect_number, i.belongs_to from (${misplaced(companyId, "prospect_identities", "own_number")}) i
      union all
      select 'fact', f.aspect || ' ' || f.value, f.prospect_number, f.stands_under, f.belongs_to from (${misplacedFacts(companyId)}) f
      ${sql.join(
        ["activities", "activity_lines"].map(
          (table) => sql`
      union all
      select 'activity', a.source || ' ' || a.external_id, null, a.prospect_number, a.belongs_to from (${misplaced(companyId, table, "own_prospect_number")}) a
      union all
      select 'activity', a.source || ' ' || a.external_id, null, a.prospect_number, null from (${misnamed(companyId, table)}) a`,
        ),
        sql``,
      )}
      limit ${MOST}
    )
    select f.what, concat_ws(': ', own.value, f.of) as of, stands.value as "standsUnder", belongs.value as "belongsTo"
    from found f ${sql.join(
      ["own", "stands", "belongs"].map(
        (name) => sql`
    left join lateral (
      select i.value from prospect_identities i
      where i.company_id = ${companyId} and coalesce(i.own_number, i.prospect_number) = f.${sql.ref({ own: "own", stands: "stands_under", belongs: "belongs_to" }[name] ?? "")}
      order by i.kind, i.value limit 1) ${sql.ref(name)} on true`,
      ),
      sql``,
    )}
    order by 1, 2, 3`.execute(tx);
  return rows;
};

/**
 * Puts everything where the merges put it. How many rows that changed. The count does not follow: the caller owns the company, and counts
 * everything anew.
 */
export const mendProspects = async (tx: Transaction, companyId: number): Promise<number> => {
  const { rows } = await sql<{ source: string | null; externalId: string | null }>`
    with recursive ${roots(companyId)}, merges as (
      update prospects p set merged_into = m.into_number from (${misplacedMerges(companyId)}) m
      where p.company_id = ${companyId} and p.prospect_number = m.prospect_number returning 1
    ), identities as (
      update prospect_identities t set prospect_number = m.belongs_to, own_number = nullif(m.own, m.belongs_to)
      from (${misplaced(companyId, "prospect_identities", "own_number")}) m
      where t.company_id = ${companyId} and t.kind = m.kind and t.value = m.value returning 1
    ), facts as (
      update prospect_facts t set root_number = nullif(m.belongs_to, m.prospect_number) from (${misplacedFacts(companyId)}) m
      where t.company_id = ${companyId} and t.prospect_number = m.prospect_number and t.aspect = m.aspect and t.from_at = m.from_at returning 1
    ), records as (
      update activities t set prospect_number = m.belongs_to, own_prospect_number = nullif(m.own, m.belongs_to)
      from (${misplaced(companyId, "activities", "own_prospect_number")}) m
      where t.company_id = ${companyId} and t.source = m.source and t.external_id = m.external_id returning t.source, t.external_id
    ), lines as (
      update activity_lines t set prospect_number = m.belongs_to, own_prospect_number = nullif(m.own, m.belongs_to)
      from (${misplaced(companyId, "activity_lines", "own_prospect_number")}) m
      where t.company_id = ${companyId} and t.source = m.source and t.external_id = m.external_id and t.line = m.line returning t.source, t.external_id
    )
    select null as source, null as "externalId" from merges union all select null, null from identities union all select null, null from facts
    union all select r.source, r.external_id from records r union all select l.source, l.external_id from lines l`.execute(tx);
  const keys = rows.flatMap(({ source, externalId }) => (source === null || externalId === null ? [] : [{ source, externalId }]));
  await placeProspects(tx, companyId, keys);
  return rows.length;
};
