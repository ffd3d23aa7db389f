import type { ProspectReference } from "../domain/activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepErased } from "../store/erased-identities.ts";
import { keepErasure, prospectsAsOne } from "../store/erasure.ts";
import { forgetProspects } from "../store/prospects.ts";
import {
  deleteDeletedNotes,
  deleteOldHits,
  deleteOldHookBodies,
  deleteOldNotes,
  deleteOldSessions,
  forgetOldTexts,
  prospectsWithoutContact,
} from "../store/retention.ts";
import { loadSettings, touchSettings } from "../store/settings.ts";
import { eraseProspect } from "./erase-person.ts";

/** The company is owned meanwhile: who records waits for so many at most. */
const PROSPECTS_AT_ONCE = 50;

const REASON = "retention";

/**
 * Erases prospects with whom nothing was done for the months that the company keeps them, at most 50: in their own rows and records. How many.
 * What others wrote of them elsewhere is not searched through for each of them: `erasePerson` does that.
 */
const eraseOldProspects = async (database: Database, companyId: number): Promise<number> => {
  const forgotten: ProspectReference[] = [];
  const erased = await inCompany(
    database,
    companyId,
    async (tx) => {
      const before = await loadSettings(tx, companyId);
      const months = before.company.retention.prospectsWithoutContact;
      if (months === undefined) return 0;
      if ((await prospectsWithoutContact(tx, companyId, months, 1)).length === 0) return 0;
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const roots = await prospectsWithoutContact(tx, companyId, months, PROSPECTS_AT_ONCE);
      for (const root of roots) {
        const prospect = await prospectsAsOne(tx, companyId, root);
        const records = await eraseProspect(tx, settings, prospect);
        const erasure = { what: "prospect", subjectNumber: root, reason: REASON, by: "local", counts: { records } } as const;
        const number = await keepErasure(tx, companyId, erasure);
        await keepErased(
          tx,
          companyId,
          number,
          prospect.identities.map(({ kind, value }) => ({ of: "prospect", kind, value })),
        );
        // An identity's kind is a reference's: only reports make them.
        forgotten.push(...prospect.identities.map(({ kind, value }) => ({ kind: kind as ProspectReference["kind"], value })));
      }
      if (roots.length > 0) {
        const after = { prospects: roots.length, months };
        await keepAuditEvent(tx, companyId, { by: "local", act: "apply-retention", subject: "prospects", subjectId: REASON, after });
        await touchSettings(tx, companyId);
      }
      return roots.length;
    },
    { timeoutSeconds: 120 },
  );
  forgetProspects(database, companyId, forgotten);
  return erased;
};

/** Forgets what the company has kept for as long as it wants to. Whether there is more to do at once. */
export const applyRetention = async (database: Database, companyId: number): Promise<boolean> => {
  await inCompany(database, companyId, async (tx) => {
    const { sessions, hookBodies, talkNotes, signalTexts, linkHits } = (await loadSettings(tx, companyId)).company.retention;
    if (sessions !== undefined) await deleteOldSessions(tx, companyId, sessions);
    if (hookBodies !== undefined) await deleteOldHookBodies(tx, companyId, hookBodies);
    if (talkNotes !== undefined) await deleteOldNotes(tx, companyId, talkNotes);
    if (signalTexts !== undefined) await forgetOldTexts(tx, companyId, signalTexts);
    if (linkHits !== undefined) await deleteOldHits(tx, companyId, linkHits);
    await deleteDeletedNotes(tx, companyId);
  });
  return (await eraseOldProspects(database, companyId)) === PROSPECTS_AT_ONCE;
};
