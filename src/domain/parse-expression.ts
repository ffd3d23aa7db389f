import { Environment, ParseError, type ASTNode } from "@marcbachmann/cel-js";
import { codePoints } from "./characters.ts";
import { attributePrefix, type Field, type FieldTypes } from "./activity-fields.ts";
import { comparisons, textOperators, type Comparison, type Expression, type FieldReference, type Literal } from "./expression.ts";
import { chainedHint, misplaced, placeIn, scan, type Token } from "./expression-scan.ts";
import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import { accepted, refused, refusal, type Outcome, type Refusal, type RefusalCode } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { codePointName, shown } from "./shown.ts";

const limits = { characters: 4000, depth: 32, conditions: 200, values: 1000 };

// The library only reads; types are checked here, because its answers are English sentences without a near name, and it has no money.
const library = new Environment({ limits: { maxDepth: 4 * limits.depth, maxListElements: limits.values } });

const leastInt = -(2n ** 63n);
const mostInt = 2n ** 63n - 1n;

const flipped: Readonly<Record<Comparison, Comparison>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const isComparison = (operator: string): operator is Comparison => comparisons.some((each) => each === operator);

const typeWords = {
  string: { en: "text", ko: "텍스트" },
  int: { en: "a whole number", ko: "정수" },
  money: { en: "an amount of money", ko: "금액" },
  bool: { en: "yes or no (true, false)", ko: "참/거짓(true, false)" },
  double: { en: "a decimal number", ko: "소수" },
  list: { en: "a list", ko: "목록" },
  other: { en: "no plain value", ko: "일반 값이 아님" },
} satisfies Record<string, Words>;

type Constant =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "int"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "null" | "list" | "other" };

type Operand =
  | { readonly is: "field"; readonly field: Field; readonly node: ASTNode }
  | { readonly is: "size"; readonly field: Field; readonly node: ASTNode }
  | { readonly is: "constant"; readonly constant: Constant; readonly node: ASTNode };

const fieldHint = (found: string, names: readonly string[]): Words => {
  const near = nearest(found, names);
  if (near !== undefined) return didYouMean(near);
  const inside = names.filter((name) => name.startsWith(`${found.split(".")[0] ?? ""}.`));
  const some = inside.length > 0 ? inside : names;
  const list = `${some.slice(0, 40).join(", ")}${some.length > 40 ? " …" : ""}`;
  return { en: ` Fields: ${list}.`, ko: ` 필드: ${list}.` };
};

const conditionOperators = new Set<string>(["in", "&&", "||", "!_"]);
const conditionFunctions = new Set<string>(["has", ...textOperators]);

const referenceTo = ({ name, type }: Field): FieldReference => ({ name, type });

/** Cyrillic or Greek letters inside a Latin word look right and never match. */
const foreignLetter = (text: string): string | undefined =>
  text.split(/[^\p{L}\p{M}]+/u).find((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word))?.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/u)?.[0];

/** A decimal as written, in minor units, exactly; undefined when the currency has fewer decimals. */
const minorUnits = (written: string, decimals: number): bigint | undefined => {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written);
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = found;
  const shift = Number(exponent) + decimals - fraction.length;
  const digits = BigInt(whole + fraction);
  if (Math.abs(shift) > 400) return digits === 0n ? 0n : undefined;
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && digits % scale !== 0n) return undefined;
  const value = shift < 0 ? digits / scale : digits * scale;
  return sign === "-" ? -value : value;
};

const read = (text: string, tokens: readonly Token[], pointer: string): Outcome<ASTNode> => {
  const at = (code: RefusalCode, offset: number, values: Refusal["values"]): Outcome<ASTNode> => refused(refusal(code, pointer, { place: placeIn(text, offset), ...values }));
  try {
    return accepted(library.parse(text).ast);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const start = error.range?.start ?? 0;
    const found = shown(text.slice(start, error.range?.end));
    switch (error.code) {
      case "limit_exceeded":
        return error.summary.includes("maxDepth") ? at("rule-too-deep", start, { limit: limits.depth }) : at("rule-too-large", start, { limit: limits.values });
      case "invalid_number":
      case "invalid_integer":
      case "invalid_hex_integer":
        return at("rule-range", start, { found });
      case "reserved_identifier":
        return at("rule-field", start, { found, hint: { en: " The word is reserved.", ko: " 예약된 단어입니다." } });
      case "invalid_macro_argument":
        return at("rule-function", start, { what: { en: `"${found}" in a loop`, ko: `반복 함수의 "${found}"` } });
      default:
        if (/escape|surrogate/.test(error.code)) return at("rule-syntax", start, { hint: { en: `${found} is no character that can be written so.`, ko: `${found}: 쓸 수 없는 문자 표기입니다.` } });
        return at("rule-syntax", start, { hint: misplaced(tokens, start) });
    }
  }
};

type Source = { readonly text: string; readonly fields: FieldTypes; readonly pointer: string; readonly refusals: Refusal[] };

/** Turns the library's tree into ours. What does not fit is added to `refusals` and answered with undefined, so that one reading finds everything. */
const conditionReader = ({ text, fields, pointer, refusals }: Source): ((node: ASTNode, depth: number) => Expression | undefined) => {
  const refuse = (code: RefusalCode, node: ASTNode, values: Refusal["values"]): undefined => {
    refusals.push(refusal(code, pointer, { place: placeIn(text, node.start), ...values }));
  };
  /** As it stands in the text, fit for a sentence. */
  const written = (node: ASTNode): string => shown(text.slice(node.start, node.end));
  const wrongType = (node: ASTNode, en: string, ko: string): undefined => refuse("rule-type", node, { problem: { en, ko } });
  const outside = (node: ASTNode, en: string, ko: string): undefined => refuse("rule-function", node, { what: { en, ko } });

  const pathOf = (node: ASTNode): string | undefined => {
    if (node.op === "id") return node.args;
    if (node.op !== "." && node.op !== "[]") return undefined;
    const [owner, part] = node.args;
    const path = pathOf(owner);
    if (path === undefined) return undefined;
    if (typeof part === "string") return `${path}.${part}`;
    return part.op === "value" && typeof part.args === "string" && path === attributePrefix.slice(0, -1) ? attributePrefix + part.args : undefined;
  };

  const field = (node: ASTNode): Field | undefined => {
    const path = pathOf(node);
    const found = path === undefined ? undefined : fields.byName.get(path);
    if (found !== undefined) return found;
    const name = path ?? written(node);
    return refuse("rule-field", node, { found: shown(name), hint: fieldHint(name, [...fields.byName.keys()]) });
  };

  const constant = (node: ASTNode): Constant | undefined => {
    if (node.op === "list" || node.op === "map") return { type: node.op === "list" ? "list" : "other" };
    if (node.op === "-_") {
      const inner = node.args.op === "value" ? constant(node.args) : undefined;
      if (inner?.type === "int" || inner?.type === "double") return inner.type === "int" ? { type: "int", value: -inner.value } : { type: "double", value: -inner.value };
      return outside(node, "Arithmetic (-)", "산술 연산(-)");
    }
    if (node.op !== "value") return undefined;
    const value = node.args;
    switch (typeof value) {
      case "string":
        return { type: "string", value };
      case "bigint":
        return { type: "int", value };
      case "number":
        return { type: "double", value };
      case "boolean":
        return { type: "bool", value };
      default:
        return { type: value === null ? "null" : "other" };
    }
  };

  const onlyArgument = (node: ASTNode, name: string, args: readonly ASTNode[], expected: string): ASTNode | undefined => {
    const [argument] = args;
    return argument !== undefined && args.length === 1 ? argument : refuse("rule-arguments", node, { function: name, expected });
  };

  const measured = (node: ASTNode, argument: ASTNode): Operand | undefined => {
    const of = field(argument);
    if (of === undefined) return undefined;
    if (of.type === "string") return { is: "size", field: of, node };
    return wrongType(node, `size counts the characters of a text; "${of.name}" is ${typeWords[of.type].en}.`, `size는 텍스트의 글자 수입니다. "${of.name}" 필드: ${typeWords[of.type].ko}.`);
  };

  const operand = (node: ASTNode): Operand | undefined => {
    switch (node.op) {
      case "id":
      case ".":
      case "[]": {
        const found = field(node);
        return found === undefined ? undefined : { is: "field", field: found, node };
      }
      case "value":
      case "-_":
      case "list":
      case "map": {
        const found = constant(node);
        return found === undefined ? undefined : { is: "constant", constant: found, node };
      }
      case "call":
      case "rcall": {
        const [name] = node.args;
        if (name !== "size") break;
        const argument = onlyArgument(node, name, node.op === "call" ? node.args[1] : [node.args[1], ...node.args[2]], "size(subject)");
        return argument === undefined ? undefined : measured(node, argument);
      }
      default:
    }
    if (isComparison(node.op)) return refuse("rule-syntax", node, { hint: chainedHint });
    if (conditionOperators.has(node.op) || ((node.op === "call" || node.op === "rcall") && conditionFunctions.has(node.args[0])))
      return wrongType(node, `${written(node)} is a condition; a field or a value is needed there.`, `${written(node)}: 조건입니다. 여기에는 필드나 값이 필요합니다.`);
    return unknownPart(node);
  };

  const unknownPart = (node: ASTNode): undefined => {
    switch (node.op) {
      case "call":
      case "rcall":
        return outside(node, `The function "${node.args[0]}"`, `함수 "${node.args[0]}"`);
      case "?:":
        return outside(node, 'The choice "? :"', '조건 선택 "? :"');
      default:
        return outside(node, `Arithmetic (${node.op})`, `산술 연산(${node.op})`);
    }
  };

  /** The constant as a value of the field's type. */
  const fitted = (of: Field, found: Constant, node: ASTNode, isExact: boolean): Literal | undefined => {
    const source = written(node);
    if (found.type === "null")
      return wrongType(node, `null is not used. Write has(${of.name}) or !has(${of.name}).`, `null은 쓰지 않습니다. has(${of.name}) 또는 !has(${of.name})로 쓰세요.`);
    if (found.type === "int" && (found.value < leastInt || found.value > mostInt)) return refuse("rule-range", node, { found: source });
    if (of.type === "money" && (found.type === "int" || found.type === "double")) return money(of, found, node);
    if (!("value" in found) || found.type === "double" || of.type !== found.type)
      return wrongType(node, `"${of.name}" is ${typeWords[of.type].en}, ${source} is ${typeWords[found.type].en}.`, `"${of.name}" 필드: ${typeWords[of.type].ko}. ${source}: ${typeWords[found.type].ko}.`);
    if (found.type === "string" && found.value.includes("\0")) return refuse("text-nul", node, {});
    // As texts are when they are recorded.
    const value = found.type === "string" ? found.value.normalize("NFC") : found.value;
    return isExact && !isPossible(of, value, node) ? undefined : value;
  };

  const money = (of: Field, found: Extract<Constant, { type: "int" | "double" }>, node: ASTNode): Literal | undefined => {
    const { currency } = fields;
    if (currency === undefined) return refuse("rule-currency", node, { field: of.name });
    // A decimal is read from its text: 0.29 as a double is no longer 29 cents.
    const amountMinor = found.type === "int" ? found.value * 10n ** BigInt(currency.decimals) : minorUnits(text.slice(node.start, node.end).replace(/^-\s+/, "-"), currency.decimals);
    if (amountMinor === undefined) return refuse("rule-decimals", node, { found: written(node), currency: currency.code, decimals: currency.decimals });
    return amountMinor < leastInt || amountMinor > mostInt ? refuse("rule-range", node, { found: written(node) }) : { amountMinor, currency };
  };

  const isPossible = (of: Field, value: string | bigint | boolean, node: ASTNode): boolean => {
    const found = String(value);
    if (of.values === undefined || of.values.includes(found)) return typeof value !== "string" || hasOneAlphabet(of, value, node);
    if (typeof value === "string" && !hasOneAlphabet(of, value, node)) return false;
    const near = typeof value === "string" ? nearest(found, of.values) : undefined;
    const all = of.type === "int" ? `${of.values[0]} … ${of.values.at(-1)}` : of.values.join(", ");
    refuse("rule-value", node, { found: shown(found), field: of.name, hint: near === undefined ? { en: ` Values: ${all}.`, ko: ` 값: ${all}.` } : didYouMean(near) });
    return false;
  };

  const hasOneAlphabet = (of: Field, value: string, node: ASTNode): boolean => {
    const foreign = foreignLetter(value);
    if (foreign === undefined) return true;
    const letter = `${foreign} (${codePointName(foreign)})`;
    const hint = { en: ` The text mixes alphabets: ${letter} is no Latin letter.`, ko: ` 텍스트에 다른 문자 체계가 섞여 있습니다: ${letter}은(는) 로마자가 아닙니다.` };
    refuse("rule-value", node, { found: shown(value), field: of.name, hint });
    return false;
  };

  const comparison = (node: ASTNode, operator: Comparison, [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Expression | undefined => {
    if (isComparison(leftNode.op) || isComparison(rightNode.op)) return refuse("rule-syntax", node, { hint: chainedHint });
    const left = operand(leftNode);
    const right = operand(rightNode);
    if (left === undefined || right === undefined) return undefined;
    if ((left.is === "constant") === (right.is === "constant")) {
      const problem = left.is === "constant" ? { en: "two values", ko: "값만 둘" } : { en: "two fields", ko: "필드만 둘" };
      return refuse("rule-comparison", node, { found: written(node), problem });
    }
    if (left.is === "constant") return right.is === "constant" ? undefined : compared(right, flipped[operator], left.constant, leftNode);
    return right.is === "constant" ? compared(left, operator, right.constant, rightNode) : undefined;
  };

  const compared = (left: Exclude<Operand, { is: "constant" }>, operator: Comparison, found: Constant, node: ASTNode): Expression | undefined => {
    if (left.is === "size") {
      const value = fitted({ ...left.field, name: `size(${left.field.name})`, type: "int" }, found, node, false);
      return typeof value === "bigint" ? { type: "size", operator, field: referenceTo(left.field), value } : undefined;
    }
    const isEquality = operator === "==" || operator === "!=";
    const value = fitted(left.field, found, node, isEquality);
    if (value === undefined) return undefined;
    if (typeof value === "boolean" && !isEquality)
      return wrongType(node, `"${left.field.name}" is yes or no; ${operator} does not order it.`, `"${left.field.name}" 필드는 참/거짓이라 ${operator}로 비교할 수 없습니다.`);
    return { type: "compare", operator, field: referenceTo(left.field), value };
  };

  const membership = (node: ASTNode, [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Expression | undefined => {
    const left = operand(leftNode);
    if (left === undefined) return undefined;
    if (left.is !== "field") return refuse("rule-comparison", node, { found: written(node), problem: left.is === "size" ? { en: "size before in", ko: "in 앞에 size만" } : { en: "no field before in", ko: "in 앞에 필드가 아닌 값만" } });
    if (rightNode.op !== "list") return wrongType(rightNode, 'after in stands a list: in ["call", "email"].', 'in 뒤에는 목록을 씁니다: in ["call", "email"].');
    if (rightNode.args.length === 0) return refuse("rule-list-empty", rightNode, {});
    const values = rightNode.args.map((each) => {
      const found = operand(each);
      if (found === undefined) return undefined;
      if (found.is !== "constant") return refuse("rule-comparison", each, { found: written(node), problem: { en: "a field in the list", ko: "목록 안에 필드가" } });
      return fitted(left.field, found.constant, each, true);
    });
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length ? { type: "in", field: referenceTo(left.field), values: known } : undefined;
  };

  const presence = (node: ASTNode, args: readonly ASTNode[]): Expression | undefined => {
    const argument = onlyArgument(node, "has", args, "has(outcome)");
    const of = argument === undefined ? undefined : field(argument);
    return of === undefined ? undefined : { type: "has", field: referenceTo(of) };
  };

  const pattern = (node: ASTNode, operator: (typeof textOperators)[number], receiver: ASTNode, args: readonly ASTNode[]): Expression | undefined => {
    const expected = `subject.${operator}("…")`;
    const argument = onlyArgument(node, operator, args, expected);
    if (argument === undefined) return undefined;
    const left = operand(receiver);
    const right = operand(argument);
    if (left === undefined || right === undefined) return undefined;
    if (left.is !== "field" || right.is !== "constant") return refuse("rule-arguments", node, { function: operator, expected });
    if (left.field.type !== "string")
      return wrongType(node, `${operator} searches a text; "${left.field.name}" is ${typeWords[left.field.type].en}.`, `${operator}는 텍스트에서 찾습니다. "${left.field.name}" 필드: ${typeWords[left.field.type].ko}.`);
    const value = fitted({ name: left.field.name, type: "string", meaning: left.field.meaning }, right.constant, argument, true);
    return typeof value === "string" ? { type: "text", operator, field: referenceTo(left.field), value } : undefined;
  };

  const joined = (node: ASTNode, operator: "&&" | "||"): readonly ASTNode[] => (node.op === operator ? [...joined(node.args[0], operator), ...joined(node.args[1], operator)] : [node]);

  const condition = (node: ASTNode, depth: number): Expression | undefined => {
    if (depth > limits.depth) return refuse("rule-too-deep", node, { limit: limits.depth });
    switch (node.op) {
      case "&&":
      case "||": {
        const parts = joined(node, node.op).map((part) => condition(part, depth + 1));
        const known = parts.filter((part) => part !== undefined);
        return known.length === parts.length ? { type: node.op === "&&" ? "and" : "or", parts: known } : undefined;
      }
      case "!_": {
        const part = condition(node.args, depth + 1);
        return part === undefined ? undefined : { type: "not", part };
      }
      case "in":
        return membership(node, node.args);
      case "call":
        if (node.args[0] === "has") return presence(node, node.args[1]);
        break;
      case "rcall": {
        const operator = textOperators.find((each) => each === node.args[0]);
        if (operator !== undefined) return pattern(node, operator, node.args[1], node.args[2]);
        break;
      }
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return comparison(node, node.op, node.args);
      default:
    }
    return bare(node);
  };

  /** A field or a constant that stands alone: only yes or no is a condition. */
  const bare = (node: ASTNode): Expression | undefined => {
    const found = operand(node);
    if (found === undefined) return undefined;
    if (found.is === "constant") {
      if (found.constant.type === "bool") return { type: "always", value: found.constant.value };
      return wrongType(node, `${written(node)} is no condition. Compare a field with it.`, `${written(node)}: 조건이 아닙니다. 필드와 비교하세요.`);
    }
    if (found.is === "field" && found.field.type === "bool") return { type: "field", field: referenceTo(found.field) };
    const type = found.is === "size" ? "int" : found.field.type;
    return wrongType(node, `${written(node)} is ${typeWords[type].en}, no condition. Compare it with a value.`, `${written(node)}: ${typeWords[type].ko}입니다. 조건이 되려면 값과 비교하세요.`);
  };

  return condition;
};

/**
 * Reads a metric's `where` (CEL) against the declared fields. Money literals are in major units of `fields.currency` and become
 * exact minor units. All refusals of types and names come at once; of the spelling only the first.
 */
export const parseExpression = (text: string, fields: FieldTypes, pointer: string): Outcome<Expression> => {
  if (text.trim() === "") return refused(refusal("rule-empty", pointer));
  const length = codePoints(text);
  const scanned = length > 100_000 ? undefined : scan(text, pointer, limits.depth);
  const conditions = scanned !== undefined && "tokens" in scanned ? scanned.tokens.filter((token) => token.text === "&&" || token.text === "||").length + 1 : 0;
  if (conditions > limits.conditions) return refused(refusal("rule-too-large", pointer, { limit: limits.conditions }));
  if (scanned === undefined || length > limits.characters) return refused(refusal("rule-too-long", pointer, { length, limit: limits.characters }));
  if (!("tokens" in scanned)) return refused(scanned);
  if (scanned.tokens.length === 0) return refused(refusal("rule-empty", pointer));
  const parsed = read(text, scanned.tokens, pointer);
  if (!parsed.ok) return parsed;

  const refusals: Refusal[] = [];
  const expression = conditionReader({ text, fields, pointer, refusals })(parsed.value, 1);
  const [first, ...rest] = refusals;
  if (first !== undefined) return refused(first, ...rest);
  if (expression === undefined) throw new Error("an expression without a refusal was not read");
  return accepted(expression);
};
