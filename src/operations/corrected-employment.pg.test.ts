import { beforeEach, describe, expect, test } from "vitest";
import { must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { listActivities } from "./list-activities.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const today = "2026-04-10";
const raj = { id: "raj", name: "Raj", timeZone: "Asia/Kolkata" };
const mina = { id: "mina", name: "Mina" };
let hill = 0;
let company: Readonly<Record<string, unknown>>;
let product: Product;

const call = (externalId: string, occurredOn: string) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  prospect: "ann@client.example",
  occurredOn,
});

beforeEach(async () => {
  hill += 1;
  company = {
    company: { id: `hill-${hill}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    metrics: [
      { id: "calls", where: 'kind == "call"' },
      { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } },
    ],
  };
  product = await openCompany(database, { ...company, members: [raj, mina] }, today);
  await product.record([call("1", "2026-03-02"), call("2", "2026-03-20"), call("3", "2026-03-30")]);
});

/** Raj's calls and people in March. */
const march = async (): Promise<string> => {
  const calls = await product.explain("raj", "calls", "2026-03-31");
  const people = await product.explain("raj", "people", "2026-03-31");
  return `${JSON.stringify(calls.credited)} and ${JSON.stringify(people.credited)}`;
};

const unattributed = async (): Promise<readonly string[]> =>
  must(await listActivities(database, product.companyId, { unattributed: true })).activities.map(({ externalId }) => externalId);

const employ = async (employment: { readonly employedFrom?: string; readonly employedThrough?: string }): Promise<void> => {
  must(await product.apply({ ...company, members: [{ ...raj, ...employment }, mina] }));
  expect((await verifyCompany(database, product.companyId)).equal).toBe(true);
};

describe("when the employment of a member is corrected, the records follow at once", () => {
  test("those after a last day that was told late are kept and count for nobody", async () => {
    expect(await march()).toBe("3 and 1");
    await employ({ employedThrough: "2026-03-15" });
    expect(await march()).toBe("1 and 1");
    expect(await unattributed()).toEqual(["2", "3"]);
  });

  test("those before a first day that was told late leave, and the credit of a prospect moves on to a later one", async () => {
    await employ({ employedFrom: "2026-03-10" });
    expect(await march()).toBe("2 and 1");
    expect(await unattributed()).toEqual(["1"]);
    expect((await product.explain("raj", "people", "2026-03-31")).records.map(({ externalId, verdict }) => [externalId, verdict.counted])).toEqual([["2", true], ["3", false]]); // prettier-ignore
  });

  test("they come back when the correction is taken back, each counted once", async () => {
    await employ({ employedFrom: "2026-03-10", employedThrough: "2026-03-15" });
    expect(await march()).toBe("0 and 0");
    expect(await unattributed()).toEqual(["1", "2", "3"]);
    await employ({ employedFrom: "2026-03-20", employedThrough: "2026-03-20" });
    expect(await march()).toBe("1 and 1");
    await employ({});
    expect(await march()).toBe("3 and 1");
    expect(await unattributed()).toEqual([]);
  });

  test("the verdict of one that was let go says when the member was employed", async () => {
    await employ({ employedThrough: "2026-03-15" });
    const { activities } = must(await listActivities(database, product.companyId, { unattributed: true, limit: 1 }));
    expect(JSON.stringify(activities[0]?.verdicts)).toContain("2026-03-15");
  });

  test("a record that nobody had is told again and stays where the employment puts it", async () => {
    await employ({ employedThrough: "2026-03-15" });
    expect(await product.record([{ ...call("2", "2026-03-20"), durationSeconds: 90 }])).toMatchObject({ revised: 1 });
    expect(await march()).toBe("1 and 1");
    await employ({});
    expect(await march()).toBe("3 and 1");
  });
});
