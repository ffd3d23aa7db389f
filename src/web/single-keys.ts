import { useSyncExternalStore } from "react";
import { keep, kept } from "./storage.ts";

const listeners = new Set<() => void>();

const areOn = (): boolean => kept("attain.shortcuts") !== "off";

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const choose = (on: boolean): void => {
  keep("attain.shortcuts", on ? undefined : "off");
  for (const listener of listeners) listener();
};

/** Single keys may be switched off: who speaks to the computer, or touches keys by accident, would set them off (WCAG 2.1.4). */
export const useShortcutsOn = (): { readonly on: boolean; readonly choose: (on: boolean) => void } => ({
  on: useSyncExternalStore(subscribe, areOn),
  choose,
});

/** Whether a single key is meant for the page: nothing is typed, no window is open, and nobody has heard it yet. */
export const isShortcut = (event: KeyboardEvent): boolean =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || event.defaultPrevented) &&
  !takesText(event.target) &&
  document.querySelector("dialog[open], [role=dialog]") === null;

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=textbox], [role=combobox], [role=listbox]") !== null);
