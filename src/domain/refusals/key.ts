import type { Words } from "./words.ts";

/** A source or an external id: the identity of a record for ever. */
export const keyRefusals = {
  "key-empty": {
    en: "The key is empty. It must tell this record from every other.",
    ko: "키가 비어 있습니다. 다른 기록과 구별되는 값이 필요합니다.",
  },
  "key-placeholder": {
    en: '"{found}" is a placeholder that every record would share, not a key.',
    ko: '"{found}": 모든 기록이 함께 쓰게 될 빈 값 표시이지 키가 아닙니다.',
  },
  "key-too-long": {
    en: "The key is too long: at most {limit} characters and {bytes} bytes.",
    ko: "키가 너무 깁니다. 최대 {limit}자, {bytes}바이트입니다.",
  },
  "key-control": {
    en: "The key holds the control character {character} ({place}). Remove it.",
    ko: "키에 제어 문자 {character}: 쓸 수 없습니다({place}). 지우세요.",
  },
  "key-space": {
    en: 'The key "{found}" starts or ends with a space. Remove it.',
    ko: '키 "{found}": 앞이나 뒤에 공백이 있습니다. 지우세요.',
  },
  "key-invisible": {
    en: "The key holds the invisible character {character} ({place}). Remove it.",
    ko: "키에 보이지 않는 문자 {character}: 쓸 수 없습니다({place}). 지우세요.",
  },
} satisfies Record<string, Words>;
