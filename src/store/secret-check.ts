import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { NOBODY, ofNobody, type Database } from "./database.ts";
import { subkey, type Secret } from "./secret-key.ts";

const checkOf = (secret: Secret): Buffer => createHmac("sha256", subkey(secret, "secret check")).update("attain").digest();

const keptCheck = (database: Database): Promise<Buffer | null> =>
  ofNobody(database, async (tx) => {
    const { rows } = await sql<{ check: Buffer }>`select check_hash as "check" from secret_checks where company_id = ${NOBODY}`.execute(tx);
    return rows[0]?.check ?? null;
  });

/** The first of two at once is kept. */
const keepCheck = async (database: Database, secret: Secret): Promise<Buffer | null> => {
  await ofNobody(database, (tx) =>
    sql`insert into secret_checks (company_id, check_hash) values (${NOBODY}, ${checkOf(secret)}) on conflict do nothing`.execute(tx),
  );
  return keptCheck(database);
};

export type CheckedSecret = {
  /** The secret, if what is sealed in the database is not sealed by another. */
  readonly compared: () => Outcome<Secret>;
  /** The same, and from now on the database is sealed by it. */
  readonly kept: () => Promise<Outcome<Secret>>;
};

/**
 * Holds the secret against the one by which the database was sealed. Refuses another: what is sealed could not be opened, and what is
 * sealed by both could be opened by neither. `place` is where the secret was read.
 */
export const checkedSecret = async (database: Database, read: () => Outcome<Secret>, place: string): Promise<CheckedSecret> => {
  let check = await keptCheck(database);
  const compared = (): Outcome<Secret> => {
    const secret = read();
    if (!secret.ok || check === null || timingSafeEqual(check, checkOf(secret.value))) return secret;
    return refused(refusal("secret-key-other", "", { name: place }));
  };
  const kept = async (): Promise<Outcome<Secret>> => {
    const secret = compared();
    if (!secret.ok || check !== null) return secret;
    check = await keepCheck(database, secret.value);
    return compared();
  };
  return { compared, kept };
};

/** Whatever the database was sealed by, from now on it is this one. */
export const replaceCheck = async (database: Database, secret: Secret): Promise<void> => {
  await ofNobody(database, (tx) =>
    sql`
      insert into secret_checks (company_id, check_hash) values (${NOBODY}, ${checkOf(secret)})
      on conflict (company_id) do update set check_hash = excluded.check_hash`.execute(tx),
  );
};
