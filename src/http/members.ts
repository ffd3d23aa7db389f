import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readMemberChange, datedFields, undatedFields } from "../domain/member-change.ts";
import { engagements, roles } from "../domain/member.ts";
import { changeMember } from "../operations/change-member.ts";
import type { Database } from "../operations/database.ts";
import { findMembers } from "../operations/find-members.ts";
import { listMembers } from "../operations/list-members.ts";
import { showMember } from "../operations/show-member.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { pageOf, pageParameters } from "./page.ts";
import { readLimit } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, day, limitParameter, name } from "./schemas.ts";

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

const text = z.string();

const held = z.array(
  z.strictObject({
    value: text.nullable().describe("null: nothing of the member's own, so the team's or the company's holds"),
    from: day.nullable().describe("null: from the beginning"),
  }),
);

const listed = {
  member: text.describe("Id"),
  name,
  email: text.nullable(),
  role: z.enum(roles),
  team: text.nullable().describe("Today's"),
  phase: text.nullable().describe("Today's"),
  engagement: z.enum(engagements),
  employedFrom: day.nullable(),
  employedThrough: day.nullable(),
  ended: z.boolean().describe("No longer in the company's file"),
  identities: z.array(z.strictObject({ source: text, externalId: text })).describe("Who the member is in other systems"),
};

const memberListSchema = z
  .strictObject({
    members: z.array(z.strictObject(listed).meta({ id: "ListedMember" })),
    all: z.int().describe("Over all pages"),
    nextCursor: text.nullable(),
  })
  .meta({ id: "MemberList" });

const memberShownSchema = z
  .strictObject({
    ...listed,
    code: text.nullable(),
    history: z
      .strictObject({ team: held, phase: held, timeZone: held, holidays: held, workingDays: held, engagement: held })
      .describe("What holds from which day on"),
  })
  .meta({ id: "MemberShown" });

const memberChangeSchema = z
  .strictObject({
    field: z.enum([...datedFields, ...undatedFields]),
    value: z
      .union([text, z.record(text, z.number()), name])
      .nullish()
      .describe(
        'A working week as {"mon": 1, "fri": 0.5}, a whole name as {"en": "Raj", "ko": "라지"}; left out: nothing of the member\'s own',
      ),
    from: day.nullish().describe("The first day on which it holds; of name, role and employedThrough none"),
  })
  .meta({ id: "MemberChange", examples: [{ field: "team", value: "red", from: "2026-04-01" }] });

const memberChangedSchema = z
  .strictObject({ member: text, changed: z.boolean().describe("false: it held already"), version: z.int() })
  .meta({ id: "MemberChanged" });

/** Members as the company has them, and what holds of them from a day on. */
export const addMemberList = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/roster",
    operationId: "listMembers",
    access: "activities:read",
    summary: "List members by name, as they stand today",
    query: z.strictObject({
      find: text.optional().describe("A part of the name, the id or the e-mail address; ㄱㅁㅇ finds 김민아"),
      team: text.optional().describe("A team's id: with its subteams"),
      role: z.enum(roles).optional(),
      ended: booleanParameter.describe("true: those as well who are no longer in the company's file"),
      ...pageParameters,
    }),
    answer: memberListSchema,
    answerTo: async ({ query: { ended, cursor, limit, ...asked }, request }) => {
      const caller = callerOf(request);
      const question = given({ ...asked, ended: ended === "true", caller });
      const { members } = valueOf(await listMembers(database, caller.companyId, question));
      const { page, nextCursor } = pageOf(members, { cursor, limit }, ({ member }) => member);
      return { members: page, all: members.length, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:member",
    operationId: "showMember",
    access: "activities:read",
    summary: "Show a member with everything that holds, held or will hold, and from which day",
    path: z.strictObject({ member: text }),
    answer: memberShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showMember(database, callerOf(request).companyId, path.member, { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/members/:member/changes",
    operationId: "changeMember",
    access: "members:write",
    summary:
      "Say what holds of a member from a day on: team, phase, time zone, calendar, working week, engagement; or, without a day, name, role and the last day",
    description:
      "Targets and numbers of its days follow at once; periods that are closed stay as they were stated. The same again changes nothing.",
    path: z.strictObject({ member: text }),
    bodies: { "application/json": memberChangeSchema },
    answer: memberChangedSchema,
    answerTo: async ({ path, request }) => {
      const order = { member: path.member, change: valueOf(readMemberChange(request.body)) };
      return valueOf(await changeMember(database, callerOf(request).companyId, order, { by: callerOf(request).by }));
    },
  });
};

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
