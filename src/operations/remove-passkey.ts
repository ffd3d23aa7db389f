import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { deletePasskey, passkeysOf } from "../store/passkeys.ts";

import { lockUser, waysOf } from "../store/ways-to-sign-in.ts";
import { passkeyJson, type PasskeyJson } from "./list-passkeys.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

/** Nobody signs in with the passkey any more. Refuses the account's last way to sign in (way-last). */
export const removePasskey = (
  database: Database,
  { companyId, userNumber, by }: SignedInUser,
  number: number,
): Promise<Outcome<PasskeyJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<PasskeyJson>> => {
    await lockUser(tx, companyId, userNumber);
    const passkey = (await passkeysOf(tx, companyId, userNumber)).find((each) => each.number === number);
    if (passkey === undefined)
      return refused(refusal("not-found", "/id", { what: { en: "passkey", ko: "패스키" }, found: number, hint: noHint }));
    if ((await waysOf(tx, companyId, userNumber)) === 1) return refused(refusal("way-last", ""));
    await deletePasskey(tx, companyId, userNumber, number);
    await keepAuditEvent(tx, companyId, { by, act: "remove-passkey", subject: "user", subjectId: by, before: { passkey: number } });
    return accepted(passkeyJson(passkey));
  });
