import { expect, test } from "vitest";
import { PASSWORD } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { createCompany } from "../operations/create-company.ts";
import { newSecret } from "../operations/secret.ts";
import { setUpToken } from "../operations/set-up.ts";

const { database } = await testDatabase();
const secret = newSecret();
const { app, ask, keyOf, faults } = await testApi(database, { secret });

test("a company is made out of a preset, and its words, funnel and sample are answered", async () => {
  expect((await ask("/api/v1/presets")).body).toMatchObject({
    presets: [
      { id: "adviser", name: { en: "Financial advisers", ko: "재무 상담사" } },
      { id: "bank", kinds: [{ id: "account_opened", name: { ko: "계좌 개설" } }] },
      { id: "insurance-ko", country: "KR", timeZone: "Asia/Seoul" },
      { id: "sdr", plans: [{ id: "daily-outreach", cadence: "day" }, { cadence: "week" }] },
    ],
  });
  const order = { name: "한빛보험", country: "KR", timeZone: "Asia/Seoul", preset: "insurance-ko" };
  const setUp = (company: object) =>
    ask({
      method: "POST",
      url: "/api/v1/set-up",
      payload: { token: setUpToken(secret), company, email: "mina@hanbit.example", password: PASSWORD },
    });
  expect(await setUp({ ...order, preset: "insurence-ko" })).toMatchObject({
    status: 422,
    body: { code: "enum", pointer: "/company/preset" },
  });
  expect(await setUp({ ...order, preset: null, sample: true })).toMatchObject({
    body: { code: "sample-without-preset", pointer: "/company/sample" },
  });
  expect((await setUp({ ...order, sample: true })).status).toBe(200);

  const company = await ask("/api/v1/company");
  expect(company.body).toMatchObject({
    members: 7,
    words: { member: { en: "agent", ko: "설계사" }, prospect: { ko: "가망고객" }, quota: { en: "quota", ko: "할당량" } },
  });
  const funnel = await ask("/api/v1/funnel-assumptions");
  expect(funnel.body).toMatchObject({
    stages: [{ id: "ta" }, { id: "ap", outcomes: ["held"] }, { id: "visit" }, { id: "contract" }],
    rates: [],
  });

  const sample = await app.inject({ url: "/api/v1/presets/insurance-ko/sample", headers: { host: "localhost", ...(await keyOf()) } });
  expect(sample.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": expect.stringContaining('filename="insurance-ko-sample.csv"') as unknown,
  });
  expect(sample.body).toMatch(/^source,external_id,member,.*\n(phone|activity-sheet|policy-system),.*\+09:00/);
  expect(await ask("/api/v1/presets/insurance/sample")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(faults).toEqual([]);
});

test("rates are answered as shares of one with their sources; a company without a funnel says so", async () => {
  const place = { country: "US", timeZone: "America/New_York" };
  must(await createCompany(database, { name: "Lake", ...place, preset: "adviser" }, { by: "test" }));
  must(await createCompany(database, { name: "Bare", ...place }, { by: "test" }));
  const funnelOf = (id: string) => ask({ url: "/api/v1/funnel-assumptions", headers: { "attain-company": id } });
  expect((await funnelOf("lake")).body).toMatchObject({
    rates: [
      { from: "contact", to: "fact-finding", rate: 0.3, source: { year: null } },
      { from: "fact-finding", to: "client", rate: 0.3333 },
    ],
  });
  expect(await funnelOf("bare")).toMatchObject({ status: 404, body: { code: "funnel-missing" } });
});
