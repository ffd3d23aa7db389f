import { expect, test } from "vitest";
import { PASSWORD } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "../operations/count-metrics.ts";
import { createCompany } from "../operations/create-company.ts";
import { findCompany } from "../operations/find-company.ts";
import { newSecret } from "../operations/secret.ts";
import { setUpToken } from "../operations/set-up.ts";
import { valueOf } from "./refused-request.ts";

const { database } = await testDatabase();
const secret = newSecret();
const { ask, faults } = await testApi(database, { secret });

const create = (order: unknown) => createCompany(database, order, { by: "test" });
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
  expect((await ask("/api/v1/session")).body).toMatchObject({ signedIn: null, needsSetUp: true, needsCompany: true });
  const company = { name: "한빛 보험", country: "KR", timeZone: "Asia/Seoul" };
  const order = { token: setUpToken(secret), company, email: "mina@hanbit.example", password: PASSWORD };
  expect(await post("/set-up", order)).toMatchObject({
    status: 200,
    body: { signedIn: { company: { id: "한빛-보험" }, user: { id: "mina" } } },
  });
  expect((await ask("/api/v1/company")).body).toMatchObject({ company: { currency: "KRW", firstWeekday: "monday" }, version: 1 });
  expect(await post("/set-up", order)).toMatchObject({ status: 403, body: { code: "set-up-refused" } });

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

const made = async (id: string): Promise<Record<string, string>> => {
  must(await create({ id, name: id, country: "US", timeZone: "America/New_York" }));
  return { "attain-company": id };
};

test("of a company everything that is wrong is told at once, and nothing of it is kept", async () => {
  const wrong = await create({ name: " ", country: "Korea", timeZone: "KST", colour: "red", firstWeekday: "Funday" });
  expect(wrong).toMatchObject({
    refusals: [
      { code: "unknown-field", pointer: "/colour" },
      { code: "text-empty", pointer: "/name" },
      { code: "enum", pointer: "/firstWeekday" },
    ],
  });
  const meant = await create({ name: "Hill", country: "Korea", timeZone: "KST", currency: "won", id: "no good" });
  expect(meant).toMatchObject({
    refusals: expect.arrayContaining([
      expect.objectContaining({ code: "id-format", pointer: "/id" }),
      expect.objectContaining({ code: "country-unknown", pointer: "/country" }),
      expect.objectContaining({ pointer: "/timeZone" }),
      expect.objectContaining({ code: "currency-unknown", pointer: "/currency" }),
    ]),
  });
  expect(await create([])).toMatchObject({ refusals: [{ code: "type" }] });
  expect((await ask("/api/v1/companies")).body).toEqual({ companies: [{ id: "한빛-보험" }] });
});

test("of two who make a company of one name at once, one is told that it is there", async () => {
  const order = { name: "Twins", country: "BR", timeZone: "America/Sao_Paulo" };
  const outcomes = await Promise.all([create(order), create(order), create(order)]);
  expect(outcomes.filter(({ ok }) => ok)).toMatchObject([
    { value: { company: { id: "twins", currency: "BRL", firstWeekday: "sunday", holidays: null } } },
  ]);
  expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.refusals))).toMatchObject([
    { code: "company-taken", pointer: "/id" },
    { code: "company-taken" },
  ]);
});

test("a page that opens learns whether anything has come in, and of which days", async () => {
  const headers = await made("days");
  const company = () => ask({ url: "/api/v1/company", headers });
  expect((await company()).body).toMatchObject({ activities: null, plans: [], members: 0 });
  await ask({
    method: "POST",
    url: "/api/v1/activities",
    headers,
    payload: [call("1", "Eve", "2026-02-03"), call("2", "Eve", "2026-01-20")],
  });
  expect((await company()).body).toMatchObject({ activities: { firstDay: "2026-01-20", lastDay: "2026-02-03" } });
});

test("the names that nobody knows are listed page by page, mapped in an address of any letters, and let go", async () => {
  const headers = await made("names");
  const names = ["Ext/7 #1", "김 과장", "Eve"];
  const payload = names.flatMap((name, index) =>
    Array.from({ length: 3 - index }, (_, place) => call(`${name} ${place}`, name, "2026-03-02")),
  );
  await ask({ method: "POST", url: "/api/v1/activities", headers, payload });
  const listed: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await ask({ url: `/api/v1/unattributed?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`, headers });
    listed.push(...(body["references"] as { reference: string; records: number }[]).map(({ reference, records }) => [reference, records]));
    expect(body["records"]).toBe(6);
    cursor = body["nextCursor"] as string | null;
  }
  expect(listed).toEqual([
    ["Ext/7 #1", 3],
    ["김 과장", 2],
    ["Eve", 1],
  ]);
  expect(await ask({ url: "/api/v1/unattributed?cursor=x", headers })).toMatchObject({ status: 400, body: { code: "cursor-invalid" } });

  await ask({ method: "POST", url: "/api/v1/members", headers, payload: { members: [{ name: "Kim" }] } });
  const identities = "/api/v1/members/kim/identities";
  const mapping = { source: "dialer", externalId: "Ext/7 #1" };
  expect(await ask({ method: "POST", url: identities, headers, payload: mapping })).toMatchObject({ body: { changed: true, records: 3 } });
  expect(await ask({ method: "POST", url: identities, headers, payload: { source: "dialer" } })).toMatchObject({
    status: 422,
    body: { code: "required", pointer: "/externalId" },
  });
  expect(await ask({ method: "DELETE", url: `${identities}/dialer/${encodeURIComponent("Ext/7 #1")}`, headers })).toMatchObject({
    status: 200,
    body: { member: "kim", externalId: "Ext/7 #1", records: 3 },
  });
  expect(await ask({ method: "DELETE", url: `${identities}/dialer/Eve`, headers })).toMatchObject({
    status: 404,
    body: { code: "identity-none" },
  });
  // A resident registration number is nobody's name.
  expect(
    await ask({ method: "POST", url: identities, headers, payload: { source: "dialer", externalId: "900101-1234568" } }),
  ).toMatchObject({
    status: 422,
    body: { code: "secret-number" },
  });
});

test("members and quotas are refused field by field, in the reader's language, and a quota is ended by its address", async () => {
  const headers = await made("fields");
  const members = [{ name: "Ann", role: "boss" }, { email: "x" }, { name: "Bob", identities: [{ source: "pbx" }] }, "Cid"];
  const wrong = await ask({ method: "POST", url: "/api/v1/members", headers, payload: { members } });
  expect(wrong).toMatchObject({
    status: 422,
    body: {
      errors: [
        { code: "unknown-field", pointer: "/members/0/role" },
        { code: "required", pointer: "/members/1/name" },
        { code: "required", pointer: "/members/2/identities/0/externalId" },
        { code: "type", pointer: "/members/3" },
      ],
    },
  });
  for (const payload of [{}, { members: [] }, { members: {} }, { members: Array.from({ length: 10_001 }, () => ({ name: "x" })) }])
    expect((await ask({ method: "POST", url: "/api/v1/members", headers, payload })).status).toBe(422);
  const korean = await ask({
    method: "POST",
    url: "/api/v1/quotas",
    headers: { ...headers, "accept-language": "ko" },
    payload: { kind: "call", cadence: "week", target: 0 },
  });
  expect(korean).toMatchObject({ status: 422, body: { pointer: "/target" } });
  expect(korean.body["detail"]).toMatch(/[가-힣]/);

  const quota = { kind: "call", cadence: "week", target: 10 };
  expect((await ask({ method: "POST", url: "/api/v1/quotas", headers, payload: quota })).status).toBe(200);
  expect(await ask({ method: "POST", url: "/api/v1/quotas", headers, payload: quota })).toMatchObject({
    status: 409,
    body: { code: "quota-there", pointer: "/kind" },
  });
  expect(await ask({ method: "DELETE", url: "/api/v1/quotas/call-week?metric=email", headers })).toMatchObject({
    status: 409,
    body: { code: "quota-none" },
  });
  expect(await ask({ method: "DELETE", url: "/api/v1/quotas/call-week", headers })).toMatchObject({
    status: 200,
    body: { undone: true, metric: "call" },
  });
  expect(await ask({ method: "DELETE", url: "/api/v1/quotas/call", headers })).toMatchObject({ status: 404 });
  for (const query of ["kind=call", "kind=call&cadence=weak", "kind=call&cadence=week&target=0", "kind=call&cadence=week&direction=up"])
    expect((await ask({ url: `/api/v1/quota-suggestion?${query}`, headers })).status).toBeGreaterThanOrEqual(400);
  for (const query of ["by=colour", "from=soon", "by=day,week", "by="])
    expect((await ask({ url: `/api/v1/activity-counts?${query}`, headers })).status).toBeGreaterThanOrEqual(400);
  expect(faults).toEqual([]);
});
