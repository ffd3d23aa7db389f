import type { Words } from "./words.ts";

/** The same request twice, under one Idempotency-Key. */
export const idempotencyRefusals = {
  "idempotency-answer-erased": {
    en: "The request with this Idempotency-Key was done on {at}. Its answer is not kept any more, since somebody was erased meanwhile: ask for what it made.",
    ko: "이 Idempotency-Key의 요청은 {at}에 처리했습니다. 그 뒤 개인정보 삭제가 있어 응답은 남아 있지 않습니다. 만들어진 것을 조회하세요.",
  },
  "idempotency-key-invalid": {
    en: "An Idempotency-Key has 1 to {limit} printable ASCII characters, such as a random UUID.",
    ko: "Idempotency-Key는 무작위 UUID 같은 ASCII 문자 1~{limit}자로 쓰세요.",
  },
  "idempotency-key-reused": {
    en: "This Idempotency-Key was first used on {at} for another request. Nothing was done. Send a new key with a new request.",
    ko: "이 Idempotency-Key는 {at}에 다른 요청에 쓰였습니다. 아무것도 하지 않았습니다. 새 요청에는 새 키를 쓰세요.",
  },
  "idempotency-in-progress": {
    en: "The request with this Idempotency-Key is still being worked on. Ask again in {seconds} s.",
    ko: "이 Idempotency-Key의 요청을 아직 처리하고 있습니다. {seconds}초 뒤에 다시 보내세요.",
  },
} satisfies Record<string, Words>;
