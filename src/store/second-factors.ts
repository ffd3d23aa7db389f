import { sql } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptFactor = { readonly sealedSecret: Buffer; readonly isConfirmed: boolean; readonly lastStep: bigint };

/** The account's second factor, locked until the transaction ends, so that a code opens once. */
export const ownFactor = async (tx: Transaction, companyId: number, userNumber: number): Promise<KeptFactor | undefined> => {
  const { rows } = await sql<KeptFactor>`
    select sealed_secret as "sealedSecret", confirmed_at is not null as "isConfirmed", last_step as "lastStep" from second_factors
    where company_id = ${companyId} and user_number = ${userNumber} limit 1 for update`.execute(tx);
  return rows[0];
};

/** Keeps a secret that is still to be confirmed, in place of another such. */
export const keepFactor = async (tx: Transaction, companyId: number, userNumber: number, sealedSecret: Buffer): Promise<void> => {
  await sql`
    insert into second_factors (company_id, user_number, sealed_secret) values (${companyId}, ${userNumber}, ${sealedSecret})
    on conflict (company_id, user_number) do update set sealed_secret = excluded.sealed_secret, created_at = now(), last_step = 0
    where second_factors.confirmed_at is null`.execute(tx);
};

export const confirmFactor = async (
  tx: Transaction,
  companyId: number,
  { userNumber, step, codeHashes }: { readonly userNumber: number; readonly step: bigint; readonly codeHashes: readonly Buffer[] },
): Promise<void> => {
  await sql`
    update second_factors set confirmed_at = now(), last_step = ${step}
    where company_id = ${companyId} and user_number = ${userNumber}`.execute(tx);
  await sql`
    insert into recovery_codes (company_id, user_number, code_hash)
    select ${companyId}, ${userNumber}, hash from unnest(${columnOf("bytea", codeHashes)}) as codes (hash)`.execute(tx);
};

export const keepStepOfFactor = async (tx: Transaction, companyId: number, userNumber: number, step: bigint): Promise<void> => {
  await sql`update second_factors set last_step = ${step} where company_id = ${companyId} and user_number = ${userNumber}`.execute(tx);
};

/** True for the one who takes the code. */
export const takeRecoveryCode = async (tx: Transaction, companyId: number, userNumber: number, codeHash: Buffer): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update recovery_codes set used_at = now()
    where company_id = ${companyId} and user_number = ${userNumber} and code_hash = ${codeHash} and used_at is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
};

export const forgetFactor = async (tx: Transaction, companyId: number, userNumber: number): Promise<void> => {
  await sql`delete from second_factors where company_id = ${companyId} and user_number = ${userNumber}`.execute(tx);
};

/** Whether a second factor is asked for, and how many recovery codes are left. */
export const factorState = async (
  tx: Transaction,
  companyId: number,
  userNumber: number,
): Promise<{ readonly on: boolean; readonly recoveryCodesLeft: number }> => {
  const { rows } = await sql<{ on: boolean; recoveryCodesLeft: number }>`
    select exists (select from second_factors where company_id = ${companyId} and user_number = ${userNumber} and confirmed_at is not null) as on,
      (select count(*)::int from recovery_codes where company_id = ${companyId} and user_number = ${userNumber} and used_at is null) as "recoveryCodesLeft"`.execute(
    tx,
  );
  return rows[0] ?? { on: false, recoveryCodesLeft: 0 };
};
