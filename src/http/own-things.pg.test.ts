import { sql } from "kysely";
import { expect, test } from "vitest";
import { signedIn } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();
const { ask, faults, keyOf } = await testApi(database);
const today = dayIn("UTC", BigInt(Date.now()) * 1000n);
const daysAgo = (days: number): string => isoDay(today - days);

const { companyId } = await openCompany(
  database,
  {
    company: { id: "hill", name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
    sources: [{ id: "dialer", provenance: "captured" }],
    teams: [{ id: "sales" }],
    members: [
      { id: "raj", name: "Raj", team: "sales" },
      { id: "mina", name: "Mina", team: "sales" },
      { id: "kim", name: "Kim", team: "sales", role: "manager" },
    ],
    metrics: [{ id: "firsts", where: 'kind == "call"', oncePer: { prospect: "week", within: "team" } }],
  },
  daysAgo(900),
);
const key = await keyOf();
const raj = await signedIn(database, companyId, { id: "raj's", roles: ["rep"], member: "raj" });
const mina = await signedIn(database, companyId, { id: "mina's", roles: ["rep"], member: "mina" });
const kim = await signedIn(database, companyId, { id: "kim's", roles: ["manager"], member: "kim" });
const ops = await signedIn(database, companyId, { id: "ops's", roles: ["operations"] });
type Shown = typeof raj;

const tell = (headers: Shown, activity: object) =>
  ask({ method: "POST", url: "/api/v1/activities", headers, payload: { kind: "call", occurredOn: daysAgo(3), ...activity } });
const take = (headers: Shown, path: string) => ask({ method: "DELETE", url: `/api/v1/activities/${path}?reason=seen`, headers });

test("a rep enters what they did themselves, by their own word, under no name of a system that tells by itself", async () => {
  expect(await tell(raj, { source: "notes", externalId: "1" })).toMatchObject({ status: 200, body: { accepted: 1 } });
  expect(await ask({ url: "/api/v1/activities/notes/1", headers: raj })).toMatchObject({
    body: { member: "raj", provenance: "self_reported" },
  });
  const refusals = [
    [
      { source: "notes", externalId: "2", member: "mina" },
      { code: "actor-other", pointer: "/member" },
    ],
    [
      { source: "notes", externalId: "2", member: "raj;mina" },
      { code: "actor-other", pointer: "/member" },
    ],
    [
      { source: "dialer", externalId: "2" },
      { code: "activity-not-self-reported", pointer: "/source" },
    ],
    [{ source: "dialer", externalId: "2", provenance: "self_reported" }, { code: "activity-not-self-reported" }],
    [{ source: "notes", externalId: "2", provenance: "captured" }, { code: "activity-not-self-reported" }],
  ] as const;
  for (const [activity, refusal] of refusals) expect(await tell(raj, activity)).toMatchObject({ status: 422, body: refusal });
  expect((await ask({ url: "/api/v1/activities?unattributed=true", headers: key })).body["activities"]).toEqual([]);
});

test("a rep revises and takes back what they entered, and nothing that somebody else told or took back", async () => {
  await tell(key, { source: "dialer", externalId: "raj's", member: "raj" });
  await tell(key, { source: "notes", externalId: "mina's", member: "mina", provenance: "self_reported" });
  expect(await tell(raj, { source: "notes", externalId: "1", durationSeconds: 60 })).toMatchObject({ body: { revised: 1 } });
  expect(await tell(raj, { source: "notes", externalId: "mina's" })).toMatchObject({ status: 422, body: { code: "activity-key-taken" } });
  expect(await take(raj, "notes/mina's")).toMatchObject({ status: 404 });
  expect(await take(raj, "dialer/raj's")).toMatchObject({ status: 403, body: { code: "activity-not-self-reported" } });
  expect(await take(raj, "notes/1")).toMatchObject({ status: 200, body: { changed: true } });
  expect(await take(raj, "notes/1/void")).toMatchObject({ status: 200, body: { changed: true } });
  expect(await take(ops, "notes/1")).toMatchObject({ status: 200 });
  expect(await take(raj, "notes/1/void")).toMatchObject({ status: 403, body: { code: "restore-others" } });
  expect(await tell(raj, { source: "notes", externalId: "1", durationSeconds: 61 })).toMatchObject({ status: 200 });
  expect(await ask({ url: "/api/v1/activities/notes/1", headers: raj })).toMatchObject({ body: { isVoid: true } });
});

test("a record that several share is seen by each of them; whose record took a prospect's credit is told to who sees it", async () => {
  const shared = { source: "dialer", externalId: "both", member: "raj;mina", prospect: "a@b.example" };
  await tell(key, { ...shared, occurredOn: daysAgo(3) });
  for (const headers of [raj, mina, kim])
    expect(await ask({ url: "/api/v1/activities/dialer/both", headers })).toMatchObject({ status: 200 });
  await tell(key, {
    source: "dialer",
    externalId: "minas-call",
    member: "mina",
    prospect: "c@d.example",
    occurredOn: undefined,
    occurredAt: `${daysAgo(3)}T09:00:00Z`,
  });
  await tell(key, {
    source: "dialer",
    externalId: "later",
    member: "raj",
    prospect: "c@d.example",
    occurredOn: undefined,
    occurredAt: `${daysAgo(3)}T10:00:00Z`,
  });
  const seen = async (headers: Shown): Promise<string> => (await ask({ url: "/api/v1/activities/dialer/later", headers })).text;
  expect(await seen(raj)).toContain("somebody else's record");
  expect(await seen(raj)).not.toMatch(/minas-call|Mina/);
  expect(await seen(kim)).toContain("minas-call");
});

test("who leads sees thirteen months of what others did, and the rep all of it", async () => {
  await tell(key, { source: "dialer", externalId: "old", member: "raj", occurredOn: daysAgo(500) });
  expect(await ask({ url: "/api/v1/activities/dialer/old", headers: raj })).toMatchObject({ status: 200 });
  expect(await ask({ url: "/api/v1/activities/dialer/old", headers: kim })).toMatchObject({ status: 404 });
  const counted = async (headers: Shown) => (await ask({ url: `/api/v1/activity-counts?before=${daysAgo(450)}`, headers })).body["total"];
  expect([await counted(raj), await counted(kim)]).toEqual([1, 0]);
  const explained = (headers: Shown) => ask({ url: `/api/v1/members/raj/explanations?metric=firsts&on=${daysAgo(500)}`, headers });
  expect([(await explained(raj)).status, (await explained(kim)).status]).toEqual([200, 404]);
});

test("who leads nobody any more sees nothing of theirs any more, and the new leader at once", async () => {
  const rows = async () => (await ask({ url: "/api/v1/activities?member=mina", headers: kim })).status;
  expect(await rows()).toBe(200);
  const file = (await ask({ url: "/api/v1/company/file", headers: key })).body;
  const members = (file["members"] as { id: string }[]).map((each) => (each.id === "mina" ? { ...each, team: null } : each));
  expect(await ask({ method: "PUT", url: "/api/v1/company", headers: key, payload: { ...file, members } })).toMatchObject({ status: 200 });
  expect(await rows()).toBe(404);
});

test("an account acts as its own member, and one that is no member cannot where one is needed", async () => {
  const dispute = { record: { source: "notes", externalId: "1" }, metric: "firsts", reason: "it was one" };
  const raise = (headers: Shown, more: object = {}) =>
    ask({ method: "POST", url: "/api/v1/disputes", headers, payload: { ...dispute, ...more } });
  expect(await raise(raj, { by: "mina" })).toMatchObject({ status: 403, body: { code: "actor-other", pointer: "/by" } });
  expect(await raise(ops)).toMatchObject({ status: 403, body: { code: "member-needed" } });
  expect(await raise(raj, { by: 5 })).toMatchObject({ status: 422, body: { pointer: "/by" } });
  expect(await ask({ url: "/api/v1/notices", headers: ops })).toMatchObject({ status: 200, body: { notices: [], unread: 0 } });
  expect(await ask({ url: "/api/v1/notices", headers: key })).toMatchObject({
    status: 422,
    body: { code: "required", parameter: "member" },
  });
});

test("that somebody asked for what they may not do is kept", async () => {
  expect(await ask({ url: "/api/v1/company/file", headers: raj })).toMatchObject({ status: 403, body: { code: "role-required" } });
  const { rows } = await inCompany(database, companyId, (tx) =>
    sql`select done_by, subject_id, after from audit_events where act = 'refuse-access' order by event_number desc limit 1`.execute(tx),
  );
  expect(rows).toEqual([{ done_by: "raj's", subject_id: "exportCompany", after: { permission: "settings:read" } }]);
  expect(faults).toEqual([]);
});
