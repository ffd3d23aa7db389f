import { lstat, open, rm, type FileHandle } from "node:fs/promises";
import type { Language } from "../../../domain/language.ts";
import { sentence, type Refusal } from "../../../domain/refusal.ts";
import { withoutSecrets } from "../../../domain/secret-number.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv-line.ts";
import { unguarded } from "./formula-guard.ts";

/** Added behind the columns of the file that was imported; left out again when it is sent once more. */
export const rejectionColumns = ["rejected_code", "rejected_reason"] as const;
export const rejectionFields = ["rejectedCode", "rejectedReason"] as const;

/** A rejected record in words. `columnOf` names where a refusal's value came from. */
export type Rejection = { readonly refusals: readonly Refusal[]; readonly columnOf: (pointer: string) => string };

const codesOf = ({ refusals }: Rejection): string => [...new Set(refusals.map((refusal) => refusal.code))].join(" ");

const reasonOf = ({ refusals, columnOf }: Rejection, language: Language): string =>
  refusals.map((refusal) => `${refusal.pointer === "" ? "" : `${columnOf(refusal.pointer)}: `}${sentence(refusal, language)}`).join(" | ");

/** A cell is guarded once, also when it came guarded. */
const rejectedLine = (cells: readonly string[]): string => csvLine(cells.map((cell) => unguarded(withoutSecrets(cell))));

/** What lies there keeps its readers, and a link leads to another file: both make room. A device stays. */
const clearPlace = async (path: string): Promise<void> => {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() === true || found?.isSymbolicLink() === true) await rm(path);
};

const flushLength = 65_536;

/**
 * The records that were not taken, each as it was and with its reasons, so that it can be mended and sent again. The file is made when
 * the first one comes; without any there is none. Numbers that may be stored nowhere are left out here too. In UTF-8 with a mark, which is how Excel knows it.
 */
export class RejectedFile {
  readonly #path: string | null;
  readonly #language: Language;
  readonly #start: string;
  #file: FileHandle | undefined;
  #isWritten = false;
  #waiting = "";

  constructor(path: string | null, language: Language, header: readonly string[] | null) {
    this.#path = path;
    this.#language = language;
    this.#start =
      header === null
        ? ""
        : `${BYTE_ORDER_MARK}${rejectedLine([...header.filter((name) => !rejectionColumns.some((each) => each === name)), ...rejectionColumns])}`;
  }

  /** A row of a table: what its own columns hold, the reasons, and behind them cells that no column has. */
  async addRow(cells: readonly string[], header: readonly string[], rejection: Rejection): Promise<void> {
    const own = header.flatMap((name, index) => (rejectionColumns.some((each) => each === name) ? [] : [cells[index] ?? ""]));
    await this.#add(rejectedLine([...own, codesOf(rejection), reasonOf(rejection, this.#language), ...cells.slice(header.length)]));
  }

  /** A record of its own: its fields, or the line that could not be read, with the reasons. */
  async addRecord(fields: object, rejection: Rejection): Promise<void> {
    const record = { ...fields, rejectedCode: codesOf(rejection), rejectedReason: reasonOf(rejection, this.#language) };
    await this.#add(`${JSON.stringify(record, (_, value: unknown) => (typeof value === "string" ? withoutSecrets(value) : value))}\n`);
  }

  async #add(line: string): Promise<void> {
    if (this.#path === null) return;
    if (!this.#isWritten) {
      this.#isWritten = true;
      // Rows of a company's file: nobody else on the machine is to read them.
      await clearPlace(this.#path);
      this.#file = await open(this.#path, "w", 0o600);
      this.#waiting = this.#start;
    }
    this.#waiting += line;
    if (this.#waiting.length >= flushLength) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = "";
    await this.#file?.writeFile(text);
  }

  /** Where the file is, or null when nothing was rejected. A second time does no harm. */
  async close(): Promise<string | null> {
    if (this.#file === undefined) return this.#isWritten ? this.#path : null;
    const file = this.#file;
    await this.#flush();
    this.#file = undefined;
    await file.close();
    return this.#path;
  }
}
