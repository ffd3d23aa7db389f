import type { Words } from "./words.ts";

/** How much of a target is asked of whom, and from when a plan may ask more. */
export const targetRefusals = {
  "ramp-share": {
    en: '"{found}" is not a share of the target. Write a percentage from 0% to 100% such as 50%, or a number such as 0.5.',
    ko: '"{found}": 목표치의 비율로 읽을 수 없습니다. 0%에서 100%까지 50%처럼, 또는 0.5 같은 수로 쓰세요.',
  },
  "ramp-share-decimals": {
    en: "{found} has too many decimals: a share of the target has at most {decimals} here.",
    ko: "{found}: 소수 자릿수가 너무 많습니다. 목표치의 비율은 여기서 소수 {decimals}자리까지 씁니다.",
  },
  "ramp-through": {
    en: "A step of a ramp names one period, such as throughWeek: 2, through which it holds; this one names {found}.",
    ko: "수습 비율의 각 단계에는 throughWeek: 2처럼 언제까지인지 하나만 씁니다. 여기에는 {found}개가 있습니다.",
  },
  "ramp-mixed": {
    en: "This step counts by {found}, the first one by {first}. All steps of a ramp count the same periods.",
    ko: "이 단계는 {found}, 첫 단계는 {first}입니다. 한 수습 비율의 단계는 모두 같은 주기로 셉니다.",
  },
  "ramp-order": {
    en: "The step through {found} follows one through {before}. Steps ascend.",
    ko: "{before}까지인 단계 뒤에 {found}까지인 단계가 왔습니다. 단계는 오름차순으로 쓰세요.",
  },
  "ramp-shorter": {
    en: "{found} counts periods shorter than the plan's ({cadence}), so one target could have several shares. Count by {first} or by longer ones.",
    ko: "{found}: 활동 기준의 주기({cadence})보다 짧아 한 목표치에 비율이 여럿일 수 있습니다. {first}나 더 긴 주기로 쓰세요.",
  },
  "ramp-from-alone": {
    en: "rampFrom says what a ramp counts from, and there is no ramp. Leave it out, or write ramp.",
    ko: "rampFrom은 수습 비율을 언제부터 세는지 정하는데 ramp가 없습니다. 빼거나 ramp를 쓰세요.",
  },
  "plan-raise": {
    en: 'The version of the plan "{id}" from {found} asks more than the one before, or something else ({changed}), so it starts with a period: {next}. To start on {found} all the same, say why in reason; the period is then cut there.',
    ko: '활동 기준 "{id}": {found}부터인 버전은 앞 버전보다 더 요구하거나 다른 것을 요구하므로({changed}) 기간의 첫날인 {next}부터 적용합니다. {found}부터 적용하려면 reason에 이유를 쓰세요. 그날에서 기간이 나뉩니다.',
  },
} as const satisfies Readonly<Record<string, Words>>;
