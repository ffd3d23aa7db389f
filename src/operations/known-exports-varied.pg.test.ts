import { expect, test } from "vitest";
import { dayOfCivil } from "../domain/civil.ts";
import { CsvSplitter } from "./files/formats/csv-rows.ts";
import { workbookOf } from "../../tests/fixtures/workbook.ts";
import { importing, people, specimen } from "../../tests/specimens.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const importText = importing(database);
const imported = (name: string, text: string | Buffer) => importText(people("US", "America/New_York", "USD"), name, text);

type Cells = readonly string[];

const rowsOf = (text: string): readonly Cells[] => {
  const splitter = new CsvSplitter(",", "\n");
  return [...splitter.push(text), ...splitter.end()].map(({ cells }) => cells);
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const written = (rows: readonly Cells[]): string => rows.map((row) => row.map(quoted).join(",")).join("\n");

const renamed = (text: string, names: Readonly<Record<string, string>>): string => {
  const [header = [], ...rows] = rowsOf(text);
  for (const name of Object.keys(names)) expect(header).toContain(name);
  return written([header.map((name) => names[name] ?? name), ...rows]);
};

const without = (text: string, column: string): string => {
  const rows = rowsOf(text);
  const at = rows[0]?.indexOf(column) ?? -1;
  expect(at).toBeGreaterThanOrEqual(0);
  return written(rows.map((row) => row.filter((_, index) => index !== at)));
};

/** Two columns that nobody knows, one in front of all. */
const widened = (text: string): string =>
  written(rowsOf(text).map((row, index) => [index === 0 ? "Region" : "East", ...row, index === 0 ? "Memo" : "—"]));

const inKorean = (text: string, header: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): string => {
  const [names = [], ...rows] = rowsOf(text);
  expect(names.filter((name) => header[name] === undefined)).toEqual([]);
  return written([names.map((name) => header[name] ?? ""), ...rows.map((row) => row.map((cell) => values[cell] ?? cell))]);
};

type Variation = {
  /** To another name that the vendor uses, spaced and cased as people do. */
  readonly renamed: Readonly<Record<string, string>>;
  /** A column, and what its lines become without it. */
  readonly missing: string;
  readonly lineWithout: (line: string) => string;
  readonly korean: Readonly<Record<string, string>>;
  readonly koreanValues: Readonly<Record<string, string>>;
};

const sameLine = (line: string): string => line;
const noOutcome = (line: string): string => line.replace(/^(\S+ \S+ \S+ \S+) .*(: \d+)$/, "$1 -$2");

const variations: Readonly<Record<string, Variation>> = {
  "salesforce-task-report.csv": {
    renamed: { Assigned: "assigned to", Date: "Due Date", "Company / Account": "Company/Account" },
    missing: "Call Result",
    lineWithout: noOutcome,
    korean: {
      Subject: "제목",
      Date: "마감일",
      Priority: "우선순위",
      Status: "상태",
      Task: "작업",
      "Company / Account": "회사 / 계정",
      Contact: "연락처",
      Lead: "리드",
      Assigned: "할당 대상",
      "Task Subtype": "작업 하위 유형",
      Type: "유형",
      "Call Type": "통화 유형",
      "Call Duration": "통화 기간",
      "Call Result": "통화 결과",
      "Created Date": "생성일",
    },
    koreanValues: { Outbound: "아웃바운드", Inbound: "인바운드", Completed: "완료됨", "Not Started": "시작 안 됨", Other: "기타" },
  },
  "salesforce-event-report.csv": {
    renamed: { Start: "Start Date/Time", End: "End Date/Time", "Activity ID": "EVENT ID" },
    missing: "Duration",
    lineWithout: sameLine,
    korean: {
      Subject: "제목",
      Date: "날짜",
      Start: "시작",
      End: "종료",
      "All-Day Event": "종일 이벤트",
      Duration: "기간(분)",
      Location: "위치",
      "Event Subtype": "이벤트 하위 유형",
      Type: "유형",
      "Company / Account": "회사 / 계정",
      Contact: "연락처",
      Assigned: "할당 대상",
      "Activity ID": "활동 ID",
    },
    koreanValues: { Meeting: "회의", "Site Visit": "방문", "3/2/2026, 10:00 AM": "2026. 3. 2. 오전 10:00" },
  },
  "hubspot-calls.csv": {
    renamed: { "Call outcome": "hs_call_disposition", "Record ID": "record id", "Activity assigned to": "HubSpot Owner ID" },
    missing: "Call outcome",
    lineWithout: noOutcome,
    korean: {
      "Record ID": "레코드 ID",
      "Call title": "통화 제목",
      "Activity date": "활동 날짜",
      "Activity assigned to": "활동 담당자",
      "Call direction": "통화 방향",
      "Call duration": "통화 시간",
      "Call outcome": "통화 결과",
      "Call status": "통화 상태",
      "To number": "수신 번호",
      "From number": "발신 번호",
    },
    koreanValues: { Outbound: "발신", Inbound: "수신", Connected: "연결됨", "No answer": "응답 없음", Scheduled: "예약됨" },
  },
  "hubspot-emails.csv": {
    renamed: { "Email send status": "hs_email_status", "Email to address": "To Email" },
    missing: "Email subject",
    lineWithout: sameLine,
    korean: {
      "Record ID": "레코드 ID",
      "Email subject": "이메일 제목",
      "Activity date": "활동 날짜",
      "Activity assigned to": "활동 담당자",
      "Email direction": "이메일 방향",
      "Email send status": "이메일 전송 상태",
      "Email from address": "보내는 사람 이메일",
      "Email to address": "받는 사람 이메일",
    },
    koreanValues: { BOUNCED: "반송됨", SCHEDULED: "예약됨", EMAIL: "보낸 이메일", INCOMING_EMAIL: "받은 이메일" },
  },
  "pipedrive-activities.csv": {
    renamed: { "Activity - ID": "ID", "Activity - Assigned to user": "Assigned To User", "Activity - Done": "activity - done" },
    missing: "Activity - Duration",
    lineWithout: sameLine,
    korean: {
      "Activity - ID": "활동 - ID",
      "Activity - Type": "활동 - 유형",
      "Activity - Subject": "활동 - 제목",
      "Activity - Due date": "활동 - 마감일",
      "Activity - Due time": "활동 - 마감 시간",
      "Activity - Duration": "활동 - 기간",
      "Activity - Done": "활동 - 완료",
      "Activity - Marked as done time": "활동 - 완료 시간",
      "Activity - Assigned to user": "활동 - 담당 사용자",
      "Activity - Deal": "활동 - 거래",
      "Activity - Person": "활동 - 담당자 연락처",
      "Activity - Organization": "활동 - 조직",
    },
    koreanValues: { Call: "통화", Meeting: "미팅", Email: "이메일", Lunch: "점심", Task: "작업", Done: "완료", "To do": "할 일" },
  },
  "outreach-calls.csv": {
    renamed: { dialedAt: "DIALED_AT", answeredAt: "ANSWERED_AT", completedAt: "COMPLETED_AT", id: "ID" },
    missing: "callDisposition",
    lineWithout: (line) =>
      line.replace(/ (conversation|appointment_set|Asked for pricing):/, " answered:").replace(" voicemail:", " no_answer:"),
    korean: {
      id: "통화 ID",
      createdAt: "만든 시각",
      dialedAt: "발신 시각",
      answeredAt: "응답 시각",
      completedAt: "종료 시각",
      direction: "방향",
      from: "발신 번호",
      to: "수신 번호",
      outcome: "결과",
      state: "상태",
      callDisposition: "통화 결과 유형",
      callPurpose: "통화 목적",
      sequenceAction: "시퀀스 작업",
      user: "사용자",
      prospect: "잠재 고객",
    },
    koreanValues: { outbound: "발신", inbound: "수신", Answered: "응답", "Not Answered": "무응답" },
  },
  "salesloft-calls.csv": {
    renamed: { created_at: "Created At", user: "User email", called_person: "Person Name" },
    missing: "sentiment",
    lineWithout: sameLine,
    korean: {
      id: "통화 ID",
      created_at: "통화 일시",
      updated_at: "수정 일시",
      user: "사용자",
      to: "전화번호",
      duration: "통화 시간",
      disposition: "통화 처리 결과",
      sentiment: "통화 반응",
      called_person: "상대방",
      cadence: "케이던스",
    },
    koreanValues: { Connected: "연결됨", "No Answer": "부재" },
  },
  "aircall-calls.csv": {
    renamed: { "duration (in call)": "In-Call Duration", "call id (internal)": "Call ID (internal)" },
    missing: "voicemail",
    lineWithout: (line) => line.replace(" voicemail:", " no_answer:"),
    korean: {
      line: "회선",
      "datetime (tz offset incl.)": "일시(번호 시간대)",
      "number timezone": "번호 시간대",
      "datetime (utc)": "일시(UTC)",
      country_code: "국가 코드",
      direction: "방향",
      from: "발신",
      to: "수신",
      answered: "응답",
      missed_call_reason: "부재 사유",
      user: "사용자",
      "duration (total)": "전체 시간",
      "duration (in call)": "통화 시간(실제)",
      voicemail: "음성사서함",
      recording: "녹음",
      comments: "메모",
      tags: "태그",
      team: "팀",
      "call direction - type": "통화 방향 - 유형",
      "customer number": "고객 번호",
      "call id (internal)": "통화 ID",
    },
    koreanValues: { outbound: "발신", inbound: "수신", Yes: "예", No: "아니요" },
  },
};

const counted = (lines: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [, name = "", count = "0"] = /^(.*): (\d+)$/.exec(line) ?? [];
    counts.set(name, (counts.get(name) ?? 0) + Number(count));
  }
  return [...counts].map(([name, count]) => `${name}: ${count}`).toSorted();
};

const named = Object.entries(variations);

test.each(named)("%s gives the same counts with columns renamed, two added, and in a Korean header", async (name, variation) => {
  const text = specimen(name);
  const { counts } = await imported(name, text);
  expect(counts.length).toBeGreaterThan(3);
  for (const varied of [
    renamed(text, variation.renamed),
    widened(text),
    inKorean(text, variation.korean, {}),
    inKorean(text, variation.korean, variation.koreanValues),
  ]) {
    const { report, counts: found } = await imported(name, varied);
    expect(report.rejections).toEqual([]);
    expect(report).toMatchObject({ unattributed: 0, rejected: 0 });
    expect(found).toEqual(counts);
  }
});

test.each(named)("%s gives the counts that a missing column does not feed", async (name, { missing, lineWithout }) => {
  const text = specimen(name);
  const { counts } = await imported(name, text);
  const { report, counts: found } = await imported(name, without(text, missing));
  expect(report.rejections).toEqual([]);
  expect(found).toEqual(counted(counts.map(lineWithout)));
});

test("the same rows in another order of columns, or with a column more, are the same records", async () => {
  for (const name of ["salesforce-task-report.csv", "aircall-calls.csv"]) {
    const text = specimen(name);
    const { activities } = await imported(name, text);
    const turned = await imported(name, written(rowsOf(text).map((row) => row.toReversed())));
    const wider = await imported(name, widened(text));
    const ids = activities.map(({ externalId }) => externalId).toSorted();
    expect(turned.activities.map(({ externalId }) => externalId).toSorted()).toEqual(ids);
    expect(wider.activities.map(({ externalId }) => externalId).toSorted()).toEqual(ids);
  }
});

test("the titles above a report and the footer below it are no records", async () => {
  const text = specimen("salesforce-task-report.csv");
  const { counts, report } = await imported("report.csv", text);
  const footer = [
    "",
    '"Tasks of March"',
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
    '"Confidential Information - Do Not Distribute"',
    '"Generated By:  Raj Patel 3/20/2026 9:05 AM"',
    '"Northwind"',
  ];
  const ended = await imported("report.csv", `${text.trimEnd()}\n${footer.join("\n")}\n`);
  expect(ended.report.rejections).toEqual([]);
  expect(ended.report).toMatchObject({ accepted: report.accepted, rejected: 0 });
  expect(ended.counts).toEqual(counts);
});

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** As Salesforce formats a report: titles above, an empty column in front, real dates, a footer. */
const formattedReport = (text: string): Buffer => {
  const cellOf = (cell: string): string => {
    const [, month = "", day = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
    if (year !== "") return `<c s="1"><v>${dayOfCivil(Number(year), Number(month), Number(day)) - dayOfCivil(1899, 12, 30)}</v></c>`;
    return /^\d+$/.test(cell) ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  };
  const line = (...cells: Cells): string => `<row>${["", ...cells].map(cellOf).join("")}</row>`;
  const rows = [
    line("Tasks of March"),
    line("As of 3/20/2026 9:05 AM Eastern Standard Time • Generated by Raj Patel"),
    line("Filtered By"),
    line("Date equals March 2026"),
    "<row/>",
    ...rowsOf(text).map((cells) => line(...cells)),
    "<row/>",
    line("Confidential Information - Do Not Distribute"),
    line("Copyright © 2000-2026 salesforce.com, inc. All rights reserved."),
  ];
  const styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>';
  return workbookOf({ sheets: [{ name: "Report", rows: rows.join("") }], styles });
};

test("a formatted report of Salesforce is read as its details are", async () => {
  const text = specimen("salesforce-task-report.csv");
  const { counts, activities } = await imported("report.csv", text);
  const formatted = await imported("report.xlsx", formattedReport(text));
  expect(formatted.report.rejections).toEqual([]);
  expect(formatted.report).toMatchObject({ rejected: 0, skipped: 2 });
  expect(formatted.counts).toEqual(counts);
  expect(formatted.activities.map(({ prospects }) => prospects)).toEqual(
    expect.arrayContaining(activities.map(({ prospects }) => prospects)),
  );
});

test("a day further down tells how the dates of all are written", async () => {
  const [header = [], call = []] = rowsOf(specimen("salesforce-task-report.csv"));
  const made = (count: number, date: string, from: number): readonly Cells[] =>
    Array.from({ length: count }, (_, index) =>
      call.map((cell, at) => (at === 0 ? `Call ${from + index}` : cell === "3/2/2026" ? date : cell)),
    );
  const text = written([header, ...made(300, "3/2/2026", 0), ...made(5, "3/13/2026", 300)]);
  const { report } = await imported("report.csv", text);
  expect(report).toMatchObject({ accepted: 305, rejected: 0 });
});

test("call records of Asterisk are known without the header that it does not write", async () => {
  const text = specimen("asterisk-cdr.csv");
  const { counts, activities } = await imported("cdr.csv", text);
  const bare = text.slice(text.indexOf("\n") + 1);
  const { report, counts: found, activities: same } = await imported("Master.csv", bare);
  expect(report).toMatchObject({ rejected: 0, skipped: 1 });
  expect(found).toEqual(counts);
  expect(same.map(({ externalId }) => externalId)).toEqual(activities.map(({ externalId }) => externalId));
  const broken = await imported("Master.csv", bare.replace("2026-03-02 09:40:00,", "yesterday,"));
  expect(broken.report.rejections).toMatchObject([{ row: 2, refusals: [{ code: "date-format", pointer: "/start" }] }]);
  const withoutIds = written(rowsOf(bare).map((cells) => cells.slice(0, 16)));
  expect((await imported("Master.csv", withoutIds)).counts).toEqual(counts);
});

test("ids of 15 and of 18 characters are one record, and one member", async () => {
  const text = specimen("salesforce-tasks.csv");
  const { again, report, companyId } = await imported("tasks.csv", text);
  expect(report.unattributed).toBe(0);
  expect(companyId).toBeGreaterThan(0);
  const long = text.replaceAll(/"(00TA0000012abc[a-z])"/g, (_, id: string) => `"${id}${suffixOf(id)}"`);
  expect(long).not.toBe(text);
  expect(await again(long)).toMatchObject({ accepted: 0, duplicates: report.accepted, revised: 0 });
});

/** The capitals of these ids are the T and A of `00TA0`: 4 + 8 is M, the other two groups have none. */
const suffixOf = (id: string): string => (id.startsWith("00TA0") ? "MAA" : "");

test("what a person's own kinds and outcomes are called is kept, or told where it cannot be", async () => {
  const text = specimen("pipedrive-activities.csv").replace("501,Call,", "501,Site inspection,");
  const { report } = await imported("activities.csv", text);
  expect(report).toMatchObject({
    rejected: 1,
    rejections: [{ row: 2, refusals: [{ code: "kind-unknown", pointer: "/Activity - Type" }] }],
  });
});

test("dates that may be read in two ways are asked before anything is stored", async () => {
  const text = specimen("salesforce-task-report.csv").replaceAll("3/13/2026", "3/12/2026");
  await expect(imported("report.csv", text)).rejects.toThrow("date-ambiguous");
});

test("a report without its needed columns says what it looks like and what is missing", async () => {
  const text = without(specimen("hubspot-calls.csv"), "Activity date");
  await expect(imported("calls.csv", text)).rejects.toThrow(/export-incomplete.*occurred_at/);
});

test("a report that cannot tell what is done from what is planned says so", async () => {
  const { report } = await imported("report.csv", without(specimen("salesforce-task-report.csv"), "Status"));
  expect(report.notes.map(({ code, values }) => [code, values["column"]])).toContainEqual(["export-unchecked", "Status"]);
});
