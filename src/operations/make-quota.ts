import type { Change } from "../domain/company-changes.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { withQuota, type QuotaPut } from "../domain/new-quota.ts";
import type { Cadence } from "../domain/period.ts";
import type { QuotaOrder } from "../domain/quota-order-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { countActivities } from "../store/activity-counts.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { CHANGE_SECONDS, changeCompanyWithin } from "./change-company.ts";

export type QuotaMade = {
  readonly metric: { readonly id: string; readonly name: Name; readonly made: boolean };
  readonly plan: { readonly id: string; readonly name: Name; readonly cadence: Cadence; readonly startsOn: string; readonly made: boolean };
  readonly target: number;
  /** Of the records that it asks for; null: there are none yet. */
  readonly lastDay: string | null;
  /** Earlier records are still being counted. */
  readonly counting: boolean;
  readonly version: number;
  readonly changes: readonly Change[];
};

/** The days of the first and the last activity of the kind; null when there is none. */
const daysOf = async (
  tx: Transaction,
  companyId: number,
  { kind, direction }: QuotaOrder,
): Promise<{ readonly firstDay: Day; readonly lastDay: Day } | null> => {
  const everything = { startsOn: -Infinity, endsBefore: Infinity };
  const { rows } = await countActivities(tx, companyId, {
    span: everything,
    isNarrow: false,
    members: null,
    kind,
    direction,
    byMember: false,
    starts: null,
    limit: 10,
  });
  if (rows.length === 0) return null;
  return { firstDay: Math.min(...rows.map(({ firstDay }) => firstDay)), lastDay: Math.max(...rows.map(({ lastDay }) => lastDay)) };
};

/**
 * Makes a quota of what is counted anyhow: a metric of the kind, where there is none yet, and a plan that asks so many of it. Refuses what the
 * company does not know, what is asked of the same people already, and what the company file would be refused for.
 */
export const makeQuota = (
  database: Database,
  companyId: number,
  order: QuotaOrder,
  { by, today }: { readonly by: string; readonly today?: Day },
): Promise<Outcome<QuotaMade>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<QuotaMade>> => {
      const days = await daysOf(tx, companyId, order);
      const firstDay = order.startsOn === "first-day" ? (days?.firstDay ?? null) : null;
      let put: QuotaPut | undefined;
      const applied = await changeCompanyWithin(
        tx,
        companyId,
        (present) => {
          const outcome = withQuota(present, order, firstDay);
          if (outcome.ok) put = outcome.value;
          return outcome;
        },
        { by, act: "make-quota", ...(today === undefined ? {} : { today }) },
      );
      if (!applied.ok) return applied;
      if (put === undefined) throw new Error("a quota was applied that was not made");
      const { metric, plan } = put;
      const { metrics } = await loadSettings(tx, companyId);
      const number = metrics.find(({ id }) => id === metric.id)?.number;
      const counting = (await runningCounts(tx, companyId)).some(({ metricNumber }) => metricNumber === number);
      const { version, changes } = applied.value;
      return accepted({
        metric,
        plan: { id: plan.id, name: plan.name, cadence: order.cadence, startsOn: isoDay(plan.startsOn), made: plan.made },
        target: order.target,
        lastDay: days === null ? null : isoDay(days.lastDay),
        counting,
        version: Number(version),
        changes,
      });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );
