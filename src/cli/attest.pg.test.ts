import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  attributes: { points: "int" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", name: "Calls", where: "attributes.points == 7", provenance: ["captured"] }],
});
const call = ["attest-activity", "--member", "raj", "--kind", "call", "--on", "2026-03-03", "--id", "1", "--attribute", "points=7"];
const by = userInfo().username;

test("attest-activity enters an activity, and says what it counts for, in either language", async () => {
  const entered = await attain(...call, "--reason", "the dialer was down", "--lang", "en");
  expect(entered.status).toBe(0);
  expect(entered.stdout).toMatch(/^2026-03-03 .*attested 1\n {2}Calls: ✓ counted \(1\)\n$/);
  expect((await attain(...call, "--reason", "x", "--lang", "ko")).stderr).toContain("이미 그대로 있습니다.");
  expect((await attain("explain", "raj", "calls", "--on", "2026-03-03", "--lang", "en")).stdout).toMatch(
    new RegExp(`\n {4}entered on \\d{4}-\\d\\d-\\d\\d by ${by}: the dialer was down\n {4}✓ counted \\(1\\)\n`),
  );
  expect((await attain("show-activity", "attested", "1", "--lang", "ko")).stdout).toContain(` 입력 (${by}): the dialer was down\n`);
  expect(JSON.parse((await attain(...call, "--reason", "x", "--json")).stdout)).toMatchObject({ changed: false });
});

test("attest-activity says what is wrong with what was typed", async () => {
  expect(await attain(...call)).toMatchObject({ status: 64, stdout: "" });
  expect(await attain(...call, "--attribute", "points", "--reason", "x", "--lang", "en")).toMatchObject({
    status: 64,
    stderr: expect.stringContaining('--attribute is written NAME=VALUE, not "points".'),
  });
  expect(await attain(...call, "--quantity", "many", "--reason", "x", "--lang", "en")).toMatchObject({ status: 2, stdout: "" });
});
