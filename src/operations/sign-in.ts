import { rolesHeld } from "../domain/access.ts";
import { namedMembers } from "../domain/member-naming.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { emailKeyOf, type SignInOrder } from "../domain/sign-in-reading.ts";
import { companyNamed, firstCompanies } from "../store/companies.ts";
import { acrossCompanies, inCompany, type Database, type Transaction } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { loadSettings } from "../store/settings.ts";
import { userByName, type UserToSignIn } from "../store/users.ts";
import { isPassword } from "./password-hash.ts";
import { beginAfterPassword, type Browser, type SignInBegun } from "./sign-in/begin-session.ts";
import { inPasswordTurn } from "./sign-in/password-turn.ts";
import { addressCompany, beginTry, endTries, endTry, triesAt, type TryKey } from "./sign-in/tries.ts";

export type SigningIn = {
  /** The id of the company that was named. */
  readonly company: string | null;
  readonly order: SignInOrder;
  readonly browser: Browser;
  readonly address: string;
};

const failed = refused(refusal("login-failed", ""));

/** Where the account is. A company that there is not is not told from an account that there is not. */
export const companyToSignIn = (database: Database, id: string | null): Promise<Outcome<number | null>> =>
  acrossCompanies(database, async (tx): Promise<Outcome<number | null>> => {
    if (id !== null) return accepted((await companyNamed(tx, id))?.companyId ?? null);
    const [only, other] = await firstCompanies(tx, 2);
    return other === undefined ? accepted(only?.companyId ?? null) : refused(refusal("company-unnamed", ""));
  });

/** The account of an e-mail address or of a member's code; undefined too where it could not sign in anyhow. */
const userNamed = async (tx: Transaction, companyId: number, name: string): Promise<UserToSignIn | undefined> => {
  const isEmail = name.includes("@");
  // Names near it are not looked for: a code that nobody has would take longer.
  const member = isEmail ? undefined : namedMembers((await loadSettings(tx, companyId)).members)(name);
  const memberNumber = member?.ended === false ? member.number : null;
  const user = await userByName(tx, companyId, { emailKey: isEmail ? emailKeyOf(name) : null, memberNumber });
  return user !== undefined && rolesHeld(user.roles, user.hasLeft).length > 0 ? user : undefined;
};

/**
 * Signs in by password; where the account has a second factor, begins its step. Refuses with one sentence, and after as long, an account that
 * there is not and a password that is not right; whoever tries too often, by account and by address; and everybody while too many wait.
 */
export const signIn = (database: Database, secret: Secret, signingIn: SigningIn): Promise<Outcome<SignInBegun>> =>
  inPasswordTurn(() => trySigningIn(database, secret, signingIn));

const trySigningIn = async (
  database: Database,
  secret: Secret,
  { company, order: { name, password }, browser, address }: SigningIn,
): Promise<Outcome<SignInBegun>> => {
  const found = await companyToSignIn(database, company);
  if (!found.ok) return found;
  const countedIn = await addressCompany(database);
  if (countedIn === undefined) return failed;
  const companyId = found.value ?? countedIn;
  const asked = [found.value ?? company, emailKeyOf(name)];
  const byName: TryKey = { what: "account", key: JSON.stringify(asked) };
  const from: TryKey = { what: "address", key: address };
  for (const [place, key] of [
    [countedIn, from],
    [companyId, byName],
  ] as const) {
    const counted = await beginTry(database, secret, place, key);
    if (!counted.ok) return counted;
  }
  const known = await inCompany(database, companyId, (tx) => userNamed(tx, companyId, name));
  // Of another company nobody is known, and the same has been done.
  const user = found.value === null ? undefined : known;
  // By whatever name it is guessed at, an account is guessed at ten times. Said aloud, this would tell that two names are of one account.
  const byAccount = user === undefined ? ({ what: "account", key: JSON.stringify(["nobody", ...asked]) } as const) : triesAt(user.number);
  const mayBe = await beginTry(database, secret, companyId, byAccount);
  const isRight = await isPassword(user?.passwordHash ?? null, password);
  if (user === undefined || !isRight || !mayBe.ok) return failed;
  const begun = await inCompany(database, companyId, async (tx) => {
    // Between the two it may have ended, or been given another password.
    const still = await userNamed(tx, companyId, name);
    return still?.number === user.number && still.passwordHash === user.passwordHash
      ? beginAfterPassword(tx, companyId, still, { ...browser, way: "password" })
      : undefined;
  });
  if (begun === undefined) return failed;
  await endTries(database, secret, companyId, byName);
  await endTries(database, secret, companyId, byAccount);
  await endTry(database, secret, countedIn, from);
  return accepted(begun);
};
