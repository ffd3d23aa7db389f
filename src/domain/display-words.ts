import type { Name } from "./language.ts";
import type { Words } from "./refusals/words.ts";

/** The words of the glossary that a company may call otherwise, as they are called where it says nothing. */
export const displayWords = {
  company: { en: "company", ko: "회사" },
  team: { en: "team", ko: "팀" },
  member: { en: "member", ko: "구성원" },
  manager: { en: "manager", ko: "관리자" },
  prospect: { en: "prospect", ko: "잠재 고객" },
  customer: { en: "customer", ko: "고객" },
  activity: { en: "activity", ko: "활동" },
  quota: { en: "quota", ko: "할당량" },
  plan: { en: "plan", ko: "활동 기준" },
  ramp: { en: "ramp", ko: "수습 비율" },
  reward: { en: "reward", ko: "인센티브" },
  referral: { en: "referral", ko: "소개" },
  opportunity: { en: "opportunity", ko: "영업 기회" },
  deal: { en: "deal", ko: "계약" },
} as const satisfies Record<string, Words>;

export type WordKey = keyof typeof displayWords;
export const wordKeys = Object.keys(displayWords) as readonly WordKey[];

/** What a company calls these things, in one language or several. */
export type CompanyWords = Readonly<Partial<Record<WordKey, Name>>>;

/** The company's own words, in the order of the glossary. */
export const inOrder = (words: CompanyWords): readonly (readonly [WordKey, Name])[] =>
  wordKeys.flatMap((key) => (words[key] === undefined ? [] : [[key, words[key]] as const]));

/** What everything is called in a company, in each language: its own word, else the glossary's. */
export const wordsIn = (words: CompanyWords): Readonly<Record<WordKey, Words>> =>
  Object.fromEntries(wordKeys.map((key) => [key, { ...displayWords[key], ...words[key] }])) as Record<WordKey, Words>;
