import { beforeEach, expect, test } from "vitest";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany } from "../store/database.ts";
import { exportAuditHead } from "./export-audit-head.ts";
import { listAuditEvents } from "./list-audit-events.ts";
import { sealAudit } from "./seal-audit.ts";
import { newSecret } from "./secret.ts";
import { verifyAudit } from "./verify-audit.ts";

const { database, owner } = await testDatabase();
const secret = newSecret();

let companyId: number;
let made = 0;

const tell = (subjectId: string): Promise<void> =>
  inCompany(database, companyId, (tx) =>
    keepAuditEvent(tx, companyId, { by: "local", act: "decide-dispute", subject: "dispute", subjectId, after: { upheld: true } }),
  );

const numbersOf = async (): Promise<readonly number[]> => {
  const { rows } = await owner.pool.query<{ number: bigint }>(
    "select event_number as number from audit_events where company_id = $1 order by event_number",
    [companyId],
  );
  return rows.map(({ number }) => Number(number));
};

const verified = async (head?: Parameters<typeof verifyAudit>[2]["head"]) => {
  const found = await verifyAudit(database, companyId, head === undefined ? { secret } : { secret, head });
  if (!found.ok) throw new Error(found.refusals[0].code);
  return found.value;
};

const asOwner = (statement: string, values: readonly unknown[] = []): Promise<unknown> => owner.pool.query(statement, [...values]);

beforeEach(async () => {
  made += 1;
  ({ companyId } = await openCompany(database, {
    company: { id: `sealed-${made}`, name: "Sealed", country: "US", timeZone: "UTC", currency: "USD" },
  }));
  for (const id of ["D-1", "D-2", "D-3", "D-4", "D-5"]) await tell(id);
  await sealAudit(database, companyId, secret);
  for (const id of ["D-6", "D-7"]) await tell(id);
  await sealAudit(database, companyId, secret);
  await tell("D-8");
});

test("events that nobody touched stand as they were sealed, and younger ones are said to be unsealed", async () => {
  const count = (await numbersOf()).length;
  expect(await verified()).toMatchObject({ events: count, seals: 2, unsealed: 1, differences: [] });
});

test("an event that was changed is named", async () => {
  const [, , third] = await numbersOf();
  for (const change of [
    "done_by = 'somebody'",
    "after = '{\"upheld\":false}'",
    "subject_id = 'D-9'",
    "happened_at = happened_at - interval '1 day'",
  ]) {
    const { rows } = await owner.pool.query<Record<string, unknown>>(
      "select * from audit_events where company_id = $1 and event_number = $2",
      [companyId, third],
    );
    await asOwner(`update audit_events set ${change} where company_id = $1 and event_number = $2`, [companyId, third]);
    expect([change, (await verified()).differences]).toEqual([change, [{ what: "event-changed", number: third }]]);
    const before = rows[0] ?? {};
    await asOwner(
      "update audit_events set done_by = $3, after = $4, subject_id = $5, happened_at = $6 where company_id = $1 and event_number = $2",
      [companyId, third, before["done_by"], JSON.stringify(before["after"]), before["subject_id"], before["happened_at"]],
    );
    expect((await verified()).differences).toEqual([]);
  }
});

test("an event that was taken away is named", async () => {
  const [, second] = await numbersOf();
  await asOwner("delete from audit_events where company_id = $1 and event_number = $2", [companyId, second]);
  expect((await verified()).differences).toEqual([{ what: "event-missing", number: second }]);
});

test("an event that was put in among sealed ones is named", async () => {
  const [first = 0] = await numbersOf();
  await asOwner(
    "insert into audit_events (company_id, event_number, done_by, act, subject, subject_id) values ($1, $2, 'local', 'decide-dispute', 'dispute', 'D-3')",
    [companyId, first - 1],
  );
  await sealAudit(database, companyId, secret);
  expect((await verified()).differences).toEqual([{ what: "event-added", number: first - 1 }]);
});

test("two events that changed places are named both", async () => {
  const [first, second] = await numbersOf();
  await asOwner(
    `update audit_events a set subject_id = b.subject_id, act = b.act, subject = b.subject, happened_at = b.happened_at, after = b.after, before = b.before
     from audit_events b
     where a.company_id = $1 and b.company_id = $1 and a.event_number in ($2, $3) and b.event_number in ($2, $3) and a.event_number <> b.event_number`,
    [companyId, first, second],
  );
  expect((await verified()).differences).toEqual([
    { what: "event-changed", number: first },
    { what: "event-changed", number: second },
  ]);
});

test("a seal that was rewritten with its events is not one that this installation signed", async () => {
  const [, second] = await numbersOf();
  await asOwner("update audit_events set done_by = 'somebody' where company_id = $1 and event_number = $2", [companyId, second]);
  await asOwner("update audit_seals set leaves[2] = leaves[1], root = leaves[1] where company_id = $1 and seal_number = 1", [companyId]);
  const { differences } = await verified();
  expect(differences).toContainEqual({ what: "seal-changed", number: 1 });
});

test("an end that was cut off is found by the head that was exported before", async () => {
  const head = await exportAuditHead(database, companyId, secret);
  if (!head.ok) throw new Error("no head");
  expect((await verified(head.value)).differences).toEqual([]);
  await asOwner("delete from audit_seals where company_id = $1 and seal_number = 2", [companyId]);
  const numbers = await numbersOf();
  await asOwner("delete from audit_events where company_id = $1 and event_number = any ($2)", [companyId, numbers.slice(-3)]);
  expect((await verified()).differences).toEqual([]);
  expect((await verified(head.value)).differences).toEqual([{ what: "head-other", number: 2 }]);
});

test("the program's own role can neither change nor take away an event or a seal", async () => {
  for (const statement of [
    "update audit_events set done_by = 'somebody'",
    "delete from audit_events",
    "truncate audit_events",
    "update audit_seals set root = ''",
    "delete from audit_seals",
  ])
    await expect(database.pool.query(statement)).rejects.toThrow(/permission denied/);
});

test("while somebody is telling an event nothing is sealed, and they do not wait", async () => {
  await inCompany(database, companyId, async (tx) => {
    await keepAuditEvent(tx, companyId, { by: "local", act: "decide-dispute", subject: "dispute", subjectId: "D-9" });
    expect(await sealAudit(database, companyId, secret)).toBe(0);
  });
  expect(await sealAudit(database, companyId, secret)).toBe(2);
});

test("events are found by what, who and which, the latest first, page by page", async () => {
  const found = await listAuditEvents(database, companyId, { act: "decide-dispute", limit: 5 });
  if (!found.ok) throw new Error("refused");
  expect(found.value.events.map(({ subjectId }) => subjectId)).toEqual(["D-8", "D-7", "D-6", "D-5", "D-4"]);
  const rest = await listAuditEvents(database, companyId, { act: "decide-dispute", cursor: found.value.nextCursor ?? "" });
  expect(rest).toMatchObject({
    ok: true,
    value: { events: [{ subjectId: "D-3" }, { subjectId: "D-2" }, { subjectId: "D-1" }], nextCursor: null },
  });
  const one = await listAuditEvents(database, companyId, { subject: "dispute", subjectId: "D-6", by: "local" });
  expect(one).toMatchObject({ ok: true, value: { events: [{ subjectId: "D-6", before: null, after: { upheld: true } }] } });
});
