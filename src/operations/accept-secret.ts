import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { forgetSealed, type Unsealed } from "../store/lost-secret.ts";
import { replaceCheck } from "../store/secret-check.ts";
import type { Secret } from "../store/secret-key.ts";
import { listCompanies } from "./list-companies.ts";

/**
 * After the installation's secret was lost: what only it could open is ended, in all companies, and the database is sealed by this one.
 * Stopped half-way the old one is still asked for, and it is done again. How much was ended.
 */
export const acceptSecret = async (database: Database, secret: Secret, { by }: { readonly by: string }): Promise<Unsealed> => {
  const sums = { secondFactors: 0, webhooks: 0, hookEndpoints: 0, oidcSecrets: 0 };
  for (const { companyId, id } of await listCompanies(database)) {
    const ended = await inCompany(database, companyId, async (tx) => {
      await ownCompany(tx, companyId);
      const unsealed = await forgetSealed(tx, companyId, by);
      await keepAuditEvent(tx, companyId, { by, act: "accept-secret", subject: "company", subjectId: id, after: unsealed });
      return unsealed;
    });
    sums.secondFactors += ended.secondFactors;
    sums.webhooks += ended.webhooks;
    sums.hookEndpoints += ended.hookEndpoints;
    sums.oidcSecrets += ended.oidcSecrets;
  }
  await replaceCheck(database, secret);
  return sums;
};
