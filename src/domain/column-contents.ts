/** What the text of a cell looks like; it may look like several. */
export const shapes = [
  "moment",
  "day",
  "clock",
  "daytime",
  "span",
  "integer",
  "decimal",
  "money",
  "truth",
  "email",
  "phone",
  "web",
  "code",
  "words",
  "serial-moment",
  "serial-day",
  "serial-clock",
] as const;
export type Shape = (typeof shapes)[number];

/** What stands in the cells of a column, as far as a sample shows it. */
export type Contents = {
  /** Cells of the sample that are not empty. */
  readonly filled: number;
  readonly empty: number;
  /** How many of them differ. */
  readonly distinct: number;
  /** The differing values with how often each comes, the most frequent first; null when there are too many to be choices. */
  readonly values: ReadonlyMap<string, number> | null;
  /** Share of the filled cells that look like this. */
  readonly share: (shape: Shape) => number;
  readonly medianLength: number;
  /** Cells with a space inside. */
  readonly spaced: number;
  /** They count the rows: 1, 2, 3 … Another file begins with 1 again. */
  readonly isCounter: boolean;
};

const date =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s)?(?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|(?:\d{4}|'?\d{2})\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}(?!\d)\.?|(?:\d{4}|\d{2})년\s?\d{1,2}월\s?\d{1,2}일|\d{1,2}월\s?\d{1,2}일|\d{1,2}[-\s](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-\s,]\s?\d{2,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:\s?[(（]?(?:[월화수목금토일]요일|[월화수목금토일]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[)）]?)?/i;
const clock =
  /^(?:(?:오전|오후|am|pm)\s?)?\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?m\.?)?|시(?:\s?\d{1,2}분)?(?:\s?\d{1,2}초)?|\s?[ap]\.?m\.?)$/i;
const compactClock = /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/;
const offset = /\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2}|\([a-z]+\))$/i;
const span =
  /^(?:\d+:\d{2}(?::\d{2}(?:[.,]\d+)?)?|(?:\d+\s?시간)?\s?(?:\d+\s?분)?\s?(?:\d+(?:\.\d+)?\s?초)?|(?:\d+\s?h(?:ours?|rs?)?)?\s?(?:\d+\s?m(?:in(?:ute)?s?)?)?\s?(?:\d+\s?s(?:ec(?:ond)?s?)?)?)$/i;
const integer = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)$/;
const decimal = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)[.,]\d+$/;
const money = /^(?:[$€£¥₩￦]\s?-?[\d.,]+|-?[\d.,]+\s?(?:원|만원|천원|[$€£¥₩]|[A-Z]{3}))$/;
const truth = /^(?:y|n|yes|no|true|false|t|f|o|x|ㅇ|예|아니오|아니요|네)$/i;
const email = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const phone =
  /^(?:\+\d[\d\s().-]{6,18}|\(?0\d{1,3}\)?[\s.-]?\d{3,4}[\s.-]?\d{4}|10\d{8}|\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4})(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i;
const web = /^https?:\/\//i;
const longestLooked = 200;

/** The days that a spreadsheet counts from 1900, of the years 1954 to 2119. */
const isSerial = (value: number): boolean => value >= 20_000 && value <= 80_000;

/** Hours at which people work: what lasts as long is rare. */
const isDaytime = (text: string): boolean => {
  if (!/^\d/.test(text) || /[apm시]/i.test(text)) return true;
  const hour = Number.parseInt(text, 10);
  return hour >= 6 && hour <= 23;
};

const temporalShapes = (text: string): readonly Shape[] => {
  const found = date.exec(text)?.[0];
  if (found !== undefined) {
    const rest = text
      .slice(found.length)
      .replace(/^[\sT,]+/i, "")
      .replace(offset, "");
    if (rest === "") return ["day"];
    return clock.test(rest) || compactClock.test(rest) ? ["moment"] : [];
  }
  const isClock = clock.test(text);
  return [
    ...(isClock ? (["clock"] as const) : []),
    ...(isClock && isDaytime(text) ? (["daytime"] as const) : []),
    ...(span.test(text) ? (["span"] as const) : []),
  ];
};

const numberShapes = (text: string): readonly Shape[] => {
  if (integer.test(text)) return isSerial(Number(text)) ? ["integer", "serial-day"] : ["integer"];
  if (!decimal.test(text)) return money.test(text) ? ["money"] : [];
  const value = Number(text);
  if (isSerial(value)) return ["decimal", "serial-moment"];
  if (value < 0 || value >= 1) return ["decimal"];
  return value >= 0.25 ? ["decimal", "serial-clock", "daytime"] : ["decimal", "serial-clock"];
};

const shapesOf = (cell: string): readonly Shape[] => {
  const text = cell.slice(0, longestLooked);
  if (web.test(text)) return ["web"];
  const found: Shape[] = [...temporalShapes(text), ...numberShapes(text)];
  if (truth.test(text)) found.push("truth");
  if (email.test(text)) found.push("email");
  else if (phone.test(text)) found.push("phone");
  else if (/^(?=.*\d)(?=.*[\p{L}_-])[\p{L}\p{N}_.:/-]+$/u.test(text) && found.length === 0) found.push("code");
  else if (/\p{L}/u.test(text) && !found.some((shape) => shape === "moment" || shape === "day" || shape === "clock")) found.push("words");
  return found;
};

const fewestCounted = 3;
const mostCounted = 200;

const countsRows = (cells: readonly string[]): boolean => {
  const looked = cells.slice(0, mostCounted).map((cell) => cell.trim());
  const first = Number(looked[0]);
  return looked.length >= fewestCounted && (first === 0 || first === 1) && looked.every((cell, index) => cell === String(first + index));
};

/** As many values as a column of choices may have. */
export const mostChoices = 60;

/**
 * Describes the cells of a column; which of a table's rows they come from does not matter, nor does their order. `all` are the values of the
 * whole column where the cells are but a sample of it; null: too many to be choices.
 */
export const contentsOf = (cells: readonly string[], all?: ReadonlySet<string> | null): Contents => {
  const counts = new Map<string, number>();
  const shapeCounts = new Map<Shape, number>();
  const lengths: number[] = [];
  let spaced = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "") continue;
    lengths.push(text.length);
    if (/\s/.test(text)) spaced += 1;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const [text, count] of counts) for (const shape of shapesOf(text)) shapeCounts.set(shape, (shapeCounts.get(shape) ?? 0) + count);
  const filled = lengths.length;
  const distinct = counts.size;
  for (const text of all ?? []) if (!counts.has(text)) counts.set(text, 0);
  const values =
    all === null || counts.size > mostChoices ? null : new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
  return {
    filled,
    empty: cells.length - filled,
    distinct,
    values,
    share: (shape) => (filled === 0 ? 0 : (shapeCounts.get(shape) ?? 0) / filled),
    medianLength: lengths.sort((a, b) => a - b)[Math.floor(filled / 2)] ?? 0,
    spaced,
    isCounter: countsRows(cells),
  };
};
