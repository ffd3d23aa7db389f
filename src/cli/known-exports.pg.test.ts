import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

test.each(Object.entries(stated))(
  "%s is imported with one confirmation, and by the map that is printed for it",
  async (name, { counts, skipped }) => {
    const id = name.replace(".csv", "");
    const company = name.startsWith("korean") ? people("KR", "Asia/Seoul", "KRW") : people("US", "America/New_York", "USD");
    const { companyId } = await openCompany(database, company(id));
    const file = fileURLToPath(new URL(`../../tests/specimens/${name}`, import.meta.url));
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
