import { readFileSync } from "node:fs";
import { openPool, inCompany } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { creditsFromLog } from "../src/store/log-count.ts";
import { asIfAlways } from "../src/domain/draft.ts";
import { plainDay } from "../src/domain/day.ts";
import { periodsTouching } from "../src/domain/period.ts";
import { sql } from "kysely";
const place = { host: "/tmp/attain-409d16331c4b", user: "attain_bench", password: "bench", database: "bench" };
const db = openPool(place, 2);
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(" "); return (Number(f[13]) + Number(f[14])) / 100; };
const drafts = {
  condition: { id: "outbound-long", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
  week: { id: "people-called", where: 'kind == "call" && direction == "outbound"', oncePer: { prospect: "week" as const } },
};
for (const [name, metric] of Object.entries(drafts)) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  await inCompany(db, 1, async (tx) => {
    const settings = await loadSettings(tx, 1);
    const asIf = asIfAlways(settings, { metrics: [metric], plans: [] }, plainDay("2026-05-02"));
    if (!asIf.ok) throw new Error(JSON.stringify(asIf.refusals));
    const periods = periodsTouching("month", { startsOn: plainDay("2025-05-01"), endsBefore: plainDay("2026-05-01") }, settings.company.calendar);
    const pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid;
    const begun = performance.now(); const c0 = cpu(pid);
    const explaining = { ...tx, getExecutor: () => { const e = tx.getExecutor(); return new Proxy(e, { get: (t, k) => k === "executeQuery" ? async (q: any, ...r: any[]) => { if (!/width_bucket/.test(q.sql)) return t.executeQuery(q, ...r); const out: any = await t.executeQuery({ ...q, sql: "explain (analyze, buffers) " + q.sql }, ...r); for (const row of out.rows) console.log(row["QUERY PLAN"].replace(/ANY .*/, "…").slice(0, 200)); return { rows: [] }; } : (Reflect.get(t, k) as any)?.bind?.(t) ?? Reflect.get(t, k) }); } };
    const rows = await creditsFromLog(process.argv[3] ? (explaining as any) : tx, asIf.value, { metrics: asIf.value.metrics.filter((m) => m.id === metric.id), periods: periods as never, byDayOf: [] });
    console.log(name, rows.length, rows.reduce((s, r) => s + r.amount, 0n), "wall", ((performance.now() - begun) / 1000).toFixed(1), "cpu", (cpu(pid) - c0).toFixed(1));
    const b2 = performance.now(); const c2 = cpu(pid);
    await sql`select member_number, date_trunc('month', local_day), count(*) filter (where kind = 'call' and direction = 'outbound') from activities where company_id = 1 group by 1, 2`.execute(tx);
    console.log("bare wall", ((performance.now() - b2) / 1000).toFixed(1), "cpu", (cpu(pid) - c2).toFixed(1));
  }, { isolation: "repeatable read", timeoutSeconds: 600 });
}
await db.pool.end();
