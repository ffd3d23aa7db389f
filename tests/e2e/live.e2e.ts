import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, reader } from "./browser.ts";
import { serveCompany, type Served } from "./served-company.ts";

const streaming = (page: Page): Promise<unknown> => page.waitForResponse((answer) => answer.url().includes("/api/v1/live"));

describe.skipIf(browserPath === undefined)("what is shown follows what is there", () => {
  let served: Served;
  let browser: Browser;
  beforeAll(async () => {
    [served, browser] = await Promise.all([serveCompany(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  let count = 0;
  const call = async (member: string): Promise<void> => {
    count += 1;
    const occurredAt = `2026-03-20T1${count % 10}:00:00+09:00`;
    await served.send("POST", "/activities", {
      source: "dialer",
      externalId: `live-${count}`,
      member,
      kind: "call",
      direction: "outbound",
      durationSeconds: 90,
      occurredAt,
    });
  };

  test("a record that comes in moves the number on another screen, and nothing else there", async () => {
    await using looking = await reader(browser, { language: "ko", width: 1440 }, served.admin());
    const { page } = looking;
    await Promise.all([streaming(page), page.goto(`${served.url}/team?on=2026-03-31`)]);
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText("라지", { exact: true }) });
    const calls = row.getByRole("link", { name: "발신 통화" });
    await expect.poll(() => calls.innerText(), { timeout: 30_000 }).toContain("11 / 15");
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.mouse.move(720, 250);
    await page.mouse.wheel(0, 120);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(120);
    await calls.focus();
    await call("raj");
    await expect.poll(() => calls.innerText(), { timeout: 30_000 }).toContain("12 / 15");
    expect(await calls.locator(".moved").textContent()).toBe("12");
    expect(await calls.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(120);
    expect(looking.complaints).toEqual([]);
  });

  test("what another one has recorded is no business of a rep's page: it is not read again", async () => {
    const session = await served.signedIn({ email: "sora@northwind.example", roles: ["rep"], member: "sora" });
    await using own = await reader(browser, { language: "en", width: 360 }, session);
    const readings: string[] = [];
    own.page.on("request", (request) => request.url().includes("/api/v1/attainment") && readings.push(request.url()));
    await Promise.all([streaming(own.page), own.page.goto(`${served.url}/team?on=2026-03-31`)]);
    await own.page
      .getByText(/^0 \/ 25/)
      .first()
      .waitFor();
    const before = readings.length;
    await call("raj");
    await call("sora");
    await own.page
      .getByText(/^1 \/ 25/)
      .first()
      .waitFor();
    // Her own was read again, once; Raj's did not ask for it.
    expect(readings.length).toBe(before + 1);
  });

  test("two tabs of one browser hold one stream between them, and the one that is left goes on", async () => {
    const session = await served.signedIn({ email: "junho@northwind.example", roles: ["rep"], member: "junho" });
    await using first = await reader(browser, { language: "en", width: 1440 }, session);
    const second = await first.page.context().newPage();
    let streams = 0;
    first.page.context().on("request", (request) => request.url().includes("/api/v1/live") && (streams += 1));
    const at = `${served.url}/team?on=2026-03-31`;
    await Promise.all([streaming(first.page), first.page.goto(at)]);
    await second.goto(at);
    await second
      .getByText(/^0 \/ 15/)
      .first()
      .waitFor();
    await second.bringToFront();
    await call("junho");
    await second
      .getByText(/^1 \/ 15/)
      .first()
      .waitFor();
    expect(streams).toBe(1);
    await Promise.all([streaming(second), first.page.close()]);
    await call("junho");
    await second
      .getByText(/^2 \/ 15/)
      .first()
      .waitFor();
  });

  test("a server that is gone for a while is said calmly, and what was missed is read once it is back", async () => {
    const session = await served.signedIn({ email: "jiwoo@northwind.example", roles: ["rep"], member: "jiwoo" });
    await using looking = await reader(browser, { language: "ko", width: 360 }, session);
    const { page } = looking;
    let isGone = false;
    await page.context().route(/\/api\/v1\//, (route) => (isGone ? route.abort("connectionrefused") : route.continue()));
    await page.goto(`${served.url}/team?on=2026-03-31`);
    await page
      .getByText(/^10 \/ 25/)
      .first()
      .waitFor();
    isGone = true;
    await page.context().setOffline(true);
    await page.getByText("연결이 끊겼어요", { exact: false }).waitFor();
    await call("jiwoo");
    isGone = false;
    await page.context().setOffline(false);
    await page
      .getByText(/^11 \/ 25/)
      .first()
      .waitFor();
    await page.getByText("연결이 끊겼어요", { exact: false }).waitFor({ state: "hidden" });
  });
});
