import { sql } from "kysely";
import type { Occurrence } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";
import { instantOf } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** An act as a file tells it, whatever source it is told for. */
export type ToldAct = { readonly externalId: string; readonly kind: string; readonly occurred: Occurrence };

/** Of acts that a file tells, how many a source has already, and since when. */
export type KnownActs = { readonly source: string; readonly acts: number; readonly since: string };

/** The sources that have told something. */
export const sourcesWithActs = async (tx: Transaction, companyId: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select s.id from sources s
    where s.company_id = ${companyId} and exists (select from activities a where a.company_id = ${companyId} and a.source = s.id)
    order by s.id limit 1000`.execute(tx);
  return rows.map(({ id }) => id);
};

/** Which sources have records of the same id, kind and time: two systems may number from 1, but hardly at the same moments. */
export const actsKnownBy = async (
  tx: Transaction,
  companyId: number,
  acts: readonly ToldAct[],
  sources: readonly string[],
): Promise<readonly KnownActs[]> => {
  if (acts.length === 0 || sources.length === 0) return [];
  const at = acts.map(({ occurred }) => ("at" in occurred ? occurred.at : null));
  const on = acts.map(({ occurred }) => ("on" in occurred ? occurred.on : null));
  const { rows } = await sql<KnownActs>`
    select a.source, count(*)::integer as acts, min(a.recorded_at) as since
    from unnest(${columnOf(
      "text",
      acts.map(({ externalId }) => externalId),
    )}, ${columnOf(
      "text",
      acts.map(({ kind }) => kind),
    )}, ${columnOf("int8", at)}, ${columnOf("date", on)}) as k (external_id, kind, at, day)
    cross join unnest(${columnOf("text", sources)}) as s (source)
    cross join lateral (
      select a.source, a.recorded_at, a.kind, a.ordered_at, a.local_day, a.voided_at, a.taken_back from activities a
      where a.company_id = ${companyId} and a.source = s.source collate "C" and a.external_id = k.external_id collate "C" limit 1) a
    where a.voided_at is null and not a.taken_back and a.kind = k.kind
      and case when k.day is null then a.ordered_at = ${instantOf(sql`k.at`)} else a.local_day = k.day end
    group by 1 order by 1`.execute(tx);
  return rows;
};

/** How many records of a source hold from one day through another. */
export const actsBetween = async (
  tx: Transaction,
  companyId: number,
  { source, from, through }: { readonly source: string; readonly from: Day; readonly through: Day },
): Promise<number> => {
  const { rows } = await sql<{ acts: number }>`
    select count(*)::integer as acts from activities a
    where a.company_id = ${companyId} and a.source = ${source} and a.local_day between ${dayValue(from)} and ${dayValue(through)}
      and a.voided_at is null and not a.taken_back`.execute(tx);
  return rows[0]?.acts ?? 0;
};
