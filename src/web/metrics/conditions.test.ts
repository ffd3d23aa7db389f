import { describe, expect, test } from "vitest";
import { fieldTypes } from "../../domain/activity-fields.ts";
import { expressionText, type Expression } from "../../domain/expression.ts";
import { parseExpression } from "../../domain/parse-expression.ts";
import { sentence } from "../../domain/refusal.ts";
import { wrongRule } from "./wrong-rule.ts";
import { askingsOf, clickedOf, expressionOf, expressionOfLine, joined, linesOf, textOf, valuesOf } from "./conditions.ts";

const fields = fieldTypes({
  kinds: ["call", "email", "visit"],
  attributes: { topic: "string", premium: "money", "가입 경로": "string" },
  currency: { code: "USD", decimals: 2 },
});

const read = (text: string): Expression => {
  const parsed = parseExpression(text, fields, "");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusals));
  return parsed.value;
};

describe("what is clicked together is what the expression says, and the other way round", () => {
  const asked = [
    'kind == "call"',
    'direction != "inbound"',
    "durationSeconds >= 60",
    "quantity < 3",
    'outcome in ["answered", "voice \\"mail\\""]',
    '!(kind in ["call", "email"])',
    'subject.contains("은퇴 \\\\ 계획")',
    '!subject.contains("test")',
    'subject.startsWith("Re:")',
    "hasEvidence",
    "!prospect.isColleague",
    "has(outcome)",
    "!has(amount)",
    "amount >= 12.5",
    "weekday in [1, 5]",
    'attributes["가입 경로"] == "소개"',
    "attributes.premium > 1000",
  ];
  test.each(asked)("%s", (text) => {
    const clicked = clickedOf(read(text));
    expect(clicked).not.toBeNull();
    if (clicked === null) return;
    const again = expressionOf(clicked, fields);
    expect(again.ok && expressionText(again.value)).toBe(expressionText(read(text)));
  });
});

test("every asking of every field says something that can be read", () => {
  const examples: Readonly<Record<string, string>> = { string: "call", int: "5", money: "12.50" };
  for (const field of fields.byName.values())
    for (const asking of askingsOf(field)) {
      const value = field.values?.[0] ?? examples[field.type] ?? "";
      const values = valuesOf(asking) === "none" ? [] : [value];
      const text = textOf(field, { asking, values });
      const parsed = parseExpression(text, fields, "");
      expect(parsed.ok ? clickedOf(parsed.value) : parsed.refusals).toMatchObject({ field: field.name, asking });
    }
});

test("an or of simple conditions is a group, and what is deeper stays a text that loses nothing", () => {
  const where = 'kind == "call" && (outcome == "answered" || durationSeconds >= 60) && (kind == "visit" || (quantity > 2 && total))';
  const lines = linesOf(read(where));
  expect(lines.map(({ type }) => type)).toEqual(["one", "anyOf", "text"]);
  expect(joined(lines.map(expressionOfLine))).toBe(where);
});

test("without a condition everything counts", () => {
  expect(linesOf(read("true"))).toEqual([]);
  expect(joined([])).toBe("true");
});

test("a value that is not typed yet, or no number, is refused and says why", () => {
  expect(expressionOf({ field: "durationSeconds", asking: "atLeast", values: [""] }, fields).ok).toBe(false);
  expect(expressionOf({ field: "durationSeconds", asking: "atLeast", values: ["a minute"] }, fields).ok).toBe(false);
  expect(expressionOf({ field: "kind", asking: "oneOf", values: [] }, fields).ok).toBe(false);
});

test("what is wrong with a condition is said as the server says it", () => {
  const wrongs = ["", "kind", "kind = 1", "kinde == 'call'", "durationSeconds >= 'a'", "kind in []", "kind == 'a\u0000b'", "(".repeat(200)];
  for (const text of wrongs) {
    const parsed = parseExpression(text, fields, "");
    for (const refusal of parsed.ok ? [] : parsed.refusals) expect(wrongRule(refusal, "ko")).toBe(sentence(refusal, "ko"));
    expect(parsed.ok).toBe(false);
  }
});

test("a value cannot say more than a value", () => {
  for (const values of [["60 || true"], ["60) || (true"], ['" || true || kind == "']])
    expect(expressionOf({ field: "durationSeconds", asking: "atLeast", values }, fields).ok).toBe(false);
  const quoted = expressionOf({ field: "subject", asking: "is", values: ['" || true || kind == "'] }, fields);
  expect(quoted.ok && clickedOf(quoted.value)).toMatchObject({ asking: "is", values: ['" || true || kind == "'] });
});
