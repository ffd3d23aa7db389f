import type pg from "pg";
import { isoDay, plainDay } from "../src/domain/day.ts";
import { backtestPlan } from "../src/operations/backtest-plan.ts";
import { backtestJson } from "../src/operations/backtest-json.ts";
import { openPool } from "../src/store/database.ts";
import { openCluster, patiently } from "./cluster.ts";
import { applyBenchCompany } from "./company.ts";
import { inTurn, median, table } from "./measure.ts";

const FROM = plainDay("2025-05-01");
const DAYS = 365;
const NOW = BigInt(Date.parse("2026-05-02T00:00:00Z")) * 1000n;

/** A plan on a new metric, the one with a condition on each record, the other once per prospect and week. */
const drafts = {
  "a condition": { id: "outbound-long", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
  "once a week": { id: "people-called", where: 'kind == "call" && direction == "outbound"', oncePer: { prospect: "week" } },
};

/** A year of calls and mails, written straight into the log. Members differ in how much they do and whom they reach. */
const fillLog = (client: pg.PoolClient, companyId: number, { members, records }: { members: number; records: number }): Promise<void> =>
  patiently(
    client,
    `insert into activities (company_id, source, external_id, member_number, member_reference, local_day, ordered_at, local_hour, time_zone, prospect_number, kind, direction,
       duration_seconds, outcome, provenance, content_hash, rank_at)
     select ${companyId}, 'dialer', 'R-' || r.n, r.member, 'rep', r.day, r.day + interval '10 hours' + r.n % 28800 * interval '1 second', 10, 'Asia/Seoul',
       r.member * 200 + (hashint8(r.n) & 127), case when r.n % 10 < 6 then 'call' else 'email' end, case when r.n % 10 = 5 then 'inbound' else 'outbound' end,
       case when r.n % 10 < 6 then (hashint8(r.n + 1) & 2147483647) % 400 end, case when r.n % 10 < 6 and (hashint8(r.n + 2) & 2147483647) % 8 = 0 then 'answered' end, 'captured', '\\x00', '-infinity'
     from (
       select n, 1 + (power((hashint8(n + 3) & 2147483647) % 1000000 / 1000000.0, 1.2) * ${members})::integer % ${members} as member,
         date '${isoDay(FROM)}' + (n * ${DAYS} / ${records})::integer as day
       from generate_series(0::bigint, ${records - 1}) as n) r`,
  );

/** A draft with a metric that nothing has counted yet, over twelve months of the log, beside a bare count of the same records. */
export const benchBacktest = async ({ members = 1000, records = 5_000_000, rounds = 3 } = {}): Promise<void> => {
  const cluster = await openCluster();
  const owner = openPool(cluster.ownerPlace, 2);
  const client = await owner.pool.connect();
  try {
    const companyId = await applyBenchCompany(cluster.app, members, ["outbound-calls", "mails", "social"]);
    console.error(`filling the log with ${records.toLocaleString("en")} records of ${members.toLocaleString("en")} members`);
    await client.query(`set attain.company = '${companyId}'`);
    await fillLog(client, companyId, { members, records });
    await patiently(client, "vacuum analyze");
    const bare = () =>
      patiently(
        client,
        `select member_number, date_trunc('month', local_day), count(*) filter (where kind = 'call' and direction = 'outbound')
         from activities where company_id = ${companyId} group by 1, 2`,
      );
    const tested = (metric: (typeof drafts)[keyof typeof drafts]) => async () => {
      const answer = await backtestPlan(cluster.app, companyId, {
        of: {
          input: {
            metrics: [metric],
            plans: [
              {
                id: "month",
                cadence: "month",
                require: { metric: metric.id, target: 120 },
              },
            ],
          },
        },
        now: NOW,
      });
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
      return backtestJson(answer.value);
    };
    const [condition, window] = [tested(drafts["a condition"]), tested(drafts["once a week"])];
    const rows = (await window()).periods.map(
      ({ period, draft, inForce }) =>
        `${period.startsOn} ${draft.met}/${draft.asked} (${inForce?.met ?? "-"}), by luck ${draft.luck?.meet ?? "-"}`,
    );
    for (const row of rows) console.error(row);
    const times = await inTurn(rounds, { bare, condition, window });
    table(`backtest of ${members.toLocaleString("en")} members over 12 months, ${records.toLocaleString("en")} records`, [
      ["a bare count by member and month", `${(median(times.bare) / 1000).toFixed(1)} s`, ""],
      ["a draft metric with conditions", `${(median(times.condition) / 1000).toFixed(1)} s`, "below 10 s"],
      ["a draft metric once per prospect and week", `${(median(times.window) / 1000).toFixed(1)} s`, "below 10 s"],
    ]);
  } finally {
    client.release();
    await owner.pool.end();
    await cluster.close();
  }
};
