import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const { record } = await openCompany(database, {
  company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
  plans: [
    {
      id: "month",
      cadence: "month",
      require: {
        allOf: [
          { metric: "calls", target: 2 },
          { metric: "talk", target: 600 },
        ],
      },
    },
  ],
});
const call = (id: string, on: string, member = "raj") => ({
  source: "dialer",
  externalId: id,
  member,
  kind: "call",
  occurredAt: `${on}T12:00:00+09:00`,
  durationSeconds: 90,
});
await record([call("a1", "2026-03-02"), call("nobody", "2026-03-03", "who")]);

const march = ["--cadence", "month", "--on", "2026-03-31"];
/** Whoever runs the test, and when, is no part of what is said. */
const plain = ({ stdout }: Ended): readonly string[] =>
  stdout
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME")
    .replaceAll(/by \S+ at TIME/g, "by X at TIME")
    .replaceAll(/[0-9a-f]{64}/g, "HASH")
    .split("\n");

test("a month is previewed and closed in either language; grace and unknown members need a reason", async () => {
  expect(await attain("close-period", ...march, "--dry-run", "--lang", "en")).toEqual({
    status: 0,
    stdout: "1 record of its days has no known member (may be overruled)\n",
    stderr: "",
  });
  expect((await attain("close-period", ...march, "--lang", "ko")).stderr).toBe(
    "despite: 2026년 3월 마감을 할 수 없습니다: 이 기간에 담당자 미확인 기록이 1건 있습니다. 그래도 마감하려면 이유를 쓰세요(--despite, despite).\n",
  );
  expect(await attain("close-period", "--cadence", "month", "--on", "2099-01-01", "--dry-run", "--lang", "ko")).toEqual({
    status: 2,
    stdout: "기간이 아직 끝나지 않은 구성원이 있습니다(모두 끝나는 때: 2099-02-01)\n",
    stderr: "",
  });
  const closed = await attain("close-period", ...march, "--despite", "paid tomorrow", "--lang", "en");
  expect([closed.status, closed.stderr]).toEqual([0, "March 2026 is closed: 2 statements, 0 adjustments of earlier periods.\n"]);
  expect(plain(await attain("closures", "--lang", "en"))).toEqual(["1  March 2026  closed by X at TIME; despite: paid tomorrow", ""]);
});

test("an adjustment is told with its records, and beside the next statement", async () => {
  await record([call("late", "2026-03-30")]);
  expect(plain(await attain("adjustments", "--open", "--member", "raj", "--lang", "en"))).toEqual([
    "raj  month  2026-03-01 – 2026-03-31  waits for the next statements",
    "  calls: 1 / 2 missed → 2 / 2 met",
    "  talk: 1 min 30 s / 10 min missed → 3 min / 10 min missed",
    "    2026-03-30 dialer late: +1 calls, told by its source (TIME)",
    "    2026-03-30 dialer late: +1 min 30 s talk, told by its source (TIME)",
    "",
  ]);
  expect((await attain("close-period", "--cadence", "month", "--on", "2026-04-30")).status).toBe(0);
  expect((await attain("statements", "--member", "raj", "--lang", "ko")).stdout).toBe(
    "1  raj  month  2026-03-01 – 2026-03-31  미달\n3  raj  month  2026-04-01 – 2026-04-30  미달\n",
  );
  expect(plain(await attain("show-statement", "3", "--lang", "en")).slice(0, 9)).toEqual([
    "3  raj  month  2026-04-01 – 2026-04-30  missed",
    "  calls: 0 / 2  missed",
    "  talk: 0 s / 10 min  missed",
    "2  April 2026  closed by X at TIME",
    "not acknowledged",
    "fingerprint HASH",
    "What earlier closed periods came to meanwhile; it is no part of the numbers above:",
    "raj  month  2026-03-01 – 2026-03-31  told on the statements of closure 2",
    "  calls: 1 / 2 missed → 2 / 2 met",
  ]);
  expect((await attain("acknowledge-statement", "3", "--remark", "seen", "--lang", "en")).stderr).toBe("Statement 3 is acknowledged.\n");
  expect((await attain("acknowledge-statement", "3", "--lang", "ko")).status).toBe(2);
  expect((await attain("verify", "--lang", "en")).stderr).toContain("The tally equals the recount");
  const reopened = await attain(
    "reopen-period",
    "--cadence",
    "month",
    "--on",
    "2026-04-30",
    "--reason",
    "a branch was missing",
    "--lang",
    "ko",
  );
  expect(reopened).toMatchObject({ status: 0, stderr: expect.stringContaining("2026년 4월의 마감을 풀었습니다.") as string });
  expect((await attain("statements", "--on", "2026-04-30", "--member", "raj", "--lang", "en")).stdout).toMatch(
    /missed; no longer holds; acknowledged by/,
  );
});
