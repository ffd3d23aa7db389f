import { dayOfCivil, daysInMonth } from "../../../domain/civil.ts";
import { isoDay, weekdayOf } from "../../../domain/day.ts";
import type { TitleMonth } from "../../../domain/title-month.ts";
import { weekInTitles } from "../../../domain/title-week.ts";
import { plainName } from "../maps/fields.ts";
import { dayNumberOf, isDateHead, isLabel, isUnit, isWeekday, totalWord, weekdayIn } from "./layout-cells.ts";
import type { Shape } from "./layout-columns.ts";
import type { LayoutColumn } from "./layout-header.ts";

/** A wide sheet made long: each of these columns gives a row of its own, with what its head says in new columns and its cell in another. */
export type Unpivot = {
  readonly columns: readonly string[];
  /** New columns for the head: one, or one for each row of a header of two. */
  readonly names: readonly [string, ...string[]];
  /** The new column for the cell. */
  readonly value: string;
  /** The month of heads that are days by their numbers alone: `2026-03`, or `3` where its year is not known; in a map also `title`. */
  readonly month: string | null;
  /** The first day of the week whose days the heads name as weekdays: `2026-03-02`; in a map also `title`. */
  readonly week: string | null;
};

/** What a head names; `day` by its number alone. */
export type HeadKind = "day" | "weekday" | "date" | "kind" | "text";

/** In place of a month or week: the one that a title, or the name of the sheet, names. So a map holds for the next sheet too. */
export const OF_TITLE = "title";

/** The kind of activity that a head names (`TA`, `calls`); null for one that names none. */
export type KindOf = (name: string) => string | null;

/** A number from 1 to 31 may head anything; a date heads a day. */
const leastDays = 5;
const leastDates = 2;

/** The columns of a wide sheet, and what each row of their heads names. */
export type Wide = { readonly columns: readonly LayoutColumn[]; readonly heads: readonly HeadKind[] };

const headKind = (names: readonly string[], kindOf: KindOf | undefined): HeadKind => {
  if (names.every((name) => dayNumberOf(name) !== undefined)) return "day";
  if (names.every(isDateHead)) return "date";
  if (names.every(isWeekday)) return "weekday";
  return kindOf !== undefined && names.every((name) => kindOf(name) !== null) ? "kind" : "text";
};

const isDayHead = (head: string): boolean => dayNumberOf(head) !== undefined || isDateHead(head);

/** The columns whose heads in this row name days: by date or number, else by weekday. */
const daysAmong = (candidates: readonly LayoutColumn[], part: number): readonly LayoutColumn[] => {
  const headed = (fits: (head: string) => boolean): readonly LayoutColumn[] => candidates.filter(({ heads }) => fits(heads[part] ?? ""));
  const days = headed(isDayHead);
  const isDated = days.every(({ heads }) => isDateHead(heads[part] ?? ""));
  if (days.length >= (isDated ? leastDates : leastDays)) return days;
  const weekdays = headed(isWeekday);
  return weekdays.length >= leastDays ? weekdays : [];
};

/** Columns for days, for kinds, or for both in the two rows of a header. */
export const findWide = (columns: readonly LayoutColumn[], shapes: readonly Shape[], kindOf: KindOf | undefined): Wide | null => {
  const isCount = ({ index }: LayoutColumn): boolean => {
    const shape = shapes.find((each) => each.index === index);
    return shape === undefined || shape.filled === 0 || shape.numbers >= shape.filled * 0.8;
  };
  const candidates = columns.filter((column) => isCount(column) && !column.heads.some((head) => totalWord(head) !== null));
  const depth = Math.max(1, ...columns.map(({ heads }) => heads.length));
  const rowsOfHeads = Array.from({ length: depth }, (_, part) => part);
  for (const part of rowsOfHeads) {
    const days = daysAmong(candidates, part);
    if (new Set(days.map(({ heads }) => heads[part])).size < 2) continue;
    const other = rowsOfHeads.find(
      (each) =>
        each !== part &&
        days.every(({ heads }) => isLabel(heads[each] ?? "") && !isWeekday(heads[each] ?? "") && !isUnit(heads[each] ?? "")),
    );
    const parts = (other === undefined ? [part] : [part, other]).toSorted((a, b) => a - b);
    return {
      columns: days,
      heads: parts.map((each) =>
        headKind(
          days.map(({ heads }) => heads[each] ?? ""),
          kindOf,
        ),
      ),
    };
  }
  const kinds = candidates.filter(({ name }) => kindOf !== undefined && kindOf(name) !== null);
  return kinds.length >= 2 ? { columns: kinds, heads: ["kind"] } : null;
};

const two = (value: number): string => String(value).padStart(2, "0");
const columnFor: Readonly<Record<HeadKind, string>> = { day: "day", weekday: "day", date: "day", kind: "kind", text: "kind" };

/** Whether the weekdays that stand with the days of the heads are those of the month. */
export const agreesWithWeekdays = (columns: readonly LayoutColumn[], { year, month }: TitleMonth): boolean =>
  year === null ||
  month === null ||
  columns.every(({ heads }) => {
    const day = heads.map(dayNumberOf).find((each) => each !== undefined);
    const said = heads.map(weekdayIn).find((each) => each !== null) ?? null;
    return day === undefined || said === null || day > daysInMonth(year, month) || weekdayOf(dayOfCivil(year, month, day)) === said;
  });

/** The week of the heads as `unpivot` has it, by the titles; null where they name none. */
export const weekText = (columns: readonly LayoutColumn[], titles: readonly string[]): string | null => {
  const [first] = columns.flatMap(({ heads }) => heads.flatMap((head) => weekdayIn(head) ?? []));
  const day = first === undefined ? null : weekInTitles(titles, first);
  return day === null ? null : isoDay(day);
};

/** The month as `unpivot` has it; null where nothing names one. */
export const monthText = ({ year, month }: TitleMonth): string | null =>
  month === null ? null : year === null ? String(month) : `${year}-${two(month)}`;

/** How the sheet is made long, with names for the new columns that none has yet. */
export const unpivotOf = ({ columns, heads }: Wide, taken: readonly string[]): Unpivot | null => {
  const free = (name: string): string => (taken.some((each) => plainName(each) === name) ? `${name} (head)` : name);
  const [first, ...others] = heads.map((kind) => free(columnFor[kind]));
  if (first === undefined) return null;
  const ofTitle = (kind: HeadKind): string | null => (heads.includes(kind) ? OF_TITLE : null);
  const names: Unpivot["names"] = [first, ...others];
  return { columns: columns.map(({ name }) => name), names, value: free("count"), month: ofTitle("day"), week: ofTitle("weekday") };
};
