import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { openPool } from "../store/database.ts";
import { packageRoot } from "../store/package-root.ts";

const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), ["--lang", "en", ...commandLine]);
const json = ({ stdout }: Ended): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;
const raj = join(packageRoot, "examples", "raj");

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const twoWays = write("two-ways.csv", "source,external_id,member,kind,occurred_at\ndialer,t-1,raj,call,3/4/2026\n");

describe("Raj's March, from the files in examples", () => {
  test("apply tells what changes, and nothing the second time", async () => {
    expect(await attain("diff", join(raj, "company.yaml"))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("+ member raj: added"),
      stderr: expect.stringContaining("Nothing was written"),
    });
    expect(await attain("apply", join(raj, "company.yaml"))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("+ member raj: added"),
    });
    expect(json(await attain("apply", join(raj, "company.yaml"), "--json"))).toEqual({ company: "morning-calm", version: 1, changes: [] });
  });

  test("import ends with the counts, the second time with duplicates", async () => {
    const file = join(raj, "activities.csv");
    const rejected = ["--rejected", join(folder, "raj.rejected.csv")];
    expect(await attain("import", "activities", file, ...rejected)).toMatchObject({
      status: 0,
      stdout: "accepted 400, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 0)\n",
    });
    expect(json(await attain("import", "activities", file, ...rejected, "--json"))).toMatchObject({
      received: 400,
      accepted: 0,
      duplicates: 400,
      rejected: 0,
      rejectedFile: null,
    });
  });

  test("attainment is a table with bars, or one JSON document", async () => {
    const table = await attain("attainment", "--on", "2026-03-31");
    expect(table.stdout).toMatch(/Raj\s+met\s+Outbound calls\s+150 \/ 150 {2}█+\n/);
    expect(table.stdout).toContain("1 of 1 met");
    const korean = await attainWith(over(database), ["attainment", "--on", "2026-03-31", "--lang", "ko"]);
    expect(korean.stdout).toMatch(/라즈\s+달성\s+발신 통화\s+150 \/ 150/);
    expect(json(await attain("attainment", "--on", "2026-03-31", "--cadence", "month", "--json"))).toMatchObject({
      rows: [{ member: "raj", status: "met", requirement: { progress: { done: 1, of: 1 } } }],
    });
  });

  test("one call taken back is one call short, with the reason, until it is restored", async () => {
    expect(await attain("void-activity", "dialer", "call-0150", "--reason", "a test call")).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "Taken back. attain restore-activity brings it back.\n",
    });
    const table = await attain("attainment", "--on", "2026-03-31");
    expect(table.stdout).toMatch(/Raj\s+missed\s+Outbound calls\s+149 \/ 150 {2}█+░ {2}1 short\n/);
    const explained = await attain("explain", "raj", "outbound-calls", "--on", "2026-03-31", "--counted", "no");
    expect(explained.stdout).toContain("✗ not counted: taken back: a test call");
    expect(json(await attain("explain", "raj", "outbound-calls", "--on", "2026-03-31", "--json"))).toMatchObject({ credited: 149 });
    const shown = await attain("show-activity", "dialer", "call-0150");
    expect(shown.stdout).toMatch(/\d\d:\d\d:\d\d UTC taken back \(.+\): a test call/);
    const korean = await attainWith(over(database), ["show-activity", "dialer", "call-0150", "--lang", "ko"]);
    expect(korean.stdout).toMatch(/UTC 취소 \(.+\): a test call/);
    expect(json(await attain("restore-activity", "dialer", "call-0150", "--reason", "it was none", "--json"))).toEqual({ changed: true });
    expect((await attain("attainment", "--on", "2026-03-31")).stdout).toContain("150 / 150");
  });

  test("the company written out is the company read in", async () => {
    const written = await attain("export");
    expect(json(await attain("diff", write("written.yaml", written.stdout), "--json"))).toMatchObject({ changes: [] });
    expect(json(await attain("diff", write("written.json", (await attain("export", "--format", "json")).stdout), "--json"))).toMatchObject({
      changes: [],
    });
  });

  test("verify is 0 while tally and log are equal; else it names each difference and is 1, until a recount", async () => {
    expect(await attain("verify")).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("equals the recount") });
    await owner.pool.query(
      "update tally_days set amount = amount + 10000 where (metric_number, local_day) = (select metric_number, local_day from tally_days order by 1, 2 limit 1)",
    );
    const differs = await attain("verify");
    expect(differs.status).toBe(1);
    expect(differs.stdout).toMatch(/: raj on 2026-03-\d\d: the tally says \d+, the recount \d+\n/);
    expect(json(await attain("verify", "--json"))).toMatchObject({ equal: false });
    expect(await attain("recount", "no-such-metric")).toMatchObject({ status: 2 });
    expect(json(await attain("recount", "--json"))).toMatchObject({ metrics: ["outbound-calls", "emails", "social-contacts"] });
    expect((await attain("verify")).status).toBe(0);
  });

  test("what names nobody known is listed", async () => {
    const file = write(
      "strangers.csv",
      "source,external_id,member,kind,occurred_on\ndialer,s-1,somebody,call,2026-03-02\ndialer,s-2,raj,cal,2026-03-02\n",
    );
    const imported = await attain("import", "activities", file);
    expect(imported).toMatchObject({ status: 0, stdout: "accepted 1, duplicate 0, revised 0, stale 0, rejected 1 (unattributed 1)\n" });
    expect(imported.stderr).toContain('Row 3: kind: "cal" is not a kind of activity here. Did you mean "call"?');
    expect(json(await attain("list-activities", "--unattributed", "--json"))).toMatchObject({
      activities: [{ externalId: "s-1", member: null, memberReference: "somebody" }],
      nextCursor: null,
    });
    expect((await attain("list-activities", "--member", "raj", "--limit", "3")).stderr).toContain("3 activities; there are more (--limit)");
  });
});

describe("what is refused ends with 2", () => {
  test("with line, column, path and every reason; as JSON with codes", async () => {
    const file = write(
      "wrong.yaml",
      "company:\n  id: morning-calm\n  nmae: Morning\n  country: KR\n  timeZone: Asia/Seul\n  currency: KRW\n",
    );
    const refused = await attain("apply", file);
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain('line 3, column 3 (company.nmae): There is no field "nmae" here. Did you mean "name"?');
    const told = await attain("apply", file, "--json");
    expect(told.status).toBe(2);
    expect(json(told)).toMatchObject({
      refused: expect.arrayContaining([expect.objectContaining({ code: "unknown-field", pointer: "/company/nmae", line: 3, column: 3 })]),
    });
  });

  test.for<[commandLine: readonly string[], said: string]>([
    [["apply", "/no/such/file.yaml"], 'There is no file "/no/such/file.yaml" that can be read'],
    [["diff", "/"], 'There is no file "/" that can be read'],
    [["attainment", "--on", "2026-02-30"], 'on: "2026-02-30" does not exist'],
    [["attainment", "--member", "nobody"], 'There is no member "nobody"'],
    [["explain", "raj", "cals", "--on", "2026-03-31"], 'There is no metric "cals"'],
    [["explain", "Raj", "outbound-call", "--on", "2026-03-31"], 'There is no member "Raj". Did you mean "raj"?'],
    [["explain", "raj", "outbound-call", "--on", "2026-03-31"], 'There is no metric "outbound-call". Did you mean "outbound-calls"?'],
    [["import", "activities", twoWays], 'row 2, occurred_at: "3/4/2026" may be 2026-04-03 or 2026-03-04.'],
    [["show-activity", "dialer", "nothing"], "There is no activity"],
    [["void-activity", "dialer", " x", "--reason", "y"], "starts or ends with a space"],
    [["attainment", "--company", "other"], 'There is no company "other"'],
  ])("%j", async ([commandLine, said]) => {
    const { status, stdout, stderr } = await attain(...commandLine);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  test("a file of which nothing is taken", async () => {
    const file = write("nothing.csv", "source,external_id,member,kind,occurred_on\ndialer,n-1,raj,cal,2026-03-02\n");
    expect(await attain("import", "activities", file)).toMatchObject({ status: 2, stdout: expect.stringContaining("rejected 1") });
  });
});

test("a fault ends with 1 and says where it came from, the database being away with 1 and what to do", async () => {
  const broken = { ...over(database), openDatabase: () => Promise.reject(new Error("broken")) };
  expect(await attainWith(broken, ["verify", "--json"])).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(/Error: broken\n +at /),
  });
  const gone = openPool({ host: "/nonexistent", user: "nobody", password: "", database: "none" });
  expect(await attainWith(over(gone), ["verify", "--json", "--lang", "en"])).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(/^The database does not answer.*Try again\.\n$/),
  });
  await gone.pool.end();
});

describe("a command line that is wrong ends with 64, and says what was meant", () => {
  test.for<[commandLine: readonly string[], said: RegExp]>([
    [["aply", "x"], /Unknown command 'aply' \(Did you mean apply\?\)/],
    [["attainment", "--membr", "raj"], /--membr.*--member/],
    [["list-activities", "--limit", "0"], /--limit.*'0'.*'1–9999999' would be right/],
    [["serve", "--port", "abc"], /--port.*'abc'.*'0–65535' would be right/],
    [["apply"], /missing required argument 'file'/i],
    [["explain", "raj", "calls"], /--on/],
    [["attainment", "--cadence", "fortnight"], /day, week, month/],
    [["import", "absences", "x.csv"], /activities/],
    [["--lang", "ko", "aply"], /aply: 없는 명령입니다. apply인가요\?/],
  ])("%j", async ([commandLine, said]) => {
    const { status, stdout, stderr } = await attain(...commandLine);
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr).toMatch(said);
  });

  test("without a command the help is shown", async () => {
    expect(await attain()).toMatchObject({ status: 64, stdout: "", stderr: expect.stringContaining("Commands:") });
  });

  test("help is no mistake, in either language, of each command", async () => {
    expect(await attain("--help")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("Exit codes") });
    for (const command of [
      "serve",
      "apply",
      "diff",
      "export",
      "import",
      "reconcile",
      "attainment",
      "explain",
      "list-activities",
      "show-activity",
      "void-activity",
      "restore-activity",
      "verify",
      "recount",
    ]) {
      for (const [language, words] of [
        ["en", "Examples:"],
        ["ko", "예:"],
      ] as const) {
        const help = await attainWith(over(database), [command, "--help", "--lang", language]);
        expect({ command, status: help.status, stderr: help.stderr }).toEqual({ command, status: 0, stderr: "" });
        expect(help.stdout).toContain(words);
      }
    }
  });
});
