import { rolesHeld } from "../domain/access.ts";
import type { Name } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownWordsOf, readLinkPassword } from "../domain/sign-in-reading.ts";
import { linkBySecret, takeLink, type LinkPurpose } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { endSessionRows, forgetSteps } from "../store/sessions.ts";
import { loadSettings } from "../store/settings.ts";
import { keepPassword, userByNumber, type UserToSignIn } from "../store/users.ts";
import { parseCredential } from "./credentials.ts";
import { hashOfPassword } from "./password-hash.ts";
import { beginAfterPassword, type Browser, type SignInBegun } from "./sign-in/begin-session.ts";

const invalid = refused(refusal("link-invalid", ""));

type Opened = { readonly companyId: number; readonly secretHash: Buffer; readonly purpose: LinkPurpose; readonly user: UserToSignIn };

const opened = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<Outcome<Opened>> => {
  const link = await linkBySecret(tx, companyId, secretHash);
  if (link?.isUsed === true) return refused(refusal("link-used", ""));
  if (link === undefined || link.isReplaced) return invalid;
  if (link.isExpired) return refused(refusal("link-expired", ""));
  const user = await userByNumber(tx, companyId, link.userNumber);
  if (user === undefined || rolesHeld(user.roles, user.hasLeft).length === 0) return invalid;
  return accepted({ companyId, secretHash, purpose: link.purpose, user });
};

const openedBy = async (database: Database, token: string): Promise<Outcome<Opened>> => {
  const credential = parseCredential(token);
  if (credential?.type !== "link") return invalid;
  const { companyId, secretHash } = credential;
  return inCompany(database, companyId, (tx) => opened(tx, companyId, secretHash));
};

export type LinkShown = {
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly company: { readonly id: string; readonly name: Name };
};

/** What a one-time link is for. Refuses one that was used, has run out, was replaced, or is none. */
export const showLink = async (database: Database, token: string): Promise<Outcome<LinkShown>> => {
  const link = await openedBy(database, token);
  if (!link.ok) return link;
  const { companyId, purpose, user } = link.value;
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  return accepted({ purpose, email: user.email, company: { id: company.id, name: company.name } });
};

/**
 * Sets the password by a one-time link and signs in; every session that the account had ends. Refuses what `showLink` refuses, and of two at once
 * the second.
 */
export const openLink = async (
  database: Database,
  token: string,
  { order, browser }: { readonly order: unknown; readonly browser: Browser },
): Promise<Outcome<SignInBegun>> => {
  const link = await openedBy(database, token);
  if (!link.ok) return link;
  const { companyId, secretHash, purpose, user } = link.value;
  const password = readLinkPassword(order, ownWordsOf(user.email));
  if (!password.ok) return password;
  const passwordHash = await hashOfPassword(password.value);
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<SignInBegun>> => {
      if (!(await takeLink(tx, companyId, secretHash))) {
        const why = await opened(tx, companyId, secretHash);
        return why.ok ? invalid : why;
      }
      await keepPassword(tx, companyId, user.number, passwordHash);
      await endSessionRows(tx, companyId, { userNumber: user.number, why: "password" });
      await forgetSteps(tx, companyId, { userNumber: user.number, seconds: 0 });
      await keepAuditEvent(tx, companyId, { by: user.id, act: "open-link", subject: "user", subjectId: user.id, after: { purpose } });
      return accepted(await beginAfterPassword(tx, companyId, user, { ...browser, way: purpose }));
    },
    { rollBackIf: ({ ok }) => !ok },
  );
};
