import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clausesOf } from "./clause.ts";
import { baseForms, isSameWord, sharedBeginning } from "./english-word.ts";
import type { Analyser } from "./morpheme.ts";
import { normalise, roughly, writtenSpan } from "./normalised-text.ts";
import { topicMatcher } from "./topic-matcher.ts";
import { squashed, wordFinder } from "./word-finder.ts";

/** Where no Korean is read. */
const none: Analyser = { version: "none", analyse: () => [] };

describe("a text is normalised", () => {
  test.each([
    ["ＲＥＴＩＲＥＭＥＮＴ", "retirement"],
    ["은퇴\u200b계\u00ad획", "은퇴계획"],
    ["은퇴 계획".normalize("NFD"), "은퇴 계획"],
    ["<p>은<b>퇴</b></p>&amp;&#50672;&#xAE08;", "\u2029은퇴\u2029&연금"],
    ["ㅋㅋㅋ", "ㅋㅋㅋ"],
    ["3 < 4 & 5 > 2", "3 < 4 & 5 > 2"],
    ["seen by @mina at https://x.example/은퇴", "seen by \u2029 at \u2029"],
    ["&#xD800;&#9999999999;&unknown;", " &#9999999999;&unknown;"],
  ])("%j is %j", (text, normal) => {
    expect(normalise(text).text).toBe(normal);
  });

  test("every unit of it knows the stretch of the text that it comes from", () => {
    const pieces = fc.constantFrom(
      "은퇴",
      "계획".normalize("NFD"),
      "\u200b",
      "<b>",
      "</b>",
      "&amp;",
      "😀",
      "é".normalize("NFD"),
      "ﬁ",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join("");
        const normal = normalise(text);
        expect([normal.startsAt.length, normal.endsBefore.length]).toEqual([normal.text.length, normal.text.length]);
        for (let at = 0; at < normal.text.length; at += 1) {
          const { startsAt, endsBefore } = writtenSpan(normal, at, at + 1);
          expect(normalise(text.slice(startsAt, endsBefore)).text).toContain(normal.text.charAt(at));
        }
      }),
    );
  });

  test("the quick reading has every letter of the careful one, in order", () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        "은퇴",
        "계획".normalize("NFD"),
        "\u200b",
        "<b>",
        "&amp;",
        "ㅋㅋ",
        "ﾊﾟ",
        "ﬁ",
        "Ⅷ",
        "İ",
        "@mina",
        "https://a.example/b",
      ),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    );
    const isWithin = (part: string, whole: string): boolean => {
      let at = 0;
      for (const unit of whole) if (unit === part.charAt(at)) at += 1;
      return at === part.length;
    };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join(" ");
        const careful = squashed(normalise(text).text).replaceAll(/[\ud800-\udfff]/g, "");
        expect(isWithin(careful, squashed(roughly(text)).replaceAll(/[\ud800-\udfff]/g, ""))).toBe(true);
      }),
    );
  });
});

test.each([
  ["김연아 은퇴 소식, 내일 계획은?", ["김연아 은퇴 소식", " 내일 계획은"], 1],
  ["it grew 3.5 and 1,000 in the u.s. market", ["it grew 3.5 and 1,000 in the u.s", " market"], 2],
  ["하나\n둘\n\n셋", ["하나\n둘", "셋"], 2],
  ["#a #b c - d | e", ["#a", "#b c", "d ", " e"], 2],
])("%j is cut into clauses %j of %i sentences", (text, parts, sentences) => {
  const clauses = clausesOf(text);
  expect(clauses.map((clause) => clause.text)).toEqual(parts);
  expect(new Set(clauses.map(({ sentence }) => sentence)).size).toBe(sentences);
  for (const clause of clauses) expect(text.slice(clause.startsAt).startsWith(clause.text)).toBe(true);
});

describe("English words", () => {
  test.each([
    ["plan", "plans planned planning plan's"],
    ["policy", "policies"],
    ["save", "saves saved saving savings"],
    ["insure", "insured insuring insures"],
    ["life", "lives"],
    ["business", "businesses"],
    ["refer", "referred referring"],
  ])("%s is one word with %s", (word, others) => {
    for (const other of others.split(" ")) expect([other, isSameWord(baseForms(word), other)]).toEqual([other, true]);
  });
  test.each(["plan plane", "plan plant", "bus busy", "retire retirement", "busi business", "need ned", "sing s"])(
    "%s are two words",
    (pair) => {
      const [one = "", other = ""] = pair.split(" ");
      expect(isSameWord(baseForms(one), other)).toBe(false);
    },
  );
  test("whatever is the same word begins as the finder looks for it", () => {
    const stem = fc.string({ unit: fc.constantFrom(..."abdefilnoprstvy"), minLength: 1, maxLength: 6 });
    const ending = fc.constantFrom("", "s", "es", "ies", "ed", "ied", "ing", "ings", "ves", "y", "e", "f", "fe", "'s");
    fc.assert(
      fc.property(stem, ending, ending, (word, first, second) => {
        const [one, other] = [word + first, word + second];
        if (isSameWord(baseForms(one), other)) expect(other.startsWith(sharedBeginning(one))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});

test("the finder finds what looking for each word finds", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "은", "퇴", "-"), maxLength: 40 });
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", "은", "퇴"), maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(words, text, (all, found) => {
      const seen = new Set<number>();
      wordFinder(all).find(found, (word) => seen.add(word));
      const plain = squashed(found);
      expect([...seen].sort()).toEqual([...all.keys()].filter((number) => all[number] !== "" && plain.includes(all[number] ?? "")).sort());
    }),
    { numRuns: 2_000 },
  );
});

test("what the prefilter leaves out, the second stage would not have found", () => {
  const matcher = topicMatcher(
    [
      { id: "a", name: "A", phrases: ["retirement planning", "life insurance"], synonyms: ["IRA"], negatives: [], perAuthorAndDay: 1 },
      { id: "b", name: "B", phrases: ["saving policy"], synonyms: [], negatives: ["pet"], perAuthorAndDay: 1 },
    ],
    none,
  );
  const word = fc.constantFrom(
    "Retirement",
    "plans",
    "PLANNED",
    "life",
    "lives",
    "insured",
    "insurance",
    "ira",
    "saved",
    "policies",
    "<b>",
    ",",
    "#",
    "pet",
    "and",
  );
  let matched = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.constantFrom(" ", "", "-"), (words, joint) => {
      const text = words.join(joint);
      const { matches } = matcher.explain(text);
      if (matches.length > 0) matched += 1;
      if (matches.length > 0) expect(matcher.mayMatch(text)).toBe(true);
      for (const { startsAt, endsBefore, found } of matches) expect(text.slice(startsAt, endsBefore)).toBe(found);
    }),
    { numRuns: 5_000 },
  );
  expect(matched).toBeGreaterThan(500);
});
