import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { pages } from "./pages.tsx";
import { keptCompany } from "./search.ts";
import { useMayOpen } from "./session/session.ts";
import { isShortcut, useShortcutsOn } from "./single-keys.ts";

/** After `g` the letter of a page must come within this time. */
const TOGETHER_MS = 1_500;

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
