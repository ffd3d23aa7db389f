import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, fits, latinWords, launch, looks, picture, reader, seriousFindings } from "./browser.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    first: /1.*Mina Kim.*19 \/ 15/,
    tv: "Show on a large screen",
    leave: "Leave the large screen",
    improvement: "Own improvement",
    improved: /has come on most/,
    hidden: /others are on this board without a place shown/,
    mina: "Mina Kim",
    morning: "This morning",
    own: "What do you set out to do today?",
    amount: "How much",
    save: "Set out",
    kept: /E-mails 0 of 12|Social contacts 0 of 12|Outbound calls 0 of 12/,
    byTeam: "By team",
    advisers: /Everybody 40 \/ 95 42% 5 members.*Advisers 30 \/ 45 67% 3 members.*Newcomers 10 \/ 50 20% 2 members/,
    trend: /by period/,
    boardPage: "Board",
  },
  ko: {
    first: /1.*김민아.*19 \/ 15/,
    tv: "큰 화면으로 보기",
    leave: "큰 화면 닫기",
    improvement: "나아진 순",
    improved: /가장 나아졌어요/,
    hidden: /순위를 보이지 않는 사람이/,
    mina: "김민아",
    morning: "오늘 아침",
    own: "오늘 무엇을 얼마나 할까요?",
    amount: "건수",
    save: "다짐하기",
    kept: /12 중 0/,
    byTeam: "팀별 달성 현황",
    advisers: /전체 40 \/ 95 42% 5명.*설계1지점 30 \/ 45 67% 3명.*신입지점 10 \/ 50 20% 2명/,
    trend: /기간별/,
    boardPage: "순위",
  },
} as const;

describe.skipIf(browserPath === undefined)("boards, a team's morning and the company's numbers", () => {
  let served: Served;
  let browser: Browser;
  let sora: Cookie;
  beforeAll(async () => {
    [served, browser] = await Promise.all([serveCompany(), launch()]);
    sora = await served.signedIn({ email: "sora@northwind.example", roles: ["rep"], member: "sora" });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const march = "on=2026-03-31&cadence=month";

  test.each(looks)("who has most stands first, and the lower half is not put up ($language, $width px)", async (look) => {
    const say = says[look.language];
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    await page.goto(`${served.url}/board?${march}&metric=outbound-calls`);
    await page.getByRole("row", { name: say.first }).waitFor();
    await page.getByText(say.hidden).waitFor();
    expect(await page.getByRole("row").count()).toBe(4);
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    await picture(page, `board-${look.language}-${look.width}`);
    await page.getByRole("button", { name: say.improvement }).click();
    await page.getByText(say.improved).waitFor();
    expect(new URL(page.url()).searchParams.get("rank")).toBe("improvement");
    await page.goBack();
    await page.getByRole("button", { name: say.improvement, pressed: false }).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each([
    { page: "/team?on=2026-03-31", answer: "attainment", seen: "Mina Kim" },
    { page: `/board?${march}&metric=outbound-calls`, answer: "leaderboards", seen: "Mina Kim" },
    { page: "/plans", answer: "plans", seen: "Monthly prospecting" },
    { page: "/metrics", answer: "metrics", seen: "kind: e-mail" },
  ])("$page needs three answers to be seen", async ({ page: path, answer, seen }) => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page } = visit;
    const asked: string[] = [];
    // Whatever else is asked for is never answered.
    await page.route(/\/api\//, (route) => {
      const name = new URL(route.request().url()).pathname.split("/")[3] ?? "";
      if (!["session", "company", answer].includes(name)) return undefined;
      asked.push(name);
      return route.continue();
    });
    await page.goto(`${served.url}${path}`);
    await page.getByRole("main").getByText(seen).first().waitFor();
    expect(asked.toSorted()).toEqual(["session", "company", answer].toSorted());
  });

  test("of thousands of places those in sight are in the page, and all of them on paper", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page, complaints } = visit;
    await page.route(/\/api\/v1\/leaderboards/, async (route) => {
      const answer = await route.fetch();
      const board = (await answer.json()) as { readonly places: readonly object[] };
      const places = Array.from({ length: 3000 }, (_, at) => ({
        ...board.places[0],
        member: `m-${at}`,
        memberName: { en: `Member ${at + 1}` },
        rank: at + 1,
      }));
      await route.fulfill({ json: { ...board, places, hidden: 0 } });
    });
    await page.goto(`${served.url}/board?${march}&metric=outbound-calls`);
    const shown = (at: number) => page.getByRole("rowheader", { name: `Member ${at}`, exact: false }).first();
    await shown(1).waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(100);
    await page.keyboard.press("End");
    await shown(3000).waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(100);
    expect(await page.getByRole("row").last().getAttribute("aria-rowindex")).toBe("3001");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.getByRole("row").count()).toBe(3001);
    expect(complaints).toEqual([]);
  });

  test("a board on a large screen has nothing to press, and Escape leaves it", async () => {
    const say = says.ko;
    await using visit = await reader(browser, { language: "ko", width: 1920, theme: "dark" }, served.admin());
    const { page } = visit;
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${served.url}/board?${march}&metric=outbound-calls`);
    await page.getByRole("button", { name: say.tv }).click();
    await page.getByRole("listitem").filter({ hasText: say.mina }).waitFor();
    await picture(page, "board-tv");
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([1920, 1080]);
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: say.first }).waitFor();
  });

  test("a board goes to a chat room as text and as a picture", async () => {
    await using visit = await reader(browser, { language: "ko", width: 1440 }, served.admin());
    const { page } = visit;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: served.url });
    await page.goto(`${served.url}/board?${march}&metric=outbound-calls&team=advisers`);
    await page.getByRole("button", { name: "글로 복사" }).click();
    await page.getByRole("button", { name: "복사했어요" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      "발신 통화 · 2026년 3월 · 설계1지점\n1. 김민아 ■■■■■■■■■■ 19/15\n2. 라지 ■■■■■■■□□□ 11/15",
    );
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "그림으로 저장" }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.png$/);
    await (await saved).saveAs(new URL("../output/web/board-shared.png", import.meta.url).pathname);
  });

  test.each(looks)("a rep says what they set out to do, and the page of the team tells it ($language, $width px)", async (look) => {
    const say = says[look.language];
    {
      await using own = await reader(browser, look, sora);
      await own.page.goto(`${served.url}/team`);
      await own.page.getByRole("form", { name: say.own }).waitFor();
      await own.page.getByLabel(say.amount).fill("12");
      await own.page.getByRole("button", { name: say.save, exact: true }).click();
      await own.page.getByRole("list").getByText(say.kept).waitFor();
      expect(await fits(own.page)).toBe(true);
      expect(own.complaints).toEqual([]);
    }
    await using visit = await reader(browser, look, served.admin());
    const { page } = visit;
    await page.goto(`${served.url}/team`);
    const morning = page.getByRole("region", { name: say.morning });
    await morning.getByText(say.kept).waitFor();
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    await picture(page, `morning-${look.language}-${look.width}`);
  });

  test.each(looks)("who sees sums alone sees the company by team and over time, and nobody's name ($language, $width px)", async (look) => {
    const say = says[look.language];
    const session = await served.signedIn({ email: `vera-${look.language}-${look.width}@northwind.example`, roles: ["viewer"] });
    await using visit = await reader(browser, look, session);
    const { page, complaints } = visit;
    await page.goto(`${served.url}/?on=2026-03-31`);
    const table = page.getByRole("table", { name: say.byTeam });
    await table.waitFor();
    expect(new URL(page.url()).pathname).toBe("/company");
    // On a phone each number has its head beside it.
    const read = (await table.innerText())
      .replaceAll(/\s+/g, " ")
      .replaceAll(/(?<=Everybody|Advisers|Newcomers|전체|설계1지점|신입지점) (?:Outbound calls|발신 통화)/g, "");
    expect(read).toMatch(say.advisers);
    await page.getByRole("heading", { name: say.trend }).waitFor();
    expect(await page.locator("body").innerText()).not.toContain(say.mina);
    expect(await page.getByRole("link", { name: say.boardPage, exact: true }).count()).toBe(0);
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await picture(page, `company-${look.language}-${look.width}`);
  });
});
