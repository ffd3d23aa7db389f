import { BREAK } from "./normalised-text.ts";

/** A part of a text within which a phrase may stand, and the number of the sentence that it belongs to. */
export type Clause = { readonly text: string; readonly startsAt: number; readonly sentence: number };

/**
 * Ends of sentences first, then of clauses. A point within a number or between Latin letters (3.5, u.s.) ends nothing, nor does a
 * comma within a number.
 * Hashtags side by side are each for themselves.
 */
const edge = new RegExp(
  [
    `(?<sentence>[${BREAK}]+|\\n[^\\S\\n]*\\n\\s*|[!?…。|]+|(?<![a-z])\\.+(?!\\d)|(?<=[a-z])\\.+(?![a-z\\d]))`,
    `[;:,、](?!\\d)`,
    `\\s[-–—]+\\s`,
    `(?<=#[^\\s#]{1,100})\\s*(?=#)`,
  ].join("|"),
  "gu",
);

/** The clauses of a normalised text, in order. */
export const clausesOf = (text: string): readonly Clause[] => {
  const clauses: Clause[] = [];
  let startsAt = 0;
  let sentence = 0;
  const end = (at: number): void => {
    if (at > startsAt) clauses.push({ text: text.slice(startsAt, at), startsAt, sentence });
  };
  for (const match of text.matchAll(edge)) {
    end(match.index);
    startsAt = match.index + match[0].length;
    if (match.groups?.["sentence"] !== undefined) sentence += 1;
  }
  end(text.length);
  return clauses;
};
