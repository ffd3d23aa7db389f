import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const { record } = await openCompany(database, {
  company: { id: "doors", name: "Doors", country: "US", timeZone: "UTC", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", cadence: "month", startsOn: "2026-01-01", require: { metric: "calls", target: 10 } }],
});
await record(
  Array.from({ length: 6 }, (_, index) => ({
    source: "crm",
    externalId: `c-${index}`,
    member: "raj",
    kind: "call",
    occurredAt: `2026-03-03T15:00:0${index}Z`,
  })),
);
const march = "from=2026-03-01&before=2026-04-01";
const burst = "burst:raj:2026-03-03:call";
const answer = (question: string, payload: Readonly<Record<string, unknown>>) =>
  ask({ method: "POST", url: `/api/v1/questions/${encodeURIComponent(question)}/answer`, payload });

test("a question is listed, answered, and listed as answered", async () => {
  expect(await ask(`/api/v1/questions?${march}`)).toMatchObject({
    status: 200,
    body: { questions: [{ question: burst, answer: null }], more: false },
  });
  expect(await answer(burst, { answer: "look_into", reason: "ask him" })).toMatchObject({
    status: 200,
    body: { question: burst, answer: { answer: "look_into", reason: "ask him", by: "key:tests" } },
  });
  expect(await ask(`/api/v1/questions?${march}&answered=false`)).toMatchObject({ body: { questions: [] } });
  expect(await ask(`/api/v1/questions?${march}&answered=true`)).toMatchObject({ body: { questions: [{ question: burst }] } });
  expect(faults).toEqual([]);
});

test("an answer is one of three, with its reason, to a question that there is", async () => {
  expect(await answer(burst, { answer: "guilty", why: "…" })).toMatchObject({
    status: 422,
    body: { errors: [{ code: "unknown-field" }, { code: "enum", pointer: "/answer" }, { pointer: "/reason" }] },
  });
  expect(await answer("burst:raj:2026-03-04:call", { answer: "fine", reason: "…" })).toMatchObject({
    status: 422,
    body: { code: "question-unknown" },
  });
});

test("a sample is drawn by a seed, which is told when none was given", async () => {
  const url = `/api/v1/audit-sample?metric=calls&${march}`;
  const { status, body } = await ask(url);
  const { seed } = body as { readonly seed: string };
  expect([status, body]).toMatchObject([200, { all: 6, tooMany: 1, size: 6, tolerated: 0.05, confidence: 0.95, found: null }]);
  expect((await ask(`${url}&seed=${seed}&bad=1`)).body).toMatchObject({ seed, found: { bad: 1 } });
  expect(await ask(`${url}&tolerated=0%25`)).toMatchObject({ status: 422, body: { code: "share-open" } });
  expect(await ask(`${url}&bad=-1`)).toMatchObject({ status: 422, body: { code: "whole-range", parameter: "bad" } });
});

test("the calibration is of one plan or of all, and goes back 60 periods at most", async () => {
  expect(await ask("/api/v1/calibration?periods=1&plan=monthly")).toMatchObject({
    status: 200,
    body: { plans: [{ plan: "monthly", periods: 1 }] },
  });
  expect(await ask("/api/v1/calibration?plan=weekly")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await ask("/api/v1/calibration?periods=61")).toMatchObject({ status: 422, body: { code: "whole-range", parameter: "periods" } });
  expect(faults).toEqual([]);
});
