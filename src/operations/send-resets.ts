import { rolesHeld } from "../domain/access.ts";
import { accountMail } from "../domain/account-mail.ts";
import type { Mail } from "../domain/mail.ts";
import { takeResetRequest } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { userByName } from "../store/users.ts";
import type { SendMail } from "./send-mails.ts";
import { languageOfUser } from "./sign-in/language-of-user.ts";
import { linkUrl, makeLink } from "./sign-in/links.ts";

/** The mail to whoever has the address; null where nobody has it that may come in. */
const resetMail = async (tx: Transaction, companyId: number, emailKey: string, publicUrl: URL): Promise<Mail | null> => {
  const user = await userByName(tx, companyId, { emailKey, memberNumber: null });
  if (user?.email == null || rolesHeld(user.roles, user.hasLeft).length === 0) return null;
  const settings = await loadSettings(tx, companyId);
  const token = await makeLink(tx, companyId, { userNumber: user.number, purpose: "reset", by: user.id });
  await keepAuditEvent(tx, companyId, { by: user.id, act: "request-reset", subject: "user", subjectId: user.id });
  return accountMail(user.email, {
    purpose: "reset",
    company: settings.company.name,
    link: linkUrl(publicUrl, token),
    language: languageOfUser(user, settings),
  });
};

/** Writes to everybody who asked for a new password since, each request once; how many mails were sent. */
export const sendResets = async (
  database: Database,
  companyId: number,
  {
    publicUrl,
    send,
    hearFault,
    isStopping,
  }: {
    readonly publicUrl: URL;
    readonly send: SendMail;
    readonly hearFault: (error: unknown) => void;
    readonly isStopping: () => boolean;
  },
): Promise<number> => {
  let sent = 0;
  while (!isStopping()) {
    const taken = await inCompany(database, companyId, async (tx) => {
      const emailKey = await takeResetRequest(tx, companyId);
      return emailKey === undefined ? undefined : resetMail(tx, companyId, emailKey, publicUrl);
    });
    if (taken === undefined) return sent;
    if (taken === null) continue;
    try {
      await send(taken);
      sent += 1;
    } catch (error) {
      hearFault(error);
    }
  }
  return sent;
};
