import type { Layout, LayoutKeys, SkipRows, Unpivot } from "./layout.ts";
import { allSkipped, nothingSkipped, OF_TITLE } from "./layout.ts";
import { plainDay } from "../../../domain/day.ts";
import type { Words } from "../../../domain/refusals/words.ts";

/** Keys of a map that say how a sheet is laid out. */
export const layoutMapKeys = ["sheet", "headerRow", "skipRows", "fillDown", "unpivot"] as const;

export const layoutWants = {
  sheet: { en: "a sheet's name, or its number from 1", ko: "시트 이름이나 1부터 세는 번호" },
  headerRow: { en: "the number of the header's row, or a list of them", ko: "머리글 행 번호나 그 목록" },
  skipRows: {
    en: "auto, none, or a list of subtotals, footers, repeated and row numbers",
    ko: "auto, none 또는 subtotals, footers, repeated, 행 번호의 목록",
  },
  fillDown: { en: "a list of columns, or none", ko: "열 목록 또는 none" },
  unpivot: { en: "{ columns: [ … ], name: …, value: … }", ko: "{ columns: [ … ], name: …, value: … }" },
  month: { en: "a month such as 2026-03, or 3, or title", ko: "2026-03이나 3 같은 달 또는 title" },
  week: { en: "the first day of a week such as 2026-03-02, or title", ko: "2026-03-02 같은 한 주의 첫날 또는 title" },
} satisfies Record<string, Words>;

/** Tells what is wrong with a value, and where. */
export type ShapeRefuser = (value: unknown, wanted: keyof typeof layoutWants, pointer: string) => undefined;

type Entries = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value).trim() !== "" ? String(value).trim() : undefined;

const textsOf = (value: unknown): readonly string[] | undefined => {
  const texts = (Array.isArray(value) ? value : [value]).map(textOf);
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined;
};

const rowNumber = (text: string): number => (/^[1-9]\d{0,6}$/.test(text) ? Number(text) : NaN);

/** A name, or a number from 1 where no sheet is called so. */
const readSheet = (value: unknown, refuse: ShapeRefuser): string | null =>
  value === undefined ? null : (textOf(value) ?? refuse(value, "sheet", "/sheet") ?? null);

const readHeaderRows = (value: unknown, refuse: ShapeRefuser): readonly number[] | null => {
  if (value === undefined) return null;
  const numbers = (textsOf(value) ?? []).map(rowNumber);
  const isRising = numbers.every((number, index) => number > (numbers[index - 1] ?? 0));
  return numbers.length >= 1 && numbers.length <= 3 && isRising ? numbers : (refuse(value, "headerRow", "/headerRow") ?? null);
};

const readSkipRows = (value: unknown, refuse: ShapeRefuser): SkipRows | null => {
  if (value === undefined) return null;
  if (value === "auto") return allSkipped;
  if (value === "none") return nothingSkipped;
  const texts = textsOf(value) ?? [];
  const isKnown = (text: string): boolean => ["subtotals", "footers", "repeated"].includes(text) || !Number.isNaN(rowNumber(text));
  if (texts.length === 0 || !texts.every(isKnown)) return refuse(value, "skipRows", "/skipRows") ?? null;
  return {
    subtotals: texts.includes("subtotals"),
    footers: texts.includes("footers"),
    repeated: texts.includes("repeated"),
    numbers: new Set(texts.map(rowNumber).filter((number) => !Number.isNaN(number))),
  };
};

const readFillDown = (value: unknown, refuse: ShapeRefuser): readonly string[] | null => {
  if (value === undefined) return null;
  if (value === "none" || (Array.isArray(value) && value.length === 0)) return [];
  return textsOf(value) ?? refuse(value, "fillDown", "/fillDown") ?? null;
};

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null && !Array.isArray(value);

const readUnpivot = (value: unknown, refuse: ShapeRefuser): Unpivot | null => {
  if (value === undefined) return null;
  if (!isEntries(value) || Object.keys(value).some((key) => !["columns", "name", "value", "month", "week"].includes(key)))
    return refuse(value, "unpivot", "/unpivot") ?? null;
  const columns = textsOf(value["columns"]);
  const [first, ...others] = textsOf(value["name"]) ?? [];
  const cell = textOf(value["value"]);
  const month = value["month"] === undefined ? null : (textOf(value["month"]) ?? "");
  if (month !== null && month !== OF_TITLE && !/^(?:\d{4}-(?:0[1-9]|1[0-2])|0?[1-9]|1[0-2])$/.test(month))
    return refuse(value["month"], "month", "/unpivot/month") ?? null;
  const week = value["week"] === undefined ? null : (textOf(value["week"]) ?? "");
  if (week !== null && week !== OF_TITLE && Number.isNaN(week.length === 10 ? plainDay(week) : NaN))
    return refuse(value["week"], "week", "/unpivot/week") ?? null;
  if (columns === undefined || first === undefined || others.length > 1 || cell === undefined)
    return refuse(value, "unpivot", "/unpivot") ?? null;
  return { columns, names: [first, ...others], value: cell, month, week };
};

/** Reads the keys of a map that say how a sheet is laid out; null for those that it has not. */
export const readLayoutKeys = (map: Entries, refuse: ShapeRefuser): LayoutKeys => ({
  sheet: readSheet(map["sheet"], refuse),
  headerRows: readHeaderRows(map["headerRow"], refuse),
  skipRows: readSkipRows(map["skipRows"], refuse),
  fillDown: readFillDown(map["fillDown"], refuse),
  unpivot: readUnpivot(map["unpivot"], refuse),
});

const skipContent = ({ subtotals, footers, repeated, numbers }: SkipRows): unknown => {
  const named = Object.entries({ subtotals, footers, repeated }).flatMap(([name, is]) => (is ? [name] : []));
  if (named.length === 3 && numbers.size === 0) return "auto";
  return named.length === 0 && numbers.size === 0 ? "none" : [...named, ...numbers];
};

/** A layout as a map says it: for a map that is to read the next file in the same way. */
export const layoutContent = ({ headerRows, skip, fillDown, columns, unpivotSaid: unpivot }: Layout): Entries => {
  const [first, ...others] = headerRows;
  const filled = columns.filter(({ index }) => fillDown.includes(index)).map(({ name }) => name);
  return {
    headerRow: others.length === 0 ? first : headerRows,
    skipRows: skipContent(skip),
    fillDown: filled.length === 0 ? "none" : filled,
    ...(unpivot === null
      ? {}
      : {
          unpivot: {
            columns: unpivot.columns,
            name: unpivot.names.length === 1 ? unpivot.names[0] : unpivot.names,
            value: unpivot.value,
            ...(unpivot.month === null ? {} : { month: unpivot.month }),
            ...(unpivot.week === null ? {} : { week: unpivot.week }),
          },
        }),
  };
};
