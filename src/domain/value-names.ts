import type { Language } from "./language.ts";
import type { Words } from "./refusals/words.ts";

/** One act of each kind that every company has, inside of a sentence. */
export const actNames: Readonly<Record<string, Words>> = {
  call: { en: "call", ko: "전화" },
  email: { en: "e-mail", ko: "이메일" },
  meeting: { en: "meeting", ko: "면담" },
  demo: { en: "demo", ko: "시연" },
  statement_of_work: { en: "statement of work", ko: "작업 명세서" },
  social_contact: { en: "social contact", ko: "소셜 연락" },
  message: { en: "message", ko: "메시지" },
  visit: { en: "visit", ko: "방문" },
  referral: { en: "referral", ko: "소개" },
  deal: { en: "deal", ko: "계약" },
  opportunity: { en: "opportunity", ko: "영업 기회" },
  opportunity_opened: { en: "opportunity opened", ko: "영업 기회 등록" },
  deal_won: { en: "deal won", ko: "계약 성사" },
  deal_lost: { en: "deal lost", ko: "계약 실패" },
};

/** What the stages of a prospect are often called; a company may call them as it likes. */
export const stageNames = {
  lead: { en: "lead", ko: "관심 고객" },
  prospect: { en: "prospect", ko: "잠재 고객" },
  opportunity: { en: "opportunity", ko: "영업 기회" },
  customer: { en: "customer", ko: "고객" },
} as const satisfies Readonly<Record<string, Words>>;

/** What often comes of an act; a company may have others. */
export const outcomeNames = {
  attempt: { en: "attempt", ko: "시도" },
  answered: { en: "answered", ko: "응답" },
  connected: { en: "connected", ko: "연결됨" },
  contact: { en: "reached the person", ko: "본인 통화" },
  conversation: { en: "conversation", ko: "상담" },
  appointment_set: { en: "appointment set", ko: "약속 잡음" },
  held: { en: "held", ko: "만남" },
  no_answer: { en: "no answer", ko: "부재중" },
  voicemail: { en: "voicemail", ko: "음성 사서함" },
  wrong_number: { en: "wrong number", ko: "잘못된 번호" },
  refused: { en: "refused", ko: "거절" },
  callback: { en: "call back", ko: "다시 연락" },
  no_show: { en: "no show", ko: "불참" },
  cancelled: { en: "cancelled", ko: "취소" },
  bounced: { en: "bounced", ko: "반송" },
  replied: { en: "replied", ko: "회신" },
  won: { en: "won", ko: "성사" },
  lost: { en: "lost", ko: "실패" },
} as const satisfies Readonly<Record<string, Words>>;

/** The names in one language, by the value. */
export const namesIn = <T extends Readonly<Record<string, Words>>>(names: T, language: Language): Readonly<Record<keyof T, string>> =>
  // The same keys with a text for each.
  Object.fromEntries(Object.entries(names).map(([value, words]) => [value, words[language]])) as Readonly<Record<keyof T, string>>;
