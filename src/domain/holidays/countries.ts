import { plainDay, type Day } from "../day.ts";
import { WHOLE_DAY, type Holiday, type HolidayCalendar } from "../working-days.ts";
import type { CountryHolidays } from "./country-holidays.ts";
import { DE } from "./de.ts";
import { GB } from "./gb.ts";
import { IN } from "./in.ts";
import { JP } from "./jp.ts";
import { KR } from "./kr.ts";
import { US } from "./us.ts";

const countries: Readonly<Record<string, CountryHolidays>> = { KR, US, GB, JP, DE, IN };

/** The calendars that come with Attain: `KR`, `DE`, and parts of countries that keep days of their own, `DE-BY`. */
export const builtInCalendars: readonly string[] = Object.entries(countries).flatMap(([code, { parts }]) => [
  code,
  ...Object.keys(parts).map((part) => `${code}-${part}`),
]);

const read = (days: string, year: number, names: CountryHolidays["names"]): readonly (readonly [Day, Holiday])[] =>
  days.split(" ").flatMap((entry) => {
    const [monthDay, place] = entry.split(":");
    const name = names[Number(place)];
    return name === undefined ? [] : [[plainDay(`${year}-${monthDay}`), { name: { en: name[0], ko: name[1] }, off: WHOLE_DAY }] as const];
  });

const calendarOf = (id: string): HolidayCalendar | null => {
  const [code = "", part] = id.split("-");
  const country = Object.hasOwn(countries, code) ? countries[code] : undefined;
  if (country === undefined) return null;
  const own = part ?? country.whole;
  const beside = own === null ? {} : Object.hasOwn(country.parts, own) ? country.parts[own] : undefined;
  if (beside === undefined) return null;
  const years = Object.keys(country.years).map(Number);
  const holidays = years
    .flatMap((year) => [...read(country.years[year] ?? "", year, country.names), ...read(beside[year] ?? "", year, country.names)])
    .toSorted(([a], [b]) => a - b);
  return { id, holidays: new Map(holidays), years: new Set(years) };
};

const known = new Map<string, HolidayCalendar | null>();

/** One of `builtInCalendars`, read when it is first asked for; null for any other. */
export const holidaysOf = (id: string): HolidayCalendar | null => {
  const found = known.get(id) ?? calendarOf(id);
  if (found !== null) known.set(id, found);
  return found;
};
