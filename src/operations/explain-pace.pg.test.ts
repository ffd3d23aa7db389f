import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay, plainDay } from "../domain/day.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { explainMember, type Explanation } from "./explain-member.ts";
import { recordActivities } from "./record-activities.ts";

const { database } = await testDatabase();
const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const now = at("2026-09-22T12:00:00Z");

const company = {
  company: { id: "acme", name: "Acme", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
    { id: "mail", provenance: "captured" },
  ],
  members: [
    { id: "mina", name: "Mina", identities: [{ source: "mail", externalId: "mina@acme" }] },
    { id: "sora", name: "Sora" },
  ],
  metrics: [
    { id: "calls", name: "Calls", where: 'kind == "call"', provenance: ["captured", "imported"] },
    { id: "any-calls", name: "Calls of any kind", where: 'kind == "call"' },
  ],
  plans: [
    {
      id: "monthly",
      cadence: "month",
      startsOn: "2026-01-01",
      require: {
        allOf: [
          { metric: "calls", target: 100 },
          { metric: "any-calls", target: 100 },
        ],
      },
    },
  ],
};

let companyId = 0;

const explain = async (member: string, metric: string, on = "2026-09-22"): Promise<Explanation> => {
  const outcome = await explainMember(database, companyId, { member, metric, on: plainDay(on), now });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

beforeAll(async () => {
  const applied = await applyCompany(database, company, { by: "test", today: plainDay("2026-09-01") });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  companyId = applied.value.companyId ?? 0;
  const calls = [
    ...Array.from({ length: 40 }, (_, index) => ({
      source: "crm",
      member: "sora",
      occurredOn: isoDay(plainDay("2026-09-01") + (index % 20)),
    })),
    { source: "dialer", member: "mina", occurredOn: "2026-09-01" },
  ];
  const items = calls.map((each, index) => ({ externalId: `r-${index}`, kind: "call", ...each }));
  const answer = await recordActivities(database, companyId, items, { now, defaultProvenance: "self_reported" });
  if (answer.rejected.length > 0) throw new Error(JSON.stringify(answer.rejected));
});

describe("an explanation", () => {
  test("names the sources of what the metric asks for that know nothing of the member", async () => {
    expect((await explain("sora", "calls")).notConnected).toEqual(["dialer", "mail"]);
    expect((await explain("mina", "calls")).notConnected).toEqual([]);
    // What is self-reported counts here, so nobody is waited for.
    expect((await explain("sora", "any-calls")).notConnected).toEqual([]);
  });

  test("tells the pace as the attainment does, and of a month that is over what came of it", async () => {
    const outcome = await attainmentOf(database, companyId, { on: plainDay("2026-09-22"), member: "sora", now });
    if (!outcome.ok) throw new Error("not read");
    const [row] = attainmentJson(outcome.value).rows;
    const parts = row?.requirement.type === "allOf" ? row.requirement.parts : [];
    const told = parts.map((part) => (part.type === "quota" && part.credited !== null ? part.pace : undefined));
    expect(await Promise.all(["calls", "any-calls"].map(async (metric) => (await explain("sora", metric)).asked[0]?.pace))).toEqual(told);
    expect((await explain("sora", "any-calls", "2026-08-10")).asked[0]?.pace).toMatchObject({ expected: 100, probability: 0 });
  });

  test("counts neither Chuseok nor the weekend as days to work on", async () => {
    // At nine in the evening of the 22nd: of the 22 weekdays of September two are holidays, 24 and 25.
    expect((await explain("sora", "any-calls")).asked[0]?.pace).toMatchObject({
      expected: (100 * 16) / 20,
      workingDaysLeft: 4,
      neededPerWorkingDay: 15,
      lastWorkingDay: "2026-09-30",
    });
  });
});
