import { describe, expect, test } from "vitest";
import { activityFields } from "../../import-activities.ts";
import { parseMapText, readMap, type ImportMap } from "../maps/import-map.ts";
import { allSkipped, nothingSkipped } from "./layout.ts";

const rest = "source: s\ncolumns: { external_id: Id, member: Agent, kind: Kind, occurred_on: Day }\n";

const read = (keys: string) => {
  const content = parseMapText(rest + keys);
  return content.ok ? readMap(content.value, activityFields) : content;
};

const layoutOf = (keys: string): ImportMap["layout"] => {
  const map = read(keys);
  if (!map.ok) throw new Error(JSON.stringify(map.refusals));
  return map.value.layout;
};

test("a map without them leaves the layout to be found", () => {
  expect(layoutOf("")).toEqual({ sheet: null, headerRows: null, skipRows: null, fillDown: null, unpivot: null });
});

test.each([
  ["sheet: 3월", { sheet: "3월" }],
  ["sheet: 2", { sheet: "2" }],
  ["headerRow: 4", { headerRows: [4] }],
  ["headerRow: [4, 5]", { headerRows: [4, 5] }],
  ["skipRows: auto", { skipRows: allSkipped }],
  ["skipRows: none", { skipRows: nothingSkipped }],
  ["skipRows: [subtotals, 57, 58]", { skipRows: { ...nothingSkipped, subtotals: true, numbers: new Set([57, 58]) } }],
  ["fillDown: [Team, Agent]", { fillDown: ["Team", "Agent"] }],
  ["fillDown: none", { fillDown: [] }],
  [
    "unpivot: { columns: [TA, AP], name: kind, value: count }",
    { unpivot: { columns: ["TA", "AP"], names: ["kind"], value: "count", month: null, week: null } },
  ],
  [
    'unpivot: { columns: ["1"], name: [day, kind], value: count, month: 2026-03 }',
    { unpivot: { columns: ["1"], names: ["day", "kind"], value: "count", month: "2026-03", week: null } },
  ],
  [
    "unpivot: { columns: [TA], name: kind, value: count, month: title }",
    { unpivot: { columns: ["TA"], names: ["kind"], value: "count", month: "title", week: null } },
  ],
])("%s", (keys, expected) => {
  expect(layoutOf(keys)).toMatchObject(expected);
});

describe("refused, with what would be right:", () => {
  test.each([
    ["sheet: []", "/sheet"],
    ["headerRow: 0", "/headerRow"],
    ["headerRow: [5, 4]", "/headerRow"],
    ["headerRow: [1, 2, 3, 4]", "/headerRow"],
    ["headerRow: first", "/headerRow"],
    ["skipRows: totals", "/skipRows"],
    ["skipRows: [subtotals, x]", "/skipRows"],
    ["fillDown: { Team: yes }", "/fillDown"],
    ["unpivot: TA", "/unpivot"],
    ["unpivot: { columns: [TA], value: count }", "/unpivot"],
    ["unpivot: { columns: [TA], name: [a, b, c], value: count }", "/unpivot"],
    ["unpivot: { columns: [TA], name: kind, value: count, year: 2026 }", "/unpivot"],
    ["unpivot: { columns: [TA], name: day, value: count, month: 2026-13 }", "/unpivot/month"],
    ["unpivot: { columns: [Mon], name: day, value: count, week: 2026-02-30 }", "/unpivot/week"],
    ["encoding: latin", "/encoding"],
  ])("%s", (keys, pointer) => {
    expect(read(keys)).toMatchObject({ ok: false, refusals: [{ code: "map-shape", pointer }] });
  });
  test("a year that is none", () => {
    const content = parseMapText(rest.replace("Day }", "{ column: Day, format: auto, year: soon } }"));
    expect(content.ok && readMap(content.value, activityFields)).toMatchObject({
      refusals: [{ code: "map-shape", pointer: "/columns/occurred_on/year" }],
    });
  });
});
