import type { Permission } from "../domain/access.ts";
import { keepKey } from "../store/api-keys.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { newCredential } from "./credentials.ts";

/** A new API key with these scopes: its text, which is shown this once and stored nowhere. */
export const makeKey = (
  database: Database,
  companyId: number,
  { name, scopes, by }: { readonly name: string; readonly scopes: readonly Permission[]; readonly by: string },
): Promise<{ readonly number: number; readonly key: string }> =>
  inCompany(database, companyId, async (tx) => {
    await ownCompany(tx, companyId);
    const { text, secretHash, beginning } = newCredential("key", companyId);
    const number = await keepKey(tx, companyId, { secretHash, name, beginning, scopes, by });
    await keepAuditEvent(tx, companyId, { by, act: "make-key", subject: "key", subjectId: String(number), after: { name, scopes } });
    return { number, key: text };
  });
