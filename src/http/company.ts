import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { refusal } from "../domain/refusal.ts";
import { applyCompany, companyChangesJson } from "../operations/apply-company.ts";
import type { Database } from "../operations/database.ts";
import { describeCompany } from "../operations/describe-company.ts";
import { exportCompany, fileVersion } from "../operations/export-company.ts";
import { listCompanies } from "../operations/list-companies.ts";
import { showFunnel } from "../operations/show-funnel.ts";
import { showMetric } from "../operations/show-metric.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { MEGABYTE, readText } from "./read-body.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { refuse, valueOf } from "./refused-request.ts";
import {
  funnelAssumptionsSchema,
  booleanParameter,
  companiesSchema,
  companyChangesSchema,
  companyFile,
  companySchema,
  cursorParameter,
  limitParameter,
  metricShownSchema,
} from "./schemas.ts";

/** A hundred thousand members with all their fields. */
const LARGEST_FILE = 64 * MEGABYTE;

/** The company: what it is called, and the file that sets it. */
export const addCompany = async (app: FastifyInstance, database: Database): Promise<void> => {
  app.addContentTypeParser("application/yaml", readText);

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/companies",
    operationId: "listCompanies",
    access: "signed-in",
    summary: "The companies that the caller belongs to: the ids that the header Attain-Company takes",
    isCompanys: false,
    answer: companiesSchema,
    answerTo: async ({ request }) => ({
      companies: (await listCompanies(database))
        .filter(({ companyId }) => companyId === callerOf(request).companyId)
        .map(({ id }) => ({ id })),
    }),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/company",
    operationId: "describeCompany",
    access: "company:read",
    summary: "What there is in the company, and its today",
    answer: companySchema,
    answerTo: async ({ request }) => describeCompany(database, callerOf(request).companyId, BigInt(Date.now()) * 1000n),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/funnel-assumptions",
    operationId: "showFunnel",
    access: "company:read",
    summary: "The stages from effort to result and the rates that are assumed between them, each with its source",
    answer: funnelAssumptionsSchema,
    answerTo: async ({ request }) => valueOf(await showFunnel(database, callerOf(request).companyId)),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/metrics/:id",
    operationId: "showMetric",
    access: "company:read",
    summary: "One metric with its versions, and how days gone were counted anew: who, when, why and which numbers",
    path: z.strictObject({ id: z.string() }),
    answer: metricShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showMetric(database, callerOf(request).companyId, path.id, { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/company/file",
    operationId: "exportCompany",
    access: "settings:read",
    summary: "The company as a file, which PUT /company takes back; applying it changes nothing",
    answer: companyFile,
    answerTo: async ({ request, reply }) => {
      reply.type("application/json; charset=utf-8");
      const file = await exportCompany(database, callerOf(request).companyId, "json");
      tellVersion(reply, fileVersion(file));
      return file;
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/company",
    operationId: "applyCompany",
    isEdit: true,
    isInSteps: true,
    access: "settings:write",
    summary: "Make the company what the file says",
    description:
      "All of it or nothing. The same file again changes nothing. What the file no longer names ends; no record is deleted. The file names its company.",
    query: z.strictObject({
      dryRun: booleanParameter.describe("true: only tell what would change"),
      numbers: booleanParameter.describe(
        "true, with dryRun: tell as well each member's number that the changed metrics would change, and each status. Takes as long as counting the log",
      ),
      reason: z.string().optional().describe("Why; kept with the change"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    bodies: { "application/json": companyFile, "application/yaml": z.string() },
    bodyLimit: LARGEST_FILE,
    answer: companyChangesSchema,
    answerTo: async ({ query, request }) => {
      const { companyId, by } = callerOf(request);
      const dryRun = query.dryRun === "true";
      if (query.numbers === "true" && !dryRun) refuse(refusal("numbers-without-dry-run", "?numbers"));
      const numbers = query.numbers === "true" ? { numbers: given({ cursor: query.cursor, limit: readLimit(query.limit) }) } : {};
      return companyChangesJson(
        valueOf(
          await applyCompany(database, request.body, { dryRun, companyId, by, seen: seenBy(request), reason: query.reason, ...numbers }),
        ),
      );
    },
  });
};
