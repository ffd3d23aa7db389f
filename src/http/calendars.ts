import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { importCalendar } from "../operations/import-calendar.ts";
import { listCalendars } from "../operations/list-calendars.ts";
import { showCalendar } from "../operations/show-calendar.ts";
import { showMemberCalendar } from "../operations/show-member-calendar.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { mediaType } from "./media-type.ts";
import { MEGABYTE, readText } from "./read-body.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { calendarImportedSchema, calendarListSchema, calendarShownSchema } from "./schemas.ts";

const ICALENDAR = "text/calendar";
const LARGEST_CALENDAR = 8 * MEGABYTE;

const isCalendar = ({ headers }: FastifyRequest): boolean => (headers["content-type"] ?? "").toLowerCase().startsWith(ICALENDAR);

const yearOf = (found: string, pointer: string): number =>
  /^\d{4}$/.test(found) ? Number(found) : refuse(refusal("number-format", pointer, { found: shown(found), example: "2026", hint: noHint }));

const yearParameter = z.string().meta({ type: "integer", examples: [2026] });

/** Working days and holidays. */
export const addCalendars = async (app: FastifyInstance, database: Database): Promise<void> => {
  app.addContentTypeParser(ICALENDAR, readText);

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/calendars",
    operationId: "listCalendars",
    access: "company:read",
    summary: "The calendars that there are: the company's own, and those of countries",
    answer: calendarListSchema,
    answerTo: async ({ request }) => listCalendars(database, callerOf(request).companyId),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/calendars/:calendar",
    operationId: "showCalendar",
    access: "company:read",
    summary: "Working days of a year by month in a calendar, with its holidays by name",
    path: z.strictObject({ calendar: z.string().describe("KR, DE-BY, or one of the company's own") }),
    query: z.strictObject({ year: yearParameter }),
    answer: calendarShownSchema,
    answerTo: async ({ path: { calendar }, query, request }) =>
      valueOf(await showCalendar(database, callerOf(request).companyId, { calendar, year: yearOf(query.year, "?year") })),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/calendar",
    operationId: "showMemberCalendar",
    access: "attainment:read",
    summary: "A member's working days of a year by month, with holidays by name and the days away",
    path: z.strictObject({ id: z.string().describe("The member's id") }),
    query: z.strictObject({ year: yearParameter }),
    answer: calendarShownSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await showMemberCalendar(database, callerOf(request).companyId, {
          member: path.id,
          year: yearOf(query.year, "?year"),
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/calendars/:calendar/imports",
    operationId: "importCalendar",
    access: "settings:write",
    summary: "Add the whole-day events of an iCalendar file to a calendar of the company's own",
    description:
      "A calendar that is not there yet is made. The same file again changes nothing; events with a time of day and cancelled ones are left out.",
    path: z.strictObject({ calendar: z.string() }),
    query: z.strictObject({
      years: z
        .string()
        .optional()
        .meta({ examples: ["2028,2029"] })
        .describe("Years of which the file has all holidays: only their days are taken, and from then on they are known"),
    }),
    bodies: { [ICALENDAR]: z.string() },
    bodyLimit: LARGEST_CALENDAR,
    answer: calendarImportedSchema,
    answerTo: async ({ path: { calendar }, query, request }) => {
      if (typeof request.body !== "string" || !isCalendar(request)) return refuse(mediaType(request));
      const years = (query.years ?? "")
        .split(",")
        .filter((year) => year !== "")
        .map((year) => yearOf(year.trim(), "?years"));
      const input = {
        text: request.body,
        calendar: calendar.normalize("NFC"),
        years,
        by: callerOf(request).by,
        now: BigInt(Date.now()) * 1000n,
      };
      return valueOf(await importCalendar(database, callerOf(request).companyId, input));
    },
  });
};
