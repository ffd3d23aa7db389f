import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION } from "../operations/find-caller.ts";
import type { Browser, SignInBegun } from "../operations/sign-in/begin-session.ts";
import { sealProof } from "../operations/sign-in/proof.ts";
import { cookies, sessionCookie, sessionShown } from "./callers.ts";
import { forgetFlow, setFlow } from "./flow-cookie.ts";
import { isSecure } from "./settings.ts";

/** From the password to the code, and a little more. */
const STEP_SECONDS = 900;

const stepCookie = (secure: boolean): string => `${sessionCookie(secure)}-step`;

// Lax: a link in a mail or a chat opens the page signed in; what changes something asks for the origin too.
const write = (reply: FastifyReply, name: string, value: string, seconds: number, sameSite: "Lax" | "Strict"): void => {
  const secure = isSecure(reply.server.settings) ? "; Secure" : "";
  reply.header("set-cookie", `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`);
};

/** The browser that asks: what it says it is, and the session that it shows. */
export const browserOf = (request: FastifyRequest): Browser => ({
  agent: request.headers["user-agent"] ?? "",
  session: sessionShown(request),
});

/** The secret of the step that the browser is in; null without one. */
export const stepShown = (request: FastifyRequest): string | null =>
  cookies(request, stepCookie(isSecure(request.server.settings)))[0] ?? null;

/** Gives the browser the secret of its session, or of the step that it is in. */
export const keepInBrowser = (reply: FastifyReply, begun: SignInBegun): void => {
  const { secret } = reply.server.answers;
  const secure = isSecure(reply.server.settings);
  if (begun.type === "step") return write(reply, stepCookie(secure), begun.browser, STEP_SECONDS, "Strict");
  write(reply, sessionCookie(secure), begun.text, SESSION.longestSeconds, "Lax");
  write(reply, stepCookie(secure), "", 0, "Strict");
  const { companyId, proves, text } = begun;
  if (proves !== null) setFlow(reply, "proof", sealProof(secret, { companyId, userNumber: proves, session: text }, Date.now()).sealed);
};

export const forgetInBrowser = (reply: FastifyReply): void => {
  write(reply, sessionCookie(isSecure(reply.server.settings)), "", 0, "Lax");
  forgetFlow(reply, "proof");
};
