import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);
const folder = await mkdtemp(join(tmpdir(), "attain-disputes-"));
afterAll(() => rm(folder, { recursive: true }));

const { record } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "kim", name: { en: "Kim", ko: "김" }, role: "manager", team: "sales" },
  ],
  metrics: [{ id: "minutes", name: "Minutes", where: 'kind == "call" && durationSeconds >= 60' }],
});
await record([{ source: "dialer", externalId: "1", member: "raj", kind: "call", durationSeconds: 58, occurredOn: "2026-03-03" }]);
const en = ["--lang", "en"];
const ko = ["--lang", "ko"];

test("a dispute goes its whole way on the command line, in either language, and the record says by which ruling it counts", async () => {
  const raised = await attain("raise-dispute", "dialer", "1", "minutes", "--by", "raj", "--reason", "cut off", ...en);
  expect(raised.status).toBe(0);
  expect(raised.stdout).toMatch(
    /^D-1 {2}open {2}2026-03-03 {2}Raj \(raj\) {2}dialer 1 should count for minutes\n {2}waits for Kim \(kim\) since \S+, through \S+\n {2}\S+ Raj \(raj\) raised it: cut off\n$/,
  );
  expect((await attain("list-disputes", "--decider", "kim", ...ko)).stdout).toMatch(
    /^D-1 {2}대기 .*minutes에 인정되어야 함\n {2}결정할 사람: 김 \(kim\)/,
  );
  const decide = ["decide-dispute", "D-1", "--by", "kim", "--uphold", "--reason", "the network failed"];
  const preview = await attain(...decide, "--dry-run", ...en);
  expect(preview.stdout).toContain("    minutes, raj, March 2026: 0 → 1 (+1)\n");
  expect(preview.stderr).toContain("Nothing was decided.");
  expect((await attain(...decide, ...ko)).stdout).toMatch(/D-1 {2}받아들임/);
  expect(await attain(...decide, ...en)).toMatchObject({ status: 2, stderr: expect.stringContaining("D-1 was upheld by kim on ") });
  expect((await attain("explain", "raj", "minutes", "--on", "2026-03-03", ...en)).stdout).toMatch(
    /✓ counted by ruling D-1 \(1\) · ruled on \S+ by kim: the network failed/,
  );
  expect((await attain("explain", "raj", "minutes", "--on", "2026-03-03", ...ko)).stdout).toContain("✓ D-1 결정으로 인정 (1)");
});

test("a missing record is raised with a file that shows it, spoken to, rejected, appealed; the file comes back as it was", async () => {
  const path = join(folder, "ticket.txt");
  await writeFile(path, "ticket 812: the dialer was down");
  const raised = await attain(
    "raise-dispute",
    "--by",
    "raj",
    "--kind",
    "call",
    "--on",
    "2026-03-04",
    "--duration",
    "240",
    "--reason",
    "down",
    "--file",
    path,
    "--json",
  );
  expect(JSON.parse(raised.stdout)).toMatchObject({
    dispute: "D-2",
    missing: { kind: "call", durationSeconds: 240 },
    files: [{ name: "ticket.txt" }],
  });
  expect((await attain("comment-dispute", "2", "--by", "kim", "--text", "which dialer?", ...en)).stdout).toContain(
    "Kim (kim) said: which dialer?\n",
  );
  expect((await attain("decide-dispute", "D-2", "--by", "kim", "--reject", "--reason", "no trace", ...en)).stdout).toMatch(
    /may be appealed through \d{4}-\d\d-\d\d\n$/,
  );
  const appealed = await attain("appeal-dispute", "D-2", "--by", "raj", "--reason", "see the ticket", ...en);
  expect(appealed.stdout).toContain("nobody leads the member today, so nobody may decide it");
  expect(await attain("withdraw-dispute", "D-2", "--by", "raj", "--reason", "enough", ...ko)).toMatchObject({ status: 0 });
  const to = join(folder, "back.txt");
  expect(await attain("show-dispute", "D-2", "--file", "1", "--to", to)).toMatchObject({ status: 0 });
  expect(await readFile(to, "utf8")).toBe("ticket 812: the dialer was down");
  expect(await attain("show-dispute", "D-2", "--file", "1", "--to", to, ...en)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("cannot be written"),
  });
});

test("a command line that says too little or too much is told what would be right", async () => {
  expect(await attain("raise-dispute", "dialer", "1", "--by", "raj", "--reason", "x", ...en)).toMatchObject({
    status: 64,
    stderr: expect.stringContaining("Name a record"),
  });
  expect(await attain("decide-dispute", "D-1", "--by", "kim", "--reason", "x", ...ko)).toMatchObject({
    status: 64,
    stderr: expect.stringContaining("--uphold, --reject"),
  });
  expect(await attain("show-dispute", "one", ...en)).toMatchObject({ status: 64 });
  expect(await attain("comment-dispute", "D-1", "--by", "kim", ...en)).toMatchObject({ status: 64 });
  expect(await attain("comment-dispute", "D-1", "--by", "raj", "--file", join(folder, "none"), ...en)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("cannot be read: ENOENT"),
  });
});
