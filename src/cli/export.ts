import { Option, type Command } from "commander";
import { accepted } from "../domain/refusal.ts";
import { exportCompany } from "../operations/export-company.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"format"> = {
  en: {
    summary: "write the company out as a file; applying it changes nothing",
    options: { format: "yaml or json" },
    examples: ["attain export > company.yaml", "attain export --format json | jq .members"],
  },
  ko: {
    summary: "회사를 파일로 내보냅니다. 그대로 적용하면 바뀌는 것이 없습니다",
    options: { format: "yaml 또는 json" },
    examples: ["attain export > company.yaml", "attain export --format json | jq .members"],
  },
};

export const addExport = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("export")
    .description(summary)
    .addOption(new Option("--format <format>", options.format).choices(["yaml", "json"]))
    .addHelpText("after", examplesText(examples, terminal.language))
    .action(({ format }: { readonly format?: "yaml" | "json" }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        terminal.print((await exportCompany(session.database, companyId.value, session.json ? "json" : format)).trimEnd());
        return accepted(DONE);
      }),
    );
};
