import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { activityFields, fieldTypes } from "./activity-fields.ts";
import { builtInKinds } from "./company.ts";
import { parseExpression } from "./parse-expression.ts";

const pages = [
  ["en", "docs/expressions.md"],
  ["ko", "docs/expressions.ko.md"],
] as const;

test.each(pages)("the page in %s lists every field with its type and meaning, and no other", (language, path) => {
  const rows = [...readFileSync(path, "utf8").matchAll(/^\| `([\w.]+)` \| (\w+) \| (.+) \|$/gm)].map(([, name, type, meaning]) => ({
    name,
    type,
    meaning,
  }));
  expect(rows).toEqual(activityFields.map(({ name, type, meaning }) => ({ name, type, meaning: meaning[language] })));
});

test.each(pages)("every example of the page in %s is accepted", (_, path) => {
  const examples = [...readFileSync(path, "utf8").matchAll(/```cel\n([^]*?)```/g)].map(([, text = ""]) => text);
  expect(examples.length).toBeGreaterThan(5);
  const fields = fieldTypes({ kinds: builtInKinds, attributes: { campaign: "string" }, currency: { code: "USD", decimals: 2 } });
  for (const text of examples) expect(parseExpression(text, fields, "")).toMatchObject({ ok: true });
});
