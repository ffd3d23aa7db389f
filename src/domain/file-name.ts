import { codePoints, control, halfCharacter } from "./characters.ts";
import { refuseSecret } from "./field-reading.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";

const longestName = 255;

const NAMELESS = "upload";

/** What a file is called where its name says what it should be; one that came without a name is read by its content, as standard input is. */
export const nameToRead = (label: string): string => (label === NAMELESS ? "-" : label);

/** What lets a name read otherwise than it is: exe.csv for vsc.exe. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Browsers write a line end and a quote in a name so. */
const escaped = /%0[ad]/i;

const problems = {
  control: { en: "it holds a control character", ko: "제어 문자가 있습니다" },
  turning: { en: "it holds a character that turns the direction of reading", ko: "글 방향을 바꾸는 문자가 있습니다" },
  long: { en: `it is longer than ${longestName} characters`, ko: `${longestName}자를 넘습니다` },
} satisfies Record<string, Words>;

/**
 * What a file that is sent is called: the last part of what may be a path. It is only ever shown; the file lies under a name of its own. A name that is none is
 * `upload`. Refuses controls, characters that turn the direction, more than 255 characters, and numbers that may be stored nowhere.
 */
export const readUploadName = (found: string, pointer: string): Outcome<string> => {
  const refuse = (problem: Words): Outcome<string> => refused(refusal("file-name", pointer, { found: shown(found), problem }));
  if (found.length > longestName * 8) return refuse(problems.long);
  if (control.test(found) || halfCharacter.test(found) || escaped.test(found)) return refuse(problems.control);
  if (turning.test(found)) return refuse(problems.turning);
  const label = (found.normalize("NFC").split(/[/\\]/).at(-1) ?? "").trim();
  // The whole of it is counted: what stands before the last part is no reason to take what could be no name.
  if (codePoints(found) > longestName) return refuse(problems.long);
  return refuseSecret(accepted(/^\.{0,2}$/.test(label) ? NAMELESS : label), pointer);
};

/**
 * The file whose rejected rows are in one of this name: `calls.csv` of `calls.csv.rejected.csv`, also when a browser or a spreadsheet has changed it
 * to `calls.csv.rejected (1).xlsx`. Null of any other name.
 */
export const nameOfRejected = (fileName: string): string | null =>
  /^(?<original>.+)\.rejected(?: [^.]{1,30}|\(\d+\)|[-_]\d+)?\.[a-z]{2,6}$/iu.exec(fileName.normalize("NFC"))?.groups?.["original"] ?? null;
