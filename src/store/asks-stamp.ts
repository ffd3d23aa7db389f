import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** Drawn anew with every change of what targets are worked out from besides the settings: what was worked out under another one holds no more. */
export const asksStampOf = async (tx: Transaction, companyId: number): Promise<string> => {
  const { rows } = await sql<{ stamp: string }>`select asks_stamp as stamp from company_settings where company_id = ${companyId}`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`company ${companyId} has no settings`);
  return row.stamp;
};

export const touchAsks = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`update company_settings set asks_stamp = gen_random_uuid() where company_id = ${companyId}`.execute(tx);
};
