import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type pg from "pg";

/** The role that the product serves as: it owns nothing, so row-level security binds it. */
export type AppRole = { readonly name: string; readonly password: string };

const ITERATIONS = 4096;

/** The verifier that PostgreSQL would compute (RFC 5803). Sent instead of the password, so that no server log can hold it. */
const scramVerifier = (password: string): string => {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize("NFKC"), salt, ITERATIONS, 32, "sha256");
  const hmac = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest();
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${storedKey.toString("base64")}:${hmac("Server Key").toString("base64")}`;
};

/** Creates the role if it is missing. The password of an existing one is changed only where it is ours to choose. */
export const ensureAppRole = async (owner: pg.ClientBase, { name, password }: AppRole, mayChangePassword: boolean): Promise<void> => {
  const { rowCount } = await owner.query("select from pg_roles where rolname = $1", [name]);
  if (rowCount !== 0 && !mayChangePassword) return;
  const verb = rowCount === 0 ? "create" : "alter";
  await owner.query(`${verb} role ${owner.escapeIdentifier(name)} login password ${owner.escapeLiteral(scramVerifier(password))}`);
};

/** "grants"; two programs that start at once would otherwise change the same catalogue row. */
const GRANTING = 120_201_915;

/** After every migration: the app reads and writes rows of every table, of those of the audit only adds them, and may not change one table's shape. */
export const grantToAppRole = async (owner: pg.ClientBase, name: string): Promise<void> => {
  const role = owner.escapeIdentifier(name);
  // One string, so one transaction.
  await owner.query(`
    select pg_advisory_xact_lock(${GRANTING});
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    revoke update, delete on audit_events, audit_seals from ${role};
    grant usage on all sequences in schema public to ${role};
    grant execute on all functions in schema public to ${role};
    grant usage on schema attain_migrations to ${role};
    grant select on all tables in schema attain_migrations to ${role};
  `);
};
