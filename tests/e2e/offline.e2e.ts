import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, launchKept, reader } from "./browser.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

/** What a form without a connection leaves on the device. */
const leaveOnDevice = (page: Page, externalId: string, account: string): Promise<void> =>
  page.evaluate(
    ([id, whose]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("attain", 1);
        opening.addEventListener("success", () => {
          const transaction = opening.result.transaction("waiting", "readwrite");
          const activity = {
            source: "attain",
            externalId: id,
            member: "raj",
            kind: "call",
            direction: "outbound",
            occurredAt: "2026-03-20T10:00:00+09:00",
            durationSeconds: 90,
            provenance: "self_reported",
          };
          transaction
            .objectStore("waiting")
            .put({ externalId: id, account: whose, company: "northwind", activity, enteredAt: "2026-03-20T01:00:00.000Z" });
          transaction.addEventListener("complete", () => resolve());
          transaction.addEventListener("abort", () => reject(new Error("not kept")));
        });
      }),
    [externalId, account] as const,
  );

const left = (page: Page): Promise<{ readonly waiting: number; readonly answers: boolean }> =>
  page.evaluate(async () => {
    const waiting = await new Promise<number>((resolve) => {
      const opening = indexedDB.open("attain", 1);
      opening.addEventListener("success", () => {
        const count = opening.result.transaction("waiting").objectStore("waiting").count();
        count.addEventListener("success", () => resolve(count.result));
      });
    });
    return { waiting, answers: (await caches.keys()).some((name) => name.startsWith("attain-answers")) };
  });

describe.skipIf(browserPath === undefined)("without a connection", () => {
  let served: Served;
  let browser: Browser;
  let raj: Cookie;
  let account: string;
  beforeAll(async () => {
    [served, browser] = await Promise.all([serveCompany(), launch()]);
    raj = await served.signedIn({ email: "raj@northwind.example", roles: ["rep"], member: "raj" });
    const answer = await fetch(`${served.url}/api/v1/session`, { headers: { cookie: `${raj.name}=${raj.value}` } });
    account = ((await answer.json()) as { readonly signedIn: { readonly user: { readonly id: string } } }).signedIn.user.id;
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test("what was seen opens, what is entered waits and is sent once, and signing out leaves nothing", async () => {
    await using visit = await reader(browser, { language: "ko", width: 360, isKept: true }, raj);
    const { page } = visit;
    const context = page.context();
    await page.goto(`${served.url}/team?on=2026-03-31`);
    const number = page.getByText(/^11 \/ 15/).first();
    await number.waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // Every page's files are kept before long, and what is asked from the worker's first page on.
    await expect
      .poll(
        () =>
          page.evaluate(async () => {
            const manifest = (await (await fetch("/files.json")).json()) as Readonly<Record<string, { readonly file: string }>>;
            const found = await Promise.all(Object.values(manifest).map(({ file }) => caches.match(`${location.origin}/${file}`)));
            return found.every((each) => each !== undefined);
          }),
        { timeout: 30_000 },
      )
      .toBe(true);
    await page.reload();
    await number.waitFor();
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

    await context.setOffline(true);
    await page.reload();
    await number.waitFor();
    await page.getByText("마지막으로 읽은 숫자를 보여 드려요", { exact: false }).waitFor();
    await leaveOnDevice(page, "in-a-lift", account);
    await leaveOnDevice(page, "somebody-elses", "another-account");
    await page.reload();
    await page.getByText("보내기를 기다리는 기록이 1건 있어요.").waitFor();

    await context.setOffline(false);
    await page.getByText("보내기를 기다리는 기록이 1건 있어요.").waitFor({ state: "detached" });
    await page
      .getByText(/^12 \/ 15/)
      .first()
      .waitFor();
    expect(await left(page)).toEqual({ waiting: 1, answers: true });

    page.on("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: /^계정: / }).click();
    await page.getByRole("button", { name: "로그아웃" }).click();
    await page.getByRole("heading", { name: "로그인" }).waitFor();
    await expect.poll(() => left(page)).toEqual({ waiting: 0, answers: false });
  });

  test("the browser offers to install it, by a name, icons and a start of its own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "attain-browser-"));
    const context = await launchKept(folder);
    try {
      const mina = await served.signedIn({ email: "mina@northwind.example", roles: ["rep"], member: "mina" });
      await context.addCookies([{ ...mina, httpOnly: true, sameSite: "Lax" }]);
      const page = await context.newPage();
      await page.goto(`${served.url}/today`);
      await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      const browserOfIt = await context.newCDPSession(page);
      expect((await browserOfIt.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
      const { errors, data = "" } = await browserOfIt.send("Page.getAppManifest");
      expect(errors).toEqual([]);
      const { icons } = JSON.parse(data) as { readonly icons: readonly { readonly src: string; readonly sizes: string }[] };
      const sizes = await page.evaluate(
        (sources) =>
          Promise.all(
            sources.map(async (source) => {
              const image = new Image();
              image.src = source;
              await image.decode();
              return `${image.naturalWidth}x${image.naturalHeight}`;
            }),
          ),
        icons.filter(({ src }) => src.endsWith(".png")).map(({ src }) => src),
      );
      expect(sizes).toEqual(icons.filter(({ src }) => src.endsWith(".png")).map((icon) => icon.sizes));
    } finally {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
