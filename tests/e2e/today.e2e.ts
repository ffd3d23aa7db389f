import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, fits, latinWords, launch, picture, reader, seriousFindings, tabTo } from "./browser.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    today: "Today",
    log: "Log: Call",
    sheet: "Log: Call",
    who: /^With whom/,
    minutes: /^Minutes/,
    seconds: /^Seconds/,
    conversation: "conversation",
    noAnswer: "no answer",
    logged: /^Logged: Call, /,
    kept: /^Kept on this device, sent later: Call, /,
    undo: "Undo",
    undone: /^Taken back: /,
    waiting: "waiting to be sent",
    short: /needs 60 s or more/,
    raise: "Dispute this",
    reason: "Why",
    send: "Raise it",
    record: "Record",
    filters: "Filters",
    kind: "What",
    all: "All",
    notCounted: "Not counted",
    waits: /^D-\d+ · /,
    totals: "Only the number of the day",
    more: "One more: E-mail",
    calls: "Outbound calls",
    called: { raj: "Raj", junho: "Junho Lee" },
  },
  ko: {
    today: "오늘",
    log: "전화 기록",
    sheet: "전화 기록",
    who: /^누구와/,
    minutes: /^분/,
    seconds: /^초/,
    conversation: "상담",
    noAnswer: "부재중",
    logged: /^기록했어요: 전화, /,
    kept: /^이 기기에 두었다가 나중에 보내요: 전화, /,
    undo: "되돌리기",
    undone: /^되돌렸어요: /,
    waiting: "보내기 대기",
    short: /필요: 60초 이상/,
    raise: "이의 신청",
    reason: "이유",
    send: "신청",
    record: "기록",
    filters: "조건",
    kind: "유형",
    all: "전체",
    notCounted: "미인정",
    waits: /^D-\d+ · /,
    totals: "하루 합계만 기록",
    more: "이메일 하나 늘리기",
    calls: "발신 통화",
    called: { raj: "라지", junho: "이준호" },
  },
} as const;

const looks = [
  { language: "en", width: 360, theme: "dark", who: "junho" },
  { language: "ko", width: 1440, theme: "light", who: "raj" },
] as const;

describe.skipIf(browserPath === undefined)("a day of somebody who sells, in a browser", () => {
  let browser: Browser;
  let served: Served;
  const sessions = new Map<string, Cookie>();

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    for (const member of ["raj", "junho", "mina"])
      sessions.set(member, await served.signedIn({ email: `${member}@northwind.example`, roles: ["rep"], member }));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const calls = (page: Page, count: number) =>
    page
      .getByRole("article")
      .getByText(new RegExp(`^${count} / 15$`))
      .first();

  test.each(looks)(
    "by keys alone a call is logged and moves the number on the manager's screen, and why another did not count is found and disputed ($language, $width px)",
    async ({ who, ...look }) => {
      const words = says[look.language];
      await using visit = await reader(browser, look, sessions.get(who));
      await using manager = await reader(browser, { language: look.language, width: 1440 }, served.admin());
      const { page, complaints } = visit;
      const press = async (what: Locator): Promise<void> => {
        await tabTo(page, what);
        await page.keyboard.press("Enter");
      };
      const seen = manager.page
        .getByRole("row")
        .filter({ has: manager.page.getByRole("rowheader").getByText(words.called[who], { exact: true }) })
        .getByRole("link", { name: words.calls });
      await manager.page.setViewportSize({ width: 1440, height: 500 });
      await Promise.all([page.goto(`${served.url}/today`), manager.page.goto(`${served.url}/team`)]);
      await Promise.all([calls(page, 0).waitFor(), seen.getByText("0 / 15").waitFor()]);
      await manager.page.mouse.move(720, 250);
      await manager.page.mouse.wheel(0, 90);
      await expect.poll(() => manager.page.evaluate(() => scrollY)).toBe(90);
      await seen.evaluate((element) => (element as HTMLElement).focus({ preventScroll: true }));

      const log = page.getByRole("button", { name: words.log, exact: true });
      await press(log);
      const sheet = page.getByRole("dialog", { name: words.sheet });
      await sheet.getByRole("textbox", { name: words.who }).waitFor();
      await page.keyboard.type("first@client.example");
      await tabTo(page, sheet.getByRole("spinbutton", { name: words.minutes }));
      await page.keyboard.type("2");
      expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
      await picture(page, `today-log-${look.language}-${look.width}`);
      await press(sheet.getByRole("button", { name: words.conversation, exact: true }));
      await page.getByText(words.logged).waitFor();
      await Promise.all([calls(page, 1).waitFor(), seen.getByText("1 / 15").waitFor()]);
      expect(await manager.page.evaluate(() => scrollY)).toBe(90);
      expect(await seen.evaluate((element) => element === document.activeElement)).toBe(true);

      // One that is too short says so where it stands. The keys are where they were: on what opened the form.
      await expect.poll(() => log.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press("Enter");
      await tabTo(page, sheet.getByRole("spinbutton", { name: words.seconds }));
      await page.keyboard.type("41");
      await press(sheet.getByRole("button", { name: words.noAnswer, exact: true }));
      const records = page.getByRole("listitem").filter({ hasText: words.short });
      await records.first().waitFor();
      await calls(page, 1).waitFor();
      expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
      await picture(page, `today-${look.language}-${look.width}`);
      if (look.language === "ko") expect(await latinWords(page, ["first@client.example", "attain", "Northwind"])).toEqual([]);

      await page.keyboard.press("g");
      await page.keyboard.press("r");
      await page.getByRole("heading", { name: words.record, level: 1, exact: true }).waitFor();
      await tabTo(page, page.getByRole("button", { name: words.all, exact: true }));
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.notCounted);
      await page.keyboard.press("Enter");
      await page.waitForURL(/records=not-counted/);
      // On a phone the filters are folded: the records are what it is about.
      const kinds = page.getByRole("combobox", { name: words.kind, exact: true });
      if (look.width < 640) {
        expect(await kinds.isVisible()).toBe(false);
        await press(page.getByRole("button", { name: words.filters, exact: true }));
        await kinds.waitFor();
        await page.keyboard.press("Enter");
        await kinds.waitFor({ state: "hidden" });
      } else await kinds.waitFor();
      await page.getByText(words.short).first().waitFor();
      await press(page.getByRole("button", { name: words.raise, exact: true }).first());
      const form = page.getByRole("form", { name: words.raise });
      await tabTo(page, form.getByRole("textbox", { name: words.reason }));
      await page.keyboard.type("cut off");
      await press(form.getByRole("button", { name: words.send, exact: true }));
      await page.getByRole("button", { name: words.waits }).first().waitFor();
      expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
      await picture(page, `record-${look.language}-${look.width}`);
      if (look.language === "ko") expect(await latinWords(page, ["first@client.example", "attain", "Northwind", "cut off"])).toEqual([]);
      expect([...complaints, ...manager.complaints]).toEqual([]);
    },
  );

  test("what is logged by mistake is taken back in one touch, and the number of a day goes up and down", async () => {
    const words = says.en;
    await using visit = await reader(browser, { language: "en", width: 1440 }, sessions.get("mina"));
    const { page } = visit;
    await page.goto(`${served.url}/today`);
    await calls(page, 0).waitFor();
    await page.getByRole("button", { name: words.log, exact: true }).click();
    const sheet = page.getByRole("dialog", { name: words.sheet });
    await sheet.getByRole("spinbutton", { name: words.minutes }).fill("3");
    await sheet.getByRole("button", { name: words.conversation, exact: true }).click();
    await calls(page, 1).waitFor();
    await page.getByRole("button", { name: words.undo, exact: true }).click();
    await page.getByRole("status").getByText(words.undone).waitFor();
    await calls(page, 0).waitFor();

    const mails = (count: number) =>
      page
        .getByRole("article")
        .getByText(new RegExp(`^${count} / 10$`))
        .first();
    await page.getByText(words.totals).click();
    const more = page.getByRole("button", { name: words.more, exact: true });
    await more.click();
    await more.click();
    await more.click();
    await mails(3).waitFor();
    await page.getByRole("button", { name: "One less: E-mail", exact: true }).click();
    await mails(2).waitFor();
  });

  test("without a connection a call waits on the device, and is sent once when there is one again", async () => {
    const words = says.ko;
    await using visit = await reader(browser, { language: "ko", width: 360 }, sessions.get("mina"));
    const { page } = visit;
    await page.goto(`${served.url}/today`);
    await calls(page, 0).waitFor();
    // The form is there before it is wanted.
    await expect
      .poll(() =>
        page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /(?:log-sheet|waiting)-/.test(name)).length),
      )
      .toBeGreaterThanOrEqual(2);
    // And the letters of what is said then.
    await expect
      .poll(() =>
        page.evaluate((text) => document.fonts.check('1em "Pretendard Variable"', text), "연결이 끊겼어요. 마지막으로 읽은 숫자를"),
      )
      .toBe(true);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: words.log, exact: true }).click();
    const sheet = page.getByRole("dialog", { name: words.sheet });
    await sheet.getByRole("spinbutton", { name: words.minutes }).fill("4");
    await sheet.getByRole("button", { name: words.conversation, exact: true }).click();
    await page.getByText(words.kept).waitFor();
    await page.getByRole("list", { name: words.waiting }).waitFor();
    await picture(page, "today-offline-ko-360");
    await page.context().setOffline(false);
    await calls(page, 1).waitFor();
    await page.getByRole("list", { name: words.waiting }).waitFor({ state: "detached" });
    await page.reload();
    await calls(page, 1).waitFor();
  });

  /** What was logged by hand of a member, as the server has it. */
  const logged = async (member: string): Promise<readonly { readonly revisions: number }[]> => {
    const { name, value } = served.admin();
    const answer = await fetch(`${served.url}/api/v1/activities?member=${member}&source=attain`, {
      headers: { cookie: `${name}=${value}` },
    });
    return ((await answer.json()) as { readonly activities: readonly { readonly revisions: number }[] }).activities;
  };

  test("calls that are logged in a lift are there once each, although the page was left and the answer to one never came", async () => {
    const words = says.en;
    const session = await served.signedIn({ email: "jiwoo@northwind.example", roles: ["rep"], member: "jiwoo" });
    await using visit = await reader(browser, { language: "en", width: 360, isKept: true }, session);
    const { page } = visit;
    const context = page.context();
    const number = (of: Page, count: number) =>
      of
        .getByRole("article")
        .getByText(new RegExp(`^${count} / 25$`))
        .first();
    const log = async (of: Page, minutes: string): Promise<void> => {
      await of.getByRole("button", { name: words.log, exact: true }).click();
      const sheet = of.getByRole("dialog", { name: words.sheet });
      await sheet.getByRole("spinbutton", { name: words.minutes }).fill(minutes);
      await sheet.getByRole("button", { name: words.conversation, exact: true }).click();
      await of.getByText(words.kept).waitFor();
      await sheet.waitFor({ state: "detached" });
    };
    const waiting = (of: Page) => of.getByRole("list", { name: words.waiting }).getByRole("listitem");
    await page.goto(`${served.url}/today`);
    await number(page, 0).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await number(page, 0).waitFor();
    await expect
      .poll(() =>
        page.evaluate(
          async () =>
            (await caches.match(performance.getEntriesByType("resource").find(({ name }) => /log-sheet-/.test(name))?.name ?? "")) !==
            undefined,
        ),
      )
      .toBe(true);

    // The server takes it, and the answer is lost on the way.
    let lost = 0;
    let isLosing = true;
    await context.route("**/api/v1/activities", async (route) => {
      if (!isLosing || route.request().method() !== "POST") return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort("connectionreset");
    });
    await log(page, "2");
    expect(lost).toBeGreaterThan(0);
    await context.setOffline(true);
    isLosing = false;
    await log(page, "3");
    await page.reload();
    await log(page, "4");
    expect(await waiting(page).count()).toBe(3);
    await page.close();

    await context.setOffline(false);
    const next = await context.newPage();
    await next.goto(`${served.url}/today`);
    await number(next, 3).waitFor();
    await expect.poll(() => waiting(next).count()).toBe(0);
    expect((await logged("jiwoo")).map(({ revisions }) => revisions)).toEqual([1, 1, 1]);
  });

  test("the first view asks three things of the server beside the page's own files, and listens", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360 }, sessions.get("mina"));
    const { page } = visit;
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) asked.push(pathname.slice("/api/v1".length));
    });
    await Promise.all([page.waitForResponse((answer) => answer.url().includes("/live")), page.goto(`${served.url}/today`)]);
    await page.getByRole("article").first().waitFor();
    expect(asked.toSorted()).toEqual(["/company", "/live", "/session", "/today"]);
  });
});
