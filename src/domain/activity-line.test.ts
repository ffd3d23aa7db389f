import fc from "fast-check";
import { expect, test } from "vitest";
import { readActivityMessage } from "./activity-line.ts";
import { builtInWords, wordsWith } from "./activity-word.ts";
import { dayOfCivil } from "./civil.ts";
import { isoDay } from "./day.ts";

/** A Monday. */
const sentOn = dayOfCivil(2026, 3, 2);

const told = (text: string, words = builtInWords): readonly string[] =>
  readActivityMessage(text, sentOn, words).counts.map(
    ({ day, kind, count, isMore }) => `${day === sentOn ? "" : `${isoDay(day)} `}${kind} ${isMore ? "+" : ""}${count}`,
  );
const wrong = (text: string): readonly string[] => {
  const { refusals, refusedCounts } = readActivityMessage(text, sentOn, builtInWords);
  return [...refusals, ...refusedCounts.map((each) => each.refusal)].map(({ code }) => code);
};

test.each([
  ["TA 15 AP 2", ["call 15", "meeting 2"]],
  ["TA15/AP2", ["call 15", "meeting 2"]],
  ["ta:15, ap=2", ["call 15", "meeting 2"]],
  ["통화 15건, 방문 2", ["call 15", "visit 2"]],
  ["전화15 미팅 2 소개1", ["call 15", "meeting 2", "referral 1"]],
  ["소개 확보 3명 · 가정 방문 1", ["referral 3", "visit 1"]],
  ["call 15, demo 2", ["call 15", "demo 2"]],
  ["15 calls, 2 demos", ["call 15", "demo 2"]],
  ["15 calls and 2 demos", ["call 15", "demo 2"]],
  ["Made 12 cold calls", ["call 12"]],
  ["DM 20", ["message 20"]],
  ["문자 5 카톡 10", ["message 5", "message 10"]],
  ["SMS 1,200통", ["message 1200"]],
  ["TA +5", ["call +5"]],
  ["TA 15 + AP 2", ["call 15", "meeting 2"]],
  ["TA １５ ＡＰ ２", ["call 15", "meeting 2"]],
  ["오늘 TA 15건 완료했습니다!!", ["call 15"]],
  ["★활동보고★ TA 15, AP 2 🔥 수고하셨습니다~", ["call 15", "meeting 2"]],
  ["TA 15 AP 2 퇴근하겠습니다", ["call 15", "meeting 2"]],
  ["TA 15(부재 7) AP 2", ["call 15", "meeting 2"]],
  ["TA(15) AP(2)", ["call 15", "meeting 2"]],
  ["AP 0", ["meeting 0"]],
  ["[일일보고]\nTA 15\nAP 2\n소개 1", ["call 15", "meeting 2", "referral 1"]],
  ["2/27 TA 12", ["2026-02-27 call 12"]],
  ["2월 27일(금) TA 12", ["2026-02-27 call 12"]],
  ["2026. 2. 27. TA 12", ["2026-02-27 call 12"]],
  ["26.02.27 TA 12", ["2026-02-27 call 12"]],
  ["27일 TA 12", ["2026-02-27 call 12"]],
  ["Feb 27: 12 calls", ["2026-02-27 call 12"]],
  ["어제 TA 12", ["2026-03-01 call 12"]],
  ["어제 TA 12\n오늘 TA 15", ["2026-03-01 call 12", "call 15"]],
  ["[2/27 활동보고]\nTA 12\nAP 1", ["2026-02-27 call 12", "2026-02-27 meeting 1"]],
])("%j tells %j", (text, counts) => {
  expect(told(text)).toEqual(counts);
  expect(wrong(text)).toEqual([]);
});

test.each([
  "안녕하세요, 오늘 회의는 3시입니다",
  "미팅 3시에 봬요",
  "전화 010-1234-5678로 주세요",
  "방문 10% 할인 행사",
  "내일 미팅 3건 있습니다",
  "목표 TA 20",
  "점심 12",
  "2026년 3월 2일",
  "사진 3장",
  "https://example.com/call/15",
  "통화 가능하세요?",
  "",
])("%j is about something else", (text) => {
  expect(readActivityMessage(text, sentOn, builtInWords)).toEqual({ counts: [], refusedCounts: [], refusals: [] });
});

test.each([
  ["TA 10~15", ["activity-range"]],
  ["AP 2, TA 10-15건", ["activity-range"]],
  ["TA 15건 하고 고객님 만나러 갑니다", ["activity-line"]],
  ["민지 TA 15 AP 2", ["activity-line"]],
  ["TA 20 하겠습니다", ["activity-line"]],
  ["TA 15, 내일 AP 3 예정", ["activity-line"]],
  ["TA 15/20", ["activity-line"]],
  ["TA 15 통화 7", ["activity-twice"]],
  ["민지\nTA 15\n라지\nTA 12", ["activity-twice"]],
  ["3/2(화) TA 15", ["activity-day"]],
  ["3/5 TA 15", ["activity-day"]],
  ["2026-03-05 TA 15", ["activity-day"]],
  ["2/30 TA 15", ["activity-day"]],
  ["1/15 TA 15", ["activity-day"]],
  ["TA 123456", ["activity-many"]],
])("%j is not understood for certain", (text, codes) => {
  expect(told(text)).toEqual([]);
  expect(wrong(text)).toEqual(codes);
});

test("Of an unknown word only its number is refused", () => {
  expect(told("TA 15 상령 3 AP 2")).toEqual(["call 15", "meeting 2"]);
  expect(wrong("TA 15 상령 3 AP 2")).toEqual(["activity-word"]);
});

test("A company's own kind comes before the word that everybody has", () => {
  const words = wordsWith([{ id: "approach", names: ["AP", "초회 면담"] }]);
  expect(told("TA 15 AP 2", words)).toEqual(["call 15", "approach 2"]);
  expect(told("초회면담 2", words)).toEqual(["approach 2"]);
});

const separators = fc.constantFrom(" ", ", ", "/", " · ", "\n");
const counts = fc.integer({ min: 0, max: 5000 });
const number = (count: number, isGrouped: boolean): string => (isGrouped ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : String(count));

test("What is written in any of these ways is read as it was meant", () => {
  const pair = (word: string) =>
    fc.record({ word: fc.constant(word), count: counts, unit: fc.constantFrom("", "건", " 건"), colon: fc.boolean() });
  const line = fc
    .shuffledSubarray(["TA", "AP", "방문", "소개", "문자", "demo", "e-mail"], { minLength: 1 })
    .chain((words) => fc.tuple(fc.tuple(...words.map(pair)), separators, fc.boolean()));
  fc.assert(
    fc.property(line, ([pairs, separator, isGrouped]) => {
      const text = pairs
        .map(({ word, count, unit, colon }) => `${word}${colon ? ": " : " "}${number(count, isGrouped)}${unit}`)
        .join(separator);
      const message = readActivityMessage(text, sentOn, builtInWords);
      expect(message.refusals).toEqual([]);
      expect(message.counts.map(({ word, count }) => [word, count])).toEqual(pairs.map(({ word, count }) => [word, count]));
    }),
  );
});

test("No text makes it fail or take long", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom("TA", " ", "15", ",", "(", "3/2", "어제", "+", "~", "건", "\n", "call"), fc.string()), {
        maxLength: 60,
      }),
      (parts) => {
        const { counts: read } = readActivityMessage(parts.join(""), sentOn, builtInWords);
        for (const { count } of read) expect(count).toBeLessThanOrEqual(5000);
      },
    ),
  );
});
