/**
 * What a number of a spreadsheet is by its format. `elapsed` are durations, `padded` are numbers with zeros before them: ids, telephones.
 * `date-or-time` is a format that differs by the language of the program: a date, or a time of day for what is less than one day.
 */
export type NumberFormat =
  | { readonly type: "number" | "date" | "time" | "datetime" | "elapsed" | "date-or-time" }
  | { readonly type: "padded"; readonly pattern: string };

const format = (type: Exclude<NumberFormat["type"], "padded">): NumberFormat => ({ type });

export const plainNumber = format("number");

/** Formats that a file names by their numbers alone (ECMA-376 part 1, 18.8.30), those of Korean and Japanese programs too. */
const builtIn: ReadonlyMap<number, NumberFormat> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, format("date")] as const),
  ...[18, 19, 20, 21, 32, 33].map((id) => [id, format("time")] as const),
  ...[34, 35, 55, 56].map((id) => [id, format("date-or-time")] as const),
  ...[45, 46, 47].map((id) => [id, format("elapsed")] as const),
  [22, format("datetime")] as const,
]);

export const builtInFormat = (id: number): NumberFormat => builtIn.get(id) ?? plainNumber;

/** What a format shows as it stands: quoted text, an escaped character, the width of one, a fill, a language or currency, a colour or condition. */
const literals = /"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu;
const elapsed = /\[(?:h+|m+|s+)\]/i;
const halfDay = /am\/pm|a\/p|오전\/오후|上午\/下午|午前\/午後/i;
const longestFormat = 1024;

/** The format of positive numbers stands first. */
const firstSection = (code: string): string => /^(?:"[^"]*"?|\\.|[^;"\\])*/u.exec(code)?.[0] ?? "";

/** `000-0000-0000`: a digit for each zero, and what stands between them. */
const paddedBy = (section: string): NumberFormat | undefined => {
  const pattern = section.replace(/\\(.)/gu, "$1").replace(/"([^"]*)"/g, "$1");
  return /^(?=.*0.*0)[0 ()-]+$/.test(pattern) ? { type: "padded", pattern } : undefined;
};

/** What a format's code makes of a number: `yyyy"년" m"월" d"일"` a date, `[h]:mm:ss` a duration, `#,##0` a number. */
export const readFormat = (code: string): NumberFormat => {
  const section = firstSection(code.slice(0, longestFormat));
  const padded = paddedBy(section);
  if (padded !== undefined) return padded;
  const letters = section.replace(literals, "").replace(/general/gi, "");
  if (elapsed.test(letters)) return format("elapsed");
  if (/[0#?@]/.test(letters.replace(/s[.,]0+/gi, "s"))) return plainNumber;
  const hasHours = /h/i.test(letters) || halfDay.test(letters);
  const hasTime = hasHours || /s/i.test(letters);
  const rest = letters.replace(halfDay, "");
  const hasDate = /[ydegb]|aaa|mmm/i.test(rest) || (!hasTime && /m/i.test(rest));
  if (hasDate) return format(hasTime ? "datetime" : "date");
  if (!hasTime) return plainNumber;
  return format(hasHours ? "time" : "elapsed");
};
