import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownWordsOf, readLinkPassword } from "../domain/sign-in-reading.ts";
import { takeLink } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endSessionRows, forgetSteps } from "../store/sessions.ts";
import { keepPassword } from "../store/users.ts";
import { hashOfPassword } from "./password-hash.ts";
import { beginAfterPassword, type Browser, type SignInBegun } from "./sign-in/begin-session.ts";
import { inPasswordTurn } from "./sign-in/password-turn.ts";
import { linkByToken, linkInvalid, openedLink } from "./sign-in/opened-link.ts";

/**
 * Sets the password by a one-time link and signs in; every session that the account had ends. Refuses what `showLink` refuses, and of two at once
 * the second.
 */
export const openLink = (database: Database, token: string, opening: LinkOpening): Promise<Outcome<SignInBegun>> =>
  inPasswordTurn(() => open(database, token, opening));

type LinkOpening = { readonly order: unknown; readonly browser: Browser };

const open = async (database: Database, token: string, { order, browser }: LinkOpening): Promise<Outcome<SignInBegun>> => {
  const link = await linkByToken(database, token);
  if (!link.ok) return link;
  const { companyId, secretHash, purpose, user } = link.value;
  const password = readLinkPassword(order, ownWordsOf(user.email));
  if (!password.ok) return password;
  const passwordHash = await hashOfPassword(password.value);
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<SignInBegun>> => {
      if (!(await takeLink(tx, companyId, secretHash))) {
        const why = await openedLink(tx, companyId, secretHash);
        return why.ok ? linkInvalid : why;
      }
      await keepPassword(tx, companyId, user.number, passwordHash);
      await endSessionRows(tx, companyId, { userNumber: user.number, why: "password" });
      await forgetSteps(tx, companyId, { userNumber: user.number, seconds: 0 });
      await keepAuditEvent(tx, companyId, { by: user.id, act: "open-link", subject: "user", subjectId: user.id, after: { purpose } });
      return accepted(await beginAfterPassword(tx, companyId, user, { ...browser, way: purpose, isProof: true }));
    },
    { rollBackIf: ({ ok }) => !ok },
  );
};
