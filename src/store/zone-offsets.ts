import { sql } from "kysely";
import type { Day } from "../domain/day.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type ZoneOffset = { readonly zone: string; readonly day: Day; readonly seconds: number };

/** How far each zone is from UTC at the start of each UTC day, in seconds east, by the database's own zone data. */
export const databaseOffsets = async (tx: Transaction, zones: readonly string[], days: readonly Day[]): Promise<ZoneOffset[]> => {
  const { rows } = await sql<{ zone: string; day: Day; seconds: number }>`
    select z.zone, d.day, extract(epoch from (d.day::timestamp at time zone 'UTC') at time zone z.zone - d.day::timestamp)::integer as seconds
    from unnest(${columnOf("text", zones)}) as z (zone) cross join unnest(${columnOf("date", days)}) as d (day)
    order by z.zone, d.day`.execute(tx);
  return rows;
};
