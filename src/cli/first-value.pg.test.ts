import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-first-value-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "en"]);
const inKorean = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "ko"]);

/** A table's cells, however wide its columns. */
const cellsOf = ({ stdout }: Ended): readonly (readonly string[])[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/));

test("from nothing to a quota on the command line, without a file of settings", async () => {
  expect((await attain("counts")).stderr).toContain("attain init --name NAME");
  const made = await attain("init", "--name", "Northwind", "--country", "US", "--time-zone", "America/New_York");
  expect(made).toMatchObject({ status: 0, stdout: "Northwind is ready. Its id is northwind.\n" });
  expect(made.stderr).toContain("Amounts are in USD, weeks begin on Sunday, public holidays are those of US.");
  expect(await attain("init", "--name", "Northwind", "--country", "US", "--time-zone", "America/New_York")).toMatchObject({ status: 2 });

  const file = join(folder, "calls.csv");
  const rows = [
    ...Array.from({ length: 12 }, (_, index) => `pbx,a${index},Diane,call,outbound,2026-03-02`),
    ...Array.from({ length: 4 }, (_, index) => `pbx,b${index},Joe Park,call,inbound,2026-03-03`),
    ...Array.from({ length: 2 }, (_, index) => `pbx,c${index},Joe Park,email,outbound,2026-03-07`),
  ];
  writeFileSync(file, `source,external_id,member,kind,direction,occurred_on\n${rows.join("\n")}\n`);
  expect((await attain("import", "activities", file)).stdout).toContain("accepted 18");
  expect(cellsOf(await attain("counts"))).toEqual([
    ["Member", "Calls (outbound)", "Calls (inbound)", "E-mails (outbound)", "Total"],
    ["Diane (pbx, nobody known)", "12", "0", "0", "12"],
    ["Joe Park (pbx, nobody known)", "0", "4", "2", "6"],
  ]);
  expect(cellsOf(await attain("list-unattributed"))).toEqual([
    ["pbx", "Diane", "12", "2026-03-02"],
    ["pbx", "Joe Park", "6", "2026-03-03 – 2026-03-07"],
  ]);

  expect(await attain("add-member", "Diane Kim", "--identity", "pbx:Diane")).toMatchObject({
    status: 0,
    stdout: "diane-kim  Diane Kim  added\n",
    stderr: "12 records count from now on.\n",
  });
  expect((await attain("add-member", "Joseph Park", "--id", "joe")).stderr).toBe("No record was waiting for them.\n");
  expect(cellsOf(await attain("list-unattributed"))).toEqual([["pbx", "Joe Park", "6", "2026-03-03 – 2026-03-07", "perhaps joe"]]);
  expect((await attain("map-identity", "pbx", "Joe Park", "joe")).stdout).toBe("6 records are the member's now.\n");
  expect((await attain("map-identity", "pbx", "Joe Park", "joe")).stdout).toBe("It was so already.\n");
  const taken = await attain("map-identity", "pbx", "Joe Park", "diane-kim");
  expect(taken).toMatchObject({ status: 2 });
  expect(taken.stderr).toContain('"Joe Park" in pbx is already the member "joe"');
  expect((await attain("list-unattributed")).stderr).toBe("Every record has its member.\n");

  expect(cellsOf(await inKorean("counts", "--by", "member,kind,week"))).toEqual([
    ["구성원", "주 시작", "전화 (발신)", "전화 (수신)", "이메일 (발신)", "합계"],
    ["Diane Kim", "2026-03-01", "12", "0", "0", "12"],
    ["Joseph Park", "2026-03-01", "0", "4", "2", "6"],
  ]);
  expect((await attain("counts", "--by", "kind,minute")).status).toBe(64);
  expect((await attain("counts", "--by", "day,week")).stderr).toContain("only one of them can be asked for");

  expect((await attain("suggest-quota", "call", "--cadence", "week")).stdout).toBe(
    [
      "2 members in the last 1 whole period",
      "  a quarter did less than 6 · half did less than 8 · a quarter did more than 10 · the most 12",
      "A target of 10 was reached 1 of 2 times.",
      "",
    ].join("\n"),
  );
  const quota = await attain("make-quota", "call", "--cadence", "week", "--target", "10", "--from-first-day");
  expect(quota).toMatchObject({ status: 0, stdout: "Calls, weekly (call-week), from 2026-03-01 on.\n" });
  expect((await attain("attainment", "--on", "2026-03-02")).stdout).toMatch(/Diane Kim.*12.*10/);
  const twice = await attain("make-quota", "call", "--cadence", "week", "--target", "20");
  expect(twice).toMatchObject({ status: 2 });
  expect(twice.stderr).toContain('The plan "call-week" asks call of the same people per week already.');
  expect((await attain("end-quota", "call-week")).stdout).toBe("call-week was made today: it is undone, and asked on no day.\n");
  expect((await attain("attainment", "--on", "2026-03-02")).stdout).not.toContain("Calls");
  expect((await attain("make-quota", "call", "--cadence", "week", "--target", "8", "--from-first-day")).stdout).toBe(
    "Calls, weekly (call-week-2), from 2026-03-01 on.\n",
  );
  expect((await attain("attainment", "--on", "2026-03-02")).stdout).toMatch(/Diane Kim.*12.*8/);
  expect((await attain("end-quota", "call-week")).status).toBe(2);

  expect((await attain("unmap-identity", "pbx", "Joe Park", "joe")).stdout).toBe("6 records are nobody's now.\n");
  expect(cellsOf(await attain("list-unattributed"))).toEqual([["pbx", "Joe Park", "6", "2026-03-03 – 2026-03-07", "perhaps joe"]]);
  expect((await attain("verify")).status).toBe(0);
});
