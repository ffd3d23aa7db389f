import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, looks, looksRight, reader } from "./browser.ts";
import { PASSWORD, serveCompany, serveEmpty, type Served } from "./served-company.ts";
import { codeNow } from "./one-time-code.ts";

const says = {
  en: {
    name: "E-mail address or member code",
    password: "Password",
    signIn: "Sign in",
    wrong: "E-mail or password is not right.",
    forgotten: "Forgot the password?",
    menu: /^Account: /,
    signOut: "Sign out",
    account: "My account",
    ended: "You were signed out",
    setUpFactor: "Set it up",
    code: "Code",
    turnOn: "Turn on",
    codes: "Recovery codes",
    proof: "Show that it is you",
    stillOpen: "What still opens the account",
    nothingOpens: /Nothing else opens the account/,
    turnOff: "Turn off",
    turnOffNow: "Turn off now",
    kept: "I have kept them",
    factorOn: /It is on. 10 recovery codes/,
    confirm: "Go on",
    changePassword: "Change the password",
    current: "Password until now",
    newPassword: /^New password/,
    change: "Change",
    changed: /The password is changed/,
    sessions: "Where you are signed in",
    endOthers: "End all others",
    access: "Access",
    invite: "Invite people",
    emails: /^E-mail addresses/,
    send: "Invite 2",
    handOn: /Link to hand on/,
    done: "Done",
    looksLike: /Looks like carol@northwind.example/,
    welcome: "Welcome to Attain",
    keep: "Keep it and go on",
    edit: (name: string) => `Edit: ${name}`,
    viewer: /^Viewer/,
    added: "invite",
    rep: /^Rep/,
    operations: /^Operations/,
    save: "Save",
    meanwhile: /Somebody else has changed this meanwhile/,
    showNow: "Show how it is now",
    keys: "API keys",
    makeKey: "Make a key",
    keyName: /^Name/,
    activities: "Activities",
    write: "change",
    once: "The key, shown now and never again",
    close: "Close",
    closed: "This page is not open to you",
    addProvider: "Set up a provider",
    addWebhook: "Add a webhook",
    addHook: "Add a hook",
    fileDoor: /^Drop a file/,
    companyName: "Name of the company",
    email: "E-mail address",
    goOn: "Go on",
    choose: "Choose a file",
    notSetUp: "Not set up yet",
    notFound: /^No member whose records you see/,
  },
  ko: {
    name: "이메일 주소 또는 구성원 코드",
    password: "비밀번호",
    signIn: "로그인",
    wrong: "이메일 또는 비밀번호가 맞지 않습니다.",
    forgotten: "비밀번호를 잊었나요?",
    menu: /^계정: /,
    signOut: "로그아웃",
    account: "내 계정",
    ended: "로그아웃되었어요",
    setUpFactor: "설정하기",
    code: "코드",
    turnOn: "켜기",
    codes: "복구 코드",
    proof: "본인 확인",
    stillOpen: "아직 이 계정을 열 수 있는 것",
    nothingOpens: /다른 방법은 없어요/,
    turnOff: "끄기",
    turnOffNow: "지금 끄기",
    kept: "보관했어요",
    factorOn: /복구 코드 10개가 남았어요/,
    confirm: "계속",
    changePassword: "비밀번호 바꾸기",
    current: "지금 비밀번호",
    newPassword: /^새 비밀번호/,
    change: "바꾸기",
    changed: /비밀번호를 바꿨어요/,
    sessions: "로그인한 곳",
    endOthers: "다른 곳 모두 끝내기",
    access: "접근 권한",
    invite: "초대하기",
    emails: /^이메일 주소/,
    send: "2명 초대",
    handOn: /전해 줄 링크/,
    done: "완료",
    looksLike: /carol@northwind.example처럼 보이지만/,
    welcome: "Attain에 오신 것을 환영해요",
    keep: "저장하고 계속",
    edit: (name: string) => `고치기: ${name}`,
    viewer: /^열람자/,
    added: "계정 초대",
    rep: /^영업 담당/,
    operations: /^운영/,
    save: "저장",
    meanwhile: /그사이 다른 사람이 바꿨어요/,
    showNow: "지금 상태 보기",
    keys: "API 키",
    makeKey: "키 만들기",
    keyName: /^이름/,
    activities: "활동",
    write: "바꾸기",
    once: "키는 지금 한 번만 보여 줘요",
    close: "닫기",
    closed: "볼 수 없는 페이지예요",
    addProvider: "제공자 설정",
    addWebhook: "웹훅 추가",
    addHook: "수신 훅 추가",
    fileDoor: /^파일 놓기/,
    companyName: "회사 이름",
    email: "이메일 주소",
    goOn: "계속",
    choose: "파일 고르기",
    notSetUp: "아직 설정하지 않았어요",
    notFound: /^볼 수 있는 구성원 가운데/,
  },
} as const;

describe.skipIf(browserPath === undefined)("accounts in a browser", () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const admin = "admin@northwind.example";
  /** An account each: a member has one. */
  const members: Readonly<Record<string, string>> = { "en-360": "raj", "ko-1440": "mina", "ko-360": "junho", "en-1440": "jiwoo" };

  test.each(looks)("one signs in by the keyboard alone, where one was going ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look);
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}/?on=2026-03-31`);
    await page.getByRole("textbox", { name: words.name }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("autocomplete"))).toBe("username");
    await looksRight(page, "sign-in", look);
    await page.keyboard.type(admin);
    await page.keyboard.press("Tab");
    await page.keyboard.type("seven loud herons");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText(words.wrong).waitFor();
    await looksRight(page, "sign-in-wrong", look);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: words.menu }).waitFor();
    expect(new URL(page.url()).searchParams.get("on")).toBe("2026-03-31");
    await page.getByRole("button", { name: words.menu }).click();
    await looksRight(page, "account-menu", look);
    await page.getByRole("button", { name: words.signOut }).click();
    await page.getByRole("textbox", { name: words.name }).waitFor();
    // A wrong password is answered by 401, which the browser reports.
    expect(complaints.filter((each) => !each.includes("401"))).toEqual([]);
  });

  test.each(looks)(
    "a session that ends under a page is begun again over it, and what was typed stays ($language, $width px)",
    async (look) => {
      const session = await served.signedIn({ email: `ending-${look.language}-${look.width}@northwind.example`, roles: ["admin"] });
      await using visit = await reader(browser, look, session);
      const { page } = visit;
      const words = says[look.language];
      await page.goto(`${served.url}/access`);
      await page.getByRole("button", { name: words.invite }).click();
      await page.getByLabel(words.emails).fill("dana@northwind.example, eve@northwind.example");
      await page.context().clearCookies();
      await page.getByRole("dialog").getByRole("button", { name: words.send }).click();
      const again = page.getByRole("dialog", { name: words.ended });
      await again.waitFor();
      await looksRight(page, "signed-out", look);
      await again.getByRole("textbox", { name: words.name }).fill(`ending-${look.language}-${look.width}@northwind.example`);
      await again.getByLabel(words.password, { exact: true }).fill(PASSWORD);
      await page.keyboard.press("Enter");
      await again.waitFor({ state: "detached" });
      expect(await page.getByLabel(words.emails).inputValue()).toBe("dana@northwind.example, eve@northwind.example");
    },
  );

  test.each(looks)("a second factor is set up, asked for, and a password is changed ($language, $width px)", async (look) => {
    const email = `factor-${look.language}-${look.width}@northwind.example`;
    const session = await served.signedIn({ email, roles: ["admin"] });
    await using visit = await reader(browser, look, session);
    const { page } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}/account`);
    await page.getByRole("heading", { level: 1, name: words.account }).waitFor();
    await page.getByRole("list", { name: words.sessions }).getByRole("listitem").first().waitFor();
    await looksRight(page, "account", look);
    await page.getByRole("button", { name: words.setUpFactor }).click();
    const proof = page.getByRole("group", { name: words.proof });
    await proof.getByLabel(words.password, { exact: true }).fill("not the password");
    await page.getByRole("button", { name: words.goOn, exact: true }).click();
    await page.getByRole("alert").waitFor();
    await looksRight(page, "proof", look);
    await proof.getByLabel(words.password, { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: words.goOn, exact: true }).click();
    const secret = (await page.locator("code").first().innerText()).replaceAll(" ", "");
    await page.getByRole("img", { name: /QR/ }).waitFor();
    await page.getByLabel(words.code, { exact: true }).fill(codeNow(secret));
    await looksRight(page, "second-factor", look);
    await page.getByRole("button", { name: words.turnOn, exact: true }).click();
    const codes = page.getByRole("list", { name: words.codes });
    await codes.waitFor();
    const [recovery = "", another = ""] = await codes.getByRole("listitem").allInnerTexts();
    await looksRight(page, "recovery-codes", look);
    await page.getByRole("button", { name: words.kept }).click();
    await page.getByText(words.factorOn).waitFor();
    await page.evaluate(() =>
      fetch("/api/v1/api-keys", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "Dialer of the Seoul office", scopes: ["activities:write"] }),
      }),
    );
    await page.getByRole("button", { name: words.changePassword }).click();
    await page.getByLabel(words.current, { exact: true }).fill(PASSWORD);
    await page.getByLabel(words.newPassword).fill("eight quiet herons");
    await page.getByRole("button", { name: words.change, exact: true }).click();
    await page.getByText(words.changed).waitFor();
    const open = page.getByRole("list", { name: words.stillOpen });
    await open.getByText("Dialer of the Seoul office").waitFor();
    await looksRight(page, "ways-in", look);
    await open.getByRole("button").click();
    await page.getByText(words.nothingOpens).waitFor();
    await page.getByRole("button", { name: words.menu }).click();
    await page.getByRole("button", { name: words.signOut }).click();
    await page.getByRole("textbox", { name: words.name }).fill(email);
    await page.getByLabel(words.password, { exact: true }).fill("eight quiet herons");
    await page.keyboard.press("Enter");
    await page.getByLabel(words.code, { exact: true }).waitFor();
    await looksRight(page, "second-step", look);
    await page.keyboard.type(recovery);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: words.menu }).waitFor();
    await page.goto(`${served.url}/account`);
    await page.getByRole("button", { name: words.turnOff, exact: true }).click();
    await proof.getByLabel(words.password, { exact: true }).fill("eight quiet herons");
    await proof.getByLabel(words.code).fill(another);
    await looksRight(page, "proof-with-code", look);
    await page.getByRole("button", { name: words.turnOffNow }).click();
    await page.getByRole("button", { name: words.setUpFactor }).waitFor();
  });

  test.each(looks)("people are invited, choose a password, and their roles are changed once ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    await using invited = await reader(browser, look);
    const { page } = visit;
    const words = says[look.language];
    const tag = `${look.language}${look.width}`;
    await page.goto(`${served.url}/access`);
    await page.getByRole("button", { name: words.invite }).click();
    const dialog = page.getByRole("dialog");
    // The second one has a Cyrillic letter in it.
    await dialog.getByLabel(words.emails).fill(`bob-${tag}@northwind.example\nc\u0430rol@${tag}.example`);
    await dialog.getByRole("checkbox", { name: words.viewer }).check();
    await dialog.getByRole("checkbox", { name: words.rep }).uncheck();
    await looksRight(page, "invite", look);
    await dialog.getByRole("button", { name: words.send }).click();
    await dialog.getByText(words.handOn).first().waitFor();
    await looksRight(page, "invited", look);
    const link = await dialog.locator("code").first().innerText();
    await dialog.getByRole("button", { name: words.done }).click();

    await invited.page.goto(link);
    await invited.page.getByRole("heading", { name: words.welcome }).waitFor();
    await looksRight(invited.page, "invitation", look);
    await invited.page.keyboard.type(PASSWORD);
    await invited.page.keyboard.press("Enter");
    await invited.page.getByRole("button", { name: words.menu }).waitFor();
    await invited.page.goto(`${served.url}/access`);
    await invited.page.getByRole("heading", { name: words.closed }).waitFor();
    await looksRight(invited.page, "closed", look);

    const row = page.getByRole("row").filter({ hasText: `bob-${tag}@` });
    await row.getByRole("button").click();
    await looksRight(page, "edit-account", look);
    // Meanwhile somebody else gives the account another role.
    await using other = await reader(browser, look, served.admin());
    await other.page.goto(`${served.url}/access`);
    await other.page
      .getByRole("row")
      .filter({ hasText: `bob-${tag}@` })
      .getByRole("button")
      .click();
    await other.page.getByRole("dialog").getByRole("checkbox", { name: words.operations }).check();
    await other.page.getByRole("dialog").getByRole("button", { name: words.save }).click();
    await other.page.getByRole("dialog").waitFor({ state: "detached" });

    await dialog.getByRole("checkbox", { name: words.rep }).check();
    await dialog.getByRole("checkbox", { name: words.rep }).uncheck();
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.getByText(words.meanwhile).waitFor();
    await looksRight(page, "edit-conflict", look);
    await dialog.getByRole("button", { name: words.showNow }).click();
    await page.waitForFunction(() => document.querySelectorAll("dialog input:checked").length === 2);
  });

  test.each(looks)("a key is made by clicking, shown once, and listed ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}/access/keys`);
    await page.getByRole("button", { name: words.makeKey }).click();
    const dialog = page.getByRole("dialog");
    const name = `dialer-${look.language}-${look.width}`;
    await dialog.getByLabel(words.keyName).fill(name);
    await dialog.getByRole("group", { name: words.activities }).getByLabel(words.write).check();
    await looksRight(page, "key", look);
    await dialog.getByRole("button", { name: words.makeKey }).click();
    await dialog.getByText(words.once).waitFor();
    const key = await dialog.locator("code").innerText();
    const answer = await fetch(`${served.url}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } });
    expect(await answer.json()).toMatchObject({ signedIn: { by: "key", permissions: { "activities:write": ["company"] } } });
    await looksRight(page, "key-once", look);
    await dialog.getByRole("button", { name: words.close }).last().click();
    await page.getByRole("row").filter({ hasText: name }).waitFor();
    await looksRight(page, "keys", look);
    expect(complaints).toEqual([]);
  });

  test.each(looks)("providers, webhooks and hooks have their pages ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    for (const [path, add] of [
      ["providers", words.addProvider],
      ["webhooks", words.addWebhook],
      ["hooks", words.addHook],
    ] as const) {
      await page.goto(`${served.url}/access/${path}`);
      await page.getByRole("button", { name: add }).click();
      await page.getByRole("dialog").waitFor();
      await looksRight(page, `access-${path}`, look);
    }
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a rep sees their own row, and a viewer what all have together ($language, $width px)", async (look) => {
    const tag = `${look.language}-${look.width}`;
    const rep = await served.signedIn({ email: `raj-${tag}@northwind.example`, roles: ["rep"], member: members[tag] ?? "raj" });
    const viewer = await served.signedIn({ email: `vera-${tag}@northwind.example`, roles: ["viewer"] });
    const march = `${served.url}/team?on=2026-03-31`;
    await using own = await reader(browser, look, rep);
    await own.page.goto(march);
    await own.page.locator("[data-cell=name]").first().waitFor();
    expect(await own.page.locator("[data-cell=name]").count()).toBe(1);
    await looksRight(own.page, "rep", look);
    await own.page.goto(`${march}&member=sora&metric=social`);
    await own.page.getByRole("complementary").getByText(says[look.language].notFound).waitFor();
    await looksRight(own.page, "rep-colleague", look);
    await own.page.goto(`${served.url}/imports`);
    await own.page.getByRole("heading", { name: says[look.language].closed }).waitFor();

    await using all = await reader(browser, look, viewer);
    await all.page.goto(march);
    await all.page.getByText("30 / 45").first().waitFor();
    const shown = await all.page.getByRole("main").innerText();
    for (const name of ["Raj", "라지", "Mina Kim", "김민아"]) expect(shown).not.toContain(name);
    await looksRight(all.page, "viewer", look);
    expect(all.complaints).toEqual([]);
  });

  test.each(looks)("the audit says who did what, and is searched ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, served.admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    await page.goto(`${served.url}/audit`);
    const row = page.getByRole("row").nth(1);
    await row.waitFor();
    await looksRight(page, "audit", look);
    await page.getByRole("search").getByRole("combobox").first().selectOption("add-user");
    await page.waitForFunction(
      (act) => [...document.querySelectorAll("tbody tr")].every((line) => line.textContent.includes(act)),
      words.added,
    );
    expect(await page.getByRole("row").count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(browserPath === undefined)("an empty installation in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each(looks)("it is set up by the console's link and the keyboard alone ($language, $width px)", async (look) => {
    const served = await serveEmpty();
    try {
      await using visit = await reader(browser, look);
      const { page, complaints } = visit;
      const words = says[look.language];
      await page.goto(served.url);
      await page.getByRole("heading", { name: words.notSetUp }).waitFor();
      await looksRight(page, "not-set-up", look);
      await page.goto(served.setUpLink);
      const door = page.getByRole("button", { name: words.fileDoor });
      await door.waitFor();
      for (let steps = 0; steps < 8 && !(await door.evaluate((field) => field === document.activeElement)); steps += 1)
        await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("textbox", { name: words.companyName }).waitFor();
      await page.keyboard.type("Northwind");
      const email = page.getByRole("textbox", { name: words.email });
      for (let steps = 0; steps < 8 && !(await email.evaluate((field) => field === document.activeElement)); steps += 1)
        await page.keyboard.press("Tab");
      await page.keyboard.type("ann@northwind.example");
      await page.keyboard.press("Tab");
      await page.keyboard.type("short");
      await looksRight(page, "set-up", look);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: words.choose }).waitFor();
      expect(new URL(page.url()).hash).toBe("");
      expect(complaints).toEqual([]);
    } finally {
      await served.stop();
    }
  });
});
