import { parse as parseCsv } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { join } from "node:path";
import { funnelOf } from "../../src/operations/funnel-of.ts";
import { planEffort } from "../../src/operations/plan-effort.ts";
import { testApi } from "../api.ts";
import { attainWith, over } from "../command-line.ts";
import { day, must, NOW, openCompany } from "../product.ts";
import { sharedFolder } from "../shared-folder.ts";
import { testDatabase } from "../test-database.ts";
import { exampleText, importOpportunitiesFrom, openExample } from "./example.ts";

/** How much effort a result needs, from the files of the examples through the command line and by HTTP. */

const { database } = await testDatabase();
const attain = async (...commandLine: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await attainWith(over(database), [...commandLine, "--lang", "en"]);
  return status === 0 ? stdout : `${status}: ${stderr}`;
};

const raj = await openExample(database, "raj");
await raj.importFile("activities.csv");
await raj.importOpportunities("opportunities.csv");
const march = ["--company", "morning-calm", "--from", "2026-03-01", "--before", "2026-04-01"];
const again = ["plan-effort", ...march, "--member", "raj", "--on", "2026-04-01", "--results", "30"];

test("Raj's 400 activities led to 30 opportunities: 7.5%, and where that may lie", async () => {
  const said = await attain("funnel", ...march, "--by", "kind");
  expect(said).toMatch(/Activities +400/);
  expect(said).toMatch(/Opportunities opened +30 +7\.5% \(5\.3%–10\.5%\)/);
  expect(said).toContain("They differ by no more than chance makes of equal ones.");
  expect(said).toContain("It is accounting, no cause.");
});

test("30 again at 80% take 458 were 7.5% known, 479 since it was estimated from one month", async () => {
  expect(
    await attain("plan-effort", "--company", "morning-calm", "--member", "raj", "--on", "2026-04-01", "--results", "30", "--rate", "7.5%"),
  ).toContain("Activities: 458 in April 2026");
  expect(await attain(...again, "--rates", "funnel")).toContain("Activities: 479 in April 2026");
});

test("and so says the interface", async () => {
  const api = await testApi(database);
  const order = { member: "raj", on: "2026-04-01", wanted: { results: 30 }, rates: "funnel", from: "2026-03-01", before: "2026-04-01" };
  const answer = await api.ask({ method: "POST", url: "/api/v1/effort-plans", headers: { "attain-company": "morning-calm" }, body: order });
  expect(answer.body).toMatchObject({
    isReachable: true,
    needed: { count: 479, low: 283, high: 534 },
    stages: [{ counted: { reached: 30, of: 400 } }],
  });
});

// Mina begins on 2 March without customers or history; the preset's rates are Granum's 10-3-1. Of four contracts at $900 she has her $3,600.
await openExample(database, "adviser");
const mina = ["plan-effort", "--company", "lakeside", "--member", "mina", "--on", "2026-03-31", "--rates", "assumed"];
const stay = ["--income", "3600.00", "--each", "900.00", "--minutes", "contact=20", "--minutes", "fact-finding=120"];

test("an adviser without customers needs 71 people to earn what she has to: so many a week of hers, in a range that says how little is known", async () => {
  const said = await attain(...mina, ...stay, "--contacts", "300");
  expect(said).toContain("Qualified people contacted: 71 in March 2026, which is 17 a week or 4 on each of 22 working days.");
  expect(said).toContain("With a chance of 80% that leads to at least 4 (New clients).");
  expect(said).toContain("Depending on luck it takes 17–99");
  expect(said).toContain("O. Alfred Granum's 10-3-1");
});

test("who has 40 people to contact, or an hour a day, hears that it is not reachable and how far they get", async () => {
  const few = await attain(...mina, ...stay, "--contacts", "40");
  expect(few).toContain("Not reachable.\nIt takes 71 to contact, and there are 40.");
  expect(few).toContain("That leads to 2 with a chance of 80%");
  expect(await attain(...mina, ...stay, "--hours", "1")).toMatch(/Not reachable\.\nIt takes [\d.]+ hours, and there are 22\./);
});

test("four deals a quarter at 379 dials a meeting, of which a fifth becomes a deal, are beyond one person", async () => {
  const dials = ["--rate", "1/379", "--minutes", "3", "--rate", "20%", "--minutes", "60"];
  const said = await attain(
    "plan-effort",
    "--company",
    "lakeside",
    "--cadence",
    "quarter",
    "--on",
    "2026-04-01",
    "--results",
    "4",
    ...dials,
  );
  expect(said).toContain("Not reachable.\nIt takes 550.1 hours");
  expect(said).toContain("10,450 in Q2 2026");
});

const rowsOf = (path: string): readonly Readonly<Record<string, string>>[] => parseCsv(readFileSync(path, "utf8"), { columns: true });

type Drawn = { readonly tries: number; readonly mean: number; readonly deviation: number; readonly worth: number };

/** How often so many tries, each won with a rate that is itself not known, come to the worth. */
const shareDrawn = (deals: readonly number[], { tries, mean, deviation, worth }: Drawn): number => {
  let seed = 7;
  const draw = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rounds = 20_000;
  let reached = 0;
  for (let round = 0; round < rounds; round += 1) {
    const rate = mean + deviation * Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
    let sum = 0;
    for (let each = 0; each < tries; each += 1) if (draw() < rate) sum += deals[Math.floor(draw() * deals.length)] ?? 0;
    if (sum >= worth) reached += 1;
  }
  return reached / rounds;
};

test("an agent of a real pipeline needs so many opportunities for $100,000 at 80%", async ({ skip }) => {
  const folder = sharedFolder("data/crm");
  if (folder === undefined) return skip("the CRM data set is not at hand");
  const stages = [
    { id: "opened", name: "Opened", milestone: "opportunity_opened" },
    { id: "won", name: "Won", milestone: "deal_won" },
  ];
  const { companyId } = await openCompany(database, { ...(parse(exampleText("crm/company.yaml")) as object), funnel: { stages } });
  await importOpportunitiesFrom(database, companyId, join(folder, "sales_pipeline.csv"), "crm/pipeline.yaml");
  const days = { from: day("2016-10-01"), before: day("2018-01-01") };
  const funnel = must(await funnelOf(database, companyId, { ...days, by: "member", now: NOW }));
  // Of 8,800 opportunities 500 have no day on which they opened.
  expect(funnel.whole).toMatchObject({ reached: 4_238, of: 8_300 });
  // Five agents of the 35 own none.
  expect(funnel.rows.length).toBe(30);
  expect(funnel.isSpread).toBe(true);
  const input = {
    member: "darcel-schlecht",
    cadence: "quarter",
    on: "2018-01-01",
    wanted: { worth: "100000" },
    rates: "funnel",
    from: "2016-10-01",
    before: "2018-01-01",
  };
  const plan = must(await planEffort(database, companyId, { input, now: NOW }));
  expect(plan).toMatchObject({
    isReachable: true,
    needed: { count: 93, low: 61, high: 100 },
    stages: [{ counted: { reached: 349, of: 636 } }],
  });
  // Drawn instead of worked out: of so many opportunities deals as they were won are worth enough eight times of ten.
  const won = rowsOf(join(folder, "sales_pipeline.csv")).flatMap((row) =>
    row["deal_stage"] === "Won" ? [Number(row["close_value"])] : [],
  );
  const { mean, interval } = plan.rate;
  expect(
    shareDrawn(won, { tries: 93, mean, deviation: ((interval?.high ?? 0) - (interval?.low ?? 0)) / 3.92, worth: 100_000 }),
  ).toBeCloseTo(0.8, 1);
}, 300_000);
