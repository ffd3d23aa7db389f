import type { Command } from "commander";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted } from "../domain/refusal.ts";
import { attainmentJson } from "../operations/attainment-json.ts";
import { attainmentOf } from "../operations/attainment-of.ts";
import { attainmentTable } from "./attainment-table.ts";
import { companyOf, DONE } from "./session.ts";
import { cadenceOption, examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"on" | "cadence" | "team" | "member" | "plan"> = {
  en: {
    summary: "where everybody stands in the periods that contain a day",
    options: {
      on: "YYYY-MM-DD; left out: today in the company's zone",
      cadence: "only plans of this cadence: day … year, month-from-26, list:ID",
      team: "only this team and its subteams, by id",
      member: "only this member, by id",
      plan: "only this plan, by id",
    },
    examples: [
      "attain attainment --on 2026-03-31",
      "attain attainment --cadence week --team advisers",
      "attain attainment --json | jq '.rows[] | select(.status != \"met\") | .member'",
    ],
  },
  ko: {
    summary: "그날이 속한 기간에 구성원마다 얼마나 달성했는지 보여 줍니다",
    options: {
      on: "YYYY-MM-DD. 생략하면 회사 시간대의 오늘",
      cadence: "이 주기의 활동 기준만: day … year, month-from-26, list:ID",
      team: "이 팀과 하위 팀만(id)",
      member: "이 구성원만(id)",
      plan: "이 활동 기준만(id)",
    },
    examples: [
      "attain attainment --on 2026-03-31",
      "attain attainment --cadence week --team advisers",
      "attain attainment --json | jq '.rows[] | select(.status != \"met\") | .member'",
    ],
  },
};

type Flags = { readonly on?: string; readonly cadence?: Cadence; readonly team?: string; readonly member?: string; readonly plan?: string };

export const addAttainment = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("attainment")
    .description(summary)
    .option("--on <day>", options.on)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--team <id>", options.team)
    .option("--member <id>", options.member)
    .option("--plan <id>", options.plan)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action(({ on, cadence, team, member, plan }: Flags, command: Command) =>
      run(command, async (session) => {
        const day = on === undefined ? undefined : parseDay(on, "/on");
        if (day !== undefined && !day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = { ...given({ on: day?.value, cadence, team, member, plan }), now: BigInt(Date.now()) * 1000n };
        const answer = await attainmentOf(session.database, companyId.value, question);
        if (!answer.ok) return answer;
        const json = attainmentJson(answer.value);
        session.terminal.print(session.json ? JSON.stringify(json) : attainmentTable(json, session.terminal, team).join("\n"));
        return accepted(DONE);
      }),
    );
};
