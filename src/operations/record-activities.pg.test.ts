import { expect, test } from "vitest";
import { openCommitProxy } from "../../tests/faults/commit-proxy.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { openPool } from "../store/database.ts";
import { applyCompany } from "./apply-company.ts";
import { recordActivities } from "./record-activities.ts";
import { showActivity } from "./show-activity.ts";

const { database, owner, places } = await testDatabase();

const applied = await applyCompany(
  database,
  {
    company: { id: "told", name: "Told", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
  },
  { by: "test" },
);
if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
const { companyId } = applied.value;

const now = BigInt(Date.parse("2024-06-01T00:00:00Z")) * 1000n;
const tell = (...days: readonly number[]) => {
  const items = days.map((day) => ({
    source: "crm",
    externalId: "1",
    member: "raj",
    kind: "call",
    occurredAt: "2024-03-04T10:00:00Z",
    durationSeconds: day,
    revisedAt: `2024-04-0${day}T00:00:00Z`,
  }));
  return recordActivities(database, companyId, items, { now, defaultProvenance: "captured" });
};

test("a state that comes twice in one batch is one revision, and those after it find their numbers free", async () => {
  expect(await tell(5)).toMatchObject({ accepted: 1 });
  expect(await tell(1)).toMatchObject({ stale: 1 });
  expect(await tell(2, 2)).toMatchObject({ stale: 1, duplicates: 1 });
  expect(await tell(3)).toMatchObject({ stale: 1 });
  expect(await tell(6, 6)).toMatchObject({ revised: 1, duplicates: 1 });
  expect(await tell(4)).toMatchObject({ stale: 1 });
  const shown = await showActivity(database, companyId, { source: "crm", externalId: "1" });
  expect(shown.ok && shown.value.earlier.map((each) => each.revision)).toEqual([1, 2, 3, 4, 6]);
});

test("a later state of nobody known is told as unattributed, and its repetition is not", async () => {
  const told = (member: string) =>
    recordActivities(database, companyId, [{ source: "pbx", externalId: "7", member, kind: "call", occurredAt: "2024-03-04T10:00:00Z" }], {
      now,
      defaultProvenance: "captured",
    });
  expect(await told("raj")).toMatchObject({ accepted: 1, unattributed: 0 });
  expect(await told("Diane")).toMatchObject({ revised: 1, unattributed: 1 });
  expect(await told("Diane")).toMatchObject({ duplicates: 1, unattributed: 0 });
});

test("prospects that a crash of the database took back are made again", async () => {
  const proxy = await openCommitProxy(places.app);
  const pool = openPool(proxy.place, 1);
  const call = [
    { source: "crm", externalId: "2", member: "raj", kind: "call", occurredAt: "2024-03-04T10:00:00Z", prospect: "ann@client.example" },
  ];
  const record = () => recordActivities(pool, companyId, call, { now, defaultProvenance: "captured" });
  try {
    proxy.cutNext("unheard");
    await expect(record()).rejects.toThrow("Connection terminated");
    // Their COMMIT does not wait for the disk, so this is what a crash at that moment leaves.
    await owner.pool.query("delete from prospect_identities");
    await owner.pool.query("delete from prospects");
    expect(await record()).toMatchObject({ accepted: 1 });
    const { rows } = await owner.pool.query(
      "select value from prospect_identities join activities using (prospect_number) where external_id = '2'",
    );
    expect(rows).toEqual([{ value: "ann@client.example" }]);
  } finally {
    await pool.pool.end();
    await proxy.close();
  }
});
