import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const stored = "attain.theme";
const listeners = new Set<() => void>();

const current = (): Theme => themes.find((theme) => theme === document.documentElement.dataset["theme"]) ?? "system";

const choose = (theme: Theme): void => {
  if (theme === "system") {
    delete document.documentElement.dataset["theme"];
    localStorage.removeItem(stored);
  } else {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem(stored, theme);
  }
  for (const listener of listeners) listener();
};

export const useTheme = (): { theme: Theme; choose: (theme: Theme) => void } => ({
  theme: useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current),
  choose,
});
