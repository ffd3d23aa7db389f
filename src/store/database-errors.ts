import pg from "pg";

/**
 * Why the database does not answer; health endpoints name it.
 * `away`: no connection, or it broke · `starting` or stopping · `busy`: every connection taken, or locks held · `slow`: a time-out ended the statement ·
 * `full`: disk or memory · `read-only`: a standby, or switched so.
 */
export type DatabaseTrouble = "away" | "starting" | "busy" | "slow" | "full" | "read-only";

/** Weather, never a fault of ours: the door answers 503 with Retry-After, a job tries again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  readonly trouble: DatabaseTrouble;
  /** A connection that broke while COMMIT was under way may have committed: only an idempotent retry settles it. */
  readonly outcomeUnknown: boolean;
  readonly retryAfterSeconds: number;

  constructor(trouble: DatabaseTrouble, cause: unknown, outcomeUnknown = false) {
    super(`The database is ${trouble}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.trouble = trouble;
    this.outcomeUnknown = outcomeUnknown;
    this.retryAfterSeconds = trouble === "full" || trouble === "read-only" ? 30 : 2;
  }
}

const fullSince = new WeakMap<object, { readonly cause: DatabaseUnavailable; readonly at: number }>();

/** That a disk is full only a write finds out: whoever asks how the database is hears it as long as writers are told to wait. */
export const noteTrouble = (database: object, cause: DatabaseUnavailable): void => {
  if (cause.trouble === "full") fullSince.set(database, { cause, at: performance.now() });
};

/** What a write has lately found out; undefined when none did. */
export const troubleNoted = (database: object): DatabaseUnavailable | undefined => {
  const noted = fullSince.get(database);
  return noted === undefined || performance.now() - noted.at > noted.cause.retryAfterSeconds * 1_000 ? undefined : noted.cause;
};

/** A rule that the schema keeps was broken. `constraint` is the rule's name (`plans_do_not_overlap`): store maps it to a refusal. */
export class ConstraintViolated extends Error {
  override readonly name = "ConstraintViolated";
  readonly constraint: string;
  readonly table: string;

  constructor(constraint: string, table: string, cause: pg.DatabaseError) {
    super(`${constraint}: ${cause.message}${cause.detail === undefined ? "" : ` (${cause.detail})`}`, { cause });
    this.constraint = constraint;
    this.table = table;
  }
}

/** Two transactions met (deadlock, serialization failure): nothing was done, the same work may run again at once. */
export class TransactionsMet extends Error {
  override readonly name = "TransactionsMet";

  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

const troubleByState: Readonly<Record<string, DatabaseTrouble>> = {
  "08": "away",
  "53": "full",
  "53300": "busy", // too_many_connections
  "57P01": "starting", // admin_shutdown
  "57P02": "starting", // crash_shutdown
  "57P03": "starting", // cannot_connect_now
  "57P05": "away", // idle_session_timeout
  "57014": "slow", // query_canceled, by statement_timeout
  "55P03": "busy", // lock_not_available
  "25P03": "slow", // idle_in_transaction_session_timeout
  "25006": "read-only",
  "58": "full", // system and I/O errors
};

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
// node-pg has no codes for these.
const brokenConnection = /Connection terminated|not queryable|connection is insecure|Connection ended unexpectedly/;
const noFreeConnection = /timeout exceeded when trying to connect/;
const clientTimeOut = /Query read timeout|timeout expired/;

/** Citus ends the names of constraints on a shard with the shard's number. */
const withoutShard = (name: string): string => name.replace(/_1\d{5,}$/, "");

/** A key that was free when it was looked for: somebody else stored it at the same moment, and the next try finds it. */
const metByConstraint = new Set(["activities_pkey", "link_acts_pkey"]);

/** Gives an error of the driver its meaning; anything else passes unchanged. */
export const databaseError = (error: unknown, statement = ""): unknown => {
  if (error instanceof pg.DatabaseError) {
    const state = error.code ?? "";
    if (state === "40001" || state === "40P01") return new TransactionsMet(error);
    if (state.startsWith("23") && error.constraint !== undefined) {
      const constraint = withoutShard(error.constraint);
      return metByConstraint.has(constraint)
        ? new TransactionsMet(error)
        : new ConstraintViolated(constraint, withoutShard(error.table ?? ""), error);
    }
    const trouble = troubleByState[state] ?? troubleByState[state.slice(0, 2)];
    // A server that goes down during COMMIT does not say whether it had written it.
    return trouble === undefined ? error : new DatabaseUnavailable(trouble, error, statement === "commit");
  }
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (clientTimeOut.test(error.message)) return new DatabaseUnavailable("slow", error, true);
  if (noFreeConnection.test(error.message)) return new DatabaseUnavailable("busy", error);
  if (networkCodes.has(code) || brokenConnection.test(error.message)) return new DatabaseUnavailable("away", error, statement === "commit");
  return error;
};
