import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "../operations/count-metrics.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};
const none = { id: "calls", where: "false", startsOn: "2026-03-10", reason: "nothing was sold then" };

test("show-metric tells the versions, how far a count has come, and who had days gone counted anew, in either language", async () => {
  const { companyId, apply, record } = await openCompany(database, company, "2026-04-10");
  await record([{ source: "dialer", externalId: "1", member: "raj", kind: "call", occurredOn: "2026-03-12" }]);
  must(await apply({ ...company, metrics: [...company.metrics, none] }));
  expect((await attain("show-metric", "calls", "--lang", "en")).stdout).toContain("  still being counted: 0 of 1 records\n");
  await countMetrics(database, companyId);
  const { status, stdout } = await attain("show-metric", "calls", "--lang", "en");
  expect(status).toBe(0);
  expect(stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, "NOW")).toBe(
    [
      "calls",
      '  from the beginning: kind == "call"',
      "  from 2026-03-10: false",
      "  NOW UTC counted anew from 2026-03-10 on (test): nothing was sold then",
      "    calls: 1 number by month changes, −1 altogether",
      "      calls, raj, March 2026: 1 → 0 (−1)",
      "",
    ].join("\n"),
  );
  expect((await attain("show-metric", "calls", "--lang", "ko")).stdout).toContain("2026-03-10부터 다시 셈(test): nothing was sold then\n");
  expect(JSON.parse((await attain("show-metric", "calls", "--json")).stdout)).toMatchObject({
    id: "calls",
    recounts: [{ doneBy: "test" }],
  });
  expect(await attain("show-metric", "cals", "--lang", "en")).toMatchObject({ status: 2, stdout: "" });
});
