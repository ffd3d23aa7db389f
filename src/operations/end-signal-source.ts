import { didYouMean } from "../domain/meant.ts";
import { nearest } from "../domain/nearest.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { endSource, keptSources } from "../store/signal-sources.ts";

/** Fetches nothing more from a source. What it told stays. Refuses one that is not there. */
export const endSignalSource = (database: Database, companyId: number, id: string): Promise<Outcome<{ readonly ended: string }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly ended: string }>> => {
    await ownCompany(tx, companyId);
    const there = await keptSources(tx, companyId);
    const source = there.find((each) => each.id === id);
    if (source === undefined) {
      const ids = there.map((each) => each.id);
      const what = { en: "source of signals", ko: "관심 신호 출처" };
      return refused(refusal("not-found", "/id", { what, found: shown(id), hint: didYouMean(nearest(id, ids)) }));
    }
    await endSource(tx, companyId, source.number, doer());
    await keepAuditEvent(tx, companyId, { by: doer(), act: "end-signal-source", subject: "signal-source", subjectId: id });
    return accepted({ ended: id });
  });
