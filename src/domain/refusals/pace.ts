import type { Words } from "./words.ts";

/** What is asked about the past, and about records that somebody should look at. */
export const paceRefusals = {
  "whole-range": {
    en: '"{found}" does not fit here. It is a whole number from {least} to {most}.',
    ko: '"{found}": {least}부터 {most}까지의 정수여야 합니다.',
  },
  "span-long": {
    en: "{from} to before {before} are {days} days. Ask about {most} at most.",
    ko: "{from}부터 {before} 전까지는 {days}일입니다. 최대 {most}일까지 물어볼 수 있습니다.",
  },
  "share-open": {
    en: '"{found}" is not a share between 0% and 100%, such as 5%.',
    ko: '"{found}": 0%와 100% 사이의 비율(예: 5%)이 아닙니다.',
  },
  "sample-bad": {
    en: "{found} bad ones are more than the {drawn} records of the sample.",
    ko: "문제가 있는 기록 {found}건이 표본 {drawn}건보다 많습니다.",
  },
  "question-unknown": {
    en: 'There is no question "{found}". attain list-questions lists them, as rule:member:day.',
    ko: '"{found}": 없는 확인 질문입니다. attain list-questions에 규칙:구성원:날짜로 나옵니다.',
  },
  "question-own": {
    en: "The question is about {member}, who cannot answer it. Let another person do so.",
    ko: "{member} 본인에 관한 질문이라 스스로 답할 수 없습니다. 다른 사람이 답하세요.",
  },
} satisfies Record<string, Words>;
