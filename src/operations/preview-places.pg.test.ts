import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { must, NOW, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { fileAt } from "./files/spool.ts";
import { previewImport } from "./preview-import.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-places-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { companyId } = await openCompany(database, {
  company: { id: "places", name: "Places", country: "US", timeZone: "America/New_York", currency: "USD" },
});

const path = join(folder, "calls.csv");
writeFileSync(
  path,
  ["Agent,Date,Type", "Name,Day,Kind", "Ann,2026-02-02 10:00,call", "Bob,2026-02-02 11:00,call", "Ann,2026-02-03 10:00,call"].join("\n"),
);

const previewed = async (map?: unknown) => {
  const file = await fileAt(path);
  if (file === undefined) throw new Error(`${path} is not there`);
  return previewImport(database, companyId, file, "calls.csv", { language: "en", now: NOW, ...(map === undefined ? {} : { map }) });
};

test("a map that says only where the header stands is filled in as of any file, and keeps saying so", async () => {
  expect(must(await previewed())).toMatchObject({ headerRow: 1, rows: 4 });
  const below = must(await previewed({ headerRow: 2 }));
  expect(below).toMatchObject({ headerRow: 2, rows: 3, rejected: 0, canImport: true, map: { headerRow: 2 } });
  expect(below.columns.map(({ name, field }) => [name, field])).toEqual([
    ["Name", "member"],
    ["Day", "occurred_at"],
    ["Kind", "kind"],
  ]);
  // The map that came of it reads the file in the same way.
  expect(must(await previewed(below.map))).toMatchObject({ headerRow: 2, rows: 3, kinds: below.kinds, rejected: 0 });
});

test("a place that there is not is refused with its name", async () => {
  expect(await previewed({ headerRow: 0 })).toMatchObject({ ok: false, refusals: [{ pointer: "/headerRow" }] });
  expect(await previewed({ sheet: "Nowhere" })).toMatchObject({ ok: false });
});
