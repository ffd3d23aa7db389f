import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { crmCompany } from "../../scripts/crm-company.ts";
import { talliesJson } from "../../src/operations/tallies-json.ts";
import { talliesOf } from "../../src/operations/tallies-of.ts";
import { rateOf } from "../../src/domain/rate.ts";
import { listOpportunities } from "../../src/operations/list-opportunities.ts";
import { attainmentJson } from "../../src/operations/attainment-json.ts";
import { attainmentOf } from "../../src/operations/attainment-of.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, must, NOW } from "../product.ts";
import { sharedFolder } from "../shared-folder.ts";
import { testDatabase } from "../test-database.ts";
import { exampleText, importOpportunitiesFrom, openExample, type Example } from "./example.ts";

/**
 * A real pipeline of 8,800 opportunities, "CRM Sales Opportunities" of Maven Analytics (public domain), imported with the one map of
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
  readonly region: string;
  readonly product: string;
  readonly stage: string;
  readonly engaged: string;
  readonly closed: string;
  readonly value: number;
};

const rowsOf = (name: string): readonly Readonly<Record<string, string>>[] =>
  folder === undefined ? [] : parse<Readonly<Record<string, string>>>(readFileSync(join(folder, name), "utf8"), { columns: true });
const idOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");
const managers = new Map(rowsOf("sales_teams.csv").map((row) => [row["sales_agent"] ?? "", row["manager"] ?? ""]));
const regions = new Map(rowsOf("sales_teams.csv").map((row) => [row["sales_agent"] ?? "", row["regional_office"] ?? ""]));
const products = rowsOf("products.csv").map((row) => row["product"] ?? "");
const opportunities: readonly Opportunity[] = rowsOf("sales_pipeline.csv").map((row) => ({
  agent: idOf(row["sales_agent"] ?? ""),
  manager: idOf(managers.get(row["sales_agent"] ?? "") ?? ""),
  region: idOf(regions.get(row["sales_agent"] ?? "") ?? ""),
  product: row["product"] === "GTXPro" ? "GTX Pro" : (row["product"] ?? ""),
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

const agents = [...managers.keys()].map(idOf);
const leads = [...new Set([...managers.values()].map(idOf))];
const offices = [...new Set([...regions.values()].map(idOf))];

let opened: Promise<Example> | undefined;
/** Applied and imported once for the tests of this file. */
const crm = (): Promise<Example> => {
  opened ??= (async () => {
    const example = await openExample(database, "crm");
    expect(await importOpportunitiesFrom(database, example.companyId, pipeline, "crm/pipeline.yaml")).toEqual({
      received: 8800,
      accepted: 8800,
      duplicates: 0,
      revised: 0,
      stale: 0,
      rejected: 0,
      skipped: 0,
      unattributed: 0,
      undated: 500,
      newSources: [],
      rejectedFile: null,
      rejections: [],
      notes: [],
      encoding: "UTF-8",
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

test("the company file is what the script makes of the data set's lists of agents and products", () => {
  const [teams = "", products = ""] = ["sales_teams.csv", "products.csv"].map((name) => readFileSync(join(folder ?? "", name), "utf8"));
  expect(exampleText("crm/company.yaml")).toBe(crmCompany(teams, products));
});

describe("imported with one map", () => {
  test("every quarter has the published deals and dollars, in each team those of its agents", async () => {
    const { companyId } = await crm();
    for (const { number, on, won } of quarters) {
      const { company, teams } = attainmentJson(must(await attainmentOf(database, companyId, { on: day(on), now: NOW })));
      const facts = published[number - 1];
      expect([won.length, sum(won)]).toEqual([facts?.deals, facts?.revenue]);
      expect(company.parts.map(({ credited }) => credited)).toEqual([dollars(facts?.revenue ?? 0)]);
      const byTeam = new Map(teams.map(({ team, parts }) => [team, parts[0]?.credited]));
      expect(leads.map((lead) => byTeam.get(lead))).toEqual(
        leads.map((lead) => dollars(sum(won.filter(({ manager }) => manager === lead)))),
      );
      expect(offices.map((office) => byTeam.get(office))).toEqual(
        offices.map((office) => dollars(sum(won.filter(({ region }) => region === office)))),
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

  test.each(quarters)(
    "quarter $number: lost, and revenue by product, region, manager and agent are what the raw rows add up to",
    async ({ number, won }) => {
      const [startsOn, endsBefore] = [
        `2017-${String(number * 3 - 2).padStart(2, "0")}-01`,
        number === 4 ? "2018-01-01" : `2017-${String(number * 3 + 1).padStart(2, "0")}-01`,
      ];
      const lost = opportunities.filter(({ stage, closed }) => stage === "Lost" && quarterOf(closed) === number);
      const lostByAgent = await tallied("deals-lost", "member", startsOn, endsBefore);
      for (const agent of agents)
        expect([agent, lostByAgent.get(agent) ?? 0]).toEqual([agent, lost.filter((each) => each.agent === agent).length]);
      for (const product of products) {
        const ofProduct = won.filter((each) => each.product === product);
        const byAgent = await tallied(`revenue-${idOf(product)}`, "member", startsOn, endsBefore);
        expect([product, ...agents.map((agent) => byAgent.get(agent) ?? dollars(0))]).toEqual([
          product,
          ...agents.map((agent) => dollars(sum(ofProduct.filter((each) => each.agent === agent)))),
        ]);
        const byTeam = await tallied(`revenue-${idOf(product)}`, "team", startsOn, endsBefore);
        const wanted = leads.map((lead) => sum(ofProduct.filter(({ manager }) => manager === lead)));
        expect([product, ...leads.map((lead) => byTeam.get(lead) ?? dollars(0))]).toEqual([product, ...wanted.map(dollars)]);
      }
    },
  );

  test("the 500 without a day stand in a list of their own, and the five agents without a row among the members", async () => {
    const { companyId } = await crm();
    const list = async (question: Parameters<typeof listOpportunities>[2]) => {
      const found = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = must(
          await listOpportunities(database, companyId, { ...question, limit: 200, ...(cursor === undefined ? {} : { cursor }) }),
        );
        found.push(...page.opportunities);
        cursor = page.nextCursor;
      }
      return found;
    };
    const undated = await list({ state: "undated" });
    expect(undated).toHaveLength(500);
    expect(new Set(undated.map(({ stage, openedOn, outcome }) => `${stage} ${openedOn} ${outcome}`))).toEqual(
      new Set(["Prospecting null null"]),
    );
    expect(await list({ state: "unattributed" })).toEqual([]);
    const idle = agents.filter((agent) => opportunities.every((each) => each.agent !== agent));
    expect(idle).toHaveLength(5);
    for (const member of idle) expect(must(await listOpportunities(database, companyId, { member })).opportunities).toEqual([]);
    expect(await list({ state: "won" })).toHaveLength(4_238);
    expect(await list({ state: "lost" })).toHaveLength(2_473);
  });

  test("wins 4,238 of 6,711, which is 63.1 %, and may be 62.0 to 64.3 %", async () => {
    const count = async (metric: string): Promise<number> =>
      [...(await tallied(metric, "team", "2016-10-01", "2018-01-01")).entries()].reduce(
        (total, [team, credited]) => total + (leads.includes(team) ? Number(credited) : 0),
        0,
      );
    const [won, lost] = [await count("deals-won"), await count("deals-lost")];
    const rate = rateOf({ reached: won, of: won + lost }, 0.95);
    expect(rate?.value).toEqual({ done: 4_238, of: 6_711 });
    // binomtest(4238, 6711).proportion_ci(.95, "wilson") of SciPy.
    expect([rate?.interval.low, rate?.interval.high].map((bound) => bound?.toFixed(8))).toEqual(["0.61988691", "0.64296367"]);
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
    expect(await importOpportunitiesFrom(database, companyId, pipeline, "crm/pipeline.yaml")).toMatchObject({
      received: 8800,
      accepted: 0,
      duplicates: 8800,
      revised: 0,
      stale: 0,
      rejected: 0,
    });
    expect(await rows({ on: "2017-12-15" })).toEqual(before);
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });
});
