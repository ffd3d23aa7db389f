import { z } from "zod";
import { namedSchemes } from "../domain/hook-scheme.ts";
import { hookRequestStates } from "../operations/list-hook-requests.ts";
import { instant } from "./schemas.ts";

const text = z.string();
const map = z
  .looseObject({})
  .describe("In the map language of docs/maps.md, with paths into an event for columns, and events, type, pings and test (docs/hooks.md)");
const account = z.strictObject({ column: text, value: text });

const hmac = z
  .strictObject({
    type: z.literal("hmac"),
    header: text.describe("The signature's"),
    prefix: text.optional().describe("Before the digest: sha256="),
    encoding: z.enum(["hex", "base64"]).optional(),
    algorithm: z.enum(["sha256", "sha512", "sha1"]).optional(),
    signed: text.optional().describe("What is signed: {body}, with {timestamp} and {id} before it"),
    timestampHeader: text.nullable().optional().describe("Of the time in seconds"),
    parts: z.strictObject({ timestamp: text, signature: text }).nullable().optional().describe("Names in a header such as t=1,v1=a"),
    idHeader: text.nullable().optional().describe("Of what the sender calls the delivery"),
  })
  .meta({ id: "HmacScheme" });

const scheme = z
  .union([
    z.strictObject({ type: z.literal("standard") }),
    hmac,
    z.strictObject({ type: z.literal("hubspot") }),
    z.strictObject({ type: z.literal("token"), header: text.nullable().optional().describe("null: the address alone is the secret") }),
  ])
  .meta({ id: "HookScheme" });

// The keys of the table.
const schemeNames = Object.keys(namedSchemes) as [string, ...string[]];

export const hookOrderSchema = z
  .strictObject({
    name: text.describe("For people; its id is made of it"),
    source: text.describe("The source of its records"),
    scheme: z
      .union([z.enum(schemeNames), scheme])
      .optional()
      .describe("How its requests are signed; left out: standard"),
    secret: text.optional().describe("Where the sender has chosen it; left out: one is made, or stays as it is"),
    map,
    account: account.nullable().optional().describe("Whose account there the events must be of: a path, and what stands there"),
    addresses: z.array(text).nullable().optional().describe("IP addresses and networks that it comes from; left out: any"),
    suspended: z.boolean().optional().describe("true: what comes is kept and waits"),
  })
  .meta({
    id: "HookOrder",
    examples: [
      {
        name: "CRM calls",
        source: "crm",
        scheme: "standard",
        map: {
          type: "type",
          where: { column: "type", in: ["call.created", "call.updated"] },
          columns: { external_id: "call.id", member: "call.owner", occurred_at: "call.startedAt", revised_at: "call.updatedAt" },
          constants: { kind: "call", direction: "outbound" },
        },
      },
    ],
  });

const endpointFields = {
  version: z.int().describe("Counts its changes; its ETag"),
  id: text,
  name: text,
  url: text.describe("Where to send to"),
  source: text,
  scheme,
  map,
  account: account.nullable(),
  addresses: z.array(text).nullable(),
  createdAt: instant,
  createdBy: text,
  suspendedAt: instant.nullable(),
  oldSecretUntil: instant.nullable().describe("Until then the secret before is taken as well"),
  lastReceivedAt: instant.nullable(),
  waiting: z.int().describe("Requests that are not read yet"),
  quarantined: z.int().describe("Requests that could not be read"),
  refused: z.strictObject({ count: z.int(), lastAt: instant, lastCode: text }).nullable().describe("Requests that were not let in"),
};

export const hookEndpointSchema = z.strictObject(endpointFields).meta({ id: "HookEndpoint" });
export const hookEndpointMadeSchema = z
  .strictObject({ ...endpointFields, secret: text.describe("By which its sender signs. Shown this once") })
  .meta({ id: "HookEndpointMade" });
export const hookEndpointListSchema = z.strictObject({ endpoints: z.array(hookEndpointSchema) }).meta({ id: "HookEndpointList" });

const countFields = {
  received: z.int().describe("Events in it"),
  accepted: z.int(),
  duplicates: z.int(),
  revised: z.int(),
  stale: z.int(),
  unattributed: z.int().describe("Of the accepted: their member is not known yet"),
  ignored: z.int().describe("Of kinds that the map leaves out, trials and pings"),
  rejected: z.int().describe("That could not be read"),
};

const requestFields = {
  request: z.int(),
  receivedAt: instant,
  deliveryId: text.nullable().describe("As its sender calls it"),
  state: z.enum(hookRequestStates),
  counts: z.strictObject(countFields).nullable(),
  problems: z.array(
    z.strictObject({
      event: z.int().nullable().describe("Which of its events, from 0; null: the whole"),
      code: text,
      pointer: text.describe("The field of the record, or the place in the body"),
      path: text.nullable().describe("From where in the event it was read"),
      detail: z.strictObject({ en: text, ko: text }),
    }),
  ),
  unused: z.array(text).describe("Kinds of events in it that the map leaves out"),
  hasBody: z.boolean().describe("Whether it can be read again"),
  processedAt: instant.nullable(),
  replayedAt: instant.nullable(),
  replayedBy: text.nullable(),
};

const hookRequestSchema = z.strictObject(requestFields).meta({ id: "HookRequest" });
export const hookRequestShownSchema = z
  .strictObject({ ...requestFields, body: text.nullable().describe("As it came; null: it is kept no longer") })
  .meta({ id: "HookRequestShown" });
export const hookRequestListSchema = z
  .strictObject({ requests: z.array(hookRequestSchema), nextCursor: text.nullable() })
  .meta({ id: "HookRequestList" });

export const newSecretSchema = z
  .strictObject({ secret: text.optional().describe("Where the sender has chosen it; left out: one is made") })
  .meta({ id: "NewHookSecret" });

export const hookAnswerSchema = z
  .strictObject({
    state: z
      .enum([...hookRequestStates, "duplicate", "pong"])
      .describe("waiting: kept, and read later · quarantined: kept, and could not be read · duplicate: it came before"),
    request: z.int().nullable().describe("Under which it is listed"),
    ...countFields,
    unused: z.array(text),
    problems: z.array(z.strictObject({ event: z.int().nullable(), code: text, pointer: text })),
  })
  .meta({ id: "HookAnswer" });
