import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "../domain/access.ts";
import { readPasskeyProof } from "../domain/passkey-reading.ts";
import { refusal } from "../domain/refusal.ts";
import { readSessionProof } from "../domain/sign-in-reading.ts";
import { beginPasskeyProof } from "../operations/begin-passkey-proof.ts";
import type { PasskeyMeans } from "../operations/begin-passkey.ts";
import type { Database } from "../operations/database.ts";
import { passkeySite } from "../operations/passkeys/site.ts";
import { proveSession } from "../operations/prove-session.ts";
import { proveWithPasskey } from "../operations/prove-with-passkey.ts";
import { showProof } from "../operations/show-proof.ts";
import type { Secret } from "../operations/secret.ts";
import { provedUntil } from "../operations/sign-in/proof.ts";
import { signedInUser, type SignedInUser } from "../operations/sign-in/signed-in-user.ts";
import { callerOf, sessionShown } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { flowShown, setFlow, takeFlow } from "./flow-cookie.ts";
import { passkeyOptionsSchema, passkeyProofSchema } from "./passkey-schemas.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { proofSchema, proofStateSchema, sessionProofSchema } from "./session-schemas.ts";
import { siteOf } from "./site.ts";

/** Whether the browser shows that the session's owner proved within the last ten minutes that it is them; false of keys, which are nobody. */
export const isProved = (request: FastifyRequest, { companyId, userNumber }: Caller, secret: Secret): boolean => {
  if (userNumber === null) return false;
  const shown = { companyId, userNumber, session: sessionShown(request) ?? "", sealed: flowShown(request, "proof") };
  return provedUntil(secret, shown, Date.now()) !== null;
};

/** Refuses whoever shows a session and no proof that its owner is there, made within the last ten minutes; and keys, which are nobody. */
export const refuseUnproved = (request: FastifyRequest, caller: Caller, secret: Secret): void => {
  valueOf(signedInUser(caller));
  if (!isProved(request, caller, secret)) refuse(refusal("proof-required", ""));
};

const url = "/api/v1/session/proof";

/** Who is signed in shows once more who they are, before they change by what they sign in. */
export const addProof = (app: FastifyInstance, database: Database, { secret }: { readonly secret: Secret }): void => {
  const userOf = (request: FastifyRequest): SignedInUser => valueOf(signedInUser(callerOf(request)));
  const means = (request: FastifyRequest): PasskeyMeans => ({ secret, now: Date.now(), site: valueOf(passkeySite(siteOf(request))) });

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "showProof",
    access: "signed-in",
    summary: "Until when this browser may change by what the account signs in, and by what its owner proves that it is them",
    answer: proofStateSchema,
    answerTo: async ({ request }) => {
      const user = userOf(request);
      return showProof(database, secret, user, {
        session: sessionShown(request) ?? "",
        sealed: flowShown(request, "proof"),
        now: Date.now(),
      });
    },
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "proveSession",
    isLong: true,
    access: "signed-in",
    summary: "Prove by the password that the account's owner is who asks",
    description:
      "Sets a cookie beside that of the session, for ten minutes: with it passkeys, links and the second factor are changed. With a second factor a code goes with the password. An account without a password proves it by a passkey, or by signing in anew.",
    bodies: { "application/json": sessionProofSchema },
    answer: proofSchema,
    answerTo: async ({ request, reply }) => {
      const user = userOf(request);
      const order = valueOf(readSessionProof(request.body));
      const session = sessionShown(request) ?? "";
      const proof = valueOf(await proveSession(database, secret, user, { order, session, nowMs: Date.now() }));
      setFlow(reply, "proof", proof.sealed);
      return { provedUntil: proof.until };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/passkey/options`,
    operationId: "beginPasskeyProof",
    access: "signed-in",
    summary: "Begin to prove it by a passkey: what the browser asks its authenticator by",
    answer: passkeyOptionsSchema,
    answerTo: async ({ request, reply }) => {
      const { options, flow } = valueOf(await beginPasskeyProof(database, userOf(request), means(request)));
      setFlow(reply, "passkey-proof", flow);
      return options;
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/passkey`,
    operationId: "proveWithPasskey",
    access: "signed-in",
    summary: "Prove by one of the account's own passkeys that its owner is who asks, within five minutes and in the browser that began",
    description: "Where the account has a second factor, by one that asks for more than a touch.",
    bodies: { "application/json": passkeyProofSchema },
    answer: proofSchema,
    answerTo: async ({ request, reply }) => {
      const user = userOf(request);
      const response = valueOf(readPasskeyProof(request.body));
      const flow = takeFlow(request, reply, "passkey-proof");
      const session = sessionShown(request) ?? "";
      const proof = valueOf(await proveWithPasskey(database, user, { response, flow, session }, means(request)));
      setFlow(reply, "proof", proof.sealed);
      return { provedUntil: proof.until };
    },
  });
};
