import type { Words } from "./words.ts";

/** What cannot be done with a suggestion now. */
export const suggestionRefusals = {
  "suggestion-held": {
    en: "{holder} has this suggestion. Two people never hold the same prospect.",
    ko: "{holder} 님이 맡은 추천 연락입니다. 한 잠재 고객을 두 사람이 맡지 않습니다.",
  },
  "suggestion-done": {
    en: "This suggestion is {state} since {at}, and stays so.",
    ko: "이 추천 연락은 {at}부터 {state} 상태이며 더 바뀌지 않습니다.",
  },
  "suggestion-over": {
    en: "Its time was over at {at}. A new signal makes a new suggestion.",
    ko: "{at}에 기한이 끝났습니다. 새 관심 신호가 오면 새 추천 연락이 생깁니다.",
  },
  "suggestion-again": {
    en: "Another suggestion for this prospect was made meanwhile.",
    ko: "그사이 이 잠재 고객의 다른 추천 연락이 생겼습니다.",
  },
  "suggestion-unanswerable": {
    en: "No signal of this suggestion had come by then, or nothing names its prospect any more.",
    ko: "그때까지 온 관심 신호가 없거나, 잠재 고객을 가리키는 이름이 남아 있지 않습니다.",
  },
  "suggestion-early": {
    en: "Its time is not over before {at}.",
    ko: "{at}까지는 기한이 남아 있습니다.",
  },
} satisfies Record<string, Words>;
