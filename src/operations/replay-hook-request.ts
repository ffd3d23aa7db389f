import type { Instant } from "../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { noteReplay } from "../store/hook-requests.ts";
import { processRequest } from "./hooks/process-request.ts";
import { requestNamed, showHookRequest, type HookRequestName, type HookRequestShown } from "./show-hook-request.ts";

/** Reads a request that is in quarantine again, by the map as it is now. What of it was recorded before is recorded no second time. Refuses one whose body is kept no longer. */
export const replayHookRequest = async (
  database: Database,
  companyId: number,
  name: HookRequestName,
  { by, now }: { readonly by: string; readonly now: Instant },
): Promise<Outcome<HookRequestShown>> => {
  const request = await inCompany(database, companyId, async (tx) => {
    const found = await requestNamed(tx, companyId, name);
    if (!found.ok) return found;
    const { number, body, state } = found.value;
    if (body === null) return refused(refusal("hook-body-gone", "", { found: String(number) }));
    await noteReplay(tx, companyId, number, by);
    await keepAuditEvent(tx, companyId, {
      by,
      act: "replay-hook-request",
      subject: "hook-endpoint",
      subjectId: name.id,
      before: { request: Number(number), state },
    });
    return accepted(found.value);
  });
  if (!request.ok) return request;
  await processRequest(database, companyId, request.value, { now, isReplay: true });
  return showHookRequest(database, companyId, name);
};
