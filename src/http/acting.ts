import type { FastifyRequest } from "fastify";
import { isFields } from "../domain/field-reading.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { findOwnMember } from "../operations/find-own-member.ts";
import { callerOf } from "./callers.ts";
import { refuse } from "./refused-request.ts";

/** As whom somebody acts: an account as its own member alone, which it need not name; a program as whom it names. */
export const actorOf = async (
  database: Database,
  request: FastifyRequest,
  named: string | undefined,
  pointer: string,
): Promise<string | undefined> => {
  const caller = callerOf(request);
  if (caller.type !== "user") return named;
  const own = await findOwnMember(database, caller);
  if (own === null) return refuse(refusal("member-needed", ""));
  if (named !== undefined && named !== own) refuse(refusal("actor-other", pointer, { found: shown(named) }));
  return own;
};

/** The body with the field that says who acts. */
export const bodyByCaller = async (database: Database, request: FastifyRequest, field: string): Promise<unknown> => {
  const { body } = request;
  if (!isFields(body)) return body;
  const named = body[field] ?? undefined;
  // What is no text is refused by who reads it.
  if (named !== undefined && typeof named !== "string") return body;
  const actor = await actorOf(database, request, named, `/${field}`);
  return actor === undefined ? body : { ...body, [field]: actor };
};
