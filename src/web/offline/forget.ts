import { discardAllWaiting } from "./queue.ts";
import { forgetAnswers } from "./worker.ts";

/** Leaves nothing of whoever was signed in on this device. */
export const forgetOffline = async (): Promise<void> => {
  await Promise.all([discardAllWaiting(), forgetAnswers().catch(() => undefined)]);
};
