import type { Database } from "./database.ts";

const lines = new WeakMap<Database, Map<string, Promise<unknown>>>();

/**
 * Work of this process on one thing, one after the other. The database would keep it in turn as well, but each that waits there holds a
 * connection: some files applied at once left none for anybody else.
 */
export const inTurn = async <T>(database: Database, name: string, work: () => Promise<T>): Promise<T> => {
  const line = lines.get(database) ?? new Map<string, Promise<unknown>>();
  lines.set(database, line);
  const own = (line.get(name) ?? Promise.resolve()).then(work, work);
  line.set(name, own);
  try {
    return await own;
  } finally {
    if (line.get(name) === own) line.delete(name);
  }
};
