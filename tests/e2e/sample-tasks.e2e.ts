import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { browserPath, launch, looksRight, reader, tabTo, type Look, type Visit } from "./browser.ts";
import { serveSample, type Cookie, type SampleServed } from "./served-company.ts";

const says = {
  en: {
    raj: "Raj",
    calls: "Outbound calls",
    log: "Log: Call",
    minutes: /^Minutes/,
    seconds: /^Seconds/,
    conversation: "conversation",
    noAnswer: "no answer",
    conversations: "Conversations of a minute or more",
    short: /needs 60 s or more/,
    filters: "Filters",
    metric: "Metric",
    raise: "Dispute this",
    reason: "Why",
    send: "Raise it",
    waits: /^D-\d+ · waits for Jung Minjeong until /,
    answer: "Answer",
    uphold: "Uphold",
    changes: "Upheld, this changes:",
    counted: (dispute: string) => new RegExp(`^Counted by ruling ${dispute}\\.`),
    importRows: "Import 20 rows",
    isIn: (file: string) => `${file} is in`,
    fiveBad: "5 rows were not taken",
    download: "Download all 5 with their reasons",
    importMended: "Import 5 rows",
    mended: /5 rows of .* had not been taken\. 5 are in now\./,
    newMetric: "New metric",
    metricName: "What is it called?",
    goOn: "Go on",
    condition: (nth: number) => `Condition ${nth}`,
    addCondition: "Add a condition",
    field: "Field",
    duration: "duration",
    asking: "What is asked of it",
    atLeast: "is at least",
    value: "Value",
    counts: /([\d,]+) of ([\d,]+) records count/,
    publishMetric: "Publish",
    metricPublished: "Published.",
    plan: "Conversations of the week",
    asks: "What is asked",
    asked: /^Conversations of a minute or more/,
    draftKept: "Draft kept",
    lookBack: "Look back",
    asTable: "The same as a table",
    publishPlan: /^Publish from/,
    planPublished: /Published: it holds from/,
    reopen: "Open again",
    reopenSure: /: open again$|^Open .* again$/,
    close: /^Close .* \d{4}$/,
    despite: "Why close all the same",
    sure: "Close it",
    closed: /^Closed by operations on /,
    statements: "Statements",
    company: "Company",
    itself: "EN English",
  },
  ko: {
    raj: "라지",
    calls: "발신 통화",
    log: "전화 기록",
    minutes: /^분/,
    seconds: /^초/,
    conversation: "상담",
    noAnswer: "부재중",
    conversations: "1분 이상 대화",
    short: /필요: 60초 이상/,
    filters: "조건",
    metric: "집계 항목",
    raise: "이의 신청",
    reason: "이유",
    send: "신청",
    waits: /^D-\d+ · 정민정 님의 결정을 /,
    answer: "답하기",
    uphold: "받아들이기",
    changes: "받아들이면 이렇게 달라져요",
    counted: (dispute: string) => new RegExp(`^${dispute} 결정으로 인정\\.`),
    importRows: "20행 가져오기",
    isIn: (file: string) => `가져왔어요: ${file}`,
    fiveBad: "5행을 받지 못했어요",
    download: "이유와 함께 5행 내려받기",
    importMended: "5행 가져오기",
    mended: /받지 못했던 5행 중 5행이 이제 들어왔어요/,
    newMetric: "새 집계 항목",
    metricName: "이름을 무엇으로 할까요?",
    goOn: "계속",
    condition: (nth: number) => `조건 ${nth}`,
    addCondition: "조건 추가",
    field: "필드",
    duration: "소요 시간",
    asking: "비교",
    atLeast: "이상",
    value: "값",
    counts: /기록 ([\d,]+)건 중 ([\d,]+)건 인정/,
    publishMetric: "게시",
    metricPublished: "게시했어요.",
    plan: "주간 대화",
    asks: "요구하는 것",
    asked: /^1분 이상 대화/,
    draftKept: "초안 저장됨",
    lookBack: "적용해 보기",
    asTable: "표로 보기",
    publishPlan: /부터 시행$/,
    planPublished: /게시했어요/,
    reopen: "마감 풀기",
    reopenSure: /월 마감 풀기$/,
    close: /월 마감$/,
    despite: "그래도 마감하는 이유",
    sure: "마감하기",
    closed: /, operations 마감$/,
    statements: "확인서",
    company: "회사",
    itself: "한 한국어",
  },
} as const satisfies Record<Language, unknown>;

/** Of twenty calls five cannot be taken as they are: two days that there are not, a time of day, a length and a day that is not said. */
const wrongCells = [
  ["2026-02-31", "2026-03-02"],
  ["2026-06-31", "2026-06-30"],
  ["25:61:00", "15:01:00"],
  ["a while", "0:02:00"],
  ["the day before", "2026-03-03"],
] as const;

const fileOfCalls = (look: string): string => {
  const header = "Call Id,Agent,Date,Time,Answered (Y/N),AvgTalkDuration";
  const rows = Array.from({ length: 20 }, (_, index) => {
    const minute = String(index).padStart(2, "0");
    const right = [`${look}-${index}`, "park-seojun@morning-calm.example", "2026-03-02", `10:${minute}:00`, "Y", "0:02:00"];
    const wrong = wrongCells[index - 5]?.[0];
    if (wrong === undefined) return right.join(",");
    const column = wrong.includes(":") ? 3 : wrong === "a while" ? 5 : 2;
    return right.with(column, wrong).join(",");
  });
  return [header, ...rows].join("\r\n");
};

const csv = (name: string, content: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

const numberIn = (text: string | undefined): number => Number((text ?? "").replaceAll(",", ""));

describe.skipIf(browserPath === undefined)("what people do with the sample company", { timeout: 300_000 }, () => {
  let browser: Browser;
  let served: SampleServed;
  const sessions = new Map<string, Cookie>();

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveSample()]);
    for (const name of ["raj", "jung-minjeong", "operations", "viewer"])
      sessions.set(name, await served.enter(`${name}@morning-calm.example`));
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const as = (who: string, look: Look): Promise<Visit> => reader(browser, look, sessions.get(who));

  const asked = async (page: Page, path: string): Promise<unknown> => (await page.request.get(`${served.url}/api/v1${path}`)).json();

  const everyLook = (["en", "ko"] as const).flatMap((language) => [
    { language, width: 360, theme: "light" as const },
    { language, width: 1440, theme: "dark" as const },
  ]);

  describe.each(everyLook)("$language, $width px", (look) => {
    const say = says[look.language];
    const tag = `${look.language}-${look.width}`;
    const pressing =
      (page: Page) =>
      async (what: Locator): Promise<void> => {
        await tabTo(page, what);
        await page.keyboard.press("Enter");
      };

    test("a call is logged and counts on a second screen, why another did not is found, and what is disputed counts when it is upheld", async () => {
      await using visit = await as("raj", look);
      await using boss = await as("jung-minjeong", { ...look, width: 1440 });
      const { page } = visit;
      const press = pressing(page);
      await Promise.all([page.goto(`${served.url}/today`), boss.page.goto(`${served.url}/team`)]);
      const done = async (of: Locator): Promise<number> => numberIn(/([\d,]+) \/ /.exec(await of.innerText())?.[1]);
      const own = page.getByRole("article").filter({ hasText: say.calls }).getByRole("paragraph").filter({ hasText: say.calls }).first();
      const seen = boss.page
        .getByRole("row")
        .filter({ has: boss.page.getByRole("rowheader").getByText(say.raj, { exact: true }) })
        .getByRole("link", { name: say.calls })
        .first();
      await Promise.all([own.waitFor(), seen.waitFor()]);
      const before = await done(own);
      expect(await done(seen)).toBe(before);
      await press(page.getByRole("button", { name: say.log, exact: true }));
      const sheet = page.getByRole("dialog", { name: say.log });
      await tabTo(page, sheet.getByRole("spinbutton", { name: say.minutes }));
      await page.keyboard.type("2");
      await press(sheet.getByRole("button", { name: say.conversation, exact: true }));
      await expect.poll(() => done(own), { timeout: 30_000 }).toBe(before + 1);
      await expect.poll(() => done(seen), { timeout: 30_000 }).toBe(before + 1);

      await sheet.waitFor({ state: "detached" });
      await press(page.getByRole("button", { name: say.log, exact: true }));
      await tabTo(page, sheet.getByRole("spinbutton", { name: say.seconds }));
      await page.keyboard.type("41");
      await press(sheet.getByRole("button", { name: say.noAnswer, exact: true }));
      await page.getByRole("listitem").filter({ hasText: say.short }).first().waitFor();
      await looksRight(page, "tasks-today", look);

      await page.keyboard.press("g");
      await page.keyboard.press("r");
      await page.waitForURL(/\/record/);
      if (look.width < 640) await press(page.getByRole("button", { name: say.filters, exact: true }));
      const metric = page.getByRole("combobox", { name: say.metric, exact: true });
      await tabTo(page, metric);
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("ArrowDown");
      expect(await metric.locator("option:checked").innerText()).toBe(say.conversations);
      await page.waitForURL(/metric=conversations/);
      await press(page.getByRole("listitem").filter({ hasText: say.short }).getByRole("button", { name: say.raise, exact: true }).first());
      const form = page.getByRole("form", { name: say.raise });
      await tabTo(page, form.getByRole("textbox", { name: say.reason }));
      await page.keyboard.type(`cut off ${tag}`);
      await press(form.getByRole("button", { name: say.send, exact: true }));
      const state = page.getByRole("button", { name: say.waits }).first();
      await state.waitFor();
      const dispute = /D-\d+/.exec(await state.innerText())?.[0] ?? "";

      await boss.page.goto(`${served.url}/disputes`);
      await boss.page.getByRole("button", { name: new RegExp(`${dispute} `) }).click();
      await boss.page.getByText(`cut off ${tag}`).waitFor();
      await boss.page.getByRole("button", { name: say.answer }).click();
      const deciding = boss.page.getByRole("form", { name: say.answer });
      await deciding.getByText(say.changes).waitFor();
      await deciding.getByRole("textbox", { name: say.reason }).fill("seen in the log");
      await deciding.getByRole("button", { name: say.uphold, exact: true }).click();
      await boss.page.getByRole("button", { name: new RegExp(`${dispute} `) }).waitFor({ state: "detached" });
      await page.goto(`${served.url}/record?records=counted`);
      await page.getByText(say.counted(dispute)).first().waitFor();
      expect([...visit.complaints, ...boss.complaints]).toEqual([]);
    });

    test("a file with five wrong rows is brought in, they are mended and sent again, and everything is there once", async () => {
      await using visit = await as("operations", look);
      const { page, complaints } = visit;
      await page.goto(`${served.url}/imports`);
      await page.locator("input[type=file]").setInputFiles(csv(`${tag}.csv`, fileOfCalls(tag)));
      await page.getByRole("button", { name: /^(?:Import [\d,]+ rows?|[\d,]+행 가져오기)$/ }).click();
      await page.getByRole("heading", { level: 1, name: say.isIn(`${tag}.csv`) }).waitFor();
      await page.getByRole("table", { name: say.fiveBad }).waitFor();
      expect(await page.getByRole("table", { name: say.fiveBad }).getByRole("row").count()).toBe(6);
      await looksRight(page, "tasks-rejected", look);
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say.download }).click()]);
      const rejected = readFileSync(await download.path(), "utf8");
      const mended = wrongCells.reduce((text, [wrong, right]) => text.replace(wrong, right), rejected);
      const first = page.url();
      await page.locator("input[type=file]").setInputFiles(csv(`${tag} mended.csv`, mended));
      await page.waitForURL((url) => url.href !== first && /\/imports\/./.test(url.pathname));
      await page.getByRole("button", { name: say.importMended, exact: true }).click();
      await page.getByText(say.mended).waitFor();
      await looksRight(page, "tasks-mended", look);
      const { activities } = (await asked(page, "/activities?member=park-seojun&from=2026-03-01&before=2026-07-01&limit=200")) as {
        readonly activities: readonly { readonly externalId: string; readonly revisions: number }[];
      };
      const mine = activities.filter(({ externalId }) => externalId.startsWith(`${tag}-`));
      expect(mine.map(({ revisions }) => revisions)).toEqual(Array.from({ length: 20 }, () => 1));
      expect(complaints).toEqual([]);
    });

    test("a metric is built by clicking, and what is told before it holds is what it counts", async () => {
      await using visit = await as("operations", look);
      const { page, complaints } = visit;
      await page.goto(`${served.url}/metrics`);
      await page.getByRole("button", { name: say.newMetric }).click();
      await page.getByLabel(say.metricName).fill(`${tag} 120`);
      await page.getByRole("button", { name: say.goOn }).click();
      await page.getByRole("group", { name: say.condition(1), exact: true }).waitFor();
      await page.getByRole("button", { name: say.addCondition }).click();
      const second = page.getByRole("group", { name: say.condition(2), exact: true });
      await second.getByLabel(say.field).selectOption({ label: say.duration });
      await second.getByLabel(say.asking).selectOption({ label: say.atLeast });
      const [preview] = await Promise.all([
        page.waitForResponse(
          (answer) => /preview/.test(answer.url()) && (answer.request().postData() ?? "").includes("durationSeconds >= 120"),
        ),
        second.getByLabel(say.value).fill("120"),
      ]);
      const { from, before } = (await preview.json()) as { readonly from: string; readonly before: string };
      const told = page.getByText(say.counts);
      await expect.poll(() => told.innerText(), { timeout: 30_000 }).toMatch(say.counts);
      await visit.settled();
      await looksRight(page, "tasks-metric", look);
      const [, one, other] = say.counts.exec(await told.innerText()) ?? [];
      await page.getByRole("button", { name: say.publishMetric, exact: true }).click();
      await page.getByText(say.metricPublished).waitFor();
      const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      const path = `/tallies?metric=${id}&from=${from}&before=${before}&groupBy=day`;
      // As long as the log is being read anew for it, it has no number.
      await expect.poll(async () => (await page.request.get(`${served.url}/api/v1${path}`)).status(), { timeout: 100_000 }).toBe(200);
      const { tallies } = (await asked(page, path)) as { readonly tallies: readonly { readonly credited: number }[] };
      const counted = tallies.reduce((sum, { credited }) => sum + credited, 0);
      expect(counted).toBeGreaterThan(100);
      expect(counted).toBe(Math.min(numberIn(one), numberIn(other)));
      expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
    });

    test("a plan is drafted, looked back with and published, by keys alone", async () => {
      await using visit = await as("operations", look);
      const { page, complaints } = visit;
      const press = pressing(page);
      await page.goto(`${served.url}/plans`);
      await press(page.getByRole("link", { name: say.plan }));
      const row = page.getByRole("list", { name: say.asks }).getByRole("button", { name: say.asked });
      await press(row);
      const target = String(13 + everyLook.findIndex(({ language, width }) => language === look.language && width === look.width));
      await page.keyboard.type(target);
      await page.keyboard.press("Escape");
      await page.getByText(say.draftKept).waitFor();
      expect(await row.innerText()).toContain(target);
      await press(page.getByRole("button", { name: say.lookBack }));
      await press(page.getByText(say.asTable).first());
      await page.getByRole("table", { name: say.asTable }).getByRole("row").nth(1).waitFor();
      await looksRight(page, "tasks-plan", look);
      await tabTo(page, page.getByLabel(say.reason).first());
      await page.keyboard.type("spring");
      const publish = page.getByRole("button", { name: say.publishPlan });
      await expect.poll(() => publish.isEnabled()).toBe(true);
      await press(publish);
      await page.getByText(say.planPublished).waitFor();
      expect(complaints).toEqual([]);
    });

    test("a month that was closed is opened again and closed anew", async () => {
      await using visit = await as("operations", look);
      const { page, complaints } = visit;
      await page.goto(`${served.url}/closing`);
      const { closures } = (await asked(page, "/closures")) as {
        readonly closures: readonly { readonly period: { readonly startsOn: string } }[];
      };
      const last = closures
        .map(({ period }) => period.startsOn)
        .toSorted()
        .at(-1);
      await page.goto(`${served.url}/closing?cadence=month&on=${last}`);
      await page.getByRole("button", { name: say.reopen, exact: true }).click();
      await page.getByRole("form", { name: say.reopen }).getByRole("textbox", { name: say.reason }).fill("late calls");
      await page.getByRole("button", { name: say.reopenSure }).click();
      await page.getByRole("button", { name: say.close }).click();
      const despite = page.getByRole("textbox", { name: say.despite });
      await despite.fill("agreed");
      await looksRight(page, "tasks-closing", look);
      await page.getByRole("button", { name: say.sure, exact: true }).click();
      await page.getByRole("heading", { name: say.closed }).waitFor();
      await page.getByRole("table", { name: say.statements }).getByRole("button", { name: say.raj, exact: true }).first().waitFor();
      expect(complaints).toEqual([]);
    });

    test("the language is changed where one is, and is the reader's on every device from then on", async () => {
      await using visit = await as("viewer", look);
      const { page } = visit;
      const choose = async (language: Language): Promise<void> => {
        if (look.width < 640) await page.getByRole("button", { name: /^(?:More|더 보기)$/ }).click();
        await page.getByRole("button", { name: says[language].itself }).click();
        await page.getByRole("heading", { level: 1, name: says[language].company }).waitFor();
        if (look.width < 640) await page.keyboard.press("Escape");
      };
      await page.goto(`${served.url}/company`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await choose(look.language);
      const kept = page.waitForResponse((answer) => answer.request().method() === "PUT");
      const other = look.language === "ko" ? "en" : "ko";
      await choose(other);
      await kept;
      await using elsewhere = await as("viewer", look);
      await elsewhere.page.goto(`${served.url}/company`);
      await elsewhere.page.getByRole("heading", { level: 1, name: says[other].company }).waitFor();
    });
  });
});
