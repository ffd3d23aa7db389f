import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** $CHROMIUM, or the system's. Nothing is downloaded. */
export const chromiumPath = (): string | undefined =>
  process.env["CHROMIUM"] || (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));

/** A real browser, or the test is skipped and the closing summary says why. Closed by the test. */
export const openBrowser = (skip: (note: string) => never): Promise<Browser> => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return skip("there is no Chromium here: install it, or name one in CHROMIUM");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
};
