import type { FastifyReply, FastifyRequest } from "fastify";
import { FLOW_SECONDS, type FlowType } from "../operations/sign-in-flow.ts";
import { cookies, sessionCookie } from "./callers.ts";

const nameOf = (type: FlowType, isSecure: boolean): string => `${sessionCookie(isSecure)}-${type}`;

/** Lax, since the browser comes back from another site; read by no script. */
const written = (type: FlowType, value: string, seconds: number, isSecure: boolean): string =>
  `${nameOf(type, isSecure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;

/** What was begun goes with the browser that began it. */
export const setFlow = (reply: FastifyReply, type: FlowType, flow: string, isSecure: boolean): void =>
  void reply.header("set-cookie", written(type, flow, FLOW_SECONDS[type], isSecure));

/** What this browser began, which is over with this answer. */
export const takeFlow = (request: FastifyRequest, reply: FastifyReply, type: FlowType, isSecure: boolean): string | undefined => {
  const [flow] = cookies(request, nameOf(type, isSecure));
  if (flow !== undefined) reply.header("set-cookie", written(type, "", 0, isSecure));
  return flow;
};
