import fc from "fast-check";
import { expect, test } from "vitest";
import { listOpportunities } from "../../src/operations/list-opportunities.ts";
import { recordOpportunities } from "../../src/operations/record-opportunities.ts";
import { talliesJson } from "../../src/operations/tallies-json.ts";
import { talliesOf } from "../../src/operations/tallies-of.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, must, NOW, openCompany } from "../product.ts";
import { testDatabase } from "../test-database.ts";

/**
 * What opportunities count does not depend on the order in which their states come, nor on how they are sent: it is what a reading of the states in the order in
 * which they came to be makes of them. That reading is written here anew, without the product's own.
 */

const { database } = await testDatabase();
const RUNS = Number(process.env["ATTAIN_TEST_LAW_RUNS"] || 8);

const owners = ["raj", "mina", "leo"] as const;
const products = ["A", "B"] as const;
const DAYS = 28;
const metrics = {
  opened: 'kind == "opportunity_opened"',
  "opened-worth": 'kind == "opportunity_opened"',
  won: 'kind == "deal_won"',
  lost: 'kind == "deal_lost"',
  revenue: 'kind == "deal_won"',
  units: 'kind == "deal_won"',
  "new-customers": 'kind == "deal_won" && opportunity.isNewCustomer',
  "product-a": 'kind == "deal_won" && opportunity.product == "A"',
} as const;
type MetricId = keyof typeof metrics;
const summed: Readonly<Partial<Record<MetricId, string>>> = { "opened-worth": "amount", revenue: "amount", units: "quantity" };

/** Days of March, counted from 0; `at` is the hour of the month at which the state came to be. */
type State = {
  readonly at: number;
  readonly owner: (typeof owners)[number] | null;
  readonly ownerFrom: number | null;
  readonly opened: number | null;
  readonly closed: { readonly on: number; readonly outcome: "won" | "lost" } | null;
  readonly dollars: number | null;
  readonly units: number | null;
  readonly product: (typeof products)[number] | null;
  readonly isNew: boolean | null;
  readonly isVoid: boolean;
};

const dayNumber = fc.integer({ min: 0, max: DAYS - 1 });
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 4 });

const state: fc.Arbitrary<State> = fc
  .record({
    at: fc.integer({ min: 0, max: DAYS * 24 - 1 }),
    owner: maybe(fc.constantFrom(...owners)),
    ownerFrom: fc.option(dayNumber, { freq: 1 }),
    opened: maybe(dayNumber),
    closed: fc.option(fc.record({ on: dayNumber, outcome: fc.constantFrom("won" as const, "lost" as const) }), { freq: 2 }),
    dollars: maybe(fc.integer({ min: -50, max: 5_000 })),
    units: maybe(fc.integer({ min: 0, max: 9 })),
    product: maybe(fc.constantFrom(...products)),
    isNew: maybe(fc.boolean()),
    isVoid: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map((found) => ({
    ...found,
    ownerFrom: found.owner === null ? null : found.ownerFrom,
    // Nothing closes before it opens.
    closed:
      found.closed === null || found.opened === null ? found.closed : { ...found.closed, on: Math.max(found.closed.on, found.opened) },
  }));

/**
 * Each with states of different moments, and for each its place in the order of arrival. Few differ in what they say: a state comes back, is confirmed, and
 * stands between two that are the same.
 */
const told = fc
  .record({
    shapes: fc.array(state, { minLength: 1, maxLength: 3 }),
    moments: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: DAYS * 24 - 1 }), fc.nat(), fc.nat()), {
      selector: ([at]) => at,
      minLength: 1,
      maxLength: 7,
    }),
  })
  .map(({ shapes, moments }) =>
    moments.flatMap(([at, shape, place]) => {
      const found = shapes[shape % shapes.length];
      return found === undefined ? [] : [[{ ...found, at }, place] as const];
    }),
  );
const pipeline = fc.array(told, { minLength: 5, maxLength: 25 });

const isoOf = (number: number): string => `2026-03-${String(number + 1).padStart(2, "0")}`;

const itemOf = (id: number, found: State): object => ({
  source: "crm",
  externalId: `D-${id}`,
  ...(found.owner === null ? {} : { owner: found.owner }),
  ...(found.ownerFrom === null ? {} : { ownerFrom: isoOf(found.ownerFrom) }),
  ...(found.opened === null ? {} : { openedOn: isoOf(found.opened) }),
  ...(found.closed === null ? {} : { closedOn: isoOf(found.closed.on), outcome: found.closed.outcome }),
  ...(found.dollars === null ? {} : { amount: `${found.dollars}.00`, currency: "USD" }),
  ...(found.units === null ? {} : { units: found.units }),
  ...(found.product === null ? {} : { product: found.product }),
  ...(found.isNew === null ? {} : { newCustomer: found.isNew }),
  revisedAt: `${isoOf(Math.floor(found.at / 24))}T${String(found.at % 24).padStart(2, "0")}:00:00Z`,
  ...(found.isVoid
    ? { voidedAt: `${isoOf(Math.floor(found.at / 24))}T${String(found.at % 24).padStart(2, "0")}:00:00Z`, voidReason: "gone" }
    : {}),
});

type Counts = Map<string, number>;

/** What one opportunity counts, by metric and member. */
const count = (states: readonly State[], counts: Counts): void => {
  const inTime = states.toSorted((a, b) => a.at - b.at);
  const last = inTime.at(-1);
  if (last === undefined || last.isVoid) return;
  const ownedFrom: { from: number; owner: State["owner"] }[] = [];
  for (const [place, each] of inTime.entries()) {
    const latest = ownedFrom.at(-1);
    let from = each.ownerFrom;
    if (from === null) {
      if (place === 0) from = -1;
      else if (latest?.owner === each.owner) continue;
      else from = Math.min(Math.floor(each.at / 24), each.closed?.on ?? DAYS);
    }
    while ((ownedFrom.at(-1)?.from ?? -2) >= from) ownedFrom.pop();
    if (ownedFrom.length === 0 || ownedFrom.at(-1)?.owner !== each.owner) ownedFrom.push({ from, owner: each.owner });
  }
  const ownerOn = (on: number): State["owner"] => ownedFrom.findLast(({ from }) => from <= on)?.owner ?? null;
  const add = (metric: MetricId, owner: string, number: number | null): void => {
    if (number !== null) counts.set(`${metric} ${owner}`, (counts.get(`${metric} ${owner}`) ?? 0) + number);
  };
  const opener = last.opened === null ? null : ownerOn(last.opened);
  if (opener !== null) {
    add("opened", opener, 1);
    add("opened-worth", opener, inTime.find(({ dollars }) => dollars !== null)?.dollars ?? null);
  }
  const closer = last.closed === null ? null : ownerOn(last.closed.on);
  if (closer === null || last.closed === null) return;
  add(last.closed.outcome, closer, 1);
  if (last.closed.outcome === "lost") return;
  add("revenue", closer, last.dollars);
  add("units", closer, last.units);
  if (last.isNew === true) add("new-customers", closer, 1);
  if (last.product === "A") add("product-a", closer, 1);
};

const withoutZeros = (counts: Counts): readonly (readonly [string, number])[] =>
  [...counts].filter(([, number]) => number !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));

let companies = 0;

test(
  "states that come in any order, in any batches and twice count what the same states in their own order make of them",
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(pipeline, fc.integer({ min: 1, max: 40 }), async (opportunities, atOnce) => {
        companies += 1;
        const { companyId } = await openCompany(database, {
          company: { id: `law-${companies}`, name: "Law", country: "US", timeZone: "UTC", currency: "USD" },
          members: owners.map((id) => ({ id, name: id })),
          metrics: Object.entries(metrics).map(([id, where]) => {
            const sum = summed[id as MetricId];
            return { id, where, ...(sum === undefined ? {} : { measure: { sum } }) };
          }),
        });
        const arrivals = opportunities
          .flatMap((states, id) => states.map(([each, place]) => ({ item: itemOf(id, each), place })))
          .toSorted((a, b) => a.place - b.place)
          .flatMap(({ item }, index) => (index % 7 === 0 ? [item, item] : [item]));
        for (let from = 0; from < arrivals.length; from += atOnce) {
          const answer = await recordOpportunities(database, companyId, arrivals.slice(from, from + atOnce), {
            now: NOW,
            defaultProvenance: "imported",
          });
          expect(answer.rejected).toEqual([]);
        }
        const expected: Counts = new Map();
        for (const states of opportunities)
          count(
            states.map(([each]) => each),
            expected,
          );
        const found: Counts = new Map();
        for (const metric of Object.keys(metrics)) {
          const asked = { metric, from: day("2026-01-01"), before: day("2026-05-01"), groupBy: "member" as const };
          for (const { member, credited } of talliesJson(must(await talliesOf(database, companyId, asked))).tallies)
            found.set(`${metric} ${member ?? ""}`, typeof credited === "number" ? credited : credited.amountMinor / 100);
        }
        expect(withoutZeros(found)).toEqual(withoutZeros(expected));
        expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
        const listed = must(await listOpportunities(database, companyId, { limit: 200 })).opportunities;
        expect(listed).toHaveLength(opportunities.length);
        for (const { externalId, states, openedOn, outcome, isVoid } of listed) {
          const inTime = opportunities[Number(externalId.slice(2))]?.map(([each]) => each).toSorted((a, b) => a.at - b.at) ?? [];
          const last = inTime.at(-1);
          expect([externalId, states, openedOn, outcome, isVoid]).toEqual([
            externalId,
            inTime.length,
            last?.opened == null ? null : isoOf(last.opened),
            last?.closed?.outcome ?? null,
            last?.isVoid,
          ]);
        }
      }),
      { numRuns: RUNS },
    );
  },
);
