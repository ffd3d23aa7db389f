import { noHint } from "./meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** Both ends belong. Left out: 0 to 1,000,000, beyond which a count, a quantity or a duration of one record is a slip. */
export type NumberRange = { readonly min?: bigint; readonly max?: bigint };

const largestExact = BigInt(Number.MAX_SAFE_INTEGER);

export const checkRange = (value: bigint, { min = 0n, max = 1_000_000n }: NumberRange, pointer: string): Outcome<bigint> => {
  if (value < min) return refused(refusal("number-min", pointer, { found: String(value), limit: String(min) }));
  return value > max ? refused(refusal("number-range", pointer, { found: shown(String(value)), limit: String(max) })) : accepted(value);
};

/** A whole number in JSON. Digits in quotes are taken only where a JSON number would lose some: beyond 2^53. */
export const readInteger = (value: unknown, pointer: string, range: NumberRange = {}): Outcome<bigint> => {
  if (
    typeof value === "string" &&
    value.length <= 40 &&
    /^-?\d{16,}$/.test(value) &&
    (BigInt(value) > largestExact || BigInt(value) < -largestExact)
  ) {
    return checkRange(BigInt(value), range, pointer);
  }
  if (typeof value !== "number")
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "number", "5", pointer));
  if (Number.isNaN(value)) return refused(refuseFormat("NaN", pointer));
  if (!Number.isFinite(value))
    return refused(refusal("number-range", pointer, { found: String(value), limit: String(range.max ?? 1_000_000n) }));
  if (!Number.isInteger(value)) return refused(refusal("number-integer", pointer, { found: String(value) }));
  if (!Number.isSafeInteger(value)) return refused(refusal("number-precision", pointer, { found: String(value) }));
  return checkRange(BigInt(value), range, pointer);
};

/** The decimal sign of a file; what a spreadsheet of the writer's country uses. */
export type DecimalSign = "." | ",";

export type Decimal = { readonly isNegative: boolean; readonly whole: string; readonly decimals: string };

/** Decimals that say nothing (`250000.00`, `5.0`) are left off. */
const decimal = (sign: string, whole: string, decimals: string): Decimal => ({
  isNegative: sign === "-",
  whole: whole.replaceAll(/[., ]/g, ""),
  decimals: decimals.replace(/0+$/, ""),
});

const longest = 40;
const plain = /^(-?)(\d+)(?:\.(\d+))?$/;
const grouped: Readonly<Record<DecimalSign, RegExp>> = {
  ".": /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/,
  ",": /^(-?)(\d+|\d{1,3}(?:[. ]\d{3})+)(?:,(\d+))?$/,
};

/** `-12.50` as its parts, or undefined: no exponent, no plus sign, no other script's digits. */
export const plainDecimal = (text: string): Decimal | undefined => {
  const [whole, sign = "", digits = "", decimals = ""] = text.length > longest ? [] : (plain.exec(text) ?? []);
  return whole === undefined ? undefined : decimal(sign, digits, decimals);
};

/** The same from a file, where thousands may be grouped: `1,234.50`, with a decimal comma `1.234,50`. */
export const groupedDecimal = (text: string, sign: DecimalSign = "."): Decimal | undefined => {
  const [whole, minus = "", digits = "", decimals = ""] = text.length > longest ? [] : (grouped[sign].exec(text) ?? []);
  return whole === undefined ? undefined : decimal(minus, digits, decimals);
};

const refuseFormat = (text: string, pointer: string, decimalSign: DecimalSign = "."): Refusal => {
  const isDecimalComma = decimalSign === "." && /^-?\d{1,20},\d{1,20}$/.test(text);
  const hint = isDecimalComma ? { en: " or choose the decimal comma for this file", ko: "거나 이 파일의 소수점을 쉼표로 정하" } : noHint;
  return refusal("number-format", pointer, { found: shown(text), example: decimalSign === "." ? "1.5" : "1,5", hint });
};

/**
 * A whole number from a file's cell. Thousands separators are read, since a whole number leaves no other reading (`1,234`); `1,5`, `1e3`,
 * `0x10` and digits of other scripts are refused.
 */
export const parseInteger = (
  cell: string,
  pointer: string,
  options: NumberRange & { readonly decimalSign?: DecimalSign } = {},
): Outcome<bigint> => {
  const text = cell.trim();
  if (text === "") return refused(refusal("required", pointer));
  const number = groupedDecimal(text, options.decimalSign);
  if (number === undefined) return refused(refuseFormat(text, pointer, options.decimalSign));
  if (number.decimals !== "") return refused(refusal("number-integer", pointer, { found: shown(text) }));
  const size = BigInt(number.whole);
  return checkRange(number.isNegative ? -size : size, options, pointer);
};
