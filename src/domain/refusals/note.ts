import type { Words } from "./words.ts";

/** What whoever leads a member notes of their talks. */
export const noteRefusals = {
  "note-day": {
    en: "{found} is after today, {today}. A talk is noted once it was held.",
    ko: "{found|은/는} 오늘({today})보다 뒤입니다. 면담은 한 뒤에 적습니다.",
  },
  "note-agreed": {
    en: "{field} stands with what was agreed (agreed), and never alone.",
    ko: "{field} 항목은 약속한 것(agreed)과 함께 씁니다.",
  },
  "note-due": {
    en: "{found} is before the talk of {on}. Agree on that day or one after it.",
    ko: "{found|은/는} 면담한 날({on})보다 앞섭니다. 그날이나 그 뒤의 날로 정하세요.",
  },
} satisfies Record<string, Words>;
