import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Language } from "../../src/domain/language.ts";

const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser of this machine; the tests of the pages are left out where there is none. */
export const browserPath = places.find((place) => place !== undefined && existsSync(place));

if (browserPath === undefined) process.stderr.write("No Chromium here, so the pages are not tested. Set CHROMIUM to the path of one.\n");

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath ?? "",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

export type Look = { readonly language: Language; readonly width: number; readonly theme?: "light" | "dark" };

type Cookie = { readonly name: string; readonly value: string; readonly url: string };

/** A reader of one language at one width, signed in by a session. `complaints` gathers what the browser reports, a broken content policy among it. */
export const reader = async (
  browser: Browser,
  { language, width, theme = "light" }: Look,
  session?: Cookie,
): Promise<{ page: Page; complaints: string[]; [Symbol.asyncDispose]: () => Promise<void> }> => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: language === "ko" ? "ko-KR" : "en-US",
    // The zone of the reader is not that of the company: no day may move.
    timezoneId: "America/Los_Angeles",
    colorScheme: theme,
    reducedMotion: "reduce",
    hasTouch: width < 500,
  });
  if (session !== undefined) await context.addCookies([{ ...session, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  // A window for files is caught once somebody listens, which takes effect after a click that comes at the same time.
  page.on("filechooser", () => undefined);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
};

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Finding = { readonly id: string; readonly impact?: string | null; readonly nodes: readonly { readonly html: string }[] };

/** What axe finds serious or worse by WCAG 2.2 AA, each with the element. */
export const seriousFindings = async (page: Page): Promise<readonly string[]> => {
  // Run by the debugger, which the page's own content policy does not bind.
  const findings: readonly Finding[] = await page.evaluate(
    `(() => { ${axe}; })(), axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) => violations)`,
  );
  return findings
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** Nothing is cut off at the side, and nothing scrolls there. */
export const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/**
 * The Latin words of a Korean page, read and heard: texts, labels, titles and hints. Left out is what is named so (the product, formats, sources of the
 * company, addresses, keys of the keyboard), what says that it is English, and the names given.
 */
export const latinWords = (page: Page, names: readonly string[] = []): Promise<readonly string[]> =>
  page.evaluate((known) => {
    const named = /\S+@\S+|https?:\/\/\S+|\b(?:Attain|API|CSV|XLSX|JSON|NDJSON|ID|dialer|crm)\b/g;
    const found: string[] = [];
    const look = (text: string | null): void => {
      const left = known.reduce((rest, name) => rest.replaceAll(name, ""), (text ?? "").replaceAll(named, ""));
      if (/[A-Za-z]{2,}/.test(left)) found.push(text ?? "");
    };
    const isLeftOut = (element: Element | null): boolean =>
      element === null || element.closest("[lang=en], code, kbd, script, style, [hidden]") !== null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) if (!isLeftOut(walker.currentNode.parentElement)) look(walker.currentNode.textContent);
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
      if (!isLeftOut(element)) for (const name of ["aria-label", "title", "placeholder", "alt"]) look(element.getAttribute(name));
    look(document.title);
    return found;
  }, names);

const pictures = new URL("../output/web/", import.meta.url).pathname;

/** Kept by the run for a person to look at. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};
