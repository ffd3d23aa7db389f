import { createHmac, timingSafeEqual } from "node:crypto";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { SetUpOrder } from "../domain/sign-in-reading.ts";
import { tryToSetUp } from "../store/company-lock.ts";
import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { subkey, type Secret } from "../store/secret-key.ts";
import { takeLink } from "../store/account-links.ts";
import { keepChoices, keepPassword, userByNumber } from "../store/users.ts";
import { addUserIn } from "./add-user.ts";
import { createCompany } from "./create-company.ts";
import { parseCredential } from "./credentials.ts";
import { needsSetUp } from "./needs-set-up.ts";
import { hashOfPassword } from "./password-hash.ts";
import { beginSession, type Browser, type SessionBegun } from "./sign-in/begin-session.ts";
import { companyToSignIn } from "./sign-in.ts";

/** Whoever sees the server's console makes the first account: the token follows from the installation's secret, and opens nothing once there is one. */
export const setUpToken = (secret: Secret): string =>
  createHmac("sha256", subkey(secret, "set-up")).update("first account").digest("base64url");

const isSetUpToken = (secret: Secret, found: string): boolean => {
  const [right, shown] = [Buffer.from(setUpToken(secret)), Buffer.from(found)];
  return right.length === shown.length && timingSafeEqual(right, shown);
};

export type SettingUp = { readonly order: SetUpOrder; readonly company: string | null; readonly browser: Browser };

/** How the first account is named in the journal before it is there. */
const BY = "set-up";

const companyFor = async (database: Database, { order, company }: SettingUp): Promise<Outcome<number>> => {
  if (order.company !== null) {
    const made = await createCompany(database, order.company, { by: BY });
    if (!made.ok) {
      const [first, ...rest] = made.refusals.map((each) => ({ ...each, pointer: `/company${each.pointer}` }));
      return first === undefined ? made : refused(first, ...rest);
    }
    return accepted(made.value.companyId);
  }
  const found = await companyToSignIn(database, company);
  if (!found.ok) return found;
  return found.value === null ? refused(refusal("company-missing", "/company")) : accepted(found.value);
};

const firstAccount = (
  database: Database,
  companyId: number,
  { order, browser }: SettingUp,
  passwordHash: string,
): Promise<Outcome<SessionBegun>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<SessionBegun>> => {
      const added = await addUserIn(tx, companyId, { order: { email: order.email, roles: ["admin"], member: null }, by: BY });
      if (!added.ok) return added;
      const { user, token } = added.value;
      const link = parseCredential(token);
      if (link !== undefined) await takeLink(tx, companyId, link.secretHash);
      await keepPassword(tx, companyId, user.number, passwordHash);
      await keepChoices(tx, companyId, user.number, { language: order.language });
      const kept = await userByNumber(tx, companyId, user.number);
      if (kept === undefined) throw new Error("the first account was not kept");
      return accepted(await beginSession(tx, companyId, kept, { ...browser, way: "set-up" }));
    },
    { rollBackIf: ({ ok }) => !ok },
  );

/**
 * The first account of the installation, an admin's, and the company if there is none; signs in. Refuses whoever does not hold the console's
 * token, or comes when somebody has an account; of two at once one wins.
 */
export const setUp = async (database: Database, secret: Secret, setting: SettingUp): Promise<Outcome<SessionBegun>> => {
  const notYours = refused(refusal("set-up-refused", ""));
  if (!isSetUpToken(secret, setting.order.token)) return notYours;
  const passwordHash = await hashOfPassword(setting.order.password);
  return acrossCompanies(database, async (tx): Promise<Outcome<SessionBegun>> => {
    if (!(await tryToSetUp(tx)) || !(await needsSetUp(database))) return notYours;
    const companyId = await companyFor(database, setting);
    return companyId.ok ? firstAccount(database, companyId.value, setting, passwordHash) : companyId;
  });
};
