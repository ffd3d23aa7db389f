import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "./apply-company.ts";
import { importActivities, type ActivitiesImport, type ImportInput } from "./import-activities.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-import-"));
afterAll(() => rm(folder, { recursive: true }));

const applied = await applyCompany(
  database,
  `
company: { id: northwind, name: Northwind, country: US, timeZone: America/New_York, currency: USD }
sources: [ { id: dialer, provenance: captured } ]
members: [ { id: raj, name: Raj } ]
metrics: [ { id: calls, name: Calls, where: kind == "call" } ]
`,
  { by: "test" },
);
if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
const companyId = applied.value.companyId ?? 0;

const header = "source,external_id,member,kind,occurred_at,duration_seconds";
const row = (id: string, seconds: number, member = "raj", source = "dialer"): string =>
  `${source},${id},${member},call,2026-03-02T10:00:00Z,${seconds}`;

const importText = async (rows: readonly string[], more: Partial<ImportInput> = {}): Promise<ActivitiesImport> => {
  const path = join(folder, "calls.csv");
  await writeFile(path, [header, ...rows].join("\n"));
  const outcome = await importActivities(database, companyId, {
    from: { path },
    fileName: "calls.csv",
    rejectedPath: `${path}.rejected.csv`,
    ...more,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

test("what a file holds is recorded once, whatever comes twice, and the counts add up to the received", async () => {
  const rows = [
    row("1", 41),
    row("2", 60),
    row("1", 41),
    row("2", 61),
    row("3", 5, "who"),
    row("4", 5, "raj", "fresh"),
    row("5", 5).replace("call", "cal"),
  ];
  expect(await importText(rows)).toMatchObject({
    received: 7,
    accepted: 4,
    duplicates: 1,
    revised: 1,
    stale: 0,
    rejected: 1,
    unattributed: 1,
    newSources: ["fresh"],
  });
  expect(await importText(rows)).toMatchObject({ received: 7, accepted: 0, duplicates: 6, revised: 0, rejected: 1, newSources: [] });
  expect(await showActivity(database, companyId, { source: "dialer", externalId: "2" })).toMatchObject({
    value: { durationSeconds: 61, provenance: "captured" },
  });
});

test("the states of one record hold in the order of their rows, across batches too (A51)", async () => {
  const rows = Array.from({ length: 2500 }, (_, index) => row(index % 50 === 0 ? "same" : `r-${index}`, index));
  expect(await importText(rows)).toMatchObject({ received: 2500, accepted: 2451, revised: 49, duplicates: 0 });
  expect(await showActivity(database, companyId, { source: "dialer", externalId: "same" })).toMatchObject({
    value: { durationSeconds: 2450 },
  });
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
});

test("rejected rows are taken once they are mended, and nothing else is", async () => {
  const wrong = await importText([row("m-1", 41), row("m-2", 60).replace("call", "cal")]);
  expect(wrong).toMatchObject({ accepted: 1, rejected: 1 });
  const mended = (await readFile(wrong.rejectedFile ?? "", "utf8")).replace(",cal,", ",call,");
  const path = join(folder, "mended.csv");
  await writeFile(path, mended);
  const outcome = await importActivities(database, companyId, {
    from: { path },
    fileName: "mended.csv",
    rejectedPath: `${path}.rejected.csv`,
  });
  expect(outcome).toMatchObject({ value: { received: 1, accepted: 1, rejected: 0, rejectedFile: null } });
});

test("a sheet of daily totals needs no ids: the next one of a day replaces it", async () => {
  const totals = async (quantity: number): Promise<ActivitiesImport> => {
    const path = join(folder, "totals.csv");
    await writeFile(path, `source,member,kind,occurred_on,quantity,total\nsheet,raj,call,2026-03-05,${quantity},true\n`);
    const outcome = await importActivities(database, companyId, {
      from: { path },
      fileName: "totals.csv",
      rejectedPath: `${path}.rejected.csv`,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    return outcome.value;
  };
  expect(await totals(15)).toMatchObject({ accepted: 1, rejected: 0 });
  expect(await totals(15)).toMatchObject({ duplicates: 1 });
  expect(await totals(17)).toMatchObject({ revised: 1 });
});
