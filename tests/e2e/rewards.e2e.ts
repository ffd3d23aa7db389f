import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exampleText } from "../examples/example.ts";
import { browserPath, latinWords, launch, looks, looksRight, reader } from "./browser.ts";
import { serveEmpty, type Served } from "./served-company.ts";

const says = {
  en: {
    statements: "Statements",
    draw: "Draw up the statements of March 2026",
    drawn: "3 statements drawn up.",
    publish: "Publish all 3",
    mina: "Mina",
    dispute: "Dispute this line",
    wrong: "What is wrong",
    send: "Send the dispute",
    waits: "waits for a decision",
    decide: "Decide",
    why: "Why",
    adds: /^What it adds/,
    save: "Decide it",
    upheld: /^upheld with ₩5,000/,
    asManager: "Approve all 3 as a manager",
    asFinance: "Approve all 3 for finance",
    lock: "Lock all 3",
    locked: "Locked",
    cost: "Cost",
    ledger: "Ledger",
    due: "To be paid: ₩347,500",
    voided: "dialer call-0007 was voided",
    payroll: "Payroll file (CSV)",
  },
  ko: {
    statements: "명세서",
    draw: "2026년 3월 명세서 작성",
    drawn: "명세서 3건을 작성했어요.",
    publish: "3건 모두 공개",
    mina: "미나",
    dispute: "이 내역에 이의 신청",
    wrong: "무엇이 틀렸나요",
    send: "이의 신청 보내기",
    waits: "결정을 기다리는 중",
    decide: "결정",
    why: "이유",
    adds: /^더할 금액/,
    save: "결정하기",
    upheld: /^₩5,000 인정/,
    asManager: "3건 모두 관리자로 승인",
    asFinance: "3건 모두 재무로 승인",
    lock: "3건 모두 확정",
    locked: "확정",
    cost: "비용",
    ledger: "원장",
    due: "지급할 금액: ₩347,500",
    voided: "dialer call-0007 무효",
    payroll: "급여 파일(CSV)",
  },
} as const;

describe.skipIf(browserPath === undefined)("rewards in a browser", { timeout: 300_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveEmpty()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)(
    "drawn up, disputed by who is paid, decided, approved by two and locked; a call that is voided is taken back by name ($language, $width px)",
    async (look) => {
      const words = says[look.language];
      const id = `garam-${look.language}`;
      const file = parse(exampleText("rewards/company.yaml")) as { readonly company: { readonly id: string } };
      await served.addCompany({ ...file, company: { ...file.company, id } });
      await served.command("import", "activities", "examples/rewards/activities.csv", "--company", id);
      const account = (name: string, role: "rep" | "manager" | "operations", member?: string) =>
        served.signedIn({ email: `${name}@${id}.example`, roles: [role], ...(member === undefined ? {} : { member }) }, id);
      const sessions = {
        ops: await account("ops", "operations"),
        finance: await account("finance", "operations"),
        hana: await account("hana", "manager", "hana"),
        mina: await account("mina", "rep", "mina"),
      };
      await using ops = await reader(browser, look, sessions.ops);
      await using finance = await reader(browser, look, sessions.finance);
      await using hana = await reader(browser, look, sessions.hana);
      await using mina = await reader(browser, look, sessions.mina);
      const address = (show: string): string => `${served.url}/rewards?company=${id}&on=2026-03-31${show === "" ? "" : `&show=${show}`}`;

      await ops.page.goto(address("statements"));
      await ops.page.getByRole("button", { name: words.draw }).click();
      await ops.page.getByText(words.drawn).waitFor();
      await ops.page.getByRole("button", { name: words.publish }).click();
      await ops.page.getByRole("button", { name: words.publish }).waitFor({ state: "detached" });
      await looksRight(ops.page, "rewards-statements", look);

      await mina.page.goto(address(""));
      await mina.page.getByText("₩60,000").first().waitFor();
      await mina.settled();
      await looksRight(mina.page, "rewards-mine", look);
      if (look.language === "ko") expect(await latinWords(mina.page)).toEqual([]);
      await mina.page.getByRole("button", { name: words.statements, exact: true }).click();
      await mina.page.getByRole("button", { name: words.mina, exact: true }).click();
      const own = mina.page.getByRole("dialog");
      await own.getByRole("button", { name: words.dispute }).first().click();
      await own.getByRole("textbox", { name: words.wrong }).fill("163");
      await own.getByRole("button", { name: words.send }).click();
      await own.getByText(words.waits).waitFor();
      await looksRight(mina.page, "rewards-disputed", look);

      await hana.page.goto(address("statements"));
      await hana.page.getByRole("button", { name: words.mina, exact: true }).click();
      const deciding = hana.page.getByRole("dialog");
      await deciding.getByRole("button", { name: words.decide, exact: true }).click();
      await deciding.getByRole("textbox", { name: words.why, exact: true }).fill("162 + 1");
      await deciding.getByRole("textbox", { name: words.adds }).fill("5000");
      await deciding.getByRole("button", { name: words.save }).click();
      await deciding.getByText(words.upheld).waitFor();
      await hana.page.keyboard.press("Escape");
      await hana.page.getByRole("button", { name: words.asManager }).click();
      await hana.page.getByRole("button", { name: words.asManager }).waitFor({ state: "detached" });

      await finance.page.goto(address("statements"));
      await finance.page.getByRole("button", { name: words.asFinance }).click();
      await finance.page.getByRole("button", { name: words.lock }).click();
      await finance.page.getByRole("button", { name: words.payroll }).waitFor();
      await looksRight(finance.page, "rewards-locked", look);
      await finance.page.getByRole("button", { name: words.cost, exact: true }).click();
      await finance.page.getByText("₩60,000").first().waitFor();
      await looksRight(finance.page, "rewards-cost", look);

      await served.command("void-activity", "dialer", "call-0007", "--reason", "a test call", "--company", id);
      await served.send("POST", "/reward-corrections", {}, id);
      await mina.page.goto(address(""));
      await mina.page.getByText(words.voided).waitFor();
      await mina.page.getByText(words.due).waitFor();
      await looksRight(mina.page, "rewards-ledger", look, mina.page.getByRole("heading", { name: words.ledger }));
      expect([...ops.complaints, ...finance.complaints, ...hana.complaints, ...mina.complaints]).toEqual([]);
    },
  );
});
