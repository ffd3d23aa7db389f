import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "../operations/count-metrics.ts";
import { findCompany } from "../operations/find-company.ts";
import { valueOf } from "./refused-request.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const post = (url: string, payload: object) => ask({ method: "POST", url: `/api/v1${url}`, payload });

const call = (id: string, member: string, on: string, more: object = {}) => ({
  source: "dialer",
  externalId: id,
  member,
  kind: "call",
  direction: "outbound",
  occurredOn: on,
  ...more,
});

test("from nothing to a number and a quota without a file", async () => {
  expect(await ask("/api/v1/company")).toMatchObject({ status: 404, body: { code: "company-missing" } });
  const made = await post("/companies", { name: "한빛 보험", country: "KR", timeZone: "Asia/Seoul" });
  expect(made).toMatchObject({
    status: 200,
    body: { company: { id: "한빛-보험", currency: "KRW", firstWeekday: "monday", holidays: "KR" }, version: 1 },
  });
  const again = await post("/companies", { name: "한빛 보험", country: "KR", timeZone: "Asia/Seoul" });
  expect(again).toMatchObject({ status: 409, body: { code: "company-taken", pointer: "/id" } });

  const sent = await post("/activities", [
    ...Array.from({ length: 30 }, (_, index) => call(`a${index}`, "Diane", "2026-03-02")),
    ...Array.from({ length: 10 }, (_, index) => call(`b${index}`, "Joe", "2026-03-14")),
  ]);
  expect(sent.body).toMatchObject({ accepted: 40, unattributed: 40 });
  expect((await ask("/api/v1/activity-counts")).body).toMatchObject({
    total: 40,
    unattributed: 40,
    firstDay: "2026-03-02",
    lastDay: "2026-03-14",
    kinds: [{ kind: "call", kindName: { ko: "전화" }, direction: "outbound", count: 40 }],
    rows: [
      { member: null, name: null, source: "dialer", reference: "Diane", kind: "call", direction: "outbound", count: 30 },
      { member: null, reference: "Joe", count: 10 },
    ],
  });

  const members = await post("/members", {
    members: [{ name: "Diane Kim", email: "diane@example.com", identities: [{ source: "dialer", externalId: "Diane" }] }, { name: "Joe" }],
  });
  expect(members.body).toMatchObject({
    members: [
      { id: "diane-kim", act: "added" },
      { id: "joe", act: "added" },
    ],
    attributed: 40,
  });
  const suggestion = await ask("/api/v1/quota-suggestion?kind=call&direction=outbound&cadence=week");
  expect(suggestion.body).toMatchObject({
    members: 2,
    values: 4,
    lowerQuartile: 0,
    median: 5,
    upperQuartile: 15,
    best: 30,
    suggested: 15,
    met: 1,
  });

  const quota = await post("/quotas", { kind: "call", direction: "outbound", cadence: "week", target: 25, fromFirstDay: true });
  expect(quota.body).toMatchObject({
    metric: { id: "call-outbound", made: true },
    plan: {
      id: "call-outbound-week",
      startsOn: "2026-03-02",
      made: true,
      name: { en: "Calls (outbound), weekly", ko: "주간 전화 (발신)" },
    },
  });
  const companyId = valueOf(await findCompany(database, null));
  await countMetrics(database, companyId);
  const attainment = await ask("/api/v1/attainment?on=2026-03-02&cadence=week");
  expect(attainment.body).toMatchObject({
    rows: [
      { member: "diane-kim", plan: "call-outbound-week", status: "met", requirement: { credited: 30, target: 25 } },
      { member: "joe", status: "missed", requirement: { credited: 0, target: 25 } },
    ],
  });
  expect(faults).toEqual([]);
});
