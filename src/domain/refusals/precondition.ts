import type { Words } from "./words.ts";

/** Two people change one thing: neither overwrites what they have not seen. */
export const preconditionRefusals = {
  "precondition-required": {
    en: "Say which version you have seen: If-Match with the ETag that it was read with. It is {current} now; If-Match: * changes whatever is there.",
    ko: "어느 판을 보고 고치는지 If-Match에 읽을 때의 ETag를 쓰세요. 지금은 {current}입니다. If-Match: *이면 무엇이든 덮어씁니다.",
  },
  "version-mismatch": {
    en: "Somebody else has changed it meanwhile: it is {current} now. Nothing was changed. Read it again, and send your change with its ETag.",
    ko: "그사이 다른 사람이 고쳤습니다(지금: {current}). 아무것도 바꾸지 않았습니다. 다시 읽고 그 ETag로 보내세요.",
  },
  "if-match-format": {
    en: 'If-Match is {found}. It takes an ETag in its quotation marks, such as "7", several with commas between, or *.',
    ko: 'If-Match 값: {found}. "7"처럼 따옴표로 묶은 ETag나 쉼표로 이은 여러 개, 또는 *를 쓰세요.',
  },
} satisfies Record<string, Words>;
