import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endEndpoint } from "../store/hook-endpoints.ts";
import { hookNamed } from "./find-hook.ts";

/** Ends an inbound hook: who sends to it is told that it is gone. Its records stay. */
export const endHook = (
  database: Database,
  companyId: number,
  id: string,
  { by }: { readonly by: string },
): Promise<Outcome<{ readonly id: string }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly id: string }>> => {
    await ownCompany(tx, companyId);
    const found = await hookNamed(tx, companyId, id);
    if (!found.ok) return found;
    await endEndpoint(tx, companyId, found.value.number, by);
    await keepAuditEvent(tx, companyId, { by, act: "end-hook", subject: "hook-endpoint", subjectId: found.value.id });
    return accepted({ id: found.value.id });
  });
