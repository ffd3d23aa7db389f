import { useSyncExternalStore } from "react";
import type { MadeQuota } from "./quota-api.ts";

let made: MadeQuota | null = null;
const listeners = new Set<() => void>();

/** Keeps the quota that was just made, so that the page which shows it can offer to take it back. */
export const keepMade = (next: MadeQuota | null): void => {
  made = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useMade = (): MadeQuota | null => useSyncExternalStore(subscribe, () => made);
