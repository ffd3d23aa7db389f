import type { ASTNode } from "@marcbachmann/cel-js";
import type { Field } from "./activity-fields.ts";
import type { Literal } from "./expression.ts";
import type { Source } from "./expression-source.ts";
import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import type { Words } from "./refusals/words.ts";
import { codePointName, shown } from "./shown.ts";

const leastInt = -(2n ** 63n);
const mostInt = 2n ** 63n - 1n;

export const typeWords = {
  string: { en: "text", ko: "텍스트" },
  int: { en: "a whole number", ko: "정수" },
  money: { en: "an amount of money", ko: "금액" },
  bool: { en: "yes or no (true, false)", ko: "참/거짓(true, false)" },
  double: { en: "a decimal number", ko: "소수" },
  list: { en: "a list", ko: "목록" },
  other: { en: "no plain value", ko: "일반 값이 아님" },
} satisfies Record<string, Words>;

/** A fixed value as it stands in the text, before it is fitted to the field beside it. */
export type Constant =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "int"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "null" | "list" | "other" };

export const constant = (source: Source, node: ASTNode): Constant | undefined => {
  if (node.op === "list" || node.op === "map") return { type: node.op === "list" ? "list" : "other" };
  if (node.op === "-_") {
    const inner = node.args.op === "value" ? constant(source, node.args) : undefined;
    if (inner?.type === "int" || inner?.type === "double")
      return inner.type === "int" ? { type: "int", value: -inner.value } : { type: "double", value: -inner.value };
    return source.outside(node, { en: "Arithmetic (-)", ko: "산술 연산(-)" });
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

/** Cyrillic or Greek letters inside a Latin word look right and never match. */
const foreignLetter = (text: string): string | undefined =>
  text
    .split(/[^\p{L}\p{M}]+/u)
    .find((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word))
    ?.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/u)?.[0];

/** A decimal without a sign as written, in minor units, exactly; undefined when the currency has fewer decimals. */
const minorUnits = (written: string, decimals: number): bigint | undefined => {
  const found = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written);
  if (found === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = found;
  const shift = Number(exponent) + decimals - fraction.length;
  const digits = BigInt(whole + fraction);
  if (Math.abs(shift) > 400) return digits === 0n ? 0n : undefined;
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && digits % scale !== 0n) return undefined;
  return shift < 0 ? digits / scale : digits * scale;
};

/** A decimal is read from its text: 0.29 as a double is no longer 29 cents. */
const decimalMinor = (source: Source, node: ASTNode, decimals: number): bigint | undefined => {
  const digits = node.op === "-_" ? node.args : node;
  const size = minorUnits(source.text.slice(digits.start, digits.end), decimals);
  return size !== undefined && node.op === "-_" ? -size : size;
};

const hasOneAlphabet = (source: Source, of: Field, value: string, node: ASTNode): boolean => {
  const foreign = foreignLetter(value);
  if (foreign === undefined) return true;
  const letter = `${foreign} (${codePointName(foreign)})`;
  const hint = {
    en: ` The text mixes alphabets: ${letter} is no Latin letter.`,
    ko: ` 텍스트에 다른 문자 체계가 섞여 있습니다: ${letter}은(는) 로마자가 아닙니다.`,
  };
  source.refuse("rule-value", node, { found: shown(value), field: of.name, hint });
  return false;
};

/** Refuses a value that the field can never have: the comparison would silently count nothing, or everything. */
const isPossible = (source: Source, of: Field, value: string | bigint | boolean, node: ASTNode): boolean => {
  const found = String(value);
  if (of.values === undefined || of.values.includes(found)) return typeof value !== "string" || hasOneAlphabet(source, of, value, node);
  if (typeof value === "string" && !hasOneAlphabet(source, of, value, node)) return false;
  const near = typeof value === "string" ? nearest(found, of.values) : undefined;
  const all = of.type === "int" ? `${of.values[0]} … ${of.values.at(-1)}` : of.values.join(", ");
  source.refuse("rule-value", node, {
    found: shown(found),
    field: of.name,
    hint: near === undefined ? { en: ` Values: ${all}.`, ko: ` 값: ${all}.` } : didYouMean(near),
  });
  return false;
};

const money = (source: Source, of: Field, found: Extract<Constant, { type: "int" | "double" }>, node: ASTNode): Literal | undefined => {
  const { currency } = source.fields;
  if (currency === undefined) return source.refuse("rule-currency", node, { field: of.name });
  const amountMinor = found.type === "int" ? found.value * 10n ** BigInt(currency.decimals) : decimalMinor(source, node, currency.decimals);
  if (amountMinor === undefined)
    return source.refuse("rule-decimals", node, { found: source.written(node), currency: currency.code, decimals: currency.decimals });
  return amountMinor < leastInt || amountMinor > mostInt
    ? source.refuse("rule-range", node, { found: source.written(node) })
    : { amountMinor, currency };
};

/** The constant as a value of the field's type. */
export const fitted = (source: Source, of: Field, found: Constant, node: ASTNode, isExact: boolean): Literal | undefined => {
  const written = source.written(node);
  if (found.type === "null")
    return source.wrongType(node, {
      en: `null is not used. Write has(${of.name}) or !has(${of.name}).`,
      ko: `null은 쓰지 않습니다. has(${of.name}) 또는 !has(${of.name})로 쓰세요.`,
    });
  if (found.type === "int" && (found.value < leastInt || found.value > mostInt))
    return source.refuse("rule-range", node, { found: written });
  if (of.type === "money" && (found.type === "int" || found.type === "double")) return money(source, of, found, node);
  if (!("value" in found) || found.type === "double" || of.type !== found.type)
    return source.wrongType(node, {
      en: `"${of.name}" is ${typeWords[of.type].en}, ${written} is ${typeWords[found.type].en}.`,
      ko: `"${of.name}" 필드: ${typeWords[of.type].ko}. ${written}: ${typeWords[found.type].ko}.`,
    });
  if (found.type === "string" && found.value.includes("\0")) return source.refuse("text-nul", node, {});
  // As texts are when they are recorded.
  const value = found.type === "string" ? found.value.normalize("NFC") : found.value;
  return isExact && !isPossible(source, of, value, node) ? undefined : value;
};
