import { expect, test } from "vitest";
import { accepted } from "../src/domain/refusal.ts";
import { acceptSecret } from "../src/operations/accept-secret.ts";
import { addWebhook } from "../src/operations/add-webhook.ts";
import { listAuditEvents } from "../src/operations/list-audit-events.ts";
import { listWebhooks } from "../src/operations/list-webhooks.ts";
import { sealFactor } from "../src/operations/sign-in/second-factor.ts";
import { checkedSecret } from "../src/store/secret-check.ts";
import { newSecret, type Secret } from "../src/store/secret-key.ts";
import { inCompany } from "../src/store/database.ts";
import { keepFactor } from "../src/store/second-factors.ts";
import { makeAccount } from "./accounts.ts";
import { attainWith, over } from "./command-line.ts";
import { must, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database, owner } = await testDatabase();
const reading = (secret: Secret) => checkedSecret(database, () => accepted(secret), "ATTAIN_SECRET_KEY");

test("of two secrets at once one is kept, and from then on another is refused", async () => {
  const [one, other] = [newSecret(), newSecret()];
  const [first, second] = [await reading(one), await reading(other)];
  expect([first.compared(), second.compared()]).toMatchObject([{ ok: true }, { ok: true }]);
  const kept = await Promise.all([first.kept(), second.kept()]);
  expect(kept.filter(({ ok }) => ok)).toHaveLength(1);
  const [held, refused] = kept[0].ok ? [one, other] : [other, one];
  const later = await reading(refused);
  const refusal = { ok: false, refusals: [{ code: "secret-key-other", values: { name: "ATTAIN_SECRET_KEY" } }] };
  expect([later.compared(), await later.kept()]).toMatchObject([refusal, refusal]);
  expect(await (await reading(held)).kept()).toMatchObject({ ok: true });
  const { rows } = await owner.pool.query<{ check: Buffer }>("select check_hash as check from secret_checks");
  expect(rows.map(({ check }) => check.equals(held.export()))).toEqual([false]);
});

test("once it is lost for good, another is accepted: what nobody can open is ended, and can be set up anew", async () => {
  const { companyId } = await openCompany(database, {
    company: { id: "hill", name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
  });
  const [lost, found] = [newSecret(), newSecret()];
  await acceptSecret(database, lost, { by: "test" });
  const { email } = await makeAccount(database, companyId, { email: "kim@hill.example" });
  await inCompany(database, companyId, (tx) => keepFactor(tx, companyId, 1, sealFactor(lost, "JBSWY3DPEHPK3PXP")));
  const order = { name: "chat", url: "https://chat.example/x", events: ["attain.period.closed"], shape: "text", language: "en" } as const;
  must(await addWebhook(database, companyId, order, { by: "test", secret: lost }));
  await expect(listWebhooks(database, companyId, { secret: found })).rejects.toThrow("authenticate");

  expect(await attainWith(over(database, found), ["accept-secret"])).toMatchObject({ status: 64 });
  const accept = await attainWith(over(database, found), ["accept-secret", "--lost", "--json"]);
  expect(JSON.parse(accept.stdout)).toEqual({ secondFactors: 1, webhooks: 1, hookEndpoints: 0, oidcSecrets: 0 });
  expect(await (await reading(found)).kept()).toMatchObject({ ok: true });
  expect((await reading(lost)).compared()).toMatchObject({ ok: false });
  expect(await listWebhooks(database, companyId, { secret: found })).toEqual([]);
  must(await addWebhook(database, companyId, order, { by: "test", secret: found }));
  const { events } = must(await listAuditEvents(database, companyId, { act: "accept-secret" }));
  expect(events[0]).toMatchObject({ by: "local", after: { secondFactors: 1, webhooks: 1 } });
  expect(JSON.stringify(events)).not.toContain(email);
});
