import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { signedIn, type Shown } from "../../tests/accounts.ts";
import { testApi, type Answer } from "../../tests/api.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { readLeave } from "../domain/leave-reading.ts";
import { applyRetention } from "../operations/apply-retention.ts";
import { erasePerson } from "../operations/erase-person.ts";
import { raiseDispute } from "../operations/raise-dispute.ts";
import { recordActivities } from "../operations/record-activities.ts";
import { requestLeave } from "../operations/request-leave.ts";
import { inCompany } from "../store/database.ts";

const { database, owner } = await testDatabase();
const { ask, faults } = await testApi(database);

const now = BigInt(Date.now()) * 1000n;
const today = dayIn("UTC", now);
const company = (id: string) => ({
  company: { id, name: id, country: "US", timeZone: "UTC", currency: "USD" },
  sources: ["dialer", "crm"].map((source) => ({ id: source, provenance: "captured" })),
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  teams: [{ id: "all" }, { id: "north", parent: "all" }, { id: "south", parent: "all" }],
  members: [
    { id: "ada", name: "Ada", team: "north" },
    { id: "bea", name: "Beatrix Longacre", team: "north" },
    { id: "kim", name: "Kim", team: "north", role: "manager" },
    { id: "sue", name: "Susannah", team: "south" },
    { id: "lou", name: "Lou", team: "south", role: "manager" },
    { id: "top", name: "Top", team: "all", role: "manager" },
    { id: "ops", name: "Ops", role: "operations" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "long", where: 'kind == "call" && durationSeconds >= 60' },
    { id: "people", where: 'kind == "visit"', oncePer: { prospect: "quarter", within: "company" } },
  ],
  plans: [
    { id: "weekly", cadence: "week", startsOn: "2026-01-05", require: { metric: "calls", target: 5 } },
    { id: "monthly", cadence: "month", startsOn: "2026-01-01", require: { metric: "long", target: 3 } },
    { id: "reached", cadence: "month", startsOn: "2026-01-01", require: { metric: "people", target: 3 } },
  ],
});
const file = company("hill");
const { companyId, apply } = await openCompany(database, file, "2026-01-01");
const as = (id: string, roles: Parameters<typeof signedIn>[2]["roles"], member?: string) =>
  signedIn(database, companyId, { id, roles, ...(member === undefined ? {} : { member }) });
const kim = await as("kim's", ["manager"], "kim");
const lou = await as("lou's", ["manager"], "lou");
const top = await as("top's", ["manager"], "top");
const ada = await as("ada's", ["rep"], "ada");
const bea = await as("bea's", ["rep"], "bea");
const admin = await as("admin's", ["admin", "operations"], "ops");
const { companyId: elsewhere } = await openCompany(database, company("vale"), "2026-01-01");
const stranger = await signedIn(database, elsewhere, { id: "kim's", roles: ["manager"], member: "kim" });

const get = (url: string, headers: Shown) => ask({ method: "GET", url: `/api/v1${url}`, headers });
const write = (headers: Shown, payload: object, member = "ada") =>
  ask({ method: "POST", url: `/api/v1/members/${member}/notes`, headers, payload });
const change = (headers: Shown, note: unknown, payload: object, version?: number) =>
  ask({
    method: "PUT",
    url: `/api/v1/notes/${String(note)}`,
    headers: { ...headers, ...(version === undefined ? {} : { "if-match": `"${version}"` }) },
    payload,
  });
const remove = (headers: Shown, note: unknown, version = "*") =>
  ask({
    method: "DELETE",
    url: `/api/v1/notes/${String(note)}`,
    headers: { ...headers, "if-match": version === "*" ? "*" : `"${version}"` },
  });
const putBack = (headers: Shown, note: unknown) => ask({ method: "POST", url: `/api/v1/notes/${String(note)}/restoration`, headers });
const textsOf = ({ body }: Answer) => (body["notes"] as { text: string }[]).map(({ text }) => text);

describe("notes of talks", () => {
  test("are read by whoever leads the member, and by nobody else", async () => {
    const written = await write(kim, { text: "The list is old.", agreed: "A new list", dueOn: isoDay(today + 7) });
    expect(written).toMatchObject({
      status: 200,
      body: {
        member: { id: "ada" },
        on: isoDay(today),
        agreed: { text: "A new list", dueOn: isoDay(today + 7), doneOn: null },
        by: { id: "kim" },
        changed: null,
        revision: 1,
      },
    });
    const note = written.body["note"];
    for (const headers of [kim, top]) expect(textsOf(await get("/members/ada/notes", headers))).toEqual(["The list is old."]);
    for (const headers of [lou, stranger]) {
      expect(await get("/members/ada/notes", headers)).toMatchObject({ status: headers === lou ? 404 : 200 });
      expect((await change(headers, note, { text: "x" })).status).toBe(404);
      expect((await remove(headers, note)).status).toBe(404);
      expect((await putBack(headers, note)).status).toBe(404);
    }
    expect(textsOf(await get("/members/ada/notes", stranger))).toEqual([]);
    for (const headers of [ada, bea, admin]) {
      expect((await get("/members/ada/notes", headers)).status).toBe(403);
      expect((await get("/members/ada/one-to-one", headers)).status).toBe(403);
      expect((await write(headers, { text: "x" })).status).toBe(403);
    }
    // Nobody leads themselves, nor who leads them.
    expect((await write(kim, { text: "x" }, "kim")).status).toBe(404);
    expect((await write(kim, { text: "x" }, "top")).status).toBe(404);
    expect((await write(top, { text: "well led" }, "kim")).status).toBe(200);
  });

  test("of another company no statement reaches, with the app's own conditions taken away too", async () => {
    const { rows } = await inCompany(database, elsewhere, (tx) => sql`select note_number from one_to_one_notes`.execute(tx));
    expect(rows).toEqual([]);
  });

  test("are changed by whoever has seen them as they are, and say who did", async () => {
    const { note } = (await write(kim, { text: "first", agreed: "call back", dueOn: isoDay(today + 1) })).body;
    const first = await change(top, note, { text: "second", agreed: "call back", done: true }, 1);
    expect(first).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        text: "second",
        agreed: { dueOn: null, doneOn: isoDay(today) },
        by: { id: "kim" },
        changed: { by: { id: "top" } },
        revision: 2,
      },
    });
    expect(await change(kim, note, { text: "mine" }, 1)).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
    expect((await remove(kim, note, "1")).status).toBe(412);
    expect(textsOf(await get("/members/ada/notes", kim))[0]).toBe("second");
    // What was agreed is open again.
    expect(await change(kim, note, { text: "second", agreed: "call back" }, 2)).toMatchObject({ body: { agreed: { doneOn: null } } });
    await remove(kim, note);
  });

  test("that are deleted can be put back for a day, and are then gone", async () => {
    const { note } = (await write(kim, { text: "by mistake" })).body;
    expect((await remove(kim, note)).status).toBe(200);
    expect(textsOf(await get("/members/ada/notes", kim))).not.toContain("by mistake");
    expect((await change(kim, note, { text: "x" })).status).toBe(404);
    expect((await remove(kim, note)).status).toBe(404);
    expect(await putBack(kim, note)).toMatchObject({ status: 200, body: { text: "by mistake" } });
    expect((await putBack(kim, note)).status).toBe(200);
    expect(textsOf(await get("/members/ada/notes", kim))).toContain("by mistake");
    await remove(kim, note);
    await applyRetention(database, companyId);
    expect((await putBack(kim, note)).status).toBe(200);
    await remove(kim, note);
    await owner.pool.query("update one_to_one_notes set deleted_at = deleted_at - interval '25 hours' where deleted_at is not null");
    await applyRetention(database, companyId);
    expect((await putBack(kim, note)).status).toBe(404);
  });

  test("stand by the day of the talk, page by page", async () => {
    for (const [text, back] of [
      ["long ago", 40],
      ["last week", 7],
    ] as const)
      await write(kim, { text, on: isoDay(today - back) }, "bea");
    const first = await get("/members/bea/notes?limit=1", kim);
    const second = await get(`/members/bea/notes?limit=1&cursor=${String(first.body["nextCursor"])}`, kim);
    expect([textsOf(first), textsOf(second), second.body["nextCursor"]]).toEqual([["last week"], ["long ago"], null]);
    expect(await get("/members/bea/notes?cursor=x", kim)).toMatchObject({ status: 400, body: { code: "cursor-invalid" } });
  });

  test("say what is wrong with them, field by field", async () => {
    const wrong = async (payload: object) => {
      const { status, body } = await write(kim, payload);
      return [status, body["code"], body["pointer"]];
    };
    expect(await wrong({})).toEqual([422, "required", "/text"]);
    expect(await wrong({ text: " " })).toEqual([422, "text-empty", "/text"]);
    expect(await wrong({ text: "x".repeat(4001) })).toEqual([422, "text-too-long", "/text"]);
    expect(await wrong({ text: "x", agreed: "x".repeat(501) })).toEqual([422, "text-too-long", "/agreed"]);
    expect(await wrong({ text: "x", on: isoDay(today + 1) })).toEqual([422, "note-day", "/on"]);
    expect(await wrong({ text: "x", dueOn: isoDay(today) })).toEqual([422, "note-agreed", "/dueOn"]);
    expect(await wrong({ text: "x", done: true })).toEqual([422, "note-agreed", "/done"]);
    expect(await wrong({ text: "x", agreed: "y", dueOn: isoDay(today - 1) })).toEqual([422, "note-due", "/dueOn"]);
    expect(await wrong({ text: "x", agreed: "y", on: isoDay(today), dueOn: isoDay(today - 1) })).toEqual([422, "note-due", "/dueOn"]);
    expect(await wrong({ text: "x", mood: "y" })).toEqual([422, "unknown-field", "/mood"]);
    expect((await change(kim, "first", { text: "x" })).status).toBe(404);
  });

  test("are told in the audit without a word of theirs", async () => {
    await write(kim, { text: "quite a secret thing", agreed: "another secret thing" }, "bea");
    const { rows } = await owner.pool.query<{ event: string }>(
      "select e::text as event from audit_events e where e.subject = 'note' order by e.event_number",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ event }) => event).join("\n")).not.toContain("secret thing");
  });

  test("are shown to whom they are about, in what is stored about them", async () => {
    const stored = await get("/account/personal-data", bea);
    expect(stored.body["one_to_one_notes: Notes of talks with them"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ said: "quite a secret thing", agreed: "another secret thing" })]),
    );
    expect((await get("/account/personal-data", ada)).text).not.toContain("secret thing");
  });

  test("go when they are older than the company keeps them", async () => {
    must(await apply({ ...file, retention: { talkNotes: 1 } }));
    await write(kim, { text: "before the summer", on: isoDay(today - 80) }, "ada");
    await applyRetention(database, companyId);
    expect(textsOf(await get("/members/ada/notes", kim))).not.toContain("before the summer");
    expect(textsOf(await get("/members/bea/notes", kim))).toContain("last week");
  });
});

test("what there is to talk about is told at once: where they stand and stood, what did not count, what waits, leave and commitments", async () => {
  let made = 0;
  const call = (day: number, durationSeconds: number) => ({
    source: "dialer",
    externalId: `${(made += 1)}`,
    member: "ada",
    kind: "call",
    occurredOn: isoDay(day),
    durationSeconds,
  });
  const { accepted } = await recordActivities(
    database,
    companyId,
    [
      ...[call(today, 90), call(today, 10), call(today, 12), call(today - 1, 20)],
      // One act that two sources tell of counts once, and is not missing a second time.
      ...["dialer", "crm"].map((source, at) => ({
        ...{ source, externalId: "both", member: "ada", kind: "call", prospect: "ann@x.example", durationSeconds: 80 },
        occurredAt: `${isoDay(today - 2)}T10:00:${at}0Z`,
      })),
      // Who belongs to another team was there first.
      ...["sue", "ada"].map((member, at) => ({
        ...{ source: "dialer", externalId: `${member}'s`, member, kind: "visit", prospect: "ben@x.example" },
        occurredAt: `${isoDay(today)}T00:00:0${at}Z`,
      })),
    ],
    { now, defaultProvenance: "captured" },
  );
  expect(accepted).toBe(8);
  must(
    await raiseDispute(
      database,
      companyId,
      { by: "ada", record: { source: "dialer", externalId: "2" }, metric: "long", counts: true, reason: "cut off", evidence: null },
      { now },
    ),
  );
  must(await requestLeave(database, companyId, must(readLeave({ member: "ada", from: isoDay(today + 5) })), { by: "ada" }));
  const kept = await ask({
    method: "PUT",
    url: `/api/v1/commitments/${isoDay(today)}`,
    headers: ada,
    payload: { commitments: [{ metric: "calls", amount: 4 }] },
  });
  expect(kept.status).toBe(200);
  const { status, body } = await get("/members/ada/one-to-one", kim);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    member: { id: "ada" },
    team: "north",
    on: isoDay(today),
    disputes: [{ reason: "cut off", waiting: { deciders: [{ id: "kim" }] } }],
    leaves: [{ state: "requested", from: isoDay(today + 5) }],
    commitments: [{ day: isoDay(today), metric: "calls", amount: 4, credited: 3 }],
    notCounted: {
      from: isoDay(today - 27),
      reasons: [
        { metric: "long", code: "condition", records: 3 },
        { metric: "people", code: "window-taken", records: 1 },
      ],
      more: false,
    },
    questions: [],
  });
  const periods = (of: unknown) => (of as { period: { cadence: string }; rows: { plan: string }[] }[]).map(({ period, rows }) => [period.cadence, rows.map(({ plan }) => plan)]); // prettier-ignore
  expect(periods(body["running"])).toEqual([
    ["week", ["weekly"]],
    ["month", ["monthly", "reached"]],
  ]);
  expect(periods(body["before"])).toEqual([
    ...Array.from({ length: 3 }, () => ["week", ["weekly"]]),
    ...Array.from({ length: 3 }, () => ["month", ["monthly", "reached"]]),
  ]);
  expect(JSON.stringify(body)).not.toMatch(/Susannah|sue/);
  expect(await get("/members/ada/one-to-one", lou)).toMatchObject({ status: 404 });
});

test("erasing a person erases what was noted of them, and their name in what was noted of others", async () => {
  await write(kim, { text: "works well with Beatrix Longacre", agreed: "sit with Beatrix Longacre" });
  must(
    await apply({
      ...file,
      members: file.members.map((member) => (member.id === "bea" ? { ...member, employedThrough: isoDay(today - 1) } : member)),
    }),
  );
  must(await erasePerson(database, companyId, { member: "bea" }, { reason: "asked", by: "test" }));
  const { rows } = await owner.pool.query<{ note: string }>("select n::text as note from one_to_one_notes n");
  const stored = rows.map(({ note }) => note).join("\n");
  expect(stored).not.toMatch(/secret thing|last week|Longacre/);
  expect(stored).toContain("works well with [erased]");
  expect(faults).toEqual([]);
});
