import { CommanderError, type Command } from "commander";
import { parseDisputeName } from "../domain/dispute.ts";
import { readDispute } from "../domain/dispute-reading.ts";
import { accepted } from "../domain/refusal.ts";
import type { Language } from "../domain/language.ts";
import { raiseDispute } from "../operations/raise-dispute.ts";
import { attestHelp, cellsOf, several, type ActivityFlags, type Flag } from "./attest.ts";
import { addFiles, clock, tellDispute } from "./disputes.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"source" | "externalId" | "metric" | "by" | "countsNot" | "reason" | "evidence" | "file"> = {
  en: {
    summary: "claim that the verdict on a record of your own is wrong, or, with --kind, that a record is missing",
    options: {
      source: "where the record came from",
      externalId: "its id there",
      metric: "the metric whose verdict is wrong",
      by: "who raises it: the id of the member whose record it is",
      countsNot: "it should not count; left out: it should",
      reason: "why",
      evidence: "a link that shows it",
      file: "a picture, PDF, recording or text of at most 5 MB that shows it; several times for several",
    },
    examples: [
      'attain raise-dispute dialer call-1042 qualified-calls --by raj --reason "cut off by the network after 58 s"',
      'attain raise-dispute --by raj --kind call --on 2026-03-02 --duration 240 --reason "the dialer was down" --file ticket.pdf',
    ],
  },
  ko: {
    summary: "내 기록의 판정이 틀렸다고, 또는 --kind와 함께 기록이 빠졌다고 이의를 신청합니다",
    options: {
      source: "기록의 출처",
      externalId: "출처에서의 id",
      metric: "판정이 틀린 집계 항목",
      by: "신청하는 사람: 기록 담당 구성원의 id",
      countsNot: "인정되지 않아야 합니다. 빼면 인정되어야 합니다",
      reason: "이유",
      evidence: "실제로 있었음을 보여 주는 링크",
      file: "보여 줄 그림, PDF, 녹음, 글 파일(최대 5MB). 여러 번 쓸 수 있습니다",
    },
    examples: [
      'attain raise-dispute dialer call-1042 qualified-calls --by raj --reason "통신 장애로 58초에 끊김"',
      'attain raise-dispute --by raj --kind call --on 2026-03-02 --duration 240 --reason "다이얼러 장애" --file ticket.pdf',
    ],
  },
};

const words = {
  en: { about: "Name a record (SOURCE EXTERNAL-ID METRIC), or say with --kind what a missing one would be." },
  ko: { about: "기록(출처, id, 집계 항목)을 쓰거나, 빠진 기록이면 --kind부터 내용을 쓰세요." },
} satisfies Record<Language, unknown>;

/** What a missing record would say, as `attest-activity` takes it. */
const missingFlags = [
  "member",
  "kind",
  "on",
  "at",
  "direction",
  "duration",
  "outcome",
  "prospect",
  "quantity",
  "amount",
  "currency",
  "subject",
  "url",
  "id",
] as const satisfies readonly Flag[];

type Flags = Omit<ActivityFlags, "evidence" | "reason"> & {
  readonly by: string;
  readonly countsNot?: boolean;
  readonly reason: string;
  readonly evidence?: string;
  readonly file?: readonly string[];
};

export const addRaiseDispute = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  const command = program
    .command("raise-dispute")
    .description(summary)
    .argument("[source]", options.source)
    .argument("[external-id]", options.externalId)
    .argument("[metric]", options.metric)
    .requiredOption("--by <member>", options.by)
    .option("--counts-not", options.countsNot)
    .requiredOption("--reason <text>", options.reason)
    .option("--evidence <link>", options.evidence)
    .option("--file <path>", options.file, several);
  for (const flag of missingFlags) command.option(`--${flag} <text>`, attestHelp[language].options[flag]);
  command
    .option("--attribute <name=value>", attestHelp[language].options.attribute, several)
    .addHelpText("after", examplesText(examples, language))
    .action((source: string | undefined, externalId: string | undefined, metric: string | undefined, flags: Flags, asked: Command) => {
      const { by, countsNot, reason, evidence, file = [], ...activity } = flags;
      const cells = cellsOf(activity, language);
      const isMissing = Object.keys(cells).length > 0;
      if (isMissing ? source !== undefined : metric === undefined) throw new CommanderError(USAGE, "attain.choice", words[language].about);
      return run(asked, async (session) => {
        const about = isMissing ? { missing: {} } : { record: { source, externalId }, metric, counts: countsNot !== true };
        const report = readDispute({ by, reason, evidence, ...about });
        if (!report.ok) return report;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const input = isMissing
          ? { by: report.value.by, reason: report.value.reason, evidence: report.value.evidence, missingCells: cells }
          : report.value;
        const raised = await raiseDispute(session.database, companyId.value, input, clock());
        if (!raised.ok) return raised;
        const number = parseDisputeName(raised.value.dispute) ?? 0;
        const added = await addFiles(session, companyId.value, { number, by }, file);
        if (!added.ok) return added;
        tellDispute(added.value ?? raised.value, terminal, session.json);
        return accepted(DONE);
      });
    });
};
