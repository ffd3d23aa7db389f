import { randomInt } from "node:crypto";
import type { Role } from "../../domain/member.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import { takeLink } from "../../store/account-links.ts";
import { inCompany, type Database } from "../../store/database.ts";
import { keepPassword } from "../../store/users.ts";
import { addUserIn } from "../add-user.ts";
import { parseCredential } from "../credentials.ts";
import { hashOfPassword } from "../password-hash.ts";
import { sampleAccounts } from "../../domain/sample-accounts.ts";

/** Neither 0, 1, i, l nor o: read aloud and typed without asking twice. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const [GROUPS, GROUP] = [4, 5];

/** 99 bits, made for this one company and kept nowhere in the open. */
export const newPassword = (): string =>
  Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, () => letters.charAt(randomInt(letters.length))).join("")).join("-");

/** An account of each kind, all with one password. */
export const makeSampleAccounts = async (
  database: Database,
  companyId: number,
  { password, by }: { readonly password: string; readonly by: string },
): Promise<Outcome<void>> => {
  const hashes = await Promise.all(sampleAccounts.map(() => hashOfPassword(password)));
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<void>> => {
      for (const [index, { email, role, member }] of sampleAccounts.entries()) {
        const roles: readonly Role[] = [role];
        const added = await addUserIn(tx, companyId, { order: { email, roles, member }, by });
        if (!added.ok) return added;
        const link = parseCredential(added.value.token);
        if (link !== undefined) await takeLink(tx, companyId, link.secretHash);
        await keepPassword(tx, companyId, added.value.user.number, hashes[index] ?? "");
      }
      return accepted(undefined);
    },
    { rollBackIf: ({ ok }) => !ok },
  );
};
