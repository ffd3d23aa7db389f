import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { basisKinds, readWithdrawal } from "../domain/signals/consent-reading.ts";
import { channels } from "../domain/signals/contact-rules.ts";
import { listOptOuts } from "../operations/list-opt-outs.ts";
import { planContacts } from "../operations/plan-contacts.ts";
import { recordBases } from "../operations/record-bases.ts";
import { recordOptOuts } from "../operations/record-opt-outs.ts";
import type { ConsentAnswer } from "../operations/contacts/consent-subjects.ts";
import { withdrawOptOut } from "../operations/withdraw-opt-out.ts";
import type { Database } from "../operations/database.ts";
import { preferredLanguage } from "./accept-language.ts";
import { rejectedJson } from "./sent-records.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { contactVerdictFields, cursorParameter, instant, limitParameter, optOutSchema, rejectedSchema } from "./schemas.ts";

const MOST_AT_ONCE = 1000;

const oneOrMany = <T extends z.ZodType>(one: T) => ({ "application/json": z.union([one, z.array(one).min(1).max(MOST_AT_ONCE)]) });

const itemsOf = ({ body }: FastifyRequest): readonly unknown[] => {
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  return items.length > MOST_AT_ONCE ? refuse(refusal("contacts-many", "", { limit: MOST_AT_ONCE })) : items;
};

const channelList = z.array(z.enum(channels)).min(1).optional();
const text = z.string();

const optOutOrder = z
  .strictObject({
    prospect: text.optional().describe("By any identity; who is not known yet is met with it"),
    domain: text.optional().describe("Instead of prospect: everybody with an e-mail address of this domain"),
    list: text.optional().describe("The do-not-contact list that it comes from; left out, they said so themselves"),
    channels: channelList.describe("Left out: by no means at all"),
    from: instant.optional().describe("When it was said. Left out: now"),
    reason: text.optional(),
  })
  .meta({ id: "OptOutOrder", examples: [{ prospect: "mina@example.com" }, { domain: "northwind.example", list: "Registry 2026-03" }] });

const basisOrder = z
  .strictObject({
    prospect: text,
    kind: z.enum(basisKinds),
    channels: channelList.describe("Left out: by all"),
    from: instant.optional().describe("Since when. Left out: now"),
    until: instant.optional(),
    coversQuietHours: z.boolean().optional().describe("It was given for the quiet hours too"),
    evidence: text.optional().describe("A link that shows it"),
  })
  .meta({ id: "BasisOrder", examples: [{ prospect: "mina@example.com", kind: "consent", from: "2026-03-02T09:00:00+09:00" }] });

const plannedOrder = z
  .strictObject({
    member: text.describe("Whom it is asked of"),
    prospect: text,
    kind: text.describe("A kind that is a contact"),
    at: instant.optional().describe("Left out: now"),
  })
  .meta({ id: "PlannedContactOrder", examples: [{ member: "raj", prospect: "mina@example.com", kind: "call" }] });

const recordedSchema = z
  .strictObject({
    received: z.int(),
    recorded: z.int().describe("New"),
    known: z.int().describe("Known already: no effect"),
    rejected: z.array(rejectedSchema),
  })
  .meta({ id: "ConsentRecorded" });

const plannedSchema = z
  .strictObject({
    received: z.int(),
    contacts: z.array(z.strictObject({ index: z.int(), member: text, prospect: text, kind: text, at: instant, ...contactVerdictFields })),
    relieved: z.int().describe("Refused and new: each lowers what is asked of its member"),
    rejected: z.array(rejectedSchema),
  })
  .meta({ id: "PlannedContacts" });

const recordedJson = (answer: ConsentAnswer, request: FastifyRequest) => ({
  ...answer,
  rejected: answer.rejected.map((each) => rejectedJson(each, preferredLanguage(request.headers["accept-language"]))),
});

const optOutNumber = (found: string): bigint =>
  /^[1-9]\d{0,17}$/.test(found)
    ? BigInt(found)
    : refuse(refusal("not-found", "/optOut", { what: { en: "opt-out", ko: "수신 거부" }, found: shown(found), hint: noHint }));

const addOptOuts = (app: FastifyInstance, database: Database): void => {
  const url = "/api/v1/opt-outs";

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "recordOptOuts",
    access: "prospects:write",
    summary: "Record who is not to be contacted",
    description:
      "One, or up to 1,000. From its time on contacts with them are refused where they are planned and do not count where they were made; what was done before stays. Of everybody with addresses of a domain only who reaches the whole company says so.",
    bodies: oneOrMany(optOutOrder),
    answer: recordedSchema,
    answerTo: async ({ request }) => {
      const { companyId, by } = callerOf(request);
      return recordedJson(await recordOptOuts(database, companyId, itemsOf(request), { by, caller: callerOf(request) }), request);
    },
  });

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listOptOuts",
    access: "prospects:merge",
    summary: "List who is not to be contacted, the latest recorded first",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: z.strictObject({ optOuts: z.array(optOutSchema), nextCursor: text.nullable() }).meta({ id: "OptOutList" }),
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(await listOptOuts(database, callerOf(request).companyId, given({ cursor, limit: readLimit(limit) }))),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:optOut/withdrawal`,
    operationId: "withdrawOptOut",
    access: "prospects:merge",
    summary: "Take an opt-out back",
    description: "From now on, or as if it had never been said where it was a mistake: then what was left out by it counts again.",
    path: z.strictObject({ optOut: text }),
    bodies: {
      "application/json": z
        .strictObject({ reason: text, mistake: z.boolean().optional().describe("It was never said") })
        .meta({ id: "OptOutWithdrawal", examples: [{ reason: "She asked to be called again" }] }),
    },
    answer: z.strictObject({ optOut: z.int() }).meta({ id: "OptOutWithdrawn" }),
    answerTo: async ({ path, request }) => {
      const order = { number: optOutNumber(path.optOut), ...valueOf(readWithdrawal(request.body)) };
      return valueOf(await withdrawOptOut(database, callerOf(request).companyId, order, { by: callerOf(request).by }));
    },
  });
};

/** Whether contacts may be made: what people said of it, and what is planned. */
export const addContacts = async (app: FastifyInstance, database: Database): Promise<void> => {
  addOptOuts(app, database);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/contact-bases",
    operationId: "recordBases",
    access: "prospects:write",
    summary: "Record what allows to contact prospects, and since when",
    description: "One, or up to 1,000: a consent, an inquiry of theirs, a contract, a referral. A public post is none.",
    bodies: oneOrMany(basisOrder),
    answer: recordedSchema,
    answerTo: async ({ request }) => {
      const { companyId, by } = callerOf(request);
      return recordedJson(await recordBases(database, companyId, itemsOf(request), { by, caller: callerOf(request) }), request);
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/planned-contacts",
    operationId: "planContacts",
    access: "contacts:write",
    summary: "Ask of members to contact prospects, as far as the rules of contact allow it",
    description:
      "One, or up to 1,000. Each is allowed, or refused with every reason and from when on it may be made. What is refused lowers the target of whom it was asked of, unless it may still be made in the period; nobody plans their own. Nothing is kept of what is allowed.",
    bodies: oneOrMany(plannedOrder),
    answer: plannedSchema,
    answerTo: async ({ request }) => {
      const { companyId, by } = callerOf(request);
      const answer = await planContacts(database, companyId, itemsOf(request), { by, caller: callerOf(request) });
      return {
        ...answer,
        rejected: answer.rejected.map((each) => rejectedJson(each, preferredLanguage(request.headers["accept-language"]))),
      };
    },
  });
};
