import type { Words } from "./words.ts";

/** Scores, stretches, what is asked over shorter periods, what is carried over, and the company's lists of periods. */
export const requirementRefusals = {
  "points-format": {
    en: '"{found}" is no number of points. Write a number above 0 with at most four decimals, such as 40.',
    ko: '"{found}": 점수로 읽을 수 없습니다. 40처럼 0보다 크고 소수 네 자리 이하인 수로 쓰세요.',
  },
  "share-format": {
    en: '"{found}" is not a share. Write a percentage such as {example}, or the same as a number.',
    ko: '"{found}": 비율로 읽을 수 없습니다. {example} 같은 백분율이나 같은 값의 수로 쓰세요.',
  },
  "share-range": {
    en: "The share {found} is out of range: it lies from {least} to {most}.",
    ko: "비율 {found}: {least}부터 {most}까지 쓸 수 있습니다.",
  },
  "score-floor": {
    en: "The floor {floor} is above the cap {cap}: no progress could count. Lower the floor or raise the cap.",
    ko: "최저 비율 {floor}: 상한 {cap}보다 높습니다. 최저 비율을 낮추거나 상한을 올리세요.",
  },
  "score-unreachable": {
    en: "{needed} points are needed, but the parts give at most {most}. Lower needed, or raise a weight or a cap.",
    ko: "{needed}점이 필요한데 모두 채워도 {most}점입니다. needed를 낮추거나 가중치나 상한을 올리세요.",
  },
  "stretch-below": {
    en: "The stretch {found} is below the target {target}. It must be the target or more.",
    ko: "도전 목표 {found}: 목표치 {target}보다 낮습니다. 목표치 이상이어야 합니다.",
  },
  "over-count": {
    en: "Say in how many periods it must be met: either atLeast, or inARow for so many one after another.",
    ko: "몇 기간에서 달성해야 하는지 atLeast나 inARow(연속) 중 하나로 정하세요.",
  },
  "over-many": {
    en: "{found} periods are asked for, but a period of the plan has at most {most} of them.",
    ko: "{found}개 기간을 요구하지만 활동 기준의 한 기간에는 많아야 {most}개 있습니다.",
  },
  "over-cadence": {
    en: "Periods of {found} do not lie inside those of the plan, {cadence}. Choose a shorter cadence.",
    ko: "{found} 주기는 활동 기준의 주기 {cadence} 안에 들어가지 않습니다. 더 짧은 주기를 고르세요.",
  },
  "over-inside": {
    en: "An over stands inside another one. Ask it in a plan of its own.",
    ko: "over 안에 over가 또 있습니다. 별도의 활동 기준으로 만드세요.",
  },
  "list-order": {
    en: "The period starts on {found}, which is not after {before}, where the one before it starts. The periods ascend.",
    ko: "{found} 시작: 앞 기간의 시작일 {before} 이후가 아닙니다. 기간은 날짜순으로 씁니다.",
  },
  "list-end": {
    en: "The list ends before {found}, but its last period starts on {last}. endsBefore is the day after the last one.",
    ko: "endsBefore {found}: 마지막 기간의 시작일 {last} 이후여야 합니다. 마지막 날의 다음 날을 쓰세요.",
  },
  "list-empty": {
    en: "The list of periods is empty. Name at least one, with a label and the day on which it starts.",
    ko: "기간 목록이 비어 있습니다. 이름과 시작일이 있는 기간을 하나 이상 쓰세요.",
  },
  "list-over": {
    en: 'The list "{list}" ends before {end}, and today is {today}: the plan "{plan}" would ask nothing. Add the periods that follow, or end the plan.',
    ko: '목록 "{list}": {end} 전에 끝나고 오늘은 {today}이라 활동 기준 "{plan}"이(가) 아무것도 요구하지 않습니다. 이어지는 기간을 더하거나 활동 기준을 끝내세요.',
  },
  "list-past": {
    en: "The boundaries on days gone would change: {found}. Keep them, or say in reason why they are moved.",
    ko: "지난날의 기간 경계가 달라집니다: {found}. 그대로 두거나 reason에 이유를 쓰세요.",
  },
} satisfies Record<string, Words>;
