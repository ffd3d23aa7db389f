import { sql } from "kysely";
import type { Day } from "../domain/day.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type RecountAct = {
  readonly metricNumber: number;
  /** The first day of the version that reaches back. */
  readonly from: Day;
  readonly settingsVersion: bigint;
  readonly reason: string;
  readonly doneBy: string;
  /** Kept as they are told. */
  readonly totals: readonly unknown[];
  readonly numbers: readonly unknown[];
};

/** Keeps why days gone were counted by another rule, and what that changed. */
export const keepRecount = async (tx: Transaction, companyId: number, act: RecountAct): Promise<void> => {
  await sql`
    insert into metric_recounts (company_id, metric_number, from_day, settings_version, reason, done_by, totals, numbers)
    values (${companyId}, ${act.metricNumber}, ${dayValue(act.from)}, ${act.settingsVersion}, ${act.reason}, ${act.doneBy},
      ${JSON.stringify(act.totals)}::jsonb, ${JSON.stringify(act.numbers)}::jsonb)`.execute(tx);
};

export type KeptRecount = {
  readonly from: Day;
  readonly reason: string;
  readonly doneBy: string;
  readonly doneAt: string;
  readonly totals: readonly unknown[];
  readonly numbers: readonly unknown[];
};

/** How a metric was counted anew from days gone on, the latest first. At most a hundred. */
export const recountsOf = async (tx: Transaction, companyId: number, metricNumber: number): Promise<readonly KeptRecount[]> => {
  const { rows } = await sql<KeptRecount>`
    select r.from_day as "from", r.reason, r.done_by as "doneBy", r.done_at as "doneAt", r.totals, r.numbers
    from metric_recounts r
    where r.company_id = ${companyId} and r.metric_number = ${metricNumber}
    order by r.done_at desc, r.from_day limit 100`.execute(tx);
  return rows;
};
