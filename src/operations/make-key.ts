import type { ApiKeyOrder } from "../domain/api-key-reading.ts";
import { isoInstant } from "../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isNameHeld, keepKey, type ApiKey } from "../store/api-keys.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { newCredential } from "./credentials.ts";

/** A new API key: its text, which is shown this once and stored nowhere, and what is kept of it. Refuses a name that another has which holds. */
export const makeKey = (
  database: Database,
  companyId: number,
  { name, scopes, expiresAt, by }: ApiKeyOrder & { readonly by: string },
): Promise<Outcome<ApiKey & { readonly key: string }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ApiKey & { readonly key: string }>> => {
    await ownCompany(tx, companyId);
    if (await isNameHeld(tx, companyId, name)) return refused(refusal("api-key-name-taken", "/name", { found: name }));
    const { text, secretHash, beginning } = newCredential("key", companyId);
    const ends = expiresAt === null ? null : isoInstant(expiresAt);
    const kept = await keepKey(tx, companyId, { secretHash, name, beginning, scopes, expiresAt: ends, by });
    const after = { scopes, expiresAt: kept.expiresAt };
    await keepAuditEvent(tx, companyId, { by, act: "make-key", subject: "api-key", subjectId: String(kept.number), after });
    return accepted({ key: text, ...kept });
  });
