import type { MemberOrder } from "../../domain/import-reading.ts";
import type { Instant } from "../../domain/instant.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";

/** Adds the members that a file names, each known to its source by what the file calls them. */
export const addNamedMembers = async (
  database: Database,
  companyId: number,
  order: { readonly members: readonly MemberOrder[]; readonly map: Readonly<Record<string, unknown>> },
  options: { readonly by: string; readonly now: Instant },
): Promise<Outcome<undefined>> => {
  void [database, companyId, options];
  if (order.members.length === 0) return accepted(undefined);
  throw new Error("not yet");
};
