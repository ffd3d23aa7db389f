import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { decideDraft, findDraft } from "../store/drafts.ts";
import { decidedRefusal, draftJson, draftNamed, type DraftJson } from "./draft-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** Lays a draft aside; it stays readable. One that was discarded already is answered as it is. Refuses one that was published. */
export const discardDraft = (
  database: Database,
  companyId: number,
  id: string,
  { by }: { readonly by: string },
): Promise<Outcome<DraftJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DraftJson>> => {
    const draft = await draftNamed(tx, companyId, id, { lock: true });
    if (!draft.ok) return draft;
    if (draft.value.state === "published") return refused(decidedRefusal(draft.value));
    if (draft.value.state === "open") {
      await decideDraft(tx, companyId, { id: draft.value.id, by, settingsVersion: null });
      const [before, after] = [{ state: "open" }, { state: "discarded" }];
      await keepAuditEvent(tx, companyId, { by, act: "discard-draft", subject: "draft", subjectId: draft.value.id, before, after });
    }
    return accepted(draftJson((await findDraft(tx, companyId, draft.value.id)) ?? draft.value));
  });
