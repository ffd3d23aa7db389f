import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { networkOf } from "../domain/client-network.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { readSetUp, readSignIn, readStep } from "../domain/sign-in-reading.ts";
import type { Database } from "../operations/database.ts";
import { endOtherSessions } from "../operations/end-other-sessions.ts";
import { endSession } from "../operations/end-session.ts";
import { findCaller } from "../operations/find-caller.ts";
import { finishSignIn } from "../operations/finish-sign-in.ts";
import { listSessions } from "../operations/list-sessions.ts";
import { listWaysToSignIn } from "../operations/list-ways-to-sign-in.ts";
import { hasPasskeys } from "../operations/passkeys/site.ts";
import type { Secret } from "../operations/secret.ts";
import { setUp } from "../operations/set-up.ts";
import { describeCaller, showSession } from "../operations/show-session.ts";
import { signIn } from "../operations/sign-in.ts";
import type { SignInBegun } from "../operations/sign-in/begin-session.ts";
import { signOut } from "../operations/sign-out.ts";
import { callerOf, companyNamed, findCallerOf, sessionShown } from "./callers.ts";
import { clientAddress } from "./client-address.ts";
import { addEndpoint } from "./endpoint.ts";
import { refuseUnencrypted } from "./guards.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { browserOf, forgetInBrowser, keepInBrowser, stepShown } from "./session-cookie.ts";
import {
  doneSchema,
  endedSchema,
  sessionSchema,
  sessionsSchema,
  setUpSchema,
  signedInAnswerSchema,
  signInAnswerSchema,
  signInSchema,
  stepSchema,
} from "./session-schemas.ts";
import { siteOf } from "./site.ts";

/** What whoever has just come in is answered, with the cookie that says so from now on. */
export const answerSignIn = async (
  database: Database,
  begun: SignInBegun,
  { reply, next }: { readonly reply: FastifyReply; readonly next: string },
): Promise<object> => {
  keepInBrowser(reply, begun);
  if (begun.type === "step") return { secondFactor: { token: begun.token } };
  const caller = valueOf(await findCaller(database, "session", begun.text));
  return { signedIn: await describeCaller(database, caller), next };
};

/** What lets people in. */
export type ComingIn = {
  readonly secret: Secret;
  /** Whether links go out by mail. */
  readonly hasMail: boolean;
};

const url = "/api/v1/session";

const addSigningIn = (app: FastifyInstance, database: Database, { secret, hasMail }: ComingIn): void => {
  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "showSession",
    access: "public",
    summary: "Who is signed in and what they may do; if nobody is, how one may come in",
    answer: sessionSchema,
    answerTo: async ({ request }) => {
      const caller = await findCallerOf(database, request);
      const state = await showSession(database, caller.ok ? caller.value : null);
      const oidc = await listWaysToSignIn(database, caller.ok ? caller.value.companyId : companyNamed(request));
      return { ...state, ways: { passkeys: hasPasskeys(siteOf(request)), oidc, mail: hasMail } };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "signIn",
    isLong: true,
    access: "public",
    summary: "Sign in by e-mail address or member code and password",
    description:
      "Sets the cookie of the session; with a second factor answers a token for its step instead. After ten wrong tries at one account, or a hundred from one address, within a quarter of an hour every one is refused for a while. While a hundred wait for their turn, one more is told when to come back (503 `login-busy`).",
    bodies: { "application/json": signInSchema },
    answer: signInAnswerSchema,
    answerTo: async ({ request, reply }) => {
      refuseUnencrypted(request);
      const order = valueOf(readSignIn(request.body));
      const begun = await signIn(database, secret, {
        company: companyNamed(request),
        order,
        browser: browserOf(request),
        address: networkOf(clientAddress(request)),
      });
      return answerSignIn(database, valueOf(begun), { reply, next: order.next });
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/second-factor`,
    operationId: "finishSignIn",
    access: "public",
    summary: "The second step of signing in: a code of the app, or a recovery code",
    description: "From the browser that took the first step, within ten minutes. After five wrong codes every one is refused for a while.",
    bodies: { "application/json": stepSchema },
    answer: signedInAnswerSchema,
    answerTo: async ({ request, reply }) => {
      refuseUnencrypted(request);
      const { next, ...order } = valueOf(readStep(request.body));
      const begun = await finishSignIn(database, secret, {
        ...order,
        step: stepShown(request),
        browser: browserOf(request),
        nowMs: Date.now(),
      });
      return answerSignIn(database, valueOf(begun), { reply, next });
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url,
    operationId: "signOut",
    access: "public",
    summary: "Sign out: this session ends",
    answer: doneSchema,
    answerTo: async ({ request, reply }) => {
      const session = sessionShown(request);
      if (session !== null) await signOut(database, session);
      forgetInBrowser(reply);
      reply.header("clear-site-data", '"cache"');
      return { done: true };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/set-up",
    operationId: "setUp",
    isLong: true,
    access: "set-up",
    summary: "Make the first account, and the company if there is none, by the one-time link of the server's console",
    bodies: { "application/json": setUpSchema },
    answer: signedInAnswerSchema,
    answerTo: async ({ request, reply }) => {
      const order = valueOf(readSetUp(request.body));
      const begun = await setUp(database, secret, { order, company: companyNamed(request), browser: browserOf(request) });
      return answerSignIn(database, valueOf(begun), { reply, next: "/" });
    },
  });
};

/** Of a key there is none. */
export const shownTo = (request: FastifyRequest): string | null =>
  request.headers.authorization === undefined ? sessionShown(request) : null;

const sessionNumber = (found: string): number =>
  /^[1-9]\d{0,8}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/number", { what: { en: "session", ko: "세션" }, found: shown(found), hint: noHint }));

/** Coming in and going out. */
export const addSessions = async (app: FastifyInstance, database: Database, coming: ComingIn): Promise<void> => {
  addSigningIn(app, database, coming);

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/sessions",
    operationId: "listSessions",
    access: "signed-in",
    summary: "By what the caller's own account is signed in",
    answer: sessionsSchema,
    answerTo: async ({ request }) => valueOf(await listSessions(database, callerOf(request), shownTo(request))),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/sessions",
    operationId: "endOtherSessions",
    access: "signed-in",
    summary: "End every session of the caller's own account but this one",
    answer: endedSchema,
    answerTo: async ({ request }) => valueOf(await endOtherSessions(database, callerOf(request), shownTo(request))),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/sessions/:number",
    operationId: "endSession",
    access: "signed-in",
    summary: "End one session of the caller's own account",
    path: z.strictObject({ number: z.string() }),
    answer: endedSchema,
    answerTo: async ({ path, request }) => valueOf(await endSession(database, callerOf(request), sessionNumber(path.number))),
  });
};
