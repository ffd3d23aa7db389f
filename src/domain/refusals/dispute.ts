import type { Words } from "./words.ts";

export const disputeRefusals = {
  "dispute-about": {
    en: "A dispute is about one thing: a record (with its metric), or a missing one with what it would say. Give one of the two.",
    ko: "이의 신청은 한 가지에 대해 합니다. 기록(집계 항목과 함께)이나 빠진 기록의 내용 중 하나만 쓰세요.",
  },
  "dispute-missing-metric": {
    en: "A missing record is entered whole and judged by every metric. Leave metric and counts out.",
    ko: "빠진 기록은 통째로 입력되어 모든 집계 항목이 판정합니다. metric과 counts는 빼세요.",
  },
  "dispute-missing-reason": {
    en: "The reason stands beside the missing record, not in it.",
    ko: "이유는 빠진 기록 안이 아니라 옆에 씁니다.",
  },
  "dispute-not-own": {
    en: "{by} cannot dispute this record: it is of {found}. Each disputes their own.",
    ko: "{by} 님은 이 기록에 이의를 신청할 수 없습니다. {found}의 기록입니다. 자기 기록에만 신청할 수 있습니다.",
  },
  "dispute-nothing": {
    en: 'The record already {is} for "{metric}". There is nothing to dispute.',
    ko: '"{metric}"에서 이미 {is} 기록입니다. 이의를 신청할 것이 없습니다.',
  },
  "dispute-not-ruled": {
    en: "No ruling could make this record count for {metric}: {why}. Restore it, undo its link, or correct it.",
    ko: "결정으로 {metric}에 인정할 수 없는 기록입니다: {why}. 취소를 되돌리거나, 연결을 풀거나, 기록을 바로잡으세요.",
  },
  "dispute-raised": {
    en: "{dispute} is about the same and {state}. {next}",
    ko: "{dispute}에서 이미 같은 내용을 다룹니다({state}). {next}",
  },
  "dispute-decided": {
    en: "{dispute} was {how} by {by} on {on}: {reason}",
    ko: "{dispute|은/는} {by} 님이 {on}에 {how}: {reason}",
  },
  "dispute-withdrawn": {
    en: "{dispute} was withdrawn by {by} on {on}.",
    ko: "{dispute|은/는} {by} 님이 {on}에 거두었습니다.",
  },
  "dispute-self": {
    en: "{by} cannot decide {dispute}: it is about their own number. It waits for {waitsFor}.",
    ko: "{by} 님은 {dispute}의 당사자라 결정할 수 없습니다. 결정할 사람: {waitsFor}.",
  },
  "dispute-not-yours": {
    en: "{by} cannot decide {dispute}: it waits for {waitsFor} until {through}.",
    ko: "{by} 님은 {dispute|을/를} 결정할 수 없습니다. {through}까지 결정할 사람: {waitsFor}.",
  },
  "dispute-no-decider": {
    en: "Nobody may decide {dispute}: nobody leads {member} today. Give somebody else the role manager in the member's team or one above it, operations, or admin.",
    ko: "{dispute|을/를} 결정할 사람이 없습니다. 오늘 {member} 님을 이끄는 사람이 없습니다. 소속 팀이나 상위 팀의 manager, 또는 operations나 admin 역할을 다른 사람에게 주세요.",
  },
  "dispute-not-party": {
    en: "{by} has no part in {dispute}: it is {member}'s, and those who lead them may speak to it.",
    ko: "{by} 님은 {dispute}에 참여하지 않습니다. {member} 님과 그를 이끄는 사람만 의견을 남길 수 있습니다.",
  },
  "dispute-not-raiser": {
    en: "{dispute} was raised by {member}. Only who raised it may do that.",
    ko: "{dispute|은/는} {member} 님이 신청했습니다. 신청한 사람만 할 수 있습니다.",
  },
  "dispute-not-appealable": {
    en: "{dispute} cannot be appealed: {why}.",
    ko: "{dispute}에는 재심을 신청할 수 없습니다: {why}.",
  },
  "dispute-open": {
    en: "{dispute} is not decided yet.",
    ko: "{dispute|은/는} 아직 결정되지 않았습니다.",
  },
  "file-evidence-type": {
    en: '"{found}" is none of these: {types}. A screenshot, a PDF or a recording shows what happened.',
    ko: '"{found}": {types} 중 하나가 아닙니다. 화면 사진, PDF, 녹음 파일을 쓰세요.',
  },
  "file-evidence-size": {
    en: "The file has {found} MB; {limit} MB is the most. Give a link to a larger one.",
    ko: "파일이 {found}MB입니다. 최대 {limit}MB입니다. 더 큰 파일은 링크로 알려 주세요.",
  },
  "file-evidence-empty": { en: "The file is empty.", ko: "빈 파일입니다." },
  "file-evidence-many": {
    en: "{dispute} has {limit} files, which is the most. Give a link to more.",
    ko: "{dispute}에는 파일이 이미 {limit}개 있습니다. 더 있으면 링크로 알려 주세요.",
  },
  "dispute-days": {
    en: "{found} is no number of days from 1 to {limit}.",
    ko: "{found}: 1부터 {limit}까지의 일수가 아닙니다.",
  },
} satisfies Record<string, Words>;
