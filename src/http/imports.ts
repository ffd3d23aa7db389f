import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readConfirmation, readMapOrder } from "../domain/import-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { confirmImport } from "../operations/confirm-import.ts";
import type { Database } from "../operations/database.ts";
import { discardImport } from "../operations/discard-import.ts";
import type { ImportJson } from "../operations/import-json.ts";
import { listImports } from "../operations/list-imports.ts";
import { readRejectedRows } from "../operations/read-rejected-rows.ts";
import { receiveImport, roomForImport } from "../operations/receive-import.ts";
import { remapImport } from "../operations/remap-import.ts";
import { showImport } from "../operations/show-import.ts";
import { showReading } from "../operations/show-reading.ts";
import { letGo, quotaRefusal, takeIn, tooLargeRefusal, type Arrived, type ImportStore } from "../operations/uploads/import-store.ts";
import { Readings, type ReadingTold } from "../operations/uploads/readings.ts";
import { preferredLanguage } from "./accept-language.ts";
import { asDownload } from "./download.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { confirmationSchema, importListSchema, importSchema, mapOrderSchema, readingSchema, uploadSchema } from "./import-schemas.ts";
import { Form, formPrint, readForm, type ReadForm } from "./multipart.ts";
import { readLimit } from "./parameters.ts";
import { MEGABYTE } from "./read-body.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { cursorParameter, limitParameter } from "./schemas.ts";

const FORM = "multipart/form-data";
const CSV = "text/csv";

/** Beside the file a form has little: its boundaries, a map. */
const BESIDE_FILE = MEGABYTE;

const collection = "/api/v1/imports";
const one = { url: `${collection}/:import`, path: z.strictObject({ import: z.string() }) };

type Store = { readonly database: Database; readonly store: ImportStore; readonly readings: Readings };

const readingQuery = z.strictObject({
  reading: z.string().optional().describe("A name of the sender's choice, by which GET /import-readings tells how far the reading is"),
});

const language = (request: FastifyRequest) => preferredLanguage(request.headers["accept-language"]);
const clock = (): bigint => BigInt(Date.now()) * 1000n;

/** Takes the file in while it comes, and no byte more than there may be. */
const readUpload = async (request: FastifyRequest, store: ImportStore, room: number): Promise<ReadForm<Arrived>> => {
  const announced = Number(request.headers["content-length"] ?? 0) - BESIDE_FILE;
  const isShortOfRoom = room < store.largest;
  const tooMuch = () => (isShortOfRoom ? quotaRefusal(store, store.mostWaiting - room) : tooLargeRefusal(store));
  const most = Math.min(store.largest, room);
  // What says how large it is need not come in first.
  if (announced > most) refuse(tooMuch(), { connection: "close" });
  // Its parser made it of the body.
  const form = request.body as Form;
  const read = await readForm(request, form, {
    ...parts,
    take: (content) => takeIn(store, content, most, tooMuch),
    letGo: ({ id }) => letGo(store, id),
  });
  form.hold(formPrint(read.file.digest, read));
  return read;
};

const parts = { file: "file", texts: ["what", "map", "restOf"] };

/** Of a form that was imported before nothing is stored again. */
const readPrint = async (request: FastifyRequest, form: Form): Promise<Buffer> => {
  const read = await readForm(request, form, { ...parts, take: digestOf, letGo: () => Promise.resolve() });
  return formPrint(read.file, read);
};

const digestOf = async (content: AsyncIterable<Uint8Array>): Promise<Outcome<string>> => {
  const hash = createHash("sha256");
  for await (const piece of content) hash.update(piece);
  return accepted(hash.digest("hex"));
};

/** Ends the reading of a file whose sender has gone: nobody would hear of it, and nothing of it is to wait. */
const heedSender = ({ raw }: FastifyRequest): void => {
  if (raw.socket.destroyed) throw Object.assign(new Error("the sender of a file is gone"), { code: "ECONNRESET" });
};

const upload = async ({ database, store, readings }: Store, request: FastifyRequest, reading: string | undefined): Promise<ImportJson> => {
  const companyId = callerOf(request).companyId;
  const room = valueOf(await roomForImport(database, companyId, store));
  const { file: arrived, name: fileName, texts } = await readUpload(request, store, room);
  const received = { arrived, fileName, what: texts.get("what"), map: texts.get("map"), restOf: texts.get("restOf") };
  return readings.during(companyId, reading, async (tell) => {
    const progress = (told: ReadingTold): void => {
      heedSender(request);
      tell(told);
    };
    const options = { by: callerOf(request).by, language: language(request), now: clock(), progress };
    return valueOf(await receiveImport(database, companyId, store, received, options));
  });
};

const addReceiving = (app: FastifyInstance, { database, store, readings }: Store): void => {
  app.addContentTypeParser(FORM, (request: FastifyRequest, body: IncomingMessage) =>
    Promise.resolve(new Form(body, (form) => readPrint(request, form))),
  );

  addEndpoint(app, {
    method: "POST",
    url: collection,
    operationId: "receiveImport",
    access: "imports:write",
    isLong: true,
    summary: "Send a file to be imported: it waits, with a preview of what it would come to",
    description: `At most ${store.largest / MEGABYTE} MB. Nothing of it is stored as a record before it is confirmed; after a week it is discarded.`,
    query: readingQuery,
    bodies: { [FORM]: uploadSchema },
    bodyLimit: store.largest + BESIDE_FILE,
    status: 201,
    answer: importSchema,
    answerTo: ({ query: { reading }, request }) => upload({ database, store, readings }, request, reading),
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/map`,
    method: "PUT",
    operationId: "remapImport",
    access: "imports:write",
    isLong: true,
    summary: "Read a file that waits by another map, with the preview anew",
    query: readingQuery,
    bodies: { "application/json": mapOrderSchema },
    answer: importSchema,
    answerTo: async ({ path, query: { reading }, request }) => {
      const order = { id: path.import, map: valueOf(readMapOrder(request.body)) };
      const companyId = callerOf(request).companyId;
      return readings.during(companyId, reading, async (progress) =>
        valueOf(await remapImport(database, companyId, store, order, { language: language(request), now: clock(), progress })),
      );
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/confirmation`,
    method: "POST",
    operationId: "confirmImport",
    access: "imports:write",
    isLong: true,
    summary: "Import a file that waits",
    description:
      "It goes on beside the requests, one file of a company after the other, also when the server is ended in between; GET tells how far it is. A complete load is refused (import-voids) until it is confirmed with the number of records that it would void.",
    bodies: { "application/json": confirmationSchema },
    status: 202,
    answer: importSchema,
    answerTo: async ({ path, request }) => {
      const order = { id: path.import, confirmation: valueOf(readConfirmation(request.body)) };
      const options = { by: callerOf(request).by, language: language(request), now: clock() };
      return valueOf(await confirmImport(database, callerOf(request).companyId, store, order, options));
    },
  });

  addEndpoint(app, {
    ...one,
    method: "DELETE",
    operationId: "discardImport",
    access: "imports:write",
    summary: "Discard a file that waits, or stop an import that runs: what it has recorded by then stays",
    answer: importSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await discardImport(database, callerOf(request).companyId, store, path.import, { language: language(request) })),
  });
};

const addShowing = (app: FastifyInstance, { database, store, readings }: Store): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/import-readings/:reading",
    operationId: "showReading",
    access: "imports:write",
    summary: "How much of a file has been read for its preview, while it is read",
    path: z.strictObject({ reading: z.string() }),
    answer: readingSchema,
    answerTo: async ({ path, request }) => showReading(readings, callerOf(request).companyId, path.reading),
  });

  addEndpoint(app, {
    method: "GET",
    url: collection,
    operationId: "listImports",
    access: "imports:read",
    summary: "List imports, the latest first",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: importListSchema,
    answerTo: async ({ query: { cursor, limit }, request }) => {
      const question = given({ cursor, limit: readLimit(limit) });
      return valueOf(await listImports(database, callerOf(request).companyId, question, { language: language(request) }));
    },
  });

  addEndpoint(app, {
    ...one,
    method: "GET",
    operationId: "showImport",
    access: "imports:read",
    summary: "One import: what it would come to while it waits, how far it is, what it came to",
    answer: importSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showImport(database, callerOf(request).companyId, path.import, { language: language(request) })),
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/rejected`,
    method: "GET",
    operationId: "readRejectedRows",
    access: "imports:read",
    summary: "The rows that were not taken, each as it was and with its reasons, to be mended and sent again",
    description: "As CSV, of lines of JSON as application/x-ndjson. Kept for 30 days; numbers that may be stored nowhere are left out.",
    answer: z.string(),
    answerType: CSV,
    answerTo: async ({ path, request, reply }) => {
      const { name, type, content } = valueOf(await readRejectedRows(database, callerOf(request).companyId, store, path.import));
      const plainName = `rejected-${path.import}.${type}`;
      asDownload(reply, { name, plainName, type: type === "csv" ? `${CSV}; charset=utf-8` : "application/x-ndjson" });
      return content;
    },
  });
};

/** Files that are sent to be imported. */
export const addImports = async (app: FastifyInstance, database: Database, store: ImportStore): Promise<void> => {
  const readings = new Readings();
  addReceiving(app, { database, store, readings });
  addShowing(app, { database, store, readings });
};
