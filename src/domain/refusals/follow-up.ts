import type { Words } from "./words.ts";

export const followUpRefusals = {
  "follow-up-review-day": {
    en: "A day of review (reviewOn) stands with coaching, and with nothing else.",
    ko: "돌아볼 날(reviewOn)은 coaching에만, 그리고 꼭 씁니다.",
  },
  "follow-up-review-past": {
    en: "{found} is gone. Agree on a day from {today} on.",
    ko: "{found|은/는} 지난 날입니다. {today}부터의 날로 정하세요.",
  },
  "follow-up-not-missed": {
    en: "{member} has not missed {plan} in {period}: {status}. Only what was missed is followed up.",
    ko: "{member} 님은 {period}에 {plan} 기준을 놓치지 않았습니다({status}). 놓친 기간만 후속 면담을 합니다.",
  },
  "follow-up-contractor": {
    en: "{member} was a contractor then. A contractor's activity target binds nobody, so a missed one is not followed up.",
    ko: "{member} 님은 그때 위촉직이었습니다. 위촉직의 활동 목표치에는 구속력이 없으므로 후속 면담을 하지 않습니다.",
  },
  "follow-up-not-leader": {
    en: "{by} does not lead {member} today. Those who do: {leaders}.",
    ko: "{by} 님은 오늘 {member} 님을 이끌지 않습니다. 이끄는 사람: {leaders}.",
  },
  "follow-up-not-member": {
    en: "Only {member} can do that.",
    ko: "{member} 님만 할 수 있습니다.",
  },
  "follow-up-act": {
    en: "It is {state}: {possible}.",
    ko: "{state} 상태입니다. {possible}.",
  },
} satisfies Record<string, Words>;
