import { parseDatePattern, type DatePattern } from "../../domain/date-pattern.ts";
import { parseDurationPattern, type DurationPattern } from "../../domain/duration-pattern.ts";
import { isoInstant, parseLocal } from "../../domain/instant.ts";
import { parseInteger, type DecimalSign } from "../../domain/number.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { shown } from "../../domain/shown.ts";
import { pointerTo, type Field } from "./fields.ts";
import type { ColumnRule } from "./import-map.ts";

/** The value of a cell that is not empty, as JSON would carry it. */
export type CellReader = (text: string) => Outcome<unknown>;

const truths: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["y", true],
  ["1", true],
  ["예", true],
  ["false", false],
  ["no", false],
  ["n", false],
  ["0", false],
  ["아니오", false],
]);

const readTruth =
  (pointer: string): CellReader =>
  (text) => {
    const truth = truths.get(text.toLowerCase());
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

const asIs: CellReader = accepted;
/** A day keeps what the file says of it; the time that stands beside it is not asked for. */
const dayAlone: CellReader = (iso) => accepted(iso.slice(0, 10));

const refuseFormat = (field: Field, { format }: ColumnRule, pointer: string, problem: Words): Outcome<never> =>
  refused(refusal("map-format", `${pointer}/format`, { found: shown(format ?? ""), field: field.column, problem }));

const temporalReader = (field: Field, rule: ColumnRule, at: string): Outcome<CellReader> => {
  const pointer = pointerTo(field);
  const { format, zone } = rule;
  if (format === null) return accepted(field.type === "instant" && zone !== null ? readLocal(zone, pointer) : asIs);
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

/** How the cells of a field are read; refuses a format that does not suit the field. `at` is where the map says so. */
export const cellReader = (field: Field, rule: ColumnRule, decimalSign: DecimalSign, at: string): Outcome<CellReader> => {
  const pointer = pointerTo(field);
  if (field.type === "instant" || field.type === "day") return temporalReader(field, rule, at);
  if (rule.format !== null && field.type !== "seconds") {
    return refuseFormat(field, rule, at, { en: "formats are for dates, times and durations", ko: "형식은 날짜, 시각, 시간에만 씁니다" });
  }
  switch (field.type) {
    case "boolean":
      return accepted(readTruth(pointer));
    case "integer":
      return accepted(readInteger(pointer, decimalSign));
    case "seconds": {
      if (rule.format === null) return accepted(readInteger(pointer, decimalSign));
      const pattern = parseDurationPattern(rule.format);
      return typeof pattern === "function"
        ? accepted(readDuration(pattern, rule.format, pointer))
        : refuseFormat(field, rule, at, pattern.problem);
    }
    default:
      return accepted(asIs);
  }
};
