import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { readNewPasskey, readPasskeySignIn } from "../domain/passkey-reading.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { addPasskey } from "../operations/add-passkey.ts";
import { beginPasskey, type PasskeyMeans } from "../operations/begin-passkey.ts";
import { beginPasskeySignIn } from "../operations/begin-passkey-sign-in.ts";
import type { Database } from "../operations/database.ts";
import { listOidcLinks } from "../operations/list-oidc-links.ts";
import { listPasskeys } from "../operations/list-passkeys.ts";
import { signedInUser, type SignedInUser } from "../operations/sign-in/signed-in-user.ts";
import { passkeySite } from "../operations/passkeys/site.ts";
import { removePasskey } from "../operations/remove-passkey.ts";
import type { Secret } from "../operations/secret.ts";
import { signInWithPasskey } from "../operations/sign-in-with-passkey.ts";
import { unlinkOidc } from "../operations/unlink-oidc.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { setFlow, takeFlow } from "./flow-cookie.ts";
import { refuseUnencrypted } from "./guards.ts";
import {
  newPasskeyOptionsSchema,
  newPasskeySchema,
  oidcLinksSchema,
  passkeyOptionsSchema,
  passkeySchema,
  passkeySignInSchema,
  passkeysSchema,
} from "./passkey-schemas.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { browserOf } from "./session-cookie.ts";
import { doneSchema, signInAnswerSchema } from "./session-schemas.ts";
import { answerSignIn } from "./sessions.ts";
import { siteOf } from "./site.ts";

const userOf = (request: FastifyRequest): SignedInUser => valueOf(signedInUser(callerOf(request)));

const numberOf = (found: string, what: { readonly en: string; readonly ko: string }, pointer: string): number =>
  /^[1-9]\d{0,8}$/.test(found) ? Number(found) : refuse(refusal("not-found", pointer, { what, found: shown(found), hint: noHint }));

const own = "/api/v1/account";

const addOwnPasskeys = (app: FastifyInstance, database: Database, means: (request: FastifyRequest) => PasskeyMeans): void => {
  addEndpoint(app, {
    method: "GET",
    url: `${own}/passkeys`,
    operationId: "listPasskeys",
    access: "signed-in",
    summary: "One's own passkeys, the oldest first",
    answer: passkeysSchema,
    answerTo: async ({ request }) => listPasskeys(database, userOf(request)),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${own}/passkeys/options`,
    operationId: "beginPasskey",
    access: "signed-in",
    needsProof: true,
    summary: "Begin a new passkey: what the browser asks its authenticator by",
    answer: newPasskeyOptionsSchema,
    answerTo: async ({ request, reply }) => {
      const { options, flow } = valueOf(await beginPasskey(database, userOf(request), means(request)));
      setFlow(reply, "new-passkey", flow);
      return options;
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${own}/passkeys`,
    operationId: "addPasskey",
    access: "signed-in",
    summary: "Keep the passkey that the authenticator made, within five minutes and in the same browser",
    bodies: { "application/json": newPasskeySchema },
    answer: passkeySchema,
    status: 201,
    isInSteps: true,
    answerTo: async ({ request, reply }) => {
      const order = valueOf(readNewPasskey(request.body));
      const flow = takeFlow(request, reply, "new-passkey");
      return valueOf(await addPasskey(database, userOf(request), { ...order, flow }, means(request)));
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${own}/passkeys/:id`,
    operationId: "removePasskey",
    access: "signed-in",
    needsProof: true,
    summary: "Nobody signs in with the passkey any more",
    path: z.strictObject({ id: z.string() }),
    answer: passkeySchema,
    answerTo: async ({ path: { id }, request }) =>
      valueOf(await removePasskey(database, userOf(request), numberOf(id, { en: "passkey", ko: "패스키" }, "/id"))),
  });
};

const addOwnLinks = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: `${own}/oidc-links`,
    operationId: "listOidcLinks",
    access: "signed-in",
    summary: "By which providers one signs in oneself; a new one is linked at /sign-in/oidc/{id}?link=true",
    answer: oidcLinksSchema,
    answerTo: async ({ request }) => listOidcLinks(database, userOf(request)),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${own}/oidc-links/:number`,
    operationId: "unlinkOidc",
    access: "signed-in",
    needsProof: true,
    summary: "No longer sign in by the provider oneself",
    path: z.strictObject({ number: z.string() }),
    answer: doneSchema,
    answerTo: async ({ path: { number }, request }) =>
      valueOf(await unlinkOidc(database, userOf(request), numberOf(number, { en: "link", ko: "연결" }, "/number"))),
  });
};

/** Passkeys, and what else a person has to sign in with beside a password. */
export const addPasskeys = (app: FastifyInstance, database: Database, { secret }: { readonly secret: Secret }): void => {
  const means = (request: FastifyRequest): PasskeyMeans => ({ secret, now: Date.now(), site: valueOf(passkeySite(siteOf(request))) });
  addOwnPasskeys(app, database, means);
  addOwnLinks(app, database);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/session/passkey/options",
    operationId: "beginPasskeySignIn",
    access: "public",
    summary: "Begin to sign in with a passkey: what the browser asks its authenticator by",
    isCompanys: false,
    answer: passkeyOptionsSchema,
    answerTo: async ({ request, reply }) => {
      refuseUnencrypted(request);
      const { options, flow } = await beginPasskeySignIn(means(request));
      setFlow(reply, "passkey", flow);
      return options;
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/session/passkey",
    operationId: "signInWithPasskey",
    access: "public",
    summary: "Sign in with a passkey, within five minutes and in the browser that began",
    description:
      "A passkey finds its account by itself. One that asked for no more than a touch is followed by the second factor, if the account has one.",
    isCompanys: false,
    bodies: { "application/json": passkeySignInSchema },
    answer: signInAnswerSchema,
    answerTo: async ({ request, reply }) => {
      refuseUnencrypted(request);
      const { response, next } = valueOf(readPasskeySignIn(request.body));
      const flow = takeFlow(request, reply, "passkey");
      const begun = await signInWithPasskey(database, { response, flow, browser: browserOf(request) }, means(request));
      return answerSignIn(database, valueOf(begun), { reply, next });
    },
  });
};
