import { sql } from "kysely";
import { createHmac } from "node:crypto";
import type { Settings } from "../domain/company.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Database, Transaction } from "./database.ts";
import { subkey, type Secret } from "./secret-key.ts";

/**
 * How somebody is told of: as a prospect by a name of theirs, as a member by id, code, e-mail address or, with its source, an identity. Both write
 * an e-mail address in lower case.
 */
export type Identity = { readonly of: "prospect" | "member"; readonly kind: string; readonly value: string };

const secrets = new WeakMap<Database, () => Outcome<Secret>>();
const keys = new WeakMap<Database, Buffer>();

/** Without the secret an address or a telephone number could be found by trying them all. To be said once, when a database is opened. */
export const knowErased = (database: Database, readSecret: () => Outcome<Secret>): void => {
  secrets.set(database, readSecret);
};

const keyOf = (database: Database): Buffer => {
  const known = keys.get(database);
  if (known !== undefined) return known;
  const secret = secrets.get(database)?.();
  if (secret?.ok !== true) throw new Error("people were erased, and the secret by which they are known cannot be read");
  const key = subkey(secret.value, "erased identities");
  keys.set(database, key);
  return key;
};

export const identityHash = (database: Database, companyId: number, { of, kind, value }: Identity): Buffer =>
  createHmac("sha256", keyOf(database)).update(`${companyId}\u0000${of}\u0000${kind}\u0000${value}`).digest();

/** The member's or the prospect's number of each that is erased. */
export type Erased = {
  readonly isEmpty: boolean;
  readonly numberOf: (identity: Identity) => bigint | undefined;
};

const nobody: Erased = { isEmpty: true, numberOf: () => undefined };

const remembered = new WeakMap<Settings, Erased>();

/** Everybody who was erased; read once for each version of the settings, which an erasure raises. */
export const erasedIn = async (tx: Transaction, settings: Settings): Promise<Erased> => {
  const known = remembered.get(settings);
  if (known !== undefined) return known;
  const { companyId } = settings;
  const { rows } = await sql<{ hash: Buffer; number: bigint }>`
    select i.identity_hash as hash, e.subject_number as number from erased_identities i
    join erasures e on e.company_id = i.company_id and e.erasure_number = i.erasure_number
    where i.company_id = ${companyId}`.execute(tx);
  const numbers = new Map(rows.map(({ hash, number }) => [hash.toString("latin1"), number]));
  const erased: Erased =
    rows.length === 0
      ? nobody
      : {
          isEmpty: false,
          numberOf: (identity) => numbers.get(identityHash(tx.database, companyId, identity).toString("latin1")),
        };
  remembered.set(settings, erased);
  return erased;
};

/** Remembers by hashes alone. An identity that was erased before stays with that erasure. */
export const keepErased = async (
  tx: Transaction,
  companyId: number,
  erasureNumber: number,
  identities: readonly Identity[],
): Promise<void> => {
  const hashes = identities.map((identity) => identityHash(tx.database, companyId, identity));
  await sql`
    insert into erased_identities (company_id, identity_hash, erasure_number)
    select ${companyId}::integer, h.hash, ${erasureNumber} from unnest(${hashes}::bytea[]) as h (hash)
    on conflict do nothing`.execute(tx);
};

/** Under which id an erased person stands. */
export const erasedMemberId = (number: number | bigint): string => `erased-${number}`;
export const erasedProspectId = (number: bigint): string => `erased-${number}`;

/** Every erasure with the hashes of what the person was known by. */
export const erasedHashes = async (
  tx: Transaction,
  companyId: number,
): Promise<readonly { readonly what: "member" | "prospect"; readonly reason: string; readonly hashes: readonly string[] }[]> => {
  const { rows } = await sql<{ what: "member" | "prospect"; reason: string; hashes: string[] }>`
    select e.what, e.reason, array_agg(encode(i.identity_hash, 'hex') order by i.identity_hash) as hashes
    from erasures e join erased_identities i on i.company_id = e.company_id and i.erasure_number = e.erasure_number
    where e.company_id = ${companyId} group by e.erasure_number, e.what, e.reason order by e.erasure_number`.execute(tx);
  return rows;
};
