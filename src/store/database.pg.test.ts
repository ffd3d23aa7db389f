import { sql } from "kysely";
import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { columnOf, dayValue } from "./column-types.ts";
import { acrossCompanies, inCompany } from "./database.ts";

const { database } = await testDatabase();

test("days are whole numbers, instants keep their microseconds, counts are bigint", async () => {
  const { rows } = await acrossCompanies(database, (transaction) =>
    sql`select date '2026-03-01' as day, date 'infinity' as never, date '-infinity' as always, date '0044-03-15 BC' as ides,
          date '0044-03-15 BC' - date '1970-01-01' as ides_by_postgresql, timestamptz '2026-03-31 23:30:00.123456+05:30' as at, 9007199254740993::int8 as count, array[date '1970-01-02', null] as days,
          array[timestamptz '2026-03-31 00:00Z'] as instants, 1.10::numeric as share`.execute(transaction),
  );
  expect(rows).toEqual([
    {
      day: 20_513, never: Infinity, always: -Infinity, ides: -735_160, ides_by_postgresql: -735_160, at: "2026-03-31T18:00:00.123456Z", count: 9_007_199_254_740_993n,
      days: [1, null], instants: ["2026-03-31T00:00:00Z"], share: "1.10",
    },
  ]);
});

test("a transaction sees its own company only", async () => {
  const seen = await inCompany(database, 7, (transaction) => sql<{ company: string }>`select current_setting('attain.company') as company`.execute(transaction));
  expect(seen.rows).toEqual([{ company: "7" }]);
  await expect(inCompany(database, 0, () => Promise.resolve())).rejects.toThrow("no company");
});
