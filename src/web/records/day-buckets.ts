import type { Amount, Tallies } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";
import { daysBetween, daysFrom } from "../days.ts";

export type Bucket = { readonly startsOn: string; readonly credited: number };

/** More bars than this cannot be told apart on a phone; months then stand for days. */
const mostDays = 100;

/** The credits of a period as bars: every day, also the empty ones; by month when there would be too many. */
export const bucketsOf = (
  tallies: Tallies["tallies"],
  startsOn: string,
  endsBefore: string,
): { readonly by: "day" | "month"; readonly buckets: readonly Bucket[] } => {
  const credited = new Map(tallies.map(({ day, credited: amount }) => [day, magnitude(amount)]));
  const days = Array.from({ length: Math.max(daysBetween(startsOn, endsBefore), 0) }, (_, index) => daysFrom(startsOn, index));
  if (days.length <= mostDays) return { by: "day", buckets: days.map((day) => ({ startsOn: day, credited: credited.get(day) ?? 0 })) };
  const months = new Map<string, number>();
  for (const day of days) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + (credited.get(day) ?? 0));
  return { by: "month", buckets: [...months].map(([month, sum]) => ({ startsOn: `${month}-01`, credited: sum })) };
};

/** An amount of the kind that the tallies hold, from a plain magnitude. */
export const amountLike = (like: Amount | undefined, value: number): Amount =>
  typeof like === "object" ? { amountMinor: value, currency: like.currency } : value;
