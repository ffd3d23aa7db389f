import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { browserPath, launch, picture, reader, seriousFindings, type Look } from "./browser.ts";
import { agents, callCounts, callFile, callRows, longCallFile, spoiltRows } from "./calls.ts";
import { oneAhead } from "./one-ahead.ts";
import { PASSWORD, serveEmpty, type Served } from "./served-company.ts";

const says = {
  en: {
    fileDoor: /^Drop a file/,
    companyName: "Name of the company",
    email: "E-mail address",
    password: /^Password/,
    goOn: "Go on",
    choose: "Choose a file",
    dropZone: "Bring in a file",
    importRows: /^Import [\d,]+ rows?$/,
    importAll: "Import 50 rows",
    becomes: (column: string) => `What ${column} becomes`,
    guessedAs: "Matched by the names and contents of its columns",
    savedAs: /Read by the saved mapping/,
    done: (file: string) => `${file} is in`,
    counts: "Who did what",
    open: (name: string, count: number) => new RegExp(`^${name}, Call:\\s*${count}\\b`),
    close: "Close",
    rejected: "2 rows cannot be taken",
    notTaken: "2 rows were not taken",
    download: "Download all 2 with their reasons",
    nameOf: (reference: string) => `Name of ${reference}`,
    add: (reference: string) => `Add ${reference}`,
    who: /Who is this\?/,
    countThem: "Count them",
    makeQuota: /^Make this a quota\s*: Call$/,
    howMany: "How many",
    wouldHave: /would have been met 1 of 3 times/,
    made: /Quota made: Calls/,
    undo: "Undo",
    noPlan: /No plan asks/,
    notSent: "calls.csv was not sent",
    again: "Send it again",
    leftOut: "left out",
    discard: "Discard",
    list: "Earlier imports",
    waiting: "waiting for you",
    imports: "Imports",
    everything: /^The file has everything of these days/,
    showVoids: "Show what is taken back",
    voids: "2 records are not in the file and are taken back",
    importAndVoid: "Import 48 rows, take back 2",
    lastDay: "Last day",
    takenBack: "taken back",
    dropMended: "Drop the mended file here",
    restOf: /What was not taken of spoilt.csv: 2 rows/,
    readAs: "Read as spoilt.csv was",
    restCame: /2 rows of spoilt.csv had not been taken. 1 is in now. 1 is still not taken./,
    showEarlier: "Show that import",
    againSome: /1 in now, 1 still not/,
    alsoOthers: /^Everything that was recorded in these days/,
    lookingSoFar: /^Looking at what is in it, \d+\s?%$/,
    stop: "Stop the import",
    someAreIn: /^[1-9][\d,]* of 120,000 rows/,
    accepted: "new",
    stopAsked: /Rows that are in already stay/,
    stopNow: "Stop it",
    stopped: "Stopped",
  },
  ko: {
    fileDoor: /^파일 놓기/,
    companyName: "회사 이름",
    email: "이메일 주소",
    password: /^비밀번호 ·/,
    goOn: "계속",
    choose: "파일 고르기",
    dropZone: "파일 가져오기",
    importRows: /^[\d,]+행 가져오기$/,
    importAll: "50행 가져오기",
    becomes: (column: string) => `${column} 열의 뜻`,
    guessedAs: "열 이름과 내용을 보고 맞췄어요",
    savedAs: /저장해 둔 맞춤으로 읽었어요/,
    done: (file: string) => `가져왔어요: ${file}`,
    counts: "누가 무엇을 했나",
    open: (name: string, count: number) => new RegExp(`^${name}, 전화:\\s*${count}\\s*건`),
    close: "닫기",
    rejected: "2행은 받을 수 없어요",
    notTaken: "2행을 받지 못했어요",
    download: "이유와 함께 2행 내려받기",
    nameOf: (reference: string) => `${reference}의 이름`,
    add: (reference: string) => `${reference} 추가`,
    who: /누구인가요\?/,
    countThem: "집계에 넣기",
    makeQuota: /^할당량으로\s*: 전화$/,
    howMany: "몇 건",
    wouldHave: /3번 중 1번/,
    made: /새 할당량을 만들었어요/,
    undo: "되돌리기",
    noPlan: /아직 활동 기준이 없어요/,
    notSent: "파일을 보내지 못했어요: calls.csv",
    again: "다시 보내기",
    leftOut: "가져오지 않음",
    discard: "버리기",
    list: "지난 가져오기",
    waiting: "확인 대기",
    imports: "가져오기",
    everything: /^이 기간의 기록이 이 파일에 모두 있어요/,
    showVoids: "취소할 기록 보기",
    voids: "파일에 없는 2건을 취소해요",
    importAndVoid: "48행 가져오고 2건 취소하기",
    lastDay: "마지막 날",
    takenBack: "취소",
    dropMended: "고친 파일을 여기에 놓으세요",
    restOf: /spoilt.csv에서 받지 못한 2행이에요/,
    readAs: "그 파일과 똑같이 읽었어요: spoilt.csv",
    restCame: /받지 못했던 2행 중 1행이 이제 들어왔어요. 1행은 아직/,
    showEarlier: "그때 결과 보기",
    againSome: /1행 들어옴, 1행은 아직/,
    alsoOthers: /이 기간의 모든 기록이에요/,
    lookingSoFar: /^내용을 살펴보는 중, \d+\s?%$/,
    stop: "그만 가져오기",
    someAreIn: /^120,000행 중 [1-9]/,
    accepted: "새 기록",
    stopAsked: /이미 들어온 행은 그대로 두고/,
    stopNow: "그만하기",
    stopped: "가져오다 멈췄어요",
  },
} as const;

const csv = (name: string, content: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Whether nothing serious is found and nothing is cut off; a picture is kept. */
const looksRight = async (page: Page, name: string): Promise<void> => {
  expect(await fits(page)).toBe(true);
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, name);
};

/** A hand that counts what it does. Choosing a file is the button, and the file in the window of the system. */
const countingHand = (page: Page) => {
  let clicks = 0;
  return {
    clicks: () => clicks,
    click: async (what: Locator): Promise<void> => {
      await what.click();
      clicks += 1;
    },
    chooseFile: async (button: Locator, file: ReturnType<typeof csv>): Promise<void> => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
      await chooser.setFiles(file);
      clicks += 2;
    },
  };
};

const sent = async (page: Page, file: ReturnType<typeof csv>): Promise<void> => {
  await page.locator("input[type=file]").setInputFiles(file);
  await page.waitForURL(/\/imports\/./);
};

const importButton = (page: Page, language: Language): Locator => page.getByRole("button", { name: says[language].importRows });

const isIn = async (page: Page, language: Language, fileName: string): Promise<void> => {
  await importButton(page, language).click();
  await page.getByRole("heading", { level: 1, name: says[language].done(fileName) }).waitFor();
};

const countsShown = async (page: Page, language: Language, counts: Readonly<Record<string, number>>): Promise<void> => {
  for (const [name, count] of Object.entries(counts)) await page.getByRole("button", { name: says[language].open(name, count) }).waitFor();
};

describe.skipIf(browserPath === undefined)("first value in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  describe("of an empty installation", () => {
    test.each([
      { language: "en", width: 1440, theme: "light" },
      { language: "ko", width: 360, theme: "dark" },
    ] as const satisfies readonly Look[])(
      "a file becomes counts per person in a few clicks ($language, $width px, $theme)",
      async (look) => {
        const served = await serveEmpty();
        try {
          await using visit = await reader(browser, look);
          const { page } = visit;
          const words = says[look.language];
          const hand = countingHand(page);
          const tag = `${look.language}-${look.width}`;
          const began = Date.now();

          await page.goto(served.setUpLink);
          await hand.click(page.getByRole("button", { name: words.fileDoor }));
          await page.getByRole("textbox", { name: words.companyName }).waitFor();
          expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
          await page.keyboard.type("Northwind");
          await hand.click(page.getByRole("textbox", { name: words.email }));
          await page.keyboard.type("ann@northwind.example");
          await hand.click(page.getByLabel(words.password));
          await page.keyboard.type(PASSWORD);
          await looksRight(page, `first-run-${tag}`);
          await hand.click(page.getByRole("button", { name: words.goOn }));

          const choose = page.getByRole("button", { name: words.choose });
          await choose.waitFor();
          await looksRight(page, `drop-${tag}`);
          await hand.chooseFile(choose, csv("calls.csv", callFile()));

          await page.getByText(words.guessedAs).waitFor();
          await page.getByRole("button", { name: words.importAll }).waitFor();
          await looksRight(page, `preview-${tag}`);
          await hand.click(importButton(page, look.language));

          await page.getByRole("heading", { level: 1, name: words.done("calls.csv") }).waitFor();
          await countsShown(page, look.language, callCounts);
          const seconds = (Date.now() - began) / 1000;
          process.stderr.write(`${hand.clicks()} clicks and ${seconds.toFixed(1)} s from nothing to counts (${look.language})\n`);
          expect(hand.clicks()).toBeLessThanOrEqual(15);
          await looksRight(page, `result-${tag}`);

          await page.goto(served.url);
          await page.getByText(words.noPlan).waitFor();
          await countsShown(page, look.language, callCounts);
          await looksRight(page, `counts-${tag}`);
        } finally {
          await served.stop();
        }
      },
    );
  });

  describe("of a company without a plan", () => {
    let served: Served;
    beforeAll(async () => {
      served = await serveEmpty();
    });
    afterAll(async () => {
      await companies.settled();
      await served?.stop();
    });

    const companies = oneAhead(async (number) => {
      const id = `company-${number}`;
      await served.startCompany({ id, name: `Northwind ${number}`, country: "KR", timeZone: "Asia/Seoul" });
      return Object.assign((path: string) => `${served.url}${path}?company=${id}`, { admin: served.admin(id) });
    });
    let taken = 0;
    /** A company of its own for each test, and its address. */
    const newCompany = () => companies.take((taken += 1));

    const looks: readonly Look[] = [
      { language: "en", width: 360, theme: "light" },
      { language: "ko", width: 1440, theme: "dark" },
    ];

    test.each(looks)("rows that are wrong are told before and after, and can be had with their reasons ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page, complaints } = visit;
      const words = says[look.language];
      await page.goto(at("/imports"));
      await sent(page, csv("spoilt.csv", callFile(spoiltRows)));
      await page.getByRole("heading", { name: words.rejected }).waitFor();
      await looksRight(page, `preview-rejected-${look.language}-${look.width}`);
      await isIn(page, look.language, "spoilt.csv");
      await page.getByRole("heading", { name: words.notTaken }).waitFor();
      const table = page.getByRole("table", { name: words.notTaken });
      expect(await table.getByRole("row").count()).toBe(3);
      expect(await table.innerText()).toContain("2026-02-31");
      // On a phone the reason alone has room.
      if (look.width > 500) expect(await table.innerText()).toMatch(/\bDate, Time\b/);
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: words.download }).click()]);
      expect(download.suggestedFilename()).toBe("spoilt.csv.rejected.csv");
      await table.scrollIntoViewIfNeeded();
      await looksRight(page, `rejected-${look.language}-${look.width}`);
      expect(complaints).toEqual([]);
    });

    test.each(looks)("whoever is not known is named, and counts from then on ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page, complaints } = visit;
      const words = says[look.language];
      const [diane, joe, martha] = agents;
      await page.goto(at("/imports"));
      await sent(page, csv("calls.csv", callFile()));
      await page.getByRole("checkbox", { name: words.add(joe) }).uncheck();
      await page.getByRole("textbox", { name: words.nameOf(martha) }).fill("Martha Ohm");
      await isIn(page, look.language, "calls.csv");
      await countsShown(page, look.language, { [diane]: 24, [joe]: 17, "Martha Ohm": 9 });
      await page.getByRole("button", { name: words.who }).click();
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await looksRight(page, `who-${look.language}-${look.width}`);
      await dialog.getByRole("button", { name: words.countThem }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("button", { name: words.who }).waitFor({ state: "detached" });
      await countsShown(page, look.language, { [diane]: 24, [joe]: 17, "Martha Ohm": 9 });
      expect(complaints).toEqual([]);
    });

    test.each(looks)("a count becomes a quota by the keyboard, and is taken back ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page, complaints } = visit;
      const words = says[look.language];
      await page.goto(at("/imports"));
      await sent(page, csv("calls.csv", callFile()));
      await isIn(page, look.language, "calls.csv");
      await page.goto(at("/"));
      await page.getByRole("button", { name: words.makeQuota }).focus();
      // What is usual is told when the field has had the focus for long: it is replaced by what is typed all the same.
      let tell: () => void = () => undefined;
      const isLookedAt = new Promise<void>((resolve) => (tell = resolve));
      await page.route("**/quota-suggestion?*", async (route) => {
        await isLookedAt;
        await route.continue();
      });
      await page.keyboard.press("Enter");
      const target = page.getByRole("textbox", { name: words.howMany });
      await target.waitFor();
      expect(await target.evaluate((field) => field === document.activeElement)).toBe(true);
      tell();
      await page.waitForFunction((field) => field instanceof HTMLInputElement && field.value !== "", await target.elementHandle());
      await page.keyboard.type("20");
      expect(await target.inputValue()).toBe("20");
      await page.getByText(words.wouldHave).waitFor();
      await looksRight(page, `quota-${look.language}-${look.width}`);
      await page.keyboard.press("Enter");
      await page.getByText(words.made).waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "status");
      // Diane made 24 of the 20, the others fewer.
      await page.getByText("24 / 20").waitFor();
      await page.getByText("17 / 20").waitFor();
      await looksRight(page, `quota-made-${look.language}-${look.width}`);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText(words.noPlan).waitFor();
      expect(complaints).toEqual([]);
    });

    test("counts of several kinds scroll in their table, not beside the page", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 360 }, at.admin);
      const { page } = visit;
      const rows = ["Call", "Email", "Meeting", "Visit"].map((kind, index) => `A-${index},Joe Park,${kind},2026-03-0${index + 2} 09:00`);
      await page.goto(at("/imports"));
      await sent(page, csv("kinds.csv", ["Id,Agent,Type,When", ...rows].join("\n")));
      await isIn(page, "en", "kinds.csv");
      const table = page.getByRole("region", { name: "Counts", exact: true });
      await table.waitFor();
      expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
      // Most of the name in the head can be read.
      const name = page.getByRole("banner").getByText(/^Northwind \d+$/);
      expect(await name.evaluate(({ scrollWidth, clientWidth }) => clientWidth / scrollWidth)).toBeGreaterThan(0.7);
      await looksRight(page, "kinds-en-360");
    });

    test("the records behind a number open, and Escape gives the focus back", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page } = visit;
      await page.goto(at("/imports"));
      await sent(page, csv("calls.csv", callFile()));
      await isIn(page, "en", "calls.csv");
      await page.goto(at("/"));
      await page.getByRole("button", { name: "All", exact: true }).click();
      await page.waitForURL(/span=all/);
      // Every day is in the chart, also the last: they add up to all the calls.
      await page.getByText("As a table").click();
      const days = page.getByRole("region", { name: "By day" }).getByRole("row");
      await days.nth(1).waitFor();
      expect((await days.getByRole("cell").allInnerTexts()).reduce((sum, count) => sum + Number(count), 0)).toBe(50);
      const number = page.getByRole("button", { name: says.en.open("Joe Park", 17) });
      await number.focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Joe Park: Call" });
      await dialog.getByRole("listitem").first().waitFor();
      expect(await dialog.getByRole("listitem").count()).toBe(17);
      await looksRight(page, "behind-en-1440");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      expect(await number.evaluate((element) => element === document.activeElement)).toBe(true);
    });

    test.each(looks)(
      "a file that has everything of its days takes back what it lacks, once that was seen ($language, $width px)",
      async (look) => {
        const at = await newCompany();
        await using visit = await reader(browser, look, at.admin);
        const { page } = visit;
        const words = says[look.language];
        const tag = `${look.language}-${look.width}-${look.theme ?? "light"}`;
        await page.goto(at("/imports"));
        await sent(page, csv("calls.csv", callFile()));
        await isIn(page, look.language, "calls.csv");
        // Two calls of Diane's are not in the later file.
        await page.goto(at("/imports"));
        await sent(page, csv("calls.csv", callFile(callRows.filter((_, index) => index !== 2 && index !== 5))));
        const submit = importButton(page, look.language);
        await submit.waitFor();
        await page.getByRole("checkbox", { name: words.everything }).check();
        expect(await submit.isDisabled()).toBe(true);
        await page.getByRole("button", { name: words.showVoids }).click();
        const both = page.getByRole("button", { name: words.importAndVoid });
        await both.waitFor();
        await page.getByText(words.voids).waitFor();
        expect(await page.getByRole("status").getByRole("listitem").allInnerTexts()).toEqual([
          expect.stringContaining("C-1001"),
          expect.stringContaining("C-1004"),
        ]);
        await page.getByText(words.voids).scrollIntoViewIfNeeded();
        await looksRight(page, `complete-${tag}`);
        // Other days are another question.
        const lastDay = page.getByLabel(words.lastDay);
        const proposed = await lastDay.inputValue();
        await lastDay.fill("2026-03-04");
        await both.waitFor({ state: "detached" });
        await lastDay.fill(proposed);
        await both.click();
        await page.getByRole("heading", { level: 1, name: words.done("calls.csv") }).waitFor();
        await countsShown(page, look.language, { [agents[0]]: 22, [agents[1]]: 17 });
        expect(await page.getByText(words.takenBack, { exact: true }).locator("..").innerText()).toMatch(/\b2\b/);
        await looksRight(page, `complete-done-${tag}`);
      },
    );

    test.each(looks)("rows that were not taken are mended, dropped, and what came of them is told ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page, complaints } = visit;
      const words = says[look.language];
      const tag = `${look.language}-${look.width}`;
      await page.goto(at("/imports"));
      await sent(page, csv("spoilt.csv", callFile(spoiltRows)));
      await isIn(page, look.language, "spoilt.csv");
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: words.download }).click()]);
      const rejected = readFileSync(await download.path(), "utf8");
      // One of the two is mended, under a name that says nothing.
      await page.getByText(words.dropMended).scrollIntoViewIfNeeded();
      await looksRight(page, `mend-${tag}`);
      const first = page.url();
      await page.locator("input[type=file]").setInputFiles(csv("mended.csv", rejected.replace("2026-02-31", "2026-03-30")));
      await page.waitForURL((url) => url.href !== first && /\/imports\/./.test(url.pathname));
      await page.getByText(words.restOf).waitFor();
      await page.getByText(words.readAs).waitFor();
      await looksRight(page, `rest-preview-${tag}`);
      await isIn(page, look.language, "mended.csv");
      await page.getByText(words.restCame).waitFor();
      await looksRight(page, `rest-done-${tag}`);
      await page.getByRole("link", { name: words.showEarlier }).click();
      await page.getByRole("heading", { level: 1, name: words.done("spoilt.csv") }).waitFor();
      const again = page.getByRole("link", { name: /mended\.csv/ });
      await again.scrollIntoViewIfNeeded();
      expect(await again.innerText()).toMatch(words.againSome);
      await looksRight(page, `sent-again-${tag}`);
      expect(complaints).toEqual([]);
    });

    test.each(looks)("an import that runs is stopped, and what is in by then is told ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page } = visit;
      const words = says[look.language];
      const tag = `${look.language}-${look.width}`;
      await page.goto(at("/imports"));
      await page.locator("input[type=file]").setInputFiles(csv("long.csv", longCallFile(120_000)));
      // How far the reading is, is told by the server.
      await page.getByRole("progressbar", { name: words.lookingSoFar }).waitFor();
      await looksRight(page, `reading-${tag}`);
      await page.waitForURL(/\/imports\/./);
      await importButton(page, look.language).click();
      // Some of it is in.
      await page.getByRole("progressbar", { name: words.someAreIn }).waitFor();
      await page.getByRole("button", { name: words.stop }).click();
      await page.getByText(words.stopAsked).waitFor();
      await looksRight(page, `running-${tag}`);
      await page.getByRole("button", { name: words.stopNow }).click();
      await page.getByRole("heading", { level: 2, name: words.stopped }).waitFor();
      await page.getByRole("heading", { level: 1, name: "long.csv" }).waitFor();
      const accepted = page.getByText(words.accepted, { exact: true }).locator("..");
      await accepted.waitFor();
      expect(await accepted.innerText()).toMatch(/[1-9]/);
      await looksRight(page, `stopped-${tag}`);
    });

    test.each(looks)("a small file's counts say that they are those of its days, not its own alone ($language)", async (look) => {
      const at = await newCompany();
      await using visit = await reader(browser, look, at.admin);
      const { page } = visit;
      const { alsoOthers } = says[look.language];
      await page.goto(at("/imports"));
      await sent(page, csv("calls.csv", callFile()));
      await isIn(page, look.language, "calls.csv");
      await countsShown(page, look.language, callCounts);
      expect(await page.getByText(alsoOthers).count()).toBe(0);
      await page.goto(at("/imports"));
      await sent(page, csv("desk.csv", "Id,Agent,Type,When\nD-1,Joe Park,Call,2026-03-02 18:00"));
      await isIn(page, look.language, "desk.csv");
      await page.getByText(alsoOthers).waitFor();
      await looksRight(page, `small-${look.language}-${look.width}`);
    });

    test("a file whose reading is cancelled does not wait", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page, complaints } = visit;
      await page.goto(at("/imports"));
      const asked = page.waitForRequest(/\/imports\?reading=/);
      await page.locator("input[type=file]").setInputFiles(csv("long.csv", longCallFile(120_000)));
      const name = new URL((await asked).url()).searchParams.get("reading") ?? "";
      await page.getByRole("progressbar", { name: says.en.lookingSoFar }).waitFor();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: says.en.choose }).waitFor();
      const company = new URL(page.url()).searchParams.get("company") ?? "";
      const answer = async (path: string): Promise<unknown> =>
        (await page.request.get(`${served.url}/api/v1${path}`, { headers: { "attain-company": company } })).json();
      // It is over, and nothing came of it.
      await expect.poll(() => answer(`/import-readings/${name}`), { timeout: 30_000 }).toEqual({ share: null });
      expect(await answer("/imports")).toEqual({ imports: [], nextCursor: null });
      expect(complaints).toEqual([]);
    });

    test("a quota is led to where its records are, and shown from elsewhere", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page, complaints } = visit;
      const rows = ["2026-01-05", "2026-01-06"].map((day, index) => `E-${index},Joe Park,Email,${day} 09:00`);
      const later = ["2026-03-02", "2026-03-03"].map((day, index) => `C-${index},Joe Park,Call,${day} 09:00`);
      await page.goto(at("/imports"));
      await sent(page, csv("kinds.csv", ["Id,Agent,Type,When", ...rows, ...later].join("\n")));
      await isIn(page, "en", "kinds.csv");
      await page.getByRole("button", { name: /^Make this a quota\s*: E-?mail$/ }).click();
      const target = page.getByRole("textbox", { name: says.en.howMany });
      await target.fill("2");
      await page.getByRole("button", { name: "Make it a quota" }).click();
      // The calls of March are no reason to look there.
      await page.waitForURL(/on=2026-01-06/);
      await page.getByText("2 / 2").first().waitFor();
      await picture(page, "quota-made-elsewhere-en-1440");
      await page.getByRole("link", { name: "Next period" }).click();
      await page.waitForURL((url) => url.searchParams.get("on") !== "2026-01-06");
      await page.getByRole("link", { name: "Show it" }).click();
      await page.waitForURL(/on=2026-01-06/);
      await page.waitForFunction(() => document.activeElement?.id.startsWith("plan-"));
      await page.getByText("2 / 2").first().waitFor();
      expect(complaints).toEqual([]);
    });

    test("a column is left out and taken in again, and the way is remembered for the next file", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page } = visit;
      const { becomes } = says.en;
      await page.goto(at("/imports"));
      await sent(page, csv("calls.csv", callFile()));
      const rows = page.getByRole("region", { name: "The first rows, as they are read" });
      const topic = page.getByRole("combobox", { name: becomes("Topic") });
      await topic.selectOption({ label: says.en.leftOut });
      await rows.getByText("Renewal").first().waitFor({ state: "detached" });
      await topic.selectOption({ label: "Subject" });
      await rows.getByText("Renewal").first().waitFor();
      await page.getByRole("checkbox", { name: "Remember this mapping for the next such file" }).check();
      await page.getByRole("textbox", { name: "Name of the mapping" }).fill("Phone system");
      await isIn(page, "en", "calls.csv");

      await page.goto(at("/imports"));
      await sent(page, csv("calls again.csv", callFile(callRows.slice(0, 11))));
      await page.getByText(says.en.savedAs).waitFor();
      expect(await page.getByText(says.en.savedAs).innerText()).toContain("Phone system");
      await picture(page, "preview-saved-en-1440");
      await page.getByRole("button", { name: says.en.discard }).click();
      await page.getByRole("heading", { level: 1, name: says.en.imports }).waitFor();
    });

    test("a file that was not sent is sent again", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "ko", width: 360 }, at.admin);
      const { page } = visit;
      await page.goto(at("/imports"));
      await page.route(/\/api\/v1\/imports(?:\?|$)/, (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
      await page.locator("input[type=file]").setInputFiles(csv("calls.csv", callFile()));
      await page.getByRole("alert").getByText(says.ko.notSent).waitFor();
      await looksRight(page, "not-sent-ko-360");
      await page.unrouteAll();
      await page.getByRole("button", { name: says.ko.again }).click();
      await page.waitForURL(/\/imports\/./);
      await importButton(page, "ko").waitFor();
    });

    test("what is no table is refused with what would be right, and nothing waits", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page } = visit;
      await page.goto(at("/imports"));
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) });
      await page.getByRole("alert").getByText("photo.csv cannot be read").waitFor();
      await picture(page, "refused-en-1440");
      await page.reload();
      await page.getByRole("button", { name: says.en.choose }).waitFor();
      expect(await page.getByText(says.en.waiting).count()).toBe(0);
    });

    test("rows are pasted out of a spreadsheet, and a file is dropped anywhere on the page", async () => {
      const at = await newCompany();
      await using visit = await reader(browser, { language: "en", width: 1440 }, at.admin);
      const { page } = visit;
      const give = (type: "drop" | "paste", content: string, name: string) =>
        page.evaluate(
          ([type, content, name]) => {
            const data = new DataTransfer();
            if (type === "drop") data.items.add(new File([content], name));
            else data.setData("text/plain", content);
            document.body.dispatchEvent(
              type === "drop"
                ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent("paste", { clipboardData: data, bubbles: true }),
            );
          },
          [type, content, name] as const,
        );
      await page.goto(at("/imports"));
      await page.getByRole("button", { name: says.en.choose }).waitFor();
      await give("paste", callFile(callRows, "\t"), "");
      await page.getByRole("heading", { level: 1, name: "pasted.tsv" }).waitFor();
      await page.getByRole("button", { name: says.en.importAll }).waitFor();
      await page.goto(at("/imports"));
      await page.getByText(says.en.waiting).waitFor();
      await picture(page, "imports-en-1440");
      await give("drop", callFile(), "dropped.csv");
      await page.getByRole("heading", { level: 1, name: "dropped.csv" }).waitFor();
    });
  });
});
