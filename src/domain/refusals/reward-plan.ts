import type { Words } from "./words.ts";

/** Reward plans that cannot be. */
export const rewardPlanRefusals = {
  "reward-metric": {
    en: 'The plan "{plan}" asks no quota on the metric "{found}".{hint} Name one that it asks, or another plan.',
    ko: '활동 기준 "{plan}": 집계 항목 "{found}"에 대한 할당량이 없습니다.{hint} 그 기준에 있는 항목이나 다른 기준을 쓰세요.',
  },
  "reward-cadence": {
    en: 'The plan "{plan}" asks by {cadence}, and the reward would be paid by {found}. Both need the same cadence: write {cadence}.',
    ko: '활동 기준 "{plan}"의 주기는 {cadence}인데 인센티브의 주기는 {found}입니다. 같아야 하니 {cadence}로 쓰세요.',
  },
  "reward-start": {
    en: "{found} lies inside a period ({cadence}: {from} to {through}). What a period pays stays while it runs: start with {from} or {next}.",
    ko: "{found}: 기간 중간입니다({cadence}: {from}~{through}). 진행 중인 기간의 지급 기준은 바뀌지 않으니 {from}이나 {next}에 시작하세요.",
  },
  "reward-end-past": {
    en: "The reward plan cannot end on {found}: periods that have begun are paid. The earliest is {earliest}.",
    ko: "인센티브 기준을 {found}에 끝낼 수 없습니다. 이미 시작한 기간은 지급합니다. 가장 이른 날은 {earliest}입니다.",
  },
  "reward-bound": {
    en: '"{found}" is no bound here: the reward stands on an attainment, so write a percentage such as 0%, 100% or 112.5%.',
    ko: '"{found}": 경계로 쓸 수 없습니다. 달성률에 대한 인센티브이니 0%, 100%, 112.5% 같은 백분율로 쓰세요.',
  },
  "reward-threshold": {
    en: "{found} is no threshold: nothing lies below it. Write one above it, or none.",
    ko: "{found}: 지급 시작점으로 쓸 수 없습니다. 그 아래에 아무것도 없습니다. 더 큰 값이나 none을 쓰세요.",
  },
  "reward-tiers-empty": {
    en: "There are no tiers, so nothing would ever be paid. Name at least one, from {zero}, below none.",
    ko: "구간이 없어 지급되는 것이 없습니다. from {zero}, below none인 구간을 하나 이상 쓰세요.",
  },
  "reward-tiers-many": {
    en: "There are {found} tiers; {limit} is the most. Nobody can look ahead through more.",
    ko: "구간이 {found}개입니다. 최대 {limit}개입니다.",
  },
  "reward-tier-start": {
    en: "The first tier starts at {found}. Tiers start at {zero}: what lies below {found} must say what it pays, if only an amount of 0.",
    ko: "첫 구간이 {found}에서 시작합니다. 구간은 {zero}에서 시작해야 합니다. {found}보다 아래에서 얼마를 지급하는지(0이라도) 쓰세요.",
  },
  "reward-tier-gap": {
    en: "Between {before} and {found} there is no tier. Start this one at {before}, or put one between.",
    ko: "앞 구간은 {before} 미만에서 끝나는데 이 구간은 {found}에서 시작해 그 사이가 비어 있습니다. 이 구간을 {before}에서 시작하거나 사이에 구간을 넣으세요.",
  },
  "reward-tier-overlap": {
    en: "This tier starts at {found}, where the one before, which goes on below {before}, still holds. Start it at {before}, or end the one before below {found}.",
    ko: "이 구간은 {found}에서 시작하는데 앞 구간이 {before} 미만까지 이어집니다. {before}에서 시작하거나 앞 구간을 {found} 미만에서 끝내세요.",
  },
  "reward-tier-width": {
    en: "This tier starts at {from} and ends below {found}: nothing lies in it. Let it end above {from}.",
    ko: "{from}에서 시작해 {found} 미만에서 끝나는 구간에는 아무것도 들어가지 않습니다. {from}보다 큰 값에서 끝내세요.",
  },
  "reward-tier-closed": {
    en: "The last tier ends below {found}: what is more would have no tier. Write below: none, or add a tier from {found}.",
    ko: "마지막 구간이 {found} 미만에서 끝나 그 위에는 구간이 없습니다. below: none으로 쓰거나 {found}에서 시작하는 구간을 더하세요.",
  },
  "reward-tier-open": {
    en: "This tier has no end (below: none), and another one follows. Only the last tier is open: end this one below {next}.",
    ko: "끝이 없는 구간(below: none) 뒤에 다른 구간이 있습니다. 마지막 구간만 끝이 없으니 이 구간은 {next} 미만에서 끝내세요.",
  },
  "reward-tier-pays": {
    en: "A tier pays either an amount or a rate; this one names {found}.",
    ko: "구간에는 amount(금액)와 rate(단가) 중 하나만 씁니다. 여기에는 {found}개가 있습니다.",
  },
  "reward-rate-per": {
    en: "The rate {found} pays so much money for each part of the basis: say of how much in per, such as per: {example}, above 0.",
    ko: "rate {found}: 실적 얼마마다 지급하는지 per에 쓰세요. 예: per: {example}. 0보다 커야 합니다.",
  },
  "reward-rate-share": {
    en: "The rate {found} is a share of money, and the basis counts {unit}. Write an amount of {currency} with per instead.",
    ko: "rate {found}: 금액의 비율인데 실적의 단위는 {unit}입니다. {currency} 금액과 per를 쓰세요.",
  },
  "reward-rate-share-per": {
    en: "The rate {found} is a share of each unit by itself. Leave per out.",
    ko: "rate {found}: 비율에는 per를 쓰지 않습니다. 빼세요.",
  },
  "reward-rate-format": {
    en: '"{found}" is no rate. Write a percentage from 0% to {limit} with at most four decimals such as 3.5%, or an amount of money with per.',
    ko: '"{found}": 단가로 읽을 수 없습니다. 0%에서 {limit}까지 3.5% 같은 백분율(소수 네 자리까지)이나 금액과 per를 쓰세요.',
  },
  "reward-interpolate-nothing": {
    en: "interpolate: true lets amounts rise evenly, and no tier pays an amount. Rates rise by themselves: write interpolate: false.",
    ko: "interpolate: true는 금액이 고르게 오르게 하는데 금액을 지급하는 구간이 없습니다. 단가는 저절로 오르니 interpolate: false로 쓰세요.",
  },
  "reward-interpolate-open": {
    en: "The last tier has no end to which the amount {found} could rise. With split: marginal and interpolate: true it pays a rate, if only of 0.",
    ko: "마지막 구간은 끝이 없어 금액 {found}이(가) 고르게 오를 수 없습니다. split: marginal과 interpolate: true에서는 마지막 구간에 단가(0이라도)를 쓰세요.",
  },
  "reward-interpolate-rate": {
    en: "With split: whole and interpolate: true the payout rises from each tier's amount to the next one's, and this tier pays a rate. Write an amount, or interpolate: false.",
    ko: "split: whole과 interpolate: true에서는 지급액이 구간의 금액에서 다음 구간의 금액으로 오르는데 이 구간은 단가입니다. 금액이나 interpolate: false를 쓰세요.",
  },
  "reward-accumulate-each": {
    en: "accumulate: each asks the tiers about each record by itself, which a basis of {found} cannot: a target is one of a period. Write period or year-to-date, or a basis of credits.",
    ko: "accumulate: each는 기록마다 구간을 정하는데 {found} 실적은 기간의 목표치와 비교합니다. period나 year-to-date로 쓰거나 credits 실적으로 바꾸세요.",
  },
  "reward-accumulate-year": {
    en: "accumulate: year-to-date adds up what was done and what was asked, and a requirement as a whole has no such sum. Write period, or a quota of the plan as basis.",
    ko: "accumulate: year-to-date는 한 것과 목표치를 더하는데 달성 조건 전체에는 그런 합이 없습니다. period로 쓰거나 기준의 할당량 하나(quota)를 실적으로 하세요.",
  },
  "reward-participants-team": {
    en: 'The plan "{plan}" asks a team: say how its members share what it earns: {choices}.',
    ko: '활동 기준 "{plan}"은(는) 팀에 대한 것입니다. 구성원이 어떻게 나누는지 쓰세요: {choices}.',
  },
  "reward-participants-own": {
    en: "{found} shares what a team earns, and here each member earns by themselves. Write own.",
    ko: "{found}: 팀이 받은 것을 나누는 방식인데 여기서는 구성원마다 따로 받습니다. own으로 쓰세요.",
  },
  "reward-participants-credits": {
    en: "Shares by credits need one metric, and a requirement as a whole may have several. Write equal or working-days, or a basis of quota or surplus.",
    ko: "인정 건수로 나누려면 항목이 하나여야 하는데 달성 조건 전체에는 여럿일 수 있습니다. equal이나 working-days로 쓰거나 quota, surplus 실적으로 바꾸세요.",
  },
  "reward-gate-basis": {
    en: "A quality gate holds back what lies above a target, and a basis of credits has none. Write gate: none, or another basis.",
    ko: "품질 조건은 목표치를 넘는 부분에만 적용하는데 credits 실적에는 목표치가 없습니다. gate: none이나 다른 실적을 쓰세요.",
  },
  "reward-gate-count": {
    en: 'A quality gate sets good records against all of them, and the metric "{found}" sums {unit}. Name one that counts records.',
    ko: '품질 조건은 전체 기록 가운데 좋은 기록의 비율인데 집계 항목 "{found}"은(는) {unit}의 합계입니다. 건수를 세는 항목을 쓰세요.',
  },
  "reward-gate-share": {
    en: '"{found}" is no share for a quality gate. Write a percentage above 0% and below 100% such as {example}.',
    ko: '"{found}": 품질 조건의 비율로 쓸 수 없습니다. 0%보다 크고 100%보다 작은 {example} 같은 백분율로 쓰세요.',
  },
  "reward-gate-prior": {
    en: "The prior {found} must weigh more than 0 and at most {limit} records.",
    ko: "사전 분포 {found}: 0보다 크고 {limit}건 이하여야 합니다.",
  },
} satisfies Record<string, Words>;
