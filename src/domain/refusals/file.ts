import type { Words } from "./words.ts";

/** Files: what they are, and how they are split into rows. Rows are numbered as a spreadsheet does. */
export const fileRefusals = {
  "file-type": { en: "This is {found}, not {wanted}.{hint}", ko: "{wanted} 파일이 아니라 {found}입니다.{hint}" },
  "file-missing": { en: 'There is no file "{found}" that can be read.', ko: '"{found}": 읽을 수 있는 파일이 없습니다.' },
  "rejected-file-place": {
    en: 'Rejected rows would go to "{found}", where nothing can be written. Name another place with --rejected.',
    ko: '거부된 행을 "{found}"에 쓸 수 없습니다. --rejected로 다른 위치를 정하세요.',
  },
  "file-empty": { en: "The file is empty. It needs at least one line.", ko: "파일이 비어 있습니다. 한 줄 이상 있어야 합니다." },
  "csv-empty": {
    en: "The file is empty. It needs a header row and at least one row.",
    ko: "파일이 비어 있습니다. 머리글 행과 한 행 이상이 있어야 합니다.",
  },
  "csv-encoding": {
    en: "Row {row}, column {column} holds the byte {byte}, which is not text in {encoding}. Save the file as CSV UTF-8.",
    ko: "{row}행 {column}열의 바이트 {byte}: {encoding} 텍스트가 아닙니다. CSV UTF-8로 저장하세요.",
  },
  "csv-delimiter-unclear": {
    en: "The columns may be set apart by {first} or by {second}. Choose the delimiter: separator in the map.",
    ko: "열 구분 기호가 {first}인지 {second}인지 알 수 없습니다. 맵의 separator로 정하세요.",
  },
  "csv-column-repeated": {
    en: '"{found}" appears twice (columns {first} and {second}).',
    ko: '"{found}" 열이 두 번 있습니다({first}열과 {second}열).',
  },
  "csv-column-unnamed": { en: "Column {column} has no name.", ko: "{column}열에 이름이 없습니다." },
  "csv-column-missing": {
    en: 'There is no column "{found}".{hint} The columns are {columns}. A map (--map) can name them otherwise.',
    ko: '"{found}" 열이 없습니다.{hint} 파일의 열: {columns}. 다른 이름은 맵(--map)으로 이을 수 있습니다.',
  },
  "csv-cells": {
    en: "Row {row} has {found} cells, the header has {wanted}.",
    ko: "{row}행의 칸은 {found}개인데 머리글은 {wanted}개입니다.",
  },
  "csv-quote": {
    en: "Row {row}, column {column} goes on after its closing quote. Double the quotes inside of it.",
    ko: "{row}행 {column}열: 닫는 따옴표 뒤에 글자가 있습니다. 안쪽 따옴표는 두 번 쓰세요.",
  },
  "csv-quote-open": {
    en: "The quote opened in row {row}, column {column} is never closed.",
    ko: "{row}행 {column}열에서 연 따옴표가 닫히지 않았습니다.",
  },
  "csv-row-too-long": {
    en: "Row {row} is longer than {limit} characters. Are there line ends in this file?",
    ko: "{row}행이 {limit}자를 넘습니다. 줄바꿈이 있는 파일인지 확인하세요.",
  },
  "workbook-broken": {
    en: "The workbook cannot be read: {what}. Open it, save it again as XLSX or CSV UTF-8, and import that.",
    ko: "통합 문서를 읽을 수 없습니다. {what}. 파일을 열어 XLSX나 CSV UTF-8로 다시 저장한 뒤 가져오세요.",
  },
  "workbook-limit": {
    en: "The workbook has more than {limit} {what}, which is more than can be read. Split it, or save its sheet as CSV UTF-8.",
    ko: "통합 문서의 {what} 수가 한도({limit})를 넘습니다. 파일을 나누거나 시트를 CSV UTF-8로 저장하세요.",
  },
  "workbook-full": {
    en: "A workbook takes at most {limit} {what}, and the list has more. Export it as CSV, or a part of it.",
    ko: "통합 문서 한도({limit})보다 {what} 수가 많습니다. CSV로 내보내거나 일부만 내보내세요.",
  },
  "export-part": {
    en: "There are more than the {most} entries that can be told at once, and a part of a list is none. Ask for fewer days.",
    ko: "한 번에 내보낼 수 있는 {most}건보다 많습니다. 일부만 내보내지 않으니 기간을 줄이세요.",
  },
  "sheet-limit": {
    en: "By row {row} the sheet has more {what} than the {limit} that can be read. Split it.",
    ko: "시트 {row}행에서 {what} 수가 한도({limit})를 넘습니다. 시트를 나누세요.",
  },
  "duration-written": {
    en: '"{found}" is no duration. Write it as 0:03:41, as 3m 41s, or as a number of seconds.',
    ko: '"{found}": 시간으로 읽을 수 없습니다. 0:03:41이나 3분 41초처럼, 또는 초를 숫자로 쓰세요.',
  },
  "duration-format": { en: '"{found}" is not a duration written as {format}.', ko: '"{found}": {format} 형식의 시간이 아닙니다.' },
  "attribute-undeclared": {
    en: 'The company declares no attribute "{found}".{hint} Declare it under attributes first.',
    ko: '"{found}": 회사에 없는 속성입니다.{hint} 먼저 attributes에 정하세요.',
  },
  "column-unused": {
    en: 'Column "{found}" is not mapped and will not be imported.{hint}',
    ko: '"{found}" 열은 연결되지 않아 가져오지 않습니다.{hint}',
  },
  "sheet-chosen": { en: 'Sheet "{found}" is read; not {others}.', ko: '"{found}" 시트를 읽습니다. 읽지 않는 시트: {others}.' },
  "rows-titles": {
    en: "The header is row {row}; what stands above it is left out.",
    ko: "머리글은 {row}행입니다. 그 위는 제목으로 보고 뺍니다.",
  },
  "rows-subtotals": {
    en: "Left out as totals of other rows ({count}): row {rows}.",
    ko: "다른 행을 더한 {count}행(소계·합계)은 뺍니다: {rows}행.",
  },
  "rows-footers": {
    en: "Left out as notes below the records ({count}): row {rows}.",
    ko: "기록이 아닌 {count}행(꼬리말)은 뺍니다: {rows}행.",
  },
  "rows-repeated": {
    en: "Left out as repeated headers ({count}): row {rows}.",
    ko: "머리글을 되풀이한 {count}행은 뺍니다: {rows}행.",
  },
  "rows-named": { en: "Left out as the map says ({count}): row {rows}.", ko: "맵에 적힌 대로 {count}행을 뺍니다: {rows}행." },
  "columns-filled": {
    en: "An empty cell of {columns} means the one above it.",
    ko: "{columns}의 빈 칸은 위 칸과 같은 값으로 읽습니다.",
  },
  "columns-unpivoted": {
    en: '{count} columns, from "{first}" to "{last}", are read as a row for each cell.',
    ko: '"{first}"부터 "{last}"까지 {count}개 열은 칸마다 한 행으로 읽습니다.',
  },
  "column-cleaned": {
    en: 'Column {column} was read as "{found}" without its invisible characters.',
    ko: '{column}열은 보이지 않는 문자를 빼고 "{found}"(으)로 읽었습니다.',
  },
} satisfies Record<string, Words>;
