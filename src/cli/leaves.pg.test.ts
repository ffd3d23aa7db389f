import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-leaves-"));
afterAll(() => rmSync(folder, { recursive: true }));

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "en"]);
const me = userInfo().username;

await openCompany(
  database,
  {
    company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
    members: [
      { id: "raj", name: { en: "Raj", ko: "라지" } },
      { id: "me", name: "Me", code: me },
      { id: "mina", name: "Mina", engagement: "contractor" },
    ],
  },
  "2026-03-01",
);

test("leave is asked for, decided, listed and withdrawn on the command line", async () => {
  expect(await attain("request-leave", "raj", "2026-03-16", "2026-03-17")).toMatchObject({
    status: 0,
    stdout: `1  Raj  2026-03-16 – 2026-03-17  vacation  requested  asked by ${me}\n`,
  });
  expect((await attain("request-leave", "raj", "2026-03-16", "2026-03-17")).stderr).toContain("It was so already.");
  expect((await attain("request-leave", "mina", "2026-03-16", "--half", "--kind", "병가")).stdout).toBe(
    `2  Mina  2026-03-16 (half days)  sick leave  declared  asked by ${me}\n`,
  );
  expect(await attain("decide-leave", "1", "--reason", "x")).toMatchObject({ status: 64 });
  expect((await attain("decide-leave", "1", "--approve", "--reason", "covered")).stdout).toContain(`approved  by ${me}: covered\n`);
  await attain("request-leave", "me", "2026-03-16");
  const own = await attain("decide-leave", "3", "--approve", "--reason", "x");
  expect(own).toMatchObject({ status: 2 });
  expect(own.stderr).toContain("Nobody decides their own leave, and me is who asks. Let somebody else decide.");
  expect((await attainWith(over(database), ["list-leaves", "--member", "raj", "--lang", "ko"])).stdout).toBe(
    `1  라지  2026-03-16 – 2026-03-17  휴가  승인  처리: ${me} (covered)\n`,
  );
  expect(JSON.parse((await attain("list-leaves", "--from", "2026-03-17", "--json")).stdout)).toMatchObject({
    leaves: [{ leave: 1 }],
    nextCursor: null,
  });
  expect(await attain("list-leaves", "--from", "soon")).toMatchObject({ status: 64 });
  expect((await attain("withdraw-leave", "1", "--reason", "came back")).stdout).toContain("withdrawn");
  expect((await attain("list-leaves", "--state", "requested")).stderr).toContain("1 leave\n");
});

test("a calendar is shown by month, and a file of one imported", async () => {
  const shown = await attain("show-calendar", "mina", "--year", "2026");
  expect(shown.stdout).toContain("2026-02  17 of 20      16 Seollal holiday · 17 Seollal · 18 Seollal holiday\n");
  expect(shown.stdout).toContain(
    "2026-03  20.5 of 22    1 Independence Movement Day · 2 Independence Movement Day (substitute day) · 16 away (half)\n",
  );
  expect(shown.stdout).toContain("total    244.5 of 261\n");
  expect((await attain("show-calendar", "KR", "--year", "2028")).stderr).toContain('The calendar "KR" does not know the holidays of 2028.');
  expect(await attain("show-calendar", "FR", "--year", "2028")).toMatchObject({ status: 2 });
  const file = join(folder, "2028.ics");
  writeFileSync(
    file,
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20280126\nDTEND;VALUE=DATE:20280129\nSUMMARY:설날\nEND:VEVENT\nEND:VCALENDAR\n",
  );
  expect((await attain("import-calendar", file, "--calendar", "hill-kr", "--years", "2028")).stderr).toContain("3 days added to hill-kr.");
  expect((await attain("import-calendar", file, "--calendar", "hill-kr", "--years", "2028")).stderr).toContain("3 were free already.");
  expect((await attain("show-calendar", "hill-kr", "--year", "2028")).stdout).toContain("26 설날 · 27 설날 · 28 설날");
  expect(await attain("import-calendar", file, "--calendar", "hill-kr", "--years", "soon")).toMatchObject({ status: 64 });
  writeFileSync(file, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n");
  const wrong = await attain("import-calendar", file, "--calendar", "hill-kr");
  expect(wrong).toMatchObject({ status: 2 });
  expect(wrong.stderr).toContain("The calendar file is wrong at line 2: it has no DTSTART.");
});
