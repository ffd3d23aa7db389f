import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { workbookOf } from "../../tests/fixtures/workbook.ts";
import { importing, specimen } from "../../tests/specimens.ts";
import { must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

import { importActivities } from "./import-activities.ts";

const { database } = await testDatabase();

const people = [
  { id: "minji", name: "김민지", email: "minji@northwind.example" },
  { id: "raj", name: "Raj Patel", email: "raj@northwind.example" },
  { id: "seojun", name: "박서준", email: "seojun@northwind.example" },
];

const chatNames = ["김민지", "라지 파텔", "박서준"];

const company = (id: string): unknown => ({
  company: { id, name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  sources: [{ id: "kakaotalk", provenance: "self_reported" }],
  members: people.map((person, at) => ({ ...person, identities: [{ source: "kakaotalk", externalId: chatNames[at] }] })),
  metrics: [
    { id: "calls", name: "Calls", where: 'kind == "call" && direction == "outbound"' },
    { id: "meetings", name: "Meetings", where: 'kind == "meeting"' },
  ],
});

const importText = importing(database);
const imported = (name: string, text: string | Buffer) => importText(company, name, text);

/** What the days came to: `minji 2026-03-02 call 18`. */
const totals = (activities: Awaited<ReturnType<typeof imported>>["activities"]): readonly string[] =>
  activities
    .map(({ member, localDay, kind, quantity, total }) => `${member} ${localDay} ${kind} ${quantity}${total ? "" : " no total"}`)
    .toSorted();

const twoDays = [
  "minji 2026-03-02 call 15",
  "minji 2026-03-02 meeting 2",
  "minji 2026-03-03 call 12",
  "raj 2026-03-02 call 12",
  "raj 2026-03-02 visit 1",
  "seojun 2026-03-02 call 20",
  "seojun 2026-03-02 meeting 1",
];

test("A KakaoTalk chat from Windows comes to the numbers that its people tell last of each day", async () => {
  const { report, again, activities } = await imported("kakaotalk-windows.txt", specimen("kakaotalk-windows.txt"));
  expect(totals(activities)).toEqual([
    "minji 2026-03-02 call 18",
    "minji 2026-03-02 meeting 2",
    "minji 2026-03-03 call 12",
    "minji 2026-03-03 message 15",
    "raj 2026-03-02 call 13",
    "raj 2026-03-02 meeting 1",
    "raj 2026-03-02 visit 1",
    "raj 2026-03-03 call 10",
    "seojun 2026-03-02 call 20",
    "seojun 2026-03-02 meeting 1",
    "seojun 2026-03-02 referral 2",
  ]);
  expect(report).toMatchObject({ received: 14, accepted: 11, revised: 0, rejected: 3, skipped: 3, unattributed: 0 });
  expect(report.rejections.map(({ row, refusals }) => `${row} ${refusals.map(({ code }) => code).join()}`)).toEqual([
    "18 activity-line",
    "20 activity-word",
    "21 activity-range",
  ]);
  expect(await again()).toMatchObject({ accepted: 0, duplicates: 11, revised: 0, stale: 0, rejected: 3 });
});

test("A chat in EUC-KR is read as one in UTF-8, and a company's own kind comes before the words that everybody has", async () => {
  const own = (id: string): unknown => ({ ...(company(id) as object), kinds: [{ id: "approach", name: { en: "Approach", ko: "AP" } }] });
  // A day, "TA 15 AP 2 !" of 김민지, and 뷁, which only code page 949 has.
  const bytes = Buffer.from(
    "2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2032303236b3e22033bff92032c0cf20bff9bfe4c0cf202d2d2d2d2d2d2d2d2d2d2d2d2d2d2d0a5b" +
      "b1e8b9cec1f65d205bbfc0c8c420363a30355d205441203135204150203220210a5bb1e8b9cec1f65d205bbfc0c8c420363a30365d2094ee",
    "hex",
  );
  const { activities } = await importText(own, "chat.txt", bytes);
  expect(totals(activities)).toEqual(["minji 2026-03-02 approach 2", "minji 2026-03-02 call 15"]);
});

test("A chat that was exported earlier changes nothing that was told since", async () => {
  const text = specimen("kakaotalk-windows.txt");
  const { companyId, again } = await imported("kakaotalk.txt", text);
  const earlier = text.slice(0, text.indexOf("[김민지] [오후 9:30]"));
  const from = { stream: Readable.from([earlier]) };
  const report = must(await importActivities(database, companyId, { from, fileName: "earlier.txt", rejectedPath: null }));
  expect(report).toMatchObject({ accepted: 0, revised: 0, stale: 1, rejected: 0 });
  expect(await again()).toMatchObject({ accepted: 0, revised: 0, duplicates: 11 });
});

test("What is said in a chat stands in no rejected row, and a row is mended by the kind of its word", async () => {
  const { report } = await imported("kakaotalk-windows.txt", specimen("kakaotalk-windows.txt"));
  const rejected = readFileSync(report.rejectedFile ?? "", "utf8");
  expect(rejected).not.toMatch(/추가합니다|화이팅|회의/);
  const [header = "", ...rows] = rejected.split("\n");
  const word = rows.find((row) => row.includes("상령")) ?? "";
  expect(word).toContain("상령,,,3");
  const mended = await imported("mended.csv", `${header}\n${word.replace("상령,,,3", "상령,call,outbound,3")}\n`);
  expect(totals(mended.activities)).toEqual(["raj 2026-03-03 call 3"]);
});

test.each(["kakaotalk-ios.txt", "kakaotalk-english.txt", "kakaotalk-macos.csv"])(
  "%s is recognised and comes to the same numbers",
  async (name) => {
    const { report, again, activities } = await imported(name, specimen(name));
    expect(report.rejections).toEqual([]);
    expect(totals(activities)).toEqual(twoDays);
    expect(report).toMatchObject({ accepted: 7, skipped: 1, rejected: 0 });
    expect(await again()).toMatchObject({ accepted: 0, duplicates: 7 });
  },
);

test("In a chat from Android whoever exported it has no name, and their numbers are refused", async () => {
  const { report, activities } = await imported("kakaotalk-android.txt", specimen("kakaotalk-android.txt"));
  expect(totals(activities)).toEqual(twoDays);
  expect(report.rejections.map(({ row, refusals }) => `${row} ${refusals.map(({ code }) => code).join()}`)).toEqual(["13 chat-self"]);
  const [header = "", row = ""] = readFileSync(report.rejectedFile ?? "", "utf8").split("\n");
  const mended = await imported("mended.csv", `${header}\n${row.replace("회원님", "라지 파텔")}\n`);
  expect(totals(mended.activities)).toEqual(["raj 2026-03-02 call 9"]);
});

test("A mailbox of Gmail comes to mails sent and got, without drafts, spam, lists and what a machine wrote", async () => {
  const { report, again, counts, activities } = await imported("gmail-takeout.mbox", specimen("gmail-takeout.mbox"));
  expect(report.rejections).toEqual([]);
  expect(report).toMatchObject({ received: 4, accepted: 4, skipped: 4, unattributed: 0 });
  expect(counts).toEqual([
    "minji 2026-03-02 email inbound -: 1",
    "minji 2026-03-02 email outbound -: 1",
    "minji 2026-03-03 email outbound -: 2",
  ]);
  expect(activities.map(({ subject, prospects }) => `${subject}: ${prospects.length}`).toSorted()).toEqual([
    "Late: 1",
    "No id: 1",
    "Re: 은퇴 계획 상담: 1",
    "은퇴 계획 상담: 3",
  ]);
  expect(await again()).toMatchObject({ accepted: 0, duplicates: 4, revised: 0 });
});

test("A mailbox of Thunderbird leaves out what was deleted, and a colleague's copy is the same mail", async () => {
  const { report, counts } = await imported("thunderbird.mbox", specimen("gmail-takeout.mbox") + specimen("thunderbird.mbox"));
  expect(report).toMatchObject({ received: 6, accepted: 5, duplicates: 1, skipped: 5 });
  expect(counts).toContain("raj 2026-03-02 email outbound -: 1");
});

type Expected = {
  readonly accepted: number;
  readonly skipped: number;
  readonly counts: readonly string[];
  readonly rejected?: readonly string[];
};

const sheets: Readonly<Record<string, Expected>> = {
  "outlook-mail.csv": {
    accepted: 3,
    skipped: 1,
    counts: ["minji 2026-03-03 email outbound -: 1", "raj 2026-03-02 email inbound -: 1", "raj 2026-03-02 email outbound -: 1"],
  },
  "outlook-mail.ko.csv": {
    accepted: 3,
    skipped: 0,
    counts: ["minji 2026-03-03 email outbound -: 1", "raj 2026-03-02 email inbound -: 1", "raj 2026-03-02 email outbound -: 1"],
  },
  "mail-list.ko.csv": {
    accepted: 3,
    skipped: 0,
    counts: ["minji 2026-03-02 email outbound -: 2", "minji 2026-03-03 email outbound -: 1"],
  },
  "gmail-log.csv": {
    accepted: 3,
    skipped: 1,
    counts: ["minji 2026-03-02 email inbound -: 1", "minji 2026-03-02 email outbound -: 1", "raj 2026-03-03 email outbound -: 1"],
  },
  "outlook-calendar.csv": {
    accepted: 2,
    skipped: 3,
    counts: ["minji 2026-03-13 meeting inbound -: 1", "raj 2026-03-02 meeting outbound -: 1"],
  },
  "activity-sheet.csv": {
    accepted: 8,
    skipped: 0,
    rejected: ["10 map-value"],
    counts: [
      "minji 2026-03-02 call outbound answered: 1",
      "minji 2026-03-02 call outbound appointment_set: 1",
      "minji 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-02 visit - conversation: 1",
      "raj 2026-03-03 referral - -: 1",
      "raj 2026-03-03 statement_of_work - 계약: 1",
      "seojun 2026-03-03 meeting - refused: 1",
      "seojun 2026-03-03 message outbound answered: 1",
    ],
  },
  "activity-sheet.en.csv": {
    accepted: 4,
    skipped: 0,
    counts: [
      "minji 2026-03-02 call outbound appointment_set: 1",
      "minji 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-02 visit - conversation: 1",
      "raj 2026-03-03 statement_of_work - Signed: 1",
    ],
  },
};

test.each(Object.entries(sheets))(
  "%s is recognised and counted without a map, and once however often it comes",
  async (name, { accepted, skipped, counts, rejected = [] }) => {
    const { report, again, counts: counted } = await imported(name, specimen(name));
    expect(report.rejections.map(({ row, refusals }) => `${row} ${refusals.map(({ code }) => code).join()}`)).toEqual(rejected);
    expect(counted).toEqual(counts);
    expect(report).toMatchObject({ accepted, skipped, rejected: rejected.length, unattributed: 0 });
    expect(await again()).toMatchObject({ accepted: 0, revised: 0, skipped });
  },
);

const cell = (text: string | number, style?: number): string => {
  const format = style === undefined ? "" : ` s="${style}"`;
  return typeof text === "number" ? `<c${format}><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
};

const row = (number: number, ...cells: readonly (string | number)[]): string =>
  `<row r="${number}">${cells.map((each, at) => (each === "" ? "<c/>" : cell(each, at === 0 ? 0 : at === 6 ? 1 : undefined))).join("")}</row>`;

test("A workbook of the activity sheet, with its title and subtotals, comes to its contacts", async () => {
  // 46083 is 2 March 2026; a day has 86,400 seconds.
  const rows = [
    row(1, "2026년 3월 활동일지"),
    row(2, "영업1팀"),
    row(4, "활동일", "설계사", "고객명", "휴대폰", "활동구분", "활동결과", "통화시간", "비고"),
    row(5, 46083, "minji", "한미나", "010-2345-6789", "TA", "부재", "", ""),
    row(6, 46083, "minji", "한미나", "010-2345-6789", "TA", "약속", 221 / 86_400, "3/4 방문"),
    row(7, "소계", "", "", "", 2, "", "", ""),
    row(8, 46084, "raj", "임소라", 1055550199, "방문", "상담", "", ""),
    row(9, 46084, "raj", "오하나", "", "소개", "", "", ""),
    row(10, "소계", "", "", "", 2, "", "", ""),
    row(11, "합계", "", "", "", 4, "", "", ""),
  ].join("");
  const book = workbookOf({
    sheets: [{ name: "3월", rows }],
    styles: `<numFmts><numFmt numFmtId="200" formatCode="m&quot;월&quot; d&quot;일&quot;"/><numFmt numFmtId="201" formatCode="[h]:mm:ss"/></numFmts><cellXfs><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>`,
  });
  const { report, again, counts, activities } = await imported("활동일지.xlsx", book);
  expect(report.rejections).toEqual([]);
  expect(counts).toEqual([
    "minji 2026-03-02 call outbound appointment_set: 1",
    "minji 2026-03-02 call outbound no_answer: 1",
    "raj 2026-03-03 referral - -: 1",
    "raj 2026-03-03 visit - conversation: 1",
  ]);
  expect(activities.map(({ durationSeconds }) => durationSeconds ?? 0).toSorted()).toEqual([0, 0, 0, 221]);
  expect(await again()).toMatchObject({ accepted: 0, duplicates: 4, rejected: 0 });
});
