import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-numbers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const calls = { id: "calls", where: 'kind == "call"' };
const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [calls],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 1 } }],
};
const { record } = await openCompany(database, company, "2026-03-01");
await record([{ source: "dialer", externalId: "1", member: "raj", kind: "call", occurredOn: "2026-03-10", durationSeconds: 30 }]);

const file = join(folder, "company.json");
const talk = { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } };
writeFileSync(file, JSON.stringify({ ...company, metrics: [calls, talk, { id: "all", where: "true" }] }));

test("diff --numbers tells the numbers of changed metrics and writes nothing, in either language", async () => {
  const told = await attain("diff", file, "--numbers", "--lang", "en");
  expect(told.status).toBe(0);
  expect(told.stdout).toContain(
    "talk: 1 number by month changes, +30 s altogether\nall: 1 number by month changes, +1 altogether\n  talk, raj, March 2026: 0 s → 30 s (+30 s)\n  all, raj, March 2026: 0 → 1 (+1)\n",
  );
  expect((await attain("diff", file, "--numbers", "--lang", "ko")).stdout).toContain(
    "all: 월 단위 숫자 1개가 달라지며 합계 +1\n  talk, raj, 2026년 3월: 0초 → 30초 (+30초)\n",
  );
  expect((await attain("diff", file, "--lang", "en")).stdout).not.toContain("altogether");
  expect(JSON.parse((await attain("diff", file, "--numbers", "--json")).stdout)).toMatchObject({
    numbers: { nextCursor: null, counting: [] },
  });
});

test("a file that changes no metric changes no number", async () => {
  writeFileSync(file, JSON.stringify({ ...company, members: [{ id: "raj", name: "Raj Singh" }] }));
  expect((await attain("diff", file, "--numbers", "--lang", "en")).stdout).toContain("No number changes.\n");
});
