import { sql, type RawBuilder } from "kysely";
import pg from "pg";
import { isoDay, type Day } from "../domain/day.ts";

const MS_PER_DAY = 86_400_000;

/** The driver hands over text (`2026-03-01`, `infinity`); the product counts on whole days. */
const dayOf = (text: string): Day => {
  if (text === "infinity") return Infinity;
  if (text === "-infinity") return -Infinity;
  const [year, month, day] = text.replace(" BC", "").split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) throw new Error(`PostgreSQL sent "${text}" as a date`);
  // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999. Year 1 BC is year 0.
  return new Date(0).setUTCFullYear(text.endsWith(" BC") ? 1 - year : year, month - 1, day) / MS_PER_DAY;
};

/** `2026-03-01 23:30:00.123456+00` (every session runs in UTC) as RFC 3339, to the microsecond: a Date would cut it to milliseconds. */
const instantOf = (text: string): string => (text.endsWith("+00") ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text);

const asText = (text: string): string => text;

/** Flat arrays of types whose text holds neither comma nor quote; PostgreSQL quotes an element that holds a space. */
const arrayOf =
  <T>(element: (text: string) => T) =>
  (text: string): (T | null)[] =>
    text === "{}"
      ? []
      : text
          .slice(1, -1)
          .split(",")
          .map((entry) => (entry === "NULL" ? null : element(entry.startsWith('"') ? entry.slice(1, -1) : entry)));

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [20]: BigInt, // int8
  [1016]: arrayOf(BigInt),
  [1082]: dayOf, // date
  [1182]: arrayOf(dayOf),
  [1184]: instantOf, // timestamptz
  [1185]: arrayOf(instantOf),
  [1114]: asText, // timestamp
  [1115]: arrayOf(asText),
  [1231]: arrayOf(asText), // numeric[]: the driver's own parser makes floats
  [1186]: asText, // interval
};

/** Given to every connection, so that no process-wide state decides what a row looks like. */
export const columnParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (format === "binary" ? undefined : parsers[oid]) ?? pg.types.getTypeParser(oid, format),
};

/** What a column type takes from JavaScript. */
type Written = {
  bool: boolean;
  bytea: Uint8Array;
  date: Day;
  float8: number;
  int2: number;
  int4: number;
  int8: bigint;
  jsonb: unknown;
  numeric: string;
  text: string;
  timestamptz: string;
  uuid: string;
};

/** A day as PostgreSQL reads it; the infinities included. */
const dayText = (day: Day): string => (day === Infinity ? "infinity" : day === -Infinity ? "-infinity" : isoDay(day));

const QUOTED = /["\\]/g;

const elementText: { readonly [T in keyof Written]: (value: Written[T]) => string } = {
  bool: (value) => (value ? "t" : "f"),
  bytea: (value) => `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`,
  date: dayText,
  float8: String,
  int2: String,
  int4: String,
  int8: String,
  jsonb: (value) => `"${JSON.stringify(value).replace(QUOTED, "\\$&")}"`,
  numeric: String,
  text: (value) => (value.includes('"') || value.includes("\\") ? `"${value.replace(QUOTED, "\\$&")}"` : `"${value}"`),
  timestamptz: (value) => `"${value}"`,
  uuid: (value) => `"${value}"`,
};

/**
 * A whole column as one parameter, typed in the statement: `select … from unnest(${columnOf("int8", ids)}, ${columnOf("date", days)})`.
 * A policed table refuses COPY, so this is how batches are written.
 */
export const columnOf = <T extends keyof Written>(type: T, values: readonly (Written[T] | null)[]): RawBuilder<(Written[T] | null)[]> => {
  const text = elementText[type];
  let literal = "{";
  for (const value of values) literal += `${literal.length === 1 ? "" : ","}${value === null ? "NULL" : text(value)}`;
  return sql`${`${literal}}`}::${sql.raw(type)}[]`;
};

/** One day as a typed parameter. */
export const dayValue = (day: Day): RawBuilder<Day> => sql`${dayText(day)}::date`;
