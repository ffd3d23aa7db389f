import { asIfAlways } from "../domain/draft.ts";
import { take } from "../domain/field-reading.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { ownEdits } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { findDraft, saveDraft } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { readDraftInput } from "./company-file/draft-input.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { decidedRefusal, draftJson, draftVersion, readDraftId, readDraftName, type DraftJson } from "./draft-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

export type DraftOrder = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly input: unknown;
  readonly by: string;
  /** Which version its author has seen; left out: it does not matter. */
  readonly seen?: Seen;
};

/**
 * Keeps metrics and plans beside the settings, where nothing counts or asks by them; the same id again replaces what the draft held. Refuses
 * everything that is wrong with it apart from its days, which are looked at when it is published, and a draft that was published already.
 */
export const draftPlan = async (
  database: Database,
  companyId: number,
  { id: found, name: called, input, by, seen }: DraftOrder,
): Promise<Outcome<DraftJson>> => {
  const read = readDraftInput(input);
  const wrong: Refusal[] = [];
  const id = take(readDraftId(found), "", wrong);
  const name = take(readDraftName(called), null, wrong);
  const content = read.content.ok ? read.content.value : null;
  if (!read.content.ok) wrong.push(...read.placed(read.content.refusals));
  const [first, ...more] = wrong;
  if (first !== undefined) return refused(first, ...more);
  if (content === null) throw new Error("refused without a refusal");
  return inCompany(database, companyId, async (tx): Promise<Outcome<DraftJson>> => {
    const settings = await loadSettings(tx, companyId);
    const asIf = asIfAlways(settings, content, todayOf(settings, nowOf()));
    if (!asIf.ok) {
      const [one, ...others] = read.placed(asIf.refusals);
      return refused(one ?? refusal("draft-empty", ""), ...others);
    }
    await ownEdits(tx, companyId);
    const unseen = seen === undefined ? undefined : refuseUnseen(seen, draftVersion(await findDraft(tx, companyId, id)));
    if (unseen !== undefined) return refused(unseen);
    const isKept = await saveDraft(tx, companyId, { id, name, content, by });
    const draft = await findDraft(tx, companyId, id);
    if (draft === undefined) throw new Error(`the draft ${id} was not kept`);
    if (!isKept) return refused(decidedRefusal(draft));
    const after = { metrics: content.metrics?.length ?? 0, plans: content.plans?.length ?? 0 };
    await keepAuditEvent(tx, companyId, { by, act: "draft-plan", subject: "draft", subjectId: id, after });
    return accepted(draftJson(draft));
  });
};
