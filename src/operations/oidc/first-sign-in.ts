import type { Settings } from "../../domain/company.ts";
import type { OidcPerson, OidcProvider } from "../../domain/oidc.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { emailKeyOf, readEmail } from "../../domain/sign-in-reading.ts";
import { employedIn } from "../../domain/stays.ts";
import { ownCompany } from "../../store/company-lock.ts";
import type { Transaction } from "../../store/database.ts";
import { keepLink, userBySubject } from "../../store/oidc-links.ts";
import { loadSettings } from "../../store/settings.ts";
import { listedUser, userOfMember } from "../../store/users.ts";
import { keepAccount } from "../add-user.ts";
import { companyDay } from "../change-company.ts";

/** The id of the one member with this address who works here today and has no account yet. */
const memberOf = async (tx: Transaction, companyId: number, emailKey: string, settings: Settings): Promise<string | null> => {
  const today = companyDay(settings);
  const span = { startsOn: today, endsBefore: today + 1 };
  const [member, another] = settings.members.filter(
    (each) => each.email !== null && emailKeyOf(each.email) === emailKey && !each.ended && employedIn(each, span) !== undefined,
  );
  if (member === undefined || another !== undefined) return null;
  return (await userOfMember(tx, companyId, member.number)) === undefined ? member.id : null;
};

/**
 * An account for somebody whom nobody here knows yet, where the provider makes them: with the provider's roles, as the member who has this address. Refuses
 * an address that has, or had, an account (oidc-not-linked): the same address alone links nothing. Whoever is no member gets no role of members.
 */
export const makeAccount = async (
  tx: Transaction,
  companyId: number,
  { issuer, subject, email }: OidcPerson,
  provider: OidcProvider,
): Promise<Outcome<number>> => {
  const unlinked = refused(refusal("oidc-not-linked", ""));
  if (!provider.createsAccounts || email === null) return unlinked;
  const address = readEmail(email, "");
  if (!address.ok) return refused(refusal("oidc-domain", ""));
  await ownCompany(tx, companyId);
  // Twice at once is once.
  const linked = await userBySubject(tx, companyId, { issuer, subject });
  if (linked !== undefined) return accepted(linked);
  const emailKey = emailKeyOf(address.value);
  if ((await listedUser(tx, companyId, { id: null, emailKey })) !== undefined) return unlinked;
  const settings = await loadSettings(tx, companyId);
  const member = await memberOf(tx, companyId, emailKey, settings);
  const roles = provider.roles.filter((role) => member !== null || (role !== "rep" && role !== "manager"));
  if (roles.length === 0) return refused(refusal("oidc-no-member", ""));
  const made = await keepAccount(tx, companyId, { order: { email: address.value, roles, member }, settings, by: `oidc:${provider.id}` });
  if (!made.ok) return made;
  await keepLink(tx, companyId, { issuer, subject, userNumber: made.value.number });
  return accepted(made.value.number);
};
