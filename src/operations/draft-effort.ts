import { draftIdFor } from "../domain/draft-id.ts";
import { effortDraft, type EffortAsked } from "../domain/effort-draft.ts";
import { isFields } from "../domain/field-reading.ts";
import type { Instant } from "../domain/instant.ts";
import { nameIn } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listDrafts } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import { draftPlan } from "./draft-plan.ts";
import type { DraftJson } from "./draft-json.ts";
import { planEffort } from "./plan-effort.ts";
import type { AskedBy } from "./sight-in.ts";

export type EffortDraftJson = { readonly plan: string; readonly target: number; readonly draft: DraftJson };

/** The order as the planner reads it, and the metric that counts the effort where the rates are typed. */
const split = (input: unknown): { readonly order: unknown; readonly metric: unknown } => {
  if (!isFields(input)) return { order: input, metric: undefined };
  const { metric, ...order } = input;
  return { order, metric };
};

/**
 * Makes what the planner answers a draft plan: so much a week of the first stage, in proportion to the working days, for the member or for every rep. Refuses
 * what `planEffort` refuses, an effort that is not reachable, and typed rates without a metric that counts what they are of.
 */
export const draftEffort = async (
  database: Database,
  companyId: number,
  { input, by, now, caller }: { readonly input: unknown; readonly by: string; readonly now: Instant } & AskedBy,
): Promise<Outcome<EffortDraftJson>> => {
  const { order, metric } = split(input);
  const planned = await planEffort(database, companyId, { input: order, now, ...(caller === undefined ? {} : { caller }) });
  if (!planned.ok) return planned;
  const { isReachable, perWeek, perWorkingDay, member, period, rates, stages } = planned.value;
  if (!isReachable || perWeek === null || perWorkingDay === null) return refused(refusal("planner-draft-reach", "/wanted"));
  const made = await inCompany(database, companyId, async (tx): Promise<Outcome<ReturnType<typeof effortDraft>>> => {
    const settings = await loadSettings(tx, companyId);
    const stage = rates === "typed" ? undefined : settings.company.funnel?.stages.find(({ id }) => id === stages[0]?.id);
    if (typeof metric !== "string" && stage === undefined) return refused(refusal("planner-draft-metric", "/metric"));
    if (typeof metric === "string" && !settings.metrics.some(({ id, ended }) => id === metric && !ended))
      return refused({ ...notFound("metric", metric, settings.metrics), pointer: "/metric" });
    const of = typeof metric === "string" ? { metric } : stage;
    if (of === undefined) throw new Error("neither a metric nor a stage");
    const daily = period.cadence === "day";
    const asked: EffortAsked = { of, member, cadence: daily ? "day" : "week", target: (daily ? perWorkingDay : perWeek).count };
    const drafts = await listDrafts(tx, companyId);
    const taken = [...settings.plans.map(({ id }) => id), ...drafts.flatMap(({ plans }) => plans)];
    return accepted(effortDraft(asked, settings, { today: todayOf(settings, now), taken }));
  });
  if (!made.ok) return made;
  const { content, plan } = made.value;
  const draft = await draftPlan(database, companyId, {
    id: draftIdFor(plan.id, "plans", 1),
    name: nameIn(plan.name, "en"),
    input: content,
    by,
  });
  if (!draft.ok) return draft;
  const target = "target" in plan.require && typeof plan.require.target === "number" ? plan.require.target : 0;
  return accepted({ plan: plan.id, target, draft: draft.value });
};
