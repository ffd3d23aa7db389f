import type { ClosingOrder } from "../domain/closing-reading.ts";
import type { Instant } from "../domain/instant.ts";
import type { Outcome } from "../domain/refusal.ts";
import { closePeriod, type ClosingAnswer } from "./close-period.ts";
import type { Database } from "./database.ts";

/** What speaks against closing a period now, what nobody may overrule first; writes nothing. Refuses what there is not to close. */
export const previewClosing = (
  database: Database,
  companyId: number,
  order: Omit<ClosingOrder, "despite">,
  now: Instant,
): Promise<Outcome<ClosingAnswer>> => closePeriod(database, companyId, { ...order, despite: null }, { by: "", now, dryRun: true });
