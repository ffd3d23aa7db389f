import { companyFileOf } from "../domain/company-writing.ts";
import type { PlanEntry } from "../domain/company-file.ts";
import { isoDay } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listDrafts } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import { draftNumberOf, openDraftOf, type OpenDraftJson } from "./draft-json.ts";
import { versionAt } from "./list-plans.ts";

export type PlanShown = {
  readonly id: string;
  readonly endedOn: string | null;
  /** The number of the version that holds today, or of one that is still to come; null of a plan that is only drafted. */
  readonly version: number | null;
  /** As the company file writes them, by day. */
  readonly versions: readonly { readonly version: number; readonly startsOn: string | null; readonly entry: PlanEntry }[];
  readonly draft: OpenDraftJson | null;
  /** For the id of a new draft. */
  readonly draftNumber: number;
  readonly today: string;
};

/** One plan with all its versions, none of one that is only drafted. Refuses a plan that there is not. */
export const showPlan = (database: Database, companyId: number, id: string, now: Instant): Promise<Outcome<PlanShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<PlanShown>> => {
    const settings = await loadSettings(tx, companyId);
    const plan = settings.plans.find((each) => each.id === id);
    const drafts = await listDrafts(tx, companyId);
    const draft = openDraftOf(drafts, "plans", id);
    const draftNumber = draftNumberOf(drafts, "plans", id);
    const today = todayOf(settings, now);
    if (plan === undefined)
      return draft === null
        ? refused(notFound("plan", id, settings.plans))
        : accepted({ id, endedOn: null, version: null, versions: [], draft, draftNumber, today: isoDay(today) });
    const entries = (companyFileOf({ ...settings, members: [], plans: [plan] }).plans ?? []).entries();
    return accepted({
      id,
      endedOn: plan.endedOn === null ? null : isoDay(plan.endedOn),
      version: versionAt(today, plan.versions).version,
      versions: [...entries].map(([index, entry]) => ({
        version: plan.versions[index]?.version ?? index + 1,
        startsOn: entry.startsOn ?? null,
        entry,
      })),
      draft,
      draftNumber,
      today: isoDay(today),
    });
  });
