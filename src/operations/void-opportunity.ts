import { milestoneReports } from "../domain/milestone-reports.ts";
import { inOrder } from "../domain/opportunity.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { keyText, type ActivityKey } from "../store/activities.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { knownOpportunities, noteOpportunityAct } from "../store/opportunities.ts";
import { loadSettings } from "../store/settings.ts";
import { missingOpportunity } from "./missing-opportunity.ts";
import { recordReports } from "./record-activities.ts";
import { nowOf } from "./company-today.ts";
import { provenanceIn } from "./record-opportunities.ts";
import type { ActAnswer } from "./void-activity.ts";

type Why = { readonly reason: string; readonly by: string };

const act = (database: Database, companyId: number, key: ActivityKey, kind: "void" | "restore", why: Why): Promise<Outcome<ActAnswer>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ActAnswer>> => {
    await ownCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const was = (await knownOpportunities(tx, companyId, [key])).get(keyText(key));
    if (was === undefined) return refused(await missingOpportunity(tx, settings, key));
    const isVoid = inOrder(was.revisions).at(-1)?.report.voided != null;
    if (kind === "restore" && was.takenBack === null && isVoid)
      return refused(refusal("opportunity-void", "/externalId", { externalId: shown(key.externalId) }));
    if ((was.takenBack !== null) === (kind === "void")) return accepted({ changed: false });
    await noteOpportunityAct(tx, companyId, key, { act: kind, reason: why.reason, doneBy: why.by });
    const is = { ...was, takenBack: kind === "void" ? { reason: why.reason } : null };
    const provenance = provenanceIn(settings.company, key.source, "imported");
    await recordReports(tx, settings, milestoneReports(was, is, { now: nowOf(), provenance }), { isWorkedOut: true });
    noteTouched(tx, ["opportunities"], "all");
    const [before, after] = [{ void: kind === "restore" }, { void: kind === "void" }];
    await keepAuditEvent(tx, companyId, {
      by: why.by,
      act: `${kind}-opportunity`,
      subject: "opportunity",
      subjectId: `${key.source} ${key.externalId}`,
      before,
      after,
    });
    return accepted({ changed: true });
  });

/** Takes an opportunity back, by a person: nothing of it counts, whatever its source says, until a person restores it. Doing it twice changes nothing. */
export const voidOpportunity = (database: Database, companyId: number, key: ActivityKey, why: Why): Promise<Outcome<ActAnswer>> =>
  act(database, companyId, key, "void", why);

/** Undoes a person's void: the state that holds counts again. Refuses one that its source made void. */
export const restoreOpportunity = (database: Database, companyId: number, key: ActivityKey, why: Why): Promise<Outcome<ActAnswer>> =>
  act(database, companyId, key, "restore", why);
