import { codePoints, control, controlExceptLines, halfCharacter, isPlainAscii, nul, refuseCharacter } from "./characters.ts";
import { isPlaceholder } from "./placeholder.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { secretIn, secretWords } from "./secret-number.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type TextRules = {
  /** In characters (code points). */
  readonly max: number;
  /** An empty text is taken as `""`. Left out: refused. */
  readonly mayBeEmpty?: boolean;
  /** Line breaks and tabs are part of it: notes, reasons, bodies. Left out: refused. */
  readonly hasLines?: boolean;
};

const refuseCharacters = (text: string, rules: TextRules, pointer: string): Refusal | undefined =>
  refuseCharacter("text-nul", nul, text, pointer) ??
  refuseCharacter("text-surrogate", halfCharacter, text, pointer) ??
  refuseCharacter("text-control", rules.hasLines === true ? controlExceptLines : control, text, pointer);

const tooLong = (rules: TextRules, pointer: string): Refusal => refusal("text-too-long", pointer, { limit: rules.max });

/**
 * Text for people, without the spaces around it and in Unicode's form NFC. Refuses what cannot be stored or shown: NUL, controls, half characters; and what may not be:
 * a resident registration number, a payment card.
 */
export const readText = (value: unknown, pointer: string, rules: TextRules): Outcome<string> => {
  if (typeof value !== "string")
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", '"Northwind"', pointer));
  // A megabyte is refused by its length alone: NFC shortens a text to no less than a quarter of its units, spaces around it aside.
  if (value.length > rules.max * 8 + 1024) return refused(tooLong(rules, pointer));
  const isPlain = isPlainAscii(value);
  const wrong = isPlain ? undefined : refuseCharacters(value, rules, pointer);
  if (wrong !== undefined) return refused(wrong);
  const text = (isPlain ? value : value.normalize("NFC")).trim();
  if (text.length > rules.max && codePoints(text) > rules.max) return refused(tooLong(rules, pointer));
  if (text === "" && rules.mayBeEmpty !== true) return refused(refusal("text-empty", pointer));
  const secret = secretIn(text);
  return secret === undefined ? accepted(text) : refused(refusal("secret-number", pointer, { what: secretWords[secret] }));
};

/** For a cell that must have a value: `#REF!`, `#N/A`, `NULL` and `nan` are none. */
export const refusePlaceholder = (cell: string, pointer: string): Refusal | undefined =>
  isPlaceholder(cell.trim()) ? refusal("value-placeholder", pointer, { found: shown(cell) }) : undefined;
