import type { Words } from "./words.ts";

/** A metric's `where`. `{place}` is where in the text, in words. */
export const ruleRefusals = {
  "rule-empty": {
    en: 'The rule is empty. Write a condition such as kind == "call"; true counts everything.',
    ko: '규칙이 비어 있습니다. kind == "call" 같은 조건을 쓰세요. 모두 세려면 true를 씁니다.',
  },
  "rule-syntax": { en: "The rule cannot be read at {place}: {hint}", ko: "{place}에서 규칙을 읽을 수 없습니다. {hint}" },
  "rule-field": { en: 'There is no field "{found}" ({place}).{hint}', ko: '"{found}" 필드는 없습니다({place}).{hint}' },
  "rule-type": { en: "The types do not fit at {place}: {problem}", ko: "{place}에서 값의 종류가 맞지 않습니다. {problem}" },
  "rule-comparison": {
    en: "A comparison needs a field on one side and a fixed value on the other; {found} ({place}) has {problem}.",
    ko: "비교는 한쪽에 필드, 다른 쪽에 정해진 값이 있어야 합니다. {found}({place})에는 {problem} 있습니다.",
  },
  "rule-function": {
    en: "{what} is not part of the language ({place}). There are: == != < <= > >= in && || ! ( ) has contains startsWith endsWith size.",
    ko: "{what|은/는} 규칙에 쓸 수 없습니다({place}). 쓸 수 있는 것: == != < <= > >= in && || ! ( ) has contains startsWith endsWith size.",
  },
  "rule-arguments": { en: "{function} is written {expected} ({place}).", ko: "{function|은/는} {expected}처럼 씁니다({place})." },
  "rule-range": {
    en: "{found} is too large a number ({place}). Whole numbers go from -9223372036854775808 to 9223372036854775807.",
    ko: "{found|은/는} 너무 큰 수입니다({place}). 정수는 -9223372036854775808부터 9223372036854775807까지입니다.",
  },
  "rule-decimals": {
    en: "{found} has more decimals than {currency} ({place}): at most {decimals}.",
    ko: "{found|은/는} {currency}의 소수 자릿수를 넘습니다({place}). 최대 {decimals}자리입니다.",
  },
  "rule-currency": {
    en: '"{field}" cannot be compared without a currency ({place}). Give the metric one.',
    ko: '통화가 없어 "{field}" 필드를 비교할 수 없습니다({place}). 집계 항목에 통화를 정하세요.',
  },
  "rule-value": {
    en: '"{found}" is no value of "{field}" ({place}).{hint}',
    ko: '"{found}"은(는) "{field}" 필드에 없는 값입니다({place}).{hint}',
  },
  "rule-list-empty": {
    en: "The list after in is empty ({place}). Name at least one value.",
    ko: "in 뒤의 목록이 비어 있습니다({place}). 값을 하나 이상 쓰세요.",
  },
  "rule-too-long": { en: "The rule has {length} characters; {limit} is the most.", ko: "규칙이 {length}자입니다. 최대 {limit}자입니다." },
  "rule-too-deep": { en: "The rule is nested deeper than {limit} levels ({place}).", ko: "규칙의 중첩이 {limit}단계를 넘습니다({place})." },
  "rule-too-large": {
    en: 'The rule has more than {limit} conditions or values. Use in ["a", "b"] for several values of one field.',
    ko: '규칙의 조건이나 값이 {limit}개를 넘습니다. 한 필드의 여러 값은 in ["a", "b"]로 쓰세요.',
  },
} satisfies Record<string, Words>;
