import { rolesHeld } from "../../domain/access.ts";
import { refusal, refused, accepted, type Outcome } from "../../domain/refusal.ts";
import { linkBySecret, type LinkPurpose } from "../../store/account-links.ts";
import { inCompany, type Database, type Transaction } from "../../store/database.ts";
import { userByNumber, type UserToSignIn } from "../../store/users.ts";
import { parseCredential } from "../credentials.ts";

export const linkInvalid = refused(refusal("link-invalid", ""));

type Opened = { readonly companyId: number; readonly secretHash: Buffer; readonly purpose: LinkPurpose; readonly user: UserToSignIn };

/** Refuses a link that was used, has run out, was replaced, or is none. */
export const openedLink = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<Outcome<Opened>> => {
  const link = await linkBySecret(tx, companyId, secretHash);
  if (link?.isUsed === true) return refused(refusal("link-used", ""));
  if (link === undefined || link.isReplaced) return linkInvalid;
  if (link.isExpired) return refused(refusal("link-expired", ""));
  const user = await userByNumber(tx, companyId, link.userNumber);
  if (user === undefined || rolesHeld(user.roles, user.hasLeft).length === 0) return linkInvalid;
  return accepted({ companyId, secretHash, purpose: link.purpose, user });
};

export const linkByToken = async (database: Database, token: string): Promise<Outcome<Opened>> => {
  const credential = parseCredential(token);
  if (credential?.type !== "link") return linkInvalid;
  const { companyId, secretHash } = credential;
  return inCompany(database, companyId, (tx) => openedLink(tx, companyId, secretHash));
};
