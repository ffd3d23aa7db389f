import type { Words } from "./words.ts";

/** JSON that another program would read in another way, or not at all. */
export const jsonRefusals = {
  "json-syntax": { en: "This is not JSON at {place}: {problem}.", ko: "{place}: JSON이 아닙니다({problem})." },
  "json-key-repeated": {
    en: 'The field "{found}" stands twice in one object. Send it once.',
    ko: '한 객체에 "{found}" 필드가 두 번 있습니다. 한 번만 보내세요.',
  },
  "json-too-deep": { en: "The JSON is nested deeper than {limit} levels.", ko: "JSON의 중첩이 {limit}단계를 넘습니다." },
} satisfies Record<string, Words>;
