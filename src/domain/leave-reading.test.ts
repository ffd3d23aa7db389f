import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithin, isoDay } from "./day.ts";
import { firstOverlap, LONGEST_LEAVE, readLeave, readLeaveDecision, readLeaveWithdrawal } from "./leave-reading.ts";
import { sentence, type Outcome } from "./refusal.ts";
import { calendarRefusals } from "./refusals/calendar.ts";
import { HALF_DAY, WHOLE_DAY } from "./working-days.ts";

const told = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
const raj = { member: "raj", from: "2026-03-16" };

describe("leave as it is asked for", () => {
  test("is one day of vacation unless it says more", () => {
    expect(readLeave(raj)).toMatchObject({
      ok: true,
      value: { span: { startsOn: 20_528, endsBefore: 20_529 }, off: WHOLE_DAY, kind: "vacation", note: null },
    });
    expect(readLeave({ ...raj, through: "2026-03-18", half: true, kind: "sick", note: " fever " })).toMatchObject({
      value: { span: { startsOn: 20_528, endsBefore: 20_531 }, off: HALF_DAY, kind: "sick", note: "fever" },
    });
  });

  test.each([
    ["Family Event", "family_event"],
    ["병가", "sick"],
    ["예비군·민방위", "military"],
    ["PUBLIC DUTY", "public_duty"],
  ])("knows the kind %s", (kind, id) => {
    expect(readLeave({ ...raj, kind })).toMatchObject({ value: { kind: id } });
  });

  test.each<readonly [unknown, ...string[]]>([
    [[], "type "],
    [{}, "required /member", "date-required /from"],
    [{ ...raj, until: "2026-03-17" }, "unknown-field /until"],
    [{ ...raj, through: "2026-03-15" }, "leave-order /through"],
    [{ ...raj, through: isoDay(20_528 + LONGEST_LEAVE) }, "leave-long /through"],
    [{ ...raj, through: "2026-02-30" }, "date-invalid /through"],
    [{ ...raj, kind: "holiday" }, "enum /kind"],
    [{ ...raj, half: "yes" }, "type /half"],
    [{ ...raj, note: "900101-1234568" }, "secret-number /note"],
  ])("%j is refused", (fields, ...codes) => {
    const read = readLeave(fields);
    expect(told(read)).toEqual(codes);
    if (!read.ok) for (const refusal of read.refusals) expect(sentence(refusal, "ko")).not.toMatch(/\{\w+\}|undefined/);
  });

  test("a decision says yes or no, and both it and a withdrawal say why", () => {
    expect(told(readLeaveDecision({}))).toEqual(["required /approve", "required /reason"]);
    expect(told(readLeaveDecision({ approve: "yes", reason: "x" }))).toEqual(["type /approve"]);
    expect(told(readLeaveWithdrawal({ why: "x" }))).toEqual(["unknown-field /why", "required /reason"]);
  });
});

test("leaves overlap from the first day of which they take more than the whole", () => {
  const leave = fc
    .record({
      startsOn: fc.integer({ min: 0, max: 12 }),
      length: fc.integer({ min: 1, max: 5 }),
      off: fc.constantFrom(HALF_DAY, WHOLE_DAY),
    })
    .map(({ startsOn, length, off }) => ({ span: { startsOn, endsBefore: startsOn + length }, off }));
  fc.assert(
    fc.property(fc.array(leave, { maxLength: 6 }), (leaves) => {
      const taken = Array.from({ length: 20 }, (_, day) => leaves.reduce((sum, { span, off }) => sum + (isWithin(span, day) ? off : 0), 0));
      const first = taken.findIndex((off) => off > WHOLE_DAY);
      const found = firstOverlap(leaves);
      expect(found?.day).toBe(first < 0 ? undefined : first);
      if (found !== undefined)
        expect([found.of, found.other].every(({ span }) => isWithin(span, found.day)) && found.of !== found.other).toBe(true);
    }),
  );
});

test("every sentence about calendars and leave has both languages, with the same values", () => {
  const valuesIn = (text: string): readonly string[] =>
    [...new Set(Array.from(text.matchAll(/\{(\w+)/g), ([, name = ""]) => name))].toSorted();
  for (const words of Object.values(calendarRefusals)) expect(valuesIn(words.ko)).toEqual(valuesIn(words.en));
});
