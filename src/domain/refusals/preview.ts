import type { Words } from "./words.ts";

/** What a preview of an import says against it, and saved maps. */
export const previewRefusals = {
  "import-nothing": {
    en: "The file gives no record; the map leaves out {skipped} of its rows.",
    ko: "파일에서 읽은 기록이 없습니다. 맵이 {skipped}행을 뺐습니다.",
  },
  "import-all-rejected": {
    en: "None of the {rows} rows can be taken as they are read. Correct how the columns are read.",
    ko: "{rows}행 가운데 받을 수 있는 행이 없습니다. 열을 읽는 방법을 고치세요.",
  },
  "members-left": {
    en: "{limit} people became members; {count} more whom the file names did not, since so many are added at once. Send the file again: its records count once, and the rest is added.",
    ko: "{limit}명을 구성원으로 등록했습니다. 한 번에 등록할 수 있는 수를 넘어 {count}명이 남았습니다. 같은 파일을 다시 보내면 기록은 한 번만 세고 남은 사람을 등록합니다.",
  },
  "answer-unknown": {
    en: '"{found}" is no answer to "{question}". Choose one of {choices}.',
    ko: '"{found}": "{question}"의 답이 아닙니다. 고를 수 있는 답: {choices}.',
  },
  "question-unknown": {
    en: 'This file raises no question "{found}".{hint}',
    ko: '"{found}": 이 파일에는 없는 질문입니다.{hint}',
  },
  "map-header-missing": {
    en: "A saved map needs the columns that it is for: header, a list of their names.",
    ko: "저장할 맵에는 대상 파일의 열 이름 목록(header)이 필요합니다.",
  },
} satisfies Record<string, Words>;
