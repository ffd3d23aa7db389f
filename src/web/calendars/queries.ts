import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { showCalendar } from "../client.ts";

export const calendarQuery = (calendar: string, year: number, language: Language) =>
  queryOptions({
    queryKey: ["calendars", "one", calendar, year],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => showCalendar({ calendar, year }, { language, signal }),
  });
