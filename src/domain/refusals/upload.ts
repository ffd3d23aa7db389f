import type { Words } from "./words.ts";

/** Files that are sent, and what becomes of them. Nothing of a file that is refused here is kept. */
export const uploadRefusals = {
  "file-part-missing": {
    en: 'There is no file in the request. Send it as the part "file" of multipart/form-data.',
    ko: '요청에 파일이 없습니다. multipart/form-data의 "file" 항목으로 보내세요.',
  },
  "file-part-repeated": {
    en: 'The part "{found}" is there more than once. Send one file at a time.',
    ko: '"{found}" 항목이 두 번 이상 있습니다. 파일은 한 번에 하나씩 보내세요.',
  },
  "file-part-unknown": {
    en: 'There is no part "{found}" here.{hint} The parts are {parts}.',
    ko: '"{found}": 여기에 없는 항목입니다.{hint} 항목: {parts}.',
  },
  "multipart-syntax": {
    en: "The body is not multipart/form-data that can be read: {problem}.",
    ko: "읽을 수 없는 multipart/form-data 본문입니다: {problem}.",
  },
  "upload-incomplete": {
    en: "{arrived} of {expected} MB arrived. Nothing was stored. Send the file again.",
    ko: "{expected}MB 가운데 {arrived}MB만 도착했습니다. 아무것도 저장하지 않았습니다. 파일을 다시 보내세요.",
  },
  "file-too-large": {
    en: "The file is larger than {megabytes} MB, which is the limit here. Split it, or import it on the server with attain import.",
    ko: "파일이 한도인 {megabytes}MB를 넘습니다. 나누어 보내거나 서버에서 attain import로 가져오세요.",
  },
  "file-name": {
    en: 'The name "{found}" cannot be a file\'s: {problem}. Name the file otherwise.',
    ko: '"{found}": 파일 이름으로 쓸 수 없습니다({problem}). 이름을 바꾸세요.',
  },
  "quota-full": {
    en: "{used} of {limit} MB are used by files that wait to be imported. Confirm or discard some of them first.",
    ko: "가져오기를 기다리는 파일이 {limit}MB 가운데 {used}MB를 쓰고 있습니다. 먼저 확정하거나 버리세요.",
  },
  "storage-full": {
    en: "The server has no room left for the file. Nothing was stored. Make room on its disk and send the file again.",
    ko: "서버에 파일을 둘 공간이 없습니다. 아무것도 저장하지 않았습니다. 디스크를 비운 뒤 다시 보내세요.",
  },
  "import-over": {
    en: "This import is over ({state}). Send the file again to import it again.",
    ko: "이 가져오기는 이미 끝났습니다({state}). 다시 가져오려면 파일을 다시 보내세요.",
  },
  "import-running": {
    en: "This import has been confirmed and is running.",
    ko: "이미 확정되어 진행 중인 가져오기입니다.",
  },
  "import-not-ready": {
    en: "This file cannot be imported as it is read now. Answer its questions or change its map first.",
    ko: "지금 읽은 대로는 가져올 수 없는 파일입니다. 먼저 질문에 답하거나 맵을 바꾸세요.",
  },
  "import-file-gone": {
    en: "The file of this import is no longer there. Send it again.",
    ko: "이 가져오기의 파일이 더 이상 없습니다. 다시 보내세요.",
  },
  "import-voids": {
    en: 'A complete load of these days would void {found} records that the file lacks. Confirm it with "voids": {found}.',
    ko: '이 기간의 전체 적재는 파일에 없는 기록 {found}건을 취소합니다. "voids": {found}로 확정하세요.',
  },
  "import-voids-changed": {
    en: "Nothing was recorded: the load was confirmed for {confirmed} records to be voided, and by now it would void {found}. Send the file again.",
    ko: "아무것도 기록하지 않았습니다. 취소할 기록을 {confirmed}건으로 확정했는데 지금은 {found}건입니다. 파일을 다시 보내세요.",
  },
  "import-complete-what": {
    en: "A complete load is for activities only; this file holds {found}.",
    ko: "전체 적재는 활동에만 씁니다. 이 파일에 든 것: {found}.",
  },
  "import-fault": {
    en: "Something went wrong here while the file was imported, and it is not the file's doing. What was recorded by then counts; send the file again and nothing counts twice.",
    ko: "가져오는 동안 서버에 문제가 생겼습니다. 파일 탓이 아닙니다. 그때까지 기록한 것은 남습니다. 다시 보내도 두 번 세지 않습니다.",
  },
  "rejected-file-none": {
    en: "No row of this import was rejected, or the file of rejected rows is older than {days} days.",
    ko: "이 가져오기에는 거부된 행이 없거나 거부된 행 파일의 보관 기간({days}일)이 지났습니다.",
  },
  "secret-column": {
    en: 'Column {column} ("{name}") holds what looks like {what}. Nothing was stored. Take the column out and send the file again.',
    ko: '{column}열("{name}")에 {what|이/가} 들어 있는 것 같습니다. 아무것도 저장하지 않았습니다. 그 열을 빼고 다시 보내세요.',
  },
  "secret-header": {
    en: "The name of column {column} holds what looks like {what}. Does the first row hold the columns' names?",
    ko: "{column}열의 이름에 {what|이/가} 들어 있는 것 같습니다. 첫 행이 열 이름인지 확인하세요.",
  },
} satisfies Record<string, Words>;
