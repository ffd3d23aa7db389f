import { expect, test } from "vitest";
import { day, instant, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { recordActivities } from "./record-activities.ts";
import { funnelOf, type FunnelJson, type FunnelQuestion } from "./funnel-of.ts";
import { recordOpportunities } from "./record-opportunities.ts";

const { database } = await testDatabase();
const now = instant("2026-06-30T12:00:00Z");

const file = {
  company: { id: "works", name: "Works", country: "US", timeZone: "UTC", currency: "USD" },
  sources: ["crm", "dialer", "mail"].map((id) => ({ id, provenance: "captured" })),
  teams: [{ id: "north" }, { id: "south" }],
  members: [
    { id: "raj", name: "Raj", team: [{ value: "north" }, { value: "south", from: "2026-05-01" }] },
    { id: "mina", name: "Mina", team: "south" },
  ],
  funnel: {
    stages: [
      { id: "try", name: "Tries", kinds: ["call", "email"] },
      { id: "talk", name: "Talks", kind: "call", outcomes: ["conversation"] },
      { id: "opened", name: "Opened", milestone: "opportunity_opened" },
      { id: "won", name: "Won", milestone: "deal_won" },
    ],
  },
};

let tries = 0;
const tried = (on: string, prospect: string | null, more: object = {}) => ({
  source: "dialer",
  externalId: `t-${(tries += 1)}`,
  member: "raj",
  kind: "call",
  occurredOn: on,
  ...(prospect === null ? {} : { prospect }),
  ...more,
});
const opportunity = (externalId: string, openedOn: string, prospect: string | null, more: object = {}) => ({
  source: "crm",
  externalId,
  owner: "mina",
  openedOn,
  ...(prospect === null ? {} : { prospect }),
  ...more,
});

const product: Product = await openCompany(database, file);
const activities = await recordActivities(
  database,
  product.companyId,
  [
    // Of the first came a talk and an opportunity, which is won in May after further calls.
    tried("2026-03-02", "a@x.example", { outcome: "conversation" }),
    tried("2026-05-04", "a@x.example"),
    tried("2026-05-05", "a@x.example"),
    // Two tries before the opportunity: it is of the later one.
    tried("2026-03-30", "b@x.example"),
    tried("2026-04-02", "b@x.example", { source: "mail", kind: "email" }),
    // Too long before it.
    tried("2026-01-05", "c@x.example", { member: "mina" }),
    tried("2026-04-06", null),
  ],
  { now, defaultProvenance: "captured" },
);
const opportunities = await recordOpportunities(
  database,
  product.companyId,
  [
    opportunity("A", "2026-03-10", "a@x.example", { closedOn: "2026-05-20", outcome: "won", amount: "500.00", currency: "USD" }),
    opportunity("B", "2026-04-02", "b@x.example"),
    opportunity("C", "2026-04-20", "c@x.example"),
    opportunity("D", "2026-04-21", null, { closedOn: "2026-04-30", outcome: "won" }),
  ],
  { now, defaultProvenance: "captured" },
);

const funnel = async (more: Partial<FunnelQuestion> = {}): Promise<FunnelJson> =>
  must(await funnelOf(database, product.companyId, { from: day("2026-01-01"), before: day("2026-06-01"), now, ...more }));
const countsOf = ({ stages }: FunnelJson): readonly number[] => stages.map(({ count }) => count);

test("what was recorded was taken", () => {
  expect([activities.rejected, opportunities.rejected]).toEqual([[], []]);
});

test("what came of a try is of its day, whenever it came: a deal won in May is March's", async () => {
  expect(countsOf(await funnel())).toEqual([7, 1, 2, 1]);
  expect(countsOf(await funnel({ from: day("2026-03-01"), before: day("2026-03-29") }))).toEqual([1, 1, 1, 1]);
  expect(countsOf(await funnel({ from: day("2026-05-01"), before: day("2026-06-01") }))).toEqual([2, 0, 0, 0]);
  expect((await funnel()).cohorts.map(({ startsOn, counts }) => [startsOn, ...counts])).toEqual([
    ["2026-01-01", 1, 0, 0, 0],
    ["2026-03-01", 2, 1, 1, 1],
    ["2026-04-01", 2, 0, 1, 0],
    ["2026-05-01", 2, 0, 0, 0],
  ]);
});

test("an opportunity of one day with its try is of that try, not of the one before", async () => {
  expect(countsOf(await funnel({ from: day("2026-04-01"), before: day("2026-05-01") }))).toEqual([2, 0, 1, 0]);
});

test("what nothing was tried for is told beside, and so is what lies further back than the look-back", async () => {
  expect((await funnel()).stages.map(({ loose }) => loose)).toEqual([0, 0, 2, 1]);
  expect((await funnel({ team: "south" })).stages.map(({ loose }) => loose)).toEqual([null, null, null, null]);
});

test("a try is its member's, of the team of its day, its kind's and its source's; whoever owns what came of it", async () => {
  const by = async (group: FunnelQuestion["by"] & string) =>
    Object.fromEntries((await funnel({ by: group })).rows.map(({ id, counts }) => [id ?? "", counts]));
  expect(await by("member")).toEqual({ raj: [6, 1, 2, 1], mina: [1, 0, 0, 0] });
  expect(await by("team")).toEqual({ north: [4, 1, 2, 1], south: [3, 0, 0, 0] });
  expect(await by("kind")).toEqual({ call: [6, 1, 1, 1], email: [1, 0, 1, 0] });
  expect(await by("source")).toEqual({ dialer: [6, 1, 1, 1], mail: [1, 0, 1, 0] });
  expect(countsOf(await funnel({ team: "north" }))).toEqual([4, 1, 2, 1]);
});

test("a part of the funnel begins with what is tried there: opportunities need no activity, nor a prospect", async () => {
  const { stages, whole, lag } = await funnel({ first: "opened" });
  expect(stages.map(({ count }) => count)).toEqual([4, 2]);
  expect(whole).toMatchObject({ reached: 2, of: 4, rate: { mean: 0.5 } });
  expect(lag).toMatchObject({ half: 9, mostly: 71 });
});

test("an opportunity is shared out among the activities before it, and the shares add up", async () => {
  const { attribution } = await funnel({ attribution: "linear" });
  expect(attribution).toMatchObject({ model: "linear", opened: 4, withoutActivity: 2 });
  expect(attribution?.rows.map(({ kind, source, hundredths }) => [kind, source, hundredths])).toEqual([
    ["call", "dialer", 150],
    ["email", "mail", 50],
  ]);
  expect((await funnel({ attribution: "last" })).attribution?.rows.map(({ hundredths }) => hundredths)).toEqual([100, 100]);
});

test("what cannot be told is refused", async () => {
  const refusal = async (more: Partial<FunnelQuestion>): Promise<string> => {
    const answer = await funnelOf(database, product.companyId, { now, ...more });
    return answer.ok ? "" : answer.refusals.map(({ code, pointer }) => `${pointer} ${code}`).join();
  };
  expect(await refusal({ first: "won", last: "try" })).toBe("/last funnel-order");
  expect(await refusal({ first: "wun" })).toBe("/first not-found");
  expect(await refusal({ team: "west" })).toBe("/team not-found");
  expect(await refusal({ from: day("2026-07-01") })).toBe("/before funnel-days");
});
