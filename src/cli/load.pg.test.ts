import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-load-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), ["--lang", "en", ...commandLine]);
const answering = (answer: string, ...commandLine: readonly string[]): Promise<Ended> =>
  attainWith(over(database), ["--lang", "en", ...commandLine], { answer });
const json = ({ stdout }: Ended): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;

const header = "source,external_id,member,kind,occurred_at";
const row = (number: number): string => `dialer,c-${number},raj,call,2026-03-0${number}T10:00:00Z`;
const write = (name: string, rows: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, [header, ...rows].join("\n"));
  return path;
};
const all = write("all.csv", [1, 2, 3, 4, 5, 6, 7, 8].map(row));
const some = write("some.csv", [1, 2].map(row));
const none = write("none.csv", []);
const march = ["--complete", "2026-03-01..2026-04-01"];

beforeAll(async () => {
  await openCompany(database, {
    company: { id: "loads", name: "Loads", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  await attain("import", "activities", all);
});

const isVoid = async (id: string): Promise<unknown> => json(await attain("show-activity", "dialer", id, "--json"))["isVoid"];

test("without --yes, and with nobody to ask, a complete load previews, stores nothing and ends with 2", async () => {
  const fresh = write("fresh.csv", [...[1, 2].map(row), row(9)]);
  const previewed = await attain("import", "activities", fresh, ...march);
  expect(previewed).toMatchObject({
    status: 2,
    stderr: "Nothing was stored. With --yes the file is recorded and what it lacks is voided.\n",
  });
  expect(previewed.stdout).toBe(
    `Complete load of 2026-03-01 to before 2026-04-01
  dialer: 3 in the file; 6 of the log are missing from it and would be voided
  2026-03-03T10:00:00Z  raj  call  dialer c-3
  2026-03-04T10:00:00Z  raj  call  dialer c-4
  2026-03-05T10:00:00Z  raj  call  dialer c-5
  2026-03-06T10:00:00Z  raj  call  dialer c-6
  2026-03-07T10:00:00Z  raj  call  dialer c-7
  … and 1 more (--json has up to a thousand)
By member and day:
  2026-03-03  raj  1
  2026-03-04  raj  1
  2026-03-05  raj  1
  2026-03-06  raj  1
  2026-03-07  raj  1
  2026-03-08  raj  1
`,
  );
  const told = await attain("import", "activities", fresh, ...march, "--json");
  expect(told.status).toBe(2);
  expect(json(told)).toMatchObject({
    preview: { received: 3, missing: 6, sources: [{ source: "dialer", records: 3, outside: 0, missing: 6 }], rejections: [] },
  });
  expect(await attain("show-activity", "dialer", "c-9")).toMatchObject({ status: 2 });
  expect(await isVoid("c-3")).toBe(false);
});

test("who is asked decides; in Korean too", async () => {
  const declined = await answering("n\n", "import", "activities", some, ...march);
  expect(declined).toMatchObject({ status: 2, stdout: "" });
  expect(declined.stderr).toContain("Record the file and void 6? [y/N]");
  expect(declined.stderr).toContain("dialer c-3");
  expect(await isVoid("c-3")).toBe(false);
  expect(await answering("", "import", "activities", some, ...march)).toMatchObject({ status: 2, stdout: "" });

  const confirmed = await answering("네\n", "import", "activities", some, ...march, "--lang", "ko");
  expect(confirmed).toMatchObject({ status: 0, stdout: "접수 0, 중복 2, 정정 0, 이전 상태 0, 거부 0 (담당자 미확인 0)\n취소 6\n" });
  expect(confirmed.stderr).toContain("파일을 기록하고 6건을 취소할까요? [y/N]");
  const shown = await attain("show-activity", "dialer", "c-3");
  expect(shown.stdout).toMatch(/UTC void by load \d+ \(.+\): 전체 적재\(2026-03-01\.\.2026-04-01, some\.csv\)에 없음/);
});

test("with --yes it is done and told, and a later load that has the records restores them", async () => {
  const restored = await attain("import", "activities", all, ...march, "--yes");
  expect(restored).toMatchObject({
    status: 0,
    stdout: "accepted 0, duplicate 2, revised 6, stale 0, rejected 0 (unattributed 0)\nvoided 0\n",
  });
  expect((await attain("show-activity", "dialer", "c-3")).stdout).toContain("its source told it again");
  const voided = await attain("import", "activities", some, ...march, "--yes", "--json");
  expect(voided.status).toBe(0);
  expect(json(voided)).toMatchObject({ received: 2, duplicates: 2, voided: 6, refused: [], preview: { missing: 6 } });
  expect((await attain("verify")).status).toBe(0);
});

test("rejected rows void nothing: the rest is recorded, the answer says so and ends with 2", async () => {
  await attain("import", "activities", all, ...march, "--yes");
  const file = write("wrong.csv", [row(1), row(2).replace("call", "cal"), row(9)]);
  const loaded = await attain("import", "activities", file, ...march, "--yes");
  expect(loaded).toMatchObject({
    status: 2,
    stdout: "accepted 1, duplicate 1, revised 0, stale 0, rejected 1 (unattributed 0)\nvoided 0\n",
  });
  expect(loaded.stderr).toContain("1 of the rows cannot be taken: while that is so, nothing is voided.");
  expect(loaded.stderr).toContain("Nothing was voided: 1 of the rows could not be taken");
  expect(await isVoid("c-3")).toBe(false);
});

test("an empty file is all of a source only if that is named", async () => {
  expect(await attain("import", "activities", none, ...march, "--yes")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("name it with --source"),
  });
  expect(await attain("import", "activities", none, ...march, "--yes", "--source", "dialler")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no source "dialler"'),
  });
  expect(await attain("import", "activities", none, ...march, "--yes", "--source", "dialer")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("voided 9"),
  });
});

describe("a command line that is wrong ends with 64", () => {
  test.for<[commandLine: readonly string[], said: string]>([
    [["import", "activities", all, "--complete", "2026-03"], '"2026-03" is no span of days'],
    [["import", "activities", all, "--complete", "2026-04-01..2026-03-01"], "has no day in it"],
    [["import", "activities", all, "--complete", "2026-03-01..2026-03-01"], "has no day in it"],
    [["import", "activities", all, "--complete", "2026-03-01..2026-02-30"], '"2026-02-30" does not exist'],
    [["import", "activities", all, "--complete"], "argument missing"],
    [["import", "members", all, ...march], "--complete is for activities only."],
    [["import", "activities", all, "--source", "dialer"], "--source goes with --complete."],
    [["import", "activities", all, ...march, "--source", " "], "Source: The key is empty"],
    [["--lang", "ko", "import", "activities", all, "--complete", "2026-03"], '"2026-03": 기간이 아닙니다.'],
  ])("%j", async ([commandLine, said]) => {
    const { status, stdout, stderr } = await attain(...commandLine);
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr).toContain(said);
  });
});
