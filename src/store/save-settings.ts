import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import type { Settings } from "../domain/company.ts";
import { isSame } from "../domain/same.ts";
import { keepAuditEvent } from "./audit-events.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { loadSettings } from "./settings.ts";
import {
  companyDefinition,
  memberRow,
  metricVersionRow,
  planVersionRow,
  teamRow,
  type MemberRow,
  type VersionRow,
} from "./settings-rows.ts";

/** The rows of `after` that are new or differ from the row with the same key in `before`. */
const changedRows = <R>(before: readonly R[], after: readonly R[], keyOf: (row: R) => string): readonly R[] => {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  return after.filter((row) => !isSame(known.get(keyOf(row)), row));
};

const saveTeams = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const rows = changedRows((before?.teams ?? []).map(teamRow), after.teams.map(teamRow), (row) => row.id);
  if (rows.length === 0) return;
  await sql`
    insert into teams (company_id, team_number, id, definition, ended)
    select ${after.companyId}::int, number, id, definition, ended
    from unnest(${columnOf(
      "int4",
      rows.map((row) => row.team_number),
    )}, ${columnOf(
      "text",
      rows.map((row) => row.id),
    )},
      ${columnOf(
        "jsonb",
        rows.map((row) => row.definition),
      )}, ${columnOf(
        "bool",
        rows.map((row) => row.ended),
      )}) as row (number, id, definition, ended)
    on conflict (company_id, team_number) do update set definition = excluded.definition, ended = excluded.ended`.execute(tx);
};

const saveMembers = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const rows: readonly MemberRow[] = changedRows((before?.members ?? []).map(memberRow), after.members.map(memberRow), (row) => row.id);
  if (rows.length === 0) return;
  await sql`
    insert into members (company_id, member_number, id, definition, employed_from, employed_before, ended)
    select ${after.companyId}::int, number, id, definition, employed_from, employed_before, ended
    from unnest(${columnOf(
      "int4",
      rows.map((row) => row.member_number),
    )}, ${columnOf(
      "text",
      rows.map((row) => row.id),
    )},
      ${columnOf(
        "jsonb",
        rows.map((row) => row.definition),
      )}, ${columnOf(
        "date",
        rows.map((row) => row.employed_from),
      )},
      ${columnOf(
        "date",
        rows.map((row) => row.employed_before),
      )}, ${columnOf(
        "bool",
        rows.map((row) => row.ended),
      )})
      as row (number, id, definition, employed_from, employed_before, ended)
    on conflict (company_id, member_number) do update set definition = excluded.definition, employed_from = excluded.employed_from,
      employed_before = excluded.employed_before, ended = excluded.ended`.execute(tx);
};

/** Which team each member is in from which day on; of members whose teams are said otherwise now. */
const saveMemberTeams = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const known = new Map(before?.members.map((member) => [member.number, member.team]));
  const changed = after.members.filter((member) => !isSame(known.get(member.number), member.team));
  if (changed.length === 0) return;
  const teams = new Map(after.teams.map((team) => [team.id, team.number]));
  const rows = changed.flatMap((member) =>
    member.team.map(({ value, from }) => ({ member: member.number, from, team: value === null ? null : (teams.get(value) ?? null) })),
  );
  await sql`delete from member_teams where company_id = ${after.companyId} and member_number = any (${columnOf(
    "int4",
    changed.map((member) => member.number),
  )})`.execute(tx);
  await sql`
    insert into member_teams (company_id, member_number, from_day, team_number)
    select ${after.companyId}::int, member_number, from_day, team_number
    from unnest(${columnOf(
      "int4",
      rows.map((row) => row.member),
    )}, ${columnOf(
      "date",
      rows.map((row) => row.from),
    )}, ${columnOf(
      "int4",
      rows.map((row) => row.team),
    )}) as row (member_number, from_day, team_number)`.execute(tx);
};

/** Versions that did not hold yet may have gone or changed places, so what differs is taken out and written anew. */
const saveVersions = async <D>(
  tx: Transaction,
  companyId: number,
  kind: "metric" | "plan",
  before: readonly VersionRow<D>[],
  after: readonly VersionRow<D>[],
): Promise<void> => {
  const keyOf = (row: VersionRow<D>): string => `${row.number}/${row.version}`;
  const gone = changedRows(after, before, keyOf);
  const rows = changedRows(before, after, keyOf);
  const table = sql.raw(`${kind}_versions`);
  const number = sql.raw(`${kind}_number`);
  if (gone.length > 0) {
    await sql`
      delete from ${table} where company_id = ${companyId} and (${number}, version) in
        (select * from unnest(${columnOf(
          "int4",
          gone.map((row) => row.number),
        )}, ${columnOf(
          "int4",
          gone.map((row) => row.version),
        )}))`.execute(tx);
  }
  if (rows.length > 0) {
    await sql`
      insert into ${table} (company_id, ${number}, version, starts_on, definition)
      select ${companyId}::int, number, version, starts_on, definition
      from unnest(${columnOf(
        "int4",
        rows.map((row) => row.number),
      )}, ${columnOf(
        "int4",
        rows.map((row) => row.version),
      )},
        ${columnOf(
          "date",
          rows.map((row) => row.starts_on),
        )}, ${columnOf(
          "jsonb",
          rows.map((row) => row.definition),
        )})
        as row (number, version, starts_on, definition)`.execute(tx);
  }
};

const saveMetrics = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const rows = changedRows(
    (before?.metrics ?? []).map(({ number, id, ended }) => ({ number, id, ended })),
    after.metrics.map(({ number, id, ended }) => ({ number, id, ended })),
    (row) => row.id,
  );
  if (rows.length > 0) {
    await sql`
      insert into metrics (company_id, metric_number, id, ended)
      select ${after.companyId}::int, number, id, ended
      from unnest(${columnOf(
        "int4",
        rows.map((row) => row.number),
      )}, ${columnOf(
        "text",
        rows.map((row) => row.id),
      )},
        ${columnOf(
          "bool",
          rows.map((row) => row.ended),
        )}) as row (number, id, ended)
      on conflict (company_id, metric_number) do update set ended = excluded.ended`.execute(tx);
  }
  const versionsOf = (settings: Settings | null) =>
    (settings?.metrics ?? []).flatMap((metric) => metric.versions.map((version) => metricVersionRow(metric, version)));
  await saveVersions(tx, after.companyId, "metric", versionsOf(before), versionsOf(after));
};

const savePlans = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const rows = changedRows(
    (before?.plans ?? []).map(({ number, id, endedOn }) => ({ number, id, endedOn })),
    after.plans.map(({ number, id, endedOn }) => ({ number, id, endedOn })),
    (row) => row.id,
  );
  if (rows.length > 0) {
    await sql`
      insert into plans (company_id, plan_number, id, ended_on)
      select ${after.companyId}::int, number, id, ended_on
      from unnest(${columnOf(
        "int4",
        rows.map((row) => row.number),
      )}, ${columnOf(
        "text",
        rows.map((row) => row.id),
      )},
        ${columnOf(
          "date",
          rows.map((row) => row.endedOn),
        )}) as row (number, id, ended_on)
      on conflict (company_id, plan_number) do update set ended_on = excluded.ended_on`.execute(tx);
  }
  const versionsOf = (settings: Settings | null) =>
    (settings?.plans ?? []).flatMap((plan) => plan.versions.map((version) => planVersionRow(plan, version)));
  await saveVersions(tx, after.companyId, "plan", versionsOf(before), versionsOf(after));
};

/** A source that the file no longer names stays registered; it may then claim anything again. */
const saveSources = async (tx: Transaction, before: Settings | null, after: Settings): Promise<void> => {
  const named = new Set(after.company.sources.map(({ id }) => id));
  const rows = [
    ...after.company.sources.map(({ id, provenance }) => ({ id, provenance })),
    ...(before?.company.sources ?? []).filter(({ id }) => !named.has(id)).map(({ id }) => ({ id, provenance: null })),
  ];
  if (rows.length === 0) return;
  await sql`
    insert into sources (company_id, id, provenance)
    select ${after.companyId}::int, id, provenance
    from unnest(${columnOf(
      "text",
      rows.map((row) => row.id),
    )}, ${columnOf(
      "text",
      rows.map((row) => row.provenance),
    )}) as row (id, provenance)
    on conflict (company_id, id) do update set provenance = excluded.provenance`.execute(tx);
};

/** Who changed what and, if they said so, why; `changes` is kept as it is told. */
export type SettingsAct = {
  readonly by: string;
  /** The operation; left out: a file is applied. */
  readonly act?: string | undefined;
  readonly reason?: string | undefined;
  readonly changes: readonly { readonly what: string }[];
};

/** Versions, and how many things of each kind changed: what exactly, with names that may be people's, stands in the settings' own history. */
const tellChange = (tx: Transaction, companyId: number, before: bigint | null, version: bigint, act: SettingsAct): Promise<void> => {
  const changed: Record<string, number> = {};
  for (const { what } of act.changes) changed[what] = (changed[what] ?? 0) + 1;
  return keepAuditEvent(tx, companyId, {
    by: act.by,
    act: act.act ?? "apply-company",
    subject: "settings",
    subjectId: String(version),
    before: before === null ? null : { version: Number(before) },
    after: { version: Number(version), changed },
  });
};

/**
 * Writes the rows that differ and raises the version; the caller owns the company lock and has read `before` under it.
 * Returns the settings as everybody will now read them.
 */
export const saveSettings = async (tx: Transaction, before: Settings | null, after: Settings, act: SettingsAct): Promise<Settings> => {
  const { companyId } = after;
  const version = (before?.version ?? 0n) + 1n;
  await sql`
    insert into company_settings (company_id, settings_version, stamp, settings)
    values (${companyId}, ${version}, ${randomUUID()}, ${JSON.stringify(companyDefinition(after.company))}::jsonb)
    on conflict (company_id) do update set settings_version = excluded.settings_version, stamp = excluded.stamp, settings = excluded.settings`.execute(
    tx,
  );
  await saveTeams(tx, before, after);
  await saveMembers(tx, before, after);
  await saveMemberTeams(tx, before, after);
  await saveMetrics(tx, before, after);
  await savePlans(tx, before, after);
  await saveSources(tx, before, after);
  await sql`
    insert into settings_changes (company_id, settings_version, changed_by, reason, changes)
    values (${companyId}, ${version}, ${act.by}, ${act.reason ?? null}, ${JSON.stringify(act.changes)}::jsonb)`.execute(tx);
  await tellChange(tx, companyId, before?.version ?? null, version, act);
  return loadSettings(tx, companyId);
};
