import type { Words } from "./words.ts";

/** What an activity or a prospect says that cannot be so. */
export const activityRefusals = {
  "unknown-field": { en: 'There is no field "{found}" here.{hint}', ko: '"{found}": 여기에 없는 필드입니다.{hint}' },
  "kind-unknown": {
    en: '"{found}" is not a kind of activity here.{hint} A company adds its own under kinds.',
    ko: '"{found}": 없는 활동 유형입니다.{hint} 회사가 쓰는 유형은 kinds에 더합니다.',
  },
  "occurrence-required": {
    en: "When it was done is missing. Give occurredAt, or occurredOn for a day without a time.",
    ko: "언제 했는지가 없습니다. occurredAt, 시각을 모르면 occurredOn을 쓰세요.",
  },
  "occurrence-twice": {
    en: "occurredAt and occurredOn are both given. Give one of them.",
    ko: "occurredAt과 occurredOn이 함께 있습니다. 하나만 쓰세요.",
  },
  "provenance-attested": {
    en: "Only a person's decision makes a record attested: attain attest-activity. Send captured, imported or self_reported.",
    ko: "attested는 사람의 결정으로만 생깁니다(attain attest-activity). captured, imported, self_reported 중에서 쓰세요.",
  },
  "source-reserved": {
    en: 'The source "{found}" is kept for what people enter by a decision: attain attest-activity. Name the system that the record comes from.',
    ko: '출처 "{found}": 사람이 결정해 입력한 기록에만 씁니다(attain attest-activity). 기록이 온 시스템의 이름을 쓰세요.',
  },
  "provenance-exceeds": {
    en: '"{found}" is more than the source "{source}" may claim: it is declared as {most}.',
    ko: '"{found}": 출처 "{source}"에 허용된 기록 근거({most})를 넘습니다.',
  },
  "shares-sum": {
    en: "The shares add up to {found}. They must add up to 100%.",
    ko: "몫의 합이 {found}입니다. 모두 더해 100%가 되어야 합니다.",
  },
  "shares-partial": {
    en: '"{found}" gives some members a share and others none. Give all of them one (raj:60%;mina:40%), or none for equal parts.',
    ko: '"{found}": 몫이 있는 구성원과 없는 구성원이 섞여 있습니다. 모두에게 쓰거나(raj:60%;mina:40%) 똑같이 나누려면 모두 빼세요.',
  },
  "share-format": {
    en: '"{found}" is not a share such as 60% or 33.3333%.',
    ko: '"{found}": 60%나 33.3333% 같은 몫이 아닙니다.',
  },
  "member-twice": {
    en: '"{found}" is named twice. Name each member once.',
    ko: '"{found}": 두 번 적혀 있습니다. 구성원마다 한 번만 쓰세요.',
  },
  "members-many": { en: "{found} members are named; at most {most} may be.", ko: "구성원이 {found}명입니다. {most}명까지 쓸 수 있습니다." },
  "prospects-many": {
    en: "{found} prospects are named; at most {most} may be.",
    ko: "잠재 고객이 {found}명입니다. {most}명까지 쓸 수 있습니다.",
  },
  "several-prospects": {
    en: '"{found}" names several prospects where one is asked for.',
    ko: '"{found}": 한 명을 써야 하는 곳에 잠재 고객이 여럿입니다.',
  },
  "total-day": {
    en: "A daily total is of a whole day. Give occurredOn, a day such as 2026-03-02, and no time.",
    ko: "하루 합계는 하루 전체의 것입니다. 시각 없이 occurredOn에 날짜(예: 2026-03-02)를 쓰세요.",
  },
  "total-quantity": {
    en: "A daily total says in quantity how many were done on the day, 0 or more.",
    ko: "하루 합계에는 그날 몇 건을 했는지 quantity에 0 이상으로 써야 합니다.",
  },
  "total-members": {
    en: "A daily total is one member's, and {found} are named. Send one for each member.",
    ko: "하루 합계는 구성원 한 명의 것인데 {found}명이 적혀 있습니다. 구성원마다 하나씩 보내세요.",
  },
  "total-prospect": {
    en: "A daily total names no prospect. Leave prospect out, or send one record for each activity.",
    ko: "하루 합계에는 잠재 고객을 쓰지 않습니다. prospect를 빼거나 활동마다 기록을 하나씩 보내세요.",
  },
  "total-reserved": {
    en: '"{found}" is the id of a daily total. Say so with total: true, or give the record another id.',
    ko: '"{found}": 하루 합계의 id입니다. total을 true로 쓰거나 다른 id를 쓰세요.',
  },
  "milestone-reserved": {
    en: '"{found}" is the id of what happened to an opportunity. It is worked out from the opportunity: record that instead.',
    ko: '"{found}": 영업 기회의 이정표에 쓰는 id입니다. 이정표는 영업 기회에서 나오므로 영업 기회를 기록하세요.',
  },
  "total-identity": {
    en: "A daily total is known by its member, kind and day, so that the next replaces it. Leave the id out; it is {identity}.",
    ko: "하루 합계는 구성원, 종류, 날짜로 구별되어 다음 합계가 앞의 것을 바꿉니다. id를 빼세요. 이 합계의 id는 {identity}입니다.",
  },
  "signal-untaken": {
    en: "Signals are not taken yet. Leave the field signal out.",
    ko: "관심 신호는 아직 받지 않습니다. signal 필드를 빼세요.",
  },
  "ruling-nothing": {
    en: "No condition of {metric} fails that a ruling could replace. What keeps the record from counting: {why}. Restore it, undo its link, or correct it.",
    ko: "{metric}의 조건 가운데 결정으로 대신할 것이 없습니다. 미인정 이유: {why}. 취소를 되돌리거나, 연결을 풀거나, 기록을 바로잡으세요.",
  },
  "ruling-condition": {
    en: '"{found}" is no condition of the metric {metric}. Its conditions are: {known}.',
    ko: '"{found}": 집계 항목 {metric}의 조건이 아닙니다. 조건: {known}.',
  },
  "void-reason": {
    en: "The record is voided without a reason. Say why in voidReason.",
    ko: "취소 사유가 없습니다. voidReason에 이유를 쓰세요.",
  },
  "void-time": {
    en: "There is a reason for voiding, but voidedAt does not say when.",
    ko: "취소 사유는 있는데 언제 취소했는지(voidedAt)가 없습니다.",
  },
  "prospect-unnamed": {
    en: "Nothing names this prospect. Give an id, an e-mail address, a telephone number or a handle.",
    ko: "잠재 고객을 가리키는 값이 없습니다. id, 이메일, 전화번호, 계정 중 하나를 쓰세요.",
  },
  "stage-slip": {
    en: '"{found}" looks like a slip of the stage "{meant}". Write that, or a name that is less like it.',
    ko: '"{found}": 단계 "{meant}"을(를) 잘못 쓴 것 같습니다. 고치거나 덜 비슷한 이름을 쓰세요.',
  },
  "stage-missing": { en: "stageFrom says from when, but there is no stage.", ko: "stageFrom은 있는데 단계(stage)가 없습니다." },
  "url-scheme": {
    en: '"{found}" is not a web address. Only http and https links are allowed.',
    ko: '"{found}": 웹 주소가 아닙니다. http와 https 링크만 쓸 수 있습니다.',
  },
  "email-format": {
    en: '"{found}" is not an e-mail address such as mina@example.com.',
    ko: '"{found}": mina@example.com 같은 이메일 주소가 아닙니다.',
  },
  "phone-format": {
    en: '"{found}" is not a telephone number of {country}. Write it with its country code, such as +821012345678.',
    ko: '"{found}": {country} 전화번호로 읽을 수 없습니다. +821012345678처럼 국가 번호를 붙여 쓰세요.',
  },
  "handle-format": {
    en: '"{found}" does not say whose name it is where. Write the network before it, such as bsky:mina ({networks}).',
    ko: '"{found}": 어느 서비스의 이름인지 알 수 없습니다. bsky:mina처럼 서비스를 앞에 쓰세요({networks}).',
  },
} satisfies Record<string, Words>;
