import type { Words } from "./words.ts";

/** What the planner is asked that has no answer. */
export const plannerRefusals = {
  "planner-chance": {
    en: "{found} is no chance to plan by. Write more than 0 and less than 1, such as 0.8 for 80%.",
    ko: "{found}: 계획에 쓸 수 있는 확률이 아닙니다. 0보다 크고 1보다 작은 수로 쓰세요. 80%는 0.8입니다.",
  },
  "planner-rate": {
    en: 'The rate of the stage "{stage}" is none. It lies between 0% and 100%; of one that was counted no more is reached than was tried.',
    ko: '단계 "{stage}": 전환율이 아닙니다. 0%에서 100% 사이여야 하고, 센 값이면 도달한 수가 시도한 수를 넘을 수 없습니다.',
  },
  "planner-results": {
    en: "{found} results are asked for. Ask for a whole number from 1 to {most}.",
    ko: "원하는 결과가 {found}건입니다. 1에서 {most}까지의 정수로 쓰세요.",
  },
  "planner-pay": {
    en: "{found} is nothing to plan by. Write an amount above 0.",
    ko: "{found}: 계획에 쓸 수 없는 금액입니다. 0보다 큰 금액을 쓰세요.",
  },
  "planner-currencies": {
    en: "This amount is in {found}, and what is needed is in {needed}. Write both in one currency.",
    ko: "이 금액은 {found}, 필요한 금액은 {needed}입니다. 같은 통화로 쓰세요.",
  },
  "planner-deals": {
    en: "Nothing says what a deal is worth. Give at least one that was won, or ask for a number of results.",
    ko: "계약 한 건이 얼마인지 알 수 없습니다. 성사된 계약을 하나 이상 쓰거나 결과를 건수로 쓰세요.",
  },
} satisfies Record<string, Words>;
