import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Outcome } from "../domain/refusal.ts";
import { workbookOf } from "../../tests/fixtures/workbook.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "./apply-company.ts";
import { importActivities, type ActivitiesImport } from "./import-activities.ts";
import { listActivities } from "./list-activities.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-layout-"));
afterAll(() => rm(folder, { recursive: true }));

const applied = await applyCompany(
  database,
  `
company: { id: hanbit, name: 한빛, country: KR, timeZone: Asia/Seoul, currency: KRW }
members: [ { id: minji, name: 김민지, code: 김민지 }, { id: junho, name: 이준호, code: 이준호 } ]
metrics: [ { id: calls, name: Calls, where: kind == "call" } ]
`,
  { by: "test" },
);
if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
const companyId = applied.value.companyId ?? 0;

let files = 0;
const importText = async (text: string, map: string): Promise<Outcome<ActivitiesImport>> => {
  files += 1;
  const path = join(folder, `${files}.csv`);
  await writeFile(path, text);
  return importActivities(database, companyId, { from: { path }, fileName: "sheet.csv", map, rejectedPath: `${path}.rejected.csv` });
};

const taken = async (text: string, map: string): Promise<ActivitiesImport> => {
  const outcome = await importText(text, map);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const recorded = async (source: string): Promise<readonly string[]> => {
  const found = await listActivities(database, companyId, { source, limit: 200 });
  if (!found.ok) throw new Error(JSON.stringify(found.refusals));
  return found.value.activities.map((each) => JSON.stringify(each));
};

const monthly = (cell: string): string => `영업1팀 통화 현황,,,,,,
2026년 3월,,,,,,
,,,,,,
담당자,1,2,3,4,5,합계
,일,월,화,수,목,
김민지,,15,12,,${cell},36
이준호,,3,-,0,8,11
소계,,18,12,,17,47
`;
const monthlyMap = `
source: sheet
headerRow: [4, 5]
skipRows: auto
unpivot: { columns: ["1", "2", "3", "4", "5"], name: 날, value: 건수, month: title }
columns: { member: 담당자, occurred_on: 날, quantity: 건수 }
constants: { kind: call, total: true }
`;

describe("a sheet with a column for each day is imported as daily totals:", () => {
  test("each cell once, and nothing else of the sheet", async () => {
    const report = await taken(monthly("9"), monthlyMap);
    expect(report).toMatchObject({ received: 5, accepted: 5, rejected: 0, unattributed: 0 });
    expect(report.notes.map(({ code }) => code)).toEqual(["rows-titles", "columns-unpivoted", "rows-subtotals"]);
  });
  test("the same sheet again changes nothing, and a corrected cell replaces", async () => {
    expect(await taken(monthly("9"), monthlyMap)).toMatchObject({ received: 5, duplicates: 5 });
    expect(await taken(monthly("10"), monthlyMap)).toMatchObject({ received: 5, duplicates: 4, revised: 1 });
    expect(await recorded("sheet")).toHaveLength(5);
  });
  test("a cell that is no number is rejected, and is taken once it is mended", async () => {
    const april = monthly("many").replace("2026년 3월", "2026년 4월");
    // April began on a Wednesday: the sheet was copied, and its weekdays with it.
    expect(await importText(april, monthlyMap)).toMatchObject({ refusals: [{ code: "map-weekdays", values: { found: "2026-04" } }] });
    const wrong = await taken(april.replace("일,월,화,수,목", "수,목,금,토,일"), monthlyMap);
    expect(wrong).toMatchObject({ received: 5, accepted: 4, rejected: 1, rejections: [{ row: 6 }] });
    const mended = (await readFile(wrong.rejectedFile ?? "", "utf8")).replace(",many,", ",7,");
    expect(await taken(mended, monthlyMap)).toMatchObject({
      received: 1,
      accepted: 1,
    });
  });
});

describe("a workbook needs to be told less:", () => {
  const cell = (value: string): string =>
    value === "" ? "<c/>" : /^\d+$/.test(value) ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const workbook = (drawn: string): Buffer =>
    workbookOf({
      sheets: [
        { name: "안내", rows: `<row>${cell("이 파일은 활동 보고용입니다")}</row>` },
        {
          name: "3월",
          rows: drawn
            .split("\n")
            .map((line, index) => `<row r="${index + 1}">${line.split(",").map(cell).join("")}</row>`)
            .join(""),
        },
      ],
    });
  const map = `
source: weekly
columns:
  member: 담당자
  occurred_on: { column: 날짜, format: auto }
  quantity: { column: 통화 (건), format: auto }
constants: { kind: call, total: true }
`;
  const importWorkbook = async (drawn: string): Promise<ActivitiesImport> => {
    const path = join(folder, "weekly.xlsx");
    await writeFile(path, workbook(drawn));
    const outcome = await importActivities(database, companyId, {
      from: { path },
      fileName: "weekly.xlsx",
      map,
      rejectedPath: `${path}.rejected.csv`,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    return outcome.value;
  };
  test("its sheet, its header, its subtotals and its merged labels are found", async () => {
    const report = await importWorkbook(
      "주간 활동 보고,,\n,,\n담당자,날짜,통화\n,,(건)\n김민지,2026. 3. 2.,15\n,2026. 3. 3.,12\n소계,,27\n이준호,2026. 3. 2.,8건\n,2026. 3. 3.,9\n소계,,17\n합계,,44",
    );
    expect(report).toMatchObject({ received: 4, accepted: 4, rejected: 0, unattributed: 0 });
    expect(
      report.notes.map(({ code, values }) => [code, values["rows"] ?? values["found"] ?? values["columns"] ?? values["count"]]),
    ).toEqual([
      ["sheet-chosen", "3월"],
      ["rows-titles", undefined],
      ["columns-filled", "담당자"],
      ["rows-subtotals", "7, 10, 11"],
    ]);
    const all = (await recorded("weekly")).join("\n");
    expect(all.split('"minji"').length + all.split('"junho"').length).toBeGreaterThan(4);
  });
});

describe("what people write in cells is read as the map's formats say:", () => {
  const calls = `
source: pbx
columns:
  external_id: 번호
  member: 상담사
  kind: 구분
  occurred_at: { date: 일자, time: 시각, format: auto, zone: Asia/Seoul, year: 2026 }
  duration_seconds: { column: 통화시간, format: auto }
  prospect: { column: 연락처, format: phone }
  amount: { column: 금액, format: auto }
constants: { currency: KRW }
`;
  test("dates, times, durations, telephone numbers and money", async () => {
    const text = `번호,상담사,구분,일자,시각,통화시간,연락처,금액
1,김민지,call,2026. 3. 2.,오전 9:05,3분 41초,1012345678,150만원
2,이준호,call,3월 2일(월),오후 1시 20분,0:00:41,02-312-3456 내선 3,"₩1,234,000"
`;
    expect(await taken(text, calls)).toMatchObject({ accepted: 2, rejected: 0 });
    const [first = "", second = ""] = (await recorded("pbx")).toSorted((a, b) => Number(b.includes('"1"')) - Number(a.includes('"1"')));
    for (const found of ["2026-03-02T00:05:00", "221", "1500000"]) expect(first).toContain(found);
    for (const found of ["2026-03-02T04:20:00", "41", "1234000"]) expect(second).toContain(found);
  });

  test.each([
    ["a date that can be read in two ways refuses the file", "03/04/2026", "date-ambiguous"],
    ["and so does one without a year where the map names none", "3월 2일", "date-year"],
  ])("%s", async (_, date, code) => {
    const text = `번호,상담사,구분,일자,시각,통화시간,연락처,금액\n9,김민지,call,${date},9:05,,,\n`;
    const outcome = await importText(text, calls.replace(", year: 2026", ""));
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code }] });
  });

  test("a date on another weekday than it says is rejected", async () => {
    const text = `번호,상담사,구분,일자,시각,통화시간,연락처,금액\n9,김민지,call,2026. 3. 2. (화),9:05,,,\n`;
    const report = await taken(text, calls);
    expect(report.rejections.flatMap(({ refusals }) => refusals.map(({ code }) => code))).toEqual(["date-weekday"]);
  });

  test("an amount whose sign names another currency than its column is rejected", async () => {
    const map = calls.replace("constants: { currency: KRW }", "").replace("  amount:", "  currency: 통화\n  amount:");
    const text = `번호,상담사,구분,일자,시각,통화시간,연락처,금액,통화\n9,김민지,call,2026. 3. 2.,9:05,,,₩500,USD\n10,김민지,call,2026. 3. 2.,9:05,,,₩500,\n`;
    const report = await taken(text, map);
    expect(report).toMatchObject({ accepted: 1, rejected: 1 });
    expect(report.rejections.flatMap(({ row, refusals }) => [row, ...refusals.map(({ code }) => code)])).toEqual([2, "currency-conflict"]);
  });
});
