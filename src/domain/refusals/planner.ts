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
  "planner-rate-format": {
    en: "{found} is no rate. Write a percentage such as 7.5%, a number from 0 to 1, or so many of so many: 1/379.",
    ko: "{found}: 전환율이 아닙니다. 7.5%처럼 백분율로, 0에서 1까지의 수로, 또는 1/379처럼 몇 건 중 몇 건으로 쓰세요.",
  },
  "planner-counted": {
    en: "{reached} of {of} is no rate: no more comes of a stage than was tried.",
    ko: "{of}건 중 {reached}건은 전환율이 아닙니다. 도달한 수는 시도한 수를 넘을 수 없습니다.",
  },
  "planner-rate-or-counted": {
    en: 'A stage has a rate, or what was counted of it, and not both: "rate": "7.5%", or "counted": {"reached": 30, "of": 400}.',
    ko: '단계에는 전환율이나 센 값 가운데 하나만 씁니다. "rate": "7.5%" 또는 "counted": {"reached": 30, "of": 400}',
  },
  "planner-minutes": {
    en: "{found} minutes are no time that one takes. Write {choices}.",
    ko: "{found}분: 한 건에 드는 시간이 아닙니다. {choices} 사이로 쓰세요.",
  },
  "planner-hours": {
    en: "{found} hours of a working day are not there. Write more than 0 and no more than 24.",
    ko: "{found}시간: 하루 시간이 아닙니다. 0보다 크고 24 이하로 쓰세요.",
  },
  "planner-stages": {
    en: "{found} stages are told. Tell from 1 to {most}.",
    ko: "단계가 {found}개입니다. 1개에서 {most}개까지 쓰세요.",
  },
  "planner-rates": {
    en: 'Say by which rates to plan, and once: "stages" with rates of their own, or "rates": "funnel" for what was counted here, "assumed" for what is assumed.',
    ko: '어떤 전환율로 셈할지 하나만 쓰세요. 직접 쓴 "stages", 또는 "rates": "funnel"(여기서 센 값)이나 "assumed"(가정한 값)',
  },
  "planner-typed": {
    en: "{found} is of the company's funnel, and here the stages are typed. Leave out one of them.",
    ko: "{found}: 회사 퍼널에 쓰는 항목인데 단계를 직접 썼습니다. 둘 중 하나를 빼세요.",
  },
  "planner-wanted": {
    en: 'Say what is wanted, and once: "results", or "income" with "each", or "worth".',
    ko: '원하는 결과를 하나만 쓰세요. "results", "income"과 "each", 또는 "worth"',
  },
  "planner-no-way": {
    en: 'No assumed rate leads from the stage "{from}" to "{to}". Type the rates, or say them in the company file.',
    ko: '단계 "{from}"에서 "{to}"(으)로 가는 가정 전환율이 없습니다. 직접 쓰거나 회사 파일에 적으세요.',
  },
  "planner-not-counted": {
    en: 'Nothing was counted of the stage "{stage}" from {from} to {through}. Plan by assumed rates, or type them.',
    ko: '{from}부터 {through}까지 단계 "{stage}"에서 센 것이 없습니다. 가정 전환율로 셈하거나 직접 쓰세요.',
  },
  "funnel-sums": {
    en: "You see the funnel in sums. Tell it apart by team, source or kind.",
    ko: "퍼널의 합계만 볼 수 있습니다. 팀, 출처, 활동 유형으로 나누어 보세요.",
  },
  "funnel-days": {
    en: "There is no day on which something could have been tried. Choose days up to today, the first before the last.",
    ko: "시도할 수 있는 날이 없습니다. 오늘까지의 날로, 첫날이 마지막 날보다 앞서게 고르세요.",
  },
  "planner-draft-metric": {
    en: "The rates are typed, so nothing says what is to be counted. Name a metric.",
    ko: "전환율을 직접 써서 무엇을 셀지 알 수 없습니다. 집계 항목을 고르세요.",
  },
  "planner-draft-reach": {
    en: "Nobody is asked for what is not reachable. Ask for less, or give it more time, and make that a draft.",
    ko: "할 수 없는 양은 초안으로 만들지 않습니다. 목표를 줄이거나 시간을 늘린 뒤 초안으로 만드세요.",
  },
} satisfies Record<string, Words>;
