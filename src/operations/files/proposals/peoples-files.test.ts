import { describe, expect, test } from "vitest";
import { type Columns, one, propose, sheet, two } from "../../../../tests/proposals.ts";

type Filled = Readonly<Record<string, string | null>>;

const pad = (row: number): string => two((row % 28) + 1);

describe("files as people keep them:", () => {
  test.each<readonly [string, Columns, Filled, unknown]>([
    [
      "log.csv",
      {
        From: (row) => `+1212555${1000 + row}`,
        To: (row) => `+1415555${2000 + row}`,
        Start: (row) => `2026-03-02 1${row % 10}:00:00`,
        End: (row) => `2026-03-02 1${row % 10}:05:00`,
        "Talk time (min)": (row) => String((row % 9) + 0.5),
        Extension: one("101", "102", "103"),
        Status: one("ANSWERED", "NO ANSWER", "BUSY"),
      },
      {
        From: null,
        To: "prospect",
        Start: "occurred_at",
        End: null,
        "Talk time (min)": "duration_seconds",
        Extension: "member",
        Status: "outcome",
      },
      { columns: { duration_seconds: { format: "minutes" } }, constants: { kind: "call" } },
    ],
    [
      "상담내역.xlsx",
      {
        번호: (row) => String(row + 1),
        상담일시: (row) => `2026-03-${pad(row)} 14:${10 + row}`,
        상담원: one("김하나", "이두리"),
        고객명: (row) => `박${row}`,
        고객전화번호: (row) => `010-2222-${1000 + row}`,
        상담유형: one("인바운드 전화", "아웃바운드 전화"),
        상담결과: one("상담완료", "부재", "재통화"),
      },
      // A column that counts the rows is no id: the next file begins with 1 again.
      {
        번호: null,
        상담일시: "occurred_at",
        상담원: "member",
        고객명: null,
        고객전화번호: "prospect",
        상담유형: "kind",
        상담결과: "outcome",
      },
      {
        columns: {
          external_id: { from: ["상담일시", "상담원", "고객전화번호", "상담유형"] },
          direction: { column: "상담유형", values: { "인바운드 전화": "inbound", "아웃바운드 전화": "outbound" } },
        },
      },
    ],
    [
      "emails.csv",
      {
        "Message ID": (row) => `<a${row}@x>`,
        Sender: one("ann@us.example", "bob@us.example"),
        Recipient: (row) => `c${row}@them.example`,
        Sent: (row) => `Mon, 2 Mar 2026 10:0${row % 9}:00 +0000`,
        Subject: (row) => `Hello there ${row}`,
        Opened: one("Yes", "No"),
      },
      { "Message ID": "external_id", Sender: "member", Recipient: "prospect", Sent: "occurred_at", Subject: "subject", Opened: null },
      { constants: { kind: "email" } },
    ],
    [
      "영업일지.csv",
      {
        작성일: (row) => `26.03.${pad(row)}`,
        지점: one("강남", "강북"),
        성명: one("김철수", "이영희"),
        활동내용: one("TA", "AP", "방문", "소개확보"),
        건수: (row) => String((row % 5) + 1),
        가망고객: (row) => `고객${row}`,
        특이사항: one("", "다음 주 재방문 예정"),
      },
      { 작성일: "occurred_on", 지점: null, 성명: "member", 활동내용: "kind", 건수: "quantity", 가망고객: "prospect", 특이사항: "subject" },
      { columns: { kind: { values: { TA: "call", AP: "meeting", 방문: "visit", 소개확보: "referral" } } } },
    ],
    [
      "meetings.csv",
      {
        Title: (row) => `With Acme ${row}`,
        Organizer: one("ann@us.example", "bob@us.example"),
        Attendees: (row) => `c${row}@them.example`,
        "Start time": (row) => `2026-03-${pad(row)}T10:00:00Z`,
        "End time": (row) => `2026-03-${pad(row)}T10:30:00Z`,
        "Duration (minutes)": one("30", "45"),
        Status: one("held", "no show"),
      },
      {
        Title: "subject",
        Organizer: "member",
        Attendees: "prospect",
        "Start time": "occurred_at",
        "End time": null,
        "Duration (minutes)": "duration_seconds",
        Status: "outcome",
      },
      { columns: { occurred_at: "Start time" }, constants: { kind: "meeting" } },
    ],
    [
      "agent_calls.csv",
      {
        "Call UCID": (row) => `0000${row}7`,
        AgentLoginID: one("4401", "4402", "4403"),
        CallStartDateTime: (row) => `20260302 10${10 + row}00`,
        TalkTimeSec: (row) => String(20 + row),
        HoldTimeSec: one("0", "5"),
        Direction: one("O", "I"),
        ANI: (row) => `212555${1000 + row}`,
        DNIS: one("8005551212"),
      },
      {
        "Call UCID": "external_id",
        AgentLoginID: "member",
        CallStartDateTime: "occurred_at",
        TalkTimeSec: "duration_seconds",
        HoldTimeSec: null,
        Direction: "direction",
        ANI: "prospect",
        DNIS: null,
      },
      { columns: { direction: { values: { O: "outbound", I: "inbound" } } }, constants: { kind: "call" } },
    ],
    [
      "visits.csv",
      {
        "Visit Date": (row) => `3/${(row % 28) + 1}/2026`,
        Salesperson: one("Ann", "Bob"),
        Customer: (row) => `Shop ${row}`,
        Outcome: one("Sold", "Interested", "Not interested"),
        Amount: (row) => `$${row * 10}.00`,
      },
      { "Visit Date": "occurred_on", Salesperson: "member", Customer: "prospect", Outcome: "outcome", Amount: "amount" },
      {
        columns: { outcome: { values: { "Not interested": "refused" }, unlisted: "keep" }, amount: { format: "auto" } },
        constants: { kind: "visit" },
      },
    ],
  ])("%s", (fileName, columns, filled, map) => {
    const proposal = propose(sheet(fileName, columns));
    expect(Object.fromEntries(proposal.columns.map(({ name, field }) => [name, field]))).toEqual(filled);
    expect(proposal.map).toMatchObject(map as object); // the table's own
    expect(proposal.questions.filter(({ chosen }) => chosen === null)).toEqual([]);
  });
});
