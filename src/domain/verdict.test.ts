import { expect, test } from "vitest";
import { fieldTypes } from "./activity-fields.ts";
import { conditionsOf, type Expression } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { describeCondition, failingConditions, failureSentence, type FailedCondition, type FoundValue } from "./verdict.ts";

const fields = fieldTypes({ attributes: { campaign: "string", vip: "bool", premium: "money" }, currency: { code: "USD", decimals: 2 } });
const read = (text: string): Expression => {
  const outcome = parseExpression(text, fields, "");
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const asWritten = () => undefined;

/** The sentences of a rule of which every condition failed. */
const failing = (
  text: string,
  found: Readonly<Record<string, FoundValue>>,
  namesProspect = true,
): readonly (readonly [string, string])[] => {
  const conditions = conditionsOf(read(text));
  return failingConditions(
    conditions,
    conditions.map(() => false),
    { fields: found, namesProspect, answersSignal: false },
  ).map((failed) => [failureSentence(failed, "en", asWritten), failureSentence(failed, "ko", asWritten)]);
};

test.each<[rule: string, found: Readonly<Record<string, FoundValue>>, en: string, ko: string]>([
  ["durationSeconds >= 60", { durationSeconds: 41n }, "41 s, this metric needs 60 s or more", "41초, 필요: 60초 이상"],
  ["durationSeconds >= 60", {}, "duration unknown, this metric needs 60 s or more", "소요 시간 없음, 필요: 60초 이상"],
  ["durationSeconds < 3600", { durationSeconds: 7200n }, "7,200 s, this metric needs less than 3,600 s", "7,200초, 필요: 3,600초 미만"],
  ['direction == "outbound"', { direction: "inbound" }, "direction is inbound, this metric needs outbound", "방향 inbound, 필요: outbound"],
  [
    'kind in ["call", "email", "visit"]',
    { kind: "demo" },
    "kind is demo, this metric needs call, email or visit",
    "활동 유형 demo, 필요: call, email 또는 visit",
  ],
  [
    '!(kind in ["call", "email"])',
    { kind: "call" },
    "kind is call, this metric needs anything but call or email",
    "활동 유형 call, 필요: call, email 외",
  ],
  [
    'prospect.stage != "customer"',
    { "prospect.stage": "customer" },
    "not to prospects: stage is customer",
    "잠재 고객이 아님: 단계 customer",
  ],
  [
    '!(prospect.stage == "customer")',
    { "prospect.stage": "customer" },
    "not to prospects: stage is customer",
    "잠재 고객이 아님: 단계 customer",
  ],
  [
    'prospect.stage == "opportunity"',
    { "prospect.stage": "prospect" },
    "stage is prospect, this metric needs opportunity",
    "단계 prospect, 필요: opportunity",
  ],
  ["!prospect.isColleague", { "prospect.isColleague": true }, "not to prospects: to a colleague", "잠재 고객이 아님: 동료에게 한 활동"],
  [
    "prospect.isColleague != true",
    { "prospect.isColleague": true },
    "not to prospects: to a colleague",
    "잠재 고객이 아님: 동료에게 한 활동",
  ],
  [
    "prospect.isColleague",
    { "prospect.isColleague": false },
    "to somebody outside, this metric needs to a colleague",
    "외부인에게 한 활동, 필요: 동료에게 한 활동",
  ],
  ["hasEvidence", { hasEvidence: false }, "no evidence, this metric needs evidence", "증빙 없음, 필요: 증빙 있음"],
  ["total == false", { total: true }, "a daily total, this metric needs a single record", "하루 합계, 필요: 건별 기록"],
  ["attributes.vip", { "attributes.vip": false }, "vip: no, this metric needs vip: yes", "vip: 아니요, 필요: vip: 예"],
  ["localHour < 18", {}, "time unknown", "시각을 알 수 없음"],
  ["localHour < 18", { localHour: 20n }, "local hour is 20, this metric needs less than 18", "현지 시각 20시, 필요: 18시 미만"],
  ["weekday <= 5", { weekday: 6n }, "Saturday, this metric needs Friday or earlier in the week", "토요일, 필요: 금요일까지"],
  [
    "amount >= 1000",
    { amount: { amountMinor: 12_050n, currency: "USD" } },
    "amount is 120.50 USD, this metric needs 1,000.00 USD or more",
    "금액 120.50 USD, 필요: 1,000.00 USD 이상",
  ],
  [
    "amount >= 1000",
    { amount: { amountMinor: 500_000n, currency: "KRW" } },
    "500,000 KRW is another currency, this metric needs 1,000.00 USD or more",
    "500,000원 통화가 다름, 필요: 1,000.00 USD 이상",
  ],
  [
    "attributes.premium in [1, 2]",
    { "attributes.premium": { amountMinor: 300n, currency: "EUR" } },
    "3.00 EUR is another currency, this metric needs 1.00 USD or 2.00 USD",
    "3.00 EUR 통화가 다름, 필요: 1.00 USD 또는 2.00 USD",
  ],
  [
    'subject.contains("retirement")',
    { subject: "re: lunch" },
    'subject is "re: lunch", this metric needs "retirement" in it',
    '제목 "re: lunch", 필요: "retirement" 포함',
  ],
  ["size(subject) >= 5", { subject: "hi" }, "subject is hi, this metric needs 5 characters or more", "제목 hi, 필요: 5자 이상"],
  ["has(outcome)", {}, "outcome unknown, this metric needs any value", "결과 없음, 필요: 값 있음"],
  [
    'provenance == "captured"',
    { provenance: "self_reported" },
    "provenance is self-reported, this metric needs captured",
    "기록 근거 직접 입력, 필요: 자동 수집",
  ],
  [
    'kind == "call" || (kind == "email" && hasEvidence)',
    { kind: "email", hasEvidence: false },
    "kind is email, no evidence, this metric needs kind: call or (kind: email and evidence)",
    "활동 유형 email, 증빙 없음, 필요: 활동 유형: call 또는 (활동 유형: email, 그리고 증빙 있음)",
  ],
  [
    "!(total || hasEvidence)",
    { total: false, hasEvidence: true },
    "a single record, evidence, this metric needs a single record and no evidence",
    "건별 기록, 증빙 있음, 필요: 건별 기록, 그리고 증빙 없음",
  ],
])("%s", (rule, found, en, ko) => {
  expect(failing(rule, found)).toEqual([[en, ko]]);
});

test("a record without a prospect says so instead of what the prospect should be", () => {
  expect(failing('prospect.stage == "prospect"', {}, false)).toEqual([["no prospect named", "잠재 고객이 지정되지 않음"]]);
  expect(failing('prospect.segment == "retail"', {}, true)).toEqual([
    ["segment unknown, this metric needs retail", "세그먼트 없음, 필요: retail"],
  ]);
});

test("only the failing conditions are told, each with its text and what was found", () => {
  const conditions = conditionsOf(read('kind == "call" && durationSeconds >= 60 && direction == "outbound"'));
  const failed = failingConditions(conditions, [true, false, false], {
    fields: { kind: "call", durationSeconds: 41n, direction: null },
    namesProspect: true,
    answersSignal: false,
  });
  expect(failed.map((each) => each.code === "condition" && [each.condition, each.found.map(({ value }) => value)])).toEqual([
    ["durationSeconds >= 60", [41n]],
    ['direction == "outbound"', [null]],
  ]);
});

test.each<[en: string, ko: string, failed: FailedCondition]>([
  ["taken back: wrong person", "취소됨: wrong person", { code: "voided", reason: "wrong person" }],
  ["taken back", "취소됨", { code: "voided", reason: null }],
  ['nobody is known as "005A"', '담당자 미확인: "005A"', { code: "unattributed", reference: "005A", employed: null }],
  ['"mina" left on 2026-03-01', '"mina": 2026-03-01까지 재직', { code: "unattributed", reference: "mina", employed: { through: 20_513 } }],
  [
    '"mina" is employed from 2026-03-01 on',
    '"mina": 2026-03-01부터 재직',
    { code: "unattributed", reference: "mina", employed: { from: 20_513 } },
  ],
  [
    "self-reported, this metric needs captured or imported",
    "직접 입력, 필요: 자동 수집 또는 가져옴",
    { code: "provenance", found: "self_reported", needed: ["captured", "imported"] },
  ],
  [
    "12.00 EUR is another currency, this metric counts USD",
    "12.00 EUR 통화가 다름, 이 집계 항목의 통화: USD",
    { code: "currency", found: { amountMinor: 1200n, currency: "EUR" }, needed: "USD" },
  ],
  ["no prospect named", "잠재 고객이 지정되지 않음", { code: "no-prospect" }],
  ["quantity unknown", "수량 없음", { code: "measure-missing", field: { name: "quantity", type: "int" } }],
  [
    'product is "term", for which Conversion rate has nothing on 2026-03-02',
    'product "term": 2026-03-02 환산율에 없음',
    {
      code: "factor-missing",
      table: { en: "Conversion rate", ko: "환산율" },
      field: { name: "attributes.product", type: "string" },
      found: "term",
      on: 20_514,
    },
  ],
  [
    "points is 2,000,000,000, this metric needs 1,000,000,000 or less",
    "points 2,000,000,000, 필요: 1,000,000,000 이하",
    { code: "measure-range", field: { name: "attributes.points", type: "int" }, found: 2_000_000_000n },
  ],
  [
    'this prospect has counted that week already: crm "c-12" on 2026-03-02',
    '그 주에 이미 인정된 잠재 고객: 2026-03-02 crm "c-12"',
    { code: "window-taken", window: "week", holder: { source: "crm", externalId: "c-12", on: 20_514, memberName: null } },
  ],
  [
    'this prospect has counted already: crm "c-12" on 2026-03-02 by Mina',
    '전체 기간에 이미 인정된 잠재 고객: 2026-03-02 crm "c-12", Mina',
    { code: "window-taken", window: "ever", holder: { source: "crm", externalId: "c-12", on: 20_514, memberName: { en: "Mina" } } },
  ],
])("%s", (en, ko, failed) => {
  expect([failureSentence(failed, "en", asWritten), failureSentence(failed, "ko", asWritten)]).toEqual([en, ko]);
});

test("a condition is described without a record", () => {
  expect(describeCondition(read("durationSeconds >= 60"), "en")).toBe("duration: 60 s or more");
  expect(describeCondition(read('!(kind == "call") || hasEvidence'), "ko")).toBe("활동 유형: call 외 또는 증빙 있음");
});
