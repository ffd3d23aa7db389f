import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { rootOfFact } from "./prospect-roots.ts";
import { prospectName } from "./prospects.ts";

/** What a member did last with a prospect. */
export type LastContact = { readonly on: Day; readonly kind: string; readonly outcome: string | null };

export type OwnProspect = {
  readonly number: bigint;
  readonly name: string | null;
  readonly references: readonly ProspectReference[];
};

export type Contact = OwnProspect & {
  readonly stage: string | null;
  /** Null: nothing yet. */
  readonly last: LastContact | null;
};

type Whose = { readonly memberNumber: number; readonly limit: number };

const references = (companyId: number, prospect: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) order by i.own_number is not null, i.kind, i.value), '[]'::jsonb)
  from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${prospect})`;

/** The latest of a member's records that stand and name a prospect: as the first of those whom they name, or as a further one. */
const lastRecord = (companyId: number, memberNumber: number): RawBuilder<unknown> => sql`
  select r.local_day, r.ordered_at, r.kind, r.outcome
  from (
    (select a.local_day, a.ordered_at, a.kind, a.outcome from activities a
     where a.company_id = ${companyId} and a.prospect_number = p.prospect_number and a.member_number = ${memberNumber}
       and a.voided_at is null and not a.taken_back
     order by a.local_day desc, a.ordered_at desc limit 1)
    union all
    (select l.local_day, l.ordered_at, a.kind, a.outcome from activity_lines l
     join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
     where l.company_id = ${companyId} and l.prospect_number = p.prospect_number and l.member_number = ${memberNumber}
       and a.voided_at is null and not a.taken_back
     order by l.local_day desc, l.ordered_at desc limit 1)) r
  order by r.local_day desc, r.ordered_at desc limit 1`;

/**
 * A member's own prospects whom they have not contacted since a day, and how many there are in all: those first who asked to be called back, then
 * those who were never contacted, then whose last contact is the longest ago.
 */
export const nextContacts = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, since, limit }: Whose & { readonly since: Day },
): Promise<{ readonly contacts: readonly Contact[]; readonly all: number }> => {
  const { rows } = await sql<
    OwnProspect & {
      readonly stage: string | null;
      readonly on: Day | null;
      readonly kind: string;
      readonly outcome: string | null;
      readonly all: number;
    }
  >`
    select w.number, ${prospectName("w")} as name, ${references(companyId, sql`w.number`)} as references, w."on", w.kind, w.outcome, w."all", (
      select f.value from prospect_facts f
      where f.company_id = ${companyId} and ${rootOfFact("f")} = w.number and f.aspect = 'stage' and f.from_at <= now()
      order by f.from_at desc, f.root_number is not null, f.prospect_number limit 1) as stage
    from (
      select p.company_id, p.prospect_number, p.prospect_number as number, p.name, r.local_day as "on", r.ordered_at, r.kind, r.outcome, (count(*) over ())::integer as "all"
      from prospects p left join lateral (${lastRecord(companyId, memberNumber)}) r on true
      where p.company_id = ${companyId} and p.owner_number = ${memberNumber} and p.merged_into is null and not p.is_colleague
        and (r.local_day is null or r.local_day < ${dayValue(since)})
      order by coalesce(r.outcome = 'callback', false) desc, r.local_day is not null, r.local_day, r.ordered_at, p.prospect_number
      limit ${limit}) w
    order by coalesce(w.outcome = 'callback', false) desc, w."on" is not null, w."on", w.ordered_at, w.number`.execute(tx);
  return {
    contacts: rows.map(({ number, name, references: known, stage, on, kind, outcome }) => ({
      number,
      name,
      references: known,
      stage,
      last: on === null ? null : { on, kind, outcome },
    })),
    all: rows[0]?.all ?? 0,
  };
};

/** Prospects that a member owns, or has named in a record since a day; those who are owned first, in the order in which they were met. */
export const ownProspects = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, since, limit }: Whose & { readonly since: Day },
): Promise<readonly OwnProspect[]> => {
  const { rows } = await sql<OwnProspect>`
    select p.prospect_number as number, ${prospectName("p")} as name, ${references(companyId, sql`p.prospect_number`)} as references
    from (
      select n.prospect_number, bool_or(n.is_owned) as is_owned
      from (
        select case when p.merged_into is null then p.prospect_number else p.merged_into end as prospect_number, true as is_owned
        from prospects p where p.company_id = ${companyId} and p.owner_number = ${memberNumber}
        union all
        select a.prospect_number, false from activities a
        where a.company_id = ${companyId} and a.member_number = ${memberNumber} and a.local_day >= ${dayValue(since)} and a.prospect_number is not null
        union all
        select l.prospect_number, false from activity_lines l
        where l.company_id = ${companyId} and l.member_number = ${memberNumber} and l.local_day >= ${dayValue(since)} and l.prospect_number is not null) n
      group by n.prospect_number) m
    join prospects p on p.company_id = ${companyId} and p.prospect_number = m.prospect_number
    order by m.is_owned desc, p.prospect_number limit ${limit}`.execute(tx);
  return rows;
};
