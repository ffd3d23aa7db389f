import { userInfo } from "node:os";
import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { readRedating } from "../domain/redating-reading.ts";
import { accepted } from "../domain/refusal.ts";
import { redateActivities, type RedatingAnswer } from "../operations/redate-activities.ts";
import { numberLines } from "./number-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"member" | "from" | "before" | "reason" | "yes"> = {
  en: {
    summary: "work out the days of stored records anew, in the time zones that hold now; without --yes it only tells",
    options: {
      member: "of this member, by id; left out: everybody's records",
      from: "first day",
      before: "the day after the last",
      reason: "why; kept with the act",
      yes: "do it",
    },
    examples: ['attain redate --member raj --from 2026-03-01 --before 2026-04-01 --reason "moved to Seoul in March"'],
  },
  ko: {
    summary: "저장된 기록의 날짜를 지금 시간대 설정으로 다시 산정합니다. --yes가 없으면 알려 주기만 합니다",
    options: {
      member: "이 구성원의 기록만(id). 생략하면 모두",
      from: "첫날",
      before: "마지막 날의 다음 날",
      reason: "이유. 처리 이력에 남습니다",
      yes: "실제로 바꾸기",
    },
    examples: ['attain redate --member raj --from 2026-03-01 --before 2026-04-01 --reason "3월에 서울로 이동"'],
  },
};

const words = {
  en: {
    records: (records: number, moved: number) =>
      `${records} ${records === 1 ? "record gets" : "records get"} another time zone, ${moved} of them another day.`,
    counting: (metrics: string) => `Still being counted, so their numbers are not told: ${metrics}.`,
    preview: "Nothing was written. The same with --yes does it.",
    done: (redating: number) => `Done. It is kept as re-dating ${redating}; attain show-activity shows it with each record.`,
    nothing: "Nothing to date anew.",
  },
  ko: {
    records: (records: number, moved: number) => `기록 ${records}건의 시간대가 바뀌고, 그중 ${moved}건은 날짜도 바뀝니다.`,
    counting: (metrics: string) => `아직 세는 중이라 숫자를 알려 드릴 수 없는 항목: ${metrics}.`,
    preview: "아직 아무것도 쓰지 않았습니다. --yes를 붙여 다시 실행하면 바꿉니다.",
    done: (redating: number) => `바꿨습니다. 날짜 재산정 ${redating}번으로 남으며, attain show-activity에서 기록마다 볼 수 있습니다.`,
    nothing: "날짜를 다시 산정할 기록이 없습니다.",
  },
} satisfies Record<Language, unknown>;

const answerLines = (answer: RedatingAnswer, language: Language): readonly string[] => [
  ...answer.activities.map(
    ({ source, externalId, from, to }) => `${source} ${externalId}: ${from.day} (${from.timeZone}) → ${to.day} (${to.timeZone})`,
  ),
  ...(answer.records === 0 ? [] : numberLines(answer, language)),
];

type Flags = { readonly member?: string; readonly from: string; readonly before: string; readonly reason: string; readonly yes?: boolean };

export const addRedate = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  const say = words[language];
  program
    .command("redate")
    .description(summary)
    .option("--member <id>", options.member)
    .requiredOption("--from <day>", options.from)
    .requiredOption("--before <day>", options.before)
    .requiredOption("--reason <text>", options.reason)
    .option("--yes", options.yes)
    .addHelpText("after", examplesText(examples, language))
    .action(({ yes, ...order }: Flags, command: Command) =>
      run(command, async (session) => {
        const read = readRedating(order);
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await redateActivities(session.database, companyId.value, read.value, {
          by: userInfo().username,
          dryRun: yes !== true,
        });
        if (!done.ok) return done;
        const { records, moved, redating, counting } = done.value;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else for (const line of answerLines(done.value, language)) terminal.print(line);
        if (counting.length > 0) terminal.tell(say.counting(counting.join(", ")));
        if (records > 0) terminal.tell(say.records(records, moved));
        terminal.tell(records === 0 ? say.nothing : redating === null ? say.preview : say.done(redating));
        return accepted(DONE);
      }),
    );
};
