import type { AuditHead } from "../domain/audit-head.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { lastSeal } from "../store/audit-seals.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { loadSettings } from "../store/settings.ts";
import { digestOf, publicText, sealingKey } from "./audit/audit-tree.ts";

/** The last seal, to be kept where whoever could change the database cannot. Refuses while nothing is sealed. */
export const exportAuditHead = (database: Database, companyId: number, secret: Secret): Promise<Outcome<AuditHead>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<AuditHead>> => {
    const seal = await lastSeal(tx, companyId);
    if (seal === undefined) return refused(refusal("audit-unsealed", ""));
    const { company } = await loadSettings(tx, companyId);
    return accepted({
      company: company.id,
      seal: seal.number,
      digest: digestOf(companyId, seal).toString("hex"),
      publicKey: publicText(sealingKey(secret)),
      sealedAt: seal.sealedAt,
    });
  });
