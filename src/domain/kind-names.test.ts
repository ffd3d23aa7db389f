import { expect, test } from "vitest";
import { fieldTypes } from "./activity-fields.ts";
import { conditionsOf } from "./expression.ts";
import { conditionWords, failureWords } from "./kind-names.ts";
import { parseExpression } from "./parse-expression.ts";
import { failingConditions, type FoundValue } from "./verdict.ts";

const kinds = [
  { id: "application", name: { en: "Application", ko: "청약" } },
  { id: "call", name: { ko: "상담 통화" } },
];
const fields = fieldTypes({ attributes: { campaign: "string" }, currency: { code: "KRW", decimals: 0 } });

const conditions = (text: string) => {
  const outcome = parseExpression(text, fields, "");
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return conditionsOf(outcome.value);
};

const why = (text: string, found: Readonly<Record<string, FoundValue>>, known: typeof kinds = []) => {
  const asked = conditions(text);
  return failureWords(
    failingConditions(
      asked,
      asked.map(() => false),
      { fields: found, namesProspect: true, answersSignal: false },
    ),
    { kinds: known },
  );
};

test.each<[rule: string, found: Readonly<Record<string, FoundValue>>, en: string, ko: string]>([
  [
    'kind in ["call", "social_contact"]',
    { kind: "email" },
    "kind is e-mail, this metric needs call or social contact",
    "활동 유형 이메일, 필요: 전화 또는 소셜 연락",
  ],
  [
    'outcome == "appointment_set"',
    { outcome: "no_answer" },
    "outcome is no answer, this metric needs appointment set",
    "결과 부재중, 필요: 약속 잡음",
  ],
  ['direction == "outbound"', { direction: "inbound" }, "direction is inbound, this metric needs outbound", "방향 수신, 필요: 발신"],
  ['prospect.stage != "customer"', { "prospect.stage": "customer" }, "not to prospects: stage is customer", "잠재 고객이 아님: 단계 고객"],
  [
    'kind == "call" || outcome == "held"',
    { kind: "visit", outcome: "no_show" },
    "kind is visit, outcome is no show, this metric needs kind: call or outcome: held",
    "활동 유형 방문, 결과 불참, 필요: 활동 유형: 전화 또는 결과: 만남",
  ],
])("%s says what a record has and what is needed by name in both languages", (rule, found, en, ko) => {
  expect(why(rule, found)).toEqual({ en, ko });
});

test("a kind of the company is called as it says, and one that it calls otherwise too", () => {
  expect(why('kind == "application"', { kind: "call" }, kinds)).toEqual({
    en: "kind is 상담 통화, this metric needs Application",
    ko: "활동 유형 상담 통화, 필요: 청약",
  });
});

test("what nobody has named stands as it is written, also where an object has such a name by itself", () => {
  expect(why('outcome == "constructor"', { outcome: "signed_up" })).toEqual({
    en: "outcome is signed_up, this metric needs constructor",
    ko: "결과 signed_up, 필요: constructor",
  });
  expect(why('attributes["campaign"] == "call"', { 'attributes["campaign"]': "email" }).ko).not.toContain("전화");
});

test("several reasons stand in a row", () => {
  expect(why('kind == "call" && durationSeconds >= 60', { kind: "email", durationSeconds: 4n }).ko).toBe(
    "활동 유형 이메일, 필요: 전화; 4초, 필요: 60초 이상",
  );
});

test("a condition says its values by name", () => {
  expect(conditions('kind == "meeting" && outcome == "held"').map((each) => conditionWords(each, { kinds }))).toEqual([
    { en: "kind: meeting", ko: "활동 유형: 면담" },
    { en: "outcome: held", ko: "결과: 만남" },
  ]);
});
