import { sql } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type StoredMap = {
  readonly id: string;
  readonly name: string;
  readonly what: "activities" | "prospects" | "members" | "leaves" | "opportunities";
  readonly header: readonly string[];
  readonly map: Readonly<Record<string, unknown>>;
  readonly savedBy: string;
  readonly savedAt: string;
  /** The file for which it was kept by itself, since its records have no other ids than those that it makes; null: somebody saved it. */
  readonly keptFor: string | null;
  /** Null: never since it was saved. */
  readonly usedAt: string | null;
};

const columns = sql`m.id, m.name, m.what, m.header, m.map, m.saved_by as "savedBy", m.saved_at as "savedAt", m.kept_for as "keptFor", m.used_at as "usedAt"`;

/** Those used or saved last come first. At most a thousand. */
export const listImportMaps = async (tx: Transaction, companyId: number): Promise<readonly StoredMap[]> => {
  const { rows } = await sql<StoredMap>`
    select ${columns} from import_maps m where m.company_id = ${companyId} order by greatest(m.used_at, m.saved_at) desc, m.id limit 1000`.execute(
    tx,
  );
  return rows;
};

export const findImportMap = async (tx: Transaction, companyId: number, id: string): Promise<StoredMap | undefined> => {
  const { rows } = await sql<StoredMap>`
    select ${columns} from import_maps m where m.company_id = ${companyId} and m.id = ${id} limit 1`.execute(tx);
  return rows[0];
};

/** Keeps a map; one of the same id is replaced. */
export const saveImportMap = async (
  tx: Transaction,
  companyId: number,
  {
    id,
    name,
    what,
    header,
    map,
    keptFor,
    by,
  }: Pick<StoredMap, "id" | "name" | "what" | "header" | "map" | "keptFor"> & { readonly by: string },
): Promise<void> => {
  await sql`
    insert into import_maps (company_id, id, name, what, header, map, kept_for, saved_by)
    values (${companyId}, ${id}, ${name}, ${what}, ${columnOf("text", header)}, ${JSON.stringify(map)}::json, ${keptFor}, ${by})
    on conflict (company_id, id) do update set name = excluded.name, what = excluded.what, header = excluded.header, map = excluded.map,
      kept_for = excluded.kept_for, saved_by = excluded.saved_by, saved_at = excluded.saved_at, used_at = null`.execute(tx);
};

export const useImportMap = async (tx: Transaction, companyId: number, id: string): Promise<void> => {
  await sql`update import_maps set used_at = now() where company_id = ${companyId} and id = ${id}`.execute(tx);
};

/** False when there was none. */
export const deleteImportMap = async (tx: Transaction, companyId: number, id: string): Promise<boolean> => {
  const { rows } = await sql`delete from import_maps where company_id = ${companyId} and id = ${id} returning id`.execute(tx);
  return rows.length > 0;
};
