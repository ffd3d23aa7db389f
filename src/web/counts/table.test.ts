import fc from "fast-check";
import { expect, test } from "vitest";
import { sorted, tableOf } from "./table.ts";

const row = fc.record({
  member: fc.constantFrom("raj", "mina", null),
  name: fc.constant(null),
  reference: fc.constantFrom("Diane", "Joe"),
  source: fc.constantFrom("crm", "dialer"),
  kind: fc.constantFrom("call", "email"),
  direction: fc.constantFrom("outbound", "inbound", null),
  count: fc.nat(1000),
});

test("columns and people each add up to all that there is", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const all = rows.reduce((sum, { count }) => sum + count, 0);
      const table = tableOf({ rows });
      expect(table.total).toBe(all);
      expect(table.columns.reduce((sum, { total }) => sum + total, 0)).toBe(all);
      expect(table.people.reduce((sum, { total }) => sum + total, 0)).toBe(all);
      for (const { key, most } of table.columns) expect(most).toBe(Math.max(...table.people.map(({ byColumn }) => byColumn.get(key) ?? 0)));
    }),
  );
});

test("a member under several names is one person, and a stranger one in each source", () => {
  const of = (member: string | null, reference: string, source: string) => ({
    member,
    name: null,
    reference,
    source,
    kind: "call",
    count: 1,
  });
  const { people } = tableOf({
    rows: [of("raj", "R.", "crm"), of("raj", "Raj", "dialer"), of(null, "Joe", "crm"), of(null, "Joe", "dialer")],
  });
  expect(people.map(({ key, total }) => [key, total])).toEqual([
    ["= raj", 2],
    ["? crm Joe", 1],
    ["? dialer Joe", 1],
  ]);
});

test("who is known comes first, then who did most", () => {
  const rows = [
    { member: null, name: null, reference: "Joe", kind: "call", count: 90 },
    { member: "raj", name: null, reference: null, kind: "call", count: 3 },
    { member: "mina", name: null, reference: null, kind: "call", count: 30 },
  ];
  const names = sorted(tableOf({ rows }).people, "total", ({ member, reference }) => member ?? reference ?? "", "en");
  expect(names.map(({ key }) => key)).toEqual(["= mina", "= raj", "?  Joe"]);
});
