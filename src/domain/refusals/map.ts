import type { Words } from "./words.ts";

/** A map that adapts a foreign file. */
export const mapRefusals = {
  "map-syntax": { en: "The map is not YAML at {place}: {problem}", ko: "{place}: YAML로 읽을 수 없는 맵입니다. {problem}" },
  "map-shape": { en: "Expected {wanted} here, found {found}.", ko: "{wanted}이(가) 있어야 하는데 {found}이(가) 있습니다." },
  "map-key": { en: 'A map has no "{found}" here.{hint}', ko: '"{found}": 맵의 이 자리에 쓸 수 없습니다.{hint}' },
  "map-field": { en: '"{found}" is not a field to import.{hint}', ko: '"{found}": 가져올 수 있는 필드가 아닙니다.{hint}' },
  "map-column": {
    en: 'The file has no column "{found}".{hint} Its columns: {columns}.',
    ko: '"{found}": 파일에 없는 열입니다.{hint} 파일의 열: {columns}.',
  },
  "map-sheet": {
    en: 'The file has no sheet "{found}".{hint} Its sheets: {sheets}.',
    ko: '"{found}": 파일에 없는 시트입니다.{hint} 파일의 시트: {sheets}.',
  },
  "map-header-row": {
    en: "Row {row} cannot be the header: nothing stands there.",
    ko: "{row}행에는 아무것도 없어 머리글이 될 수 없습니다.",
  },
  "map-month": {
    en: "The map takes the month from a title, and neither a title nor the sheet's name names one. Write it as month: 2026-03.",
    ko: "맵은 제목의 달을 쓰는데, 제목에도 시트 이름에도 달이 없습니다. month: 2026-03처럼 적으세요.",
  },
  "map-weekdays": {
    en: "The title says {found}, and the weekdays below its days are not those of that month. Mend the sheet, or write the month into the map as month: 2026-03.",
    ko: "제목에는 {found}(이)라고 적혀 있는데 날짜 아래의 요일이 그 달과 다릅니다. 시트를 고치거나 맵에 month: 2026-03처럼 달을 적으세요.",
  },
  "map-twice": {
    en: '"{field}" is filled by a column and by a constant. Keep one of them.',
    ko: '"{field}" 값이 열과 상수에 모두 있습니다. 하나만 남기세요.',
  },
  "map-missing": {
    en: 'The map fills no "{field}", which every record needs.',
    ko: '모든 기록에 필요한 "{field}" 필드를 채우는 열이 맵에 없습니다.',
  },
  "map-format": {
    en: '"{found}" is not a format for {field}: {problem}.',
    ko: '"{found}": {field}에 쓸 수 있는 형식이 아닙니다. {problem}.',
  },
  "map-zone": {
    en: 'The format "{found}" has no offset, so the map must name the zone of its times, such as zone: Asia/Seoul.',
    ko: '"{found}" 형식에는 시차가 없습니다. zone: Asia/Seoul처럼 시각의 시간대를 맵에 적으세요.',
  },
  "map-value": {
    en: '"{found}" is not among the values that the map knows: {choices}.',
    ko: '"{found}": 맵에 없는 값입니다. 맵의 값: {choices}.',
  },
  "export-recognised": {
    en: "The file was recognised as {name} and read as such. With --map it is read as a map says.",
    ko: "{name} 파일로 인식해 그에 맞게 읽었습니다. --map을 쓰면 맵대로 읽습니다.",
  },
  "export-unchecked": {
    en: 'Which rows are done and which are only planned tells a column "{column}", and this export has none: all its rows are taken for done.',
    ko: '한 일과 예정만 된 일은 "{column}" 열로 구분하는데 이 파일에는 없습니다. 모든 행을 한 일로 읽습니다.',
  },
  "export-incomplete": {
    en: "This looks like {name}, but nothing in it gives {fields}. Its columns are {columns}. Export it with that column, or name another with a map (--map).",
    ko: "{name} 파일로 보이지만 {fields}에 해당하는 열이 없습니다. 파일의 열: {columns}. 그 열을 넣어 다시 내보내거나 맵(--map)으로 이으세요.",
  },
  "map-for-table": {
    en: "A map adapts a table. This file is NDJSON, whose lines are records already.",
    ko: "맵은 표에 씁니다. 이 파일은 한 줄이 한 기록인 NDJSON입니다.",
  },
} satisfies Record<string, Words>;
