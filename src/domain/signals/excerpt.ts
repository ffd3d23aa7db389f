import { codePoints } from "../characters.ts";
import { withoutSecrets } from "../secret-number.ts";
import { hasMarkup, withoutMarkup } from "./normalised-text.ts";

/** So much of a post is kept: enough to see why it was taken, and no copy of it. */
const LONGEST = 300;

/** What cannot be stored, or is no part of a text. */
const unkept = /\p{Cs}|[^\P{Cc}\n]/gu;

/** The beginning of a post as it is kept: without markup, and without resident registration and card numbers. */
export const excerptOf = (text: string): string => {
  const plain = hasMarkup(text) ? withoutMarkup(text) : text;
  const clean = plain
    .replace(unkept, " ")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const kept = withoutSecrets(clean, "…");
  return codePoints(kept) <= LONGEST
    ? kept
    : `${Array.from(kept.slice(0, LONGEST * 2))
        .slice(0, LONGEST - 1)
        .join("")}…`;
};
