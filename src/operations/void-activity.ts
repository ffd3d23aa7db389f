import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { recordAct } from "../store/acts.ts";
import { keyText, lockActivities, type ActivityKey } from "../store/activities.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { recount } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { missingActivity } from "./missing-activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { activitySubject } from "./audit/audit-subjects.ts";
import { refuseOwnRecord } from "./reached-records.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type ActAnswer = { readonly changed: boolean };

const act = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  kind: "void" | "restore",
  why: { readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<ActAnswer>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ActAnswer>> => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const known = (await lockActivities(tx, settings, [key])).get(keyText(key));
    if (known === undefined) return refused(await missingActivity(tx, settings, key));
    const refusedTo = await refuseOwnRecord(tx, settings, sightIn(settings, why.caller, "activities:write"), { key, kind, by: why.by });
    if (refusedTo !== undefined) return refused(refusedTo);
    if (kind === "restore" && !known.takenBack && known.isVoid)
      return refused(refusal(known.isMissing ? "restore-missing" : "restore-void", "/externalId", { externalId: shown(key.externalId) }));
    if (known.takenBack === (kind === "void")) return accepted({ changed: false });
    await recount(tx, await evaluationOf(tx, settings), {
      created: [],
      cause: kind,
      changed: [key],
      change: () => recordAct(tx, companyId, key, { act: kind, reason: why.reason, doneBy: why.by }),
    });
    await keepEvents(tx, companyId, [
      { type: kind === "void" ? "attain.activity.voided" : "attain.activity.restored", data: { ...key, by: why.by } },
    ]);
    const [before, after] = [{ void: kind === "restore" }, { void: kind === "void" }];
    await keepAuditEvent(tx, companyId, { by: why.by, act: `${kind}-activity`, ...activitySubject(key), before, after });
    return accepted({ changed: true });
  });

/** Takes an activity back, by a person: it counts for nothing, whatever its source says, until a person restores it. Doing it twice changes nothing. */
export const voidActivity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  why: { readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<ActAnswer>> => act(database, companyId, key, "void", why);

/** Undoes a person's void: the source's present state holds again. Refuses a record that its source or a complete load made void. */
export const restoreActivity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  why: { readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<ActAnswer>> => act(database, companyId, key, "restore", why);
