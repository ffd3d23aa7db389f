import type { Words } from "./words.ts";

/** What members set out to do on a day. */
export const commitmentRefusals = {
  "commitment-day": {
    en: "{found} is not from {today} to {last}. One sets out to do something today or in the days to come.",
    ko: "{found|은/는} {today}부터 {last}까지의 날이 아닙니다. 다짐은 오늘이나 다가오는 날에 합니다.",
  },
  "commitment-metric": {
    en: "{metric} adds up money or time. Set out to do a number of things.",
    ko: "{metric} 항목은 금액이나 시간을 더합니다. 건수로 세는 항목을 고르세요.",
  },
  "commitment-twice": {
    en: "{metric} stands there twice. Say once how much of it.",
    ko: "{metric} 항목이 두 번 있습니다. 한 번만 쓰세요.",
  },
  "commitment-many": {
    en: "{found} commitments for one day; at most {most} may be.",
    ko: "하루의 다짐이 {found}개입니다. {most}개까지 할 수 있습니다.",
  },
} satisfies Record<string, Words>;
