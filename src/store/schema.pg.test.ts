import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printSchema } from "../../scripts/print-schema.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { packageRoot } from "./package-root.ts";

const { owner } = await testDatabase();

test("schema.sql is what the migrations make, on every PostgreSQL (npm run schema writes it)", async () => {
  expect(await printSchema(owner)).toBe(readFileSync(join(packageRoot, "schema.sql"), "utf8"));
});
