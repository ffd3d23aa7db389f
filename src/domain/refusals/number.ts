import type { Words } from "./words.ts";

/** Whole numbers and money. */
export const numberRefusals = {
  "number-format": {
    en: '"{found}" is not a number here. Use digits such as {example}{hint}.',
    ko: '"{found}": 숫자로 읽을 수 없습니다. {example}처럼 쓰{hint}세요.',
  },
  "number-integer": { en: "{found} is not a whole number.", ko: "{found}: 정수가 아닙니다." },
  "number-precision": {
    en: "{found} is beyond 2^53, where digits get lost on the way. Send whole numbers above it as text.",
    ko: "{found}: 2^53을 넘어 전송 중에 숫자가 달라질 수 있습니다. 이보다 큰 정수는 텍스트로 보내세요.",
  },
  "number-range": { en: "{found} is too large; the limit is {limit}.", ko: "{found}: 너무 큽니다. 최대 {limit}입니다." },
  "number-min": { en: "{found} is too small; the least is {limit}.", ko: "{found}: 너무 작습니다. 최소 {limit}입니다." },
  "money-format": {
    en: '"{found}" is not an amount. Write it as text such as "{example}".',
    ko: '"{found}": 금액으로 읽을 수 없습니다. "{example}"처럼 쓰세요.',
  },
  "money-scale": {
    en: '"{found}" has too many decimals: {currency} {decimals}.',
    ko: '"{found}": 소수 자릿수가 너무 많습니다. {currency} 통화는 {decimals}.',
  },
  "currency-required": {
    en: "The amount has no currency. Name one by its code, such as {example}.",
    ko: "금액에 통화가 없습니다. {example} 같은 통화 코드를 쓰세요.",
  },
  "currency-unknown": { en: '"{found}" is not a currency code of ISO 4217.{hint}', ko: '"{found}": ISO 4217 통화 코드가 아닙니다.{hint}' },
  "currency-conflict": {
    en: "The amount is in {found}, its currency column says {other}.",
    ko: "금액의 통화는 {found}, 통화 열의 값은 {other}: 서로 다릅니다.",
  },
} satisfies Record<string, Words>;
