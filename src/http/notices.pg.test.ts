import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { instant, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { tellNotices } from "../operations/tell-notices.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const { companyId, record } = await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
  ],
  metrics: [
    { id: "calls", name: { en: "calls", ko: "통화" }, where: 'kind == "call"' },
    { id: "talk", name: { en: "talk", ko: "통화 시간" }, where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
  plans: [
    {
      id: "weekly",
      name: { en: "The week", ko: "주간" },
      cadence: "week",
      require: {
        allOf: [
          { metric: "calls", target: 20 },
          { metric: "talk", target: 3600 },
        ],
      },
    },
  ],
});
await record([{ source: "dialer", externalId: "1", member: "raj", kind: "call", durationSeconds: 90, occurredAt: "2026-03-02T03:00:00Z" }]);
const told = (at: string) => tellNotices(database, companyId, { now: instant(at) });

test("who falls behind is told once what is missing, their leader too, and before the end once more; each is read on its own", async () => {
  expect(await told("2026-03-05T03:00:00Z")).toBe(2);
  expect(await told("2026-03-05T04:00:00Z")).toBe(0);
  // Sunday belongs to the week: Saturday is the first of its last two days.
  expect(await told("2026-03-07T03:00:00Z")).toBe(1);
  const { body } = await ask("/api/v1/notices?member=raj");
  expect(body).toMatchObject({
    unread: 2,
    nextCursor: null,
    notices: [
      {
        what: "closing_soon",
        plan: "weekly",
        dispute: null,
        mail: null,
        text: {
          en: "The week (Week 10, 2026) ends soon: 19 calls, 59 min of talk to go.",
          ko: "기간이 곧 끝나요: 주간 · 2026년 3월 1주차, 통화 19건, 통화 시간 59분 남음",
        },
      },
      { what: "at_risk", text: { en: "The week (Week 10, 2026) is at risk: 19 calls, 59 min of talk to go." } },
    ],
  });
  expect(await ask("/api/v1/notices?member=kim")).toMatchObject({
    body: {
      notices: [
        {
          what: "at_risk",
          about: "raj",
          text: { ko: "Raj 님의 진도를 살펴봐 주세요: 주간 · 2026년 3월 1주차, 통화 19건, 통화 시간 59분 남음" },
        },
      ],
    },
  });
  const [{ notice } = { notice: 0 }] = body["notices"] as readonly { readonly notice: number }[];
  const read = (payload: object) => ask({ method: "POST", url: "/api/v1/notices/reading", payload });
  expect(await read({ member: "kim", notices: [notice] })).toMatchObject({ status: 200, body: { read: 0 } });
  expect(await read({ member: "raj", notices: [notice] })).toMatchObject({ body: { read: 1 } });
  expect(await ask("/api/v1/notices?member=raj&unread=true")).toMatchObject({ body: { unread: 1, notices: [{ what: "at_risk" }] } });
  expect(await read({ member: "raj", notices: ["x"], all: true })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/all" }, { pointer: "/notices/0" }] },
  });
  expect(await ask("/api/v1/notices?member=zed")).toMatchObject({ status: 404 });
  expect(await ask("/api/v1/notices")).toMatchObject({ status: 422, body: { code: "required" } });
  expect(faults).toEqual([]);
});

test("the command lists them in the reader's language and marks them as read", async () => {
  const shown = await attainWith(over(database), ["notices", "kim", "--read", "--lang", "ko"]);
  expect(shown.stdout).toBe("● 2026-03-05  Raj 님의 진도를 살펴봐 주세요: 주간 · 2026년 3월 1주차, 통화 19건, 통화 시간 59분 남음\n");
  expect(shown.stderr).toContain("1건을 읽은 것으로 표시했습니다.");
  expect((await attainWith(over(database), ["notices", "kim", "--lang", "en"])).stdout).toMatch(
    /^ {2}2026-03-05 {2}Raj: The week \(Week 10, 2026\) is at risk/,
  );
  expect(JSON.parse((await attainWith(over(database), ["notices", "kim", "--unread", "--json"])).stdout)).toMatchObject({
    notices: [],
    unread: 0,
  });
});

test("of a choice only what is nearest is said to be missing", async () => {
  const either = await openCompany(database, {
    company: { id: "either", name: "Either", country: "US", timeZone: "Etc/UTC", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [
      { id: "calls", name: "calls", where: 'kind == "call"' },
      { id: "mails", name: "mails", where: 'kind == "email"' },
    ],
    plans: [
      {
        id: "monthly",
        cadence: "month",
        require: {
          anyOf: [
            { metric: "calls", target: 10 },
            { metric: "mails", target: 4 },
          ],
        },
      },
    ],
  });
  await either.record([{ source: "crm", externalId: "1", member: "raj", kind: "email", occurredAt: "2026-03-02T03:00:00Z" }]);
  await tellNotices(database, either.companyId, { now: instant("2026-03-30T03:00:00Z") });
  const { body } = await ask({ url: "/api/v1/notices?member=raj", headers: { "attain-company": "either" } });
  expect((body["notices"] as readonly { readonly text: { readonly en: string } }[]).map(({ text }) => text.en)).toContain(
    "monthly (March 2026) ends soon: 3 mails to go.",
  );
});
