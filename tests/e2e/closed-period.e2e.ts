import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { companyFile } from "./company.ts";
import { browserPath, launch, picture, reader, seriousFindings } from "./browser.ts";
import { serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    closed: /closed by admin on/,
    mina: "Mina Kim",
    raj: "Raj",
    changed: "changed since closing",
    before: "When the period was closed: 19 / 15, met",
    week: "When the period was closed: 0 / 1, missed",
  },
  ko: {
    closed: /admin 마감/,
    mina: "김민아",
    raj: "라지",
    changed: "마감 뒤 변경",
    before: "마감할 때 19 / 15, 달성",
    week: "마감할 때 0 / 1, 미달",
  },
} as const;

describe.skipIf(browserPath === undefined)("a closed period in a browser", () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    const weekly = { over: { cadence: "week", of: { metric: "social", target: 1 }, atLeast: 2 } };
    const habit = { id: "habit", name: { en: "Every week", ko: "매주" }, cadence: "month", for: { team: "advisers" }, require: weekly };
    await served.send("PUT", "/company", { ...companyFile, plans: [...companyFile.plans, habit] }, companyFile.company.id);
    await served.send("POST", "/closures", { cadence: "month", on: "2026-03-31" }, companyFile.company.id);
    const late = { source: "dialer", externalId: "late", member: "mina", kind: "call", direction: "outbound", durationSeconds: 90 };
    const lateWeek = { ...late, externalId: "late-week", kind: "social_contact", prospect: "late@example.com" };
    await served.send(
      "POST",
      "/activities",
      [
        { ...late, occurredAt: "2026-03-31T10:00:00+09:00" },
        { ...lateWeek, occurredAt: "2026-03-25T10:00:00+09:00" },
      ],
      companyFile.company.id,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each([
    { language: "en", width: 360, theme: "dark" },
    { language: "ko", width: 1440, theme: "light" },
  ] as const)("who closed it and when, and what came late beside what was closed ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/team?on=2026-03-31`);
    await page.getByText(say.closed).waitFor();
    const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText(name, { exact: true }) });
    await row(say.mina).getByText(say.changed).first().waitFor();
    expect(await row(say.raj).getByText(say.changed).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, `closed-${look.language}-${look.width}`);
    await row(say.mina).first().getByRole("link").nth(1).click();
    const panel = page.getByRole("complementary", { name: say.mina });
    await panel.getByText(say.before).waitFor();
    expect(await panel.innerText()).toMatch(/20\s*\/ 15/);
    await page.goto(`${served.url}/team?on=2026-03-31&member=mina&metric=social`);
    await panel.getByText(say.week).waitFor();
    expect(await panel.getByText(say.week).count()).toBe(1);
    await picture(page, `closed-week-${look.language}-${look.width}`);
    await page.goto(`${served.url}/team?on=2026-02-28`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByText(say.closed).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
