import { userInfo } from "node:os";
import type { Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { createCompany } from "../operations/create-company.ts";
import { DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"name" | "country" | "timeZone" | "currency" | "firstWeekday" | "id"> = {
  en: {
    summary: "make a company out of its name, country and time zone",
    options: {
      name: "what it is called",
      country: "ISO 3166, such as US or KR; currency, first weekday and public holidays follow from it",
      timeZone: "such as America/New_York or Asia/Seoul",
      currency: "another one than the country's",
      firstWeekday: "on which weeks begin; left out: the country's",
      id: "left out: made from the name",
    },
    examples: ['attain init --name "Northwind Advisory" --country US --time-zone America/New_York'],
  },
  ko: {
    summary: "이름, 국가, 시간대로 회사를 만듭니다",
    options: {
      name: "회사 이름",
      country: "ISO 3166 국가 코드(US, KR). 통화, 주의 시작 요일, 공휴일이 함께 정해집니다",
      timeZone: "Asia/Seoul, America/New_York 등",
      currency: "국가의 통화와 다르면",
      firstWeekday: "주의 시작 요일. 생략하면 국가 기준",
      id: "생략하면 이름으로 만듭니다",
    },
    examples: ["attain init --name 한빛보험 --country KR --time-zone Asia/Seoul"],
  },
};

const words = {
  en: {
    made: (name: string, id: string) => `${name} is ready. Its id is ${id}.`,
    about: (currency: string, weekday: string, holidays: string | null) =>
      `Amounts are in ${currency}, weeks begin on ${weekday}, ${holidays === null ? "no public holidays are kept" : `public holidays are those of ${holidays}`}.`,
    weekdays: (weekday: string) => `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`,
    next: "Next: attain import activities FILE, then attain counts.",
  },
  ko: {
    made: (name: string, id: string) => `${name}: 준비되었습니다. id는 ${id}입니다.`,
    about: (currency: string, weekday: string, holidays: string | null) =>
      `통화 ${currency} · 주의 시작 ${weekday} · 공휴일 ${holidays ?? "없음"}`,
    weekdays: (weekday: string) =>
      ({
        monday: "월요일",
        tuesday: "화요일",
        wednesday: "수요일",
        thursday: "목요일",
        friday: "금요일",
        saturday: "토요일",
        sunday: "일요일",
      })[weekday] ?? weekday,
    next: "다음: attain import activities 파일, 이어서 attain counts.",
  },
} satisfies Record<Language, unknown>;

type Flags = {
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly currency?: string;
  readonly firstWeekday?: string;
  readonly id?: string;
};

export const addInit = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("init")
    .description(summary)
    .requiredOption("--name <name>", options.name)
    .requiredOption("--country <code>", options.country)
    .requiredOption("--time-zone <zone>", options.timeZone)
    .option("--currency <code>", options.currency)
    .option("--first-weekday <weekday>", options.firstWeekday)
    .option("--id <id>", options.id)
    .addHelpText("after", examplesText(examples, language))
    .action(({ name, country, timeZone, currency, firstWeekday, id }: Flags, command: Command) =>
      run(command, async ({ database, json }) => {
        const order = given({ name, country, timeZone, currency, firstWeekday, id });
        const made = await createCompany(database, order, { by: userInfo().username });
        if (!made.ok) return made;
        const { company, version } = made.value;
        const say = words[language];
        if (json) terminal.print(JSON.stringify({ company, version }));
        else {
          terminal.print(say.made(nameIn(company.name, language), company.id));
          terminal.tell(`${say.about(company.currency, say.weekdays(company.firstWeekday), company.holidays)}\n${say.next}`);
        }
        return accepted(DONE);
      }),
    );
};
