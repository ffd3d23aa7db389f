import { dayOfCivil } from "./civil.ts";
import { isoDay, plainDay, type Day } from "./day.ts";
import { leastShare, plainly, type DetectedFormat, type FormatChoice, type FormatHints } from "./detected-format.ts";
import { isSerialText, readSerial } from "./excel-serial.ts";
import { dayOfReading, fallsOn, yearOfDay, type DateOrder, type DateReading } from "./written-date.ts";
import { dateStyle, isDateStyleName, writtenMoment, type WrittenMoment } from "./written-moment.ts";

type Cell = { readonly text: string; readonly moment: WrittenMoment };

/** What a map reads without a format: ISO 8601, a local time in the zone of the map. */
const isoForm = /^\d{4}-\d{2}-\d{2}(?:([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/;
/** Before it no system of today had a record to give. */
const firstPlausible = dayOfCivil(1990, 1, 1);
const lastPlausible = dayOfCivil(2099, 12, 31);
/** `3.2` is a number before it is a day. */
const isNumberToo = (text: string): boolean => /^\d{1,2}\.\d{1,2}$/.test(text);

const detectIso = (cells: readonly string[], isDay: boolean): DetectedFormat | null => {
  const found = cells.map((cell) => isoForm.exec(cell));
  if (found.some((each) => each === null)) return null;
  const times = found.filter((each) => each?.[1] !== undefined).length;
  return {
    ...plainly,
    // A field of days takes no time without being told.
    format: isDay && times > 0 ? "auto" : null,
    hasTime: times === found.length,
    hasOffset: times === found.length && found.every((each) => each?.[2] !== undefined),
    confidence: 1,
  };
};

const lastDay = ({ today }: FormatHints): Day => (today === undefined ? lastPlausible : today + 1);

/** The day of a cell under an order and year, where it has one that can be meant. Without an order a cell that has several has none. */
const dayBy = ({ moment }: Cell, order: DateOrder | null, year: number | null, hints: FormatHints): Day | undefined => {
  const isOfMonth = (each: DateReading): boolean => hints.month === undefined || each.month === hints.month;
  const days = moment.readings
    .filter((each) => order === null || each.order === null || (each.order === order && (each.year !== null || isOfMonth(each))))
    .map((each) => (each.year === null ? { ...each, year } : each))
    .filter((each) => moment.weekday === null || fallsOn(each, moment.weekday))
    .map(dayOfReading);
  const [day, other] = new Set(days);
  return day !== undefined && other === undefined && day >= firstPlausible && day <= lastDay(hints) ? day : undefined;
};

const orderPreference = (country: string | undefined): readonly DateOrder[] => {
  if (country === "KR") return ["year-first", "month-first", "day-first"];
  return country === "US" || country === "CA" ? ["month-first", "day-first", "year-first"] : ["day-first", "month-first", "year-first"];
};

const yearsAsked = 3;

/** The years that days without one may be of, the likeliest first: the latest in which none of them is still to come. */
const yearsFor = ({ today, year }: FormatHints): readonly (number | null)[] => {
  if (year !== undefined) return [year];
  if (today === undefined) return [null];
  const latest = yearOfDay(today);
  return Array.from({ length: yearsAsked }, (_, back) => latest - back);
};

type Trial = {
  readonly order: DateOrder | null;
  readonly year: number | null;
  readonly days: readonly (Day | undefined)[];
  readonly read: number;
};

const trialsOf = (cells: readonly Cell[], hints: FormatHints): readonly Trial[] => {
  const isYearless = cells.some(({ moment }) => moment.readings.every(({ year }) => year === null));
  const years = isYearless ? yearsFor(hints) : [null];
  return years.flatMap((year) =>
    [null, ...orderPreference(hints.country)].map((order): Trial => {
      const days = cells.map((cell) => dayBy(cell, order, year, hints));
      return { order, year, days, read: days.filter((day) => day !== undefined).length };
    }),
  );
};

const formatOf = ({ order }: Trial): string => order ?? "auto";

const choiceOf = (trial: Trial, cells: readonly Cell[], other: Trial): FormatChoice => {
  const at = trial.days.findIndex((day, index) => day !== undefined && day !== other.days[index]);
  const day = trial.days[Math.max(at, 0)];
  return {
    format: formatOf(trial),
    year: trial.year,
    example: { found: cells[Math.max(at, 0)]?.text ?? "", read: day === undefined ? "" : isoDay(day) },
  };
};

const sameDays = (a: Trial, b: Trial): boolean => a.days.every((day, index) => day === b.days[index]);

/** Of trials with the same outcome: the one order that gives it, so that it holds for later cells too; no order where several give it. */
const spokesman = (alike: readonly Trial[]): Trial | undefined => {
  const ordered = alike.filter(({ order }) => order !== null);
  return ordered.length === 1 ? ordered[0] : alike.find(({ order }) => order === null);
};

const detectWritten = (cells: readonly Cell[], of: number, hints: FormatHints): DetectedFormat | null => {
  const trials = trialsOf(cells, hints);
  const most = Math.max(...trials.map(({ read }) => read));
  if (most / of < leastShare) return null;
  const best = trials.filter(({ read }) => read === most);
  const different = best
    .filter((trial, index) => best.findIndex((other) => sameDays(trial, other)) === index)
    .map((trial) => spokesman(best.filter((other) => sameDays(trial, other))) ?? trial);
  const [first] = different;
  if (first === undefined) return null;
  const times = cells.filter(({ moment }) => moment.time !== "").length;
  const found = {
    ...plainly,
    format: formatOf(first),
    year: first.year,
    hasTime: times === cells.length,
    hasOffset: cells.every(({ moment }) => moment.offset !== ""),
  };
  if (different.length === 1) return { ...found, confidence: most / of };
  const isAboutYear = different.every(({ order }) => order === first.order);
  const choices = different.slice(0, 4).map((trial) => choiceOf(trial, cells, different.find((each) => each !== trial) ?? trial));
  return { ...found, confidence: (most / of) * 0.5, ambiguity: { about: isAboutYear ? "year" : "date-order", choices } };
};

const detectSerials = (cells: readonly string[], hints: FormatHints): DetectedFormat | null => {
  const read = dateStyle("excel", hints.year ?? null);
  const isSerial = (cell: string): boolean => {
    const [text = ""] = cell.split(" ");
    const serial = readSerial(text, 1900);
    return serial !== undefined && serial.day >= firstPlausible && serial.day <= lastDay(hints);
  };
  const serials = cells.filter(isSerial);
  if (serials.length === 0) return null;
  const isos = cells
    .map((cell) => (isSerial(cell) || !isSerialText(cell) ? read(cell) : undefined))
    .filter((iso) => typeof iso === "string");
  const share = isos.length / cells.length;
  if (share < leastShare) return null;
  const times = isos.filter((iso) => iso.length > 10).length;
  return { ...plainly, format: "excel", hasTime: times === isos.length, confidence: share * (times > 0 ? 0.95 : 0.7) };
};

/** Forms of digits alone, which might be ids as well. */
const digitForms: readonly { readonly format: string; readonly form: RegExp; readonly confidence: number }[] = [
  { format: "unix-seconds", form: /^\d{10}$/, confidence: 0.8 },
  { format: "unix-milliseconds", form: /^\d{13}$/, confidence: 0.8 },
];

const detectDigits = (cells: readonly string[], hints: FormatHints): DetectedFormat | null => {
  for (const { format, form, confidence } of digitForms) {
    if (!isDateStyleName(format)) continue;
    const style = dateStyle(format, null);
    const share =
      cells.filter((cell) => {
        const iso = form.test(cell) ? style(cell) : undefined;
        const day = typeof iso === "string" ? plainDay(iso) : NaN;
        return day >= firstPlausible && day <= lastDay(hints);
      }).length / cells.length;
    if (share >= leastShare) return { ...plainly, format, hasTime: true, hasOffset: true, confidence: share * confidence };
  }
  return null;
};

/** How a column writes its days or times; see `detectFormat`. */
export const detectDates = (cells: readonly string[], hints: FormatHints, isDay: boolean): DetectedFormat | null => {
  const iso = detectIso(cells, isDay);
  if (iso !== null) return iso;
  const written = cells.flatMap((text): readonly Cell[] => {
    const moment = isNumberToo(text) ? undefined : writtenMoment(text);
    return moment === undefined ? [] : [{ text, moment }];
  });
  const found = written.length / cells.length < leastShare ? null : detectWritten(written, cells.length, hints);
  return found ?? detectSerials(cells, hints) ?? detectDigits(cells, hints);
};
