import pg from "pg";
import { applyCompany } from "../../src/operations/apply-company.ts";
import { recordActivities, type RecordingAnswer } from "../../src/operations/record-activities.ts";
import { openClient, openPool, type ConnectionPlace } from "../../src/store/database.ts";
import { wrongsIn } from "./check.ts";
import { now } from "./now.ts";
import type { Random } from "./random.ts";
import { drawWorld, type Report } from "./world.ts";

export type SameKeysReport = {
  readonly wrongs: readonly string[];
  readonly reports: number;
  readonly answers: number;
  readonly deadlocks: number;
};

const databaseNamed = (place: ConnectionPlace): string =>
  new pg.Client("url" in place ? { connectionString: place.url } : place).database ?? "";

/** Deadlocks that PostgreSQL had to break in this database, once those who worked in it have left and told their numbers. */
const deadlocksIn = async (owner: ConnectionPlace, database: string): Promise<number> => {
  const client = await openClient(owner);
  try {
    for (const end = performance.now() + 30_000; ;) {
      const { rows } = await client.query<{ others: number; deadlocks: number }>(
        `select (select count(*)::integer from pg_stat_activity a where a.datname = $1 and a.application_name = 'attain' and a.usename <> current_user) as others,
           (select d.deadlocks::integer from pg_stat_database d where d.datname = $1) as deadlocks`,
        [database],
      );
      if (rows[0]?.others === 0) return rows[0].deadlocks;
      if (performance.now() > end) throw new Error("The clients do not leave the database");
    }
  } finally {
    await client.end();
  }
};

/**
 * Many clients send the same keys at the same instant, each on a connection of its own: first `alone` of them one by one,
 * then in batches that each sends in an order of its own. One is told that it recorded, all the others that it was there.
 */
export const sendSameKeys = async (
  app: ConnectionPlace,
  owner: ConnectionPlace,
  random: Random,
  { keys, clients, alone, batch }: { readonly keys: number; readonly clients: number; readonly alone: number; readonly batch: number },
): Promise<SameKeysReport> => {
  const world = drawWorld(random, { activities: keys, ids: "same" });
  const database = openPool(app, clients, 60);
  const wrongs: string[] = [];
  let answers = 0;
  try {
    const applied = await applyCompany(database, world.company, { by: "test" });
    if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
    const { companyId } = applied.value;
    const everybody = Array.from({ length: clients }, (_, client) => client);
    const send = async (told: (client: number) => readonly Report[], size: number): Promise<void> => {
      const settled = await Promise.allSettled(
        everybody.map((client) => recordActivities(database, companyId, told(client), { now: now(), defaultProvenance: "captured" })),
      );
      const sums = { taken: 0, duplicates: 0 };
      for (const each of settled) {
        if (each.status === "rejected") wrongs.push(`a client was told: ${String(each.reason)}`);
        else add(sums, each.value);
      }
      answers += settled.length;
      if (sums.taken !== size || sums.duplicates !== size * (clients - 1))
        wrongs.push(`${size} keys × ${clients} clients: recorded ${sums.taken}, duplicates ${sums.duplicates}`);
    };

    for (const report of world.reports.slice(0, alone)) await send(() => [report], 1);
    for (const items of inBatches(world.reports.slice(alone), batch)) {
      const orders = everybody.map(() => random.shuffled(items));
      await send((client) => orders[client] ?? [], items.length);
    }
    wrongs.push(...(await wrongsIn(database, companyId, world)));
  } finally {
    await database.pool.end();
  }
  const deadlocks = await deadlocksIn(owner, databaseNamed(app));
  if (deadlocks > 0) wrongs.push(`${deadlocks} deadlocks: locks are not taken in one order`);
  return { wrongs, reports: world.reports.length, answers, deadlocks };
};

const add = (sums: { taken: number; duplicates: number }, { accepted, revised, stale, duplicates }: RecordingAnswer): void => {
  sums.taken += accepted + revised + stale;
  sums.duplicates += duplicates;
};

/** Batches in which no key stands twice: of two states sent at one instant to many, the later would make the earlier stale for some and not for others. */
const inBatches = (reports: readonly Report[], size: number): readonly (readonly Report[])[] => {
  const rounds: Report[][] = [];
  const seen = new Map<string, number>();
  for (const report of reports) {
    const key = `${report.source} ${report.externalId}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (rounds[round] ??= []).push(report);
  }
  return rounds.flatMap((round) =>
    Array.from({ length: Math.ceil(round.length / size) }, (_, number) => round.slice(number * size, (number + 1) * size)),
  );
};
