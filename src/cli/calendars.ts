import { userInfo } from "node:os";
import { InvalidArgumentError, type Command } from "commander";
import { firstYear, lastYear } from "../domain/day.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, sentence } from "../domain/refusal.ts";
import { holidaysUnknown } from "../domain/work-facts.ts";
import { importCalendar } from "../operations/import-calendar.ts";
import type { CalendarJson } from "../operations/calendar-json.ts";
import { showCalendar } from "../operations/show-calendar.ts";
import { showMemberCalendar } from "../operations/show-member-calendar.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import { padEnd } from "./text-width.ts";

const importHelp: Help<"file" | "calendar" | "years"> = {
  en: {
    summary: "add the whole-day events of an iCalendar file (.ics) to a calendar of the company's own",
    options: {
      file: "the file; - reads standard input",
      calendar: "the calendar's id; one that is not there yet is made",
      years: "years of which the file has all holidays: only their days are taken, and from then on they are known",
    },
    examples: ["attain import-calendar holidays-2028.ics --calendar acme-kr --years 2028"],
  },
  ko: {
    summary: "iCalendar 파일(.ics)의 종일 일정을 회사 달력에 더합니다",
    options: {
      file: "파일. -는 표준 입력",
      calendar: "달력 id. 없으면 새로 만듭니다",
      years: "파일에 공휴일이 모두 든 해. 그해의 날만 가져오고, 그때부터 그해를 아는 것으로 봅니다",
    },
    examples: ["attain import-calendar holidays-2028.ics --calendar acme-kr --years 2028"],
  },
};

const showHelp: Help<"name" | "year"> = {
  en: {
    summary: "show the working days of a year by month, with holidays by name; of a member with the days away",
    options: {
      name: "a member, by id, code or e-mail address, or a calendar: KR, DE-BY, one of the company's own",
      year: "left out: this year",
    },
    examples: ["attain show-calendar KR --year 2026", "attain show-calendar raj"],
  },
  ko: {
    summary: "한 해의 근무일을 월별로, 공휴일 이름과 함께 보여 줍니다. 구성원이면 부재도 보여 줍니다",
    options: { name: "구성원(id, 코드, 이메일 주소) 또는 달력(KR, DE-BY, 회사 달력)", year: "생략하면 올해" },
    examples: ["attain show-calendar KR --year 2026", "attain show-calendar raj"],
  },
};

const words = {
  en: {
    added: (count: number, calendar: string) => `${count} ${count === 1 ? "day" : "days"} added to ${calendar}.`,
    leftOut: (timed: number, cancelled: number) => `Left out: ${timed} with a time of day, ${cancelled} cancelled.`,
    unchanged: (count: number) => `${count} ${count === 1 ? "was" : "were"} free already.`,
    unknownYears: (years: string) =>
      `All holidays of ${years} are not known by this. If the file has them all, import it again with --years ${years.replaceAll(" ", "")}.`,
    half: "half",
    away: "away",
    total: "total",
    of: (days: number) => `of ${days}`,
    provisional: (ids: string) => `Provisional: not all holidays of this year are known in ${ids}.`,
  },
  ko: {
    added: (count: number, calendar: string) => `${calendar}에 ${count}일을 더했습니다.`,
    leftOut: (timed: number, cancelled: number) => `제외: 시각이 있는 일정 ${timed}건, 취소된 일정 ${cancelled}건.`,
    unchanged: (count: number) => `이미 휴일인 날: ${count}일.`,
    unknownYears: (years: string) =>
      `${years}년의 공휴일이 모두 있는지는 알 수 없습니다. 모두 들어 있다면 --years ${years.replaceAll(" ", "")}로 다시 가져오세요.`,
    half: "반일",
    away: "부재",
    total: "합계",
    of: (days: number) => `/ ${days}`,
    provisional: (ids: string) => `잠정: ${ids} 달력에 이해의 공휴일이 모두 있지는 않습니다.`,
  },
} satisfies Record<Language, unknown>;

const readYears = (found: string): readonly number[] => {
  const years = found.split(",").map((year) => year.trim());
  if (years.every((year) => /^\d{4}$/.test(year))) return years.map(Number);
  throw new InvalidArgumentError("'2028,2029' would be right.");
};

type ImportFlags = { readonly calendar: string; readonly years?: readonly number[] };

export const addImportCalendar = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = importHelp[language];
  program
    .command("import-calendar")
    .description(summary)
    .argument("<file>", options.file)
    .requiredOption("--calendar <id>", options.calendar)
    .option("--years <years>", options.years, readYears)
    .addHelpText("after", examplesText(examples, language))
    .action((file: string, { calendar, years = [] }: ImportFlags, command: Command) =>
      run(command, async (session) => {
        const text = await readInput(file);
        if (!text.ok) return text;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const now = BigInt(Date.now()) * 1000n;
        const input = { text: text.value, calendar: calendar.normalize("NFC"), years, by: userInfo().username, now };
        const done = await importCalendar(session.database, companyId.value, input);
        if (!done.ok) return done;
        const say = words[language];
        const { added, unchanged, timed, cancelled, unknownYears, changes } = done.value;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else for (const change of changes) terminal.print(change.words[language]);
        terminal.tell(say.added(added, calendar));
        if (unchanged > 0) terminal.tell(say.unchanged(unchanged));
        if (timed + cancelled > 0) terminal.tell(say.leftOut(timed, cancelled));
        if (unknownYears.length > 0) terminal.tell(say.unknownYears(unknownYears.join(", ")));
        return accepted(DONE);
      }),
    );
};

const dayOfMonth = (date: string): string => String(Number(date.slice(8)));

/** `2026-02   17 of 20   16 Seollal holiday · 17 Seollal · 18 Seollal holiday`. */
const monthLine = ({ month, workingDays, standardDays, holidays, away }: CalendarJson["months"][number], language: Language): string => {
  const say = words[language];
  const half = (isHalf: boolean): string => (isHalf ? ` (${say.half})` : "");
  const named = holidays.map((day) => `${dayOfMonth(day.on)} ${nameIn(day.name, language)}${half(day.half)}`);
  const gone = away.map(({ from, through, half: isHalf }) => {
    const days = from === through ? dayOfMonth(from) : `${dayOfMonth(from)}–${dayOfMonth(through)}`;
    return `${days} ${say.away}${half(isHalf)}`;
  });
  return `${month}  ${padEnd(`${workingDays} ${say.of(standardDays)}`, 12)}  ${[...named, ...gone].join(" · ")}`.trimEnd();
};

const heldText = (held: CalendarJson["calendars"]): string =>
  held.map(({ value, from }) => `${from === null ? "" : `${from}: `}${value ?? "–"}`).join("; ");

const calendarLines = (shown: CalendarJson, language: Language): readonly string[] => {
  const say = words[language];
  return [
    `${shown.member ?? ""}${shown.member === null ? "" : "  "}${heldText(shown.calendars)}  (${heldText(shown.workingWeeks)})`,
    ...shown.months.map((month) => monthLine(month, language)),
    `${padEnd(say.total, 7)}  ${shown.workingDays} ${say.of(shown.standardDays)}`,
  ];
};

export const addShowCalendar = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-calendar")
    .description(summary)
    .argument("<name>", options.name)
    .option("--year <year>", options.year, wholeNumberOption(firstYear, lastYear))
    .addHelpText("after", examplesText(examples, language))
    .action((name: string, { year = new Date().getFullYear() }: { readonly year?: number }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const ofMember = await showMemberCalendar(session.database, companyId.value, { member: name, year });
        const shown = ofMember.ok ? ofMember : await showCalendar(session.database, companyId.value, { calendar: name, year });
        if (!shown.ok) return shown;
        if (session.json) terminal.print(JSON.stringify(shown.value));
        else for (const line of calendarLines(shown.value, language)) terminal.print(line);
        for (const calendar of shown.value.unknown) terminal.tell(sentence(holidaysUnknown({ calendar, year }), language));
        if (shown.value.provisional.length > 0) terminal.tell(words[language].provisional(shown.value.provisional.join(", ")));
        return accepted(DONE);
      }),
    );
};
