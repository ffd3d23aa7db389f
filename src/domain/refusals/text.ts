import type { Words } from "./words.ts";

/** What no text may hold, whatever it is for. `{place}` says where, counted in characters. */
export const textRefusals = {
  "text-empty": {
    en: "The text is empty. Write at least one visible character.",
    ko: "내용이 비어 있습니다. 보이는 글자를 하나 이상 쓰세요.",
  },
  "text-too-long": { en: "The text is longer than {limit} characters.", ko: "{limit}자를 넘습니다. {limit}자까지 쓸 수 있습니다." },
  "text-nul": {
    en: "The text holds the character NUL ({place}), which cannot be stored. Remove it.",
    ko: "저장할 수 없는 NUL 문자가 있습니다({place}). 지우세요.",
  },
  "text-control": {
    en: "The text holds the control character {character} ({place}). Remove it.",
    ko: "제어 문자 {character}: 쓸 수 없습니다({place}). 지우세요.",
  },
  "text-surrogate": {
    en: "The text holds half a character, {character} ({place}); it was cut or decoded wrongly. Send it again as UTF-8.",
    ko: "반쪽짜리 문자 {character}: 잘렸거나 잘못 해석된 글입니다({place}). UTF-8로 다시 보내세요.",
  },
  "secret-number": {
    en: "This holds what looks like {what}. Leave it out; it is stored nowhere.{way}",
    ko: "{what}(으)로 보이는 값이 있습니다. 빼고 보내세요. 어디에도 저장하지 않았습니다.{way}",
  },
  "value-placeholder": {
    en: '"{found}" stands for a missing value or a spreadsheet error; it is no value. Fill it in.',
    ko: '"{found}": 값이 아니라 빈 값이나 스프레드시트 오류 표시입니다. 값을 채우세요.',
  },
} satisfies Record<string, Words>;
