import { companyNamed, firstCompanies } from "../store/companies.ts";
import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { listProviders } from "../store/oidc-providers.ts";

/** The company whose providers a page shows before anybody is signed in: the one that is named, else the only one; null where that is none. */
const companyShown = (database: Database, id: string | null): Promise<number | null> =>
  acrossCompanies(database, async (tx) => {
    if (id !== null) return (await companyNamed(tx, id))?.companyId ?? null;
    const [only, other] = await firstCompanies(tx, 2);
    return other === undefined ? (only?.companyId ?? null) : null;
  });

/** By which providers people of a company sign in, as the sign-in page has to know before it knows who asks. */
export const listWaysToSignIn = async (
  database: Database,
  company: number | string | null,
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const companyId = typeof company === "number" ? company : await companyShown(database, company);
  if (companyId === null) return [];
  const providers = await inCompany(database, companyId, (tx) => listProviders(tx, companyId));
  return providers.map(({ id, name }) => ({ id, name }));
};
