import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** Whose key, and of which: two who use the same key have two. */
export type AnswerKey = { readonly by: string; readonly keyHash: Buffer };

export type KeptAnswer = {
  /** What was asked; null while it is still coming in. */
  readonly fingerprint: Buffer | null;
  readonly askedAt: string;
  /** Null while it is worked on; empty where it was erased. */
  readonly sealedAnswer: Buffer | null;
};

/** Bytes of a hash as the number of an advisory lock: two that share it are told to come back, nothing else. */
const lockOf = ({ by, keyHash }: AnswerKey, companyId: number) =>
  sql`hashtextextended(${`${companyId} ${by} ${keyHash.toString("hex")}`}, 0)`;

/** True for the one transaction that may answer under this key now. */
export const mayAnswer = async (tx: Transaction, companyId: number, key: AnswerKey): Promise<boolean> => {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${lockOf(key, companyId)}) as mine`.execute(tx);
  return rows[0]?.mine === true;
};

/** What was answered under the key, or is being worked on by a server that lives. Of an older answer nothing is said. */
export const keptAnswer = async (
  tx: Transaction,
  companyId: number,
  { by, keyHash }: AnswerKey,
  hours: number,
): Promise<KeptAnswer | undefined> => {
  const { rows } = await sql<KeptAnswer>`
    select fingerprint, asked_at as "askedAt", sealed_answer as "sealedAnswer" from kept_answers
    where company_id = ${companyId} and asked_by = ${by} and key_hash = ${keyHash}
      and coalesce(working_until, asked_at + make_interval(hours => ${hours})) > now()
    limit 1`.execute(tx);
  return rows[0];
};

/** Keeps an answer, in the place of an older one and of work that it ends. */
export const keepAnswer = async (
  tx: Transaction,
  companyId: number,
  { by, keyHash, fingerprint, sealedAnswer }: AnswerKey & { readonly fingerprint: Buffer; readonly sealedAnswer: Buffer },
): Promise<void> => {
  await sql`
    insert into kept_answers (company_id, asked_by, key_hash, fingerprint, sealed_answer)
    values (${companyId}, ${by}, ${keyHash}, ${fingerprint}, ${sealedAnswer})
    on conflict (company_id, asked_by, key_hash) do update
      set fingerprint = excluded.fingerprint, sealed_answer = excluded.sealed_answer, asked_at = now(), working_until = null`.execute(tx);
};

/** Says that the answer is being worked on, for so many seconds from now. */
export const keepWorking = async (tx: Transaction, companyId: number, { by, keyHash }: AnswerKey, seconds: number): Promise<void> => {
  await sql`
    insert into kept_answers (company_id, asked_by, key_hash, working_until)
    values (${companyId}, ${by}, ${keyHash}, now() + make_interval(secs => ${seconds}))
    on conflict (company_id, asked_by, key_hash) do update
      set fingerprint = null, sealed_answer = null, asked_at = now(), working_until = excluded.working_until`.execute(tx);
};

/** The work goes on. */
export const sayWorking = async (tx: Transaction, companyId: number, { by, keyHash }: AnswerKey, seconds: number): Promise<void> => {
  await sql`
    update kept_answers set working_until = now() + make_interval(secs => ${seconds})
    where company_id = ${companyId} and asked_by = ${by} and key_hash = ${keyHash} and working_until is not null`.execute(tx);
};

/** The work has come to nothing: the key is as if it had not been used. */
export const forgetWork = async (tx: Transaction, companyId: number, { by, keyHash }: AnswerKey): Promise<void> => {
  await sql`
    delete from kept_answers
    where company_id = ${companyId} and asked_by = ${by} and key_hash = ${keyHash} and working_until is not null`.execute(tx);
};

/** Whoever may be told of in an answer: that it was given stays, what it said goes. */
export const eraseAnswers = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`update kept_answers set sealed_answer = '' where company_id = ${companyId} and sealed_answer is not null`.execute(tx);
};

/** Forgets what is older; at most so many at once. How many that were. */
export const forgetAnswers = async (
  tx: Transaction,
  companyId: number,
  { hours, most }: { hours: number; most: number },
): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from kept_answers where (company_id, asked_by, key_hash) in (
      select company_id, asked_by, key_hash from kept_answers
      where company_id = ${companyId} and asked_at < now() - make_interval(hours => ${hours})
      order by asked_at, asked_by, key_hash limit ${most}
    )`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};
