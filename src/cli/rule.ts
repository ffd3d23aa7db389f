import { userInfo } from "node:os";
import { CommanderError, type Command } from "commander";
import { readRuling } from "../domain/ruling-reading.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { ruleActivity } from "../operations/rule-activity.ts";
import { readKey } from "./acts.ts";
import { verdictText } from "./record-lines.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"source" | "externalId" | "metric" | "counts" | "not" | "withdraw" | "condition" | "reason"> = {
  en: {
    summary: "decide that a record counts for a metric, or does not, whatever the rule says",
    options: {
      source: "where the record came from",
      externalId: "its id there",
      metric: "the metric's id",
      counts: "it counts: the conditions that fail now are replaced",
      not: "it does not count",
      withdraw: "what was ruled before holds no longer",
      condition: "with --counts: the condition that is replaced, by its text; several times for several",
      reason: "why",
    },
    examples: ['attain rule-activity dialer call-1042 qualified-calls --counts --reason "cut off by the network after 58 s"'],
  },
  ko: {
    summary: "조건과 상관없이 기록을 집계 항목에 인정할지 결정합니다",
    options: {
      source: "기록의 출처",
      externalId: "출처에서의 id",
      metric: "집계 항목 id",
      counts: "인정합니다. 지금 맞지 않는 조건을 대신합니다",
      not: "인정하지 않습니다",
      withdraw: "앞의 결정을 거둡니다",
      condition: "--counts와 함께: 대신할 조건의 글. 여러 번 쓸 수 있습니다",
      reason: "이유",
    },
    examples: ['attain rule-activity dialer call-1042 qualified-calls --counts --reason "통신 장애로 58초에 끊김"'],
  },
};

const words = {
  en: { choose: "Say one of --counts, --not and --withdraw.", already: "It was so already." },
  ko: { choose: "--counts, --not, --withdraw 중 하나를 쓰세요.", already: "이미 그렇게 되어 있습니다." },
} satisfies Record<Language, unknown>;

type Flags = {
  readonly counts?: boolean;
  readonly not?: boolean;
  readonly withdraw?: boolean;
  readonly condition?: readonly string[];
  readonly reason: string;
};

export const addRuleActivity = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("rule-activity")
    .description(summary)
    .argument("<source>", options.source)
    .argument("<external-id>", options.externalId)
    .argument("<metric>", options.metric)
    .option("--counts", options.counts)
    .option("--not", options.not)
    .option("--withdraw", options.withdraw)
    .option("--condition <text>", options.condition, (text: string, before: readonly string[] | undefined) => [...(before ?? []), text])
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((source: string, externalId: string, metric: string, flags: Flags, command: Command) => {
      const { counts, not, withdraw, condition: conditions, reason } = flags;
      if ([counts, not, withdraw].filter((each) => each === true).length !== 1)
        throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      return run(command, async (session) => {
        const key = readKey(source, externalId);
        if (!key.ok) return key;
        const ruling = readRuling({ metric, counts: withdraw === true ? null : counts === true, conditions, reason });
        if (!ruling.ok) return ruling;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const ruled = await ruleActivity(session.database, companyId.value, key.value, { ...ruling.value, by: userInfo().username });
        if (!ruled.ok) return ruled;
        const { changed, unit, verdict } = ruled.value;
        if (session.json) terminal.print(JSON.stringify(ruled.value));
        else if (verdict !== null) terminal.print(verdictText(verdict, unit, terminal));
        if (!changed) terminal.tell(words[language].already);
        return accepted(DONE);
      });
    });
};
