import { expect, test } from "vitest";
import { day, must, openCompany, quotasIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { talliesOf } from "./tallies-of.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "east" }, { id: "west" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } }],
};
const raj = (team: unknown) => ({ ...company, members: [{ id: "raj", name: "Raj", team }] });

test("a move between teams that is corrected for days gone is in every sum at once, and no record is touched", async () => {
  const { companyId, apply, record, rows } = await openCompany(database, raj("east"), "2026-04-10");
  const call = (externalId: string, occurredOn: string) => ({ source: "dialer", externalId, member: "raj", kind: "call", occurredOn });
  await record([call("1", "2026-03-02"), call("2", "2026-03-10"), call("3", "2026-03-20")]);
  const byTeam = async () =>
    must(await talliesOf(database, companyId, { metric: "calls", from: day("2026-03-01"), before: day("2026-04-01"), groupBy: "team" })).tallies.map(
      ({ key, coverage }) => [key, Number(coverage.imported) / 10_000],
    ); // prettier-ignore
  const shares = async () =>
    (await rows({ on: "2026-03-31" }))
      .flatMap(({ requirement }) => quotasIn(requirement))
      .flatMap(({ teams = [] }) => teams.map(({ team, credited }) => [team, credited]));
  expect(await byTeam()).toEqual([["east", 3]]);

  const moved = (from: string) => raj([{ value: "east" }, { value: "west", from }]);
  const told = must(await apply(moved("2026-03-10"), "2026-04-10"));
  expect(told.keptDays).toBeNull();
  expect(await byTeam()).toEqual([["east", 1], ["west", 2]]); // prettier-ignore
  expect(await shares()).toEqual([["east", 1], ["west", 2]]); // prettier-ignore

  must(await apply(moved("2026-03-15"), "2026-04-10"));
  expect(await byTeam()).toEqual([["east", 2], ["west", 1]]); // prettier-ignore
  expect(await shares()).toEqual([["east", 2], ["west", 1]]); // prettier-ignore
  must(await apply(raj([{ value: "west" }]), "2026-04-10"));
  expect(await byTeam()).toEqual([["west", 3]]);
  expect((await verifyCompany(database, companyId)).equal).toBe(true);
});
