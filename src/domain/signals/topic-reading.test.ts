import { expect, test } from "vitest";
import { readTopic } from "./topic-reading.ts";

const topic = { id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획", "retirement planning"], negatives: ["은퇴 선수"] };
const refusedWith = (fields: unknown): readonly string[] => {
  const outcome = readTopic(fields);
  return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
};

test("a topic is read, of each author once a day where it does not say", () => {
  expect(readTopic(topic)).toEqual({ ok: true, value: { ...topic, synonyms: [], perAuthorAndDay: 1 } });
});

test.each([
  [[], ["type "]],
  [{ ...topic, phrases: [] }, ["topic-empty /phrases"]],
  [{ ...topic, phrases: "은퇴" }, ["type /phrases"]],
  [{ ...topic, phrases: ["돈", "ㅋㅋㅋ", "!?", "退職"] }, [0, 1, 2, 3].map((place) => `topic-phrase /phrases/${place}`)],
  [{ ...topic, synonyms: ["은퇴계획", "Retirement  Planning"] }, ["topic-twice /synonyms/0", "topic-twice /synonyms/1"]],
  [{ ...topic, phrases: Array.from({ length: 501 }, (_, number) => `phrase ${number}`) }, ["topic-many /phrases"]],
  [{ ...topic, perAuthorAndDay: 0, words: [] }, ["unknown-field /words", "number-min /perAuthorAndDay"]],
])("of %j it is told what is wrong", (fields, refusals) => {
  expect(refusedWith(fields)).toEqual(refusals);
});
