import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "./strict-json.ts";

const refusalOf = (text: string): string => {
  const outcome = parseJson(text);
  return outcome.ok ? "" : `${outcome.refusals[0].code} ${outcome.refusals[0].pointer}`;
};

test("what JSON.stringify writes is read as JSON.parse reads it", () => {
  /** What is refused on purpose: NUL, and whole numbers beyond 2^53. */
  const isSafe = (text: string): boolean => !text.includes("\\u0000") && !/(?<![.\d])\d{16,}(?![.\d])/.test(text);
  fc.assert(
    fc.property(
      fc
        .jsonValue({ maxDepth: 6, stringUnit: "binary" })
        .map((value) => JSON.stringify(value))
        .filter(isSafe),
      fc.constantFrom(undefined, 2),
      (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson(spaced)).toEqual({ ok: true, value: JSON.parse(spaced) });
      },
    ),
  );
});

describe("refused:", () => {
  test.each([
    ["nothing", "", "json-syntax "],
    ["truncated (B3)", '{"a":1', "json-syntax "],
    ["followed by garbage (B4)", '{"a":1} x', "json-syntax "],
    ["a comma too many", '{"a":[1,]}', "json-syntax /a/1"],
    ["a name without quotes", "{a:1}", "json-syntax "],
    ["single quotes", "{'a':1}", "json-syntax "],
    ["a leading zero", '{"a":01}', "json-syntax "],
    ["a plus sign", '{"a":+1}', "json-syntax /a"],
    ["not a number", '{"a":NaN}', "json-syntax /a"],
    ["a comment", '{"a":1} // b', "json-syntax "],
    ["a word cut short", "[tru]", "json-syntax /0"],
    ["a line end in a text", '["a\nb"]', "json-syntax /0"],
    ["an escape that is none", '["\\x41"]', "json-syntax /0"],
    ["an escape cut short", '["\\u12"]', "json-syntax /0"],
    ["a field twice", '{"a":1,"b":{"c":1,"c":2}}', "json-key-repeated /b/c"],
    ["a field twice, once escaped", '{"a":1,"\\u0061":2}', "json-key-repeated /a"],
    ["a number beyond 2^53 (B31)", '{"a":[9007199254740993]}', "number-precision /a/0"],
    ["a number without end", "[1e999]", "number-precision /0"],
    ["NUL (B44)", '{"a":"b\\u0000"}', "text-nul /a"],
    ["half a character, escaped", '["\\ud83d"]', "text-surrogate /0"],
    ["half a character", '["\ud83d"]', "text-surrogate /0"],
    ["nesting without end", "[".repeat(100_000), `json-too-deep ${"/0".repeat(33)}`],
  ])("%s", (_, text, expected) => {
    expect(refusalOf(text)).toBe(expected);
  });
});

test("a syntax error names line and character, in both languages", () => {
  expect(parseJson('{\n "가": 1,\n}')).toMatchObject({
    refusals: [{ values: { place: { en: "line 3, character 1" }, problem: { ko: "큰따옴표로 묶은 필드 이름이 있어야 함" } } }],
  });
});

test("-0 is 0, a backslash before an escape is itself, a prototype is a field (B18, B32)", () => {
  expect(parseJson('{"a":-0,"b":"\\\\u0000"}')).toEqual({ ok: true, value: { a: 0, b: "\\u0000" } });
  const outcome = parseJson('{"__proto__":{"role":"admin"}}');
  expect(outcome.ok && Object.keys(Object(outcome.value))).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(outcome.ok ? outcome.value : null)).toBe(Object.prototype);
});
