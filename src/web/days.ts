import { civilOfDay, dayOfCivil } from "../domain/civil.ts";
import { stretchesOf } from "../domain/day-stretches.ts";

/** Days as the API writes them, `2026-03-25`: on the page they are only compared, counted and named. */
const dayNumber = (day: string): number => dayOfCivil(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));

const written = (dayNumberToWrite: number): string => {
  const { year, month, day } = civilOfDay(dayNumberToWrite);
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
};

export const daysFrom = (day: string, days: number): string => written(dayNumber(day) + days);

export const earlier = (one: string, other: string): string => (one < other ? one : other);

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The day of an instant (`2026-03-25T01:00:00Z`) in a time zone. */
export const dayAt = (instant: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
    new Date(instant),
  );
  return (["year", "month", "day"] as const).map((type) => parts.find((part) => part.type === type)?.value ?? "").join("-");
};

/** Whether a text is a day that there is. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && daysFrom(text, 0) === text;

/** Days in their order as stretches, those with nothing but a weekend between them as one. */
export const daysAsStretches = (days: readonly string[]): readonly { readonly startsOn: string; readonly endsBefore: string }[] =>
  stretchesOf(days.map(dayNumber)).map(({ startsOn, endsBefore }) => ({ startsOn: written(startsOn), endsBefore: written(endsBefore) }));

/** Seconds since 1970 are what Intl names weekdays and months by; noon in UTC is that day in UTC wherever one rounds to. */
export const noonOf = (day: string): number => (dayNumber(day) + 0.5) * 86_400_000;
