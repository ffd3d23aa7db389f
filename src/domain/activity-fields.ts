import type { Words } from "./refusals/words.ts";
import { signalKinds } from "./signals/signal.ts";

/** `money` is an amount with a currency; in an expression it is compared with a number in major units (12.5 is 12 dollars 50). */
export type FieldType = "string" | "int" | "money" | "bool";

/** `decimals`: how many digits of the major unit the minor unit has, 2 for USD, 0 for KRW. */
export type Currency = { readonly code: string; readonly decimals: number };

export type Field = {
  readonly name: string;
  readonly type: FieldType;
  readonly meaning: Words;
  /** The only values there are; a comparison with another one could never be true, so it is refused. */
  readonly values?: readonly string[];
};

/** The fields that a metric of this company may ask, and the currency in which it counts money. */
export type FieldTypes = { readonly byName: ReadonlyMap<string, Field>; readonly currency: Currency | undefined };

const numbers = (from: number, through: number): readonly string[] =>
  Array.from({ length: through - from + 1 }, (_, index) => String(from + index));

export const activityFields = [
  {
    name: "kind",
    type: "string",
    meaning: {
      en: "Kind of activity: call, email, meeting … or one of the company's own",
      ko: "활동 유형: call, email, meeting … 또는 회사가 정한 유형",
    },
  },
  { name: "direction", type: "string", meaning: { en: "outbound or inbound", ko: "방향: outbound(발신), inbound(수신)" } },
  {
    name: "outcome",
    type: "string",
    meaning: { en: "What came of it: answered, no_answer, held …", ko: "결과: answered, no_answer, held …" },
  },
  { name: "subject", type: "string", meaning: { en: "Subject line or title", ko: "제목" } },
  { name: "source", type: "string", meaning: { en: "Where the record came from", ko: "기록의 출처" } },
  {
    name: "provenance",
    type: "string",
    meaning: {
      en: "Who observed the act: captured, imported, self_reported or attested",
      ko: "기록 근거: captured(자동 수집), imported(가져옴), self_reported(직접 입력), attested(이의 인정)",
    },
    values: ["captured", "imported", "self_reported", "attested"],
  },
  { name: "durationSeconds", type: "int", meaning: { en: "How long it took, in seconds", ko: "걸린 시간(초)" } },
  { name: "quantity", type: "int", meaning: { en: "How many it stands for", ko: "수량" } },
  {
    name: "amount",
    type: "money",
    meaning: {
      en: "Amount in major units of the metric's currency; missing in another currency",
      ko: "금액(집계 항목 통화의 기본 단위). 통화가 다르면 없는 값",
    },
  },
  { name: "hasEvidence", type: "bool", meaning: { en: "A link or file shows the act", ko: "증빙(링크나 파일)이 있는지" } },
  { name: "total", type: "bool", meaning: { en: "A daily total instead of single records", ko: "건별 기록이 아니라 하루 합계인지" } },
  {
    name: "weekday",
    type: "int",
    meaning: { en: "Weekday of the local day: 1 Monday … 7 Sunday", ko: "현지 날짜의 요일: 1 월요일 … 7 일요일" },
    values: numbers(1, 7),
  },
  {
    name: "localHour",
    type: "int",
    meaning: {
      en: "Hour of the member's local time, 0 … 23; missing for a day without a time",
      ko: "구성원 현지 시각의 시(0 … 23). 시각 없이 날짜만 있으면 없는 값",
    },
    values: numbers(0, 23),
  },
  {
    name: "prospect.stage",
    type: "string",
    meaning: {
      en: "The prospect's stage at that time: prospect, opportunity, customer …",
      ko: "당시 잠재 고객의 단계: prospect, opportunity, customer …",
    },
  },
  { name: "prospect.segment", type: "string", meaning: { en: "The prospect's segment", ko: "잠재 고객의 세그먼트" } },
  {
    name: "prospect.isColleague",
    type: "bool",
    meaning: { en: "The address belongs to a member or to one of the company's domains", ko: "구성원이거나 회사 도메인의 주소인지" },
  },
  {
    name: "opportunity.product",
    type: "string",
    meaning: { en: "Of a milestone: the product of its opportunity", ko: "이정표인 경우 해당 영업 기회의 상품" },
  },
  {
    name: "opportunity.isNewCustomer",
    type: "bool",
    meaning: { en: "Of a milestone: whether the customer buys for the first time", ko: "이정표인 경우 처음 구매하는 고객인지" },
  },
  {
    name: "signal.topic",
    type: "string",
    meaning: {
      en: "Topic of the signal that it answers; missing where it answers none of its prospect's",
      ko: "답한 관심 신호의 주제. 그 잠재 고객의 관심 신호에 답한 것이 아니면 없는 값",
    },
  },
  {
    name: "signal.kind",
    type: "string",
    meaning: { en: "Kind of the signal that it answers: click, mention, like …", ko: "답한 관심 신호의 종류: click, mention, like …" },
    values: signalKinds,
  },
  {
    name: "signal.ageHours",
    type: "int",
    meaning: {
      en: "Whole hours from the signal to the activity; missing for a day without a time",
      ko: "관심 신호부터 활동까지의 시간(시간 단위, 내림). 시각 없이 날짜만 있으면 없는 값",
    },
  },
] as const satisfies readonly Field[];

export type ActivityFieldName = (typeof activityFields)[number]["name"];

export const attributePrefix = "attributes.";

/** The name of the attribute that a field is; nothing for a field that every activity has. */
export const attributeOf = (field: string): string | undefined =>
  field.startsWith(attributePrefix) ? field.slice(attributePrefix.length) : undefined;

/**
 * The declared fields of one company. `kinds` are all kinds it knows (left out: any text is taken, as for an expression that was
 * accepted earlier), `attributes` what it declared by name.
 */
export const fieldTypes = (company: {
  readonly kinds?: readonly string[];
  readonly attributes?: Readonly<Record<string, FieldType>>;
  readonly currency?: Currency;
}): FieldTypes => {
  const byName = new Map<string, Field>(activityFields.map((field) => [field.name, field]));
  const kind = byName.get("kind");
  if (kind !== undefined && company.kinds !== undefined) byName.set("kind", { ...kind, values: company.kinds });
  for (const [attribute, type] of Object.entries(company.attributes ?? {})) {
    const name = attributePrefix + attribute;
    byName.set(name, { name, type, meaning: { en: `Attribute ${attribute} of the activity`, ko: `활동 속성 ${attribute}` } });
  }
  return { byName, currency: company.currency };
};
