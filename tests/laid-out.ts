import { noLayoutKeys } from "../src/operations/files/layout/layout.ts";
import { expect } from "vitest";
import type { Row } from "../src/operations/files/formats/csv-rows.ts";
import type { SheetFile } from "../src/operations/files/formats/sheet-file.ts";
import { type LaidOut, type LaidOutOptions, layOut } from "../src/operations/files/layout/layout-table.ts";
import type { LayoutKeys } from "../src/operations/files/layout/layout.ts";

/** A sheet as somebody sees it: a line for each row, cells set apart by bars. */
export const cellsOf = (drawn: string): readonly (readonly string[])[] =>
  drawn
    .replace(/^\n|\n\s*$/g, "")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));

const rowsOf = (cells: readonly (readonly string[])[]): readonly Row[] =>
  cells.flatMap((row, index) => (row.every((cell) => cell === "") ? [] : [{ number: index + 1, cells: row, quoteFault: null }]));

export type Sheet = { readonly name: string; readonly isHidden?: boolean; readonly cells: readonly (readonly string[])[] };

export const fileOf = (sheets: readonly Sheet[], { isSparse = true, pieceRows = 7 } = {}): SheetFile => ({
  format: isSparse ? "xlsx" : "csv",
  encoding: null,
  isSparse,
  sheets: sheets.map(({ name, isHidden = false }) => ({ name, isHidden })),
  async *rows(sheet) {
    const rows = rowsOf(sheets[sheet]?.cells ?? []);
    for (let at = 0; at < rows.length; at += pieceRows) yield { rows: rows.slice(at, at + pieceRows), bytesRead: at, fault: null };
  },
  survey: () => Promise.reject(new Error("not asked for")),
  close: async () => undefined,
});

type Given = Partial<Omit<LaidOutOptions, "keys">> & { readonly keys?: Partial<LayoutKeys> };

export const kinds: Readonly<Record<string, string>> = {
  TA: "call",
  통화: "call",
  AP: "meeting",
  방문: "visit",
  calls: "call",
  emails: "email",
  demos: "demo",
};

export const kindOf = (name: string): string | null => kinds[name] ?? null;

export const tryFile = (file: SheetFile, { keys = {}, ...more }: Given = {}) =>
  layOut(file, { wanted: () => 0, mayBeEmpty: false, findsWide: true, kindOf, ...more, keys: { ...noLayoutKeys, ...keys } });

export const laidOut = async (
  drawn: string | SheetFile,
  given: Given = {},
): Promise<LaidOut & { readonly table: readonly (readonly string[])[] }> => {
  const file = typeof drawn === "string" ? fileOf([{ name: "Sheet1", cells: cellsOf(drawn) }]) : drawn;
  const outcome = await tryFile(file, given);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  const table: (readonly string[])[] = [];
  for await (const { rows } of outcome.value.pieces()) table.push(...rows.map(({ cells }) => cells));
  expect(table).toHaveLength(outcome.value.rows);
  return { ...outcome.value, table };
};

export const notes = ({ notes: told }: LaidOut): readonly string[] =>
  told.map(({ code, values }) => (typeof values["rows"] === "string" ? `${code} ${values["rows"]}` : code));
