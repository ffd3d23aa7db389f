import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { callCenter, csvOf, FIRST_SERIAL, type CallCenter } from "../../tests/call-center.ts";
import { workbookOf } from "../../tests/fixtures/workbook.ts";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-mapped-"));
afterAll(() => rmSync(folder, { recursive: true }));

let companies = 0;
/** A company of its own for a test, with what its command lines say. */
const fresh = async (country = "US", members: readonly unknown[] = []) => {
  companies += 1;
  const id = `mapped-${companies}`;
  const timeZone = country === "KR" ? "Asia/Seoul" : "America/New_York";
  const { companyId } = await openCompany(database, {
    company: { id, name: id, country, timeZone, currency: country === "KR" ? "KRW" : "USD" },
    members,
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  const language = country === "KR" ? "ko" : "en";
  const attain = (...commandLine: readonly string[]): Promise<Ended> =>
    attainWith(over(database), ["--lang", language, "--company", id, ...commandLine]);
  const answering = (answer: string, ...commandLine: readonly string[]): Promise<Ended> =>
    attainWith(over(database), ["--lang", language, "--company", id, ...commandLine], { answer });
  const stored = async (): Promise<number> =>
    inCompany(database, companyId, async (tx) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*)::integer as count from activities where company_id = ${companyId}`.execute(tx);
      return rows[0]?.count ?? 0;
    });
  return { companyId, attain, answering, stored };
};

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Calls, answered calls and seconds of talk by agent and month, from the cells as they stand. */
const fromCells = ({ rows }: CallCenter): readonly string[] => {
  const totals = new Map<string, { calls: number; answered: number; seconds: number }>();
  for (const [, agent = "", serial, , , answered, , , talk = ""] of rows) {
    // 1 January, 1 February and 1 March 2026 are the days 0, 31 and 59 of the year.
    const day = Number(serial) - FIRST_SERIAL;
    const month = day < 31 ? "2026-01" : day < 59 ? "2026-02" : "2026-03";
    const [hours = 0, minutes = 0, seconds = 0] = talk.split(":").map(Number);
    const key = `${agent.toLowerCase()} ${month}`;
    const before = totals.get(key) ?? { calls: 0, answered: 0, seconds: 0 };
    totals.set(key, {
      calls: before.calls + 1,
      answered: before.answered + (answered === "Y" ? 1 : 0),
      seconds: before.seconds + hours * 3600 + minutes * 60 + seconds,
    });
  }
  return [...totals].map(([key, { calls, answered, seconds }]) => `${key}: ${calls}, ${answered}, ${seconds}`).toSorted();
};

const fromLog = (companyId: number): Promise<readonly string[]> =>
  inCompany(database, companyId, async (tx) => {
    const { rows } = await sql<{ line: string }>`
      select format('%s %s: %s, %s, %s', m.id, to_char(a.local_day, 'YYYY-MM'), count(*), count(*) filter (where a.outcome = 'connected'),
        sum(a.duration_seconds)) as line
      from activities a join members m on m.company_id = a.company_id and m.member_number = a.member_number
      where a.company_id = ${companyId} and a.kind = 'call'
      group by m.id, to_char(a.local_day, 'YYYY-MM') order by 1`.execute(tx);
    return rows.map(({ line }) => line).toSorted();
  });

test("5,000 calls with serials, Y and N and talk times are imported by the proposed map with one confirmation, and total what the cells total", async () => {
  const { companyId, answering, stored } = await fresh();
  const calls = callCenter(5000);
  const file = write("Call-Center-Dataset.csv", csvOf(calls));
  const imported = await answering("y\n", "import", "activities", file, "--add-members");
  expect(imported.stderr).toMatch(/Import these 5,000 records\? \[y\/N\]/);
  expect(imported.stderr.match(/\[y\/N\]/g)).toHaveLength(1);
  expect(imported.stdout).toBe("accepted 5,000, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 0)\n");
  expect(imported.status).toBe(0);
  expect(await stored()).toBe(5000);
  expect(await fromLog(companyId)).toEqual(fromCells(calls));
});

/** The same calls as a workbook: with the formats of a spreadsheet, or as the bare numbers below them. */
const workbookFrom = ({ header, rows }: CallCenter, isFormatted: boolean): Buffer => {
  const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const number = (value: string, style: number): string => `<c${isFormatted && style > 0 ? ` s="${style}"` : ""}><v>${value}</v></c>`;
  const dayShare = (talk: string): string => {
    const [hours = 0, minutes = 0, seconds = 0] = talk.split(":").map(Number);
    return String((hours * 3600 + minutes * 60 + seconds) / 86_400);
  };
  const cellOf = (cell: string, column: number): string => {
    if (column === 2) return number(cell, 1);
    if (column === 3) return number(cell, 2);
    if (column === 8) return isFormatted ? number(dayShare(cell), 3) : text(cell);
    return cell === "" ? "<c/>" : /^\d+$/.test(cell) ? number(cell, 0) : text(cell);
  };
  const lines = [
    `<row>${text("Call log 2026")}</row>`,
    "<row/>",
    `<row>${header.map(text).join("")}</row>`,
    ...rows.map((row) => `<row>${row.map(cellOf).join("")}</row>`),
  ];
  return workbookOf({
    sheets: [
      { name: "Notes", rows: `<row>${text("As exported on Monday")}</row>` },
      { name: "Calls", rows: lines.join("") },
    ],
    styles: `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/><xf numFmtId="46"/></cellXfs>`,
  });
};

test.each([true, false])(
  "the same calls as a workbook below a title total the same, with the formats of a spreadsheet: %s",
  async (isFormatted) => {
    const { companyId, attain } = await fresh();
    const calls = callCenter(5000, isFormatted ? 7 : 8);
    const file = join(folder, `calls-${isFormatted}.xlsx`);
    writeFileSync(file, workbookFrom(calls, isFormatted));
    const imported = await attain("import", "activities", file, "--yes", "--add-members");
    expect(imported.stdout).toBe("accepted 5,000, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 0)\n");
    expect(await fromLog(companyId)).toEqual(fromCells(calls));
  },
);

const small = callCenter(30);
const smallFile = write("small.csv", csvOf(small));

test("whoever says no, or nothing, has stored nothing and added nobody", async () => {
  const { attain, answering, stored } = await fresh();
  const refused = await answering("n\n", "import", "activities", smallFile, "--add-members");
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toMatch(/Nothing was stored\. With --yes the file is imported as shown/);
  expect(await answering("", "import", "activities", smallFile)).toMatchObject({ status: 2 });
  expect(await stored()).toBe(0);
  expect((await attain("list-members", "--json")).stdout).not.toMatch(/diane/);
});

test("with nobody to ask it is shown on stdout and refused", async () => {
  const { attain, stored } = await fresh();
  const shown = await attain("import", "activities", smallFile);
  expect(shown.status).toBe(2);
  expect(shown.stdout).toMatch(/Call Id +external_id +99 % +Its name says so/);
  expect(shown.stdout).toMatch(/Not read: Resolved, Speed of answer in seconds, Satisfaction rating\./);
  expect(shown.stderr).toMatch(/Nothing was stored/);
  const json = await attain("import", "activities", smallFile, "--json");
  expect(json.status).toBe(2);
  expect(JSON.parse(json.stdout)).toMatchObject({ preview: { what: "activities", canImport: true, kinds: { call: 30 }, rows: 30 } });
  expect(await stored()).toBe(0);
});

test("records of people whom nobody knows are stored, and it is said how they count", async () => {
  const { attain, stored } = await fresh("US", [{ id: "di", name: "Diane" }]);
  const imported = await attain("import", "activities", smallFile, "--yes");
  expect(imported.status).toBe(0);
  expect(imported.stdout).toBe("accepted 30, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 30)\n");
  expect(imported.stderr).toMatch(/30 records are of nobody yet: .*Import again with --add-members/);
  // The same file again, and now they are somebody's; who has the name of a member is that member.
  const again = await attain("import", "activities", smallFile, "--yes", "--add-members");
  expect(again.stdout).toBe("accepted 0, duplicate 30, revised 0, stale 0, rejected 0 (unattributed 0)\n");
  expect(again.stderr).toMatch(/30 records that waited are theirs now/);
  expect(await stored()).toBe(30);
});

const ambiguousFile = write(
  "outbound calls.csv",
  [
    "Date,Rep,Phone,Result",
    ...Array.from({ length: 12 }, (_, row) => `0${(row % 8) + 1}/0${(row % 9) + 1}/2026 10:0${row % 10},Ann,212-555-01${row + 10},Busy`),
  ].join("\n"),
);

test("what only a person can say is asked, and --yes does not say it", async () => {
  const { attain, stored } = await fresh("DE");
  const open = await attain("import", "activities", ambiguousFile, "--yes");
  expect(open.status).toBe(2);
  expect(open.stderr).toMatch(
    /Nothing was stored\. First say:\nWhich day is .* in “Date”\?\n {2}day-first +\d+ \w+ 2026\n {2}month-first +\d+ \w+ 2026\n {2}Choose with --answer date-order=…/,
  );
  expect(await stored()).toBe(0);
  const wrong = await attain("import", "activities", ambiguousFile, "--yes", "--answer", "date-order=noon");
  expect(wrong).toMatchObject({ status: 2 });
  expect(wrong.stderr).toMatch(/"noon" is no answer to "date-order". Choose one of day-first, month-first\./);
  const unasked = await attain("import", "activities", ambiguousFile, "--yes", "--answer", "date-ordr=day-first");
  expect(unasked.stderr).toMatch(/raises no question "date-ordr". Did you mean "date-order"\?/);
  expect(await stored()).toBe(0);
  const answered = await attain("import", "activities", ambiguousFile, "--yes", "--answer", "date-order=day-first");
  expect(answered.stdout).toMatch(/^accepted 12,/);
});

test("the printed map is one that --map takes, to the same end", async () => {
  const { companyId, attain, stored } = await fresh();
  const printed = await attain("import", "activities", smallFile, "--print-map");
  expect(printed.status).toBe(0);
  expect(printed.stdout).toBe(`source: small
columns:
  external_id: Call Id
  member: Agent
  occurred_at: { date: Date, time: Time, format: excel, zone: company }
  duration_seconds: { column: AvgTalkDuration, format: auto }
  outcome: { column: Answered (Y/N), values: { Y: connected, N: no_answer } }
  subject: Topic
constants:
  kind: call
`);
  expect(await stored()).toBe(0);
  const map = write("small.yaml", printed.stdout);
  expect((await attain("import", "activities", smallFile, "--map", map, "--add-members")).stdout).toMatch(/^accepted 30,/);
  expect(await fromLog(companyId)).toEqual(fromCells(small));
  expect((await attain("import", "activities", smallFile, "--yes")).stdout).toMatch(/^accepted 0, duplicate 30,/);
});

test("a saved map reads the next file with its columns, and can be listed, shown and forgotten", async () => {
  const { attain } = await fresh();
  expect((await attain("list-import-maps")).stderr).toMatch(/No map is saved/);
  const first = await attain("import", "activities", smallFile, "--yes", "--save-map", "Phone system");
  expect(first.stderr).toMatch(/The map is saved as “Phone system” \(phone-system\)/);
  const april = callCenter(20, 11);
  const wider = { header: ["Mood", ...april.header], rows: april.rows.map((row) => ["good", ...row]) };
  const next = await attain("import", "activities", write("april.csv", csvOf(wider)), "--yes");
  expect(next.stderr).toMatch(/Read by the map “Phone system”, saved on \d{4}-\d\d-\d\d\./);
  expect(next.stderr).toMatch(/Not read: Mood,/);
  // Its source is the first file's: the ids are those of the same system.
  expect(next.stdout).toMatch(/^accepted 0, duplicate \d+, revised \d+, stale 0, rejected 0/);
  const listed = await attain("list-import-maps");
  expect(listed.stdout).toMatch(/^phone-system · Phone system · activities · 10 columns · saved by .* · used last /);
  expect((await attain("show-import-map", "phone-system")).stdout).toMatch(/^source: small\n/);
  expect((await attain("delete-import-map", "phone-systen")).stderr).toMatch(/no import map "phone-systen".*Did you mean "phone-system"\?/);
  expect((await attain("delete-import-map", "phone-system")).status).toBe(0);
  expect((await attain("import", "activities", smallFile)).stdout).toMatch(/No map is known for these columns/);
});

test("a complete load by a proposed map shows the map and what it would void, and asks once", async () => {
  const { answering, stored } = await fresh();
  await answering("y\n", "import", "activities", smallFile);
  const fewer = write("small (1).csv", csvOf({ ...small, rows: small.rows.slice(0, 28) }));
  const load = ["import", "activities", fewer, "--complete", "2026-01-01..2026-04-01"];
  const asked = await answering("n\n", ...load);
  expect(asked.status).toBe(2);
  expect(asked.stderr).toMatch(/Call Id +external_id/);
  expect(asked.stderr.match(/\[y\/N\]/g)).toHaveLength(1);
  expect(asked.stderr).toMatch(/Record the file and void 2\?/);
  expect((await answering("y\n", ...load)).stdout).toMatch(/duplicate 28.*\nvoided 2\n/);
  expect(await stored()).toBe(30);
});

test("prospects, members and leaves with other names of columns are imported alike", async () => {
  const { attain } = await fresh("KR");
  const staff = write(
    "직원명부.csv",
    "사번,성명,이메일,입사일\n1001,김철수,kim@x.example,2020. 3. 2.\n1002,이영희,lee@x.example,2021. 4. 1.\n",
  );
  expect((await attain("import", "members", staff, "--yes")).stdout).toBe("추가 2, 변경 0, 그대로 0, 거부 0\n");
  const away = write(
    "휴가.csv",
    "신청자 사번,휴가구분,시작일,종료일\n1001,휴가,2026. 3. 16.,2026. 3. 17.\n1002,병가,2026. 3. 18.,2026. 3. 18.\n",
  );
  expect((await attain("import", "leaves", away, "--yes")).stdout).toBe("추가 2, 그대로 0, 거부 0\n");
  const customers = write(
    "고객.csv",
    "고객명,휴대폰,담당자,고객상태\n박하나,010-1234-5678,1001,prospect\n최두리,010-2345-6789,1002,customer\n",
  );
  const prospects = await attain("import", "prospects", customers, "--yes");
  expect(prospects.stdout).toBe("추가 2, 변경 0, 그대로 0, 거부 0\n");
  expect(prospects.stderr).toMatch(/고객명 +name +99 % +열 이름이 그렇습니다/);
});

test("a text file with a title above, subtotals and a total reads the records alone, and says so", async () => {
  const { attain } = await fresh("KR");
  const text = `3월 통화 내역,,,
,,,
상담원,통화일시,전화번호,건수
김철수,2026. 3. 2. 오전 9:05,010-1234-5678,1
김철수,2026. 3. 2. 오후 1:20,010-1234-5679,1
소계,,,2
이영희,2026. 3. 3. 오전 10:00,010-1234-5680,1
소계,,,1
합계,,,3
`;
  const imported = await attain("import", "activities", write("통화내역_3월.csv", text), "--yes", "--add-members");
  expect(imported.stdout).toBe("접수 3, 중복 0, 정정 0, 이전 상태 0, 거부 0 (담당자 미확인 0)\n");
  expect(imported.stderr).toMatch(/다른 행을 더한 3행\(소계·합계\)은 뺍니다: 6, 8, 9행\./);
  expect(imported.stderr).toMatch(/기록을 구별하는 열: 통화일시, 상담원, 전화번호\./);
});

test("a sheet with a column for each day gives a day's totals, of the month that it says or that somebody answers", async () => {
  const { attain, stored } = await fresh("KR", [
    { id: "kim", name: "김철수", code: "김철수" },
    { id: "lee", name: "이영희", code: "이영희" },
  ]);
  const text = "담당자,1,2,3,4,5,합계\n김철수,3,4,5,6,7,25\n이영희,1,1,0,1,1,4\n";
  const file = write("통화 건수.csv", text);
  const open = await attain("import", "activities", file, "--yes");
  expect(open.status).toBe(2);
  expect(open.stderr).toMatch(/먼저 정하세요:\n열에 적힌 날짜는 몇 월입니까\?/);
  expect(await stored()).toBe(0);
  const answered = await attain("import", "activities", file, "--yes", "--answer", "month=2026-02");
  expect(answered.stdout).toBe("접수 9, 중복 0, 정정 0, 이전 상태 0, 거부 0 (담당자 미확인 0)\n");
  expect(answered.stderr).toMatch(/2026-02-01부터 2026-02-05까지/);
  const titled = write("통화 건수 보고.csv", `2026년 3월 통화,,,,,,\n${text}`);
  const march = await attain("import", "activities", titled, "--yes");
  expect(march.stderr).toMatch(/2026-03-01부터 2026-03-05까지/);
});
