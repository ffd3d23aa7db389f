import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-presets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "en"]);

test("a preset and its sample in three commands; the second time is refused and writes nothing", async () => {
  const file = join(folder, "sample.csv");
  const made = await attain("init", "--preset", "sdr", "--sample", file);
  expect(made).toMatchObject({ status: 0, stdout: "Sales development (SDR) is ready. Its id is sdr.\n" });
  expect(made.stderr).toContain("Country US, time zone America/Los_Angeles.");
  const rows = readFileSync(file, "utf8").trimEnd().split("\n").length - 1;
  expect(made.stderr).toContain(`${file} holds ${rows} records up to yesterday.`);
  expect((await attain("import", "activities", file)).stdout).toBe(
    `accepted ${rows.toLocaleString("en")}, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 0)\n`,
  );
  expect(await attain("init", "--preset", "sdr", "--sample", file)).toMatchObject({ status: 2 });
  const other = join(folder, "other.csv");
  const again = await attain("init", "--preset", "sdr", "--sample", other);
  expect(again).toMatchObject({ status: 2 });
  expect(again.stderr).toContain('There is a company "sdr" already');
  expect(() => readFileSync(other)).toThrow("ENOENT");
  expect((await attain("show-funnel")).stdout).toMatch(/Dials → Calls answered {2}9\.9%\n.*belkins\.io/);
});

test("what an order lacks or has too much is a wrong command line", async () => {
  expect(await attain("init", "--sample")).toMatchObject({ status: 64 });
  expect(await attain("init", "--name", "X", "--country", "US", "--time-zone", "America/New_York", "--sample")).toMatchObject({
    status: 64,
  });
  expect((await attain("init", "--preset", "sdrr")).stderr).toContain("adviser, bank, insurance-ko, sdr");
  expect((await attain("list-presets", "--lang", "ko")).stdout).toContain("insurance-ko  ");
});
