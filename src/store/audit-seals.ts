import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** A range of audit events under a signed root. */
export type AuditSeal = {
  readonly number: number;
  readonly eventNumbers: readonly bigint[];
  /** SHA-256 of each event, in the order of the numbers. */
  readonly leaves: readonly Buffer[];
  readonly root: Buffer;
  /** SHA-256 of what the seal before signed; null of the first. */
  readonly previous: Buffer | null;
  readonly sealedAt: string;
  readonly signature: Buffer;
};

const columns = sql`
  seal_number as number, event_numbers as "eventNumbers", leaves, root, previous, sealed_at as "sealedAt", signature`;

export const lastSeal = async (tx: Transaction, companyId: number): Promise<AuditSeal | undefined> => {
  const { rows } = await sql<AuditSeal>`
    select ${columns} from audit_seals where company_id = ${companyId} order by seal_number desc limit 1`.execute(tx);
  return rows[0];
};

/** The seals above this number, in their order. */
export const sealsAfter = async (tx: Transaction, companyId: number, after: number, limit: number): Promise<readonly AuditSeal[]> => {
  const { rows } = await sql<AuditSeal>`
    select ${columns} from audit_seals where company_id = ${companyId} and seal_number > ${after} order by seal_number limit ${limit}`.execute(
    tx,
  );
  return rows;
};

/** Seals below this number, the latest first. */
export const sealsBelow = async (
  tx: Transaction,
  companyId: number,
  below: number | null,
  limit: number,
): Promise<readonly AuditSeal[]> => {
  const { rows } = await sql<AuditSeal>`
    select ${columns} from audit_seals
    where company_id = ${companyId} ${below === null ? sql`` : sql`and seal_number < ${below}`}
    order by seal_number desc limit ${limit}`.execute(tx);
  return rows;
};

export const keepSeal = async (tx: Transaction, companyId: number, seal: AuditSeal): Promise<void> => {
  await sql`
    insert into audit_seals (company_id, seal_number, event_numbers, leaves, root, previous, sealed_at, signature)
    values (${companyId}, ${seal.number}, ${`{${seal.eventNumbers.join(",")}}`}::bigint[], ${seal.leaves}::bytea[], ${seal.root}, ${seal.previous},
      ${seal.sealedAt}, ${seal.signature})`.execute(tx);
};
