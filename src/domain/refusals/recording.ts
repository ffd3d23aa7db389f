import type { Words } from "./words.ts";

export const recordingRefusals = {
  "activity-not-found": {
    en: 'There is no activity "{externalId}" of source "{source}".',
    ko: '출처 "{source}"의 활동 "{externalId}"이(가) 없습니다.',
  },
  "restore-void": {
    en: 'No person has taken "{externalId}" back: its source has, and it counts again when its source tells it again.',
    ko: '"{externalId}": 사람이 취소한 것이 아니라 출처가 취소한 기록입니다. 출처가 다시 보내면 인정됩니다.',
  },
  "restore-missing": {
    en: 'No person has taken "{externalId}" back: a complete load lacked it, and it counts again when its source tells it again. attain attest-activity enters what no source tells.',
    ko: '"{externalId}": 사람이 취소한 것이 아니라 전체 파일에 없어서 취소된 기록입니다. 출처가 다시 보내면 인정됩니다. 출처에 없는 활동은 attain attest-activity로 입력하세요.',
  },
  "link-none": {
    en: 'The activity "{externalId}" of source "{source}" is linked with no other record, and nobody has unlinked it.',
    ko: '출처 "{source}"의 활동 "{externalId}"은(는) 다른 기록과 연결되어 있지 않고, 연결을 푼 적도 없습니다.',
  },
  "link-held": {
    en: 'The activity "{externalId}" of source "{source}" is the one that counts; {held} is linked to it. Unlink that one.',
    ko: '출처 "{source}"의 활동 "{externalId}"은(는) 인정되는 쪽입니다. 연결된 쪽인 {held|을/를} 푸세요.',
  },
  "prospect-names-differ": {
    en: "These names belong to different prospects: {found}. Send each prospect with its own names; if they are one, merge them: it is kept as a merge suggestion.",
    ko: "서로 다른 잠재 고객의 이름입니다: {found}. 잠재 고객마다 따로 보내고, 같은 사람이면 병합하세요. 병합 제안으로 남겨 두었습니다.",
  },
  "prospects-same": {
    en: '"{keep}" and "{other}" are names of one and the same prospect. There is nothing to merge.',
    ko: '"{keep}"와(과) "{other}"은(는) 이미 같은 잠재 고객의 이름입니다. 병합할 것이 없습니다.',
  },
  "prospects-merged": {
    en: '"{keep}" and "{other}" are merged already. Name another prospect, or take that merge back first.',
    ko: '"{keep}"와(과) "{other}"은(는) 이미 병합되어 있습니다. 다른 잠재 고객을 쓰거나 그 병합을 먼저 되돌리세요.',
  },
  "prospect-unmerged": {
    en: '"{found}" was not merged into another prospect.{hint}',
    ko: '"{found}": 다른 잠재 고객에 병합되어 있지 않습니다.{hint}',
  },
  "merge-large": {
    en: "More than {limit} records would be judged anew at once. A name that so many records share, such as a switchboard's number, is rarely one prospect's: let their source name whom they were with.",
    ko: "다시 판정할 기록이 {limit}건을 넘습니다. 대표 번호처럼 많은 기록에 쓰인 이름은 한 명의 것이 아닐 때가 많습니다. 출처에서 실제 상대를 적어 주세요.",
  },
  "merge-decided": {
    en: "Merge suggestion {number} was decided already, by {by} on {on}. attain merge-prospects and attain unmerge-prospect decide anew.",
    ko: "병합 제안 {number}번은 {by} 님이 {on}에 이미 결정했습니다. attain merge-prospects나 attain unmerge-prospect로 다시 정할 수 있습니다.",
  },
  "cursor-invalid": {
    en: "This cursor was not given out for this list. Start again without one.",
    ko: "이 목록에서 받은 커서가 아니에요. 커서 없이 처음부터 다시 불러 주세요.",
  },
  "redating-large": {
    en: "More than {limit} records from {from} to before {before} would be dated anew at once. Choose a shorter span, or one member after the other.",
    ko: "{from}부터 {before} 전까지 날짜를 다시 산정할 기록이 {limit}건을 넘습니다. 기간을 줄이거나 구성원을 한 명씩 지정하세요.",
  },
  "metric-counting": {
    en: 'The metric "{metric}" is still being counted: {done} of {of} records. Its numbers are told when it is done.',
    ko: '집계 항목 "{metric}"을(를) 아직 세고 있어요: 기록 {of}건 중 {done}건. 다 세면 숫자를 보여 드려요.',
  },
} satisfies Record<string, Words>;
