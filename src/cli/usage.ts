import type { CommanderError } from "commander";
import type { Language } from "../domain/language.ts";

/** From what is quoted in a message, and the message itself. */
type Told = (quoted: readonly string[], said: string) => string;

const invalidArgument: Told = ([first = "", second = "", right], said) => {
  // Of an argument the value is named first, of an option last.
  const [name, value] = said.startsWith("command-argument") ? [`<${second}> 인수`, first] : [`${first} 옵션`, second];
  const choices = right ?? /Allowed choices are (.+)\.$/.exec(said)?.[1];
  return `${name}에 "${value}" 값은 쓸 수 없습니다.${choices === undefined ? "" : ` ${choices} 중에서 쓰세요.`}`;
};

const korean: Readonly<Record<string, Told>> = {
  "commander.unknownOption": ([option = ""]) => `${option}: 없는 옵션입니다.`,
  "commander.unknownCommand": ([command = ""]) => `${command}: 없는 명령입니다.`,
  "commander.missingArgument": ([argument = ""]) => `<${argument}> 인수가 빠졌습니다.`,
  "commander.missingMandatoryOptionValue": ([option = ""]) => `${option} 옵션이 필요합니다.`,
  "commander.optionMissingArgument": ([option = ""]) => `${option} 옵션에 값이 없습니다.`,
  "commander.invalidArgument": invalidArgument,
  "commander.excessArguments": ([command = ""]) => `${command} 명령에 인수가 너무 많습니다.`,
};

const more: Readonly<Record<Language, string>> = {
  en: "Try attain --help, or --help after a command.",
  ko: "attain --help, 또는 명령 뒤에 --help를 붙여 확인하세요.",
};

/** What is wrong with a command line, and what was probably meant. */
export const usageText = ({ code, message }: CommanderError, language: Language): string => {
  // Without a command the help itself has been shown.
  if (code === "commander.help") return "";
  const said = message.replace(/^error: /, "").replaceAll("\n", " ");
  if (language === "en") return `${said.charAt(0).toUpperCase()}${said.slice(1)}\n${more.en}`;
  const quoted = Array.from(said.matchAll(/'([^']*)'/g), ([, name = ""]) => name);
  const meant = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(said)?.[1];
  return `${korean[code]?.(quoted, said) ?? said}${meant === undefined ? "" : ` ${meant}인가요?`}\n${more.ko}`;
};
