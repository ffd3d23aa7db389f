import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import { afterAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { hostileActivity } from "../../tests/hostile-activities.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { lists } from "../operations/export-list.ts";
import { applyCompany } from "../operations/apply-company.ts";

const { database } = await testDatabase();
const { app, ask, keyOf, faults } = await testApi(database);
const folder = await mkdtemp(join(tmpdir(), "attain-exports-"));
afterAll(() => rm(folder, { recursive: true }));

const companyText = (id: string): string => `
company: { id: ${id}, name: Northwind, country: KR, timeZone: Asia/Seoul, currency: USD }
sources: [ { id: dialer, provenance: captured } ]
attributes: { note: string, size: int, hot: bool, premium: money }
members: [ { id: raj, name: Raj }, { id: mina, name: Mina } ]
metrics: [ { id: calls, name: Calls, where: 'kind == "call"' } ]
`;
for (const id of ["first", "second"]) {
  const applied = await applyCompany(database, companyText(id), { by: "test" });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
}

const COUNT = 300;
const headers = { host: "localhost:3000", "attain-company": "first", ...(await keyOf("first")) };
const sent = await app.inject({
  method: "POST",
  url: "/api/v1/activities",
  headers,
  payload: Array.from({ length: COUNT }, (_, index) => hostileActivity(index)),
});
const recorded = sent.json<{ accepted: number; rejected: readonly unknown[] }>();

const cli = (commandLine: readonly string[]) => attainWith(over(database), commandLine);

test("the log goes out by the interface and comes in by the command line, and the other way round", async () => {
  expect(recorded).toMatchObject({ rejected: [] });
  const answer = await ask({ url: "/api/v1/exports/activities", headers: { "attain-company": "first" } });
  expect([answer.status, answer.headers["content-type"], answer.headers["content-disposition"]]).toEqual([
    200,
    "text/csv; charset=utf-8",
    `attachment; filename="activities.csv"; filename*=UTF-8''Activities.csv`,
  ]);
  const csv = join(folder, "activities.csv");
  await writeFile(csv, answer.text);
  const imported = await cli(["import", "activities", csv, "--company", "second", "--json"]);
  expect(JSON.parse(imported.stdout)).toMatchObject({ accepted: recorded.accepted, rejected: 0 });
  const xlsx = join(folder, "second.xlsx");
  expect(await cli(["export", "activities", xlsx, "--company", "second"])).toMatchObject({
    status: 0,
    stderr: `${recorded.accepted} rows written to ${xlsx}\n`,
  });
  const again = await cli(["import", "activities", xlsx, "--company", "first", "--json"]);
  expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0, revised: 0, duplicates: recorded.accepted, rejected: 0 });
  expect(await cli(["verify", "--company", "second"])).toMatchObject({ status: 0 });
  expect((await cli(["export", "activities", "--company", "second"])).stdout).toBe(answer.text);
  expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a workbook is downloaded under the name of the list in the reader's language", async () => {
  const answer = await app.inject({
    url: "/api/v1/exports/activities?format=xlsx&member=raj&kind=call",
    headers: { ...headers, "accept-language": "ko" },
  });
  expect(answer.headers["content-disposition"]).toBe(`attachment; filename="activities.xlsx"; filename*=UTF-8''%ED%99%9C%EB%8F%99.xlsx`);
  const [sheet] = await readXlsxFile(answer.rawPayload);
  expect(sheet?.sheet).toBe("활동");
  expect(new Set(sheet?.data.slice(1).map((row) => row[3]))).toEqual(new Set(["call"]));
  expect(new Set(sheet?.data.slice(1).map((row) => String(row[2]).includes("raj")))).toEqual(new Set([true]));
});

test("every list is exported in both formats, in both languages, also when it is empty", async () => {
  const paths = Object.keys(lists).map((list) => `/api/v1/exports/${list}`);
  for (const path of paths) {
    // Without a table of targets there is none, and notices are somebody's.
    if (path.endsWith("/targets")) continue;
    const url = path.endsWith("/notices") ? `${path}?member=raj&` : `${path}?`;
    for (const language of ["en", "ko"]) {
      const csv = await ask({ url, headers: { "attain-company": "second", "accept-language": language } });
      expect([path, csv.status]).toEqual([path, 200]);
      const [head = []] = parse(csv.text, { bom: true });
      expect(new Set(head).size).toBe(head.length);
      const xlsx = await app.inject({
        url: `${url}format=xlsx`,
        headers: { ...headers, ...(await keyOf("second")), "attain-company": "second", "accept-language": language },
      });
      const [sheet] = await readXlsxFile(xlsx.rawPayload);
      expect(sheet?.data[0]).toEqual(head);
    }
  }
});

test("what cannot be exported is refused by name, and no file is made", async () => {
  const wrong = await ask({ url: "/api/v1/exports/activities?member=rja", headers: { "attain-company": "first" } });
  expect([wrong.status, wrong.body["code"]]).toEqual([404, "not-found"]);
  expect((await ask({ url: "/api/v1/exports/activities?format=pdf", headers: { "attain-company": "first" } })).status).toBe(422);
  expect((await ask({ url: "/api/v1/exports/members?kind=call", headers: { "attain-company": "first" } })).status).toBe(400);
  const path = join(folder, "wrong.csv");
  expect((await cli(["export", "activities", path, "--member", "rja", "--company", "first"])).status).toBe(2);
  for (const commandLine of [
    ["members", path, "--kind", "call"],
    ["members", join(folder, "members.ods")],
    ["--kind", "call"],
    ["--format", "csv"],
    ["members", path, "--from", "2026-02-30"],
  ])
    expect([commandLine, (await cli(["export", ...commandLine, "--company", "first"])).status]).toEqual([commandLine, 64]);
  expect((await cli(["export", "members", join(folder, "nowhere", "x.csv"), "--company", "first"])).status).toBe(2);
  expect(await readFile(path).catch(() => "none")).toBe("none");
  expect(faults).toEqual([]);
});
