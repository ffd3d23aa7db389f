import { expect, test } from "vitest";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { openPool } from "../../src/store/database.ts";
import { testApi } from "../api.ts";
import { newKey } from "../key.ts";
import { openCompany } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { cuts, openCommitProxy, type Cut } from "./commit-proxy.ts";

const { database, places } = await testDatabase();
const proxy = await openCommitProxy(places.app);
const behind = openPool(proxy.place, 4);
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const who = await newKey(database, companyId, "dialer");
const { app, ask } = await testApi(behind);

const ROUNDS = 7;

test("whatever was cut at COMMIT, the same again under its key is answered as if it had been done now: one effect, one answer (G59, G60)", async () => {
  const found: Record<Cut, { replayed: number; done: number }> = {
    unheard: { replayed: 0, done: 0 },
    unlistened: { replayed: 0, done: 0 },
    unanswered: { replayed: 0, done: 0 },
  };
  for (let round = 0; round < ROUNDS * cuts.length; round += 1) {
    const cut = cuts[round % cuts.length] ?? "unheard";
    const request = {
      method: "POST",
      url: "/api/v1/activities",
      payload: { source: "dialer", externalId: `call-${round}`, member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" },
      headers: { ...who, "idempotency-key": `key-${round}` },
    } as const;
    proxy.cutNext(cut);
    expect(await ask(request)).toMatchObject({ status: 503, body: { code: "database-unavailable" } });
    expect(proxy.done()).toBe(round + 1);
    // The lock of a connection that was cut is held until the database has seen that it is gone.
    let answer = await ask(request);
    while (answer.status === 409) answer = await ask(request);
    expect(answer).toMatchObject({ status: 200, body: { received: 1, accepted: 1, duplicates: 0 } });
    found[cut][answer.headers["idempotency-replayed"] === "true" ? "replayed" : "done"] += 1;
  }
  expect(found.unheard.replayed + found.unanswered.done).toBe(0);
  expect(found.unanswered.replayed).toBe(ROUNDS);
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  const { body } = await ask({ url: "/api/v1/activity-counts?from=2026-03-01&before=2026-04-01", headers: { ...who } });
  expect(body["total"]).toBe(ROUNDS * cuts.length);
  await app.close();
  await behind.pool.end();
  await proxy.close();
}, 120_000);
