import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { erasedMemberId } from "../store/erased-identities.ts";
import { erasuresBelow } from "../store/erasure.ts";

export type ErasureJson = {
  readonly erasure: number;
  readonly what: "member" | "prospect";
  /** The id that stands for them. */
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly counts: Readonly<Record<string, number>>;
};

const FEW = 50;

/** Whose data were erased, by the ids that are left of them; the latest first. Refuses a cursor that is none. */
export const listErasures = (
  database: Database,
  companyId: number,
  { cursor, limit = FEW }: { readonly cursor?: string; readonly limit?: number },
): Promise<Outcome<{ readonly erasures: readonly ErasureJson[]; readonly nextCursor: string | null }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ erasures: readonly ErasureJson[]; nextCursor: string | null }>> => {
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) return refused(refusal("cursor-invalid", "/cursor"));
    const rows = await erasuresBelow(tx, companyId, cursor === undefined ? null : Number(cursor), limit + 1);
    const page = rows.slice(0, limit);
    return accepted({
      erasures: page.map(({ number, what, subjectNumber, reason, by, at, counts }) => ({
        erasure: number,
        what,
        id: erasedMemberId(subjectNumber),
        reason,
        by,
        at,
        counts,
      })),
      nextCursor: rows.length > limit ? String(page.at(-1)?.number ?? "") : null,
    });
  });
