import pg from "pg";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ensureAppRole, type AppRole } from "./app-role.ts";
import { openClient, openPool, placeAs, type ConnectionPlace, type Database } from "./database.ts";
import { DatabaseUnavailable, databaseError } from "./database-errors.ts";
import { keptSecret, openDataFolder, openEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { checkBeforeServing, checkServer } from "./start-up-checks.ts";

export type DatabaseSettings = {
  /** Of the embedded server, and of the app role's password. */
  readonly dataFolder: string;
  /** Migrates and creates the app's role. */
  readonly ownerUrl?: string | undefined;
  /** The app's role. */
  readonly appUrl?: string | undefined;
  /** The name of the role that an owner's address alone creates: `attain_app`. */
  readonly appRole?: string | undefined;
  /** At most so many at once. */
  readonly connections?: number | undefined;
  /** How long to wait for one to come free. */
  readonly connectSeconds?: number | undefined;
};

export type OpenDatabase = { readonly database: Database; readonly close: () => Promise<void> };

const APP_ROLE = "attain_app";
const APP_PASSWORD = "app-password";

/** A URL as it may be shown: without its password. */
const shown = (place: ConnectionPlace): string => {
  if (!("url" in place)) return place.host;
  const url = new URL(place.url);
  url.password = "";
  url.searchParams.delete("password");
  return url.href;
};

/** An address that does not answer, or does not let us in, is the operator's to mend. */
const reaching = async <T>(place: ConnectionPlace, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await work();
  } catch (thrown) {
    const error = databaseError(thrown);
    // invalid_authorization_specification, invalid_catalog_name
    const isRefused = error instanceof pg.DatabaseError && /^(28|3D)/.test(error.code ?? "");
    if (!isRefused && !(error instanceof DatabaseUnavailable)) throw error;
    const cause = isRefused ? error : error.cause;
    // An AggregateError (several addresses of one name) has no message of its own.
    const reason =
      cause instanceof AggregateError ? cause.errors.map(String).join("; ") : cause instanceof Error ? cause.message : String(cause);
    return refused(refusal("database-unreachable", "", { address: shown(place), reason }));
  }
};

const lets = async (place: ConnectionPlace): Promise<boolean> => {
  try {
    await (await openClient(place)).end();
    return true;
  } catch (error) {
    // invalid_password, invalid_authorization_specification
    if (error instanceof pg.DatabaseError && (error.code ?? "").startsWith("28")) return false;
    throw error;
  }
};

/** As owner: checks the server, creates the app's role where `app` cannot come in, migrates. */
const prepare = async (
  owner: ConnectionPlace,
  app: ConnectionPlace,
  role: AppRole,
  mayChangePassword: boolean,
): Promise<Outcome<undefined>> => {
  const database = openPool(owner, 2);
  try {
    const checked = await checkServer(database);
    if (!checked.ok) return checked;
    if (!(await lets(app))) {
      const client = await database.pool.connect();
      try {
        await ensureAppRole(client, role, mayChangePassword);
      } finally {
        client.release();
      }
    }
    const migrated = await migrate(database, role.name);
    return migrated.ok ? accepted(undefined) : migrated;
  } finally {
    await database.pool.end();
  }
};

const openAs = async (
  app: ConnectionPlace,
  { connections, connectSeconds }: DatabaseSettings,
  after: () => Promise<void>,
): Promise<Outcome<OpenDatabase>> => {
  const database = openPool(app, connections, connectSeconds);
  let closed: Promise<void> | undefined;
  // Whoever interrupts a command closes it, and the command itself does when its work ends.
  const close = (): Promise<void> => (closed ??= database.pool.end().then(after));
  try {
    const checked = await reaching(app, () => checkBeforeServing(database));
    if (checked.ok) return accepted({ database, close });
    await database.pool.end();
    return checked;
  } catch (error) {
    await database.pool.end();
    throw error;
  }
};

const nothing = (): Promise<void> => Promise.resolve();

/** A database of the operator's own. Without an owner URL it must have been migrated before. */
const openExternal = async (settings: DatabaseSettings): Promise<Outcome<OpenDatabase>> => {
  const { dataFolder, ownerUrl, appUrl, appRole = APP_ROLE } = settings;
  if (ownerUrl === undefined) return openAs({ url: appUrl ?? "" }, settings, nothing);
  const owner = { url: ownerUrl };
  let app: ConnectionPlace;
  let role: AppRole;
  if (appUrl === undefined) {
    const folder = openDataFolder(dataFolder);
    if (!folder.ok) return folder;
    role = { name: appRole, password: keptSecret(folder.value, APP_PASSWORD) };
    app = placeAs(owner, { user: role.name, password: role.password });
  } else {
    app = { url: appUrl };
    const { user, password } = new pg.Client({ connectionString: appUrl });
    role = { name: user ?? "", password: password ?? "" };
  }
  const prepared = await reaching(owner, () => prepare(owner, app, role, appUrl === undefined));
  return prepared.ok ? openAs(app, settings, nothing) : prepared;
};

const openOwn = async (settings: DatabaseSettings): Promise<Outcome<OpenDatabase>> => {
  const server = await openEmbedded(settings.dataFolder);
  if (!server.ok) return server;
  const { owner, close } = server.value;
  try {
    const role = { name: APP_ROLE, password: server.value.secret(APP_PASSWORD) };
    const app = placeAs(owner, { user: role.name, password: role.password });
    const prepared = await prepare(owner, app, role, true);
    const opened = prepared.ok ? await openAs(app, settings, close) : prepared;
    if (!opened.ok) await close();
    return opened;
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * The database, migrated, checked and open as the app's role: the server's, each command's and the tests' way in.
 * Refuses what could lose records or let one company see another's, and says what to do.
 */
export const openDatabase = (settings: DatabaseSettings): Promise<Outcome<OpenDatabase>> =>
  settings.ownerUrl === undefined && settings.appUrl === undefined ? openOwn(settings) : openExternal(settings);
