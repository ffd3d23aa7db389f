import { accepted, type Outcome } from "../domain/refusal.ts";
import { replaceLinks } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { forgetFactor } from "../store/second-factors.ts";
import { endSessionRows, forgetSteps } from "../store/sessions.ts";
import { loadSettings } from "../store/settings.ts";
import { endUserRow, listedUser } from "../store/users.ts";
import { forgetWays } from "../store/ways-to-sign-in.ts";
import { refuseLastAdmin } from "./change-user.ts";
import { userJson, type UserJson } from "./user-json.ts";
import { userNamed } from "./user-named.ts";

/**
 * Ends an account with its sessions, links, password, second factor, passkeys and what it was linked with; what it did stays in the journals under its id. Refuses the last admin's.
 */
export const endUser = (database: Database, companyId: number, id: string, { by }: { readonly by: string }): Promise<Outcome<UserJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<UserJson>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found = await userNamed(tx, companyId, id);
      if (!found.ok) return found;
      const user = found.value;
      const last = await refuseLastAdmin(tx, companyId, user);
      if (!last.ok) return last;
      await endSessionRows(tx, companyId, { userNumber: user.number, why: "account" });
      await forgetSteps(tx, companyId, { userNumber: user.number, seconds: 0 });
      await replaceLinks(tx, companyId, user.number);
      await forgetFactor(tx, companyId, user.number);
      await forgetWays(tx, companyId, user.number);
      await endUserRow(tx, companyId, { number: user.number, by });
      const before = userJson(user, settings);
      await keepAuditEvent(tx, companyId, {
        by,
        act: "end-user",
        subject: "user",
        subjectId: user.id,
        before: { roles: before.roles, member: before.member },
      });
      const ended = await listedUser(tx, companyId, { id: user.id, emailKey: null });
      return accepted(userJson(ended ?? user, settings));
    },
    { rollBackIf: ({ ok }) => !ok },
  );
