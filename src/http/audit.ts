import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { listAuditEvents } from "../operations/list-audit-events.ts";
import { listAuditSeals } from "../operations/list-audit-seals.ts";
import type { Secret } from "../operations/secret.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { cursorParameter, dayParameter, instant, limitParameter } from "./schemas.ts";

const text = z.string();
const facts = z.record(text, z.unknown()).nullable();

const auditEventSchema = z
  .strictObject({
    number: z.int(),
    at: instant,
    by: text.describe("An account's id, key: and a key's name, or local"),
    act: text.describe("The operation, such as decide-dispute"),
    subject: text.describe("What kind of thing it was done to"),
    subjectId: text,
    before: facts.describe("What of it was so before; null where there was nothing"),
    after: facts.describe("What of it is so since; null where there is nothing"),
  })
  .meta({ id: "AuditEvent" });

const auditSealSchema = z
  .strictObject({
    number: z.int(),
    firstEvent: z.int(),
    lastEvent: z.int(),
    events: z.int(),
    root: text.describe("Merkle root over the events (SHA-256, RFC 6962), in hexadecimal"),
    previous: text.nullable().describe("The digest of the seal before"),
    digest: text.describe("SHA-256 of what the seal signs"),
    sealedAt: instant,
    signature: text.describe("Ed25519, in base64"),
  })
  .meta({ id: "AuditSeal" });

/** Who did what to what. */
export const addAudit = async (app: FastifyInstance, database: Database, secret: Secret): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/audit-events",
    operationId: "listAuditEvents",
    access: "audit:read",
    summary: "Who did what to what, before and after, the latest first",
    description: "As a file: GET /exports/audit-events.",
    query: z.strictObject({
      act: text.optional().describe("The operation, such as decide-dispute"),
      by: text.optional().describe("Who did it: an account's id, key: and a key's name, or local"),
      subject: text.optional().describe("What kind of thing it was done to"),
      subjectId: text.optional(),
      from: dayParameter.optional().describe("First day, as the company's clocks have it"),
      before: dayParameter.optional().describe("The day after the last"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: z.strictObject({ events: z.array(auditEventSchema), nextCursor: text.nullable() }),
    answerTo: async ({ query: { from, before, limit, ...query }, request }) => {
      const dayOf = (day: string | undefined, pointer: string) => (day === undefined ? undefined : valueOf(parseDay(day, pointer)));
      const question = given({ ...query, from: dayOf(from, "?from"), before: dayOf(before, "?before"), limit: readLimit(limit) });
      return valueOf(await listAuditEvents(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/audit-seals",
    operationId: "listAuditSeals",
    access: "audit:read",
    summary: "The signed roots over the audit events, the latest first, and the key that they are checked by",
    description: "Keep the latest digest elsewhere: attain verify-audit --head then also finds out that the end was cut off.",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: z.strictObject({
      publicKey: text.describe("Ed25519, SPKI in base64"),
      seals: z.array(auditSealSchema),
      nextCursor: text.nullable(),
    }),
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(await listAuditSeals(database, callerOf(request).companyId, { secret, ...given({ cursor, limit: readLimit(limit) }) })),
  });
};
