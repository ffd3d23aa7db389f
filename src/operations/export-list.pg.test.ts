import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostileActivity } from "../../tests/hostile-activities.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";
import { applyCompany } from "./apply-company.ts";
import { exportList, type ExportFormat, type ListName } from "./export-list.ts";
import { foldTallies } from "./fold-tallies.ts";
import { importActivities, type ActivitiesImport } from "./import-activities.ts";
import type { ListFilter } from "./lists/list-filter.ts";
import { recordActivities } from "./record-activities.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-export-"));
afterAll(() => rm(folder, { recursive: true }));

const company = async (id: string): Promise<number> => {
  const applied = await applyCompany(
    database,
    `
company: { id: ${id}, name: Northwind, country: KR, timeZone: Asia/Seoul, currency: USD }
sources: [ { id: dialer, provenance: captured } ]
attributes: { note: string, size: int, hot: bool, premium: money }
members:
  - { id: raj, name: Raj, email: raj@example.com, timeZone: Asia/Kolkata, identities: [ { source: dialer, externalId: 005A } ] }
  - { id: mina, name: Mina, email: mina@northwind.example }
metrics:
  - { id: calls, name: Calls, where: 'kind == "call"' }
  - { id: people, name: People, where: 'kind != "visit"', oncePer: { prospect: week, within: member } }
  - { id: long, name: Long, where: 'kind == "call" && durationSeconds >= 41 && provenance != "self_reported"' }
`,
    { by: "test" },
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  return applied.value.companyId ?? 0;
};

const written = async (companyId: number, list: ListName, format: ExportFormat, filter: ListFilter = {}): Promise<string> => {
  const path = join(folder, `${list}-${companyId}.${format}`);
  const exported = await exportList(database, companyId, list, { filter, format, path, language: "en" });
  if (!exported.ok) throw new Error(JSON.stringify(exported.refusals));
  return path;
};

const taken = async (companyId: number, path: string): Promise<ActivitiesImport> => {
  const outcome = await importActivities(database, companyId, { from: { path }, fileName: path, rejectedPath: `${path}.rejected.csv` });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  while ((await foldTallies(database, companyId)) > 0);
  return outcome.value;
};

/** Everything that a source has told, and what was counted of it; not when it came, nor under which numbers it is kept. */
const contentOf = (companyId: number): Promise<Readonly<Record<string, readonly unknown[]>>> =>
  inCompany(database, companyId, async (tx) => {
    const log = await sql`
      select to_jsonb(a) - array['company_id', 'arrival', 'recorded_at', 'rank_at', 'revision', 'prospect_number', 'own_prospect_number', 'content_hash'] as record,
        encode(a.content_hash, 'hex') as hash
      from activities a where company_id = ${companyId} order by source, external_id`.execute(tx);
    const lines = await sql`
      select to_jsonb(l) - array['company_id', 'prospect_number', 'own_prospect_number'] as line from activity_lines l
      where company_id = ${companyId} order by source, external_id, line`.execute(tx);
    const identities = await sql`select kind, value from prospect_identities where company_id = ${companyId} order by kind, value`.execute(tx);
    const days = await sql`
      select to_jsonb(t) - array['company_id'] as day from tally_days t where company_id = ${companyId} order by to_jsonb(t)::text`.execute(tx);
    return { log: log.rows, lines: lines.rows, identities: identities.rows, days: days.rows };
  });

const COUNT = 10_000;
let source = 0;
let content: Awaited<ReturnType<typeof contentOf>>;

beforeAll(async () => {
  source = await company("northwind");
  const items = Array.from({ length: COUNT }, (_, index) => hostileActivity(index));
  const answer = await recordActivities(database, source, items, { now: BigInt(Date.now()) * 1000n, defaultProvenance: "imported" });
  const wrong = new Set(answer.rejected.flatMap(({ refusals }) => refusals.map(({ code, pointer, values }) => `${code} ${pointer} ${String(values["found"])}`)));
  expect([...wrong].slice(0, 20)).toEqual([]);
  while ((await foldTallies(database, source)) > 0);
  content = await contentOf(source);
});

const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const isNumber = /^[+-]?\d+(?:[.,]\d+)*$/;

test.each(["csv", "xlsx"] as const)("ten thousand hostile records come back from %s as they were, and are counted the same", async (format) => {
  const path = await written(source, "activities", format);
  const copy = await company(`copy-${format}`);
  expect(await taken(copy, path)).toMatchObject({ accepted: content["log"]?.length, rejected: 0, rejections: [], notes: [] });
  expect(await contentOf(copy)).toEqual(content);
  expect(await verifyCompany(database, copy)).toMatchObject({ equal: true });
  expect(await taken(source, path)).toMatchObject({ accepted: 0, revised: 0, stale: 0, rejected: 0, duplicates: content["log"]?.length });
});
