import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** True for the first who comes with this flow, false for all after. Those of days gone, which are too old to come again, are forgotten. */
export const spendFlow = async (tx: Transaction, companyId: number, flowId: Buffer): Promise<boolean> => {
  await sql`delete from spent_flows where company_id = ${companyId} and spent_at < now() - interval '1 day'`.execute(tx);
  const { rows } = await sql`
    insert into spent_flows (company_id, flow_id) values (${companyId}, ${flowId}) on conflict (company_id, flow_id) do nothing
    returning flow_id`.execute(tx);
  return rows.length > 0;
};
