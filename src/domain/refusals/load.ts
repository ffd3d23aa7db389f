import type { Words } from "./words.ts";

/** Files that are compared with the log: complete loads, of which either the records are recorded or nothing at all is, and a source's own reports. */
export const loadRefusals = {
  "load-rejected": {
    en: "Nothing was voided: {count} of the rows could not be taken, and each may be a record that the log has. Mend them and load the whole file again.",
    ko: "아무것도 취소하지 않았습니다. 거부된 행 {count}개가 이미 있는 기록일 수 있습니다. 고친 뒤 파일 전체를 다시 적재하세요.",
  },
  "load-source-missing": {
    en: "The file holds no record, so it does not say of which source it is all. If a source has none in that span, name it with --source.",
    ko: "파일에 기록이 없어 어느 출처의 전체인지 알 수 없습니다. 그 기간에 기록이 없는 출처라면 --source로 정하세요.",
  },
  "load-file-changed": {
    en: "Nothing was voided: the file was changed while it was read. Load it again.",
    ko: "아무것도 취소하지 않았습니다. 읽는 동안 파일이 바뀌었습니다. 다시 적재하세요.",
  },
  "load-expired": {
    en: "This load was begun more than a day ago and has been cleared away; {voided} records are void so far. Load the file again.",
    ko: "하루 넘게 지난 적재라 정리되었습니다. 지금까지 취소한 기록은 {voided}건입니다. 파일을 다시 적재하세요.",
  },
  "reconcile-nothing": {
    en: 'The file has no record of the source "{source}", so there is nothing to compare. Is it a report of another source?',
    ko: '파일에 출처 "{source}"의 기록이 없어 비교할 것이 없습니다. 다른 출처의 보고서가 아닌지 확인하세요.',
  },
} satisfies Record<string, Words>;
