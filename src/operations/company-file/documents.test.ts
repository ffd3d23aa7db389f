import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCompany } from "../../domain/company-reading.ts";
import { readCompanyInput } from "./input.ts";
import { companyFileSchema } from "./schema.ts";

const page = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");

test.each(["company-file.md", "company-file.ko.md"])("the example of %s can be applied", (name) => {
  const [, example = ""] = /```yaml\n(company:[^]*?)```/.exec(page(name)) ?? [];
  const { rest, refusals } = readCompanyInput(example);
  expect(refusals).toEqual([]);
  expect(rest === null ? null : readCompany(rest.file, null, 20_500)).toMatchObject({ ok: true });
});

test.each(["company-file.md", "company-file.ko.md"])("the reward plan of %s can be added to it", (name) => {
  const [, example = ""] = /```yaml\n(company:[^]*?)```/.exec(page(name)) ?? [];
  const [, rewards = ""] = /```yaml\n(rewards:[^]*?)```/.exec(page(name)) ?? [];
  const { rest, refusals } = readCompanyInput(`${example}${rewards}`);
  expect(refusals).toEqual([]);
  expect(rest === null ? null : readCompany(rest.file, null, 20_500)).toMatchObject({ ok: true });
  expect(rest?.file.rewards).toHaveLength(1);
});

test.each(["company-file.md", "company-file.ko.md"])("%s names every field of the schema", (name) => {
  const fields = new Set<string>();
  JSON.stringify(companyFileSchema(), (key, value: unknown) => {
    if (key === "properties" && typeof value === "object" && value !== null) for (const field of Object.keys(value)) fields.add(field);
    return value;
  });
  const text = page(name);
  expect([...fields].filter((field) => !new RegExp(`\\b${field}\\b`).test(text))).toEqual([]);
});

test("the published schema refuses fields that it does not know, at every depth", () => {
  const open: string[] = [];
  JSON.stringify(companyFileSchema(), (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "properties" in value && !("additionalProperties" in value))
      open.push(JSON.stringify(value).slice(0, 80));
    return value;
  });
  expect(open).toEqual([]);
});
