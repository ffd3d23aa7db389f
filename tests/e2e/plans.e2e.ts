import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, picture, reader, seriousFindings } from "./browser.ts";
import { activities, companyFile } from "./company.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    plans: "Plans",
    plan: "Monthly prospecting",
    asks: "What is asked",
    calls: /^Outbound calls/,
    emails: /^E-mails/,
    add: "What is to be asked?",
    social: /^Social contacts/,
    target: "Target",
    undo: "Undo",
    kept: "Draft kept",
    refused: /Not kept: 1 thing to mend/,
    look: "Look back",
    periods: "Last periods",
    table: "The same as a table",
    march: "March 2026",
    marchMet: /1 of 3 \(33%\)/,
    why: /Why/,
    publish: /^Publish from/,
    published: /Published: it holds from/,
    version2: "Show version 2",
    asOf: "As of",
    shownAsOf: /version 1/,
  },
  ko: {
    plans: "활동 기준",
    plan: "월간 활동",
    asks: "요구하는 것",
    calls: /^발신 통화/,
    emails: /^이메일/,
    add: "무엇을 요구할까요?",
    social: /^소셜 연락/,
    target: "목표치",
    undo: "되돌리기",
    kept: "초안 저장됨",
    refused: /고칠 곳 1군데/,
    look: "적용해 보기",
    periods: "지난 기간",
    table: "표로 보기",
    march: "2026년 3월",
    marchMet: /3명 중 1명 \(33%\)/,
    why: /이유/,
    publish: /부터 시행$/,
    published: /게시했어요/,
    version2: "버전 2 보기",
    asOf: "기준일",
    shownAsOf: /버전 1/,
  },
} as const;

/** A machine that does much beside it is slow, not wrong. */
const PATIENCE_MS = 100_000;

/** What axe finds of the page itself; its frame has tests of its own. */
const findings = async (page: Page): Promise<readonly string[]> =>
  (await seriousFindings(page)).filter((finding) => !finding.includes('aria-keyshortcuts="Control+K'));

const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Latin words on a page in Korean, but names and what people wrote themselves. */
const latinWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...document.body.innerText.matchAll(/[A-Za-z]{2,}[\w@.-]*/g)].map(([word]) => word));

describe.skipIf(browserPath === undefined)("plans in a browser", () => {
  let browser: Browser;
  let served: Served;
  let operations: Cookie;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    // A company of their own for each reader.
    await served.addCompany({ ...companyFile, company: { ...companyFile.company, id: "southwind" } });
    await served.send("POST", "/activities", activities, "southwind");
    operations = await served.signedIn({ email: "opal@northwind.example", roles: ["operations"] });
  }, 6 * PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const looks = [
    { language: "en", width: 1440, theme: "light" },
    { language: "ko", width: 360, theme: "dark" },
  ] as const;

  test.each(looks)("a plan is drafted, looked back with and published by keyboard alone ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin(look.language === "en" ? "northwind" : "southwind"));
    const { page, complaints } = visit;
    page.setDefaultTimeout(PATIENCE_MS);
    const say = says[look.language];
    const { keyboard } = page;
    const name = (part: string) => `plans-${part}-${look.language}-${look.width}-${look.theme}`;

    const company = look.language === "en" ? "northwind" : "southwind";
    await page.goto(`${served.url}/plans?company=${company}`);
    await page.getByRole("link", { name: say.plan }).focus();
    await picture(page, name("list"));
    expect(await findings(page)).toEqual([]);
    await keyboard.press("Enter");

    const tree = page.getByRole("list", { name: say.asks });
    const calls = tree.getByRole("button", { name: say.calls });
    await calls.focus();
    await keyboard.press("Enter");
    await keyboard.type("20x");
    await page.getByText(say.refused).first().waitFor();
    expect(await page.getByLabel(say.target, { exact: true }).getAttribute("aria-invalid")).toBe("true");
    expect(await findings(page)).toEqual([]);
    await picture(page, name("refused"));
    await keyboard.press("Backspace");
    await keyboard.press("Backspace");
    await keyboard.press("Backspace");
    await keyboard.type("19");
    await keyboard.press("Escape");
    await page.getByText(say.kept).waitFor();
    expect(await tree.getByRole("button", { name: say.calls }).innerText()).toContain("19");

    await keyboard.press("Alt+ArrowDown");
    await expect
      .poll(() => tree.locator("[data-row]").allInnerTexts())
      .toEqual([expect.anything(), expect.stringMatching(say.emails), expect.stringMatching(say.calls)]);
    await keyboard.press("ArrowUp");
    await keyboard.press("Delete");
    await tree.getByRole("button", { name: say.emails }).waitFor({ state: "detached" });
    await keyboard.press("Control+z");
    await tree.getByRole("button", { name: say.emails }).waitFor();

    await tree.getByRole("button", { name: say.emails }).focus();
    await keyboard.press("Delete");
    await tree.getByRole("button", { name: say.emails }).waitFor({ state: "detached" });
    await keyboard.press("+");
    await page.getByRole("combobox", { name: say.add }).waitFor();
    await picture(page, name("add"));
    await keyboard.type(look.language === "ko" ? "소셜" : "soc");
    await keyboard.press("Enter");
    await tree.getByRole("button", { name: say.social }).waitFor();
    await keyboard.press("Escape");
    await keyboard.press("Delete");
    await tree.getByRole("button", { name: say.social }).waitFor({ state: "detached" });
    await page.getByText(say.kept).waitFor();

    await page.getByLabel(say.periods).selectOption("24");
    await page.getByRole("button", { name: say.look }).focus();
    await keyboard.press("Enter");
    await page.getByText(say.table).first().focus();
    await keyboard.press("Enter");
    const march = page.getByRole("table", { name: say.table }).getByRole("row", { name: new RegExp(say.march) });
    // Mina alone made 19 calls of a minute; with what held she had met it too.
    expect(await march.innerText()).toMatch(say.marchMet);
    expect(await findings(page)).toEqual([]);
    await picture(page, name("looked-back"));

    await page.getByLabel(say.why).first().focus();
    await keyboard.type("spring");
    const publish = page.getByRole("button", { name: say.publish });
    await expect.poll(() => publish.isEnabled()).toBe(true);
    await picture(page, name("publish"));
    expect(await fits(page)).toBe(true);
    await publish.focus();
    await keyboard.press("Enter");
    await page.getByText(say.published).waitFor();
    await page.getByRole("button", { name: say.version2 }).waitFor();
    await picture(page, name("published"));

    await page.goto(`${served.url}/plans/monthly-prospecting?company=${company}&on=2026-03-14`);
    await page.getByText(say.shownAsOf).first().waitFor();
    expect(await page.getByRole("list", { name: say.asks }).innerText()).toContain("15");
    expect(await findings(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await picture(page, name("as-of"));
    if (look.language === "ko")
      expect(
        (await latinWords(page)).filter(
          (word) =>
            !/^(?:Monthly|prospecting|Attain|admin@.*|admin|spring|require|root|northwind|monthly-prospecting|outbound-calls|emails|allOf)$/.test(
              word,
            ),
        ),
      ).toEqual([]);
    expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
  });

  test("a plan that is changed before it is known when its next period begins holds from there all the same", async () => {
    await using visit = await reader(browser, { language: "ko", width: 1440 }, served.admin("southwind"));
    const { page, complaints } = visit;
    const say = says.ko;
    let tell: () => void = () => undefined;
    const isTyped = new Promise<void>((resolve) => (tell = resolve));
    await page.route("**/target-previews", async (route) => {
      await isTyped;
      await route.continue();
    });
    await page.goto(`${served.url}/plans/probation-month?company=southwind`);
    await page.getByRole("list", { name: say.asks }).getByRole("button", { name: say.calls }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("26");
    await page.keyboard.press("Escape");
    await page.getByText(say.kept).waitFor();
    tell();
    await page.getByRole("button", { name: say.publish }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("what two people change at once is put together, and where both change the same nothing is lost", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    await using other = await reader(browser, { language: "ko", width: 1440 }, operations);
    for (const { page } of [visit, other]) {
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${served.url}/plans/probation-month`);
      await page.getByRole("list", { name: /What is asked|요구하는 것/ }).waitFor();
    }
    const set = async (page: Page, row: RegExp, to: string): Promise<void> => {
      await page.getByRole("button", { name: row }).first().focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type(to);
      await page.keyboard.press("Escape");
    };
    await set(visit.page, /^Outbound calls/, "26");
    await visit.page.getByText(says.en.kept).waitFor();
    await set(other.page, /^소셜 연락/, "6");
    await other.page.getByText(/admin.* 님이 다른 곳을 바꿨어요/).waitFor();
    await set(visit.page, /^Social contacts/, "7");
    await visit.page.getByText("opal changed the same").waitFor();
    expect(await findings(visit.page)).toEqual([]);
    await picture(visit.page, "plans-conflict-en-1440-light");
    await visit.page.getByRole("button", { name: "Keep mine" }).focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.getByText(says.en.kept).waitFor();
    expect(await visit.page.getByRole("list", { name: says.en.asks }).innerText()).toMatch(/26[^]*7/);

    // What the other saved a moment ago is not published unseen.
    await set(other.page, /^발신 통화/, "27");
    await other.page.getByText(/admin.* 님이 다른 곳을 바꿨어요/).waitFor();
    await other.page.getByText(says.ko.kept).waitFor();
    const publish = visit.page.getByRole("button", { name: says.en.publish });
    await publish.click();
    await visit.page
      .getByRole("alert")
      .getByText(/nothing was published/)
      .waitFor();
    await visit.page.getByText("opal changed something else meanwhile").waitFor();
    expect(await visit.page.getByRole("list", { name: says.en.asks }).innerText()).toMatch(/27[^]*7/);
    await expect.poll(() => visit.page.getByRole("list", { name: "What changes" }).innerText()).toContain("27");
    expect(await findings(visit.page)).toEqual([]);
    await picture(visit.page, "plans-unseen-en-1440-light");

    // Of two who publish the same one does, and the other is told.
    await publish.click();
    await visit.page.getByText(says.en.published).waitFor();
    await other.page.getByRole("button", { name: says.ko.publish }).click();
    await other.page.getByRole("alert").getByText("이 초안은 닫혔어요").waitFor();
    await expect
      .poll(() => other.page.evaluate(() => document.querySelector("[role=alert]")?.getBoundingClientRect().top ?? -1))
      .toBeGreaterThan(0);
    expect(await findings(other.page)).toEqual([]);
    await picture(other.page, "plans-decided-ko-1440-light");
  });
});
