import { companyFileOf } from "../domain/company-writing.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { draftIntoFile, startingOn, type DraftContent } from "../domain/draft.ts";
import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { decideDraft } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { applyFile, type ApplyOptions, type CompanyChanges } from "./company-file/apply-file.ts";
import { decidedRefusal, draftNamed, draftVersion } from "./draft-json.ts";

export type PublishOptions = Omit<ApplyOptions, "numbers"> & {
  /** The first day of the drafted versions that name none although something of their id holds already. */
  readonly startsOn?: Day | undefined;
  /** Which saving of the draft is published; left out: the last one. */
  readonly seen?: Seen;
};

// Publishing a rule that reaches back counts millions of records in one statement.
const COUNTING_SECONDS = 3600;

/** Puts a draft into the company's file as it is now and applies that. Refusals are told of the draft. The company is owned, or nothing is kept. */
export const applyDraft = async (
  tx: Transaction,
  companyId: number,
  content: DraftContent,
  { startsOn, ...options }: Omit<PublishOptions, "seen">,
): Promise<Outcome<CompanyChanges>> => {
  const settings = await loadSettings(tx, companyId);
  const dated = startsOn === undefined ? content : startingOn(content, isoDay(startsOn), settings);
  const { file, told } = draftIntoFile(companyFileOf(settings), dated);
  const applied = await applyFile(tx, file, { companyId, settings }, options);
  if (applied.ok) return applied;
  const [first, ...more] = applied.refusals.map(told);
  return refused(first ?? refusal("draft-empty", ""), ...more);
};

/**
 * Lets a draft hold: its metrics and plans become the next versions, by the rules that a company file is read by today, and all else stays as
 * it is, whatever changed since the draft was saved. Refuses what applying would refuse, a draft that was published or discarded,
 * and to publish what somebody else saved since it was looked at.
 */
export const publishDraft = (
  database: Database,
  companyId: number,
  id: string,
  { seen, ...options }: PublishOptions,
): Promise<Outcome<CompanyChanges>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<CompanyChanges>> => {
      if (options.dryRun !== true) await ownCompany(tx, companyId);
      const draft = await draftNamed(tx, companyId, id, { lock: options.dryRun !== true });
      if (!draft.ok) return draft;
      if (draft.value.state !== "open") return refused(decidedRefusal(draft.value));
      // What is only looked at needs no version.
      const unseen = seen === undefined || options.dryRun === true ? undefined : refuseUnseen(seen, draftVersion(draft.value));
      if (unseen !== undefined) return refused(unseen);
      const applied = await applyDraft(tx, companyId, draft.value.content, { ...options, act: "publish-draft" });
      if (applied.ok && options.dryRun !== true)
        await decideDraft(tx, companyId, { id: draft.value.id, by: options.by, settingsVersion: applied.value.version });
      return applied;
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok, timeoutSeconds: COUNTING_SECONDS },
  );
