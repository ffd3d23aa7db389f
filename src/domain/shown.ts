import { withoutSecrets } from "./secret-number.ts";

const longest = 60;

/** Controls, invisible and direction-changing characters, and halves of a character: what a terminal or page would act on, or not show. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** More than is ever shown, so that a number that may not be is seen whole. */
const looked = longest * 4;

/**
 * What was found, fit to be quoted in a sentence: at most 60 characters, unseen ones written as `<U+200B>`, and resident registration and card numbers left out:
 * a refusal is stored and logged where what it refuses may not be.
 */
export const shown = (found: string): string => {
  const text = found.length < 13 ? found : withoutSecrets(found.length > looked ? found.slice(0, looked) : found, "…");
  const head =
    text.length > longest
      ? `${Array.from(text.slice(0, longest * 2))
          .slice(0, longest)
          .join("")}…`
      : text;
  return head.replace(unseen, (character) => `<${codePointName(character)}>`);
};
