import type { Settings } from "../domain/company.ts";
import { idFromName } from "../domain/id-from-name.ts";
import { membersByName } from "../domain/member-naming.ts";
import type { Member, Role } from "../domain/member.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { emailKeyOf, type UserChange, type UserOrder } from "../domain/sign-in-reading.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { changeUserRow, keepUser, listedUser, userIds, userOfMember, type ListedUser } from "../store/users.ts";
import { handOverLink, type HandOver } from "./sign-in/hand-over-link.ts";
import { makeLink } from "./sign-in/links.ts";
import { userJson, type UserJson } from "./user-json.ts";

export type UserLink = { readonly user: UserJson; readonly link: string | null; readonly mailed: boolean };

/** By these journals name the command line, the first account's maker, the server itself, and who was erased: no account is one of them. */
const notForAccounts = /^(?:local|set-up|attain|erased-(?:user-)?\d+)$/;

/** Roles that look after numbers of their own, or of teams that they lead, are a member's. */
const needsMember = (roles: readonly Role[]): Role | undefined => roles.find((role) => role === "rep" || role === "manager");

/** The member that an account is to be; null for none. Refuses one who is not there, or has another account, and a rep or manager who is nobody. */
export const memberOfUser = async (
  tx: Transaction,
  companyId: number,
  {
    order: { roles, member: named },
    settings,
    userId,
  }: { readonly order: UserChange; readonly settings: Settings; readonly userId: string | null },
): Promise<Outcome<Member | null>> => {
  if (named === null) {
    const role = needsMember(roles);
    return role === undefined ? accepted(null) : refused(refusal("user-needs-member", "/member", { role }));
  }
  const member = membersByName(settings.members)(named);
  if (!member.ok) return member;
  const taken = await userOfMember(tx, companyId, member.value.number);
  return taken === undefined || taken === userId
    ? member
    : refused(refusal("user-member-taken", "/member", { member: member.value.id, user: taken }));
};

/** A member's account is named like the member; another after its address, and never like a member. */
const newId = async (tx: Transaction, companyId: number, email: string, member: Member | null, { members }: Settings): Promise<string> => {
  const ids = await userIds(tx, companyId);
  const others = new Set(members.filter(({ number }) => number !== member?.number).map(({ id }) => id));
  const isTaken = (id: string): boolean => notForAccounts.test(id) || ids.has(id) || others.has(id);
  if (member !== null && !isTaken(member.id)) return member.id;
  return idFromName(member?.id ?? email.split("@")[0] ?? "", "user", isTaken);
};

/** Keeps the account, or opens one of this address again that had ended. The company is owned. */
export const keepAccount = async (
  tx: Transaction,
  companyId: number,
  { order, settings, by }: { readonly order: UserOrder; readonly settings: Settings; readonly by: string },
): Promise<Outcome<ListedUser>> => {
  const emailKey = emailKeyOf(order.email);
  const known = await listedUser(tx, companyId, { id: null, emailKey });
  if (known !== undefined && known.endedAt === null) return refused(refusal("user-taken", "/email"));
  const member = await memberOfUser(tx, companyId, { order, settings, userId: known?.id ?? null });
  if (!member.ok) return member;
  const { roles, email } = order;
  const memberNumber = member.value?.number ?? null;
  const id = known?.id ?? (await newId(tx, companyId, email, member.value, settings));
  if (known === undefined) await keepUser(tx, companyId, { id, email, emailKey, memberNumber, roles, by });
  else await changeUserRow(tx, companyId, { number: known.number, roles, memberNumber });
  await keepAuditEvent(tx, companyId, {
    by,
    act: "add-user",
    subject: "user",
    subjectId: id,
    after: { roles, member: member.value?.id ?? null },
  });
  const kept = await listedUser(tx, companyId, { id, emailKey: null });
  if (kept === undefined) throw new Error("the account was not kept");
  return accepted(kept);
};

/** Makes the account in a transaction that owns the company, with a link to set its password by. */
export const addUserIn = async (
  tx: Transaction,
  companyId: number,
  { order, by }: { readonly order: UserOrder; readonly by: string },
): Promise<Outcome<{ readonly user: ListedUser; readonly settings: Settings; readonly token: string }>> => {
  await ownCompany(tx, companyId);
  const settings = await loadSettings(tx, companyId);
  const user = await keepAccount(tx, companyId, { order, settings, by });
  if (!user.ok) return user;
  const token = await makeLink(tx, companyId, { userNumber: user.value.number, purpose: "invitation", by });
  return accepted({ user: user.value, settings, token });
};

/**
 * An account with its roles, and a one-time link for its owner to set a password by: sent by mail, or to be handed on. Refuses an address that
 * has one, a member who has another, and a rep or manager who is no member.
 */
export const addUser = async (
  database: Database,
  companyId: number,
  order: UserOrder,
  { by, ...way }: HandOver & { readonly by: string },
): Promise<Outcome<UserLink>> => {
  const added = await inCompany(database, companyId, (tx) => addUserIn(tx, companyId, { order, by }), { rollBackIf: ({ ok }) => !ok });
  if (!added.ok) return added;
  const { user, settings, token } = added.value;
  return accepted({ user: userJson(user, settings), ...(await handOverLink(token, { user, purpose: "invitation", settings }, way)) });
};
