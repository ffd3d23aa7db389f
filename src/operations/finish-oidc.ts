import { rolesHeld, type Caller } from "../domain/access.ts";
import { isAllowed, personOf, type OidcPerson } from "../domain/oidc.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { keepLink, useLink, userBySubject } from "../store/oidc-links.ts";
import { providerById, type KeptProvider } from "../store/oidc-providers.ts";
import { spendFlow } from "../store/spent-flows.ts";
import { userByNumber } from "../store/users.ts";
import { lockUser } from "../store/ways-to-sign-in.ts";
import type { OidcMeans } from "./begin-oidc.ts";
import { accessTo } from "./oidc/client-secret.ts";
import { makeAccount } from "./oidc/first-sign-in.ts";
import { clientOf, redeemCode } from "./oidc/provider-client.ts";
import { openFlow } from "./sign-in-flow.ts";
import { beginSession, type Browser, type SessionBegun } from "./sign-in/begin-session.ts";

export type OidcEnd = {
  /** What the browser's cookie carried. */
  readonly flow: string | undefined;
  /** The address at which the browser came back, with everything that the provider put there. */
  readonly address: URL;
  /** Whose address that is. */
  readonly companyId: number;
  readonly provider: string;
  /** Who is signed in there already. */
  readonly signedIn: Caller | undefined;
  readonly browser: Browser;
};

/** The session that was begun; null where an account was linked. And where to go on. */
export type OidcDone = { readonly session: SessionBegun | null; readonly next: string };

type Came = { readonly person: OidcPerson; readonly provider: KeptProvider };

const link = async (tx: Transaction, companyId: number, { person, provider }: Came, signedIn: Caller): Promise<Outcome<null>> => {
  const { by, userNumber } = signedIn;
  if (userNumber === null) return refused(refusal("oidc-state", ""));
  const { issuer, subject } = person;
  await lockUser(tx, companyId, userNumber);
  // It may have ended since.
  if ((await userByNumber(tx, companyId, userNumber)) === undefined) return refused(refusal("auth-required", ""));
  if (await keepLink(tx, companyId, { issuer, subject, userNumber })) {
    const event = { by, act: "link-oidc", subject: "user", subjectId: by, after: { provider: provider.id, issuer } };
    await keepAuditEvent(tx, companyId, event);
    return accepted(null);
  }
  const linked = await userBySubject(tx, companyId, person);
  return linked === userNumber ? accepted(null) : refused(refusal("oidc-linked", ""));
};

const signIn = async (tx: Transaction, companyId: number, { person, provider }: Came, browser: Browser): Promise<Outcome<SessionBegun>> => {
  const nobody = refused(refusal("oidc-not-linked", ""));
  const linked = await userBySubject(tx, companyId, person);
  const account = linked === undefined ? await makeAccount(tx, companyId, person, provider) : accepted(linked);
  if (!account.ok) return account;
  const user = await userByNumber(tx, companyId, account.value);
  if (user === undefined || rolesHeld(user.roles, user.hasLeft).length === 0) return nobody;
  await useLink(tx, companyId, person);
  // The provider has asked for as much as it finds right; a second factor of ours would be a third.
  return accepted(await beginSession(tx, companyId, user, { ...browser, way: `oidc:${provider.id}`, isProof: user.passwordHash === null }));
};

/**
 * The browser is back from the provider: signs its person in, or links them with the account that is signed in. Accounts go by issuer and subject alone; the
 * same e-mail address links nothing. Refuses what this browser did not begin (oidc-state), what does not prove who it is (oidc-failed), and
 * whoever has no account (oidc-not-linked) or may have none (oidc-domain).
 */
export const finishOidc = async (
  database: Database,
  { flow: sealed, address, companyId, provider: id, signedIn, browser }: OidcEnd,
  { secret, now, outside = {} }: OidcMeans,
): Promise<Outcome<OidcDone>> => {
  const lost = refused(refusal("oidc-state", ""));
  const flow = openFlow(secret, "oidc", sealed, now);
  if (flow === undefined) return lost;
  const { state, nonce, verifier, next, userNumber, issuer } = flow.content;
  const heard = address.searchParams;
  // Each provider has an address of its own to send back to: an answer that came for another is not taken to this one.
  if (flow.content.companyId !== companyId || flow.content.provider !== id || heard.get("state") !== state) return lost;
  if (heard.has("iss") && heard.get("iss") !== issuer) return lost;
  if (userNumber !== null && (signedIn?.companyId !== companyId || signedIn.userNumber !== userNumber)) return lost;

  const provider = await inCompany(database, companyId, async (tx) =>
    (await spendFlow(tx, companyId, flow.id)) ? providerById(tx, companyId, id) : undefined,
  );
  if (provider?.issuer !== issuer) return lost;
  if (heard.has("error"))
    return refused(heard.get("error") === "access_denied" ? refusal("oidc-denied", "") : refusal("oidc-failed", "", { problem: "error" }));
  const access = accessTo(secret, provider);
  if (!access.ok) return access;
  const client = await clientOf(database, companyId, access.value, { outside, now });
  if (!client.ok) return refused(refusal("oidc-away", ""));
  const claims = await redeemCode(client.value, address, { state, nonce, verifier, needsAddress: provider.domains.length > 0, now });
  if (!claims.ok) return claims;

  const person = personOf(claims.value, provider);
  if (!isAllowed(person, provider)) return refused(refusal("oidc-domain", ""));
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<OidcDone>> => {
      const came = { person, provider };
      const done =
        userNumber === null || signedIn === undefined
          ? await signIn(tx, companyId, came, browser)
          : await link(tx, companyId, came, signedIn);
      return done.ok ? accepted({ session: done.value, next }) : done;
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
};
