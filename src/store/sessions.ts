import { sql } from "kysely";
import { COMING_IN } from "../domain/live.ts";
import { noteTouched } from "./changes.ts";
import type { Transaction } from "./database.ts";

export type NewSession = { readonly secretHash: Buffer; readonly userNumber: number; readonly agent: string };

export const keepSession = async (tx: Transaction, companyId: number, { secretHash, userNumber, agent }: NewSession): Promise<void> => {
  await sql`
    insert into sessions (company_id, secret_hash, user_number, agent) values (${companyId}, ${secretHash}, ${userNumber}, ${agent})`.execute(
    tx,
  );
};

export const touchSession = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<void> => {
  await sql`
    update sessions set seen_at = now() where company_id = ${companyId} and secret_hash = ${secretHash} and seen_at < now() - interval '1 minute'`.execute(
    tx,
  );
};

export type SessionEntry = {
  readonly number: number;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly agent: string;
  readonly isThis: boolean;
};

type Limits = { readonly idleSeconds: number; readonly longestSeconds: number };

/** The sessions by which an account is signed in, the last used first. */
export const liveSessions = async (
  tx: Transaction,
  companyId: number,
  {
    userNumber,
    thisHash,
    idleSeconds,
    longestSeconds,
    limit,
  }: Limits & { readonly userNumber: number; readonly thisHash: Buffer | null; readonly limit: number },
): Promise<readonly SessionEntry[]> => {
  const { rows } = await sql<SessionEntry>`
    select session_number as number, created_at as "createdAt", seen_at as "seenAt", agent, coalesce(secret_hash = ${thisHash}, false) as "isThis"
    from sessions
    where company_id = ${companyId} and user_number = ${userNumber} and ended_at is null
      and seen_at > now() - make_interval(secs => ${idleSeconds}) and created_at > now() - make_interval(secs => ${longestSeconds})
    order by seen_at desc, session_number desc limit ${limit}`.execute(tx);
  return rows;
};

/** Why a session ended before its time. */
export type SessionEnd = "signed-out" | "ended" | "replaced" | "password" | "second-factor" | "account";

export type SessionsToEnd = {
  readonly userNumber: number;
  readonly why: SessionEnd;
  /** Left out: every one. */
  readonly number?: number;
  /** This one alone; the session that stays is `except`. */
  readonly only?: Buffer;
  readonly except?: Buffer | null;
};

/** Ends sessions of an account; how many there were. */
export const endSessionRows = async (
  tx: Transaction,
  companyId: number,
  { userNumber, why, number, only, except }: SessionsToEnd,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update sessions set ended_at = now(), ended_why = ${why}
    where company_id = ${companyId} and user_number = ${userNumber} and ended_at is null
      and (${number ?? null}::integer is null or session_number = ${number ?? null}::integer)
      and (${only ?? null}::bytea is null or secret_hash = ${only ?? null}::bytea)
      and (${except ?? null}::bytea is null or secret_hash <> ${except ?? null}::bytea)`.execute(tx);
  noteTouched(tx, [COMING_IN], new Set([userNumber]));
  return Number(numAffectedRows ?? 0n);
};

/** Forgets sessions that nobody can come in by any more, but the last of an account; how one ended is told as long as its owner may still have the cookie. */
export const forgetSessions = async (
  tx: Transaction,
  companyId: number,
  { longestSeconds }: Pick<Limits, "longestSeconds">,
): Promise<void> => {
  await sql`
    delete from sessions where company_id = ${companyId} and created_at < now() - make_interval(secs => ${longestSeconds * 2})`.execute(tx);
};

export type NewStep = { readonly secretHash: Buffer; readonly browserHash: Buffer; readonly userNumber: number };

export const keepStep = async (tx: Transaction, companyId: number, { secretHash, browserHash, userNumber }: NewStep): Promise<void> => {
  await sql`
    insert into sign_in_steps (company_id, secret_hash, browser_hash, user_number)
    values (${companyId}, ${secretHash}, ${browserHash}, ${userNumber})`.execute(tx);
};

/** Whose password was right, where both secrets are of one sign-in that began less than so many seconds ago. */
export const userOfStep = async (
  tx: Transaction,
  companyId: number,
  { secretHash, browserHash, seconds }: { readonly secretHash: Buffer; readonly browserHash: Buffer; readonly seconds: number },
): Promise<number | undefined> => {
  const { rows } = await sql<{ number: number }>`
    select user_number as number from sign_in_steps
    where company_id = ${companyId} and secret_hash = ${secretHash} and browser_hash = ${browserHash}
      and created_at > now() - make_interval(secs => ${seconds}) limit 1`.execute(tx);
  return rows[0]?.number;
};

/** True for the one who takes it. */
export const takeStep = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<boolean> => {
  const { numAffectedRows } = await sql`delete from sign_in_steps where company_id = ${companyId} and secret_hash = ${secretHash}`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
};

/** All that an account has begun and not finished; without an account what is too old. */
export const forgetSteps = async (
  tx: Transaction,
  companyId: number,
  { userNumber, seconds }: { readonly userNumber: number | null; readonly seconds: number },
): Promise<void> => {
  await sql`
    delete from sign_in_steps where company_id = ${companyId}
      and (user_number = ${userNumber}::integer or created_at < now() - make_interval(secs => ${seconds}))`.execute(tx);
};
