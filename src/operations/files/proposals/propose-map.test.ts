import { expect, test } from "vitest";
import { callCenterSample, koreanSheet, mapOf, one, propose, sheet } from "../../../../tests/proposals.ts";
import type { MapContext, MapSample } from "./propose-map.ts";

const inKorea: Partial<MapContext> = { hints: { country: "KR", today: 20_800 }, currency: "KRW" };

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

test("of a very wide sheet the first columns are looked at, and the others are said to be left", () => {
  const { header, rows } = callCenterSample;
  const more = Array.from({ length: 12_000 }, (_, at) => `Column ${at}`);
  const sample = { ...callCenterSample, header: [...header, ...more], rows: rows.map((cells) => [...cells, ...more.map(() => "x")]) };
  const { columns } = propose(sample);
  expect(columns.map(({ name }) => name)).toEqual(sample.header);
  expect(columns.filter(({ field }) => field !== null)).toEqual(propose(callCenterSample).columns.filter(({ field }) => field !== null));
  expect(columns.at(-1)).toMatchObject({ field: null, confidence: 0, why: { en: "Only the first 500 columns are looked at." } });
});
