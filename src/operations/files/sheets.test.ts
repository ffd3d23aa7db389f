import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sentence } from "../../domain/refusal.ts";
import { workbookOf, workbookParts, zipOf, type Part, type WorkbookParts } from "../../../tests/fixtures/workbook.ts";
import { openSheets } from "./sheets.ts";
import { fileAt } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "attain-sheets-"));
afterAll(() => rm(folder, { recursive: true }));

type Read = {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly format: string;
  readonly encoding: string | null;
  /** Each with its number before it. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly refused: readonly string[];
  readonly said: string;
};

let files = 0;

const read = async (content: Buffer | string, { name = "calls.xlsx", sheet = 0, korean = true } = {}): Promise<Read> => {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  const file = await fileAt(path);
  if (file === undefined) throw new Error("No file");
  const opened = await openSheets(file, name, {
    wanted: () => 0,
    separator: null,
    encodings: korean ? ["UTF-8", "EUC-KR"] : ["UTF-8"],
  });
  const nothing = { sheets: [], format: "", encoding: null, rows: [] };
  if (!opened.ok)
    return {
      ...nothing,
      refused: opened.refusals.map(({ code }) => code),
      said: opened.refusals.map((each) => sentence(each, "en")).join(" "),
    };
  const { sheets, format, encoding } = opened.value;
  const rows: (readonly (string | number)[])[] = [];
  let fault = null;
  for await (const piece of opened.value.rows(sheet)) {
    rows.push(...piece.rows.map(({ number, cells }) => [number, ...cells]));
    fault ??= piece.fault;
  }
  await opened.value.close();
  return { sheets, format, encoding, rows, refused: fault === null ? [] : [fault.code], said: fault === null ? "" : sentence(fault, "en") };
};

const rowsOf = async (workbook: WorkbookParts, sheet = 0): Promise<Read["rows"]> => (await read(workbookOf(workbook), { sheet })).rows;
const one = (rows: string, more: Partial<WorkbookParts> = {}): WorkbookParts => ({ sheets: [{ name: "Calls", rows }], ...more });

/** Cell formats with these codes, from style 0. */
const formats = (...codes: readonly string[]): string =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join("")}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join("")}</cellXfs>`;

describe("a workbook gives its rows as text", () => {
  test("shared, rich and inline texts, without how they are spoken", async () => {
    expect(
      await rowsOf(
        one(
          `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>a &lt; b</t></is></c></row>`,
          {
            shared: `<si><t>담당자</t></si><si><r><t xml:space="preserve">Call </t></r><r><rPr><b/></rPr><t>time</t></r><rPh sb="0" eb="1"><t>コール</t></rPh></si>`,
          },
        ),
      ),
    ).toEqual([[1, "담당자", "Call time", "a < b"]]);
  });

  test("formulas by what they came to, truths, errors and dates as text", async () => {
    expect(
      await rowsOf(
        one(
          `<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>Dianex</v></c><c r="B1"><f>1+2</f><v>3</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="b"><v>0</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="d"><v>2026-03-02T09:05:00.000Z</v></c><c r="G1" t="d"><v>2026-03-02T00:00:00</v></c></row>`,
        ),
      ),
    ).toEqual([[1, "Dianex", "3", "TRUE", "FALSE", "#REF!", "2026-03-02T09:05:00", "2026-03-02"]]);
  });

  test("rows and cells without their places follow one another; empty rows have their numbers", async () => {
    expect(
      await rowsOf(
        one(
          `<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row r="5"><c r="C5"><v>5</v></c><c><v>6</v></c></row><row><c t="str"><v></v></c></row><row><c><v>7</v></c></row>`,
        ),
      ),
    ).toEqual([
      [1, "1", "", "3"],
      [5, "", "", "5", "6"],
      [7, "7"],
    ]);
  });

  test("numbers by their formats: dates, times, durations, what is padded", async () => {
    const codes = [
      "General",
      "yyyy\\-mm\\-dd",
      "[$-412]yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot; h:mm",
      "h:mm:ss AM/PM",
      "[h]:mm:ss",
      "000\\-0000\\-0000",
    ];
    const cells = ["46083.378472222219", "46083", "46083.378472222219", "0.3784722222222222", "0.0025578703703703705", "1012345678"];
    expect(
      await rowsOf(
        one(`<row>${cells.map((cell, index) => `<c s="${index}"><v>${cell}</v></c>`).join("")}</row>`, { styles: formats(...codes) }),
      ),
    ).toEqual([[1, "46083.3784722222", "2026-03-02", "2026-03-02T09:05:00", "09:05:00", "0:03:41", "010-1234-5678"]]);
  });

  test("in a workbook of 1904 a serial is four years and a day later", async () => {
    expect(await rowsOf(one(`<row><c s="0"><v>44621</v></c></row>`, { styles: formats("yyyy-mm-dd"), is1904: true }))).toEqual([
      [1, "2026-03-02"],
    ]);
  });

  test("the sheets in the order of the book, hidden ones told, charts left out", async () => {
    const book = workbookParts({
      sheets: [
        { name: "Summary", rows: "<row><c><v>1</v></c></row>" },
        { name: "통화 &amp; 기록", rows: "<row><c><v>2</v></c></row>", state: "hidden" },
        { name: "Raw", rows: "<row><c><v>3</v></c></row>", state: "veryHidden" },
      ],
    });
    const withChart = book.map((part) =>
      part.name === "xl/_rels/workbook.xml.rels"
        ? { ...part, data: String(part.data).replace(/worksheet(" Target="worksheets\/sheet1)/, "chartsheet$1") }
        : part,
    );
    expect((await read(zipOf(book), { sheet: 1 })).rows).toEqual([[1, "2"]]);
    expect((await read(zipOf(book))).sheets).toEqual([
      { name: "Summary", isHidden: false },
      { name: "통화 & 기록", isHidden: true },
      { name: "Raw", isHidden: true },
    ]);
    expect((await read(zipOf(withChart))).sheets.map(({ name }) => name)).toEqual(["통화 & 기록", "Raw"]);
  });

  test("as other programs lay it out: prefixes, absolute targets, other names, the strict namespace", async () => {
    const strict = "http://purl.oclc.org/ooxml";
    const parts: readonly Part[] = [
      {
        name: "_rels/.rels",
        data: `<Relationships><Relationship Id="a" Type="${strict}/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>`,
      },
      {
        name: "book/main.xml",
        data: `<x:workbook xmlns:x="${strict}/spreadsheetml/main" xmlns:rel="${strict}/officeDocument/relationships"><x:sheets><x:sheet name="Sheet1" sheetId="9" rel:id="b"/></x:sheets></x:workbook>`,
      },
      {
        name: "book/_rels/main.xml.rels",
        data: `<Relationships><Relationship Id="b" Type="${strict}/officeDocument/relationships/worksheet" Target="../data/one.xml"/><Relationship Id="c" Type="${strict}/officeDocument/relationships/sharedStrings" Target="/data/texts.xml"/></Relationships>`,
      },
      { name: "data/Texts.xml", data: `<x:sst xmlns:x="a"><x:si><x:t>Agent</x:t></x:si></x:sst>` },
      {
        name: "data/one.xml",
        isStored: true,
        data: `\ufeff<x:worksheet xmlns:x="a"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      },
    ];
    expect((await read(zipOf(parts))).rows).toEqual([[2, "", "Agent"]]);
  });

  test("as LibreOffice writes it: blank columns to the end with a style, and a repeated empty row", async () => {
    const row = (number: number, text: string): string =>
      `<row r="${number}" customFormat="false" ht="12.8" hidden="false"><c r="A${number}" s="0" t="s"><v>${text}</v></c><c r="XFD${number}" s="0"/></row>`;
    expect(await rowsOf(one(`${row(1, "0")}${row(1_048_576, "1")}`, { shared: "<si><t>Agent</t></si><si><t>Joe</t></si>" }))).toEqual([
      [1, "Agent"],
      [1_048_576, "Joe"],
    ]);
  });

  test("texts with line ends and what XML has no character for", async () => {
    expect(await rowsOf(one(`<row><c t="inlineStr"><is><t xml:space="preserve"> a_x000D_&#10;b_x005F_x0041_ </t></is></c></row>`))).toEqual(
      [[1, " a\r\nb_x0041_ "]],
    );
  });

  test("a part in UTF-16 by its mark", async () => {
    const parts = workbookParts(one("")).map((part) =>
      part.name === "xl/worksheets/sheet1.xml"
        ? {
            ...part,
            data: Buffer.from(
              `\ufeff${String(part.data).replace("<sheetData>", '<sheetData><row><c t="str"><v>값</v></c></row>')}`,
              "utf16le",
            ),
          }
        : part,
    );
    expect((await read(zipOf(parts))).rows).toEqual([[1, "값"]]);
  });
});
