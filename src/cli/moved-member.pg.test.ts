import { expect, test } from "vitest";
import { attainWith, over } from "../../tests/command-line.ts";
import { movedActivities, movedCompany } from "../../tests/moved-company.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const product = await openCompany(database, movedCompany);
await product.record(movedActivities);

const attain = async (language: string, ...commandLine: readonly string[]): Promise<string> =>
  (await attainWith(over(database), ["--lang", language, ...commandLine])).stdout;

const on = ["--on", "2026-03-31"];

test("attainment tells of one member what each team has of a quota, and of everybody the whole", async () => {
  const one = await attain("en", "attainment", ...on, "--member", "doyun");
  expect(one).toMatch(/Doyun Seo\s+missed\s+Outbound calls\s+19 \/ 20 {2}█+░+ {2}1 short\n/);
  expect(one).toMatch(/newcomers · 15 days\s+13 \/ 12\n\s+advisers · 16 days\s+6 \/ 8\n/);
  expect(one).toMatch(/E-mails\s+5 \/ 5 {2}█+\n\s+advisers · 16 days\s+5 \/ 5\n/);
  expect(await attain("ko", "attainment", ...on, "--member", "doyun")).toMatch(/newcomers · 15일\s+13 \/ 12\n/);
  expect(await attain("en", "attainment", ...on)).not.toContain("16 days");
});

test("attainment tells what is excused, and leaves it out of what is met", async () => {
  const english = await attain("en", "attainment", ...on);
  expect(english).toMatch(/Sora Park\s+met\s+Outbound calls\s+25 \/ 25/);
  expect(english).toMatch(/E-mails\s+0 \/ 0\s+excused\n/);
  expect(await attain("ko", "attainment", ...on)).toMatch(/이메일\s+0 \/ 0\s+면제\n/);
});

test("explain tells the arithmetic of the days, and whether only these count", async () => {
  expect(await attain("en", "explain", "doyun", "outbound-calls", ...on)).toContain(
    "target 20, asked by advisers-month; " +
      "25 × 15/31 days = 12 (2026-03-01 – 2026-03-15, newcomers-month, team newcomers); " +
      "15 × 16/31 days = 8 (2026-03-16 – 2026-03-31, advisers-month, team advisers); rounded half up from 19.84\n",
  );
  expect(await attain("en", "explain", "doyun", "emails", ...on)).toContain(
    "target 5, asked by advisers-month; 10 × 16/31 days = 5 (2026-03-16 – 2026-03-31, advisers-month, team advisers); rounded half up from 5.16; only these days count for it\n",
  );
  expect(await attain("ko", "explain", "doyun", "emails", ...on)).toContain(
    "목표치 5, 활동 기준 advisers-month; 10 × 16/31일 = 5(2026-03-16 – 2026-03-31, advisers-month, advisers 팀); 5.16에서 반올림; 이 날짜의 기록만 인정\n",
  );
});

test("explain tells the days of employment of somebody who joined", async () => {
  const members = movedCompany.members.map((member) => (member.id === "sora" ? { ...member, employedFrom: "2026-03-10" } : member));
  expect((await product.apply({ ...movedCompany, members })).ok).toBe(true);
  expect(await attain("en", "explain", "sora", "outbound-calls", ...on)).toContain(
    "employed on 22 of 31 days (2026-03-10 – 2026-03-31), the target stays",
  );
  expect(await attain("ko", "explain", "sora", "outbound-calls", ...on)).toContain(
    "재직 31일 중 22일(2026-03-10 – 2026-03-31), 목표치는 그대로",
  );
});
