import type { NameEntry, WordsEntry } from "./company-file.ts";
import { readName, type Findings } from "./company-reading-basics.ts";
import { wordKeys, type CompanyWords, type WordKey } from "./display-words.ts";
import { languages, type Name } from "./language.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** A word stands within sentences and over columns. */
const longestWord = 40;
const markup = /[<>&{}#]/;

const readWord = (findings: Findings, entry: NameEntry, pointer: string): Name => {
  const read = readName(findings, entry, "", pointer);
  const isOne = typeof entry === "string";
  for (const language of languages) {
    const text = read[language] ?? "";
    const at = isOne ? pointer : `${pointer}/${language}`;
    if (markup.test(text)) findings.push(refusal("word-markup", at, { found: shown(text) }));
    else if ([...text].length > longestWord) findings.push(refusal("text-too-long", at, { limit: longestWord }));
  }
  // One text is the word in every language.
  return isOne ? { en: read.en ?? "", ko: read.en ?? "" } : read;
};

/** The company's own words; in the order of the glossary. */
export const readWords = (findings: Findings, entries: WordsEntry): CompanyWords =>
  Object.fromEntries(
    wordKeys.flatMap((key): readonly (readonly [WordKey, Name])[] => {
      const entry = entries[key];
      return entry === undefined || entry === null ? [] : [[key, readWord(findings, entry, `/words/${key}`)]];
    }),
  );
