import { mayDo } from "../domain/access.ts";
import type { AskedBy } from "./sight-in.ts";
import type { Cadence } from "../domain/period.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { closureJson, type ClosureJson } from "./closing/closing-json.ts";

/** Which periods were closed, by whom and when, the last first; those opened again too, with the reason. What was overruled is told to who may look at closing. */
export const listClosures = (
  database: Database,
  companyId: number,
  { cadence, caller }: { readonly cadence?: Cadence } & AskedBy,
): Promise<{ readonly closures: readonly ClosureJson[] }> =>
  inCompany(database, companyId, async (tx) => {
    const { company } = await loadSettings(tx, companyId);
    const closures = await closuresOf(tx, companyId, cadence ?? null);
    const all = closures.toReversed().map((closure) => closureJson(closure, company.calendar));
    // What spoke against it tells of others' disputes and requests.
    const isWhole = caller === undefined || mayDo(caller, "closing:read");
    return { closures: isWhole ? all : all.map((closure) => ({ ...closure, overruled: [], reason: null })) };
  });
