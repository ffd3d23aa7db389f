import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { topicMatcher } from "../../domain/signals/topic-matcher.ts";
import { matchWords, nearMissWords, type Topic } from "../../domain/signals/topic.ts";
import { sharedFolder } from "../../../tests/shared-folder.ts";
import { koreanAnalyser } from "./korean-analyser.ts";

/** Strings that must come out: reference.json, ko_match. */
const cases = {
  positive: [
    "은퇴 계획을 세우는 중",
    "#은퇴계획 시작",
    "은퇴 계획이 필요해요",
    "은퇴\n계획",
    "은퇴 후 계획",
    "은퇴계획서",
    "은퇴 및 노후 계획",
    "은퇴\u200b계획",
    "(NFD) 은퇴 계획",
    "은퇴계획중",
  ],
  concept_synonym_positive: ["은퇴준비 하는 분", "노후 준비", "은퇴 플랜"],
  negative: ["김연아 은퇴 소식, 내일 계획은?", "은퇴한 선수. 계획적인 범죄", "은퇴 경기 티켓 예매 계획", "은퇴 선수 계획적 범행"],
  known_hard_negative: ["보은퇴 계획"],
};

const retirement: Topic = {
  id: "retirement-planning",
  name: "은퇴 계획",
  phrases: ["은퇴 계획", "retirement planning"],
  synonyms: ["은퇴 준비", "노후 준비", "은퇴 플랜", "보험 갈아타기"],
  negatives: ["은퇴 선수", "early retirement package"],
  perAuthorAndDay: 1,
};
const analyser = await koreanAnalyser();
const matcher = topicMatcher([retirement], analyser);
const bare = topicMatcher([{ ...retirement, negatives: [] }], analyser);
/** As it is said to be written: decomposed. */
const asWritten = (text: string): string => (text.startsWith("(NFD) ") ? text.slice(6).normalize("NFD") : text);
const foundIn = (text: string): readonly string[] => matcher.matches(text).map(({ found, phrase }) => `${found} → ${phrase}`);

test("the cases are those of the reference", () => {
  const folder = sharedFolder("reference");
  if (folder === undefined) return;
  expect(JSON.parse(readFileSync(join(folder, "reference.json"), "utf8"))).toMatchObject({ ko_match: cases });
});

describe("the reference's Korean strings", () => {
  test.each(cases.positive.map(asWritten))("%j is on the topic, by its phrase", (text) => {
    expect(matcher.matches(text)).toMatchObject([{ topic: "retirement-planning", by: "phrase", phrase: "은퇴 계획" }]);
    expect(matcher.mayMatch(text)).toBe(true);
  });
  test.each(cases.concept_synonym_positive)("%j is on it by a synonym, and not without", (text) => {
    expect(matcher.matches(text)).toMatchObject([{ by: "synonym" }]);
    expect(topicMatcher([{ ...retirement, synonyms: [] }], analyser).matches(text)).toEqual([]);
  });
  test.each([...cases.negative, ...cases.known_hard_negative])("%j is not on it, also without negative phrases", (text) => {
    expect(matcher.matches(text)).toEqual([]);
    expect(bare.matches(text)).toEqual([]);
  });
  test("squeezing spaces finds what is no such word: 은퇴계 획기적인 is not", () => {
    expect(foundIn("은퇴계 획기적인 발표")).toEqual([]);
  });
});

test.each([
  ["은퇴를 계획하고 있어요", ["은퇴를 계획 → 은퇴 계획"]],
  ["조기 은퇴를 위한 재무 계획", ["은퇴를 위한 재무 계획 → 은퇴 계획"]],
  ["은퇴계획표 짜기", ["은퇴계획표 → 은퇴 계획"]],
  ["은퇴했지만 오늘은 계획 없음", []],
  ["계획에 없던 은퇴", []],
  ["퇴직연금 보험을 갈아탔다", ["보험을 갈아탔다 → 보험 갈아타기"]],
  ["보험을 갈아탔어요", ["보험을 갈아탔어요 → 보험 갈아타기"]],
  ["보험 갈아타는 중", ["보험 갈아타 → 보험 갈아타기"]],
  ["보험 갈아엎기", []],
  ["나의 <b>은퇴</b>&nbsp;계획은 이렇다", ["은퇴</b>&nbsp;계획 → 은퇴 계획"]],
  ["😀😀 은퇴 계획 😀", ["은퇴 계획 → 은퇴 계획"]],
  ["ㅋㅋㅋ 은퇴준비중ㅋㅋㅋ", ["은퇴준비 → 은퇴 준비"]],
  ["은퇴 소식 | 노후 계획", []],
  ["은퇴 선수 이야기. 그리고 내 은퇴 계획", ["은퇴 계획 → 은퇴 계획"]],
  ["Retirement-planning for teachers", ["Retirement-planning → retirement planning"]],
  ["my retirement plans and yours", ["retirement plans → retirement planning"]],
  ["our retirement income planning", ["retirement income planning → retirement planning"]],
  ["#RetirementPlanning works", ["#RetirementPlanning → retirement planning"]],
  ["#preretirementplanning", []],
  ["#retirementplanningparty", []],
  ["은퇴 및 노후 자금 계획", ["은퇴 및 노후 자금 계획 → 은퇴 계획"]],
  ["은퇴 노후 자금 계획", []],
  ["드디어 은퇴했어요 계획은 아직", []],
  ["preretirement planning", []],
  ["retirement explanation", []],
  ["retirement, and a plan for dinner", []],
  ["planning my retirement", []],
  ["ＲＥＴＩＲＥＭＥＮＴ ｐｌａｎ", ["ＲＥＴＩＲＥＭＥＮＴ ｐｌａｎ → retirement planning"]],
  ["our early retirement packages beat retirement plans", []],
  ["https://a.example/retirement-planning", []],
])("of %j it takes %j", (text, found) => {
  expect(foundIn(text)).toEqual(found);
});

test("the words that were taken are shown as they stand in the text", () => {
  const text = "아 진짜 <i>은퇴\u200b계획</i>을 세우자";
  const [match] = matcher.matches(text);
  expect(match?.found).toBe("은퇴\u200b계획");
  expect(text.slice(match?.startsAt, match?.endsBefore)).toBe(match?.found);
});

test("whoever asks why hears of the negative phrase, and of words that stand apart", () => {
  expect(matcher.explain("은퇴 선수의 은퇴 계획").nearMisses).toMatchObject([
    { phrase: "은퇴 계획", why: "negative", negative: "은퇴 선수", startsAt: 0, endsBefore: 5 },
  ]);
  expect(matcher.explain("김연아 은퇴 소식, 내일 계획은?").nearMisses).toEqual([
    { topic: "retirement-planning", phrase: "은퇴 계획", why: "apart" },
  ]);
});

test("a verb is found however it is conjugated, also where the syllable before its last changes", () => {
  const choosing = topicMatcher([{ ...retirement, phrases: ["보험 고르기", "연금 가입"], synonyms: [], negatives: [] }], analyser);
  for (const text of ["보험을 고르는 법", "보험을 골라 주세요"]) {
    expect([text, choosing.mayMatch(text), choosing.matches(text).map(({ phrase }) => phrase)]).toEqual([text, true, ["보험 고르기"]]);
  }
  expect(choosing.sweeping).toEqual([]);
});

test("a phrase of nothing but a short verb is told, since every text has to be read for it", () => {
  const buying = topicMatcher([{ ...retirement, phrases: ["사다", "연금 가입"], synonyms: [], negatives: [] }], analyser);
  expect(buying.sweeping).toEqual([{ topic: "retirement-planning", phrase: "사다" }]);
  expect(buying.mayMatch("오늘 날씨")).toBe(true);
});

test("both are told as sentences", () => {
  const [match] = matcher.matches("은퇴를 계획하고 있어요");
  expect(match && matchWords(match)).toEqual({
    en: '"은퇴를 계획" stands for "은퇴 계획".',
    ko: '"은퇴를 계획" 부분을 "은퇴 계획"(으)로 보았습니다.',
  });
  const [negative] = matcher.explain("은퇴 선수의 은퇴 계획").nearMisses;
  expect(negative && nearMissWords(negative).en).toBe('"은퇴 계획" does not count here: "은퇴 선수" stands in the same sentence.');
  const [apart] = matcher.explain("계획에 없던 은퇴").nearMisses;
  expect(apart && nearMissWords(apart).ko).toContain("순서가 다르거나");
});

test("the version names the rules and the analyser", () => {
  expect(matcher.version).toBe("1+garu-ko-0.3.7");
});
