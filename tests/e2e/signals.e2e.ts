import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, latinWords, launch, looksRight, reader, type Look } from "./browser.ts";
import { serveEmpty, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    title: "Signals",
    inbox: "To contact",
    contact: /^Log a contact with /,
    dismiss: /^Dismiss /,
    form: "Log a contact",
    save: "Log it",
    logged: /^Logged: a contact with /,
    dismissForm: "Dismiss",
    dismissed: /^Dismissed: /,
    undo: "Undo",
    undone: /^Taken back: /,
    text: "Text",
    tryIt: "Try it",
    on: "On Retirement planning",
    why: '"planning for my retirement" stands for "planning for retirement".',
    post: "planning for my retirement",
    suggested: "Showed interest",
    today: "Today",
    order: "Warmest",
    everyone: "All",
  },
  ko: {
    title: "관심 신호",
    inbox: "연락할 사람",
    contact: /^연락 기록: /,
    dismiss: /^제외: /,
    form: "연락 기록",
    save: "기록",
    logged: /^연락 기록함: /,
    dismissForm: "제외",
    dismissed: /^제외함: /,
    undo: "되돌리기",
    undone: /^되돌림: /,
    text: "글",
    tryIt: "시험",
    on: "주제: 은퇴 계획",
    why: '"은퇴를 계획" 부분을 "은퇴 계획"(으)로 보았습니다.',
    post: "이제 은퇴를 계획해야겠다",
    suggested: "관심을 보인 사람",
    today: "오늘",
    order: "관심도순",
    everyone: "전체",
  },
} as const;

const everyLook = [
  { language: "ko", width: 360, theme: "light" },
  { language: "en", width: 1440, theme: "dark" },
  { language: "en", width: 360, theme: "dark" },
  { language: "ko", width: 1440, theme: "light" },
] as const satisfies readonly Look[];

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A company in one language with three people who showed interest, all of them Hana's. */
const fileOf = (language: "en" | "ko", width: number) => ({
  company: {
    id: `signals-${language}-${width}`,
    name: language === "ko" ? "한빛 상담" : "Northwind",
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
    // People who can be written to at any hour of the day on which this runs.
    workingDays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  },
  teams: [{ id: "seoul", name: { en: "Seoul", ko: "서울" } }],
  members: [
    { id: "hana", name: { en: "Hana", ko: "하나" }, role: "rep", team: "seoul" },
    { id: "boss", name: { en: "Minjeong", ko: "민정" }, role: "manager", team: "seoul" },
  ],
  topics: [
    {
      id: "retirement",
      name: language === "ko" ? "은퇴 계획" : "Retirement planning",
      phrases: ["은퇴 계획", "retirement planning"],
      synonyms: ["planning for retirement"],
      negatives: ["은퇴 선수"],
    },
  ],
  metrics: [
    {
      id: "answers",
      name: { en: "People answered", ko: "신호에 답한 연락" },
      where: 'signal.topic == "retirement"',
      oncePer: { prospect: "week" },
    },
  ],
  plans: [
    {
      id: "weekly",
      name: { en: "Weekly", ko: "주간 활동" },
      cadence: "week",
      startsOn: "2026-01-05",
      for: { team: "seoul" },
      require: { metric: "answers", target: 50 },
    },
  ],
});

const signalsIn = (language: "en" | "ko") => [
  {
    source: "board",
    externalId: "post-1",
    kind: "mention",
    occurredAt: ago(5),
    author: "mina@example.com",
    text:
      language === "ko"
        ? "아이들이 다 컸으니 이제 은퇴를 계획해야겠다. 어디서부터 시작하지?"
        : "The kids have left, so we are planning for my retirement. Where does one begin?",
    url: "https://board.example/post-1",
  },
  { source: "board", externalId: "form-1", kind: "form", occurredAt: ago(2), author: "mina@example.com", topic: "retirement" },
  { source: "board", externalId: "like-2", kind: "like", occurredAt: ago(30), author: "junho@example.com", topic: "retirement" },
  { source: "board", externalId: "share-3", kind: "share", occurredAt: ago(20), author: "sora@example.com", topic: "retirement" },
];

describe.skipIf(browserPath === undefined)("signals, in a browser", { timeout: 300_000 }, () => {
  let browser: Browser;
  let served: Served;
  const sessions = new Map<string, { readonly rep: Cookie; readonly manager: Cookie }>();
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveEmpty()]);
    for (const { language, width } of everyLook) {
      const file = fileOf(language, width);
      await served.addCompany(file);
      await served.send("POST", "/signals", signalsIn(language), file.company.id);
      const account = (member: string, role: "rep" | "manager") =>
        served.signedIn({ email: `${member}@${file.company.id}.example`, roles: [role], member }, file.company.id);
      sessions.set(`${language} ${width}`, { rep: await account("hana", "rep"), manager: await account("boss", "manager") });
    }
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(everyLook)(
    "a rep sees on Today who showed interest, contacts one, dismisses another by the keyboard and takes that back ($language, $width px, $theme)",
    async (look) => {
      const words = says[look.language];
      await using visit = await reader(browser, look, sessions.get(`${look.language} ${look.width}`)?.rep);
      const { page, complaints, settled } = visit;
      await expect
        .poll(
          async () => {
            await page.goto(`${served.url}/today`);
            await settled();
            return page.getByRole("region", { name: words.suggested }).getByRole("listitem").count();
          },
          { timeout: 60_000 },
        )
        .toBe(3);
      await looksRight(page, "today-suggested", look, page.getByRole("region", { name: words.suggested }));
      await page
        .getByRole("region", { name: words.suggested })
        .getByRole("link", { name: /mina@example\.com/ })
        .click();
      await page.getByRole("heading", { level: 1, name: words.title }).waitFor();
      await settled();
      const inbox = page.getByRole("region", { name: words.inbox });
      // Whom the link was about has the focus.
      const mina = inbox.getByRole("listitem", { name: "mina@example.com" });
      await expect.poll(() => mina.evaluate((element) => element === document.activeElement)).toBe(true);
      await mina.locator("summary").click();
      await looksRight(page, "signals", look);
      if (look.language === "ko") expect(await latinWords(page, ["mina", "junho", "sora", "board", "example", "com"])).toEqual([]);

      await mina.getByRole("button", { name: words.contact }).click();
      const form = mina.getByRole("form", { name: words.form });
      await looksRight(page, "signals-contact", look, form);
      await form.getByRole("button", { name: words.save }).click();
      await page.getByRole("status").getByText(words.logged).waitFor();
      await settled();
      expect(await inbox.getByRole("listitem", { name: "mina@example.com" }).count()).toBe(0);

      // By single keys: to the first, and out.
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      const why = inbox.getByRole("form", { name: words.dismissForm });
      await why.waitFor();
      await page.keyboard.press("Enter");
      await why.getByRole("button", { name: words.dismissForm }).click();
      await page.getByRole("status").getByText(words.dismissed).waitFor();
      await settled();
      expect(await inbox.locator("ul > li[id]").count()).toBe(1);
      await page.keyboard.press("u");
      await page.getByRole("status").getByText(words.undone).waitFor();
      await settled();
      expect(await inbox.locator("ul > li[id]").count()).toBe(2);

      await page.getByRole("textbox", { name: words.text }).fill(words.post);
      await page.getByRole("button", { name: words.tryIt }).click();
      const tried = page.getByRole("complementary").getByRole("listitem").filter({ hasText: words.on });
      await tried.getByText(words.why).waitFor();
      await looksRight(page, "signals-try", look, tried);
      expect(complaints).toEqual([]);
    },
  );

  test.each(everyLook.slice(0, 2))("a manager sees the team's, and what was answered ($language, $width px)", async (look) => {
    const words = says[look.language];
    await using visit = await reader(browser, look, sessions.get(`${look.language} ${look.width}`)?.manager);
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/signals?show=all`);
    await settled();
    await page.getByRole("button", { name: words.order }).click();
    await settled();
    const inbox = page.getByRole("region", { name: words.inbox });
    expect(await inbox.getByRole("listitem", { name: "sora@example.com" }).count()).toBe(1);
    // Somebody else's cannot be done by a manager.
    expect(await inbox.getByRole("button", { name: words.contact }).count()).toBe(0);
    await looksRight(page, "signals-manager", look);
    expect(complaints).toEqual([]);
  });
});
