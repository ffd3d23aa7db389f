import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { ColumnType } from "../operations/files/writing/list-table.ts";
import { writeListXlsx } from "../operations/files/writing/list-xlsx.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-workbooks-"));
afterAll(() => rm(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), ["--lang", "en", ...commandLine]);
const json = ({ stdout, stderr }: Ended): Record<string, unknown> => {
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
};

/** A workbook; a column `name:day` has days as a spreadsheet has them. */
const workbook = async (name: string, head: readonly string[], rows: readonly (readonly string[])[]): Promise<string> => {
  const columns = head.map((each) => {
    const [title = "", type = "text"] = each.split(":");
    return { name: title, type: type as ColumnType, title: null };
  });
  const path = join(folder, name);
  // oxlint-disable-next-line typescript/require-await
  await writeListXlsx(
    {
      columns,
      pages: async function* () {
        yield rows;
      },
    },
    { path, sheetName: "Sheet", language: "en" },
  );
  return path;
};

const text = async (name: string, lines: readonly string[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, lines.join("\n"));
  return path;
};

beforeAll(async () => {
  await openCompany(database, {
    company: { id: "books", name: "Books", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    sources: [
      { id: "dialer", provenance: "captured" },
      { id: "crm", provenance: "self_reported" },
    ],
    sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
    teams: [{ id: "east", name: "East" }],
    members: [
      { id: "raj", name: "Raj" },
      { id: "mina", name: "Mina" },
    ],
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
});

test("members of a workbook with columns of its own are read by a map, and the same file again changes nothing", async () => {
  const file = await workbook(
    "people.xlsx",
    ["사번", "성명", "메일", "지점", "입사일:day"],
    [
      ["00123", "김미나", "kim@books.example", "East", "2024-02-01"],
      ["00124", "=이름", "lee@books.example", "East", "2025-03-02"],
    ],
  );
  const map = await text("people.yaml", ["columns: { id: 사번, name: 성명, email: 메일, team: 지점, employed_from: 입사일 }"]);
  expect(json(await attain("import", "members", file, "--map", map, "--json"))).toMatchObject({ received: 2, created: 2, rejected: 0 });
  expect(json(await attain("import", "members", file, "--map", map, "--json"))).toMatchObject({
    unchanged: 2,
    created: 0,
    changed: 0,
    rejected: 0,
  });
});

test("so are prospects, whose phone numbers lost their zeros, and leave, whose days are days", async () => {
  const prospects = await workbook(
    "leads.xlsx",
    ["고객번호", "이름", "휴대폰:integer", "단계", "단계일:day"],
    [["0007", "한글", "1012345678", "customer", "2026-03-02"]],
  );
  const map = await text("leads.yaml", ["columns: { id: 고객번호, name: 이름, phone: 휴대폰, stage: 단계, stage_from: 단계일 }"]);
  expect(json(await attain("import", "prospects", prospects, "--map", map, "--json"))).toMatchObject({ created: 1, rejected: 0 });
  expect(json(await attain("import", "prospects", prospects, "--map", map, "--json"))).toMatchObject({ unchanged: 1, rejected: 0 });
  expect(json(await attain("show-prospect", "010-1234-5678", "--json"))).toMatchObject({ name: "한글" });

  const leaves = await workbook("leaves.xlsx", ["Who", "First:day", "Last:day", "Why"], [["raj", "2026-03-16", "2026-03-17", "vacation"]]);
  const leaveMap = await text("leaves.yaml", ["columns: { member: Who, from: First, through: Last, kind: Why }"]);
  expect(json(await attain("import", "leaves", leaves, "--map", leaveMap, "--json"))).toMatchObject({ created: 1, rejected: 0 });
  expect(json(await attain("import", "leaves", leaves, "--map", leaveMap, "--json"))).toMatchObject({ created: 0, unchanged: 1 });
});

test("a wide sheet of targets is taken from a workbook as if it were pasted", async () => {
  const file = await workbook(
    "targets.xlsx",
    ["구성원", "2027-01:integer", "2027-02:integer", "합계:integer"],
    [
      ["raj", "150", "160", "310"],
      ["mina", "", "200", "200"],
      ["합계", "150", "360", "510"],
    ],
  );
  const answer = json(await attain("import", "targets", file, "--table", "calls-2027", "--metric", "calls", "--json"));
  expect(answer).toMatchObject({ created: true, received: 3, columnsLeft: ["합계"], rowsLeft: [4] });
  expect(json(await attain("import", "targets", file, "--table", "calls-2027", "--json"))).toMatchObject({ received: 3, unchanged: 3 });
});

const head = ["source", "external_id", "member", "kind", "occurred_at", "prospect"];
const call = (source: string, id: string, at: string): readonly string[] => [
  source,
  id,
  "raj",
  "call",
  `2026-03-02T${at}Z`,
  "kim@acme.example",
];

test("the same act from two files, the dialer's workbook and the CRM's text, counts once", async () => {
  const dialer = await workbook("dialer.xlsx", head, [call("dialer", "d-1", "10:00:00"), call("dialer", "d-2", "11:00:00")]);
  const crm = await text(
    "crm.csv",
    [head, call("crm", "c-1", "10:02:00"), call("crm", "c-2", "13:00:00")].map((cells) => cells.join(",")),
  );
  expect(json(await attain("import", "activities", crm, "--json"))).toMatchObject({ accepted: 2 });
  expect(json(await attain("import", "activities", dialer, "--json"))).toMatchObject({ accepted: 2 });
  expect(json(await attain("show-activity", "crm", "c-1", "--json"))).toMatchObject({ sameAs: { source: "dialer", externalId: "d-1" } });
  expect(json(await attain("explain", "raj", "calls", "--on", "2026-03-02", "--cadence", "day", "--json"))).toMatchObject({ credited: 3 });
  expect((await attain("verify")).status).toBe(0);
});

test("a workbook is all of a source in its days, and a report to hold the log against", async () => {
  const complete = await workbook("complete.xlsx", head, [call("dialer", "d-1", "10:00:00"), call("dialer", "d-3", "15:00:00")]);
  expect(await attain("import", "activities", complete, "--complete", "2026-03-01..2026-04-01", "--yes")).toMatchObject({ status: 0 });
  expect(json(await attain("show-activity", "dialer", "d-2", "--json"))).toMatchObject({ isVoid: true });
  expect(json(await attain("show-activity", "dialer", "d-3", "--json"))).toMatchObject({ isVoid: false });
  const report = await workbook(
    "report.xlsx",
    ["member", "occurred_on:day", "kind", "count:integer"],
    [
      ["raj", "2026-03-02", "call", "1"],
      ["raj", "2026-03-03", "call", "1"],
    ],
  );
  expect(await attain("reconcile", "dialer", report)).toMatchObject({ status: 0, stdout: "" });
});
