import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, latinWords, launch, looks, looksRight, reader, type Look } from "./browser.ts";
import { activities, companyFile } from "./company.ts";
import { serveEmpty, type Served } from "./served-company.ts";

const says = {
  en: {
    endNamed: (name: string) => `End: ${name}`,
    endKey: "End the key",
    showEnded: /^Show (?:one|\d+) that/,
    erase: "Erase a person",
    member: /^Member/,
    prospect: "Prospect",
    prospectName: /^Prospect/,
    goOn: "Go on",
    goes: "What goes, for good",
    stays: "What stays",
    toRead: "Download to read",
    reason: /^Reason/,
    type: (name: string) => `Type ${name} to go on`,
    sure: "Erase for good",
    done: /stands for them from now on/,
    close: "Close",
    employed: /is still employed/,
    erasures: "Who was erased",
    why: "they asked for it",
    sessions: /^Ended sessions/,
    prospects: /^Prospects without any contact/,
    keep: "Keep",
    kept: "Kept.",
    due: /^These are older than that/,
    keepSure: "Keep, and let them go",
    cancel: "Cancel",
    meanwhile: /Somebody else has changed this meanwhile/,
    showNow: "Show how it is now",
    edit: (name: string) => `Edit: ${name}`,
  },
  ko: {
    endNamed: (name: string) => `끝내기: ${name}`,
    endKey: "키 끝내기",
    showEnded: /^끝난 키 \d+개 보기/,
    erase: "개인정보 삭제",
    member: /^구성원/,
    prospect: "잠재 고객",
    prospectName: /^잠재 고객/,
    goOn: "계속",
    goes: "완전히 지워지는 것",
    stays: "남는 것",
    toRead: "읽기용으로 내려받기",
    reason: /^이유/,
    type: (name: string) => `계속하려면 ‘${name}’ 입력`,
    sure: "완전히 삭제",
    done: /이제 erased-\d+\(으\)로만 남아요/,
    close: "닫기",
    employed: /아직 재직 중/,
    erasures: "삭제한 사람",
    why: "본인 요청",
    sessions: /^끝난 로그인/,
    prospects: /^연락이 없는 잠재 고객/,
    keep: "저장",
    kept: "저장했어요.",
    due: /^그보다 오래된 것이에요/,
    keepSure: "저장하고 지우기",
    cancel: "취소",
    meanwhile: /그사이 다른 사람이 바꿨어요/,
    showNow: "지금 상태 보기",
    edit: (name: string) => `고치기: ${name}`,
  },
} as const;

const tagOf = ({ language, width }: Look): string => `${language}-${width}`;

/** Somebody for each look who has left. */
const left = looks.map((look) => ({
  id: `left-${tagOf(look)}`,
  name: { en: `Eve Marlow ${look.width}`, ko: `이영희 ${look.width}` },
  role: "rep",
  team: "advisers",
  employedThrough: "2026-05-31",
}));

/** Somebody who will leave. */
const gone = { id: "gone", name: { en: "Gone Girl", ko: "떠난 이" }, role: "rep", team: "advisers" };

const inKorean = async (page: Page, { language }: Look, names: readonly string[] = []): Promise<void> => {
  if (language === "ko") expect(await latinWords(page, ["admin", "erased", says.en.why, ...names])).toEqual([]);
};

describe.skipIf(browserPath === undefined)("who comes in and what is kept, in a browser", () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveEmpty()]);
    const file = { ...companyFile, members: [...companyFile.members, ...left, gone] };
    await served.addCompany(file);
    const call = { source: "dialer", kind: "call", occurredAt: "2026-03-03T10:00:00+09:00", durationSeconds: 90 };
    await served.send("POST", "/activities", [
      ...activities,
      ...left.map(({ id }) => ({ ...call, externalId: id, member: id, prospect: `${id}@prospects.example`, subject: "about Eve Marlow" })),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test("from the account of who has left it is not far to erasing them", async () => {
    const look = { language: "en", width: 1440 } as const;
    const { edit, erase, sure, type, reason, why, done, close } = says.en;
    const email = "gone@northwind.example";
    await served.signedIn({ email, roles: ["rep"], member: "gone" });
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    await page.goto(`${served.url}/access`);
    await page.getByRole("button", { name: edit(email) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    // Who has not left is not offered to be erased.
    expect(await dialog.getByRole("button", { name: erase }).count()).toBe(0);
    const file = await (await page.request.get(`${served.url}/api/v1/company/file`)).json();
    const members = (file as typeof companyFile).members.map((each) =>
      each.id === "gone" ? { ...each, employedThrough: "2026-06-30" } : each,
    );
    await served.send("PUT", "/company", { ...(file as object), members });
    await page.reload();
    await page.getByRole("button", { name: edit(email) }).click();
    await dialog.getByRole("button", { name: erase }).scrollIntoViewIfNeeded();
    await looksRight(page, "edit-left", look);
    await dialog.getByRole("button", { name: erase }).click();
    await dialog.getByLabel(type("Gone Girl")).fill("Gone Girl");
    await dialog.getByLabel(reason).fill(why);
    await dialog.getByRole("button", { name: sure }).click();
    await dialog.getByText(done).waitFor();
    await dialog.getByRole("button", { name: close }).last().click();
    await page.getByRole("row").filter({ hasText: email }).waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a key that is ended lets nobody in any more ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    const name = `dialer-${tagOf(look)}`;
    const made = await page.request.post(`${served.url}/api/v1/api-keys`, { data: { name, scopes: ["activities:read"] } });
    const { key } = (await made.json()) as { readonly key: string };
    const asks = () => fetch(`${served.url}/api/v1/activities`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asks()).status).toBe(200);
    await page.goto(`${served.url}/access/keys`);
    expect(await page.innerText("body")).not.toContain(key);
    await page.getByRole("button", { name: words.endNamed(name) }).click();
    await looksRight(page, "key-end", look);
    await inKorean(page, look, [name]);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.endKey }).click();
    await dialog.getByRole("button", { name: words.endKey }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(words.showEnded).click();
    await page.getByRole("row").filter({ hasText: name }).waitFor();
    await looksRight(page, "keys-ended", look);
    expect((await asks()).status).toBe(401);
    expect(complaints).toEqual([]);
  });

  test.each(looks)(
    "who has left is erased once their name is typed, and is told by an id from then on ($language, $width px)",
    async (look) => {
      await using visit = await reader(browser, look, served.admin());
      const { page, complaints } = visit;
      const words = says[look.language];
      const { id, name } = left.find((each) => each.id === `left-${tagOf(look)}`) ?? { id: "", name: { en: "", ko: "" } };
      const shown = name[look.language];
      await page.goto(`${served.url}/access/personal-data`);
      await page.getByRole("button", { name: words.erase }).click();
      const dialog = page.getByRole("dialog");
      await looksRight(page, "erase-who", look);
      await inKorean(page, look);
      await dialog.getByLabel(words.member).fill("raj");
      await dialog.getByRole("button", { name: words.goOn }).click();
      const typeIn = (called: string): Locator => dialog.getByLabel(words.type(called));
      const raj = look.language === "ko" ? "라지" : "Raj";
      await typeIn(raj).fill(raj);
      await dialog.getByLabel(words.reason).fill(words.why);
      await dialog.getByRole("button", { name: words.sure }).click();
      await dialog.getByText(words.employed).waitFor();
      await dialog.getByRole("button", { name: words.cancel }).click();

      await dialog.getByLabel(words.member).fill(shown);
      await dialog.getByRole("button", { name: words.goOn }).click();
      await dialog.getByRole("heading", { name: words.goes }).waitFor();
      await dialog.getByRole("heading", { name: words.stays }).waitFor();
      await looksRight(page, "erase-what", look);
      await inKorean(page, look, [id]);
      const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: words.toRead }).click()]);
      expect(await readFile(await download.path(), "utf8")).toContain(name.en);
      const sure = dialog.getByRole("button", { name: words.sure });
      await dialog.getByLabel(words.reason).fill(words.why);
      expect(await sure.isDisabled()).toBe(true);
      await typeIn(shown).fill("somebody");
      expect(await sure.isDisabled()).toBe(true);
      await typeIn(shown).fill(shown);
      await looksRight(page, "erase-sure", look, sure);
      await sure.click();
      await dialog.getByText(words.done).waitFor();
      await looksRight(page, "erased", look);
      await inKorean(page, look, [id]);
      await dialog.getByRole("button", { name: words.close }).last().click();
      const list = page.getByRole("table", { name: words.erasures });
      await list.getByText(words.why).first().waitFor();
      await looksRight(page, "erasures", look, list);
      await inKorean(page, look);
      expect(await page.innerText("body")).not.toContain("Marlow");
      expect((await page.request.get(`${served.url}/api/v1/members/${id}/personal-data`)).status()).toBe(404);
      // Who is employed is answered by 422, which the browser reports.
      expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
    },
  );

  test.each(looks)("a prospect is erased by any of their names ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page } = visit;
    const words = says[look.language];
    const address = `prospect-0-${looks.indexOf(look)}@example.com`;
    await page.goto(`${served.url}/access/personal-data`);
    await page.getByRole("button", { name: words.erase }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.prospect }).click();
    await dialog.getByLabel(words.prospectName).fill("nobody@example.com");
    await dialog.getByRole("button", { name: words.goOn }).click();
    await dialog.getByRole("alert").waitFor();
    await looksRight(page, "erase-nobody", look);
    await inKorean(page, look);
    await dialog.getByLabel(words.prospectName).fill(address);
    await dialog.getByRole("button", { name: words.goOn }).click();
    await dialog.getByLabel(words.type(address)).fill(address);
    await dialog.getByLabel(words.reason).fill(words.why);
    await dialog.getByRole("button", { name: words.sure }).click();
    await dialog.getByText(words.done).waitFor();
    expect((await page.request.get(`${served.url}/api/v1/prospects/${address}`)).status()).toBe(404);
  });

  test.each(looks)("how long is kept is changed; what goes by it is told first ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    const number = looks.indexOf(look);
    await served.send("PUT", "/retention", {});
    await page.goto(`${served.url}/access/personal-data`);
    const [sessions, prospects] = [page.getByLabel(words.sessions), page.getByLabel(words.prospects)];
    await sessions.fill(String(24 + number));
    await page.getByRole("button", { name: words.keep, exact: true }).click();
    await page.getByText(words.kept).waitFor();
    await looksRight(page, "retention", look);
    await inKorean(page, look);

    // In March was the last that anybody heard of them.
    await prospects.fill(String(3 + number));
    await page.getByRole("button", { name: words.keep, exact: true }).click();
    await page.getByText(words.due).waitFor();
    await looksRight(page, "retention-due", look);
    await inKorean(page, look);
    await page.getByRole("button", { name: words.cancel }).click();
    await page.getByText(words.due).waitFor({ state: "detached" });

    // Somebody else changes it under the page.
    const now = await page.request.get(`${served.url}/api/v1/retention`);
    const theirs = await page.request.put(`${served.url}/api/v1/retention`, {
      data: { sessions: 60 + number },
      headers: { "if-match": now.headers()["etag"] ?? "" },
    });
    expect(theirs.status()).toBe(200);
    await sessions.fill("12");
    await page.getByRole("button", { name: words.keep, exact: true }).click();
    await page.getByText(words.meanwhile).waitFor();
    await looksRight(page, "retention-conflict", look);
    await page.getByRole("button", { name: words.showNow }).click();
    await expect.poll(() => sessions.inputValue()).toBe(String(60 + number));
    await prospects.fill(String(3 + number));
    await page.getByRole("button", { name: words.keep, exact: true }).click();
    await page.getByRole("button", { name: words.keepSure }).click();
    await page.getByText(words.kept).waitFor();
    const kept = (await (await page.request.get(`${served.url}/api/v1/retention`)).json()) as Readonly<Record<string, unknown>>;
    expect(kept).toMatchObject({ sessions: 60 + number, prospectsWithoutContact: 3 + number });
    expect(complaints.filter((each) => !each.includes("412"))).toEqual([]);
  });
});
