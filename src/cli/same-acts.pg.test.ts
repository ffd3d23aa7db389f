import { sql } from "kysely";
import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "en"]);

const { companyId, record } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: ["dialer", "crm"].map((id) => ({ id, provenance: "captured" })),
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const call = { member: "raj", kind: "call", prospect: "ann@x.example" };
await record([
  { source: "dialer", externalId: "d", ...call, occurredAt: "2026-03-03T15:00:00Z" },
  { source: "crm", externalId: "c", ...call, occurredAt: "2026-03-03T15:00:40Z" },
]);

test("a link is shown on both of its records, undone with a reason, and taken back", async () => {
  expect((await attain("show-activity", "crm", "c")).stdout).toContain('✗ not counted: same as dialer "d"');
  expect((await attain("show-activity", "dialer", "d")).stdout).toContain("  counts in the place of crm c\n");
  expect(await attain("unlink-activity", "dialer", "d", "--reason", "x")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("crm c"),
  });
  expect(await attain("unlink-activity", "crm", "c", "--reason", "two calls")).toMatchObject({
    status: 0,
    stderr: "Not the same act any more. attain link-activity takes it back.\n",
  });
  expect((await attain("show-activity", "dialer", "d")).stdout).toMatch(/UTC not the same as crm c \(.+\): two calls\n/);
  expect((await attain("link-activity", "crm", "c", "--reason", "one call")).status).toBe(0);
  expect(JSON.parse((await attain("show-activity", "crm", "c", "--json")).stdout)).toMatchObject({
    sameAs: { source: "dialer", externalId: "d" },
  });
});

test("verify names a link that is not as the records say, and recount mends it", async () => {
  await inCompany(database, companyId, (tx) =>
    sql`update activities set same_source = null, same_external_id = null where company_id = ${companyId}`.execute(tx),
  );
  expect(await attain("verify")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("crm c is linked with no other, the recount links it with dialer d\n"),
  });
  expect((await attain("recount")).status).toBe(0);
  expect((await attain("verify")).status).toBe(0);
});
