import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", name: { en: "Monthly", ko: "월간" }, cadence: "month", require: { metric: "calls", target: 1 } }],
});
const about = { member: "raj", plan: "monthly", on: "2026-03-01" };
const post = (payload: object) => ask({ method: "POST", url: "/api/v1/follow-ups", payload: { ...about, ...payload } });

test("a missed period is followed up over HTTP and on the command line, in either language", async () => {
  expect(await ask("/api/v1/follow-ups?leader=kim&periods=1")).toMatchObject({
    status: 200,
    body: { followUps: [{ member: { id: "raj" }, state: "missed", possible: ["reason", "excusal", "coaching"] }] },
  });
  expect(await post({ act: "reason", by: "raj", text: "training" })).toMatchObject({ status: 200, body: { state: "explained" } });
  expect(await post({ act: "coaching", by: "kim", text: "twelve a day" })).toMatchObject({ status: 422, body: { pointer: "/reviewOn" } });
  const coach = [
    "follow-up",
    "raj",
    "monthly",
    "--on",
    "2026-03-01",
    "--by",
    "kim",
    "--coach",
    "twelve a day",
    "--review-on",
    "2199-01-01",
  ];
  expect((await attainWith(over(database), [...coach, "--lang", "ko"])).stdout).toMatch(
    /^면담함 {2}Raj \(raj\) {2}월간, 2026년 3월 {2}돌아볼 날 2199-01-01\n {2}\S+ Raj \(raj\) 이유: training\n {2}\S+ Kim \(kim\) 합의: twelve a day\n$/,
  );
  expect(await post({ act: "review", by: "kim", text: "better" })).toMatchObject({ body: { state: "reviewed" } });
  expect((await attainWith(over(database), ["list-follow-ups", "--member", "raj", "--lang", "en"])).stdout).toContain(
    "reviewed  Raj (raj)  Monthly, March 2026",
  );
  expect(await post({ act: "acknowledgement", by: "raj" })).toMatchObject({ body: { state: "closed" } });
  expect(await post({ act: "reason", by: "raj", text: "x" })).toMatchObject({ status: 409, body: { code: "follow-up-act" } });
  expect(faults).toEqual([]);
});

test("what is wrong with it is told with its place", async () => {
  expect(await post({ act: "coachin", by: "kim", text: "", extra: 1 })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/extra" }, { pointer: "/act", code: "enum" }, { pointer: "/text" }] },
  });
  expect(await post({ act: "reason", by: "raj", text: "x", plan: "monthl" })).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await ask("/api/v1/follow-ups?periods=13")).toMatchObject({ status: 422, body: { parameter: "periods" } });
  expect(await ask("/api/v1/follow-ups?leader=zed")).toMatchObject({ status: 404, body: { parameter: "leader" } });
  expect(
    await attainWith(over(database), ["follow-up", "raj", "monthly", "--on", "2026-03-01", "--by", "raj", "--lang", "en"]),
  ).toMatchObject({
    status: 64,
    stderr: expect.stringContaining("Say one of --reason"),
  });
});
