import { expect, test } from "vitest";
import { signedIn, type Shown } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { recordActivities } from "../operations/record-activities.ts";
import type { LeaderboardJson } from "../operations/show-leaderboard.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const today = dayIn("Asia/Seoul", BigInt(Date.now()) * 1000n);
const people = ["ada", "bea", "cho", "dan", "eun"].map((id) => ({ id, name: id.toUpperCase(), team: "north" }));
const company = {
  company: {
    id: "hill",
    name: "Hill",
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
    workingDays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "mailer", provenance: "captured" },
  ],
  teams: [{ id: "sales" }, { id: "north", parent: "sales" }, { id: "south", parent: "sales" }],
  members: [...people, { id: "sol", name: "Sol", team: "south" }, { id: "kim", name: "Kim", team: "north", role: "manager" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
  plans: [{ id: "monthly", cadence: "month", startsOn: "2026-01-01", require: { metric: "calls", target: 3 } }],
};
const { companyId } = await openCompany(database, company, "2026-01-01");
const as = (id: string, roles: Parameters<typeof signedIn>[2]["roles"], member?: string) =>
  signedIn(database, companyId, { id, roles, ...(member === undefined ? {} : { member }) });
const ada = await as("ada's", ["rep"], "ada");
const eun = await as("eun's", ["rep"], "eun");
const kim = await as("kim's", ["manager"], "kim");
const ops = await as("ops's", ["operations"]);
const vera = await as("vera's", ["viewer"]);

let made = 0;
const calls = async (member: string, count: number, day: string, source = "dialer") => {
  const { accepted } = await recordActivities(
    database,
    companyId,
    Array.from({ length: count }, () => ({
      source,
      externalId: `${(made += 1)}`,
      member,
      kind: source === "mailer" ? "email" : "call",
      occurredOn: day,
      durationSeconds: 60,
    })),
    { now: BigInt(Date.now()) * 1000n, defaultProvenance: "imported" },
  );
  expect(accepted).toBe(count);
};
await calls("ada", 4, "2026-03-10");
await calls("ada", 6, "2026-02-10");
await calls("bea", 4, "2026-03-11");
await calls("cho", 2, "2026-03-12");
await calls("dan", 1, "2026-03-12");
await calls("sol", 9, "2026-03-12");

const board = async (headers: Shown, query = "") => {
  const { status, body } = await ask({
    method: "GET",
    url: `/api/v1/leaderboards?metric=calls&cadence=month&on=2026-03-31${query}`,
    headers,
  });
  return { status, body: body as unknown as LeaderboardJson }; // or what was refused, which is looked at by its status
};
const told = ({ body }: Awaited<ReturnType<typeof board>>) => body.places.map(({ member, rank, tied }) => [rank, member, tied]);

test("equals share a rank, and of the lower half only the one who asks learns their own place", async () => {
  const answer = await board(eun, "&team=north");
  expect(told(answer)).toEqual([
    [1, "ada", 2],
    [1, "bea", 2],
    [3, "cho", 1],
  ]);
  expect(answer.body).toMatchObject({ hidden: 2, own: { member: "eun", rank: 5, credited: 0 } });
  expect(answer.body.places[0]).toMatchObject({ target: 3 });
});

test("by improvement one is held against oneself in the period before", async () => {
  expect(told(await board(ada, "&team=north&by=improvement"))).toEqual([
    [1, "bea", 1],
    [2, "cho", 1],
    [3, "dan", 1],
  ]);
  expect((await board(ada, "&team=north&by=improvement")).body).toMatchObject({ own: { member: "ada", rank: 5, credited: 4, before: 6 } });
});

test("a page goes on after the one before, and names nobody twice", async () => {
  const first = await board(kim, "&limit=2");
  const second = await board(kim, `&limit=2&cursor=${first.body.nextCursor}`);
  expect([...told(first), ...told(second)].map(([, member]) => member)).toEqual(["sol", "ada", "bea"]);
  expect(second.body.nextCursor).toBeNull();
  expect(await board(kim, "&cursor=x")).toMatchObject({ status: 400, body: { code: "cursor-invalid" } });
});

test("of a period that has not begun nobody is ahead", async () => {
  const later = await ask({ method: "GET", url: "/api/v1/leaderboards?metric=calls&cadence=month&on=2099-01-01", headers: ada });
  expect(later).toMatchObject({ status: 200, body: { places: [], own: { rank: 1, credited: 0, before: 0 } } });
});

test("a rep opens the boards that they are on, and no other; who sees sums alone opens none", async () => {
  expect((await board(ada)).body.teams.map(({ team }) => team)).toEqual(["sales", "north"]);
  expect(await board(ada, "&team=south")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect((await board(ops, "&team=south")).status).toBe(200);
  expect((await board(vera)).status).toBe(403);
});

test("a company that wants its lowest ranks shown has everybody on its boards", async () => {
  const shown = await ask({ method: "PUT", url: "/api/v1/company", payload: { ...company, boards: { lowestRanks: "shown" } } });
  expect(shown.body).toMatchObject({ changes: [{ what: "company", field: "boards.lowestRanks", to: "shown" }] });
  expect(told(await board(eun, "&team=north"))).toHaveLength(5);
  expect((await ask({ method: "PUT", url: "/api/v1/company", payload: company })).body).toMatchObject({ changes: [{ to: null }] });
  expect((await board(eun, "&team=north")).body.hidden).toBe(2);
});

const commit = (headers: Shown, day: string, commitments: readonly object[]) =>
  ask({ method: "PUT", url: `/api/v1/commitments/${day}`, headers, payload: { commitments } });
const morning = async (headers: Shown, team = "north") => ask({ method: "GET", url: `/api/v1/teams/${team}/morning`, headers });

test("what somebody sets out to do today stands beside what comes of it, and their leader sees it", async () => {
  expect(await commit(ada, isoDay(today), [{ metric: "calls", amount: 2 }])).toMatchObject({ status: 200 });
  expect(await commit(ada, isoDay(today), [{ metric: "calls", amount: 3 }])).toMatchObject({
    body: { member: "ada", commitments: [{ amount: 3 }] },
  });
  await calls("ada", 2, isoDay(today));
  const members = (await morning(kim)).body["members"] as { member: string; commitments: object[] }[];
  expect(members.find(({ member }) => member === "ada")?.commitments).toEqual([{ metric: "calls", amount: 3, credited: 2 }]);
  // A colleague sees their own line and nobody else's.
  expect(((await morning(eun)).body["members"] as { member: string }[]).map(({ member }) => member)).toEqual(["eun"]);
  expect(await commit(ada, isoDay(today), [])).toMatchObject({ body: { commitments: [] } });
  const after = (await morning(ada)).body["members"] as { commitments: object[] }[];
  expect(after[0]?.commitments).toEqual([]);
});

test("days gone and far off, times and doubles are no commitments", async () => {
  const codes = async (day: number, commitments: readonly object[]) => (await commit(ada, isoDay(day), commitments)).body["code"];
  const one = { metric: "calls", amount: 1 };
  expect(await codes(today - 1, [one])).toBe("commitment-day");
  expect(await codes(today + 8, [one])).toBe("commitment-day");
  expect(await codes(today, [{ metric: "talk", amount: 60 }])).toBe("commitment-metric");
  expect(await codes(today, [one, one])).toBe("commitment-twice");
  expect(
    await codes(
      today,
      Array.from({ length: 11 }, () => one),
    ),
  ).toBe("commitment-many");
  expect(await codes(today, [{ metric: "cals", amount: 1 }])).toBe("not-found");
});

test("a morning tells yesterday by person and kind, who is away, what waits and what is late", async () => {
  await calls("ada", 3, isoDay(today - 1));
  await calls("bea", 1, isoDay(today - 1));
  await calls("bea", 2, isoDay(today - 2), "mailer");
  await ask({
    method: "POST",
    url: "/api/v1/leaves",
    headers: kim,
    payload: { member: "cho", from: isoDay(today), through: isoDay(today), kind: "vacation" },
  });
  const { body } = await morning(kim);
  expect(body).toMatchObject({
    on: isoDay(today),
    yesterday: isoDay(today - 1),
    kinds: [{ kind: "call", count: 4 }],
    waiting: { disputes: 0, leaves: 1 },
    lateSources: [{ source: "mailer", lastOn: isoDay(today - 2) }],
  });
  const members = body["members"] as { member: string; yesterday: number; away: string | null }[];
  expect(members.map(({ member, yesterday }) => [member, yesterday])).toEqual(
    expect.arrayContaining([
      ["ada", 3],
      ["bea", 1],
      ["cho", 0],
    ]),
  );
});

test("a trend tells of each whom one sees, and of all together only who sees such sums", async () => {
  const trend = (headers: Shown, query = "") =>
    ask({ method: "GET", url: `/api/v1/trends?metric=calls&cadence=month&on=2026-03-31&periods=2${query}`, headers });
  expect((await trend(vera)).body).toMatchObject({ sums: [6, 20], members: [] });
  expect((await trend(vera, "&team=south")).body).toMatchObject({ sums: [0, 9] });
  expect((await trend(ada)).body).toMatchObject({ sums: null, members: [{ member: "ada", credited: [6, 4] }] });
  expect((await trend(kim, "&team=north")).body).toMatchObject({ sums: [6, 11] });
});

test("who sees sums sees those of each team, and of who leads a team its own", async () => {
  const teams = async (headers: Shown) => {
    const { body } = await ask({ method: "GET", url: "/api/v1/attainment?on=2026-03-31&cadence=month", headers });
    return (body["teams"] as readonly { readonly team: string }[]).map(({ team }) => team);
  };
  expect(await teams(vera)).toEqual(await teams(ops));
  expect(await teams(vera)).toEqual(expect.arrayContaining(["north", "south"]));
  expect(await teams(kim)).not.toContain("south");
  expect(await teams(ada)).toEqual([]);
});

test("nothing of it is a fault", () => expect(faults).toEqual([]));
