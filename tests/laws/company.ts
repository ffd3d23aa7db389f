import { sql } from "kysely";
import type { Settings } from "../../src/domain/company.ts";
import { columnOf } from "../../src/store/column-types.ts";
import { ownCompany } from "../../src/store/company-lock.ts";
import { acrossCompanies, inCompany, type Database, type Transaction } from "../../src/store/database.ts";
import { settleSettings } from "../../src/store/settle.ts";
import { memberRow, metricVersionRow } from "../../src/store/settings-rows.ts";

/** A company's number in the directory. */
export const createCompany = async (database: Database, id: string): Promise<number> =>
  acrossCompanies(database, async (tx) => {
    const { rows } = await sql<{ company_id: number }>`insert into companies (id) values (${id}) returning company_id`.execute(tx);
    return rows[0]?.company_id ?? 0;
  });

const write = async (tx: Transaction, settings: Settings): Promise<void> => {
  const { companyId } = settings;
  const members = settings.members.map(memberRow);
  await sql`
    insert into members (company_id, member_number, id, definition, employed_from, employed_before, ended)
    select ${companyId}::integer, m.* from unnest(${columnOf("int4", members.map((each) => each.member_number))}, ${columnOf("text", members.map((each) => each.id))},
      ${columnOf("jsonb", members.map((each) => each.definition))}, ${columnOf("date", members.map((each) => each.employed_from))}, ${columnOf("date", members.map((each) => each.employed_before))},
      ${columnOf("bool", members.map((each) => each.ended))}) as m
    on conflict (company_id, member_number) do update set definition = excluded.definition, employed_from = excluded.employed_from, employed_before = excluded.employed_before`.execute(tx);
  await sql`
    insert into metrics (company_id, metric_number, id)
    select ${companyId}::integer, m.* from unnest(${columnOf("int4", settings.metrics.map((each) => each.number))}, ${columnOf("text", settings.metrics.map((each) => each.id))}) as m
    on conflict do nothing`.execute(tx);
  const versions = settings.metrics.flatMap((metric) => metric.versions.map((version) => metricVersionRow(metric, version)));
  await sql`
    insert into metric_versions (company_id, metric_number, version, starts_on, definition)
    select ${companyId}::integer, v.* from unnest(${columnOf("int4", versions.map((each) => each.number))}, ${columnOf("int4", versions.map((each) => each.version))},
      ${columnOf("date", versions.map((each) => each.starts_on))}, ${columnOf("jsonb", versions.map((each) => each.definition))}) as v
    on conflict do nothing`.execute(tx);
};

/** Sets a company as the company file would, and lets the numbers follow. */
export const setCompany = (database: Database, before: Settings | null, after: Settings): Promise<void> =>
  inCompany(database, after.companyId, async (tx) => {
    await ownCompany(tx, after.companyId);
    await write(tx, after);
    await settleSettings(tx, before, after);
  });
