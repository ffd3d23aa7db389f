import type { Words } from "./words.ts";

/** What no text may hold, whatever it is for. */
export const textRefusals = {
  "text-nul": { en: "The text holds the character NUL ({place}), which cannot be stored. Remove it.", ko: "저장할 수 없는 NUL 문자가 있습니다({place}). 지우세요." },
} satisfies Record<string, Words>;
