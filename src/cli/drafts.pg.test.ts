import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-drafts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const monthly = { id: "monthly", name: { en: "Monthly calls", ko: "월 전화" }, cadence: "month", require: { metric: "calls", target: 2 } };
const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [monthly],
};
const { record } = await openCompany(database, company, "2026-01-01");
await record(
  ["raj", "raj", "raj", "mina"].map((member, index) => ({
    source: "dialer",
    externalId: `call-${index}`,
    member,
    kind: "call",
    occurredOn: "2026-03-10",
    durationSeconds: [60, 70, 40, 20][index],
  })),
);

const file = join(folder, "q2.yaml");
writeFileSync(
  file,
  `metrics:
  - { id: long, where: kind == "call" && durationSeconds >= 60 }
plans:
  - { id: monthly, cadence: month, require: { metric: long, target: 2 } }
`,
);

test("a draft is kept, listed, shown with why it cannot be published as it is, and published from a day on", async () => {
  const kept = await attain("draft-plan", file, "--id", "q2", "--name", "Second quarter", "--by", "ops", "--lang", "en");
  expect([kept.status, kept.stdout.replace(/\d{4}-.* UTC/, "AT")]).toEqual([0, "q2 · Second quarter · open · saved by ops, AT\n"]);
  expect(kept.stderr).toContain("Nothing counts or asks by it: attain backtest q2, then attain publish q2.");
  expect((await attain("list-drafts", "--lang", "ko")).stdout).toMatch(/^q2 · Second quarter · 열림 · .* ops 저장\n$/);
  const shown = await attain("show-draft", "q2", "--lang", "en");
  expect(shown.stdout).toContain(
    'metrics:\n  - { id: long, where: kind == "call" && durationSeconds >= 60 }\nplans:\n  - { id: monthly, cadence: month, require: { metric: long, target: 2 } }\n',
  );
  expect(shown.stderr).toContain("As it is, publishing it today would be refused:\n  ");

  expect(await attain("publish", "q2", "--lang", "en")).toMatchObject({ status: 2 });
  const dry = await attain("publish", "q2", "--starts-on", "2199-12-01", "--dry-run", "--lang", "en");
  expect(dry.stdout).toContain("~ plan monthly: require 2 calls → 2 long, from 2199-12-01\n");
  expect(dry.stderr).toContain("Nothing was written.");
});

test("a backtest is told by period, beside the plan in force, and by member when that is asked", async () => {
  const told = await attain("backtest", "q2", "--periods", "60", "--members", "--lang", "en");
  expect(told.status).toBe(0);
  expect(told.stdout).toMatch(
    /^Monthly calls\n {19}asked {3}would meet {3}met in force {3}half reach {3}four in five between {3}by luck\n/,
  );
  expect(told.stdout).toMatch(/\n {2}March 2026 +2 +1 of 2 +1 of 2 +0% +0% – 100% +\d/);
  expect(told.stdout).toMatch(/\n {2}March 2026 +raj +met 100% +met 150%\n +mina +missed 0% +missed 50%\n/);
  expect(told.stderr).toContain("Counted from the log for this alone: long.\n");
  expect(told.stderr).toContain("Nothing was stored.\n");
  expect((await attain("backtest", file, "--periods", "60", "--lang", "ko")).stdout).toMatch(
    /\n {2}2026년 3월 +2 +2 중 1 +2 중 1 +0% +0% – 100%/,
  );
  expect(JSON.parse((await attain("backtest", file, "--json")).stdout)).toMatchObject({ plan: "monthly", counted: ["long"] });
  expect(await attain("backtest", "q3", "--lang", "en")).toMatchObject({ status: 2 });
  expect(await attain("backtest", join(folder, "none.yaml"))).toMatchObject({ status: 2 });
});

test("a past day is replayed and the history is told", async () => {
  const replayed = await attain("replay", "raj", "--on", "2026-03-31", "--with", "q2", "--lang", "en");
  expect(replayed.stderr).toContain("A replay: by what was not in force.");
  expect(replayed.stdout).toContain("2 / 2");
  const then = await attain("replay", "raj", "--on", "2026-03-31", "--lang", "ko");
  expect(then.stderr).toContain("당시 시행된 기준입니다.");
  expect(then.stdout).toContain("변경 이력:\n");
  const history = await attain("history", "--plan", "monthly", "--lang", "en");
  expect(history.stdout).toMatch(/^\d{4}-.* UTC · test · version 1\n {2}plan monthly: added \(2 calls\)\n$/);
  expect(JSON.parse((await attain("history", "--json")).stdout)).toMatchObject({ nextCursor: null });
});

test("who applies a file, and why, is kept", async () => {
  const changed = join(folder, "company.json");
  writeFileSync(changed, JSON.stringify({ ...company, company: { ...company.company, name: "Hill & Co" } }));
  expect(await attain("apply", changed, "--by", "mina", "--reason", "the new name")).toMatchObject({ status: 0 });
  expect((await attain("history", "--limit", "1", "--lang", "en")).stdout).toMatch(
    / · mina · version 2 · the new name\n {2}company hill: name Hill → Hill & Co\n$/,
  );
  expect(await attain("apply", changed, "--reason", "x".repeat(1001))).toMatchObject({ status: 2 });
});

test("a draft is discarded", async () => {
  expect((await attain("discard-draft", "q2", "--lang", "ko")).stderr).toContain("초안 q2: 버렸습니다.");
  expect((await attain("list-drafts", "--lang", "en")).stdout).toMatch(/ · discarded by /);
});
