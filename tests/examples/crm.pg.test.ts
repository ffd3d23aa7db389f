import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { crmCompany } from "../../scripts/crm-company.ts";
import { talliesJson } from "../../src/operations/tallies-json.ts";
import { talliesOf } from "../../src/operations/tallies-of.ts";
import { attainmentJson } from "../../src/operations/attainment-json.ts";
import { attainmentOf } from "../../src/operations/attainment-of.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, must, NOW } from "../product.ts";
import { sharedFolder } from "../shared-folder.ts";
import { testDatabase } from "../test-database.ts";
import { exampleText, importFrom, openExample, type Example } from "./example.ts";

/**
 * A real pipeline of 8,800 opportunities, "CRM Sales Opportunities" of Maven Analytics (public domain), imported with the two maps of
 * `examples/crm`. The numbers to reach are those published beside the data, and sums made here from its rows.
 */

const { database } = await testDatabase();
const folder = sharedFolder("data/crm");
const pipeline = join(folder ?? "", "sales_pipeline.csv");

beforeEach(({ skip }) => {
  if (folder === undefined)
    skip("the CRM data set is not at hand: put it into ../shared/data/crm or name the folder above it in ATTAIN_TEST_SHARED");
});

type Opportunity = {
  readonly agent: string;
  readonly manager: string;
  readonly stage: string;
  readonly engaged: string;
  readonly closed: string;
  readonly value: number;
};

const rowsOf = (name: string): readonly Readonly<Record<string, string>>[] =>
  folder === undefined ? [] : parse<Readonly<Record<string, string>>>(readFileSync(join(folder, name), "utf8"), { columns: true });
const idOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");
const managers = new Map(rowsOf("sales_teams.csv").map((row) => [row["sales_agent"] ?? "", row["manager"] ?? ""]));
const opportunities: readonly Opportunity[] = rowsOf("sales_pipeline.csv").map((row) => ({
  agent: idOf(row["sales_agent"] ?? ""),
  manager: idOf(managers.get(row["sales_agent"] ?? "") ?? ""),
  stage: row["deal_stage"] ?? "",
  engaged: row["engage_date"] ?? "",
  closed: row["close_date"] ?? "",
  value: Number(row["close_value"]),
}));

const quarterOf = (closed: string): number => Math.ceil(Number(closed.split("/")[0]) / 3);
const sum = (all: readonly Opportunity[]): number => all.reduce((total, { value }) => total + value, 0);
const quarters = [1, 2, 3, 4].map((number) => ({
  number,
  on: `2017-${String(number * 3).padStart(2, "0")}-15`,
  won: opportunities.filter(({ stage, closed }) => stage === "Won" && quarterOf(closed) === number),
}));
const published = [
  { deals: 531, revenue: 1_134_672, anna: [25, 47_208], met: 4 },
  { deals: 1254, revenue: 3_086_111, anna: [71, 82_472], met: 28 },
  { deals: 1257, revenue: 2_982_255, anna: [55, 72_498], met: 21 },
  { deals: 1196, revenue: 2_802_496, anna: [57, 72_878], met: 22 },
] as const;
const openedByMonth = {
  "2016-10": 7,
  "2016-11": 115,
  "2016-12": 236,
  "2017-01": 312,
  "2017-02": 515,
  "2017-03": 792,
  "2017-04": 874,
  "2017-05": 722,
  "2017-06": 792,
  "2017-07": 1198,
  "2017-08": 793,
  "2017-09": 779,
  "2017-10": 761,
  "2017-11": 283,
  "2017-12": 121,
};

const dollars = (amount: number): { readonly amountMinor: number; readonly currency: string } => ({
  amountMinor: amount * 100,
  currency: "USD",
});

let opened: Promise<Example> | undefined;
/** Applied and imported once for the tests of this file. */
const crm = (): Promise<Example> => {
  opened ??= (async () => {
    const example = await openExample(database, "crm");
    const engaged = await importFrom(database, example.companyId, pipeline, "crm/opened.yaml");
    expect(engaged).toMatchObject({
      received: 8800,
      accepted: 8300,
      duplicates: 0,
      revised: 0,
      stale: 0,
      rejected: 500,
      skipped: 0,
      unattributed: 0,
    });
    expect(engaged.rejections[0]?.refusals.map(({ code }) => code)).toEqual(["date-required"]);
    const lines = parse<Readonly<Record<string, string>>>(engaged.rejectedText.replace("\uFEFF", ""), { columns: true });
    expect(lines).toHaveLength(500);
    expect(new Set(lines.map((line) => line["deal_stage"]))).toEqual(new Set(["Prospecting"]));
    expect(new Set(lines.map((line) => Object.values(line).at(-1))).size).toBe(1);
    expect(JSON.stringify(lines[0])).toContain("engage_date: The date is missing.");
    expect(await importFrom(database, example.companyId, pipeline, "crm/won.yaml")).toMatchObject({
      received: 4238,
      accepted: 4238,
      rejected: 0,
      skipped: 4562,
      unattributed: 0,
    });
    return example;
  })();
  return opened;
};

const tallied = async (
  metric: string,
  groupBy: "member" | "team" | "day",
  from: string,
  before: string,
): Promise<ReadonlyMap<string, unknown>> => {
  const { companyId } = await crm();
  const { tallies } = talliesJson(must(await talliesOf(database, companyId, { metric, from: day(from), before: day(before), groupBy })));
  return new Map(tallies.map(({ member, team, day: on, credited }) => [member ?? team ?? on ?? "", credited]));
};

const monthAfter = (month: string): string =>
  month.endsWith("12")
    ? `${Number(month.slice(0, 4)) + 1}-01-01`
    : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, "0")}-01`;

test("the company file is what the script makes of the data set's list of agents", () => {
  expect(exampleText("crm/company.yaml")).toBe(crmCompany(readFileSync(join(folder ?? "", "sales_teams.csv"), "utf8")));
});

describe("imported with two maps", () => {
  test("every quarter has the published deals and dollars, in each team those of its agents", async () => {
    const { companyId } = await crm();
    for (const { number, on, won } of quarters) {
      const { company, teams } = attainmentJson(must(await attainmentOf(database, companyId, { on: day(on), now: NOW })));
      const facts = published[number - 1];
      expect([won.length, sum(won)]).toEqual([facts?.deals, facts?.revenue]);
      expect(company.parts.map(({ credited }) => credited)).toEqual([dollars(facts?.revenue ?? 0)]);
      const byTeam = new Map(teams.map(({ team, parts }) => [team, parts[0]?.credited]));
      const leads = [...new Set([...managers.values()].map(idOf))];
      expect(leads.map((lead) => byTeam.get(lead))).toEqual(
        leads.map((lead) => dollars(sum(won.filter(({ manager }) => manager === lead)))),
      );
      const [startsOn, endsBefore] = [
        `2017-${String(number * 3 - 2).padStart(2, "0")}-01`,
        number === 4 ? "2018-01-01" : `2017-${String(number * 3 + 1).padStart(2, "0")}-01`,
      ];
      const deals = await tallied("deals-won", "team", startsOn, endsBefore);
      expect(leads.map((lead) => deals.get(lead) ?? 0)).toEqual(leads.map((lead) => won.filter(({ manager }) => manager === lead).length));
      const [annasDeals, annasRevenue] = await Promise.all(
        ["deals-won", "revenue-won"].map(async (metric) => (await tallied(metric, "member", startsOn, endsBefore)).get("anna-snelling")),
      );
      expect([annasDeals, annasRevenue]).toEqual([facts?.anna[0], dollars(facts?.anna[1] ?? 0)]);
    }
  });

  test("every month has the published number of opportunities opened, in each team those of its agents", async () => {
    for (const [month, number] of Object.entries(openedByMonth)) {
      const teams = await tallied("opportunities-opened", "team", `${month}-01`, monthAfter(month));
      expect([month, [...teams.values()].reduce((total: number, each) => total + Number(each), 0)]).toEqual([month, number]);
      const ours = opportunities.filter(
        ({ engaged }) =>
          engaged.split("/").reverse().join("-").startsWith(month.slice(0, 4)) && Number(engaged.split("/")[0]) === Number(month.slice(5)),
      );
      for (const [team, credited] of teams) expect([team, credited]).toEqual([team, ours.filter(({ manager }) => manager === team).length]);
    }
  });

  test("a quota of $60,000 a quarter shows who of the 35 met it, those with nothing included", async () => {
    const { rows } = await crm();
    const idle = [...managers.keys()].map(idOf).filter((agent) => opportunities.every((each) => each.agent !== agent));
    expect(idle).toHaveLength(5);
    for (const { number, on, won } of quarters) {
      const shown = await rows({ on });
      expect(shown).toHaveLength(35);
      expect(shown.filter(({ status }) => status === "met")).toHaveLength(published[number - 1]?.met ?? 0);
      const revenue = (agent: string): number => sum(won.filter((each) => each.agent === agent));
      expect(
        shown.map(({ member, status, requirement }) => [member, status, requirement.type === "quota" ? requirement.credited : null]),
      ).toEqual(
        [...managers.keys()].map(idOf).map((agent) => [agent, revenue(agent) >= 60_000 ? "met" : "missed", dollars(revenue(agent))]),
      );
      expect(shown.filter(({ member }) => idle.includes(member)).map(({ status }) => status)).toEqual([
        "missed",
        "missed",
        "missed",
        "missed",
        "missed",
      ]);
    }
  });

  test("the same files a second time change nothing and are told as duplicates", async () => {
    const { companyId, rows } = await crm();
    const before = await rows({ on: "2017-12-15" });
    expect(await importFrom(database, companyId, pipeline, "crm/opened.yaml")).toMatchObject({
      received: 8800,
      accepted: 0,
      duplicates: 8300,
      revised: 0,
      stale: 0,
      rejected: 500,
    });
    expect(await importFrom(database, companyId, pipeline, "crm/won.yaml")).toMatchObject({
      received: 4238,
      accepted: 0,
      duplicates: 4238,
      revised: 0,
      stale: 0,
      rejected: 0,
    });
    expect(await rows({ on: "2017-12-15" })).toEqual(before);
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });
});
