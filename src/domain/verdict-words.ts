import type { Comparison, TextOperator } from "./expression.ts";
import type { Language } from "./language.ts";
import type { Provenance, Window } from "./metric.ts";
import type { Words } from "./refusals/words.ts";

/** All words that a verdict is told in. Sentences are put together from them in verdict.ts and failed-condition.ts. */
type VerdictWords = {
  readonly needs: (found: string, needed: string) => string;
  readonly is: (label: string, value: string) => string;
  readonly asks: (label: string, needed: string) => string;
  readonly unknown: (label: string) => string;
  readonly all: (parts: readonly string[]) => string;
  readonly any: (parts: readonly string[]) => string;
  readonly compared: Readonly<Record<Comparison, (value: string) => string>>;
  readonly weekdayCompared: Readonly<Record<Comparison, (value: string) => string>>;
  readonly oneOf: (values: readonly string[]) => string;
  readonly noneOf: (values: readonly string[]) => string;
  readonly text: Readonly<Record<TextOperator, (value: string) => string>>;
  readonly noText: Readonly<Record<TextOperator, (value: string) => string>>;
  readonly characters: (count: string) => string;
  readonly present: string;
  readonly absent: string;
  readonly always: string;
  readonly never: string;
  readonly seconds: (count: string) => string;
  readonly hour: (hour: string) => string;
  readonly weekdays: readonly string[];
  readonly provenance: Readonly<Record<Provenance, string>>;
  readonly timeUnknown: string;
  readonly noProspect: string;
  readonly noSignal: string;
  readonly notToProspects: (why: string) => string;
  readonly otherCurrency: (found: string) => string;
  readonly ruledOut: (by: string, day: string, reason: string, dispute: string | undefined) => string;
  readonly voided: (reason: string) => string;
  readonly unattributed: (reference: string) => string;
  readonly employedFrom: (reference: string, day: string) => string;
  readonly employedThrough: (reference: string, day: string) => string;
  readonly sameAct: (record: string) => string;
  readonly currency: (found: string, needed: string) => string;
  readonly someonesElse: string;
  readonly windowTaken: (window: Window, holder: string) => string;
  readonly holder: (record: string, day: string, member: string | undefined) => string;
  readonly totalBeside: (stated: string, recorded: string) => string;
  readonly totalCovered: (stated: string, recorded: string) => string;
  readonly totalExceeded: (other: string) => string;
  readonly noFactor: (table: string, found: string, day: string) => string;
  readonly converted: (conversion: ConversionTexts) => string;
  readonly yes: string;
  readonly no: string;
};

type ConversionTexts = {
  readonly value: string;
  readonly factor: string;
  readonly table: string;
  readonly key: string;
  /** Undefined: from the beginning. */
  readonly from: string | undefined;
  readonly credit: string;
};

const last = (values: readonly string[], joint: string): string =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")}${joint}${values.at(-1)}`;

const windowsInEnglish: Readonly<Record<Window, string>> = {
  day: " that day",
  week: " that week",
  month: " that month",
  quarter: " that quarter",
  half: " that half-year",
  year: " that year",
  ever: "",
};
const windowsInKorean: Readonly<Record<Window, string>> = {
  day: "그날",
  week: "그 주",
  month: "그달",
  quarter: "그 분기",
  half: "그 반기",
  year: "그해",
  ever: "전체 기간",
};

const english: VerdictWords = {
  needs: (found, needed) => `${found}, this metric needs ${needed}`,
  is: (label, value) => `${label} is ${value}`,
  asks: (label, needed) => `${label}: ${needed}`,
  unknown: (label) => `${label} unknown`,
  all: (parts) => last(parts, " and "),
  any: (parts) => last(parts, " or "),
  compared: {
    "==": (value) => value,
    "!=": (value) => `anything but ${value}`,
    "<": (value) => `less than ${value}`,
    "<=": (value) => `${value} or less`,
    ">": (value) => `more than ${value}`,
    ">=": (value) => `${value} or more`,
  },
  weekdayCompared: {
    "==": (value) => value,
    "!=": (value) => `any day but ${value}`,
    "<": (value) => `a day before ${value}`,
    "<=": (value) => `${value} or earlier in the week`,
    ">": (value) => `a day after ${value}`,
    ">=": (value) => `${value} or later in the week`,
  },
  oneOf: (values) => last(values, " or "),
  noneOf: (values) => `anything but ${last(values, " or ")}`,
  text: {
    contains: (value) => `${value} in it`,
    startsWith: (value) => `${value} at the start`,
    endsWith: (value) => `${value} at the end`,
  },
  noText: {
    contains: (value) => `no ${value} in it`,
    startsWith: (value) => `no ${value} at the start`,
    endsWith: (value) => `no ${value} at the end`,
  },
  characters: (count) => `${count} characters`,
  present: "any value",
  absent: "none",
  always: "nothing",
  never: "what no record has",
  seconds: (count) => `${count} s`,
  hour: (hour) => hour,
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  provenance: { captured: "captured", imported: "imported", self_reported: "self-reported", attested: "attested" },
  timeUnknown: "time unknown",
  noProspect: "no prospect named",
  noSignal: "answers no signal of this prospect",
  notToProspects: (why) => `not to prospects: ${why}`,
  otherCurrency: (found) => `${found} is another currency`,
  ruledOut: (by, day, reason, dispute) =>
    dispute === undefined
      ? `ruled on ${day} by ${by} that it does not count: ${reason}`
      : `not counted by ruling ${dispute} (${by}, ${day}): ${reason}`,
  voided: (reason) => (reason === "" ? "taken back" : `taken back: ${reason}`),
  unattributed: (reference) => `nobody is known as ${reference}`,
  employedFrom: (reference, day) => `${reference} is employed from ${day} on`,
  employedThrough: (reference, day) => `${reference} left on ${day}`,
  sameAct: (record) => `same as ${record}`,
  currency: (found, needed) => `${found} is another currency, this metric counts ${needed}`,
  someonesElse: "somebody else's record",
  windowTaken: (window, holder) => `this prospect has counted${windowsInEnglish[window]} already: ${holder}`,
  holder: (record, day, member) => `${record} on ${day}${member === undefined ? "" : ` by ${member}`}`,
  totalBeside: (stated, recorded) => `daily total: ${recorded} of the ${stated} are here as records`,
  totalCovered: (stated, recorded) => `this daily total states ${stated}, and records of that day count for ${recorded}`,
  totalExceeded: (other) => `another total of that day states as much or more: ${other}`,
  noFactor: (table, found, day) => `${found}, for which ${table} has nothing on ${day}`,
  converted: ({ value, factor, table, key, from, credit }) =>
    `${value} × ${factor} (${table}: ${key}${from === undefined ? "" : `, from ${from}`}) = ${credit}`,
  yes: "yes",
  no: "no",
};

const korean: VerdictWords = {
  needs: (found, needed) => `${found}, 필요: ${needed}`,
  is: (label, value) => `${label} ${value}`,
  asks: (label, needed) => `${label}: ${needed}`,
  unknown: (label) => `${label} 없음`,
  all: (parts) => parts.join(", 그리고 "),
  any: (parts) => parts.join(" 또는 "),
  compared: {
    "==": (value) => value,
    "!=": (value) => `${value} 외`,
    "<": (value) => `${value} 미만`,
    "<=": (value) => `${value} 이하`,
    ">": (value) => `${value} 초과`,
    ">=": (value) => `${value} 이상`,
  },
  weekdayCompared: {
    "==": (value) => value,
    "!=": (value) => `${value} 외`,
    "<": (value) => `${value} 전`,
    "<=": (value) => `${value}까지`,
    ">": (value) => `${value} 후`,
    ">=": (value) => `${value}부터`,
  },
  oneOf: (values) => last(values, " 또는 "),
  noneOf: (values) => `${values.join(", ")} 외`,
  text: {
    contains: (value) => `${value} 포함`,
    startsWith: (value) => `${value}(으)로 시작`,
    endsWith: (value) => `${value}(으)로 끝남`,
  },
  noText: {
    contains: (value) => `${value} 미포함`,
    startsWith: (value) => `${value}(으)로 시작하지 않음`,
    endsWith: (value) => `${value}(으)로 끝나지 않음`,
  },
  characters: (count) => `${count}자`,
  present: "값 있음",
  absent: "값 없음",
  always: "조건 없음",
  never: "어떤 기록에도 없는 것",
  seconds: (count) => `${count}초`,
  hour: (hour) => `${hour}시`,
  weekdays: ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
  provenance: { captured: "자동 수집", imported: "가져옴", self_reported: "직접 입력", attested: "이의 인정" },
  timeUnknown: "시각을 알 수 없음",
  noProspect: "잠재 고객이 지정되지 않음",
  noSignal: "이 잠재 고객의 관심 신호에 답한 것이 아님",
  notToProspects: (why) => `잠재 고객이 아님: ${why}`,
  otherCurrency: (found) => `${found} 통화가 다름`,
  ruledOut: (by, day, reason, dispute) =>
    dispute === undefined ? `${day} ${by}의 결정으로 미인정: ${reason}` : `${dispute} 결정으로 미인정(${day} ${by}): ${reason}`,
  voided: (reason) => (reason === "" ? "취소됨" : `취소됨: ${reason}`),
  unattributed: (reference) => `담당자 미확인: ${reference}`,
  employedFrom: (reference, day) => `${reference}: ${day}부터 재직`,
  employedThrough: (reference, day) => `${reference}: ${day}까지 재직`,
  sameAct: (record) => `같은 활동: ${record}`,
  currency: (found, needed) => `${found} 통화가 다름, 이 집계 항목의 통화: ${needed}`,
  someonesElse: "다른 사람의 기록",
  windowTaken: (window, holder) => `${windowsInKorean[window]}에 이미 인정된 잠재 고객: ${holder}`,
  holder: (record, day, member) => `${day} ${record}${member === undefined ? "" : `, ${member}`}`,
  totalBeside: (stated, recorded) => `하루 합계 ${stated} 가운데 건별 기록에 있는 것: ${recorded}`,
  totalCovered: (stated, recorded) => `하루 합계 ${stated}, 그날의 건별 기록이 이미 ${recorded}`,
  totalExceeded: (other) => `그날의 다른 합계가 같거나 더 많음: ${other}`,
  noFactor: (table, found, day) => `${found}: ${day} ${table}에 없음`,
  converted: ({ value, factor, table, key, from, credit }) =>
    `${value} × ${factor} (${table}: ${key}${from === undefined ? "" : `, ${from}부터`}) = ${credit}`,
  yes: "예",
  no: "아니요",
};

export const verdictWords: Readonly<Record<Language, VerdictWords>> = { en: english, ko: korean };

/** What a field is called in a verdict; an attribute is called by its own name. */
export const fieldLabels: ReadonlyMap<string, Words> = new Map<string, Words>([
  ["kind", { en: "kind", ko: "활동 유형" }],
  ["direction", { en: "direction", ko: "방향" }],
  ["outcome", { en: "outcome", ko: "결과" }],
  ["subject", { en: "subject", ko: "제목" }],
  ["source", { en: "source", ko: "출처" }],
  ["provenance", { en: "provenance", ko: "기록 근거" }],
  ["durationSeconds", { en: "duration", ko: "소요 시간" }],
  ["quantity", { en: "quantity", ko: "수량" }],
  ["amount", { en: "amount", ko: "금액" }],
  ["weekday", { en: "weekday", ko: "요일" }],
  ["localHour", { en: "local hour", ko: "현지 시각" }],
  ["prospect.stage", { en: "stage", ko: "단계" }],
  ["prospect.segment", { en: "segment", ko: "세그먼트" }],
  ["signal.topic", { en: "topic of the signal", ko: "신호의 주제" }],
  ["signal.kind", { en: "kind of the signal", ko: "신호의 종류" }],
  ["signal.ageHours", { en: "hours since the signal", ko: "신호 후 시간" }],
  ["prospect.isColleague", { en: "whether it went to a colleague", ko: "동료 여부" }],
  ["opportunity.product", { en: "product", ko: "상품" }],
  ["opportunity.isNewCustomer", { en: "whether the customer is new", ko: "신규 고객 여부" }],
]);

/** A yes or no of a field, said without the field's name. */
export const booleanPhrases: ReadonlyMap<string, { readonly yes: Words; readonly no: Words }> = new Map([
  ["opportunity.isNewCustomer", { yes: { en: "a new customer", ko: "신규 고객" }, no: { en: "an existing customer", ko: "기존 고객" } }],
  ["hasEvidence", { yes: { en: "evidence", ko: "증빙 있음" }, no: { en: "no evidence", ko: "증빙 없음" } }],
  ["total", { yes: { en: "a daily total", ko: "하루 합계" }, no: { en: "a single record", ko: "건별 기록" } }],
  [
    "prospect.isColleague",
    { yes: { en: "to a colleague", ko: "동료에게 한 활동" }, no: { en: "to somebody outside", ko: "외부인에게 한 활동" } },
  ],
]);
