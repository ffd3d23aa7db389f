import pg from "pg";
import { openClient, type ConnectionPlace } from "../../src/store/database.ts";

const databaseNamed = (place: ConnectionPlace): string =>
  new pg.Client("url" in place ? { connectionString: place.url } : place).database ?? "";

/** Deadlocks that PostgreSQL had to break in the app's database, once those who worked in it have left and told their numbers. */
export const deadlocksIn = async (owner: ConnectionPlace, app: ConnectionPlace): Promise<number> => {
  const client = await openClient(owner);
  try {
    for (const end = performance.now() + 30_000; ;) {
      const { rows } = await client.query<{ others: number; deadlocks: number }>(
        `select (select count(*)::integer from pg_stat_activity a where a.datname = $1 and a.application_name = 'attain' and a.usename <> current_user) as others,
           (select d.deadlocks::integer from pg_stat_database d where d.datname = $1) as deadlocks`,
        [databaseNamed(app)],
      );
      if (rows[0]?.others === 0) return rows[0].deadlocks;
      if (performance.now() > end) throw new Error("The clients do not leave the database");
    }
  } finally {
    await client.end();
  }
};
