import { sql } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Database, Transaction } from "./database.ts";
import {
  readCompany,
  readMember,
  readMetrics,
  readPlans,
  readTeam,
  type CompanyDefinition,
  type MemberRow,
  type MetricDefinition,
  type MetricRow,
  type PlanDefinition,
  type PlanRow,
  type TeamRow,
  type VersionRow,
} from "./settings-rows.ts";

type Mark = { readonly settings_version: bigint; readonly stamp: string };
type Remembered = { readonly stamp: string; readonly settings: Settings };

const remembered = new WeakMap<Database, Map<number, Remembered>>();

const rememberedOf = (database: Database): Map<number, Remembered> => {
  const known = remembered.get(database) ?? new Map<number, Remembered>();
  remembered.set(database, known);
  return known;
};

/**
 * The version alone would not do: a transaction that was rolled back may have raised it to the same number with other content.
 * The stamp is drawn anew by every writer and tells the two apart.
 */
const readMark = async (tx: Transaction, companyId: number): Promise<Mark | undefined> => {
  const { rows } = await sql<Mark>`select settings_version, stamp from company_settings where company_id = ${companyId}`.execute(tx);
  return rows[0];
};

const readSettings = async (tx: Transaction, companyId: number, version: bigint): Promise<Settings> => {
  const company = await sql<{ settings: CompanyDefinition }>`select settings from company_settings where company_id = ${companyId}`.execute(
    tx,
  );
  const teams =
    await sql<TeamRow>`select team_number, id, definition, ended from teams where company_id = ${companyId} order by team_number`.execute(
      tx,
    );
  const members = await sql<MemberRow>`
    select member_number, id, definition, employed_from, employed_before, ended from members where company_id = ${companyId} order by member_number`.execute(
    tx,
  );
  const metrics =
    await sql<MetricRow>`select metric_number, id, ended from metrics where company_id = ${companyId} order by metric_number`.execute(tx);
  const metricVersions = await sql<VersionRow<MetricDefinition>>`
    select metric_number as number, version, starts_on, definition from metric_versions where company_id = ${companyId} order by metric_number, starts_on`.execute(
    tx,
  );
  const plans =
    await sql<PlanRow>`select plan_number, id, ended_on from plans where company_id = ${companyId} order by plan_number`.execute(tx);
  const planVersions = await sql<VersionRow<PlanDefinition>>`
    select plan_number as number, version, starts_on, definition from plan_versions where company_id = ${companyId} order by plan_number, starts_on`.execute(
    tx,
  );
  const [stored] = company.rows;
  if (stored === undefined) throw new Error(`company ${companyId} has no settings`);
  return {
    companyId,
    version,
    company: readCompany(stored.settings),
    teams: teams.rows.map(readTeam),
    members: members.rows.map(readMember),
    metrics: readMetrics(metrics.rows, metricVersions.rows),
    plans: readPlans(plans.rows, planVersions.rows),
  };
};

/**
 * The company's settings, or null before its first file. Read again only when they were written since: a warm call is one small query.
 * Under the company lock (shareCompany, ownCompany) they hold until the transaction ends; without it they are a consistent state of a moment ago.
 */
export const findSettings = async (tx: Transaction, companyId: number): Promise<Settings | null> => {
  const known = rememberedOf(tx.database);
  let mark = await readMark(tx, companyId);
  while (mark !== undefined) {
    const last = known.get(companyId);
    if (last?.stamp === mark.stamp) return last.settings;
    const settings = await readSettings(tx, companyId, mark.settings_version);
    // A file applied between the statements of a reader without the lock would leave a mixture of two versions.
    const after = await readMark(tx, companyId);
    if (after?.stamp === mark.stamp) known.set(companyId, { stamp: mark.stamp, settings });
    mark = after;
  }
  return null;
};

/** The settings of a company that has some; a door has found it before. */
export const loadSettings = async (tx: Transaction, companyId: number): Promise<Settings> => {
  const settings = await findSettings(tx, companyId);
  if (settings === null) throw new Error(`company ${companyId} has no settings`);
  return settings;
};

/** Lets everybody read anew what is remembered beside the settings, which stay as they are and keep their version. */
export const restampSettings = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`update company_settings set stamp = gen_random_uuid() where company_id = ${companyId}`.execute(tx);
};

/** Marks the settings as written without changing them, so that nobody goes by what was remembered beside them. */
export const touchSettings = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`update company_settings set settings_version = settings_version + 1, stamp = gen_random_uuid() where company_id = ${companyId}`.execute(
    tx,
  );
};
