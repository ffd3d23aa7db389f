import { refusalWords, type Words } from "../domain/refusals/words.ts";
import { failures } from "./problem.ts";
import { statusOf } from "./refusal-status.ts";

export type ProblemCode = { readonly status: number; readonly words: Words };

/** Every code with its status and both sentences: the refusals, and the two failures. */
export const problemCodes: ReadonlyMap<string, ProblemCode> = new Map<string, ProblemCode>(
  [
    ...Object.entries(failures),
    // The entries' keys are its codes.
    ...Object.entries(refusalWords).map(([code, words]) => [code, { status: statusOf[code as keyof typeof refusalWords], words }] as const),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ").trim();

/** docs/problems.md. */
export const problemsPage = (): string =>
  [
    "# Problems",
    "",
    "Every code that Attain answers with, its HTTP status, and its sentence in each language. What stands in braces is filled with what was found and what would be right.",
    "In HTTP a refusal is a problem (RFC 9457) with `code`, `detail`, and `pointer` into the body or `parameter` of the address; `errors` lists everything that is wrong.",
    "The command line ends with 2 and says the same; an import writes it beside the row. This page is written by `npm run problems`.",
    "",
    "| code | status | English | 한국어 |",
    "|---|---|---|---|",
    ...Array.from(problemCodes, ([code, { status, words }]) => `| \`${code}\` | ${status} | ${cell(words.en)} | ${cell(words.ko)} |`),
    "",
  ].join("\n");
