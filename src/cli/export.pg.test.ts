import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), commandLine);

const rowsOf = async (...commandLine: readonly string[]): Promise<readonly Readonly<Record<string, string>>[]> => {
  const { stdout, stderr, status } = await attain("export", ...commandLine);
  if (status !== 0) throw new Error(stderr);
  return parse(stdout, { bom: true, columns: true });
};

const COUNT = 450;

beforeAll(async () => {
  const product = await openCompany(database, {
    company: { id: "lists", name: "Lists", country: "US", timeZone: "America/New_York", currency: "USD" },
    sources: [{ id: "dialer", provenance: "captured" }],
    teams: [{ id: "east", name: "=East" }],
    members: [
      { id: "raj", name: { en: "=Raj", ko: "라즈" }, team: "east", employedFrom: "2024-01-01" },
      { id: "boss", name: "Boss", role: "manager" },
    ],
    metrics: [
      { id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call" && durationSeconds >= 60' },
      { id: "sold", name: "Sold", where: 'kind == "demo"', measure: { sum: "amount" } },
    ],
    plans: [
      {
        id: "monthly",
        name: "Monthly",
        startsOn: "2026-01-01",
        cadence: "month",
        for: { role: "rep" },
        require: {
          allOf: [
            { metric: "calls", target: 300 },
            { metric: "sold", target: 100 },
          ],
        },
      },
    ],
  });
  await product.record([
    ...Array.from({ length: COUNT }, (_, index) => ({
      source: "dialer",
      externalId: `c-${index}`,
      member: "raj",
      kind: "call",
      occurredAt: `2026-03-${String((index % 28) + 1).padStart(2, "0")}T15:00:00Z`,
      durationSeconds: index % 3 === 0 ? 41 : 90,
    })),
    {
      source: "dialer",
      externalId: "d-1",
      member: "raj",
      kind: "demo",
      occurredAt: "2026-03-09T15:00:00Z",
      amount: "60.5",
      currency: "USD",
    },
  ]);
});

test("attainment has a row for each quota, in words of the language", async () => {
  expect(await rowsOf("attainment", "--on", "2026-03-15", "--lang", "en")).toMatchObject([
    {
      Member: "raj",
      Name: "'=Raj",
      Team: "east",
      Plan: "Monthly",
      "Plan status": "missed",
      "First day": "2026-03-01",
      "Last day": "2026-03-31",
      Metric: "Calls",
      Credited: "300",
      Target: "300",
      Currency: "",
      Status: "met",
      Captured: "300",
    },
    { Metric: "Sold", Credited: "60.50", Target: "100.00", Currency: "USD", Status: "missed", Shortfall: "39.50" },
  ]);
  expect(await rowsOf("attainment", "--on", "2026-03-15", "--member", "raj", "--lang", "ko")).toMatchObject([
    { 이름: "라즈", "집계 항목": "통화", 상태: "달성" },
    { "집계 항목": "Sold", 상태: "미달" },
  ]);
});

test("verdicts are told of every record over all pages, each with why it did not count", async () => {
  const rows = await rowsOf(
    "verdicts",
    "--metric",
    "calls",
    "--member",
    "raj",
    "--from",
    "2026-03-01",
    "--before",
    "2026-04-01",
    "--lang",
    "en",
  );
  expect(rows).toHaveLength(COUNT + 1);
  expect(new Set(rows.map((row) => row["Id in the source"])).size).toBe(COUNT + 1);
  expect(rows.filter((row) => row["Counted"] === "true")).toHaveLength(300);
  expect(rows.find((row) => row["Id in the source"] === "c-0")?.["Why not"]).toContain("41");
  expect((await attain("export", "verdicts", "--metric", "callz", "--lang", "en")).stderr).toContain("callz");
});

test("disputes, statements and what came late are told with who and when", async () => {
  const raised = await attain("raise-dispute", "dialer", "c-0", "calls", "--by", "raj", "--reason", "=cut off");
  expect(raised.stderr + raised.stdout).toContain("D-1");
  expect(await rowsOf("disputes", "--lang", "en")).toMatchObject([
    { Dispute: "D-1", State: "open", Member: "raj", Metric: "calls", Reason: "'=cut off", "A record is missing": "false" },
  ]);
  expect((await attain("close-period", "--cadence", "month", "--on", "2026-03-15", "--despite", "the year is closed")).status).toBe(0);
  const statements = await rowsOf("statements", "--member", "raj", "--lang", "en");
  expect(statements).toMatchObject([
    { Of: "member", Id: "raj", Metric: "calls", Credited: "300", Target: "300", "First day": "2026-03-01", "Last day": "2026-03-31" },
    { Metric: "sold", Credited: "60.50", Target: "100.00", Currency: "USD" },
  ]);
  expect((await attain("void-activity", "dialer", "c-1", "--reason", "twice")).status).toBe(0);
  expect(await rowsOf("adjustments", "--member", "raj", "--lang", "en")).toMatchObject([
    { Id: "raj", Metric: "calls", "Credited before": "300", "Credited now": "299" },
  ]);
});
