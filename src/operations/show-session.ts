import { extentsOf, permissions, type Caller, type Extent, type Permission } from "../domain/access.ts";
import type { Language, Name } from "../domain/language.ts";
import type { Role } from "../domain/member.ts";
import type { Theme } from "../domain/theme.ts";
import { firstCompanies, isSample } from "../store/companies.ts";
import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { factorState } from "../store/second-factors.ts";
import { loadSettings } from "../store/settings.ts";
import { userByNumber } from "../store/users.ts";
import { needsSetUp } from "./needs-set-up.ts";

export type SignedIn = {
  readonly user: {
    readonly id: string;
    readonly email: string | null;
    readonly roles: readonly Role[];
    readonly member: { readonly id: string; readonly name: Name } | null;
    readonly language: Language | null;
    readonly theme: Theme | null;
  } | null;
  readonly company: { readonly id: string; readonly name: Name };
  readonly permissions: Readonly<Partial<Record<Permission, readonly Extent[]>>>;
  readonly secondFactor: { readonly on: boolean; readonly recoveryCodesLeft: number };
  readonly by: "user" | "key";
};

/** Who the caller is, and what they may do with whose things. */
export const describeCaller = (database: Database, caller: Caller): Promise<SignedIn> =>
  inCompany(database, caller.companyId, async (tx) => {
    const { companyId, userNumber, memberNumber, roles } = caller;
    const { company, members } = await loadSettings(tx, companyId);
    const account = userNumber === null ? undefined : await userByNumber(tx, companyId, userNumber);
    const member = members.find(({ number }) => number === memberNumber);
    const may = permissions.map((permission) => [permission, [...extentsOf(caller, permission)]] as const);
    return {
      user:
        account === undefined
          ? null
          : {
              id: account.id,
              email: account.email,
              roles,
              member: member === undefined ? null : { id: member.id, name: member.name },
              language: account.language,
              theme: account.theme,
            },
      company: { id: company.id, name: company.name },
      permissions: Object.fromEntries(may.filter(([, extents]) => extents.length > 0)),
      secondFactor: userNumber === null ? { on: false, recoveryCodesLeft: 0 } : await factorState(tx, companyId, userNumber),
      by: account === undefined ? "key" : "user",
    };
  });

export type SessionState = {
  readonly signedIn: SignedIn | null;
  readonly needsSetUp: boolean;
  readonly needsCompany: boolean;
  readonly severalCompanies: boolean;
  /** The only company is the sample to look around in. */
  readonly sample: boolean;
};

/** What a page has to know before anything else: who asks, and if nobody, how they may come in. */
export const showSession = async (database: Database, caller: Caller | null): Promise<SessionState> => {
  const companies = await acrossCompanies(database, (tx) => firstCompanies(tx, 2));
  const [only, other] = companies;
  return {
    signedIn: caller === null ? null : await describeCaller(database, caller),
    needsSetUp: await needsSetUp(database),
    needsCompany: companies.length === 0,
    severalCompanies: companies.length > 1,
    sample: only !== undefined && other === undefined && (await inCompany(database, only.companyId, (tx) => isSample(tx, only.companyId))),
  };
};
