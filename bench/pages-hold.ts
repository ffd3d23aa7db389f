import { chromium, type Browser, type Page } from "playwright-core";
import { browserPath } from "../tests/e2e/browser.ts";
import { signedIn, type Shown } from "../tests/accounts.ts";
import { makeServer } from "../src/http/server.ts";
import { applyCompany } from "../src/operations/apply-company.ts";
import { countMetrics } from "../src/operations/count-metrics.ts";
import { foldTallies } from "../src/operations/fold-tallies.ts";
import { recountCompany } from "../src/operations/recount-company.ts";
import { newSecret } from "../src/operations/secret.ts";
import { openPool, type Database } from "../src/store/database.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { join } from "node:path";
import { openCluster, patiently } from "./cluster.ts";
import { metrics } from "./company.ts";
import { inTurn, median, table } from "./measure.ts";

const REGIONS = 10;
const TEAM_SIZE = 50;
const DAYS = 120;
const asked = ["outbound-calls", "mails", "social"];

const applyTeams = async (database: Database, members: number): Promise<number> => {
  const teams = Array.from({ length: Math.ceil(members / TEAM_SIZE) }, (_, index) => `team-${index + 1}`);
  const applied = await applyCompany(
    database,
    {
      // The lowest ranks too, so that a board is as long as it can be.
      company: { id: "bench", name: "Bench", country: "US", timeZone: "Asia/Seoul", currency: "USD" },
      boards: { lowestRanks: "shown" },
      sources: [{ id: "dialer", provenance: "captured" }],
      teams: [
        ...Array.from({ length: REGIONS }, (_, index) => ({ id: `region-${index}`, name: `Region ${index}` })),
        ...teams.map((id, index) => ({ id, name: `Team ${index + 1}`, parent: `region-${index % REGIONS}` })),
      ],
      members: Array.from({ length: members }, (_, index) => ({
        id: `rep-${index + 1}`,
        name: `Rep ${index + 1}`,
        role: "rep",
        team: teams[index % teams.length],
      })),
      metrics: metrics.filter(({ id }) => asked.includes(id)),
      plans: [
        {
          id: "month",
          name: "Month",
          cadence: "month",
          startsOn: "2020-01-01",
          require: {
            allOf: [
              { metric: "outbound-calls", target: 20 },
              { metric: "mails", target: 15 },
              { metric: "social", target: 5 },
            ],
          },
        },
      ],
    },
    { by: "bench" },
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  if (applied.value.companyId === null) throw new Error("the company was not registered");
  return applied.value.companyId;
};

/** Records of the last months up to today, written straight into the log, some members with more of them than others. */
const fillLog = async (owner: Database, companyId: number, { members, records }: { members: number; records: number }): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    await client.query(`set attain.company = '${companyId}'`);
    await patiently(
      client,
      `
        insert into activities (company_id, source, external_id, member_number, member_reference, local_day, ordered_at, local_hour, time_zone, kind, direction, provenance, content_hash, rank_at)
        select ${companyId}, 'dialer', 'R-' || n, 1 + floor(${members} * pow(random(), 1.5))::integer, 'rep', d.local_day, d.local_day + interval '10 hours', 10, 'Asia/Seoul',
          (array['call', 'call', 'call', 'call', 'call', 'email', 'email', 'email', 'email', 'social_contact'])[1 + n % 10],
          'outbound', 'captured', '\\x00', '-infinity'
        from generate_series(0, ${records - 1}) as n cross join lateral (select current_date - (n % ${DAYS}) as local_day) d`,
    );
    await patiently(client, "vacuum analyze");
  } finally {
    client.release();
  }
};

type Scrolled = { readonly long: readonly number[]; readonly busy: number; readonly frames: number; readonly rows: number };

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** The longest task of the page's main thread by the processor time that it took: what else the machine does is not in it. */
const longestTask = (trace: Buffer): number => {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const mains = new Set(
    traceEvents.flatMap(({ name, args, pid, tid }) => (name === "thread_name" && args?.name === "CrRendererMain" ? [`${pid} ${tid}`] : [])),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith("RunTask") && mains.has(`${pid} ${tid}`));
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1_000));
};

/** As text: what compiles this file would put names of its own into a function. */
const watching = `
  window.longTasks = [];
  window.frames = 0;
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  (function count() { window.frames += 1; requestAnimationFrame(count); })();
`;
type Watched = { readonly longTasks: number[]; readonly frames: number };

/** Scrolls as a wheel does, to the end and back, and is told of every task that took longer than a twentieth of a second meanwhile. */
const scrolled = async (browser: Browser, page: Page, turns: number): Promise<Scrolled> => {
  await page.evaluate(watching);
  await browser.startTracing(page, { categories: ["toplevel"] });
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width / 2, height / 2);
  for (const step of [700, 3_000, -3_000])
    for (let turn = 0; turn < turns; turn += 1) {
      await page.mouse.wheel(0, step);
      await page.waitForTimeout(30);
    }
  // As one drags the bar: from one end to the other at once.
  for (const part of [0, 0.5, 1, 0.25, 0.75]) {
    await page.evaluate((at) => scrollTo(0, document.documentElement.scrollHeight * at), part);
    await page.waitForTimeout(200);
  }
  const busy = longestTask(await browser.stopTracing());
  const told = await page.evaluate(() => ({
    long: (window as unknown as Watched).longTasks, // put there above
    frames: (window as unknown as Watched).frames,
    rows: document.querySelectorAll('[role="row"], tr').length,
  }));
  return { ...told, busy };
};

const whole = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;

type Opened = { readonly page: Page; readonly until: number; readonly long: readonly number[]; readonly requests: number };

const opened = async (browser: Browser, url: string, { session, width }: { session: Shown; width: number }): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en-US", serviceWorkers: "block" });
  const [name = "", value = ""] = (session["cookie"] ?? "").split("=");
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  let requests = 0;
  page.on("request", (request) => {
    // What changes is told by a connection that stays, which nothing waits for.
    if (request.url().includes("/api/") && !request.url().includes("/live")) requests += 1;
  });
  await page.addInitScript(watching);
  const begun = performance.now();
  await page.goto(url);
  await page.locator("[data-line], tbody tr").first().waitFor();
  const until = performance.now() - begun;
  const before = requests;
  await page.waitForTimeout(3_000);
  const long = await page.evaluate(() => (window as unknown as Watched).longTasks);
  return { page, until, long, requests: before };
};

const tasks = (long: readonly number[]): string =>
  long.length === 0 ? "no task over 50 ms" : `${long.length} tasks over 50 ms, the longest ${whole(Math.max(...long))}`;

/** What Team and Board answer of ten thousand members, and how their pages scroll in a browser. */
export const benchPages = async ({ members = 10_000, records = 600_000, rounds = 9 } = {}): Promise<void> => {
  const cluster = await openCluster();
  const owner = openPool(cluster.ownerPlace, 2);
  const app = await makeServer({
    database: cluster.app,
    secret: newSecret(),
    webFolder: join(packageRoot, "dist", "web"),
    hearFault: (_id, error) => {
      throw error;
    },
  });
  try {
    const companyId = await applyTeams(cluster.app, members);
    console.error(`filling the log with ${records.toLocaleString("en")} records of ${members.toLocaleString("en")} members`);
    await fillLog(owner, companyId, { members, records });
    console.error("counting");
    const recounted = await recountCompany(cluster.app, companyId, {});
    if (!recounted.ok) throw new Error("not counted");
    await countMetrics(cluster.app, companyId);
    while ((await foldTallies(cluster.app, companyId)) > 0);
    const session = await signedIn(cluster.app, companyId, { id: "opal", roles: ["operations"] });
    await app.listen({ port: 0, host: "127.0.0.1" });
    const address = app.server.address();
    const url = `http://localhost:${address !== null && typeof address === "object" ? address.port : 0}`;
    const { writeFileSync } = await import("node:fs");
    writeFileSync("/work/scratch/w30/hold.json", JSON.stringify({ url, session }));
    await new Promise((r) => process.once("SIGTERM", r));
  } finally {
    await app.close();
    await owner.pool.end();
    await cluster.close();
  }
};

await benchPages({ records: 400_000 });
