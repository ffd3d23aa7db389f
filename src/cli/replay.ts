import type { Command } from "commander";
import { parseDay } from "../domain/day.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import type { AttainmentJson } from "../operations/attainment-json.ts";
import { otherMeant, replayMember, type ReplayJson } from "../operations/replay-member.ts";
import { attainmentTable } from "./attainment-table.ts";
import { historyLines } from "./history.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const help: Help<"member" | "on" | "plan" | "with"> = {
  en: {
    summary: "what a member was asked on a past day and had reached, and who changed it; or what another version would have said",
    options: {
      member: "the member's id",
      on: "the day, through its end",
      plan: "of this plan alone",
      with: "as if this had held: a draft's id, or the number of a version of --plan",
    },
    examples: [
      "attain replay raj --on 2026-03-14",
      "attain replay raj --on 2026-03-14 --plan monthly --with 2",
      "attain replay raj --on 2026-03-14 --with q2-calls",
    ],
  },
  ko: {
    summary: "지난 어느 날 구성원의 목표치와 실적, 그것을 누가 바꿨는지 보여 줍니다. 다른 버전이나 초안이었다면 어땠을지도 봅니다",
    options: {
      member: "구성원 id",
      on: "그날 끝까지",
      plan: "이 활동 기준만",
      with: "이것이 시행되었다면: 초안 id, 또는 --plan의 버전 번호",
    },
    examples: [
      "attain replay raj --on 2026-03-14",
      "attain replay raj --on 2026-03-14 --plan monthly --with 2",
      "attain replay raj --on 2026-03-14 --with q2-calls",
    ],
  },
};

const words = {
  en: { nobody: "No plan asked this member on that day.", changes: "Who changed it:", since: "after that day" },
  ko: { nobody: "그날 이 구성원을 대상으로 한 활동 기준이 없습니다.", changes: "변경 이력:", since: "그날 이후" },
} satisfies Record<Language, unknown>;

const asAttainment = ({ on, periods, metrics, rows, withheld }: ReplayJson): AttainmentJson => ({
  on,
  period: null,
  periods,
  metrics,
  rows,
  teamRows: [],
  withheld,
  away: [],
  teams: [],
  company: { parts: [] },
  counting: [],
});

const tellReplay = (answer: ReplayJson, terminal: Terminal): void => {
  const { language, print, tell, colours } = terminal;
  const say = words[language];
  tell(answer.basis[language]);
  for (const line of answer.rows.length === 0 ? [say.nobody] : attainmentTable(asAttainment(answer), terminal)) print(line);
  if (answer.changes.length === 0) return;
  print("");
  print(colours.bold(say.changes));
  for (const change of answer.changes)
    for (const line of historyLines(change, terminal, change.since ? say.since : undefined)) print(`  ${line}`);
};

type Flags = { readonly on: string; readonly plan?: string; readonly with?: string };

export const addReplay = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("replay")
    .description(summary)
    .argument("<member>", options.member)
    .requiredOption("--on <day>", options.on)
    .option("--plan <id>", options.plan)
    .option("--with <what>", options.with)
    .addHelpText("after", examplesText(examples, language))
    .action((member: string, { on, plan, with: other }: Flags, command: Command) =>
      run(command, async (session) => {
        const day = parseDay(on, "/on");
        if (!day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const answer = await replayMember(session.database, companyId.value, {
          member,
          on: day.value,
          now: BigInt(Date.now()) * 1000n,
          ...(plan === undefined ? {} : { plan }),
          ...(other === undefined ? {} : { with: otherMeant(other) }),
        });
        if (!answer.ok) return answer;
        if (session.json) terminal.print(JSON.stringify(answer.value));
        else tellReplay(answer.value, terminal);
        return accepted(DONE);
      }),
    );
};
