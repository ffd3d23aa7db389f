import { checkReadiness } from "../operations/check-readiness.ts";
import type { Database } from "../operations/database.ts";

/** Ends the waiting, not the work: that may still come to its end, and whoever asks again is told so. */
export type WithinReach = <T>(work: Promise<T>) => Promise<T>;

// Together below the two seconds within which somebody who waits for a database that is away is told so.
const PATIENCE_MS = 500;
export const PROBE_MS = 1_400;

/**
 * An answer may take as long as the database works on it. But one that is away, stopped or behind a wall that swallows everything does not
 * say so before a time-out of half a minute: so who waits has it asked, on a connection of its own, whether it is there.
 */
export const watchReach = (database: Database): WithinReach => {
  let asking: Promise<void> | undefined;
  const ask = (): Promise<void> => {
    asking ??= checkReadiness(database, PROBE_MS).finally(() => (asking = undefined));
    return asking;
  };
  return async (work) => {
    let timer: NodeJS.Timeout | undefined;
    let isDone = false;
    const away = new Promise<never>((_, reject) => {
      const wait = (): void => {
        timer = setTimeout(() => {
          ask().then(() => (isDone ? undefined : wait()), reject);
        }, PATIENCE_MS);
      };
      wait();
    });
    try {
      return await Promise.race([work, away]);
    } finally {
      isDone = true;
      clearTimeout(timer);
    }
  };
};
