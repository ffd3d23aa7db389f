import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { datedFields, undatedFields, type DatedField } from "../../domain/member-change.ts";
import { shortWeekdays } from "../../domain/working-pattern.ts";
import { useCalendarName } from "../calendars/calendar-name.ts";
import { calendarsQuery } from "../calendars/queries.ts";
import type { MemberShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom, noonOf } from "../days.ts";
import { useLanguage } from "../language.tsx";

/** What of a member is changed on the page. */
export const memberFields = [...datedFields, ...undatedFields] as const;
export type Field = (typeof memberFields)[number];

export const isDated = (field: Field): field is DatedField => datedFields.some((each) => each === field);

// 5 January 2026 was a Monday.
const monday = "2026-01-05";

/** `mon, wed 0.5` in the reader's words. */
export const useWeek = (): ((text: string) => string) => {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return (text) =>
    text
      .split(", ")
      .map((part) => {
        const [weekday = "", share] = part.split(" ");
        const place = shortWeekdays.findIndex((each) => each === weekday);
        const name = place < 0 ? weekday : format.format(noonOf(daysFrom(monday, place)));
        return share === undefined ? name : `${name} ${share}`;
      })
      .join(" ");
};

/** The calendars that there are with what they are called; fetched once one is spoken of. */
export const useCalendars = (isNeeded: boolean) => {
  const { language } = useLanguage();
  const called = useCalendarName();
  const list = useQuery({ ...calendarsQuery(language), enabled: isNeeded }).data?.calendars ?? [];
  return list.map((each) => ({ id: each.calendar, label: called(each) }));
};

/** What a field says, in the reader's words. */
export const useValueText = (member?: MemberShown): ((field: Field, value: string | null) => string) => {
  const t = useTranslations("roster");
  const { teamName } = useCompany();
  const week = useWeek();
  const calendars = useCalendars((member?.history.holidays.length ?? 0) > 0);
  return (field, value) => {
    if (value === null) return field === "team" ? t("noTeam") : t("inherited");
    if (field === "team") return teamName(value);
    if (field === "holidays") return calendars.find(({ id }) => id === value)?.label ?? value;
    if (field === "workingDays") return week(value);
    if (field === "engagement") return value === "contractor" ? t("engagements.contractor") : t("engagements.employee");
    return value;
  };
};
