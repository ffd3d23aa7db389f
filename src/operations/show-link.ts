import type { Name } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { LinkPurpose } from "../store/account-links.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { linkByToken } from "./sign-in/opened-link.ts";

export type LinkShown = {
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly company: { readonly id: string; readonly name: Name };
};

/** What a one-time link is for. Refuses one that was used, has run out, was replaced, or is none. */
export const showLink = async (database: Database, token: string): Promise<Outcome<LinkShown>> => {
  const link = await linkByToken(database, token);
  if (!link.ok) return link;
  const { companyId, purpose, user } = link.value;
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  return accepted({ purpose, email: user.email, company: { id: company.id, name: company.name } });
};
