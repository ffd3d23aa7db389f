import { recordActivities, type RecordingAnswer } from "../../src/operations/record-activities.ts";
import { openPool, type ConnectionPlace } from "../../src/store/database.ts";
import { wrongsIn } from "./check.ts";
import { deadlocksIn } from "./deadlocks.ts";
import { establish } from "./establish.ts";
import { now } from "./now.ts";
import type { Random } from "./random.ts";
import { drawWorld, type Report } from "./world.ts";

export type SameKeysReport = {
  readonly wrongs: readonly string[];
  readonly reports: number;
  readonly answers: number;
  readonly deadlocks: number;
};

const PEOPLE = 40;
const OWN_AT_ONCE = 10;
/** What is wrong with a handful of keys is wrong with all. */
const ENOUGH_WRONGS = 5;

export type SameKeys = {
  readonly keys: number;
  readonly clients: number;
  readonly alone: number;
  readonly batch: number;
  readonly own: number;
};

/**
 * Many clients send the same keys at the same instant, each on a connection of its own: first `alone` of them one by one, then in batches that each
 * sends in an order of its own. One is told that it recorded, all the others that it was there. Then each sends `own` activities that nobody else
 * has, all with the same few people: keys do not meet, once-per-prospect windows do.
 */
export const sendSameKeys = async (
  app: ConnectionPlace,
  owner: ConnectionPlace,
  random: Random,
  { keys, clients, alone, batch, own }: SameKeys,
): Promise<SameKeysReport> => {
  const same = drawWorld(random, { activities: keys, ids: "same", prospects: PEOPLE });
  const apart = drawWorld(random, { activities: clients * own, ids: "own", prospects: PEOPLE });
  const world = { ...same, activities: same.activities + apart.activities, reports: [...same.reports, ...apart.reports] };
  const database = openPool(app, clients, 60);
  const wrongs: string[] = [];
  let answers = 0;
  try {
    const companyId = await establish(database, world);
    const everybody = Array.from({ length: clients }, (_, client) => client);
    const send = async (told: (client: number) => readonly Report[]): Promise<{ taken: number; duplicates: number }> => {
      const settled = await Promise.allSettled(
        everybody.map((client) => recordActivities(database, companyId, told(client), { now: now(), defaultProvenance: "captured" })),
      );
      const sums = { taken: 0, duplicates: 0 };
      for (const each of settled) {
        if (each.status === "rejected") wrongs.push(`a client was told: ${String(each.reason)}`);
        else add(sums, each.value);
      }
      answers += settled.length;
      return sums;
    };
    const sendSame = async (items: readonly Report[]): Promise<void> => {
      const orders = everybody.map(() => random.shuffled(items));
      const { taken, duplicates } = await send((client) => orders[client] ?? []);
      if (taken !== items.length || duplicates !== items.length * (clients - 1))
        wrongs.push(`${items.length} keys × ${clients} clients: recorded ${taken}, duplicates ${duplicates}`);
    };
    const sendApart = async (shares: readonly (readonly Report[])[]): Promise<void> => {
      const { taken, duplicates } = await send((client) => shares[client] ?? []);
      const size = shares.reduce((sum, share) => sum + share.length, 0);
      if (taken !== size || duplicates > 0) wrongs.push(`${size} reports, each by one client: recorded ${taken}, duplicates ${duplicates}`);
    };

    const rounds = [
      ...same.reports.slice(0, alone).map((report) => () => sendSame([report])),
      ...inBatches(same.reports.slice(alone), batch).map((items) => () => sendSame(items)),
      ...inBatches(apart.reports, clients * OWN_AT_ONCE).map((items) => () => sendApart(dealt(items, clients))),
    ];
    for (const round of rounds) if (wrongs.length < ENOUGH_WRONGS) await round();
    wrongs.push(...(await wrongsIn(database, companyId, world)));
  } finally {
    await database.pool.end();
  }
  const deadlocks = await deadlocksIn(owner, app);
  if (deadlocks > 0) wrongs.push(`${deadlocks} deadlocks: locks are not taken in one order`);
  return { wrongs, reports: world.reports.length, answers, deadlocks };
};

const dealt = (reports: readonly Report[], clients: number): readonly (readonly Report[])[] =>
  Array.from({ length: clients }, (_, client) => reports.filter((_report, index) => index % clients === client));

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
