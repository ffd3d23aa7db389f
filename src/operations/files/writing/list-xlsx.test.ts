import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readXlsxFile from "read-excel-file/node";
import { afterAll, expect, test } from "vitest";
import type { ColumnType, ListTable } from "./list-table.ts";
import { writeListXlsx } from "./list-xlsx.ts";
import { openSheets } from "../formats/sheets.ts";
import { fileAt } from "../spool.ts";
import { UnreadableFile } from "../formats/unreadable-file.ts";
import { openZip } from "../formats/zip-parts.ts";

const folder = await mkdtemp(join(tmpdir(), "attain-list-"));
afterAll(() => rm(folder, { recursive: true }));
const path = join(folder, "list.xlsx");

type Rows = readonly (readonly string[])[];

const tableOf = (types: readonly ColumnType[], ...pages: readonly Rows[]): ListTable => ({
  columns: types.map((type, index) => ({ name: `${type} ${index}`, type, title: { en: `${type} ${index}`, ko: `열 ${index}` } })),
  // oxlint-disable-next-line typescript/require-await
  pages: async function* () {
    yield* pages;
  },
});

const written = (table: ListTable): Promise<void> => writeListXlsx(table, { path, sheetName: "=A & B", language: "en" });

/** As an import reads it. */
const readBack = async (): Promise<Rows> => {
  const file = await fileAt(path);
  if (file === undefined) throw new Error("no file");
  const sheets = await openSheets(file, path, { wanted: () => 0, separator: null, encodings: ["UTF-8"] });
  if (!sheets.ok) throw new Error(JSON.stringify(sheets.refusals));
  const rows: (readonly string[])[] = [];
  for await (const piece of sheets.value.rows(0)) rows.push(...piece.rows.map(({ cells }) => cells));
  await sheets.value.close();
  return rows;
};

test("cells come back as they were, whatever they hold and whatever the type of their column", async () => {
  const cells = [
    "=1+1",
    "'x",
    "a\r\nb\rc\n",
    "_x000D_",
    "_x005F_",
    "<&>\"'",
    "\ufffe",
    "👍",
    "00123",
    "1e5",
    "-0",
    "1.10",
    "12345678901234567890",
    "0.1",
    "-12.345",
    "1899-12-31",
    "1900-02-28",
    "1900-03-01",
    "2026-03-02",
    "2026-02-30",
    "9999-12-31",
    "true",
    "TRUE",
    "",
    "2026-03-02T10:00:00Z",
  ];
  for (const type of ["text", "day", "integer", "amount", "boolean"] as const) {
    await written(
      tableOf(
        [type, "text"],
        cells.map((cell) => [cell, "."]),
      ),
    );
    const [, ...rows] = await readBack();
    // A truth is written in capitals, and a number without zeros that say nothing.
    const same = (cell: string): string =>
      type === "boolean" && cell === "true" ? "TRUE" : type === "amount" && cell === "1.10" ? "1.1" : cell;
    expect(rows.map(([cell]) => cell)).toEqual(cells.map(same));
  }
});

test("what has the form of its column has its type in another reader, and nothing else has", async () => {
  await written(
    tableOf(
      ["text", "day", "integer", "amount", "boolean"],
      [["1", "2026-03-02", "41", "12.30", "true"]],
      [["=1", "1900-01-01", "007", "1,5", "yes"]],
    ),
  );
  const [sheet] = await readXlsxFile(path);
  expect(sheet?.sheet).toBe("=A & B");
  expect(sheet?.data).toEqual([
    ["text 0", "day 1", "integer 2", "amount 3", "boolean 4"],
    ["1", new Date("2026-03-02"), 41, 12.3, true],
    ["=1", "1900-01-01", "007", "1,5", "yes"],
  ]);
});

test("a carriage return is written in letters: XML would make a line end of it", async () => {
  await written(tableOf(["text"], [["a\r\nb\rc"]]));
  const zip = await openZip(path);
  let xml = "";
  for await (const { bytes } of zip.pieces("xl/worksheets/sheet1.xml") ?? []) xml += bytes.toString();
  zip.close();
  expect(xml).toContain("a_x000D_\nb_x000D_c");
  expect(xml).not.toContain("\r");
});

test("an empty list is a header", async () => {
  await written(tableOf(["text", "day"]));
  expect(await readBack()).toEqual([["text 0", "day 1"]]);
  await written(tableOf(["text", "day"], []));
  expect(await readBack()).toEqual([["text 0", "day 1"]]);
});

test("what Excel could not open is refused: a cell that is too long, rows beyond the last", async () => {
  await written(tableOf(["text"], [["x".repeat(32_767)]]));
  const refusedOf = async (table: ListTable): Promise<unknown> => written(table).catch((error: unknown) => error);
  const long = await refusedOf(tableOf(["text"], [["x".repeat(32_768)]]));
  expect(long).toBeInstanceOf(UnreadableFile);
  expect(long).toMatchObject({ refusal: { code: "workbook-full", values: { limit: 32_767 } } });
  const many: Rows = Array.from({ length: 1_048_576 }, () => ["x"]);
  expect(await refusedOf(tableOf(["text"], many))).toMatchObject({ refusal: { code: "workbook-full", values: { limit: 1_048_575 } } });
});
