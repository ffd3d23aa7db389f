import type { Change } from "../domain/company-changes.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { withoutQuota, type QuotaTaken } from "../domain/new-quota.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { CHANGE_SECONDS, changeCompanyWithin } from "./change-company.ts";

export type QuotaEnded = {
  readonly plan: string;
  readonly metric: string;
  /** From this day on it is asked no more. */
  readonly endedOn: string;
  readonly planEnded: boolean;
  readonly version: number;
  readonly changes: readonly Change[];
};

/** Ends a plan, or with `metric` one of the quotas that it asks. Days gone keep what they asked, and the metric goes on counting. */
export const endQuota = (
  database: Database,
  companyId: number,
  asked: { readonly plan: string; readonly metric: string | null },
  { by, today }: { readonly by: string; readonly today?: Day },
): Promise<Outcome<QuotaEnded>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<QuotaEnded>> => {
      let taken: QuotaTaken | undefined;
      const applied = await changeCompanyWithin(
        tx,
        companyId,
        (present) => {
          const outcome = withoutQuota(present, asked);
          if (outcome.ok) taken = outcome.value;
          return outcome;
        },
        { by, ...(today === undefined ? {} : { today }) },
      );
      if (!applied.ok) return applied;
      if (taken === undefined) throw new Error("a quota was ended that was not found");
      const { metric, endedOn, planEnded } = taken;
      const { version, changes } = applied.value;
      return accepted({ plan: asked.plan, metric, endedOn: isoDay(endedOn), planEnded, version: Number(version), changes });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );
