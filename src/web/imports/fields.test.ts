import { expect, test } from "vitest";
import { columnNameOf, fieldOfPointer, fieldsFor, placeIn } from "./fields.ts";

test("what a refusal points at is a field of the record, or a column that is named as it is", () => {
  expect(fieldOfPointer("/occurredAt/0")).toBe("occurred_at");
  expect(fieldOfPointer("/Date, Time")).toBeUndefined();
  expect(placeIn("/Date, Time")).toBe("Date, Time");
  expect(columnNameOf("durationSeconds")).toBe("duration_seconds");
});

test("there is something to choose for whatever is imported, and nothing for what is not", () => {
  for (const what of ["activities", "prospects", "members", "leaves", "opportunities"]) expect(fieldsFor(what)).not.toEqual([]);
  expect(fieldsFor("toString")).toEqual([]);
});
