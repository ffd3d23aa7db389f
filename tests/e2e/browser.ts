import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page, type Request } from "playwright-core";
import { expect } from "vitest";
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

const started = {
  executablePath: browserPath ?? "",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"],
};

export const launch = (): Promise<Browser> => chromium.launch(started);

/** A browser as somebody has it who keeps what it remembers, in a folder: nothing is installed from a private window. */
export const launchKept = (folder: string): ReturnType<typeof chromium.launchPersistentContext> =>
  chromium.launchPersistentContext(folder, started);

export type Look = {
  readonly language: Language;
  readonly width: number;
  readonly theme?: "light" | "dark";
  /** With the worker that keeps what was seen. A test that stands between page and server cannot see what the worker asks for. */
  readonly isKept?: boolean;
};

/** Both languages, widths and themes, each once: with what is longest where there is least room. Each with each is seen of every page there is. */
export const looks = [
  { language: "en", width: 360, theme: "dark" },
  { language: "ko", width: 1440, theme: "light" },
] as const satisfies readonly Look[];

type Cookie = { readonly name: string; readonly value: string; readonly url: string };

export type Visit = {
  readonly page: Page;
  /** What the browser reports, a broken content policy among it. */
  readonly complaints: string[];
  /** Everything has come that the page asked for, but for the stream of changes, and is shown. */
  readonly settled: () => Promise<void>;
  /** Somebody else sits down there. A new window would fetch and read the files of the pages again. */
  readonly become: (session: Cookie) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const LONGEST_ANSWER_MS = 30_000;

/** What is asked of the server and not answered yet. */
const unanswered = (page: Page): ReadonlySet<Request> => {
  const asked = new Set<Request>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // What the page before had asked for is nobody's any more.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) asked.clear();
    if (pathname.startsWith("/api/") && pathname !== "/api/v1/live") asked.add(request);
  });
  const forget = (request: Request): void => void asked.delete(request);
  page.on("requestfinished", forget);
  page.on("requestfailed", forget);
  return asked;
};

/** A reader of one language at one width, signed in by a session. */
export const reader = async (
  browser: Browser,
  { language, width, theme = "light", isKept = false }: Look,
  session?: Cookie,
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: language === "ko" ? "ko-KR" : "en-US",
    // The zone of the reader is not that of the company: no day may move.
    timezoneId: "America/Los_Angeles",
    colorScheme: theme,
    reducedMotion: "reduce",
    serviceWorkers: isKept ? "allow" : "block",
    hasTouch: width < 500,
  });
  const signIn = (who: Cookie): Promise<void> => context.addCookies([{ ...who, httpOnly: true, sameSite: "Lax" }]);
  if (session !== undefined) await signIn(session);
  const page = await context.newPage();
  // Reported by itself: not every broken policy comes to the console.
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`Content policy broken: ${violatedDirective} ${blockedURI}`),
    ),
  );
  // A window for files is caught once somebody listens, which takes effect after a click that comes at the same time.
  page.on("filechooser", () => undefined);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const asked = unanswered(page);
  const settled = async (): Promise<void> => {
    await page.locator("h1, form, [role=alert]").first().waitFor();
    const until = Date.now() + LONGEST_ANSWER_MS;
    // What has come may be what more is asked by.
    for (let calm = 0; calm < 2; calm = asked.size === 0 ? calm + 1 : 0) {
      if (Date.now() > until) throw new Error(`not answered: ${[...asked].map((request) => request.url()).join(", ")}`);
      await page.waitForFunction(
        () => document.querySelector(".skeleton") === null && new Promise((resolve) => setTimeout(() => resolve(true), 30)),
      );
    }
  };
  const become = async (who: Cookie): Promise<void> => {
    // What is still shown would ask as somebody else.
    await page.goto("about:blank");
    await context.clearCookies();
    await signIn(who);
  };
  return { page, complaints, settled, become, [Symbol.asyncDispose]: () => context.close() };
};

/** More than a person would have the patience for. */
const MOST_TABS = 80;

/** Goes there from where one is, by Tab alone. */
export const tabTo = async (page: Page, what: Locator): Promise<void> => {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await what.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(what)}`);
};

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Finding = { readonly id: string; readonly impact?: string | null; readonly nodes: readonly { readonly html: string }[] };

/** What axe finds serious or worse by WCAG 2.2 AA, each with the element. */
export const seriousFindings = async (page: Page): Promise<readonly string[]> => {
  // Run by the debugger, which the page's own content policy does not bind.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`(() => { ${axe}; })()`);
  const findings: readonly Finding[] = await page.evaluate(
    `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"], selectors: false }).then(({ violations }) => violations)`,
  );
  return findings
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** Nothing is cut off at the side, and nothing scrolls there. */
export const fits = async (page: Page): Promise<boolean> => (await tooWide(page)).length === 0;

const pictures = new URL("../output/web/", import.meta.url).pathname;

/** Kept by the run for a person to look at. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};

/** What is not narrower than the page by itself: it would be scrolled to sideways, or cut off where only what is in sight is drawn. Each with the innermost of what stands out of it. */
export const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const cutting = [...document.querySelectorAll("main section, aside section")].filter(
      (section) => getComputedStyle(section).contentVisibility === "auto",
    );
    const places = [document.documentElement, ...document.querySelectorAll("dialog[open]"), ...cutting];
    return places
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((place) => {
        const edge = place.getBoundingClientRect().left + place.clientWidth;
        const out = [...place.querySelectorAll("*")].findLast((each) => each.getBoundingClientRect().right > edge + 0.5);
        return `${place.tagName}: ${place.scrollWidth} in ${place.clientWidth} by ${(out ?? place).outerHTML.slice(0, 300)}`;
      });
  });

/** Nothing serious is found, nothing is cut off, and a picture is kept, of the page where `at` is in sight. */
export const looksRight = async (page: Page, name: string, { language, width, theme = "light" }: Look, at?: Locator): Promise<void> => {
  expect(await tooWide(page)).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await at?.scrollIntoViewIfNeeded();
  await picture(page, `${name}-${language}-${width}-${theme}`);
};

/** What products and formats are called in every language. */
const latinNames =
  /\b(?:Attain|API|Authorization|Chrome|CRM|CSV|dialer|EN|English|Enter|GitHub|HTTPS?|HubSpot|ICS|ID|IP|JSON|Linux|mbox|NDJSON|OpenID Connect|QR|Slack|UTF|Standard Webhooks|Stripe|XLSX|https?)\b/gi;

/** Words in Latin letters that a page shows or says, but for code, what is marked as English, addresses, names of events, `names` and names that every language has. */
export const latinWords = async (page: Page, names: readonly string[] = []): Promise<readonly string[]> => {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest("code, kbd, pre, script, style, textarea, [lang=en], [translate=no], time") !== null) continue;
      if (parent.closest("option, datalist") !== null || parent.checkVisibility()) found.push(node.textContent ?? "");
    }
    for (const each of document.querySelectorAll("[aria-label], [placeholder], [title]"))
      for (const name of ["aria-label", "placeholder", "title"]) found.push(each.getAttribute(name) ?? "");
    return [...found, document.title];
  });
  return [
    ...new Set(
      texts.flatMap((text) => {
        const told = text.replaceAll(/\S+@\S+|https?:\/\/\S+|\b[a-z]+(?:\.[a-z_]+)+\b/g, " ");
        const bare = names.reduce((rest, name) => rest.replaceAll(name, " "), told).replaceAll(latinNames, " ");
        return bare.match(/[A-Za-z]{2,}/g) ?? [];
      }),
    ),
  ];
};
