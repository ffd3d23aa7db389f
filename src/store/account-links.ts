import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type LinkPurpose = "invitation" | "reset";

export type NewLink = {
  readonly secretHash: Buffer;
  readonly userNumber: number;
  readonly purpose: LinkPurpose;
  readonly seconds: number;
  readonly by: string;
};

/** Keeps a link; those that were made before for the account open nothing any more. */
export const keepLink = async (
  tx: Transaction,
  companyId: number,
  { secretHash, userNumber, purpose, seconds, by }: NewLink,
): Promise<void> => {
  await replaceLinks(tx, companyId, userNumber);
  await sql`
    insert into account_links (company_id, secret_hash, user_number, purpose, created_by, expires_at)
    values (${companyId}, ${secretHash}, ${userNumber}, ${purpose}, ${by}, now() + make_interval(secs => ${seconds}))`.execute(tx);
};

export const replaceLinks = async (tx: Transaction, companyId: number, userNumber: number): Promise<void> => {
  await sql`
    update account_links set replaced_at = now()
    where company_id = ${companyId} and user_number = ${userNumber} and used_at is null and replaced_at is null`.execute(tx);
};

export type KeptLink = {
  readonly userNumber: number;
  readonly purpose: LinkPurpose;
  readonly isUsed: boolean;
  readonly isExpired: boolean;
  readonly isReplaced: boolean;
};

export const linkBySecret = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<KeptLink | undefined> => {
  const { rows } = await sql<KeptLink>`
    select user_number as "userNumber", purpose, used_at is not null as "isUsed", expires_at <= now() as "isExpired", replaced_at is not null as "isReplaced"
    from account_links where company_id = ${companyId} and secret_hash = ${secretHash} limit 1`.execute(tx);
  return rows[0];
};

/** True for the one who takes it, while it holds. */
export const takeLink = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update account_links set used_at = now()
    where company_id = ${companyId} and secret_hash = ${secretHash} and used_at is null and replaced_at is null and expires_at > now()`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
};

/** Keeps that somebody forgot the password of this address, unless it was asked for so many times within the hour. */
export const keepResetRequest = async (tx: Transaction, companyId: number, emailKey: string, most: number): Promise<void> => {
  await sql`
    insert into reset_requests (company_id, email_key)
    select ${companyId}, ${emailKey}
    where (select count(*) from reset_requests
      where company_id = ${companyId} and email_key = ${emailKey} and asked_at > now() - interval '1 hour') < ${most}`.execute(tx);
};

/** Takes one request to be answered; each is taken once. Forgets those of more than an hour ago. */
export const takeResetRequest = async (tx: Transaction, companyId: number): Promise<string | undefined> => {
  await sql`delete from reset_requests where company_id = ${companyId} and asked_at < now() - interval '1 hour'`.execute(tx);
  const { rows } = await sql<{ emailKey: string }>`
    update reset_requests set taken_at = now()
    where (company_id, request_number) = (
      select company_id, request_number from reset_requests
      where company_id = ${companyId} and taken_at is null order by request_number limit 1 for update skip locked)
    returning email_key as "emailKey"`.execute(tx);
  return rows[0]?.emailKey;
};
