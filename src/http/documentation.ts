import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { languages } from "../domain/language.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { companyFileSchema } from "../operations/company-file/schema.ts";
import { addEndpoint, type AnyEndpoint } from "./endpoint.ts";
import { problemCodes } from "./problem-list.ts";
import { referenceScript, referenceStyle } from "./reference-assets.ts";
import { referencePage, type ReferenceDocument } from "./reference-page.ts";
import { refuse } from "./refused-request.ts";
import { problemCodeSchema, problemSchema } from "./schemas.ts";

type Json = Record<string, unknown>;

const reference = (id: string): string => `#/components/schemas/${id}`;

/** A schema as OpenAPI 3.1 has it: those with an id once, among the components, the others in place. */
class Schemas {
  readonly components: Record<string, unknown> = {};

  of(schema: z.ZodType, io: "input" | "output"): unknown {
    const {
      $schema: _,
      $defs,
      ...own
    } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any" }) as Json & { $defs?: Json };
    for (const [id, definition] of Object.entries($defs ?? {})) this.#keep(id, definition);
    const { id, ...rest } = this.#pointing(own) as Json;
    if (typeof id !== "string") return rest;
    this.components[id] = rest;
    return { $ref: reference(id) };
  }

  #keep(id: string, definition: unknown): void {
    const { id: _, ...rest } = this.#pointing(definition) as Json;
    this.components[id] = rest;
  }

  #pointing(value: unknown): unknown {
    return JSON.parse(JSON.stringify(value), (key, each: unknown) =>
      key === "$ref" && typeof each === "string" ? each.replace("#/$defs/", "#/components/schemas/") : each,
    );
  }
}

const companyHeader = {
  name: "Attain-Company",
  in: "header",
  required: false,
  description: "The company's id. Left out: the only one there is",
  schema: { type: "string" },
};

const languageHeader = {
  name: "Accept-Language",
  in: "header",
  required: false,
  description: "The language of detail and title",
  schema: { type: "string", examples: languages },
};

const versionHeader = {
  name: "If-Match",
  in: "header",
  required: false,
  description:
    "The ETag of what was read, or * for whatever is there. Without it only what is not there yet is made (428); of what somebody else has changed meanwhile nothing is changed (412)",
  schema: { type: "string", examples: ['"7"', "*"] },
};

const keyHeader = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 printable ASCII characters. The same request with the same key within 24 hours is done once and answered the same again, with Idempotency-Replayed: true",
  schema: { type: "string" },
};

const parametersOf = (schema: z.ZodObject | undefined, place: "query" | "path", schemas: Schemas): readonly unknown[] =>
  Object.entries(schema?.shape ?? {}).map(([name, each]) => {
    const { description, ...rest } = schemas.of(each, "input") as Json;
    return {
      name,
      in: place,
      required: place === "path" || !each.isOptional(),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });

const contentOf = (schema: z.ZodType, type: string, io: "input" | "output", schemas: Schemas): Json => ({
  [type]: { schema: schemas.of(schema, io) },
});

const contentsOf = (byType: Readonly<Record<string, z.ZodType>>, io: "input" | "output", schemas: Schemas): Json =>
  Object.fromEntries(Object.entries(byType).flatMap(([type, schema]) => Object.entries(contentOf(schema, type, io, schemas))));

const schemes = {
  key: { type: "http", scheme: "bearer", description: "An API key" },
  session: { type: "apiKey", in: "cookie", name: "__Host-attain", description: "A browser that is signed in; `attain` over plain http" },
};

const whoMay: Readonly<Record<string, string>> = {
  public: "Open to everybody",
  "set-up": "By the one-time link of the console, while nobody has an account",
  "signed-in": "For every account and key",
};

/** Who may ask it: in the document's own terms, which know no roles, and in words. */
const accessOf = ({ access, needsProof }: AnyEndpoint): Json => ({
  security: access === "public" || access === "set-up" ? [] : Object.keys(schemes).map((scheme) => ({ [scheme]: [] })),
  "x-access":
    needsProof === true
      ? "For every account whose owner has proved within the last ten minutes that it is them, by POST /session/proof"
      : (whoMay[access] ?? `Needs \`${access}\``),
});

const doneWords = { 200: "Done", 201: "Made", 202: "Taken: it goes on beside the requests" } as const;

const operationOf = (endpoint: AnyEndpoint, schemas: Schemas): Json => {
  const {
    operationId,
    summary,
    description,
    query,
    path,
    bodies,
    answer,
    status = 200,
    answerType = "application/json",
    otherTypes = {},
    others = {},
    isCompanys = true,
    isEdit,
    method,
    access,
  } = endpoint;
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    ...accessOf(endpoint),
    parameters: [
      ...parametersOf(path, "path", schemas),
      ...parametersOf(query, "query", schemas),
      ...(isCompanys ? [companyHeader, languageHeader] : []),
      ...(isEdit === true ? [versionHeader] : []),
      ...(method !== "GET" && access !== "public" && access !== "set-up" ? [keyHeader] : []),
    ],
    ...(bodies === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: contentsOf(bodies, "input", schemas),
          },
        }),
    responses: {
      [status]: { description: doneWords[status], content: contentsOf({ [answerType]: answer, ...otherTypes }, "output", schemas) },
      ...Object.fromEntries(
        Object.entries(others).map(([status, { description: meaning, schema, type = "application/problem+json" }]) => [
          status,
          { description: meaning, content: contentOf(schema, type, "output", schemas) },
        ]),
      ),
      default: {
        description: "Refused, or not possible now",
        content: contentOf(problemSchema, "application/problem+json", "output", schemas),
      },
    },
  };
};

const openApi = (endpoints: readonly AnyEndpoint[]): Json => {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.url.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Attain",
      version: "1",
      description:
        "Activities in, attainment out. Days are YYYY-MM-DD, instants RFC 3339, counts numbers with at most four decimals, money in minor units. Refusals are problems (RFC 9457).",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: schemes,
      schemas: Object.fromEntries(Object.entries(schemas.components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
};

/** Collects the endpoints that follow; the answer is their OpenAPI document as text, once all are there. */
export const documentApi = (app: FastifyInstance): (() => string) => {
  const endpoints: AnyEndpoint[] = [];
  app.addHook("onRoute", ({ config, method }) => {
    const endpoint = config?.endpoint;
    if (endpoint !== undefined && method === endpoint.method) endpoints.push(endpoint);
  });
  let document: string | undefined;
  return () => (document ??= JSON.stringify(openApi(endpoints)));
};

/** What tells others about the interface: its document, the company file's schema, and what a code means. */
export const addDocumentation = (app: FastifyInstance, document: () => string): void => {
  let page: string | undefined;
  // Our own schemas wrote the document that the page reads.
  app.get("/api/docs", (_, reply) =>
    reply.type("text/html; charset=utf-8").send((page ??= referencePage(JSON.parse(document()) as ReferenceDocument))),
  );
  app.get("/api/docs.css", (_, reply) => reply.type("text/css; charset=utf-8").send(referenceStyle));
  app.get("/api/docs.js", (_, reply) => reply.type("text/javascript; charset=utf-8").send(referenceScript));
  const about = { method: "GET", isCompanys: false } as const;
  const anything = z.looseObject({});
  addEndpoint(app, {
    ...about,
    url: "/api/openapi.json",
    operationId: "describeApi",
    access: "public",
    isUnlimited: true,
    summary: "This document",
    answer: anything,
    answerTo: () => Promise.resolve(document()),
  });
  addEndpoint(app, {
    ...about,
    url: "/schemas/company.json",
    operationId: "describeCompanyFile",
    access: "public",
    summary: "The JSON Schema of the company file",
    answer: anything,
    answerType: "application/schema+json",
    answerTo: () => Promise.resolve(companyFileSchema()),
  });
  addEndpoint(app, {
    ...about,
    url: "/api/problems/:code",
    operationId: "explainProblem",
    access: "public",
    summary: "What a problem's code means: its status, and the sentence in each language with the places that are filled",
    path: z.strictObject({ code: z.string() }),
    answer: problemCodeSchema,
    answerTo: ({ path: { code } }) => {
      const known = problemCodes.get(code);
      return known === undefined
        ? refuse(refusal("not-found", "/code", { what: { en: "problem", ko: "문제 코드" }, found: shown(code) }))
        : Promise.resolve({ code, status: known.status, ...known.words });
    },
  });
};
