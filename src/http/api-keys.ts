import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { scopes } from "../domain/access.ts";
import { readApiKeyOrder } from "../domain/api-key-reading.ts";
import { given } from "../domain/given.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { nowOf } from "../operations/company-today.ts";
import type { Database } from "../operations/database.ts";
import { endKey } from "../operations/end-key.ts";
import { listKeys } from "../operations/list-keys.ts";
import { makeKey } from "../operations/make-key.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { cursorParameter, instant, limitParameter } from "./schemas.ts";

const apiKeySchema = z
  .strictObject({
    number: z.int(),
    name: z.string().describe("By it journals say what the key did: key:NAME"),
    beginning: z.string().describe("Enough to recognise a key by that was found somewhere"),
    scopes: z.array(z.string()),
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant.nullable().describe("From then on it opens nothing; null: it holds until it is ended"),
    usedAt: instant.nullable().describe("To the minute"),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });

const newApiKeySchema = apiKeySchema
  .extend({
    key: z.string().describe("Shown this once, and stored nowhere. Its last six characters are the CRC-32 of the others in base 62"),
  })
  .meta({ id: "NewApiKey" });

const apiKeyListSchema = z.strictObject({ keys: z.array(apiKeySchema), nextCursor: z.string().nullable() }).meta({ id: "ApiKeys" });

const orderSchema = z
  .strictObject({
    name: z.string().describe("At most 64 characters; no other key that holds has it"),
    scopes: z.array(z.enum(scopes)).min(1),
    expiresAt: instant.nullish(),
  })
  .meta({ id: "ApiKeyOrder" });

const USUAL = 50;
const MOST_NUMBER = 2 ** 31 - 1;

const numberOf = (found: string, otherwise: () => never): number =>
  /^[1-9]\d{0,9}$/.test(found) && Number(found) <= MOST_NUMBER ? Number(found) : otherwise();

/** API keys: people make and end them; a key makes none. */
export const addApiKeys = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/api-keys",
    operationId: "listKeys",
    access: "keys:read",
    summary: "List the API keys, the newest first, those that ended too",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: apiKeyListSchema,
    answerTo: async ({ query: { cursor, limit }, request }) => {
      const before = cursor === undefined ? undefined : numberOf(cursor, () => refuse(refusal("cursor-invalid", "?cursor")));
      const { keys, next } = await listKeys(database, callerOf(request).companyId, {
        ...given({ before }),
        limit: readLimit(limit) ?? USUAL,
      });
      return { keys, nextCursor: next === null ? null : String(next) };
    },
  });
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/api-keys",
    operationId: "makeKey",
    access: "keys:write",
    summary: "Make an API key for a program",
    description:
      "Keys have the form attain_key_COMPANY_SECRET, as a pattern attain_key_[1-9][0-9]{0,8}_[A-Za-z0-9]{49}, with a checksum at the end, so that a scanner finds them. A key can do what its scopes say in the whole company, and neither make keys nor accounts.",
    bodies: { "application/json": orderSchema },
    status: 201,
    answer: newApiKeySchema,
    answerTo: async ({ request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await makeKey(database, companyId, { ...valueOf(readApiKeyOrder(request.body, nowOf())), by }));
    },
  });
  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/api-keys/:number",
    operationId: "endKey",
    access: "keys:write",
    summary: "End an API key at once",
    path: z.strictObject({ number: z.string() }),
    answer: apiKeySchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      const what = { en: "API key", ko: "API 키" };
      const number = numberOf(path.number, () =>
        refuse(refusal("not-found", "/number", { what, found: shown(path.number), hint: noHint })),
      );
      return valueOf(await endKey(database, companyId, { number, by }));
    },
  });
};
