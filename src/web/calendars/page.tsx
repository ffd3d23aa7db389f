import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CalendarList, CalendarShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom, noonOf } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { memberDaysQuery, namedQuery } from "../people/queries.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { Panel } from "../ui/panel.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Stepper } from "../ui/stepper.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { ImportHolidays } from "./import.tsx";
import { useCalendarName } from "./calendar-name.ts";
import { calendarQuery, calendarsQuery } from "./queries.ts";

type Month = CalendarShown["months"][number];
type CalendarListed = CalendarList["calendars"][number];

const daysOf = (month: string): readonly string[] => {
  const first = `${month}-01`;
  return Array.from({ length: 31 }, (_, place) => daysFrom(first, place)).filter((day) => day.startsWith(month));
};

const firstSunday = "2026-01-04";

/** A month as its days: holidays and days away stand out by sign as well as by colour. */
const MonthDays = ({ month, firstWeekday }: { month: Month; firstWeekday: number }) => {
  const t = useTranslations("calendars");
  const { month: named, name, number, dayOfMonth, weekday } = useFormats();
  const holidays = new Map(month.holidays.map(({ on, name: called }) => [on, name(called)]));
  const isAway = (day: string): boolean => month.away.some(({ from, through }) => from <= day && day <= through);
  const days = daysOf(month.month);
  const [first = ""] = days;
  const lead = (new Date(noonOf(first)).getUTCDay() - firstWeekday + 7) % 7;
  return (
    <section className="flex flex-col gap-1.5 rounded-control border border-line bg-surface p-3">
      <h3 className="flex items-baseline justify-between gap-2">
        <span className="font-strong">{named(first)}</span>
        <span className="text-table text-muted tabular-nums">
          {t("chart", { days: number(month.workingDays), holidays: month.holidays.length })}
        </span>
      </h3>
      <div aria-hidden className="grid grid-cols-7 gap-0.5 text-center text-caption tabular-nums">
        {Array.from({ length: 7 }, (_, place) => (
          <span key={place} className="text-muted">
            {weekday(daysFrom(firstSunday, firstWeekday + place))}
          </span>
        ))}
        {days.map((day, place) => {
          const dayOfWeek = new Date(noonOf(day)).getUTCDay();
          const holiday = holidays.get(day);
          const look =
            holiday !== undefined
              ? "rounded-control border border-edge font-strong text-missed"
              : isAway(day)
                ? "rounded-control bg-raised text-muted line-through"
                : dayOfWeek === 0 || dayOfWeek === 6
                  ? "text-muted"
                  : "";
          return (
            <span key={day} title={holiday} className={look} style={place === 0 ? { gridColumnStart: lead + 1 } : undefined}>
              {dayOfMonth(day).replace(/\D/g, "")}
            </span>
          );
        })}
      </div>
      {month.holidays.length > 0 && (
        <ul className="text-caption text-muted">
          {month.holidays.map(({ on, name: called, half }) => (
            <li key={on}>
              {dayOfMonth(on)} {name(called)}
              {half && ` (${t("half")})`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** How the year's days come about, month by month: what the pictures show, as a table. */
const Arithmetic = ({ calendar }: { calendar: CalendarShown }) => {
  const t = useTranslations("calendars");
  const { month: named, number } = useFormats();
  const rows = calendar.months.map(({ month, standardDays, workingDays }) => ({ head: named(`${month}-01`), standardDays, workingDays }));
  const all = [...rows, { head: t("total"), standardDays: calendar.standardDays, workingDays: calendar.workingDays }];
  return (
    <table className="w-full max-w-xl border-collapse text-table tabular-nums">
      <thead>
        <tr className="border-b border-line text-left text-muted">
          <th scope="col" className="py-1.5 font-medium">
            {t("month")}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t("standard")}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t("worked")}
          </th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ head, standardDays, workingDays }) => (
          <tr key={head} className="border-b border-line last:border-b-0 last:font-strong">
            <th scope="row" className="py-1.5 text-left font-normal">
              {head}
            </th>
            <td className="py-1.5 text-right">{number(standardDays)}</td>
            <td className="py-1.5 text-right">{number(workingDays)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Whose working days are shown: a member's by name, or those of the calendar itself. */
const Whose = ({ member, onChoose }: { member: string | undefined; onChoose: (member: string | undefined) => void }) => {
  const t = useTranslations("calendars");
  const people = useTranslations("roster");
  const { language } = useLanguage();
  const { name } = useFormats();
  const [find, setFind] = useState("");
  const { data } = useQuery({ ...namedQuery(find.trim(), language), enabled: find.trim() !== "" });
  const found = find.trim() === "" ? [] : (data?.members ?? []);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Labelled label={t("member")}>
        <LineInput
          type="search"
          autoComplete="off"
          placeholder={member ?? t("company")}
          value={find}
          onChange={({ target }) => setFind(target.value)}
        />
      </Labelled>
      {found.map((each) => (
        <Button
          key={each.member}
          onClick={() => {
            setFind("");
            onChoose(each.member);
          }}
        >
          {people("it", { name: name(each.name) || each.member })}
        </Button>
      ))}
      {member !== undefined && <Button onClick={() => onChoose(undefined)}>{t("company")}</Button>}
    </div>
  );
};

/** Which calendar is shown: the company's own first, then those of countries; one that the address names and that there is not stays in it. */
const Which = ({ list, calendar, onChoose }: { list: CalendarList; calendar: string; onChoose: (calendar: string) => void }) => {
  const t = useTranslations("calendars");
  const called = useCalendarName();
  const own = list.calendars.filter(({ name }) => name !== null);
  const countries = list.calendars.filter(({ name }) => name === null);
  const option = (each: CalendarListed) => (
    <option key={each.calendar} value={each.calendar} translate="no">
      {each.calendar === list.kept ? t("keptNamed", { name: called(each) }) : called(each)}
    </option>
  );
  return (
    <Labelled label={t("of")}>
      <LineSelect value={calendar} onChange={({ target }) => onChoose(target.value)}>
        {list.calendars.every((each) => each.calendar !== calendar) && <option value={calendar}>{calendar}</option>}
        {own.length > 0 && <optgroup label={t("own")}>{own.map(option)}</optgroup>}
        <optgroup label={t("countries")}>{countries.map(option)}</optgroup>
      </LineSelect>
    </Labelled>
  );
};

const Shown = ({ calendar, year }: { calendar: CalendarShown; year: string }) => {
  const t = useTranslations("calendars");
  const { number } = useFormats();
  const { company } = useCompany();
  const firstWeekday = Math.max(0, weekdays.indexOf(company.firstWeekday ?? "monday"));
  const { workingDays, standardDays, unknown, provisional, months } = calendar;
  return (
    <>
      <div className="flex flex-col gap-0.5">
        <h2 className="text-heading font-strong">{t("days", { days: number(workingDays), year })}</h2>
        <p className="text-muted tabular-nums">
          {t("arithmetic", { standard: number(standardDays), less: number(standardDays - workingDays), days: number(workingDays) })}
        </p>
      </div>
      {unknown.length > 0 && <Notice icon={TriangleAlert}>{t("unknown", { calendars: unknown.join(", "), year })}</Notice>}
      {provisional.length > 0 && <Notice icon={TriangleAlert}>{t("provisional", { calendars: provisional.join(", "), year })}</Notice>}
      <div className="grid gap-3 tablet:grid-cols-2 desk:grid-cols-3">
        {months.map((month) => (
          <MonthDays key={month.month} month={month} firstWeekday={firstWeekday} />
        ))}
      </div>
      <Panel title={t("worked")}>
        <Arithmetic calendar={calendar} />
      </Panel>
    </>
  );
};

const Page = () => {
  const t = useTranslations("calendars");
  const { language } = useLanguage();
  const { today, company } = useCompany();
  const may = useMay();
  const [view, setView] = useView("/calendars");
  const year = /^\d{4}$/.test(view.year ?? "") ? Number(view.year) : Number(today.slice(0, 4));
  const list = useQuery(calendarsQuery(language));
  const calendar = view.calendar ?? (list.data === undefined ? undefined : (list.data.kept ?? company.country ?? "KR"));
  const isMembers = view.member !== undefined;
  const ofCalendar = useQuery({ ...calendarQuery(calendar ?? "", year, language), enabled: !isMembers && calendar !== undefined });
  const ofMember = useQuery({ ...memberDaysQuery(view.member ?? "", year, language), enabled: isMembers });
  const shown = isMembers ? ofMember : ofCalendar;
  const { data } = shown;
  const error = shown.error ?? list.error;
  const again = (): void => {
    if (shown.error !== null) void shown.refetch();
    if (list.error !== null) void list.refetch();
  };
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      <div className="flex flex-wrap items-end gap-3">
        {list.data !== undefined && calendar !== undefined && (
          <Which list={list.data} calendar={calendar} onChoose={(chosen) => setView({ calendar: chosen, member: undefined })} />
        )}
        {may("members:write") && <Whose member={view.member} onChoose={(member) => setView({ member })} />}
        <Stepper label={String(year)} before={t("before")} after={t("after")} onStep={(steps) => setView({ year: String(year + steps) })} />
      </div>
      {error !== null && <Trouble error={error} onAgain={again} />}
      {list.data?.kept === null && !isMembers && <Notice icon={TriangleAlert}>{t("keptNone")}</Notice>}
      {data === undefined && error === null && <TableSkeleton />}
      {data !== undefined && <Shown calendar={data} year={String(year)} />}
      {may("settings:write") && !isMembers && calendar !== undefined && (
        <ImportHolidays key={calendar} calendar={calendar} year={year} onDone={(added) => setView({ calendar: added })} />
      )}
    </PageFrame>
  );
};

/** Working days of a year, and what takes some away. */
export const CalendarsPage = inOperationsWords(Page);
