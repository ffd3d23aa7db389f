import { setTimeout as wait } from "node:timers/promises";

const PAUSE_MS = 10;

/** Asks until there is an answer, for so long at most. */
export const poll = async <T>(what: string, ask: () => T | undefined | Promise<T | undefined>, seconds = 120): Promise<T> => {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await wait(PAUSE_MS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what} did not come in ${seconds} s`);
};
