import { sql } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type Passkey = {
  readonly number: number;
  readonly userNumber: number;
  readonly credentialId: Buffer;
  readonly userHandle: Buffer;
  readonly publicKey: Buffer;
  readonly counter: bigint;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: string;
  /** When somebody last signed in with it; null: not yet. */
  readonly usedAt: string | null;
};

const columns = sql`passkey_number as number, user_number as "userNumber", credential_id as "credentialId", user_handle as "userHandle",
  public_key as "publicKey", counter, transports, name, created_at as "createdAt", used_at as "usedAt"`;

/** Of one account, the oldest first; at most a hundred. */
export const passkeysOf = async (tx: Transaction, companyId: number, userNumber: number): Promise<readonly Passkey[]> => {
  const { rows } = await sql<Passkey>`
    select ${columns} from passkeys where company_id = ${companyId} and user_number = ${userNumber} order by passkey_number limit 100`.execute(
    tx,
  );
  return rows;
};

/** Locked, so that of two uses of one state of its counter the second sees the first. */
export const passkeyByCredential = async (tx: Transaction, companyId: number, credentialId: Buffer): Promise<Passkey | undefined> => {
  const { rows } = await sql<Passkey>`
    select ${columns} from passkeys where company_id = ${companyId} and credential_id = ${credentialId} limit 1 for update`.execute(tx);
  return rows[0];
};

export type NewPasskey = Omit<Passkey, "number" | "createdAt" | "usedAt">;

/** Keeps a passkey and answers with its number; undefined when the device's credential is known already, to whomever it belongs. */
export const keepPasskey = async (tx: Transaction, companyId: number, passkey: NewPasskey): Promise<number | undefined> => {
  const { userNumber, credentialId, userHandle, publicKey, counter, transports, name } = passkey;
  const { rows } = await sql<{ number: number }>`
    insert into passkeys (company_id, user_number, credential_id, user_handle, public_key, counter, transports, name)
    values (${companyId}, ${userNumber}, ${credentialId}, ${userHandle}, ${publicKey}, ${counter}, ${columnOf("text", transports)}, ${name})
    on conflict (company_id, credential_id) do nothing returning passkey_number as number`.execute(tx);
  return rows[0]?.number;
};

export const usePasskey = async (tx: Transaction, companyId: number, number: number, counter: bigint): Promise<void> => {
  await sql`
    update passkeys set counter = ${counter}, used_at = now() where company_id = ${companyId} and passkey_number = ${number}`.execute(tx);
};

/** False when the account has no such passkey. */
export const deletePasskey = async (tx: Transaction, companyId: number, userNumber: number, number: number): Promise<boolean> => {
  const { rows } = await sql`
    delete from passkeys where company_id = ${companyId} and user_number = ${userNumber} and passkey_number = ${number}
    returning passkey_number`.execute(tx);
  return rows.length > 0;
};
