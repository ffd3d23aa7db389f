import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, latinWords, launch, looksRight, reader, tooWide, type Look } from "./browser.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { serveSample, type SampleServed } from "./served-company.ts";

const says = {
  en: {
    padder: "Oh Taesik",
    shown: "What is shown",
    talk: "One-to-one",
    open: "Agreed and still open",
    notCounted: /^Did not count since /,
    standing: "Where Oh Taesik stands",
    before: "The last periods",
    write: "Note a talk",
    said: "What was said",
    agreed: /^What was agreed/,
    dueOn: "By when",
    save: "Keep the note",
    isKept: "Kept.",
    failed: "The note could not be kept",
    again: "Try again",
    change: /^Change the note of /,
    delete: /^Delete the note of /,
    undo: "Undo",
    saveOver: "Keep mine",
    mine: "Talked about the lunch list",
    promise: "Bring the list",
    other: "Talked about the lunch list, twice",
  },
  ko: {
    padder: "오태식",
    shown: "보이는 것",
    talk: "일대일 면담",
    open: "약속했고 아직 남은 것",
    notCounted: /이후 인정되지 않은 기록$/,
    standing: "오태식 님의 진도",
    before: "지난 기간",
    write: "메모 적기",
    said: "나눈 이야기",
    agreed: /^약속한 것/,
    dueOn: "언제까지",
    save: "메모 저장",
    isKept: "저장했어요.",
    failed: "메모를 저장하지 못했어요",
    again: "다시 시도",
    change: /메모 고치기$/,
    delete: /메모 지우기$/,
    undo: "되돌리기",
    saveOver: "내 글로 저장",
    mine: "점심 명단을 두고 이야기함",
    promise: "명단 가져오기",
    other: "점심 명단을 두고 두 번 이야기함",
  },
} as const;

const everyLook = [
  { language: "ko", width: 360, theme: "light" },
  { language: "en", width: 1440, theme: "dark" },
] as const satisfies readonly Look[];

describe.skipIf(browserPath === undefined)("a one-to-one, in a browser", { timeout: 300_000 }, () => {
  let browser: Browser;
  let served: SampleServed;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveSample()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** Of what is told and noted of a member, which is asked for. */
  const asked = (page: Page): { readonly calls: string[] } => {
    const calls: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (/\/(?:notes|one-to-one)$/.test(pathname)) calls.push(pathname.replace("/api/v1", ""));
    });
    return { calls };
  };

  test.each(everyLook)(
    "whoever leads somebody opens it, sees what there is to talk about, keeps a note through a lost connection, changes it, and deletes it and not ($language, $width px)",
    async (look) => {
      const words = says[look.language];
      await using visit = await reader(browser, look, await served.enter("jung-minjeong@morning-calm.example"));
      const { page, complaints, settled } = visit;
      const { calls } = asked(page);
      await page.goto(`${served.url}/team?member=oh-taesik`);
      await settled();
      expect(calls).toEqual([]);
      const panel = page.getByRole("complementary", { name: words.padder });
      await panel.getByRole("group", { name: words.shown }).getByRole("button", { name: words.talk }).click();
      await panel.getByRole("heading", { name: words.open }).waitFor();
      await settled();
      expect(calls.toSorted()).toEqual(["/members/oh-taesik/notes", "/members/oh-taesik/one-to-one"]);
      for (const name of [words.standing, words.before, words.notCounted]) await panel.getByRole("heading", { name }).waitFor();
      expect(page.url()).toContain("show=one-to-one");
      await looksRight(page, "one-to-one", look);

      // By the keyboard, from the button that leads to the field.
      await panel.getByRole("button", { name: words.write }).focus();
      await page.keyboard.press("Enter");
      const form = panel.getByRole("form", { name: words.write });
      const said = form.getByRole("textbox", { name: words.said });
      await expect.poll(() => said.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.type(words.mine);
      await page.keyboard.press("Tab");
      await page.keyboard.type(words.promise);
      await page.route("**/api/v1/members/*/notes", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
      await page.keyboard.press("Control+Enter");
      await panel.getByRole("alert").getByText(words.failed).waitFor();
      expect(await said.inputValue()).toBe(words.mine);
      await looksRight(page, "one-to-one-failed", look, form);
      await page.unroute("**/api/v1/members/*/notes");
      complaints.length = 0;
      await panel.getByRole("alert").getByRole("button", { name: words.again }).click();
      await panel.getByText(words.isKept).waitFor();
      expect(await said.inputValue()).toBe("");
      const note = panel.getByRole("article").filter({ hasText: words.mine });
      await note.waitFor();
      await panel.getByRole("checkbox", { name: words.promise }).first().waitFor();

      // Somebody else changes it meanwhile: nothing is written over unseen.
      await note.getByRole("button", { name: words.change }).click();
      const edited = panel.getByRole("form", { name: words.change });
      await edited.getByRole("textbox", { name: words.said }).fill(words.other);
      await page.evaluate(async () => {
        const { notes } = (await (await fetch("/api/v1/members/oh-taesik/notes")).json()) as {
          notes: { note: number; text: string; revision: number }[];
        };
        const latest = notes.toSorted((a, b) => b.note - a.note)[0];
        await fetch(`/api/v1/notes/${latest?.note ?? 0}`, {
          method: "PUT",
          headers: { "content-type": "application/json", "if-match": `"${latest?.revision ?? 0}"` },
          body: JSON.stringify({ text: "…" }),
        });
      });
      await edited.getByRole("button", { name: words.save }).click();
      await panel.getByRole("alert").waitFor();
      expect(await edited.getByRole("textbox", { name: words.said }).inputValue()).toBe(words.other);
      await looksRight(page, "one-to-one-conflict", look, edited);
      // The browser tells of every answer that is none of success.
      complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes("412")));
      await edited.getByRole("button", { name: words.saveOver }).click();
      const changed = panel.getByRole("article").filter({ hasText: words.other });
      await changed.waitFor();

      await changed.getByRole("button", { name: words.delete }).click();
      const undo = panel.getByRole("button", { name: words.undo });
      await undo.waitFor();
      expect(await changed.count()).toBe(0);
      await page.keyboard.press("Enter");
      await changed.waitFor();
      await changed.getByRole("checkbox").check();
      await changed.locator("input:enabled").waitFor();
      expect(await changed.getByRole("checkbox").isChecked()).toBe(true);
      await looksRight(page, "one-to-one-notes", look, changed);
      if (look.language === "ko") expect(await latinWords(page, ["social-inbox", "oh-taesik", "customer"])).toEqual([]);
      await changed.getByRole("button", { name: words.delete }).click();
      await undo.waitFor();
      expect(complaints).toEqual([]);
    },
  );

  test("what would run is shown as it was written, and breaks nothing", async () => {
    const look = { language: "en", width: 360 } as const;
    await using visit = await reader(browser, look, await served.enter("jung-minjeong@morning-calm.example"));
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/team`);
    await settled();
    const statuses = await page.evaluate(async (texts) => {
      const answers = [];
      for (const text of texts)
        answers.push(
          await fetch("/api/v1/members/choi-yuna/notes", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ text, agreed: text.slice(0, 500) }),
          }),
        );
      return answers.map(({ status }) => status);
    }, hostileTexts);
    expect(statuses.filter((status) => status !== 200 && status !== 422)).toEqual([]);
    const kept = statuses.filter((status) => status === 200).length;
    expect(kept).toBeGreaterThan(hostileTexts.length / 2);
    complaints.length = 0;
    await page.goto(`${served.url}/team?member=choi-yuna&show=one-to-one`);
    const panel = page.getByRole("complementary");
    // Beside the one of the sample.
    await panel.getByRole("article").nth(kept).waitFor();
    expect(await panel.getByRole("article").count()).toBe(kept + 1);
    expect(await tooWide(page)).toEqual([]);
    expect(await page.evaluate(() => "attainHostile" in window)).toBe(false);
    expect(complaints).toEqual([]);
  });

  test("nobody else is offered it, and it is fetched by nobody who does not open it", async () => {
    for (const address of ["raj@morning-calm.example", "admin@morning-calm.example"]) {
      await using visit = await reader(browser, { language: "en", width: 1440 }, await served.enter(address));
      const { calls } = asked(visit.page);
      await visit.page.goto(`${served.url}/team?member=${address.startsWith("raj") ? "raj" : "oh-taesik"}&show=one-to-one`);
      await visit.settled();
      await visit.page.getByRole("complementary").getByRole("heading", { level: 2 }).first().waitFor();
      expect(await visit.page.getByRole("button", { name: "One-to-one" }).count()).toBe(0);
      expect(calls).toEqual([]);
    }
  });
});
