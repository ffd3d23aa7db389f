import { useSyncExternalStore } from "react";
import { keep } from "./storage.ts";

const listeners = new Set<() => void>();

/** Without a choice it is the width of the window that says; the same widths as in app.css. */
const isWide = (): boolean => {
  const chosen = document.documentElement.dataset["rail"];
  if (chosen === "narrow" || !matchMedia("(min-width: 1120px)").matches) return false;
  return chosen === "wide" || matchMedia("(min-width: 1440px)").matches;
};

const toggle = (): void => {
  const chosen = isWide() ? "narrow" : "wide";
  document.documentElement.dataset["rail"] = chosen;
  keep("attain.rail", chosen);
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  addEventListener("resize", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("resize", listener);
  };
};

/** Whether the list of pages at the edge shows words beside its signs. */
export const useRail = (): { readonly isWide: boolean; readonly toggle: () => void } => ({
  isWide: useSyncExternalStore(subscribe, isWide),
  toggle,
});
