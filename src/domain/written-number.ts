import { groupedDecimal, type Decimal, type DecimalSign } from "./number.ts";

/** A number as people write it, and the currency whose sign stands with it. */
export type WrittenNumber = { readonly number: Decimal; readonly currency: string | null };

/** Signs that mean one currency; a dollar may be of twenty countries, and ¥ of two. */
const currencyOfSign: Readonly<Record<string, string>> = { "₩": "KRW", "￦": "KRW", 원: "KRW", "€": "EUR", "£": "GBP" };
const leadingSign = /^[₩￦$€£¥]\s?/;
/** What is counted, said behind the number. */
const counter = /\s?(?:원|건|명|회|개|통|콜|점|번|€|£|\$)$/;

const negated = (number: Decimal): Decimal => ({ ...number, isNegative: !number.isNegative });

const largeUnits: Readonly<Record<string, bigint>> = { 조: 1_000_000_000_000n, 억: 100_000_000n, 만: 10_000n };
const smallUnits: Readonly<Record<string, bigint>> = { 천: 1000n, 백: 100n, 십: 10n };

/** `5`, `2,000`, `2천`, `2천5백`, `1.5` as ten-thousandths, so that the halves of a unit stay whole numbers. */
const groupValue = (text: string): bigint | undefined => {
  const plain = groupedDecimal(text);
  if (plain !== undefined)
    return plain.isNegative || plain.decimals.length > 4 ? undefined : BigInt(plain.whole + plain.decimals.padEnd(4, "0"));
  let sum = 0n;
  let last = 10_000n;
  let rest = text;
  while (rest !== "") {
    const [whole = "", digits = "", unit] = /^(\d{1,4})([천백십])?/.exec(rest) ?? [];
    const size = unit === undefined ? 1n : (smallUnits[unit] ?? 1n);
    if (whole === "" || size >= last || (size > 1n && digits.length > 1)) return undefined;
    sum += BigInt(digits) * size;
    last = size;
    rest = rest.slice(whole.length);
  }
  return sum * 10_000n;
};

/** `150만`, `1억 2천만`, `1.5억`; undefined for what has no such unit, or has them out of order. */
const koreanNumber = (text: string): Decimal | undefined => {
  if (!/[조억만천백십]/.test(text) || text.length > 40) return undefined;
  let sum = 0n;
  let last = 10n ** 16n;
  let rest = text.replaceAll(/\s/g, "");
  while (rest !== "") {
    const [whole = "", group = "", unit] = /^([\d.,천백십]+)([조억만])?/.exec(rest) ?? [];
    const size = unit === undefined ? 1n : (largeUnits[unit] ?? 1n);
    const value = whole === "" ? undefined : groupValue(group);
    if (value === undefined || size >= last || (value * size) % 10_000n !== 0n) return undefined;
    sum += (value * size) / 10_000n;
    last = size;
    rest = rest.slice(whole.length);
  }
  return { isNegative: false, whole: String(sum), decimals: "" };
};

/**
 * A number with what people put around it: `₩1,234,000`, `1,234원`, `12건`, `150만원`, `1억 2천만`, and in brackets for less than nothing: `(500)`.
 * Undefined for exponents, other scripts' digits and everything that is no number alone.
 */
export const writtenNumber = (written: string, decimalSign: DecimalSign): WrittenNumber | undefined => {
  const text = written.trim();
  if (text.length > 60) return undefined;
  const [, inBrackets] = /^\((.+)\)$/.exec(text) ?? [];
  const isNegative = inBrackets !== undefined || /^[-−]\s?[₩￦$€£¥]/.test(text);
  const unsigned = (inBrackets ?? text).replace(/^[-−]\s?(?=[₩￦$€£¥])/, "");
  const [lead = ""] = leadingSign.exec(unsigned) ?? [];
  const [trail = ""] = counter.exec(unsigned) ?? [];
  const bare = unsigned.slice(lead.length, unsigned.length - trail.length).replace(/^−/, "-");
  const number = groupedDecimal(bare, decimalSign) ?? koreanNumber(bare);
  if (number === undefined || (isNegative && number.isNegative)) return undefined;
  const currency = currencyOfSign[lead.trim()] ?? currencyOfSign[trail.trim()] ?? null;
  return { number: isNegative ? negated(number) : number, currency };
};

/** The number in plain digits and a point. */
export const plainNumberText = ({ isNegative, whole, decimals }: Decimal): string =>
  `${isNegative ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
