import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import type { FollowUp, FollowUpAct } from "../domain/follow-up.ts";
import { isoInstant } from "../domain/instant.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

type Row = {
  readonly member_number: number;
  readonly plan_number: number;
  readonly starts_on: Day;
  readonly act: FollowUpAct["act"];
  readonly by_number: number;
  readonly said: string;
  readonly review_on: Day | null;
  readonly done_us: bigint;
};

const followUpsWhere = async (tx: Transaction, companyId: number, which: RawBuilder<unknown>): Promise<readonly FollowUp[]> => {
  const { rows } = await sql<Row>`
    select f.member_number, f.plan_number, f.starts_on, f.act, f.by_number, f.said, f.review_on, (extract(epoch from f.done_at) * 1000000)::bigint as done_us
    from follow_up_acts f where f.company_id = ${companyId} and ${which}
    order by f.starts_on, f.plan_number, f.member_number, f.act_number`.execute(tx);
  const found: (Omit<FollowUp, "acts"> & { readonly acts: FollowUpAct[] })[] = [];
  for (const row of rows) {
    const act = { act: row.act, by: row.by_number, said: row.said, reviewOn: row.review_on, at: row.done_us };
    const last = found.at(-1);
    if (last?.memberNumber === row.member_number && last.planNumber === row.plan_number && last.startsOn === row.starts_on)
      last.acts.push(act);
    else found.push({ memberNumber: row.member_number, planNumber: row.plan_number, startsOn: row.starts_on, acts: [act] });
  }
  return found;
};

type Key = Omit<FollowUp, "acts">;

export const followUpOf = async (tx: Transaction, companyId: number, key: Key): Promise<FollowUp> => {
  const which = sql`f.member_number = ${key.memberNumber} and f.plan_number = ${key.planNumber} and f.starts_on = ${dayValue(key.startsOn)}`;
  return (await followUpsWhere(tx, companyId, which))[0] ?? { ...key, acts: [] };
};

/** Everything that was said about periods that began on this day or later. */
export const followUpsSince = (tx: Transaction, companyId: number, from: Day): Promise<readonly FollowUp[]> =>
  followUpsWhere(tx, companyId, sql`f.starts_on >= ${dayValue(from)}`);

/** Adds an act to a follow-up that nobody else adds to meanwhile. */
export const keepFollowUpAct = async (tx: Transaction, companyId: number, key: Key, act: FollowUpAct): Promise<void> => {
  await sql`
    insert into follow_up_acts (company_id, member_number, plan_number, starts_on, act_number, act, by_number, said, review_on, done_at)
    select ${companyId}::integer, ${key.memberNumber}::integer, ${key.planNumber}::integer, ${dayValue(key.startsOn)}, coalesce(max(f.act_number), 0) + 1,
      ${act.act}, ${act.by}::integer, ${act.said}, ${act.reviewOn === null ? sql`null::date` : dayValue(act.reviewOn)}, ${isoInstant(act.at)}::timestamptz
    from follow_up_acts f
    where f.company_id = ${companyId} and f.member_number = ${key.memberNumber} and f.plan_number = ${key.planNumber}
      and f.starts_on = ${dayValue(key.startsOn)}`.execute(tx);
};
