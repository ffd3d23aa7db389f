import { discardAllWaiting } from "./queue.ts";

/** Leaves nothing of whoever was signed in on this device. */
export const forgetOffline = async (): Promise<void> => {
  await discardAllWaiting();
};
