import { isoDay, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { metricsOf } from "../domain/requirement.ts";
import type { Instant } from "../domain/instant.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listDrafts } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { audienceJson, type AudienceJson } from "./attainment-json.ts";
import { todayOf } from "./company-today.ts";
import { draftedAnew, openDraftOf, type OpenDraftJson } from "./draft-json.ts";

export type PlanListed = {
  readonly id: string;
  readonly name: Name;
  readonly cadence: Cadence;
  readonly audience: AudienceJson;
  readonly of: "member" | "team";
  /** The version that is in force, or of a plan that is still to come its first. */
  readonly version: number;
  /** Null: from the beginning. */
  readonly startsOn: string | null;
  /** What holds after it, if something is known to. */
  readonly next: { readonly version: number; readonly startsOn: string } | null;
  readonly endedOn: string | null;
  readonly metrics: readonly string[];
  readonly draft: OpenDraftJson | null;
};

export const versionAt = (today: Day, versions: Plan["versions"]): Plan["versions"][number] =>
  versions.findLast(({ startsOn }) => startsOn <= today) ?? versions[0];

const listed = (plan: Plan, today: Day): Omit<PlanListed, "draft"> => {
  const { version, startsOn, name, cadence, audience, of, require } = versionAt(today, plan.versions);
  const next = plan.versions.find((each) => each.startsOn > Math.max(today, startsOn));
  return {
    id: plan.id,
    name,
    cadence,
    audience: audienceJson(audience),
    of: of ?? "member",
    version,
    startsOn: Number.isFinite(startsOn) ? isoDay(startsOn) : null,
    next: next === undefined ? null : { version: next.version, startsOn: isoDay(next.startsOn) },
    endedOn: plan.endedOn === null ? null : isoDay(plan.endedOn),
    metrics: metricsOf(require),
  };
};

/** Every plan with whom it asks, how often, since when and what comes next; those that have ended come last. */
export const listPlans = (
  database: Database,
  companyId: number,
  now: Instant,
): Promise<{ readonly plans: readonly PlanListed[]; readonly drafted: ReturnType<typeof draftedAnew>; readonly today: string }> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const today = todayOf(settings, now);
    const drafts = await listDrafts(tx, companyId);
    const isOver = ({ endedOn }: Plan): boolean => endedOn !== null && endedOn <= today;
    const ordered = [...settings.plans.filter((plan) => !isOver(plan)), ...settings.plans.filter(isOver)];
    return {
      plans: ordered.map((plan) => ({ ...listed(plan, today), draft: openDraftOf(drafts, "plans", plan.id) })),
      drafted: draftedAnew(drafts, "plans", settings.plans),
      today: isoDay(today),
    };
  });
