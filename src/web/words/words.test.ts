import { expect, test } from "vitest";
import { scopes } from "../../domain/access.ts";
import { accessEn } from "./access-en.ts";
import { accessKo } from "./access-ko.ts";
import { en } from "./en.ts";
import { importEn } from "./import-en.ts";
import { importKo } from "./import-ko.ts";
import { ko } from "./ko.ts";
import { oneToOneEn } from "./one-to-one-en.ts";
import { oneToOneKo } from "./one-to-one-ko.ts";
import { rulesEn } from "./rules-en.ts";
import { rulesKo } from "./rules-ko.ts";
import { rewardsEn } from "./rewards-en.ts";
import { rewardsKo } from "./rewards-ko.ts";
import { todayEn } from "./today-en.ts";
import { todayKo } from "./today-ko.ts";
import { teamEn } from "./team-en.ts";
import { teamKo } from "./team-ko.ts";
import { operationsEn } from "./operations-en.ts";
import { operationsKo } from "./operations-ko.ts";

const texts = (words: object, path = ""): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as const] : texts(value as object, `${path}${key}.`),
  );

const placeholders = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))];

const english = [en, importEn, accessEn, rulesEn, teamEn, todayEn, operationsEn, oneToOneEn, rewardsEn].flatMap((words) => texts(words));
const koreanTexts = [ko, importKo, accessKo, rulesKo, teamKo, todayKo, operationsKo, oneToOneKo, rewardsKo].flatMap((words) =>
  texts(words),
);
const korean = new Map(koreanTexts);

test("Korean asks for no value that English does not give", () => {
  const asked = english.flatMap(([key, text]) =>
    placeholders(korean.get(key) ?? "").flatMap((name) => (placeholders(text).includes(name) ? [] : [`${key}: ${name}`])),
  );
  expect(asked).toEqual([]);
});

test("every text of the pages has Korean words, but for the name of the product and plain patterns", () => {
  const withoutHangul = koreanTexts.filter(
    ([, text]) => /[A-Za-z]{2}/.test(text.replaceAll(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, "")) && !/[가-힣]/.test(text),
  );
  expect(withoutHangul.map(([key]) => key)).toEqual(["app.name", "app.title", "preview.format.csv"]);
});

test("no Korean particle follows a value whose sound it would have to know", () => {
  const guessed = koreanTexts.filter(([, text]) =>
    /\}(?:은|는|이|가|을|를|과|와|으로|로|이나|나|이라|라|이에요|예요|아|야)(?![가-힣])/.test(text),
  );
  expect(guessed).toEqual([]);
});

test("everything that a key may do has a name", () => {
  for (const { keys } of [accessEn, accessKo])
    for (const [thing = "", act = ""] of scopes.map((scope) => scope.split(":"))) {
      expect(Object.keys(keys.things)).toContain(thing);
      expect(Object.keys(keys.acts)).toContain(act);
    }
});
