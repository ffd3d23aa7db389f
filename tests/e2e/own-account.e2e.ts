import { readFile } from "node:fs/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, latinWords, launch, looks, looksRight, reader, type Look } from "./browser.ts";
import { PASSWORD, serveCompany, type Served } from "./served-company.ts";

const says = {
  en: {
    add: "Add a passkey",
    name: /^Name/,
    passkeys: "Passkeys",
    proof: "Show that it is you",
    password: "Password",
    remove: (name: string) => `Remove: ${name}`,
    removeNow: "Remove now",
    menu: /^Account: /,
    signOut: "Sign out",
    byPasskey: "Sign in with a passkey",
    toRead: "Download to read",
    forPrograms: "Download for programs",
    own: "E-mail address or member code",
  },
  ko: {
    add: "패스키 추가",
    name: /^이름/,
    passkeys: "패스키",
    proof: "본인 확인",
    password: "비밀번호",
    remove: (name: string) => `지우기: ${name}`,
    removeNow: "지금 지우기",
    menu: /^계정: /,
    signOut: "로그아웃",
    byPasskey: "패스키로 로그인",
    toRead: "읽기용으로 내려받기",
    forPrograms: "프로그램용으로 내려받기",
    own: "이메일 주소 또는 구성원 코드",
  },
} as const;

/** An account each: a member has one. */
const members: Readonly<Record<string, string>> = { "en-360": "raj", "ko-1440": "mina", "ko-360": "jiwoo", "en-1440": "sora" };

/** A device with a lock of its own, as the browser's developers give one. */
const withDevice = async (page: Page): Promise<{ readonly device: CDPSession; readonly authenticatorId: string }> => {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { device, authenticatorId };
};

const inKorean = async (page: Page, { language }: Look, names: readonly string[] = []): Promise<void> => {
  if (language === "ko") expect(await latinWords(page, ["Northwind", "node", ...names])).toEqual([]);
};

describe.skipIf(browserPath === undefined)("one's own account in a browser", () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)(
    "a passkey is added, signs in without a password, and opens nothing once it is removed ($language, $width px)",
    async (look) => {
      const email = `passkey-${look.language}-${look.width}@northwind.example`;
      const session = await served.signedIn({ email, roles: ["admin"] });
      await using visit = await reader(browser, look, session);
      const { page, complaints } = visit;
      const words = says[look.language];
      const { device, authenticatorId } = await withDevice(page);
      await page.goto(`${served.url}/account`);
      await page.getByRole("button", { name: words.add }).click();
      const name = look.language === "ko" ? "회사 노트북" : "Laptop at work";
      const proof = page.getByRole("group", { name: words.proof });
      await page.getByRole("textbox", { name: words.name }).fill(name);
      await proof.getByLabel(words.password, { exact: true }).fill(PASSWORD);
      await looksRight(page, "passkey-new", look);
      await page.getByRole("button", { name: words.add }).click();
      const list = page.getByRole("list", { name: words.passkeys });
      await list.getByText(name).waitFor();
      await list.scrollIntoViewIfNeeded();
      await looksRight(page, "passkey-added", look);
      await inKorean(page, look);
      const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
      expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

      await page.getByRole("button", { name: words.menu }).click();
      await page.getByRole("button", { name: words.signOut }).click();
      await page.getByRole("button", { name: words.byPasskey }).waitFor();
      await looksRight(page, "sign-in-by-passkey", look);
      await inKorean(page, look);
      await page.getByRole("button", { name: words.byPasskey }).click();
      await page.getByRole("button", { name: words.menu }).waitFor();
      await page.goto(`${served.url}/account`);
      await page.getByRole("main").getByText(email).waitFor();
      expect(complaints).toEqual([]);

      await page.getByRole("button", { name: words.remove(name) }).click();
      await proof.getByLabel(words.password, { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: words.removeNow, exact: true }).click();
      await list.waitFor({ state: "detached" });
      await page.getByRole("button", { name: words.menu }).click();
      await page.getByRole("button", { name: words.signOut }).click();
      // Others still have one, and the device still offers what it has kept.
      const answer = await page.request.post(`${served.url}/api/v1/session/passkey/options`, { data: {} });
      expect(answer.ok()).toBe(true);
      const byPasskey = page.getByRole("button", { name: words.byPasskey });
      await page.getByRole("textbox", { name: words.own }).waitFor();
      if (await byPasskey.isVisible()) {
        await byPasskey.click();
        await page.getByRole("alert").waitFor();
        await looksRight(page, "passkey-unknown", look);
        await inKorean(page, look);
      }
    },
  );

  test.each(looks)("what is stored about somebody is downloaded, to be read and for programs ($language, $width px)", async (look) => {
    const email = `own-${look.language}-${look.width}@northwind.example`;
    const member = members[`${look.language}-${look.width}`] ?? "raj";
    const session = await served.signedIn({ email, roles: ["rep"], member });
    await using visit = await reader(browser, look, session);
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}/account`);
    const saved = async (button: string): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
      return readFile(await download.path(), "utf8");
    };
    const text = await saved(words.toRead);
    expect(text).toContain(email);
    expect(text).toMatch(look.language === "ko" ? /계정\n/ : /Account\n/);
    const json = JSON.parse(await saved(words.forPrograms)) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    expect(json["users: Account"]).toMatchObject([{ email, roles: ["rep"] }]);
    expect(json["activities: Their records"]?.length).toBeGreaterThan(4);
    await looksRight(page, "own-data", look, page.getByRole("button", { name: words.toRead }));
    await inKorean(page, look);
    expect(complaints).toEqual([]);
  });
});
