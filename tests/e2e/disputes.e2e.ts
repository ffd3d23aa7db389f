import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, fits, launch, picture, reader, seriousFindings } from "./browser.ts";
import { companyFile } from "./company.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    raise: "Dispute this",
    reason: "Why",
    send: "Raise it",
    answer: "Answer",
    uphold: "Uphold",
    preview: "Upheld, this changes:",
    waits: (name: string) => new RegExp(`^D-\\d+ · waits for ${name} until `),
    counted: /^Counted by ruling D-\d+\./,
    none: "No dispute waits.",
    missing: "A record is missing",
    all: "All",
    boss: "Kim Boyoung",
  },
  ko: {
    raise: "이의 신청",
    reason: "이유",
    send: "신청",
    answer: "답하기",
    uphold: "받아들이기",
    preview: "받아들이면 이렇게 달라져요",
    waits: (name: string) => new RegExp(`^D-\\d+ · ${name} 님의 결정을 `),
    counted: /^D-\d+ 결정으로 인정\./,
    none: "기다리는 이의 신청이 없어요.",
    missing: "빠진 기록이 있어요",
    all: "전체",
    boss: "김보영",
  },
} as const;

describe.skipIf(browserPath === undefined)("disputes in a browser", () => {
  let browser: Browser;
  let served: Served;
  let raj: Cookie;
  let boss: Cookie;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    const leader = { id: "boss", name: { en: "Kim Boyoung", ko: "김보영" }, role: "manager", team: "advisers" };
    await served.send("PUT", "/company", { ...companyFile, members: [...companyFile.members, leader] });
    raj = await served.signedIn({ email: "raj@northwind.example", roles: ["rep"], member: "raj" });
    boss = await served.signedIn({ email: "boss@northwind.example", roles: ["manager"], member: "boss" });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const looks = [
    { language: "en", width: 360, theme: "dark" },
    { language: "ko", width: 1440, theme: "light" },
  ] as const;

  test.each(looks)(
    "a record is disputed where its verdict stands, and counts when it is upheld where it waits ($language, $width px)",
    async (look) => {
      await using visit = await reader(browser, look, raj);
      await using decision = await reader(browser, look, boss);
      const { complaints } = visit;
      let { page } = visit;
      const words = says[look.language];
      await page.goto(`${served.url}/team?on=2026-03-25&member=raj&metric=outbound-calls&records=not-counted`);
      const panel = page.getByRole("complementary");
      await panel.getByRole("button", { name: words.raise, exact: true }).first().focus();
      await page.keyboard.press("Enter");
      const form = panel.getByRole("form", { name: words.raise });
      await form.getByRole("textbox", { name: words.reason }).fill(`cut off ${look.width}`);
      expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
      await picture(page, `dispute-raise-${look.language}-${look.width}`);
      await form.getByRole("button", { name: words.send, exact: true }).click();
      await panel.getByRole("button", { name: words.waits(words.boss) }).waitFor();

      // Who raised it decides nothing.
      await page.goto(`${served.url}/disputes`);
      await page.getByRole("button", { name: /D-/ }).first().click();
      await page.getByRole("button", { name: words.answer }).click();
      const own = page.getByRole("form", { name: words.answer });
      expect([await own.getByRole("radio").count(), await own.getByRole("radio", { name: words.uphold }).count()]).toEqual([2, 0]);

      page = decision.page;
      await page.goto(`${served.url}/disputes`);
      await page.getByRole("button", { name: /D-/ }).first().click();
      await page.getByText(`cut off ${look.width}`).waitFor();
      await page.getByRole("button", { name: words.answer }).click();
      const deciding = page.getByRole("form", { name: words.answer });
      await deciding.getByText(words.preview).waitFor();
      await deciding.getByText(/→/).waitFor();
      await deciding.getByRole("textbox", { name: words.reason }).fill("seen in the log");
      expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
      await picture(page, `dispute-decide-${look.language}-${look.width}`);
      await deciding.getByRole("button", { name: words.uphold, exact: true }).click();
      await page.getByText(words.none).waitFor();

      await page.goto(`${served.url}/team?on=2026-03-25&member=raj&metric=outbound-calls&records=counted`);
      await page.getByRole("complementary").getByText(words.counted).first().waitFor();
      expect([...complaints, ...decision.complaints]).toEqual([]);
    },
  );
});
