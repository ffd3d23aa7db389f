import type { Day } from "../domain/day.ts";
import type { Provenance } from "../domain/metric.ts";
import { sql } from "kysely";
import { keyText, type ActivityKey } from "./activities.ts";
import type { Transaction } from "./database.ts";
import { linesOf } from "./lines.ts";

/** Whose a record is, and on which day; null: nobody's who is known. */
export type RecordLine = { readonly memberNumber: number | null; readonly localDay: Day; readonly provenance: Provenance };

/** By key, of those that are there. */
export const recordLines = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
): Promise<ReadonlyMap<string, readonly RecordLine[]>> => {
  const found = new Map<string, RecordLine[]>();
  if (keys.length === 0) return found;
  const { rows } = await sql<ActivityKey & RecordLine>`
    select distinct a.source, a.external_id as "externalId", a.member_number as "memberNumber", a.local_day as "localDay", a.provenance
    from ${linesOf(companyId, keys)} a
    order by a.source, a.external_id, a.member_number, a.local_day`.execute(tx);
  for (const row of rows) {
    const lines = found.get(keyText(row)) ?? [];
    lines.push({ memberNumber: row.memberNumber, localDay: row.localDay, provenance: row.provenance });
    found.set(keyText(row), lines);
  }
  return found;
};
