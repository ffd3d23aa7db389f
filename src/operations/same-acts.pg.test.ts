import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { must, NOW, openCompany, reasonsIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany, openPool } from "../store/database.ts";
import { exportCompany } from "./export-company.ts";
import { importActivities } from "./import-activities.ts";
import { linkActivity } from "./link-activity.ts";
import { recordActivities } from "./record-activities.ts";
import { recountCompany } from "./recount-company.ts";
import { restoreActivity } from "./restore-activity.ts";
import { showActivity } from "./show-activity.ts";
import { unlinkActivity } from "./unlink-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { voidActivity } from "./void-activity.ts";

const { database, owner, places } = await testDatabase();

const rule = { sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" };
const metrics = [
  { id: "calls", where: 'kind == "call"' },
  { id: "people", where: 'kind == "call"', oncePer: { prospect: "week" } },
];
const file = (id: string, sameActs: readonly object[] = [rule]) => ({
  company: { id, name: "Twice", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  sameActs,
  members: [{ id: "raj", name: "Raj" }],
  metrics,
});
const on = "2026-03-03";

/** `crm-40`: the CRM's record of a call at second 40. */
const call = (text: string, more: object = {}) => {
  const [source = "", second = ""] = text.split("-");
  return {
    source,
    externalId: `at-${second}`,
    member: "raj",
    kind: "call",
    occurredAt: new Date(Date.parse("2026-03-03T15:00:00Z") + Number(second) * 1000).toISOString(),
    prospect: "ann@x.example",
    ...more,
  };
};
const key = (text: string) => {
  const { source, externalId } = call(text);
  return { source, externalId };
};
const textOf = ({ source, externalId }: { source: string; externalId: string }): string => `${source}-${externalId.slice(3)}`;
const why = { reason: "said so", by: "kim" };

let companies = 0;
const open = async (sameActs?: readonly object[], asked = metrics) => {
  const id = `twice-${(companies += 1)}`;
  const product = await openCompany(database, { ...file(id, sameActs), metrics: asked });
  const { companyId, explain } = product;
  /** What counts, and of the others which each is the same as; checked against the recount. */
  const standing = async (): Promise<string> => {
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
    const { records } = await explain("raj", "calls", on);
    return records
      .map(({ sameAs, verdict, ...each }) => `${textOf(each)}${verdict.counted ? "" : `=${sameAs === null ? "" : textOf(sameAs)}`}`)
      .join(" ");
  };
  return { ...product, id, standing };
};

test.for([
  ["the CRM's first", ["crm-40", "dialer-0"]],
  ["the dialer's first", ["dialer-0", "crm-40"]],
] as const)(
  "the dialer's and the CRM's record of one call 40 s apart count once: %s, and after a revision and a void of either",
  async ([, arrival]) => {
    const { companyId, record, explain, standing } = await open();
    for (const each of arrival) await record([call(each)]);
    expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
    expect(reasonsIn(await explain("raj", "calls", on))).toEqual(['same as dialer "at-0"']);
    expect((await explain("raj", "people", on)).credited).toBe(1);
    // Moved away by its source, and back again.
    await record([call("crm-40", { occurredAt: "2026-03-03T16:00:00Z", revisedAt: "2026-03-04T00:00:00Z" })]);
    expect(await standing()).toBe("dialer-0 crm-40");
    await record([call("crm-40", { revisedAt: "2026-03-05T00:00:00Z" })]);
    await record([call("dialer-0", { kind: "email" })]);
    expect(await standing()).toMatch(/crm-40$/);
    await record([call("dialer-0", { durationSeconds: 60 })]);
    expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
    for (const each of ["dialer-0", "crm-40"]) {
      const [other] = ["crm-40", "dialer-0"].filter((one) => one !== each);
      must(await voidActivity(database, companyId, key(each), why));
      expect((await standing()).split(" ").filter((one) => !one.includes("="))).toEqual([other]);
      must(await restoreActivity(database, companyId, key(each), why));
      expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
    }
  },
);

test("two real calls five minutes apart to the same person remain two, told by both sources or by one", async () => {
  const { record, standing } = await open();
  await record(["dialer-0", "dialer-300"].map((each) => call(each)));
  expect(await standing()).toBe("dialer-0 dialer-300");
  await record(["crm-340", "crm-40"].map((each) => call(each)));
  expect(await standing()).toBe("dialer-0 crm-40=dialer-0 dialer-300 crm-340=dialer-300");
});

test("only records with a time, of one known member and one prospect, are linked", async () => {
  const { record, standing } = await open();
  await record([
    call("dialer-0"),
    call("crm-1", { member: "raj:50%;somebody:50%" }),
    call("crm-2", { prospect: "ann@x.example;bo@x.example" }),
    call("crm-3", { prospect: null }),
    call("crm-4", { prospect: "bo@x.example" }),
    call("crm-5", { kind: "visit" }),
    call("crm-6", { occurredAt: null, occurredOn: on }),
  ]);
  expect(await standing()).not.toContain("=dialer");
});

test("a link undone by a person counts both, and stays undone after a revision and a recount, until it is taken back", async () => {
  const { companyId, record, standing } = await open();
  await record([call("dialer-0"), call("crm-40")]);
  expect(must(await unlinkActivity(database, companyId, key("crm-40"), why))).toEqual({ changed: true, sameAs: null, standsFor: [] });
  await record([call("crm-40", { durationSeconds: 50 })]);
  must(await recountCompany(database, companyId));
  expect(await standing()).toBe("dialer-0 crm-40");
  expect(must(await unlinkActivity(database, companyId, key("crm-40"), why))).toMatchObject({ changed: false });
  const undone = { act: "unlink", reason: "said so", doneBy: "kim" };
  for (const [each, other] of [["dialer-0", "crm-40"] as const, ["crm-40", "dialer-0"] as const])
    expect(must(await showActivity(database, companyId, key(each)))).toMatchObject({
      sameAs: null,
      links: { standsFor: [], acts: [{ ...undone, with: key(other) }] },
    });
  expect(must(await linkActivity(database, companyId, key("crm-40"), why))).toMatchObject({ changed: true, sameAs: key("dialer-0") });
  expect(must(await linkActivity(database, companyId, key("crm-40"), why))).toMatchObject({ changed: false });
  expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
  expect(must(await showActivity(database, companyId, key("dialer-0")))).toMatchObject({ links: { standsFor: [key("crm-40")] } });
});

test.for([
  ["a record that there is not", "dialer-9", "activity-not-found"],
  ["one that is linked with no other", "dialer-7000", "link-none"],
  ["one that counts in another's place, which is named", "dialer-0", "link-held"],
] as const)("nothing is unlinked: %s", async ([, text, code]) => {
  const { companyId, record } = await open();
  await record(["dialer-0", "crm-40", "dialer-7000"].map((each) => call(each)));
  const outcome = await unlinkActivity(database, companyId, key(text), why);
  expect(outcome).toMatchObject({ ok: false, refusals: [{ code }] });
  expect(JSON.stringify(outcome).includes("crm at-40")).toBe(code === "link-held");
});

test("one record more in front of a long row moves every link of it", async () => {
  const { companyId, record, standing } = await open([{ ...rule, withinSeconds: 10 }]);
  const row = Array.from({ length: 60 }, (_, index) => `${index % 2 === 0 ? "crm" : "dialer"}-${(index + 1) * 10}`);
  await record(row.map((each) => call(each)));
  expect(await standing()).toMatch(/^crm-10=dialer-20 dialer-20 crm-30=dialer-40 .* crm-590=dialer-600 dialer-600$/);
  await record([call("dialer-0")]);
  expect(await standing()).toMatch(/^dialer-0 crm-10=dialer-0 dialer-20 crm-30=dialer-20 .* crm-590=dialer-580 dialer-600$/);
  must(await voidActivity(database, companyId, key("dialer-0"), why));
  await record([call("dialer-1200")]);
  expect(await standing()).toContain("crm-590=dialer-600 dialer-600 dialer-1200");
});

test("when the company says otherwise which acts are the same, its records are linked anew; its own file changes nothing", async () => {
  const { companyId, id, apply, record, standing } = await open([]);
  await record(["dialer-0", "crm-40", "dialer-300", "crm-340"].map((each) => call(each)));
  expect(await standing()).toBe("dialer-0 crm-40 dialer-300 crm-340");
  const changes = must(await apply(file(id))).changes;
  expect(changes.map(({ words }) => words.en)).toEqual([
    `company ${id}: sameActs nothing → { sources: [ dialer, crm ], kind: call, withinSeconds: 300, prefer: dialer }`,
  ]);
  expect(await standing()).toBe("dialer-0 crm-40=dialer-0 dialer-300 crm-340=dialer-300");
  expect(must(await apply(parse(await exportCompany(database, companyId)))).changes).toEqual([]);
  must(await apply(file(id, [{ ...rule, withinSeconds: 39, durationWithinSeconds: 5 }])));
  expect(await standing()).toBe("dialer-0 crm-40 dialer-300 crm-340");
  expect(must(await apply(parse(await exportCompany(database, companyId)))).changes).toEqual([]);
  must(await apply(file(id, [{ ...rule, prefer: "crm" }])));
  expect(await standing()).toBe("dialer-0=crm-40 crm-40 dialer-300=crm-340 crm-340");
  must(await apply(file(id, [])));
  expect(await standing()).toBe("dialer-0 crm-40 dialer-300 crm-340");
});

test("a record that is linked across midnight leaves its own day, whose daily total then adds more", async () => {
  const { companyId, record, explain } = await open();
  const creditedOn = async (day: string) => (await explain("raj", "calls", day, { cadence: "day" })).credited;
  const credited = async () => [await creditedOn("2026-03-02"), await creditedOn(on)];
  await record([
    { source: "sheet", member: "raj", kind: "call", occurredOn: on, quantity: 2, total: true },
    call("crm-1", { occurredAt: "2026-03-03T00:00:30-05:00" }),
    call("crm-2", { prospect: "bo@x.example" }),
  ]);
  expect(await credited()).toEqual([0, 2]);
  await record([call("dialer-1", { occurredAt: "2026-03-02T23:59:50-05:00" })]);
  expect(await credited()).toEqual([1, 2]);
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  must(await unlinkActivity(database, companyId, key("crm-1"), why));
  must(await voidActivity(database, companyId, { source: "sheet", externalId: "total:raj:call:2026-03-03" }, why));
  expect(await credited()).toEqual([1, 2]);
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
});

test("a link that is not as the records say is found by verify and mended by recount", async () => {
  const { companyId, record, standing } = await open();
  await record(["dialer-0", "crm-40"].map((each) => call(each)));
  await inCompany(database, companyId, (tx) =>
    sql`update activities set same_source = null, same_external_id = null where company_id = ${companyId}`.execute(tx),
  );
  expect(await verifyCompany(database, companyId)).toMatchObject({
    equal: false,
    links: [{ ...key("crm-40"), sameAs: null, recounted: key("dialer-0") }],
  });
  must(await recountCompany(database, companyId));
  expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
});

const folder = await mkdtemp(join(tmpdir(), "attain-same-acts-"));
afterAll(() => rm(folder, { recursive: true }));

test("the same act in two files counts once", async () => {
  const { companyId, standing } = await open();
  for (const each of ["crm-40", "dialer-0"]) {
    const { source, externalId, member, kind, occurredAt, prospect } = call(each);
    const path = join(folder, `${source}.csv`);
    await writeFile(
      path,
      `source,external_id,member,kind,occurred_at,prospect\n${[source, externalId, member, kind, occurredAt, prospect].join(",")}\n`,
    );
    must(await importActivities(database, companyId, { from: { path }, fileName: `${source}.csv`, rejectedPath: `${path}.rejected.csv` }));
  }
  expect(await standing()).toBe("dialer-0 crm-40=dialer-0");
});

test("two clients that record the two at the same instant end linked, also where no window keeps one waiting for the other", async () => {
  const { companyId, standing } = await open([rule], metrics.slice(0, 1));
  const send = (item: object) => recordActivities(database, companyId, [item], { now: NOW, defaultProvenance: "imported" });
  const people = Array.from({ length: 40 }, (_, person) => person);
  await Promise.all(
    people.flatMap((person) =>
      ["dialer", "crm"].map((source) => send(call(`${source}-${person * 1000}`, { prospect: `p${person}@x.example` }))),
    ),
  );
  expect((await standing()).split(" ").filter((each) => each.includes("="))).toHaveLength(people.length);
});

/** Deadlocks that PostgreSQL had to break here, told once those who left have told theirs. */
const deadlocks = async (): Promise<bigint | undefined> => {
  for (;;) {
    const { rows } = await owner.pool.query<{ others: number; deadlocks: bigint }>(`
      select (select count(*)::integer from pg_stat_activity a where a.datname = current_database() and a.usename <> current_user) as others,
        (select d.deadlocks from pg_stat_database d where d.datname = current_database()) as deadlocks`);
    if ((rows[0]?.others ?? 0) <= database.pool.totalCount) return rows[0]?.deadlocks;
  }
};

test("clients that record the two at the same instant, and revise one while the other comes, end linked, and none keeps the other from going on", async () => {
  const { companyId, standing } = await open();
  const clients = 8;
  const many = openPool(places.app, clients);
  try {
    const send = (items: readonly object[]) => recordActivities(many, companyId, items, { now: NOW, defaultProvenance: "imported" });
    const people = Array.from({ length: 12 }, (_, person) => `p${person}@x.example`);
    const told = (source: string, second: number, more: object = {}) =>
      people.map((prospect, person) => call(`${source}-${person * 1000 + second}`, { prospect, ...more }));
    for (let round = 0; round < 5; round += 1)
      await Promise.all([
        send(told("dialer", round * 5)),
        send(told("crm", 40 + round * 5).toReversed()),
        send(told("crm", 40, { durationSeconds: round }).toReversed()),
        send(told("dialer", 0, { durationSeconds: round })),
        ...people
          .slice(0, 4)
          .map((_, person) => send([call(`crm-${person * 1000 + 40}`, { prospect: people[person], durationSeconds: round + 100 })])),
      ]);
    expect((await standing()).split(" ").filter((each) => each.includes("="))).toHaveLength(people.length * 5);
  } finally {
    await many.pool.end();
  }
  expect(await deadlocks()).toBe(0n);
});
