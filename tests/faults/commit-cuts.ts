import { recordActivities, type RecordingAnswer } from "../../src/operations/record-activities.ts";
import { openPool, type ConnectionPlace } from "../../src/store/database.ts";
import { DatabaseUnavailable } from "../../src/store/database-errors.ts";
import { wrongsIn } from "./check.ts";
import { cuts, openCommitProxy, type Cut } from "./commit-proxy.ts";
import { establish } from "./establish.ts";
import { now } from "./now.ts";
import type { Random } from "./random.ts";
import { drawWorld, type Report } from "./world.ts";

export type CutsReport = {
  readonly wrongs: readonly string[];
  readonly cuts: number;
  readonly found: Readonly<Record<Cut, { committed: number; rolledBack: number }>>;
  readonly reports: number;
};

/**
 * Sends batches one after the other and cuts the connection at each one's COMMIT. The sender learns that the outcome is unknown and sends again:
 * everything stands once, whether the cut came before the commit or after.
 */
export const cutCommits = async (
  place: ConnectionPlace,
  random: Random,
  { cuts: count }: { readonly cuts: number },
): Promise<CutsReport> => {
  const world = drawWorld(random, { activities: count * 6, ids: "cut" });
  const reports = random.shuffled(world.reports);
  const startOf = (batch: number): number => Math.floor((batch * reports.length) / count);
  const proxy = await openCommitProxy(place);
  const database = openPool(proxy.place, 2);
  const wrongs: string[] = [];
  const found = {
    unheard: { committed: 0, rolledBack: 0 },
    unlistened: { committed: 0, rolledBack: 0 },
    unanswered: { committed: 0, rolledBack: 0 },
  };
  try {
    const companyId = await establish(database, world);
    const record = (items: readonly Report[]): Promise<RecordingAnswer> =>
      recordActivities(database, companyId, items, { now: now(), defaultProvenance: "captured" });
    const taken = ({ accepted, revised, stale }: RecordingAnswer): number => accepted + revised + stale;

    for (let number = 0; number < count; number += 1) {
      const items = reports.slice(startOf(number), startOf(number + 1));
      const cut = cuts[number % cuts.length] ?? "unheard";
      proxy.cutNext(cut);
      const first = await record(items).catch((error: unknown) => error);
      if (proxy.done() !== number + 1) wrongs.push(`batch ${number}: no COMMIT passed`);
      if (!(first instanceof DatabaseUnavailable))
        wrongs.push(
          `batch ${number}, ${cut}: answered ${first instanceof Error ? String(first) : "as recorded"} though its COMMIT was cut`,
        );
      else if (!first.outcomeUnknown) wrongs.push(`batch ${number}, ${cut}: the outcome was taken for known: ${first.message}`);
      const again = await record(items);
      if (again.duplicates + taken(again) !== items.length)
        wrongs.push(`batch ${number}, ${cut}: ${items.length} sent, answered ${JSON.stringify(again)}`);
      if (taken(again) !== items.length && taken(again) !== 0)
        wrongs.push(`batch ${number}, ${cut}: half of it stood: ${JSON.stringify(again)}`);
      found[cut][taken(again) === 0 ? "committed" : "rolledBack"] += 1;
    }
    if (found.unheard.committed > 0) wrongs.push(`${found.unheard.committed} batches were stored without a COMMIT`);
    if (found.unanswered.rolledBack > 0) wrongs.push(`${found.unanswered.rolledBack} batches were lost after their COMMIT`);
    wrongs.push(...(await wrongsIn(database, companyId, world)));
  } finally {
    await database.pool.end();
    await proxy.close();
  }
  return { wrongs, cuts: proxy.done(), found, reports: reports.length };
};
