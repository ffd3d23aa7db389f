import { InvalidArgumentError, type Command } from "commander";
import { cadenceExamples, parseCadence } from "../domain/cadence.ts";
import type { Cadence } from "../domain/period.ts";
import type { Language } from "../domain/language.ts";
import type { Refusal } from "../domain/refusal.ts";
import { refusalLine } from "./refused.ts";
import type { Terminal } from "./terminal.ts";
import { USAGE, type Work } from "./session.ts";

/** What a command is added to. `run` opens the database, does the work and keeps the exit code. */
export type Shell = {
  readonly program: Command;
  readonly terminal: Terminal;
  readonly run: (command: Command, work: Work) => Promise<void>;
};

/** What a command's help says, in each language. */
export type Help<Options extends string> = Readonly<
  Record<Language, { readonly summary: string; readonly options: Readonly<Record<Options, string>>; readonly examples?: readonly string[] }>
>;

const exampleTitle: Readonly<Record<Language, string>> = { en: "Examples:", ko: "예:" };

/** Examples, as they stand at the end of a help text. */
export const examplesText = (examples: readonly string[] | undefined, language: Language): string =>
  examples === undefined ? "" : `\n${exampleTitle[language]}\n${examples.map((example) => `  $ ${example}`).join("\n")}\n`;

/** Ends the command: what it was given beside the options' own rules makes no command line. */
export const endAsUsage = (command: Command, refusals: readonly Refusal[], language: Language): never =>
  command.error(refusals.map((refusal) => refusalLine(refusal, language)).join(" "), { exitCode: USAGE, code: "attain.usage" });

/** Reads an option that takes a cadence; whether there is such a list is asked later. */
export const cadenceOption = (found: string): Cadence => {
  const cadence = parseCadence(found, "/cadence");
  if (cadence.ok) return cadence.value;
  throw new InvalidArgumentError(`'${cadenceExamples.join(", ")}' would be right.`);
};

/** Reads an option that takes a whole number; another is a wrong command line. */
export const wholeNumberOption =
  (least: number, most: number) =>
  (found: string): number => {
    if (/^\d{1,9}$/.test(found) && Number(found) >= least && Number(found) <= most) return Number(found);
    throw new InvalidArgumentError(`'${least}–${most}' would be right.`);
  };
