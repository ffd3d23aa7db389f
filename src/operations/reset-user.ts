import type { Settings } from "../domain/company.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { LinkPurpose } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { forgetFactor } from "../store/second-factors.ts";
import { loadSettings } from "../store/settings.ts";
import type { ListedUser } from "../store/users.ts";
import type { UserLink } from "./add-user.ts";
import { handOverLink, type HandOver } from "./sign-in/hand-over-link.ts";
import { makeLink } from "./sign-in/links.ts";
import { userJson } from "./user-json.ts";
import { userNamed } from "./user-named.ts";

type Reset = { readonly user: ListedUser; readonly settings: Settings; readonly purpose: LinkPurpose; readonly token: string };

/**
 * A new one-time link for an account, sent by mail or to be handed on; the ones before open nothing any more. `dropsSecondFactor`: for whoever
 * lost the app and the recovery codes.
 */
export const resetUser = async (
  database: Database,
  companyId: number,
  { id, dropsSecondFactor }: { readonly id: string; readonly dropsSecondFactor: boolean },
  { by, ...way }: HandOver & { readonly by: string },
): Promise<Outcome<UserLink>> => {
  const reset = await inCompany(database, companyId, async (tx): Promise<Outcome<Reset>> => {
    const settings = await loadSettings(tx, companyId);
    const found = await userNamed(tx, companyId, id);
    if (!found.ok) return found;
    const user = found.value;
    const purpose = user.hasPassword ? "reset" : "invitation";
    if (dropsSecondFactor) await forgetFactor(tx, companyId, user.number);
    const token = await makeLink(tx, companyId, { userNumber: user.number, purpose, by });
    await keepAuditEvent(tx, companyId, {
      by,
      act: "reset-user",
      subject: "user",
      subjectId: user.id,
      after: { purpose, dropsSecondFactor },
    });
    return accepted({ user: { ...user, hasSecondFactor: user.hasSecondFactor && !dropsSecondFactor }, settings, purpose, token });
  });
  if (!reset.ok) return reset;
  const { user, settings, purpose, token } = reset.value;
  return accepted({ user: userJson(user, settings), ...(await handOverLink(token, { user, purpose, settings }, way)) });
};
