import type { DraftContent } from "../domain/draft.ts";
import { accepted, sentence, type Outcome, type Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Day } from "../domain/day.ts";
import type { CompanyChanges } from "./apply-company.ts";
import { writeCompanyText } from "./company-file/write.ts";
import { draftJson, draftNamed, type DraftJson } from "./draft-json.ts";
import { applyDraft } from "./publish-draft.ts";

export type DraftShown = DraftJson & {
  readonly content: DraftContent;
  /** The content as a text. */
  readonly yaml: string;
  /** What publishing it today would change; null when it would be refused, or is no question any more. */
  readonly changes: CompanyChanges | null;
  /** Why publishing it as it is would be refused today. */
  readonly refusals: readonly Refusal[];
};

/** As the doors show it. */
export const draftShownJson = ({ changes, refusals, ...draft }: DraftShown) => ({
  ...draft,
  changes: changes?.changes ?? null,
  refusals: refusals.map((each) => ({
    code: each.code,
    pointer: each.pointer,
    words: { en: sentence(each, "en"), ko: sentence(each, "ko") },
  })),
});

/** A draft, and what publishing it would change. */
export const showDraft = (
  database: Database,
  companyId: number,
  id: string,
  options: { readonly today?: Day } = {},
): Promise<Outcome<DraftShown>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<DraftShown>> => {
      const draft = await draftNamed(tx, companyId, id);
      if (!draft.ok) return draft;
      const { content, ...known } = draft.value;
      const applied = known.state === "open" ? await applyDraft(tx, companyId, content, { ...options, by: "", dryRun: true }) : null;
      return accepted({
        ...draftJson(known),
        content,
        yaml: writeCompanyText(content, "yaml"),
        changes: applied?.ok === true ? applied.value : null,
        refusals: applied === null || applied.ok ? [] : applied.refusals,
      });
    },
    { isolation: "repeatable read", rollBackIf: () => true },
  );
