import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { findMembers } from "../operations/find-members.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { limitParameter, name } from "./schemas.ts";

const foundMembersSchema = z
  .strictObject({
    members: z.array(
      z.strictObject({
        member: z.string().describe("Id"),
        name: name,
        team: z.string().nullable().describe("Today's; null: none"),
      }),
    ),
  })
  .meta({ id: "FoundMembers" });

/** Members by what they are called. */
export const addMembersSearch = (app: FastifyInstance, database: Database): void =>
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members",
    operationId: "findMembers",
    access: "attainment:read",
    summary: "Find present members by name",
    query: z.strictObject({
      find: z.string().describe("A part of the name in any language, or the initial consonants of a Korean one (ㄱㅁㅇ); empty: anybody"),
      limit: limitParameter,
    }),
    answer: foundMembersSchema,
    answerTo: async ({ query: { find, limit }, request }) =>
      findMembers(database, callerOf(request).companyId, { find, ...given({ limit: readLimit(limit) }), caller: callerOf(request) }),
  });
