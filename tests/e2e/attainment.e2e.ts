import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { browserPath, fits, latinWords, launch, looks, picture, reader, seriousFindings } from "./browser.ts";
import { movedActivities, movedCompany } from "../moved-company.ts";
import { companyFile } from "./company.ts";
import { PASSWORD, serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    period: "March 2026",
    calls: "Outbound calls",
    raj: "Raj",
    rajMissing: "4 short",
    mina: "Mina Kim",
    minaOver: "4 over",
    junho: "Junho Lee",
    jiwoo: "Jiwoo Han",
    or: "or",
    missed: "missed",
    met: "met",
    notCounted: "Not counted",
    reason: /41 s/,
    close: "Close",
    earlier: "Previous period",
    find: "Find a member",
    team: "Team",
    newcomers: "Newcomers",
    again: "Try again",
    unreachable: /server does not answer/,
    offline: /No connection/,
    derivation: "How the target came about",
  },
  ko: {
    period: "2026년 3월",
    calls: "발신 통화",
    raj: "라지",
    rajMissing: "4건 부족",
    mina: "김민아",
    minaOver: "4건 초과",
    junho: "이준호",
    jiwoo: "한지우",
    or: "또는",
    missed: "미달",
    met: "달성",
    notCounted: "미인정",
    reason: /41초/,
    close: "닫기",
    earlier: "이전 기간",
    find: "구성원 찾기",
    team: "팀",
    newcomers: "신입지점",
    again: "다시 시도",
    unreachable: /서버가 응답하지 않아요/,
    offline: /연결이 끊겼어요/,
    derivation: "목표치가 정해진 과정",
  },
} as const;

const march = "/team?on=2026-03-25";

const rowOf = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText(name, { exact: true }) });

/** What is still being read is dimmed, and then replaced. */
const settled = (page: Page): Promise<void> => page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });

const shown = async (page: Page, language: Language): Promise<void> => {
  await page.getByRole("heading", { level: 1, name: says[language].period }).waitFor();
  await rowOf(page, says[language].raj).first().waitFor();
  await settled(page);
};

describe.skipIf(browserPath === undefined)("attainment in a browser", () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)("a manager sees who is short of what, and why a record did not count ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(served.url + march);
    await shown(page, look.language);

    const raj = rowOf(page, words.raj);
    expect(await raj.innerText()).toContain(words.missed);
    const calls = raj.getByRole("link", { name: words.calls });
    expect(await calls.innerText()).toMatch(/11 \/ 15/);
    expect(await calls.innerText()).toContain(words.rajMissing);
    expect(await rowOf(page, words.mina).innerText()).toContain(words.minaOver);
    expect(await rowOf(page, words.junho).innerText()).toMatch(/0 \/ 15/);
    expect(await rowOf(page, words.jiwoo).innerText()).toContain(words.or);
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    await picture(page, `attainment-${look.language}-${look.width}`);

    await calls.click();
    const panel = page.getByRole("complementary", { name: words.raj });
    await panel.getByRole("heading", { name: words.derivation }).waitFor();
    expect(await panel.innerText()).toMatch(/11\s*\/ 15/);
    await panel.getByRole("button", { name: words.notCounted }).click();
    await page.waitForURL(/records=not-counted/);
    await settled(page);
    await panel.getByText(words.reason).first().waitFor();
    expect(await panel.getByText(words.reason).count()).toBe(2);
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    await picture(page, `records-${look.language}-${look.width}`);

    await page.goBack();
    await panel.waitFor({ state: "detached" });
    await shown(page, look.language);
    expect(complaints).toEqual([]);
  });

  test("of a thousand members those in sight are in the page, wherever one scrolls, and all of them on paper", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page, complaints } = visit;
    await page.route(/\/api\/v1\/attainment\?/, async (route) => {
      const answer = await route.fetch();
      const asked = (await answer.json()) as { readonly rows: readonly { readonly member: string }[] };
      const mina = asked.rows.filter(({ member }) => member === "mina");
      const rows = Array.from({ length: 1000 }, (_, at) =>
        mina.map((row) => ({ ...row, member: `m-${at}`, memberName: { en: `Member ${String(at).padStart(4, "0")}` } })),
      ).flat();
      await route.fulfill({ json: { ...asked, rows } });
    });
    await page.goto(`${served.url + march}&sort=name`);
    /** The lines that can be seen, in their order: none is left out. */
    const inSight = (): Promise<readonly number[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("[data-line]")]
          .filter((line) => line.getBoundingClientRect().bottom > 0 && line.getBoundingClientRect().top < innerHeight)
          .map((line) => Number(line.dataset["line"]))
          .toSorted((one, other) => one - other),
      );
    const isFull = async (last: number): Promise<void> => {
      await page.locator(`[data-line="${last}"]`).waitFor();
      await expect.poll(async () => (await inSight()).every((line, at, lines) => at === 0 || line === (lines[at - 1] ?? 0) + 1)).toBe(true);
      expect((await inSight()).length).toBeGreaterThan(6);
      expect(await page.locator("[data-line]").count()).toBeLessThan(60);
    };
    await isFull(0);
    await page.keyboard.press("End");
    await isFull(999);
    await page.keyboard.press("Home");
    await isFull(0);
    await page.locator('[data-line="0"]').getByRole("link").first().focus();
    for (let line = 1; line <= 30; line += 1) {
      await page.keyboard.press("ArrowDown");
      await page.waitForFunction((at) => document.activeElement?.closest<HTMLElement>("[data-line]")?.dataset["line"] === String(at), line);
    }
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await expect.poll(() => page.locator("[data-line]").count()).toBe(1000);
    expect(complaints).toEqual([]);
  });

  test("everything can be done by keyboard", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page } = visit;
    await page.goto(served.url + march);
    await shown(page, "en");
    await page.keyboard.press("/");
    await page.keyboard.type("ㄱㅁㅇ");
    await page.waitForURL(/find=/);
    await rowOf(page, says.en.raj).waitFor({ state: "detached" });
    expect(await page.getByRole("rowheader").getByRole("link").allInnerTexts()).toEqual([says.en.mina]);
    await page.keyboard.press("Escape");
    await rowOf(page, says.en.junho).waitFor();

    // Junho did nothing, so his is the first line of the first table, and Raj's the second.
    await rowOf(page, says.en.junho).getByRole("link", { name: says.en.calls }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const panel = page.getByRole("complementary", { name: says.en.raj });
    await panel.waitFor();
    await page.waitForFunction(() => document.activeElement?.closest("aside"));
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent.includes("11 / 15"));
  });

  test("a link shows a colleague the same, and an unreadable one the page as it is", async () => {
    await using visit = await reader(browser, { language: "ko", width: 1440 }, served.admin());
    const { page } = visit;
    await page.goto(served.url + march);
    await shown(page, "ko");
    await page.getByRole("combobox", { name: says.ko.team }).click();
    await page.getByRole("option", { name: says.ko.newcomers }).click();
    await page.waitForURL(/team=newcomers/);
    await rowOf(page, says.ko.raj).waitFor({ state: "detached" });

    await using colleague = await reader(browser, { language: "en", width: 1440 }, served.admin());
    await colleague.page.goto(page.url());
    await rowOf(colleague.page, says.en.jiwoo).waitFor();
    expect(await rowOf(colleague.page, says.en.raj).count()).toBe(0);
    await colleague.page.goto(`${served.url}/team?on=2026-02-31&status=late&cadence=fortnight`);
    await colleague.page.getByRole("heading", { level: 1 }).waitFor();
  });

  test("a link to a team that there is not leads to the whole company", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360 }, served.admin());
    const { page } = visit;
    await page.goto(`${served.url}${march}&team=nowhere`);
    const alert = page.getByRole("alert");
    await alert.getByText("nowhere").waitFor();
    await alert.getByRole("link", { name: "회사 전체" }).click();
    await shown(page, "ko");
  });

  test("a period is stepped through, and Back returns", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page } = visit;
    await page.goto(served.url + march);
    await shown(page, "en");
    await page.getByRole("link", { name: says.en.earlier }).click();
    await page.getByRole("heading", { level: 1, name: "February 2026" }).waitFor();
    await page.goBack();
    await shown(page, "en");
  });

  test("an answer that fails is told where it failed, and asked again", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360 }, served.admin());
    const { page } = visit;
    await page.route("**/api/v1/attainment?**", (route) => route.abort());
    await page.goto(served.url + march);
    await page.getByRole("alert").getByText(says.ko.unreachable).waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: says.ko.again }).click();
    await shown(page, "ko");
  });

  test("without a connection the last numbers stay and the page says so", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360 }, served.admin());
    const { page } = visit;
    await page.goto(served.url + march);
    await shown(page, "ko");
    await page.context().setOffline(true);
    await page.getByText(says.ko.offline).waitFor();
    expect(await rowOf(page, says.ko.raj).innerText()).toContain("11 / 15");
    await page.context().setOffline(false);
    await page.getByText(says.ko.offline).waitFor({ state: "detached" });
  });

  test("language and brightness are chosen once and kept", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const { page } = visit;
    await page.goto(served.url + march);
    await shown(page, "en");
    await page.getByRole("button", { name: "한국어" }).click();
    await shown(page, "ko");
    await page.getByRole("combobox", { name: "화면 밝기" }).click();
    await page.getByRole("option", { name: "어둡게" }).click();
    await page.reload();
    await shown(page, "ko");
    expect(
      await page.evaluate(() => [
        document.documentElement.lang,
        document.documentElement.dataset["theme"],
        getComputedStyle(document.documentElement).backgroundColor,
      ]),
    ).toEqual(["ko", "dark", "rgb(17, 19, 23)"]);
  });

  test("no script is inlined", async () => {
    await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin());
    const policy = (await visit.page.goto(served.url))?.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).not.toContain("unsafe-inline");
  });

  // From here on the server has two companies.
  test("of several companies one signs in to theirs, and the address keeps it", async () => {
    const company = { ...companyFile.company, id: "남풍", name: { en: "Southwind Advisory", ko: "남풍 자산관리" } };
    await served.addCompany({ ...companyFile, company });
    await using visit = await reader(browser, { language: "ko", width: 360 });
    const { page } = visit;
    await page.goto(`${served.url}/?company=남풍`);
    const field = page.getByRole("textbox", { name: /^회사/ });
    await field.waitFor();
    expect(await field.inputValue()).toBe("남풍");
    await page.getByRole("textbox", { name: /이메일 주소/ }).fill("admin@company.example");
    await page.getByLabel("비밀번호", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("banner").getByText("남풍 자산관리").waitFor();
    await page.getByRole("link", { name: says.ko.earlier }).click();
    await page.waitForURL(/on=/);
    expect(new URL(page.url()).searchParams.get("company")).toBe("남풍");
    await page.getByRole("link", { name: "Attain" }).click();
    await page.waitForURL((url) => !url.searchParams.has("on"));
    expect(new URL(page.url()).searchParams.get("company")).toBe("남풍");
  });

  describe("of members who changed team", () => {
    const moved = "/team?company=eastwind&on=2026-03-31";
    beforeAll(async () => {
      await served.addCompany(movedCompany);
      await served.send("POST", "/activities", movedActivities, movedCompany.company.id);
    });

    const words = {
      en: {
        doyun: "Doyun Seo",
        sora: "Sora Park",
        byTeam: "By team",
        newcomers: "Newcomers",
        excused: "excused",
        own: /Only what was done on these days/,
      },
      ko: { doyun: "서도윤", sora: "박소라", byTeam: "팀별", newcomers: "신입지점", excused: "면제", own: /이 날짜에 한 활동만/ },
    } as const;

    test.each(looks)("each team's part is shown, and what is excused is called so ($language, $width px)", async (look) => {
      await using visit = await reader(browser, look, served.admin("eastwind"));
      const { page, complaints } = visit;
      const say = words[look.language];
      await page.goto(served.url + moved);
      const sora = rowOf(page, say.sora);
      await sora.waitFor();
      await settled(page);
      expect(await sora.innerText()).toMatch(/0 \/ 0/);
      expect(await sora.innerText()).toContain(say.excused);
      expect(await fits(page)).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, `moved-${look.language}-${look.width}`);

      await rowOf(page, say.doyun).getByRole("link", { name: says[look.language].calls }).click();
      const panel = page.getByRole("complementary", { name: say.doyun });
      await panel.getByRole("heading", { name: say.byTeam }).waitFor();
      const split = panel.getByRole("region", { name: say.byTeam });
      expect(await split.getByRole("row").filter({ hasText: say.newcomers }).innerText()).toMatch(/15.*13 \/ 12/s);
      expect(await panel.getByRole("region", { name: says[look.language].derivation }).innerText()).toMatch(/25 × 15\/31/);
      await settled(page);
      expect(await fits(page)).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
      await split.scrollIntoViewIfNeeded();
      await picture(page, `moved-member-${look.language}-${look.width}`);

      // 12 of Doyun and 25 of Sora; of the newcomers nobody is asked for e-mails.
      await page.goto(`${served.url}${moved}&by=team`);
      await rowOf(page, says[look.language].newcomers).waitFor();
      expect(await rowOf(page, says[look.language].newcomers).innerText()).toMatch(/38 \/ 37.*0 \/ 0/s);
      expect(await fits(page)).toBe(true);
      await picture(page, `moved-teams-${look.language}-${look.width}`);

      await page.goto(`${served.url}${moved}&member=doyun&metric=emails`);
      await panel.getByText(say.own).waitFor();
      expect(complaints).toEqual([]);
    });
  });
});
