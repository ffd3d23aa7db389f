import { refusal, accepted, refused, type Outcome } from "../domain/refusal.ts";
import { noHint } from "../domain/meant.ts";
import { shown } from "../domain/shown.ts";
import type { Instant } from "../domain/instant.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownSignals, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { ofKeys, purgeSignals, signalsByKey, type SignalKey } from "../store/signals.ts";

/**
 * Takes out of a signal what its author wrote, as when they delete it: it stays counted. Told again it stays so. Refuses one that is not there.
 */
export const deleteSignal = (
  database: Database,
  companyId: number,
  key: SignalKey,
  { now }: { readonly now: Instant },
): Promise<Outcome<{ readonly purged: boolean }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly purged: boolean }>> => {
    await shareCompany(tx, companyId);
    await ownSignals(tx, companyId);
    const [known] = await signalsByKey(tx, companyId, [key]);
    if (known === undefined) {
      const what = { en: "signal", ko: "관심 신호" };
      return refused(refusal("not-found", "/externalId", { what, found: shown(key.externalId), hint: noHint }));
    }
    const purged = await purgeSignals(tx, companyId, ofKeys([key]), now);
    if (purged.length > 0)
      await keepAuditEvent(tx, companyId, { by: doer(), act: "delete-signal", subject: "signal", subjectId: String(known.number) });
    return accepted({ purged: purged.length > 0 });
  });
