import type { Words } from "./words.ts";

/** Periods that are closed, or that somebody wants to close. */
export const closingRefusals = {
  "closing-blocked": {
    en: "Cannot close {period}: {why}.",
    ko: "{period} 마감을 할 수 없습니다: {why}.",
  },
  "closing-overrulable": {
    en: "Cannot close {period}: {why}. Close all the same with a reason (--despite, despite).",
    ko: "{period} 마감을 할 수 없습니다: {why}. 그래도 마감하려면 이유를 쓰세요(--despite, despite).",
  },
  "closing-done": {
    en: "{period} is closed already: by {by}, at {at}.",
    ko: "{period|은/는} 이미 마감했습니다: {by}, {at}.",
  },
  "closing-nothing": {
    en: "Nothing is asked in {period}: no plan of this cadence holds there, so there is nothing to close.",
    ko: "{period}에는 이 주기의 활동 기준이 없어 마감할 것이 없습니다.",
  },
  "closing-under-way": {
    en: "Another period is being closed at this moment. Try again when that is done.",
    ko: "지금 다른 기간을 마감하는 중입니다. 끝난 뒤 다시 시도하세요.",
  },
  "closed-days": {
    en: "{from} to {through} is closed: {period}, by {by}. What comes late is told as an adjustment; to change it itself, reopen it first.",
    ko: "{from}~{through|은/는} 마감한 기간입니다: {period}, {by}. 늦게 들어온 것은 정정 반영으로 표시됩니다. 직접 바꾸려면 먼저 마감을 푸세요.",
  },
  "closure-none": {
    en: "{period} is not closed, so it cannot be reopened.",
    ko: "{period|은/는} 마감한 기간이 아니라서 마감을 풀 수 없습니다.",
  },
  "closure-later": {
    en: "{period} cannot be reopened while {later} is closed: only the last closed period can. What comes late for it is told as an adjustment.",
    ko: "{later|을/를} 마감한 동안에는 {period}의 마감을 풀 수 없습니다. 마지막으로 마감한 기간만 풀 수 있으며, 늦게 들어온 것은 정정 반영으로 표시됩니다.",
  },
  "closure-not-found": {
    en: "There is no closure {found}.",
    ko: "마감 {found}번이 없습니다.",
  },
  "statement-not-found": {
    en: "There is no statement {found}.",
    ko: "실적 확인서 {found}번이 없습니다.",
  },
  "statement-superseded": {
    en: "Statement {number} no longer holds: its period was reopened. The next closing gives a new one.",
    ko: "{number}번 실적 확인서는 더 이상 유효하지 않습니다. 기간의 마감을 풀었으며, 다시 마감하면 새로 나옵니다.",
  },
  "statement-acknowledged": {
    en: "Statement {number} was acknowledged already: by {by}, at {at}. That stays as it is.",
    ko: "{number}번 실적 확인서는 이미 확인했습니다: {by}, {at}. 바꿀 수 없습니다.",
  },
  "statement-nobodys": {
    en: "Statement {number} is a sum of many people's: only a member's own is acknowledged.",
    ko: "{number}번은 여러 사람의 합계입니다. 구성원 본인의 실적 확인서만 확인합니다.",
  },
} satisfies Record<string, Words>;
