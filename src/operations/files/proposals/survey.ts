import { mostChoices } from "../../../domain/column-contents.ts";
import { ownText, ownTexts } from "../own-text.ts";
import type { ReadingProgress } from "../formats/sheet-file.ts";
import type { Table } from "../layout/table.ts";

/** What a file holds, in a few thousand rows from all over it. */
export type Survey = {
  readonly rows: readonly (readonly string[])[];
  /** Of each column every value in the whole file, null where there are too many to be choices. */
  readonly values: readonly (ReadonlySet<string> | null)[];
};

const firstKept = 200;
const mostKept = 2000;
/** In a sheet of very many columns fewer rows are kept. */
const mostCells = 400_000;
const fewestKept = 50;

/** Keeps the first rows and then every second, fourth, eighth … so that what is kept stays few and comes from everywhere. */
class Sample {
  readonly first: (readonly string[])[] = [];
  spread: (readonly string[])[] = [];
  readonly #mostFirst: number;
  readonly #mostSpread: number;
  #seen = 0;
  #every = 1;

  constructor(columns: number) {
    const most = Math.max(fewestKept, Math.floor(mostCells / Math.max(1, columns)));
    this.#mostFirst = Math.min(firstKept, most);
    this.#mostSpread = Math.min(mostKept, most);
  }

  add(cells: readonly string[]): void {
    if (this.first.length < this.#mostFirst) {
      this.first.push(ownTexts(cells));
      return;
    }
    if (this.#seen % this.#every === 0) {
      this.spread.push(ownTexts(cells));
      if (this.spread.length >= this.#mostSpread) {
        this.spread = this.spread.filter((_, index) => index % 2 === 0);
        this.#every *= 2;
      }
    }
    this.#seen += 1;
  }
}

/** Reads the table through once. Takes the memory of the sample, however long the file. */
export const surveyTable = async (table: Pick<Table, "header" | "pieces">, reading?: ReadingProgress): Promise<Survey> => {
  let read = 0;
  const sample = new Sample(table.header.length);
  const values: (Set<string> | null)[] = table.header.map(() => new Set());
  for await (const { rows, bytesRead } of table.pieces()) {
    for (const { cells, quoteFault } of rows) {
      if (quoteFault !== null || cells.length !== table.header.length) continue;
      sample.add(cells);
      for (const [index, found] of values.entries()) {
        if (found === null) continue;
        const text = (cells[index] ?? "").trim();
        if (text === "" || found.has(text)) continue;
        if (found.size >= mostChoices) values[index] = null;
        else found.add(ownText(text));
      }
    }
    read += rows.length;
    reading?.(read, bytesRead);
  }
  return { rows: [...sample.first, ...sample.spread], values };
};
