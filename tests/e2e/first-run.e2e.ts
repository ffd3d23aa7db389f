import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { browserPath, launch, picture, reader, seriousFindings, type Look } from "./browser.ts";
import { PASSWORD, serveAlone, serveEmpty } from "./served-company.ts";

const says = {
  en: {
    welcome: "How would you like to begin?",
    questionsDoor: /^Answer three questions/,
    sampleDoor: /^Look around in a sample company/,
    companyName: "Name of the company",
    email: "E-mail address",
    password: /^Password/,
    goOn: "Go on",
    who: /^Who is it for/,
    me: /^Are you one of them/,
    howMany: "How many?",
    save: "Set it up",
    people: ["Ann Lee", "Joe Park", "Mina Kim"],
    log: "Log: Call",
    conversation: "conversation",
    pages: "Pages",
    more: "More",
    team: "Team",
    load: "Load it",
    ready: "The sample company is in",
    manager: /^Manager/,
    operations: /^Operations/,
    seoul: "Prospecting of the month",
    sample: "This is the sample company",
    signInAs: /operations@morning-calm\.example/,
  },
  ko: {
    welcome: "어떻게 시작할까요?",
    questionsDoor: /^세 가지 질문에 답하기/,
    sampleDoor: /^샘플 회사 둘러보기/,
    companyName: "회사 이름",
    email: "이메일 주소",
    password: /^비밀번호/,
    goOn: "계속",
    who: /^누가 하나요/,
    me: /^나도 그중 한 사람/,
    howMany: "몇 건인가요?",
    save: "만들기",
    people: ["이수진", "박준호", "김민아"],
    log: "전화 기록",
    conversation: "상담",
    pages: "페이지",
    more: "더 보기",
    team: "팀",
    load: "불러오기",
    ready: "샘플 회사가 준비되었어요",
    manager: /^팀장/,
    operations: /^운영/,
    seoul: "월간 고객 발굴",
    sample: "샘플 회사예요",
    signInAs: /operations@morning-calm\.example/,
  },
} as const satisfies Record<Language, Readonly<Record<string, unknown>>>;

const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const looksRight = async (page: Page, name: string): Promise<void> => {
  expect(await fits(page)).toBe(true);
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, name);
};

/** A hand that counts what it does. */
const countingHand = () => {
  let clicks = 0;
  return {
    clicks: () => clicks,
    click: async (what: Locator): Promise<void> => {
      await what.click();
      clicks += 1;
    },
  };
};

describe.skipIf(browserPath === undefined)("the first run in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each([
    { language: "en", width: 1440 },
    { language: "ko", width: 360, theme: "dark" },
  ] as const satisfies readonly Look[])(
    "three questions become a team of three with 50 calls a week, and a call is 1 of 50 ($language, $width px)",
    async (look) => {
      const served = await serveAlone();
      try {
        await using visit = await reader(browser, look);
        const { page, complaints } = visit;
        const words = says[look.language];
        const hand = countingHand();
        const tag = `${look.language}-${look.width}`;
        const began = Date.now();

        await page.goto(served.setUpLink);
        await page.getByRole("heading", { level: 1, name: words.welcome }).waitFor();
        await looksRight(page, `doors-${tag}`);
        await hand.click(page.getByRole("button", { name: words.questionsDoor }));
        await page.getByRole("textbox", { name: words.companyName }).waitFor();
        await page.keyboard.type("Northwind");
        await hand.click(page.getByRole("textbox", { name: words.email }));
        await page.keyboard.type("ann@northwind.example");
        await hand.click(page.getByRole("textbox", { name: words.password }));
        await page.keyboard.type(PASSWORD);
        await hand.click(page.getByRole("button", { name: words.goOn }));

        await page.getByRole("textbox", { name: words.who }).waitFor();
        await page.keyboard.type(words.people.join("\n"));
        await page.getByRole("combobox", { name: words.me }).selectOption({ label: words.people[0] });
        await hand.click(page.getByRole("textbox", { name: words.howMany }));
        await page.keyboard.type("50");
        await looksRight(page, `questions-${tag}`);
        await hand.click(page.getByRole("button", { name: words.save }));

        // What is asked of oneself is there, and what to do about it.
        const own = (count: number) =>
          page
            .getByRole("article")
            .getByText(new RegExp(`^${count} / 50$`))
            .first();
        await own(0).waitFor();
        await looksRight(page, `first-quota-${tag}`);
        await hand.click(page.getByRole("button", { name: words.log, exact: true }));
        await hand.click(page.getByRole("dialog").getByRole("button", { name: words.conversation, exact: true }));
        await own(1).waitFor();
        await looksRight(page, `first-call-${tag}`);

        // And of the others.
        const pages = page.getByRole("navigation", { name: words.pages });
        const team = pages.getByRole("link", { name: words.team, exact: true });
        if (!(await team.isVisible())) await hand.click(pages.getByRole("button", { name: words.more, exact: true }));
        await hand.click(team);
        for (const [index, name] of words.people.entries()) {
          const row = page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText(name, { exact: true }) });
          await row.getByText(`${index === 0 ? 1 : 0} / 50`).waitFor();
        }
        await looksRight(page, `first-team-${tag}`);
        // Two more for the choice of who one is.
        const clicks = hand.clicks() + 2;
        const seconds = (Date.now() - began) / 1000;
        process.stderr.write(
          `${clicks} clicks and ${seconds.toFixed(1)} s from nothing to a call that is 1 of 50 and a team that sees it (${look.language})\n`,
        );
        expect(clicks).toBeLessThanOrEqual(25);
        expect(complaints).toEqual([]);
      } finally {
        await served.stop();
      }
    },
    300_000,
  );

  test("the sample company comes in by one click, and one is whoever one likes", async () => {
    const served = await serveEmpty();
    try {
      await using visit = await reader(browser, { language: "en", width: 1440 });
      const { page, complaints } = visit;
      await page.goto(served.setUpLink);
      await page.getByRole("button", { name: says.en.sampleDoor }).click();
      await page.getByRole("button", { name: says.en.load }).click();
      await page.getByRole("progressbar").waitFor();
      await looksRight(page, "sample-loading-en-1440");
      await page.getByRole("heading", { name: says.en.ready }).waitFor({ timeout: 600_000 });
      await looksRight(page, "sample-ready-en-1440");
      const password = (await page.locator("code").innerText()).trim();
      await page.getByRole("button", { name: says.en.manager }).click();
      await page.getByRole("heading", { name: says.en.seoul }).first().waitFor();
      await looksRight(page, "sample-team-en-1440");

      await using next = await reader(browser, { language: "ko", width: 360 });
      await next.page.goto(served.url);
      await next.page.getByRole("heading", { name: says.ko.sample }).waitFor();
      await looksRight(next.page, "sample-sign-in-ko-360");
      await next.page.getByRole("button", { name: says.ko.signInAs }).click();
      await next.page.keyboard.type(password);
      await next.page.keyboard.press("Enter");
      await next.page.getByRole("heading", { name: says.ko.seoul }).first().waitFor();
      // It goes into an empty installation alone.
      await page.goto(served.setUpLink);
      await page.getByRole("heading", { name: "This is set up already" }).waitFor();
      expect([...complaints, ...next.complaints]).toEqual([]);
    } finally {
      await served.stop();
    }
  }, 900_000);
});
