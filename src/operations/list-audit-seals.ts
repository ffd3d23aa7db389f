import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { sealsBelow } from "../store/audit-seals.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { digestOf, publicText, sealingKey } from "./audit/audit-tree.ts";

export type AuditSealJson = {
  readonly number: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly events: number;
  readonly root: string;
  readonly previous: string | null;
  readonly digest: string;
  readonly sealedAt: string;
  readonly signature: string;
};

export type AuditSealsPage = { readonly publicKey: string; readonly seals: readonly AuditSealJson[]; readonly nextCursor: string | null };

const FEW = 50;

/** The seals over the audit events, the latest first, with the key that they are checked by. Refuses a cursor that is none. */
export const listAuditSeals = (
  database: Database,
  companyId: number,
  { secret, cursor, limit = FEW }: { readonly secret: Secret; readonly cursor?: string; readonly limit?: number },
): Promise<Outcome<AuditSealsPage>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<AuditSealsPage>> => {
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) return refused(refusal("cursor-invalid", "/cursor"));
    const rows = await sealsBelow(tx, companyId, cursor === undefined ? null : Number(cursor), limit + 1);
    const page = rows.slice(0, limit);
    return accepted({
      publicKey: publicText(sealingKey(secret)),
      seals: page.map((seal) => ({
        number: seal.number,
        firstEvent: Number(seal.eventNumbers[0]),
        lastEvent: Number(seal.eventNumbers.at(-1)),
        events: seal.eventNumbers.length,
        root: seal.root.toString("hex"),
        previous: seal.previous?.toString("hex") ?? null,
        digest: digestOf(companyId, seal).toString("hex"),
        sealedAt: seal.sealedAt,
        signature: seal.signature.toString("base64"),
      })),
      nextCursor: rows.length > limit ? String(page.at(-1)?.number ?? "") : null,
    });
  });
