import { writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { branchActivities, branchCompany, pastedTargets } from "../../tests/branch-company.ts";
import { workbookOf } from "../../tests/fixtures/workbook.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { rmSync } from "node:fs";

const { database } = await testDatabase();
const product = await openCompany(database, branchCompany);
await product.record(branchActivities);

const folder = mkdtempSync(join(tmpdir(), "targets-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileWith = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const run = (language: string, ...commandLine: readonly string[]) => attainWith(over(database), ["--lang", language, ...commandLine]);

const sheet = fileWith("calls.tsv", pastedTargets);
const table = ["--table", "calls-2126"];

test("a pasted sheet is told first, then makes its table in one step, and the same again changes nothing", async () => {
  const preview = await run("en", "import", "targets", sheet, ...table, "--metric", "calls", "--dry-run");
  expect(preview.status).toBe(0);
  expect(preview.stdout).toContain("  adviser-1 2126-01: – → 100\n");
  expect(preview.stderr).toContain("The table calls-2126 would be made: targets of calls for each month.");
  expect(preview.stderr).toContain("Nothing was written; without --dry-run it is done.");

  const done = await run("en", "import", "targets", sheet, ...table, "--metric", "calls");
  expect(done.stderr).toContain("The table calls-2126 was made: targets of calls for each month.");
  expect(done.stderr).toContain("Columns left aside: 소속, 합계.");
  expect(done.stderr).toContain("Rows left aside, since they add up others: 20.");
  expect(done.stderr).toContain("targets 216: changed 216, unchanged 0");
  expect((await run("ko", "import", "targets", sheet, ...table)).stderr).toContain("목표치 216개: 변경 0, 그대로 216");
});

test("what is wrong in a sheet is named by row and column, and the exit code is 2", async () => {
  const wrong = fileWith("wrong.csv", "member,2126-01,2126-02\nadviser-1,12o,30\nadviser-99,1,2\n");
  const refused = await run("en", "import", "targets", wrong, ...table);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('row 2, 2126-01: "12o" is not a target. Write a number such as 250.');
  expect(refused.stderr).toMatch(/row 3, member: Nobody is called "adviser-99"\. Did you mean "adviser-\d+"\?/);
  expect((await run("ko", "import", "targets", wrong, ...table)).stderr).toContain('2행 2126-01: "12o"');
});

test("a table that is not there yet needs its metric, and options of other files are wrong usage", async () => {
  const missing = await run("en", "import", "targets", sheet, "--table", "calls-2127");
  expect(missing.status).toBe(2);
  expect(missing.stderr).toContain(
    'There is no table "calls-2127" yet. Did you mean "calls-2126"? To make it, say of which metric its targets are.',
  );
  expect((await run("en", "import", "targets", sheet)).stderr).toContain("Targets need --table.");
  expect((await run("en", "import", "targets", sheet, ...table, "--map", "m.yaml")).status).toBe(64);
  expect((await run("ko", "import", "members", sheet, ...table)).stderr).toContain("--table: 목표치(targets)에만 쓸 수 있습니다.");
});

test("a file of Excel's own is read in its encoding: UTF-16 with tabs, and EUC-KR", async () => {
  const text = "이름\t2126. 3.\r\n설계사 1\t1,234\r\n";
  const utf16 = fileWith("excel.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]));
  expect((await run("en", "import", "targets", utf16, ...table)).stderr).toContain("targets 1: changed 1, unchanged 0");
  const euckr = fileWith("excel.csv", Buffer.concat([Buffer.from("c0ccb8a7", "hex"), Buffer.from(",2126-03\r\nadviser-1,55\r\n")]));
  expect((await run("en", "import", "targets", euckr, ...table)).stderr).toContain("targets 1: changed 1, unchanged 0");
});

test("a workbook is read, a broken one refused by what it is, and lines of JSON are read", async () => {
  const cutOff = fileWith("cut.xlsx", Buffer.from("504b0304140000000800", "hex"));
  const refused = await run("en", "import", "targets", cutOff, ...table);
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("a part of the file is missing")]);
  // March and April 2126, as a spreadsheet keeps "Mar-26".
  const head = '<row><c t="str"><v>이름</v></c><c s="1"><v>82606</v></c><c s="1"><v>82637</v></c></row><row/>';
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="17"/></cellXfs>';
  const workbook = (rows: string): string =>
    fileWith("calls.xlsx", workbookOf({ sheets: [{ name: "Targets", rows: head + rows }], styles }));
  const row = (member: string, cell: string): string => `<row><c t="str"><v>${member}</v></c><c/>${cell}</row>`;
  const wrong = await run("en", "import", "targets", workbook(row("adviser-4", '<c t="str"><v>6x</v></c>')), ...table);
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('row 3, 2126-04-01: "6x" is not a target.')]);
  const read = await run("en", "import", "targets", workbook(row("adviser-4", "<c><v>61</v></c>")), ...table);
  expect(read.stderr).toContain("targets 1: changed 1, unchanged 0");
  const lines = fileWith(
    "calls.ndjson",
    '{"member": "adviser-2", "period": "2126-03", "target": 7}\n{"member": "adviser-3", "period": "2126-03", "target": null}\n',
  );
  expect((await run("en", "import", "targets", lines, ...table)).stderr).toContain("targets 2: changed 2, unchanged 0");
});

test("the tables are listed, and show-targets shows one as it was in force, and every word with who said it", async () => {
  expect((await run("en", "list-target-tables")).stdout).toBe("calls-2126 · calls-2126 · calls · month\n");
  const one = await run("en", "show-targets", "calls-2126", "--member", "adviser-1", "--on", "2126-03-10", "--history", "5");
  expect(one.stdout).toMatch(/ {13}2126-03\n {2}adviser-1 {7}55\nHistory\n/);
  expect(one.stdout).toMatch(/UTC {2}adviser-1 2126-03: 55 \(.+\)\n.+: 1234 \(.+\)\n.+: 102 \(.+\)\n$/);
  const { history } = JSON.parse(
    (await run("en", "--json", "show-targets", "calls-2126", "--member", "adviser-1", "--on", "2126-03-10", "--history", "5")).stdout,
  ) as { history: { at: string }[] };
  const then = await run(
    "ko",
    "show-targets",
    "calls-2126",
    "--member",
    "adviser-1",
    "--on",
    "2126-03-10",
    "--as-of",
    history[2]?.at ?? "",
  );
  expect(then.stdout).toMatch(/adviser-1 {6}102\n/);
  expect((await run("en", "show-targets", "calls")).stderr).toContain('There is no target table "calls".');
});

test("attainment shows what teams are asked themselves beside what their members are", async () => {
  const english = (await run("en", "attainment", "--on", "2026-03-31")).stdout;
  expect(english).toContain("Teams' quotas · March 2026 (2026-03-01 – 2026-03-31) · 0 of 1 met\n");
  expect(english).toMatch(/Seoul branch {2}missed {4}Contracts\s+28 \/ 100 {2}█+░+ {2}72 short · members' own targets 90 \(\+10\)\n/);
  expect(english).toMatch(/members with 1 or more: Contracts\s+12 \/ 12 {2}█+ {2}of 18 members\n/);
  const korean = (await run("ko", "attainment", "--on", "2026-03-31")).stdout;
  expect(korean).toContain("팀 할당량 · 2026년 3월 (2026-03-01 – 2026-03-31) · 1개 중 0개 달성\n");
  expect(korean).toMatch(/계약 1 이상 구성원\s+12 \/ 12 {2}█+ {2}전체 18명\n/);
});

test("explain-team tells who gave a team its number, and on which days", async () => {
  const english = (await run("en", "explain-team", "seoul", "contracts", "--on", "2026-03-31")).stdout;
  expect(english).toContain("seoul · contracts · March 2026: 28 (18 reps)\n  Jiwoo Han   4  2026-03-01 – 2026-03-15\n  Adviser 1   2\n");
  expect((await run("ko", "explain-team", "busan", "contracts", "--on", "2026-03-31")).stdout).toBe(
    "busan · contracts · 2026년 3월: 7 (영업 담당 0명)\n  한지우  7  2026-03-16 – 2026-03-31\n",
  );
});
