import { expect, test } from "vitest";
import { activityFields } from "./activity-columns.ts";
import { knownExports, readKnownExport, recogniseExport } from "./known-exports.ts";
import { readMap } from "./import-map.ts";
import { rowReader } from "./row-reading.ts";

const context = { fieldSet: activityFields, currency: "USD", timeZone: "America/New_York" };

const problemsOf = (header: readonly string[]): unknown => {
  const recognition = recogniseExport(header, []);
  if (recognition === null) return "not recognised";
  const map = readMap(recognition.map, { ...activityFields, needed: recognition.missing.length > 0 ? [] : activityFields.needed });
  if (!map.ok) return map.refusals;
  const reader = rowReader(header, { ...context, map: map.value });
  return reader.ok ? recognition.missing : reader.refusals;
};

/** Only fields may be missing, never may a rule be wrong. */
const isMap = (problems: unknown): boolean => Array.isArray(problems) && problems.every((each) => typeof each === "string");

/** The columns of an export by the first of their names, or by the last. */
const headerOf = ({ marks, others }: (typeof all)[number], which: 0 | -1): readonly string[] => [
  ...new Set([...marks, ...others].map((names) => names.at(which) ?? "")),
];

const all = knownExports();

test.each(all.map((known) => [known.id, known] as const))("%s is recognised by its own columns, and its map is one", (id, known) => {
  for (const which of [0, -1] as const) {
    const header = headerOf(known, which);
    expect(recogniseExport(header, [])).toMatchObject({ id, confidence: 1 });
    expect(isMap(problemsOf(header))).toBe(true);
  }
  expect(problemsOf(headerOf(known, 0))).toEqual([]);
});

test.each(all.map((known) => [known.id, known] as const))("every rule of %s reads, whichever columns are there", (_, known) => {
  const rules: readonly unknown[] = [...Object.values(known.map["columns"] ?? {}), known.map["mail"]];
  const keys = new Set(["column", "date", "time", "from", "to", "mailbox", "between", "firstOf", "when"]);
  const columnsIn = (value: unknown, isName: boolean): readonly string[] => {
    if (typeof value === "string") return isName ? [value] : [];
    if (Array.isArray(value)) return value.flatMap((each: unknown) => columnsIn(each, isName));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => columnsIn(each, keys.has(key) && key !== "firstOf" && key !== "when"));
  };
  const names = [...new Set(rules.flatMap((each) => columnsIn(each, true)))];
  const header = [...new Map([...names, ...headerOf(known, 0)].map((name) => [name.toLowerCase(), name])).values()];
  expect(names.length).toBeGreaterThan(5);
  expect(problemsOf(header)).toEqual([]);
  for (const name of header) {
    const others = header.filter((each) => each !== name);
    expect(isMap(problemsOf(others))).toBe(true);
  }
});

test("a header of our own, and one of nobody, is not recognised", () => {
  for (const header of [
    ["source", "external_id", "member", "kind", "occurred_at", "duration_seconds", "outcome", "prospect", "subject"],
    ["Call Id", "Agent", "Date", "Time", "Topic", "Answered (Y/N)", "Resolved", "Speed of answer in seconds", "AvgTalkDuration"],
    ["날짜", "담당자", "매출", "비고"],
    ["Subject", "Date", "Status", "Priority", "Type"],
    ["id", "name", "email", "phone"],
    [],
  ])
    expect(recogniseExport(header, [])).toBeNull();
});

test("a file of maps/ that is wrong says where", () => {
  const good = "id: a\nname: { en: A, ko: A }\nwhat: activities\nrecognise: { marks: [[X]] }\nmap: { columns: { kind: X } }\n";
  expect(readKnownExport(good, "a.yaml")).toMatchObject({ id: "a", marks: [["X"]], others: [], done: [] });
  for (const [wrong, why] of [
    [good.replace("id: a", "id: b"), "its id is not the file's name"],
    [good.replace(", ko: A", ""), "it has no name in en and ko"],
    [good.replace("activities", "people"), '"what" is not activities'],
    [good.replace("[[X]]", "[]"), "recognise has no marks"],
    [`${good}maps: {}\n`, '"maps" is not known'],
    ["[", "it is no YAML"],
  ] as const)
    expect(() => readKnownExport(wrong, "a.yaml")).toThrow(why);
});

test("dates that only one order reads need no question; those that both read are asked", () => {
  const header = ["Subject", "Date", "Assigned", "Company / Account", "Task Subtype", "Status"];
  const withDates = (...dates: readonly string[]) =>
    recogniseExport(
      header,
      dates.map((date) => ["Call", date, "Raj", "Acme", "Call", "Completed"]),
    );
  expect(withDates("3/2/2026", "3/13/2026")).toMatchObject({
    questions: [],
    map: { columns: { occurred_on: { column: "Date", format: "month-first" } } },
  });
  expect(withDates("3/2/2026", "13/3/2026")).toMatchObject({
    questions: [],
    map: { columns: { occurred_on: { column: "Date", format: "day-first" } } },
  });
  expect(withDates("2026. 3. 2.", "2026-03-04")).toMatchObject({ questions: [] });
  expect(withDates("5/5/2026", "3/4/2026")).toMatchObject({
    questions: [
      {
        column: "Date",
        cell: "3/4/2026",
        choices: [
          { format: "month-first", reads: "2026-03-04", map: { columns: { occurred_on: { format: "month-first" } } } },
          { format: "day-first", reads: "2026-04-03", map: { columns: { occurred_on: { format: "day-first" } } } },
        ],
      },
    ],
  });
});

test("another date of the file tells the order of all: it is written in one locale", () => {
  const header = ["Subject", "Date", "Assigned", "Company / Account", "Task Subtype", "Status", "Created Date"];
  const row = (date: string, created: string): readonly string[] => ["Call", date, "Raj", "Acme", "Call", "Completed", created];
  expect(recogniseExport(header, [row("3/4/2026", "2/28/2026")])).toMatchObject({
    questions: [],
    map: { columns: { occurred_on: { format: "month-first" } } },
  });
  expect(recogniseExport(header, [row("3/4/2026", "28/02/2026")])).toMatchObject({
    questions: [],
    map: { columns: { occurred_on: { format: "day-first" } } },
  });
  expect(recogniseExport(header, [row("3/4/2026", "1/2/2026")])?.questions).toHaveLength(1);
});
