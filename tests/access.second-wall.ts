// The same with the app's own company filter taken out of every statement: row-level security alone keeps the companies apart.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listActivities } from "../src/operations/list-activities.ts";
import { findCompany } from "../src/operations/find-company.ts";
import { database, owner } from "./access/matrix.ts";
import { unfiltered } from "./access/without-company-filter.ts";

const folder = new URL("../src/store/", import.meta.url);

test("the filter is gone from more than three hundred places, and stays in none", () => {
  const files = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name));
  const all = files.filter((name) => !name.includes(".test.")).map((name) => unfiltered(readFileSync(new URL(name, folder), "utf8")));
  expect(all.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(300);
  expect(all.flatMap(({ text }) => text.match(/company_id\s*=\s*\$\{(?!sql\.ref)[^}]*\}/g) ?? [])).toEqual([]);
});

test("without the policies one company's list tells of another's: the filter is not there", async () => {
  const found = await findCompany(database, "north");
  const companyId = found.ok ? found.value : 0;
  const told = async (as: typeof database) => JSON.stringify(await listActivities(as, companyId, { source: "dialer", limit: 200 }));
  expect(await told(owner)).toContain("sven");
  expect(await told(database)).not.toContain("sven");
});
