import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { disputeName, parseDisputeName } from "../domain/dispute.ts";
import { readDispute, readDisputeComment, readDisputeDecision, readDisputeReason } from "../domain/dispute-reading.ts";
import { MOST_EVIDENCE_MEGABYTES } from "../domain/evidence-file.ts";
import { given } from "../domain/given.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { addDisputeFile } from "../operations/add-dispute-file.ts";
import { appealDispute } from "../operations/appeal-dispute.ts";
import { commentDispute } from "../operations/comment-dispute.ts";
import type { Database } from "../operations/database.ts";
import { decideDispute } from "../operations/decide-dispute.ts";
import { disputeMissing } from "../operations/find-dispute.ts";
import { listDisputes } from "../operations/list-disputes.ts";
import { raiseDispute } from "../operations/raise-dispute.ts";
import { readDisputeFile } from "../operations/read-dispute-file.ts";
import { showDispute } from "../operations/show-dispute.ts";
import { withdrawDispute } from "../operations/withdraw-dispute.ts";
import {
  disputeCommentSchema,
  disputeDecisionSchema,
  disputeListSchema,
  disputeReasonSchema,
  disputeSchema,
  newDisputeSchema,
} from "./dispute-schemas.ts";
import { asDownload } from "./download.ts";
import { actorOf, bodyByCaller } from "./acting.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { MEGABYTE, readBody } from "./read-body.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { booleanParameter, cursorParameter, limitParameter } from "./schemas.ts";

const BYTES = "application/octet-stream";

/** With what the request itself takes beside the file. */
const LARGEST_FILE = MOST_EVIDENCE_MEGABYTES * MEGABYTE;

const numberOf = (found: string): number => parseDisputeName(found) ?? refuse(disputeMissing(shown(found)));

const fileNumber = (found: string): number =>
  /^[1-9]\d{0,3}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/file", { what: { en: "file", ko: "파일" }, found: shown(found), hint: noHint }));

const clock = (): { readonly now: bigint } => ({ now: BigInt(Date.now()) * 1000n });

const collection = "/api/v1/disputes";
const one = { url: `${collection}/:dispute`, path: z.strictObject({ dispute: z.string() }) };

const addDisputeList = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "POST",
    url: collection,
    operationId: "raiseDispute",
    access: "disputes:write",
    summary: "Claim that the verdict on a record is wrong, or that a record is missing",
    description:
      "By the member whose record it is, or would be. Nothing counts otherwise before it is decided. Of a missing record its fields are given as POST /attested-activities takes them, without the reason.",
    bodies: { "application/json": newDisputeSchema },
    answer: disputeSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await raiseDispute(database, callerOf(request).companyId, valueOf(readDispute(await bodyByCaller(database, request, "by"))), {
          ...clock(),
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    method: "GET",
    url: collection,
    operationId: "listDisputes",
    access: "disputes:read",
    summary: "List disputes, the latest first",
    query: z.strictObject({
      member: z.string().optional().describe("Raised by this member"),
      decider: z.string().optional().describe("Those that this member may decide now"),
      open: booleanParameter.describe("true: only those that wait for a decision"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: disputeListSchema,
    answerTo: async ({ query: { open, limit, ...rest }, request }) => {
      const question = given({ ...rest, open: open === "true", limit: readLimit(limit), caller: callerOf(request) });
      return valueOf(await listDisputes(database, callerOf(request).companyId, question, clock()));
    },
  });

  addEndpoint(app, {
    ...one,
    method: "GET",
    operationId: "showDispute",
    access: "disputes:read",
    summary: "Show one dispute with everything that was said, and whom it waits for",
    answer: disputeSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showDispute(database, callerOf(request).companyId, numberOf(path.dispute), { ...clock(), caller: callerOf(request) })),
  });
};

const addDisputeActs = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    ...one,
    url: `${one.url}/comments`,
    method: "POST",
    operationId: "commentDispute",
    access: "disputes:write",
    summary: "Say something in a dispute",
    description: "By the member whose it is, or by who leads them. It decides nothing.",
    bodies: { "application/json": disputeCommentSchema },
    answer: disputeSchema,
    answerTo: async ({ path, request }) => {
      const remark = { number: numberOf(path.dispute), ...valueOf(readDisputeComment(await bodyByCaller(database, request, "by"))) };
      return valueOf(await commentDispute(database, callerOf(request).companyId, remark, { ...clock(), caller: callerOf(request) }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/decision`,
    method: "POST",
    operationId: "decideDispute",
    access: "disputes:decide",
    summary: "Decide a dispute with a reason",
    description:
      "By those for whom it waits: nobody decides their own. Upheld it takes effect at once, as a ruling on its record or as a record that is entered. One that is decided already is refused, with by whom and how.",
    query: z.strictObject({ dryRun: booleanParameter.describe("true: only tell which numbers would change") }),
    bodies: { "application/json": disputeDecisionSchema },
    answer: disputeSchema,
    answerTo: async ({ path, query, request }) => {
      const decision = { number: numberOf(path.dispute), ...valueOf(readDisputeDecision(await bodyByCaller(database, request, "by"))) };
      const options = { ...clock(), caller: callerOf(request), dryRun: query.dryRun === "true" };
      return valueOf(await decideDispute(database, callerOf(request).companyId, decision, options));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/withdrawal`,
    method: "POST",
    operationId: "withdrawDispute",
    access: "disputes:write",
    summary: "Take a dispute back before it is decided",
    bodies: { "application/json": disputeReasonSchema },
    answer: disputeSchema,
    answerTo: async ({ path, request }) => {
      const remark = { number: numberOf(path.dispute), ...valueOf(readDisputeReason(await bodyByCaller(database, request, "by"))) };
      return valueOf(await withdrawDispute(database, callerOf(request).companyId, remark, { ...clock(), caller: callerOf(request) }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/appeal`,
    method: "POST",
    operationId: "appealDispute",
    access: "disputes:write",
    summary: "Ask the next leader up to decide a rejected dispute anew, once",
    bodies: { "application/json": disputeReasonSchema },
    answer: disputeSchema,
    answerTo: async ({ path, request }) => {
      const remark = { number: numberOf(path.dispute), ...valueOf(readDisputeReason(await bodyByCaller(database, request, "by"))) };
      return valueOf(await appealDispute(database, callerOf(request).companyId, remark, { ...clock(), caller: callerOf(request) }));
    },
  });
};

const addDisputeFiles = (app: FastifyInstance, database: Database): void => {
  app.addContentTypeParser(BYTES, (request: FastifyRequest, body: IncomingMessage) => readBody(body, request));

  addEndpoint(app, {
    ...one,
    url: `${one.url}/files`,
    method: "POST",
    operationId: "addDisputeFile",
    access: "disputes:write",
    summary: "Keep a file that shows what happened",
    description: `At most ${MOST_EVIDENCE_MEGABYTES} MB: a picture (PNG, JPEG, WebP), a PDF, a recording (MP3, WAV, OGG, M4A) or plain text, known by its content.`,
    query: z.strictObject({
      by: z.string().optional().describe("Who adds it: a member's id. An account adds it as its own member, and need not say so"),
      name: z.string().describe("What the file is called"),
    }),
    bodies: { [BYTES]: z.string().meta({ format: "binary" }) },
    bodyLimit: LARGEST_FILE,
    answer: disputeSchema,
    answerTo: async ({ path, query, request }) => {
      // Its parser made it of the bytes.
      const content = request.body as Buffer;
      const by = await actorOf(database, request, query.by, "?by");
      const file = { number: numberOf(path.dispute), name: query.name, by: by ?? refuse(refusal("required", "?by")), content };
      return valueOf(await addDisputeFile(database, callerOf(request).companyId, file, { ...clock(), caller: callerOf(request) }));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: `${one.url}/files/:file`,
    operationId: "readDisputeFile",
    access: "disputes:read",
    summary: "A file that was kept with a dispute, to be saved and not shown in place",
    path: z.strictObject({ dispute: z.string(), file: z.string() }),
    answer: z.string().meta({ format: "binary" }),
    answerType: BYTES,
    answerTo: async ({ path, request, reply }) => {
      const asked = { number: numberOf(path.dispute), file: fileNumber(path.file) };
      const { name, type, content } = valueOf(
        await readDisputeFile(database, callerOf(request).companyId, asked, { caller: callerOf(request) }),
      );
      asDownload(reply, { name, plainName: `${disputeName(asked.number)}-${asked.file}`, type });
      return content;
    },
  });
};

/** Disputes: raised by who carries the number, decided by who leads them. */
export const addDisputes = async (app: FastifyInstance, database: Database): Promise<void> => {
  addDisputeList(app, database);
  addDisputeActs(app, database);
  addDisputeFiles(app, database);
};
