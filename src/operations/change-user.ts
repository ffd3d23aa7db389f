import { COMING_IN } from "../domain/live.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import type { UserChange } from "../domain/sign-in-reading.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { noteTouched } from "../store/changes.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { changeUserRow, countAdmins, type ListedUser } from "../store/users.ts";
import { memberOfUser } from "./add-user.ts";
import { userJson, type UserJson } from "./user-json.ts";
import { userNamed } from "./user-named.ts";

/** Without an admin nobody could let anybody in any more. The company is owned. */
export const refuseLastAdmin = async (tx: Transaction, companyId: number, { roles }: ListedUser): Promise<Outcome<undefined>> =>
  roles.includes("admin") && (await countAdmins(tx, companyId)) === 1 ? refused(refusal("user-last-admin", "")) : accepted(undefined);

/**
 * What an account may do, and which member it is, from the next request on. Refuses what `addUser` refuses, and to take the role from the last admin.
 */
export const changeUser = (
  database: Database,
  companyId: number,
  { id, order }: { readonly id: string; readonly order: UserChange },
  {
    by,
    seen,
  }: { readonly by: string; /** Which version whoever changes it has seen; left out: it does not matter. */ readonly seen?: Seen },
): Promise<Outcome<UserJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<UserJson>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found = await userNamed(tx, companyId, id);
      if (!found.ok) return found;
      const user = found.value;
      const unseen = seen === undefined ? undefined : refuseUnseen(seen, String(user.version));
      if (unseen !== undefined) return refused(unseen);
      const last = order.roles.includes("admin") ? accepted(undefined) : await refuseLastAdmin(tx, companyId, user);
      if (!last.ok) return last;
      const member = await memberOfUser(tx, companyId, { order, settings, userId: user.id });
      if (!member.ok) return member;
      const before = userJson(user, settings);
      await changeUserRow(tx, companyId, { number: user.number, roles: order.roles, memberNumber: member.value?.number ?? null });
      noteTouched(tx, [COMING_IN], new Set([user.number]));
      await keepAuditEvent(tx, companyId, {
        by,
        act: "change-user",
        subject: "user",
        subjectId: user.id,
        before: { roles: before.roles, member: before.member },
        after: { roles: order.roles, member: member.value?.id ?? null },
      });
      const changed = await userNamed(tx, companyId, user.id);
      return changed.ok ? accepted(userJson(changed.value, settings)) : changed;
    },
    { rollBackIf: ({ ok }) => !ok },
  );
