import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { deleteLink, linksOf } from "../store/oidc-links.ts";
import { listProviders } from "../store/oidc-providers.ts";

import { lockUser, waysOf } from "../store/ways-to-sign-in.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

/** The account no longer signs in by the provider. Refuses its last way to sign in (way-last). */
export const unlinkOidc = (
  database: Database,
  { companyId, userNumber, by }: SignedInUser,
  number: number,
): Promise<Outcome<{ readonly done: true }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly done: true }>> => {
    await lockUser(tx, companyId, userNumber);
    const link = (await linksOf(tx, companyId, userNumber)).find((each) => each.number === number);
    if (link === undefined)
      return refused(refusal("not-found", "/number", { what: { en: "link", ko: "연결" }, found: number, hint: noHint }));
    const isWay = (await listProviders(tx, companyId)).some(({ issuer }) => issuer === link.issuer);
    if (isWay && (await waysOf(tx, companyId, userNumber)) === 1) return refused(refusal("way-last", ""));
    await deleteLink(tx, companyId, userNumber, number);
    await keepAuditEvent(tx, companyId, { by, act: "unlink-oidc", subject: "user", subjectId: by, before: { issuer: link.issuer } });
    return accepted({ done: true });
  });
