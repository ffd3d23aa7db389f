import { asIfAlways } from "../domain/draft.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { findDraft, saveDraft } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { readDraftInput } from "./company-file/draft-input.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { decidedRefusal, draftJson, readDraftId, readDraftName, type DraftJson } from "./draft-json.ts";

export type DraftOrder = { readonly id: string; readonly name?: string | undefined; readonly input: unknown; readonly by: string };

/**
 * Keeps metrics and plans beside the settings, where nothing counts or asks by them; the same id again replaces what the draft held. Refuses
 * everything that is wrong with it apart from its days, which are looked at when it is published, and a draft that was published already.
 */
export const draftPlan = async (
  database: Database,
  companyId: number,
  { id: found, name: called, input, by }: DraftOrder,
): Promise<Outcome<DraftJson>> => {
  const id = readDraftId(found);
  const name = readDraftName(called);
  const read = readDraftInput(input);
  const wrong = [id, name].flatMap((each) => (each.ok ? [] : each.refusals));
  if (!id.ok || !name.ok || !read.content.ok)
    return outcomeOf(() => {
      throw new Error("refused without a refusal");
    }, [...wrong, ...(read.content.ok ? [] : read.placed(read.content.refusals))]);
  const content = read.content.value;
  return inCompany(database, companyId, async (tx): Promise<Outcome<DraftJson>> => {
    const settings = await loadSettings(tx, companyId);
    const asIf = asIfAlways(settings, content, todayOf(settings, nowOf()));
    if (!asIf.ok) {
      const [first, ...more] = read.placed(asIf.refusals);
      return refused(first ?? refusal("draft-empty", ""), ...more);
    }
    const isKept = await saveDraft(tx, companyId, { id: id.value, name: name.value, content, by });
    const draft = await findDraft(tx, companyId, id.value);
    if (draft === undefined) throw new Error(`the draft ${id.value} was not kept`);
    return isKept ? accepted(draftJson(draft)) : refused(decidedRefusal(draft));
  });
};
