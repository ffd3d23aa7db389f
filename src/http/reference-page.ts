import { problemCodes } from "./problem-list.ts";

type Json = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Json }>>;
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
};
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly "x-access"?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
};

/** What the page reads of an OpenAPI document: that which ours has. */
export type ReferenceDocument = {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
};

/** Markup that is done: everything else is text. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const written = (part: Part): string => {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(written).join("");
  return escaped(String(part));
};

const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(texts.map((text, at) => text + written(parts[at])).join(""));

/** Markers of code in a sentence. */
const prose = (text: string): Markup => new Markup(escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>"));

const nameOf = (reference: unknown): string => String(reference).split("/").at(-1) ?? "";

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const jsons = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** A few words for a schema: `integer`, `list of Activity`, `"call" or "email"`. */
const typeOf = (schema: Json): Part => {
  const { $ref: reference, type, format } = schema;
  if (reference !== undefined) return html`<a href="#schema-${nameOf(reference)}">${nameOf(reference)}</a>`;
  const choices = jsons(schema["anyOf"]);
  if (choices.length > 0) return choices.map((each, at) => [at === 0 ? "" : " or ", typeOf(each)]);
  if (Array.isArray(schema["enum"])) return schema["enum"].map((each) => JSON.stringify(each)).join(", ");
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (type === "array") return ["list of ", typeOf(isJson(schema["items"]) ? schema["items"] : {})];
  if (type === "object" && !isJson(schema["properties"]))
    return isJson(schema["additionalProperties"]) ? ["object of ", typeOf(schema["additionalProperties"])] : "object";
  return [typeof type === "string" ? type : "anything", typeof format === "string" ? ` (${format})` : ""];
};

const isNarrow = (value: unknown): value is number => typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const limitsOf = ({ minimum, maximum, examples }: Json): Part => {
  const least = isNarrow(minimum) ? `at least ${minimum}` : "";
  const most = isNarrow(maximum) ? `at most ${maximum}` : "";
  const such = Array.isArray(examples) ? `for example ${examples.map(String).join(", ")}` : "";
  return [least, most, such].filter((each) => each !== "").join("; ");
};

type Row = {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Json;
  readonly about: string | undefined;
  readonly place?: string;
};

const describedIn = (schema: Json): string | undefined => (typeof schema["description"] === "string" ? schema["description"] : undefined);

const table = (rows: readonly Row[]): Markup =>
  html`<table><tbody>${rows.map(
    ({ name, isRequired, schema, about, place }) => html`<tr>
<th scope="row"><code>${name}</code>${isRequired ? html` <span class="needed">needed</span>` : ""}</th>
<td>${place === undefined ? "" : html`<span class="place">${place}</span> `}${typeOf(schema)}</td>
<td>${about === undefined ? "" : prose(about)} ${limitsOf(schema)}${fieldsBelow(schema)}</td></tr>`,
  )}</tbody></table>`;

const fieldsOf = (schema: Json): readonly Row[] => {
  const needed = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(isJson(schema["properties"]) ? schema["properties"] : {}).flatMap(([name, each]) =>
    isJson(each) ? [{ name, isRequired: needed.includes(name), schema: each, about: describedIn(each) }] : [],
  );
};

/** The fields of an object that has no name of its own, under the field that holds it. */
const fieldsBelow = (schema: Json): Part => {
  const inner = isJson(schema["items"]) ? schema["items"] : schema;
  const choices = [inner, ...jsons(inner["anyOf"])].map(fieldsOf).filter((rows) => rows.length > 0);
  return choices.map(table);
};

const schemaBlock = (schema: Json): Part => {
  const about = describedIn(schema);
  const below = fieldsBelow(schema);
  return [
    about === undefined ? "" : html`<p>${prose(about)}</p>`,
    schema["type"] === "object" ? "" : html`<p>${typeOf(schema)}</p>`,
    below,
  ];
};

const contentBlock = (content: Content): Part =>
  Object.entries(content).map(
    ([type, { schema }]) => html`<div class="content"><p><code>${type}</code> ${typeOf(schema)}</p>${fieldsBelow(schema)}</div>`,
  );

const parametersBlock = (parameters: readonly Parameter[]): Part => {
  const shown = parameters.filter((each) => each.in !== "header");
  return shown.length === 0
    ? ""
    : html`<h4>Parameters</h4>${table(
        shown.map((each) => ({
          name: each.name,
          isRequired: each.required,
          schema: each.schema,
          about: each.description,
          place: each.in === "path" ? "in the path," : "",
        })),
      )}`;
};

const operationBlock = (path: string, method: string, operation: Operation): Markup => {
  const { operationId, summary, description, requestBody, responses } = operation;
  const access = operation["x-access"];
  return html`<details class="operation" id="${operationId}">
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code> <span class="about">${prose(summary)}</span></summary>
<div class="body">
${description === undefined ? "" : html`<p>${prose(description)}</p>`}
<p class="who"><code>${operationId}</code>${access === undefined ? "" : html` · ${prose(access)}`}</p>
${parametersBlock(operation.parameters)}
${requestBody === undefined ? "" : html`<h4>Body</h4>${contentBlock(requestBody.content)}`}
<h4>Answers</h4>${Object.entries(responses).map(
    ([status, each]) =>
      html`<div class="answer"><code>${status}</code><span>${each.description}</span><div>${contentBlock(each.content)}</div></div>`,
  )}
</div></details>`;
};

/** The noun of an address: `/api/v1/members/{id}/explanations` is about members. */
const nounOf = (path: string): string => /^\/api\/v1\/([\w-]+)/.exec(path)?.[1] ?? "server";

/** The whole interface on one page, out of its own document: it needs no script, and nothing from elsewhere. */
export const referencePage = ({ info, paths, components }: ReferenceDocument): string => {
  const groups = new Map<string, Markup[]>();
  for (const [path, methods] of Object.entries(paths)) {
    const blocks = Object.entries(methods).map(([method, operation]) => operationBlock(path, method, operation));
    groups.set(nounOf(path), [...(groups.get(nounOf(path)) ?? []), ...blocks]);
  }
  const nouns = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Attain: HTTP API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs.css">
<script src="/api/docs.js" defer></script>
</head>
<body>
<nav aria-label="Sections">
<h1>Attain API</h1>
<p><label for="find">Find</label> <input id="find" type="search" autocomplete="off" spellcheck="false" disabled></p>
<ul>
${nouns.map(([noun, blocks]) => html`<li><a href="#about-${noun}">${noun}</a> <span class="count">${blocks.length}</span></li>`)}
<li><a href="#schemas">Schemas</a></li>
<li><a href="#problems">Problem codes</a></li>
</ul>
</nav>
<main>
<section id="start">
<p>${prose(info.description)}</p>
<p>Who asks is said by <code>Authorization: Bearer</code> with an API key, or by the cookie of a session. <code>Attain-Company</code> names one of several companies, <code>Accept-Language</code> the language of titles and details (<code>en</code>, <code>ko</code>). <code>Idempotency-Key</code> makes any request that changes something safe to send again. Lists go on with <code>cursor</code>. Every answer carries <code>X-Request-Id</code>.</p>
<p>The same for programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1); the company file: <a href="/schemas/company.json">/schemas/company.json</a>.</p>
</section>
${nouns.map(([noun, blocks]) => html`<section id="about-${noun}"><h2>${noun}</h2>${blocks}</section>`)}
<section id="schemas"><h2>Schemas</h2>${Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<details class="schema" id="schema-${name}"><summary><code>${name}</code></summary><div class="body">${schemaBlock(schema)}</div></details>`,
  )}</section>
<section id="problems"><h2>Problem codes</h2>
<div class="wide"><table><tbody>${Array.from(
    problemCodes,
    ([code, { status, words }]) =>
      html`<tr id="problem-${code}"><th scope="row"><a href="/api/problems/${code}"><code>${code}</code></a></th><td>${status}</td><td>${words.en}</td></tr>`,
  )}</tbody></table></div></section>
<p id="nothing" hidden>Nothing here is called so.</p>
</main>
</body>
</html>
`.text;
};
