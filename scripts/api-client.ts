/** A schema as far as the server's document uses JSON Schema. */
type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly description?: string;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

const prefix = "/api/v1";

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const alternatives = (types: readonly string[]): string => [...new Set(types)].join(" | ") || "never";

const primitives: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

const inArray = (type: string): string => (/[ |]/.test(type) ? `(${type})` : type);

const objectType = ({ properties = {}, required = [], additionalProperties, propertyNames }: Schema): string => {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `readonly ${key(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)}`,
  );
  if (fields.length > 0) return `{ ${fields.join("; ")} }`;
  if (typeof additionalProperties !== "object") return additionalProperties === false ? "{}" : "Readonly<Record<string, unknown>>";
  const names = propertyNames?.enum === undefined ? "string" : typeOf(propertyNames);
  // A record by a closed list of names need not have them all.
  const record = `Record<${names}, ${typeOf(additionalProperties)}>`;
  return names === "string" ? `Readonly<${record}>` : `Readonly<Partial<${record}>>`;
};

const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return alternatives(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.anyOf !== undefined) return alternatives(schema.anyOf.map(typeOf));
  if (typeof schema.type === "object") return alternatives(schema.type.map((type) => typeOf({ ...schema, type })));
  if (schema.type === "array") return `readonly ${inArray(typeOf(schema.items ?? {}))}[]`;
  if (schema.type === "object") return objectType(schema);
  return primitives[schema.type ?? ""] ?? "unknown";
};

const isPlain = (type: string | undefined): boolean => type === "application/json";

/** What an operation is given beside path and query, and how it is sent. */
const bodyOf = (operation: Operation): { readonly field: string; readonly type: string | null } => {
  const content = operation.requestBody?.content ?? {};
  const [first] = Object.keys(content);
  if (first === undefined) return { field: "", type: null };
  const json = content["application/json"];
  if (json !== undefined) return { field: `body: ${typeOf(json.schema)}`, type: null };
  return { field: "body: Blob | FormData | string", type: first === "multipart/form-data" ? null : first };
};

const functionOf = (path: string, method: string, operation: Operation): string => {
  const parameters = (operation.parameters ?? []).filter((each) => each.in === "path" || each.in === "query");
  const answer = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1].content ?? {};
  const json = answer["application/json"];
  const body = bodyOf(operation);
  const fields = [
    ...parameters.map(
      ({ name, required, schema }) => `readonly ${key(name)}${required ? "" : "?"}: ${typeOf(schema)}${required ? "" : " | undefined"}`,
    ),
    ...(body.field === "" ? [] : [`readonly ${body.field}`]),
  ];
  const names = (place: string): readonly string[] => parameters.filter((each) => each.in === place).map(({ name }) => name);
  const asked = [
    `"${method.toUpperCase()}"`,
    names("path").length === 0
      ? JSON.stringify(path.slice(prefix.length))
      : `\`${path.slice(prefix.length).replaceAll(/\{(\w+)\}/g, (_, name: string) => `\${segment(given.${name})}`)}\``,
    "call",
  ];
  const more = [
    ...(names("query").length === 0
      ? []
      : [
          `query: { ${names("query")
            .map((name) => `${key(name)}: given.${name}`)
            .join(", ")} }`,
        ]),
    ...(body.field === "" ? [] : ["body: given.body"]),
    ...(body.type === null ? [] : [`contentType: "${body.type}"`]),
  ];
  const send = isPlain(Object.keys(answer)[0]) ? "sendFor" : "sendForFile";
  const sent = more.length === 0 ? asked : [...asked, `{ ${more.join(", ")} }`];
  const given = fields.length === 0 ? "" : `given: { ${fields.join("; ")} }, `;
  const type = send === "sendFor" ? typeOf(json?.schema ?? {}) : "Blob";
  return [
    `/** ${operation.summary}. */`,
    `export const ${operation.operationId} = (${given}call: Call): Promise<${type}> =>`,
    `  ${send}(${sent.join(", ")});`,
  ].join("\n");
};

/** A client of the interface in TypeScript: a type of every named schema, and a function of every operation. */
export const apiClient = ({ paths, components }: ApiDocument): string => {
  const types = Object.entries(components.schemas).map(([name, schema]) =>
    [...(schema.description === undefined ? [] : [`/** ${schema.description} */`]), `export type ${name} = ${typeOf(schema)};`].join("\n"),
  );
  const functions = Object.entries(paths).flatMap(([path, operations]) =>
    path.startsWith(`${prefix}/`) ? Object.entries(operations).map(([method, operation]) => functionOf(path, method, operation)) : [],
  );
  return [
    "// Written by npm run client out of openapi.json; what is written here by hand is lost.",
    'import { segment, sendFor, sendForFile, type Call } from "./ask.ts";',
    "",
    types.join("\n\n"),
    "",
    functions.join("\n\n"),
    "",
  ].join("\n");
};
