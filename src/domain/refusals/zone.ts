import type { Words } from "./words.ts";

/** Time zones: places, since only a place has rules for its clocks. */
export const zoneRefusals = {
  "tz-required": {
    en: "The time zone is missing. Name a place such as {example}.",
    ko: "시간대가 없습니다. {example} 같은 지역 이름을 쓰세요.",
  },
  "tz-unknown": { en: '"{found}" is not a time zone.{hint}', ko: '"{found}": 없는 시간대입니다.{hint}' },
  "tz-offset": {
    en: '"{found}" is an offset ({meaning}), and an offset knows no clock changes. Choose a place, such as {place}.',
    ko: '"{found}": 시차({meaning})일 뿐 시계 변경 규칙이 없습니다. {place} 같은 지역을 고르세요.',
  },
  "tz-abbreviation": {
    en: '"{found}" is an abbreviation, and those are not unique. Choose a place: {places}.',
    ko: '"{found}": 약어는 여러 곳을 뜻할 수 있습니다. 지역을 고르세요: {places}.',
  },
  "tz-legacy": {
    en: '"{found}" is a rule of old programs, not a place. Choose {place}.',
    ko: '"{found}": 지역이 아니라 옛 프로그램의 규칙입니다. 대신 고를 지역: {place}.',
  },
  "tz-windows": {
    en: '"{found}" is the Windows name of {place}. Write {place}.',
    ko: '"{found}": Windows에서 쓰는 이름입니다. 대신 쓸 이름: {place}.',
  },
  "tz-engine": {
    en: "{found} is newer than the zone data of this server. Update Node.js on the server.",
    ko: "{found}: 이 서버의 시간대 자료에 아직 없습니다. 서버의 Node.js를 업데이트하세요.",
  },
} satisfies Record<string, Words>;
