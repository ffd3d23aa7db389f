import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-redate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
};
const corrected = {
  ...company,
  members: [{ id: "raj", name: "Raj", timeZone: [{ value: null }, { value: "Asia/Seoul", from: "2026-03-20" }] }],
};
const { record } = await openCompany(database, { ...company, members: [{ id: "raj", name: "Raj" }] }, "2026-04-10");
await record([
  { source: "dialer", externalId: "late", member: "raj", kind: "call", occurredAt: "2026-03-31T16:30:00Z", durationSeconds: 90 },
]);
const file = join(folder, "company.json");
writeFileSync(file, JSON.stringify(corrected));

const order = ["redate", "--member", "raj", "--from", "2026-03-01", "--before", "2026-05-01", "--reason", "moved in March"];

test("a zone that is dated back is told with the number of records that keep their day, and with the command that moves them", async () => {
  const said = "attain redate --member raj --from 2026-03-31 --before 2026-04-02 --reason TEXT";
  const diff = await attain("diff", file, "--lang", "en");
  expect(diff.stderr).toContain(`1 record keeps its day, which the changed time zones would move. To date them anew: ${said}\n`);
  expect((await attain("diff", file, "--lang", "ko")).stderr).toContain(
    `기록 1건은 바뀐 시간대로는 날짜가 달라지지만 지금 날짜를 그대로 둡니다. 날짜를 다시 산정하려면: ${said}\n`,
  );
  const applied = JSON.parse((await attain("apply", file, "--json", "--lang", "en")).stdout) as Record<string, unknown>;
  expect(applied["keptDays"]).toEqual({ records: 1, member: "raj", from: "2026-03-31", before: "2026-04-02" });
  expect((await attain("apply", file, "--lang", "en")).stderr).not.toContain("redate");
});

test("redate shows every day and number that changes, and does it with --yes alone", async () => {
  const lines = [
    "dialer late: 2026-03-31 (America/New_York) → 2026-04-01 (Asia/Seoul)",
    "calls: 2 numbers by month change, +0 altogether",
    "talk: 2 numbers by month change, +0 s altogether",
    "  calls, raj, March 2026: 1 → 0 (−1)",
    "  talk, raj, March 2026: 1 min 30 s → 0 s (−1 min 30 s)",
    "  calls, raj, April 2026: 0 → 1 (+1)",
    "  talk, raj, April 2026: 0 s → 1 min 30 s (+1 min 30 s)",
    "",
  ];
  const preview = await attain(...order, "--lang", "en");
  expect(preview).toEqual({
    status: 0,
    stdout: lines.join("\n"),
    stderr: "1 record gets another time zone, 1 of them another day.\nNothing was written. The same with --yes does it.\n",
  });
  const done = await attain(...order, "--yes", "--lang", "ko");
  expect(done.stdout).toContain("calls: 월 단위 숫자 2개가 달라지며 합계 +0\n");
  expect(done.stderr).toBe(
    "기록 1건의 시간대가 바뀌고, 그중 1건은 날짜도 바뀝니다.\n바꿨습니다. 날짜 재산정 1번으로 남으며, attain show-activity에서 기록마다 볼 수 있습니다.\n",
  );
  expect((await attain(...order, "--lang", "en")).stderr).toBe("Nothing to date anew.\n");
  expect((await attain("show-activity", "dialer", "late", "--lang", "en")).stdout).toMatch(
    /UTC dated anew \(.+\): 2026-03-31 America\/New_York → 2026-04-01 Asia\/Seoul: moved in March\n/,
  );
  expect((await attain("verify", "--lang", "en")).status).toBe(0);
});

test("a wrong order is refused with every reason", async () => {
  const refused = await attain("redate", "--from", "2026-04-01", "--before", "2026-03-01", "--reason", " ", "--lang", "en");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("before: ");
  expect(refused.stderr).toContain("reason: ");
});
