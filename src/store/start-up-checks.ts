import { accepted, outcomeOf, refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Database } from "./database.ts";
import { appliedMigrations, knownMigrations, unknownMigrations } from "./migrate.ts";

/** The oldest releases without known loss of data, by major. Later majors are taken as they come. */
const leastVersions: Readonly<Record<number, number>> = { 15: 150_014, 16: 160_010, 17: 170_006 };
const LEAST_MAJOR = 15;

type ServerState = {
  version_number: number;
  version: string;
  role: string;
  is_superuser: boolean;
  bypasses_policies: boolean;
  owns_tables: boolean;
  unsafe_settings: readonly string[];
};

const stateOf = async ({ pool }: Database): Promise<ServerState> => {
  const { rows } = await pool.query<ServerState>(`
    select current_setting('server_version_num')::int as version_number,
           current_setting('server_version') as version,
           current_user as role,
           own.rolsuper as is_superuser,
           own.rolbypassrls as bypasses_policies,
           exists (
             select from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace
             where nspname in ('public', 'attain_migrations') and pg_has_role(current_user, relowner, 'member')
           ) as owns_tables,
           array(
             select name from unnest(array['fsync', 'full_page_writes', 'synchronous_commit']) as name
             where current_setting(name) = 'off' order by name
           ) as unsafe_settings
    from pg_roles as own where own.rolname = current_user`);
  const [state] = rows;
  if (state === undefined) throw new Error("PostgreSQL does not know the role it let in");
  return state;
};

const versionRefusals = ({ version_number: number, version }: ServerState): readonly Refusal[] => {
  const major = Math.floor(number / 10_000);
  const isOldEnough = major >= LEAST_MAJOR && number >= (leastVersions[major] ?? 0);
  return isOldEnough ? [] : [refusal("database-too-old", "", { found: version })];
};

const durabilityRefusals = ({ unsafe_settings: settings }: ServerState): readonly Refusal[] =>
  settings.length === 0 ? [] : [refusal("database-not-durable", "", { found: settings.join(", ") })];

const roleRefusals = ({ role, is_superuser, bypasses_policies, owns_tables }: ServerState): readonly Refusal[] => {
  if (is_superuser) return [refusal("role-is-superuser", "", { role })];
  if (bypasses_policies) return [refusal("role-bypasses-policies", "", { role })];
  return owns_tables ? [refusal("role-owns-tables", "", { role })] : [];
};

/** What must hold before the schema is touched. Refuses an old release and a server that may lose what it confirmed. */
export const checkServer = async (owner: Database): Promise<Outcome<undefined>> => {
  const state = await stateOf(owner);
  return outcomeOf(() => undefined, [...versionRefusals(state), ...durabilityRefusals(state)]);
};

/** What must hold before anything is served: also a role that row-level security binds, and the schema that this program knows. */
export const checkBeforeServing = async (database: Database): Promise<Outcome<undefined>> => {
  const state = await stateOf(database);
  const isOpen = outcomeOf(() => undefined, [...versionRefusals(state), ...durabilityRefusals(state), ...roleRefusals(state)]);
  if (!isOpen.ok) return isOpen;
  const missing = unknownMigrations(await appliedMigrations(database), await knownMigrations());
  if (!missing.ok) return missing;
  return missing.value.length === 0
    ? accepted(undefined)
    : { ok: false, refusals: [refusal("database-not-migrated", "", { missing: missing.value.join(", ") })] };
};
