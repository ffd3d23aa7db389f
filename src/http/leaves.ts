import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseDay, type Span } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { leaveStates } from "../domain/leave.ts";
import { readLeave, readLeaveDecision, readLeaveWithdrawal } from "../domain/leave-reading.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { decideLeave } from "../operations/decide-leave.ts";
import { listLeaves } from "../operations/list-leaves.ts";
import { requestLeave } from "../operations/request-leave.ts";
import { withdrawLeave } from "../operations/withdraw-leave.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import {
  cursorParameter,
  dayParameter,
  leaveAnswerSchema,
  leaveDecisionSchema,
  leaveListSchema,
  leaveOrderSchema,
  leaveWithdrawalSchema,
  limitParameter,
} from "./schemas.ts";

const leaveNumber = (found: string): number =>
  /^[1-9]\d{0,14}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/leave", { what: { en: "leave", ko: "부재" }, found: shown(found), hint: noHint }));

const spanOf = (from: string | undefined, before: string | undefined): Span | undefined =>
  from === undefined && before === undefined
    ? undefined
    : {
        startsOn: from === undefined ? -Infinity : valueOf(parseDay(from, "?from")),
        endsBefore: before === undefined ? Infinity : valueOf(parseDay(before, "?before")),
      };

const url = "/api/v1/leaves";

const addActs = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "POST",
    url: `${url}/:leave/decision`,
    operationId: "decideLeave",
    access: "leaves:decide",
    summary: "Approve leave that is asked for, or reject it",
    description: "Approved, it lowers the targets of its days at once. Nobody decides their own, and a contractor's is not decided.",
    path: z.strictObject({ leave: z.string() }),
    bodies: { "application/json": leaveDecisionSchema },
    answer: leaveAnswerSchema,
    answerTo: async ({ path, request }) => {
      const order = { number: leaveNumber(path.leave), ...valueOf(readLeaveDecision(request.body)) };
      return valueOf(
        await decideLeave(database, callerOf(request).companyId, order, { by: callerOf(request).by, caller: callerOf(request) }),
      );
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:leave/withdrawal`,
    operationId: "withdrawLeave",
    access: "leaves:write",
    summary: "Take leave back: its days are worked again",
    path: z.strictObject({ leave: z.string() }),
    bodies: { "application/json": leaveWithdrawalSchema },
    answer: leaveAnswerSchema,
    answerTo: async ({ path, request }) => {
      const order = { number: leaveNumber(path.leave), ...valueOf(readLeaveWithdrawal(request.body)) };
      return valueOf(
        await withdrawLeave(database, callerOf(request).companyId, order, { by: callerOf(request).by, caller: callerOf(request) }),
      );
    },
  });
};

/** When members are away. Only here the kind of leave is told. */
export const addLeaves = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listLeaves",
    access: "leaves:read",
    summary: "List leave with its kind, who asked for it and who decided",
    query: z.strictObject({
      member: z.string().optional(),
      team: z.string().optional().describe("With its subteams"),
      from: dayParameter.optional().describe("That lasts on this day or longer"),
      before: dayParameter.optional().describe("That begins before this day"),
      state: z.enum(leaveStates).optional().describe("Left out: requested, approved and declared"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: leaveListSchema,
    answerTo: async ({ query: { member, team, from, before, state, cursor, limit }, request }) => {
      const question = given({ member, team, state, cursor, limit: readLimit(limit), span: spanOf(from, before) });
      return valueOf(
        await listLeaves(database, callerOf(request).companyId, {
          ...question,
          now: BigInt(Date.now()) * 1000n,
          caller: callerOf(request),
        }),
      );
    },
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "requestLeave",
    access: "leaves:write",
    summary: "Ask for leave, of days to come or days gone",
    description:
      "Of an employee it waits for a decision; of a contractor it is declared and lowers targets at once. The same days and kind again change nothing.",
    bodies: { "application/json": leaveOrderSchema },
    answer: leaveAnswerSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await requestLeave(database, callerOf(request).companyId, valueOf(readLeave(request.body)), {
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });
  addActs(app, database);
};
