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
import { perhaps } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import type { Database } from "../operations/database.ts";
import { exportFormats, exportList, lists, type ExportFormat, type ExportOrder, type ListName } from "../operations/export-list.ts";
import type { FilterName } from "../operations/lists/list-filter.ts";
import { preferredLanguage } from "./accept-language.ts";
import { asDownload } from "./download.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { RefusedRequest, valueOf } from "./refused-request.ts";
import { booleanParameter, cadenceParameter, dayParameter } from "./schemas.ts";

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
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
  act: z.string().optional().describe("An operation, such as decide-dispute"),
  by: z.string().optional().describe("Who did it"),
  subject: z.string().optional().describe("What kind of thing it was done to"),
  subjectId: z.string().optional(),
  unattributed: booleanParameter.describe("true: only records of nobody known; false: only those of somebody"),
} satisfies Readonly<Record<FilterName, z.ZodType>>;

const query = z.strictObject({ format: z.enum(exportFormats).optional().describe("Left out: csv"), ...parameters });
const names = Object.keys(lists) as [ListName, ...ListName[]]; // there are some

/** As of a parameter that nothing takes. */
const refuseOthers = (list: ListName, given: readonly string[]): void => {
  const takes: readonly string[] = lists[list].takes;
  const [first, ...more] = given
    .filter((name) => !takes.includes(name))
    .map((name) => refusal("parameter-unknown", `?${name}`, { found: name, hint: perhaps(name, takes) }));
  if (first !== undefined) throw new RefusedRequest([first, ...more]);
};

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
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/exports/:list",
    operationId: "exportList",
    access: "exports:read",
    isLong: true,
    summary: "A list as CSV or XLSX",
    description: `All of it. Activities, prospects, members, leave and targets in the columns by which they are imported. No cell starts a formula. Each list takes some of the parameters: ${names
      .map((name) => `${name} (${lists[name].takes.join(", ") || "none"})`)
      .join(", ")}.`,
    path: z.strictObject({ list: z.enum(names) }),
    query,
    answer: z.string(),
    answerType: mediaTypes.csv,
    otherTypes: { [mediaTypes.xlsx]: z.string().meta({ format: "binary" }) },
    answerTo: async ({ path: { list }, query: { format = "csv", from, before, on, cadence, unattributed, ...rest }, request, reply }) => {
      refuseOthers(list, Object.keys(given({ ...rest, from, before, on, cadence, unattributed })));
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
      const file = await fileOf(database, callerOf(request).companyId, list, { format, language, filter, caller: callerOf(request) });
      const name = `${lists[list].title[language]}.${format}`;
      const type = format === "csv" ? `${mediaTypes.csv}; charset=utf-8` : mediaTypes.xlsx;
      asDownload(reply, { name, plainName: `${list}.${format}`, type });
      return file;
    },
  });
};
