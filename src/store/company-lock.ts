import { sql } from "kysely";
import type { Transaction } from "./database.ts";

// One advisory key per company, in a key space of its own. Recording shares it; whoever changes what a verdict reads owns it,
// so that no record is judged half by the old and half by the new. One key per period or prospect would overflow the lock table.
const COMPANY_KEYS = 0x0a77a1;

/** Many may record at once; nobody changes a setting or a dated fact meanwhile. Lock in one statement, count in the next. */
export const shareCompany = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(${COMPANY_KEYS}::int, ${companyId}::int)`.execute(tx);
};

/** For settings, dated facts and closing: waits for every recorder, and keeps new ones waiting until the transaction ends. */
export const ownCompany = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${COMPANY_KEYS}::int, ${companyId}::int)`.execute(tx);
};

const DISPUTE_KEYS = 0x0a77a3;

/** For whoever shares the company and says something in a dispute or a follow-up: one after the other, so that each sees what the others said. */
export const ownDisputes = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${DISPUTE_KEYS}::int, ${companyId}::int)`.execute(tx);
};

const FOLD_KEYS = 0x0a77a2;

/** True for the one transaction that may fold the company's tally now. */
export const mayFold = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${FOLD_KEYS}::int, ${companyId}::int) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** Waits for a fold that runs and keeps others away until the transaction ends. */
export const ownFold = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${FOLD_KEYS}::int, ${companyId}::int)`.execute(tx);
};

const CLOSING_KEYS = 0x0a77a3;

/** True for the one transaction that may close a period of the company now; it holds on while the statements are worked out and written. */
export const mayClose = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${CLOSING_KEYS}::int, ${companyId}::int) as mine`.execute(
    tx,
  );
  return rows[0]?.mine === true;
};

const IMPORT_KEYS = 0x0a77a4;

/** For whoever adds to the files that wait, or takes one to be imported: one after the other, so that limits hold and one import of a company runs at a time. */
export const ownImports = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${IMPORT_KEYS}::int, ${companyId}::int)`.execute(tx);
};
