import { useSyncExternalStore } from "react";

const MINUTE = 60_000;

const subscribe = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, MINUTE);
  return () => clearInterval(timer);
};

const minute = (): number => Math.floor(Date.now() / MINUTE) * MINUTE;

/** The minute that it is, for what is said of today: also where a page stays open over midnight. */
export const useMinute = (): Date => new Date(useSyncExternalStore(subscribe, minute));
