import { parse as parseCsv } from "csv-parse/sync";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exampleText } from "../examples/example.ts";
import { browserPath, fits, latinWords, launch, looks, picture, reader, seriousFindings } from "./browser.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    results: "How many results",
    member: "Whose working days",
    raj: "Raj",
    minutes: "Minutes for one: Activities",
    needs: /^Activities: 479 in /,
    chance: /With a chance of 80% that leads to at least 30 \(Opportunities opened\)/,
    hours: "Hours a day for it",
    beyond: "Not reachable.",
    table: "As a table",
    draft: "Make it a draft plan",
    notYours: /Whoever sets the plans can make it a draft/,
    chart: "The chance by how much is done",
    typed: "Typed",
    rate: "Reach the next",
    seven: /7\.5% \(5\.3%–10\.5%\) of Activities reach Opportunities opened/,
    by: "Told apart by",
    kind: "Kind",
    alike: /no more than chance makes of equal ones/,
    model: "Shared out",
    accounting: /It is accounting, no cause/,
    corners: "Effort and result",
    effortOnly: /Effort reached, result not\s*1 member\s*Raj/,
    cornersTable: /Raj 100% \d+% 400 and \d+ Effort reached, result not/,
  },
  ko: {
    results: "원하는 건수",
    member: "누구의 근무일",
    raj: "라즈",
    minutes: "건당 분: 활동",
    needs: /활동 479건\. 한 주 /,
    chance: /그러면 80% 확률로 영업 기회 30건 이상입니다/,
    hours: "하루에 쓸 수 있는 시간",
    beyond: "할 수 없는 양입니다.",
    table: "표로 보기",
    draft: "활동 기준 초안으로 만들기",
    notYours: /활동 기준을 정하는 사람이 초안으로 만들 수 있습니다/,
    chart: "활동량에 따른 확률",
    typed: "직접 입력",
    rate: "다음 단계로",
    seven: /활동 중 7\.5% \(5\.3%–10\.5%\): 영업 기회까지 이어졌습니다/,
    by: "나누어 보기",
    kind: "활동 유형",
    alike: /우연으로 생길 만큼을 넘지 않아/,
    model: "나누는 방법",
    accounting: /나눈 것일 뿐 원인은 아닙니다/,
    corners: "활동과 성과",
    effortOnly: /활동만 달성\s*1명\s*라즈/,
    cornersTable: /라즈 100% \d+% 400건과 \d+건 활동만 달성/,
  },
} as const;

const id = "morning-calm";

type Row = Readonly<Record<string, string>>;
const rowsOf = (file: string): readonly Row[] => parseCsv(exampleText(`raj/${file}`), { columns: true }) as Row[];

/** Without what a cell does not say. */
const said = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined));

describe.skipIf(browserPath === undefined)("the funnel and the planner", () => {
  let served: Served;
  let browser: Browser;
  let hana: Cookie;
  let vera: Cookie;
  beforeAll(async () => {
    [served, browser] = await Promise.all([serveCompany(), launch()]);
    const file = parse(exampleText("raj/company.yaml")) as {
      company: { id: string };
      members: object[];
      metrics: object[];
      plans: object[];
    };
    const opened = { id: "opened", name: { en: "Opened", ko: "시작" }, where: 'kind == "opportunity_opened"' };
    const sales = { id: "sales", name: { en: "Sales", ko: "판매" }, cadence: "month", require: { metric: "opened", target: 40 } };
    const manager = { id: "hana", name: { en: "Hana", ko: "하나" }, role: "manager", team: "advisers" };
    await served.addCompany({
      ...file,
      members: [...file.members, manager],
      metrics: [...file.metrics, opened],
      plans: [...file.plans, sales],
    } as Parameters<Served["addCompany"]>[0]);
    const activities = rowsOf("activities.csv").map((row) =>
      said({
        source: row["source"],
        externalId: row["external_id"],
        member: row["member"],
        kind: row["kind"],
        direction: row["direction"],
        occurredAt: row["occurred_at"],
        outcome: row["outcome"],
        prospect: row["prospect"],
      }),
    );
    await served.send("POST", "/activities", activities, id);
    const opportunities = rowsOf("opportunities.csv").map((row) => ({
      source: row["source"],
      externalId: row["external_id"],
      owner: row["owner"],
      prospect: row["prospect"],
      openedOn: row["opened_on"],
    }));
    await served.send("POST", "/opportunities", opportunities, id);
    hana = await served.signedIn({ email: "hana@morning-calm.example", roles: ["manager"], member: "hana" }, id);
    vera = await served.signedIn({ email: "vera@morning-calm.example", roles: ["viewer"] }, id);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)("a manager asks what 30 opportunities again take of Raj, and whether he can ($language, $width px)", async (look) => {
    const say = says[look.language];
    await using visit = await reader(browser, look, hana);
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/planner?company=${id}`);
    await page.getByRole("textbox", { name: say.results }).fill("30");
    await page.getByRole("combobox", { name: say.member }).selectOption({ label: say.raj });
    await page.getByRole("textbox", { name: say.minutes }).fill("5");
    await page.getByText(say.needs).waitFor();
    await page.getByText(say.chance).waitFor();
    await page.getByText(say.notYours).waitFor();
    await settled();
    await page.getByText(say.table).click();
    await page
      .getByRole("table", { name: say.chart })
      .getByRole("row", { name: /479.*80%/ })
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    if (look.language === "ko") expect(await latinWords(page)).toEqual([]);
    await picture(page, `planner-${look.language}-${look.width}`);
    // With an hour a day it is beyond him, and it is said how far he gets.
    await page.getByRole("textbox", { name: say.hours }).fill("1");
    await page.getByText(say.beyond).waitFor();
    await settled();
    expect(await page.getByRole("button", { name: say.draft }).count()).toBe(0);
    await picture(page, `planner-beyond-${look.language}-${look.width}`);
    // The question stands in the address.
    const again = page.url();
    await page.goto(again);
    await page.getByText(say.beyond).waitFor();
    expect(await fits(page)).toBe(true);
    expect(complaints).toEqual([]);
  });

  test.each(looks)("what the planner answers becomes a draft with one click ($language, $width px)", async (look) => {
    const say = says[look.language];
    await using visit = await reader(browser, look, served.admin(id));
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/planner?company=${id}`);
    await page.getByRole("textbox", { name: say.results }).fill("30");
    await page.getByRole("combobox", { name: say.member }).selectOption({ label: say.raj });
    await page.getByText(say.needs).waitFor();
    await page.getByRole("button", { name: say.draft }).click();
    await page.waitForURL(/\/plans\/activity-week-raj/);
    await settled();
    await page.getByRole("heading", { level: 1 }).filter({ hasText: say.raj }).waitFor();

    await picture(page, `planner-draft-${look.language}-${look.width}`);
    expect(complaints).toEqual([]);
  });

  test.each(looks)(
    "the funnel says its rate with where it may lie, and greys what chance may have made ($language, $width px)",
    async (look) => {
      const say = says[look.language];
      await using visit = await reader(browser, look, hana);
      const { page, complaints, settled } = visit;
      await page.goto(`${served.url}/funnel?company=${id}`);
      await page.getByText(say.seven).waitFor();
      await page.getByRole("combobox", { name: say.by }).selectOption({ label: say.kind });
      await page.getByText(say.alike).waitFor();
      await page.getByRole("combobox", { name: say.model }).selectOption("first");
      await page.getByText(say.accounting).waitFor();
      await settled();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await fits(page)).toBe(true);
      await picture(page, `funnel-${look.language}-${look.width}`);
      expect(complaints).toEqual([]);
    },
  );

  test.each(looks)("the team's effort and result stand in four corners, with a table behind ($language, $width px)", async (look) => {
    const say = says[look.language];
    await using visit = await reader(browser, look, hana);
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/team?company=${id}&on=2026-03-31&cadence=month`);
    const corners = page.getByRole("region", { name: say.corners });
    await corners.getByRole("listitem").filter({ hasText: say.effortOnly }).waitFor();
    await corners.getByText(say.table).click();
    await corners.getByRole("row", { name: say.cornersTable }).waitFor();
    await settled();
    expect(await fits(page)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await corners.scrollIntoViewIfNeeded();
    await picture(page, `corners-${look.language}-${look.width}`);
    expect(complaints).toEqual([]);
  });

  test("who sees sums alone sees the funnel by teams, and no person nor the planner", async () => {
    const say = says.en;
    await using visit = await reader(browser, { language: "en", width: 1440 }, vera);
    const { page, complaints } = visit;
    await page.goto(`${served.url}/funnel?company=${id}&split=member`);
    await page.getByText(say.seven).waitFor();
    expect(await page.getByRole("combobox", { name: say.by }).getByRole("option").allTextContents()).toEqual([
      "Together",
      "Team",
      "Source",
      "Kind",
    ]);
    expect(await page.getByRole("link", { name: "Planner" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
