import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openExample } from "../../tests/examples/example.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
await openExample(database, "raj");
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);
const april = ["--member", "raj", "--on", "2026-04-01", "--results", "30", "--minutes", "5"];

test("30 opportunities again take 458 activities where 7.5% is known, 479 where it was estimated from one month", async () => {
  expect(await attain("plan-effort", ...april, "--rate", "7.5%", "--lang", "en")).toEqual({
    status: 0,
    stdout: [
      "Activities: 458 in April 2026, which is 105 a week or 21 on each of 22 working days.",
      "With a chance of 80% that leads to at least 30 (Results).",
      "Depending on luck it takes 313–492: in eight of ten such periods.",
      "That is 38.2 of 132 hours.",
      "",
      "Stage       Reach the next  Of     Minutes each  Count  Hours",
      "Activities  7.5%            typed             5    458   38.2",
      "Results                                           34.4",
      "",
    ].join("\n"),
    stderr: "",
  });
  const counted = await attain("plan-effort", ...april, "--counted", "30/400", "--lang", "ko");
  expect(counted.stdout.split("\n").map((line) => line.trimEnd())).toEqual([
    "2026년 4월 활동 479건. 한 주 109건, 근무일 22일 동안 하루 22건.",
    "그러면 80% 확률로 성과 30건 이상입니다.",
    "운에 따라 283–534건이 듭니다. 이런 기간 열 번 중 여덟 번입니다.",
    "시간으로는 132시간 중 39.9시간입니다.",
    "",
    "단계  다음 단계로        근거           건당 분  건수  시간",
    "활동  7.5% (5.3%–10.5%)  400건 중 30건        5   479  39.9",
    "성과                                             36.9",
    "",
  ]);
});

test("four deals a quarter at 379 dials a meeting are beyond one person, and how far one gets is said", async () => {
  const quarter = ["--cadence", "quarter", "--on", "2026-04-01", "--results", "4"];
  const { stdout } = await attain(
    "plan-effort",
    ...quarter,
    "--rate",
    "1/379",
    "--minutes",
    "3",
    "--rate",
    "20%",
    "--minutes",
    "60",
    "--lang",
    "en",
  );
  expect(stdout).toContain("Not reachable.\nIt takes 550.1 hours, and there are ");
  expect(stdout).toContain("Activities: 10,450 in Q2 2026");
  expect(stdout).toContain("That leads to 2 with a chance of 80%, and to 4 (Results) with 5");
});

test("what cannot be planned is refused at once, and what is no command line is one", async () => {
  const wrong = await attain("plan-effort", "--results", "30", "--worth", "5", "--rate", "x", "--chance", "1", "--lang", "en");
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('Say what is wanted, and once: "results"');
  expect(wrong.stderr).toContain("x is no rate.");
  expect(await attain("plan-effort", "--results", "30", "--counted", "30 of 400", "--lang", "en")).toMatchObject({ status: 64 });
  expect((await attain("plan-effort", "--results", "30", "--rates", "assumed", "--lang", "en")).stderr).toContain("No assumed rate leads");
});
