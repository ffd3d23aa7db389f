import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, picture, reader, seriousFindings } from "./browser.ts";
import { activities, companyFile } from "./company.ts";
import { serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    make: "New metric",
    name: "What is it called?",
    called: "Long talks",
    goOn: "Go on",
    condition: (nth: number) => `Condition ${nth}`,
    add: "Add a condition",
    field: "Field",
    asking: "What is asked of it",
    value: "Value",
    atLeast: "is at least",
    duration: "duration",
    // Of 72 records, 42 are calls; two of these took less than a minute.
    counted: "40 of 72 records count (56%)",
    drops: "What drops out and why",
    short: /duration: 60 s or more/,
    shortExamples: "Examples: duration: 60 s or more",
    expression: "The expression",
    wrong: /lenght/,
    publish: "Publish",
    published: "Published.",
    table: "The days as a table",
    raj: /Raj/,
    who: "Member",
  },
  ko: {
    make: "새 집계 항목",
    name: "이름을 무엇으로 할까요?",
    called: "긴 통화",
    goOn: "계속",
    condition: (nth: number) => `조건 ${nth}`,
    add: "조건 추가",
    field: "필드",
    asking: "비교",
    value: "값",
    atLeast: "이상",
    duration: "소요 시간",
    counted: "기록 72건 중 40건 인정 (56%)",
    drops: "빠지는 것과 이유",
    short: /소요 시간: 60초 이상/,
    shortExamples: "예: 소요 시간: 60초 이상",
    expression: "조건식",
    wrong: /lenght/,
    publish: "게시",
    published: "게시했어요.",
    table: "날짜별 표",
    raj: /라지/,
    who: "구성원",
  },
} as const;

/** A machine that does much beside it is slow, not wrong. */
const PATIENCE_MS = 100_000;

/** What axe finds of the page itself; its frame has tests of its own. */
const findings = async (page: Page): Promise<readonly string[]> =>
  (await seriousFindings(page)).filter((finding) => !finding.includes('aria-keyshortcuts="Control+K'));

const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe.skipIf(browserPath === undefined)("metrics in a browser", () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    // A company of their own for each reader.
    await served.addCompany({ ...companyFile, company: { ...companyFile.company, id: "southwind" } });
    await served.send("POST", "/activities", activities, "southwind");
  }, 6 * PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const looks = [
    { language: "ko", width: 1440, theme: "light", company: "northwind" },
    { language: "en", width: 360, theme: "dark", company: "southwind" },
  ] as const;

  test.each(looks)(
    "a metric is built by clicking, and what it counted before it held it counts when it holds ($language, $width px)",
    async ({ company, ...look }) => {
      await using visit = await reader(browser, look, served.admin(company));
      const { page, complaints } = visit;
      page.setDefaultTimeout(PATIENCE_MS);
      const say = says[look.language];
      const name = (part: string) => `metrics-${part}-${look.language}-${look.width}-${look.theme}`;
      await page.goto(`${served.url}/metrics?company=${company}`);
      await page.getByRole("button", { name: say.make }).click();
      await picture(page, name("list"));
      await page.getByLabel(say.name).fill(say.called);
      await page.getByRole("button", { name: say.goOn }).click();

      await page.getByRole("group", { name: say.condition(1), exact: true }).waitFor();
      await page.getByRole("button", { name: say.add }).click();
      const second = page.getByRole("group", { name: say.condition(2), exact: true });
      await second.getByLabel(say.field).selectOption({ label: say.duration });
      await second.getByLabel(say.asking).selectOption({ label: say.atLeast });
      await second.getByLabel(say.value).fill("60");
      await page.getByText(say.counted).waitFor();
      expect(await page.getByRole("list", { name: say.drops }).innerText()).toMatch(say.short);
      expect(await findings(page)).toEqual([]);
      expect(await fits(page)).toBe(true);
      await picture(page, name("preview"));

      const examples = page.getByRole("list", { name: say.shortExamples });
      await examples.getByRole("button").first().click();
      await page.getByRole("dialog").getByText(say.who, { exact: true }).waitFor();
      expect(await findings(page)).toEqual([]);
      await picture(page, name("example"));
      await page.keyboard.press("Escape");

      // The expression says the same, and what is written there is what is clicked.
      await page.getByText(say.expression, { exact: true }).click();
      const expression = page.getByRole("textbox", { name: say.expression, exact: true });
      expect(await expression.inputValue()).toBe('kind == "call" && durationSeconds >= 60');
      await expression.fill('kind == "call" && lenght >= 60');
      await page.getByText(say.wrong).first().waitFor();
      await picture(page, name("wrong"));
      await expression.fill('kind == "call" && durationSeconds >= 60 && (direction == "inbound" || direction == "outbound")');
      await page
        .getByRole("group", { name: say.condition(3) })
        .first()
        .waitFor();
      await page.getByText(say.counted).waitFor();

      await page.getByText(say.table, { exact: true }).click();
      const told = await page.getByRole("table", { name: say.table }).getByRole("row").count();
      await page.getByRole("button", { name: say.publish, exact: true }).click();
      await page.getByText(say.published).waitFor();
      await picture(page, name("published"));

      // What was told before is what is counted: the number on the page against that of the count, of the same thirty days.
      const onPage = Number(/\d+/.exec((await page.getByText(say.counted).innerText()).replace(/^.*72건 중 /, ""))?.[0]);
      const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      const counted = async () => {
        const answer = await page.request.get(`${served.url}/api/v1/tallies?metric=${id}&from=2026-02-19&before=2026-03-21&groupBy=day`, {
          headers: { "attain-company": company },
        });
        return { status: answer.status(), body: (await answer.json()) as { readonly tallies?: readonly { readonly credited: number }[] } };
      };
      // As long as the log is being read anew for it, it has no number.
      await expect.poll(async () => (await counted()).status, { timeout: PATIENCE_MS }).toBe(200);
      const { tallies = [] } = (await counted()).body;
      expect(tallies.reduce((sum, { credited }) => sum + credited, 0)).toBe(onPage);
      expect(onPage).toBe(40);
      expect(tallies.length).toBe(told - 1);
      expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
    },
  );
});
