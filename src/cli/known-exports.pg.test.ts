import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { must, openCompany } from "../../tests/product.ts";
import { countsOf, people } from "../../tests/specimens.ts";
import { stated } from "../../tests/stated-exports.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { listActivities } from "../operations/list-activities.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-exports-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), ["--lang", "en", ...commandLine]);

const specimenPath = (name: string): string => fileURLToPath(new URL(`../../tests/specimens/${name}`, import.meta.url));

test.each(Object.entries(stated))(
  "%s is imported with one confirmation, and by the map that is printed for it",
  async (name, { counts, skipped }) => {
    const id = name.replace(".csv", "");
    const company = name.startsWith("korean") ? people("KR", "Asia/Seoul", "KRW") : people("US", "America/New_York", "USD");
    const { companyId } = await openCompany(database, company(id));
    const file = specimenPath(name);
    const given = ["import", "activities", file, "--company", id, "--rejected", join(folder, `${id}.rejected.csv`)];

    const unconfirmed = await attain(...given);
    expect(unconfirmed.status).toBe(2);
    expect(unconfirmed.stdout).toContain("Recognised:");
    expect(must(await listActivities(database, companyId, {})).activities).toEqual([]);

    const imported = await attain(...given, "--yes", "--json");
    expect(imported.status).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({ accepted: counts.length, skipped, rejected: 0, unattributed: 0 });
    expect(countsOf(must(await listActivities(database, companyId, { limit: 200 })).activities)).toEqual(counts);

    const map = join(folder, `${id}.yaml`);
    const printed = await attain(...given, "--print-map");
    expect(printed.status).toBe(0);
    writeFileSync(map, printed.stdout);
    const again = await attain(...given, "--map", map, "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0, duplicates: counts.length, revised: 0, skipped, rejected: 0 });
  },
);

test("a report without the column that tells what is done says so before anything is imported", async () => {
  await openCompany(database, people("US", "America/New_York", "USD")("unchecked"));
  const text = readFileSync(specimenPath("salesforce-task-report.csv"), "utf8");
  const file = join(folder, "report.csv");
  writeFileSync(file, text.replaceAll(/^((?:"[^"]*",){3})"[^"]*",/gm, "$1"));
  const previewed = await attain("import", "activities", file, "--company", "unchecked");
  expect(previewed.status).toBe(2);
  expect(previewed.stdout).toContain('Which rows are done and which are only planned tells a column "Status", and this export has none');
});

test("dates that may be read in two ways are asked, and imported as they are answered", async () => {
  const { companyId } = await openCompany(database, people("US", "America/New_York", "USD")("asked"));
  const text = readFileSync(specimenPath("salesforce-task-report.csv"), "utf8").replaceAll("3/13/2026", "3/12/2026");
  const file = join(folder, "asked.csv");
  writeFileSync(file, text);
  const given = ["import", "activities", file, "--company", "asked", "--rejected", join(folder, "asked.rejected.csv"), "--yes"];
  const open = await attain(...given);
  expect(open.status).toBe(2);
  expect(must(await listActivities(database, companyId, {})).activities).toEqual([]);
  const id = /--answer (\S+)=/.exec(open.stdout + open.stderr)?.[1] ?? "";
  const answered = await attain(...given, "--answer", `${id}=month-first`);
  expect(answered.status).toBe(0);
  const days = must(await listActivities(database, companyId, { limit: 200 })).activities.map(({ localDay }) => localDay);
  expect([...new Set(days)].toSorted()).toEqual(["2026-03-02", "2026-03-03", "2026-03-12"]);
});
