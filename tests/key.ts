import { permissions } from "../src/domain/access.ts";
import type { Database } from "../src/operations/database.ts";
import { makeKey } from "../src/operations/make-key.ts";

/** The headers of a new key of the company that may do everything. */
export const newKey = async (database: Database, companyId: number, name = "tests"): Promise<{ readonly authorization: string }> => {
  const made = await makeKey(database, companyId, { name, scopes: permissions, expiresAt: null, by: "test" });
  if (!made.ok) throw new Error(made.refusals[0].code);
  return { authorization: `Bearer ${made.value.key}` };
};
