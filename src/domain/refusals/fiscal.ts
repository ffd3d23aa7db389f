import type { Words } from "./words.ts";

/** The company's calendar. */
export const fiscalRefusals = {
  "fiscal-day": {
    en: 'A fiscal year cannot start on "{found}": not every month has that day. Choose a day from 1 to 28, or last, such as {example}.',
    ko: '회계연도 시작일 "{found}": 모든 달에 있는 날이 아닙니다. 1일부터 28일까지나 {example}처럼 last(말일)를 고르세요.',
  },
  "fiscal-53": {
    en: "The fiscal year from {from} through {through} has 53 weeks. Say in extraWeekIn which month takes the extra week, 1 to 12.",
    ko: "{from}부터 {through}까지의 회계연도는 53주입니다. 남는 한 주를 넣을 달을 extraWeekIn에 1부터 12까지로 정하세요.",
  },
  "fiscal-week": {
    en: "Weeks start on {first}, but a fiscal year that ends on a {last} needs weeks that start on {needed}. Change one of them.",
    ko: "한 주의 시작은 {first}인데, {last}에 끝나는 회계연도에는 {needed}에 시작하는 주가 필요합니다. 둘 중 하나를 바꾸세요.",
  },
  "fiscal-twice": {
    en: "fiscalYearStartsOn and fiscalYear are both given. A year is made of months or of weeks: give one of them.",
    ko: "fiscalYearStartsOn과 fiscalYear가 함께 있습니다. 월 단위나 주 단위 중 하나만 쓰세요.",
  },
} satisfies Record<string, Words>;
