import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { showActivity } from "./show-activity.ts";

const { database } = await testDatabase();

const { companyId, record } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [
    { id: "raj", name: { en: "Raj", ko: "라즈" } },
    { id: "mina", name: { en: "Mina", ko: "미나" } },
    { id: "leo", name: "Leo", employedFrom: "2026-03-10", employedThrough: "2026-03-20" },
  ],
  metrics: [
    { id: "met", where: 'kind == "meeting"', oncePer: { prospect: "month", within: "company" } },
    { id: "large", where: "amount >= 1000", measure: { sum: "amount" } },
  ],
});

let sent = 0;
const reasons = async (
  member: string,
  occurredOn: string,
  { metric = "met", ...more }: { readonly metric?: string; readonly prospect?: string } = {},
) => {
  const key = { source: "crm", externalId: String((sent += 1)) };
  await record([{ ...key, member, kind: "meeting", prospect: `${member}@x.example`, occurredOn, ...more }]);
  const { verdicts } = must(await showActivity(database, companyId, key));
  return verdicts
    .filter((each) => each.metric === metric)
    .flatMap(({ verdict }) => (verdict.counted ? [] : verdict.reasons.map(({ en, ko }) => [en, ko])));
};

test("a record of somebody who was not employed yet, or not any more, says so", async () => {
  expect(await reasons("nobody", "2026-03-15")).toEqual([['nobody is known as "nobody"', '담당자 미확인: "nobody"']]);
  expect(await reasons("leo", "2026-03-09")).toEqual([['"leo" is employed from 2026-03-10 on', '"leo": 2026-03-10부터 재직']]);
  expect(await reasons("leo", "2026-03-10")).toEqual([]);
  expect(await reasons("leo", "2026-03-21")).toEqual([['"leo" left on 2026-03-20', '"leo": 2026-03-20까지 재직']]);
});

test("who holds a prospect's credit is named in the reader's language", async () => {
  expect(await reasons("raj", "2026-03-02", { prospect: "ann@x.example" })).toEqual([]);
  expect(await reasons("mina", "2026-03-03", { prospect: "ann@x.example" })).toEqual([
    [
      `this prospect has counted that month already: crm "${sent - 1}" on 2026-03-02 by Raj`,
      `그달에 이미 인정된 잠재 고객: 2026-03-02 crm "${sent - 1}", 라즈`,
    ],
  ]);
});

test("an amount that is missing is told once", async () => {
  expect(await reasons("raj", "2026-03-02", { metric: "large" })).toEqual([
    ["amount unknown, this metric needs 1,000 KRW or more", "금액 없음, 필요: 1,000원 이상"],
  ]);
});
