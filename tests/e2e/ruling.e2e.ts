import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, looks, picture, reader, seriousFindings, tooWide } from "./browser.ts";
import { serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    rule: "Rule on this record",
    reason: "Why",
    decide: "Decide",
    takeBack: "Take the ruling back",
    ruled: (reason: string) => new RegExp(`Ruled on .* by admin: ${reason}`),
    failed: "The decision was not kept",
  },
  ko: {
    rule: "인정 여부 결정",
    reason: "이유",
    decide: "결정",
    takeBack: "결정 거두기",
    ruled: (reason: string) => new RegExp(`admin의 결정: ${reason}`),
    failed: "결정을 저장하지 못했어요",
  },
} as const;

const why = "312";

describe.skipIf(browserPath === undefined)("ruling on a record in a browser", () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const records = "/team?on=2026-03-25&member=raj&metric=outbound-calls";
  test.each(looks)("a record is ruled to count, by keyboard, and the ruling is taken back ($language, $width px, $theme)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}${records}&records=not-counted`);
    const panel = page.getByRole("complementary");
    const rule = panel.getByRole("button", { name: words.rule });
    await rule.first().waitFor();
    const before = await rule.count();
    await rule.first().focus();
    await page.keyboard.press("Enter");
    const form = panel.getByRole("form", { name: words.rule });
    await form.waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("radio");
    expect(await form.getByRole("checkbox").first().isChecked()).toBe(true);
    expect(await form.getByRole("button", { name: words.decide, exact: true }).isDisabled()).toBe(true);
    await form.getByRole("textbox", { name: words.reason }).fill(why);
    expect(await tooWide(page)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, `ruling-${look.language}-${look.width}`);

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await page.waitForFunction((count) => document.querySelectorAll("aside button[aria-expanded] svg.lucide-gavel").length < count, before);
    await page.goto(`${served.url}${records}&records=counted`);
    await panel.getByText(words.ruled(why)).waitFor();
    expect(await panel.innerText()).toMatch(/12\s*\/ 15/);

    const ruled = panel.getByRole("listitem").filter({ hasText: words.ruled(why) });
    await ruled.getByRole("button", { name: words.rule }).click();
    expect(await ruled.getByRole("radio", { name: words.takeBack }).isChecked()).toBe(true);
    await ruled.getByRole("textbox", { name: words.reason }).fill("x");
    await ruled.getByRole("button", { name: words.decide, exact: true }).click();
    await panel.getByText(words.ruled(why)).waitFor({ state: "detached" });
    await page.waitForFunction(() => /11\s*\/ 15/.test(document.querySelector("aside")?.innerText ?? ""));
    expect(complaints).toEqual([]);
  });

  test("what could not be kept is told in the form, and Escape closes the form alone", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360 }, served.admin());
    const { page } = visit;
    await page.goto(`${served.url}${records}&records=not-counted`);
    const panel = page.getByRole("complementary");
    await panel.getByRole("button", { name: says.ko.rule }).first().click();
    const form = panel.getByRole("form", { name: says.ko.rule });
    await page.route("**/rulings", (route) => route.abort());
    await form.getByRole("textbox").fill(why);
    await form.getByRole("button", { name: says.ko.decide, exact: true }).click();
    await form.getByRole("alert").getByText(says.ko.failed).waitFor();
    await picture(page, "ruling-failed-ko-360");
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-expanded") === "false");
    expect(await panel.isVisible()).toBe(true);
  });
});
