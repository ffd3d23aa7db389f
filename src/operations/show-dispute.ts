import { narrowed } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { disputeName } from "../domain/dispute.ts";
import type { Instant } from "../domain/instant.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { disputeNumbered } from "../store/disputes.ts";
import { loadSettings } from "../store/settings.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { disputeMissing, presentDispute } from "./find-dispute.ts";

/** One dispute with everything that was said, and whom it waits for. */
export const showDispute = (
  database: Database,
  companyId: number,
  number: number,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DisputeJson>> => {
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "disputes:read");
    if ((await disputeNumbered(tx, companyId, number, narrowed(sight))) === undefined) return refused(disputeMissing(disputeName(number)));
    return accepted(await presentDispute(tx, settings, number, { now, sight }));
  });
