import { parseDatePattern, type DatePattern } from "../../../domain/date-pattern.ts";
import { parseDurationPattern, type DurationPattern } from "../../../domain/duration-pattern.ts";
import { isoInstant, parseInstant, parseLocal } from "../../../domain/instant.ts";
import { parseInteger, type DecimalSign } from "../../../domain/number.ts";
import { accepted, refusal, refused, type Outcome } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { shown } from "../../../domain/shown.ts";
import { durationIn, isDurationStyleName, type DurationStyleName } from "../../../domain/written-duration.ts";
import { dateStyle, isDateStyleName, type DateDoubt, type DateStyle } from "../../../domain/written-moment.ts";
import { plainNumberText, writtenNumber } from "../../../domain/written-number.ts";
import { isTruthStyleName, truthStyleNames, writtenTruth, type TruthStyleName } from "../../../domain/written-truth.ts";
import { pointerTo, type Field } from "./fields.ts";
import type { ColumnRule } from "./import-map.ts";

/** The value of a cell that is not empty, as JSON would carry it. */
export type CellReader = (text: string) => Outcome<unknown>;

const readTruth =
  (pointer: string, style: TruthStyleName): CellReader =>
  (text) => {
    const truth = writtenTruth(text, style);
    return truth === undefined
      ? refused(refusal("enum", pointer, { found: shown(text), choices: "true, false", hint: { en: "", ko: "" } }))
      : accepted(truth);
  };

/** Whatever its size: the limits of a field are those of the record that it goes into. */
const anySize = { min: -(10n ** 39n), max: 10n ** 39n };

const jsonInteger = (value: bigint): number | string => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));

/** Plain digits, as nearly every cell of a whole number is: eight times as fast as the careful reading. */
const plainDigits = (text: string): number => {
  if (text.length > 15) return NaN;
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
};

const readInteger =
  (pointer: string, decimalSign: DecimalSign): CellReader =>
  (text) => {
    const plain = plainDigits(text);
    if (!Number.isNaN(plain)) return accepted(plain);
    const number = parseInteger(text, pointer, { ...anySize, decimalSign });
    return number.ok ? accepted(jsonInteger(number.value)) : number;
  };

const readDuration =
  (pattern: DurationPattern, format: string, pointer: string): CellReader =>
  (text) => {
    const seconds = pattern(text);
    return seconds === undefined
      ? refused(refusal("duration-format", pointer, { found: shown(text), format }))
      : accepted(jsonInteger(seconds));
  };

/** With what people put around a number; what is none is refused as everywhere. */
const readWrittenInteger =
  (pointer: string, decimalSign: DecimalSign): CellReader =>
  (text) => {
    const written = writtenNumber(text, decimalSign);
    if (written === undefined) return readInteger(pointer, decimalSign)(text);
    const number = parseInteger(plainNumberText(written.number), pointer, anySize);
    return number.ok ? accepted(jsonInteger(number.value)) : number;
  };

const readWrittenDuration =
  (style: DurationStyleName, pointer: string): CellReader =>
  (text) => {
    const seconds = durationIn(text, style);
    return seconds === undefined ? refused(refusal("duration-written", pointer, { found: shown(text) })) : accepted(jsonInteger(seconds));
  };

const refuseDate = (text: string, format: string, pointer: string): Outcome<never> =>
  refused(refusal("date-format", pointer, { found: shown(text), example: format }));

const readLocal =
  (zone: string, pointer: string): CellReader =>
  (text) => {
    const instant = parseLocal(text, zone, pointer);
    return instant.ok ? accepted(isoInstant(instant.value)) : instant;
  };

const readDated =
  (pattern: DatePattern, format: string, pointer: string, next: CellReader): CellReader =>
  (text) => {
    const iso = pattern.toIso(text);
    return iso === undefined ? refuseDate(text, format, pointer) : next(iso);
  };

const refuseDoubt = (text: string, doubt: DateDoubt, pointer: string): Outcome<never> => {
  const found = shown(text);
  switch (doubt.type) {
    case "two-ways":
      return refused(refusal("date-ambiguous", pointer, { found, first: doubt.first, second: doubt.second }));
    case "no-year":
      return refused(refusal("date-year", pointer, { found }));
    case "weekday":
      return refused(refusal("date-weekday", pointer, { found, date: doubt.date, weekday: doubt.real }));
    default:
      return refuseDate(text, "2026-03-02", pointer);
  }
};

const readStyled =
  (style: DateStyle, pointer: string, next: CellReader): CellReader =>
  (text) => {
    const iso = style(text);
    return typeof iso === "string" ? next(iso) : refuseDoubt(text, iso, pointer);
  };

/** An instant needs its time; where the text names no offset, the zone of the map says which instant it is. */
const withTime =
  (zone: string | null, pointer: string): CellReader =>
  (iso) => {
    if (iso.length === 10) return refuseDate(iso, "2026-03-02 10:00", pointer);
    return zone === null || hasOffset(iso) ? accepted(iso) : readLocal(zone, pointer)(iso);
  };

const hasOffset = (iso: string): boolean => iso.endsWith("Z") || /[+-]\d{2}:\d{2}$/.test(iso);

const asIs: CellReader = accepted;
/** A day keeps what the file says of it; the time that stands beside it is not asked for. */
const dayAlone: CellReader = (iso) => accepted(iso.slice(0, 10));

const refuseFormat = (field: Field, { format }: ColumnRule, pointer: string, problem: Words): Outcome<never> =>
  refused(refusal("map-format", `${pointer}/format`, { found: shown(format ?? ""), field: field.column, problem }));

const refuseName = (field: Field, rule: ColumnRule, at: string, names: readonly string[]): Outcome<never> =>
  refuseFormat(field, rule, at, { en: `it is not one of ${names.join(", ")}`, ko: `${names.join(", ")} 중에 없습니다` });

/** A number of the company's country, whatever a spreadsheet has left of it; what is an address or a handle stays one. */
const readPhone: CellReader = (text) =>
  accepted(
    /^[\d(+]/.test(text) && !text.includes("@")
      ? text
          .split(";")
          .map((each) => `tel:${each.trim()}`)
          .join(";")
      : text,
  );

const temporalReader = (field: Field, rule: ColumnRule, at: string): Outcome<CellReader> => {
  const pointer = pointerTo(field);
  const { format, zone } = rule;
  if (format === null) return accepted(field.type === "instant" && zone !== null ? readLocal(zone, pointer) : asIs);
  if (isDateStyleName(format)) {
    const style = dateStyle(format, rule.year);
    return accepted(readStyled(style, pointer, field.type === "day" ? dayAlone : withTime(zone, pointer)));
  }
  const pattern = parseDatePattern(format);
  if ("problem" in pattern) return refuseFormat(field, rule, at, pattern.problem);
  if (field.type === "day") return accepted(readDated(pattern, format, pointer, dayAlone));
  if (!pattern.hasTime) {
    return refuseFormat(field, rule, at, {
      en: "it has no time; a day alone goes into occurred_on",
      ko: "시각이 없습니다. 날짜만 있으면 occurred_on에 넣으세요",
    });
  }
  if (pattern.hasOffset) return accepted(readDated(pattern, format, pointer, asIs));
  if (zone === null) return refused(refusal("map-zone", `${at}/zone`, { found: shown(format) }));
  return accepted(readDated(pattern, format, pointer, readLocal(zone, pointer)));
};

/** Between the two ends of a stretch of time, which no cell holds. */
export const BETWEEN = "\u0000";

/** Whole seconds from a beginning to an end. A time without an offset needs no zone here but where the clocks change in between. */
const betweenReader = (field: Field, rule: ColumnRule, at: string): Outcome<CellReader> => {
  const pointer = pointerTo(field);
  const reader = temporalReader({ ...field, type: "instant" }, { ...rule, zone: rule.zone ?? "UTC" }, at);
  if (!reader.ok) return reader;
  const instantOf = (text: string): Outcome<bigint> => {
    const read = reader.value(text);
    return read.ok ? parseInstant(read.value, pointer) : read;
  };
  return accepted((text) => {
    const [beginning = "", end = ""] = text.split(BETWEEN);
    const from = instantOf(beginning);
    if (!from.ok) return from;
    const to = instantOf(end);
    if (!to.ok) return to;
    if (to.value < from.value) return refused(refusal("duration-backwards", pointer, { from: shown(beginning), to: shown(end) }));
    return accepted(Number((to.value - from.value) / 1_000_000n));
  });
};

/** How the cells of a field are read; refuses a format that does not suit the field. `at` is where the map says so. */
export const cellReader = (field: Field, rule: ColumnRule, decimalSign: DecimalSign, at: string): Outcome<CellReader> => {
  const pointer = pointerTo(field);
  if (field.type === "instant" || field.type === "day") return temporalReader(field, rule, at);
  if (rule.isBetween) return betweenReader(field, rule, at);
  const { format } = rule;
  switch (field.type) {
    case "boolean":
      if (format === null) return accepted(readTruth(pointer, "auto"));
      return isTruthStyleName(format) ? accepted(readTruth(pointer, format)) : refuseName(field, rule, at, truthStyleNames);
    case "integer":
      if (format === null) return accepted(readInteger(pointer, decimalSign));
      return format === "auto" ? accepted(readWrittenInteger(pointer, decimalSign)) : refuseName(field, rule, at, ["auto"]);
    case "amount":
      return format === null || format === "auto" ? accepted(asIs) : refuseName(field, rule, at, ["auto"]);
    case "text":
      if (format === null) return accepted(asIs);
      return format === "phone" ? accepted(readPhone) : refuseName(field, rule, at, ["phone"]);
    case "seconds": {
      if (format === null) return accepted(readInteger(pointer, decimalSign));
      if (isDurationStyleName(format)) return accepted(readWrittenDuration(format, pointer));
      const pattern = parseDurationPattern(format);
      return typeof pattern === "function"
        ? accepted(readDuration(pattern, format, pointer))
        : refuseFormat(field, rule, at, pattern.problem);
    }
    default:
      return format === null
        ? accepted(asIs)
        : refuseFormat(field, rule, at, { en: "it is taken as it stands", ko: "적힌 그대로 가져오는 필드입니다" });
  }
};
