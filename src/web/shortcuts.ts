import { useNavigate } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { pages } from "./pages.tsx";
import { keptCompany } from "./search.ts";
import { useMayOpen } from "./session/session.ts";
import { keep, kept } from "./storage.ts";

/** After `g` the letter of a page must come within this time. */
const TOGETHER_MS = 1_500;

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

/** The letter that was pressed; of a keyboard that writes other letters the one that stands at its place. */
const letterOf = ({ key, code }: KeyboardEvent): string =>
  /^[\x21-\x7e]$/.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? "");

export const focusSearch = (): void => {
  const field = document.querySelector<HTMLInputElement>("main [role=search] input");
  field?.focus();
  field?.select();
};

type Commands = {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
};

/** Keys that work on every page: none of them while something is typed or a window is open, but for the one that opens the list of commands. */
export const useShortcuts = (isOn: boolean, { openPalette, openHelp }: Commands): void => {
  const navigate = useNavigate();
  const mayOpen = useMayOpen();
  const { on } = useShortcutsOn();
  useEffect(() => {
    if (!isOn) return undefined;
    let goingSince = -Infinity;
    const act = (event: KeyboardEvent): void => {
      const letter = letterOf(event);
      if (letter === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!on || !isShortcut(event)) return;
      const isGoing = event.timeStamp - goingSince < TOGETHER_MS;
      goingSince = -Infinity;
      const page = isGoing ? pages.find((each) => each.shortcut === letter && mayOpen(each)) : undefined;
      if (page !== undefined) void navigate({ to: page.path, search: keptCompany });
      else if (letter === "g") goingSince = event.timeStamp;
      else if (letter === "?") openHelp();
      else if (letter === "/") focusSearch();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", act);
    return () => removeEventListener("keydown", act);
  }, [isOn, on, navigate, mayOpen, openPalette, openHelp]);
};
