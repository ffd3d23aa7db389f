import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-reconcile-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), ["--lang", "en", ...commandLine]);
const write = (name: string, rows: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, ["member,occurred_on,kind,count", ...rows].join("\n"));
  return path;
};

beforeAll(async () => {
  const product = await openCompany(database, {
    company: { id: "reconciled", name: "Reconciled", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  await product.record(
    [1, 2, 3].map((number) => ({ source: "dialer", externalId: `c-${number}`, member: "raj", kind: "call", occurredOn: "2026-03-02" })),
  );
});

test("equal ends with 0 and says so", async () => {
  expect(await attain("reconcile", "dialer", write("equal.csv", ["raj,2026-03-02,call,3"]))).toEqual({
    status: 0,
    stdout: "",
    stderr: "dialer, 2026-03-02 to before 2026-03-03: the log has 3, the report 3. They are equal.\n",
  });
});

test("different ends with 2 and lists where, in either language or as JSON", async () => {
  const file = write("different.csv", ["raj,2026-03-02,call,1", "raj,2026-03-03,call,2", "who,2026-03-03,call,1"]);
  expect(await attain("reconcile", "dialer", file)).toEqual({
    status: 2,
    stdout: `day         member  kind  ours  theirs  difference
2026-03-02  raj     call     3       1          +2
2026-03-03  raj     call     0       2          −2
2026-03-03  ? who   call     0       1          −1
`,
    stderr:
      'Nobody answers to "who": ours 0, theirs 1.\ndialer, 2026-03-02 to before 2026-03-04: the log has 3, the report 4. They differ in 3 places.\n',
  });
  const korean = await attainWith(over(database), ["--lang", "ko", "reconcile", "dialer", file]);
  expect(korean.stderr).toContain("기록 원장 3건, 보고서 4건. 3곳이 다릅니다.");
  const told = await attain("reconcile", "dialer", file, "--json", "--span", "2026-03-02..2026-03-03");
  expect(told.status).toBe(2);
  expect(JSON.parse(told.stdout)).toMatchObject({
    source: "dialer",
    equal: false,
    ours: 3,
    theirs: 1,
    outside: 2,
    differences: [{ member: "raj", day: "2026-03-02", kind: "call", ours: 3, theirs: 1, difference: 2 }],
  });
});

test.for<[status: number, commandLine: readonly string[], said: string]>([
  [2, ["reconcile", "dialler", "/no/such.csv"], 'There is no source "dialler"'],
  [2, ["reconcile", "dialer", "/no/such.csv"], 'There is no file "/no/such.csv"'],
  [2, ["reconcile", "dialer", write("wrong.csv", ["raj,2026-03-02,cal,3"])], "no record of the source"],
  [2, ["reconcile", "dialer", write("wrong.csv", ["raj,2026-03-02,cal,3"])], 'row 2, kind: "cal" is not a kind'],
  [64, ["reconcile", "dialer", "/no/such.csv", "--span", "2026-03"], "is no span of days"],
  [64, ["reconcile", "dialer"], "missing required argument 'file'"],
])("%j ends %j", async ([status, commandLine, said]) => {
  const ended = await attain(...commandLine);
  expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: "" });
  expect(ended.stderr.toLowerCase()).toContain(said.toLowerCase());
});
