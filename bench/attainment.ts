import { plainDay } from "../src/domain/day.ts";
import { attainmentOf } from "../src/operations/attainment-of.ts";
import { countMetrics } from "../src/operations/count-metrics.ts";
import { showLeaderboard } from "../src/operations/show-leaderboard.ts";
import { showMorning } from "../src/operations/show-morning.ts";
import { showTrend } from "../src/operations/show-trend.ts";
import { recountCompany } from "../src/operations/recount-company.ts";
import { foldTallies } from "../src/operations/fold-tallies.ts";
import { inCompany, openPool, type Database } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { creditsWithin } from "../src/store/tally.ts";
import { openCluster, patiently } from "./cluster.ts";
import { applyBenchCompany } from "./company.ts";
import { median, inTurn, table } from "./measure.ts";

const DAYS = 150;
const MONTH = { startsOn: plainDay("2026-03-01"), endsBefore: plainDay("2026-04-01") };
const asked = ["outbound-calls", "mails", "social"];

/** Records of five months, spread evenly over members and days, written straight into the log: how they are read is measured here, not how they came. */
const fillLog = async (owner: Database, companyId: number, members: number, records: number): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    await client.query(`set attain.company = '${companyId}'`);
    await patiently(
      client,
      `
        insert into activities (company_id, source, external_id, member_number, member_reference, local_day, ordered_at, local_hour, time_zone, kind, direction, provenance, content_hash, rank_at)
        select ${companyId}, 'dialer', 'R-' || n, 1 + n % ${members}, 'rep', d.local_day, d.local_day + interval '10 hours', 10, 'Asia/Seoul',
          (array['call', 'call', 'call', 'call', 'call', 'email', 'email', 'email', 'email', 'social_contact'])[1 + (n / ${members}) % 10],
          case when n % 10 = 7 then 'inbound' else 'outbound' end, 'captured', '\\x00', '-infinity'
        from generate_series(0, ${records - 1}) as n cross join lateral (select date '2025-11-01' + (n::bigint * ${DAYS} / ${records})::integer as local_day) d`,
    );
    await patiently(client, "vacuum analyze activities");
  } finally {
    client.release();
  }
};

/** The best query by hand that we found: everything it asks stands in one index, the month is one range of it, and it runs in parallel. */
const handIndex =
  "create index by_hand on activities (company_id, local_day) include (member_number, kind, direction) where voided_at is null and not taken_back";
const byHand = `
  select member_number,
    count(*) filter (where kind = 'call' and direction = 'outbound') as calls,
    count(*) filter (where kind = 'email' and direction = 'outbound') as mails,
    count(*) filter (where kind = 'social_contact') as social
  from activities
  where company_id = $1 and local_day >= '2026-03-01' and local_day < '2026-04-01' and voided_at is null and not taken_back
  group by member_number`;

/** Credits of every member in a month, from the tally and by the best grouped query over the log, to the same numbers in JavaScript. */
export const benchAttainment = async ({ members = 10_000, records = 5_000_000, rounds = 9 } = {}): Promise<void> => {
  const cluster = await openCluster();
  const owner = openPool(cluster.ownerPlace, 2);
  try {
    const companyId = await applyBenchCompany(cluster.app, members, asked);
    console.error(`filling the log with ${records.toLocaleString("en")} records of ${members.toLocaleString("en")} members`);
    await fillLog(owner, companyId, members, records);
    console.error("counting");
    const begun = performance.now();
    const recounted = await recountCompany(cluster.app, companyId, {});
    if (!recounted.ok) throw new Error("not counted");
    await countMetrics(cluster.app, companyId);
    while ((await foldTallies(cluster.app, companyId)) > 0);
    console.error(`counted in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    const client = await owner.pool.connect();
    await patiently(client, handIndex);
    await patiently(client, "vacuum analyze");
    await client.query("set max_parallel_workers_per_gather = 2; set random_page_cost = 1.1; set work_mem = '64MB'");

    const settings = await inCompany(cluster.app, companyId, (tx) => loadSettings(tx, companyId));
    const numbers = asked.map((id) => settings.metrics.find((metric) => metric.id === id)?.number ?? 0);
    const tally = () =>
      inCompany(cluster.app, companyId, async (tx) => {
        const credits = await creditsWithin(tx, {
          companyId,
          metricNumbers: numbers,
          span: MONTH,
          firstWeekday: settings.company.calendar.firstWeekday,
        });
        const series = numbers.map((number) => (credits.get(number) ?? []).filter((each) => each !== null));
        return settings.members.map((member) =>
          series.map((provenances) => {
            let sum = 0n;
            for (const each of provenances) sum += each[member.number] ?? 0n;
            return sum;
          }),
        );
      });
    const hand = async () => {
      const { rows } = await client.query<{ member_number: number; calls: bigint; mails: bigint; social: bigint }>(byHand, [companyId]);
      const credits = settings.members.map(() => [0n, 0n, 0n]);
      for (const row of rows) credits[row.member_number - 1] = [row.calls * 10_000n, row.mails * 10_000n, row.social * 10_000n];
      return credits;
    };
    const dayRows = async () => {
      const { rows } = await client.query<{ metric_number: number; member_number: number; amount: bigint }>(
        "select metric_number, member_number, sum(amount)::bigint as amount from tally_days where company_id = $1 and metric_number = any ($2) and local_day >= '2026-03-01' and local_day < '2026-04-01' group by metric_number, member_number",
        [companyId, numbers],
      );
      const credits = settings.members.map(() => [0n, 0n, 0n]);
      for (const row of rows) {
        const of = credits[row.member_number - 1];
        if (of !== undefined) of[numbers.indexOf(row.metric_number)] = row.amount;
      }
      return credits;
    };
    const rowsOf = () =>
      attainmentOf(cluster.app, companyId, { on: plainDay("2026-03-31"), now: BigInt(Date.parse("2026-04-02")) * 1000n });
    // In mid-month every row's status asks how likely the target still is; what the past says of it was read before.
    const paced = async () => {
      const answer = await attainmentOf(cluster.app, companyId, {
        on: plainDay("2026-03-31"),
        now: BigInt(Date.parse("2026-03-20")) * 1000n,
      });
      if (!answer.ok) throw new Error("not read");
      return answer.value.sections.flatMap(({ rows }) => rows.map((row) => row.status));
    };
    const midMonth = BigInt(Date.parse("2026-03-20")) * 1000n;
    const must = async (answer: Promise<{ readonly ok: boolean }>): Promise<void> => {
      if (!(await answer).ok) throw new Error("not read");
    };
    const board = () =>
      must(
        showLeaderboard(cluster.app, companyId, {
          metric: "mails",
          cadence: "month",
          by: "improvement",
          after: 0,
          limit: 50,
          now: midMonth,
        }),
      );
    const morning = () => must(showMorning(cluster.app, companyId, { team: null, now: midMonth }));
    const trend = () => must(showTrend(cluster.app, companyId, { metric: "mails", cadence: "month", periods: 8, now: midMonth }));
    const first = performance.now();
    await paced();
    const past = performance.now() - first;
    const [ours, theirs, plainer] = [await tally(), await hand(), await dayRows()];
    const text = (credits: bigint[][]) => credits.map((each) => each.join(" ")).join("\n");
    if (text(ours) !== text(theirs) || text(ours) !== text(plainer))
      throw new Error("the tally, its day rows and the query by hand do not give the same numbers");

    const times = await inTurn(rounds, { tally, hand, dayRows, attainment: rowsOf, paced, board, morning, trend });
    const monthly = Number(
      (await client.query("select count(*) from activities where local_day >= '2026-03-01' and local_day < '2026-04-01'")).rows[0].count,
    );
    client.release();
    table(
      `attainment of ${members.toLocaleString("en")} members × ${asked.length} metrics, ${monthly.toLocaleString("en")} of ${records.toLocaleString("en")} records in the month`,
      [
        [
          "the tally, query to JavaScript",
          `${median(times.tally).toFixed(1)} ms`,
          `${(median(times.hand) / median(times.tally)).toFixed(1)} × faster than by hand (to reach: 20)`,
        ],
        [
          "attainment rows from it",
          `${median(times.attainment).toFixed(1)} ms`,
          `${(median(times.hand) / median(times.attainment)).toFixed(1)} × faster than by hand`,
        ],
        [
          "their status in a running month",
          `${median(times.paced).toFixed(1)} ms`,
          `the first with what the past says: ${past.toFixed(0)} ms`,
        ],
        [
          "the tally as day rows alone",
          `${median(times.dayRows).toFixed(1)} ms`,
          `${(median(times.hand) / median(times.dayRows)).toFixed(1)} × faster than by hand`,
        ],
        ["a board by improvement, first page", `${median(times.board).toFixed(1)} ms`, "to stay under 1,000 ms"],
        ["everybody's morning", `${median(times.morning).toFixed(1)} ms`, "to stay under 1,000 ms"],
        ["the last eight months", `${median(times.trend).toFixed(1)} ms`, "to stay under 1,000 ms"],
        ["best grouped query by hand", `${median(times.hand).toFixed(1)} ms`, "the same numbers"],
      ],
    );
  } finally {
    await owner.pool.end();
    await cluster.close();
  }
};
