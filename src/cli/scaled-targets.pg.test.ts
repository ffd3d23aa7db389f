import { expect, test } from "vitest";
import { attainWith, over } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const seoul = {
  company: { id: "hana", name: "Hana", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
  teams: [{ id: "advisers" }],
  members: [
    { id: "minji", name: "Minji", team: "advisers", employedFrom: "2026-09-14" },
    { id: "sam", name: "Sam", team: "advisers", holidays: "US" },
    { id: "yuna", name: "Yuna", team: "advisers", workingDays: ["mon", "tue", "wed"] },
    { id: "later", name: "Later", team: "advisers", employedFrom: "2026-02-17" },
    { id: "leaver", name: "Leaver", team: "advisers", employedThrough: "2026-02-09" },
    { id: "half", name: "Half", team: "advisers" },
  ],
  leaves: [{ member: "half", from: "2026-09-22", through: "2026-09-23", kind: "sick", half: true }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [
    {
      id: "weekly",
      cadence: "week",
      require: { metric: "calls", target: 250 },
      ramp: [{ throughWeek: 2, share: "50%" }],
      proration: "working-days",
    },
    { id: "monthly", cadence: "month", require: { metric: "calls", target: 1000 }, proration: "working-days" },
  ],
};
const product = await openCompany(database, seoul, "2026-09-30");

const attain = async (language: string, ...commandLine: readonly string[]): Promise<string> =>
  (await attainWith(over(database), ["--lang", language, ...commandLine])).stdout;
const explained = async (member: string, on: string, language = "en", cadence = "week"): Promise<string> =>
  (await attain(language, "explain", member, "calls", "--on", on, "--cadence", cadence)).split("\n")[1] ?? "";

test("explain multiplies out: ramp, Chuseok, each member's own holidays, week and leave", async () => {
  console.log(await explained("minji", "2026-09-23"));
  console.log(await explained("minji", "2026-09-23", "ko"));
  console.log(await explained("sam", "2026-09-23"));
  console.log(await explained("yuna", "2026-09-23"));
  console.log(await explained("half", "2026-09-23", "ko"));
  console.log(await explained("half", "2026-09-23"));
  console.log(await explained("later", "2026-02-23", "en", "month"));
  console.log(await explained("leaver", "2026-02-05", "en", "month"));
  console.log(await explained("sam", "2026-02-05", "en", "month"));
  console.log(await explained("sam", "2041-02-05", "en", "month"));
  console.log(await attain("en", "attainment", "--on", "2026-09-23"));
  console.log(await attain("ko", "attainment", "--on", "2026-09-23", "--member", "minji"));
  console.log(JSON.stringify((await product.rows({ on: "2026-09-23" }))[0], null, 1));
  expect(1).toBe(1);
});
