import { describe, expect, test } from "vitest";
import { deleteSignal } from "../../src/operations/delete-signal.ts";
import { recordSignals } from "../../src/operations/record-signals.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { must, quotaTexts } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { exampleText, openExample } from "./example.ts";

const { database } = await testDatabase();
const now = 1_900_000_000_000_000n;

describe.each(["en", "ko"])("fifty people who wrote of it, instead of 250 calls (%s)", async (language) => {
  const name = `signals-${language}`;
  const product = await openExample(database, name);
  const { companyId } = product;
  const lines = exampleText(`${name}/signals.ndjson`).trimEnd().split("\n");
  const told = await recordSignals(
    database,
    companyId,
    lines.map((line): unknown => JSON.parse(line)),
    { now },
  );
  await product.importFile("activities.csv");
  const standing = async (on: string): Promise<readonly string[]> =>
    (await product.rows({ on, now: "2026-03-20T00:00:00Z" })).map(
      ({ member, requirement, status }) => `${member} ${quotaTexts(requirement).join(" or ")}: ${status}`,
    );

  test("of the posts those on the topic are kept, and of the others nothing", () => {
    expect(told).toMatchObject({ received: 107, accepted: 103, offTopic: 3, purged: 1, rejected: [] });
  });

  test("until the week before everybody is asked for calls; then fifty meet the week without one, and forty-nine do not", async () => {
    expect(await standing("2026-03-08")).toEqual(["mina 0/250 missed: missed", "leo 0/250 missed: missed", "dana 0/250 missed: missed"]);
    expect(await standing("2026-03-15")).toEqual([
      "mina 50/50 met or 0/250 missed: met",
      "leo 49/50 missed or 0/250 missed: missed",
      "dana 0/250 missed: missed",
    ]);
  });

  test("who wrote twice and was contacted twice is one person", async () => {
    const { records, credited } = await product.explain("leo", "people-on-topic", "2026-03-15");
    expect([records.length, credited]).toEqual([50, 49]);
    expect(records.find(({ externalId }) => externalId === "contact-060-again")?.verdict).toMatchObject({ counted: false });
  });

  test("a post that was deleted keeps the count, by its author or by hand", async () => {
    must(await deleteSignal(database, companyId, { source: "bluesky", externalId: "post-008" }, { now }));
    expect((await product.explain("mina", "people-on-topic", "2026-03-15")).credited).toBe(50);
  });

  test("a like, a share and a click are credits too, and the tally is what a recount gives", async () => {
    expect((await product.explain("dana", "people-on-topic", "2026-03-15")).credited).toBe(3);
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });
});
