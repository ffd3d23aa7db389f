import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, latinWords, launch, reader, tooWide, type Look } from "./browser.ts";
import { companyFile } from "./company.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { serveCompany, serveEmpty, type Served } from "./served-company.ts";

/** What a page of the doors is opened by, signed in as an admin. */
const pages = [
  "/",
  "/?on=2026-03-31",
  "/?on=2026-03-31&member=raj&metric=outbound-calls",
  "/disputes",
  "/imports",
  "/account",
  "/access",
  "/access/keys",
  "/access/providers",
  "/access/webhooks",
  "/access/hooks",
  "/access/personal-data",
  "/audit",
  "/nowhere",
] as const;

const openPages = ["/", "/sign-in", "/sign-in?refused=oidc-failed", "/set-up", "/set-up#x", "/link", "/link#x", "/api/docs"] as const;

/** What the browser reports beside answers that say no. */
const broken = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((each) => !each.startsWith("Failed to load resource"));

/** Everything has come, and nothing is still being asked for. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState("networkidle");
};

const look: Look = { language: "en", width: 360 };

/** What would run sets a mark; a dialog would be one too. */
const watched = async (browser: Browser, session?: Parameters<typeof reader>[2]) => {
  const visit = await reader(browser, look, session);
  const ran: string[] = [];
  visit.page.on("dialog", (shown) => {
    ran.push(shown.message());
    void shown.dismiss();
  });
  return {
    ...visit,
    /** Nothing ran, no policy was broken, and the page is as wide as it is. */
    calm: async (text: string): Promise<void> => {
      const found = {
        ran: [...ran, ...((await visit.page.evaluate(() => "attainHostile" in window)) ? ["a script"] : [])],
        wide: await tooWide(visit.page),
        broken: broken(visit.complaints),
      };
      expect([text, found]).toEqual([text, { ran: [], wide: [], broken: [] }]);
    },
  };
};

/** Puts a text into every field of a form that takes any, and sends it as it is, without what the browser would say about it first. */
const sendEverywhere = (form: Locator, text: string): Promise<void> =>
  form.evaluate(
    async (element: HTMLFormElement, typed) => {
      const taking = "textarea, input:not([type=checkbox], [type=radio], [type=number], [type=date], [readonly])";
      for (const field of element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(taking)) {
        // As a keyboard would: the page's own listeners hear of it.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, typed);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      await new Promise(requestAnimationFrame);
      element.noValidate = true;
      if (element.isConnected) element.requestSubmit();
      await new Promise(requestAnimationFrame);
    },
    text,
    { timeout: 3_000 },
  );

describe.skipIf(browserPath === undefined)("hostile texts and the content policy, in a browser", { timeout: 600_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const both: readonly Look[] = [
    { language: "ko", width: 360, theme: "light" },
    { language: "en", width: 1440, theme: "dark" },
  ];
  test.each(both)(
    "no page breaks the content policy, and those of the doors have Korean words for all ($language, $width px)",
    async (each) => {
      for (const [paths, session] of [
        [pages, served.admin()],
        [openPages, undefined],
      ] as const)
        for (const path of paths) {
          await using visit = await reader(browser, each, session);
          const { page, complaints } = visit;
          await page.goto(`${served.url}${path}`);
          await settled(page);
          const isOurs = /^\/(?:account|access|audit|sign-in|set-up|link)/.test(path);
          const latin = each.language === "ko" && isOurs ? await latinWords(page, ["northwind", "node", "npx attain"]) : [];
          expect({ path, broken: broken(complaints), wide: await tooWide(page), latin }).toEqual({
            path,
            broken: [],
            wide: [],
            latin: [],
          });
        }
    },
  );

  test("a text that would run is shown as it is written where nobody is signed in", async () => {
    await using visit = await watched(browser);
    const { page, calm } = visit;
    await page.goto(`${served.url}/sign-in`);
    for (const text of hostileTexts) {
      await sendEverywhere(page.locator("form").first(), text);
      await calm(text);
    }
    await page.getByRole("button", { name: "Forgot the password?" }).click();
    for (const text of hostileTexts) {
      await sendEverywhere(page.locator("form").first(), text);
      await calm(text);
      if ((await page.locator("form input[type=password]").count()) > 0 || (await page.locator("form").count()) === 0) {
        await page.goto(`${served.url}/sign-in`);
        await page.getByRole("button", { name: "Forgot the password?" }).click();
      }
    }
    for (const text of hostileTexts) {
      await page.goto(`${served.url}/link#${encodeURIComponent(text)}`);
      await page.goto(`${served.url}/sign-in?refused=${encodeURIComponent(text)}&next=${encodeURIComponent(text)}`);
      await page.getByRole("textbox").first().waitFor();
      await calm(text);
    }
  });

  test("a text that would run is shown as it is written where a company is set up, and by an invitation", async () => {
    const empty = await serveEmpty();
    try {
      await using visit = await watched(browser);
      await visit.page.goto(empty.setUpLink);
      await visit.page.locator("form").waitFor();
      for (const text of hostileTexts) {
        await sendEverywhere(visit.page.locator("form"), text);
        await visit.calm(text);
      }
    } finally {
      await empty.stop();
    }
    const session = served.admin();
    const invited = await fetch(`${served.url}/api/v1/users`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: `attain=${session.value}` },
      body: JSON.stringify({ email: "invited@northwind.example", roles: ["viewer"] }),
    });
    const { link } = (await invited.json()) as { readonly link: string };
    await using visit = await watched(browser);
    await visit.page.goto(link);
    await visit.page.locator("form").waitFor();
    // Long ones are good passwords.
    for (const text of hostileTexts.filter((each) => each.length < 15)) {
      await sendEverywhere(visit.page.locator("form"), text);
      await visit.calm(text);
    }
  });

  test("a text that would run is shown as it is written by every form of access, account and audit", async () => {
    await using visit = await watched(browser, served.admin());
    const { page, calm } = visit;
    const forms = [
      ["/access", "Invite people"],
      ["/access/keys", "Make a key"],
      ["/access/providers", "Set up a provider"],
      ["/access/webhooks", "Add a webhook"],
      ["/access/hooks", "Add a hook"],
      ["/access/personal-data", "Erase a person"],
      ["/account", "Change the password"],
    ] as const;
    for (const [path, open] of forms) {
      const begin = async (): Promise<void> => {
        await page.goto(`${served.url}${path}`);
        await page.getByRole("button", { name: open }).click();
        await form.waitFor();
      };
      const form = path === "/account" ? page.locator("main form").first() : page.locator("dialog form").first();
      await begin();
      for (const text of hostileTexts) {
        // Some are names like any other: what was asked for is done, and the form is gone.
        await sendEverywhere(form, text).catch(async () => {
          await begin();
          await sendEverywhere(form, text);
        });
        await calm(text);
      }
    }
    await page.goto(`${served.url}/audit`);
    await page.getByRole("row").nth(1).waitFor();
    for (const text of hostileTexts) {
      await sendEverywhere(page.getByRole("search"), text);
      await calm(text);
    }
  });

  test("names that would run are listed as they are written", async () => {
    const company = { ...companyFile.company, id: "hostile", name: hostileTexts[0] };
    const members = hostileTexts
      // A file of settings takes no name with what cannot be seen.
      .filter((text) => !/\p{Cc}|\p{Cf}/u.test(text))
      .map((name, index) => ({ id: `m-${index}`, name, role: "rep", team: "advisers", email: `m-${index}@hostile.example` }));
    const map = { columns: { external_id: "id", member: "owner", occurred_at: "at" }, constants: { kind: "call" } };
    const stored = { hooks: 0, webhooks: 0, erasures: 0, keys: 0 };
    const file = { ...companyFile, company, members };
    await served.addCompany(file);
    const tried = async (counted: keyof typeof stored, method: "POST" | "PUT", path: string, body: unknown): Promise<void> => {
      try {
        await served.send(method, path, body, "hostile");
        stored[counted] += 1;
      } catch (error) {
        // Refused, as a name can be: a text that turns the line around, for one.
        if (!/answered 4\d\d/.test(String(error))) throw error;
      }
    };
    for (const [index, name] of hostileTexts.entries()) {
      await tried("hooks", "POST", "/hook-endpoints", { name, source: "dialer", map });
      await tried("webhooks", "POST", "/webhooks", { name, url: `https://hooks.example.com/${index}` });
      await tried("keys", "POST", "/api-keys", { name, scopes: ["activities:read"] });
      await served.send(
        "POST",
        "/activities",
        [
          {
            source: "dialer",
            externalId: `h-${index}`,
            member: "m-0",
            kind: "call",
            occurredAt: "2026-03-03T10:00:00+09:00",
            prospect: `h-${index}@x.example`,
          },
        ],
        "hostile",
      );
      // Each owns the company for a while.
      if (index < 6) await tried("erasures", "POST", "/erasures", { prospect: `h-${index}@x.example`, reason: name });
    }
    expect(stored.hooks).toBeGreaterThan(30);
    expect(stored.webhooks).toBeGreaterThan(30);
    expect(stored.erasures).toBeGreaterThan(4);
    await using visit = await watched(browser, served.admin("hostile"));
    const { page, calm } = visit;
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of pages) {
        await page.goto(`${served.url}${path}`);
        await settled(page);
        await calm(`${path} at ${width}`);
      }
    }
  });
});
