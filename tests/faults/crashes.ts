import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase, type OpenDatabase } from "../../src/store/open-database.ts";
import { newKey } from "../key.ts";
import { wrongsIn } from "./check.ts";
import { establish } from "./establish.ts";
import { Installation, victims, type Victim } from "./installation.ts";
import { poll } from "./poll.ts";
import type { Random } from "./random.ts";
import { drawBatches, sendAll, type Sending } from "./senders.ts";
import { drawWorld } from "./world.ts";

const SENDERS = 8;
/** A kill comes within so many milliseconds of its moment: anywhere in the course of a request. */
const JITTER_MS = 40;
/** From a start to the first kill and from the last one to the end there is work, so that each kill meets some. */
const WORKING = { from: 0.02, to: 0.95 };

export type CrashesReport = {
  readonly wrongs: readonly string[];
  readonly activities: number;
  readonly reports: number;
  readonly deliveries: number;
  readonly kills: Readonly<Record<Victim, number>>;
  /** Starts of the server that failed because its database was killed meanwhile. */
  readonly failedStarts: number;
  readonly sending: Sending;
  readonly seconds: { readonly sending: number; readonly all: number };
};

const open = async (dataFolder: string): Promise<OpenDatabase> => {
  const opened = await openDatabase({ dataFolder });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  return opened.value;
};

type Kill = { readonly victim: Victim; readonly atShare: number; readonly jitterMs: number };

/** Server, postmaster and backend in turn, at moments drawn from the course of the work; in a third of the rounds server and postmaster fall together. */
const drawKills = (random: Random, count: number): Kill[] => {
  const moments = Array.from(
    { length: count },
    () => WORKING.from + (WORKING.to - WORKING.from) * (random.below(1_000_000) / 1_000_000),
  ).sort((a, b) => a - b);
  const kills: Kill[] = [];
  for (const [index, moment] of moments.entries()) {
    const victim = victims[index % victims.length] ?? "server";
    const before = kills.at(-1);
    const together = victim === "postmaster" && before !== undefined && random.chance(1 / 3);
    kills.push({ victim, atShare: together ? before.atShare : moment, jitterMs: together ? 0 : random.below(JITTER_MS) });
  }
  return kills;
};

/**
 * Exactly once through crashes: senders deliver a world's reports in any order, some three times, some only until the first acknowledgement, while the server,
 * the postmaster and single backends are killed. In the end everything that was sent stands, counted once.
 */
export const crash = async (
  random: Random,
  { activities, kills: killCount, most }: { readonly activities: number; readonly kills: number; readonly most: number },
): Promise<CrashesReport> => {
  const begun = performance.now();
  const world = drawWorld(random, { activities });
  const batches = drawBatches(random, world.reports, { senders: SENDERS, most });
  const deliveries = batches.reduce((sum, batch) => sum + batch.length, 0);
  const kills = drawKills(random, killCount);
  const dataFolder = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
  const installation = new Installation(dataFolder);
  const done: Record<Victim, number> = { server: 0, postmaster: 0, backend: 0 };
  try {
    const before = await open(dataFolder);
    const companyId = await establish(before.database, world);
    const key = await newKey(before.database, companyId);
    await before.close();

    installation.start();
    const started = performance.now();
    let acknowledged = 0;
    let over = false;
    const killing = (async () => {
      for (const { victim, atShare, jitterMs } of kills) {
        await poll("The next kill's moment", () => over || acknowledged >= atShare * deliveries || undefined, 3600);
        if (over) return;
        await wait(jitterMs);
        await installation.kill(victim, random);
        done[victim] += 1;
      }
    })();
    const sending = await sendAll(batches, {
      senders: SENDERS,
      serving: () => installation.serving(),
      key,
      random,
      progress: (count) => (acknowledged = count),
    });
    over = true;
    await killing;
    const sent = performance.now();
    const said = sending.wrongs.length === 0 ? [] : [`The server said:\n${installation.said()}`];
    const stopped = await installation.stop();

    const after = await open(dataFolder);
    const wrongs = [
      ...sending.wrongs,
      ...said,
      ...installation.wrongs,
      ...stopped,
      ...(kills.length === done.server + done.postmaster + done.backend
        ? []
        : [`Only ${JSON.stringify(done)} of ${kills.length} kills were done`]),
      ...(sending.accepted > activities ? [`${sending.accepted} acknowledged as new, of ${activities}`] : []),
      ...(await wrongsIn(after.database, companyId, world)),
    ];
    await after.close();
    const seconds = { sending: (sent - started) / 1000, all: (performance.now() - begun) / 1000 };
    return {
      wrongs,
      activities,
      reports: world.reports.length,
      deliveries,
      kills: done,
      failedStarts: installation.failedStarts,
      sending,
      seconds,
    };
  } finally {
    await installation.clear();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};
