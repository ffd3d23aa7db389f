import { useSyncExternalStore } from "react";
import { themes, type Theme } from "../domain/theme.ts";
import { keep } from "./storage.ts";

const listeners = new Set<() => void>();

const current = (): Theme => themes.find((theme) => theme === document.documentElement.dataset["theme"]) ?? "system";

const choose = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  keep("attain.theme", theme === "system" ? undefined : theme);
  for (const listener of listeners) listener();
};

export const useTheme = (): { theme: Theme; choose: (theme: Theme) => void } => ({
  theme: useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current),
  choose,
});
