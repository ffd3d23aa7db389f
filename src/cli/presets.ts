import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { shown } from "../domain/shown.ts";
import { listPresets } from "../operations/list-presets.ts";
import { DONE, type GlobalFlags } from "./session.ts";
import type { Help, Shell } from "./shell.ts";

const help: Help<never> = {
  en: { summary: "list the presets: what a trade starts with", options: {} },
  ko: { summary: "업종별 프리셋을 나열합니다", options: {} },
};

const words = {
  en: { metrics: "Counts", plans: "Asks", start: (id: string) => `attain init --preset ${id} --sample` },
  ko: { metrics: "집계 항목", plans: "활동 기준", start: (id: string) => `attain init --preset ${id} --sample` },
} satisfies Record<Language, unknown>;

export const addListPresets = ({ program, terminal }: Shell): void => {
  const { language } = terminal;
  program
    .command("list-presets")
    .description(help[language].summary)
    .action((_: unknown, command: Command) => {
      const list = listPresets();
      if (command.optsWithGlobals<GlobalFlags>().json === true) return terminal.print(JSON.stringify(list));
      const say = words[language];
      const named = (all: readonly { readonly name: Words }[]): string => all.map((each) => each.name[language]).join(" · ");
      const lines = list.presets.map(({ id, name, about, metrics, plans }) =>
        [
          `${id}  ${name[language]}`,
          `  ${about[language]}`,
          `  ${say.metrics}: ${named(metrics)}`,
          `  ${say.plans}: ${named(plans)}`,
          `  ${say.start(id)}`,
        ].join("\n"),
      );
      return terminal.print(lines.join("\n\n"));
    });
};

const unwritable = (file: string, problem: string): Outcome<never> =>
  refused(refusal("output-unwritable", "", { found: shown(file), problem }));

/** Refuses to write over a file. */
export const mayWrite = (file: string): Outcome<null> => (existsSync(file) ? unwritable(file, "EEXIST") : accepted(null));

/** Writes a sample to a file that is not there yet. */
export const writeSample = async (file: string, csv: string): Promise<Outcome<number>> => {
  const failed = await writeFile(file, csv, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => error);
  return failed === undefined ? accepted(DONE) : unwritable(file, failed.code ?? failed.message);
};
