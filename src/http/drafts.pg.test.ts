import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const monthly = { id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } };
const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [monthly],
};
const { record } = await openCompany(database, company, "2026-01-01");
await record(
  [40, 90, 20].map((durationSeconds, index) => ({
    source: "dialer",
    externalId: `call-${index}`,
    member: "raj",
    kind: "call",
    occurredOn: "2026-03-10",
    durationSeconds,
  })),
);

const draft = {
  metrics: [{ id: "long", where: 'kind == "call" && durationSeconds >= 60' }],
  plans: [{ ...monthly, require: { metric: "long", target: 2 } }],
};

test("a draft is saved, shown, backtested, published and told by the history", async () => {
  expect(await ask({ method: "PUT", url: "/api/v1/drafts/q2?name=Second%20quarter", payload: draft })).toMatchObject({
    status: 200,
    body: { id: "q2", name: "Second quarter", state: "open", savedBy: "key:tests" },
  });
  expect((await ask("/api/v1/drafts")).body).toMatchObject({ drafts: [{ id: "q2", state: "open" }] });
  expect((await ask("/api/v1/drafts/q2")).body).toMatchObject({ content: draft, refusals: [{ code: "version-held" }] });

  const tested = await ask({ method: "POST", url: "/api/v1/backtests", payload: { draft: "q2", periods: 60 } });
  expect(tested).toMatchObject({ status: 200, body: { plan: "monthly", cadence: "month", counted: ["long"], asked: 60 } });
  expect(tested.body["periods"]).toContainEqual({
    period: { cadence: "month", startsOn: "2026-03-01", endsBefore: "2026-04-01", label: { en: "March 2026", ko: "2026년 3월" } },
    draft: expect.objectContaining({ asked: 1, met: 0, missed: 1, excused: 0, open: 0 }) as unknown,
    inForce: expect.objectContaining({ asked: 1, met: 1, missed: 0 }) as unknown,
    rows: [
      {
        member: "raj",
        memberName: { en: "Raj" },
        team: null,
        draft: { status: "missed", progress: { done: 1, of: 2 }, quotas: [{ metric: "long", target: 2, credited: 1 }] },
        inForce: { status: "met", progress: { done: 3, of: 2 }, quotas: [{ metric: "calls", target: 2, credited: 3 }] },
      },
    ],
  });
  const alone = await ask({ method: "POST", url: "/api/v1/backtests", payload: { content: draft, rows: false } });
  expect(JSON.stringify(alone.body)).not.toContain("raj");

  const published = await ask({
    method: "POST",
    url: "/api/v1/drafts/q2/publication",
    payload: { startsOn: "2199-12-01", reason: "longer talks" },
  });
  expect(published).toMatchObject({
    status: 200,
    body: { version: 2, changes: [{ what: "metric" }, { what: "plan", startsOn: "2199-12-01" }] },
  });
  expect((await ask("/api/v1/settings-changes?plan=monthly")).body).toMatchObject({
    settingsChanges: [{ by: "key:tests", reason: "longer talks", changes: [{ what: "plan", field: "require" }], more: 0 }, { by: "test" }],
    nextCursor: null,
  });
  expect(faults).toEqual([]);
});

test("a past day of a member is replayed, by what was in force and by what was not", async () => {
  await ask({ method: "PUT", url: "/api/v1/drafts/other", payload: draft });
  expect(await ask("/api/v1/members/raj/replays?on=2026-03-31")).toMatchObject({
    status: 200,
    body: { replay: false, with: null, rows: [{ planVersion: 1, status: "met", requirement: { credited: 3, target: 2 } }] },
  });
  expect(await ask("/api/v1/members/raj/replays?on=2026-03-31&with=other")).toMatchObject({
    status: 200,
    body: { replay: true, with: { draft: "other" }, rows: [{ requirement: { metric: "long", credited: 1 } }] },
  });
  expect(faults).toEqual([]);
});

test("a draft that was published cannot be saved over or discarded; another can", async () => {
  expect(await ask({ method: "PUT", url: "/api/v1/drafts/q2", payload: draft })).toMatchObject({
    status: 409,
    body: { code: "draft-decided" },
  });
  expect(await ask({ method: "DELETE", url: "/api/v1/drafts/q2" })).toMatchObject({ status: 409 });
  expect(await ask({ method: "DELETE", url: "/api/v1/drafts/other" })).toMatchObject({ status: 200, body: { state: "discarded" } });
  expect(await ask("/api/v1/drafts/none")).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("an order that says too little or too much is a problem with a pointer", async () => {
  const order = (payload: Readonly<Record<string, unknown>>) => ask({ method: "POST", url: "/api/v1/backtests", payload });
  expect((await order({})).body).toMatchObject({ code: "backtest-of", pointer: "/draft" });
  expect((await order({ draft: "q2", content: draft })).body).toMatchObject({ code: "backtest-of", pointer: "/content" });
  expect((await order({ content: draft, periods: 61 })).body).toMatchObject({ code: "backtest-periods", pointer: "/periods" });
  expect((await order({ content: draft, periods: "12", rows: 1 })).body["errors"]).toMatchObject([
    { pointer: "/periods" },
    { pointer: "/rows" },
  ]);
  expect((await order({ content: { metrics: [{ id: "unasked", where: "true" }] } })).body).toMatchObject({ code: "draft-plan-none" });
  expect((await order({ content: { plans: [monthly, { ...monthly, id: "second", cadence: "week" }] } })).body).toMatchObject({
    code: "draft-plan-unclear",
  });
  expect((await order({ content: draft, plan: "montly" })).body).toMatchObject({ code: "not-found" });
  const publication = await ask({ method: "POST", url: "/api/v1/drafts/q2/publication", payload: { startsOn: "soon", why: "x" } });
  expect(publication.body["errors"]).toMatchObject([{ pointer: "/why" }, { pointer: "/startsOn" }]);
});
