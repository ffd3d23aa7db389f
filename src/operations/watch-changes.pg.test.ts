import { afterAll, expect, test } from "vitest";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { Caller } from "../domain/access.ts";
import { tellChanges } from "../store/change-channel.ts";
import { recordActivities } from "./record-activities.ts";
import { Watching, type LiveEvent } from "./watch-changes.ts";

const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const { database } = await testDatabase();
const faults: unknown[] = [];
const telling = tellChanges(database, (error) => void faults.push(error));
const watching = new Watching(database, (error) => void faults.push(error));
afterAll(async () => {
  await watching.stop();
  await telling.stop();
});

test("the first who looks on is told what changed since the server began, and not that anything may have", async () => {
  const { companyId } = await openCompany(database, {
    company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
  });
  await watching.begin();
  const began = performance.now();
  const call = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00+09:00" };
  await recordActivities(database, companyId, [call], { now: at("2026-03-03T00:00:00Z"), defaultProvenance: "captured" });
  const caller: Caller = {
    companyId,
    by: "local",
    type: "operator",
    userNumber: null,
    keyNumber: null,
    memberNumber: null,
    roles: [],
    scopes: [],
  };
  const looksOn = async (): Promise<readonly LiveEvent[]> => {
    const heard: LiveEvent[] = [];
    const watcher = { caller: () => caller, hear: (event: LiveEvent) => void heard.push(event), askAgain: () => undefined };
    (await watching.watch(companyId, watcher, { seconds: (performance.now() - began) / 1_000 }))();
    return heard;
  };
  await expect.poll(looksOn).toMatchObject([{ type: "here" }, { type: "changed" }]);
  expect(faults).toEqual([]);
});
