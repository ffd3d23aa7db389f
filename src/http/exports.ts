import type { FastifyInstance } from "fastify";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { exportFormats, exportList, lists, type ExportFormat, type ExportOrder, type ListName } from "../operations/export-list.ts";
import type { FilterName } from "../operations/lists/list-filter.ts";
import { preferredLanguage } from "./accept-language.ts";
import { asDownload } from "./download.ts";
import { addEndpoint, companyOf } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, cadenceParameter, dayParameter } from "./schemas.ts";

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const parameters = {
  member: z.string().optional().describe("A member's id"),
  team: z.string().optional().describe("A team's id: its members and those of its subteams"),
  plan: z.string().optional().describe("A plan's id"),
  metric: z.string().optional().describe("A metric's id"),
  kind: z.string().optional(),
  source: z.string().optional(),
  table: z.string().optional().describe("Where there are several tables of targets: which"),
  from: dayParameter.optional().describe("First day"),
  before: dayParameter.optional().describe("The day after the last"),
  on: dayParameter.optional().describe("In the periods that contain this day"),
  cadence: cadenceParameter.optional(),
  unattributed: booleanParameter.describe("true: only records of nobody known; false: only those of somebody"),
} satisfies Readonly<Record<FilterName, z.ZodType>>;

const format = z.enum(exportFormats).optional().describe("Left out: csv");
const anyQuery = z.strictObject({ format, ...parameters });

/** Every parameter may be left out, so that what is read by fewer of them is a query all the same. */
const queryOf = (takes: readonly FilterName[]): typeof anyQuery =>
  z.strictObject({ format, ...Object.fromEntries(takes.map((name) => [name, parameters[name]])) }) as unknown as typeof anyQuery;

/** The file is made first and sent when it is whole: a list that cannot be exported is a problem, and never half of a file. */
const fileOf = async (database: Database, companyId: number, list: ListName, order: Omit<ExportOrder, "path">): Promise<Readable> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-export-"));
  const remove = (): void => void rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "list");
    valueOf(await exportList(database, companyId, list, { ...order, path }));
    return createReadStream(path).once("close", remove);
  } catch (error) {
    remove();
    throw error;
  }
};

/** Every list as a file for spreadsheets; those that are imported in the form in which they are. */
export const addExports = async (app: FastifyInstance, database: Database): Promise<void> => {
  for (const list of Object.keys(lists) as readonly ListName[]) {
    addEndpoint(app, {
      method: "GET",
      url: `/api/v1/exports/${list}`,
      operationId: `export${list.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
      summary: `${lists[list].title.en} as CSV or XLSX`,
      description: "All of it. No cell starts a formula.",
      query: queryOf(lists[list].takes),
      answer: z.string(),
      answerType: mediaTypes.csv,
      otherTypes: { [mediaTypes.xlsx]: z.string().meta({ format: "binary" }) },
      answerTo: async ({ query, request, reply }) => {
        const { format = "csv", from, before, on, cadence, unattributed, ...rest } = query;
        const dayOf = (text: string | undefined, pointer: string): number | undefined =>
          text === undefined ? undefined : valueOf(parseDay(text, pointer));
        const filter = given({
          ...rest,
          from: dayOf(from, "?from"),
          before: dayOf(before, "?before"),
          on: dayOf(on, "?on"),
          cadence: cadence === undefined ? undefined : valueOf(parseCadence(cadence, "?cadence")),
          unattributed: unattributed === undefined ? undefined : unattributed === "true",
        });
        const language = preferredLanguage(request.headers["accept-language"]);
        const file = await fileOf(database, await companyOf(database, request), list, { format, language, filter });
        const name = `${lists[list].title[language]}.${format}`;
        asDownload(reply, {
          name,
          plainName: `${list}.${format}`,
          type: format === "csv" ? `${mediaTypes.csv}; charset=utf-8` : mediaTypes.xlsx,
        });
        return file;
      },
    });
  }
};
