import type { OidcPerson, OidcProvider } from "../../domain/oidc.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { emailKeyOf } from "../../domain/sign-in-reading.ts";
import { employedIn } from "../../domain/stays.ts";
import { keepAuditEvent } from "../../store/audit-events.ts";
import { ownCompany } from "../../store/company-lock.ts";
import type { Transaction } from "../../store/database.ts";
import { keepLink } from "../../store/oidc-links.ts";
import { loadSettings } from "../../store/settings.ts";
import { keepUser, userByName, userOfMember } from "../../store/users.ts";
import { companyDay } from "../change-company.ts";
import { newUserId } from "../new-user-id.ts";

/** The member with this address who has no account yet. */
const memberOf = async (tx: Transaction, companyId: number, emailKey: string): Promise<number | null> => {
  const settings = await loadSettings(tx, companyId);
  const today = companyDay(settings);
  const span = { startsOn: today, endsBefore: today + 1 };
  const [member, another] = settings.members.filter(
    (each) => each.email !== null && emailKeyOf(each.email) === emailKey && !each.ended && employedIn(each, span) !== undefined,
  );
  if (member === undefined || another !== undefined) return null;
  return (await userOfMember(tx, companyId, member.number)) === undefined ? member.number : null;
};

/**
 * An account for somebody whom nobody here knows yet, where the provider makes them: with the provider's roles, as the member who has this address. Refuses who
 * has an account already (oidc-not-linked): the same address alone links nothing. Refuses a role of members for whoever is none.
 */
export const makeAccount = async (
  tx: Transaction,
  companyId: number,
  { issuer, subject, email }: OidcPerson,
  { id: provider, createsAccounts, roles }: OidcProvider,
): Promise<Outcome<number>> => {
  const unlinked = refused(refusal("oidc-not-linked", ""));
  if (!createsAccounts || email === null) return unlinked;
  await ownCompany(tx, companyId);
  const emailKey = emailKeyOf(email);
  if ((await userByName(tx, companyId, { emailKey, memberNumber: null })) !== undefined) return unlinked;
  const memberNumber = await memberOf(tx, companyId, emailKey);
  const held = roles.filter((role) => memberNumber !== null || (role !== "rep" && role !== "manager"));
  if (held.length === 0) return refused(refusal("oidc-no-member", ""));
  const id = await newUserId(tx, companyId);
  const userNumber = await keepUser(tx, companyId, { id, email, emailKey, memberNumber, roles: held, by: id });
  await keepLink(tx, companyId, { issuer, subject, userNumber });
  const after = { roles: held, memberNumber, provider };
  await keepAuditEvent(tx, companyId, { by: id, act: "add-user", subject: "user", subjectId: id, after });
  return accepted(userNumber);
};
