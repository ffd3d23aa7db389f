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
    en: "A contract that pays {found} leads to no income. Write what one pays, above 0.",
    ko: "{found}: 이 금액으로는 소득이 생기지 않습니다. 계약 한 건의 보수를 0보다 크게 쓰세요.",
  },
  "planner-currencies": {
    en: "A contract pays in {found}, and the income is needed in {needed}. Write both in one currency.",
    ko: "계약 보수는 {found}, 필요한 소득은 {needed}입니다. 같은 통화로 쓰세요.",
  },
} satisfies Record<string, Words>;
