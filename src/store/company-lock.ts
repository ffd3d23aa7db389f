import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** Spaces of advisory keys, one key per company in each; no two may be the same. One key per period or prospect would overflow the lock table. */
export const KEY_SPACES = {
  company: 0x0a77a1,
  fold: 0x0a77a2,
  disputes: 0x0a77a3,
  imports: 0x0a77a4,
  closing: 0x0a77a5,
  audit: 0x0a77ad,
  setUp: 0x0a77b1,
  edits: 0x0a77af,
  suggestions: 0x0a77b5,
  signals: 0x0a77b2,
  rewards: 0x0a77b3,
} as const;

// Recording shares the company; whoever changes what a verdict reads owns it, so that no record is judged half by the old and half by the new.

/** Many may record at once; nobody changes a setting or a dated fact meanwhile. Lock in one statement, count in the next. */
export const shareCompany = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(${KEY_SPACES.company}::int, ${companyId}::int)`.execute(tx);
};

/** For settings, dated facts and closing: waits for every recorder, and keeps new ones waiting until the transaction ends. */
export const ownCompany = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.company}::int, ${companyId}::int)`.execute(tx);
};

/** For whoever shares the company and says something in a dispute or a follow-up: one after the other, so that each sees what the others said. */
export const ownDisputes = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.disputes}::int, ${companyId}::int)`.execute(tx);
};

/** True for the one transaction that may fold the company's tally now. */
export const mayFold = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(${KEY_SPACES.fold}::int, ${companyId}::int) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** Waits for a fold that runs and keeps others away until the transaction ends. */
export const ownFold = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.fold}::int, ${companyId}::int)`.execute(tx);
};

/** True for the one transaction that may close a period of the company now; it holds on while the statements are worked out and written. */
export const mayClose = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(${KEY_SPACES.closing}::int, ${companyId}::int) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** For whoever saves a draft or a map that others may be saving: one after the other, so that each sees what it replaces. */
export const ownEdits = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.edits}::int, ${companyId}::int)`.execute(tx);
};

/** For whoever adds to the files that wait, or takes one to be imported: one after the other, so that limits hold and one import of a company runs at a time. */
export const ownImports = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.imports}::int, ${companyId}::int)`.execute(tx);
};

/** For whoever shares the company and records what prospects did: one after the other, so that each sees what the others know. */
export const ownSignals = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.signals}::int, ${companyId}::int)`.execute(tx);
};

/** Whoever tells an audit event; until the transaction ends nothing is sealed. */
export const shareAudit = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(${KEY_SPACES.audit}::int, ${companyId}::int)`.execute(tx);
};

/** True while nobody is in the middle of telling an audit event, and then for one transaction alone. Nobody is made to wait for it to come true. */
export const maySeal = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(${KEY_SPACES.audit}::int, ${companyId}::int) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** For whoever shares the company and gives suggestions out: one after the other, so that everybody's turn comes. */
export const ownSuggestions = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.suggestions}::int, ${companyId}::int)`.execute(tx);
};

/** True for the one transaction that may make the installation's first account now. */
export const tryToSetUp = async (tx: Transaction): Promise<boolean> => {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${KEY_SPACES.setUp}::int, 0) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** For whoever moves a reward statement on or enters something into a ledger: one after the other, so that budgets hold and each sees what was entered. */
export const ownRewards = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${KEY_SPACES.rewards}::int, ${companyId}::int)`.execute(tx);
};
