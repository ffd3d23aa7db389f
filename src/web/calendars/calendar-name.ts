import type { CalendarList } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";

type CalendarListed = CalendarList["calendars"][number];

/** A country by its name, a part of it by its letters too. */
export const useCalendarName = (): ((calendar: Pick<CalendarListed, "calendar" | "name">) => string) => {
  const { language } = useLanguage();
  const { name: named } = useFormats();
  const regions = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  return ({ calendar, name }) => {
    if (name !== null) return named(name) || calendar;
    const [country = "", part] = calendar.split("-");
    const called = /^[A-Z]{2}$/.test(country) ? (regions.of(country) ?? country) : calendar;
    return part === undefined ? called : `${called} (${part})`;
  };
};
