import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { networkOf } from "../domain/client-network.ts";
import { refusal } from "../domain/refusal.ts";
import { readAccountChange, readCodeAlone, readResetRequest } from "../domain/sign-in-reading.ts";
import { beginSecondFactor } from "../operations/begin-second-factor.ts";
import { changeAccount } from "../operations/change-account.ts";
import { changePassword } from "../operations/change-password.ts";
import { confirmSecondFactor } from "../operations/confirm-second-factor.ts";
import type { Database } from "../operations/database.ts";
import { endSecondFactor } from "../operations/end-second-factor.ts";
import { listWaysIn } from "../operations/list-ways-in.ts";
import { openLink } from "../operations/open-link.ts";
import { requestReset } from "../operations/request-reset.ts";
import type { Secret } from "../operations/secret.ts";
import { signedInUser } from "../operations/sign-in/signed-in-user.ts";
import { showLink } from "../operations/show-link.ts";
import { callerOf, companyNamed } from "./callers.ts";
import { clientAddress } from "./client-address.ts";
import { addEndpoint } from "./endpoint.ts";
import { setFlow } from "./flow-cookie.ts";
import { refuseUnencrypted } from "./guards.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { browserOf } from "./session-cookie.ts";
import {
  accountChangeSchema,
  codeSchema,
  doneSchema,
  linkPasswordSchema,
  linkSchema,
  passwordChangedSchema,
  passwordChangeSchema,
  recoveryCodesSchema,
  resetRequestSchema,
  secondFactorSchema,
  signInAnswerSchema,
  stillOpenSchema,
} from "./session-schemas.ts";
import { answerSignIn, shownTo, type ComingIn } from "./sessions.ts";

const url = "/api/v1/account";

const addSecondFactor = (app: FastifyInstance, database: Database, secret: Secret): void => {
  addEndpoint(app, {
    method: "POST",
    url: `${url}/second-factor`,
    operationId: "beginSecondFactor",
    access: "signed-in",
    needsProof: true,
    summary: "A secret for an app that shows one-time codes (RFC 6238)",
    description: "It is asked for at signing in from the confirmation on.",
    answer: secondFactorSchema,
    answerTo: async ({ request }) => valueOf(await beginSecondFactor(database, secret, callerOf(request))),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/second-factor/confirmation`,
    operationId: "confirmSecondFactor",
    access: "signed-in",
    needsProof: true,
    summary: "Turn the second factor on by a first code of the app",
    description: "Every other session of the account ends.",
    bodies: { "application/json": codeSchema },
    answer: recoveryCodesSchema,
    answerTo: async ({ request }) => {
      const code = valueOf(readCodeAlone(request.body));
      return valueOf(await confirmSecondFactor(database, secret, callerOf(request), { code, nowMs: Date.now(), shown: shownTo(request) }));
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${url}/second-factor`,
    operationId: "endSecondFactor",
    access: "signed-in",
    needsProof: true,
    summary: "Turn the second factor off",
    answer: doneSchema,
    answerTo: async ({ request }) => valueOf(await endSecondFactor(database, callerOf(request))),
  });
};

const addLinks = (app: FastifyInstance, database: Database, { secret, hasMail }: ComingIn): void => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reset-requests",
    operationId: "requestReset",
    access: "public",
    summary: "Ask for a mail with a link to set a new password by",
    description: "The answer does not tell whether anybody has the address. At most three mails an hour go to one.",
    bodies: { "application/json": resetRequestSchema },
    status: 202,
    answer: doneSchema,
    answerTo: async ({ request }) => {
      if (!hasMail) refuse(refusal("reset-off", ""));
      const email = valueOf(readResetRequest(request.body));
      return valueOf(
        await requestReset(database, secret, { company: companyNamed(request), email, address: networkOf(clientAddress(request)) }),
      );
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/links/:token",
    operationId: "showLink",
    access: "public",
    summary: "What a one-time link is for",
    isCompanys: false,
    path: z.strictObject({ token: z.string() }),
    answer: linkSchema,
    answerTo: async ({ path }) => valueOf(await showLink(database, path.token)),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/links/:token",
    operationId: "openLink",
    isLong: true,
    access: "public",
    summary: "Set the password by a one-time link, and sign in",
    description: "Every session that the account had ends. What goes on opening it: GET /account/ways-in.",
    isCompanys: false,
    path: z.strictObject({ token: z.string() }),
    bodies: { "application/json": linkPasswordSchema },
    answer: signInAnswerSchema,
    answerTo: async ({ path, request, reply }) => {
      refuseUnencrypted(request);
      const begun = await openLink(database, path.token, { order: request.body, browser: browserOf(request) });
      return answerSignIn(database, valueOf(begun), { reply, next: "/" });
    },
  });
};

/** What people do with their own account, signed in or by a link. */
export const addAccount = async (app: FastifyInstance, database: Database, coming: ComingIn): Promise<void> => {
  const { secret } = coming;
  addEndpoint(app, {
    method: "PUT",
    url,
    operationId: "changeAccount",
    access: "signed-in",
    summary: "The language of the caller's own account; null goes by the browser",
    bodies: { "application/json": accountChangeSchema },
    answer: doneSchema,
    answerTo: async ({ request }) => valueOf(await changeAccount(database, callerOf(request), valueOf(readAccountChange(request.body)))),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/password`,
    operationId: "changePassword",
    isLong: true,
    access: "signed-in",
    summary: "Another password for the caller's own account",
    description:
      "Every other session of it ends. The answer tells what goes on opening the account. Who knew the password until now has proved who they are, as by POST /session/proof.",
    bodies: { "application/json": passwordChangeSchema },
    answer: passwordChangedSchema,
    answerTo: async ({ request, reply }) => {
      const changing = { order: request.body, shown: shownTo(request), nowMs: Date.now() };
      const { proof, ...changed } = valueOf(await changePassword(database, secret, callerOf(request), changing));
      setFlow(reply, "proof", proof.sealed);
      return { done: true, ...changed, provedUntil: proof.until };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: `${url}/ways-in`,
    operationId: "listWaysIn",
    access: "signed-in",
    summary: "What opens the caller's own account beside its password: passkeys, linked sign-ins, and the API keys that it made",
    answer: stillOpenSchema,
    answerTo: async ({ request }) => listWaysIn(database, valueOf(signedInUser(callerOf(request)))),
  });
  addSecondFactor(app, database, secret);
  addLinks(app, database, coming);
};
