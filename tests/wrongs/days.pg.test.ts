import { afterEach, describe, expect, test } from "vitest";
import { openPool } from "../../src/store/database.ts";
import { attainmentJson } from "../../src/operations/attainment-json.ts";
import { attainmentOf } from "../../src/operations/attainment-of.ts";
import { closePeriod } from "../../src/operations/close-period.ts";
import { listAdjustments } from "../../src/operations/list-adjustments.ts";
import { listStatements } from "../../src/operations/list-statements.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, instant, must, NOW, openCompany, quotaTexts, reasonsIn } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { aCall, aCompany, monthly, weekly } from "./company.ts";

/** Days, weeks and months as the commonest systems get them wrong. Each title is the wrong and what is right. */

const { database, owner, places } = await testDatabase();

const credited = (rows: Awaited<ReturnType<Awaited<ReturnType<typeof openCompany>>["rows"]>>): readonly string[] =>
  rows.map(({ startsOn, endsBefore, requirement }) => `${startsOn}..${endsBefore} ${quotaTexts(requirement).join(" ")}`);

test("a weekly window of eight days, Monday to Monday with both ends → half-open: each Monday in one week", async () => {
  const once = { id: "people", where: 'kind == "call"', oncePer: { prospect: "week" as const } };
  const { record, rows } = await openCompany(
    database,
    aCompany({
      id: "mondays",
      metrics: [{ id: "calls", where: 'kind == "call"' }, once],
      plans: [
        {
          id: "weekly",
          cadence: "week",
          require: {
            allOf: [
              { metric: "calls", target: 1 },
              { metric: "people", target: 1 },
            ],
          },
        },
      ],
    }),
  );
  const mondays = ["2026-03-02", "2026-03-09", "2026-03-16"];
  await record(mondays.flatMap((monday) => [aCall(`${monday} first`, `${monday}T00:00:00+01:00`, { prospect: "ann@client.example" })]));
  const weeks = await Promise.all([...mondays, "2026-03-08", "2026-03-15"].map((on) => rows({ on })));
  expect(weeks.flatMap(credited)).toEqual([
    "2026-03-02..2026-03-09 1/1 met 1/1 met",
    "2026-03-09..2026-03-16 1/1 met 1/1 met",
    "2026-03-16..2026-03-23 1/1 met 1/1 met",
    "2026-03-02..2026-03-09 1/1 met 1/1 met",
    "2026-03-09..2026-03-16 1/1 met 1/1 met",
  ]);
});

describe("the day taken in UTC, in the server's or in the viewer's zone → in the member's zone at that instant, the same number for every viewer", () => {
  const serverZone = process.env["TZ"];
  afterEach(() => {
    if (serverZone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = serverZone;
  });

  test.each(["UTC", "America/Los_Angeles", "Asia/Seoul", "Pacific/Kiritimati"])("read and recorded in %s", async (zone) => {
    process.env["TZ"] = zone;
    await owner.pool.query(
      `alter database "${String((await owner.pool.query<{ name: string }>("select current_database() as name")).rows[0]?.name)}" set timezone = '${zone}'`,
    );
    const viewer = openPool(places.app, 2);
    try {
      const { companyId, record } = await openCompany(
        viewer,
        aCompany({
          id: `zone-${zone.replace("/", "-")}`,
          company: { timeZone: "Asia/Seoul" },
          members: [{ id: "raj", name: "Raj", timeZone: "Asia/Kolkata" }],
          plans: [monthly(2)],
        }),
      );
      await record([
        aCall("first of March", "2026-03-01T00:00:00+05:30"),
        aCall("late on the last", "2026-03-31T23:30:00+05:30"),
        aCall("before March", "2026-02-28T23:59:59+05:30"),
        aCall("after March", "2026-04-01T00:00:00+05:30"),
      ]);
      for (const reader of [viewer, database]) {
        const answers = await Promise.all(
          ["2026-02-10", "2026-03-10", "2026-04-10"].map(
            async (on) => attainmentJson(must(await attainmentOf(reader, companyId, { on: day(on), now: NOW }))).rows,
          ),
        );
        expect(answers.flatMap(credited)).toEqual([
          "2026-02-01..2026-03-01 1/2 missed",
          "2026-03-01..2026-04-01 2/2 met",
          "2026-04-01..2026-05-01 1/2 missed",
        ]);
      }
    } finally {
      await viewer.pool.end();
    }
  });
});

test("the week of a daylight-saving change labelled a day early → days are those of the zone, never 24 hours added", async () => {
  const { record, rows, explain } = await openCompany(
    database,
    aCompany({ id: "clocks", company: { timeZone: "America/New_York" }, plans: [weekly(3)] }),
  );
  // The clocks go forward in the night to Sunday 8 March: that day has 23 hours.
  await record([
    aCall("first hour of the week", "2026-03-02T00:00:00-05:00"),
    aCall("first hour of Sunday", "2026-03-08T00:30:00-05:00"),
    aCall("last hour of Sunday", "2026-03-08T23:30:00-04:00"),
    aCall("first hour of Monday", "2026-03-09T00:00:00-04:00"),
    aCall("first hour of the next Monday", "2026-03-16T00:00:00-04:00"),
  ]);
  expect((await Promise.all(["2026-03-08", "2026-03-09"].map((on) => rows({ on })))).flatMap(credited)).toEqual([
    "2026-03-02..2026-03-09 3/3 met",
    "2026-03-09..2026-03-16 1/3 missed",
  ]);
  const { records, period } = await explain("raj", "calls", "2026-03-08");
  expect(records.map(({ externalId, localDay }) => `${externalId}: ${localDay}`)).toEqual([
    "first hour of the week: 2026-03-02",
    "first hour of Sunday: 2026-03-08",
    "last hour of Sunday: 2026-03-08",
  ]);
  expect(period.label.en).toMatch(/W10|week 10/i);
});

test("months merged across years, the previous period a day short → periods are dated and tile", async () => {
  const { record, rows } = await openCompany(database, aCompany({ id: "months", plans: [monthly(1)] }));
  const days = ["2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01", "2026-02-28", "2026-03-01", "2026-03-15", "2026-03-31"];
  await record(days.map((on) => aCall(on, `${on}T12:00:00Z`)));
  const months = ["2025-02-01", "2025-03-01", "2025-04-01", "2026-02-28", "2026-03-31"];
  expect((await Promise.all(months.map((on) => rows({ on })))).flatMap(credited)).toEqual([
    "2025-02-01..2025-03-01 1/1 met",
    "2025-03-01..2025-04-01 2/1 met",
    "2025-04-01..2025-05-01 1/1 met",
    "2026-02-01..2026-03-01 1/1 met",
    "2026-03-01..2026-04-01 3/1 met",
  ]);
});

test("quarters that are calendar quarters only, one time zone per company → fiscal calendars, a zone per member", async () => {
  const { record, rows } = await openCompany(
    database,
    aCompany({
      id: "fiscal",
      company: { timeZone: "Asia/Tokyo", country: "JP", fiscalYearStartsOn: "02-01" },
      members: [
        { id: "raj", name: "Raj", timeZone: "Asia/Kolkata" },
        { id: "hana", name: "Hana" },
      ],
      plans: [{ id: "quarterly", cadence: "quarter", require: { metric: "calls", target: 1 } }],
    }),
  );
  // One instant, and the last evening of the quarter for one of them, the first night of the next for the other.
  await record([aCall("r", "2026-04-30T17:00:00Z"), aCall("h", "2026-04-30T17:00:00Z", { member: "hana" })]);
  const quarters = (await Promise.all(["2026-04-30", "2026-05-01"].map((on) => rows({ on })))).flat();
  expect(
    quarters.map(
      ({ member, startsOn, endsBefore, requirement }) => `${member} ${startsOn}..${endsBefore} ${quotaTexts(requirement).join()}`,
    ),
  ).toEqual([
    "raj 2026-02-01..2026-05-01 1/1 met",
    "hana 2026-02-01..2026-05-01 0/1 missed",
    "raj 2026-05-01..2026-08-01 0/1 on_pace",
    "hana 2026-05-01..2026-08-01 1/1 met",
  ]);
});

test("history re-assigned when an account changes its owner or a person the team → the owner and the team of that day", async () => {
  const dialer = (externalId: string): Readonly<Record<string, unknown>> => ({ identities: [{ source: "dialer", externalId }] });
  const settings = (raj: Readonly<Record<string, unknown>>, sol: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    aCompany({
      id: "movers",
      teams: [{ id: "north" }, { id: "south" }],
      members: [
        { id: "raj", name: "Raj", ...raj },
        { id: "sol", name: "Sol", team: "south", ...sol },
      ],
      plans: [monthly(10)],
    });
  const { companyId, apply, record } = await openCompany(database, settings({ team: "north", ...dialer("desk 1") }, {}), "2026-03-16");
  const calls = ["2026-03-02", "2026-03-13", "2026-03-16"].map((on) => aCall(on, `${on}T12:00:00Z`, { member: "desk 1" }));
  await record(calls);
  const sums = async (): Promise<readonly string[]> => {
    const { teams, rows } = attainmentJson(must(await attainmentOf(database, companyId, { on: day("2026-03-20"), now: NOW })));
    return [
      ...teams.map(({ team, parts }) => `${team} ${JSON.stringify(parts.map(({ credited: done }) => done))}`),
      ...rows.map(({ member, requirement }) => `${member} ${quotaTexts(requirement).join()}`),
    ];
  };
  expect(await sums()).toEqual(["north [3]", "south [0]", "raj 3/10 missed", "sol 0/10 missed"]);
  must(await apply(settings({ team: "south" }, dialer("desk 1")), "2026-03-16"));
  expect(await record(calls)).toMatchObject({ duplicates: 3 });
  expect(await sums()).toEqual(["north [2]", "south [1]", "raj 3/10 missed", "sol 0/10 missed"]);
});

test("late events ignored after a day → counted whenever they come", async () => {
  const { record, rows, explain } = await openCompany(database, aCompany({ id: "late", plans: [monthly(2)] }));
  await record([aCall("in time", "2026-01-20T09:00:00Z")]);
  expect((await rows({ on: "2026-01-20" })).map(({ status }) => status)).toEqual(["missed"]);
  // Five months later.
  expect(await record([aCall("late", "2026-01-21T09:00:00Z")])).toMatchObject({ accepted: 1, rejected: [] });
  expect((await rows({ on: "2026-01-20" })).map(({ status }) => status)).toEqual(["met"]);
  expect(reasonsIn(await explain("raj", "calls", "2026-01-20"))).toEqual([]);
});

test("late events of a closed period lost, or counted in the next one → an adjustment on the next statement", async () => {
  const { companyId, record, rows } = await openCompany(database, aCompany({ id: "closed", plans: [monthly(2)] }));
  await record([aCall("in time", "2026-03-20T09:00:00Z"), aCall("april", "2026-04-02T09:00:00Z")]);
  const order = { cadence: "month", on: day("2026-03-31"), despite: null } as const;
  must(await closePeriod(database, companyId, order, { by: "olivia", now: instant("2026-04-03T09:00:00Z") }));

  expect(await record([aCall("late", "2026-03-21T09:00:00Z")])).toMatchObject({ accepted: 1, rejected: [] });
  const standing = async (on: string) =>
    (await rows({ on, now: "2026-04-10T09:00:00Z" })).map(({ requirement }) => quotaTexts(requirement));
  expect(await standing("2026-03-20")).toEqual([["2/2 met"]]);
  expect((await standing("2026-04-10"))[0]?.[0]).toMatch(/^1\/2 /);

  const { statements } = must(await listStatements(database, companyId, { member: "raj" }));
  expect(statements.map(({ content }) => content)).toMatchObject([{ requirement: { credited: 1, target: 2, status: "missed" } }]);
  const { adjustments } = must(await listAdjustments(database, companyId, { open: true, member: "raj" }));
  expect(adjustments).toHaveLength(1);
  expect(JSON.stringify(adjustments)).toContain('"late"');
  expect((await verifyCompany(database, companyId)).equal).toBe(true);
});
