import { Validator } from "@seriousme/openapi-schema-validator";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiClient, type ApiDocument } from "../../scripts/api-client.ts";
import { apiDocument } from "../../scripts/api-document.ts";
import { activityFieldNames } from "../domain/activity-reading.ts";
import { packageRoot } from "../store/package-root.ts";
import { problemCodes, problemsPage } from "./problem-list.ts";
import { activitySchema } from "./schemas.ts";

type Document = {
  readonly paths: Record<string, Record<string, { readonly operationId: string }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
};

const text = await apiDocument();
const document = JSON.parse(text) as Document;

test("openapi.json is what the server tells (npm run openapi writes it)", () => {
  expect(text).toBe(readFileSync(join(packageRoot, "openapi.json"), "utf8"));
});

test("the pages' client is what the document says (npm run client writes it)", () => {
  expect(apiClient(JSON.parse(text) as ApiDocument)).toBe(readFileSync(join(packageRoot, "src", "web", "client.ts"), "utf8"));
});

test("the document is valid OpenAPI 3.1, and every schema it refers to is there", async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
  const referred = Array.from(text.matchAll(/"#\/components\/schemas\/([^"/]+)"/g), ([, name]) => name ?? "");
  expect(referred.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  expect(Object.keys(document.components.schemas).filter((name) => !referred.includes(name))).toEqual([]);
});

test("an operation of the interface is a file of operations, under its name", () => {
  const file = (operationId: string): string =>
    join(packageRoot, "src", "operations", `${operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`);
  const ids = Object.entries(document.paths).flatMap(([path, operations]) =>
    path.startsWith("/api/v1/") ? Object.values(operations).map(({ operationId }) => operationId) : [],
  );
  expect(ids.filter((operationId) => !existsSync(file(operationId)))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the documented activity has the fields that are read", () => {
  expect(Object.keys(activitySchema.shape).toSorted()).toEqual(activityFieldNames.toSorted());
});

test("docs/problems.md lists every code with its status and both sentences, and no other (npm run problems writes it)", () => {
  const page = readFileSync(join(packageRoot, "docs", "problems.md"), "utf8");
  const listed = Array.from(page.matchAll(/^\| `([^`]+)` \| (\d+) \|/gm), ([, code = "", status]) => [code, Number(status)] as const);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(Array.from(problemCodes, ([code, { status }]) => [code, status])));
  expect(page).toBe(problemsPage());
});
