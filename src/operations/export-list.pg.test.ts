import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostileActivity } from "../../tests/hostile-activities.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";
import { applyCompany } from "./apply-company.ts";
import { exportList, type ExportFormat, type ListName } from "./export-list.ts";
import { foldTallies } from "./fold-tallies.ts";
import { importActivities, type ActivitiesImport } from "./import-activities.ts";
import { importLeaves } from "./import-leaves.ts";
import { importMembers } from "./import-members.ts";
import { importProspects } from "./import-prospects.ts";
import { importTargets } from "./import-targets.ts";
import { exportCompany } from "./export-company.ts";
import { sheetText } from "./files/target-sheet.ts";
import type { ListFilter } from "./lists/list-filter.ts";
import { recordActivities } from "./record-activities.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-export-"));
afterAll(() => rm(folder, { recursive: true }));

const company = async (id: string): Promise<number> => {
  const applied = await applyCompany(
    database,
    `
company: { id: ${id}, name: Northwind, country: KR, timeZone: Asia/Seoul, currency: USD }
sources: [ { id: dialer, provenance: captured } ]
attributes: { note: string, size: int, hot: bool, premium: money }
members:
  - { id: raj, name: Raj, email: raj@example.com, timeZone: Asia/Kolkata, identities: [ { source: dialer, externalId: 005A } ] }
  - { id: mina, name: Mina, email: mina@northwind.example }
metrics:
  - { id: calls, name: Calls, where: 'kind == "call"' }
  - { id: people, name: People, where: 'kind != "visit"', oncePer: { prospect: week, within: member } }
  - { id: long, name: Long, where: 'kind == "call" && durationSeconds >= 41 && provenance != "self_reported"' }
`,
    { by: "test" },
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  return applied.value.companyId ?? 0;
};

const written = async (companyId: number, list: ListName, format: ExportFormat, filter: ListFilter = {}): Promise<string> => {
  const path = join(folder, `${list}-${companyId}.${format}`);
  const exported = await exportList(database, companyId, list, { filter, format, path, language: "en" });
  if (!exported.ok) throw new Error(JSON.stringify(exported.refusals));
  return path;
};

const taken = async (companyId: number, path: string): Promise<ActivitiesImport> => {
  const outcome = await importActivities(database, companyId, { from: { path }, fileName: path, rejectedPath: `${path}.rejected.csv` });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  while ((await foldTallies(database, companyId)) > 0);
  return outcome.value;
};

/** Everything that a source has told, and what was counted of it; not when it came, nor under which numbers it is kept. */
const contentOf = (companyId: number): Promise<Readonly<Record<string, readonly unknown[]>>> =>
  inCompany(database, companyId, async (tx) => {
    const log = await sql`
      select to_jsonb(a) - array['company_id', 'arrival', 'recorded_at', 'rank_at', 'revision', 'prospect_number', 'own_prospect_number', 'content_hash'] as record,
        encode(a.content_hash, 'hex') as hash
      from activities a where company_id = ${companyId} order by source, external_id`.execute(tx);
    const lines = await sql`
      select to_jsonb(l) - array['company_id', 'prospect_number', 'own_prospect_number'] as line from activity_lines l
      where company_id = ${companyId} order by source, external_id, line`.execute(tx);
    const identities = await sql`select kind, value from prospect_identities where company_id = ${companyId} order by kind, value`.execute(
      tx,
    );
    const days = await sql`
      select to_jsonb(t) - array['company_id'] as day from tally_days t where company_id = ${companyId} order by to_jsonb(t)::text`.execute(
      tx,
    );
    return { log: log.rows, lines: lines.rows, identities: identities.rows, days: days.rows };
  });

const COUNT = 10_000;
let source = 0;
let content: Awaited<ReturnType<typeof contentOf>>;

beforeAll(async () => {
  source = await company("northwind");
  const items = Array.from({ length: COUNT }, (_, index) => hostileActivity(index));
  const answer = await recordActivities(database, source, items, { now: BigInt(Date.now()) * 1000n, defaultProvenance: "imported" });
  if (answer.rejected.length > 0) throw new Error(JSON.stringify(answer.rejected.slice(0, 5)));
  while ((await foldTallies(database, source)) > 0);
  content = await contentOf(source);
  if (content["log"]?.length !== COUNT || content["days"]?.length === 0) throw new Error("Something of the records is missing");
});

const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const isNumber = /^[+-]?\d+(?:[.,]\d+)*$/;

test.each(["csv", "xlsx"] as const)(
  "ten thousand hostile records come back from %s as they were, and are counted the same",
  async (format) => {
    const path = await written(source, "activities", format);
    const copy = await company(`copy-${format}`);
    expect(await taken(copy, path)).toMatchObject({ accepted: content["log"]?.length, rejected: 0, rejections: [], notes: [] });
    expect(await contentOf(copy)).toEqual(content);
    expect(await verifyCompany(database, copy)).toMatchObject({ equal: true });
    expect(await taken(source, path)).toMatchObject({ accepted: 0, revised: 0, stale: 0, rejected: 0, duplicates: content["log"]?.length });
  },
);

test("no cell of a CSV file starts a formula", async () => {
  const path = await written(source, "activities", "csv");
  const text = await readFile(path, "utf8");
  expect(text.startsWith("\ufeffsource,external_id,member,kind,")).toBe(true);
  expect(text.endsWith("\r\n")).toBe(true);
  const rows = parse(text, { bom: true, recordDelimiter: "\r\n" });
  expect(rows).toHaveLength((content["log"]?.length ?? 0) + 1);
  const cells = rows.flat();
  expect(cells.filter((cell) => formula.test(cell) && !isNumber.test(cell))).toEqual([]);
  // Of each kind there is one that would have been.
  for (const sign of ["'=", "'+", "'-", "'@", "'＝", "''="]) expect(cells.some((cell) => cell.startsWith(sign))).toBe(true);
});

test("another reader finds text as text, numbers as numbers and days as days in a workbook", async () => {
  const path = await written(source, "activities", "xlsx");
  const [sheet] = await readXlsxFile(path);
  const [head = [], ...rows] = sheet?.data ?? [];
  expect(rows).toHaveLength(content["log"]?.length ?? 0);
  const at = (name: string): number => head.indexOf(name);
  const cells = (name: string): readonly unknown[] => rows.map((row) => row[at(name)]).filter((cell) => cell !== null);
  for (const name of ["source", "external_id", "member", "subject", "occurred_at", "prospect"])
    expect(new Set(cells(name).map((cell) => typeof cell))).toEqual(new Set(["string"]));
  for (const name of ["duration_seconds", "quantity", "amount"])
    expect(new Set(cells(name).map((cell) => typeof cell))).toEqual(new Set(["number"]));
  expect(cells("occurred_on").every((cell) => cell instanceof Date)).toBe(true);
  expect(cells("total").every((cell) => cell === true)).toBe(true);
  expect(cells("subject")).toContain("=1+1");
  expect(cells("subject")).toContain("00123");
});

const loads = { prospects: importProspects, members: importMembers, leaves: importLeaves } as const;

const loaded = async (companyId: number, list: keyof typeof loads, path: string) => {
  const outcome = await loads[list](database, companyId, { from: { path }, fileName: path, rejectedPath: `${path}.rejected.csv` });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const prospectsOf = (companyId: number) =>
  inCompany(database, companyId, async (tx) => {
    const { rows } = await sql`
      select * from (select p.name, p.owner_number, p.time_zone, p.attributes,
        (select jsonb_agg(jsonb_build_array(i.kind, i.value) order by i.kind, i.value) from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = p.prospect_number) as identities,
        (select jsonb_agg(jsonb_build_array(f.aspect, f.from_at, f.value) order by f.aspect, f.from_at) from prospect_facts f where f.company_id = ${companyId} and f.prospect_number = p.prospect_number) as facts
      from prospects p where p.company_id = ${companyId}) q order by q.identities::text`.execute(tx);
    return rows;
  });

const people = [
  `id,name,email,phone,handle,stage,stage_from,owner,time_zone,segment,attributes.note,attributes.size,attributes.hot,attributes.premium`,
  `'=1+1,'=HYPERLINK("x"),mina@example.com,010-1234-5678,bsky:mina,prospect,,raj,Asia/Seoul,'@vip,'+1,7,true,12.30`,
  `,,second@example.com,010-1234-5678,,opportunity,2026-03-02,,,,,,,`,
  `,,,010-1234-5678,,customer,2026-03-05T09:30:00+09:00,,,,,,,`,
  `0012345,00123,,,,,,mina,,1-2,3/4,-3,false,KWD 1.234`,
  `1E5,"a ""b""
",,,,"stage, one",,,,,"two
lines",,,KRW 99`,
  `"a;b",한글 👩‍👩‍👧‍👦,,,,,,,,,,,,`,
  ...Array.from(
    { length: 3000 },
    (_, index) =>
      `c-${index},"${["=", "+", "-", "@", "'", "00", "'="][index % 7]}${index}",p${index}@example.com,,,${index % 2 === 0 ? "prospect" : "customer"},2026-01-0${(index % 9) + 1},raj,,,n${index},${index},,`,
  ),
].join("\r\n");

test.each(["csv", "xlsx"] as const)("prospects come back from %s with their names, stages and attributes", async (format) => {
  const from = await company(`people-${format}`);
  const given = join(folder, "people.csv");
  await writeFile(given, people);
  expect(await loaded(from, "prospects", given)).toMatchObject({ rejections: [], rejected: 0 });
  const path = await written(from, "prospects", format);
  const copy = await company(`people-copy-${format}`);
  expect(await loaded(copy, "prospects", path)).toMatchObject({ rejections: [], rejected: 0, notes: [] });
  const was = await prospectsOf(from);
  expect(was.length).toBe(3004);
  expect(await prospectsOf(copy)).toEqual(was);
  expect(await loaded(from, "prospects", path)).toMatchObject({ created: 0, changed: 0, rejected: 0 });
});

const staff = (id: string, withPeople: boolean): string => `
company: { id: ${id}, name: Northwind, country: KR, timeZone: Asia/Seoul, currency: USD }
sources: [ { id: dialer, provenance: captured } ]
teams: [ { id: east, name: East }, { id: west, name: West }, { id: north, name: North } ]
metrics: [ { id: calls, name: Calls, where: 'kind == "call"' } ]
${
  withPeople
    ? `members:
  - { id: raj, name: "=Raj", email: raj@example.com, code: "00123", team: [ { value: east }, { value: west, from: 2026-03-01 }, { value: north, from: 2026-06-01 } ], timeZone: Asia/Kolkata, employedFrom: 2024-02-01, identities: [ { source: dialer, externalId: "-005A" } ] }
  - { id: mina, name: { en: Mina, ko: 미나 }, role: manager, team: east, phase: [ { value: probation, from: 2026-01-01 }, { value: established, from: 2026-04-01 } ], employedThrough: 2027-12-31 }
  - { id: kim, name: "'@Kim" }
leaves:
  - { member: raj, from: 2026-03-16, through: 2026-03-17, kind: vacation }
  - { member: kim, from: 2026-05-04, through: 2026-05-04, kind: sick, half: true }
`
    : ""
}`;

const applied = async (text: string): Promise<number> => {
  const outcome = await applyCompany(database, text, { by: "test" });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value.companyId ?? 0;
};

const fileOf = async (companyId: number, id: string): Promise<string> => (await exportCompany(database, companyId)).replace(id, "same");

test.each(["csv", "xlsx"] as const)("members, leave and targets come back from %s: the company is the same", async (format) => {
  const from = await applied(staff(`staff-${format}`, true));
  const order = { metric: "calls", cadence: "month", targets: "member,2027-01,2027-02\nraj,150,160.5\nmina,0,200\neast,900,\n" } as const;
  const said = await importTargets(database, from, "quota", { ...order, targets: order.targets.replace("member", "") }, { by: "test" });
  expect(said).toMatchObject({ ok: true, value: { received: 5 } });
  const before = await exportCompany(database, from);
  const copy = await applied(staff(`staff-copy-${format}`, false));
  for (const list of ["members", "leaves"] as const) {
    const path = await written(from, list, format);
    expect(await loaded(copy, list, path)).toMatchObject({ rejections: [], rejected: 0, notes: [] });
    expect(await loaded(from, list, path)).toMatchObject({ rejected: 0, created: 0 });
  }
  const path = await written(from, "targets", format);
  const text = await sheetText(await readFile(path), path);
  if (!text.ok) throw new Error(JSON.stringify(text.refusals));
  expect(await importTargets(database, copy, "quota", { ...order, targets: text.value }, { by: "test" })).toMatchObject({
    value: { received: 5, columnsLeft: [] },
  });
  expect(await importTargets(database, from, "quota", { targets: text.value }, { by: "test" })).toMatchObject({
    value: { received: 5, changes: [] },
  });
  expect(await exportCompany(database, from)).toBe(before);
  // A file of members has one name for each.
  expect(await fileOf(copy, `staff-copy-${format}`)).toBe(
    (await fileOf(from, `staff-${format}`)).replace("{ en: Mina, ko: 미나 }", "Mina"),
  );
});

test("a member whose teams are told in two batches of the import keeps them", async () => {
  const others = Array.from({ length: 999 }, (_, index) => `  - { id: m-${index}, name: M${index} }`).join("\n");
  const text = staff("staff-many", true).replace("members:\n", `members:\n${others}\n`);
  const companyId = await applied(text);
  const before = await exportCompany(database, companyId);
  const path = await written(companyId, "members", "csv");
  expect((await readFile(path, "utf8")).split("\r\n")[1000]).toContain("raj,");
  expect(await loaded(companyId, "members", path)).toMatchObject({ rejected: 0, created: 0 });
  expect(await exportCompany(database, companyId)).toBe(before);
});
