import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { sentence } from "../../../domain/refusal.ts";
import { workbookOf, workbookParts, zipOf, type Part, type WorkbookParts } from "../../../../tests/fixtures/workbook.ts";
import { openSheets } from "./sheets.ts";
import { fileAt } from "../spool.ts";

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
  /** In cells. */
  readonly largestPiece: number;
};

let files = 0;

const read = async (content: Buffer | string, { name = "calls.xlsx", sheet = 0, korean = true, isKept = true } = {}): Promise<Read> => {
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
  const nothing = { sheets: [], format: "", encoding: null, rows: [], largestPiece: 0 };
  if (!opened.ok)
    return {
      ...nothing,
      refused: opened.refusals.map(({ code }) => code),
      said: opened.refusals.map((each) => sentence(each, "en")).join(" "),
    };
  const { sheets, format, encoding } = opened.value;
  const rows: (readonly (string | number)[])[] = [];
  let fault = null;
  let largestPiece = 0;
  for await (const piece of opened.value.rows(sheet)) {
    if (isKept) rows.push(...piece.rows.map(({ number, cells }) => [number, ...cells]));
    fault ??= piece.fault;
    largestPiece = Math.max(
      largestPiece,
      piece.rows.reduce((sum, { cells }) => sum + cells.length, 0),
    );
  }
  await opened.value.close();
  return {
    sheets,
    format,
    encoding,
    rows,
    refused: fault === null ? [] : [fault.code],
    said: fault === null ? "" : sentence(fault, "en"),
    largestPiece,
  };
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

  test("a formula that was never worked out is told apart from an empty cell", async () => {
    expect(await rowsOf(one(`<row><c><f>1+2</f><v/></c><c t="str"><f>""</f><v></v></c><c><f>1+2</f></c><c><v>1</v></c></row>`))).toEqual([
      [1, "#CALC!", "", "#CALC!", "1"],
    ]);
  });

  test("rows and cells without their places follow one another; empty rows have their numbers", async () => {
    expect(
      await rowsOf(
        one(
          `<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row r="5"><c r="C5"><v>5</v></c><c r="5"><v>6</v></c></row><row><c t="str"><v></v></c></row><row><c><v>7</v></c></row>`,
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

  test("a format of conditions does not stand in for that of cells", async () => {
    const styles = `${formats("yyyy-mm-dd")}<dxfs><dxf><numFmt numFmtId="200" formatCode="0"/></dxf></dxfs>`;
    expect(await rowsOf(one(`<row><c s="0"><v>46083</v></c></row>`, { styles }))).toEqual([[1, "2026-03-02"]]);
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

  test("from an archive in the 64-bit form, its sizes behind its parts", async () => {
    const zip = new ZipFile();
    for (const { name, data } of workbookParts(one("<row><c><v>1</v></c></row>")))
      zip.addReadStream(Readable.from([Buffer.from(data)]), name, { forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: "" });
    expect((await read(await buffer(zip.outputStream))).rows).toEqual([[1, "1"]]);
  });

  test("nothing beside its data", async () => {
    const rows =
      '<row><c><v>1</v></c></row></sheetData><extLst><row r="9"><c><v>2</v></c></row></extLst><sheetData><row r="2"><c><v>3</v></c></row>';
    expect(await rowsOf(one(rows))).toEqual([
      [1, "1"],
      [2, "3"],
    ]);
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

const bookWith = (change: Readonly<Record<string, Partial<Part>>>, ...others: readonly Part[]): Buffer =>
  zipOf([
    ...workbookParts(one("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")).map((part) => ({ ...part, ...change[part.name] })),
    ...others,
  ]);

const sheetPart = "xl/worksheets/sheet1.xml";
const worksheet = (inside: string): string => `<worksheet><sheetData>${inside}</sheetData></worksheet>`;
const withSheet = (data: string | Buffer): Buffer => bookWith({ [sheetPart]: { data } });
const inFull = (text: string, times: number): string => text.repeat(times);

describe("a file made to do harm is refused, in flat memory", () => {
  const most = 120 * 1_048_576;

  test.each<[name: string, content: () => Buffer, code: string]>([
    [
      "a workbook that says it unpacks to 10 GB (H46)",
      () =>
        bookWith(
          { [sheetPart]: { saidSize: 0xfffffff0 } },
          { name: "xl/b.xml", data: "", saidSize: 0xfffffff0 },
          { name: "xl/c.xml", data: "", saidSize: 0xfffffff0 },
        ),
      "file-type",
    ],
    [
      "parts that together say they unpack to more than 4 GB",
      () =>
        bookWith(
          {},
          ...Array.from({ length: 20 }, (_, index) => ({ name: `xl/${index}.bin`, data: randomBytes(900_000), saidSize: 220_000_000 })),
        ),
      "file-type",
    ],
    [
      "a part that unpacks to a thousand times its size",
      () => bookWith({}, { name: "xl/media/a.bin", data: Buffer.alloc(40_000_000) }),
      "file-type",
    ],
    [
      "a part that unpacks to more than it says",
      () => bookWith({ [sheetPart]: { data: worksheet(inFull("<row><c><v>1</v></c></row>", 5_000)), saidSize: 500 } }),
      "file-type",
    ],
    ["a part that unpacks to less than it says", () => bookWith({ [sheetPart]: { saidSize: 5_000 } }), "workbook-broken"],
    ["a part whose sum is another", () => bookWith({ [sheetPart]: { saidSum: 1 } }), "workbook-broken"],
    [
      "an archive in an archive (H44, 42.zip)",
      () => zipOf(["0", "1", "2"].map((each) => ({ name: `lib ${each}.zip`, data: zipOf([{ name: "x.zip", data: "PK" }]) }))),
      "file-type",
    ],
    ["a path that leads out (H48)", () => bookWith({}, { name: "../../etc/passwd", data: "x" }), "file-type"],
    ["an absolute path (H48)", () => bookWith({}, { name: "/etc/passwd", data: "x" }), "file-type"],
    ["a drive of Windows", () => bookWith({}, { name: "C:\\x", data: "x" }), "file-type"],
    ["a link (H48)", () => bookWith({}, { name: "xl/link", data: "/etc/passwd", mode: 0o120_777 }), "file-type"],
    ["two parts of one name", () => bookWith({}, { name: "XL/Worksheets/Sheet1.xml", data: "x" }), "file-type"],
    ["parts that overlap", () => bookWith({}, { name: "xl/a.xml", data: "<a/>", saidOffset: 10 }), "file-type"],
    ["a locked part", () => bookWith({ [sheetPart]: { flags: 0x801 } }), "file-type"],
    [
      "very long names",
      () => bookWith({}, ...Array.from({ length: 200 }, (_, index) => ({ name: `${index}${"x".repeat(60_000)}`, data: "" }))),
      "file-type",
    ],
    [
      "very many parts",
      () => bookWith({}, ...Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, data: "", isStored: true }))),
      "file-type",
    ],
    [
      "a part that is cut off",
      () => {
        const book = withSheet(worksheet(inFull("<row><c><v>1</v></c></row>", 10)));
        return book.subarray(0, book.length - 200);
      },
      "workbook-broken",
    ],
    ["XML that ends too early", () => withSheet("<worksheet><sheetData><row><c><v>1</v></c>"), "workbook-broken"],
    ["tags that do not match", () => withSheet("<worksheet><sheetData><row><c><v>1</c></row></sheetData></worksheet>"), "workbook-broken"],
    [
      "an outside entity (H47)",
      () => withSheet(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${worksheet('<row><c t="str"><v>&x;</v></c></row>')}`),
      "file-type",
    ],
    [
      "entities within entities",
      () =>
        withSheet(
          `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>${worksheet("<row><c><v>&b;</v></c></row>")}`,
        ),
      "file-type",
    ],
    ["tags a hundred thousand deep", () => withSheet(worksheet(inFull("<row>", 100_000))), "file-type"],
    [
      "a tag with a thousand attributes",
      () => withSheet(worksheet(`<row ${Array.from({ length: 1_000 }, (_, index) => `a${index}="1"`).join(" ")}/>`)),
      "file-type",
    ],
    ["an attribute of 3 MB", () => withSheet(worksheet(`<row r="${inFull("1", 3_000_000)}"/>`)), "file-type"],
    ["a comment of 3 MB", () => withSheet(worksheet(`<!--${inFull("<a>", 1_000_000)}-->`)), "file-type"],
    [
      "a cell of 100 MB",
      () => withSheet(worksheet(`<row r="7"><c t="str"><v>${inFull("0123456789abcdef, ".repeat(50), 110_000)}</v></c></row>`)),
      "file-type",
    ],
    [
      "a cell of 1 MB",
      () =>
        withSheet(worksheet(`<row r="7"><c t="str"><v>${Array.from({ length: 100_000 }, (_, index) => index).join(" ")}</v></c></row>`)),
      "csv-row-too-long",
    ],
    [
      "a shared text of 1 MB",
      () =>
        workbookOf(
          one(`<row><c t="s"><v>0</v></c></row>`, {
            shared: `<si><t>${Array.from({ length: 100_000 }, (_, index) => index).join(" ")}</t></si>`,
          }),
        ),
      "workbook-limit",
    ],
    [
      "a row of a million cells",
      () => withSheet(worksheet(`<row>${Array.from({ length: 1_000_000 }, (_, index) => `<c><v>${index % 977}</v></c>`).join("")}</row>`)),
      "sheet-limit",
    ],
    ["a column beyond XFD", () => withSheet(worksheet(`<row r="3"><c r="XFE3"><v>1</v></c></row>`)), "sheet-limit"],
    ["a column of a hundred letters", () => withSheet(worksheet(`<row><c r="${inFull("A", 100)}1"><v>1</v></c></row>`)), "sheet-limit"],
    ["a row beyond the last", () => withSheet(worksheet(`<row r="1048577"><c><v>1</v></c></row>`)), "sheet-limit"],
    [
      "bytes that are no text",
      () =>
        withSheet(
          Buffer.concat([
            Buffer.from('<worksheet><sheetData><row><c t="str"><v>'),
            Buffer.from([0xff]),
            Buffer.from("</v></c></row></sheetData></worksheet>"),
          ]),
        ),
      "workbook-broken",
    ],
    [
      "rows out of order",
      () => withSheet(worksheet(`<row r="3"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>`)),
      "workbook-broken",
    ],
    ["a row of no number", () => withSheet(worksheet(`<row r="1e999"><c><v>1</v></c></row>`)), "workbook-broken"],
    [
      "last columns in every row: cells of nothing beyond number",
      () =>
        withSheet(worksheet(Array.from({ length: 8_000 }, (_, index) => `<row><c r="XFD${index + 1}"><v>${index}</v></c></row>`).join(""))),
      "sheet-limit",
    ],
    [
      "a text that there is not",
      () => workbookOf(one(`<row r="4"><c t="s"><v>7</v></c></row>`, { shared: "<si><t>a</t></si>" })),
      "workbook-broken",
    ],
    [
      "a text before the first",
      () => workbookOf(one(`<row r="4"><c t="s"><v>-1</v></c></row>`, { shared: "<si><t>a</t></si>" })),
      "workbook-broken",
    ],
    [
      "a sheet that is the book itself",
      () =>
        bookWith({
          "xl/_rels/workbook.xml.rels": {
            data: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="workbook.xml"/></Relationships>`,
          },
        }),
      "workbook-broken",
    ],
    [
      "a book that is its own relationships",
      () =>
        bookWith({
          "_rels/.rels": { data: `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="_rels/.rels"/></Relationships>` },
        }),
      "workbook-broken",
    ],
    [
      "a sheet that lies elsewhere",
      () =>
        bookWith({
          "xl/_rels/workbook.xml.rels": {
            data: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="https://example.com/a.xml" TargetMode="External"/></Relationships>`,
          },
        }),
      "workbook-broken",
    ],
    [
      "very many sheets",
      () => workbookOf({ sheets: Array.from({ length: 1_001 }, (_, index) => ({ name: `${index}`, rows: "" })) }),
      "workbook-limit",
    ],
    [
      "very many styles",
      () =>
        workbookOf(
          one("", { styles: `<cellXfs>${Array.from({ length: 100_001 }, (_, index) => `<xf numFmtId="${index}"/>`).join("")}</cellXfs>` }),
        ),
      "workbook-limit",
    ],
  ])("%s", async (_, content, code) => {
    const bytes = content();
    const before = process.memoryUsage().rss;
    const { refused, said } = await read(bytes, { isKept: false });
    expect(refused).toEqual([code]);
    expect(said).not.toMatch(/[{}]/);
    expect(process.memoryUsage().rss - before).toBeLessThan(most);
  });

  test("a dimension that lies is not listened to", async () => {
    const { rows } = await read(
      withSheet('<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'),
    );
    expect(rows).toEqual([[1, "1"]]);
  });

  test("wide rows come in pieces of some hundred thousand cells", async () => {
    const { rows, largestPiece } = await read(
      withSheet(worksheet(Array.from({ length: 3_000 }, (_, index) => `<row><c r="GAA${index + 1}"><v>${index}</v></c></row>`).join(""))),
    );
    expect(rows.length).toBe(3_000);
    expect(largestPiece).toBeLessThan(200_000);
    expect(rows.map((row) => row.at(-1))).toEqual(Array.from({ length: 3_000 }, (_, index) => String(index)));
  });
});

describe("a file that is no table is refused by what it is, with what to do", () => {
  const compound = (stream: string): Buffer => {
    const head = Buffer.alloc(512);
    Buffer.from("d0cf11e0a1b11ae1", "hex").copy(head);
    head.writeUInt16LE(9, 30);
    head.writeUInt32LE(2, 48);
    return Buffer.concat([head, Buffer.alloc(1_024), Buffer.from(`Root Entry\0${stream}\0`, "utf16le"), Buffer.alloc(512)]);
  };
  const archiveOf = (name: string): Buffer => zipOf([{ name, data: "<a/>" }]);

  test.each<[name: string, content: Buffer | string, said: string]>([
    [
      "calls.xls",
      compound("Workbook"),
      "This is a workbook of Excel 97 to 2003 (.xls), not an XLSX workbook. Save it as XLSX or CSV UTF-8 and import that.",
    ],
    [
      "calls.xlsx",
      compound("EncryptedPackage"),
      "This is a workbook with a password, not an XLSX workbook. Save it without its password and import that.",
    ],
    [
      "calls.hwp",
      compound("HwpSummaryInformation"),
      "This is a Hancom document (.hwp), not CSV. Copy its table into a sheet and import that.",
    ],
    [
      "calls.xls",
      compound("Other"),
      "This is an old or locked Office document, not an XLSX workbook. Save it as XLSX or CSV UTF-8 and import that.",
    ],
    [
      "calls.xlsx",
      Buffer.from("\x9b DRMONE  This Document", "latin1"),
      "This is a file locked by a document security program (DRM), not an XLSX workbook. Release it in that program, or save the sheet without protection, and import that.",
    ],
    [
      "calls.csv",
      Buffer.concat([Buffer.from("SCDSA002"), Buffer.alloc(600)]),
      "This is a file locked by a document security program (DRM), not CSV. Release it in that program, or save the sheet without protection, and import that.",
    ],
    [
      "calls.xlsb",
      archiveOf("xl/workbook.bin"),
      "This is a binary workbook (.xlsb), not a sheet in XLSX or CSV. Save it as XLSX or CSV UTF-8 and import that.",
    ],
    [
      "calls.ods",
      archiveOf("META-INF/manifest.xml"),
      "This is an OpenDocument file (.ods), not a sheet in XLSX or CSV. Save it as XLSX or CSV UTF-8 and import that.",
    ],
    [
      "calls.numbers",
      archiveOf("Index/Document.iwa"),
      "This is a Numbers document, not a sheet in XLSX or CSV. Save it as XLSX or CSV UTF-8 and import that.",
    ],
    [
      "calls.zip",
      archiveOf("calls.csv"),
      "This is a ZIP archive, not a sheet in XLSX or CSV. Unpack it and import the files in it one by one.",
    ],
    [
      "calls.docx",
      archiveOf("word/document.xml"),
      "This is a Word document, not a sheet in XLSX or CSV. Copy its table into a sheet and import that.",
    ],
    ["calls.csv.exe", "a,b\n1,2\n", "This is a file whose name ends in .exe, not CSV."],
    ["calls", "a,b\n1,2\n", "This is a file whose name has no ending, not CSV. Name it .csv."],
    ["calls.png", "<html><table><tr><td>a<td>b<tr><td>1<td>2</table>", "This is a file whose name ends in .png, not CSV."],
    ["calls.csv", Buffer.from("MZ\x90\x00rest", "latin1"), "This is a program, not CSV."],
    ["calls.csv", Buffer.from("\x1f\x8b\x08rest", "latin1"), "This is a compressed file, not CSV. Unpack it and import the file in it."],
    [
      "calls.csv",
      Buffer.concat([Buffer.alloc(257, "x"), Buffer.from("ustar\x0000"), Buffer.alloc(300)]),
      "This is a tar archive, not CSV. Unpack it and import the file in it.",
    ],
    [
      "calls.csv",
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`,
      "This is an XML document, not CSV.",
    ],
    ["calls.csv", "<!DOCTYPE html><html><body><form><input type=password></form></body></html>", "This is a web page, not CSV."],
    [
      "calls.xls",
      "<html><body><table><tr><td>Sign in</td><td>here</td></tr><tr><td>Name</td><td>Word</td></tr></table><input type=password></body></html>",
      "This is a web page, not an XLSX workbook.",
    ],
  ])("%s", async (name, content, said) => {
    expect((await read(content, { name })).said).toBe(said);
  });

  test("standard input has no name", async () => {
    expect((await read("a,b\n1,2\n", { name: "-" })).format).toBe("csv");
  });

  test("X.CSV is CSV (H32)", async () => {
    expect((await read("a,b\n1,2\n", { name: "X.CSV" })).rows).toEqual([
      [1, "a", "b"],
      [2, "1", "2"],
    ]);
  });
});

const ofExcel = (body: string, meta = ""): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head>${meta}<meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} td {color:red}--></style></head>
<body link=blue><!--[if gte mso 9]><xml><x:ExcelWorkbook/></xml><![endif]-->${body}</body></html>`;
/** 담당자 and 통화 in EUC-KR. */
const euc = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(담당자|통화)/)
      .map((part) =>
        part === "담당자" ? Buffer.from("b4e3b4e7c0da", "hex") : part === "통화" ? Buffer.from("c5ebc8ad", "hex") : Buffer.from(part),
      ),
  );

describe("the XML of Excel 2003 is read", () => {
  const bookOf = (rows: string, declaration = ""): string => `<?xml version="1.0"${declaration}?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles><Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="t"><NumberFormat ss:Format="h:mm:ss"/></Style><Style ss:ID="e"><NumberFormat ss:Format="[h]:mm:ss"/></Style></Styles>
 <Worksheet ss:Name="Lists"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
 <Worksheet ss:Name="통화"><Table ss:ExpandedColumnCount="99" ss:ExpandedRowCount="99">${rows}</Table></Worksheet>
</Workbook>`;

  test("with dates, times and durations, cells that say their place, and merged ones", async () => {
    const data = (type: string, value: string, more = ""): string => `<Cell${more}><Data ss:Type="${type}">${value}</Data></Cell>`;
    const found = await read(
      bookOf(
        `<Row>${data("String", "담당자", ' ss:MergeAcross="1"')}${data("String", "a &amp; <Font>b</Font>")}</Row>
         <Row ss:Index="4" ss:StyleID="d">${data("Number", "46083")}${data("DateTime", "1899-12-31T09:05:00.000", ' ss:StyleID="t"')}${data("DateTime", "1900-01-01T06:00:00.000", ' ss:Index="5" ss:StyleID="e"')}${data("DateTime", "2026-03-02T23:59:59.000", ' ss:StyleID="Default"')}</Row>
         <Row>${data("Number", "46083.5")}${data("Number", "0.30000000000000004")}${data("Boolean", "1")}${data("Error", "#REF!")}${data("DateTime", "2026-03-02T00:00:00.000")}${data("Number", "46083", ' ss:StyleID="d"')}</Row>`,
      ),
      { name: "calls.xls", sheet: 1 },
    );
    expect([found.said, found.format, found.sheets]).toEqual([
      "",
      "xlsx",
      [
        { name: "Lists", isHidden: true },
        { name: "통화", isHidden: false },
      ],
    ]);
    expect(found.rows).toEqual([
      [1, "담당자", "", "a & b"],
      [4, "2026-03-02", "09:05:00", "", "", "30:00:00", "2026-03-02T23:59:59"],
      [5, "46083.5", "0.3", "TRUE", "#REF!", "2026-03-02", "2026-03-02"],
    ]);
  });

  test("in EUC-KR where it says so", async () => {
    const found = await read(euc(bookOf('<Row><Cell><Data ss:Type="String">통화</Data></Cell></Row>', ' encoding="euc-kr"')), {
      name: "calls.xml",
      sheet: 1,
    });
    expect([found.rows, found.sheets[1]?.name, found.encoding]).toEqual([[[1, "통화"]], "통화", "EUC-KR"]);
  });

  test.each<[name: string, content: () => string | Buffer, code: string]>([
    ["entities", () => bookOf("").replace("<Workbook", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Workbook'), "file-type"],
    ["an end that is missing", () => bookOf("<Row>").slice(0, -60), "workbook-broken"],
    ["a row of a million cells", () => bookOf(`<Row>${"<Cell><Data>1</Data></Cell>".repeat(1_000_000)}</Row>`), "sheet-limit"],
    ["a place beyond the last column", () => bookOf('<Row><Cell ss:Index="99999"><Data>1</Data></Cell></Row>'), "sheet-limit"],
    ["a place that is none", () => bookOf('<Row><Cell ss:MergeAcross="x"/><Cell><Data>1</Data></Cell></Row>'), "sheet-limit"],
    ["rows out of order", () => bookOf('<Row ss:Index="3"/><Row ss:Index="2"/>'), "workbook-broken"],
    [
      "very many sheets",
      () => bookOf("").replace("</Workbook>", `${'<Worksheet ss:Name="x"/>'.repeat(1_001)}</Workbook>`),
      "workbook-limit",
    ],
    [
      "bytes that are no text",
      () => Buffer.from(bookOf('<Row><Cell><Data ss:Type="String">\u00ff</Data></Cell></Row>', ' encoding="utf-8"'), "latin1"),
      "workbook-broken",
    ],
  ])("and refused for %s", async (_, content, code) => {
    expect((await read(content(), { name: "calls.xls", sheet: 1, isKept: false })).refused).toEqual([code]);
  });
});

describe("an HTML table that Excel wrote, or whoever names it so, is read", () => {
  test("with tags left open, spans, entities, line breaks, and what cells say beside their text", async () => {
    const { rows, format, sheets } = await read(
      ofExcel(`<table border=0 x:str>
 <tr height=17><td rowspan=2>Agent<td colspan=2 class=xl24>Calls&nbsp;of<br>
   March</td><td>Note</td></tr>
 <tr><td>Made<td>Won
 <tr></tr>
 <tr><td>Diane<td x:num="1234.5678">1,234.57<td x:num>7<td>a &lt;b&gt; &amp; c&#8203;<p>d
 <tr><td rowspan=2>Joe<td x:num="46083.5">#####<td align=right x:num="0.5">50%<td x:str="  as is ">as is
 <tr><td>1<td>2</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td></td></tr><![endif]>
</table>`),
      { name: "calls.xls" },
    );
    expect([format, sheets]).toEqual(["html", [{ name: "", isHidden: false }]]);
    expect(rows).toEqual([
      [1, "Agent", "Calls of\nMarch", "", "Note"],
      [2, "", "Made", "Won"],
      [4, "Diane", "1234.5678", "7", "a <b> & c\u200b d"],
      [5, "Joe", "46083.5", "50%", "  as is "],
      [6, "", "1", "2"],
    ]);
  });

  const table = "<table><tr><th>담당자</th><th>통화</th></tr><tr><td>Diane</td><td>3</td></tr></table>";
  const read2 = [
    [1, "담당자", "통화"],
    [2, "Diane", "3"],
  ];

  test.each<[name: string, content: Buffer | string, encoding: string | null]>([
    ["EUC-KR by its meta tag", euc(ofExcel(table, '<meta http-equiv=Content-Type content="text/html; charset=ks_c_5601-1987">')), "EUC-KR"],
    ["EUC-KR under a name of its own", euc(`<html><head><meta charset="CP949"></head>${table}`), "EUC-KR"],
    ["EUC-KR that does not say so", euc(`<html>${table}`), "EUC-KR"],
    ["UTF-8 that does not say so", `\r\n\r\n${table}`, "UTF-8"],
    ["UTF-8 by its mark, whatever is said", `\ufeff<html><meta charset=euc-kr>${table}`, "UTF-8"],
    ["UTF-16 by its mark", Buffer.from(`\ufeff<html>${table}`, "utf16le"), "UTF-16LE"],
    ["XHTML", `<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html>${table}</html>`, "UTF-8"],
  ])("in %s", async (_, content, encoding) => {
    const found = await read(content, { name: "calls.xls" });
    expect([found.said, found.rows, found.encoding]).toEqual(["", read2, encoding]);
  });

  test("of several tables each is a sheet; those that lay out the page are none", async () => {
    const page = `<html><table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td><td>side</td></tr><tr><td>x</td><td>y</td></tr></table>
      <table><tr><td>one</td></tr></table><table><tr><td>c</td><td>d</td></tr><tr><td>3</td><td>4</td></tr></table></html>`;
    const found = await read(page, { name: "calls.xls", sheet: 1 });
    expect(found.sheets.map(({ name }) => name)).toEqual(["1", "2"]);
    expect(found.rows).toEqual([
      [1, "c", "d"],
      [2, "3", "4"],
    ]);
  });

  test("a byte that is no text refuses the file, with its row and column", async () => {
    const found = await read(
      Buffer.concat([
        Buffer.from("<html><meta charset=utf-8><table><tr><td>a<td>b<tr><td>1<td>"),
        Buffer.from([0xff]),
        Buffer.from("</table>"),
      ]),
      { name: "calls.xls" },
    );
    expect(found.said).toBe("Row 2, column 2 holds the byte (not known), which is not text in UTF-8. Save the file as CSV UTF-8.");
  });

  test.each<[name: string, content: () => string, code: string]>([
    ["tags a hundred thousand deep", () => `<table>${"<b>".repeat(100_000)}`, "file-type"],
    ["tables in tables without end", () => "<table><tr><td>".repeat(100_000), "workbook-limit"],
    ["a row of a million cells", () => `<table><tr><td>a<td>b<tr><td>c<td>d<tr>${"<td>1".repeat(1_000_000)}`, "sheet-limit"],
    [
      "cells over a thousand columns each",
      () => `<table><tr><td>a<td>b<tr><td>c<td>d<tr>${"<td colspan=99999>1".repeat(20)}`,
      "sheet-limit",
    ],
    ["a cell of 10 MB", () => `<table><tr><td>a<td>b<tr><td>c<td>${"0123456789".repeat(1_000_000)}`, "csv-row-too-long"],
    ["very many tables", () => "<table><tr><td>a<td>b</table>".repeat(2_000), "workbook-limit"],
    ["a cell of ten million line breaks", () => `<table><tr><td>a<td>b<tr><td>c<td>${"<br>".repeat(10_000_000)}`, "csv-row-too-long"],
    ["a tag that never ends", () => `<table ${"a".repeat(3_000_000)}`, "file-type"],
  ])("%s is refused", async (_, content, code) => {
    const before = process.memoryUsage().rss;
    expect((await read(content(), { name: "calls.xls", isKept: false })).refused).toEqual([code]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576);
  });

  test("a long run of digits beside the number of its cell is read in one go", async () => {
    const digits = "1".repeat(200_000);
    expect((await read(ofExcel(`<table><tr><td x:num="5">${digits}x</td></tr></table>`), { name: "calls.xls" })).rows).toEqual([
      [1, `${digits}x`],
    ]);
  });

  test("cells that reach over many rows and columns take their places, in pieces", async () => {
    const rows = 400;
    const page = `<table><tr><td rowspan=3>a<td>b</tr>${Array.from({ length: rows }, (_, index) => `<tr><td colspan=999>x<td>${index}</tr>`).join("")}</table>`;
    const found = await read(page, { name: "calls.xls" });
    expect(found.largestPiece).toBeLessThan(110_000);
    expect(found.rows.slice(1).map((row) => [row.length - 2, row.at(-1)])).toEqual(
      Array.from({ length: rows }, (_, index) => [index < 2 ? 1_000 : 999, String(index)]),
    );
  });
});
