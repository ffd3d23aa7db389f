import type { FastifyReply } from "fastify";
import type { SignInBegun } from "../operations/sign-in/begin-session.ts";
import { sessionCookie } from "./callers.ts";
import { isSecure } from "./settings.ts";

export const setSession = (reply: FastifyReply, text: string): void => {
  const secure = isSecure(reply.server.settings);
  reply.header("set-cookie", `${sessionCookie(secure)}=${text}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`);
};

export const answerBegun = (reply: FastifyReply, begun: SignInBegun, next: string): unknown => {
  if (begun.type === "session") setSession(reply, begun.text);
  return begun.type === "session" ? { signedIn: {}, next } : { secondFactor: { token: begun.token } };
};
