import { sql } from "kysely";
import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { accepted } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, openPool, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { changeCompany } from "./change-company.ts";
import type { ApplyOptions } from "./company-file/apply-file.ts";
import { diffCompany } from "./diff-company.ts";
import { findCompany } from "./find-company.ts";

const { database, places } = await testDatabase();

const today = 20_500;
const options: ApplyOptions = { by: "sam@northwind.example", today };

const northwind = `
company: { id: northwind, name: Northwind Advisory, country: US, timeZone: America/New_York, currency: USD, domains: [northwind.example] }
kinds: [ { id: house-visit, name: { en: House visit, ko: 가정 방문 } } ]
sources: [ { id: dialer, provenance: captured } ]
attributes: { campaign: string }
teams:
  - { id: sales, name: Sales }
  - { id: advisers, name: Advisers, parent: sales }
members:
  - { id: raj, name: Raj, email: Raj@example.com, team: advisers, timeZone: Asia/Kolkata, employedFrom: 2024-02-01, identities: [ { source: crm, externalId: "005A" } ] }
metrics:
  - id: outbound-calls
    name: { en: Outbound calls, ko: 발신 통화 }
    where: kind == "call" && direction == "outbound"
plans:
  - id: monthly-prospecting
    cadence: month
    for: { team: sales }
    require: { allOf: [ { metric: outbound-calls, target: 150 }, { kind: email, direction: outbound, target: 200 } ] }
`;

const small = (id: string, more: object = {}): object => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  ...more,
});

const applied = async (input: unknown, more: Partial<ApplyOptions> = {}) => {
  const outcome = await applyCompany(database, input, { ...options, ...more });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return { ...outcome.value, companyId: outcome.value.companyId ?? 0 };
};

const settingsOf = (companyId: number, on: Database = database) => inCompany(on, companyId, (tx) => loadSettings(tx, companyId));

test("a file is applied, read again, and applied a second time without effect", async () => {
  expect(await findCompany(database, null)).toMatchObject({ ok: false, refusals: [{ code: "company-missing" }] });
  const { companyId, changes } = await applied(northwind);
  expect(changes[0]).toMatchObject({
    what: "company",
    act: "added",
    words: { en: "company northwind: added", ko: "회사 northwind: 추가" },
  });
  expect(await findCompany(database, null)).toEqual({ ok: true, value: companyId });
  const settings = await settingsOf(companyId);
  expect(settings).toMatchObject({
    version: 1n,
    company: { id: "northwind", timeZone: "America/New_York", attributes: { campaign: "string" } },
    teams: [
      { number: 1, id: "sales", parent: null },
      { number: 2, id: "advisers", parent: "sales" },
    ],
    members: [
      {
        number: 1,
        id: "raj",
        email: "raj@example.com",
        role: "rep",
        team: [{ value: "advisers", from: -Infinity }],
        employedBefore: Infinity,
      },
    ],
    metrics: [
      { number: 1, id: "outbound-calls" },
      { number: 2, id: "email-outbound" },
    ],
    plans: [
      {
        number: 1,
        versions: [
          {
            version: 1,
            startsOn: -Infinity,
            require: { type: "allOf", parts: [{ target: 1_500_000n }, { metric: "email-outbound", target: 2_000_000n }] },
          },
        ],
      },
    ],
  });
  expect(await settingsOf(companyId)).toBe(settings);
  expect(await applied(northwind)).toMatchObject({ version: 1n, changes: [] });
});

test("refusals of a text carry line and column, all of them, and nothing of the file is kept", async () => {
  const wrong = northwind
    .replace("northwind,", "southwind,")
    .replace("team: advisers,", "team: advisors, mood: good,")
    .replace("target: 150", "target: -3");
  const outcome = await applyCompany(database, wrong, options);
  const placeOf = (text: string) => {
    const lines = wrong.slice(0, wrong.indexOf(text)).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  expect(outcome.ok ? [] : outcome.refusals).toMatchObject([
    { code: "reference-unknown", pointer: "/members/0/team", values: { found: "advisors", ...placeOf("team: advisors") } },
    { code: "unknown-field", pointer: "/members/0/mood", values: placeOf("mood:") },
    { code: "target-negative", pointer: "/plans/0/require/allOf/0/target", values: { found: "-3", ...placeOf("target: -3") } },
  ]);
  expect(await findCompany(database, "southwind")).toMatchObject({ ok: false, refusals: [{ code: "not-found" }] });
});

test("with several companies one is named", async () => {
  await applied(small("other"));
  expect(await findCompany(database, null)).toMatchObject({
    ok: false,
    refusals: [{ code: "company-unclear", values: { choices: "northwind, other" } }],
  });
  expect(await findCompany(database, "other")).toMatchObject({ ok: true });
});

test("a preview of a company that is not there creates none", async () => {
  expect(await diffCompany(database, small("preview"), { today })).toMatchObject({ ok: true, value: { companyId: null, version: 0n } });
  expect(await findCompany(database, "preview")).toMatchObject({ ok: false });
});

test("settings that were rolled back are never read, though what another process then applies has their version", async () => {
  const { companyId } = await applied(small("rolled-back"));
  const lost = await inCompany(
    database,
    companyId,
    async (tx) => {
      await sql`update company_settings set settings_version = 2, stamp = gen_random_uuid() where company_id = ${companyId}`.execute(tx);
      await sql`insert into teams (company_id, team_number, id, definition) values (${companyId}, 1, 'lost', '{ "name": {}, "parent": null, "timeZone": null }')`.execute(
        tx,
      );
      return loadSettings(tx, companyId);
    },
    { rollBackIf: () => true },
  );
  expect(lost).toMatchObject({ version: 2n, teams: [{ id: "lost" }] });
  const elsewhere = openPool(places.app, 2);
  try {
    expect(await applyCompany(elsewhere, small("rolled-back", { teams: [{ id: "kept" }] }), options)).toMatchObject({
      ok: true,
      value: { version: 2n },
    });
  } finally {
    await elsewhere.pool.end();
  }
  expect(await settingsOf(companyId)).toMatchObject({ version: 2n, teams: [{ id: "kept" }] });
});

test("another process sees what was applied with its next reading", async () => {
  const { companyId } = await applied(small("seen"));
  const elsewhere = openPool(places.app, 2);
  try {
    expect((await settingsOf(companyId, elsewhere)).version).toBe(1n);
    await applied(small("seen", { teams: [{ id: "new" }] }));
    expect(await settingsOf(companyId, elsewhere)).toMatchObject({ version: 2n, teams: [{ id: "new" }] });
  } finally {
    await elsewhere.pool.end();
  }
});

test("of files applied at once each is whole, and the last one holds", async () => {
  const names = Array.from({ length: 8 }, (_, index) => `team-${index}`);
  const outcomes = await Promise.all(
    names.map((id) => applied(small("at-once", { teams: [{ id }], members: [{ id: `member-${id}`, name: id, team: id }] }))),
  );
  expect(new Set(outcomes.map(({ companyId }) => companyId)).size).toBe(1);
  expect(outcomes.map(({ version }) => Number(version)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const settings = await settingsOf(outcomes[0]?.companyId ?? 0);
  expect(settings.teams.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const last = outcomes.find(({ version }) => version === 8n)?.changes.find(({ what, act }) => what === "team" && act === "added")?.id;
  expect(settings.teams.filter(({ ended }) => !ended).map(({ id }) => id)).toEqual([last]);
});

test("a declared source is registered; one that is no longer declared may claim anything again", async () => {
  const { companyId } = await applied(
    small("sources", {
      sources: [
        { id: "crm", provenance: "self_reported" },
        { id: "dialer", provenance: "captured" },
      ],
    }),
  );
  await applied(small("sources", { sources: [{ id: "dialer", provenance: "imported" }] }));
  const { rows } = await inCompany(database, companyId, (tx) =>
    sql`select id, provenance from sources where company_id = ${companyId} order by id`.execute(tx),
  );
  expect(rows).toEqual([
    { id: "crm", provenance: null },
    { id: "dialer", provenance: "imported" },
  ]);
});

test("who changed what is kept", async () => {
  const { companyId } = await applied(small("kept", { teams: [{ id: "sales" }] }));
  await applied(small("kept", { teams: [{ id: "sales", name: "Sales" }] }), { by: "kim" });
  const { rows } = await inCompany(database, companyId, (tx) =>
    sql`select settings_version, changed_by, changes from settings_changes where company_id = ${companyId} order by settings_version`.execute(
      tx,
    ),
  );
  expect(rows).toMatchObject([
    {
      settings_version: 1n,
      changed_by: "sam@northwind.example",
      changes: [
        { what: "company", act: "added" },
        { what: "team", id: "sales", act: "added" },
      ],
    },
    {
      settings_version: 2n,
      changed_by: "kim",
      changes: [{ what: "team", id: "sales", act: "changed", field: "name", from: "sales", to: "Sales", startsOn: null }],
    },
  ]);
});

test("parts of a company that are changed at once are all kept", async () => {
  const { companyId } = await applied(small("in-parts"));
  const names = Array.from({ length: 8 }, (_, index) => `member-${index}`);
  const outcomes = await Promise.all(
    names.map((id) =>
      changeCompany(
        database,
        companyId,
        ({ file }) => accepted({ file: { ...file, members: [...(file.members ?? []), { id, name: id }] } }),
        options,
      ),
    ),
  );
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect((await settingsOf(companyId)).members.map(({ id, ended }) => `${id} ${ended}`).toSorted()).toEqual(
    names.map((id) => `${id} false`),
  );
  const wrong = await changeCompany(
    database,
    companyId,
    ({ file }) => accepted({ file: { ...file, teams: [{ id: "no good" }] } }),
    options,
  );
  expect(wrong).toMatchObject({ ok: false, refusals: [{ code: "id-format", pointer: "/teams/0/id" }] });
});

test("a file of nothing but fields that nobody knows is refused by the first of them", async () => {
  const flood = (count: number): string =>
    JSON.stringify(small("flood", Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]))));
  const outcome = await applyCompany(database, flood(30_000), options);
  if (outcome.ok) throw new Error("nobody knows these fields");
  expect(outcome.refusals.length).toBe(500);
  expect(outcome.refusals[0]).toMatchObject({ code: "unknown-field", pointer: "/k0", values: { line: 1 } });
});

test("files that wait for a company leave the connections to others", async () => {
  const { companyId } = await applied(small("held"));
  await applied(small("free"));
  const elsewhere = openPool(places.app, 1);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let holding: Promise<void> = Promise.resolve();
  await new Promise<void>((isHeld) => {
    holding = inCompany(elsewhere, companyId ?? 0, async (tx) => {
      await ownCompany(tx, companyId ?? 0);
      isHeld();
      await released;
    });
  });
  const waiting = Array.from({ length: 20 }, (_, index) => applied(small("held", { teams: [{ id: `team-${index}` }] })));
  expect(await findCompany(database, "free")).toMatchObject({ ok: true });
  release();
  await holding;
  expect((await Promise.all(waiting)).map(({ version }) => Number(version))).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  await elsewhere.pool.end();
});
