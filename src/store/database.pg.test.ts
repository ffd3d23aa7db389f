import { createServer } from "node:net";
import { sql } from "kysely";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { columnOf, dayValue } from "./column-types.ts";
import { acrossCompanies, inCompany, openPool } from "./database.ts";
import { ConstraintViolated, DatabaseUnavailable } from "./database-errors.ts";

const { database, owner, places } = await testDatabase();

await owner.pool.query(`
  create table notes (company_id integer not null, number integer not null, constraint notes_have_numbers_apart primary key (company_id, number));
  alter table notes enable row level security; alter table notes force row level security;
  create policy own_company on notes using (company_id = nullif(current_setting('attain.company', true), '')::int)
    with check (company_id = nullif(current_setting('attain.company', true), '')::int);
  grant select, insert, update, delete on notes to public`);

const write = (companyId: number, number: number) =>
  inCompany(database, companyId, (transaction) =>
    sql`insert into notes (company_id, number) values (${companyId}, ${number})`.execute(transaction),
  );

const numbersOf = (companyId: number): Promise<readonly number[]> =>
  inCompany(database, companyId, async (transaction) => {
    const { rows } = await sql<{ number: number }>`select number from notes order by number`.execute(transaction);
    return rows.map(({ number }) => number);
  });

test("days are whole numbers, instants keep their microseconds, counts are bigint", async () => {
  const { rows } = await acrossCompanies(database, (transaction) =>
    sql`select date '2026-03-01' as day, date 'infinity' as never, date '-infinity' as always, date '0044-03-15 BC' as ides,
          date '0044-03-15 BC' - date '1970-01-01' as ides_by_postgresql, timestamptz '2026-03-31 23:30:00.123456+05:30' as at,
          9007199254740993::int8 as count, array[date '1970-01-02', null] as days, array[timestamptz '2026-03-31 00:00Z'] as instants,
          array[9007199254740993, null] as counts, 1.10::numeric as share`.execute(transaction),
  );
  expect(rows).toEqual([
    {
      day: 20_513,
      never: Infinity,
      always: -Infinity,
      ides: -735_160,
      ides_by_postgresql: -735_160,
      at: "2026-03-31T18:00:00.123456Z",
      count: 9_007_199_254_740_993n,
      days: [1, null],
      instants: ["2026-03-31T00:00:00Z"],
      counts: [9_007_199_254_740_993n, null],
      share: "1.10",
    },
  ]);
});

test("a column that is written is read back unchanged, whatever it holds", async () => {
  const text = fc.option(fc.string({ unit: "binary" }).filter((value) => !value.includes("\0")));
  const row = fc.record({
    text,
    day: fc.option(fc.oneof(fc.integer({ min: -700_000, max: 2_900_000 }), fc.constant(Infinity), fc.constant(-Infinity))),
    count: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    bytes: fc.option(fc.uint8Array().map((value) => Buffer.from(value))),
    json: fc.option(fc.record({ text: text.filter((value) => value !== null) })),
    flag: fc.option(fc.boolean()),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row), async (rows) => {
      const read = await acrossCompanies(database, (transaction) =>
        sql`select text, day, count, bytes, json, flag from unnest(
              ${columnOf(
                "text",
                rows.map(({ text: value }) => value),
              )}, ${columnOf(
                "date",
                rows.map(({ day }) => day),
              )},
              ${columnOf(
                "int8",
                rows.map(({ count }) => count),
              )}, ${columnOf(
                "bytea",
                rows.map(({ bytes }) => bytes),
              )},
              ${columnOf(
                "jsonb",
                rows.map(({ json }) => json),
              )}, ${columnOf(
                "bool",
                rows.map(({ flag }) => flag),
              )}
            ) as written (text, day, count, bytes, json, flag)`.execute(transaction),
      );
      expect(read.rows).toEqual(rows);
    }),
    { numRuns: 40 },
  );
});

test("one day is written as a date", async () => {
  const { rows } = await acrossCompanies(database, (transaction) =>
    sql`select ${dayValue(20_513)} as day, ${dayValue(Infinity)} as never`.execute(transaction),
  );
  expect(rows).toEqual([{ day: 20_513, never: Infinity }]);
});

test("a transaction sees its own company's rows only, and none outside any company", async () => {
  await write(7, 1);
  await write(8, 2);
  expect(await numbersOf(7)).toEqual([1]);
  expect(await numbersOf(8)).toEqual([2]);
  expect((await acrossCompanies(database, (transaction) => sql`select number from notes`.execute(transaction))).rows).toEqual([]);
  await expect(
    inCompany(database, 7, (transaction) => sql`insert into notes (company_id, number) values (8, 3)`.execute(transaction)),
  ).rejects.toThrow("row-level security");
});

test("what is no company's number is a fault before any statement", async () => {
  await expect(inCompany(database, 0, () => Promise.resolve())).rejects.toThrow('"0" is no company\'s number');
});

test("a broken rule is told by its name, and nothing stays of the transaction", async () => {
  await write(9, 1);
  const twice = write(9, 1);
  await expect(twice).rejects.toBeInstanceOf(ConstraintViolated);
  await expect(twice).rejects.toMatchObject({ constraint: "notes_have_numbers_apart", table: "notes" });
  expect(await numbersOf(9)).toEqual([1]);
});

test("a value that asks for it rolls the transaction back and is still answered", async () => {
  const answer = await inCompany(
    database,
    10,
    async (transaction) => {
      await sql`insert into notes (company_id, number) values (10, 1)`.execute(transaction);
      return { ok: false };
    },
    { rollBackIf: ({ ok }) => !ok },
  );
  expect(answer).toEqual({ ok: false });
  expect(await numbersOf(10)).toEqual([]);
});

test("a statement's swallowed error does not pass for a commit", async () => {
  const swallowed = inCompany(database, 11, async (transaction) => {
    await sql`insert into notes (company_id, number) values (11, 1)`.execute(transaction);
    await sql`select 1 / 0`.execute(transaction).catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow("COMMIT was answered by ROLLBACK");
});

test("two transactions that lock each other out are both done in the end", async () => {
  await write(12, 1);
  await write(12, 2);
  const touch = (first: number, second: number, met: () => Promise<void>) =>
    inCompany(database, 12, async (transaction) => {
      await sql`select from notes where number = ${first} for update`.execute(transaction);
      await met();
      await sql`select from notes where number = ${second} for update`.execute(transaction);
    });
  // Both hold their first row before either asks for the other's. Who tries again may be quicker than the one who waits, and meet them once more.
  let waiting = 0;
  let open: (() => void) | undefined;
  const both = new Promise<void>((resolve) => (open = resolve));
  const met = (): Promise<void> => {
    waiting += 1;
    if (waiting >= 2) open?.();
    return both;
  };
  await Promise.all([touch(1, 2, met), touch(2, 1, met)]);
  expect(waiting).toBeGreaterThanOrEqual(3);
});

test("a statement that takes longer than it may is ended by the server and is weather", async () => {
  const slow = acrossCompanies(database, (transaction) => sql`select pg_sleep(20)`.execute(transaction), { timeoutSeconds: 1 });
  await expect(slow).rejects.toMatchObject({ name: "DatabaseUnavailable", trouble: "slow", outcomeUnknown: false });
});

test("a server that cannot be heard is given up by the client, and its connection with it", async () => {
  const deaf = openPool(places.app, 1);
  const stuck = acrossCompanies(
    deaf,
    async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction);
      await sql`select pg_sleep(20)`.execute(transaction);
    },
    { timeoutSeconds: 1 },
  );
  await expect(stuck).rejects.toMatchObject({ trouble: "slow", outcomeUnknown: true });
  expect(deaf.pool.totalCount).toBe(0);
  await deaf.pool.end();
});

test("a connection that breaks is weather, and the next transaction gets another", async () => {
  const broken = acrossCompanies(database, (transaction) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(transaction));
  await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect((await acrossCompanies(database, (transaction) => sql`select 1 as one`.execute(transaction))).rows).toEqual([{ one: 1 }]);
});

test("an address that takes the call and says nothing is given up", async () => {
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const address = silent.address();
  const lonely = openPool({ url: `postgres://someone@127.0.0.1:${typeof address === "object" ? address?.port : 0}/attain` }, 1, 1);
  await expect(acrossCompanies(lonely, () => Promise.resolve())).rejects.toMatchObject({ name: "DatabaseUnavailable" });
  await lonely.pool.end();
  silent.close();
});
