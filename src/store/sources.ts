import { sql } from "kysely";
import type { Member } from "../domain/member.ts";
import { columnOf } from "./column-types.ts";
import type { Database, Transaction } from "./database.ts";

// Sources are never taken away, so what was seen once need not be asked again.
const seen = new WeakMap<Database, Set<string>>();

/** A source registers itself at first use. Those that nobody had heard of before. */
export const registerSources = async (tx: Transaction, companyId: number, sources: readonly string[]): Promise<string[]> => {
  const known = seen.get(tx.database) ?? new Set<string>();
  seen.set(tx.database, known);
  const unknown = sources.filter((source) => !known.has(`${companyId} ${source}`));
  if (unknown.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    insert into sources (company_id, id)
    select ${companyId}::integer, s.id from unnest(${columnOf("text", unknown)}) as s (id) order by s.id collate "C"
    on conflict do nothing
    returning id`.execute(tx);
  const existing = new Set(unknown);
  for (const { id } of rows) existing.delete(id);
  // One that is new may yet be rolled back: it is remembered when it is met again.
  for (const source of existing) known.add(`${companyId} ${source}`);
  return rows.map((row) => row.id);
};

/** Those of the ids that name no source of the company. */
export const unknownSources = async (tx: Transaction, companyId: number, ids: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct s.id collate "C" as id from unnest(${columnOf("text", ids)}) as s (id)
    where not exists (select from sources k where k.company_id = ${companyId} and k.id = s.id collate "C")
    order by 1 limit 1000`.execute(tx);
  return rows.map((row) => row.id);
};

/** Those of the sources that know nothing of a member: neither who that is there, nor any record. */
export const sourcesWithout = async (
  tx: Transaction,
  companyId: number,
  { number, identities }: Member,
  sources: readonly string[],
): Promise<readonly string[]> => {
  const asked = sources.filter((source) => !identities.some((identity) => identity.source === source));
  if (asked.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select s.id from unnest(${columnOf("text", asked)}) with ordinality as s (id, position)
    where not exists (
      select from activities a where a.company_id = ${companyId} and a.member_number = ${number} and a.source = s.id collate "C")
    order by s.position limit 1000`.execute(tx);
  return rows.map(({ id }) => id);
};
