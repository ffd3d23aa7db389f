import type { Words } from "./words.ts";

/** Days, times and spans. */
export const dateRefusals = {
  "date-required": { en: "The date is missing. Write it as {example}.", ko: "날짜가 없습니다. {example}처럼 쓰세요." },
  "date-format": {
    en: '"{found}" cannot be read as a date here. Write it as {example}.',
    ko: '"{found}": 날짜로 읽을 수 없습니다. {example}처럼 쓰세요.',
  },
  "date-ambiguous": {
    en: '"{found}" may be {first} or {second}. Write it as {first} or {second}; a file keeps its dates with a map that says format: M/d/yyyy or d/M/yyyy.',
    ko: '"{found}": {first}일 수도 {second}일 수도 있습니다. {first}처럼 쓰세요. 파일을 그대로 두려면 맵에 날짜 형식(format: M/d/yyyy 또는 d/M/yyyy)을 적으세요.',
  },
  "duration-backwards": {
    en: '"{to}" is before "{from}": an end cannot come first.',
    ko: '"{to}"이(가) "{from}"보다 앞섭니다. 끝이 시작보다 앞설 수 없습니다.',
  },
  "date-invalid": { en: '"{found}" does not exist: {reason}.', ko: '"{found}": 없는 날짜나 시각입니다. {reason}.' },
  "date-year": {
    en: '"{found}" names no year. Say year: 2026 for its column in the map.',
    ko: '"{found}": 연도가 없습니다. 맵의 그 열에 year: 2026처럼 연도를 적으세요.',
  },
  "date-weekday": {
    en: '"{found}" cannot be: {date} is a {weekday}.',
    ko: '"{found}": {date}은(는) {weekday}입니다. 날짜와 요일이 맞지 않습니다.',
  },
  "date-range": {
    en: '"{found}" lies outside {from} to {through}.{hint}',
    ko: '"{found}": {from}부터 {through}까지만 쓸 수 있습니다.{hint}',
  },
  "date-offset": { en: '"{found}": {reason}', ko: '"{found}": {reason}' },
  "date-gap": {
    en: '"{found}" did not exist in {zone}: the clocks went forward. It would be {first} or {second}; write the one that is meant.',
    ko: '"{found}": {zone}에 없던 시각입니다(시계를 앞당긴 때). {first} 또는 {second} 중에서 맞는 것을 쓰세요.',
  },
  "date-twice": {
    en: '"{found}" came twice in {zone}: {first} and {second}. Write the one that is meant.',
    ko: '"{found}": {zone}에서 두 번 있던 시각입니다. {first} 또는 {second} 중에서 맞는 것을 쓰세요.',
  },
  "date-future": {
    en: "{found} has not come yet; it is {now}. Up to 5 minutes of clock difference are allowed.",
    ko: "{found}: 아직 오지 않은 때입니다(지금 {now}). 시계 차이는 5분까지 허용합니다.",
  },
  "span-format": {
    en: '"{found}" is no span of days. Write its first day and the day after its last: {example}.',
    ko: '"{found}": 기간이 아닙니다. 첫날과 마지막 날의 다음 날을 {example}처럼 쓰세요.',
  },
  "period-empty": { en: "The span from {from} to before {before} has no day in it.", ko: "{from}부터 {before} 전까지는 하루도 없습니다." },
} satisfies Record<string, Words>;
