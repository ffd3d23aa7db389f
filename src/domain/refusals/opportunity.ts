import type { Words } from "./words.ts";

/** What an opportunity or an exchange rate says that cannot be so. */
export const opportunityRefusals = {
  "opportunity-not-found": {
    en: 'The source "{source}" has told no opportunity "{externalId}".',
    ko: '출처 "{source}"에 영업 기회 "{externalId}"이(가) 없습니다.',
  },
  "opportunity-void": {
    en: 'No person has taken "{externalId}" back: its source has, and it counts again when its source tells it again.',
    ko: '"{externalId}": 사람이 취소한 것이 아니라 출처가 취소한 영업 기회입니다. 출처가 다시 보내면 인정됩니다.',
  },
  "product-spelling": {
    en: 'The file writes "{found}" where the company has "{known}". To read it as that one: in a map, product: { column: …, values: { "{found}": "{known}" }, unlisted: keep }.',
    ko: '"{found}": 회사의 "{known}"을(를) 다르게 쓴 것 같습니다. 같은 상품으로 읽으려면 맵에 product: { column: …, values: { "{found}": "{known}" }, unlisted: keep }을 쓰세요.',
  },
  "opportunity-outcome": {
    en: "closedOn says when it closed, but outcome not how. Write won or lost, or leave closedOn out while it is open.",
    ko: "closedOn에 종료일은 있는데 outcome에 결과가 없습니다. won이나 lost를 쓰거나, 진행 중이면 closedOn을 빼세요.",
  },
  "opportunity-closed-on": {
    en: "The outcome is {found}, but closedOn does not say on which day. Write it, or leave the outcome out while it is open.",
    ko: "결과가 {found}인데 closedOn에 종료일이 없습니다. 날짜를 쓰거나, 진행 중이면 outcome을 빼세요.",
  },
  "opportunity-order": {
    en: "It closed on {found}, before it opened on {opened}. Correct one of the two.",
    ko: "종료일 {found}: 시작일 {opened}보다 앞섭니다. 둘 중 하나를 고치세요.",
  },
  "owner-missing": { en: "ownerFrom says from when, but there is no owner.", ko: "ownerFrom은 있는데 담당자(owner)가 없습니다." },
  "exchange-rate-format": {
    en: '"{found}" is not an exchange rate. Write what one unit is worth, above 0 and with at most {decimals} decimals, such as 1385.5.',
    ko: '"{found}": 환율로 읽을 수 없습니다. 1단위의 값을 1385.5처럼 0보다 크고 소수 {decimals}자리 이내로 쓰세요.',
  },
  "exchange-rate-own": {
    en: "{found} is the currency that the company reports in: it is worth itself. Leave the rate out.",
    ko: "{found}: 회사의 보고 통화라 환율이 필요 없습니다. 빼세요.",
  },
  "exchange-rate-twice": {
    en: "The rate of {found} from {from} on stands twice. Keep one.",
    ko: "{found}: {from}부터의 환율이 두 번 있습니다. 하나만 남기세요.",
  },
  "exchange-rate-missing": {
    en: "There is no rate of {found} in {currency} on {on}. Set one from that day or earlier on.",
    ko: "{on}에 적용할 {found}의 {currency} 환율이 없습니다. 그날이나 그 전부터의 환율을 정하세요.",
  },
} satisfies Record<string, Words>;
