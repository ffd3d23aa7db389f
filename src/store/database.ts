import { AsyncLocalStorage } from "node:async_hooks";
import {
  DefaultQueryExecutor,
  PostgresAdapter,
  PostgresQueryCompiler,
  sql,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryExecutorProvider,
} from "kysely";
import pg from "pg";
import { notedIn, tellCommitted } from "./changes.ts";
import { columnParsers } from "./column-types.ts";
import { DatabaseUnavailable, databaseError, noteTrouble, TransactionsMet } from "./database-errors.ts";

/** A pool of connections, all as one role. Statements run through `inCompany` or `acrossCompanies`, never beside a transaction. */
export type Database = { readonly pool: pg.Pool };

/** What a function of `store` takes: ``sql`select …`.execute(transaction)``. The database is there to remember things by, not to open a second transaction. */
export type Transaction = QueryExecutorProvider & { readonly database: Database };

/** Where and as whom to connect: a URL, or the socket folder of the embedded server. */
export type ConnectionPlace =
  | { readonly url: string }
  | { readonly host: string; readonly user: string; readonly password: string; readonly database: string };

/** The same server, as someone else or in another database. */
export const placeAs = (
  place: ConnectionPlace,
  change: { readonly user?: string; readonly password?: string; readonly database?: string },
): ConnectionPlace => {
  if (!("url" in place)) return { ...place, ...change };
  const url = new URL(place.url);
  // As parameters, which the driver prefers: an address without a host (a socket's) cannot carry a user before it.
  if (change.user !== undefined) url.searchParams.set("user", change.user);
  if (change.password !== undefined) url.searchParams.set("password", change.password);
  if (change.database !== undefined) url.pathname = `/${encodeURIComponent(change.database)}`;
  return { url: url.href };
};

export type TransactionOptions<T = unknown> = {
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  /** For each statement. The server ends it then; two seconds later so does the client, in case the server cannot be heard. */
  readonly timeoutSeconds?: number;
  /** True for a value with which nothing may stay: a refusal, a preview. */
  readonly rollBackIf?: (value: T) => boolean;
  /** For what a crash may take back because it is made again when next needed: COMMIT does not wait for the disk. */
  readonly lasting?: boolean;
};

const STATEMENT_SECONDS = 30;
/** For a new connection, and for one to come free. */
const CONNECT_SECONDS = 5;
const CLIENT_GRACE_MS = 2_000;
/** A deadlock or serialization failure is tried again so often before the caller hears of it. */
const ATTEMPTS = 5;

// Just-in-time compilation would compile each batch's statements anew, for longer than they run.
// DateStyle and time zone decide the text that column-types reads; the time-out frees locks of a client that stopped in mid-transaction.
const sessionSettings = `set jit = off; set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex';
  set extra_float_digits = 1; set idle_in_transaction_session_timeout = '60s'`;

const clientConfig = (place: ConnectionPlace, connectSeconds = CONNECT_SECONDS): pg.ClientConfig => ({
  ...("url" in place ? { connectionString: place.url } : place),
  application_name: "attain",
  connectionTimeoutMillis: connectSeconds * 1000,
  query_timeout: STATEMENT_SECONDS * 1000 + CLIENT_GRACE_MS,
  keepAlive: true,
  types: columnParsers,
});

export const openPool = (place: ConnectionPlace, connections = 10, connectSeconds = CONNECT_SECONDS): Database => {
  const pool = new pg.Pool({
    ...clientConfig(place, connectSeconds),
    max: connections,
    idleTimeoutMillis: 60_000,
    // The pool awaits it, though its type does not say so.
    // oxlint-disable-next-line typescript/no-misused-promises
    onConnect: (client): Promise<unknown> => client.query(sessionSettings),
  });
  // An idle connection that breaks is reported here, and without a listener ends the process; the next query finds out by itself.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool };
};

/** How many connections of the pool are at work, how many are free, and how many wait for one. */
export const connectionsOf = ({ pool }: Database): Readonly<Record<"busy" | "idle" | "waiting", number>> => ({
  busy: pool.totalCount - pool.idleCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
});

/** One connection outside a pool, for what belongs to a session: an advisory lock, LISTEN. The caller listens for its end. */
export const openClient = async (place: ConnectionPlace): Promise<pg.Client> => {
  const client = new pg.Client(clientConfig(place));
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(sessionSettings);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw databaseError(error);
  }
  return client;
};

type Session = DatabaseConnection & {
  readonly run: (statement: string) => Promise<void>;
  readonly rollBack: () => Promise<void>;
  readonly release: () => void;
};

const queryTimeOut = (seconds: number): { query_timeout: number } => ({ query_timeout: seconds * 1000 + CLIENT_GRACE_MS });

const openSession = async (database: Database, timeoutSeconds: number): Promise<Session> => {
  const client = await database.pool.connect().catch((error: unknown) => {
    throw databaseError(error);
  });
  let broken = false;
  const query = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    try {
      return await client.query({ text, values, ...queryTimeOut(timeoutSeconds) });
    } catch (error) {
      const meaning = databaseError(error, text);
      // Whatever the server still does on it, nobody may be handed this connection again.
      if (meaning instanceof DatabaseUnavailable) {
        broken = true;
        noteTrouble(database, meaning);
      }
      throw meaning;
    }
  };
  return {
    // Kysely asks for a method that believes its caller about the rows.
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
    executeQuery: async <R>({ sql: text, parameters }: CompiledQuery) => {
      const { rows, rowCount } = await query(text, [...parameters]);
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery: () => {
      throw new Error("Read large results page by page: a cursor would hold the transaction open");
    },
    run: async (statement) => {
      const { command } = await query(statement, []);
      // After a failed statement PostgreSQL answers COMMIT with ROLLBACK and no error.
      if (statement === "commit" && command !== "COMMIT")
        throw new Error(`COMMIT was answered by ${command}: a statement had failed and its error was swallowed`);
    },
    // A connection that cannot roll back is destroyed, which rolls back.
    rollBack: async () => {
      if (!broken) await query("rollback", []).catch(() => (broken = true));
    },
    release: () => client.release(broken),
  };
};

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();

const transactionOn = (database: Database, session: Session): Transaction => {
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (consumer) => consumer(session) });
  return { database, getExecutor: () => executor };
};

const attempt = async <T>(
  database: Database,
  opening: string,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions<T>,
): Promise<T> => {
  const timeoutSeconds = options.timeoutSeconds ?? STATEMENT_SECONDS;
  const session = await openSession(database, timeoutSeconds);
  try {
    await session.run(
      `begin isolation level ${options.isolation ?? "read committed"}; set local statement_timeout = '${timeoutSeconds}s'; ${options.lasting === false ? "set local synchronous_commit = off; " : ""}${opening}`,
    );
    try {
      const value = await work(transactionOn(database, session));
      await session.run(options.rollBackIf?.(value) === true ? "rollback" : "commit");
      return value;
    } catch (error) {
      await session.rollBack();
      throw error;
    }
  } finally {
    session.release();
  }
};

const inTransaction = async <T>(
  database: Database,
  opening: string,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions<T>,
): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(database, opening, work, options);
    } catch (error) {
      if (!(error instanceof TransactionsMet)) throw error;
      if (tries === ATTEMPTS) throw new DatabaseUnavailable("busy", error);
    }
  }
};

/** A transaction that what is called within it joins, and the end of what it does there now. */
type Joint = { readonly companyId: number; readonly tx: Transaction; readonly isOver: () => boolean; last: Promise<unknown> };

const joints = new AsyncLocalStorage<Joint>();

/** One's own part of a joint transaction: what it refuses or breaks is taken back alone. One after the other, since they share a connection. */
const join = <T>(joint: Joint, work: (transaction: Transaction) => Promise<T>, options: TransactionOptions<T>): Promise<T> => {
  const { tx } = joint;
  const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(tx);
  const part = async (): Promise<T> => {
    await run(`savepoint part`);
    await run(`set local statement_timeout = '${options.timeoutSeconds ?? STATEMENT_SECONDS}s'`);
    try {
      const value = await joints.run({ ...joint, last: Promise.resolve() }, () => work(tx));
      await run(options.rollBackIf?.(value) === true ? "rollback to savepoint part" : "release savepoint part");
      return value;
    } catch (error) {
      // Of a connection that is gone, or of two transactions that met, all is taken back anyway.
      if (!(error instanceof DatabaseUnavailable) && !(error instanceof TransactionsMet)) await run("rollback to savepoint part");
      throw error;
    }
  };
  const own = joint.last.then(part, part);
  joint.last = own;
  return own;
};

/** The longest that one of its statements may take by its own word. */
const JOINT_SECONDS = 3_600;

/**
 * One transaction for everything that `work` calls: each `inCompany` of this company within it is a part of it. So what an operation does, and what its
 * caller makes of it, stand together or not at all. What asks for a snapshot of its own, or is of another company, goes beside it.
 */
export const inJointTransaction = <T>(
  database: Database,
  companyId: number,
  work: (transaction: Transaction) => Promise<T>,
  options: Pick<TransactionOptions<T>, "rollBackIf"> = {},
): Promise<T> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      let isOver = false;
      try {
        return await joints.run({ companyId, tx, isOver: () => isOver, last: Promise.resolve() }, () => work(tx));
      } finally {
        isOver = true;
      }
    },
    { ...options, timeoutSeconds: JOINT_SECONDS },
  );

/**
 * One transaction that sees and writes this company's rows only. `work` may run again when two transactions met, so it changes nothing outside
 * the database. Throws DatabaseUnavailable (weather), ConstraintViolated (a rule of the schema).
 */
export const inCompany = async <T>(
  database: Database,
  companyId: number,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions<T> = {},
): Promise<T> => {
  const joint = joints.getStore();
  if (
    joint !== undefined &&
    !joint.isOver() &&
    joint.companyId === companyId &&
    joint.tx.database === database &&
    options.isolation === undefined
  )
    return join(joint, work, options);
  const digits = String(companyId);
  if (!/^[1-9]\d{0,9}$/.test(digits)) throw new Error(`"${digits}" is no company's number`);
  let tx: Transaction | undefined;
  const value = await inTransaction(database, `set local attain.company = '${digits}'`, (opened) => work((tx = opened)), options);
  const changed = tx === undefined || options.rollBackIf?.(value) === true ? undefined : notedIn(tx);
  if (changed !== undefined) tellCommitted(database, companyId, changed);
  return value;
};

/** One transaction for what belongs to no company, such as an address that asks: under the number that none has. */
export const ofNobody = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions<T> = {},
): Promise<T> => inTransaction(database, `set local attain.company = '${NOBODY}'`, work, options);

/** The number under which rows of no company stand. */
export const NOBODY = 0;

/** One transaction outside any company: it sees the directory of companies and no row of theirs. */
export const acrossCompanies = <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions<T> = {},
): Promise<T> => inTransaction(database, "set local attain.company = ''", work, options);
