import { sql, type RawBuilder } from "kysely";
import type { Change } from "../domain/company-changes.ts";
import type { Day } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** A thing of the settings, as changes name it. */
export type Subject = Pick<Change, "what" | "id">;

export type SettingsChange = {
  readonly version: bigint;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  /** Those asked about, in the order of the file. */
  readonly changes: readonly Omit<Change, "words">[];
  /** How many there are; more than are told of a file that changes thousands of things. */
  readonly count: number;
  /** Done after the day asked about had ended where the company is. */
  readonly since: boolean;
};

/** More lines of one act would not be read. */
const MOST_LINES = 200;

const isAbout = (subjects: readonly Subject[] | null): RawBuilder<unknown> =>
  subjects === null
    ? sql`true`
    : sql`(e.change ->> 'what', e.change ->> 'id') in (select s.what, s.id from unnest(${columnOf(
        "text",
        subjects.map(({ what }) => what),
      )}, ${columnOf(
        "text",
        subjects.map(({ id }) => id),
      )}) as s (what, id))`;

/** Who changed the settings, when, why and how, the latest first; of certain things alone, or of everything. */
export const settingsChanges = async (
  tx: Transaction,
  companyId: number,
  {
    subjects,
    below,
    limit,
    day,
    timeZone,
  }: {
    readonly subjects: readonly Subject[] | null;
    /** Versions below this one alone. */
    readonly below: bigint | null;
    readonly limit: number;
    readonly day: Day;
    readonly timeZone: string;
  },
): Promise<readonly SettingsChange[]> => {
  const { rows } = await sql<SettingsChange>`
    select c.settings_version as version, c.changed_by as by, c.changed_at as at, c.reason, l.changes, l.count,
      c.changed_at >= (${dayValue(day + 1)}::timestamp at time zone ${timeZone}) as since
    from settings_changes c
    cross join lateral (
      select coalesce(jsonb_agg(e.change order by e.place) filter (where e.nth <= ${MOST_LINES}), '[]') as changes, count(*)::integer as count
      from (
        select e.change, e.place, row_number() over (order by e.place) as nth
        from jsonb_array_elements(c.changes) with ordinality as e (change, place)
        where ${isAbout(subjects)}) e) l
    where c.company_id = ${companyId} ${below === null ? sql`` : sql`and c.settings_version < ${below}`} and l.count > 0
    order by c.settings_version desc
    limit ${limit}`.execute(tx);
  return rows;
};
