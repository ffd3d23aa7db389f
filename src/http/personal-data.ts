import type { FastifyInstance, FastifyReply } from "fastify";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { readRetentionOrder } from "../domain/company-reading-retention.ts";
import { readErasure } from "../domain/erasure-reading.ts";
import { given } from "../domain/given.ts";
import type { Outcome } from "../domain/refusal.ts";
import { changeRetention } from "../operations/change-retention.ts";
import type { Database } from "../operations/database.ts";
import { erasePerson } from "../operations/erase-person.ts";
import { listErasures } from "../operations/list-erasures.ts";
import { showOwnPersonalData } from "../operations/show-own-personal-data.ts";
import { showRetention } from "../operations/show-retention.ts";
import { showProspectData } from "../operations/show-prospect-data.ts";
import { dataFormats, showPersonalData, type DataFile, type DataFormat } from "../operations/show-personal-data.ts";
import type { ImportStore } from "../operations/uploads/import-store.ts";
import { preferredLanguage } from "./accept-language.ts";
import { callerOf } from "./callers.ts";
import { asDownload } from "./download.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, cursorParameter, instant, limitParameter } from "./schemas.ts";

const text = z.string();

const erasureSchema = z
  .strictObject({
    erasure: z.int(),
    what: z.enum(["member", "prospect"]),
    id: text.describe("The id that stands for them from now on"),
    reason: text,
    by: text,
    at: instant,
    counts: z.record(text, z.int()).describe("How many records, texts and files were touched"),
  })
  .meta({ id: "Erasure" });

const erasureDoneSchema = z
  .strictObject({
    erasure: z.int(),
    what: z.enum(["member", "prospect"]),
    id: text,
    records: z.int().describe("Records that take no further states from their sources"),
    texts: z.int().describe("Rows of other things in which they were named"),
    files: z.int(),
    importsDiscarded: z.int().describe("Files that waited to be imported, and are to be sent again"),
  })
  .meta({ id: "ErasureDone" });

const newErasureSchema = z
  .strictObject({
    member: text.nullish().describe("A member's id, who has left"),
    prospect: text.nullish().describe("Any of the names of a prospect: an address, a number, a handle, an id"),
    reason: text.describe("Why; without saying who it is"),
  })
  .meta({ id: "NewErasure", examples: [{ prospect: "ann@example.com", reason: "asked for it on 3 March" }] });

const keptFor = z.int().nullable();

const retentionShape = {
  rejectedRows: keptFor.describe("Rejected rows of imports; null: one month"),
  hookBodies: keptFor.describe("What came in by hooks and could not be read"),
  sessions: keptFor.describe("Sessions that are over"),
  talkNotes: keptFor.describe("Notes of one-to-ones"),
  signalTexts: keptFor.describe("What was kept of posts; the signals stay counted"),
  linkHits: keptFor.describe("Requests for links in messages, as they came"),
  prospectsWithoutContact: keptFor.describe("Prospects with whom nothing was done for so long are erased"),
};

const retentionSchema = z.strictObject({ ...retentionShape, version: text.describe("For If-Match") }).meta({ id: "Retention" });

const retentionChangedSchema = retentionSchema
  .extend({
    due: z
      .strictObject({
        rejectedRows: z.int(),
        hookBodies: z.int(),
        sessions: z.int(),
        talkNotes: z.int(),
        signalTexts: z.int(),
        linkHits: z.int(),
        prospectsWithoutContact: z.int(),
      })
      .describe("How many of each are older than that, and go within the hour"),
  })
  .meta({ id: "RetentionChanged" });

const retentionOrderSchema = z
  .strictObject({
    rejectedRows: keptFor.optional(),
    hookBodies: keptFor.optional(),
    sessions: keptFor.optional(),
    talkNotes: keptFor.optional(),
    signalTexts: keptFor.optional(),
    linkHits: keptFor.optional(),
    prospectsWithoutContact: keptFor.optional(),
  })
  .describe("In months; what is left out or null is kept until somebody erases it, rejected rows for one month")
  .meta({ id: "RetentionOrder", examples: [{ sessions: 12, prospectsWithoutContact: 36 }] });

const addRetention = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/retention",
    operationId: "showRetention",
    access: "settings:read",
    summary: "How many months what may be forgotten is kept; null: until somebody erases it",
    answer: retentionSchema,
    answerTo: async ({ request, reply }) => {
      const retention = await showRetention(database, callerOf(request).companyId);
      tellVersion(reply, retention.version);
      return retention;
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/retention",
    operationId: "changeRetention",
    isEdit: true,
    isLong: true,
    access: "settings:write",
    summary: "Say how long what may be forgotten is kept; it is the company file's retention",
    description: "What is older goes within the hour, and does not come back.",
    query: z.strictObject({ dryRun: booleanParameter.describe("true: only tell what would go") }),
    bodies: { "application/json": retentionOrderSchema },
    answer: retentionChangedSchema,
    answerTo: async ({ query, request, reply }) => {
      const { companyId, by } = callerOf(request);
      const retention = valueOf(readRetentionOrder(request.body));
      const changed = valueOf(
        await changeRetention(database, companyId, retention, { by, seen: seenBy(request), dryRun: query.dryRun === "true" }),
      );
      if (query.dryRun !== "true") tellVersion(reply, changed.version);
      return changed;
    },
  });
};

const mediaTypes: Readonly<Record<DataFormat, string>> = { json: "application/json", text: "text/plain" };

const formatParameter = z.enum(dataFormats).optional().describe("json, or text to be read by people; left out: json");

/** The file is made first and sent when it is whole. */
const fileOf = async (
  { format, language }: Omit<DataFile, "path">,
  show: (file: DataFile) => Promise<Outcome<void>>,
): Promise<Readable> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-personal-data-"));
  const remove = (): void => void rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "data");
    valueOf(await show({ format, path, language }));
    return createReadStream(path).once("close", remove);
  } catch (error) {
    remove();
    throw error;
  }
};

const sent = (reply: FastifyReply, file: Readable, format: DataFormat): Readable => {
  const ending = format === "json" ? "json" : "txt";
  asDownload(reply, {
    name: `personal-data.${ending}`,
    plainName: `personal-data.${ending}`,
    type: `${mediaTypes[format]}; charset=utf-8`,
  });
  return file;
};

/** What is stored about a person: shown to them, and erased. */
export const addPersonalData = async (app: FastifyInstance, database: Database, imports: ImportStore): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/personal-data",
    operationId: "showPersonalData",
    access: "personal-data:read",
    isLong: true,
    summary: "Everything that is stored about a member, as one file",
    path: z.strictObject({ id: text.describe("The member's id") }),
    query: z.strictObject({ format: formatParameter }),
    answer: z.looseObject({}),
    otherTypes: { "text/plain": text },
    answerTo: async ({ path: { id }, query: { format = "json" }, request, reply }) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      return sent(
        reply,
        await fileOf({ format, language }, (file) => showPersonalData(database, callerOf(request).companyId, { member: id }, file)),
        format,
      );
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/prospects/:prospect/personal-data",
    operationId: "showProspectData",
    access: "personal-data:read",
    isLong: true,
    summary: "Everything that is stored about a prospect, as one file",
    path: z.strictObject({ prospect: text.describe("Any of the names of the prospect") }),
    query: z.strictObject({ format: formatParameter }),
    answer: z.looseObject({}),
    otherTypes: { "text/plain": text },
    answerTo: async ({ path: { prospect }, query: { format = "json" }, request, reply }) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      return sent(
        reply,
        await fileOf({ format, language }, (file) => showProspectData(database, callerOf(request).companyId, prospect, file)),
        format,
      );
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/account/personal-data",
    operationId: "showOwnPersonalData",
    access: "signed-in",
    isLong: true,
    summary: "Everything that is stored about the member that one is oneself, as one file",
    query: z.strictObject({ format: formatParameter }),
    answer: z.looseObject({}),
    otherTypes: { "text/plain": text },
    answerTo: async ({ query: { format = "json" }, request, reply }) => {
      const { companyId, memberNumber } = callerOf(request);
      const language = preferredLanguage(request.headers["accept-language"]);
      return sent(
        reply,
        await fileOf({ format, language }, (file) => showOwnPersonalData(database, companyId, memberNumber, file)),
        format,
      );
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/erasures",
    operationId: "erasePerson",
    access: "personal-data:write",
    isLong: true,
    summary: "Erase a person: who they were is gone, what was counted stays",
    description:
      "Names, addresses and texts go from every table and file; records keep what was done, when and by whom, and their verdicts. Sources that tell of the person again are recognised: old records count nothing more, and nothing of the person is stored. It cannot be taken back.",
    bodies: { "application/json": newErasureSchema },
    answer: erasureDoneSchema,
    answerTo: async ({ request }) => {
      const { person, reason } = valueOf(readErasure(request.body));
      const { companyId, by } = callerOf(request);
      return valueOf(await erasePerson(database, companyId, person, { reason, by, imports }));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/erasures",
    operationId: "listErasures",
    access: "personal-data:read",
    summary: "Who was erased, by the ids that are left of them, the latest first",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: z.strictObject({ erasures: z.array(erasureSchema), nextCursor: text.nullable() }),
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(await listErasures(database, callerOf(request).companyId, given({ cursor, limit: readLimit(limit) }))),
  });

  addRetention(app, database);
};
