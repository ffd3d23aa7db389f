import { given } from "../domain/given.ts";
import type { AskedBy } from "./sight-in.ts";
import type { DisputeRemark } from "../domain/dispute-reading.ts";
import type { Instant } from "../domain/instant.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { refuseOther, refuseSettled } from "./find-dispute.ts";
import { sayInDispute } from "./say-in-dispute.ts";

/** Takes a dispute back before it is decided; the same may be raised again. Refuses everybody but who raised it. */
export const withdrawDispute = (
  database: Database,
  companyId: number,
  { number, by, said, evidence }: DisputeRemark & { readonly number: number },
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  sayInDispute(
    database,
    companyId,
    { number, by, now, ...given({ caller }) },
    (found, settings) =>
      refuseOther(found, settings) ??
      refuseSettled(found.dispute, settings) ?? { act: "withdrawal", by: found.person.number, at: now, said, link: evidence },
  );
