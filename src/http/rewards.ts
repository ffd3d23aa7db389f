import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { isFields, refuseUnknown } from "../domain/field-reading.ts";
import { given } from "../domain/given.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { readDrawing, readRewardDecision, readRewardDispute, readRewardEntry, readStep } from "../domain/reward-reading.ts";
import { statementStates } from "../domain/rewards/reward-statement.ts";
import { shown } from "../domain/shown.ts";
import { isMissing, refuseType } from "../domain/value-type.ts";
import { approveRewardStatements } from "../operations/approve-reward-statements.ts";
import { correctRewards } from "../operations/correct-rewards.ts";
import type { Database } from "../operations/database.ts";
import { decideRewardDispute } from "../operations/decide-reward-dispute.ts";
import { disputeRewardLine } from "../operations/dispute-reward-line.ts";
import { drawRewardStatements } from "../operations/draw-reward-statements.ts";
import { enterReward } from "../operations/enter-reward.ts";
import { estimateRewardCost, type RewardCostQuestion } from "../operations/estimate-reward-cost.ts";
import { exportPayroll } from "../operations/export-payroll.ts";
import { listRewardStatements } from "../operations/list-reward-statements.ts";
import { statementMissing } from "../operations/rewards/seen-statements.ts";
import { showRewardLedger } from "../operations/show-reward-ledger.ts";
import { showRewardStatement } from "../operations/show-reward-statement.ts";
import { showRewards } from "../operations/show-rewards.ts";
import { stepRewardStatements } from "../operations/step-reward-statements.ts";
import { preferredLanguage } from "./accept-language.ts";
import { callerOf } from "./callers.ts";
import { asDownload } from "./download.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, RefusedRequest, valueOf } from "./refused-request.ts";
import {
  costOrderSchema,
  costSchema,
  drawingOrderSchema,
  drawingSchema,
  rewardDecisionOrderSchema,
  rewardDisputeOrderSchema,
  rewardEntriesSchema,
  rewardEntryOrderSchema,
  rewardEntrySchema,
  rewardLedgerSchema,
  rewardStatementListSchema,
  rewardStatementSchema,
  rewardStatementShownSchema,
  rewardStatementsSchema,
  rewardsSchema,
  stepOrderSchema,
} from "./reward-schemas.ts";
import { cadenceParameter, cursorParameter, dayParameter, limitParameter } from "./schemas.ts";

const now = (): bigint => BigInt(Date.now()) * 1000n;

const WHOLE = /^[1-9]\d{0,8}$/;
const numberOf = (found: string): number => (WHOLE.test(found) ? Number(found) : refuse(statementMissing(shown(found))));

const acting = (request: FastifyRequest) => {
  const caller = callerOf(request);
  return { by: caller.by, now: now(), caller };
};

/** A plan that there is, or one that is written: exactly one of them. */
const costQuestionOf = (body: unknown): RewardCostQuestion => {
  if (!isFields(body)) return refuse(refuseType(body, "object", '{"reward": "calls-bonus"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(body, new Set(["reward", "entry", "periods"]), found);
  const { reward, entry, periods } = body;
  if (isMissing(reward) && isMissing(entry)) found.push(refusal("required", "/reward"));
  if (!isMissing(reward) && typeof reward !== "string") found.push(refuseType(reward, "string", '"calls-bonus"', "/reward"));
  if (!isMissing(periods) && typeof periods !== "number") found.push(refuseType(periods, "number", "6", "/periods"));
  const [first, ...more] = found;
  if (first !== undefined) throw new RefusedRequest([first, ...more]);
  return {
    of: typeof reward === "string" ? { reward } : { entry },
    ...(typeof periods === "number" ? { periods } : {}),
    now: now(),
  };
};

const addPreviews = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/rewards",
    operationId: "showRewards",
    access: "rewards:read",
    summary: "What the reward plans come to, member by member, and what more of it earns",
    description: "While a period runs: what would be paid were it over now.",
    query: z.strictObject({
      on: dayParameter.optional().describe("In the periods that contain this day; left out: today"),
      cadence: cadenceParameter.optional(),
      member: z.string().optional().describe("A member's id"),
    }),
    answer: rewardsSchema,
    answerTo: async ({ query: { on, cadence, member }, request }) => {
      const caller = callerOf(request);
      const question = given({
        on: on === undefined ? undefined : valueOf(parseDay(on, "/on")),
        cadence: cadence === undefined ? undefined : valueOf(parseCadence(cadence, "/cadence")),
        member,
        caller,
      });
      return valueOf(await showRewards(database, caller.companyId, { ...question, now: now() }));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-costs",
    operationId: "estimateRewardCost",
    access: "rewards:write",
    summary: "What a reward plan would have cost in the last periods, and who would have got it",
    description: "As if it had always been as it is now, by the numbers as they are. Nothing is kept.",
    bodies: { "application/json": costOrderSchema },
    answer: costSchema,
    answerTo: async ({ request }) => valueOf(await estimateRewardCost(database, callerOf(request).companyId, costQuestionOf(request.body))),
  });
};

const addStatements = (app: FastifyInstance, database: Database): void => {
  const url = "/api/v1/reward-statements";

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listRewardStatements",
    access: "rewards:read",
    summary: "List reward statements, the latest first",
    query: z.strictObject({
      cadence: cadenceParameter.optional(),
      on: dayParameter.optional().describe("Of periods that contain this day"),
      member: z.string().optional().describe("A member's id"),
      state: z.enum(statementStates).optional(),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: rewardStatementListSchema,
    answerTo: async ({ query: { cadence, on, member, state, cursor, limit }, request }) => {
      const caller = callerOf(request);
      const question = given({
        cadence: cadence === undefined ? undefined : valueOf(parseCadence(cadence, "/cadence")),
        on: on === undefined ? undefined : valueOf(parseDay(on, "/on")),
        member,
        state,
        below: cursor === undefined ? undefined : numberOf(cursor),
        limit: readLimit(limit),
        caller,
      });
      const { next, statements } = valueOf(await listRewardStatements(database, caller.companyId, question, { by: caller.by }));
      return { statements, nextCursor: next === null ? null : String(next) };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "drawRewardStatements",
    isInSteps: true,
    access: "rewards:write",
    summary: "Draw up the reward statements of a period that is over",
    description: "Of everybody whom a reward plan of the cadence pays. Drafts are drawn up anew; what is published stays as it is.",
    bodies: { "application/json": drawingOrderSchema },
    answer: drawingSchema,
    answerTo: async ({ request }) =>
      valueOf(await drawRewardStatements(database, callerOf(request).companyId, valueOf(readDrawing(request.body)), acting(request))),
  });

  addEndpoint(app, {
    method: "GET",
    url: `${url}/:number`,
    operationId: "showRewardStatement",
    access: "rewards:read",
    summary: "A reward statement with its lines, the records behind them and what followed",
    path: z.strictObject({ number: z.string() }),
    answer: rewardStatementShownSchema,
    answerTo: async ({ path: { number }, request }) =>
      valueOf(await showRewardStatement(database, callerOf(request).companyId, numberOf(number), acting(request))),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:number/disputes`,
    operationId: "disputeRewardLine",
    access: "rewards:dispute",
    summary: "Say that a line of one's own statement is wrong",
    description: "Until it is decided the statement is neither approved nor locked.",
    path: z.strictObject({ number: z.string() }),
    bodies: { "application/json": rewardDisputeOrderSchema },
    answer: rewardStatementSchema,
    answerTo: async ({ path: { number }, request }) => {
      const order = { statement: numberOf(number), ...valueOf(readRewardDispute(request.body)) };
      return valueOf(await disputeRewardLine(database, callerOf(request).companyId, order, acting(request)));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-disputes/:number/decision",
    operationId: "decideRewardDispute",
    access: "rewards:approve",
    summary: "Decide what somebody said against a line",
    description:
      "By who may approve their statement, never by who is paid. An upheld one may add an amount; once the statement is locked, to the ledger.",
    path: z.strictObject({ number: z.string() }),
    bodies: { "application/json": rewardDecisionOrderSchema },
    answer: rewardStatementSchema,
    answerTo: async ({ path: { number }, request }) => {
      const decision = { dispute: numberOf(number), ...valueOf(readRewardDecision(request.body)) };
      return valueOf(await decideRewardDispute(database, callerOf(request).companyId, decision, acting(request)));
    },
  });
};

/** Approving is a person's: with another permission than publishing, which a program may do. */
const addSteps = (app: FastifyInstance, database: Database): void => {
  const orderOf = (request: FastifyRequest, isApproval: boolean) => {
    const order = valueOf(readStep(request.body));
    return order.step.startsWith("approve") === isApproval
      ? order
      : refuse(refusal("reward-step-elsewhere", "/step", { found: order.step }));
  };

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-approvals",
    operationId: "approveRewardStatements",
    access: "rewards:approve",
    summary: "Approve reward statements, as a manager or for finance",
    description:
      "All or none. Not by who drew them up, wrote a plan behind them, is paid by them or has approved them already. Refused while a dispute is open, where a budget would be exceeded, and where the numbers changed since.",
    bodies: { "application/json": stepOrderSchema },
    answer: rewardStatementsSchema,
    answerTo: async ({ request }) =>
      valueOf(await approveRewardStatements(database, callerOf(request).companyId, orderOf(request, true), acting(request))),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-steps",
    operationId: "stepRewardStatements",
    access: "rewards:write",
    summary: "Publish, withdraw, lock or pay reward statements",
    description:
      "All or none. What is locked stands in the ledgers and is never changed again: what changes later is entered there, with its cause.",
    bodies: { "application/json": stepOrderSchema },
    answer: rewardStatementsSchema,
    answerTo: async ({ request }) =>
      valueOf(await stepRewardStatements(database, callerOf(request).companyId, orderOf(request, false), acting(request))),
  });
};

const addLedgers = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/reward-ledgers/:member",
    operationId: "showRewardLedger",
    access: "rewards:read",
    summary: "What a member was advanced, has earned and was paid, entry by entry with its cause",
    path: z.strictObject({ member: z.string() }),
    answer: rewardLedgerSchema,
    answerTo: async ({ path: { member }, request }) =>
      valueOf(await showRewardLedger(database, callerOf(request).companyId, member, { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-entries",
    operationId: "enterReward",
    access: "rewards:write",
    summary: "Enter an advance, or an adjustment, into somebody's ledger",
    bodies: { "application/json": rewardEntryOrderSchema },
    answer: rewardEntrySchema,
    answerTo: async ({ request }) =>
      valueOf(await enterReward(database, callerOf(request).companyId, valueOf(readRewardEntry(request.body)), acting(request))),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reward-corrections",
    operationId: "correctRewards",
    isInSteps: true,
    access: "rewards:write",
    summary: "Enter what locked statements come to otherwise now",
    description: "Done beside the requests once a minute as well. Each entry names the records that it comes from.",
    answer: rewardEntriesSchema,
    answerTo: async ({ request }) => correctRewards(database, callerOf(request).companyId, acting(request)),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/payroll",
    operationId: "exportPayroll",
    access: "rewards:write",
    summary: "What payroll pays for a period, as CSV",
    description: "Of the statements that are locked or paid.",
    query: z.strictObject({ cadence: cadenceParameter, on: dayParameter.describe("A day of the period") }),
    answer: z.string(),
    answerType: "text/csv",
    answerTo: async ({ query: { cadence, on }, request, reply }) => {
      const question = {
        cadence: valueOf(parseCadence(cadence, "/cadence")),
        on: valueOf(parseDay(on, "/on")),
        language: preferredLanguage(request.headers["accept-language"]),
      };
      const { csv, name } = await exportPayroll(database, callerOf(request).companyId, question);
      asDownload(reply, { name, plainName: name, type: "text/csv; charset=utf-8" });
      return csv;
    },
  });
};

/** What exceeding earns: previews, statements on their way to being paid, and ledgers. */
export const addRewards = async (app: FastifyInstance, database: Database): Promise<void> => {
  addPreviews(app, database);
  addStatements(app, database);
  addSteps(app, database);
  addLedgers(app, database);
};
