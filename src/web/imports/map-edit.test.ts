import { expect, test } from "vitest";
import { fieldIn, TIME_OF_DAY, withAnswer, withColumnAs, withConstant } from "./map-edit.ts";

const map = {
  source: "phone-system",
  columns: {
    external_id: { from: ["Agent", "Date", "Time"] },
    member: "Agent",
    occurred_at: { date: "Date", time: "Time", format: "M/d/yyyy H:mm", zone: "Asia/Seoul" },
    outcome: { column: "Answered", values: { Y: "connected" } },
  },
  constants: { kind: "call", direction: "outbound" },
  where: { column: "Topic", not: "Internal" },
};

test("a column that becomes another field fills no other one any more", () => {
  const changed = withColumnAs(map, "Agent", "prospect");
  expect(changed["columns"]).toEqual({
    external_id: { from: ["Date", "Time"] },
    prospect: "Agent",
    occurred_at: map.columns.occurred_at,
    outcome: map.columns.outcome,
  });
  expect(changed["where"]).toEqual(map.where);
});

test("a column that is left out takes the field with it, and a rule of several columns keeps the others", () => {
  expect(withColumnAs(map, "Answered", null)["columns"]).not.toHaveProperty("outcome");
  expect(withColumnAs(map, "Time", null)["columns"]).toMatchObject({
    external_id: { from: ["Agent", "Date"] },
    occurred_at: { date: "Date", format: "auto", zone: "Asia/Seoul" },
  });
  expect(withColumnAs(map, "Date", null)["columns"]).not.toHaveProperty("occurred_at");
});

test("a column in the place of a constant takes the constant away", () => {
  const changed = withColumnAs(map, "Type", "kind");
  expect(changed).toMatchObject({ columns: { kind: "Type" }, constants: { direction: "outbound" } });
  expect(changed["constants"]).not.toHaveProperty("kind");
  const source = withColumnAs(map, "System", "source");
  expect(source).not.toHaveProperty("source");
  expect(source).toMatchObject({ columns: { source: "System" } });
});

test("dates, times and lengths are read by what is in the column", () => {
  expect(withColumnAs(map, "Talk time", "duration_seconds", "seconds")["columns"]).toMatchObject({
    duration_seconds: { column: "Talk time", format: "auto" },
  });
});

test("a time of day joins the day that is there, and alone it says nothing", () => {
  const withDay = { columns: { occurred_on: { column: "Date", format: "auto" } } };
  expect(withColumnAs(withDay, "Time", TIME_OF_DAY)["columns"]).toEqual({ occurred_at: { date: "Date", time: "Time", format: "auto" } });
  expect(withColumnAs({ columns: { member: "Agent" } }, "Time", TIME_OF_DAY)["columns"]).toEqual({ member: "Agent" });
});

test("a constant takes the place of the column", () => {
  expect(withConstant({ columns: { kind: "Type", member: "Agent" } }, "kind", "call")).toEqual({
    columns: { member: "Agent" },
    constants: { kind: "call" },
  });
  expect(withConstant(map, "source", "dialer")["source"]).toBe("dialer");
});

test("what a column becomes is told by the map, however its name is spaced and cased", () => {
  expect(["Agent", "Date", "Time", "Answered", "Topic"].map((column) => fieldIn(map, column))).toEqual([
    "member",
    "occurred_at",
    TIME_OF_DAY,
    "outcome",
    null,
  ]);
  expect(fieldIn({ columns: { external_id: "call_id" } }, "Call Id")).toBe("external_id");
  expect(fieldIn({ columns: { external_id: { from: ["Agent", "Ticket"] }, member: "Agent" } }, "Ticket")).toBe("external_id");
});

test("answers add up, in whatever order, and leave what was changed since", () => {
  const proposed = { columns: { occurred_on: "Date", member: "Agent" }, constants: { kind: "call" } };
  const day = { ...proposed, columns: { ...proposed.columns, occurred_on: { column: "Date", format: "d/M/yyyy" } } };
  const kind = { columns: { occurred_on: "Date", member: "Agent", kind: "Type" }, constants: {} };
  const edited = withColumnAs(proposed, "Topic", "subject");
  const both = {
    columns: { occurred_on: { column: "Date", format: "d/M/yyyy" }, member: "Agent", kind: "Type", subject: "Topic" },
    constants: {},
  };
  expect(withAnswer(withAnswer(edited, proposed, day), proposed, kind)).toEqual(both);
  expect(withAnswer(withAnswer(edited, proposed, kind), proposed, day)).toEqual(both);
});
