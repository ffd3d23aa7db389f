import { dayOfCivil } from "./civil.ts";
import { firstYear, isoDay, lastYear, missingDay, plainDay, refuseYear, type Day } from "./day.ts";
import { noHint } from "./meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { parseZone } from "./zone.ts";
import { offsetAt, offsetsOfLocal } from "./zone-offset.ts";

/** Microseconds since 1970-01-01T00:00:00Z: what PostgreSQL keeps, so that nothing is rounded on the way. */
export type Instant = bigint;

const microsPerSecond = 1_000_000;
const secondsPerDay = 86_400;
const microsPerDay = secondsPerDay * microsPerSecond;

const example = "2026-01-05T10:00:00+09:00";
const localExample = "2026-01-05T10:00:00";
/** Longest legal form: nine decimals, an offset and a bracketed zone of 64 characters. Checked first, so that 200 KB of digits cost nothing. */
const longest = 110;

const digits = (value: number, width: number): string => String(value).padStart(width, "0");

const numberAt = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

const farthestEast = 14 * 60;
const farthestWest = -12 * 60;

/**
 * The common form `YYYY-MM-DDTHH:MM:SS[.f…](Z|±HH:MM)`, character by character: 30,000 rows a second pass here. NaN sends the text to
 * the careful reading, which accepts the rare forms and says what is wrong with the rest. Microseconds fit a number until the year 2255.
 */
const plainInstant = (text: string): number => {
  const { length } = text;
  if (length < 20 || length > 40) return NaN;
  const day = plainDay(text);
  const hour = numberAt(text, 11);
  const minute = numberAt(text, 14);
  const second = numberAt(text, 17);
  if (
    !(hour <= 23 && minute <= 59 && second <= 59) ||
    day !== day ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  )
    return NaN;
  let at = 19;
  let micros = 0;
  if (text.charCodeAt(at) === 46) {
    let unit = 100_000;
    const start = at + 1;
    for (at = start; at < length; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      // Digits beyond the sixth are cut, not rounded: 23:59:59.9999999 stays on its day.
      micros += digit * unit;
      unit = unit === 1 ? 0 : unit / 10;
    }
    if (at === start) return NaN;
  }
  const local = day * microsPerDay + (hour * 3600 + minute * 60 + second) * microsPerSecond + micros;
  const sign = text.charCodeAt(at);
  if (sign === 90) return at + 1 === length ? local : NaN;
  if ((sign !== 43 && sign !== 45) || at + 6 !== length || text.charCodeAt(at + 3) !== 58) return NaN;
  const offsetHour = numberAt(text, at + 1);
  const offsetMinute = numberAt(text, at + 4);
  const offset = (sign === 43 ? 1 : -1) * (offsetHour * 60 + offsetMinute);
  return offsetMinute <= 59 && offset >= farthestWest && offset <= farthestEast ? local - offset * 60 * microsPerSecond : NaN;
};

const dateTime = /^([+-]?\d{4,6})-(\d{2})-(\d{2})([Tt ])(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,30}))?)?(.*)$/s;
const anOffset = /^([+-])(\d{2}):(\d{2})(?:\[([A-Za-z][A-Za-z0-9_+\-/]{0,63})\])?$/;
const utc = /^[Zz](?:\[([A-Za-z][A-Za-z0-9_+\-/]{0,63})\])?$/;

type LocalTime = {
  readonly second: number;
  readonly micros: number;
  readonly isLeap: boolean;
  readonly separator: string;
  readonly rest: string;
};

const invalid = (text: string, pointer: string, en: string, ko: string): Refusal =>
  refusal("date-invalid", pointer, { found: shown(text), reason: { en, ko } });

const malformed = (text: string, pointer: string, like: string): Outcome<never> =>
  refused(refusal("date-format", pointer, { found: shown(text), example: like }));

/** The clock reading in front, as seconds since 1970-01-01T00:00 on that clock, and what stands behind it. */
const readClock = (text: string, pointer: string, like: string): Outcome<LocalTime> => {
  const [whole, years = "", months = "", days = "", separator = "", hours = "", minutes = "", seconds = "0", fraction = "", rest = ""] =
    text.length > longest ? [] : (dateTime.exec(text) ?? []);
  if (whole === undefined) return malformed(text, pointer, like);
  const year = Number(years);
  if (years.length !== 4 || year < firstYear || year > lastYear) return refused(refuseYear(text, pointer));
  const month = Number(months);
  const day = Number(days);
  const missing = missingDay(text, pointer, { year, month, day });
  if (missing !== undefined) return refused(missing);
  const hour = Number(hours);
  const minute = Number(minutes);
  const second = Number(seconds);
  if (hour > 23)
    return refused(
      invalid(
        text,
        pointer,
        "hours go from 00 to 23, and midnight is 00:00 of the next day",
        "시는 00부터 23까지이고 자정은 다음 날 00:00입니다",
      ),
    );
  if (minute > 59) return refused(invalid(text, pointer, "minutes go from 00 to 59", "분은 00부터 59까지입니다"));
  if (second > 60) return refused(invalid(text, pointer, "seconds go from 00 to 59", "초는 00부터 59까지입니다"));
  const isLeap = second === 60;
  return accepted({
    second: dayOfCivil(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + Math.min(second, 59),
    micros: isLeap ? microsPerSecond - 1 : Number(fraction.slice(0, 6).padEnd(6, "0")),
    isLeap,
    separator,
    rest,
  });
};

const offsetText = (seconds: number): string => {
  const size = Math.abs(seconds);
  const rest = size % 60 === 0 ? "" : `:${digits(size % 60, 2)}`;
  return `${seconds < 0 ? "-" : "+"}${digits(Math.floor(size / 3600), 2)}:${digits(Math.floor(size / 60) % 60, 2)}${rest}`;
};

const refuseOffset = (text: string, pointer: string, en: string, ko: string): Outcome<never> =>
  refused(refusal("date-offset", pointer, { found: shown(text), reason: { en, ko } }));

/** Seconds east of UTC that a text behind the clock reading states. */
const readOffset = (
  text: string,
  pointer: string,
  rest: string,
): Outcome<{ readonly seconds: number; readonly zone: string | undefined }> => {
  const [isUtc, utcZone] = utc.exec(rest) ?? [];
  if (isUtc !== undefined) return accepted({ seconds: 0, zone: utcZone });
  const [whole, sign, hours, minutes, zone] = anOffset.exec(rest) ?? [];
  if (whole === undefined) {
    if (rest === "") return refuseOffset(text, pointer, "Add Z or an offset such as +09:00.", "Z나 +09:00 같은 시차를 붙이세요.");
    if (/^[+-][\d:]{1,8}$/.test(rest)) return refuseOffset(text, pointer, "Write the offset as +09:00.", "시차는 +09:00처럼 쓰세요.");
    return malformed(text, pointer, example);
  }
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (Number(minutes) > 59 || offset < farthestWest || offset > farthestEast) {
    return refuseOffset(text, pointer, "An offset lies between -12:00 and +14:00.", "시차는 -12:00부터 +14:00까지입니다.");
  }
  return accepted({ seconds: offset * 60, zone });
};

/** A leap second is 23:59:60 UTC and nothing else. It is kept as the last microsecond of its minute, so that it stays on its day. */
const isLeapSecond = (utcSecond: number): boolean => ((utcSecond % secondsPerDay) + secondsPerDay) % secondsPerDay === secondsPerDay - 1;

const refuseLeap = (text: string, pointer: string): Outcome<never> =>
  refused(invalid(text, pointer, "second 60 comes only at 23:59:60 UTC", "60초는 UTC 23:59:60에만 있습니다"));

const instantOf = (second: number, micros: number): Instant => BigInt(second * microsPerSecond + micros);

const carefulInstant = (text: string, pointer: string): Outcome<Instant> => {
  const clock = readClock(text, pointer, example);
  if (!clock.ok) return clock;
  const { second, micros, isLeap, separator, rest } = clock.value;
  if (separator === " ") return malformed(text, pointer, example);
  const offset = readOffset(text, pointer, rest);
  if (!offset.ok) return offset;
  const at = second - offset.value.seconds;
  if (isLeap && !isLeapSecond(at)) return refuseLeap(text, pointer);
  if (offset.value.zone !== undefined) {
    const zone = parseZone(offset.value.zone, pointer);
    if (!zone.ok) return zone;
    const real = offsetAt(zone.value, at);
    if (real !== offset.value.seconds) {
      return refuseOffset(
        text,
        pointer,
        `${zone.value} is ${offsetText(real)} then.`,
        `그때 ${zone.value}의 시차는 ${offsetText(real)}입니다.`,
      );
    }
  }
  return accepted(instantOf(at, micros));
};

/**
 * An instant written as RFC 3339 says, with `Z` or an offset, to the microsecond; the seconds may be left out, and a zone in brackets
 * (RFC 9557) must agree with the offset. Refuses a time without an offset: it would be another instant in every zone.
 */
export const parseInstant = (value: unknown, pointer: string): Outcome<Instant> => {
  if (typeof value !== "string")
    return refused(isMissing(value) ? refusal("date-required", pointer, { example }) : refuseType(value, "string", example, pointer));
  const micros = plainInstant(value);
  if (micros === micros) return accepted(BigInt(micros));
  return value === "" ? refused(refusal("date-required", pointer, { example })) : carefulInstant(value, pointer);
};

const localText = (second: number): string => {
  const day = Math.floor(second / secondsPerDay);
  const rest = second - day * secondsPerDay;
  return `${isoDay(day)}T${digits(Math.floor(rest / 3600), 2)}:${digits(Math.floor(rest / 60) % 60, 2)}:${digits(rest % 60, 2)}`;
};

/** A local second that the clocks passed over: once with the offset before the change, once with the one after, each as it would really read. */
const refuseGap = (text: string, pointer: string, zone: string, second: number): Outcome<never> => {
  const reading = (offset: number): string => {
    const at = second - offset;
    const real = offsetAt(zone, at);
    return `${localText(at + real)}${offsetText(real)}`;
  };
  const before = offsetAt(zone, second - secondsPerDay);
  const after = offsetAt(zone, second + secondsPerDay);
  return refused(refusal("date-gap", pointer, { found: shown(text), zone, first: reading(after), second: reading(before) }));
};

/**
 * A local time on the clocks of a zone that `parseZone` gave, `T` or a space between day and time. A text that carries its own offset
 * is read by that. Refuses a time that the clocks there skipped, and one that came twice, with both readings.
 */
export const parseLocal = (value: unknown, zone: string, pointer: string): Outcome<Instant> => {
  if (isMissing(value) || value === "") return refused(refusal("date-required", pointer, { example: localExample }));
  if (typeof value !== "string") return refused(refuseType(value, "string", localExample, pointer));
  const clock = readClock(value, pointer, localExample);
  if (!clock.ok) return clock;
  const { second, micros, isLeap, rest } = clock.value;
  if (rest !== "") return parseInstant(value.replace(" ", "T"), pointer);
  const [first, later] = offsetsOfLocal(zone, second);
  if (first === undefined) return refuseGap(value, pointer, zone, second);
  if (later !== undefined) {
    const local = localText(second);
    return refused(
      refusal("date-twice", pointer, {
        found: shown(value),
        zone,
        first: `${local}${offsetText(first)}`,
        second: `${local}${offsetText(later)}`,
      }),
    );
  }
  if (isLeap && !isLeapSecond(second - first)) return refuseLeap(value, pointer);
  return accepted(instantOf(second - first, micros));
};

/** RFC 3339 in UTC; decimals only where there are any, three or six of them. */
export const isoInstant = (instant: Instant): string => {
  const micros = Number(instant);
  const second = Math.floor(micros / microsPerSecond);
  const fraction = micros - second * microsPerSecond;
  const decimals = fraction === 0 ? "" : fraction % 1000 === 0 ? `.${digits(fraction / 1000, 3)}` : `.${digits(fraction, 6)}`;
  return `${localText(second)}${decimals}Z`;
};

/** The day that the calendars in a zone showed at an instant. For "today"; the day of a record is taken by the database when it is stored. */
export const dayIn = (zone: string, instant: Instant): Day => {
  const second = Math.floor(Number(instant) / microsPerSecond);
  return Math.floor((second + offsetAt(zone, second)) / secondsPerDay);
};

/** When a day begins in a zone: its first instant, also where the clocks skip midnight or show it twice. */
export const startOfDay = (zone: string, day: Day): Instant => {
  const midnight = day * secondsPerDay;
  const [offset = offsetAt(zone, midnight - secondsPerDay)] = offsetsOfLocal(zone, midnight);
  return instantOf(midnight - offset, 0);
};

/** The latest day that is today anywhere: on Kiritimati, 14 hours ahead of UTC. */
export const latestToday = (now: Instant): Day => Math.floor((Number(now) + farthestEast * 60 * microsPerSecond) / microsPerDay);

const clockDifference = 5n * 60n * 1_000_000n;
/** Before it, no sales system of today had a record to give; a time there is an empty date in disguise (1970-01-01, 1899-12-30). */
const earliestDay = dayOfCivil(1990, 1, 1);
const earliest = BigInt(earliestDay) * BigInt(microsPerDay);

const refusePast = (found: string, now: string, pointer: string): Refusal => {
  const isEmptyDate = found.startsWith("1970-01-01");
  const hint = isEmptyDate ? { en: " It looks like an empty date.", ko: " 빈 날짜가 바뀐 값으로 보입니다." } : noHint;
  return refusal("date-range", pointer, { found, from: isoDay(earliestDay), through: now, hint });
};

/** When an activity was done: neither before 1990 nor, clocks differing by up to five minutes, after now. */
export const checkOccurred = (occurredAt: Instant, now: Instant, pointer: string): Outcome<Instant> => {
  if (occurredAt < earliest) return refused(refusePast(isoInstant(occurredAt), isoInstant(now), pointer));
  if (occurredAt > now + clockDifference)
    return refused(refusal("date-future", pointer, { found: isoInstant(occurredAt), now: isoInstant(now) }));
  return accepted(occurredAt);
};

/** The same for a day without a time. `today` is that of the member's zone, or `latestToday` where the member is not known yet. */
export const checkOccurredOn = (occurredOn: Day, today: Day, pointer: string): Outcome<Day> => {
  if (occurredOn < earliestDay) return refused(refusePast(isoDay(occurredOn), isoDay(today), pointer));
  if (occurredOn > today) return refused(refusal("date-future", pointer, { found: isoDay(occurredOn), now: isoDay(today) }));
  return accepted(occurredOn);
};
