import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll } from "vitest";
import { z } from "zod";
import { noLimits } from "../src/http/limits.ts";
import { makeServer, type ServerOptions } from "../src/http/server.ts";
import { newCredential } from "../src/operations/credentials.ts";
import { findCompany } from "../src/operations/find-company.ts";
import { newSecret } from "../src/operations/secret.ts";
import type { Database } from "../src/store/database.ts";
import { newKey } from "./key.ts";

type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export type Operation = {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What the document says, as a schema that can judge: references lead to the components beside it. */
export const judgeOf = (schema: Schema, document: ApiDocument): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(
      JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll("#/components/schemas/", "#/$defs/"),
    ) as Parameters<typeof z.fromJSONSchema>[0],
  );

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
};

export type TestApi = {
  readonly app: FastifyInstance;
  readonly document: ApiDocument;
  /**
   * Asks, and holds the answer against its schema: with a key that may do everything unless the request says who asks; over whatever is there unless it says
   * which version was seen.
   */
  readonly ask: (request: InjectOptions | string) => Promise<Answer>;
  /** The headers of a key that may do everything in the company; of the only one when none is named. */
  readonly keyOf: (company?: unknown) => Promise<Readonly<Record<string, string>>>;
  /** Everything that was no refusal. */
  readonly faults: readonly unknown[];
  /** The codes of all problems that were answered. */
  readonly codes: ReadonlySet<string>;
};

/** For each company a key that may do everything, made when it is first asked for; for a company that is not there, the only one's. */
type Keyed = Readonly<Record<string, string>>;

const keyRings = new WeakMap<Database, Map<number, Promise<Keyed>>>();

const keyRing = (database: Database): ((company?: unknown) => Promise<Readonly<Record<string, string>>>) => {
  const keys = keyRings.get(database) ?? new Map<number, Promise<Keyed>>();
  keyRings.set(database, keys);
  const ringOf = async (company?: unknown): Promise<Readonly<Record<string, string>>> => {
    const found = await findCompany(database, typeof company === "string" ? company : null).catch(() => undefined);
    // Without a database anything will do: the server cannot look it up.
    if (found === undefined) return { authorization: `Bearer ${newCredential("key", 1).text}` };
    if (!found.ok) return company === undefined ? {} : ringOf(undefined);
    const made = keys.get(found.value) ?? newKey(database, found.value);
    keys.set(found.value, made);
    return made;
  };
  return ringOf;
};

/** The server over a database, not listening; closed when the test file is done. */
export const testApi = async (database: Database, options: Partial<ServerOptions> = {}): Promise<TestApi> => {
  const faults: unknown[] = [];
  const codes = new Set<string>();
  const app = await makeServer({
    database,
    secret: newSecret(),
    limits: noLimits,
    hearFault: (_id, error) => void faults.push(error),
    ...options,
  });
  afterAll(() => app.close());
  const document = (await app.inject({ url: "/api/openapi.json", headers: { host: "localhost" } })).json<ApiDocument>();
  const keyOf = keyRing(database);
  const judges = new Map<string, z.ZodType>();

  const responseOf = (method: string, path: string, status: number, type: string): Schema | undefined => {
    const found = Object.entries(document.paths).find(([template]) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));
    const responses = found?.[1][method === "head" ? "get" : method]?.responses ?? {};
    return (
      responses[status] ??
      responses["default"] ?? { content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } }
    ).content[type]?.schema;
  };

  const judge = (method: string, url: string, answer: Answer): void => {
    const type = String(answer.headers["content-type"]).split(";")[0] ?? "";
    const schema = responseOf(method, url.split("?")[0] ?? "", answer.status, type);
    if (schema === undefined) throw new Error(`${method} ${url} answered ${answer.status} as ${type}, which is not documented`);
    const key = JSON.stringify(schema);
    const judgement = judges.get(key) ?? judgeOf(schema, document);
    judges.set(key, judgement);
    const judged = judgement.safeParse(answer.body);
    if (!judged.success)
      throw new Error(
        `${method} ${url} answered otherwise than documented: ${z.prettifyError(judged.error)}\n${answer.text.slice(0, 2000)}`,
      );
    for (const part of [answer.body, ...(Array.isArray(answer.body["rejected"]) ? (answer.body["rejected"] as Answer["body"][]) : [])]) {
      for (const each of [part, ...(Array.isArray(part["errors"]) ? (part["errors"] as Answer["body"][]) : [])])
        if (typeof each["code"] === "string") codes.add(each["code"]);
    }
  };

  const ask: TestApi["ask"] = async (request) => {
    const { method = "GET", url = "", headers = {}, ...rest } = typeof request === "string" ? { url: request } : request;
    const says = "authorization" in headers || "cookie" in headers ? {} : await keyOf(headers["attain-company"]);
    const all = { host: "localhost:3000", ...says, ...headers };
    // One that is undefined is left out, also where it would be there by itself.
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const first = await app.inject({ ...rest, method, url, headers: sent });
    const injected =
      first.statusCode === 428 && !("if-match" in headers)
        ? await app.inject({ ...rest, method, url, headers: { ...sent, "if-match": "*" } })
        : first;
    const text = injected.body;
    const isFile = !/^application\/(?:[\w.-]+\+)?json/.test(String(injected.headers["content-type"]));
    const answer = {
      status: injected.statusCode,
      headers: injected.headers,
      text,
      // A file is held against its schema as the text that it is.
      body: (text === "" ? {} : isFile ? text : JSON.parse(text)) as Answer["body"],
    };
    if (method !== "HEAD" && typeof url === "string") judge(method.toLowerCase(), url, answer);
    return answer;
  };
  return { app, document, ask, keyOf, faults, codes };
};
