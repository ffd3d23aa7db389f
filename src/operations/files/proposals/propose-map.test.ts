import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callCenter } from "../../../../tests/call-center.ts";
import type { What } from "../../import-preview.ts";
import { activityFields } from "../maps/activity-columns.ts";
import { attributePrefix, type FieldSet } from "../maps/fields.ts";
import { readMap } from "../maps/import-map.ts";
import { headerPrint } from "../maps/map-entries.ts";
import { proposeMap, type MapContext, type MapProposal, type MapSample } from "./propose-map.ts";
import { leaveFields } from "../../import-leaves.ts";
import { memberFields } from "../../import-members.ts";
import { prospectFields } from "../../import-prospects.ts";

const fieldSets: Readonly<Record<What, FieldSet>> = {
  activities: {
    ...activityFields,
    fields: [...activityFields.fields, { column: `${attributePrefix}campaign`, name: `${attributePrefix}campaign`, type: "text" }],
  },
  prospects: prospectFields,
  members: memberFields([]),
  leaves: leaveFields,
};

const kinds = new Map([
  ["call", ["call", "전화"]],
  ["email", ["e-mail", "이메일"]],
  ["meeting", ["meeting", "면담"]],
  ["visit", ["visit", "방문"]],
  ["message", ["message", "메시지"]],
  ["referral", ["referral", "소개"]],
]);

const context: MapContext = {
  fieldSets,
  hints: { country: "US", today: 20_800 },
  currency: "USD",
  sources: [],
  savedMaps: [],
  answers: {},
  kinds,
  isMember: () => false,
};
const inKorea: Partial<MapContext> = { hints: { country: "KR", today: 20_800 }, currency: "KRW" };

type Columns = Readonly<Record<string, (row: number) => string>>;

/** Rows of columns whose cells are made from the row's number. */
const sheet = (fileName: string, columns: Columns, rows = 40): MapSample => ({
  fileName,
  sheet: null,
  header: Object.keys(columns),
  rows: Array.from({ length: rows }, (_, row) => Object.values(columns).map((cell) => cell(row))),
});

const propose = (sample: MapSample, more: Partial<MapContext> = {}): MapProposal => proposeMap(sample, { ...context, ...more });
const mapOf = (sample: MapSample, more: Partial<MapContext> = {}): unknown => propose(sample, more).map;

const one =
  (...values: readonly string[]) =>
  (row: number): string =>
    values[row % values.length] ?? "";
const two = (value: number): string => String(value).padStart(2, "0");

const callCenterSample: MapSample = { fileName: "Call-Center-Dataset.csv", sheet: null, ...callCenter(150) };

test("a call centre's sheet gives ids, agents, serial times, answers and talk times", () => {
  expect(mapOf(callCenterSample)).toEqual({
    source: "call-center",
    columns: {
      external_id: "Call Id",
      member: "Agent",
      occurred_at: { date: "Date", time: "Time", format: "excel", zone: "company" },
      duration_seconds: { column: "AvgTalkDuration", format: "auto" },
      outcome: { column: "Answered (Y/N)", values: { Y: "connected", N: "no_answer" } },
      subject: "Topic",
    },
    constants: { kind: "call" },
  });
});

const koreanSheet = sheet("활동일지_2026년 3월.csv", {
  일자: (row) => `2026. 3. ${(row % 28) + 1}.`,
  시간: (row) => `오전 ${9 + (row % 3)}:0${row % 6}`,
  설계사명: one("김철수", "이영희", "박민수"),
  고객명: (row) => `고객${row}`,
  연락처: (row) => `010-1234-${1000 + row}`,
  접촉구분: one("전화", "방문", "문자", "소개"),
  "통화시간(분)": (row) => String(row % 7),
  결과: one("부재", "상담완료", "거절", "약속"),
  비고: (row) => `다음 주에 다시 연락 ${row}`,
});

test("a row that stands in a file twice leaves its ids what they are; customers that come again are none", () => {
  const rowsOf = (name: string, repeated: number): MapSample => ({
    fileName: "calls.csv",
    sheet: null,
    header: ["Agent", name, "Type", "Date"],
    rows: Array.from({ length: 60 }, (_, row) => [
      one("Diane", "Joe", "Martha")(row),
      `c${row < repeated ? 0 : row}`,
      one("call", "email")(row),
      `2026-03-${String(2 + (row % 20)).padStart(2, "0")} 1${row % 10}:00`,
    ]),
  });
  expect(mapOf(rowsOf("Call Id", 2))).toEqual(mapOf(rowsOf("Call Id", 1)));
  expect(mapOf(rowsOf("Call Id", 2))).toMatchObject({ columns: { external_id: "Call Id" } });
  expect(mapOf(rowsOf("Call Id", 20))).toMatchObject({ columns: { external_id: { from: expect.anything() as unknown } } });
  expect(mapOf(rowsOf("Customer Id", 2))).toMatchObject({ columns: { external_id: { from: expect.anything() as unknown } } });
  expect(mapOf(rowsOf("Ref", 2))).toMatchObject({ columns: { external_id: { from: expect.anything() as unknown } } });
});

test("a file that grew by another kind of act in the same minute makes its ids as before", () => {
  const grown = (kindOfLast: string): MapSample => ({
    fileName: "calls.csv",
    sheet: null,
    header: ["Agent", "Date", "Type", "Customer", "Notes"],
    rows: Array.from({ length: 41 }, (_, index) => {
      const row = index % 40;
      const kind = index === 40 ? kindOfLast : "call";
      return [one("Diane", "Joe")(row), `2026-03-02 10:${10 + row}`, kind, `Customer ${row % 7}`, `note ${row}`];
    }),
  });
  const from = ["Date", "Agent", "Customer", "Type"];
  expect(mapOf(grown("call"))).toMatchObject({ columns: { external_id: { from } } });
  expect(mapOf(grown("email"))).toMatchObject({ columns: { external_id: { from } } });
});

test("a Korean sheet that no export is known by, without ids, gives kinds, outcomes, minutes, and an id of what tells its rows apart", () => {
  expect(mapOf(koreanSheet, inKorea)).toEqual({
    source: "활동일지",
    columns: {
      external_id: { from: ["일자", "시간", "설계사명", "연락처", "접촉구분"] },
      member: "설계사명",
      kind: { column: "접촉구분", values: { 전화: "call", 방문: "visit", 문자: "message", 소개: "referral" } },
      occurred_at: { date: "일자", time: "시간", format: "auto", zone: "company" },
      duration_seconds: { column: "통화시간(분)", format: "minutes" },
      outcome: {
        column: "결과",
        values: { 부재: "no_answer", 상담완료: "conversation", 거절: "refused", 약속: "appointment_set" },
        unlisted: "keep",
      },
      prospect: { column: "연락처", format: "phone" },
      subject: "비고",
    },
  });
});

const ambiguous = sheet("outbound calls export.csv", {
  Date: (row) => `${two((row % 9) + 1)}/${two((row % 8) + 1)}/2026 1${row % 9}:0${row % 6}`,
  "Assigned To": one("ann@x.example", "bob@x.example"),
  Phone: (row) => `(212) 555-01${10 + row}`,
  Result: one("Left voicemail", "Connected", "Busy"),
});

test("dates that can be read in two ways are asked, each answer with its whole map", () => {
  const { questions } = propose(ambiguous);
  expect(questions.map(({ id, column, chosen }) => ({ id, column, chosen }))).toEqual([{ id: "date-order", column: "Date", chosen: null }]);
  const [question] = questions;
  expect(question?.choices.map(({ id, label }) => [id, label.en])).toEqual([
    ["month-first", "1 September 2026"],
    ["day-first", "9 January 2026"],
  ]);
  const formats = question?.choices.map(({ map }) => (map["columns"] as Record<string, { format?: string }>)["occurred_at"]?.format);
  expect(formats).toEqual(["month-first", "day-first"]);
});

test("an answer decides what is asked", () => {
  const { questions, map } = propose(ambiguous, { answers: { "date-order": "day-first" } });
  expect(questions.map(({ chosen }) => chosen)).toEqual(["day-first"]);
  expect(map).toMatchObject({ columns: { occurred_at: { column: "Date", format: "day-first", zone: "company" } } });
});

test("one date that has but one reading decides for all", () => {
  const rows = ambiguous.rows.map((cells, index) => (index === 37 ? ["25/03/2026 10:00", ...cells.slice(1)] : cells));
  const { questions, map } = propose({ ...ambiguous, rows });
  expect(questions).toEqual([]);
  expect(map).toMatchObject({ columns: { occurred_at: { format: "day-first" } } });
});

test("days of prospects, members and leaves that can be read in two ways are asked once for all columns", () => {
  const away = sheet("vacations.csv", {
    Employee: one("Ann", "Bob"),
    "Leave type": one("Vacation", "Sick leave"),
    "Start date": (row) => `0${(row % 8) + 1}/0${(row % 9) + 1}/2026`,
    "End date": (row) => `0${(row % 8) + 1}/0${(row % 9) + 1}/2026`,
  });
  const { questions } = propose(away);
  expect(questions.map(({ id, chosen }) => [id, chosen])).toEqual([["date-order", null]]);
  const { map } = propose(away, { answers: { "date-order": "day-first" } });
  expect(map).toMatchObject({
    columns: { from: { column: "Start date", format: "day-first" }, through: { column: "End date", format: "day-first" } },
  });
});

test("the name of a file may say that its calls were made; where nothing does it is asked, and left open until it is said", () => {
  const columns = { "Call date": one("2026-03-02 10:00"), Agent: one("Ann", "Bob") };
  expect(propose(sheet("outbound calls.csv", columns))).toMatchObject({
    questions: [],
    map: { constants: { kind: "call", direction: "outbound" } },
  });
  const open = propose(sheet("calls.csv", columns));
  expect(open.questions.map(({ id, chosen }) => [id, chosen])).toEqual([["direction", "unsaid"]]);
  expect(open.map).toMatchObject({ constants: { kind: "call" } });
  expect(open.map["constants"]).not.toHaveProperty("direction");
  expect(propose(sheet("calls.csv", columns), { answers: { direction: "inbound" } }).map).toMatchObject({
    constants: { direction: "inbound" },
  });
});

test("what fills a gap of a known export is asked where it is open, each answer with the export's map", () => {
  const sample = sheet("calls.csv", {
    "Record ID": (row) => String(1000 + row),
    "Call outcome": one("Busy", "Connected"),
    "Call direction": one("OUTBOUND", "INBOUND"),
    "Call title": one("Call with Ann"),
    "Activity assigned to": one("Raj Patel", "Mina Kim"),
    "Call duration": one("41000"),
    When: (row) => `0${(row % 8) + 1}/0${(row % 9) + 1}/2026 10:00`,
  });
  const { recognisedAs, questions } = propose(sample);
  expect(recognisedAs?.id).toBe("hubspot-calls");
  expect(questions.map(({ id, column, chosen }) => [id, column, chosen])).toEqual([["date-order", "When", null]]);
  for (const { id, map } of questions[0]?.choices ?? [])
    expect(map).toMatchObject({ source: "hubspot", columns: { occurred_at: { column: "When", format: id }, external_id: "Record ID" } });
});

test("a file that says nowhere what its rows are asks for the kind", () => {
  const sample = sheet("export.csv", {
    Date: (row) => `2026-03-${two((row % 28) + 1)}`,
    Owner: one("Ann", "Bob"),
    Contact: (row) => `c${row}@x.example`,
  });
  const { questions, map } = propose(sample, { what: "activities" });
  expect(questions.map(({ id, chosen }) => [id, chosen])).toEqual([["kind", null]]);
  expect(questions[0]?.choices.map(({ id }) => id)).toEqual([...kinds.keys()]);
  expect(propose(sample, { what: "activities", answers: { kind: "email" } }).map).toMatchObject({ constants: { kind: "email" } });
  expect(map).toMatchObject({ columns: { occurred_on: "Date" } });
});

test("values that are no kinds are left out where they are few, and asked where they are many", () => {
  const withOthers = (share: number): MapProposal =>
    propose(
      sheet(
        "log.csv",
        {
          Date: (row) => `2026-03-${two((row % 28) + 1)} 10:00`,
          Owner: one("Ann", "Bob"),
          Type: (row) => (row % 100 < share ? "Admin" : row % 2 === 0 ? "Outbound Call" : "Incoming call"),
        },
        200,
      ),
    );
  expect(withOthers(5).questions.map(({ id, chosen }) => [id, chosen])).toEqual([["other-kinds", "leave-out"]]);
  expect(withOthers(5).map).toMatchObject({
    columns: {
      kind: { column: "Type", values: { "Outbound Call": "call", "Incoming call": "call" } },
      direction: { column: "Type", values: { "Outbound Call": "outbound", "Incoming call": "inbound" } },
    },
    where: { column: "Type", in: ["Incoming call", "Outbound Call"] },
  });
  expect(withOthers(40).questions.map(({ id, chosen }) => [id, chosen])).toEqual([["other-kinds", null]]);
});

test("what is planned is left out unless somebody wants it", () => {
  const sample = sheet("tasks.csv", {
    Date: (row) => `2026-03-${two((row % 28) + 1)}`,
    "Assigned To": one("Ann", "Bob"),
    Type: one("Call", "Email"),
    Status: one("Completed", "Not Started"),
  });
  expect(mapOf(sample)).toMatchObject({ where: { column: "Status", in: ["Completed"] } });
  expect(mapOf(sample, { answers: { "done-only": "all" } })).not.toHaveProperty("where");
});

test("prospects, members and leaves are told from activities, and from each other", () => {
  const customers = sheet("customers.csv", {
    "Customer Name": (row) => `Cust Lee ${row}`,
    "Email Address": (row) => `c${row}@x.example`,
    Mobile: (row) => `+1 212 555 ${1000 + row}`,
    "Sales Rep": one("Ann", "Bob"),
    Status: one("customer", "prospect"),
  });
  expect(propose(customers)).toMatchObject({
    what: "prospects",
    map: { columns: { name: "Customer Name", email: "Email Address", phone: "Mobile", owner: "Sales Rep", stage: "Status" } },
  });
  const staff = sheet("staff.csv", {
    사번: (row) => String(10_000 + row),
    성명: (row) => `김수${"가나다라마바사아자차"[row % 10] ?? ""}`,
    이메일: (row) => `c${row}@x.example`,
    지점: one("강남", "강북"),
    입사일: (row) => `2020.01.${10 + (row % 19)}`,
  });
  expect(propose(staff, inKorea)).toMatchObject({
    what: "members",
    map: { columns: { id: "사번", name: "성명", email: "이메일", team: "지점", employed_from: { column: "입사일", format: "auto" } } },
  });
  const away = sheet("vacations.csv", {
    Employee: one("Ann", "Bob"),
    "Leave type": one("Vacation", "Sick leave"),
    "Start date": (row) => `2026-01-${10 + (row % 19)}`,
    "End date": (row) => `2026-01-${11 + (row % 19)}`,
  });
  expect(propose(away)).toMatchObject({
    what: "leaves",
    map: { columns: { member: "Employee", kind: "Leave type", from: "Start date", through: "End date" } },
  });
});

test("a header of ours is read as it is, and a declared attribute by its name", () => {
  const own = sheet("own.csv", {
    source: one("crm"),
    "External ID": (row) => `c-${row}`,
    member: one("raj"),
    kind: one("call"),
    occurred_at: one("2026-03-02T10:00:00Z"),
    mood: one("good"),
  });
  expect(propose(own)).toMatchObject({
    what: "activities",
    recognisedAs: { id: "attain" },
    map: { columns: { external_id: "External ID" } },
  });
  const foreign = sheet("calls.csv", { "Call date": one("2026-03-02 10:00"), Agent: one("Ann", "Bob"), Campaign: one("spring", "autumn") });
  expect(mapOf(foreign)).toMatchObject({ columns: { "attributes.campaign": "Campaign" } });
});

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

describe("saved maps", () => {
  const savedMap = (id: string, header: readonly string[]) =>
    ({
      id,
      name: id,
      what: "activities",
      header: headerPrint(header),
      map: { source: id },
      savedAt: "2026-03-01T00:00:00Z",
      keptFor: null,
    }) as const;

  test("the map of a header is used again, also where columns came to it, were moved or spaced otherwise", () => {
    const saved = savedMap("phones", callCenterSample.header);
    const use = (header: readonly string[]): string | undefined =>
      propose({ ...callCenterSample, header, rows: callCenterSample.rows.map((cells) => [...cells, ""]) }, { savedMaps: [saved] }).savedMap
        ?.id;
    expect(use([...callCenterSample.header, "New"])).toBe("phones");
    expect(use(callCenterSample.header.toReversed())).toBe("phones");
    expect(use(callCenterSample.header.map((name) => name.toUpperCase().replaceAll(" ", "_")))).toBe("phones");
    expect(use(callCenterSample.header.slice(1))).toBeUndefined();
  });

  test("of several the one that leaves the fewest columns out is used, and of equal ones the one used last", () => {
    const { header } = callCenterSample;
    const savedMaps = [savedMap("few", header.slice(0, 3)), savedMap("latest", header), savedMap("earlier", header)];
    expect(propose(callCenterSample, { savedMaps }).savedMap?.id).toBe("latest");
  });

  test("values that were not in the file whose map was saved are added where their meaning is known; those that it names stay", () => {
    const answered = { column: "Answered (Y/N)", values: { n: "voicemail" } };
    const map = { source: "phones", columns: { outcome: answered, subject: "Topic" } };
    const saved = { ...savedMap("phones", callCenterSample.header), map };
    expect(mapOf(callCenterSample, { savedMaps: [saved] })).toEqual({
      source: "phones",
      columns: { outcome: { ...answered, values: { Y: "connected", n: "voicemail" } }, subject: "Topic" },
    });
    const open = { ...saved, map: { ...map, columns: { outcome: { ...answered, unlisted: "empty" } } } };
    expect(mapOf(callCenterSample, { savedMaps: [open] })).toEqual(open.map);
  });
});

/** Other usual names of the columns of the two sheets. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  "Call Id": ["Call ID", "call_id", "CallId", "통화번호", "Record ID"],
  Agent: ["Agent Name", "Sales Rep", "Assigned To", "User Name", "상담원", "담당자"],
  Date: ["Call Date", "date", "통화일자", "일자"],
  Time: ["Call Time", "TIME", "시각", "통화시각"],
  Topic: ["Subject", "주제", "제목"],
  "Answered (Y/N)": ["Answered", "응답여부", "Connected (Y/N)"],
  AvgTalkDuration: ["Talk Time", "Talk Duration", "Duration", "Call Duraton", "통화시간"],
};

const meaning = ({ map, columns }: MapProposal): unknown => ({ map, columns: [...columns].toSorted((a, b) => (a.name < b.name ? -1 : 1)) });

describe("laws", () => {
  const samples = fc.constantFrom(callCenterSample, koreanSheet, ambiguous);
  const order = (length: number) =>
    fc.shuffledSubarray(
      Array.from({ length }, (_, index) => index),
      { minLength: length, maxLength: length },
    );

  test("the order of the columns does not matter", () => {
    fc.assert(
      fc.property(
        samples.chain((sample) => fc.tuple(fc.constant(sample), order(sample.header.length))),
        ([sample, places]) => {
          const shuffled = {
            ...sample,
            header: places.map((place) => sample.header[place] ?? ""),
            rows: sample.rows.map((cells) => places.map((place) => cells[place] ?? "")),
          };
          expect(meaning(propose(shuffled))).toEqual(meaning(propose(sample)));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("whichever of its usual names a column has, it fills the same field", () => {
    const names = fc.record(
      Object.fromEntries(Object.entries(otherNames).map(([name, others]) => [name, fc.constantFrom(name, ...others)])),
    );
    fc.assert(
      fc.property(names, (chosen) => {
        const header = callCenterSample.header.map((name) => chosen[name] ?? name);
        const fieldOf = (proposal: MapProposal): readonly (string | null)[] => proposal.columns.map(({ field }) => field);
        expect(fieldOf(propose({ ...callCenterSample, header }))).toEqual(fieldOf(propose(callCenterSample)));
      }),
      { numRuns: 40 },
    );
  });

  const names = fc.constantFrom(
    ...["Call Id", "Agent", "Date", "Time", "Start", "Phone", "Email", "Name", "Status", "Result", "Notes", "Type", "Duration", "Amount"],
    ...[
      "Owner",
      "담당자",
      "일자",
      "시간",
      "결과",
      "고객명",
      "연락처",
      "사번",
      "구분",
      "From",
      "To",
      "Team",
      "Stage",
      "x",
      "Created At",
      "URL",
      "금액",
      "수정일시",
    ],
  );
  const cell = fc.constantFrom(
    ...[
      "",
      "Y",
      "N",
      "Ann",
      "Bob Lee",
      "김철수",
      "2026-03-02",
      "03/04/2026",
      "2026-03-02 10:00",
      "2026-03-02T10:00:00Z",
      "46083",
      "46083.5",
      "0.4",
    ],
    ...[
      "9:05",
      "0:03:41",
      "3분 41초",
      "41",
      "1.5",
      "1,234",
      "12,000원",
      "$5",
      "a@b.example",
      "010-1234-5678",
      "https://x.example/1",
      "call",
      "전화",
    ],
    ...[
      "Outbound Call",
      "발신",
      "부재",
      "Completed",
      "Planned",
      "customer",
      "ID001",
      "some longer text that nobody reads",
      "=1+1",
      "#REF!",
    ],
  );
  const files = fc.uniqueArray(names, { minLength: 1, maxLength: 9 }).chain((header) =>
    fc.record({
      header: fc.constant(header),
      rows: fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { minLength: 1, maxLength: 25 }),
    }),
  );
  const whats = fc.constantFrom<What | undefined>("activities", "prospects", "members", "leaves", undefined);

  test("whatever a file holds, the proposed map can be read, or lacks only what no column gives; its choices too", () => {
    fc.assert(
      fc.property(files, whats, ({ header, rows }, what) => {
        const proposal = propose({ fileName: "calls.csv", sheet: null, header, rows }, what === undefined ? {} : { what });
        for (const map of [proposal.map, ...proposal.questions.flatMap(({ choices }) => choices.map((choice) => choice.map))]) {
          const read = readMap(map, fieldSets[proposal.what]);
          expect(read.ok ? [] : read.refusals.filter(({ code }) => code !== "map-missing")).toEqual([]);
        }
        // Only a date with its time, and an id made from several, take more columns than one; a known export may ask several in turn.
        if (proposal.recognisedAs !== null) return;
        const filled = proposal.columns.flatMap(({ field }) =>
          field === null || field === "external_id" || field === "occurred_at" ? [] : [field],
        );
        expect(new Set(filled).size).toBe(filled.length);
      }),
      { numRuns: 200 },
    );
  });
});

test("of a very wide sheet the first columns are looked at, and the others are said to be left", () => {
  const { header, rows } = callCenterSample;
  const more = Array.from({ length: 12_000 }, (_, at) => `Column ${at}`);
  const sample = { ...callCenterSample, header: [...header, ...more], rows: rows.map((cells) => [...cells, ...more.map(() => "x")]) };
  const { columns } = propose(sample);
  expect(columns.map(({ name }) => name)).toEqual(sample.header);
  expect(columns.filter(({ field }) => field !== null)).toEqual(propose(callCenterSample).columns.filter(({ field }) => field !== null));
  expect(columns.at(-1)).toMatchObject({ field: null, confidence: 0, why: { en: "Only the first 500 columns are looked at." } });
});
