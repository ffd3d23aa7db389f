import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listCalendars, showCalendar } from "../client.ts";

export const calendarsQuery = (language: Language) =>
  queryOptions({
    queryKey: ["calendars", "all"],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => listCalendars({ language, signal }),
  });

export const calendarQuery = (calendar: string, year: number, language: Language) =>
  queryOptions({
    queryKey: ["calendars", "one", calendar, year],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => showCalendar({ calendar, year }, { language, signal }),
  });
