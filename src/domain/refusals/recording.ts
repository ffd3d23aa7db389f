import type { Words } from "./words.ts";

export const recordingRefusals = {
  "activity-not-found": {
    en: 'There is no activity "{externalId}" of source "{source}".',
    ko: '출처 "{source}"의 활동 "{externalId}"이(가) 없습니다.',
  },
  "prospect-names-differ": {
    en: "These names belong to different prospects: {found}. Send each prospect with its own names.",
    ko: "서로 다른 잠재 고객의 이름입니다: {found}. 잠재 고객마다 따로 보내 주세요.",
  },
} satisfies Record<string, Words>;
