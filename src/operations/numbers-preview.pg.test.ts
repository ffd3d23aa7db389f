import { beforeEach, describe, expect, test } from "vitest";
import { day, must, openCompany, quotasIn, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { NumbersPreview, NumbersQuestion } from "./company-file/numbers-preview.ts";
import { countMetrics } from "./count-metrics.ts";
import { diffCompany } from "./diff-company.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const today = "2026-03-01";
const calls = { id: "calls", where: 'kind == "call"' };
const people = { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } };
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `hill-${companies}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }, { id: "mina", name: "Mina" }], // prettier-ignore
    metrics: [calls, people],
    plans: [
      { id: "monthly", cadence: "month", require: { metric: "calls", target: 3 } },
      { id: "weekly", cadence: "week", require: { allOf: [{ metric: "calls", target: 1 }, { metric: "people", target: 1 }] } }, // prettier-ignore
    ],
  };
  product = await openCompany(database, file, today);
  const call = (externalId: string, member: string, occurredOn: string, durationSeconds: number, prospect = "ann@client.example") => ({
    source: "dialer",
    externalId,
    member,
    kind: "call",
    occurredOn,
    durationSeconds,
    prospect,
  });
  await product.record([
    call("1", "raj", "2026-03-03", 90),
    call("2", "raj", "2026-03-12", 30),
    call("3", "raj", "2026-03-20", 90),
    call("4", "mina", "2026-03-12", 90, "bo@client.example"),
    call("5", "mina", "2026-03-13", 20, "bo@client.example"),
  ]);
});

const longer = { ...calls, startsOn: "2026-03-10", where: 'kind == "call" && durationSeconds >= 60' };

const preview = async (changed: Readonly<Record<string, unknown>>, question: NumbersQuestion = {}): Promise<NumbersPreview> => {
  const { numbers } = must(await diffCompany(database, { ...file, ...changed }, { today: day(today), numbers: question }));
  if (numbers === null) throw new Error("no numbers were told");
  return numbers;
};

const lines = ({ numbers }: NumbersPreview): readonly string[] =>
  numbers.map(({ metric, member, period, before, after, difference }) =>
    [metric, member, period.cadence, period.startsOn, before, after, difference].map(String).join(" "),
  );

test("every number that a version of a metric would change is told, before and after, in the periods that the plans ask about", async () => {
  const told = await preview({ metrics: [calls, longer, people] });
  expect(lines(told)).toEqual([
    "calls raj month 2026-03-01 3 2 -1",
    "calls mina month 2026-03-01 2 1 -1",
    "calls raj week 2026-03-09 1 0 -1",
    "calls mina week 2026-03-09 2 1 -1",
  ]);
  expect(told.totals).toEqual([
    { metric: "calls", unit: "count", cadence: "month", numbers: 2, difference: -2 },
    { metric: "calls", unit: "count", cadence: "week", numbers: 2, difference: -2 },
  ]);
  expect(told).toMatchObject({ counting: [], nextCursor: null });
});

test("the statuses that change with the numbers are told", async () => {
  const { statuses } = must(
    await diffCompany(database, { ...file, metrics: [calls, longer, people] }, { today: day("2026-03-10"), numbers: {} }),
  ).numbers ?? { statuses: [] };
  // Raj's week from 9 March had a call, though nobody new: it was not met before either.
  expect(statuses.map(({ member, plan, period, before, after }) => [member, plan, period.startsOn, before, after])).toEqual([
    ["raj", "monthly", "2026-03-01", "met", "open"],
  ]);
});

test("a metric that is new has counted nothing before; a metric that no plan asks is told by months", async () => {
  const long = { id: "long", where: "durationSeconds >= 60" };
  expect(lines(await preview({ metrics: [calls, people, long] }))).toEqual([
    "long raj month 2026-03-01 0 2 2",
    "long mina month 2026-03-01 0 1 1",
  ]);
});

test("a change of windows is told as it would be counted", async () => {
  const daily = { ...people, startsOn: "2026-03-10", oncePer: { prospect: "day" } };
  expect(lines(await preview({ metrics: [calls, people, daily] }))).toEqual([
    "people raj week 2026-03-09 0 1 1",
    "people mina week 2026-03-09 1 2 1",
    "people raj week 2026-03-16 0 1 1",
  ]);
});

test("pages end with a whole period of a member, and together they are the whole", async () => {
  const changed = { metrics: [calls, longer, { ...people, where: 'kind == "email"', startsOn: "2026-03-10" }, people] };
  const whole = lines(await preview(changed));
  const paged: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: NumbersPreview = await preview(changed, { limit: 1, ...(cursor === "" ? {} : { cursor }) });
    expect(new Set(page.numbers.map(({ member, period }) => `${member} ${period.cadence} ${period.startsOn}`)).size).toBe(1);
    paged.push(...lines(page));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(whole);
  expect(whole.length).toBeGreaterThan(4);
});

test("nothing is stored, and what is applied then is what was told", async () => {
  const before = await owner.pool.query("select settings_version from company_settings where company_id = $1", [product.companyId]);
  const changed = { metrics: [calls, longer, people] };
  const told = await preview(changed);
  const after = await owner.pool.query("select settings_version from company_settings where company_id = $1", [product.companyId]);
  expect(after.rows).toEqual(before.rows);
  expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });

  must(await product.apply({ ...file, ...changed }));
  await countMetrics(database, product.companyId);
  const march = await product.rows({ on: "2026-03-31", cadence: "month" });
  expect(march.map(({ member, requirement }) => [member, quotasIn(requirement)[0]?.credited])).toEqual(
    told.numbers.filter(({ period }) => period.cadence === "month").map(({ member, after: number }) => [member, number]),
  );
});

describe("numbers that cannot be told", () => {
  test("those of a metric that is being counted are named", async () => {
    must(await product.apply({ ...file, metrics: [calls, longer, people] }));
    const longest = { ...longer, startsOn: "2026-03-11", where: 'kind == "call" && durationSeconds >= 600' };
    expect(await preview({ metrics: [calls, longer, longest, people] })).toMatchObject({ counting: ["calls"], numbers: [], totals: [] });
  });

  test.each(["x", "", Buffer.from('["month",1]').toString("base64url"), Buffer.from('["moon",1,1]').toString("base64url")])(
    "a cursor that was not given out is refused: %j",
    async (cursor) => {
      const refused = await diffCompany(
        database,
        { ...file, metrics: [calls, longer, people] },
        { today: day(today), numbers: { cursor } },
      );
      expect(refused).toMatchObject({ ok: false, refusals: [{ code: "cursor-invalid" }] });
    },
  );
});

test("what daily totals add is told as it is and as it will be", async () => {
  const total = (occurredOn: string, quantity: number) => ({
    source: "sheet",
    member: "raj",
    kind: "call",
    occurredOn,
    quantity,
    total: true,
  });
  await product.record([total("2026-03-03", 4), total("2026-03-20", 5)]);
  const changed = await preview({ metrics: [calls, longer, people] });
  // Four on the 3rd stay; of the 12th's call and the five of the 20th one call of a minute is left.
  expect(lines(changed).filter((line) => line.startsWith("calls raj month"))).toEqual(["calls raj month 2026-03-01 10 5 -5"]);
  must(await product.apply({ ...file, metrics: [calls, longer, people] }));
  await countMetrics(database, product.companyId);
  expect((await product.explain("raj", "calls", "2026-03-31")).credited).toBe(5);
});
