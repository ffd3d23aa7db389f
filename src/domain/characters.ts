import { refusal, type Refusal, type RefusalCode } from "./refusal.ts";
import { codePointName } from "./shown.ts";

/** Printable ASCII: most of what passes, and nothing in it needs a second look. */
export const isPlainAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e) return false;
  }
  return true;
};

/** Length in code points, which is how PostgreSQL and JSON Schema count. */
export const codePoints = (text: string): number => {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    if (unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff) count -= 1;
  }
  return count;
};

/** Length in UTF-8. */
export const utf8Bytes = (text: string): number => {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
};

export const nul = /\0/u;
export const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
export const controlExceptLines = /[^\P{Cc}\t\n\r]/u;
export const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
export const halfCharacter = /\p{Cs}/u;

/** The first such character of a text, named with its place counted from 1. */
export const refuseCharacter = (code: RefusalCode, pattern: RegExp, text: string, pointer: string): Refusal | undefined => {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const position = codePoints(text.slice(0, match.index)) + 1;
  return refusal(code, pointer, { character: codePointName(match[0]), place: { en: `character ${position}`, ko: `${position}번째 글자` } });
};
