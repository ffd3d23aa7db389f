import { beforeEach, describe, expect, test } from "vitest";
import { readRedating } from "../domain/redating-reading.ts";
import { must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { redateActivities, type RedatingAnswer } from "./redate-activities.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const today = "2026-04-10";
const inSeoul = { id: "raj", name: "Raj", timeZone: [{ value: null }, { value: "Asia/Seoul", from: "2026-03-20" }] };
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

const call = (externalId: string, occurred: { readonly occurredAt: string } | { readonly occurredOn: string }, member = "raj") => ({
  source: "dialer",
  externalId,
  member,
  kind: "call",
  prospect: "ann@client.example",
  ...occurred,
});

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `hill-${companies}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    teams: [{ id: "east" }],
    members: [{ id: "raj", name: "Raj" }, { id: "mina", name: "Mina", team: "east" }], // prettier-ignore
    metrics: [
      { id: "calls", where: 'kind == "call"' },
      { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } },
      { id: "mornings", where: "localHour < 8" },
    ],
    plans: [{ id: "weekly", cadence: "week", require: { metric: "calls", target: 2 } }],
  };
  product = await openCompany(database, file, today);
  await product.record([
    call("early", { occurredAt: "2026-03-10T16:30:00Z" }),
    // Noon in New York is the next day in Seoul.
    call("late", { occurredAt: "2026-03-31T16:30:00Z" }),
    call("morning", { occurredAt: "2026-03-31T13:30:00Z" }),
    call("day", { occurredOn: "2026-03-25" }),
    call("hers", { occurredAt: "2026-03-31T16:30:00Z" }, "mina"),
  ]);
});

const correct = async (): Promise<void> => {
  const [, ...others] = file["members"] as readonly unknown[]; // written above
  file = { ...file, members: [inSeoul, ...others] };
  must(await product.apply(file));
};

const redate = async (order: Readonly<Record<string, unknown>>, dryRun = false, most = 100): Promise<RedatingAnswer> => {
  const read = must(readRedating({ from: "2026-03-01", before: "2026-05-01", reason: "moved in March", ...order }));
  const answer = must(await redateActivities(database, product.companyId, read, { by: "kim", dryRun, most }));
  expect((await verifyCompany(database, product.companyId)).equal).toBe(true);
  return answer;
};

const dayOf = async (externalId: string): Promise<string> =>
  must(await showActivity(database, product.companyId, { source: "dialer", externalId })).localDay;

const creditedIn = async (metric: string, on: string): Promise<unknown> => (await product.explain("raj", metric, on)).credited;

test("a zone that is dated back moves no stored day by itself", async () => {
  await correct();
  expect(await dayOf("late")).toBe("2026-03-31");
  expect((await verifyCompany(database, product.companyId)).equal).toBe(true);
});

test("the preview tells which records change their day and which numbers change, and writes nothing", async () => {
  await correct();
  const preview = await redate({ member: "raj" }, true);
  expect(preview).toMatchObject({
    redating: null,
    records: 3,
    moved: 1,
    activities: [
      {
        externalId: "late",
        from: { day: "2026-03-31", timeZone: "America/New_York" },
        to: { day: "2026-04-01", timeZone: "Asia/Seoul" },
      },
    ],
    counting: [],
  });
  // The week from 30 March has both days: no call is gained or lost in it.
  expect(preview.numbers.map(({ metric, member, period, before, after, difference }) => [metric, member, period.startsOn, before, after, difference])).toEqual([
    ["people", "raj", "2026-04-01", 0, 1, 1],
    ["mornings", "raj", "2026-04-01", 0, 1, 1],
  ]); // prettier-ignore
  expect(preview.totals).toEqual([
    { metric: "people", unit: "count", cadence: "month", numbers: 1, difference: 1 },
    { metric: "mornings", unit: "count", cadence: "month", numbers: 1, difference: 1 },
  ]);
  expect(await dayOf("late")).toBe("2026-03-31");
  expect(await creditedIn("people", "2026-04-01")).toBe(0);
});

test("done, the days are those of the corrected zone, the count follows, and the act is kept with its reason", async () => {
  await correct();
  const done = await redate({ member: "raj" });
  expect(done).toMatchObject({ redating: 1, records: 3, moved: 1, numbers: [{ metric: "people" }, { metric: "mornings" }] });
  expect(await dayOf("late")).toBe("2026-04-01");
  expect(await dayOf("early")).toBe("2026-03-10");
  expect(await dayOf("hers")).toBe("2026-03-31");
  expect(await creditedIn("people", "2026-04-01")).toBe(1);
  expect(await creditedIn("mornings", "2026-04-01")).toBe(1);
  const { redatings } = must(await showActivity(database, product.companyId, { source: "dialer", externalId: "late" }));
  expect(redatings).toEqual([
    {
      from: { day: "2026-03-31", timeZone: "America/New_York" },
      to: { day: "2026-04-01", timeZone: "Asia/Seoul" },
      reason: "moved in March",
      doneBy: "kim",
      doneAt: expect.any(String),
    },
  ]);
  // Each again is nothing again.
  expect(await redate({ member: "raj" })).toMatchObject({ redating: null, records: 0, moved: 0, numbers: [] });
});

describe("which records are dated anew", () => {
  test("those that have their old day or their new day in the span", async () => {
    await correct();
    expect(await redate({ member: "raj", from: "2026-04-01" }, true)).toMatchObject({ records: 1, moved: 1 });
    expect(await redate({ member: "raj", before: "2026-03-26" }, true)).toMatchObject({ records: 1, moved: 0 });
    expect(await redate({ member: "raj", before: "2026-03-20" }, true)).toMatchObject({ records: 0, moved: 0 });
  });

  test("everybody's when no member is named: a team's zone is that of its members", async () => {
    file = { ...file, teams: [{ id: "east", timeZone: "Asia/Tokyo" }] };
    must(await product.apply(file));
    const done = await redate({});
    expect(done).toMatchObject({ records: 1, moved: 1, activities: [{ externalId: "hers", to: { timeZone: "Asia/Tokyo" } }] });
    expect(await dayOf("hers")).toBe("2026-04-01");
  });

  test("whom the new day finds no longer employed loses the record", async () => {
    file = { ...file, members: [{ ...inSeoul, employedThrough: "2026-03-31" }] };
    must(await product.apply(file));
    expect(await creditedIn("calls", "2026-03-31")).toBe(2);
    expect(await redate({ member: "raj" })).toMatchObject({
      moved: 1,
      totals: [{ metric: "calls", cadence: "week", numbers: 1, difference: -1 }],
    });
    expect(must(await showActivity(database, product.companyId, { source: "dialer", externalId: "late" })).member).toBeNull();
  });
});

test("a re-dating while a metric is being counted tells that its numbers are missing, and they are right in the end", async () => {
  file = { ...file, metrics: [...(file["metrics"] as readonly unknown[]), { id: "all", where: "true" }] }; // written above
  await correct();
  const done = must(
    await redateActivities(database, product.companyId, must(readRedating({ member: "raj", from: "2026-03-01", before: "2026-05-01", reason: "x" })), { by: "kim" }),
  ); // prettier-ignore
  expect(done.counting).toEqual(["all"]);
  await countMetrics(database, product.companyId);
  expect(await creditedIn("all", "2026-04-01")).toBe(1);
  expect((await verifyCompany(database, product.companyId)).equal).toBe(true);
});

describe("refused is", () => {
  test.for<[order: Readonly<Record<string, unknown>>, codes: readonly string[]]>([
    [{ from: "2026-03-01", before: "2026-04-01" }, ["required"]],
    [{ from: "2026-04-01", before: "2026-04-01", reason: "moved" }, ["period-empty"]],
    [{ from: "soon", before: "2026-02-30", reason: " " }, ["date-format", "date-invalid", "text-empty"]],
    [{ mebmer: "raj", from: "2026-03-01", before: "2026-04-01", reason: "moved" }, ["unknown-field"]],
  ])("%j", ([order, codes]) => {
    const read = readRedating(order);
    expect(read.ok ? [] : read.refusals.map(({ code }) => code)).toEqual(codes);
  });

  test("a member that there is not, and more records than one act may change", async () => {
    await correct();
    const order = must(readRedating({ member: "raj", from: "2026-03-01", before: "2026-05-01", reason: "moved" }));
    expect(await redateActivities(database, product.companyId, { ...order, member: "rai" }, { by: "kim" })).toMatchObject({ refusals: [{ code: "not-found" }] }); // prettier-ignore
    expect(await redateActivities(database, product.companyId, order, { by: "kim", most: 2 })).toMatchObject({ refusals: [{ code: "redating-large" }] }); // prettier-ignore
    expect(await dayOf("late")).toBe("2026-03-31");
    const { rows } = await owner.pool.query("select from redatings where company_id = $1", [product.companyId]);
    expect(rows).toEqual([]);
  });
});
