import { chmod, lstat, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { activityContext, readActivity } from "../../domain/activity-reading.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { activityFields, refuseDates } from "../import-activities.ts";
import { workbookOf } from "../../../tests/fixtures/workbook.ts";
import { attributeFields, withAttributes } from "./maps/fields.ts";
import { importFile, type BatchAnswer, type ImportInput, type ImportReport } from "./import-run.ts";

const folder = await mkdtemp(join(tmpdir(), "attain-files-"));
afterAll(() => rm(folder, { recursive: true }));

const company = {
  kinds: [],
  sources: [],
  attributes: { campaign: "string", premium: "money", renewal: "bool" },
  country: "KR",
  currency: "KRW",
} as const;
const now = 1_790_000_000_000_000n; // 2026-09-21
const context = activityContext(company, "imported");

type Imported = {
  readonly report: ImportReport;
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly rejected: string;
};
type Given = string | Buffer;

let files = 0;
const run = async (content: Given, more: Partial<ImportInput> & { readonly country?: string } = {}) => {
  files += 1;
  const path = join(folder, `${files}.csv`);
  await writeFile(path, content);
  const records: Readonly<Record<string, unknown>>[] = [];
  const outcome = await importFile(
    { from: { path }, fileName: "calls.csv", rejectedPath: `${path}.rejected.csv`, ...more },
    {
      fieldSet: withAttributes(activityFields, attributeFields(company)),
      currency: "KRW",
      country: more.country ?? "KR",
      timeZone: "UTC",
      batchSize: 3,
      inFlight: 2,
      keyOf: ({ externalId }) => (typeof externalId === "string" ? externalId : null),
      record: async (items) => {
        const read = items.map((item) => readActivity(item, context, now));
        for (const [index, item] of items.entries()) if (read[index]?.ok === true) records.push(Object(item));
        return { rejected: read.flatMap((each, index) => (each.ok ? [] : [{ index, refusals: each.refusals }])) };
      },
      add: () => undefined,
      refuseFile: refuseDates,
    },
  );
  return { outcome, records, rejected: async () => (await readFile(`${path}.rejected.csv`, "utf8")).replace("\ufeff", "") };
};

/** Imports a file that can be read as a whole. */
const imported = async (content: Given, more: Partial<ImportInput> & { readonly country?: string } = {}): Promise<Imported> => {
  const { outcome, records, rejected } = await run(content, more);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return { report: outcome.value, records, rejected: outcome.value.rejectedFile === null ? "" : await rejected() };
};

const codes = (refusals: readonly Refusal[]): readonly string[] => refusals.map(({ code, pointer }) => `${code} ${pointer}`.trim());
const refusedFile = async (content: Given, more: Partial<ImportInput> = {}): Promise<readonly string[]> => {
  const { outcome, records } = await run(content, more);
  expect(records).toEqual([]);
  return outcome.ok ? [] : codes(outcome.refusals);
};

const header = "source,external_id,member,kind,occurred_at";
const time = "2026-03-02T10:00:00+09:00";
const line = (id: string): string => `dialer,${id},raj,call,${time}`;
/** `code` of the refusals of one row under a header. */
const refusalsOf = async (columns: string, row: string, map?: string): Promise<readonly string[]> => {
  const { report } = await imported(`${columns}\n${row}\n`, map === undefined ? {} : { map });
  return report.rejections.flatMap(({ refusals }) => codes(refusals));
};
const withCell = (column: string, cell: string): Promise<readonly string[]> => refusalsOf(`${header},${column}`, `${line("1")},${cell}`);

const inWorkbook = (csv: string): Buffer =>
  workbookOf({
    sheets: [
      { name: "Lists", rows: "<row><c><v>1</v></c></row>", state: "hidden" },
      {
        name: "Calls",
        rows: csv
          .split("\n")
          .map(
            (row) =>
              `<row>${row
                .split(",")
                .map((cell) => `<c t="str"><v>${cell}</v></c>`)
                .join("")}</row>`,
          )
          .join(""),
      },
    ],
  });

describe("a file is read", () => {
  test.each<[string, Given]>([
    ["as it should be", `${header}\n${line("1")}\n${line("2")}\n`],
    ["with a mark before it", `\ufeff${header}\n${line("1")}\n${line("2")}`],
    ["with CRLF (A25)", `${header}\r\n${line("1")}\r\n${line("2")}\r\n`],
    ["with CR alone (A24)", `${header}\r${line("1")}\r${line("2")}`],
    ["with semicolons", `${header}\n${line("1")}\n${line("2")}`.replaceAll(",", ";")],
    ["with tabs", `${header}\n${line("1")}\n${line("2")}`.replaceAll(",", "\t")],
    ["with a header in other letters (A14)", `Source, External ID ,MEMBER,Kind,occurredAt\n${line("1")}\n${line("2")}`],
    ["with an invisible character in the header (A16)", `source,external_id\u200b,member,kind,occurred_at\n${line("1")}\n${line("2")}`],
    [
      "with columns in another order",
      `occurred_at,kind,member,external_id,source\n${["1", "2"].map((id) => `${time},call,raj,${id},dialer`).join("\n")}`,
    ],
    ["in UTF-16", Buffer.from(`\ufeff${header}\n${line("1")}\n${line("2")}`, "utf16le")],
    ["in UTF-16 without a mark", Buffer.from(`${header}\n${line("1")}\n${line("2")}`, "utf16le")],
    ["in UTF-16 of the other order", Buffer.from(`${header}\n${line("1")}\n${line("2")}`, "utf16le").swap16()],
    ["with the separator in a line before it", `sep=;\r\n${header}\r\n${line("1")}\r\n${line("2")}`.replaceAll(",", ";")],
    ["with rows that are empty", `${header}\n\n${line("1")}\n,,,,\n${line("2")}\n\n`],
    ["with kinds as people write them (A60)", `${header}\n${line("1").replace("call", " Call ")}\n${line("2")}`],
    ["in a workbook, behind a sheet that is hidden", inWorkbook(`${header},subject\n${line("1")}\n\n${line("2")},Hello`)],
    [
      "in an HTML table",
      `<html><table>${`${header}\n${line("1")}\n${line("2")}`
        .split("\n")
        .map((row) => `<tr><td>${row.replaceAll(",", "<td>")}`)
        .join("")}</table>`,
    ],
  ])("%s", async (_, content) => {
    const { report, records } = await imported(content);
    expect(report).toMatchObject({ received: 2, rejected: 0, rejectedFile: null });
    expect(records.map(({ source, externalId, member, occurredAt }) => [source, externalId, member, occurredAt])).toEqual([
      ["dialer", "1", "raj", time],
      ["dialer", "2", "raj", time],
    ]);
  });

  test("in EUC-KR where the company is Korean, as cut into pieces anywhere", async () => {
    // Enough of it that pieces cut it.
    const names = Buffer.concat([
      Buffer.from(`${header},subject\n`),
      ...Array.from({ length: 9000 }, (_, index) =>
        Buffer.concat([
          Buffer.from(`${line(String(index + 1))},`),
          // 김, and 똠 which Windows alone has.
          Buffer.from(index % 2 === 0 ? [0xb1, 0xe8] : [0x8c, 0x63]),
          Buffer.from("x".repeat(index % 7)),
          Buffer.from("\n"),
        ]),
      ),
    ]);
    const { report, records } = await imported(names);
    expect(report).toMatchObject({ received: 9000, rejected: 0, encoding: "EUC-KR" });
    expect(new Set(records.map(({ subject }) => String(subject).slice(0, 1)))).toEqual(new Set(["김", "똠"]));
  });

  test("in the encoding that the map names, which no byte shows", async () => {
    const content = Buffer.concat([
      Buffer.from(`source,external_id,member,kind,occurred_at\ndialer,1,Jos`),
      Buffer.from([0xe9]),
      Buffer.from(`,call,${time}\n`),
    ]);
    const map =
      "encoding: windows-1252\ncolumns: { source: source, external_id: external_id, member: member, kind: kind, occurred_at: occurred_at }";
    const { report, records } = await imported(content, { map, country: "US" });
    expect(report.encoding).toBe("WINDOWS-1252");
    expect(records.map(({ member }) => member)).toEqual(["José"]);
  });

  test("and tells what it left out or cleaned (A15, A16)", async () => {
    const { report } = await imported(`source,external_id\u200b,member,kind,occurred_at,mood,occured_on\n${line("1")},good,\n`);
    expect(report.notes.map(({ code, values }) => [code, values["found"]])).toEqual([
      ["column-cleaned", "external_id"],
      ["column-unused", "mood"],
      ["column-unused", "occured_on"],
    ]);
    expect(report.notes[2]?.values["hint"]).toMatchObject({ en: expect.stringContaining("occurred_on") });
  });

  test("and what is rejected of a workbook comes back as CSV, by its row", async () => {
    const { report, rejected } = await imported(inWorkbook(`${header},subject\n${line("1")}\n\n${line("2").replace(time, "then")},=1+1`));
    expect(report).toMatchObject({ received: 2, rejected: 1, encoding: null, rejections: [{ row: 4 }] });
    expect(rejected).toContain("dialer,2,raj,call,then,'=1+1,date-format");
  });

  test("from a stream as from a file", async () => {
    const { report } = await imported("", { from: { stream: Readable.from([`${header}\n${line("1")}`]) } });
    expect(report.received).toBe(1);
  });

  test("with its progress told, up to the end", async () => {
    const told: number[][] = [];
    const content = `${header}\n${Array.from({ length: 8 }, (_, index) => line(String(index + 1))).join("\n")}`;
    await imported(content, { progress: ({ rows, ofRows, bytes, ofBytes }) => told.push([rows, ofRows, bytes, ofBytes]) });
    expect(told.map(([rows]) => rows)).toEqual([3, 6, 8, 8]);
    expect(told.at(-1)).toEqual([8, 8, content.length, content.length]);
  });
});

describe("a file is refused as a whole, and nothing of it is stored:", () => {
  const many = Array.from({ length: 40_000 }, (_, index) => line(String(index + 1))).join("\n");
  test.each<[string, Given, readonly string[]]>([
    ["nothing in it (A1)", "", ["csv-empty"]],
    ["only a mark (A3)", "\ufeff", ["csv-empty"]],
    ["a header alone", `${header}\n`, ["csv-empty"]],
    [
      "a byte that is no text in row 40,002 (A8)",
      Buffer.concat([Buffer.from(`${header}\n${many}\n`), Buffer.from([0xff]), Buffer.from(`\n${line("x")}`)]),
      ["csv-encoding"],
    ],
    [
      "an overlong form (A10)",
      Buffer.concat([Buffer.from(`${header}\n${line("값")},`), Buffer.from([0xc0, 0xaf, 0x0a])]),
      ["csv-encoding"],
    ],
    ["a character cut at the end", Buffer.concat([Buffer.from(`${header}\n${line("값")}`), Buffer.from([0xea, 0xb9])]), ["csv-encoding"]],
    ["two columns of one name (A13)", `${header},date,date\n${line("1")},,`, ["csv-column-repeated"]],
    ["two columns of one field", `${header},External ID\n${line("1")},2`, ["csv-column-repeated"]],
    ["a column without a name (A17)", `${header},\n${line("1")},`, ["csv-column-unnamed"]],
    ["a quote that never closes (A20)", `${header}\n${line("1")}\ndialer,"2,raj,call,${time}\n${line("3")}`, ["csv-quote-open"]],
    ["two separators that both fit (A27)", "a,b;c,d\n1,2;3,4\n5,6;7,8\n", ["csv-delimiter-unclear"]],
    ["a row without an end (A34)", "x".repeat(400_000), ["csv-row-too-long"]],
    ["a web page (A38)", "<!DOCTYPE html>\n<html><body>Sign in", ["file-type"]],
    ["a workbook that was cut off", Buffer.from("PK\x03\x04rest of the archive", "latin1"), ["workbook-broken"]],
    ["a program", Buffer.from("MZ\x90\x00\x03", "latin1"), ["file-type"]],
    ["JSON", `{"source":"dialer"}\n`, ["file-type"]],
    ["no column of an id", `source,member,kind,occurred_at\ndialer,raj,call,${time}`, ["csv-column-missing"]],
    ["an attribute that is not declared", `${header},attributes.campain\n${line("1")},spring`, ["attribute-undeclared"]],
    [
      "dates that may be read in two ways (A64)",
      `${header}\n${line("1")}\n${line("2").replace(time, "03/04/2026")}`,
      ["date-ambiguous /occurred_at"],
    ],
  ])("%s", async (_, content, expected) => {
    expect(await refusedFile(content)).toEqual(expected);
  });

  test("the place is told: row, column and byte (A7)", async () => {
    const { outcome } = await run(
      Buffer.concat([Buffer.from(`${header},subject\n${line("1")},Jos`), Buffer.from([0xe9]), Buffer.from(`\n${line("2")},`)]),
      { country: "US" },
    );
    expect(outcome).toMatchObject({ refusals: [{ code: "csv-encoding", values: { row: 2, column: 6, byte: "E9", encoding: "UTF-8" } }] });
  });
  test("a file that is not there, and a folder", async () => {
    expect(await refusedFile("", { from: { path: join(folder, "none.csv") } })).toEqual(["file-missing"]);
    expect(await refusedFile("", { from: { path: folder } })).toEqual(["file-missing"]);
  });
  test("no place for what would be rejected", async () => {
    expect(await refusedFile(`${header}\n${line("1")}`, { rejectedPath: join(folder, "nowhere", "x.csv") })).toEqual([
      "rejected-file-place",
    ]);
    expect(await refusedFile(`${header}\n${line("1")}`, { rejectedPath: folder })).toEqual(["rejected-file-place"]);
  });
  test("what would be rejected goes where the file itself lies", async () => {
    const path = join(folder, "itself.csv");
    const content = `${header}\n${line("1")}\nx`;
    await writeFile(path, content);
    expect(await refusedFile("", { from: { path }, rejectedPath: path })).toEqual(["rejected-file-place"]);
    expect(await readFile(path, "utf8")).toBe(content);
  });
});

test("rejected rows are read by their owner only, and a link in their place is not followed", async () => {
  const [precious, place] = [join(folder, "precious"), join(folder, "link.csv")];
  await writeFile(precious, "precious");
  await symlink(precious, place);
  await run(`${header}\nx`, { rejectedPath: place });
  expect(await readFile(precious, "utf8")).toBe("precious");
  await chmod(place, 0o644);
  await run(`${header}\nx`, { rejectedPath: place });
  expect((await lstat(place)).mode & 0o777).toBe(0o600);
});

describe("a row is refused, and the others are taken:", () => {
  test.each<[string, string, readonly string[]]>([
    ["too few cells (A18)", "dialer,2,raj", ["csv-cells"]],
    ["too many cells", `${line("2")},more`, ["csv-cells"]],
    ["text after a closing quote (A22)", `"dialer"s,2,raj,call,${time}`, ["csv-quote"]],
    ["NUL in a cell (A9)", `dialer,2\0,raj,call,${time}`, ["text-nul /external_id"]],
    ["an empty id (A54)", `dialer,,raj,call,${time}`, ["key-empty /external_id"]],
    ["an id of spaces (A54)", `dialer,"  ",raj,call,${time}`, ["key-empty /external_id"]],
    ["a kind that there is not (A59)", `dialer,2,raj,cal,${time}`, ["kind-unknown /kind"]],
    ["a spreadsheet's error for a member (A66)", `dialer,2,#REF!,call,${time}`, ["value-placeholder /member"]],
    ["NULL for a kind (A66)", `dialer,2,raj,NULL,${time}`, ["value-placeholder /kind"]],
    ["no time", "dialer,2,raj,call,", ["date-required /occurred_at"]],
    ["a time without an offset (F26)", "dialer,2,raj,call,2026-03-02T10:00:00", ["date-offset /occurred_at"]],
    ["several wrongs at once", "dialer,,raj,cal,yesterday", ["key-empty /external_id", "kind-unknown /kind", "date-format /occurred_at"]],
  ])("%s", async (_, row, expected) => {
    const { report, records } = await imported(`${header}\n${line("1")}\n${row}\n${line("3")}\n`);
    expect(report).toMatchObject({ received: 3, rejected: 1 });
    expect(report.rejections.map(({ row: number, refusals }) => [number, codes(refusals)])).toEqual([[3, expected]]);
    expect(records.map(({ externalId }) => externalId)).toEqual(["1", "3"]);
  });

  test.each([
    ["duration_seconds", '"1,5"', "number-format"],
    ["duration_seconds", "1e3", "number-format"],
    ["duration_seconds", "0x10", "number-format"],
    ["duration_seconds", "1_000", "number-format"],
    ["duration_seconds", "12abc", "number-format"],
    ["duration_seconds", "١٢", "number-format"],
    ["duration_seconds", "１２", "number-format"],
    ["quantity", "9007199254740993", "number-range"],
    ["quantity", "-5", "number-min"],
    ["quantity", "1.5", "number-integer"],
    ["duration_seconds", "#N/A", "value-placeholder"],
    ["url", "javascript:alert(1)", "url-scheme"],
    ["total", "maybe", "enum"],
    ["signal", "s-1", "signal-key"],
    ["attributes.renewal", "perhaps", "enum"],
    ["attributes.premium", "12.5", "money-scale"],
    ["occurred_on", "2026-03-02", "occurrence-twice"],
  ])("%s %s: %s (A29, A44, A48, A61, A63)", async (column, cell, code) => {
    expect((await withCell(column, cell)).map((each) => each.split(" ")[0])).toEqual([code]);
  });

  test("an amount tells its currency, or that it has none", async () => {
    expect(await refusalsOf(`${header},amount,currency`, `${line("1")},"1,234.50",USD`)).toEqual([]);
    expect(await refusalsOf(`${header},amount,currency`, `${line("1")},12,`)).toEqual(["currency-required /currency"]);
    expect(await refusalsOf(`${header},amount,currency`, `${line("1")},12.5,KRW`)).toEqual(["money-scale /amount"]);
  });

  test("markup is text (A46)", async () => {
    const { records } = await imported(`${header},subject\n${line("1")},"<script>alert(1)</script>"`);
    expect(records[0]?.["subject"]).toBe("<script>alert(1)</script>");
  });
});

describe("the rejected file", () => {
  test("has the row as it was, with codes and reasons, guarded against formulas", async () => {
    const { rejected } = await imported(`${header},subject,note\r\n${line("1")},a,b\r\ndialer,2,raj,cal,yesterday,"=1+1, ""x""",-5\r\n`, {
      language: "ko",
    });
    const [head, row] = rejected.split("\r\n");
    expect(head).toBe(`${header},subject,note,rejected_code,rejected_reason`);
    expect(row).toMatch(/^dialer,2,raj,cal,yesterday,"'=1\+1, ""x""",-5,kind-unknown date-format,"kind: ""cal"": 없는 활동 유형입니다\./);
  });

  test("is taken once it is mended, without what was added, and guards nothing twice", async () => {
    const { rejected } = await imported(`${header},subject\n${line("1").replace("call", "cal")},=1+1\n`);
    const again = await imported(rejected);
    expect(again.rejected).toBe(rejected);
    const { report, records } = await imported(rejected.replace(",cal,", ",call,"));
    expect(report).toMatchObject({ received: 1, rejected: 0, notes: [] });
    expect(records[0]?.["subject"]).toBe("=1+1");
  });

  test("keeps cells that no column has, and says how many there are", async () => {
    const { rejected } = await imported(`${header}\n${line("1")},more,cells\n`);
    expect(rejected).toContain(',"Row 2 has 7 cells, the header has 5.",more,cells\r\n');
  });

  test("keeps no resident registration number and no card, wherever it stood", async () => {
    const { report, rejected } = await imported(
      `${header},subject\n${line("1")},주민번호 900101-1234568\n${line("2").replace("call", "4111111111111111")},x\n`,
    );
    expect(report.rejections.map(({ refusals }) => codes(refusals))).toEqual([["secret-number /subject"], ["secret-number /kind"]]);
    expect(rejected).not.toMatch(/1234568|4111111111111111/);
  });

  test("of lines of JSON is lines of JSON", async () => {
    const good = JSON.stringify({ source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: time });
    const { report, rejected } = await imported(`${good}\n${good.replace("call", "cal")}\n{"a":1\n42\n\n`, { fileName: "calls.ndjson" });
    expect(report.rejections.map(({ row, refusals }) => [row, codes(refusals)])).toEqual([
      [2, ["kind-unknown /kind"]],
      [3, ["json-syntax"]],
      [4, ["type"]],
    ]);
    expect(
      rejected
        .trimEnd()
        .split("\n")
        .map((text): unknown => JSON.parse(text)),
    ).toMatchObject([
      { externalId: "1", kind: "cal", rejectedCode: "kind-unknown" },
      { line: '{"a":1', rejectedCode: "json-syntax" },
      { line: "42", rejectedCode: "type" },
    ]);
    const { records } = await imported(rejected.split("\n")[0]?.replace('"cal"', '"call"') ?? "", { fileName: "calls.ndjson" });
    expect(records).toEqual([JSON.parse(good)]);
  });
});

describe("lines of JSON are refused as a whole:", () => {
  test.each<[string, Given, string, readonly string[]]>([
    ["an array", `[{"source":"dialer"}]`, "a.ndjson", ["file-type"]],
    ["a table", `${header}\n${line("1")}`, "a.ndjson", ["file-type"]],
    ["nothing", "\n\n", "a.ndjson", ["file-empty"]],
    ["a byte that is no text (B47)", Buffer.from([...Buffer.from('{"a":"'), 0xff]), "a.ndjson", ["csv-encoding"]],
    ["a line without an end", `{"a":"${"x".repeat(400_000)}`, "a.jsonl", ["csv-row-too-long"]],
  ])("%s", async (_, content, fileName, expected) => {
    expect(await refusedFile(content, { fileName })).toEqual(expected);
  });
  test("with a map", async () => {
    expect(
      await refusedFile("{}", { fileName: "a.ndjson", map: `columns: { source: a, external_id: b, member: c, kind: d, occurred_on: e }` }),
    ).toEqual(["map-for-table"]);
  });
});

const phoneSystem = `
source: phone-system
columns:
  external_id: Call Id
  member: Agent
  occurred_at: { date: Date, time: Time, format: "M/d/yyyy H:mm:ss", zone: America/New_York }
  duration_seconds: { column: AvgTalkDuration, format: "h:mm:ss" }
  outcome: { column: "Answered (Y/N)", values: { Y: connected, N: no_answer } }
constants: { kind: call, direction: outbound }
where: { column: Topic, not: Internal }
`;
const phoneHeader = "Call Id,Agent,Date,Time,AvgTalkDuration,Answered (Y/N),Topic";

describe("a map", () => {
  test("adapts a foreign file", async () => {
    const { report, records } = await imported(
      `${phoneHeader}\n1,raj,3/2/2026,9:05:06,0:03:41,Y,Sales\n2,raj,3/2/2026,9:05:06,0:03:41,Y,Internal\n`,
      { map: phoneSystem },
    );
    expect(report).toMatchObject({ received: 1, skipped: 1, rejected: 0, notes: [] });
    expect(records).toEqual([
      {
        source: "phone-system",
        externalId: "1",
        member: "raj",
        kind: "call",
        direction: "outbound",
        occurredAt: "2026-03-02T14:05:06Z",
        durationSeconds: 221,
        outcome: "connected",
      },
    ]);
  });

  test.each([
    ["a time that does not exist there", "3/8/2026,2:30:00,0:03:41,Y", ["date-gap /Date, Time"]],
    ["a time that came twice there (F44)", "11/2/2025,1:30:00,0:03:41,Y", ["date-twice /Date, Time"]],
    ["a date written otherwise", "2026-03-02,9:05:06,0:03:41,Y", ["date-format /Date, Time"]],
    ["a day that does not exist (F7)", "2/30/2026,9:05:06,0:03:41,Y", ["date-invalid /Date, Time"]],
    [
      "a duration written otherwise, and a value that the map has not",
      "3/2/2026,9:05:06,221,Z",
      ["duration-format /AvgTalkDuration", "map-value /Answered (Y/N)"],
    ],
  ])("refuses in a row: %s", async (_, cells, expected) => {
    expect(await refusalsOf(phoneHeader, `1,raj,${cells},Sales`, phoneSystem)).toEqual(expected);
  });

  test("refuses what is no duration in any way of writing one", async () => {
    const map = phoneSystem.replace('"h:mm:ss"', "auto");
    for (const written of ["a while", "3:41", "25:61:61"])
      expect(await refusalsOf(phoneHeader, `1,raj,3/2/2026,9:05:06,${written},Y,Sales`, map)).toEqual([
        "duration-written /AvgTalkDuration",
      ]);
  });

  test("makes an id of the columns of a row that has none, always the same", async () => {
    const map =
      "source: paper\ncolumns: { external_id: { from: [Who, When] }, member: Who, occurred_on: When }\nconstants: { kind: visit }";
    const { records } = await imported("Who,When\nraj,2026-03-02\nraj,2026-03-03\nraj,2026-03-02\n", { map });
    const ids = records.map(({ externalId }) => externalId);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe(ids[2]);
  });

  test("puts prefixes, suffixes and defaults, reads a decimal comma, and picks rows in every way", async () => {
    const map = `
columns:
  external_id: { column: id, prefix: "w-", suffix: "-x" }
  member: { column: who, default: raj }
  occurred_on: { column: day, format: d.M.yyyy }
  amount: value
  attributes.campaign: campaign
constants: { source: shop, kind: visit, currency: EUR }
separator: semicolon
decimal: ","
where:
  - { column: stage, in: [Won, Lost] }
  - { column: stage, equals: Won }
  - { column: value, present: true }
`;
    const { report, records } = await imported(
      "id;who;day;value;stage;campaign\n1;;2.3.2026;1.234,50;Won;spring\n2;mina;2.3.2026;1;Lost;\n3;mina;2.3.2026;;Won;\n4;mina;2.3.2026;1;Open;\n",
      { map },
    );
    expect(report).toMatchObject({ received: 1, skipped: 3 });
    expect(records).toEqual([
      {
        source: "shop",
        externalId: "w-1-x",
        member: "raj",
        kind: "visit",
        currency: "EUR",
        occurredOn: "2026-03-02",
        amount: { amountMinor: 123_450, currency: "EUR" },
        attributes: { campaign: "spring" },
      },
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    ["that is not YAML", "columns: [", ["map-syntax"]],
    ["whose aliases have no end", `a: &a x\nb: [${Array.from({ length: 500 }, () => "*a").join()}]`, ["map-syntax"]],
    ["nested without end", "[".repeat(50_000), ["company-file-depth"]],
    ["with a key twice", "source: a\nsource: b", ["map-syntax"]],
    ["that is a list", "[a]", ["map-shape"]],
    ["with keys that there are not", `${phoneSystem}colums: {}`, ["map-key /colums"]],
    ["with fields that there are not", phoneSystem.replace("outcome:", "outcom:"), ["map-field /columns/outcom"]],
    ["with columns that the file has not", phoneSystem.replace("Agent", "Agnet"), ["map-column /columns/member"]],
    ["with a condition on one", phoneSystem.replace("column: Topic", "column: Topics"), ["map-column /where"]],
    ["with two conditions in one", phoneSystem.replace("not: Internal", "not: Internal, in: [a]"), ["map-shape /where"]],
    ["without a field that every record needs", phoneSystem.replace("  member: Agent\n", ""), ["map-missing /columns"]],
    ["with a field filled twice", phoneSystem.replace("kind: call", "kind: call, member: raj"), ["map-twice /constants/member"]],
    ["with a format that is none", phoneSystem.replace("M/d/yyyy", "M/D/YYYY"), ["map-format /columns/occurred_at/format"]],
    ["with a time but no zone", phoneSystem.replace(", zone: America/New_York", ""), ["map-zone /columns/occurred_at/zone"]],
    ["with a zone that is none", phoneSystem.replace("America/New_York", "Mars/Base"), ["tz-unknown /columns/occurred_at/zone"]],
    [
      "with a format where there is none to have",
      phoneSystem.replace("member: Agent", "member: { column: Agent, format: x }"),
      ["map-format /columns/member/format"],
    ],
    [
      "with a column named in two ways",
      phoneSystem.replace("member: Agent", "member: { column: Agent, from: [Agent] }"),
      ["map-shape /columns/member"],
    ],
  ])("is refused %s", async (_, map, expected) => {
    expect(await refusedFile(`${phoneHeader}\n1,raj,3/2/2026,9:05:06,0:03:41,Y,Sales`, { map })).toEqual(expected);
  });
});

test("batches are under way together, but a later state of a record waits until the earlier one is stored", async () => {
  const ids = Array.from({ length: 40 }, (_, index) => String((index * index) % 7));
  files += 1;
  const path = join(folder, `${files}.csv`);
  await writeFile(path, `${header}\n${ids.map(line).join("\n")}\n`);
  const underWay = new Set<string>();
  const begun: string[] = [];
  let most = 0;
  const outcome = await importFile(
    { from: { path }, fileName: "calls.csv", rejectedPath: `${path}.rejected.csv` },
    {
      fieldSet: activityFields,
      currency: "KRW",
      country: "KR",
      timeZone: "UTC",
      batchSize: 1,
      inFlight: 2,
      add: () => undefined,
      keyOf: ({ externalId }) => String(externalId),
      record: async ([item]): Promise<BatchAnswer> => {
        const id = String(Object(item).externalId);
        expect(underWay.has(id)).toBe(false);
        underWay.add(id);
        begun.push(id);
        most = Math.max(most, underWay.size);
        for (let turn = 0; turn < Number(id); turn += 1) await setImmediate();
        underWay.delete(id);
        return { rejected: [] };
      },
    },
  );
  expect(outcome).toMatchObject({ ok: true, value: { received: 40 } });
  expect(begun).toEqual(ids);
  expect(most).toBe(2);
});
