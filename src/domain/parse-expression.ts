import { Environment, ParseError, type ASTNode } from "@marcbachmann/cel-js";
import type { FieldTypes } from "./activity-fields.ts";
import { codePoints } from "./characters.ts";
import type { Expression } from "./expression.ts";
import { condition } from "./expression-conditions.ts";
import { misplaced, placeIn, scan, type Token } from "./expression-scan.ts";
import { expressionLimits as limits, sourceOf } from "./expression-source.ts";
import { accepted, refused, refusal, type Outcome, type Refusal, type RefusalCode } from "./refusal.ts";
import { shown } from "./shown.ts";

// The library only reads; types are checked here, because its answers are English sentences without a near name, and it has no money.
const library = new Environment({ limits: { maxDepth: 4 * limits.depth, maxListElements: limits.values } });

const read = (text: string, tokens: readonly Token[], pointer: string): Outcome<ASTNode> => {
  const at = (code: RefusalCode, offset: number, values: Refusal["values"]): Outcome<ASTNode> =>
    refused(refusal(code, pointer, { place: placeIn(text, offset), ...values }));
  try {
    return accepted(library.parse(text).ast);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const start = error.range?.start ?? 0;
    const found = shown(text.slice(start, error.range?.end));
    switch (error.code) {
      case "limit_exceeded":
        return error.summary.includes("maxDepth")
          ? at("rule-too-deep", start, { limit: limits.depth })
          : at("rule-too-large", start, { limit: limits.values });
      case "invalid_number":
      case "invalid_integer":
        return at("rule-range", start, { found });
      case "reserved_identifier":
        return at("rule-field", start, { found, hint: { en: " The word is reserved.", ko: " 예약된 단어입니다." } });
      case "invalid_macro_argument":
        return at("rule-function", start, { what: { en: `"${found}" in a loop`, ko: `반복 함수의 "${found}"` } });
      default:
        if (/escape|surrogate/.test(error.code))
          return at("rule-syntax", start, {
            hint: { en: `${found} is no character that can be written so.`, ko: `${found}: 쓸 수 없는 문자 표기입니다.` },
          });
        return at("rule-syntax", start, { hint: misplaced(tokens, start) });
    }
  }
};

/**
 * Reads a metric's `where` (CEL) against the declared fields. Money literals are in major units of `fields.currency` and become
 * exact minor units. All refusals of types and names come at once; of the spelling only the first.
 */
export const parseExpression = (text: string, fields: FieldTypes, pointer: string): Outcome<Expression> => {
  if (text.trim() === "") return refused(refusal("rule-empty", pointer));
  const length = codePoints(text);
  const scanned = length > 100_000 ? undefined : scan(text, pointer, limits.depth);
  const conditions =
    scanned !== undefined && "tokens" in scanned
      ? scanned.tokens.filter((token) => token.text === "&&" || token.text === "||").length + 1
      : 0;
  if (conditions > limits.conditions) return refused(refusal("rule-too-large", pointer, { limit: limits.conditions }));
  if (scanned === undefined || length > limits.characters)
    return refused(refusal("rule-too-long", pointer, { length, limit: limits.characters }));
  if (!("tokens" in scanned)) return refused(scanned);
  if (scanned.tokens.length === 0) return refused(refusal("rule-empty", pointer));
  const parsed = read(text, scanned.tokens, pointer);
  if (!parsed.ok) return parsed;

  const source = sourceOf(text, fields, pointer);
  const expression = condition(source, parsed.value, 1);
  const [first, ...rest] = source.refusals;
  if (first !== undefined) return refused(first, ...rest);
  if (expression === undefined) throw new Error("an expression without a refusal was not read");
  return accepted(expression);
};
