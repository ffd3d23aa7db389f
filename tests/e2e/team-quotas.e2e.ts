import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { branchActivities, branchCompany } from "../branch-company.ts";
import { browserPath, launch, looks, picture, reader, seriousFindings } from "./browser.ts";
import { serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    title: "Teams' quotas",
    contracts: /Contracts.*28 \/ 100/,
    personal: "members' own targets: 90 (+10)",
    heads: "of 18 members",
    jiwoo: "Jiwoo Han",
  },
  ko: { title: "팀 할당량", contracts: /계약.*28 \/ 100/, personal: "구성원 목표치 합계 90 (+10)", heads: "전체 18명", jiwoo: "한지우" },
} as const;

const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe.skipIf(browserPath === undefined)("quotas of teams in a browser", () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    await served.addCompany(branchCompany);
    await served.send("POST", "/activities", branchActivities, branchCompany.company.id);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)(
    "a team's number stands beside its members' targets and opens by keyboard down to them ($language, $width px)",
    async (look) => {
      await using visit = await reader(browser, look, served.admin("southwind"));
      const { page, complaints } = visit;
      const say = says[look.language];
      await page.goto(`${served.url}/team?company=southwind&on=2026-03-31`);
      const section = page.getByRole("region", { name: say.title });
      await section.waitFor();
      expect(await section.innerText()).toContain(say.personal);
      expect(await section.innerText()).toContain(say.heads);
      const quota = section.getByRole("button", { name: say.contracts });
      await quota.focus();
      await page.keyboard.press("Enter");
      await section.getByText(say.jiwoo).waitFor();
      expect(await quota.getAttribute("aria-expanded")).toBe("true");
      expect(new URL(page.url()).searchParams.get("given")).toBe("seoul/branch/0");
      expect(await fits(page)).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, `team-quotas-${look.language}-${look.width}`);
      await page.keyboard.press("Enter");
      await section.getByText(say.jiwoo).waitFor({ state: "detached" });
      expect(complaints).toEqual([]);
    },
  );
});
