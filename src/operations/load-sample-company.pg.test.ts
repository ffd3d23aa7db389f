import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { instant, must } from "../../tests/product.ts";
import { loadSampleCompany } from "./load-sample-company.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

test("the sample company counts as a recount of it", async () => {
  const t = performance.now();
  const loaded = must(await loadSampleCompany(database, { now: instant("2026-11-25T05:00:00Z"), by: "local", language: "en" }));
  console.log(loaded.activities, performance.now() - t);
  const v = await verifyCompany(database, loaded.companyId);
  console.log(JSON.stringify(v).slice(0, 600));
  expect(v).toMatchObject({ equal: true });
}, 120000);
