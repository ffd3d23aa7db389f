import { createInterface } from "node:readline";
import pc from "picocolors";
import { languages, type Language } from "../domain/language.ts";

/** Where a command says things: what was asked for goes to stdout, everything else to stderr. */
export type Terminal = {
  readonly language: Language;
  readonly print: (text: string) => void;
  /** For what is no lines of text: a file. */
  readonly output: NodeJS.WritableStream;
  readonly tell: (text: string) => void;
  /** Only where a person watches: replaces the line last told. */
  readonly retell: ((text: string) => void) | undefined;
  /** Only where a person watches and can answer: whether they say yes. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Columns of stdout. */
  readonly width: number;
  readonly colours: ReturnType<typeof pc.createColors>;
};

/** `--lang ko`, else the first language that the environment names (LC_ALL, LC_MESSAGES, LANG), else English. */
export const languageOf = (commandLine: readonly string[], environment: NodeJS.ProcessEnv): Language => {
  const at = commandLine.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const flag = at < 0 ? undefined : (commandLine[at]?.split("=")[1] ?? commandLine[at + 1]);
  const said = [flag, environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].find(
    (each) => each !== undefined && each !== "",
  );
  return languages.find((language) => said?.toLowerCase().startsWith(language)) ?? "en";
};

const WIDTH = 100;

/** The streams of a process, or what a test puts in their place; without an input nobody is asked. */
export type Streams = { readonly stdout: Output; readonly stderr: Output; readonly stdin?: Input };
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

const yes = /^(y|yes|네|예)$/i;

/** One line of the answer decides; an input that ends has said no. */
const askingOn =
  (input: Input, output: Output) =>
  (question: string): Promise<boolean> =>
    new Promise((resolve) => {
      output.write(`${question} `);
      // Not as a terminal of readline's, which would take Ctrl-C for itself.
      const lines = createInterface({ input, terminal: false });
      let answer = false;
      lines.once("line", (line) => {
        answer = yes.test(line.trim());
        lines.close();
      });
      lines.once("close", () => resolve(answer));
    });

export const openTerminal = (language: Language, { stdout, stderr, stdin }: Streams): Terminal => {
  // The reader of a pipe may have had enough (| head): that ends the command, and is no fault.
  for (const stream of [stdout, stderr]) stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  return {
    language,
    print: (text) => void stdout.write(`${text}\n`),
    output: stdout,
    tell: (text) => void stderr.write(stderr.isTTY === true ? `\r\u001b[2K${text}\n` : `${text}\n`),
    retell: stderr.isTTY === true ? (text) => void stderr.write(`\r\u001b[2K${text}`) : undefined,
    ask: stderr.isTTY === true && stdin?.isTTY === true ? askingOn(stdin, stderr) : undefined,
    width: stdout.isTTY === true ? (stdout.columns ?? WIDTH) : WIDTH,
    colours: pc.createColors(stdout.isTTY === true && pc.isColorSupported),
  };
};
