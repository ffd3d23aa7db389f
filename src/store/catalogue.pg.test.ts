import type pg from "pg";
import { describe, expect, test } from "vitest";
import { catalogueOffences } from "../../tests/catalogue.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { owner, database } = await testDatabase();

const appRole = async (): Promise<string> => {
  const { rows } = await database.pool.query<{ role: string }>("select current_user as role");
  return rows[0]?.role ?? "";
};

test("no company sees another's rows: the catalogue holds nothing that would let it", async () => {
  expect(await catalogueOffences(owner.pool, await appRole())).toEqual([]);
});

/** What a careless migration might bring, and what the question must answer. A sound table is made first; each case spoils it. */
const policy = "(company_id = nullif(current_setting('attain.company', true), '')::int)";
const sound = `create table planted (company_id integer not null references companies, number integer not null, note text collate "C", primary key (company_id, number));
  alter table planted enable row level security; alter table planted force row level security;
  create policy own_company on planted using ${policy} with check ${policy};`;

const cases: readonly (readonly [what: string, statement: string, offence: string])[] = [
  [
    "a table without a company",
    "create table loose (number integer primary key)",
    "loose: holds a company's rows but has no company_id integer not null",
  ],
  ["a table without a primary key", "alter table planted drop constraint planted_pkey", "planted: has no primary key"],
  [
    "a key that does not begin with the company",
    "alter table planted drop constraint planted_pkey, add primary key (number, company_id)",
    "planted_pkey: is unique without company_id first",
  ],
  [
    "an index that no policed question can use",
    "create index planted_roots on planted (company_id, coalesce(number, 0))",
    "planted_roots: is an index on what row-level security takes for leaky, and so never looks into",
  ],
  [
    "a unique index over all companies",
    "create unique index planted_notes on planted (note)",
    "planted_notes: is unique without company_id first",
  ],
  [
    "a unique expression over all companies",
    "create unique index planted_notes on planted (lower(note))",
    "planted_notes: is unique without company_id first",
  ],
  [
    "a foreign key that leaves the company out",
    "alter table companies add column other integer unique; alter table planted add constraint leads_out foreign key (number) references companies (other)",
    "planted.leads_out: is a foreign key without company_id first on both sides",
  ],
  [
    "a directory that holds more than ids",
    "alter table companies add column secret text",
    "companies.secret: is a directory of companies and holds more than their ids",
  ],
  [
    "a table without row-level security",
    "alter table planted disable row level security",
    "planted: is not under forced row-level security",
  ],
  [
    "a table whose owner passes its policy",
    "alter table planted no force row level security",
    "planted: is not under forced row-level security",
  ],
  ["a second policy", "create policy everyone on planted using (true)", "planted: has other policies than the one"],
  [
    "a policy that lets anything be written",
    "drop policy own_company on planted; create policy own_company on planted using " + policy,
    "planted: has other policies than the one",
  ],
  ["a view", "create view seen as select * from planted", "seen: is neither table, index nor sequence"],
  ["a materialized view", "create materialized view kept as select * from planted", "kept: is neither table, index nor sequence"],
  [
    "a partitioned table",
    "create table parted (company_id integer not null) partition by list (company_id)",
    "parted: is neither table, index nor sequence",
  ],
  ["a table that inherits", "create table child () inherits (planted)", "child: inherits"],
  [
    "a function with its owner's rights",
    "create function peek() returns bigint language sql security definer as 'select count(*) from planted'",
    "peek(): is a function with its owner's rights",
  ],
  [
    "a trigger",
    "create function nothing() returns trigger language plpgsql as 'begin return null; end'; create trigger planted_trigger after insert on planted execute function nothing()",
    "planted.planted_trigger: is a trigger",
  ],
  [
    "an index on an ICU collation",
    'create index by_note on planted (company_id, note collate "und-x-icu")',
    "by_note: is an index on an ICU collation",
  ],
];

const inRolledBack = async (statements: string, work: (connection: pg.ClientBase) => Promise<void>): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    await client.query(`begin; ${statements}`);
    await work(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
};

describe("the question finds", () => {
  test.for(cases)("%s", async ([, statement, offence]) => {
    const role = await appRole();
    await inRolledBack(`${sound} ${statement}`, async (planted) => expect(await catalogueOffences(planted, role)).toContain(offence));
  });

  test.for([
    ["an app's role that may empty tables", "grant truncate on companies to", "companies: gives the app's role more than rows"],
    ["an app's role that owns a table", "create table own (); alter table own owner to", "own: belongs to the app's role"],
    ["an app's role that may make tables", "grant create on schema public to", "create in schema public: gives the app's role power"],
    ["an app's role that passes policies", "alter role ROLE bypassrls --", "bypassrls: gives the app's role power"],
  ] as const)("%s", async ([, statement, offence]) => {
    const role = await appRole();
    const said = statement.includes("ROLE") ? statement.replace("ROLE", role) : `${statement} ${role}`;
    await inRolledBack(said, async (planted) => expect(await catalogueOffences(planted, role)).toContain(offence));
  });

  test("nothing in a sound table", async () => {
    const role = await appRole();
    await inRolledBack(sound, async (planted) => expect(await catalogueOffences(planted, role)).toEqual([]));
  });
});
