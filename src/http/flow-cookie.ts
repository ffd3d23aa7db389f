import type { FastifyReply, FastifyRequest } from "fastify";
import { FLOW_SECONDS, type FlowType } from "../operations/sign-in-flow.ts";
import { cookies, sessionCookie } from "./callers.ts";
import { isSecure } from "./settings.ts";

const nameOf = ({ server }: FastifyRequest, type: FlowType): string => `${sessionCookie(isSecure(server.settings))}-${type}`;

/** Lax, since the browser comes back from another site; read by no script. */
const keep = (reply: FastifyReply, type: FlowType, value: string, seconds: number): void => {
  const secure = isSecure(reply.server.settings) ? "; Secure" : "";
  reply.header("set-cookie", `${nameOf(reply.request, type)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`);
};

/** What was begun goes with the browser that began it. */
export const setFlow = (reply: FastifyReply, type: FlowType, flow: string): void => keep(reply, type, flow, FLOW_SECONDS[type]);

/** What this browser began is over. */
export const forgetFlow = (reply: FastifyReply, type: FlowType): void => keep(reply, type, "", 0);

/** What this browser began, and goes on with. */
export const flowShown = (request: FastifyRequest, type: FlowType): string | undefined => cookies(request, nameOf(request, type))[0];

/** What this browser began, which is over with this answer. */
export const takeFlow = (request: FastifyRequest, reply: FastifyReply, type: FlowType): string | undefined => {
  const flow = flowShown(request, type);
  if (flow !== undefined) forgetFlow(reply, type);
  return flow;
};
