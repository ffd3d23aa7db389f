import fc from "fast-check";
import { expect, test } from "vitest";
import { expression } from "../../tests/expression-generator.ts";
import { attributeTypes } from "../../tests/expression-reference.ts";
import { fieldTypes, type FieldTypes } from "./activity-fields.ts";
import { conditionsOf, constantValue, expressionText, fieldsIn, type Expression } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { sentence } from "./refusal.ts";

const kinds = ["call", "email", "meeting", "statement_of_work"];
const fields = fieldTypes({ kinds, attributes: attributeTypes, currency: { code: "USD", decimals: 2 } });

const read = (text: string, of: FieldTypes = fields): Expression => {
  const outcome = parseExpression(text, of, "/where");
  if (!outcome.ok) throw new Error(`${text}: ${outcome.refusals.map((each) => sentence(each, "en")).join(" ")}`);
  return outcome.value;
};
const refusalsOf = (text: string, of: FieldTypes = fields): readonly string[] => {
  const outcome = parseExpression(text, of, "/where");
  return outcome.ok ? [] : outcome.refusals.map((each) => `${each.code}: ${sentence(each, "en")}`);
};

test.each<[text: string, code: string, part: string]>([
  ["", "rule-empty", 'kind == "call"'],
  ["   \n\t", "rule-empty", "empty"],
  ["// nothing but a comment", "rule-empty", "empty"],
  ['kind == "call', "rule-syntax", "column 9: The text opened there is never closed"],
  ['kind = "call"', "rule-syntax", "column 6: Use == to compare."],
  ['kind === "call"', "rule-syntax", "column 8: Use == to compare."],
  ['kind <> "call"', "rule-syntax", "Write != instead of <>."],
  ['kind == "call" and', "rule-syntax", "Write && instead of and."],
  ['kind == "call" OR total', "rule-syntax", "Write || instead of OR."],
  ["not total", "rule-syntax", "Write ! instead of not."],
  ["total & total", "rule-syntax", "Write &&."],
  ['kind == "call" &&', "rule-syntax", "A condition is missing after &&."],
  ["|| total", "rule-syntax", "Something is missing before ||."],
  ["durationSeconds >", "rule-syntax", "A value is missing after >."],
  ['kind == "call" total', "rule-syntax", "column 16: total was not expected there. Join conditions with && or ||."],
  ["(total", "rule-syntax", "column 1: ( is never closed"],
  ["total)", "rule-syntax", "column 6: ) closes nothing"],
  ["a == b == c", "rule-syntax", "Comparisons cannot be chained."],
  ["1 < durationSeconds < 5", "rule-syntax", "Comparisons cannot be chained."],
  ["`${kind}`", "rule-syntax", "column 1"],
  ["1=1) OR (1=1", "rule-syntax", "column 2: Use =="],
  ["kind == “call”", "rule-syntax", 'column 9: Use straight quotes: "call".'],
  ["kind ＝＝ 'call'", "rule-syntax", "column 6: Full-width character ＝"],
  ["durationSeconds > １２", "rule-syntax", "Type it in half width: 1."],
  ["ki\u200bnd == 'call'", "rule-syntax", "column 3: Invisible character (U+200B)"],
  ["kind == 'ca\u202ell'", "rule-syntax", "Invisible character (U+202E)"],
  ["total\u00a0&& total", "rule-syntax", "Invisible character (U+00A0)"],
  ["total // \u2066 && false", "rule-syntax", "Invisible character (U+2066)"],
  ["kind == '\ud83d'", "rule-syntax", "Half a character"],
  ["유형 == 'call'", "rule-syntax", "Latin letters"],
  ["kind == '\\uZZZZ'", "rule-syntax", "column 10"],
  ["total &&\n  (total\n  || = 3)", "rule-syntax", "line 3, column 6: Use =="],
  ["kind == 'a\0'", "text-nul", "column 11"],
  ["subject == '\\x00'", "text-nul", "NUL"],
  ["durration > 60", "rule-field", 'Did you mean "durationSeconds"?'],
  ["stage == 'customer'", "rule-field", 'Did you mean "prospect.stage"?'],
  ["duration_seconds > 60", "rule-field", 'Did you mean "durationSeconds"?'],
  ["prospect.isNew", "rule-field", "Fields: prospect.stage, prospect.segment, prospect.isColleague."],
  ["signal.topc == 'x'", "rule-field", 'Did you mean "signal.topic"?'],
  ["attributes.campain == 'x'", "rule-field", 'Did you mean "attributes.campaign"?'],
  ["NaN", "rule-field", '"NaN"'],
  ["durationSeconds < Infinity", "rule-field", '"Infinity"'],
  ["constructor", "rule-field", '"constructor"'],
  ["__proto__", "rule-field", '"__proto__"'],
  ["toString", "rule-field", '"toString"'],
  ["attributes.__proto__", "rule-field", "Fields: attributes.campaign"],
  ['attributes["constructor"]', "rule-field", "attributes.constructor"],
  ['tenants["other"].name', "rule-field", "tenants"],
  ["rep.salary > 1", "rule-field", "rep.salary"],
  ["has(foo)", "rule-field", "foo"],
  ["kind > 5", "rule-type", '"kind" is text, 5 is a whole number.'],
  ["durationSeconds > 60.5", "rule-type", "60.5 is a decimal number."],
  ["durationSeconds > '60'", "rule-type", '"durationSeconds" is a whole number'],
  ["kind in ['call', 5]", "rule-type", "column 18"],
  ["kind in 'call'", "rule-type", "after in stands a list"],
  ["prospect.stage == null", "rule-type", "!has(prospect.stage)"],
  ["total > false", "rule-type", "does not order"],
  ["kind", "rule-type", "kind is text, no condition."],
  ["size(kind)", "rule-type", "Compare it with a value."],
  ["5", "rule-type", "5 is no condition."],
  ["has(kind) == true", "rule-type", "has(kind) is a condition"],
  ["durationSeconds.contains('6')", "rule-type", "searches a text"],
  ["size(durationSeconds) > 1", "rule-type", "counts the characters"],
  ["kind == b'x'", "rule-type", "no plain value"],
  ["quantity == 5u", "rule-type", "no plain value"],
  ["kind == direction", "rule-comparison", "has two fields"],
  ["1 == 1", "rule-comparison", "has two values"],
  ["'call' in kind", "rule-comparison", "no field before in"],
  ["kind in [direction]", "rule-comparison", "a field in the list"],
  ["foo(kind)", "rule-function", 'The function "foo"'],
  ["subject.matches('(a+)+$')", "rule-function", 'The function "matches"'],
  ["kind.toString() == 'x'", "rule-function", "toString"],
  ["durationSeconds / 0 > 1", "rule-function", "Arithmetic (/)"],
  ["9223372036854775807 + 1", "rule-function", "Arithmetic (+)"],
  ["-durationSeconds < 5", "rule-function", "Arithmetic (-)"],
  ["total ? true : false", "rule-function", '"? :"'],
  ["[1, 2].all(x, x > 1)", "rule-function", '"all"'],
  ["[1].map(x, [1].map(y, [1].map(z, z))) == 1", "rule-function", '"map"'],
  ["[1].map(1, 2)", "rule-function", "loop"],
  ["timestamp('2026-01-01T00:00:00Z') > 1", "rule-function", '"timestamp"'],
  ["size()", "rule-arguments", "size(subject)"],
  ["size(kind, subject) > 1", "rule-arguments", "size(subject)"],
  ["kind.contains() ", "rule-arguments", "subject.contains"],
  ["has()", "rule-arguments", "has(outcome)"],
  ["'call'.contains(kind)", "rule-arguments", "subject.contains"],
  ["durationSeconds == 9223372036854775808", "rule-range", "9223372036854775808 is too large"],
  ["durationSeconds == -9223372036854775809", "rule-range", "-9223372036854775809"],
  ["durationSeconds == 1e999", "rule-range", "1e999"],
  ["amount > 92233720368547758.08", "rule-range", "92233720368547758.08"],
  ["amount > 1e300", "rule-range", "1e300"],
  ["amount >= 12.345", "rule-decimals", "12.345 has more decimals than USD"],
  ["amount >= 1e-3", "rule-decimals", "at most 2"],
  ["kind == 'Call'", "rule-value", 'Did you mean "call"?'],
  ["kind in ['call', 'emial']", "rule-value", 'Did you mean "email"?'],
  ["kind == 'саll'", "rule-value", "mixes alphabets: с (U+0441)"],
  ["subject.contains('Αpple')", "rule-value", "mixes alphabets"],
  ["provenance == 'self-reported'", "rule-value", 'Did you mean "self_reported"?'],
  ["weekday == 0", "rule-value", "Values: 1 … 7."],
  ["kind in []", "rule-list-empty", "column 9"],
  ["x".repeat(10_001), "rule-too-long", "10001 characters; 4000"],
  [`${"(".repeat(200)}true${")".repeat(200)}`, "rule-too-deep", "32 levels (column 33)"],
  [`${"!".repeat(200)}true`, "rule-too-deep", "32"],
  [Array.from({ length: 5000 }, (_, n) => `kind == "${n}"`).join(" || "), "rule-too-large", "Use in"],
  [`durationSeconds in [${Array.from({ length: 1500 }, () => 1).join(",")}]`, "rule-too-large", "1000"],
])("%j is refused as %s", (text, code, part) => {
  const [first = ""] = refusalsOf(text);
  expect(first.split(":")[0]).toBe(code);
  expect(first).toContain(part);
});

test("every refusal says its sentence in Korean too, with nothing left open", () => {
  for (const text of [
    "kind = 'x'",
    "durration > 1",
    "kind > 5",
    "foo(kind)",
    "kind == 'Call'",
    "total &&\n=",
    "kind == direction",
    "amount > 1.234",
  ]) {
    const outcome = parseExpression(text, fields, "/where");
    if (outcome.ok) throw new Error(text);
    for (const each of outcome.refusals) {
      expect(sentence(each, "ko")).toMatch(/[가-힣]/);
      expect(sentence(each, "ko")).not.toMatch(/[{}]|undefined|object Object/);
      expect(each.pointer).toBe("/where");
    }
  }
});

test("all wrong names and types are told at once, each with its place", () => {
  expect(refusalsOf("durration > 60 && kind > 5 || bar(1)").map((each) => each.split(":")[0])).toEqual([
    "rule-field",
    "rule-type",
    "rule-function",
  ]);
});

test("an amount needs a currency", () => {
  expect(refusalsOf("amount > 1", fieldTypes({}))[0]).toContain("rule-currency");
  expect(refusalsOf("has(amount)", fieldTypes({}))).toEqual([]);
});

test("an amount in major units becomes exact minor units of the currency", () => {
  const minor = (text: string, decimals: number): unknown => {
    const found = read(text, fieldTypes({ currency: { code: "XXX", decimals } }));
    return found.type === "compare" && typeof found.value === "object" ? found.value.amountMinor : undefined;
  };
  expect(minor("amount >= 0.29", 2)).toBe(29n);
  expect(minor("amount >= 1250", 2)).toBe(125_000n);
  expect(minor("amount >= -12.5", 2)).toBe(-1250n);
  expect(minor("amount >= - 12.5", 2)).toBe(-1250n);
  expect(minor("amount >= -(12.5)", 2)).toBe(-1250n);
  expect(minor("amount >= 1.250000", 3)).toBe(1250n);
  expect(minor("amount >= 3e4", 0)).toBe(30_000n);
  expect(minor("amount >= 0x10", 2)).toBe(1600n);
  expect(minor(`amount >= 1.${"0".repeat(90)}`, 2)).toBe(100n);
  expect(minor("amount >= 90071992547409.93", 2)).toBe(9_007_199_254_740_993n);
});

test("a text is compared in the form in which texts are recorded", () => {
  expect(read(`subject == "${"이음".normalize("NFD")}"`)).toEqual(read('subject == "이음"'));
});

test("without known kinds any kind is taken: an expression that was accepted stays readable", () => {
  expect(read('kind == "house-visit"', fieldTypes({})).type).toBe("compare");
});

test.each([
  ["60 <= durationSeconds", "durationSeconds >= 60"],
  ["kind == 'call'\n\t&& // the rest\n (total)", 'kind == "call" && total'],
  [
    "!(kind == 'call' || total) && (has(prospect.stage) && hasEvidence)",
    '!(kind == "call" || total) && has(prospect.stage) && hasEvidence',
  ],
  ["total && (total || !total)", "total && (total || !total)"],
  ["subject.size() > 3", "size(subject) > 3"],
  ["amount in [1, 2.5]", "amount in [1, 2.50]"],
  ['subject == "a\\u200bb"', 'subject == "a\\u200bb"'],
  ["attributes['region-code'] == r'a\\b'", 'attributes["region-code"] == "a\\\\b"'],
  ["weekday <= 0x5", "weekday <= 5"],
])("%j is spelled %j", (text, normal) => {
  expect(expressionText(read(text))).toBe(normal);
});

test("the normal spelling means the same expression", () => {
  const any = fieldTypes({ attributes: attributeTypes, currency: { code: "USD", decimals: 2 } });
  fc.assert(
    fc.property(expression, (text) => {
      const once = read(text, any);
      expect(read(expressionText(once), any)).toEqual(once);
    }),
    { numRuns: 2000 },
  );
});

test("nothing that can be typed makes the reading fail", () => {
  const pieces = [
    "kind",
    "total",
    "amount",
    "==",
    "=",
    "&&",
    "||",
    "!",
    "(",
    ")",
    "[",
    "]",
    '"',
    "'",
    "\\",
    "1",
    "1.5",
    "-",
    ".",
    ",",
    "in",
    "has",
    "size",
    "and",
    " ",
    "\n",
    "//",
    "{",
    "}",
    ":",
    "?",
    "가",
    "\u200b",
    "😀",
    "\0",
    "e9",
    "0x",
    "r",
    "b",
    "null",
  ];
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: fc.constantFrom(...pieces), maxLength: 25 }), fc.string({ unit: "binary" }), expression),
      fc.nat(),
      (text, cut) => {
        for (const each of [text, text.slice(0, cut % (text.length + 1))]) {
          const outcome = parseExpression(each, fields, "");
          if (!outcome.ok)
            for (const found of outcome.refusals)
              expect(sentence(found, "ko") + sentence(found, "en")).not.toMatch(/undefined|object Object|native code/);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("the conditions of a verdict are the parts joined by && at the top", () => {
  expect(conditionsOf(read("total && (hasEvidence && (total || hasEvidence))")).map(expressionText)).toEqual([
    "total",
    "hasEvidence",
    "total || hasEvidence",
  ]);
  expect(conditionsOf(read("total || hasEvidence")).map(expressionText)).toEqual(["total || hasEvidence"]);
});

test("an expression tells its fields, and whether it counts everything", () => {
  expect(fieldsIn(read("total && (size(subject) > 1 || !has(prospect.stage)) && total")).map(({ name }) => name)).toEqual([
    "total",
    "subject",
    "prospect.stage",
  ]);
  expect(
    ["true", "false", "total || true", "!(total && false)", "total && true", "total"].map((text) => constantValue(read(text))),
  ).toEqual([true, false, true, true, undefined, undefined]);
});
