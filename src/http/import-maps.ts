import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "../operations/database.ts";
import { deleteImportMap } from "../operations/delete-import-map.ts";
import { importables } from "../operations/import-preview.ts";
import { listImportMaps } from "../operations/list-import-maps.ts";
import { readImportMapOrder, saveImportMap } from "../operations/save-import-map.ts";
import { showImportMap } from "../operations/show-import-map.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { pageOf, pageParameters } from "./page.ts";
import { valueOf } from "./refused-request.ts";

const text = z.string();
const instant = z.string().meta({ format: "date-time" });

const mapFields = {
  id: text,
  name: text,
  what: z.enum(importables),
  header: z.array(text).describe("The columns that a file must have to be read by it, as names are compared: callid for Call Id"),
  savedBy: text,
  savedAt: instant,
  keptFor: text
    .nullable()
    .describe("The file for which it was kept by itself, since its records have only ids made from its columns; null: somebody saved it"),
  usedAt: instant.nullable().describe("When a file was last read by it; null: not since it was saved"),
};

const importMap = z.strictObject(mapFields).meta({ id: "ImportMap", description: "A map that files with its columns are read by" });
const importMaps = z.strictObject({ importMaps: z.array(importMap), nextCursor: text.nullable() }).meta({ id: "ImportMaps" });
const map = z.looseObject({}).describe("In the map language of docs/maps.md");
const importMapShown = z.strictObject({ ...mapFields, map }).meta({ id: "ImportMapShown" });
const importMapOrder = z
  .strictObject({
    name: text.optional().describe("For people; left out: the id"),
    what: z.enum(importables).optional().describe("Left out: activities"),
    header: z.array(text).describe("The names of the columns of the files that it is for, in any order, case and spacing"),
    map,
  })
  .meta({
    id: "ImportMapOrder",
    examples: [
      {
        name: "Phone system",
        header: ["Call Id", "Agent", "Start"],
        map: {
          source: "phone-system",
          columns: { external_id: "Call Id", member: "Agent", occurred_at: { column: "Start", zone: "company" } },
          constants: { kind: "call" },
        },
      },
    ],
  });

const path = z.strictObject({ id: text.describe("The map's id") });

/** Maps that are kept, by which files with their columns are read. */
export const addImportMaps = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/import-maps",
    operationId: "listImportMaps",
    access: "imports:read",
    summary: "The saved maps, those used or saved last first",
    query: z.strictObject(pageParameters),
    answer: importMaps,
    answerTo: async ({ query, request }) => {
      const { importMaps: all } = await listImportMaps(database, callerOf(request).companyId);
      const { page, nextCursor } = pageOf(all, query, ({ id }) => id);
      return { importMaps: page, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/import-maps/:id",
    operationId: "showImportMap",
    access: "imports:read",
    summary: "A saved map with what it says",
    path,
    answer: importMapShown,
    answerTo: async ({ path: { id }, request, reply }) => {
      const shown = valueOf(await showImportMap(database, callerOf(request).companyId, id));
      tellVersion(reply, shown.savedAt);
      return shown;
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/import-maps/:id",
    operationId: "saveImportMap",
    isEdit: true,
    access: "imports:write",
    summary: "Keep a map: files with its columns are read by it from now on; the same id again replaces it",
    path,
    bodies: { "application/json": importMapOrder },
    answer: importMapShown,
    answerTo: async ({ path: { id }, request, reply }) => {
      const order = valueOf(readImportMapOrder(id, request.body));
      const { companyId, by } = callerOf(request);
      const saved = valueOf(await saveImportMap(database, companyId, order, { by, seen: seenBy(request) }));
      tellVersion(reply, saved.savedAt);
      return saved;
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/import-maps/:id",
    operationId: "deleteImportMap",
    access: "imports:write",
    summary: "Forget a saved map; what was imported by it stays",
    path,
    answer: importMap,
    answerTo: async ({ path: { id }, request }) => valueOf(await deleteImportMap(database, callerOf(request).companyId, id)),
  });
};
