import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { optOutsBelow } from "../store/opt-outs.ts";
import { optOutJson, type OptOutJson } from "./contacts/consent-json.ts";

export type OptOutList = { readonly optOuts: readonly OptOutJson[]; readonly nextCursor: string | null };

/** Everybody who is not to be contacted, the latest recorded first; also what was withdrawn. */
export const listOptOuts = (
  database: Database,
  companyId: number,
  { cursor, limit = 50 }: { readonly cursor?: string; readonly limit?: number } = {},
): Promise<Outcome<OptOutList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<OptOutList>> => {
    if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) return refused(refusal("cursor-invalid", "/cursor"));
    const found = await optOutsBelow(tx, companyId, { below: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 });
    const page = found.slice(0, limit);
    return accepted({ optOuts: page.map(optOutJson), nextCursor: found.length > limit ? String(page.at(-1)?.number ?? "") : null });
  });
