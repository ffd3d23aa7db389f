import { sql } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOf } from "./evaluation.ts";
import { recount } from "./recording.ts";

// A statement that judges more holds more in memory than a small machine has.
const RECORDS_AT_ONCE = 5_000;

/** The members of whose employment days were taken away: only their records can lie outside of it now. */
const shortened = (before: Settings, after: Settings): readonly number[] => {
  const known = new Map(before.members.map((member) => [member.number, member]));
  return after.members.flatMap(({ number, employedFrom, employedBefore }) => {
    const was = known.get(number);
    return was !== undefined && (was.employedFrom < employedFrom || was.employedBefore > employedBefore) ? [number] : [];
  });
};

const outsideEmployment = async (tx: Transaction, companyId: number, memberNumbers: readonly number[]): Promise<ActivityKey[]> => {
  const { rows } = await sql<ActivityKey>`
    select a.source, a.external_id as "externalId"
    from members m
    join activities a on a.company_id = m.company_id and a.member_number = m.member_number
      and (a.local_day < m.employed_from or a.local_day >= m.employed_before)
    where m.company_id = ${companyId} and m.member_number = any (${columnOf("int4", memberNumbers)})
    order by a.source, a.external_id limit ${RECORDS_AT_ONCE}`.execute(tx);
  return rows;
};

/**
 * Lets go of the records that a corrected employment leaves outside: they keep their day, are listed as unattributed and count for nothing.
 * The rows of the members are written and the company is owned.
 */
export const releaseRecords = async (tx: Transaction, before: Settings, after: Settings): Promise<void> => {
  const { companyId } = after;
  const memberNumbers = shortened(before, after);
  if (memberNumbers.length === 0) return;
  const evaluation = await evaluationOf(tx, after);
  let keys = await outsideEmployment(tx, companyId, memberNumbers);
  while (keys.length > 0) {
    const released = keys;
    await recount(tx, evaluation, {
      created: [],
      changed: released,
      change: async () => {
        await sql`
          update activities a set member_number = null
          from unnest(${columnOf(
            "text",
            released.map((each) => each.source),
          )}, ${columnOf(
            "text",
            released.map((each) => each.externalId),
          )}) as k (source, external_id)
          where a.company_id = ${companyId} and a.source = k.source collate "C" and a.external_id = k.external_id collate "C"`.execute(tx);
      },
    });
    keys = keys.length < RECORDS_AT_ONCE ? [] : await outsideEmployment(tx, companyId, memberNumbers);
  }
};
