import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { listenForChanges } from "./change-channel.ts";

const { database, owner } = await testDatabase();

test("stopped before it listens, it leaves no connection, which would keep the process from ending", async () => {
  const channel = listenForChanges(database, { hear: () => undefined, lost: () => undefined });
  await channel.stop();
  await channel.listening;
  // What has hung up is gone a moment later.
  await expect
    .poll(async () => {
      const { rows } = await owner.pool.query<{ count: bigint }>(
        "select count(*) from pg_stat_activity where datname = current_database() and starts_with(query, 'listen')",
      );
      return rows[0]?.count;
    })
    .toBe(0n);
});
