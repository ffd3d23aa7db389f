import { beforeAll, expect, test } from "vitest";
import { movedActivities, movedCompany } from "../../tests/moved-company.ts";
import { day, must, NOW, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { attainmentJson, type AttainmentJson } from "../operations/attainment-json.ts";
import { attainmentOf } from "../operations/attainment-of.ts";
import { attainmentSchema } from "./attainment-schemas.ts";
import { explanationSchema } from "./schemas.ts";

const { database } = await testDatabase();
let product: Product;

const answered = async (): Promise<AttainmentJson> =>
  attainmentJson(must(await attainmentOf(database, product.companyId, { on: day("2026-03-31"), now: NOW })));

/** What the documentation does not know of is a mistake of one of the two. */
const mistakes = (schema: typeof attainmentSchema | typeof explanationSchema, answer: unknown): unknown =>
  schema.safeParse(JSON.parse(JSON.stringify(answer))).error?.issues ?? [];

beforeAll(async () => {
  // Sora also joined within the period.
  const members = movedCompany.members.map((member) => (member.id === "sora" ? { ...member, employedFrom: "2026-03-10" } : member));
  product = await openCompany(database, { ...movedCompany, members });
  await product.record(movedActivities);
});

test("what is split, excused and told of employment is as the documentation says", async () => {
  const answer = await answered();
  expect(mistakes(attainmentSchema, answer)).toEqual([]);
  for (const word of ['"part"', '"employed"', '"teams"', '"excused"']) expect(JSON.stringify(answer.rows)).toContain(word);
  for (const member of ["doyun", "sora"])
    expect(mistakes(explanationSchema, await product.explain(member, "outbound-calls", "2026-03-31"))).toEqual([]);
});

test("and so it is while a metric is being counted", async () => {
  const metrics = movedCompany.metrics.map((metric) => ({ ...metric, startsOn: "2026-03-10", where: `${metric.where} && hasEvidence` }));
  expect((await product.apply({ ...movedCompany, metrics: [...movedCompany.metrics, ...metrics] }, "2026-03-10")).ok).toBe(true);
  const answer = await answered();
  expect(mistakes(attainmentSchema, answer)).toEqual([]);
  expect(JSON.stringify(answer.rows)).toContain('"credited":null');
});
