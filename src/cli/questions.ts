import { userInfo } from "node:os";
import { CommanderError, Option, type Command } from "commander";
import { parseSpan } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { answers, readAnswer, type Answer } from "../domain/padding.ts";
import { accepted } from "../domain/refusal.ts";
import { answerQuestion } from "../operations/answer-question.ts";
import { listQuestions, type QuestionJson } from "../operations/list-questions.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const listHelp: Help<"from" | "before" | "team" | "open"> = {
  en: {
    summary: "list records that somebody should be asked about, with why; a question is no accusation",
    options: {
      from: "first day",
      before: "the day after the last; at most 93 days",
      team: "only this team and its subteams, by id",
      open: "only those that nobody has answered",
    },
    examples: [
      "attain list-questions --from 2026-03-01 --before 2026-04-01",
      "attain list-questions --from 2026-03-01 --before 2026-04-01 --team advisers --open",
    ],
  },
  ko: {
    summary: "물어볼 만한 기록을 이유와 함께 나열합니다. 질문은 의심이 아닙니다",
    options: {
      from: "첫날",
      before: "마지막 날의 다음 날. 최대 93일",
      team: "이 팀과 하위 팀만(id)",
      open: "아직 아무도 답하지 않은 것만",
    },
    examples: [
      "attain list-questions --from 2026-03-01 --before 2026-04-01",
      "attain list-questions --from 2026-03-01 --before 2026-04-01 --team advisers --open",
    ],
  },
};

const answerHelp: Help<"question" | "fine" | "lookInto" | "padding" | "reason"> = {
  en: {
    summary: "say what came of a question; the number changes only by voiding or ruling on records",
    options: {
      question: "the question, as attain list-questions names it",
      fine: "there is a good reason",
      lookInto: "somebody looks into it",
      padding: "the records are not what they say",
      reason: "why; kept with the answer",
    },
    examples: ['attain answer-question burst:raj:2026-03-02:call --fine --reason "the dialer sent the morning at noon"'],
  },
  ko: {
    summary: "질문에 답합니다. 숫자는 기록을 취소하거나 결정할 때만 바뀝니다",
    options: {
      question: "질문. attain list-questions에 나온 그대로",
      fine: "그럴 만한 이유가 있음",
      lookInto: "더 알아봄",
      padding: "기록이 사실과 다름",
      reason: "이유. 답과 함께 남습니다",
    },
    examples: ['attain answer-question burst:raj:2026-03-02:call --fine --reason "다이얼러가 오전 기록을 정오에 한꺼번에 보냄"'],
  },
};

const words = {
  en: {
    unusual: (same: string, of: string) => `as many on ${same} of ${of} days with such records`,
    prospect: (name: string) => `with ${name}`,
    about: (first: string, last: string) => `about ${first} to ${last}`,
    answer: { fine: "fine", look_into: "being looked into", padding: "padding" } satisfies Record<Answer, string>,
    count: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "question" : "questions"}${more ? "; there are more: ask about fewer days or one team" : ""}`,
    choose: "Say one of --fine, --look-into and --padding.",
    padding: "No number has changed. Void records with attain void-activity, or rule on them with attain rule-activity.",
  },
  ko: {
    unusual: (same: string, of: string) => `기록이 있는 ${of}일 중 이만큼인 날은 ${same}일`,
    prospect: (name: string) => name,
    about: (first: string, last: string) => `${first}부터 ${last}까지의 기록`,
    answer: { fine: "문제없음", look_into: "확인 중", padding: "사실과 다름" } satisfies Record<Answer, string>,
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다. 기간을 줄이거나 팀을 고르세요" : ""}`,
    choose: "--fine, --look-into, --padding 중 하나를 쓰세요.",
    padding: "숫자는 바뀌지 않았습니다. 기록은 attain void-activity로 취소하거나 attain rule-activity로 결정하세요.",
  },
} satisfies Record<Language, unknown>;

const answerLines = (answer: QuestionJson["answer"], language: Language): readonly string[] =>
  answer === null ? [] : [`  ${words[language].answer[answer.answer]} (${answer.by}, ${answer.at.slice(0, 10)}): ${answer.reason}`];

const headLine = ({ memberName, day, question }: QuestionJson, { language, colours }: Terminal): string =>
  `${colours.bold(nameIn(memberName, language))} · ${day} · ${question}`;

const questionLines = (question: QuestionJson, terminal: Terminal): readonly string[] => {
  const { language, colours } = terminal;
  const say = words[language];
  const { why, sameOrMore, memberDays, prospect, about, answer, records, measured } = question;
  const details = [
    why[language],
    ...(prospect === null ? [] : [say.prospect(prospect)]),
    ...(about === null ? [] : [say.about(about.firstOn, about.lastOn)]),
    say.unusual(sameOrMore.toLocaleString(), memberDays.toLocaleString()),
  ].join("; ");
  const shown = records.map(({ source, externalId }) => `${source} ${externalId}`).join(", ");
  return [
    headLine(question, terminal),
    `  ${details}`,
    ...(records.length === 0 ? [] : [`  ${colours.dim(`${shown}${records.length < measured ? ", …" : ""}`)}`]),
    ...answerLines(answer, language),
  ];
};

type ListFlags = { readonly from: string; readonly before: string; readonly team?: string; readonly open?: boolean };

export const addListQuestions = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-questions")
    .description(summary)
    .requiredOption("--from <day>", options.from)
    .requiredOption("--before <day>", options.before)
    .option("--team <id>", options.team)
    .option("--open", options.open)
    .addHelpText("after", examplesText(examples, language))
    .action(({ from, before, team, open = false }: ListFlags, command: Command) =>
      run(command, async (session) => {
        const span = parseSpan(from, before, { from: "/from", before: "/before" });
        if (!span.ok) return span;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await listQuestions(session.database, companyId.value, {
          span: span.value,
          ...given({ team, answered: open ? false : undefined }),
        });
        if (!found.ok) return found;
        const { questions, more } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of questions) for (const line of questionLines(each, terminal)) terminal.print(line);
        terminal.tell(words[language].count(questions.length, more));
        return accepted(DONE);
      }),
    );
};

type AnswerFlags = { readonly fine?: boolean; readonly lookInto?: boolean; readonly padding?: boolean; readonly reason: string };

export const addAnswerQuestion = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = answerHelp[language];
  program
    .command("answer-question")
    .description(summary)
    .argument("<question>", options.question)
    .addOption(new Option("--fine", options.fine))
    .addOption(new Option("--look-into", options.lookInto))
    .addOption(new Option("--padding", options.padding))
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((question: string, { fine, lookInto, padding, reason }: AnswerFlags, command: Command) => {
      const said = { fine, look_into: lookInto, padding };
      const [answer, ...others] = answers.filter((each) => said[each] === true);
      if (answer === undefined || others.length > 0) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      return run(command, async (session) => {
        const read = readAnswer({ answer, reason });
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await answerQuestion(session.database, companyId.value, question, { ...read.value, by: userInfo().username });
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else for (const line of [headLine(done.value, terminal), ...answerLines(done.value.answer, language)]) terminal.print(line);
        if (answer === "padding") terminal.tell(words[language].padding);
        return accepted(DONE);
      });
    });
};
