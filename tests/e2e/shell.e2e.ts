import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, fits, latinWords, launch, picture, reader, seriousFindings } from "./browser.ts";
import { serveCompany, type Served } from "./served-company.ts";

describe.skipIf(browserPath === undefined)("the frame of the app", () => {
  let served: Served;
  let browser: Browser;
  beforeAll(async () => {
    [served, browser] = await Promise.all([serveCompany(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test("at a desk everything is opened by keys: a page by its letter, a person by initial consonants, and the keys can be switched off", async () => {
    await using visit = await reader(browser, { language: "ko", width: 1440 }, served.admin());
    const { page } = visit;
    await page.goto(`${served.url}/?on=2026-03-31`);
    await page
      .getByRole("navigation", { name: "페이지" })
      .getByRole("link", { name: "팀", exact: true })
      .and(page.locator("[aria-current=page]"))
      .waitFor();
    expect(new URL(page.url()).pathname).toBe("/team");
    expect(new URL(page.url()).searchParams.get("on")).toBe("2026-03-31");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.getByRole("heading", { level: 1, name: "이의 신청" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "검색과 명령" }).fill("ㅂㅅㄹ");
    await page.getByRole("option", { name: "박소라" }).waitFor();
    expect(await latinWords(page)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, "palette-ko-1440");
    await page.keyboard.press("Enter");
    await page.waitForURL(/member=sora/);
    await page.getByRole("button", { name: "닫기" }).first().click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "키보드 단축키" }).waitFor();
    expect(await latinWords(page)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, "shortcuts-ko-1440");
    await page.getByRole("checkbox", { name: "글자 하나로 움직이기" }).uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "검색과 명령" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/team");
  });

  test("on a phone four pages are under the thumb, and the others one touch further", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360, theme: "dark" }, served.admin());
    const { page } = visit;
    await page.goto(`${served.url}/`);
    const bar = page.getByRole("navigation", { name: "페이지" });
    await bar.getByRole("link", { name: "팀", exact: true }).and(page.locator("[aria-current=page]")).waitFor();
    expect(await bar.getByRole("listitem").count()).toBe(5);
    await bar.getByRole("button", { name: "더 보기" }).click();
    await bar.getByRole("link", { name: "감사 기록" }).waitFor();
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await latinWords(page)).toEqual([]);
    await picture(page, "more-ko-360-dark");
    await bar.getByRole("link", { name: "감사 기록" }).click();
    await page.waitForURL(/\/audit/);
  });
});
