import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { branchActivities, branchCompany, pastedTargets } from "../../tests/branch-company.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);
const { record } = await openCompany(database, branchCompany);
await record(branchActivities);

const put = (payload: string | object, query = "", type = "text/tab-separated-values") =>
  ask({
    method: "PUT",
    url: `/api/v1/targets/calls-2126${query}`,
    payload,
    headers: { "content-type": typeof payload === "string" ? type : "application/json" },
  });

test("a paste makes the table in one step, after a preview that writes nothing", async () => {
  const preview = await put(pastedTargets, "?metric=calls&dryRun=true");
  expect(preview).toMatchObject({ status: 200, body: { created: true, received: 216, cadence: "month", rowsLeft: [20] } });
  expect((await ask("/api/v1/targets")).body).toEqual({ tables: [] });
  expect(await put(pastedTargets, "?metric=calls")).toMatchObject({ status: 200, body: { created: true, unchanged: 0 } });
  expect((await ask("/api/v1/targets")).body).toMatchObject({
    tables: [{ id: "calls-2126", metric: "calls", cadence: "month", ended: false }],
  });
});

test("JSON changes one month and leaves the others, and each is shown as it was in force", async () => {
  const march = "/api/v1/targets/calls-2126?on=2126-03-10&member=adviser-2";
  const before = (await ask(march)).body;
  expect(before).toMatchObject({ targets: [{ member: "adviser-2", period: "2126-03", startsOn: "2126-03-01", target: 103 }] });
  const changed = await put([{ member: "adviser-2", period: "2126-04", target: 500, reason: "a new territory" }]);
  expect(changed).toMatchObject({ status: 200, body: { changes: [{ member: "adviser-2", period: "2126-04", from: 104, to: 500 }] } });
  expect((await ask(march)).body).toEqual(before);

  const april = await ask("/api/v1/targets/calls-2126?on=2126-04-10&member=adviser-2&history=true");
  const history = april.body["history"] as readonly { readonly target: number; readonly reason: string | null; readonly at: string }[];
  expect(history.map(({ target, reason }) => [target, reason])).toEqual([
    [500, "a new territory"],
    [104, null],
  ]);
  const then = await ask(`/api/v1/targets/calls-2126?on=2126-04-10&member=adviser-2&asOf=${history[1]?.at ?? ""}`);
  expect(then.body).toMatchObject({ targets: [{ target: 104 }] });
});

test("what is wrong is a problem with a pointer for every cell", async () => {
  const sheet = await put("member\t2126-01\nadviser-1\t1o\nnobody\t3");
  expect(sheet).toMatchObject({
    status: 422,
    body: {
      code: "target-format",
      errors: [{ pointer: "/rows/2/2126-01" }, { code: "target-who", pointer: "/rows/3/member" }],
    },
  });
  expect(await put([{ member: "adviser-1", period: "2126-1-2", target: 1 }])).toMatchObject({
    status: 422,
    body: { code: "target-period-start", pointer: "/rows/0/period" },
  });
  expect(await put("member,2126-01\nadviser-1,5", "?metric=contracts", "text/csv")).toMatchObject({
    status: 422,
    body: { code: "target-table-held", parameter: "metric" },
  });
  expect(await put({ member: "adviser-1" })).toMatchObject({ status: 422, body: { code: "type" } });
  expect(await ask("/api/v1/targets/calls")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await ask("/api/v1/targets/calls-2126?asOf=yesterday")).toMatchObject({ status: 422, body: { parameter: "asOf" } });
});

test("attainment has the rows of teams, and a team's number opens down to its members", async () => {
  const { body } = await ask("/api/v1/attainment?on=2026-03-31&cadence=month");
  expect(body["teamRows"]).toMatchObject([
    {
      team: "seoul",
      plan: "branch",
      status: "missed",
      requirement: {
        parts: [
          { credited: 28, target: 100, personal: { target: 90, difference: 10, members: 18 } },
          { credited: 12, target: 12, status: "met", heads: { atLeast: 1, of: 18 } },
        ],
      },
    },
  ]);
  const explained = (await ask("/api/v1/teams/seoul/explanations?metric=contracts&on=2026-03-31")).body;
  expect(explained).toMatchObject({ credited: 28, heads: 18 });
  expect((explained["contributions"] as readonly unknown[])[0]).toEqual({
    member: "jiwoo",
    memberName: { en: "Jiwoo Han", ko: "한지우" },
    spans: [{ startsOn: "2026-03-01", endsBefore: "2026-03-16" }],
    credited: 4,
    isHead: false,
  });
  expect(await ask("/api/v1/teams/seol/explanations?metric=contracts&on=2026-03-31")).toMatchObject({ status: 404 });
  expect(faults).toEqual([]);
});
