import { changesBetween, keptChange, type Change } from "../domain/company-changes.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn, parseInstant } from "../domain/instant.ts";
import { withdrawn, withoutQuota } from "../domain/new-quota.ts";
import type { Plan } from "../domain/plan.ts";
import { metricsOf } from "../domain/requirement.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { saveSettings } from "../store/save-settings.ts";
import { settingsChanges } from "../store/settings-history.ts";
import { loadSettings } from "../store/settings.ts";
import { settleSettings } from "../store/settle.ts";
import { isStated } from "../store/statements.ts";
import { CHANGE_SECONDS, changeCompanyWithin, companyDay } from "./change-company.ts";

export type QuotaEnded = {
  readonly plan: string;
  readonly metric: string;
  /** From this day on it is asked no more. */
  readonly endedOn: string;
  readonly planEnded: boolean;
  /** It was made on this day: it is asked on no day at all, none of those gone either. */
  readonly undone: boolean;
  readonly version: number;
  readonly changes: readonly Change[];
};

const MOST_CHANGES = 100;

/** Whether the plan was made on this very day, has the one version of then, and no closing has stated it. */
const isJustMade = async (tx: Transaction, { companyId, company }: Settings, plan: Plan, today: Day): Promise<boolean> => {
  const { timeZone } = company;
  const about = { subjects: [{ what: "plan", id: plan.id } as const], below: null, limit: MOST_CHANGES, day: today, timeZone };
  const acts = await settingsChanges(tx, companyId, about);
  const made = acts.find(({ changes }) => changes.some(({ act }) => act === "added"));
  const madeAt = made === undefined ? undefined : parseInstant(made.at, "");
  const isOfToday = madeAt?.ok === true && dayIn(timeZone, madeAt.value) === today;
  return isOfToday && plan.versions.length === 1 && !(await isStated(tx, companyId, plan.number));
};

type Ending = { readonly settings: Settings; readonly plan: Plan; readonly today: Day; readonly by: string };

const undo = async (tx: Transaction, { settings, plan, today, by }: Ending): Promise<QuotaEnded> => {
  const after = withdrawn(settings, plan, today);
  const changes = changesBetween(settings, after);
  const saved = await saveSettings(tx, settings, after, { by, act: "end-quota", changes: changes.map(keptChange) });
  await settleSettings(tx, settings, saved);
  const [metric = ""] = metricsOf(plan.versions[0].require);
  return { plan: plan.id, metric, endedOn: isoDay(today), planEnded: true, undone: true, version: Number(saved.version), changes };
};

/**
 * Ends a plan, or with `metric` one of the quotas that it asks. Days gone keep what they asked, and the metric goes on counting. A plan that was
 * made on the same day, and that no closing has stated, is undone: a slip in the target would otherwise stay with the periods gone for ever.
 */
export const endQuota = (
  database: Database,
  companyId: number,
  asked: { readonly plan: string; readonly metric: string | null },
  { by, today: named }: { readonly by: string; readonly today?: Day },
): Promise<Outcome<QuotaEnded>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<QuotaEnded>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const today = named ?? companyDay(settings);
      const taken = withoutQuota({ file: companyFileOf(settings), settings, today }, asked);
      if (!taken.ok) return taken;
      const { file, metric, endedOn, planEnded } = taken.value;
      const plan = settings.plans.find(({ id }) => id === asked.plan);
      if (planEnded && plan !== undefined && (await isJustMade(tx, settings, plan, today)))
        return accepted(await undo(tx, { settings, plan, today, by }));
      const applied = await changeCompanyWithin(tx, companyId, () => accepted({ file }), { by, act: "end-quota", today });
      if (!applied.ok) return applied;
      const { version, changes } = applied.value;
      return accepted({ plan: asked.plan, metric, endedOn: isoDay(endedOn), planEnded, undone: false, version: Number(version), changes });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );
