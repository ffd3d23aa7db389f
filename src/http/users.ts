import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readUserChange, readUserOrder } from "../domain/sign-in-reading.ts";
import { addUser } from "../operations/add-user.ts";
import { changeUser } from "../operations/change-user.ts";
import type { Database } from "../operations/database.ts";
import { endUser } from "../operations/end-user.ts";
import { listUsers } from "../operations/list-users.ts";
import { resetUser } from "../operations/reset-user.ts";
import type { SendMail } from "../operations/send-mails.ts";
import type { HandOver } from "../operations/sign-in/hand-over-link.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { valueOf } from "./refused-request.ts";
import { cursorParameter, limitParameter } from "./schemas.ts";
import { isLoopback } from "./settings.ts";
import { userChangeSchema, userLinkSchema, userOrderSchema, userSchema, usersSchema } from "./user-schemas.ts";

/** How links go out, and whom to tell of a mail that could not be sent. */
export type Mailing = { readonly sendMail?: SendMail; readonly hearFault: (error: unknown) => void };

const url = "/api/v1/users";
const path = z.strictObject({ user: z.string().describe("The account's id, or its e-mail address") });

/** The accounts of a company, for its admins. */
export const addUsers = async (app: FastifyInstance, database: Database, mailing: Mailing): Promise<void> => {
  const wayOf = (request: FastifyRequest): HandOver & { readonly by: string } => {
    const { publicUrl } = app.settings;
    // On this computer the port may be a tunnel's, or any that was free; the guard has seen to the name.
    const seen = isLoopback(publicUrl.hostname) ? new URL(`http://${request.headers.host ?? publicUrl.host}`) : publicUrl;
    return { publicUrl: seen, by: callerOf(request).by, ...mailing };
  };

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listUsers",
    access: "users:read",
    summary: "The accounts of the company, those that have ended too",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: usersSchema,
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(await listUsers(database, callerOf(request).companyId, given({ cursor, limit: readLimit(limit) }))),
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "addUser",
    access: "users:write",
    summary: "Make an account and invite its owner",
    description: "By mail where the server sends mail; else the answer holds the link to hand on. It opens for seven days, once.",
    bodies: { "application/json": userOrderSchema },
    answer: userLinkSchema,
    answerTo: async ({ request }) =>
      valueOf(await addUser(database, callerOf(request).companyId, valueOf(readUserOrder(request.body)), wayOf(request))),
  });

  addEndpoint(app, {
    method: "PUT",
    url: `${url}/:user`,
    operationId: "changeUser",
    isEdit: true,
    access: "users:write",
    summary: "Say which roles an account has and which member it is, from the next request on",
    path,
    bodies: { "application/json": userChangeSchema },
    answer: userSchema,
    answerTo: async ({ path: { user: id }, request, reply }) => {
      const { companyId, by } = callerOf(request);
      const change = { id, order: valueOf(readUserChange(request.body)) };
      const user = valueOf(await changeUser(database, companyId, change, { by, seen: seenBy(request) }));
      tellVersion(reply, user.version);
      return user;
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${url}/:user`,
    operationId: "endUser",
    access: "users:write",
    summary: "End an account with its sessions and links; what it did stays",
    path,
    answer: userSchema,
    answerTo: async ({ path: { user }, request }) => valueOf(await endUser(database, callerOf(request).companyId, user, callerOf(request))),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:user/link`,
    operationId: "resetUser",
    access: "users:write",
    summary: "Make a new one-time link for an account; those before open nothing any more",
    path,
    answer: userLinkSchema,
    answerTo: async ({ path: { user: id }, request }) =>
      valueOf(await resetUser(database, callerOf(request).companyId, { id, dropsSecondFactor: false }, wayOf(request))),
  });
};
