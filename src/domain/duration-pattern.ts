import { plainDecimal } from "./number.ts";
import type { Words } from "./refusals/words.ts";

/** How a file writes how long something took; gives whole seconds, what is left of one cut off: 59.9 s are no minute. */
export type DurationPattern = (text: string) => bigint | undefined;

const unitMillis: Readonly<Record<string, bigint>> = { milliseconds: 1n, seconds: 1000n, minutes: 60_000n, hours: 3_600_000n };

/** A comma that groups no thousands stands for the point. */
const decimalComma = /^(\d+),(\d{1,2}|\d{4,})$/;

/** A number of one unit, decimals too: `1.5` minutes are 90 seconds. */
const numberOf =
  (millis: bigint): DurationPattern =>
  (text) => {
    const number = plainDecimal(text.replace(decimalComma, "$1.$2"));
    if (number === undefined || number.isNegative || number.whole.length > 12) return undefined;
    return (BigInt(number.whole + number.decimals) * millis) / (10n ** BigInt(number.decimals.length) * 1000n);
  };

const secondsOf: Readonly<Record<string, bigint>> = { h: 3600n, m: 60n, s: 1n };

type Token = { readonly unit: bigint; readonly width: number } | string;

/** Parts separated as the pattern has them: the first as large as it comes, each further one below 60. */
const partsOf =
  (tokens: readonly Token[]): DurationPattern =>
  (text) => {
    let at = 0;
    let total = 0n;
    let isFirst = true;
    for (const token of tokens) {
      if (typeof token === "string") {
        if (!text.startsWith(token, at)) return undefined;
        at += token.length;
        continue;
      }
      const start = at;
      while (at < text.length && at - start < (isFirst ? 9 : 2) && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
      if (at - start < token.width) return undefined;
      const value = BigInt(text.slice(start, at));
      if (!isFirst && value > 59n) return undefined;
      total += value * token.unit;
      isFirst = false;
    }
    return at === text.length ? total : undefined;
  };

/** `h:mm:ss`, `m:ss`, or the name of one unit. What is wrong with a pattern is said in words. */
export const parseDurationPattern = (pattern: string): DurationPattern | { readonly problem: Words } => {
  const unit = Object.hasOwn(unitMillis, pattern) ? unitMillis[pattern] : undefined;
  if (unit !== undefined) return numberOf(unit);
  const tokens = (pattern.match(/h+|H+|m+|s+|[^hHms]+/g) ?? []).map((token): Token => {
    const seconds = secondsOf[token.charAt(0).toLowerCase()];
    return seconds === undefined || token.length > 2 ? token : { unit: seconds, width: token.length };
  });
  const units = tokens.flatMap((token) => (typeof token === "string" ? [] : [token.unit]));
  const descends = units.every((each, index) => index === 0 || each < (units[index - 1] ?? 0n));
  const hasLetters = tokens.some((token) => typeof token === "string" && /[A-Za-z]/.test(token));
  if (pattern.length > 60 || units.length === 0 || !descends || hasLetters) {
    return {
      problem: {
        en: "write h:mm:ss, m:ss, seconds, milliseconds, minutes or hours",
        ko: "h:mm:ss, m:ss, seconds, milliseconds, minutes, hours처럼 쓰세요",
      },
    };
  }
  return partsOf(tokens);
};
