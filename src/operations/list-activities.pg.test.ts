import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { showActivity } from "./show-activity.ts";

const { database } = await testDatabase();

const file = (id: string, metrics: readonly object[]): object => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  metrics,
});
const call = (externalId: string): object => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  durationSeconds: 300,
  prospect: "mina@example.com",
  occurredAt: "2026-03-02T10:00:00+09:00",
});

test("records are told with the verdicts of more metrics than a statement has columns for", async () => {
  const metrics = Array.from({ length: 340 }, (_, index) => ({
    id: `m${index}`,
    where: `kind == "call" && durationSeconds >= ${index}`,
    ...(index % 2 === 0 ? {} : { oncePer: { prospect: "month" } }),
  }));
  const product = await openCompany(database, file("many", metrics));
  await product.record([call("1"), call("2")]);
  const { verdicts } = must(await showActivity(database, product.companyId, { source: "dialer", externalId: "2" }));
  expect(verdicts.map(({ metric, verdict }) => [metric, verdict.counted])).toEqual(
    metrics.map(({ id }, index) => [id, index <= 300 && index % 2 === 0]),
  );
});
