import { given } from "../domain/given.ts";
import type { AskedBy } from "./sight-in.ts";
import type { DisputeRemark } from "../domain/dispute-reading.ts";
import type { Instant } from "../domain/instant.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { refuseOutsider } from "./find-dispute.ts";
import { sayInDispute } from "./say-in-dispute.ts";

/** Adds a comment, which decides nothing; also once it is decided. Refuses who has no part in it. */
export const commentDispute = (
  database: Database,
  companyId: number,
  { number, by, said, evidence }: DisputeRemark & { readonly number: number },
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  sayInDispute(database, companyId, { number, by, now, ...given({ caller }) }, (found, settings) => {
    const outsider = refuseOutsider(found, settings, now);
    return outsider ?? { act: "comment", by: found.person.number, at: now, said, link: evidence };
  });
