import { expect, test } from "vitest";
import { must, openCompany, quotasIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } }],
};
const raj = { id: "raj", name: "Raj" };
const mina = { id: "mina", name: "Mina" };

// The wrong elsewhere: history re-assigned when an account or a person changes.
test("whom the file no longer names is asked nothing from today on, and keeps the rows of the days before", async () => {
  const { apply, record, rows } = await openCompany(database, { ...company, members: [raj, mina] }, "2026-04-10");
  const call = (externalId: string, occurredOn: string) => ({ source: "dialer", externalId, member: "raj", kind: "call", occurredOn });
  await record([call("1", "2026-03-02"), call("2", "2026-04-02")]);
  const standing = async (on: string) =>
    (await rows({ on })).map(
      ({ member, requirement }) =>
        `${member} ${quotasIn(requirement)
          .map(({ credited }) => JSON.stringify(credited))
          .join()}`,
    );

  must(await apply({ ...company, members: [mina] }, "2026-04-10"));
  expect(await standing("2026-03-31")).toEqual(["raj 1", "mina 0"]);
  expect(await standing("2026-04-09")).toEqual(["raj 1", "mina 0"]);
  expect(await standing("2026-04-10")).toEqual(["mina 0"]);
  expect(must(await apply({ ...company, members: [mina] }, "2026-04-12")).changes).toEqual([]);
  // What is said of a day after it waits until somebody answers to it.
  expect(await record([call("3", "2026-04-11")])).toMatchObject({ accepted: 1, unattributed: 1 });

  must(await apply({ ...company, members: [raj, mina] }, "2026-04-12"));
  expect(await standing("2026-04-30")).toEqual(["raj 2", "mina 0"]);
});
