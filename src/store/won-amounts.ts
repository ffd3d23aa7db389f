import { sql } from "kysely";
import type { Span } from "../domain/day.ts";
import type { Money } from "../domain/money.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** What the deals were worth that were won on these days in a currency, of these members or, null, of everybody; the latest first. */
export const wonAmounts = async (
  tx: Transaction,
  companyId: number,
  {
    span,
    currency,
    members,
    limit,
  }: { readonly span: Span; readonly currency: string; readonly members: readonly number[] | null; readonly limit: number },
): Promise<readonly Money[]> => {
  const { rows } = await sql<{ amount: bigint }>`
    select a.amount_minor as amount from activities a
    where a.company_id = ${companyId} and a.kind = 'deal_won' and a.voided_at is null and not a.taken_back and a.currency = ${currency} and a.amount_minor is not null
      and a.local_day >= ${dayValue(span.startsOn)} and a.local_day < ${dayValue(span.endsBefore)}
      ${members === null ? sql`` : sql`and a.member_number = any (${columnOf("int4", members)})`}
    order by a.local_day desc, a.source, a.external_id
    limit ${limit}`.execute(tx);
  return rows.map(({ amount }) => ({ amountMinor: amount, currency }));
};
