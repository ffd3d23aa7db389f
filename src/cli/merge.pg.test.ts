import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const { record } = await openCompany(database, {
  company: { id: "lines", name: "Lines", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "reached", where: 'kind != "demo"', oncePer: { prospect: "week" } }],
});
const activity = (externalId: string, prospect: string) => ({
  source: "crm",
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-03T15:00:00Z",
  prospect,
});
await record([activity("1", "ann@client.example"), activity("2", "+12125550100"), activity("3", "x:ann")]);

const merge = ["merge-prospects", "ann@client.example", "(212) 555-0100", "--reason", "asked her"];
const by = userInfo().username;
const numbers = "reached: 1 number by month changes, −1 altogether\n  reached, raj, March 2026: 3 → 2 (−1)\n";

test("merge-prospects shows every number that changes, with --dry-run without writing; show-prospect tells who, when and why", async () => {
  expect(await attain(...merge, "--dry-run", "--lang", "en")).toEqual({
    status: 0,
    stdout: numbers,
    stderr: "1 record was judged anew.\nNothing was written.\n",
  });
  expect(await attain(...merge, "--lang", "en")).toEqual({
    status: 0,
    stdout: numbers,
    stderr: "1 record was judged anew.\nDone. It is kept as merge 1; attain show-prospect shows it.\n",
  });
  const shown = await attain("show-prospect", "+12125550100", "--lang", "en");
  expect(shown.stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, "WHEN")).toBe(
    [
      "+12125550100",
      "  email ann@client.example  verified",
      "  phone +12125550100  verified (by merge 1)",
      `  WHEN UTC merge 1: +12125550100 into ann@client.example (${by}): asked her`,
      "",
    ].join("\n"),
  );
});

test("unmerge-prospect takes it back, and refuses what was not merged", async () => {
  expect((await attain("unmerge-prospect", "+12125550100", "--reason", "남편 번호", "--lang", "ko")).stderr).toBe(
    "기록 1건을 다시 판정했습니다.\n바꿨습니다. 병합 2번으로 남으며, attain show-prospect에서 볼 수 있습니다.\n",
  );
  expect(await attain("unmerge-prospect", "+12125550100", "--reason", "again", "--lang", "en")).toEqual({
    status: 2,
    stdout: "",
    stderr: 'prospect: "+12125550100" was not merged into another prospect.\n',
  });
});

test("a suggestion is kept, listed and decided; without a decision that is one nothing is done", async () => {
  const line = `1  ann@client.example = x:ann?  ${by}: alike\n`;
  const suggest = ["suggest-merge", "ann@client.example", "x:ann", "--reason", "alike", "--lang", "en"];
  expect(await attain(...suggest)).toMatchObject({
    stdout: line,
    stderr: "Kept as merge suggestion 1. No number changes until somebody decides.\n",
  });
  expect((await attain(...suggest)).stderr).toBe("It was suggested before, as 1.\n");
  expect(await attain("list-merge-suggestions", "--lang", "en")).toMatchObject({ stdout: line, stderr: "1 suggestion\n" });
  expect((await attain("decide-merge", "1", "--reason", "none")).status).toBe(64);
  expect(await attain("decide-merge", "1", "--dismiss", "--reason", "a fan", "--lang", "en")).toMatchObject({
    status: 0,
    stderr: "Dismissed. It is not offered again.\n",
  });
  expect((await attain("show-prospect", "x:ann", "--lang", "en")).stdout).toContain(
    `merge suggestion 1  ann@client.example = x:ann?  ${by}: alike  dismissed (${by}): a fan\n`,
  );
  expect((await attain("decide-merge", "1", "--merge", "--reason", "none", "--lang", "en")).stderr).toContain("was decided already");
});
