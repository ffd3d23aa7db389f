import { isoDay } from "../domain/day.ts";
import { closureOf, standing } from "../domain/closure.ts";
import type { ReopeningOrder } from "../domain/closing-reading.ts";
import { periodContaining } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { closuresOf, reopenClosure, undoUnstated } from "../store/closures.ts";
import { mayClose, ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { loadSettings, restampSettings } from "../store/settings.ts";
import { closureJson, type ClosureJson } from "./closing/closing-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/**
 * Opens the last closed period of a cadence again, for a reason: its statements hold no longer but are kept, what they told of earlier periods waits
 * for the next ones, and what came late is part of the period when it is closed anew. Refuses a period that is not closed, and one after which
 * another is closed.
 */
export const reopenPeriod = (
  database: Database,
  companyId: number,
  { cadence, on, reason }: ReopeningOrder,
  { by }: { readonly by: string },
): Promise<Outcome<ClosureJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ClosureJson>> => {
    await ownCompany(tx, companyId);
    if (!(await mayClose(tx, companyId))) return refused(refusal("closing-under-way", ""));
    await undoUnstated(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const { calendar } = settings.company;
    const label = (period: Parameters<typeof periodLabel>[0]): Words => ({
      en: periodLabel(period, calendar, "en"),
      ko: periodLabel(period, calendar, "ko"),
    });
    const period = periodContaining(cadence, on, calendar);
    const closures = await closuresOf(tx, companyId, cadence);
    const closure = closureOf(closures, period.startsOn);
    if (closure === undefined) return refused(refusal("closure-none", "", { period: label(period) }));
    const later = standing(closures).at(-1);
    if (later !== undefined && later.number !== closure.number)
      return refused(refusal("closure-later", "", { period: label(period), later: label(later) }));
    await reopenClosure(tx, companyId, closure.number, { by, reason });
    const about = { subject: "closure", subjectId: String(closure.number), before: { state: "closed" }, after: { state: "reopened" } };
    await keepAuditEvent(tx, companyId, { by, act: "reopen-period", ...about });
    await restampSettings(tx, companyId);
    const [startsOn, endsBefore] = [isoDay(closure.startsOn), isoDay(closure.endsBefore)];
    await keepEvents(tx, companyId, [{ type: "attain.period.reopened", data: { cadence, startsOn, endsBefore, by } }]);
    const reopened = (await closuresOf(tx, companyId, cadence)).find(({ number }) => number === closure.number) ?? closure;
    return accepted(closureJson(reopened, calendar));
  });
