import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, fits, latinWords, launch, picture, reader, seriousFindings } from "./browser.ts";
import { companyFile } from "./company.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    nobody: "1 record of its days has no known member",
    mend: "Say who they are",
    someone: /Somebody else/,
    it: "It is Raj",
    counts: "1 record is Raj’s now and counted.",
    clear: /^Nothing stands in the way/,
    close: /^Close .* 2026$/,
    sure: "Close it",
    closed: /^Closed by/,
    statements: "Statements",
    waiting: "Waiting",
    leave: /Raj: vacation/,
    answer: "Answer",
    say: "What to say",
    nothing: "Nothing waits for you.",
    find: "Find",
    openMina: "Open Mina Kim",
    change: "Change something",
    value: "Becomes",
    save: "Save",
    saved: /^Saved: Team/,
    what: "What",
    nameIn: "Name in English",
    renamed: "Saved: Name",
    undo: "Undo",
    asItWas: "As it was: Name",
    nameWas: "Mina Kim",
    enter: "Enter leave",
    through: "Last day",
    enterIt: "Enter it",
    entered: /^Entered: /,
    rajs: "Raj",
    calendar: "Calendar",
    germany: "Germany (BY)",
    kept: "The company keeps no calendar of holidays: targets go by the working week alone.",
    epiphany: "Epiphany",
    names: [],
  },
  ko: {
    nobody: "이 기간에 담당자 미확인 기록이 1건 있습니다",
    mend: "누구인지 정하기",
    someone: /다른 사람/,
    it: "라지",
    counts: "기록 1건이 이제 라지 님의 것으로 인정돼요.",
    clear: /마감을 막는 것이 없어요/,
    close: /2026.* 마감$/,
    sure: "마감하기",
    closed: /, .+ 마감$/,
    statements: "확인서",
    waiting: "기다리는 일",
    leave: /라지: 휴가/,
    answer: "답하기",
    say: "할 말",
    nothing: "기다리는 일이 없어요.",
    find: "찾기",
    openMina: "김민아 열기",
    change: "내용 바꾸기",
    value: "바뀔 내용",
    save: "저장",
    saved: /^저장했어요: 팀/,
    what: "무엇을",
    nameIn: "한국어 이름",
    renamed: "저장했어요: 이름",
    undo: "되돌리기",
    asItWas: "되돌렸어요: 이름",
    nameWas: "김민아",
    enter: "휴가 넣기",
    through: "마지막 날",
    enterIt: "넣기",
    entered: /^넣었어요: /,
    rajs: "라지",
    calendar: "달력",
    germany: "독일 (BY)",
    kept: "회사가 쓰는 공휴일 달력이 없어요. 목표치는 근무 요일만으로 계산해요.",
    epiphany: "주현절",
    names: ["admin@northwind.example", "admin", "Enter", "line", "KR", "raj", "mina", "junho", "jiwoo", "sora", "boss", "company"],
  },
} as const;

const looks = [
  { language: "en", width: 360, theme: "dark", month: "2026-03" },
  { language: "ko", width: 1440, theme: "light", month: "2026-04" },
] as const;

describe.skipIf(browserPath === undefined)("looking after a company in a browser", () => {
  let browser: Browser;
  let served: Served;
  let boss: Cookie;
  let raj: Cookie;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    const leader = { id: "boss", name: { en: "Boyoung Kim", ko: "김보영" }, role: "manager", team: "advisers" };
    await served.send("PUT", "/company", { ...companyFile, members: [...companyFile.members, leader] });
    boss = await served.signedIn({ email: "boss@northwind.example", roles: ["manager"], member: "boss" });
    raj = await served.signedIn({ email: "raj@northwind.example", roles: ["rep"], member: "raj" });
    const call = { source: "dialer", kind: "call", direction: "outbound", durationSeconds: 90 };
    await served.send(
      "POST",
      "/activities",
      looks.map(({ month }) => ({
        ...call,
        externalId: `of nobody ${month}`,
        member: `line ${month}`,
        occurredAt: `${month}-10T10:00:00+09:00`,
      })),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const isGood = async (page: Page, name: string, look: (typeof looks)[number]): Promise<void> => {
    await picture(page, `${name}-${look.language}-${look.width}`);
    expect([await seriousFindings(page), await fits(page)]).toEqual([[], true]);
    if (look.language === "ko") expect(await latinWords(page, says.ko.names)).toEqual([]);
  };

  test.each(looks)("a period is closed once what is in the way was mended ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/closing?cadence=month&on=${look.month}-15`);
    await page.getByText(say.nobody).waitFor();
    await isGood(page, "closing-blocked", look);
    await page.getByRole("link", { name: say.mend }).click();
    const line = page.getByRole("listitem").filter({ hasText: `line ${look.month}` });
    await line.getByRole("textbox", { name: say.someone }).fill(look.language === "ko" ? "ㄹㅈ" : "raj");
    await isGood(page, "people-strangers", look);
    await line.getByRole("button", { name: say.it, exact: true }).click();
    await page.getByText(say.counts).waitFor();
    await page.goto(`${served.url}/closing?cadence=month&on=${look.month}-15`);
    await page.getByText(say.clear).waitFor();
    await page.getByRole("button", { name: say.close }).click();
    await page.getByRole("button", { name: say.sure, exact: true }).click();
    await page.getByRole("heading", { name: say.closed }).waitFor();
    await page.getByRole("table", { name: say.statements }).getByRole("button").first().click();
    await page.getByRole("dialog").getByRole("code").waitFor();
    await isGood(page, "closing-closed", look);
    expect(complaints).toEqual([]);
  });

  test.each(looks)("what waits is answered by keyboard alone ($language, $width px)", async (look) => {
    await served.send("POST", "/leaves", { member: "raj", from: `${look.month}-20`, kind: "vacation" });
    await using visit = await reader(browser, look, boss);
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/inbox?show=leave`);
    await page.getByRole("list", { name: say.waiting }).getByRole("button", { name: say.leave }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("form", { name: say.answer }).getByRole("textbox", { name: say.say }).focus();
    await page.keyboard.type("ok");
    await isGood(page, "inbox", look);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(say.nothing).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a member changes the team from a day on, and the name and back ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/people`);
    await page.getByRole("searchbox", { name: say.find }).fill(look.language === "ko" ? "ㄱㅁㅇ" : "mina");
    await page.getByRole("button", { name: say.openMina }).waitFor();
    await isGood(page, "people", look);
    await page.getByRole("button", { name: say.openMina }).click();
    const form = page.getByRole("form", { name: say.change });
    await form.getByRole("combobox", { name: say.value }).selectOption(look.language === "ko" ? "advisers" : "newcomers");
    await form.getByRole("button", { name: say.save }).click();
    await form.getByText(say.saved).waitFor();
    await form.getByRole("combobox", { name: say.what }).selectOption("name");
    await form.getByRole("textbox", { name: say.nameIn }).fill("M");
    await form.getByRole("button", { name: say.save }).click();
    await form.getByText(say.renamed).waitFor();
    await page.getByRole("heading", { name: "M", exact: true }).waitFor();
    await isGood(page, "people-member", look);
    await form.getByRole("button", { name: say.undo }).click();
    await form.getByText(say.asItWas).waitFor();
    await page.getByRole("heading", { name: say.nameWas, exact: true }).waitFor();
    await page.getByRole("button", { name: say.enter }).click();
    const leave = page.getByRole("form", { name: say.enter });
    await leave.getByLabel(say.through).fill("2027-01-04");
    await isGood(page, "people-leave", look);
    await leave.getByRole("button", { name: say.enterIt, exact: true }).click();
    await page.getByText(say.entered).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a member finds the statements of what was closed last ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, raj);
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/closing`);
    await page.getByRole("table", { name: say.statements }).getByRole("button", { name: say.rajs }).first().click();
    await page.getByRole("dialog").getByText(say.rajs).first().waitFor();
    await isGood(page, "closing-own", look);
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a calendar is chosen from those that there are ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, raj);
    const { page, complaints } = visit;
    const say = says[look.language];
    await page.goto(`${served.url}/calendars?year=2026`);
    await page.getByText(say.kept).waitFor();
    await page.getByRole("combobox", { name: say.calendar }).selectOption({ label: say.germany });
    await page.getByText(say.epiphany).first().waitFor();
    await isGood(page, "calendars-chosen", look);
    expect(complaints).toEqual([]);
  });

  test.each(looks)("prospects, calendars and sources are told of ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    for (const [path, name] of [
      ["/prospects", "prospects"],
      ["/calendars?year=2026", "calendars"],
      ["/sources", "sources"],
    ] as const) {
      await page.goto(`${served.url}${path}`);
      await page
        .getByRole(name === "calendars" ? "heading" : "table", name === "calendars" ? { level: 3 } : {})
        .first()
        .waitFor();
      await isGood(page, name, look);
    }
    expect(complaints).toEqual([]);
  });
});
