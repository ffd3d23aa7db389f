import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { NOW, openCompany } from "../../tests/product.ts";
import { specimen } from "../../tests/specimens.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { Outcome } from "../domain/refusal.ts";
import { fileAt } from "./files/spool.ts";
import { importActivities } from "./import-activities.ts";
import type { ImportPreview } from "./import-preview.ts";
import { listImportMaps } from "./list-import-maps.ts";
import { previewImport } from "./preview-import.ts";
import { shownPreview } from "./preview-json.ts";
import type { PreviewOptions } from "./preview-opening.ts";
import { keepPreviewedMap, readImportMapOrder, saveImportMap } from "./save-import-map.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-preview-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { companyId } = await openCompany(database, {
  company: { id: "previews", name: "Previews", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [{ id: "dialer", provenance: "captured" }],
  members: [
    { id: "raj", name: "Raj Patel", email: "raj@x.example" },
    { id: "kim-1", name: "Kim" },
    { id: "kim-2", name: "Kim" },
  ],
  metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
});

const preview = async (name: string, text: string, options: Partial<PreviewOptions> = {}): Promise<Outcome<ImportPreview>> => {
  const path = join(folder, name);
  writeFileSync(path, text);
  const file = await fileAt(path);
  if (file === undefined) throw new Error(`${path} is not there`);
  return previewImport(database, companyId, file, name, { language: "en", now: NOW, ...options });
};

const previewed = async (name: string, text: string, options: Partial<PreviewOptions> = {}): Promise<ImportPreview> => {
  const outcome = await preview(name, text, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const lines = (...rows: readonly string[]): string => rows.join("\n");

test("a preview says how the file is read, whom it names and what it counts", async () => {
  const found = await previewed(
    "calls.csv",
    lines(
      "Call date,Agent,Customer phone,Result,Mood",
      "2026-02-02 09:05,raj@x.example,(212) 555-0101,Busy,good",
      "2026-02-02 09:15,Raj Patel,(212) 555-0102,Connected,bad",
      "2026-02-03 09:25,Kim,(212) 555-0103,Busy,good",
      "2026-02-31 09:25,Ann Lee,(212) 555-0104,Busy,good",
      "2026-02-04 23:30,ann.lee@x.example,(212) 555-0105,Busy,good",
    ),
  );
  expect(found).toMatchObject({
    fileName: "calls.csv",
    format: "csv",
    encoding: "UTF-8",
    rows: 5,
    what: "activities",
    recognisedAs: null,
    savedMap: null,
    sheet: null,
    headerRow: 1,
    layout: { titleRows: 0, subtotalRows: 0, unpivoted: false },
    questions: [{ id: "direction", chosen: "unsaid" }],
    kinds: { call: 4 },
    firstDay: "2026-02-02",
    lastDay: "2026-02-04",
    skipped: 0,
    rejected: 1,
    canImport: true,
    refusals: [],
    notes: ["Not read: Mood."],
  });
  expect(found.columns.map(({ name, field }) => [name, field])).toEqual([
    ["Call date", "occurred_at"],
    ["Agent", "member"],
    ["Customer phone", "prospect"],
    ["Result", "outcome"],
    ["Mood", null],
  ]);
  expect(found.columns[0]?.examples).toEqual(["2026-02-02 09:05", "2026-02-02 09:15", "2026-02-03 09:25"]);
  expect(found.fields.filter(({ needed }) => needed)).toEqual([
    { field: "source", needed: true, from: [], constant: "calls" },
    { field: "external_id", needed: true, from: ["Call date", "Agent", "Customer phone"], constant: null },
    { field: "member", needed: true, from: ["Agent"], constant: null },
    { field: "kind", needed: true, from: [], constant: "call" },
    { field: "occurred_at", needed: true, from: ["Call date"], constant: null },
  ]);
  expect(found.rowsRead[0]).toMatchObject({
    row: 2,
    fields: { member: "raj@x.example", occurredAt: "2026-02-02T14:05:00Z", outcome: "no_answer", kind: "call" },
    errors: [],
  });
  expect(found.rejections).toMatchObject([{ row: 5, errors: [{ pointer: "/Call date" }] }]);
  // Who has a member's name is that member, unless two have it.
  expect(found.members).toEqual({
    known: 1,
    more: 0,
    proposed: [
      { source: "calls", reference: "Kim", id: "kim", name: "Kim", email: null, rows: 1, isNew: true },
      { source: "calls", reference: "Raj Patel", id: "raj", name: "Raj Patel", email: null, rows: 1, isNew: false },
      {
        source: "calls",
        reference: "ann.lee@x.example",
        id: "ann-lee",
        name: "Ann Lee",
        email: "ann.lee@x.example",
        rows: 1,
        isNew: true,
      },
    ],
  });
});

test("where what tells rows apart does not, all columns do; rows that are equal in all of them count once, and it is said how many", async () => {
  const rows = Array.from({ length: 400 }, (_, row) => `2026-02-${String((row % 28) + 1).padStart(2, "0")} 10:00,Ann,d${row % 90},Busy`);
  // Beyond the first rows two acts differ in nothing but what came of them, and two in nothing.
  const found = await previewed(
    "log.csv",
    lines("Date,Agent,Desk,Result", ...rows, "2026-02-01 10:00,Ann,d0,Connected", "2026-02-01 10:00,Ann,d0,Connected"),
    {
      what: "activities",
      answers: { kind: "call" },
    },
  );
  expect(found.map["columns"]).toMatchObject({ external_id: { from: ["Date", "Agent", "Desk", "Result"] } });
  expect(found.notes).toEqual(["1 row is equal to another in everything that tells rows apart; each such act counts once."]);
  expect(found.columns.map(({ name, field }) => [name, field])).toContainEqual(["Desk", "external_id"]);
});

test("rows that only a reading of the whole file shows to be alike are told apart by all columns", async () => {
  const time = (row: number): string =>
    `2026-02-${String(1 + (row % 28)).padStart(2, "0")} ${String(8 + Math.floor(row / 2800)).padStart(2, "0")}:${String(Math.floor(row / 28) % 60).padStart(2, "0")}:${String(Math.floor(row / 1680) % 60).padStart(2, "0")}`;
  // These two are in no sample of the file.
  const [first, second] = [200 + 3001, 200 + 3003];
  const rows = Array.from(
    { length: 6000 },
    (_, row) => `${time(row === second ? first : row)},Ann,${row === second ? "Connected" : "Busy"}`,
  );
  const found = await previewed("outbound calls.csv", lines("Date,Agent,Result", ...rows));
  expect(found.columns.map(({ name, field }) => [name, field])).toEqual([
    ["Date", "occurred_at"],
    ["Agent", "member"],
    ["Result", "outcome"],
  ]);
  expect(found.map["columns"]).toMatchObject({ external_id: { from: ["Date", "Agent", "Result"] } });
  expect(found).toMatchObject({ kinds: { call: 6000 }, notes: [] });
});

test("ids that come again with something else are later states, and it is said how many", async () => {
  const found = await previewed(
    "calls.csv",
    lines("Call Id,Date,Agent,Result", "1,2026-02-02 10:00,Ann,Busy", "2,2026-02-02 10:01,Ann,Busy", "1,2026-02-02 10:00,Ann,Connected"),
    {
      map: {
        source: "pbx",
        columns: { external_id: "Call Id", occurred_at: { column: "Date", zone: "company" }, member: "Agent" },
        constants: { kind: "call" },
      },
    },
  );
  expect(found.notes).toContain("1 row has the id of an earlier row and says something else: it is a later state of it.");
  expect(found.columns.map(({ why }) => why)).toEqual([
    "The map says so.",
    "The map says so.",
    "The map says so.",
    "The map does not read it.",
  ]);
});

test("a number that nobody keeps is in no example and no row of a preview", async () => {
  const secret = "900101-1234567";
  const found = await previewed(
    "calls.csv",
    lines("Date,Agent,Phone,Notes", `2026-02-02 10:00,Ann,010-1234-5678,number ${secret}`, "2026-02-02 10:01,Bob,010-1234-5679,none"),
  );
  expect(JSON.stringify(found)).not.toMatch(/1234567/);
  expect(found.rejected).toBe(1);
});

test("lines of JSON are records already, and a header of ours is read as it is", async () => {
  const line = (id: string): string =>
    JSON.stringify({ source: "dialer", externalId: id, member: "raj", kind: "call", occurredAt: "2026-02-02T10:00:00Z" });
  expect(await previewed("log.ndjson", lines(line("1"), line("2")))).toMatchObject({
    format: "ndjson",
    map: {},
    columns: [],
    rows: 2,
    kinds: { call: 2 },
    members: { known: 1, proposed: [] },
    canImport: true,
  });
  const own = await previewed(
    "own.csv",
    lines("source,external_id,member,kind,occurred_at,mood", "dialer,1,raj,call,2026-02-02T10:00:00Z,good"),
  );
  expect(own).toMatchObject({ recognisedAs: { id: "attain" }, kinds: { call: 1 }, canImport: true, notes: ["Not read: mood."] });
});

test("a known export is read by its shipped map, and what its header lacks is filled as for any file", async () => {
  const text = specimen("hubspot-calls.csv");
  const whole = await previewed("hubspot-calls.csv", text);
  expect(whole).toMatchObject({
    recognisedAs: { id: "hubspot-calls", name: "HubSpot calls" },
    kinds: { call: 6 },
    skipped: 1,
    canImport: true,
  });
  const renamed = await previewed("hubspot-calls.csv", text.replace("Activity assigned to", "Agent name"));
  expect(renamed).toMatchObject({ recognisedAs: { id: "hubspot-calls" }, canImport: true, kinds: { call: 6 } });
  expect(renamed.map["columns"]).toMatchObject({ member: "Agent name" });
});

test("a file of which nothing can be taken cannot be imported, and it is said why", async () => {
  const found = await previewed("calls.csv", lines("mood,weather", "good,rain", "bad,sun"));
  expect(found.what).toBe("activities");
  expect(found.canImport).toBe(false);
  expect(found.refusals.map(({ code }) => code)).toContain("map-missing");
  expect(
    found.fields.filter(({ needed, from, constant }) => needed && from.length === 0 && constant === null).map(({ field }) => field),
  ).toContain("member");
  const future = await previewed("calls.csv", lines("Date,Agent", "2036-02-02 10:00,Ann", "2036-02-02 10:01,Bob"), {
    what: "activities",
    answers: { kind: "call" },
  });
  expect(future).toMatchObject({ canImport: false, rejected: 2, refusals: [{ code: "import-all-rejected" }] });
  const nobody = await previewed("tasks.csv", lines("Date,Agent,Type", "2026-02-02 10:00,Ann,call"), {
    map: {
      source: "x",
      columns: { member: "Agent", kind: "Type", occurred_at: { column: "Date", zone: "company" }, external_id: { from: ["Date"] } },
      where: { column: "Agent", equals: "Bob" },
    },
  });
  expect(nobody).toMatchObject({ canImport: false, refusals: [{ code: "import-nothing" }] });
});

test("a given map that does not suit the file is refused, and so is a file that is wrong as a whole", async () => {
  const refused = async (text: string, options: Partial<PreviewOptions>): Promise<readonly string[]> => {
    const outcome = await preview("calls.csv", text, options);
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };
  const map = { source: "x", columns: { member: "Agent", occurred_on: "Day", external_id: "No" }, constants: { kind: "call" } };
  expect(await refused(lines("Agent,Date,No", "Ann,2026-02-02,1"), { map })).toEqual(["map-column"]);
  expect(await refused(lines("Agent,Date,No", "Ann,2026-02-02,1"), { map: "columns: [" })).toEqual(["map-syntax"]);
  expect(await refused("", {})).toEqual(["csv-empty"]);
  expect(await refused(lines("Agent,Agent", "Ann,Bob"), {})).toEqual(["csv-column-repeated"]);
});

test("what the preview counts is what the import then takes", async () => {
  const text = lines(
    "Date,Agent,Type,Phone",
    ...Array.from(
      { length: 50 },
      (_, row) =>
        `2026-02-${String((row % 28) + 1).padStart(2, "0")} 10:${String(row).padStart(2, "0")},Ann,${["Call", "Email", "Lunch break"][row % 10 === 9 ? 2 : row % 2] ?? ""},212-555-01${row + 10}`,
    ),
  );
  const found = await previewed("mixed.csv", text);
  expect(found.canImport).toBe(true);
  const imported = await importActivities(database, companyId, {
    from: { path: join(folder, "mixed.csv") },
    fileName: "mixed.csv",
    map: found.map,
    rejectedPath: null,
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
  const taken = Object.values(found.kinds).reduce((sum, count) => sum + count, 0);
  expect({ accepted: imported.value.accepted, skipped: imported.value.skipped, rejected: imported.value.rejected }).toEqual({
    accepted: taken,
    skipped: found.skipped,
    rejected: found.rejected,
  });
  expect(found.skipped).toBe(5);
});

test("a map is saved under a name and replaced by the same name; one that cannot be read is refused", async () => {
  const text = lines("Date,Agent,Phone", "2026-02-02 10:00,Ann,212-555-0110", "2026-02-02 10:01,Bob,212-555-0111");
  const found = await previewed("outbound calls.csv", text);
  const saved = await keepPreviewedMap(database, companyId, { name: "발신 통화", preview: found }, { by: "test" });
  expect(saved).toMatchObject({ ok: true, value: { id: "발신-통화", name: "발신 통화", header: ["agent", "date", "phone"] } });
  await keepPreviewedMap(database, companyId, { name: "발신 통화", preview: found }, { by: "somebody else" });
  const { importMaps } = await listImportMaps(database, companyId);
  expect(importMaps.map(({ id, savedBy }) => [id, savedBy])).toEqual([["발신-통화", "somebody else"]]);
  expect(await previewed("next.csv", text)).toMatchObject({
    savedMap: { id: "발신-통화", name: "발신 통화" },
    map: found.map,
    canImport: true,
  });
  const codes = async (fields: unknown): Promise<readonly string[]> => {
    const order = readImportMapOrder("mine", fields);
    const outcome = order.ok ? await saveImportMap(database, companyId, order.value, { by: "test" }) : order;
    return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  expect(await codes({ header: ["Date"], map: { columns: { memer: "Agent" } } })).toEqual(["map-field /map/columns/memer"]);
  expect(await codes({ map: {} })).toEqual(["map-header-missing /header"]);
  expect(await codes({ header: ["Date"] })).toEqual(["required /map"]);
  expect(await codes({ header: "Date", map: {}, what: "deals", mood: 1 })).toEqual(["unknown-field /mood", "enum /what", "type /header"]);
});

test("a preview tells that it reads the file through, and then that it counts, each to its end", async () => {
  const told: Parameters<NonNullable<PreviewOptions["progress"]>>[0][] = [];
  await previewed("told.csv", lines("Call date,Agent,Result", "2026-02-02 09:05,raj@x.example,Busy"), {
    progress: (each) => told.push(each),
  });
  const stages = told.map(({ stage }) => stage);
  expect(stages).toEqual([...stages.filter((each) => each === "reading"), ...stages.filter((each) => each === "counting")]);
  expect(told.findLast(({ stage }) => stage === "reading")).toEqual({ stage: "reading", rows: 1, share: 1 });
  expect(told.at(-1)).toEqual({ stage: "counting", rows: 1, share: 1 });
});

test("all people of a file are kept to become members, however many are shown", async () => {
  const rows = Array.from({ length: 1200 }, (_, at) => `2026-02-02 09:05,Person ${at},(212) 555-0101`);
  const found = await previewed("crowd.csv", lines("Call date,Agent,Customer phone", ...rows));
  expect(found.members.proposed).toHaveLength(1200);
  expect(found.members.more).toBe(0);
  const answered = shownPreview(found);
  expect(answered.members.proposed).toHaveLength(500);
  expect(answered.members.more).toBe(700);
});
