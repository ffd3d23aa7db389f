import { inCompany, type Database } from "../store/database.ts";
import { listProviders } from "../store/oidc-providers.ts";
import { companyToSignIn } from "./sign-in.ts";

/**
 * By which providers people of a company sign in, as the sign-in page has to know before it knows who asks. The company goes by its number or id; null is
 * the only one, and where there are several nobody's are told.
 */
export const listWaysToSignIn = async (
  database: Database,
  company: number | string | null,
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const found = typeof company === "number" ? { ok: true as const, value: company } : await companyToSignIn(database, company);
  if (!found.ok || found.value === null) return [];
  const companyId = found.value;
  const providers = await inCompany(database, companyId, (tx) => listProviders(tx, companyId));
  return providers.map(({ id, name }) => ({ id, name }));
};
