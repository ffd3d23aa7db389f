import { isAllowed, type OidcPerson, type OidcProvider } from "../../domain/oidc.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import type { Transaction } from "../../store/database.ts";

/** TEMPORARY */
export const makeAccount = async (
  _tx: Transaction,
  _companyId: number,
  person: OidcPerson,
  provider: OidcProvider,
): Promise<Outcome<number>> => (isAllowed(person, provider) ? refused(refusal("oidc-not-linked", "")) : accepted(0));
