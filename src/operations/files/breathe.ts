import { setImmediate as turn } from "node:timers/promises";

/** How long a reading may keep everybody else waiting, in milliseconds. */
const longest = 20;

let since = performance.now();

/** Lets others have a turn, where that is due: reading a file is work of many seconds in a process that answers requests meanwhile. */
export const breathe = async (): Promise<void> => {
  if (performance.now() - since < longest) return;
  await turn();
  since = performance.now();
};
