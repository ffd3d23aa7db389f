import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "./apply-company.ts";
import { importProspects, type ProspectsImport } from "./import-prospects.ts";
import { recordActivities } from "./record-activities.ts";
import { showActivity } from "./show-activity.ts";

const { database, owner } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-prospects-"));
afterAll(() => rm(folder, { recursive: true }));

const applied = await applyCompany(
  database,
  `
company: { id: northwind, name: Northwind, country: US, timeZone: America/New_York, currency: USD }
attributes: { campaign: string }
members: [ { id: raj, name: Raj } ]
metrics: [ { id: to-prospects, name: To prospects, where: kind == "email" && prospect.stage != "customer" } ]
`,
  { by: "test" },
);
if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
const companyId = applied.value.companyId ?? 0;

const importText = async (text: string): Promise<ProspectsImport> => {
  const path = join(folder, "prospects.csv");
  await writeFile(path, text);
  const outcome = await importProspects(database, companyId, {
    from: { path },
    fileName: "prospects.csv",
    rejectedPath: `${path}.rejected.csv`,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const prospects = async (): Promise<readonly string[]> => {
  const { rows } = await owner.pool.query<{ told: string }>(`
    select concat_ws(' ', string_agg(i.value, ',' order by i.kind), p.name, p.attributes->>'campaign',
      (select string_agg(concat_ws('@', f.value, nullif(f.from_at, '-infinity')::date), ',' order by f.aspect, f.from_at) from prospect_facts f where f.prospect_number = p.prospect_number)) as told
    from prospects p join prospect_identities i using (prospect_number) group by p.prospect_number, p.name, p.attributes order by 1`);
  return rows.map(({ told }) => told);
};

const header = "id,name,email,phone,stage,stage_from,owner,segment,attributes.campaign,shoe_size";
const file = `${header}
p1,Mina,mina@example.com,,prospect,2026-01-05,raj,retail,spring,42
p2,,joon@example.com,212-555-0100,,,,,,
,Joon,joon@example.com,,,,,,,
p3,Sora,,,custmer,,,,,
p4,Ben,,,,,nobody,,,
p1,,joon@example.com,,,,,,,
`;

test("prospects are recorded under all their names, row by row as if they came alone", async () => {
  expect(await importText(file)).toMatchObject({
    received: 6,
    created: 2,
    changed: 1,
    unchanged: 0,
    rejected: 3,
    notes: [{ code: "column-unused", values: { found: "shoe_size" } }],
  });
  expect(await prospects()).toEqual([
    "joon@example.com,p2,+12125550100 Joon",
    "mina@example.com,p1 Mina spring retail,prospect@2026-01-05",
  ]);
});

test("the same file changes nothing, another tells what changed", async () => {
  expect(await importText(file)).toMatchObject({ received: 6, created: 0, changed: 0, unchanged: 3, rejected: 3 });
  expect(await importText("email,stage,stage_from\nmina@example.com,customer,2026-03-01\njoon@example.com,,\n")).toMatchObject({
    created: 0,
    changed: 1,
    unchanged: 1,
  });
});

test("a stage that is told moves the verdicts of what was done from that day on", async () => {
  const email = (externalId: string, occurredAt: string) => ({
    source: "mail",
    externalId,
    member: "raj",
    kind: "email",
    occurredAt,
    prospect: "joon@example.com",
  });
  const options = { now: 1_790_000_000_000_000n, defaultProvenance: "imported" } as const;
  await recordActivities(database, companyId, [email("1", "2026-03-01T04:59:59Z"), email("2", "2026-03-01T05:00:00Z")], options);
  await importText("id,stage,stage_from\np2,customer,2026-03-01\n");
  const isCounted = async (externalId: string): Promise<unknown> => showActivity(database, companyId, { source: "mail", externalId });
  expect(await isCounted("1")).toMatchObject({ value: { verdicts: [{ verdict: { counted: true } }] } });
  expect(await isCounted("2")).toMatchObject({ value: { verdicts: [{ verdict: { counted: false } }] } });
});
