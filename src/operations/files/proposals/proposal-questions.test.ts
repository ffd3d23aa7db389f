import { expect, test } from "vitest";
import { ambiguous, kinds, mapOf, one, propose, sheet, two } from "../../../../tests/proposals.ts";
import type { MapProposal } from "./propose-map.ts";

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
