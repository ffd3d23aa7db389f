import type { Cadence } from "../domain/period.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { closureJson, type ClosureJson } from "./closing/closing-json.ts";

/** Which periods were closed, by whom and when, the last first; those opened again too, with the reason. */
export const listClosures = (
  database: Database,
  companyId: number,
  { cadence }: { readonly cadence?: Cadence },
): Promise<{ readonly closures: readonly ClosureJson[] }> =>
  inCompany(database, companyId, async (tx) => {
    const { company } = await loadSettings(tx, companyId);
    const closures = await closuresOf(tx, companyId, cadence ?? null);
    return { closures: closures.toReversed().map((closure) => closureJson(closure, company.calendar)) };
  });
