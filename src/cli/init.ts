import { userInfo } from "node:os";
import { Option, type Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { createCompany } from "../operations/create-company.ts";
import { listPresets } from "../operations/list-presets.ts";
import { presetIds } from "../operations/preset-files.ts";
import { showSample } from "../operations/show-sample.ts";
import { mayWrite, writeSample } from "./presets.ts";
import { DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"name" | "country" | "timeZone" | "currency" | "firstWeekday" | "id" | "preset" | "sample"> = {
  en: {
    summary: "make a company out of its name, country and time zone, or out of the preset of its trade",
    options: {
      name: "what it is called",
      country: "ISO 3166, such as US or KR; currency, first weekday and public holidays follow from it",
      timeZone: "such as America/New_York or Asia/Seoul",
      currency: "another one than the country's",
      firstWeekday: "on which weeks begin; left out: the country's",
      id: "left out: made from the name",
      preset: "the trade whose kinds, metrics and plans it starts with",
      sample: "with --preset: add the people of its sample and write the sample's file, with days up to yesterday",
    },
    examples: [
      'attain init --name "Northwind Advisory" --country US --time-zone America/New_York',
      "attain init --preset sdr --sample",
      'attain init --preset adviser --name "Lakeside Planning" --country US --time-zone America/Chicago',
    ],
  },
  ko: {
    summary: "이름, 국가, 시간대로 또는 업종별 프리셋으로 회사를 만듭니다",
    options: {
      name: "회사 이름",
      country: "ISO 3166 국가 코드(US, KR). 통화, 주의 시작 요일, 공휴일이 함께 정해집니다",
      timeZone: "Asia/Seoul, America/New_York 등",
      currency: "국가의 통화와 다르면",
      firstWeekday: "주의 시작 요일. 생략하면 국가 기준",
      id: "생략하면 이름으로 만듭니다",
      preset: "활동 유형, 집계 항목, 활동 기준을 가져올 업종",
      sample: "--preset과 함께: 샘플 구성원을 등록하고, 어제까지의 기록이 든 샘플 파일을 씁니다",
    },
    examples: [
      "attain init --name 한빛보험 --country KR --time-zone Asia/Seoul",
      "attain init --preset insurance-ko --sample",
      "attain init --preset insurance-ko --name 한빛보험",
    ],
  },
};

const words = {
  en: {
    made: (name: string, id: string) => `${name} is ready. Its id is ${id}.`,
    about: (currency: string, weekday: string, holidays: string | null) =>
      `Amounts are in ${currency}, weeks begin on ${weekday}, ${holidays === null ? "no public holidays are kept" : `public holidays are those of ${holidays}`}.`,
    weekdays: (weekday: string) => `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`,
    place: (country: string, zone: string) => `Country ${country}, time zone ${zone}.`,
    next: "Next: attain import activities FILE, then attain counts.",
    sampleWritten: (file: string, rows: number) =>
      `${file} holds ${rows} records up to yesterday.\nNext: attain import activities ${file}, then attain attainment.`,
    sampleAlone: "--sample goes with --preset.",
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
    place: (country: string, zone: string) => `국가 ${country} · 시간대 ${zone}`,
    next: "다음: attain import activities 파일, 이어서 attain counts.",
    sampleWritten: (file: string, rows: number) =>
      `${file}: 어제까지의 기록 ${rows}건\n다음: attain import activities ${file}, 이어서 attain attainment.`,
    sampleAlone: "--sample은 --preset과 함께 씁니다.",
  },
} satisfies Record<Language, unknown>;

type Flags = {
  readonly name?: string;
  readonly country?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly firstWeekday?: string;
  readonly id?: string;
  readonly preset?: string;
  /** Where the sample goes; true: beside the caller, named after the preset. */
  readonly sample?: string | true;
};

const needed = { name: "--name <name>", country: "--country <code>", timeZone: "--time-zone <zone>" } as const;

/** What is asked for; with a preset name, country and zone may be left out. Ends the command where something is missing without one. */
const orderOf = ({ sample, ...flags }: Flags, command: Command, language: Language): Flags & { readonly sample?: true } => {
  if (flags.preset === undefined) {
    for (const [name, option] of Object.entries(needed))
      if (flags[name as keyof typeof needed] === undefined) command.error(`error: required option '${option}' not specified`);
    if (sample !== undefined) command.error(words[language].sampleAlone);
    return flags;
  }
  const preset = listPresets().presets.find(({ id }) => id === flags.preset);
  if (preset === undefined) return flags;
  const { id, name, country, timeZone } = preset;
  return {
    ...(flags.name === undefined ? { name: name[language], id } : {}),
    ...(flags.country === undefined && flags.timeZone === undefined ? { country, timeZone } : {}),
    ...flags,
    ...(sample === undefined ? {} : { sample: true }),
  };
};

export const addInit = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("init")
    .description(summary)
    .option("--name <name>", options.name)
    .option("--country <code>", options.country)
    .option("--time-zone <zone>", options.timeZone)
    .option("--currency <code>", options.currency)
    .option("--first-weekday <weekday>", options.firstWeekday)
    .option("--id <id>", options.id)
    .addOption(new Option("--preset <preset>", options.preset).choices(presetIds()))
    .option("--sample [file]", options.sample)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: Flags, command: Command) => {
      const order = orderOf(flags, command, language);
      const file = flags.sample === true ? `${flags.preset ?? ""}-sample.csv` : flags.sample;
      return run(command, async ({ database, json }) => {
        if (file !== undefined) {
          const may = mayWrite(file);
          if (!may.ok) return may;
        }
        const made = await createCompany(database, order, { by: userInfo().username });
        if (!made.ok) return made;
        const { companyId, company, version } = made.value;
        const sample = file === undefined ? undefined : await showSample(database, companyId, { preset: flags.preset ?? "" });
        if (sample?.ok === false) return sample;
        const say = words[language];
        if (json) terminal.print(JSON.stringify({ company, version, ...given({ sample: file }) }));
        else {
          terminal.print(say.made(nameIn(company.name, language), company.id));
          terminal.tell(say.place(company.country, company.timeZone));
          terminal.tell(say.about(company.currency, say.weekdays(company.firstWeekday), company.holidays));
        }
        if (file === undefined || sample === undefined) {
          if (!json) terminal.tell(say.next);
          return accepted(DONE);
        }
        const written = await writeSample(file, sample.value.csv);
        if (written.ok && !json) terminal.tell(say.sampleWritten(file, sample.value.rows));
        return written;
      });
    });
};
