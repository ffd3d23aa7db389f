import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { innerPages, pages } from "../../src/web/pages.tsx";
import { browserPath, latinWords, launch, reader, tooWide, type Look } from "./browser.ts";
import { companyFile } from "./company.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { serveCompany, serveEmpty, type Cookie, type Served } from "./served-company.ts";

const openPages = ["/", "/sign-in", "/sign-in?refused=oidc-failed", "/set-up", "/set-up#x", "/link", "/link#x", "/api/docs"] as const;

/** What the browser reports beside answers that say no. */
const broken = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((each) => !each.startsWith("Failed to load resource"));

/**
 * Every change is refused in the words that were sent, which is the worst that a page can be told. In the page: where a request can be answered
 * from outside, every file of every page comes anew and by way of here.
 */
const refuseInItsWords = (page: Page): Promise<unknown> =>
  page.addInitScript((texts) => {
    const ask = window.fetch;
    window.fetch = async (what, how = {}) => {
      const asked = typeof what === "string" ? new URL(what, location.href) : undefined;
      if (asked === undefined || (how.method ?? "GET") === "GET" || !asked.pathname.startsWith("/api/v1/")) return ask(what, how);
      const sent = decodeURIComponent(asked.pathname) + (typeof how.body === "string" ? how.body : "");
      const text = texts.find((each) => sent.includes(JSON.stringify(each).slice(1, -1)) || sent.includes(each)) ?? sent;
      const errors = [{ code: text, detail: text, pointer: "/name" }];
      const body = { type: `/api/problems/${text}`, title: text, status: 422, detail: text, code: text, instance: text, errors };
      return new Response(JSON.stringify(body), { status: 422, headers: { "content-type": "application/problem+json" } });
    };
  }, hostileTexts);

/** What would run sets a mark; a dialog would be one too. */
const watched = async (browser: Browser, session?: Cookie, look: Look = { language: "en", width: 360 }) => {
  const visit = await reader(browser, look, session);
  const { page, complaints } = visit;
  const ran: string[] = [];
  page.on("dialog", (shown) => {
    // What is not kept yet holds a reader back, by the browser's own question.
    if (shown.type() === "beforeunload") return void shown.accept();
    ran.push(shown.message());
    void shown.dismiss();
  });
  /** What has run, which policies were broken, and what is wider than the page. */
  const wrongs = async (): Promise<readonly string[]> => [
    ...ran.splice(0),
    ...((await page.evaluate(() => "attainHostile" in window)) ? ["a script ran"] : []),
    ...(await tooWide(page)),
    ...broken(complaints.splice(0)),
  ];
  return { ...visit, wrongs };
};

type Tried = { readonly done: number; readonly wrongs: readonly string[] };

/**
 * Puts each text into every field that takes any and sends it as it is, without what the browser would say about it first, from the `first` on
 * and as long as there is a field. All of it in the page: a word to it from outside takes longer than the whole act.
 */
const tryTexts = (page: Page, scope: string, first: number): Promise<Tried> =>
  page.evaluate(
    async ({ within, texts, begin }): Promise<Tried> => {
      const taking = "textarea, input:is(:not([type]), [type=text], [type=search], [type=email], [type=url], [type=password], [type=tel])";
      const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
      const ask = window.fetch;
      let unanswered = 0;
      window.fetch = async (...asked) => {
        // The stream of changes never ends.
        if (typeof asked[0] === "string" && asked[0].startsWith("/api/v1/live")) return ask(...asked);
        unanswered += 1;
        try {
          return await ask(...asked);
        } finally {
          unanswered -= 1;
        }
      };
      const wrongs = new Set<string>();
      for (const [index, typed] of texts.entries()) {
        if (index < begin) continue;
        const root = document.querySelector(within);
        const fields = [...(root?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(taking) ?? [])].filter(
          (field) => !field.readOnly && !field.disabled && field.checkVisibility(),
        );
        if (root === null || fields.length === 0) {
          window.fetch = ask;
          return { done: index, wrongs: [...wrongs] };
        }
        for (const field of fields) {
          field.focus();
          // As a keyboard would: the page's own listeners hear of it.
          Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, typed);
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.blur();
        }
        await frame();
        for (const form of document.querySelectorAll<HTMLFormElement>(`${within} form`)) {
          form.noValidate = true;
          form.requestSubmit();
        }
        // As long as a refusal takes, where anything was sent.
        for (let wait = 0; wait < 60 && unanswered > 0; wait += 1) await frame();
        await frame();
        if ("attainHostile" in window) wrongs.add(`a script of ${typed} ran`);
        for (const place of [document.documentElement, ...document.querySelectorAll("dialog[open]")])
          if (place.scrollWidth > place.clientWidth) {
            const edge = place.getBoundingClientRect().left + place.clientWidth;
            const out = [...place.querySelectorAll("*")].findLast((each) => each.getBoundingClientRect().right > edge + 0.5);
            wrongs.add(`wider than the page with ${typed}: ${(out ?? place).outerHTML.slice(0, 300)}`);
          }
      }
      window.fetch = ask;
      return { done: texts.length, wrongs: [...wrongs] };
    },
    { within: scope, texts: hostileTexts, begin: first },
  );

const MOST_BEGINNINGS = 60;

type Place = {
  readonly path: string;
  /** Where its fields are; left out: all over the page. */
  readonly within?: string;
  readonly open?: (page: Page) => Promise<void>;
};

const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.getByRole("button", { name }).first().click();
  };

/** Puts every text into every field of a place, opened again whenever it is gone. */
const tryPlace = async (visit: Awaited<ReturnType<typeof watched>>, url: string, place: Place): Promise<readonly string[]> => {
  const { page, settled, wrongs } = visit;
  const { path, within = "main", open } = place;
  const begin = async (): Promise<void> => {
    await page.goto(`${url}${path}`);
    await settled();
    await open?.(page);
    await page.locator(within).locator("textarea:visible, input:visible").first().waitFor();
  };
  await begin();
  const found = new Set<string>();
  for (let [at, beginnings] = [0, 0]; at < hostileTexts.length; beginnings += 1) {
    if (beginnings === MOST_BEGINNINGS) throw new Error(`${path} is gone again and again`);
    if (beginnings > 0) await begin();
    const tried = await tryTexts(page, within, at);
    for (const wrong of tried.wrongs) found.add(`${path}: ${wrong}`);
    if (tried.done === at && beginnings > 0) throw new Error(`${path} has no field for ${hostileTexts[at] ?? ""}`);
    at = tried.done;
  }
  return [...found, ...(await wrongs()).map((wrong) => `${path}: ${wrong}`)];
};

const post = async ({ url }: Served, { name, value }: Cookie, path: string, body: unknown): Promise<Response> => {
  const headers = { "content-type": "application/json", cookie: `${name}=${value}` };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
};

describe.skipIf(browserPath === undefined)("hostile texts and the content policy, in a browser", { timeout: 600_000 }, () => {
  let browser: Browser;
  let served: Served;
  let boss: Cookie;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    boss = await served.signedIn({ email: "raj@northwind.example", roles: ["admin", "rep"], member: "raj" });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const both: readonly Look[] = [
    { language: "ko", width: 360, theme: "light" },
    { language: "en", width: 1440, theme: "dark" },
  ];
  test.each(both)("no page before the doors breaks the content policy, and all have Korean words ($language, $width px)", async (each) => {
    await using visit = await reader(browser, each);
    const { page, complaints, settled } = visit;
    for (const path of openPages) {
      // Another part of the same page would not be gone to anew.
      await page.goto("about:blank");
      await page.goto(`${served.url}${path}`);
      await settled();
      const isOurs = /^\/(?:sign-in|set-up|link)/.test(path);
      const latin = each.language === "ko" && isOurs ? await latinWords(page, ["northwind", "node", "npx attain"]) : [];
      expect({ path, broken: broken(complaints.splice(0)), wide: await tooWide(page), latin }).toEqual({
        path,
        broken: [],
        wide: [],
        latin: [],
      });
    }
  });

  test("a text that would run is shown as it is written where nobody is signed in", async () => {
    await using visit = await watched(browser);
    const { page, wrongs, settled } = visit;
    expect(await tryPlace(visit, served.url, { path: "/sign-in" })).toEqual([]);
    expect(await tryPlace(visit, served.url, { path: "/sign-in", open: press("Forgot the password?") })).toEqual([]);
    for (const [index, text] of hostileTexts.entries()) {
      const next = hostileTexts.at(index - 1) ?? "";
      if (index % 2 === 0)
        await page.goto(
          `${served.url}/sign-in?refused=${encodeURIComponent(text)}&next=${encodeURIComponent(next)}#${encodeURIComponent(next)}`,
        );
      else await page.goto(`${served.url}/link#${encodeURIComponent(`${text}${next}`)}`);
      await settled();
      expect([text, await wrongs()]).toEqual([text, []]);
    }
  });

  test("a text that would run is shown as it is written where a company is set up, and by an invitation", async () => {
    const empty = await serveEmpty();
    try {
      await using visit = await watched(browser);
      await refuseInItsWords(visit.page);
      const address = new URL(empty.setUpLink);
      const place = { path: address.pathname + address.hash, open: press(/^Answer three questions/) };
      expect(await tryPlace(visit, address.origin, place)).toEqual([]);
    } finally {
      await empty.stop();
    }
    const invited = await post(served, served.admin(), "/users", { email: "invited@northwind.example", roles: ["viewer"] });
    const { link } = (await invited.json()) as { readonly link: string };
    await using visit = await watched(browser);
    await refuseInItsWords(visit.page);
    const address = new URL(link);
    expect(await tryPlace(visit, address.origin, { path: address.pathname + address.hash })).toEqual([]);
  });

  const dialog = "dialog[open]";
  const places: readonly Place[] = [
    { path: "/access", within: dialog, open: press("Invite people") },
    { path: "/access/keys", within: dialog, open: press("Make a key") },
    { path: "/access/providers", within: dialog, open: press("Set up a provider") },
    { path: "/access/webhooks", within: dialog, open: press("Add a webhook") },
    { path: "/access/hooks", within: dialog, open: press("Add a hook") },
    { path: "/access/personal-data", within: dialog, open: press("Erase a person") },
    { path: "/account", open: press("Change the password") },
    { path: "/audit" },
    { path: "/today", within: dialog, open: press(/^Log:/) },
    { path: "/record", open: press(/^Filters/) },
    { path: "/team?on=2026-03-31" },
    {
      path: "/team?on=2026-03-25&member=raj&metric=outbound-calls&records=not-counted",
      within: "aside",
      open: press("Rule on this record"),
    },
    { path: "/disputes", open: press("All", /D-1/, "Answer") },
    { path: "/plans" },
    { path: "/plans", within: dialog, open: press("New plan") },
    { path: "/plans/monthly-prospecting" },
    { path: "/metrics" },
    { path: "/metrics", within: dialog, open: press("New metric") },
    {
      path: "/metrics/outbound-calls",
      open: (page) =>
        page.evaluate(() => {
          for (const each of document.querySelectorAll("details")) each.open = true;
        }),
    },
    { path: "/closing?cadence=month&on=2026-03-15", open: press("Close March 2026") },
    { path: "/closing?cadence=month&on=2026-02-15", open: press("Open again") },
    { path: "/inbox?show=leave", open: press(/^Leave/) },
    { path: "/people" },
    { path: "/people?show=strangers" },
    {
      path: "/people?member=mina",
      within: dialog,
      open: async (page) => {
        await page.getByRole("form", { name: "Change something" }).getByRole("combobox").first().selectOption("phase");
      },
    },
    { path: "/prospects" },
    { path: "/calendars?year=2026" },
    { path: "/start" },
    { path: "/", within: dialog, open: (page) => page.keyboard.press("Control+k") },
  ];

  test("a text that would run is shown as it is written by every form, and when it is refused in its own words", async () => {
    await served.send("POST", "/leaves", { member: "mina", from: "2026-03-20", kind: "vacation" });
    await served.send("POST", "/closures", { cadence: "month", on: "2026-02-15" });
    const call = {
      source: "dialer",
      member: "raj",
      kind: "call",
      direction: "outbound",
      durationSeconds: 3,
      occurredAt: "2026-03-10T10:00:00+09:00",
    };
    await served.send("POST", "/activities", [
      { ...call, externalId: "disputed" },
      { ...call, externalId: "of nobody", member: "line 5" },
    ]);
    const record = { source: "dialer", externalId: "disputed" };
    await post(served, boss, "/disputes", { record, metric: "outbound-calls", reason: "cut off" });
    await using visit = await watched(browser, boss);
    await refuseInItsWords(visit.page);
    // So many plans and metrics that they are looked for.
    const more = Array.from({ length: 9 }, (_, at) => `more-${at}`);
    await served.send("PUT", "/company", {
      ...companyFile,
      metrics: [...companyFile.metrics, ...more.map((id) => ({ id, where: 'kind == "visit"', measure: "count" }))],
      plans: [
        ...companyFile.plans,
        ...more.map((id) => ({ id, cadence: "quarter", startsOn: "2026-04-01", require: { metric: id, target: 1 } })),
      ],
    });
    // A file that waits, with a question, a column that nothing reads and a row that cannot be taken.
    const form = new FormData();
    form.append("file", new Blob(["Agent,Call Date,Mood,Talk\nraj,02/03/2026,good,1:00\n,03/04/2026,bad,\n"]), "calls.csv");
    const { name, value } = boss;
    const sent = await fetch(`${served.url}/api/v1/imports`, { method: "POST", headers: { cookie: `${name}=${value}` }, body: form });
    const { id } = (await sent.json()) as { readonly id: string };
    const found: string[] = [];
    for (const place of [...places, { path: `/imports/${id}` }])
      found.push(...(await tryPlace(visit, served.url, place).catch((error: unknown) => [`${place.path}: ${String(error)}`])));
    expect(found).toEqual([]);
  });

  test("names that would run are listed as they are written", async () => {
    const company = { ...companyFile.company, id: "hostile", name: hostileTexts[0] };
    // A file of settings takes no name with what cannot be seen.
    const written = hostileTexts.filter((text) => !/\p{Cc}|\p{Cf}/u.test(text));
    const named = (at: number): string => written[at % written.length] ?? "";
    const members = written.map((name, index) => ({
      id: `m-${index}`,
      name,
      role: "rep",
      team: "advisers",
      email: `m-${index}@hostile.example`,
    }));
    const teams = companyFile.teams.map((team, index) => ({ ...team, name: named(index) }));
    const metrics = companyFile.metrics.map((metric, index) => ({ ...metric, name: named(index + 3) }));
    const plans = companyFile.plans.map((plan, index) => ({ ...plan, name: named(index + 6) }));
    const map = { columns: { external_id: "id", member: "owner", occurred_at: "at" }, constants: { kind: "call" } };
    const stored: Record<string, number> = {};
    const file = { ...companyFile, company, members, teams, metrics, plans };
    await served.addCompany(file);
    const m0 = await served.signedIn({ email: "m-0@hostile.example", roles: ["admin", "rep"], member: "m-0" }, "hostile");
    const tried = async (counted: string, path: string, body: unknown): Promise<void> => {
      try {
        // Everything of a company is written one after the other; who comes in between is asked to come again.
        await post(served, m0, path, body).catch((error: unknown) => {
          if (/answered 503/.test(String(error))) return post(served, m0, path, body);
          throw error;
        });
        stored[counted] = (stored[counted] ?? 0) + 1;
      } catch (error) {
        // Refused, as a name can be: a text that turns the line around, for one.
        if (!/answered 4\d\d/.test(String(error))) throw error;
      }
    };
    const record = (index: number, more: object = {}) => ({
      source: "dialer",
      externalId: `h-${index}`,
      member: "m-0",
      kind: "call",
      direction: "outbound",
      occurredAt: "2026-03-03T10:00:00+09:00",
      prospect: `h-${index}@x.example`,
      ...more,
    });
    await served.send(
      "POST",
      "/activities",
      hostileTexts.map((_, index) => record(index)),
      "hostile",
    );
    for (const [index, name] of hostileTexts.entries()) {
      await tried("hooks", "/hook-endpoints", { name, source: "dialer", map });
      await tried("webhooks", "/webhooks", { name, url: `https://hooks.example.com/${index}` });
      await tried("keys", "/api-keys", { name, scopes: ["activities:read"] });
      await tried("notes", "/activities", [record(index, { externalId: `n-${index}`, subject: name, member: "m-1" })]);
      await tried("strangers", "/activities", [record(index, { externalId: `s-${index}`, member: name })]);
      await tried("leaves", "/leaves", { member: `m-${index % written.length}`, from: "2026-03-20", kind: "vacation" });
      const disputed = { source: "dialer", externalId: `h-${index}` };
      await tried("disputes", "/disputes", { record: disputed, metric: "outbound-calls", reason: name });
      // Each owns the company for a while.
      if (index < 6) await tried("erasures", "/erasures", { prospect: `h-${index}@x.example`, reason: name });
    }
    const folder = await mkdtemp(join(tmpdir(), "attain-hostile-"));
    const rows = written.map((name, index) => `p-${index},"${name.replaceAll('"', '""')}"`);
    await writeFile(join(folder, "prospects.csv"), ["id,name", ...rows].join("\n"));
    await served.command("import", "prospects", join(folder, "prospects.csv"), "--company", "hostile");
    await rm(folder, { recursive: true });
    await tried("closures", "/closures", { cadence: "month", on: "2026-02-15", despite: hostileTexts[2] });
    await tried("closures", "/closures", { cadence: "month", on: "2026-03-15", despite: hostileTexts[3] });
    for (const kept of ["hooks", "webhooks", "keys", "notes", "strangers", "leaves", "disputes"])
      expect([kept, (stored[kept] ?? 0) > 30]).toEqual([kept, true]);
    expect(stored["erasures"]).toBeGreaterThan(4);
    expect(stored["closures"]).toBeGreaterThan(0);
    await using visit = await watched(browser, served.admin("hostile"), { language: "en", width: 1440 });
    const { page, wrongs, settled } = visit;
    const parts: Readonly<Record<string, string>> = { planId: "monthly-prospecting", metricId: "outbound-calls", importId: "none" };
    const listed = [
      ...[...pages, ...innerPages].map(({ path }) => path.replaceAll(/\$(\w+)/g, (_, part: string) => parts[part] ?? part)),
      "/?on=2026-03-31",
      "/team?on=2026-03-31&member=m-0&metric=outbound-calls",
      "/closing?cadence=month&on=2026-03-15",
      "/people?show=strangers",
      "/people?show=tree",
      "/people?member=m-1",
      "/record?from=2026-03-01&through=2026-03-31",
      `/prospects?find=${encodeURIComponent(hostileTexts[2] ?? "")}`,
      `/calendars?calendar=${encodeURIComponent(hostileTexts[2] ?? "")}`,
      `/people?member=${encodeURIComponent(hostileTexts[3] ?? "")}`,
      `/plans/${encodeURIComponent(hostileTexts[3] ?? "")}`,
      "/nowhere",
    ];
    const found: string[] = [];
    for (const path of listed) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${served.url}${path}`);
      await settled().catch((error: unknown) => found.push(`${path}: ${String(error)}`));
      found.push(...(await wrongs()).map((wrong) => `${path} at a desk: ${wrong}`));
      await page.setViewportSize({ width: 360, height: 900 });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      found.push(...(await wrongs()).map((wrong) => `${path} at 360: ${wrong}`));
    }
    expect(found).toEqual([]);
  });
});
