import { englishMonths } from "./civil.ts";

/** What a title or the name of a sheet says of the days below it; null for what it does not say. */
export type TitleMonth = { readonly year: number | null; readonly month: number | null };

const monthWord = `(${englishMonths.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|t)?`).join("|")})`;
const forms: readonly { readonly pattern: RegExp; readonly year: number; readonly month: number }[] = [
  { pattern: /(?<!\d)(\d{4}|\d{2})\s*년\s*(\d{1,2})\s*월/, year: 1, month: 2 },
  { pattern: new RegExp(`\\b${monthWord}\\.?[\\s,'’-]{1,2}(\\d{4}|\\d{2})(?!\\d)`, "i"), year: 2, month: 1 },
  { pattern: new RegExp(`(?<!\\d)(\\d{4})[\\s-]${monthWord}\\b`, "i"), year: 1, month: 2 },
  { pattern: /(?<!\d)((?:19|20|21)\d{2})\s?[-./]\s?(\d{1,2})(?!\d)/, year: 1, month: 2 },
  { pattern: /(?<!\d)(\d{1,2})\s*월/, year: 0, month: 1 },
  { pattern: /(?<!\d)((?:19|20)\d{2})\s*년?(?!\d)/, year: 1, month: 0 },
  { pattern: new RegExp(`^\\s*${monthWord}\\s*$`, "i"), year: 0, month: 1 },
];

const yearOf = (digits: string | undefined): number | null =>
  digits === undefined ? null : digits.length === 2 ? 2000 + Number(digits) : Number(digits);

const monthOf = (written: string | undefined): number | null => {
  if (written === undefined) return null;
  const number = /^\d/.test(written)
    ? Number(written)
    : englishMonths.findIndex((name) => name.slice(0, 3).toLowerCase() === written.slice(0, 3).toLowerCase()) + 1;
  return number >= 1 && number <= 12 ? number : null;
};

/** The month and year that the first of some texts names: `2026년 3월 활동일지`, `Calls March 2026`, `2026-03`, `3월`. */
export const monthInTitles = (titles: readonly string[]): TitleMonth => {
  let year: number | null = null;
  let month: number | null = null;
  for (const title of titles) {
    for (const form of forms) {
      const found = form.pattern.exec(title);
      if (found === null) continue;
      const named = {
        year: form.year === 0 ? null : yearOf(found[form.year]),
        month: form.month === 0 ? null : monthOf(found[form.month]),
      };
      year ??= named.year;
      month ??= named.month;
    }
  }
  return { year, month };
};
