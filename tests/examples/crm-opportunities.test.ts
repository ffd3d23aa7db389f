import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isoDay } from "../../src/domain/day.ts";
import { memberRates } from "../../src/domain/member-rates.ts";
import { milestonesOf, type MilestoneFact } from "../../src/domain/milestones.ts";
import { opportunityContext, readOpportunity } from "../../src/domain/opportunity-reading.ts";
import type { OpportunityReport } from "../../src/domain/opportunity.ts";
import { planEffort } from "../../src/domain/planner.ts";
import { rateOf, sharpened, unknownRate } from "../../src/domain/rate.ts";
import { must } from "../product.ts";
import { sharedFolder } from "../shared-folder.ts";

/**
 * A real pipeline of 8,800 opportunities, "CRM Sales Opportunities" of Maven Analytics (public domain), read as opportunities. The numbers to reach are those
 * published beside the data, and sums made here from its rows.
 */

const folder = sharedFolder("data/crm");

type Row = Readonly<Record<string, string>>;

const rows: readonly Row[] =
  folder === undefined ? [] : parse<Row>(readFileSync(join(folder, "sales_pipeline.csv"), "utf8"), { columns: true });

/** `3/1/2017` is 2017-03-01. */
const isoOf = (written: string | undefined): string | undefined => {
  const [month = "", day = "", year = ""] = written?.split("/") ?? [];
  return year === "" ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};

const context = opportunityContext({ attributes: {}, country: "US", currency: "USD" });
const now = 1_775_001_600_000_000n; // 2026-04-01T00:00:00Z

const outcomes: Readonly<Record<string, string>> = { Won: "won", Lost: "lost" };

const reportOf = (row: Row): OpportunityReport =>
  must(
    readOpportunity(
      {
        source: "crm",
        externalId: row["opportunity_id"],
        owner: row["sales_agent"],
        product: row["product"],
        stage: row["deal_stage"],
        openedOn: isoOf(row["engage_date"]),
        closedOn: isoOf(row["close_date"]),
        outcome: outcomes[row["deal_stage"] ?? ""],
        ...(row["close_value"] === "" ? {} : { amount: row["close_value"], currency: "USD" }),
        ...(row["account"] === "" ? {} : { prospect: row["account"] }),
      },
      context,
      now,
    ),
  );

const milestones = rows.map((row, arrival) => {
  const revision = { report: reportOf(row), rank: null, revisedAt: null, contentHash: "", arrival, day: 0 };
  return milestonesOf([revision]);
});
const openings = milestones.flatMap(({ opening }) => opening ?? []);
const closings = milestones.flatMap(({ closing }) => closing ?? []);
const won = closings.filter(({ milestone }) => milestone === "deal_won");
const dollarsOf = (facts: readonly MilestoneFact[]): number =>
  facts.reduce((sum, { amount }) => sum + Number(amount?.amountMinor ?? 0n), 0) / 100;
const ownerOf = ({ owners }: MilestoneFact): string => owners?.[0].reference ?? "";
const quarterOf = ({ on }: MilestoneFact): string => `${isoDay(on).slice(0, 4)} Q${Math.ceil(Number(isoDay(on).slice(5, 7)) / 3)}`;

const counted = <T>(all: readonly T[], keyOf: (each: T) => string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const each of all) counts[keyOf(each)] = (counts[keyOf(each)] ?? 0) + 1;
  return counts;
};

describe.skipIf(folder === undefined)("the pipeline of a real company", () => {
  test("is read whole, and the 500 without a day have no opening", () => {
    expect([rows.length, openings.length, won.length, closings.length - won.length]).toEqual([8_800, 8_300, 4_238, 2_473]);
    expect(milestones.filter(({ opening }) => opening === null)).toHaveLength(500);
  });

  test("opened in each month as many as are published", () => {
    expect(counted(openings, ({ on }) => isoDay(on).slice(0, 7))).toEqual({
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
    });
  });

  test.each([
    ["2017 Q1", 531, 1_134_672, 25, 47_208],
    ["2017 Q2", 1_254, 3_086_111, 71, 82_472],
    ["2017 Q3", 1_257, 2_982_255, 55, 72_498],
    ["2017 Q4", 1_196, 2_802_496, 57, 72_878],
  ])("won in %s as many deals and dollars as are published, and Anna Snelling hers", (quarter, deals, dollars, annas, annasDollars) => {
    const inQuarter = won.filter((fact) => quarterOf(fact) === quarter);
    const hers = inQuarter.filter((fact) => ownerOf(fact) === "Anna Snelling");
    expect([inQuarter.length, dollarsOf(inQuarter), hers.length, dollarsOf(hers)]).toEqual([deals, dollars, annas, annasDollars]);
  });

  test("has of each agent, product and quarter what its rows add up to", () => {
    const keyOf = (agent: string | undefined, product: string | null | undefined, quarter: string) => [agent, product, quarter].join(" | ");
    const [raw, found] = [new Map<string, number>(), new Map<string, number>()];
    for (const row of rows.filter((each) => each["deal_stage"] === "Won")) {
      const [month = "", , year = ""] = row["close_date"]?.split("/") ?? [];
      const key = keyOf(row["sales_agent"], row["product"], `${year} Q${Math.ceil(Number(month) / 3)}`);
      raw.set(key, (raw.get(key) ?? 0) + Number(row["close_value"]));
    }
    for (const fact of won) {
      const key = keyOf(ownerOf(fact), fact.product, quarterOf(fact));
      found.set(key, (found.get(key) ?? 0) + dollarsOf([fact]));
    }
    expect(found).toEqual(raw);
  });

  test("wins 4,238 of 6,711, which is 63.1 %, and may be 62.0 to 64.3 %", () => {
    const rate = rateOf({ reached: won.length, of: closings.length }, 0.95);
    expect(rate?.value).toEqual({ done: 4_238, of: 6_711 });
    // binomtest(4238, 6711).proportion_ci(.95, "wilson") of SciPy.
    expect(rate?.interval.low).toBeCloseTo(0.619886914783114, 8);
    expect(rate?.interval.high).toBeCloseTo(0.6429636693779573, 8);
  });

  test("has agents whose win rates lie closer together than their raw rates say", () => {
    const [all, wins] = [counted(closings, ownerOf), counted(won, ownerOf)];
    const agents = Object.keys(all).map((member) => ({ member, counted: { reached: wins[member] ?? 0, of: all[member] ?? 0 } }));
    const { members } = memberRates(agents, 0.95);
    expect(members).toHaveLength(30);
    const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    expect(spread(members.map(({ believed }) => believed!.mean))).toBeLessThan(
      spread(agents.map(({ counted: { reached, of } }) => reached / of)),
    );
  });

  test("says what an agent needs for $100,000 at 80 %, as drawn from its own deals", () => {
    const deals = won.flatMap(({ amount }) => amount ?? []);
    const plan = must(
      planEffort({
        wanted: { type: "worth", needed: { amountMinor: 10_000_000n, currency: "USD" }, deals },
        chance: 0.8,
        stages: [
          {
            id: "opportunity",
            rate: { type: "believed", rate: sharpened(unknownRate, { reached: won.length, of: closings.length }) },
            secondsEach: 4 * 3_600,
          },
        ],
        capacity: { work: 6_500, weekWork: 500, secondsPerDay: 6 * 3_600, mostContacts: null },
      }),
    );
    // By NumPy, 200,000 quarters drawn from the rows: 78 opportunities give $100,000 in 78.3 %, 79 in 80.7 %.
    expect(plan).toMatchObject({ type: "reachable", aim: { worth: { amountMinor: 10_000_000n } }, effort: { needed: { count: 79 } } });
  });
});
