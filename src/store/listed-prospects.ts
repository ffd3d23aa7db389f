import { sql } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";
import type { Seen } from "../domain/sight.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { rootOfFact } from "./prospect-roots.ts";
import { prospectName } from "./prospects.ts";
import { isProspectSeen } from "./seen.ts";

export type ListedProspect = {
  readonly number: bigint;
  readonly name: string | null;
  readonly ownerNumber: number | null;
  readonly stage: string | null;
  /** What it is known by first: an e-mail address, a telephone number, a key of a source. */
  readonly reference: ProspectReference;
  /** The day of the last record with it that was not taken back; null: none. */
  readonly lastDay: Day | null;
};

export type ProspectsAsked = {
  readonly ownerNumber?: number;
  readonly find?: string;
  readonly stage?: string;
  /** Only those with whom there is no record from this day on. */
  readonly notSince?: Day;
  readonly seen?: Seen;
  readonly after: bigint | null;
  readonly limit: number;
};

const pattern = (find: string): string => `%${find.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Prospects in the order in which they were met, each once however many were merged into it; colleagues are left out. */
export const listedProspects = async (
  tx: Transaction,
  companyId: number,
  { ownerNumber, find, stage, notSince, seen, after, limit }: ProspectsAsked,
): Promise<readonly ListedProspect[]> => {
  const lastDay = sql`(
    select max(d.local_day) from (
      (select a.local_day from activities a
       where a.company_id = ${companyId} and a.prospect_number = p.prospect_number and a.voided_at is null and not a.taken_back
       order by a.local_day desc limit 1)
      union all
      (select l.local_day from activity_lines l
       join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
       where l.company_id = ${companyId} and l.prospect_number = p.prospect_number and a.voided_at is null and not a.taken_back
       order by l.local_day desc limit 1)) d)`;
  const stageNow = sql`(
    select f.value from prospect_facts f
    where f.company_id = ${companyId} and ${rootOfFact("f")} = p.prospect_number and f.aspect = 'stage' and f.from_at <= now()
    order by f.from_at desc, (f.root_number is not null), f.prospect_number limit 1)`;
  const { rows } = await sql<ListedProspect & { kind: ProspectReference["kind"]; value: string }>`
    select p.prospect_number as number, ${prospectName("p")} as name, p.owner_number as "ownerNumber", s.stage, d.last_day as "lastDay", i.kind, i.value
    from prospects p
    cross join lateral (
      select i.kind, i.value from prospect_identities i
      where i.company_id = ${companyId} and i.prospect_number = p.prospect_number
      order by i.own_number is not null, i.kind, i.value limit 1) i
    cross join lateral (select ${lastDay} as last_day) d
    cross join lateral (select ${stageNow} as stage) s
    where p.company_id = ${companyId} and p.merged_into is null and not p.is_colleague
      ${after === null ? sql`` : sql`and p.prospect_number > ${after}::bigint`}
      ${ownerNumber === undefined ? sql`` : sql`and p.owner_number = ${ownerNumber}`}
      ${stage === undefined ? sql`` : sql`and s.stage = ${stage} collate "C"`}
      ${notSince === undefined ? sql`` : sql`and (d.last_day is null or d.last_day < ${dayValue(notSince)})`}
      ${
        find === undefined
          ? sql``
          : sql`and (${prospectName("p")} ilike ${pattern(find)} or exists (
              select from prospect_identities n
              where n.company_id = ${companyId} and n.prospect_number = p.prospect_number and n.value ilike ${pattern(find)}))`
      }
      ${seen === undefined ? sql`` : sql`and ${isProspectSeen(companyId, seen, sql`p.prospect_number`)}`}
    order by p.prospect_number limit ${limit}`.execute(tx);
  return rows.map(({ kind, value, ...row }) => ({ ...row, reference: { kind, value } }));
};
