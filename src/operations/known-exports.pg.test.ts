import { expect, test } from "vitest";
import { importing, specimen } from "../../tests/specimens.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const northwind = (id: string): unknown => ({
  company: { id, name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    { id: "raj", name: "Raj", email: "raj@northwind.example" },
    { id: "mina", name: "Mina", email: "mina@northwind.example" },
  ],
  metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
});

const imported = importing(database, northwind);

type Expected = { readonly counts: readonly string[]; readonly accepted: number; readonly skipped: number };

const expected: Readonly<Record<string, Expected>> = {
  "hubspot-calls.csv": {
    accepted: 6,
    skipped: 1,
    counts: [
      "mina 2026-03-02 call outbound connected: 1",
      "mina 2026-03-03 call inbound connected: 1",
      "raj 2026-03-02 call outbound connected: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-03 call outbound Demo booked: 1",
      "raj 2026-03-03 call outbound voicemail: 1",
    ],
  },
};

test.each(Object.entries(expected))(
  "%s is recognised and counted without a map, and once however often it comes",
  async (name, { counts, accepted, skipped }) => {
    const { report, again, counts: counted } = await imported(name, specimen(name));
    expect(report.rejections).toEqual([]);
    expect(report).toMatchObject({ accepted, skipped, rejected: 0, duplicates: 0, unattributed: 0 });
    expect(report.notes.map(({ code }) => code)).toContain("export-recognised");
    expect(counted).toEqual(counts);
    expect(await again()).toMatchObject({ accepted: 0, duplicates: accepted, revised: 0, skipped });
  },
);
