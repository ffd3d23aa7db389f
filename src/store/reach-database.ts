import { Socket } from "node:net";
import pg from "pg";
import { DatabaseUnavailable, databaseError, troubleNoted } from "./database-errors.ts";
import type { Database } from "./database.ts";

const TICK_MS = 100;

/**
 * Whether the server takes a new connection and answers on it, by then. Beside the pool, whose connections may all be at long work; a
 * server that is stopped or out of reach does not say so on the connections that there are. Throws what keeps it from answering, and with
 * `toWrite` what keeps it from taking anything.
 */
export const reachDatabase = async (database: Database, withinMs: number, { toWrite = false } = {}): Promise<void> => {
  const { options } = database.pool;
  // One of our own, so that it can be closed whatever state the client is in.
  const socket = new Socket();
  // The pool hides the password from a copy.
  const password = "password" in options ? { password: options.password } : {};
  const client = new pg.Client({ ...options, ...password, connectionTimeoutMillis: 0, stream: () => socket });
  client.on("error", () => undefined);
  let ticks = 0;
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // Counted in ticks: while this process is busy with something else the answer may have come and not been read.
    clock = setInterval(() => {
      ticks += 1;
      if (ticks * TICK_MS >= withinMs) reject(new DatabaseUnavailable("away", new Error(`no answer within ${withinMs} ms`)));
    }, TICK_MS);
  });
  const answer = async (): Promise<void> => {
    await client.connect();
    const { rows } = await client.query<{ isReadOnly: boolean }>(`select current_setting('transaction_read_only') = 'on' as "isReadOnly"`);
    if (!toWrite) return;
    if (rows[0]?.isReadOnly === true) throw new DatabaseUnavailable("read-only", new Error("it takes no changes"));
    const noted = troubleNoted(database);
    if (noted !== undefined) throw noted;
  };
  try {
    await Promise.race([answer(), late]);
  } catch (error) {
    throw databaseError(error);
  } finally {
    clearInterval(clock);
    socket.destroy();
  }
};
