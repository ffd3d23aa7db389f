import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { closingRefusals } from "../domain/refusals/closing.ts";
import { mayClose } from "../store/company-lock.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();
const { ask, faults, codes } = await testApi(database);

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "sales" }],
  members: [{ id: "raj", name: "Raj", team: "sales" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
  plans: [
    {
      id: "month",
      cadence: "month",
      graceDays: 3,
      require: {
        allOf: [
          { metric: "calls", target: 2 },
          { metric: "talk", target: 600 },
        ],
      },
    },
  ],
};
const { record, companyId } = await openCompany(database, company, "2026-03-01");
const call = (id: string, on: string) => ({
  source: "dialer",
  externalId: id,
  member: "raj",
  kind: "call",
  occurredAt: `${on}T12:00:00Z`,
  durationSeconds: 90,
});
await record([call("a1", "2026-03-02")]);

const post = (url: string, payload: object) => ask({ method: "POST", url: `/api/v1/${url}`, payload });
const close = (on: string, more: object = {}) => post("closures", { cadence: "month", on, ...more });

test("a month is previewed, closed and told of; what comes late is an adjustment that the next statements tell", async () => {
  expect(await ask("/api/v1/closures/preview?cadence=month&on=2026-03-31")).toMatchObject({
    status: 200,
    body: { period: { startsOn: "2026-03-01" }, blocks: [], closure: null },
  });
  expect(await close("2026-03-31")).toMatchObject({
    status: 200,
    body: { closure: { closure: 1, version: 1, reason: null }, statements: 3, adjustments: 0 },
  });
  await record([call("late", "2026-03-30")]);
  expect((await ask("/api/v1/adjustments?open=true&member=raj")).body).toMatchObject({
    adjustments: [
      {
        closure: 1,
        statedIn: null,
        subject: { type: "member", id: "raj" },
        quotas: [
          { metric: "calls", unit: "count", before: { credited: 1, status: "missed" }, now: { credited: 2, status: "met" } },
          { metric: "talk", unit: "seconds", before: { credited: 90 }, now: { credited: 180 } },
        ],
        causes: [
          { cause: "record", metric: "calls", day: "2026-03-30", externalId: "late", credited: 1 },
          { cause: "record", metric: "talk", credited: 90 },
        ],
      },
    ],
  });
  expect(await close("2026-04-30")).toMatchObject({ status: 200, body: { adjustments: 3 } });
  const listed = (await ask("/api/v1/statements?on=2026-04-15&member=raj&limit=5")).body;
  expect(listed).toMatchObject({
    statements: [{ statement: 4, closure: 2, content: { status: "missed" }, superseded: false }],
    nextCursor: null,
  });
  expect((await ask("/api/v1/statements/4")).body).toMatchObject({ closure: { closure: 2 }, adjustments: [{ closure: 1, statedIn: 2 }] });
  expect(await post("statements/4/acknowledgement", { remark: "seen" })).toMatchObject({
    status: 200,
    body: { acknowledged: { remark: "seen" } },
  });
  expect((await ask("/api/v1/closures")).body).toMatchObject({ closures: [{ closure: 2 }, { closure: 1 }] });
  expect((await ask("/api/v1/adjustments?closure=2")).body).toMatchObject({
    adjustments: [{ statedIn: 2 }, { statedIn: 2 }, { statedIn: 2 }],
  });
  expect(faults).toEqual([]);
});

test("what cannot be closed, opened or acknowledged is a problem that says why", async () => {
  expect(await close("2026-03-31")).toMatchObject({ status: 409, body: { code: "closing-done" } });
  expect(await close("2099-01-31")).toMatchObject({ status: 409, body: { code: "closing-blocked" } });
  expect(await post("closures", { cadence: "fortnight", on: "2026-02-30", reason: "x" })).toMatchObject({
    status: 422,
    body: { errors: [{ code: "unknown-field" }, { code: "enum", pointer: "/cadence" }, { code: "date-invalid", pointer: "/on" }] },
  });
  expect(await post("closures", { cadence: "week", on: "2026-03-02" })).toMatchObject({ status: 409, body: { code: "closing-nothing" } });
  await record([{ ...call("nobody", "2026-05-04"), member: "who" }]);
  expect(await close("2026-05-31")).toMatchObject({ status: 409, body: { code: "closing-overrulable", pointer: "/despite" } });
  const reopen = (on: string, reason: string | null) => post("reopenings", { cadence: "month", on, reason });
  expect(await reopen("2026-03-31", "wrong")).toMatchObject({ status: 409, body: { code: "closure-later" } });
  expect(await reopen("2026-02-28", "wrong")).toMatchObject({ status: 409, body: { code: "closure-none" } });
  expect(await reopen("2026-04-30", null)).toMatchObject({ status: 422, body: { code: "required", pointer: "/reason" } });
  expect(await post("statements/4/acknowledgement", {})).toMatchObject({ status: 409, body: { code: "statement-acknowledged" } });
  expect(await post("statements/2/acknowledgement", {})).toMatchObject({ status: 409, body: { code: "statement-nobodys" } });
  expect(await ask("/api/v1/statements/99")).toMatchObject({ status: 404, body: { code: "statement-not-found" } });
  expect(await ask("/api/v1/statements/x")).toMatchObject({ status: 404, body: { code: "statement-not-found" } });
  expect(await ask("/api/v1/adjustments?member=rai")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await ask("/api/v1/adjustments?closure=9")).toMatchObject({ status: 404, body: { code: "closure-not-found" } });
  const redating = { member: null, from: "2026-04-30", before: "2026-05-02", reason: "moved" };
  expect(await post("redatings", redating)).toMatchObject({ status: 409, body: { code: "closed-days" } });
  await inCompany(database, companyId, async (tx) => {
    await mayClose(tx, companyId);
    expect(await close("2026-06-30")).toMatchObject({ status: 409, body: { code: "closing-under-way" } });
    expect(await reopen("2026-04-30", "wrong")).toMatchObject({ status: 409, body: { code: "closing-under-way" } });
  });
  expect(await reopen("2026-04-30", "wrong")).toMatchObject({ status: 200, body: { reopened: { reason: "wrong" } } });
  expect(await post("statements/4/acknowledgement", {})).toMatchObject({ status: 409, body: { code: "statement-superseded" } });
  expect(faults).toEqual([]);
  expect(Object.keys(closingRefusals).filter((code) => !codes.has(code))).toEqual([]);
});
