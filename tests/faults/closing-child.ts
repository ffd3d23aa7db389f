import type pg from "pg";
import { parseDay } from "../../src/domain/day.ts";
import { closePeriod } from "../../src/operations/close-period.ts";
import { openPool } from "../../src/store/database.ts";

/*
 * Closes a month in a process of its own, which is killed when it comes to a statement:
 * closing-child.ts URL COMPANY DAY "words of the statement" before|after|committed
 */
const [url = "", company = "", on = "", words = "", side = ""] = process.argv.slice(2);

const die = (): boolean => process.kill(process.pid, "SIGKILL");
let isSaid = false;

const dying = (client: pg.PoolClient): pg.PoolClient =>
  new Proxy(client, {
    get: (target, field) => {
      if (field === "query")
        return async (query: { readonly text: string }) => {
          const isIt = query.text.includes(words);
          if (isIt && side === "before") die();
          const answer = await target.query(query);
          if ((isIt && side === "after") || (isSaid && query.text === "commit")) die();
          isSaid ||= isIt;
          return answer;
        };
      const value: unknown = Reflect.get(target, field);
      // Methods of the client are asked of itself.
      return typeof value === "function" ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });

const { pool } = openPool({ url });
const database = {
  pool: new Proxy(pool, {
    get: (target, field) => (field === "connect" ? async () => dying(await target.connect()) : (Reflect.get(target, field) as unknown)),
  }),
};
const day = parseDay(on, "");
if (!day.ok) throw new Error(on);
const closed = await closePeriod(
  database,
  Number(company),
  { cadence: "month", on: day.value, despite: null },
  { by: "child", now: BigInt(Date.parse("2026-06-15T12:00:00Z")) * 1000n },
);
console.log(JSON.stringify(closed));
await pool.end();
