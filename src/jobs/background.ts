import { applyRetention } from "../operations/apply-retention.ts";
import { correctRewards } from "../operations/correct-rewards.ts";
import { countMetrics } from "../operations/count-metrics.ts";
import { DatabaseUnavailable, type Database } from "../operations/database.ts";
import { tidyEvents } from "../operations/dispatch-events.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { listCompanies } from "../operations/list-companies.ts";
import { tidyAddressLimits, tidyCompanyLimits } from "../operations/limits/tidy-limits.ts";
import { sealAudit } from "../operations/seal-audit.ts";
import { tidyImports } from "../operations/tidy-imports.ts";
import type { ImportStore } from "../operations/uploads/import-store.ts";
import { readWaitingHooks, tidyHooks } from "../operations/read-waiting-hooks.ts";
import type { Secret } from "../operations/secret.ts";
import { Delivering } from "./delivering.ts";
import { Importing } from "./importing.ts";
import { forgetSignIns } from "../operations/forget-sign-ins.ts";
import { routeSignals } from "../operations/route-signals.ts";
import { sendResets } from "../operations/send-resets.ts";
import { sendMails, type SendMail } from "../operations/send-mails.ts";
import { tellNotices } from "../operations/tell-notices.ts";
import { judgeClicks } from "../operations/judge-clicks.ts";
import { pollFeeds } from "../operations/poll-feeds.ts";
import { rematchSignals } from "../operations/rematch-signals.ts";
import { undoClosings } from "../operations/undo-closings.ts";

export type Background = {
  /** Resolves when what was under way has come to a safe end. */
  readonly stop: () => Promise<void>;
};

export type BackgroundOptions = {
  readonly database: Database;
  /** Signs the seals over audit events; opens the addresses and secrets of webhooks. */
  readonly secret: Secret;
  /** Told of what is no weather. The work goes on. */
  readonly hearFault: (error: unknown) => void;
  /** Left out: nothing is imported. */
  readonly imports?: ImportStore;
  /** Left out: notices stay in the inbox. */
  readonly sendMail?: SendMail;
  /** Where browsers find the server, for links in mails. */
  readonly publicUrl?: URL;
};

/** `restPerWork`: while busy, how long to rest for each millisecond of work. */
type Pace = { readonly busyMs: number; readonly restPerWork: number; readonly idleMs: number; readonly afterTroubleMs: number };

// Unfolded changes make a read slower, never wrong: at this pace it has few of them to add. A company at rest costs a query every two seconds.
// While records stream in it rests four times as long as it works: many changes fold almost as quickly as few.
const folding: Pace = { busyMs: 200, restPerWork: 4, idleMs: 2_000, afterTroubleMs: 2_000 };
// A closing that died is rare, and holds up nothing but itself.
const closing: Pace = { busyMs: 2_000, restPerWork: 0, idleMs: 10_000, afterTroubleMs: 10_000 };
const forgettingLimits: Pace = { busyMs: 1_000, restPerWork: 1, idleMs: 60_000, afterTroubleMs: 60_000 };
// Somebody has just confirmed it and looks on.
const lookingForImports: Pace = { busyMs: 0, restPerWork: 0, idleMs: 1_000, afterTroubleMs: 2_000 };
const tidying: Pace = { busyMs: 60_000, restPerWork: 0, idleMs: 60_000, afterTroubleMs: 60_000 };
const counting: Pace = { busyMs: 0, restPerWork: 0, idleMs: 2_000, afterTroubleMs: 2_000 };

// Whoever is told wants to hear of it soon.
const lookingForEvents: Pace = { busyMs: 100, restPerWork: 0, idleMs: 1_000, afterTroubleMs: 2_000 };
// Nearly always whoever takes a request in reads it.
const readingHooks: Pace = { busyMs: 1_000, restPerWork: 1, idleMs: 15_000, afterTroubleMs: 15_000 };
// Months are kept: an hour more is nothing. As long as there is something to forget it goes on, with room for others between.
const retaining: Pace = { busyMs: 1_000, restPerWork: 4, idleMs: 3_600_000, afterTroubleMs: 60_000 };

// Who has changed a topic looks on; nearly always there is nothing.
const rematching: Pace = { busyMs: 100, restPerWork: 1, idleMs: 10_000, afterTroubleMs: 10_000 };
// Each feed has its own time; this is how often it is looked whether one's has come.
const polling: Pace = { busyMs: 60_000, restPerWork: 0, idleMs: 60_000, afterTroubleMs: 60_000 };

// A seal a minute at most, so that there are few of them; somebody in the middle of telling an event is let through.
const sealing: Pace = { busyMs: 60_000, restPerWork: 0, idleMs: 60_000, afterTroubleMs: 60_000 };

/** Once a minute all that is told by mail or inbox: one reading of attainment for a company. */
const telling: Pace = { busyMs: 60_000, restPerWork: 0, idleMs: 60_000, afterTroubleMs: 60_000 };

/** What is locked waits for its next payment: a minute more is nothing. */
const correcting: Pace = { busyMs: 60_000, restPerWork: 0, idleMs: 60_000, afterTroubleMs: 60_000 };

/** Somebody looks at an empty mailbox. */
const resetting: Pace = { busyMs: 0, restPerWork: 0, idleMs: 2_000, afterTroubleMs: 10_000 };
const forgetting: Pace = { busyMs: 3_600_000, restPerWork: 0, idleMs: 3_600_000, afterTroubleMs: 60_000 };

/** Who clicked waits now. */
const routing: Pace = { busyMs: 200, restPerWork: 1, idleMs: 2_000, afterTroubleMs: 5_000 };

/** Calls again and again until told to stop: soon while there is work, less and less often while there is none. */
const repeat = (work: () => Promise<boolean>, pace: Pace, hearFault: BackgroundOptions["hearFault"]): Background => {
  let stopped = false;
  let wake: () => void = () => undefined;
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    let waitMs = pace.busyMs;
    while (!stopped) {
      try {
        const begun = performance.now();
        waitMs = (await work())
          ? Math.max(pace.busyMs, pace.restPerWork * (performance.now() - begun))
          : Math.min(pace.idleMs, Math.max(waitMs * 2, 100));
      } catch (error) {
        // While the database is away there is nothing to tell that its users do not see.
        if (!(error instanceof DatabaseUnavailable)) hearFault(error);
        waitMs = pace.afterTroubleMs;
      }
      if (!stopped) await pause(waitMs);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
};

// One call takes a bounded number of changes; a crowd of small transactions leaves more than that between two rounds.
const FOLDS_AT_ONCE = 20;

const foldSome = async (database: Database, companyId: number): Promise<boolean> => {
  let folded = 0;
  while (folded < FOLDS_AT_ONCE && (await foldTallies(database, companyId)) > 0) folded += 1;
  return folded > 0;
};

const sealAll = async (database: Database, companyId: number, secret: Secret): Promise<boolean> => {
  while ((await sealAudit(database, companyId, secret)) > 0);
  return false;
};

/**
 * What goes on beside the requests: summing up recent changes, forgetting answers that are kept no longer, counting metrics over the records that were there before them, undoing
 * closings that died, importing files that were sent, sealing audit events, forgetting what is kept
 * for a time, asking feeds, looking for changed topics in what was kept of signals, reading what came to inbound hooks and waits, telling webhooks and notices, correcting rewards.
 */
export const startBackground = ({ database, hearFault, imports, sendMail, secret, publicUrl }: BackgroundOptions): Background => {
  let stopping = false;
  const forEach = async (work: (companyId: number) => Promise<boolean>): Promise<boolean> => {
    let busy = false;
    for (const { companyId } of await listCompanies(database)) {
      if (stopping) break;
      busy = (await work(companyId)) || busy;
    }
    return busy;
  };
  const importing = imports === undefined ? null : new Importing(database, imports, { isStopping: () => stopping, hearFault });
  const delivering = new Delivering(database, { secret, isStopping: () => stopping, hearFault });
  const loops = [
    repeat(() => delivering.begin(), lookingForEvents, hearFault),
    repeat(
      () =>
        forEach(
          async (companyId) =>
            (await tidyEvents(database, companyId, { now: BigInt(Date.now()) * 1000n })) + (await tidyHooks(database, companyId)) > 0,
        ),
      tidying,
      hearFault,
    ),
    repeat(
      () => forEach(async (companyId) => (await readWaitingHooks(database, companyId, { now: BigInt(Date.now()) * 1000n, hearFault })) > 0),
      readingHooks,
      hearFault,
    ),
    ...(imports === undefined || importing === null
      ? []
      : [
          repeat(() => importing.begin(), lookingForImports, hearFault),
          repeat(() => tidyImports(database, imports, Date.now()).then(() => false), tidying, hearFault),
        ]),
    ...(sendMail === undefined || publicUrl === undefined
      ? []
      : [
          repeat(
            () =>
              forEach(
                async (companyId) =>
                  (await sendResets(database, companyId, { publicUrl, send: sendMail, hearFault, isStopping: () => stopping })) > 0,
              ),
            resetting,
            hearFault,
          ),
        ]),
    repeat(() => forEach((companyId) => forgetSignIns(database, companyId).then(() => false)), forgetting, hearFault),
    repeat(() => forEach((companyId) => foldSome(database, companyId)), folding, hearFault),
    repeat(() => forEach((companyId) => sealAll(database, companyId, secret)), sealing, hearFault),
    repeat(
      () =>
        forEach(async (companyId) => {
          const rematched = await rematchSignals(database, companyId);
          return rematched + (await judgeClicks(database, companyId, { now: BigInt(Date.now()) * 1000n })) > 0;
        }),
      rematching,
      hearFault,
    ),
    repeat(
      () =>
        forEach(async (companyId) => {
          await pollFeeds(database, companyId, { now: BigInt(Date.now()) * 1000n });
          return false;
        }),
      polling,
      hearFault,
    ),
    repeat(() => forEach((companyId) => applyRetention(database, companyId)), retaining, hearFault),
    repeat(() => forEach((companyId) => undoClosings(database, companyId)), closing, hearFault),
    repeat(
      () =>
        forEach(async (companyId) => {
          const { signals, given, answered, expired } = await routeSignals(database, companyId, { now: BigInt(Date.now()) * 1000n });
          return signals + given + answered + expired > 0;
        }),
      routing,
      hearFault,
    ),
    repeat(() => forEach((companyId) => tidyCompanyLimits(database, companyId).then(() => false)), forgettingLimits, hearFault),
    repeat(() => tidyAddressLimits(database).then(() => false), forgettingLimits, hearFault),
    repeat(
      () =>
        forEach(async (companyId) => {
          let counted = false;
          await countMetrics(
            database,
            companyId,
            () => (counted = true),
            () => !stopping,
          );
          return counted;
        }),
      counting,
      hearFault,
    ),
    repeat(
      () =>
        forEach(async (companyId) => {
          const now = BigInt(Date.now()) * 1000n;
          await tellNotices(database, companyId, { now });
          if (sendMail !== undefined) await sendMails(database, companyId, { now, send: sendMail, hearFault, isStopping: () => stopping });
          return false;
        }),
      telling,
      hearFault,
    ),
    repeat(
      () => forEach((companyId) => correctRewards(database, companyId, { by: "local", now: BigInt(Date.now()) * 1000n }).then(() => false)),
      correcting,
      hearFault,
    ),
  ];
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(loops.map((loop) => loop.stop()));
      await importing?.settle();
      await delivering.settle();
    },
  };
};
